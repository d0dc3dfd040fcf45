"""Staff enter what a city told: on its own pages, marked as such everywhere, and never over anybody's answer unseen."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.submission import NotReadyError
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer, Case, Comment, Consent, Origin, Query, Revision
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import decoded, encoded
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.fieldwork import close
from civiscope.web.studies.models import Contact, Instrument
from tests.unit.web.collection.field import Field, make_staff
from tests.unit.web.collection.handed_in import answer_all, hand_in, sign_as
from tests.unit.web.collection.staff import staff_client
from tests.unit.web.collection.workbooks import filled, plan_of

JSON = {"accept": "application/json"}
VERSIONS = {"version:strategy": "0", "version:strategy_year": "0", "version:areas": "0"}


@pytest.fixture
def mira(db: None) -> User:
    """A member of the team who may enter answers."""
    member = make_staff(Role.EDITOR)
    member.name = "Mira Weber"
    member.save()
    return member


@pytest.fixture
def desk(mira: User) -> Client:
    """Her browser."""
    return staff_client(member=mira)


def path_of(field: Field, rest: str = "", way: str = "phone", city: str = "aa") -> str:
    """An address of staff who enter."""
    return f"/desk/enter/{field.cases[city].pk}/{way}/{rest}"


def send(field: Field, client: Client, item: str, way: str = "phone", city: str = "aa", **fields: object):  # type: ignore[no-untyped-def]
    """Save as the page's script does."""
    return client.post(path_of(field, f"save/{item}", way, city), {"version": 0, **fields}, headers=JSON)


def mark_of(item: str = "staff") -> tuple[str, int | None, int | None, dict[str, str]]:
    """How the answer that stands came, who gave it, and what it says."""
    found = Answer.objects.get(item=item)
    return found.origin, found.staff_id, found.person_id, decoded(found.value)


def test_desk_leads_to_the_three_ways(field: Field, desk: Client) -> None:
    city = desk.get(reverse("desk_city", kwargs={"case": field.cases["aa"].pk})).text
    chooser = reverse("enter", kwargs={"number": field.cases["aa"].pk})
    assert f'href="{chooser}"' in city
    page = desk.get(chooser).text
    for way in ("phone", "paper", "mailed"):
        assert f'href="{path_of(field, way=way)}"' in page
        overview = desk.get(path_of(field, way=way))
        assert overview.status_code == 200
        assert f'href="{path_of(field, "section/team", way)}"' in overview.text
        assert ("Send the workbook in" in overview.text) is (way == "mailed")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.READER])
def test_reviewers_and_readers_neither_see_nor_reach_it(field: Field, role: Role) -> None:
    client, case = staff_client(role), field.cases["aa"].pk
    assert "Enter answers" not in client.get(reverse("desk_city", kwargs={"case": case})).text
    assert client.get(reverse("enter", kwargs={"number": case})).status_code == 403
    assert client.get(path_of(field, "section/team")).status_code == 403
    assert send(field, client, "staff", staff="3").status_code == 403
    assert not Answer.objects.exists()


def test_city_itself_does_not_reach_the_pages_of_staff(field: Field) -> None:
    for rest in ("", "section/team", "question/staff"):
        answer = field.client("ada").get(path_of(field, rest))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/sign-in")


@pytest.mark.parametrize("way", ["", "city", "workbook", "correction", "fax", "PHONE"])
def test_other_ways_are_not_found(field: Field, desk: Client, way: str) -> None:
    for rest in ("", "section/team", "question/staff"):
        assert desk.get(path_of(field, rest, way)).status_code == 404
    assert desk.post(path_of(field, "save/staff", way), {"version": 0, "staff": "3"}).status_code == 404
    assert not Answer.objects.exists()


@pytest.mark.parametrize("rest", ["section/none", "question/none", "changes/none?since=2026-01-01T00:00:00%2B00:00"])
def test_unknown_places_and_cases_are_not_found(field: Field, desk: Client, rest: str) -> None:
    assert desk.get(path_of(field, rest)).status_code == 404
    assert desk.get(f"/desk/enter/999/phone/{rest.replace('none', 'team')}").status_code == 404
    assert desk.get("/desk/enter/999/").status_code == 404
    assert desk.get("/desk/enter/999/phone/").status_code == 404


@pytest.mark.parametrize("way", ["phone", "paper", "mailed"])
def test_answer_is_marked_with_who_when_and_how(field: Field, desk: Client, mira: User, way: str) -> None:
    told = send(field, desk, "staff", way, staff="12")
    assert (told.status_code, told.json()["version"]) == (200, 1)
    assert mark_of() == (way, mira.pk, None, {"": "12"})
    revision = Revision.objects.get()
    assert (revision.origin, revision.staff, revision.person) == (way, mira, None)
    event = AuditEvent.objects.get(action="answer entered")
    assert (event.actor, event.subject) == (mira.actor, f"case:{field.cases['aa'].pk}")
    assert event.detail == f"staff, version 1, {way}"
    assert timezone.now() - Answer.objects.get().saved_at < dt.timedelta(minutes=1)


def test_saving_the_same_again_is_no_new_version_and_no_new_line_in_the_log(field: Field, desk: Client) -> None:
    send(field, desk, "staff", staff="12")
    assert send(field, desk, "staff", staff="12").json()["version"] == 1
    assert (Revision.objects.count(), AuditEvent.objects.filter(action="answer entered").count()) == (1, 1)


def test_whole_section_is_saved_without_a_script_and_leads_on(field: Field, desk: Client, mira: User) -> None:
    sent = {**VERSIONS, "strategy": "yes", "strategy_year": "2010", "areas": "housing", "go": "next"}
    answer = desk.post(path_of(field, "section/strategy", "paper"), sent)
    assert (answer.status_code, answer["Location"]) == (303, path_of(field, "section/team", "paper"))
    assert {(found.origin, found.staff_id) for found in Answer.objects.all()} == {("paper", mira.pk)}
    last = desk.post(path_of(field, "section/team", "paper"), {"version:staff": "0", "staff": "4", "go": "overview"})
    assert last["Location"] == path_of(field, way="paper")
    assert "4 of 10 questions answered" in desk.get(last["Location"]).text


def test_constraints_routing_and_the_summary_are_those_of_the_city(field: Field, desk: Client) -> None:
    told = send(field, desk, "strategy_year", strategy_year="1066").json()
    assert told["problems"] == ["A year from 1950 to 2026."]
    assert send(field, desk, "strategy", strategy="no").json()["not_asked"] == ["strategy_year"]
    desk.post(path_of(field, "save/strategy"), {"version": 1, "strategy": "yes"}, headers=JSON)
    page = desk.get(path_of(field, "section/strategy")).text
    assert "error-summary" in page
    assert "1.2: A year from 1950 to 2026." in page
    sent = {"version:strategy_year": "1", "strategy_year": "1067", "go": "next"}
    assert desk.post(path_of(field, "section/strategy"), sent)["Location"] == path_of(field, "section/strategy?saved=1")


def test_language_can_be_switched_as_on_the_pages_of_the_city(field: Field, desk: Client) -> None:
    answer = desk.post(path_of(field, "section/team"), {"version:staff": "0", "staff": "7", "lang": "fr"}, follow=True)
    page = answer.text
    assert '<html lang="fr"' in page
    assert "Combien de personnes y travaillent" in page
    assert "Vous saisissez ce que Aaville dit au téléphone." in page
    assert mark_of()[3] == {"": "7"}


def test_address_in_the_page_of_staff_are_theirs_alone(field: Field, desk: Client) -> None:
    Query.objects.create(case=field.cases["aa"], item="staff", text="All of them?", sent_at=timezone.now())
    page = desk.get(path_of(field, "section/team")).text
    assert "All of them?" in page
    assert "/answer/" not in page
    assert f'data-save="{path_of(field, "save/staff")}"' in page
    assert f'data-changes="{path_of(field, "changes/team")}"' in page
    part = desk.get(path_of(field, "question/staff"))
    assert part.text.startswith('<div class="question"')
    assert "/answer/" not in part.text


def test_staff_and_a_city_officer_at_once_lose_nothing(field: Field, desk: Client, mira: User) -> None:
    ada, address = field.client("ada"), f"/answer/{field.cases['aa'].pk}/save/staff"
    assert ada.post(address, {"version": 0, "staff": "12"}, headers=JSON).status_code == 200
    conflict = send(field, desk, "staff", staff="99")
    assert conflict.status_code == 409
    assert conflict.json()["conflict"]["by"] == "Ada"
    assert f'data-save="{path_of(field, "save/staff")}"' in conflict.json()["html"]
    assert mark_of()[0] == Origin.CITY
    chosen = desk.post(path_of(field, "save/staff"), {"version": 1, "staff": "99"}, headers=JSON)
    assert (chosen.json()["version"], mark_of()) == (2, ("phone", mira.pk, None, {"": "99"}))
    late = ada.post(address, {"version": 1, "staff": "13"}, headers=JSON)
    assert late.status_code == 409
    assert late.json()["conflict"]["by"] == "Programme team (Mira Weber)"
    assert mark_of()[3] == {"": "99"}


def test_conflict_without_a_script_shows_both_and_joins_lists(field: Field, desk: Client) -> None:
    save_answer(field.cases["aa"].pk, "areas", encoded({"": "housing"}), 0, city_writer(field.people["ada"]))
    answer = desk.post(path_of(field, "section/strategy"), {**VERSIONS, "areas": "health"})
    assert answer.status_code == 409
    assert "Ada saved another answer here meanwhile" in answer.text
    joined = {**VERSIONS, "areas": "health", "seen:areas": "1", "choose": "areas:both"}
    assert desk.post(path_of(field, "section/strategy"), joined).status_code == 303
    assert set(mark_of("areas")[3][""].split(";")) == {"housing", "health"}


def test_two_members_of_staff_are_told_of_one_another(field: Field, desk: Client) -> None:
    other = staff_client(Role.OWNER)
    send(field, desk, "staff", staff="12")
    conflict = send(field, other, "staff", "paper", staff="13")
    assert (conflict.status_code, conflict.json()["conflict"]["by"]) == (409, "Programme team (Mira Weber)")
    since = (timezone.now() - dt.timedelta(minutes=1)).isoformat()
    (change,) = other.get(path_of(field, "changes/team", "paper"), {"since": since}).json()["answers"]
    assert (change["item"], change["by"]) == ("staff", "Programme team (Mira Weber)")


@pytest.mark.parametrize("state", sorted(set(CaseState) - {"draft", "contributed", "in_review", "queried"}))
def test_what_was_handed_in_takes_nothing_and_says_so(field: Field, desk: Client, state: str) -> None:
    Case.objects.update(state=state)
    told = send(field, desk, "staff", staff="3")
    assert (told.status_code, told.json()["saved"]) == (409, False)
    assert told.json()["reason"] == "Not saved: the answers have been handed in or the wave is closed."
    page = desk.post(path_of(field, "section/team"), {"version:staff": "0", "staff": "3"})
    assert page.status_code == 409
    assert "the answers have been handed in" in page.text
    assert 'value="3"' in page.text
    for address in (reverse("enter", kwargs={"number": field.cases["aa"].pk}), path_of(field)):
        assert "The answers were handed in, so that none can be entered." in desk.get(address).text
    assert not Revision.objects.exists()
    assert not AuditEvent.objects.filter(action="answer entered").exists()


def test_closed_wave_takes_nothing_and_says_so(field: Field, desk: Client) -> None:
    close(field.fieldwork, "staff:1")
    assert send(field, desk, "staff", staff="3").status_code == 409
    page = desk.get(reverse("enter", kwargs={"number": field.cases["aa"].pk})).text
    assert "The wave is closed, so that no answers can be entered." in page
    assert "How did the answers come?" not in page
    assert not Answer.objects.exists()


@pytest.mark.parametrize("state", ["draft", "contributed", "in_review", "queried"])
def test_states_in_which_the_city_answers_take_what_staff_enter(field: Field, desk: Client, state: str) -> None:
    Case.objects.update(state=state)
    assert send(field, desk, "staff", staff="3").status_code == 200
    assert Case.objects.get(pk=field.cases["aa"].pk).state == state


def test_city_without_any_contact_is_entered_like_any_other(field: Field, desk: Client, mira: User) -> None:
    assert not Contact.objects.filter(city="cc").exists()
    assert desk.get(reverse("desk_city", kwargs={"case": field.cases["cc"].pk})).status_code == 200
    assert desk.get(path_of(field, "section/team", "paper", "cc")).status_code == 200
    assert send(field, desk, "staff", "paper", "cc", staff="5").status_code == 200
    answer = Answer.objects.get(case=field.cases["cc"])
    assert (answer.origin, answer.staff) == ("paper", mira)
    assert Case.objects.get(city="cc").first_answer_at is not None


def test_city_sees_what_was_entered_and_its_lead_changes_it(field: Field, desk: Client) -> None:
    send(field, desk, "staff", staff="12")
    send(field, desk, "story", story="As told")
    send(field, desk, "website", "paper", website="https://aa.example.org/")
    ada = field.client("ada")
    overview = ada.get(f"/answer/{field.cases['aa'].pk}/").text
    assert "The programme team entered 2 answers from your city’s phone call, the last one" in overview
    assert "The programme team entered 1 answer from your city’s paper questionnaire," in overview
    assert "Only your city signs." in overview
    assert "Programme team (Mira Weber)" in overview
    section = ada.get(f"/answer/{field.cases['aa'].pk}/section/team").text
    assert "Entered by the programme team (Mira Weber) from the city’s phone call," in section
    assert "Entered by the programme team (Mira Weber) from the city’s paper questionnaire," in section
    ada.post(f"/answer/{field.cases['aa'].pk}/save/staff", {"version": 1, "staff": "13"}, headers=JSON)
    assert mark_of()[0] == Origin.CITY
    overview = ada.get(f"/answer/{field.cases['aa'].pk}/").text
    assert "entered 1 answer from your city’s phone call," in overview
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("language", "line", "told"),
    [
        (
            "fr",
            "Saisi par l’équipe du programme (Mira Weber) d’après l’appel téléphonique de la ville,",
            "a saisi 1 réponse d’après l’appel",
        ),
        (
            "es",
            "Introducido por el equipo del programa (Mira Weber) a partir de la llamada de la ciudad,",
            "introdujo 1 respuesta a partir de la llamada",
        ),
    ],
)
def test_mark_comes_in_the_language_of_the_reader(
    trilingual: Field, desk: Client, language: str, line: str, told: str
) -> None:
    send(trilingual, desk, "staff", staff="12")
    ada = trilingual.client("ada")
    assert line in ada.get(f"/answer/{trilingual.cases['aa'].pk}/section/team?lang={language}").text
    assert told in ada.get(f"/answer/{trilingual.cases['aa'].pk}/?lang={language}").text


def test_overview_of_a_city_for_which_nothing_was_entered_says_nothing(field: Field) -> None:
    save_answer(field.cases["aa"].pk, "staff", encoded({"": "1"}), 0, city_writer(field.people["ada"]))
    assert "entered" not in field.client("ada").get(f"/answer/{field.cases['aa'].pk}/").text


def test_review_history_audit_and_exports_say_how_it_came(field: Field, desk: Client, mira: User) -> None:
    send(field, desk, "staff", staff="771177")
    case = field.cases["aa"].pk
    entered = "Entered by the programme team from the city’s phone call"
    assert f"{entered}: Mira Weber," in desk.get(reverse("review_case", kwargs={"number": case})).text
    for client, name in ((desk, "review_history"), (field.client("ada"), "case_history")):
        history = client.get(reverse(name, kwargs={"number": case, "item": "staff"})).text
        assert (entered in history, "Mira Weber" in history) == (True, True)
    assert "answer entered" in desk.get(reverse("desk_city", kwargs={"case": case})).text
    log = b"".join(desk.get(reverse("export_audit"))).decode()  # type: ignore[arg-type]
    found = {(row["actor"], row["action"], row["detail"]) for row in csv.DictReader(io.StringIO(log))}
    assert (mira.actor, "answer entered", "staff, version 1, phone") in found
    assert "771177" not in log
    text = desk.get(reverse("export_origins", kwargs={"number": field.instrument.pk}), {"include": "all"}).text
    assert text == "city,state,item,origin\naa,draft,staff,phone\n"


def test_consents_are_only_the_citys(field: Field, desk: Client) -> None:
    instrument = Instrument.objects.get()
    version = instrument.versions.get()
    version.content = version.content.replace('"id":"officers"', '"id":"officers","consent_choice":true')
    assert "consent_choice" in version.content
    version.save()
    Consent.objects.create(case=field.cases["aa"], item="staff", level="aggregate")
    page = desk.get(path_of(field, "section/team")).text
    assert "What the city chose for this answer; only the city changes it:" in page
    assert 'name="consent:staff"' not in page
    assert "/consent/" not in page
    desk.post(path_of(field, "section/team"), {"version:staff": "0", "staff": "3", "consent:staff": "never"})
    assert (mark_of()[3], Consent.objects.get().level) == ({"": "3"}, "aggregate")
    assert 'name="consent:staff"' in field.client("ada").get(f"/answer/{field.cases['aa'].pk}/section/team").text


def test_comments_of_staff_are_known_as_theirs(field: Field, desk: Client, mira: User) -> None:
    desk.post(path_of(field, "section/team"), {"comment:staff": "Counted with the trainees, she says."})
    comment = Comment.objects.get()
    assert (comment.staff, comment.person) == (mira, None)
    assert "Mira Weber" in field.client("ada").get(f"/answer/{field.cases['aa'].pk}/section/team").text


def test_answers_of_an_earlier_wave_that_staff_confirm_are_marked(field: Field, desk: Client, mira: User) -> None:
    case = field.cases["aa"]
    words = {"case": case, "item": "staff", "value": encoded({"": "7"}), "version": 1, "origin": "prefill"}
    Answer.objects.create(**words, confirmed=False, saved_at=case.made_at)
    Revision.objects.create(**words, reason="2026", saved_at=case.made_at)
    page = desk.get(path_of(field, "section/team")).text
    assert 'name="confirm" value="staff:1"' in page
    assert desk.post(path_of(field, "section/team"), {"confirm": "staff:1"}).status_code == 303
    assert Answer.objects.get().confirmed
    assert mark_of() == ("phone", mira.pk, None, {"": "7"})
    event = AuditEvent.objects.get(action="prefilled answers confirmed")
    assert (event.actor, event.subject, event.detail) == (mira.actor, f"case:{case.pk}", "1 answers, phone")


def test_only_the_city_signs_what_was_entered(field: Field, desk: Client) -> None:
    for item, fields in {"strategy": {"strategy": "no"}, "staff": {"staff": "12"}}.items():
        send(field, desk, item, **fields)
    Case.objects.filter(pk=field.cases["aa"].pk).update(state=CaseState.IN_REVIEW)
    for name in ("case_sign", "case_step"):
        address = reverse(name, kwargs={"number": field.cases["aa"].pk})
        assert desk.post(address, {"name": "Mira", "function": "Staff", "step": "sign"}).status_code == 403
    signed = sign_as(field, "cleo")
    assert '"staff":{"":"12"}' in signed.content
    assert send(field, desk, "staff", staff="13").status_code == 409


def test_what_is_missing_stands_in_the_way_of_signing_whoever_entered_the_rest(field: Field, desk: Client) -> None:
    send(field, desk, "staff", staff="12")
    Case.objects.filter(pk=field.cases["aa"].pk).update(state=CaseState.IN_REVIEW)
    with pytest.raises(NotReadyError):
        sign_as(field, "cleo")


def test_what_is_entered_into_a_case_that_is_back_counts_once_the_city_signs_again(field: Field, desk: Client) -> None:
    hand_in(field)
    Case.objects.filter(pk=field.cases["aa"].pk).update(state=CaseState.QUERIED)
    desk.post(path_of(field, "save/staff"), {"version": 1, "staff": "99"}, headers=JSON)
    exported = reverse("export_answers", kwargs={"number": field.instrument.pk, "ending": "csv"})
    (row,) = csv.DictReader(io.StringIO(desk.get(exported).text))
    assert row["staff"] == "12"
    sign_as(field, "cleo")
    (row,) = csv.DictReader(io.StringIO(desk.get(exported).text))
    assert row["staff"] == "99"


def test_workbook_that_was_mailed_is_taken_as_a_citys_own(field: Field, desk: Client, mira: User) -> None:
    content = desk.get(path_of(field, "workbook.xlsx", "mailed"), {"lang": "en"}).content
    sent = filled(content, plan_of(field), {"strategy": "Yes", "staff": 12})
    page = desk.post(path_of(field, "workbook", "mailed"), {"workbook": SimpleUploadedFile("workbook.xlsx", sent)}).text
    assert "2 answers will change." in page
    assert "/answer/" not in page
    found = re.search(r'name="changes" value="([^"]*)"', page)
    assert found is not None
    done = desk.post(path_of(field, "workbook/save", "mailed"), {"changes": found[1]}, follow=True)
    assert done.redirect_chain == [(path_of(field, "offline", "mailed"), 302)]
    assert "2 answers of the workbook were saved." in done.text
    assert mark_of() == ("mailed", mira.pk, None, {"": "12"})
    event = AuditEvent.objects.get(action="workbook saved")
    assert (event.subject, event.detail) == (f"case:{field.cases['aa'].pk}", "2 answers, mailed")


def test_workbook_of_another_city_and_what_is_no_workbook_are_refused(field: Field, desk: Client) -> None:
    other = desk.get(path_of(field, "workbook.xlsx", "mailed", "bb"), {"lang": "en"}).content
    for content in (filled(other, plan_of(field), {"staff": 12}), b"PK\x03\x04 broken", b""):
        file = SimpleUploadedFile("workbook.xlsx", content)
        answer = desk.post(path_of(field, "workbook", "mailed"), {"workbook": file})
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    assert desk.post(path_of(field, "workbook/save", "mailed"), {"changes": "made up"}).status_code == 422
    assert not Answer.objects.exists()


@pytest.mark.parametrize("way", ["phone", "paper"])
def test_what_was_told_or_printed_came_in_no_workbook(field: Field, desk: Client, way: str) -> None:
    for rest in ("offline", "workbook.xlsx"):
        assert desk.get(path_of(field, rest, way)).status_code == 404
    for rest in ("workbook", "workbook/save"):
        assert desk.post(path_of(field, rest, way)).status_code == 404


def test_section_asks_as_often_for_staff_as_for_the_city(  # type: ignore[no-untyped-def]
    field: Field, desk: Client, django_assert_max_num_queries
) -> None:
    answer_all(field)
    desk.get(path_of(field, "section/team"))
    # Two more than the city's: the session and the second factor.
    with django_assert_max_num_queries(11):
        desk.get(path_of(field, "section/team"))
