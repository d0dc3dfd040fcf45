"""Contacts who answer as fast as they can, and keep a record of everything that was acknowledged to them."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.collecting.running import Service
from tests.collecting.seed import ITEMS

DEVICE_COOKIE = "civiscope_device"


@dataclass(frozen=True)
class Acknowledged:
    """An answer of which the service said that it is saved."""

    case: int
    item: str
    version: int
    text: str


@dataclass
class Writers:
    """Threads that save answers until they are told to end; each has a device, items of its own and shared ones."""

    service: Service
    count: int = 20
    acknowledged: list[Acknowledged] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    refusals: list[str] = field(default_factory=list)
    _end: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin."""
        cities = list(self.service.cities.values())
        for place in range(self.count):
            city = cities[place % len(cities)]
            contact = place // len(cities) % len(city.keys)
            # Five items belong to this contact only, two to all of the city.
            own = ITEMS[contact * 5 : contact * 5 + 5]
            thread = threading.Thread(target=self._write, args=(place, city.case, city.keys[contact], own + ITEMS[-2:]))
            self._threads.append(thread)
            thread.start()

    def end(self) -> None:
        """Let every thread end after its current answer."""
        self._end.set()
        for thread in self._threads:
            thread.join(timeout=60)
            assert not thread.is_alive()

    def _write(self, place: int, case: int, key: str, items: list[str]) -> None:
        chance = random.Random(place)
        versions = dict.fromkeys(items, 0)
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=30)
        number = 0
        while not self._end.is_set():
            item = chance.choice(items)
            number += 1
            # No two answers are the same, so that a text tells which one it is.
            text = str(place * 1_000_000 + number)
            try:
                status, told = send(connection, case, key, item, versions[item], text)
            except (OSError, http.client.HTTPException):
                connection.close()
                self.outcomes["lost connection"] += 1
                time.sleep(0.05)
                continue
            self.outcomes[str(status)] += 1
            if status == 200:
                self.acknowledged.append(Acknowledged(case, item, told["version"], text))
                versions[item] = told["version"]
            elif status == 409:
                versions[item] = told["conflict"]["version"]
            else:
                self.refusals.append(f"{status} {told}")
                time.sleep(0.05)
        connection.close()


def send(
    connection: http.client.HTTPConnection, case: int, key: str, item: str, version: int, text: str
) -> tuple[int, dict]:  # type: ignore[type-arg]
    """Save an answer; the status and what was told."""
    body = urlencode({"version": version, item: text})
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
        **signed_in(key),
    }
    connection.request("POST", f"/answer/{case}/save/{item}", body, headers)
    answer = connection.getresponse()
    content = answer.read().decode()
    return answer.status, json.loads(content) if "json" in answer.getheader("Content-Type", "") else {"page": content}


def signed_in(key: str) -> dict[str, str]:
    """The headers of a browser with a signed-in device, whose forms carry the token that they were given."""
    token = "c" * 32
    return {"Cookie": f"{DEVICE_COOKIE}={key}; civiscope_csrf={token}", "X-CSRFToken": token}
