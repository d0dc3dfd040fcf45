"""A connection that breaks in the middle of a form: the part that came is not taken for all of it."""

from __future__ import annotations

import http.client
import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.collecting.killable import killable_postgresql
from tests.collecting.running import City, Service
from tests.collecting.writers import signed_in

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=part"
FILE = (
    '--part\r\nContent-Disposition: form-data; name="file"; filename="plan.txt"\r\nContent-Type: text/plain\r\n\r\n'
    "The plan of the city, to its last word.\r\n--part--\r\n"
)
KEEP = "They are kept by the archive of the city."


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A study in the field."""
    with nullcontext() if request.param == "sqlite" else killable_postgresql() as database:
        made = Service(tmp_path_factory.mktemp("cut"), database.address if database else "")
        made.seed(3, 1)
        try:
            made.start()
            yield made
        finally:
            made.stop()


def request_of(city: City, path: str, content: str, kind: str) -> tuple[bytes, bytes]:
    """The head and the body of a request of the city's contact."""
    body = content.encode()
    headers = {"Host": "127.0.0.1", "Content-Type": kind, "Content-Length": len(body), **signed_in(city.keys[0])}
    lines = [f"POST /answer/{city.case}/{path} HTTP/1.1", *(f"{name}: {text}" for name, text in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode(), body


def refused(service: Service) -> int:
    """How many requests were answered with 400 so far."""
    return len(re.findall(r"^\S+ POST /answer/\S+ 400 ", service.log.read_text(), re.M))


def send_cut(service: Service, head: bytes, body: bytes, size: int) -> None:
    """Send so many bytes of the body and hang up; returns when the service has dealt with it."""
    before = refused(service)
    with socket.create_connection(("127.0.0.1", service.port)) as connection:
        connection.sendall(head + body[:size])
    until = time.monotonic() + 20
    while refused(service) == before:
        assert time.monotonic() < until, service.log.read_text()[-1000:]
        time.sleep(0.02)


def send_whole(service: Service, head: bytes, body: bytes) -> int:
    """The status of the answer to all of it."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as connection:
        connection.sendall(head)
        time.sleep(0.05)
        connection.sendall(body)
        with closing(http.client.HTTPResponse(connection)) as answer:
            answer.begin()
            return answer.status


def page(service: Service, city: City, path: str) -> str:
    """A page of the city."""
    status, text = service.get(f"/answer/{city.case}/{path}", signed_in(city.keys[0]))
    assert status == 200
    return text


def test_half_an_answer_is_not_saved(service: Service) -> None:
    city = service.cities["city-0000"]
    head, body = request_of(city, "save/count_1", urlencode({"version": 0, "count_1": KEEP}), FORM)
    for size in (0, 10, len(body) - 5):
        send_cut(service, head, body, size)
        assert "They" not in page(service, city, "section/section_0")
    assert send_whole(service, head, body) == 303
    assert KEEP in page(service, city, "section/section_0")


def test_half_a_section_empties_nothing(service: Service) -> None:
    city = service.cities["city-0001"]
    fields = {"go": "overview", "version:count_1": 0, "version:count_3": 0, "count_1": KEEP, "count_3": KEEP}
    head, body = request_of(city, "section/section_0", urlencode(fields), FORM)
    assert send_whole(service, head, body) == 303
    again = {**fields, "version:count_1": 1, "version:count_3": 1, "count_1": "Other words"}
    head, body = request_of(city, "section/section_0", urlencode(again), FORM)
    send_cut(service, head, body, body.index(b"count_3=") + 12)
    assert page(service, city, "section/section_0").count(KEEP) == 2


def test_half_a_file_is_not_kept(service: Service) -> None:
    city = service.cities["city-0002"]
    head, body = request_of(city, "evidence/count_1", FILE, PARTS)
    send_cut(service, head, body, body.index(b"to its last"))
    assert "plan.txt" not in page(service, city, "evidence/count_1")
    kept = [path for path in Path(service.data).rglob("*") if path.is_file() and b"The plan" in path.read_bytes()]
    assert kept == []
    assert send_whole(service, head, body) == 303
    assert "plan.txt" in page(service, city, "evidence/count_1")
