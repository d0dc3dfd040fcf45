"""The server refuses what it cannot listen at before it loads anything."""

from __future__ import annotations

import os
import socket

import pytest

from civiscope.errors import UserError
from civiscope.web.service.server import require_free, workers_here


def test_port_that_is_taken_is_refused_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=rf"port-taken.*127\.0\.0\.1:{port}[\s\S]*Choose another port"):
            require_free("127.0.0.1", port)


def test_host_that_is_no_address_is_refused() -> None:
    with pytest.raises(UserError, match=r"port-taken.*no\.such\.host\.invalid"):
        require_free("no.such.host.invalid", 8000)


def test_a_study_in_the_field_gets_a_process_for_each_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    for processors, workers in ((1, 1), (2, 2), (4, 4), (64, 4)):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, count=processors: set(range(count)), raising=False)
        assert workers_here(is_in_the_field=True) == workers
        assert workers_here(is_in_the_field=False) == 1
