"""Mails as files: one a mail, erased by recipient; and none comes back whose reader was erased meanwhile."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from civiscope.web.common.domain.mail import queue_mail, send_waiting
from civiscope.web.common.domain.mail_files import MailFiles, erase_mail_files
from civiscope.web.common.models import Message


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """The folder of mails; it is made with the first of them."""
    settings.EMAIL_BACKEND = "civiscope.web.common.domain.mail_files.MailFiles"
    settings.MAIL_FOLDER = tmp_path / "service" / "mail"
    return tmp_path / "service" / "mail"


def recipients(folder: Path) -> list[str]:
    """To whom the files are addressed, in the order of their names."""
    found = sorted(folder.iterdir(), key=lambda path: path.name)
    return [message_from_bytes(path.read_bytes(), policy=default)["To"] for path in found]


@pytest.mark.django_db
def test_every_mail_is_a_file_that_only_its_owner_reads(folder: Path) -> None:
    for name in ("ada", "ben", "ada"):
        queue_mail("invite", "person:1", f"{name}@example.org", "Élan « 1 »", "Bonjour é\n")
    assert send_waiting() == 3
    assert recipients(folder) == ["ada@example.org", "ben@example.org", "ada@example.org"]
    assert folder.stat().st_mode & 0o077 == 0
    mail = message_from_bytes(sorted(folder.iterdir())[0].read_bytes(), policy=default)
    assert (mail["Subject"], mail.get_content()) == ("Élan « 1 »", "Bonjour é\n")


@pytest.mark.parametrize("address", ["Ada@Example.org", "a/../b*?[x]@example.org", "ada@éxample.org"])
def test_mails_to_an_address_are_erased_and_no_others(folder: Path, address: str) -> None:
    MailFiles().send_messages([EmailMessage("s", "b", to=[to]) for to in (address, "xada@example.org", address)])
    assert erase_mail_files([address.upper(), ""]) == 2
    assert recipients(folder) == ["xada@example.org"]
    assert erase_mail_files([address]) == 0


def test_a_mail_to_two_is_erased_with_each_of_them(folder: Path) -> None:
    MailFiles().send_messages([EmailMessage("s", "b", to=["ada@example.org"], cc=["ben@example.org"])])
    assert erase_mail_files(["ada@example.org"]) == 1
    assert erase_mail_files(["ben@example.org"]) == 1


def test_nothing_is_erased_where_no_mail_was_written(folder: Path) -> None:
    assert erase_mail_files(["ada@example.org"]) == 0
    assert not folder.exists()


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_to_lets_the_mail_wait(folder: Path) -> None:
    folder.parent.write_text("no folder")
    queue_mail("invite", "person:1", "ada@example.org", "s", "b")
    assert send_waiting() == 0
    assert Message.objects.get().state == Message.State.WAITING


class Erasing(MailFiles):
    """The recipient is erased while the mail is on its way."""

    def send_messages(self, email_messages):  # type: ignore[no-untyped-def]
        Message.objects.all().delete()
        return super().send_messages(email_messages)


class Failing(BaseEmailBackend):
    """As `Erasing`, and the mail server is away."""

    def send_messages(self, email_messages):  # type: ignore[no-untyped-def]
        Message.objects.all().delete()
        raise OSError("away")


@pytest.mark.django_db
@pytest.mark.parametrize("backend", [Erasing, Failing])
def test_a_mail_does_not_come_back_after_its_reader_was_erased(
    folder: Path, settings: Settings, backend: type[BaseEmailBackend]
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
    queue_mail("invite", "person:1", "ada@example.org", "s", "b")
    send_waiting()
    assert not Message.objects.exists()
    assert not folder.exists() or list(folder.iterdir()) == []
