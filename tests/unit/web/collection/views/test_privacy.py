"""Personal data: what people are told, see, take away, correct and have erased."""

from __future__ import annotations

import json
import logging
import re

import lxml.html
import pytest
from django.test import Client
from django.utils import timezone

from civiscope.report.words.phrases import PHRASES
from civiscope.web.accounts.domain.links import link_token
from civiscope.web.accounts.models import Device, Person
from civiscope.web.collection.domain.remarks import add_comments
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer, Assignment, Comment, Evidence, Revision
from civiscope.web.common.domain.mail import queue_mail
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.studies.domain.opened import open_study
from civiscope.web.studies.models import Contact
from tests.unit.web.collection.field import Field

JSON = {"accept": "application/json"}


def text_of(answer) -> str:  # type: ignore[no-untyped-def]
    """The text of a page's main part."""
    main = lxml.html.fromstring(answer.content).xpath("//main")[0]
    return " ".join(main.text_content().split())


def traces(field: Field, who: str = "ben") -> Person:
    """Let someone do everything that leaves a trace of them."""
    person, client = field.people[who], field.client(who)
    case = field.cases["aa"].pk
    client.post(f"/answer/{case}/save/staff", {"version": 0, "staff": "12"}, headers=JSON)
    client.post(f"/answer/{case}/evidence/staff", {"url": "https://city.example.org/plan", "title": "The plan"})
    add_comments(field.cases["aa"], {"staff": "I counted them"}, city_writer(person))
    queue_mail("reminder", person.actor, person.email, "Please answer", "Dear Ben, …")
    Assignment.objects.create(case=field.cases["aa"], section="team", contact=person.contacts.get())
    return person


@pytest.mark.parametrize("language", sorted(PHRASES))
def test_notice_is_for_everyone_and_in_every_language(field: Field, language: str) -> None:
    answer = Client(headers={"host": "localhost"}).get("/answer/privacy", {"lang": language})
    assert answer.status_code == 200
    told = text_of(answer)
    assert "Test publisher" in told
    assert "180" in told
    assert len(lxml.html.fromstring(answer.content).xpath("//main//tbody/tr")) == 8


def test_study_adds_its_own_words_to_the_notice(field: Field) -> None:
    path = field.folder / "study.yaml"
    own = """
privacy:
  notice: {en: "The legal basis is <b>consent</b>.\\n\\nHosted in Aaville.", fr: Le consentement.}
  contact: privacy@example.org
  keep_contacts_days: 90
"""
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    open_study(field.folder)
    answer = Client(headers={"host": "localhost"}).get("/answer/privacy")
    told, page = text_of(answer), lxml.html.fromstring(answer.content)
    assert "The legal basis is <b>consent</b>. Hosted in Aaville." in told
    assert page.xpath('//a[@href="mailto:privacy@example.org"]')
    assert "90 days" in told


def test_notice_stands_on_the_way_in(field: Field) -> None:
    link = f"/account/link/{link_token(field.people['ada'])}"
    for path in (link, f"{link}/code"):
        page = lxml.html.fromstring(Client(headers={"host": "localhost"}).get(path).content)
        assert page.xpath('//main//a[@href="/answer/privacy"]'), path


def test_person_sees_and_downloads_what_is_kept_about_them_and_nobody_else(field: Field) -> None:
    traces(field)
    client = field.client("ben")
    assert "ben@aa.example.org" in text_of(client.get("/answer/my-data"))
    answer = client.get("/answer/my-data.json")
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
    kept = json.loads(answer.content)
    assert kept["person"] | {"known_since": ""} == {
        "name": "Ben",
        "email": "ben@aa.example.org",
        "language": "en",
        "known_since": "",
    }
    assert [(found["city"], found["part"]) for found in kept["contacts"]] == [("Aaville", "colleague")]
    assert [(found["question"], found["answer"]) for found in kept["answers"]] == [("staff", {"": "12"})]
    assert [found["text"] for found in kept["comments"]] == ["I counted them"]
    assert [found["address"] for found in kept["evidence"]] == ["https://city.example.org/plan"]
    assert [found["subject"] for found in kept["mails"]] == ["Please answer"]
    assert len(kept["devices"]) == 2
    assert {"signed in", "commented", "evidence added"} <= {found["action"] for found in kept["log"]}
    assert "Ada" not in answer.content.decode()
    other = field.client("ada").get("/answer/my-data.json").content.decode()
    assert "I counted them" not in other
    assert "ben@" not in other


def test_codes_are_not_told_again(field: Field) -> None:
    client = Client(headers={"host": "localhost"})
    client.post(f"/account/link/{link_token(field.people['ada'])}")
    code = re.search(r"\d{6}", Message.objects.get().body)
    assert code is not None
    assert code[0] not in field.client("ada").get("/answer/my-data.json").content.decode()


def test_name_and_language_are_corrected(field: Field) -> None:
    client = field.client("ada")
    assert client.post("/answer/my-data", {"name": "  Ada\n Lovelace\u202e ", "language": "fr"}).status_code == 303
    ada = Person.objects.get(pk=field.people["ada"].pk)
    assert (ada.name, ada.language, ada.email) == ("Ada Lovelace", "fr", "ada@aa.example.org")
    assert AuditEvent.objects.filter(action="own data corrected", detail="").count() == 1
    assert "corrigées" in text_of(client.get("/answer/my-data?saved=1"))


@pytest.mark.parametrize(
    ("typed", "field_id"),
    [
        ({"name": "", "language": "en"}, "name"),
        ({"name": "\u202e\x07 ", "language": "en"}, "name"),
        ({"name": "x" * 201, "language": "en"}, "name"),
        ({"name": "Ada", "language": "xx"}, "language"),
        ({"name": "Ada"}, "language"),
    ],
)
def test_wrong_corrections_are_told_and_change_nothing(field: Field, typed: dict[str, str], field_id: str) -> None:
    answer = field.client("ada").post("/answer/my-data", typed)
    assert answer.status_code == 400
    page = lxml.html.fromstring(answer.content)
    assert page.xpath(f'//div[@role="alert"]//a[@href="#{field_id}"]')
    assert page.xpath(f'//*[@id="{field_id}" and @aria-invalid="true" and @aria-describedby]')
    assert Person.objects.get(pk=field.people["ada"].pk).name == "Ada"


def test_erasing_is_confirmed_first_and_leads_are_told_what_follows(field: Field) -> None:
    client = field.client("ada")
    assert "Aaville" in text_of(client.get("/answer/my-data/delete"))
    answer = client.post("/answer/my-data/delete", {})
    assert answer.status_code == 400
    assert lxml.html.fromstring(answer.content).xpath('//div[@role="alert"]//a[@href="#sure"]')
    assert Person.objects.get(pk=field.people["ada"].pk).name == "Ada"


def test_erased_person_is_forgotten_and_their_answers_stay(field: Field) -> None:
    ben, client = traces(field), field.client("ben")
    link = f"/account/link/{link_token(ben)}"
    answer = client.post("/answer/my-data/delete", {"sure": "yes"})
    assert answer.status_code == 200
    assert answer.cookies["civiscope_device"].value == ""
    ben.refresh_from_db()
    assert (ben.name, ben.email) == ("", "")
    assert ben.erased_at is not None
    assert not Device.objects.filter(person=ben).exists()
    assert Client(headers={"host": "localhost"}).get(link).status_code == 404
    assert not Message.objects.filter(recipient__startswith="ben").exists()
    assert [found.value for found in Revision.objects.all()] == ['{"":"12"}']
    for model in (Revision, Answer, Comment, Evidence):
        assert model.objects.count() == 1
        assert not model.objects.filter(person=ben).exists(), model
    assert Contact.objects.get(person=ben).removed_at is not None
    assert Assignment.objects.get().contact is None
    assert AuditEvent.objects.filter(action="person erased", subject=ben.actor).count() == 1
    for page in (f"/answer/{field.cases['aa'].pk}/", f"/answer/{field.cases['aa'].pk}/section/team"):
        shown = field.client("ada").get(page)
        assert shown.status_code == 200
        assert "Ben" not in text_of(shown)


def test_erased_person_can_be_invited_again_as_a_new_one(field: Field) -> None:
    field.client("ben").post("/answer/my-data/delete", {"sure": "yes"})
    field.client("dora").post("/answer/my-data/delete", {"sure": "yes"})
    again = Person.objects.create(name="Ben", email="ben@aa.example.org", language="en")
    assert again.pk != field.people["ben"].pk


def test_neither_log_nor_audit_log_holds_answers_names_or_addresses(
    field: Field, caplog: pytest.LogCaptureFixture
) -> None:
    """A marked string goes in by every way that there is and is looked for in both logs."""
    mark, client, case = "zebra-7431", field.client("ada"), field.cases["aa"].pk
    # The service's loggers do not hand on to the root; here they do, so that their lines are seen.
    for name in ("civiscope", "django.request", "django.security"):
        logging.getLogger(name).addHandler(caplog.handler)
    with caplog.at_level(logging.DEBUG):
        client.post(f"/answer/{case}/save/story", {"version": 0, "story": mark}, headers=JSON)
        client.post(f"/answer/{case}/save/staff", {"version": 0, "staff": mark}, headers=JSON)
        client.post(
            f"/answer/{case}/section/team", {"story": f"{mark} again", "version:story": "1", "comment:story": mark}
        )
        client.post(f"/answer/{case}/evidence/story", {"url": f"https://{mark}.example.org/", "title": mark})
        client.post("/answer/my-data", {"name": mark, "language": "en"})
        invited = {"name": mark, "email": f"{mark}@example.org", "part": "colleague", "language": "en"}
        client.post(f"/answer/{case}/colleagues", invited)
        client.get(f"/answer/{case}/section/{mark}")
        client.post("/answer/my-data/delete", {"sure": "yes"})
    for name in ("civiscope", "django.request", "django.security"):
        logging.getLogger(name).removeHandler(caplog.handler)
    assert mark in "".join(Revision.objects.values_list("value", flat=True)), "the string went in"
    assert AuditEvent.objects.count() >= 5
    kept = "".join(str(event) for event in AuditEvent.objects.values())
    assert mark not in kept
    assert "ada" not in kept.lower()
    told = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    # The path of a request that was refused may stand in the log of requests; its content may not.
    assert mark not in told.replace(f"/answer/{case}/section/{mark}", "")


def test_notice_stands_on_the_overview_until_it_was_read_and_stops_nobody(field: Field) -> None:
    client, case = field.client("ada"), field.cases["aa"].pk
    for address in ("/answer/", f"/answer/{case}/"):
        assert 'class="data-notice"' in client.get(address).text
    for address in (f"/answer/{case}/section/strategy", f"/answer/{case}/questionnaire.html"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'class="data-notice"' not in answer.text
    before = timezone.now()
    answer = client.post("/answer/privacy/read", {"back": case})
    assert (answer.status_code, answer["Location"]) == (303, f"/answer/{case}/")
    for address in ("/answer/", f"/answer/{case}/"):
        assert 'class="data-notice"' not in client.get(address).text
    contact = Contact.objects.get(person=field.people["ada"])
    assert contact.notice_read_at is not None
    assert contact.notice_read_at >= before
    assert AuditEvent.objects.get(action="privacy notice read").actor == field.people["ada"].actor
    assert client.get("/answer/my-data.json").json()["contacts"][0]["notice_read"] == contact.notice_read_at.isoformat()
    assert 'class="data-notice"' in field.client("ben").get("/answer/").text


def test_the_first_reading_counts(field: Field) -> None:
    client = field.client("ada")
    assert client.post("/answer/privacy/read")["Location"] == "/answer/"
    first = Contact.objects.get(person=field.people["ada"]).notice_read_at
    client.post("/answer/privacy/read")
    assert Contact.objects.get(person=field.people["ada"]).notice_read_at == first
    assert AuditEvent.objects.filter(action="privacy notice read").count() == 1


def test_next_wave_tells_again(field: Field) -> None:
    client = field.client("ada")
    client.post("/answer/privacy/read")
    Contact.objects.create(instrument=field.instrument, city="bb", person=field.people["ada"], part="colleague")
    assert 'class="data-notice"' not in client.get(f"/answer/{field.cases['aa'].pk}/").text
    assert 'class="data-notice"' in client.get(f"/answer/{field.cases['bb'].pk}/").text
    assert "/answer/privacy/read" in client.get("/answer/privacy").text
    client.post("/answer/privacy/read")
    assert "/answer/privacy/read" not in client.get("/answer/privacy").text


@pytest.mark.parametrize("back", ["x", "//evil.example.org", "²", "9" * 30])
def test_reading_leads_nowhere_else(field: Field, back: str) -> None:
    assert field.client("ada").post("/answer/privacy/read", {"back": back})["Location"] == "/answer/"


def test_reading_leads_to_no_case_of_another_city(field: Field) -> None:
    answer = field.client("ada").post("/answer/privacy/read", {"back": field.cases["bb"].pk})
    assert answer.status_code == 404


def test_nobody_reads_for_another(field: Field) -> None:
    assert Client(headers={"host": "localhost"}).post("/answer/privacy/read").status_code == 403
    assert field.client("ada").get("/answer/privacy/read").status_code == 405
    page = Client(headers={"host": "localhost"}).get("/answer/privacy").text
    assert "/answer/privacy/read" not in page
    assert not Contact.objects.filter(notice_read_at__isnull=False).exists()


def test_own_data_name_questionnaire_and_wave_in_words(field: Field) -> None:
    client = field.client("ada")
    assert "Aaville – Agents, Vague 2026" in text_of(client.get("/answer/my-data", {"lang": "fr"}))
    field.instrument.questionnaire = "gone"
    field.instrument.save()
    assert "Aaville – gone, Vague 2026" in text_of(client.get("/answer/my-data", {"lang": "fr"}))
