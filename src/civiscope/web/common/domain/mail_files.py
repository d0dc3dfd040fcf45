"""Mails as files, where no mail server is named: for whoever tries the service out, and for tests.

Each mail is a file of its own that its recipient can be told from by name, so that what was written to a person can be
erased with the person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class MailFiles(BaseEmailBackend):
    """Writes a file a mail and recipient into ``settings.MAIL_FOLDER``, named so that they stand in order of time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails and return how many; raises OSError where the folder cannot be written to."""
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for mail in email_messages:
            content = mail.message().as_bytes()
            for recipient in mail.recipients():
                name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{_mark(recipient)}.eml"
                with (folder / name).open("xb") as file:
                    file.write(content)
        return len(email_messages)


def erase_mail_files(recipients: Iterable[str]) -> int:
    """Delete all mails to these addresses; returns how many. Raises OSError where one cannot be deleted."""
    erased = 0
    for recipient in {address.lower() for address in recipients if address}:
        for path in list(Path(settings.MAIL_FOLDER).glob(f"*-{_mark(recipient)}.eml")):
            path.unlink(missing_ok=True)
            erased += 1
    return erased


def _mark(recipient: str) -> str:
    """What stands for an address in the name of a file: addresses may hold what names of files may not."""
    return hashlib.sha256(recipient.lower().encode()).hexdigest()[:24]
