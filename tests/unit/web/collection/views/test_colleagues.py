"""The overview of a case, inviting colleagues, assigning sections, saying that they are done."""

from __future__ import annotations

import re

import pytest

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Assignment, Case
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
def test_every_state_and_next_step_is_told_in_words(field: Field, state: CaseState) -> None:
    Case.objects.update(state=state)
    for language in ("en", "fr", "es"):
        answer = field.client("ada").get(path_of(field), {"lang": language})
        assert answer.status_code == 200
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
