"""With SQLite a process saves one answer after the other; nothing else waits for that, and nobody for a slow sender."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest
from django.urls import reverse

from civiscope.web.service.turns import ARRIVED, Turns

SAVE = reverse("case_save", kwargs={"number": 7, "item": "staff"})


class View:
    """Counts who is in it at once; the first stays until it is told to go on."""

    def __init__(self) -> None:
        self.inside = 0
        self.most = 0
        self.arrived: list[float] = []
        self.bodies: list[bytes] = []
        self.entered = threading.Event()
        self.may_leave = threading.Event()
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
            self.arrived.append(environ.get(ARRIVED, 0.0))
            self.bodies.append(environ["wsgi.input"].read(100))
        self.entered.set()
        assert self.may_leave.wait(timeout=20)
        with self._lock:
            self.inside -= 1
        start_response("200 OK", [])
        return [b"saved"]


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


def ask(turns: WSGIApplication, path: str = SAVE, body: io.BytesIO | None = None, size: str = "7") -> list[bytes]:
    """What is answered to a form that is sent there."""
    environ: WSGIEnvironment = {"REQUEST_METHOD": "POST", "PATH_INFO": path, "CONTENT_LENGTH": size}
    environ["wsgi.input"] = body or io.BytesIO(b"staff=3")
    setup_testing_defaults(environ)
    return list(turns(environ, lambda *_: lambda _: None))


def started(turns: Turns, path: str = SAVE, body: io.BytesIO | None = None) -> threading.Thread:
    thread = threading.Thread(target=ask, args=(turns, path, body))
    thread.start()
    return thread


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
    threads = [started(turns)]
    assert view.entered.wait(timeout=20)
    threads.append(started(turns, second))
    threads[1].join(timeout=0.3)
    assert view.inside == at_once
    view.may_leave.set()
    for thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()
    assert view.most == at_once
    assert view.bodies == [b"staff=3"] * 2


def test_waiting_is_part_of_what_is_measured() -> None:
    view = View()
    turns = Turns(view)
    threads = [started(turns)]
    assert view.entered.wait(timeout=20)
    before = time.perf_counter()
    threads.append(started(turns))
    threads[1].join(timeout=0.2)
    went_on = time.perf_counter()
    view.may_leave.set()
    for thread in threads:
        thread.join(timeout=20)
    assert before < view.arrived[1] < went_on


def test_nobody_waits_for_whoever_sends_slowly() -> None:
    view = View()
    view.may_leave.set()
    turns = Turns(view)
    body = SlowBody(b"staff=3")
    waiting = started(turns, body=body)
    assert body.asked.wait(timeout=20)
    quick = started(turns)
    quick.join(timeout=20)
    assert not quick.is_alive()
    assert waiting.is_alive()
    body.may_come.set()
    waiting.join(timeout=20)
    assert not waiting.is_alive()


@pytest.mark.parametrize("size", ["", "-1", "many", "0", "9" * 30, "10000000"])
def test_what_tells_no_size_that_is_taken_is_not_read_here(size: str) -> None:
    body = SlowBody(b"staff=3")
    body.may_come.set()
    assert ask(Turns(answer_without_reading), body=body, size=size) == [b"read by nobody"]
    assert not body.asked.is_set()


def answer_without_reading(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("400 Bad Request", [])
    return [b"read by nobody"]


def test_one_that_fails_ends_its_turn() -> None:
    def fail(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        raise ZeroDivisionError

    turns = Turns(fail)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            ask(turns)


def test_the_application_is_told_that_its_answer_was_taken() -> None:
    class Answer(list[bytes]):
        is_closed = False

        def close(self) -> None:
            self.is_closed = True

    answer = Answer([b"saved"])

    def save(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return answer

    assert ask(Turns(save)) == [b"saved"]
    assert answer.is_closed
