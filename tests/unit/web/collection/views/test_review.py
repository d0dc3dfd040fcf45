"""The review desk: who may do what, bad input, and what the pages show."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civiscope.web.collection.domain import case_pages
from civiscope.web.collection.domain.reopening import ask_reopening
from civiscope.web.collection.models import Answer, Case, Comment, Query, Revision, SignOff
from civiscope.web.common.models import Message
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.fieldwork import close, reopen
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.handed_in import answer, hand_in, opened, sign_as, staff_client

REVIEWING = ("approve", "query", "send", "correct/staff", "reopening/1", "query/1/settle", "query/1/drop")


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
def test_who_does_not_review_reads_but_changes_nothing(field: Field, role: Role) -> None:
    hand_in(field)
    number = field.cases["aa"].pk
    _, client = staff_client(role)
    assert client.get("/desk/review/").status_code == 200
    page = client.get(f"/desk/review/{number}").content.decode()
    assert "A tale." in page
    assert "Note the query" not in page
    for path in REVIEWING:
        assert client.post(f"/desk/review/{number}/{path}", {"text": "x", "reason": "x"}).status_code == 403, path
    assert client.post("/desk/review/approve", {"case": number}).status_code == 403
    assert Case.objects.get(pk=number).state == "submitted"


def test_cities_and_strangers_do_not_reach_the_desk(field: Field) -> None:
    hand_in(field)
    number = field.cases["aa"].pk
    for client in (field.client("ada"), Client(headers={"host": "localhost"})):
        for path in ("", "verify", "versions/", f"{number}", f"{number}/signed/1", f"{number}/history/staff"):
            answered = client.get(f"/desk/review/{path}")
            assert answered.status_code == 302, path
            assert answered.headers["Location"].startswith("/account/sign-in")


def test_query_reply_amend_approve(field: Field) -> None:
    hand_in(field)
    number = field.cases["aa"].pk
    _, client = staff_client(Role.REVIEWER)
    base = f"/desk/review/{number}"
    assert client.post(f"{base}/query", {"item": "staff", "text": " "}).status_code == 400
    assert client.post(f"{base}/query", {"item": "nothing", "text": "x"}).status_code == 404
    assert client.post(f"{base}/send").status_code == 303
    assert Case.objects.get(pk=number).state == "submitted"
    assert client.post(f"{base}/query", {"item": "staff", "text": "Sure?"}).status_code == 303
    assert client.post(f"{base}/query", {"item": "", "text": "<i>All</i>?"}).status_code == 303
    page = client.get(base).content.decode()
    assert "Send 2 queries" in page
    assert "&lt;i&gt;All&lt;/i&gt;?" in page
    client.post(f"{base}/send")
    asked = Query.objects.get(item="staff").pk
    field.client("ada").post(f"/answer/{number}/queries", {"query": asked, f"reply:{asked}": "It is."})
    answer(field, "ada", "staff", {"": "14"})
    sign_as(field, "cleo")
    page = client.get(base).content.decode()
    assert "It is." in page
    assert 'signed before: <span dir="auto">12\u00a0persons</span>' in page
    client.post(f"{base}/approve")
    assert Case.objects.get(pk=number).state == "amended"
    for query in Query.objects.all():
        assert client.post(f"{base}/query/{query.pk}/settle").status_code == 303
        again = client.post(f"{base}/query/{query.pk}/settle", follow=True)
        assert "was sent, settled or dropped meanwhile" in again.text
    client.post(f"{base}/approve")
    assert Case.objects.get(pk=number).state == "approved"
    told = client.post(f"{base}/approve", follow=True).content.decode()
    assert "at another stage" in told


def test_many_are_approved_at_once_and_the_others_named(field: Field) -> None:
    hand_in(field)
    _, client = staff_client(Role.OWNER)
    sent = {"case": [field.cases["aa"].pk, field.cases["bb"].pk, "x", "9" * 4000]}
    page = client.post("/desk/review/approve", sent, follow=True).content.decode()
    assert "1 approved. 1 left as they are" in page
    assert "no case was ticked" in client.post("/desk/review/approve", follow=True).content.decode()


def test_correction_through_the_form(field: Field) -> None:
    hand_in(field)
    number = field.cases["aa"].pk
    _, client = staff_client(Role.REVIEWER)
    base = f"/desk/review/{number}/correct"
    assert 'name="staff"' in client.get(f"{base}/staff").content.decode()
    assert client.get(f"{base}/nothing").status_code == 404
    assert client.post(f"{base}/staff", {"version": "1", "staff": "21", "reason": ""}).status_code == 400
    for version in ("", "x", "0", "7", "9" * 5000):
        refused = client.post(f"{base}/staff", {"version": version, "staff": "21", "reason": "Swapped"})
        assert refused.status_code == 409, version
    assert client.post(f"{base}/staff", {"version": "1", "staff": "21", "reason": "Swapped"}).status_code == 303
    sent = {"version": "1", "data.housing": "strong", "data.health": "weak", "reason": "Columns were swapped"}
    assert client.post(f"{base}/data", sent).status_code == 303
    assert Answer.objects.get(item="data").value == '{"health":"weak","housing":"strong"}'
    page = client.get(f"/desk/review/{number}").content.decode()
    assert "Columns were swapped" in page
    assert ">12\u00a0persons<" in client.get(f"/desk/review/{number}/history/staff").content.decode()


def test_answer_that_was_never_given_is_corrected_whatever_version_is_named(field: Field) -> None:
    hand_in(field)
    case = field.cases["aa"]
    _, client = staff_client(Role.REVIEWER)
    sent = {"version": "x", "story": "We began.", "reason": "Told on the telephone"}
    # Answers are never deleted by the service; this one was not given.
    Revision.objects.filter(case=case, item="story").delete()
    Answer.objects.filter(case=case, item="story").delete()
    assert client.post(f"/desk/review/{case.pk}/correct/story", sent).status_code == 303
    assert Answer.objects.get(case=case, item="story").version == 1


def test_reopening_is_decided_on_the_desk(field: Field) -> None:
    hand_in(field)
    number = field.cases["aa"].pk
    asked = ask_reopening(opened(field, "ada"), "More people.")
    _, client = staff_client(Role.REVIEWER)
    assert "asks for reopening" in client.get("/desk/review/").content.decode()
    base = f"/desk/review/{number}/reopening"
    assert client.post(f"{base}/{asked.pk}", {"what": "decline", "decision": ""}).status_code == 400
    assert client.post(f"{base}/{asked.pk + 1}", {"what": "grant"}).status_code == 404
    assert client.post(f"{base}/{asked.pk}", {"what": "grant"}).status_code == 303
    assert Case.objects.get(pk=number).state == "queried"
    assert "at another stage" in client.post(f"{base}/{asked.pk}", {"what": "grant"}, follow=True).content.decode()


def test_case_page_tells_comments_problems_and_what_is_not_asked(field: Field) -> None:
    number = field.cases["aa"].pk
    Comment.objects.create(case=field.cases["aa"], item="story", person=field.people["ben"], text="<u>Told by Ben</u>")
    hand_in(field)
    _, client = staff_client(Role.READER)
    page = client.get(f"/desk/review/{number}").content.decode()
    assert "&lt;u&gt;Told by Ben&lt;/u&gt;" in page
    assert client.get(f"/desk/review/{number + 1000}").status_code == 404
    assert client.get("/desk/review/?state=draft").status_code == 404
    assert client.get("/desk/review/?state=approved").status_code == 200


def test_checksum_is_found_and_a_changed_content_is_told(field: Field) -> None:
    signed = hand_in(field)
    _, client = staff_client(Role.READER)
    shown = f" {signed.digest[:12].upper()}\u200b{signed.digest[12:32]}\n{signed.digest[32:]} "
    page = client.post("/desk/review/verify", {"digest": shown}).content.decode()
    assert "what is kept has not changed" in page
    assert "Aaville" in page
    assert "No sign-off has this checksum" in client.post("/desk/review/verify", {"digest": "0" * 64}).content.decode()
    for wrong in ("", "zz", "0" * 63, "g" * 64):
        assert client.post("/desk/review/verify", {"digest": wrong}).status_code == 400
    # Someone with the database in their hands changes an answer.
    SignOff.objects.filter(pk=signed.pk).update(content=signed.content.replace('"12"', '"99"'))
    assert "no longer fits" in client.post("/desk/review/verify", {"digest": signed.digest}).content.decode()
    assert "does not fit" in client.get(f"/desk/review/{signed.case_id}/signed/1").content.decode()


def test_staff_download_the_receipt_and_the_signed_answers(field: Field) -> None:
    signed = hand_in(field)
    _, client = staff_client(Role.READER)
    base = f"/desk/review/{signed.case_id}/signed/1"
    assert client.get(f"{base}/receipt.pdf").content.startswith(b"%PDF")
    assert client.get(f"{base}/answers.json").content.decode() == signed.content
    assert client.get(f"/desk/review/{signed.case_id}/signed/2").status_code == 404


def _in_the_list(page: str) -> list[str]:
    return re.findall(r'href="/desk/review/\d+" dir="auto">([^<]+)<', page)


def test_long_list_comes_in_pages_and_is_searched(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_pages, "A_PAGE", 4)
    now = timezone.now()
    for number in range(10):
        made = now + dt.timedelta(minutes=number)
        Case.objects.create(instrument=field.instrument, city=f"town-{number}", state="submitted", submitted_at=made)
    _, client = staff_client(Role.REVIEWER)
    first = client.get("/desk/review/?state=submitted").content.decode()
    assert _in_the_list(first) == [f"town-{number}" for number in range(4)]
    assert "Page 1 of 3" in first
    assert "?state=submitted&amp;page=2" in first
    assert _in_the_list(client.get("/desk/review/?page=3").content.decode()) == ["town-8", "town-9"]
    # A page that is not there is the nearest that is; what is no number is the first.
    assert "Page 3 of 3" in client.get("/desk/review/?page=99").content.decode()
    assert "Page 1 of 3" in client.get("/desk/review/?page=x").content.decode()
    assert _in_the_list(client.get("/desk/review/?q=TOWN-7").content.decode()) == ["town-7"]
    assert "No case is here" in client.get("/desk/review/?q=%3Cb%3E").content.decode()


def test_list_takes_as_many_queries_for_one_case_as_for_many(field: Field) -> None:
    hand_in(field)
    _, client = staff_client(Role.REVIEWER)
    client.get("/desk/review/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/review/")
    for number in range(30):
        Case.objects.create(
            instrument=field.instrument, city=f"town-{number}", state="submitted", submitted_at=timezone.now()
        )
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/review/")
    assert len(one) == len(many)


def test_approval_is_refused_in_words_that_fit_the_number(field: Field) -> None:
    hand_in(field)
    base = f"/desk/review/{field.cases['aa'].pk}"
    _, client = staff_client(Role.REVIEWER)
    client.post(f"{base}/query", {"item": "staff", "text": "Sure?"})
    assert "1 query is open. Settle or drop it first." in client.post(f"{base}/approve", follow=True).text
    client.post(f"{base}/query", {"item": "", "text": "All?"})
    assert "2 queries are open. Settle or drop them first." in client.post(f"{base}/approve", follow=True).text


def test_correction_that_is_no_answer_is_refused(field: Field) -> None:
    hand_in(field)
    _, client = staff_client(Role.REVIEWER)
    number = field.cases["aa"].pk
    before = Message.objects.count()
    sent = {"version": "1", "staff": "many", "reason": "Told on the telephone"}
    refused = client.post(f"/desk/review/{number}/correct/staff", sent)
    assert (refused.status_code, refused.text.count("is not a number")) == (400, 2)
    assert 'value="many"' in refused.text
    assert (Answer.objects.get(case=number, item="staff").version, Message.objects.count()) == (1, before)
    # What only breaks a rule stands with its reason, as it does where a city explains it.
    old = {"version": "1", "strategy_year": "1066", "reason": "So the chronicle says"}
    assert client.post(f"/desk/review/{number}/correct/strategy_year", old).status_code == 303


def test_nothing_is_given_back_to_cities_once_the_wave_is_closed(field: Field) -> None:
    hand_in(field)
    number = field.cases["aa"].pk
    asked = ask_reopening(opened(field, "ada"), "More people.")
    _, client = staff_client(Role.REVIEWER)
    close(field.fieldwork, "staff:1")
    base = f"/desk/review/{number}"
    client.post(f"{base}/query", {"item": "staff", "text": "Sure?"})
    mails = Message.objects.count()
    for path, words in (("send", {}), (f"reopening/{asked.pk}", {"what": "grant"})):
        assert "The wave is closed" in client.post(f"{base}/{path}", words, follow=True).text
    assert (Case.objects.get(pk=number).state, Message.objects.count()) == ("submitted", mails)
    assert not Query.objects.filter(sent_at__isnull=False).exists()
    reopen(field.fieldwork, "staff:1")
    client.post(f"{base}/send")
    close(field.fieldwork, "staff:1")
    assert Case.objects.get(pk=number).state == "queried"
    assert "The wave is closed: the city can neither reply" in client.get(base).text
    queries, query = f"/answer/{number}/queries", Query.objects.get().pk
    assert "<textarea" not in field.client("ada").get(queries).text
    assert field.client("ada").post(queries, {"query": query, f"reply:{query}": "Yes"}).status_code == 409
