"""Small real servers of this machine for tests of mail: they speak SMTP and IMAP over sockets, and nothing more than
the service asks of them."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

Server = TypeVar("Server", bound=socketserver.ThreadingTCPServer)


class Smtp(socketserver.ThreadingTCPServer):
    """Takes mails; ``refused`` recipients get 550, ``busy`` ones 451."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _SmtpTalk)
        self.refused: set[str] = set()
        self.busy: set[str] = set()
        self.taken: list[tuple[str, str]] = []


class _SmtpTalk(socketserver.StreamRequestHandler):
    server: Smtp

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        """One connection."""
        self._say("220 test")
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                refusal = "550 5.1.1 no such user" if recipient in self.server.refused else ""
                refusal = refusal or ("451 4.3.0 try later" if recipient in self.server.busy else "")
                self._say(refusal or "250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                content = []
                while (part := self.rfile.readline().decode()) != ".\r\n":
                    content.append(part)
                self.server.taken.append((recipient, "".join(content)))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")


class Imap(socketserver.ThreadingTCPServer):
    """A mailbox of ``mails``; ``seen`` holds the numbers (from 1) of those that were marked."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mails: list[bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _ImapTalk)
        self.mails = mails
        self.seen: set[int] = set()
        self.folder = ""


class _ImapTalk(socketserver.StreamRequestHandler):
    server: Imap

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        """One connection."""
        self._say("* OK test")
        while line := self.rfile.readline().decode().strip():
            tag, command, *rest = line.split(" ", 2)
            command, words = command.upper(), rest[0] if rest else ""
            if command == "CAPABILITY":
                self._say("* CAPABILITY IMAP4rev1")
            elif command == "LOGIN":
                if '"secret"' not in words and not words.endswith(" secret"):
                    self._say(f"{tag} NO wrong password")
                    continue
            elif command == "SELECT":
                self.server.folder = words.strip('"')
                self._say(f"* {len(self.server.mails)} EXISTS")
            elif command == "SEARCH":
                found = [
                    str(number)
                    for number, mail in enumerate(self.server.mails, start=1)
                    if number not in self.server.seen and b"multipart/report" in mail.partition(b"\r\n\r\n")[0]
                ]
                self._say(f"* SEARCH {' '.join(found)}".strip())
            elif command == "FETCH":
                number = int(words.split()[0])
                mail = self.server.mails[number - 1]
                self.wfile.write(f"* {number} FETCH (BODY[] {{{len(mail)}}}\r\n".encode() + mail + b")\r\n")
            elif command == "STORE":
                self.server.seen.add(int(re.match(r"\d+", words)[0]))  # type: ignore[index]
            elif command == "LOGOUT":
                self._say("* BYE")
                self._say(f"{tag} OK")
                return
            self._say(f"{tag} OK done")


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server at work; it is gone afterwards."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
