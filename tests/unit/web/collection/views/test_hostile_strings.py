"""Strings that do harm go in by every form and stand on every page as plain text."""

from __future__ import annotations

import itertools

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.remarks import add_comments
from civiscope.web.collection.domain.saving import Saved, save_answer
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer, Comment
from civiscope.web.collection.rules.given import encoded
from civiscope.web.common.domain.mail import queue_mail, send_waiting
from civiscope.web.common.models import Message
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.hostile import STRINGS
from tests.unit.web.service.visitors import staff_client

JSON = {"accept": "application/json"}
SCRIPTS = {"/service/assets/htmx.js", "/service/assets/service.js", "/service/assets/collection.js"}
SAFE = ("/", "#", "?", "https://", "http://", "mailto:", "data:,")


def pages_of(client: Client, field: Field) -> dict[str, bytes]:
    """Every page of a contact on which texts of people stand."""
    case = field.cases["aa"].pk
    paths = ["/answer/", "/answer/my-data", "/answer/my-data/delete", f"/answer/{case}/"]
    paths += [f"/answer/{case}/section/{section}" for section in ("strategy", "team")]
    paths += [f"/answer/{case}/question/{item}" for item in ("story", "areas", "website", "staff")]
    paths += [f"/answer/{case}/evidence/story"]
    return {path: client.get(path).content for path in paths}


def require_harmless(path: str, content: bytes) -> lxml.html.HtmlElement:
    """Nothing runs on the page: no script but the service's, no handlers, no addresses that run."""
    page = lxml.html.fromstring(content)
    for script in page.iter("script"):
        assert script.get("src") in SCRIPTS, (path, lxml.html.tostring(script))
        assert not script.text, path
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("svg", "iframe", "object", "embed", "base"), (path, element.tag)
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (path, name)
            if name in ("href", "src", "action", "formaction"):
                assert value.startswith(SAFE), (path, name, value)
    return page


def sow(field: Field, text: str) -> None:
    """Put a string wherever a text can be put: by the pages, and past them straight into the domain."""
    client, case, writer = field.client("ben"), field.cases["aa"], city_writer(field.people["ben"])
    for item in ("story", "website", "staff", "founded"):
        client.post(f"/answer/{case.pk}/save/{item}", {"version": 0, item: text}, headers=JSON)
    client.post(f"/answer/{case.pk}/save/areas", {"version": 0, "areas": ["other"], "areas:other": text}, headers=JSON)
    for item, cell in (("areas", f"other: {text}"), ("ranking", text), ("strategy", text)):
        version = getattr(Answer.objects.filter(case=case, item=item).first(), "version", 0)
        save_answer(case.pk, item, encoded({"": cell.replace("\x00", "")}), version, writer)
    client.post(f"/answer/{case.pk}/section/team", {"comment:story": text})
    add_comments(case, {"website": text[:5_000]}, writer)
    client.post("/answer/my-data", {"name": text[:150], "language": "en"})
    client.post(f"/answer/{case.pk}/evidence/story", {"url": "https://a.example.org/", "title": text})
    client.post(f"/answer/{case.pk}/evidence/story", {"file": SimpleUploadedFile(f"{text[:80]}.txt", b"words")})
    invited = {"name": text, "email": "new@example.org", "part": "colleague", "language": "en"}
    field.client("ada").post(f"/answer/{case.pk}/colleagues", invited)


@pytest.mark.parametrize("text", STRINGS, ids=range(len(STRINGS)))
def test_nothing_that_people_write_runs_on_any_page(field: Field, text: str) -> None:
    sow(field, text)
    for path, content in pages_of(field.client("ada"), field).items():
        require_harmless(path, content)


def test_what_was_written_stands_there_as_it_was(field: Field) -> None:
    """Escaping, not deleting: a city may well write about <b> and {{ }}."""
    text = "<script>alert(1)</script> & {{ x }} {y} 'q' \"p\""
    sow(field, text)
    page = require_harmless("", field.client("ada").get(f"/answer/{field.cases['aa'].pk}/section/team").content)
    assert page.xpath("string(//textarea[@name='story'])").strip() == text
    assert text in page.text_content()
    assert Comment.objects.filter(item="story").get().text == text


def test_texts_that_are_refused_are_shown_harmless_as_well(field: Field) -> None:
    case = field.cases["aa"].pk
    for text in STRINGS:
        client = field.client("ada")
        Message.objects.all().delete()
        client.post(f"/answer/{case}/save/staff", {"version": 0, "staff": "1"}, headers=JSON)
        conflict = client.post(f"/answer/{case}/save/staff", {"version": 99, "staff": text})
        refused = [
            conflict,
            client.post("/answer/my-data", {"name": text * 3, "language": text}),
            client.post(f"/answer/{case}/evidence/story", {"url": text, "title": text}),
            client.post(f"/answer/{case}/colleagues", {"name": text, "email": text, "part": text, "language": text}),
            client.get("/answer/privacy", {"lang": text}),
        ]
        for answer in refused:
            assert answer.status_code < 500
            require_harmless(text, answer.content)
        from_devices(field)


def from_devices(field: Field) -> None:
    """Forget the codes that were made, of which only so many an hour are."""
    field.people["ada"].codes.all().delete()


def test_conflict_shows_both_versions_harmless(field: Field) -> None:
    case, writer = field.cases["aa"].pk, city_writer(field.people["ben"])
    for version, text in enumerate(STRINGS):
        assert isinstance(save_answer(case, "story", encoded({"": text}), version, writer), Saved)
    for text in STRINGS:
        answer = field.client("ada").post(f"/answer/{case}/save/story", {"version": 1, "story": text}, headers=JSON)
        if answer.status_code == 409:
            require_harmless(text, answer.json()["html"].encode())
        from_devices(field)


def test_log_and_sign_in_show_what_was_typed_harmless(field: Field) -> None:
    owner = staff_client(Role.OWNER)
    for text, name in itertools.product(STRINGS, ("actor", "action", "since", "before")):
        require_harmless(text, owner.get("/desk/audit", {name: text}).content)
    for text in STRINGS:
        page = Client(headers={"host": "localhost"}).get("/account/sign-in", {"next": text})
        assert b"<script>alert" not in page.content
        assert (
            b"onerror=alert" not in page.content.replace(b"&quot;", b"").replace(b"%22", b"")
            or b"<img" not in page.content
        )


@pytest.mark.parametrize("text", STRINGS, ids=range(len(STRINGS)))
def test_mail_has_the_headers_of_the_service_and_no_others(field: Field, text: str, mailoutbox: list) -> None:  # type: ignore[type-arg]
    lines = f"{text}\r\nBcc: everyone@example.com\n\nbody"
    Person.objects.filter(pk=field.people["ada"].pk).update(name=lines[:200])
    Client(headers={"host": "localhost"}).post("/account/link/lost", {"email": "ada@aa.example.org"})
    invited = {"name": lines, "email": "new@example.org", "part": "colleague", "language": "en"}
    field.client("ada").post(f"/answer/{field.cases['aa'].pk}/colleagues", invited)
    queue_mail("reminder", "person:1", "ada@aa.example.org", lines, lines)
    assert send_waiting() >= 2
    for mail in mailoutbox:
        head = mail.message()
        assert set(head.keys()) <= {
            "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID",
            "Auto-Submitted",
        }  # fmt: skip
        assert mail.recipients() in (["ada@aa.example.org"], ["new@example.org"])


@pytest.mark.parametrize(
    "email", ["a@example.org\nBcc: b@example.com", "a@example.org, b@example.com", "<a@example.org>"]
)
def test_colleague_is_not_invited_by_an_address_that_is_several(field: Field, email: str) -> None:
    invited = {"name": "New", "email": email, "part": "colleague", "language": "en"}
    answer = field.client("ada").post(f"/answer/{field.cases['aa'].pk}/colleagues", invited)
    assert answer.status_code == 400
    assert not Message.objects.exists()
