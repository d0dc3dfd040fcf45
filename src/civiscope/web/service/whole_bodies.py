"""Requests that came whole.

A connection may break in the middle of a form, and Django would take the part that came for all of it: half a sentence
would be saved as the answer, and fields that had not come yet as emptied.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.exceptions import BadRequest


class CutOffError(BadRequest):
    """The connection ended before all had come that the request announced. No OSError, which parts of Django pass
    over."""


class WholeBodies:
    """Lets nobody read a body to its end that did not come to its end: answers 400 instead."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer the request."""
        environ["wsgi.input"] = WholeBody(environ["wsgi.input"])
        return self._application(environ, start_response)


class Stream(Protocol):
    """What a server gives to read a body from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""

    def readline(self, size: int, /) -> bytes:
        """A line, of at most so many bytes; none at the end."""


class WholeBody:
    """A body of which only what was announced is asked for, as Django's own stream around it does."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        """So many bytes; raises CutOffError where they do not come."""
        found = self._stream.read(size)
        while len(found) < size:
            more = self._stream.read(size - len(found))
            if not more:
                raise CutOffError("the request was cut off")
            found += more
        return found

    def readline(self, size: int) -> bytes:
        """A line, of at most so many bytes; raises CutOffError where none comes."""
        line = self._stream.readline(size)
        if size and not line:
            raise CutOffError("the request was cut off")
        return line
