"""How fast the served explorer answers: 20 readers, each pausing a second between pages, beside a bare Django view.

    python benchmarks/explorer.py RELEASE [--seconds 30] [--readers 20]

RELEASE is a release folder (of the example, or of a simulated study of 5,000 cities). The pages are drawn at random
from all kinds, so that most are asked for the first time. Ends with the targets and exit code 1 where one is missed.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from threading import Thread

import django

from civiscope.web.explorer.addresses import address
from civiscope.web.explorer.domain.shelf import open_edition
from civiscope.web.explorer.sitemap import PAGES

MEDIAN_TARGET, P95_TARGET, WEIGHT_TARGET = 0.050, 0.150, 250_000
HERE = Path(__file__).parent


def main() -> int:
    """Measure, print, and say whether the targets are met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("release", type=Path)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--readers", type=int, default=20)
    asked = parser.parse_args()
    django.setup()
    edition = open_edition(asked.release)
    pages = {name: [address(name, **words) for words in fillings(edition)] for name, fillings in PAGES.items()}
    pages = {name: found for name, found in pages.items() if found and found[0].endswith(".html")}
    cities = sorted(edition.release.waves_by_city)
    print(f"{len(cities):,} cities, {sum(map(len, pages.values())):,} pages of {len(pages)} kinds")
    del edition
    command = [sys.executable, "-m", "civiscope", "serve", str(asked.release)]
    with running(command) as port:
        weights = {name: weight(port, found[len(found) // 2]) for name, found in pages.items()}
        times, sizes = readers(port, drawn(pages, cities), asked.readers, asked.seconds)
    os.environ["BARE_BYTES"] = str(int(median(sizes)))
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])
    with running([sys.executable, "-m", "benchmarks.bare_server"]) as port:
        bare_times, _ = readers(port, iter(lambda: "", None), asked.readers, asked.seconds)
    return report(times, bare_times, sizes, weights)


def drawn(pages: dict[str, list[str]], cities: list[str]) -> Iterator[str]:
    """Addresses at random: a kind, then a page of it; of lists and comparisons with a query."""
    chance = random.Random(1)
    while True:
        name = chance.choice(list(pages))
        found = chance.choice(pages[name])
        if name == "cities":
            found += f"?q={chance.choice(cities)[:3]}"
        elif name == "compare":
            found += "?cities=" + ",".join(chance.sample(cities, 3))
        elif name == "search":
            found += f"?q={chance.choice(cities)[:4]}"
        yield found


def readers(port: int, addresses: Iterator[str], count: int, seconds: int) -> tuple[list[float], list[int]]:
    """Seconds and bytes of every answer to ``count`` readers who pause a second between pages."""
    times: list[float] = []
    sizes: list[int] = []
    until = time.monotonic() + seconds

    def read(start: float) -> None:
        time.sleep(start)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < until:
            asked = "/" + next(addresses)
            before = time.perf_counter()
            connection.request("GET", asked, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            body = answer.read()
            times.append(time.perf_counter() - before)
            sizes.append(len(body))
            if answer.status != 200:
                raise SystemExit(f"{asked} answered {answer.status}")
            time.sleep(1)

    threads = [Thread(target=read, args=(place / count,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, sizes


def weight(port: int, page: str) -> int:
    """Compressed bytes of a page with its style sheets, scripts and the two fonts of its script."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def fetched(asked: str) -> bytes:
        connection.request("GET", f"/{asked}", headers={"Accept-Encoding": "identity"})
        return connection.getresponse().read()

    html = fetched(page).decode()
    folder = page.rpartition("/")[0]
    own = re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', html)
    parts = [html.encode(), *(fetched(os.path.normpath(f"{folder}/{name}").lstrip("/")) for name in own)]
    fonts = re.findall(r'url\("([^"]*(?:noto-sans|source-serif)-latin\.[0-9a-f]+\.woff2)"', parts[1].decode())
    return sum(len(gzip.compress(part)) for part in parts) + sum(len(fetched(f"assets/{name}")) for name in set(fonts))


@contextmanager
def running(command: list[str]) -> Iterator[int]:
    """A server started by the command with ``--port``; gives the port once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(3000):
                if process.poll() is not None:
                    raise SystemExit(f"the server ended with code {process.returncode}: {' '.join(command)}")
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
                    connection.request("GET", "/")
                    connection.getresponse().read()
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=60)


def report(times: list[float], bare: list[float], sizes: list[int], weights: dict[str, int]) -> int:
    """Print what was measured beside the bound and the targets; 1 where one is missed."""
    p95, bare_p95 = quantiles(times, n=20)[-1], quantiles(bare, n=20)[-1]
    heaviest = max(weights, key=lambda name: weights[name])
    print(f"{len(times)} pages, median size {median(sizes):,.0f} bytes compressed; {len(bare)} of the bare view")
    rows = [
        ("median", median(times), median(bare), MEDIAN_TARGET),
        ("95th percentile", p95, bare_p95, P95_TARGET),
    ]
    missed = False
    for name, found, bound, target in rows:
        missed |= found > target
        verdict = "MISSED" if found > target else "met"
        beside = f"bare view {1000 * bound:.1f} ms ({found / bound:.1f} times)"
        print(f"{name}: {1000 * found:.1f} ms, {beside}; target {1000 * target:.0f} ms {verdict}")
    missed |= weights[heaviest] > WEIGHT_TARGET
    verdict = "MISSED" if weights[heaviest] > WEIGHT_TARGET else "met"
    print(
        f"heaviest page with style, scripts and fonts: {heaviest}, {weights[heaviest]:,} bytes; "
        f"target {WEIGHT_TARGET:,} {verdict}"
    )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
