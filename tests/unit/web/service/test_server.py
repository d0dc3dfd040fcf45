"""The server refuses what it cannot listen at before it loads anything."""

from __future__ import annotations

import socket

import pytest

from civiscope.errors import UserError
from civiscope.web.service.server import require_enough, require_free


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


def test_several_processes_need_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    require_enough(1)
    with pytest.raises(UserError, match=r"workers-need-postgresql.*3 processes[\s\S]*DATABASE_URL"):
        require_enough(3)
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost/civiscope")
    require_enough(3)
