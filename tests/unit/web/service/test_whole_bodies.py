"""A body is read as it was announced, or not at all; the real server is tried in tests/integration/test_cut_off.py."""

from __future__ import annotations

import io
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import given
from hypothesis import strategies as st

from civiscope.web.service.whole_bodies import CutOffError, WholeBodies, WholeBody

FORM = b"username=ada%40example.org&password=secret"
TOKEN = "c" * 32


class Dripping(io.BytesIO):
    """A stream that gives fewer bytes than it is asked for."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(3 if size is None or size < 0 else min(3, size))


@given(content=st.binary(max_size=40), size=st.integers(0, 60))
def test_so_many_bytes_come_or_none(content: bytes, size: int) -> None:
    body = WholeBody(Dripping(content))
    if size <= len(content):
        assert body.read(size) == content[:size]
    else:
        with pytest.raises(CutOffError):
            body.read(size)


def test_lines_end_where_the_body_does() -> None:
    body = WholeBody(io.BytesIO(b"one\ntwo"))
    assert [body.readline(100), body.readline(100), body.readline(0)] == [b"one\n", b"two", b""]
    with pytest.raises(CutOffError):
        body.readline(1)


def test_what_nobody_reads_may_end_anywhere() -> None:
    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return [b"a page"]

    assert list(WholeBodies(answer)({"wsgi.input": io.BytesIO()}, lambda *_: lambda _: None)) == [b"a page"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=part"])
def test_django_answers_400(kind: str) -> None:
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/account/sign-in",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_COOKIE": f"civiscope_csrf={TOKEN}",
        "HTTP_X_CSRFTOKEN": TOKEN,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(FORM) + 1),
        "wsgi.input": io.BytesIO(FORM),
    }
    statuses: list[str] = []

    def start(status: str, *_: object) -> object:
        statuses.append(status)
        return None

    page = b"".join(WholeBodies(get_wsgi_application())(environ, start))  # type: ignore[arg-type]
    assert statuses == ["400 Bad Request"]
    assert b"Traceback" not in page
