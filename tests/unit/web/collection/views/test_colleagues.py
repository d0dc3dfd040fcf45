"""The overview of a case, inviting colleagues, assigning sections, saying that they are done."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from civiscope.web.accounts.domain.links import link_address
from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer, Assignment, Case
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import encoded
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.studies.models import Contact
from tests.unit.web.collection.field import Field

EMIL = {"name": "Emil", "email": "Emil@AA.example.org", "part": "colleague", "language": "fr"}


def path_of(field: Field, path: str = "") -> str:
    """An address of the case."""
    return f"/answer/{field.cases['aa'].pk}/{path}"


def give(field: Field, who: str, item: str, cell: str) -> None:
    """Save an answer."""
    save_answer(field.cases["aa"].pk, item, encoded({"": cell}), 0, city_writer(field.people[who]))


def test_own_questionnaires_are_listed_with_their_state(field: Field) -> None:
    page = field.client("ada").get("/answer/").text
    assert "Aaville – Officers" in page
    assert "Being answered" in page
    assert "Bbtown" not in page


def test_overview_shows_progress_and_what_is_missing_to_everybody(field: Field) -> None:
    give(field, "ben", "strategy", "yes")
    give(field, "ben", "staff", "(don't know)")
    for who in ("ada", "ben", "cleo"):
        page = field.client(who).get(path_of(field)).text
        assert "2 of 10 questions answered" in page
        assert "1 of 3 answered · 1 required answer missing" in page
        assert f'<a href="{path_of(field, "section/strategy")}#strategy_year">' in page
        assert "Last answer: Ben," in page
    give(field, "ben", "strategy_year", "1066")
    page = field.client("ada").get(path_of(field)).text
    assert "All required questions are answered." in page
    assert "1 answer to look at" in page


def test_questions_led_around_are_not_asked_for(field: Field) -> None:
    give(field, "ben", "strategy", "no")
    page = field.client("ada").get(path_of(field)).text
    assert "1 of 9 questions answered" in page
    assert "All required questions are answered." in page


@pytest.mark.parametrize("state", list(CaseState))
def test_every_state_and_next_step_is_told_in_words(trilingual: Field, state: CaseState) -> None:
    Case.objects.update(state=state)
    for language in ("en", "fr", "es"):
        answer = trilingual.client("ada").get(path_of(trilingual), {"lang": language})
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.text
        assert re.search(r'<span class="chip">\w', answer.text)


def test_lead_invites_a_colleague_who_gets_a_link(field: Field) -> None:
    answer = field.client("ada").post(path_of(field, "colleagues"), EMIL)
    assert answer.status_code == 303
    person = Person.objects.get(email="emil@aa.example.org")
    assert (person.name, person.language) == ("Emil", "fr")
    assert Contact.objects.get(person=person).part == Contact.Part.COLLEAGUE
    mail = Message.objects.get()
    assert (mail.kind, mail.recipient) == ("colleague", person.email)
    assert mail.subject == "Ada vous demande votre aide pour « Villes fluviales »"
    link = re.search(r"https?://\S+", mail.body)
    assert link is not None
    assert field.client("ada").get(link[0]).status_code == 200
    assert "Emil" not in AuditEvent.objects.get(action="colleague invited").detail


def test_known_person_is_invited_under_the_name_they_have(field: Field) -> None:
    field.client("ada").post(path_of(field, "colleagues"), EMIL | {"email": "dora@bb.example.org", "name": "X"})
    assert Contact.objects.filter(person=field.people["dora"]).count() == 2
    assert Person.objects.get(email="dora@bb.example.org").name == "Dora"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": " "}, "Enter the name"),
        ({"name": "x" * 201}, "Enter the name"),
        ({"email": "emil"}, "Enter an e-mail address"),
        ({"email": "a@b.example\nBcc: all@example.org"}, "Enter an e-mail address"),
        ({"email": f"{'x' * 260}@aa.example.org"}, "Enter an e-mail address"),
        ({"part": "lead"}, "Choose what your colleague does"),
        ({"email": "ben@aa.example.org"}, "answers for your city already"),
    ],
)
def test_invitation_that_cannot_be_sent_says_why(field: Field, typed: dict[str, str], message: str) -> None:
    answer = field.client("ada").post(path_of(field, "colleagues"), EMIL | typed)
    assert answer.status_code == 400
    assert message in answer.text
    assert 'class="error-summary"' in answer.text
    assert not Message.objects.exists()
    assert Contact.objects.count() == 4


def test_someone_whose_access_was_ended_is_not_let_in_again_by_a_lead(field: Field) -> None:
    Person.objects.create(name="Gone", email="gone@aa.example.org", language="en", revoked_at=field.cases["aa"].made_at)
    answer = field.client("ada").post(path_of(field, "colleagues"), EMIL | {"email": "gone@aa.example.org"})
    assert answer.status_code == 400
    assert "Ask the programme team" in answer.text
    assert not Message.objects.exists()


def test_lead_cannot_invite_crowds(field: Field) -> None:
    for number in range(47):
        person = Person.objects.create(name=f"P{number}", email=f"p{number}@aa.example.org", language="en")
        Contact.objects.create(instrument=field.instrument, city="aa", person=person, part=Contact.Part.COLLEAGUE)
    answer = field.client("ada").post(path_of(field, "colleagues"), EMIL)
    assert "as many colleagues as possible" in answer.text
    assert not Message.objects.exists()


def test_only_the_lead_invites_and_assigns(field: Field) -> None:
    ben = Contact.objects.get(person=field.people["ben"])
    for who in ("ben", "cleo"):
        client = field.client(who)
        assert client.post(path_of(field, "colleagues"), EMIL).status_code == 403
        assert client.post(path_of(field, "assign/team"), {"contact": ben.pk}).status_code == 403
        assert "Invite a colleague" not in client.get(path_of(field)).text
    assert not Message.objects.exists()
    assert not Assignment.objects.exists()


def test_sections_are_assigned_taken_back_and_said_to_be_done(field: Field) -> None:
    ben = Contact.objects.get(person=field.people["ben"])
    ada = field.client("ada")
    ada.post(path_of(field, "assign/team"), {"contact": ben.pk})
    assert Assignment.objects.get().contact == ben
    assert "Assigned to Ben" in field.client("cleo").get(path_of(field)).text
    field.client("ben").post(path_of(field, "done/team"), {"done": "1"})
    assert Assignment.objects.get().done_by == field.people["ben"]
    assert "Done, says Ben" in ada.get(path_of(field)).text
    ada.post(path_of(field, "done/team"), {"done": "0"})
    ada.post(path_of(field, "assign/team"), {"contact": ""})
    assigned = Assignment.objects.get()
    assert (assigned.contact, assigned.done_at, assigned.done_by) == (None, None, None)


@pytest.mark.parametrize("contact", ["x", "-1", "999999", "99999999999999999999999"])
def test_nobody_of_elsewhere_can_be_assigned(field: Field, contact: str) -> None:
    assert field.client("ada").post(path_of(field, "assign/team"), {"contact": contact}).status_code == 400
    dora = Contact.objects.get(person=field.people["dora"])
    assert field.client("ada").post(path_of(field, "assign/team"), {"contact": dora.pk}).status_code == 400
    assert not Assignment.objects.exists()


def test_answers_that_wait_to_be_confirmed_are_listed_and_count_as_open(field: Field) -> None:
    give(field, "ben", "strategy", "no")
    Answer.objects.update(confirmed=False)
    page = field.client("ada").get(path_of(field)).text
    assert "0 of 9 questions answered" in page
    assert "1 answer to confirm" in page
    assert "1 answer was put in for you and waits to be confirmed." in page
    Answer.objects.update(confirmed=True)
    page = field.client("ada").get(path_of(field)).text
    assert "1 of 9 questions answered" in page
    assert "to be confirmed" not in page


def contact_of(field: Field, who: str) -> Contact:
    return Contact.objects.get(person=field.people[who])


def remove(field: Field, who: str, number: int) -> HttpResponse:
    return field.client(who).post(path_of(field, f"colleagues/{number}/remove"))


def test_lead_takes_a_colleague_off_whose_way_in_ends_and_whose_answers_stay(field: Field) -> None:
    ben, client = contact_of(field, "ben"), field.client("ben")
    link = link_address(field.people["ben"])
    give(field, "ben", "strategy", "no")
    field.client("ada").post(path_of(field, "assign/team"), {"contact": ben.pk})
    field.client("ben").post(path_of(field, "done/team"), {"done": "1"})
    assert "Remove Ben" in field.client("ada").get(path_of(field)).text
    answer = remove(field, "ada", ben.pk)
    assert (answer.status_code, answer["Location"]) == (303, f"{path_of(field)}?removed={ben.pk}#removed")
    page = field.client("ada").get(answer["Location"]).text
    assert "Ben no longer answers for your city." in page
    assert "Assigned to nobody" in page
    assert "Remove Ben" not in page
    assert client.get(path_of(field)).status_code == 403
    assert Client(headers={"host": "localhost"}).get(link).status_code == 404
    assert Answer.objects.get(item="strategy").person == field.people["ben"]
    assert Assignment.objects.get().contact is None
    # That the section is done is still true, and who said so.
    assert Assignment.objects.get().done_by == field.people["ben"]
    removed = AuditEvent.objects.get(action="contact removed")
    assert (removed.actor, removed.subject) == (field.people["ada"].actor, f"contact:{ben.pk}")


def test_removed_colleague_can_be_invited_again(field: Field) -> None:
    remove(field, "ada", contact_of(field, "ben").pk)
    answer = field.client("ada").post(path_of(field, "colleagues"), EMIL | {"email": "ben@aa.example.org"})
    assert answer.status_code == 303
    assert field.client("ben").get(path_of(field)).status_code == 200


def test_colleague_who_answers_for_another_city_keeps_their_way_in(field: Field) -> None:
    Contact.objects.create(
        instrument=field.instrument, city="bb", person=field.people["ben"], part=Contact.Part.COLLEAGUE
    )
    ben = field.client("ben")
    remove(field, "ada", Contact.objects.get(person=field.people["ben"], city="aa").pk)
    assert ben.get(path_of(field)).status_code == 404
    assert ben.get(f"/answer/{field.cases['bb'].pk}/").status_code == 200


@pytest.mark.parametrize("who", ["ada", "cleo"])
def test_lead_removes_neither_themselves_nor_the_signatory(field: Field, who: str) -> None:
    found = contact_of(field, who)
    assert f"Remove {who.title()}" not in field.client("ada").get(path_of(field)).text
    answer = remove(field, "ada", found.pk)
    assert answer.status_code == 409
    assert "Only colleagues can be removed here." in answer.text
    found.refresh_from_db()
    assert found.removed_at is None


def test_nobody_of_elsewhere_is_removed(field: Field) -> None:
    for number in (contact_of(field, "dora").pk, 999999, 9223372036854775807):
        assert remove(field, "ada", number).status_code == 409
    assert not Contact.objects.filter(removed_at__isnull=False).exists()
    assert field.client("ada").post(path_of(field, "colleagues/99999999999999999999/remove")).status_code in {404, 409}


@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_only_the_lead_removes(field: Field, who: str) -> None:
    assert "Remove Ben" not in field.client(who).get(path_of(field)).text
    assert remove(field, who, contact_of(field, "ben").pk).status_code == 403
    assert not Contact.objects.filter(removed_at__isnull=False).exists()


def test_removing_twice_is_told_as_once(field: Field) -> None:
    ben = contact_of(field, "ben")
    assert [remove(field, "ada", ben.pk).status_code for _ in range(2)] == [303, 303]
    assert AuditEvent.objects.filter(action="contact removed").count() == 1


@pytest.mark.parametrize("removed", ["x", "-1", "²", "999999999999999999999999", "1"])
def test_overview_tells_of_nobody_who_was_not_removed(field: Field, removed: str) -> None:
    answer = field.client("ada").get(path_of(field), {"removed": removed})
    assert answer.status_code == 200
    assert "no longer answers" not in answer.text


def test_whoever_is_asked_to_sign_is_told_so_and_by_whom(field: Field) -> None:
    field.client("ada").post(path_of(field, "colleagues"), {**EMIL, "part": "signatory", "language": "en"})
    mail = Message.objects.get(kind="signatory")
    assert mail.subject == "Ada asks you to sign “River cities” for Aaville"
    assert "the person who signs the answers" in mail.body
    assert mail.body.rstrip().endswith("Test publisher")
