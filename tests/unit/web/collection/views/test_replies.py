"""The right of reply: who is told, who may say what and when, what staff see and do with it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civiscope.web.collection.domain import case_pages
from civiscope.web.collection.domain.reviewing import correct
from civiscope.web.collection.models import Case, Query, Reply, ReplyPeriod
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.fieldwork import close
from civiscope.web.studies.models import Contact, MailText
from tests.unit.web.collection.answered import AAVILLE, BBTOWN, answer
from tests.unit.web.collection.desk_client import desk_client
from tests.unit.web.collection.field import Field, make_staff

SOON = timezone.localdate() + dt.timedelta(days=7)


@pytest.fixture
def open_field(field: Field) -> Field:
    """Aaville's answers are approved and replies are open; Bbtown has submitted only."""
    answer(field, "aa", AAVILLE, CaseState.APPROVED)
    answer(field, "bb", BBTOWN, CaseState.SUBMITTED)
    ReplyPeriod.objects.create(fieldwork=field.fieldwork, until=SOON)
    return field


def path_of(field: Field, city: str = "aa") -> str:
    """The address on which a city replies."""
    return f"/answer/{field.cases[city].pk}/reply"


def test_opening_tells_the_contacts_of_approved_cities(field: Field) -> None:
    answer(field, "aa", AAVILLE, CaseState.APPROVED)
    answer(field, "bb", BBTOWN, CaseState.SUBMITTED)
    field.people["ben"].language = "fr"
    field.people["ben"].save()
    MailText.objects.create(kind="reply", language="fr", subject="{city} : avis", body="{name}, {deadline}, {link} {x}")
    found = desk_client(Role.EDITOR).post(f"/desk/replies/{field.fieldwork.pk}/open", {"until": SOON.isoformat()})
    assert found.status_code == 302
    mails = {mail.recipient: mail for mail in Message.objects.filter(kind="reply")}
    assert set(mails) == {"ada@aa.example.org", "ben@aa.example.org", "cleo@aa.example.org"}
    assert "Aaville" in mails["ada@aa.example.org"].body
    assert "http://127.0.0.1:8000/" in mails["ada@aa.example.org"].body
    assert mails["ben@aa.example.org"].subject == "Aaville : avis"
    assert mails["ben@aa.example.org"].body.endswith("{x}")
    event = AuditEvent.objects.get(action="replies opened")
    assert (event.subject, event.detail) == (f"fieldwork:{field.fieldwork.pk}", SOON.isoformat())


@pytest.mark.parametrize("until", ["", "soon", "2020-01-01", "2026-02-30"])
def test_a_day_that_is_none_or_over_is_refused(field: Field, until: str) -> None:
    found = desk_client(Role.OWNER).post(f"/desk/replies/{field.fieldwork.pk}/open", {"until": until})
    assert found.status_code == 400
    assert 'href="#until"' in found.content.decode()
    assert not ReplyPeriod.objects.exists()
    assert not Message.objects.filter(kind="reply").exists()


@pytest.mark.parametrize(
    ("role", "opening", "leading"),
    [(Role.OWNER, 302, 302), (Role.EDITOR, 302, 403), (Role.REVIEWER, 403, 302), (Role.READER, 403, 403)],
)
def test_roles(open_field: Field, role: Role, opening: int, leading: int) -> None:
    said = Reply.objects.create(case=open_field.cases["aa"], kind="correction", text="The year is wrong.")
    client = desk_client(role)
    page = client.get(f"/desk/replies/{open_field.fieldwork.pk}/")
    assert page.status_code == 200
    assert ("Last day for replies" in page.content.decode()) == (opening == 302)
    assert ("Send back as a query" in page.content.decode()) == (leading == 302)
    path = f"/desk/replies/{open_field.fieldwork.pk}/open"
    assert client.post(path, {"until": SOON.isoformat()}).status_code == opening
    assert client.post(f"/desk/replies/{said.pk}/query", {"text": "Which year?"}).status_code == leading


def test_a_lead_confirms(open_field: Field) -> None:
    client = open_field.client("ada")
    assert client.post(path_of(open_field), {"kind": "confirmed"}).status_code == 302
    said = Reply.objects.get()
    assert (said.kind, said.person, said.case) == ("confirmed", open_field.people["ada"], open_field.cases["aa"])
    assert "Thank you, your reply is saved." in client.get(path_of(open_field)).content.decode()
    page = desk_client(Role.READER).get(f"/desk/replies/{open_field.fieldwork.pk}/").content.decode()
    assert "1 of 1 have confirmed." in page
    assert AuditEvent.objects.get(action="reply before publication").detail == "confirmed"


def test_a_colleague_comments_and_does_not_confirm(open_field: Field) -> None:
    client = open_field.client("ben")
    assert "kind-confirmed" not in client.get(path_of(open_field)).content.decode()
    assert client.post(path_of(open_field), {"kind": "confirmed"}).status_code == 400
    assert client.post(path_of(open_field), {"kind": "comment", "text": "<b>Well</b>"}).status_code == 302
    page = client.get(path_of(open_field)).content.decode()
    assert "&lt;b&gt;Well&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("given", "anchor"),
    [
        ({}, "#kind-confirmed"),
        ({"kind": "publish"}, "#kind-confirmed"),
        ({"kind": "comment", "text": "  \r\n "}, "#text"),
        ({"kind": "correction"}, "#text"),
        ({"kind": "comment", "text": "a" * 5001}, "#text"),
    ],
)
def test_what_is_missing_is_said_with_a_link(open_field: Field, given: dict[str, str], anchor: str) -> None:
    found = open_field.client("ada").post(path_of(open_field), given)
    assert found.status_code == 400
    assert f'<a href="{anchor}">' in found.content.decode()
    assert not Reply.objects.exists()


@pytest.mark.parametrize("state", [CaseState.SUBMITTED, CaseState.QUERIED, CaseState.PUBLISHED])
def test_only_approved_answers_take_replies(open_field: Field, state: CaseState) -> None:
    Case.objects.filter(city="aa").update(state=state)
    client = open_field.client("ada")
    assert "Replies are closed" in client.get(path_of(open_field)).content.decode()
    assert client.post(path_of(open_field), {"kind": "confirmed"}).status_code == 400
    assert not Reply.objects.exists()


def test_the_last_day_counts_and_the_next_does_not(open_field: Field) -> None:
    client = open_field.client("ada")
    ReplyPeriod.objects.update(until=timezone.localdate())
    assert client.post(path_of(open_field), {"kind": "confirmed"}).status_code == 302
    ReplyPeriod.objects.update(until=timezone.localdate() - dt.timedelta(days=1))
    assert client.post(path_of(open_field), {"kind": "confirmed"}).status_code == 400


def test_before_the_period_nothing_is_asked(field: Field) -> None:
    answer(field, "aa", AAVILLE, CaseState.APPROVED)
    assert "Replies are not open yet" in field.client("ada").get(path_of(field)).content.decode()


def test_another_city_finds_nothing(open_field: Field) -> None:
    client = open_field.client("dora")
    assert client.get(path_of(open_field)).status_code == 404
    assert client.post(path_of(open_field), {"kind": "comment", "text": "x"}).status_code == 404
    assert open_field.client("ada").get("/answer/999999/reply").status_code == 404


def test_a_correction_is_led_back_to_a_query(open_field: Field) -> None:
    said = Reply.objects.create(case=open_field.cases["aa"], kind="correction", text="The year is wrong.")
    client = desk_client(Role.REVIEWER)
    assert client.post(f"/desk/replies/{said.pk}/query", {"text": "Please correct\r\nthe year."}).status_code == 302
    query = Query.objects.get()
    assert (query.case, query.text, query.item) == (open_field.cases["aa"], "Please correct\nthe year.", "")
    assert Case.objects.get(city="aa").state == CaseState.QUERIED
    mail = Message.objects.filter(kind="queries").first()
    assert mail is not None
    assert "Please correct\nthe year." in mail.body
    assert query.sent_at is not None
    said.refresh_from_db()
    assert said.query == query
    again = client.post(f"/desk/replies/{said.pk}/query", {"text": "Once more"})
    assert again.status_code == 400
    assert "cannot be sent back" in again.content.decode()
    assert Query.objects.count() == 1
    assert "sent back as a query" in client.get(f"/desk/replies/{open_field.fieldwork.pk}/").content.decode()


def test_a_query_needs_words(open_field: Field) -> None:
    said = Reply.objects.create(case=open_field.cases["aa"], kind="comment", text="Hm.")
    found = desk_client(Role.REVIEWER).post(f"/desk/replies/{said.pk}/query", {"text": " "})
    assert found.status_code == 400
    assert f'href="#query-{said.pk}"' in found.content.decode()
    assert Case.objects.get(city="aa").state == CaseState.APPROVED


def test_unknown_numbers_are_not_found(field: Field) -> None:
    client = desk_client(Role.OWNER)
    assert client.get("/desk/replies/999/").status_code == 404
    assert client.post("/desk/replies/999/open", {"until": SOON.isoformat()}).status_code == 404
    assert client.post("/desk/replies/999/query", {"text": "x"}).status_code == 404


def test_what_a_city_replied_is_marked_where_the_frame_is_in_another_language(unphrased: Field) -> None:
    answer(unphrased, "aa", AAVILLE, CaseState.APPROVED)
    ReplyPeriod.objects.create(fieldwork=unphrased.fieldwork, until=SOON)
    client = unphrased.client("ada")
    told = {"kind": Reply.Kind.COMMENT, "text": "Het zijn er negen."}
    assert client.post(f"{path_of(unphrased)}?lang=nl", told).status_code == 302
    assert '<span dir="auto" lang="nl">Het zijn er negen.</span>' in client.get(path_of(unphrased), {"lang": "nl"}).text
    assert '<span dir="auto">Het zijn er negen.</span>' in client.get(path_of(unphrased), {"lang": "en"}).text


def _names(page: str) -> list[str]:
    return re.findall(r"<h3><span>([^<]+)</span>", page)


def test_long_list_comes_in_pages_and_is_searched(open_field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_pages, "A_PAGE", 4)
    for number in range(9):
        made = Case.objects.create(instrument=open_field.instrument, city=f"town-{number}", state="approved")
        Reply.objects.create(case=made, kind="confirmed" if number % 2 else "comment", text="Hm.")
    client, path = desk_client(Role.REVIEWER), f"/desk/replies/{open_field.fieldwork.pk}/"
    first = client.get(path).content.decode()
    assert _names(first) == ["Aaville", "town-0", "town-1", "town-2"]
    assert "Page 1 of 3" in first
    assert "4 of 10 have confirmed" in first
    assert _names(client.get(f"{path}?page=3").content.decode()) == ["town-7", "town-8"]
    assert "Page 3 of 3" in client.get(f"{path}?page=99").content.decode()
    assert _names(client.get(f"{path}?q=TOWN-7").content.decode()) == ["town-7"]
    assert "?q=town&amp;page=2" in client.get(f"{path}?q=town").content.decode()
    assert "No case is here" in client.get(f"{path}?q=%3Cb%3E").content.decode()
    # A reply that is on no page before is shown with what is wrong.
    said = Reply.objects.get(case__city="town-8")
    refused = client.post(f"/desk/replies/{said.pk}/query", {"text": " "}).content.decode()
    assert _names(refused) == ["town-8"]
    assert f'id="query-{said.pk}-error"' in refused
    # From there the search leads to the list, and not to where the query was sent.
    assert f'<form method="get" action="{path}"' in refused


def test_list_takes_as_many_queries_for_one_case_as_for_many(open_field: Field) -> None:
    client, path = desk_client(Role.REVIEWER), f"/desk/replies/{open_field.fieldwork.pk}/"
    Reply.objects.create(case=open_field.cases["aa"], kind="comment", text="Hm.", person=open_field.people["ada"])
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for number in range(30):
        made = Case.objects.create(instrument=open_field.instrument, city=f"town-{number}", state="approved")
        Reply.objects.create(case=made, kind="comment", text="Hm.", person=open_field.people["ada"])
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(one) == len(many)


def test_city_is_led_from_its_first_page_to_its_reply(open_field: Field) -> None:
    client, case = open_field.client("ada"), open_field.cases["aa"].pk
    for page in (f"/answer/{case}/", "/answer/"):
        assert f'href="{path_of(open_field)}"' in client.get(page).text, page
    assert "look at your snapshot before it is published" in client.get(f"/answer/{case}/").text
    client.post(path_of(open_field), {"kind": "comment", "text": "Fine."})
    overview = client.get(f"/answer/{case}/").text
    assert "the programme team has your reply." in overview
    assert "Reply now" not in overview
    Reply.objects.all().delete()
    ReplyPeriod.objects.update(until=timezone.localdate() - dt.timedelta(days=1))
    assert "the last day for replies is over." in client.get(f"/answer/{case}/").text


def test_city_that_is_approved_during_the_period_is_asked_for_its_reply(open_field: Field) -> None:
    case = open_field.cases["bb"].pk
    staff = desk_client(Role.REVIEWER)
    staff.post(f"/desk/review/{case}/approve")
    mail = Message.objects.get(recipient="dora@bb.example.org")
    assert (mail.kind, str(SOON.year) in mail.body) == ("reply", True)
    ReplyPeriod.objects.update(until=timezone.localdate() - dt.timedelta(days=1))
    answer(open_field, "cc", AAVILLE, CaseState.SUBMITTED)
    Contact.objects.filter(person=open_field.people["dora"]).update(city="cc")
    staff.post(f"/desk/review/{open_field.cases['cc'].pk}/approve")
    assert set(Message.objects.values_list("kind", flat=True)) == {"reply", "approved"}


def _confirmed(field: Field, staff: Client) -> int:
    page = staff.get(f"/desk/replies/{field.fieldwork.pk}/").text
    assert ('<span class="chip">confirmed</span>' in page) == ("1 of 1 have confirmed." in page)
    return int("1 of 1 have confirmed." in page)


def test_confirmation_holds_for_the_answers_that_were_seen(open_field: Field) -> None:
    client, case, staff = open_field.client("ada"), open_field.cases["aa"], desk_client(Role.READER)
    client.post(path_of(open_field), {"kind": "confirmed"})
    client.post(path_of(open_field), {"kind": "comment", "text": "Well done."})
    assert _confirmed(open_field, staff) == 1
    client.post(path_of(open_field), {"kind": "correction", "text": "The year is wrong."})
    assert _confirmed(open_field, staff) == 0
    client.post(path_of(open_field), {"kind": "confirmed"})
    assert _confirmed(open_field, staff) == 1
    correct(case.pk, "staff", {"": "21"}, 1, make_staff(Role.OWNER), "Digits were swapped.")
    assert _confirmed(open_field, staff) == 0


def test_reply_is_not_led_back_to_a_city_of_a_closed_wave(open_field: Field) -> None:
    said = Reply.objects.create(case=open_field.cases["aa"], kind="correction", text="The year is wrong.")
    close(open_field.fieldwork, "staff:1")
    refused = desk_client(Role.REVIEWER).post(f"/desk/replies/{said.pk}/query", {"text": "Which year?"})
    assert (refused.status_code, "Open it again on its settings" in refused.text) == (400, True)
    assert (Query.objects.count(), Case.objects.get(city="aa").state) == (0, CaseState.APPROVED)
