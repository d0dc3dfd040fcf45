"""Mails over a real connection: sent, refused, tried again, come back; and no header can be added."""

from __future__ import annotations

import email
import imaplib
from dataclasses import replace
from email.policy import default

import pytest
from django.utils import timezone
from pytest_django import Settings

from civiscope.web.common.domain.bounces import collect_bounces, failure_in
from civiscope.web.common.domain.mail import queue_mail, send_waiting
from civiscope.web.common.identity import identity, introduce
from civiscope.web.common.models import Message
from tests.ports import free_port
from tests.unit.web.common.mail_servers import Imap, Smtp, running

pytestmark = pytest.mark.django_db


def _use(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


def _queue(name: str, subject: str = "Hello", body: str = "Text\n") -> Message:
    return queue_mail("invite", "person:1", f"{name}@example.org", subject, body)


def _states() -> dict[str, str]:
    return {message.recipient.partition("@")[0]: message.state for message in Message.objects.all()}


def test_a_refused_recipient_stops_no_other(settings: Settings) -> None:
    with running(Smtp()) as server:
        _use(settings, server.server_address[1])
        server.refused, server.busy = {"gone@example.org"}, {"later@example.org"}
        for name in ("first", "gone", "later", "last"):
            _queue(name)
        assert send_waiting() == 2
    assert _states() == {"first": "sent", "gone": "refused", "later": "waiting", "last": "sent"}
    assert Message.objects.get(recipient="gone@example.org").failure == "550 5.1.1 no such user"
    assert Message.objects.get(recipient="later@example.org").not_before > timezone.now()
    assert [recipient for recipient, _ in server.taken] == ["first@example.org", "last@example.org"]


def test_a_server_that_was_away_gets_the_mail_once_it_is_back(settings: Settings) -> None:
    port = free_port()
    _use(settings, port)
    _queue("first")
    assert send_waiting() == 0
    message = Message.objects.get()
    assert (message.state, message.attempts) == ("waiting", 1)
    with running(Smtp(port)) as server:
        assert send_waiting() == 0
        Message.objects.update(not_before=timezone.now())
        assert send_waiting() == 1
        assert send_waiting() == 0
    assert len(server.taken) == 1
    assert _states() == {"first": "sent"}


def test_what_was_sent_is_what_was_written(settings: Settings) -> None:
    with running(Smtp()) as server:
        _use(settings, server.server_address[1])
        queued = _queue("first", "Réponse : “São Paulo”", "Chère Zoé,\n\n.\nhttps://example.org/x\n")
        send_waiting()
    mail = email.message_from_bytes(server.taken[0][1].replace("\r\n..", "\r\n.").encode(), policy=default)
    assert mail["Subject"] == "Réponse : “São Paulo”"
    assert mail["Message-ID"] == queued.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Chère Zoé,\n\n.\n" in mail.get_content().replace("\r\n", "\n")


def test_replies_go_to_whom_the_study_names(settings: Settings) -> None:
    before = identity()
    try:
        with running(Smtp()) as server:
            _use(settings, server.server_address[1])
            for contact in ("", "field@example.org"):
                introduce(replace(before, contact=contact))
                _queue("first")
                send_waiting()
    finally:
        introduce(before)
    mails = [email.message_from_bytes(taken[1].encode(), policy=default) for taken in server.taken]
    assert [mail["Reply-To"] for mail in mails] == [None, "field@example.org"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_no_header_can_be_added(settings: Settings, ending: str) -> None:
    with running(Smtp()) as server:
        _use(settings, server.server_address[1])
        _queue("first", f"Hello{ending}Bcc: all@evil.example", f"x{ending}Bcc: all@evil.example\n")
        assert send_waiting() == 1
    mail = email.message_from_string(server.taken[0][1], policy=default)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hello Bcc: all@evil.example"
    assert [recipient for recipient, _ in server.taken] == ["first@example.org"]


def _report(about: str, action: str = "failed", *, headers_only: bool = False) -> bytes:
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    text = f"""\
From: MAILER-DAEMON@mx.example.org
To: civiscope@localhost
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; first@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
 mailbox here
--b
Content-Type: {kind}

Message-ID: {about}
Subject: Hello
To: first@example.org

Text
--b--
"""
    return text.replace("\n", "\r\n").encode()


ORDINARY = b"From: a@example.org\r\nSubject: Out of office\r\n\r\nMessage-ID: whatever\r\n"


def _mailbox(settings: Settings, server: Imap, password: str = "secret") -> None:
    settings.IMAP_URL = f"imap://bounces:{password}@127.0.0.1:{server.server_address[1]}/Returned?tls=none"


def test_a_mail_that_came_back_is_marked_once_and_others_are_left(settings: Settings) -> None:
    first, second = _queue("first"), _queue("second")
    Message.objects.update(state=Message.State.SENT)
    mails = [ORDINARY, _report(first.message_id), _report(second.message_id, "delayed"), _report("<unknown@x>")]
    with running(Imap(mails)) as server:
        _mailbox(settings, server)
        assert collect_bounces() == 1
        assert server.folder == "Returned"
        assert server.seen == {2, 3, 4}
        assert collect_bounces() == 0
    assert _states() == {"first": "bounced", "second": "sent"}
    first.refresh_from_db()
    assert first.failure == "550 5.1.1 no such mailbox here"


def test_a_report_that_quotes_the_headers_alone_is_understood() -> None:
    assert failure_in(_report("<a@b>", headers_only=True)) == ("550 5.1.1 no such mailbox here", "<a@b>")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", ORDINARY, _report("<a@b>")[:400], _report("")])
def test_mails_of_other_kinds_say_nothing(content: bytes) -> None:
    reason, about = failure_in(content)
    assert not (reason and about)


def test_without_a_mailbox_nothing_is_asked(settings: Settings) -> None:
    settings.IMAP_URL = ""
    assert collect_bounces() == 0


def test_wrong_password_is_told(settings: Settings) -> None:
    with running(Imap([])) as server:
        _mailbox(settings, server, "wrong")
        with pytest.raises(imaplib.IMAP4.error, match="wrong password"):
            collect_bounces()
