"""With SQLite a process saves one answer after the other; nothing else waits for that, and nobody for a slow sender."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from civiscope.web.service.turns import Turns

SAVE = "/answer/7/save/staff"


class View:
    """Counts who is in it at once; the first stays until it is told to go on."""

    def __init__(self) -> None:
        self.inside = 0
        self.most = 0
        self.entered = threading.Event()
        self.may_leave = threading.Event()
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.set()
        assert self.may_leave.wait(timeout=20)
        with self._lock:
            self.inside -= 1
        return HttpResponse()


class SlowBody(io.BytesIO):
    """A body of which nothing comes before it is told to."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.asked = threading.Event()
        self.may_come = threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.asked.set()
        assert self.may_come.wait(timeout=20)
        return super().read(size)


def started(turns: Turns, request: HttpRequest) -> threading.Thread:
    thread = threading.Thread(target=turns, args=(request,))
    thread.start()
    return thread


def post(path: str = SAVE) -> HttpRequest:
    return RequestFactory().post(path, {"staff": "3"})


@pytest.fixture
def on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(connection._connections["default"]), "vendor", "sqlite")


@pytest.mark.usefixtures("on_sqlite")
@pytest.mark.parametrize(
    ("second", "at_once"),
    [
        (SAVE, 1),
        ("/answer/8/save/other", 1),
        ("/answer/7/", 2),
        ("/answer/7/section/people", 2),
        ("/desk/enter/7/phone/save/staff", 2),
        ("/save/7/answer/staff", 2),
    ],
)
def test_only_answers_wait_for_one_another(second: str, at_once: int) -> None:
    view = View()
    turns = Turns(view)
    threads = [started(turns, post())]
    assert view.entered.wait(timeout=20)
    threads.append(started(turns, post(second)))
    threads[1].join(timeout=0.3)
    assert view.inside == at_once
    view.may_leave.set()
    for thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()
    assert view.most == at_once


@pytest.mark.usefixtures("on_sqlite")
def test_nobody_waits_for_whoever_sends_slowly() -> None:
    view = View()
    view.may_leave.set()
    turns = Turns(view)
    body = SlowBody(b"staff=3")
    slow = RequestFactory().post(SAVE, "staff=3", content_type="application/x-www-form-urlencoded")
    slow._stream = body  # type: ignore[attr-defined]
    waiting = started(turns, slow)
    assert body.asked.wait(timeout=20)
    quick = started(turns, post())
    quick.join(timeout=20)
    assert not quick.is_alive()
    assert waiting.is_alive()
    body.may_come.set()
    waiting.join(timeout=20)
    assert not waiting.is_alive()


@pytest.mark.usefixtures("on_sqlite")
def test_one_that_fails_ends_its_turn() -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    turns = Turns(fail)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            turns(post())


def test_postgresql_takes_several_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(connection._connections["default"]), "vendor", "postgresql")
    view = View()
    turns: Callable[[HttpRequest], HttpResponse] = Turns(view)
    threads = [threading.Thread(target=turns, args=(post(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    threads[0].join(timeout=0.3)
    assert view.inside == 2
    view.may_leave.set()
    for thread in threads:
        thread.join(timeout=20)
