"""Mails that came back: reports of delivery (RFC 3464) in the mailbox of ``CIVISCOPE_IMAP_URL``.

A report quotes the mail that it is about, whose Message-ID is ours and known to nobody but its recipient. Other mails
in the mailbox are left as they are.
"""

from __future__ import annotations

import email
import imaplib
import logging
from email.message import Message as Mail
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from civiscope.web.common.models import Message

MOST_AT_ONCE = 200
TIMEOUT = 30
"""Seconds to wait for the mailbox's server."""
_LOG = logging.getLogger("civiscope.mail")


def collect_bounces() -> int:
    """Read new reports and mark the mails that they are about; returns how many were marked, 0 without a mailbox.

    Raises OSError or imaplib.IMAP4.error where the mailbox cannot be read.
    """
    if not settings.IMAP_URL:
        return 0
    box, folder = _open(settings.IMAP_URL)
    marked = 0
    try:
        box.select(folder)
        _, found = box.search(None, "UNSEEN", "HEADER", "Content-Type", '"multipart/report"')
        for number in (found[0] or b"").split()[:MOST_AT_ONCE]:
            _, parts = box.fetch(number.decode(), "(BODY.PEEK[])")
            content = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            marked += _mark(content)
            box.store(number.decode(), "+FLAGS", "(\\Seen)")
    finally:
        box.logout()
    return marked


def _open(address: str) -> tuple[imaplib.IMAP4, str]:
    """Sign in to ``imap://user:password@host:port/FOLDER?tls=implicit|start|none``."""
    url = urlsplit(address)
    security = parse_qs(url.query).get("tls", ["implicit"])[0]
    host = url.hostname or "localhost"
    box: imaplib.IMAP4
    if security == "implicit":
        box = imaplib.IMAP4_SSL(host, url.port or 993, timeout=TIMEOUT)
    else:
        box = imaplib.IMAP4(host, url.port or 143, timeout=TIMEOUT)
    try:
        if security == "start":
            box.starttls()
        box.login(unquote(url.username or ""), unquote(url.password or ""))
    except (OSError, imaplib.IMAP4.error):
        box.shutdown()
        raise
    return box, url.path.strip("/") or "INBOX"


def _mark(content: bytes) -> bool:
    """Mark the mail that a report is about as come back, where the report says that it failed for good."""
    reason, about = failure_in(content)
    if not reason or not about:
        return False
    sent = Message.objects.filter(message_id=about).exclude(state=Message.State.BOUNCED)
    marked = bool(sent.update(state=Message.State.BOUNCED, failure=reason[:300]))
    if marked:
        _LOG.warning("mail %s came back: %s", about, reason[:300])
    return marked


def failure_in(content: bytes) -> tuple[str, str]:
    """Why a mail failed for good and its Message-ID, from a report of its delivery; ("", "") for any other mail."""
    mail = email.message_from_bytes(content, policy=default)
    if mail.get_content_type() != "multipart/report":
        return "", ""
    reason = about = ""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status" and not reason:
            reason = _reason(part)
        elif kind in ("message/rfc822", "text/rfc822-headers") and not about:
            about = _message_id(part)
    return reason, about


def _reason(part: Mail) -> str:
    """The diagnosis of the first recipient whom the mail failed to reach; "" where it was only delayed."""
    groups = part.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if isinstance(group, Mail) and str(group.get("Action", "")).strip().lower() == "failed":
            told = str(group.get("Diagnostic-Code", "")) or f"status {group.get('Status', 'unknown')}"
            return " ".join(told.partition(";")[2].split() or told.split())
    return ""


def _message_id(part: Mail) -> str:
    quoted = part.get_payload()
    if isinstance(quoted, list) and quoted and isinstance(quoted[0], Mail):
        return str(quoted[0].get("Message-ID", "")).strip()
    text = quoted if isinstance(quoted, str) else ""
    return str(email.message_from_string(text).get("Message-ID", "")).strip()
