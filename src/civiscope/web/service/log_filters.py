"""What never stands in a log, or not at such length.

Imports nothing of the service, which is not there yet when logs are set up.
"""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/link/|/password/new/)[\w.:=-]+")


class WithoutTokens(logging.Filter):
    """Takes the tokens of personal links, and the keys of new passwords, out of what is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with the tokens replaced."""
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(part) if isinstance(part, str) else part for part in record.args)
        record.msg = _hidden(str(record.msg))
        return True


class OutagesInALine(logging.Filter):
    """While the database or the disk is away every request fails alike: a line says so, without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, those of outages with the first line of what failed only."""
        if getattr(record, "status_code", None) == 503 and record.exc_info:
            record.msg, record.args = f"{record.getMessage()}: {_first_line(record.exc_info[1])}", ()
            record.exc_info = None
        return True


def _first_line(failure: BaseException | None) -> str:
    return str(failure).strip().partition("\n")[0]


def _hidden(text: str) -> str:
    return _SECRET.sub(r"\1…", text)
