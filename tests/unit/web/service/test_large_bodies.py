"""Bodies that are too large are refused by the real server: neither memory nor disk fills, and whoever sends all of a
body before reading the answer, as proxies do, gets the answer."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from civiscope.web.service.body_size import MOST, BodySize
from tests.ports import free_port
from tests.studies import write_study
from tests.unit.web.collection.field import CITIES, QUESTIONNAIRE, STUDY

SERVE = """
import sys
from pathlib import Path
from civiscope.web.service.preparation import configure, prepare_database
from civiscope.web.service.server import run_server
port = int(sys.argv[3])
if __name__ == "__main__":
    url = f"http://127.0.0.1:{port}"
    configure(Path(sys.argv[1]), Path(sys.argv[2]), None, ("127.0.0.1",), url)
    prepare_database()
    run_server("127.0.0.1", port)
"""
GIGABYTES = 2_000_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int, Path]]:
    """The service as it runs in production, on SQLite; gives its port, its process and its data folder."""
    folder = tmp_path_factory.mktemp("served")
    study = write_study(folder / "study", study=STUDY, cities=CITIES, questionnaire=QUESTIONNAIRE, answers=None)
    script = folder / "serve.py"
    script.write_text(SERVE, encoding="utf-8")
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CIVISCOPE", "DATABASE"))}
    program = [sys.executable, str(script), str(study), str(folder / "data"), str(port)]
    process = subprocess.Popen(program, env=environment, start_new_session=True)
    try:
        _wait_for(port)
        # What is loaded with the first pages is no matter of bodies.
        for path in ("/account/sign-in", "/account/link/lost", "/cities.html"):
            ask(port, f"GET {path} HTTP/1.1", [])
        yield port, process.pid, folder / "data"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    """Until the server listens; fails after a minute."""
    for _ in range(600):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens at port {port}")


def ask(port: int, head: str, body: list[bytes]) -> tuple[bytes, int]:
    """Send a request piece by piece until it is answered; gives the answer and how many bytes of the body went out."""
    sent = 0
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(f"{head}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        try:
            for piece in body:
                connection.sendall(piece)
                sent += len(piece)
        except (BrokenPipeError, ConnectionResetError):
            # It has answered and closed; what it said is read below.
            pass
        answer = b""
        try:
            while piece := connection.recv(65_536):
                answer += piece
        except ConnectionResetError:
            pass
    return answer, sent


def memory_of(group: int) -> int:
    """Bytes in memory of all processes of the server."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return total


def disk_of(folder: Path) -> int:
    """Bytes in the service's folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", ["/account/link/lost", "/answer/1/evidence/staff", "/desk/", "/cities.html"])
def test_two_gigabytes_are_refused_by_their_announcement(server: tuple[int, int, Path], path: str) -> None:
    port, group, data = server
    before, kept, began = memory_of(group), disk_of(data), time.monotonic()
    head = f"POST {path} HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {GIGABYTES}"
    answer, _ = ask(port, head, [b"x" * 65_536] * 4)
    assert answer.startswith(b"HTTP/1.1 413"), answer[:200]
    assert b"That is too large" in answer
    assert time.monotonic() - began < 5
    assert memory_of(group) - before < 20_000_000
    assert disk_of(data) - kept < 100_000


def test_body_without_a_size_is_refused_while_it_is_sent(server: tuple[int, int, Path]) -> None:
    port, group, data = server
    before, kept = memory_of(group), disk_of(data)
    head = "POST /account/link/lost HTTP/1.1\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked"
    piece = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    answer, _ = ask(port, head, [piece] * 60)
    assert answer.startswith(b"HTTP/1.1 411"), answer[:200]
    assert memory_of(group) - before < 40_000_000, "sixty megabytes were on their way"
    assert disk_of(data) - kept < 100_000


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/answer/1/evidence/staff", 10_500_000, 403),
        ("/answer/1/evidence/staff", 12_500_000, 413),
        ("/desk/", 29_000_000, 413),
        ("/account/link/lost", 10_500_000, 403),
    ],
)
def test_whoever_sends_all_of_a_body_gets_the_answer(
    server: tuple[int, int, Path], path: str, size: int, status: int
) -> None:
    port, group, data = server
    before, kept = memory_of(group), disk_of(data)
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("POST", path, b"x" * size, {"Content-Type": "application/octet-stream"})
        answer = connection.getresponse()
        assert (answer.status, b"</html>" in answer.read()) == (status, True)
    assert memory_of(group) - before < 20_000_000
    assert disk_of(data) - kept < 100_000


def test_server_answers_others_afterwards(server: tuple[int, int, Path]) -> None:
    answer, _ = ask(server[0], "GET /account/sign-in HTTP/1.1", [])
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"CONTENT_LENGTH": str(MOST)}, 200),
        ({"CONTENT_LENGTH": str(MOST + 1)}, 413),
        ({"CONTENT_LENGTH": "9" * 400}, 413),
        ({"CONTENT_LENGTH": "9" * 5000}, 413),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "١٢"}, 400),
        ({"CONTENT_LENGTH": "1e3"}, 400),
        ({"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({"CONTENT_LENGTH": ""}, 200),
    ],
)
def test_size_that_is_told_decides(headers: dict[str, str], status: int) -> None:
    request = RequestFactory().get("/answer/")
    request.META |= headers
    assert BodySize(lambda _: HttpResponse())(request).status_code == status
