"""The address that saves an answer: versions, conflicts, closed cases, other cities, what it costs."""

from __future__ import annotations

import pytest
from django.test import Client

from civiscope.web.collection.models import Answer, Case, Revision
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import decoded
from civiscope.web.studies.domain.fieldwork import close
from civiscope.web.studies.models import Contact
from tests.unit.web.collection.field import Field

JSON = {"accept": "application/json"}


def path_of(field: Field, item: str, city: str = "aa") -> str:
    """The address that saves an item."""
    return f"/answer/{field.cases[city].pk}/save/{item}"


def send(field: Field, client: Client, item: str, **fields: object):  # type: ignore[no-untyped-def]
    """Save as the page's script does."""
    return client.post(path_of(field, item), {"version": 0, **fields}, headers=JSON)


def kept(field: Field, item: str) -> dict[str, str]:
    """The cells that are on disk."""
    return decoded(Answer.objects.get(case=field.cases["aa"], item=item).value)


def test_answer_is_saved_and_its_version_told(field: Field) -> None:
    answer = send(field, field.client("ada"), "staff", staff="12")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["saved"], told["version"], told["problems"]) == (True, 1, [])
    assert told["at"] == Answer.objects.get().saved_at.isoformat()
    assert kept(field, "staff") == {"": "12"}
    assert answer["Cache-Control"] == "no-store"


def test_second_from_the_same_version_is_told_who_and_what(field: Field) -> None:
    send(field, field.client("ada"), "strategy", strategy="yes")
    answer = send(field, field.client("ben"), "strategy", strategy="no")
    assert answer.status_code == 409
    conflict = answer.json()["conflict"]
    assert (answer.json()["saved"], conflict["by"], conflict["version"]) == (False, "Ada", 1)
    assert kept(field, "strategy") == {"": "yes"}
    again = field.client("ben").post(path_of(field, "strategy"), {"version": 1, "strategy": "no"}, headers=JSON)
    assert again.json()["version"] == 2


@pytest.mark.parametrize(
    ("item", "typed", "message"),
    [
        ("staff", "twelve", "“twelve” is not a number"),
        ("staff", "3,5", "two ways"),
        ("staff", "3.5", "not a whole number"),
        ("strategy_year", "1066", "A year from 1950 to 2026."),
        ("founded", "last spring", "is not a date"),
        ("website", "javascript:alert(1)", "not the address of a page"),
        ("strategy", "perhaps", "none of the options"),
    ],
)
def test_what_cannot_be_read_is_saved_and_told(field: Field, item: str, typed: str, message: str) -> None:
    answer = send(field, field.client("ada"), item, **{item: typed})
    assert answer.status_code == 200
    assert answer.json()["saved"] is True
    assert message in answer.json()["problems"][0]
    assert kept(field, item) == {"": typed}


def test_messages_come_in_the_language_of_the_reader(field: Field) -> None:
    client = field.client("ada")
    client.cookies["civiscope_language"] = "fr"
    told = send(field, client, "strategy_year", strategy_year="1066").json()
    assert told["problems"] == ["Une année de 1950 à 2026."]


def test_items_that_decide_tell_what_falls_away(field: Field) -> None:
    client = field.client("ada")
    assert send(field, client, "strategy", strategy="no").json()["not_asked"] == ["strategy_year"]
    answer = client.post(path_of(field, "strategy"), {"version": 1, "strategy": "yes"}, headers=JSON)
    assert answer.json()["not_asked"] == []
    assert "not_asked" not in send(field, client, "staff", staff="3").json()


def test_answer_to_what_fell_away_is_kept(field: Field) -> None:
    client = field.client("ada")
    send(field, client, "strategy_year", strategy_year="1999")
    send(field, client, "strategy", strategy="no")
    assert kept(field, "strategy_year") == {"": "1999"}


def test_form_without_script_leads_back_to_the_question(field: Field) -> None:
    answer = field.client("ada").post(path_of(field, "staff"), {"version": 0, "staff": "3"})
    assert answer.status_code == 303
    assert answer["Location"] == f"/answer/{field.cases['aa'].pk}/section/team?saved=1#staff"


def test_htmx_gets_a_fragment(field: Field) -> None:
    answer = field.client("ada").post(
        path_of(field, "staff"), {"version": 0, "staff": "<b>"}, headers={"hx-request": "true"}
    )
    assert answer.status_code == 200
    assert "Saved" in answer.text
    assert "&lt;b&gt;" in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("state", [CaseState.SUBMITTED, CaseState.AMENDED, CaseState.APPROVED, CaseState.PUBLISHED])
def test_closed_case_says_so(field: Field, state: CaseState) -> None:
    Case.objects.update(state=state)
    answer = send(field, field.client("ada"), "staff", staff="3")
    assert answer.status_code == 409
    assert "handed in" in answer.json()["reason"]
    assert not Revision.objects.exists()


def test_closed_field_says_so(field: Field) -> None:
    close(field.fieldwork, "service")
    assert send(field, field.client("ada"), "staff", staff="3").status_code == 409
    assert not Revision.objects.exists()


def test_other_cities_and_removed_contacts_find_nothing(field: Field) -> None:
    assert send(field, field.client("dora"), "staff", staff="3").status_code == 404
    client = field.client("ben")
    Contact.objects.filter(person=field.people["ben"]).update(removed_at=field.cases["aa"].made_at)
    assert send(field, client, "staff", staff="3").status_code == 404
    assert Client(headers={"host": "localhost"}).post(path_of(field, "staff"), {"staff": "3"}).status_code == 403
    assert not Revision.objects.exists()


@pytest.mark.parametrize("version", ["-1", "one", "1.5", "", "99999999999", "٣"])
def test_version_that_is_none_is_refused(field: Field, version: str) -> None:
    answer = field.client("ada").post(path_of(field, "staff"), {"version": version, "staff": "3"}, headers=JSON)
    assert answer.status_code == 400
    assert not Revision.objects.exists()


def test_unknown_item_and_unknown_case_find_nothing(field: Field) -> None:
    client = field.client("ada")
    assert send(field, client, "no_such_item", staff="3").status_code == 404
    assert client.post("/answer/987654/save/staff", {"staff": "3"}, headers=JSON).status_code == 404
    assert client.get(path_of(field, "staff")).status_code == 405


def test_saving_asks_the_database_for_little(field: Field, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = field.client("ada")
    send(field, client, "staff", staff="1")
    with django_assert_max_num_queries(8):
        answer = client.post(path_of(field, "staff"), {"version": 1, "staff": "2"}, headers=JSON)
    assert answer.json()["version"] == 2


def test_form_without_its_token_is_refused(field: Field) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    strict.cookies = field.client("ada").cookies
    assert strict.post(path_of(field, "staff"), {"version": 0, "staff": "3"}, headers=JSON).status_code == 403
    assert not Revision.objects.exists()
