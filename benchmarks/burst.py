"""A burst of senders: each has a connection of its own, and sends its next request when the last was answered.

    python -m benchmarks.burst PORT SECONDS FILE

FILE holds a list of requests per sender, as JSON. Prints JSON: the seconds of every answer, and how many had which
status. One loop over plain sockets, because what measures must leave the processors to what is measured.
"""

from __future__ import annotations

import base64
import json
import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_END = b"\r\n\r\n"


class Sender:
    """One connection."""

    def __init__(self, port: int, requests: list[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._requests: Iterator[bytes] = iter(requests)
        self._received = b""
        self._sent_at = 0.0

    def send(self) -> bool:
        """Send the next request; returns whether there was one."""
        request = next(self._requests, None)
        if request is None:
            return False
        self._received = b""
        self._sent_at = time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> tuple[float, str] | None:
        """Read what came; the seconds and the status once an answer is whole."""
        self._received += self.socket.recv(65536)
        head, found, body = self._received.partition(_END)
        if not found:
            return None
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        if len(body) < length:
            return None
        return time.perf_counter() - self._sent_at, head[9:12].decode()


def main() -> None:
    """Run the burst."""
    port, seconds, senders = int(sys.argv[1]), float(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text())
    selector = selectors.DefaultSelector()
    for requests in senders:
        sender = Sender(port, [base64.b64decode(request) for request in requests])
        selector.register(sender.socket, selectors.EVENT_READ, sender)
        sender.send()
    times: list[float] = []
    statuses: Counter[str] = Counter()
    began = time.perf_counter()
    while time.perf_counter() - began < seconds and selector.get_map():
        for key, _ in selector.select(timeout=1):
            answer = key.data.receive()
            if answer is None:
                continue
            times.append(answer[0])
            statuses[answer[1]] += 1
            if not key.data.send():
                selector.unregister(key.fileobj)
    print(json.dumps({"times": times, "statuses": statuses, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
