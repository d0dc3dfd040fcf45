"""How many answers the service saves in the last hour before a deadline, beside a bare view that writes one row.

    python benchmarks/collection.py [--database sqlite|postgresql] [--seconds 20] [--cities 250] [--whole]

Two contacts of each of 250 cities answer 120 questions at once, as fast as the service acknowledges their answers; by
turns as many senders ask the bare view for an INSERT, on the same server with as many processes and the same settings
of the same database. Ends with the target and exit code 1 where it is missed.

With ``--whole`` every contact sends a questionnaire of 250 questions whole, in one form. ODK Central is reported to
take 41 such submissions a second.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.collecting.killable import killable_postgresql  # noqa: E402
from tests.collecting.running import Service  # noqa: E402
from tests.collecting.seed import ITEMS, items  # noqa: E402
from tests.collecting.writers import signed_in  # noqa: E402

TARGET = 0.5
"""The least share of the bare view's rate."""
WHOLE, WHOLE_TARGET = 250, 41.0
"""Questions of a submission, and how many submissions a second are to be beaten."""
CLIENTS, CONTACTS = 2, 2
ROUNDS = 4
"""Each round takes a part of the questions to the service, and then as long to the bare view."""


def main() -> int:
    """Measure, print, and say whether the target is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--cities", type=int, default=250)
    parser.add_argument("--whole", action="store_true", help="submissions of 250 questions")
    asked = parser.parse_args()
    return whole_submissions(asked.database) if asked.whole else single_answers(asked)


def whole_submissions(kind: str) -> int:
    """Measure submissions of a whole questionnaire, one by each of many cities."""
    with field(kind) as service:
        service.seed(1500, 1, [WHOLE])
        service.start()
        names = items(WHOLE)
        sent = {"go": "overview"} | {f"version:{name}": 0 for name in names}
        senders: list[list[bytes]] = [[] for _ in range(20)]
        for number, city in enumerate(service.cities.values()):
            fields = sent | {name: _text(number, name) for name in names}
            request = _post(f"/answer/{city.case}/section/section_0", fields, signed_in(city.keys[0]))
            senders[number % len(senders)].append(request)
        try:
            times, seconds = burst(service.port, 15, senders, "303")
            counted = next(line for line in service.get("/metrics")[1].splitlines() if 'outcome="saved"' in line)
        finally:
            service.stop()
    print(counted)
    print(f"{kind}: 20 senders, {os.cpu_count()} cores")
    rate = report(f"submissions of {WHOLE} questions", times, seconds)
    print(f"target {WHOLE_TARGET:.0f} a second {'met' if rate >= WHOLE_TARGET else 'MISSED'}")
    return int(rate < WHOLE_TARGET)


@contextmanager
def field(kind: str) -> Iterator[Service]:
    """A service on a database of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        nullcontext() if kind == "sqlite" else killable_postgresql() as database,
    ):
        # As many processes as it starts by itself.
        yield Service(Path(folder), database.address if database else "", options=())


def single_answers(asked: argparse.Namespace) -> int:
    """Measure answers as they are given, one by one."""
    with field(asked.database) as service:
        service.seed(asked.cities, CONTACTS)
        service.start()
        bare = Bare(service)
        try:
            rounds = [
                (
                    burst(service.port, asked.seconds / ROUNDS, answers_of(service, number)),
                    burst(bare.port, asked.seconds / ROUNDS, inserts(asked.cities * CONTACTS)),
                )
                for number in range(ROUNDS)
            ]
            print(next(line for line in service.get("/metrics")[1].splitlines() if 'outcome="saved"' in line))
        finally:
            bare.stop()
            service.stop()
    print(f"{asked.database}: {asked.cities * CONTACTS} senders, {asked.seconds} s, {os.cpu_count()} cores")
    rates = [
        report(name, [time for times, _ in found for time in times], sum(seconds for _, seconds in found))
        for name, found in zip(("answers saved", "rows of the bare view"), zip(*rounds, strict=True), strict=True)
    ]
    share = rates[0] / rates[1]
    verdict = "met" if share >= TARGET else "MISSED"
    print(f"share of the bare rate: {share:.2f}; target {TARGET} {verdict}")
    return int(share < TARGET)


class Bare:
    """The bare view on the database of the service."""

    def __init__(self, service: Service) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        command = [sys.executable, "-m", "benchmarks.bare_insert", "--port", str(self.port)]
        environment = {name: text for name, text in service.environment().items() if name != "DJANGO_SETTINGS_MODULE"}
        self._process = subprocess.Popen(command, env=environment, cwd=ROOT)
        while not is_up(self.port):
            if self._process.poll() is not None:
                raise SystemExit("the bare view does not start")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(timeout=30)


def is_up(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def answers_of(service: Service, part: int) -> list[list[bytes]]:
    """The requests of every contact: of a city's 120 questions each of its contacts answers a share, in parts."""
    return [
        [_post(f"/answer/{city.case}/save/{item}", {"version": 0, item: _text(number, item)}, signed_in(key))
         for item in ITEMS[place::CONTACTS][part::ROUNDS]]
        for number, city in enumerate(service.cities.values())
        for place, key in enumerate(city.keys)
    ]  # fmt: skip


def inserts(senders: int) -> list[list[bytes]]:
    """As many requests for the bare view, and more, since it is faster."""
    return [
        [_post("/insert", {"version": 0, "value": _text(number, item)}, {}) for item in ITEMS * 3]
        for number in range(senders)
    ]


def burst(port: int, seconds: float, senders: list[list[bytes]], status: str = "200") -> tuple[list[float], float]:
    """The seconds of every answer, and how long it took; the senders are spread over a few processes."""
    with tempfile.TemporaryDirectory() as folder:
        clients = []
        for number in range(CLIENTS):
            path = Path(folder) / f"{number}.json"
            mine = [[base64.b64encode(request).decode() for request in sender] for sender in senders[number::CLIENTS]]
            path.write_text(json.dumps(mine))
            command = [sys.executable, "-m", "benchmarks.burst", str(port), str(seconds), str(path)]
            clients.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE))
        told = [json.loads(client.communicate()[0]) for client in clients]
    for entry in told:
        if set(entry["statuses"]) - {status}:
            raise SystemExit(f"not all was saved: {entry['statuses']}")
    return [time for entry in told for time in entry["times"]], max(entry["seconds"] for entry in told)


def report(name: str, times: list[float], seconds: float) -> float:
    """Print what was measured; returns the rate."""
    rate = len(times) / seconds
    p95 = quantiles(times, n=20)[-1]
    print(f"{name}: {rate:,.0f} a second ({len(times):,}); median {median(times):.3f} s, 95th percentile {p95:.3f} s")
    return rate


def _text(number: int, item: str) -> str:
    return str(10_000 * number + int(item.partition("_")[2]))


def _post(path: str, fields: dict[str, object], headers: dict[str, str]) -> bytes:
    body = urlencode(fields).encode()
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept: application/json",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


if __name__ == "__main__":
    sys.exit(main())
