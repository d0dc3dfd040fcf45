"""The pages of sections: what they show, saving all at once, conflicts without a script, other cities."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer, Case, Comment, Consent, Revision
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import decoded, encoded
from civiscope.web.common.models import AuditEvent
from civiscope.web.studies.domain.fieldwork import close
from civiscope.web.studies.domain.instruments import add_version, questionnaire_of
from civiscope.web.studies.models import Fieldwork
from tests.unit.web.collection.field import Field

VERSIONS = {"version:strategy": "0", "version:strategy_year": "0", "version:areas": "0"}


def path_of(field: Field, section: str = "strategy") -> str:
    """The address of a section."""
    return f"/answer/{field.cases['aa'].pk}/section/{section}"


def give(field: Field, who: str, item: str, cell: str, base: int = 0) -> None:
    """Save an answer."""
    save_answer(field.cases["aa"].pk, item, encoded({"": cell}), base, city_writer(field.people[who]))


def kept(field: Field) -> dict[str, dict[str, str]]:
    """All answers on disk."""
    return {answer.item: decoded(answer.value) for answer in Answer.objects.filter(case=field.cases["aa"])}


def test_section_shows_what_was_answered_by_whom(field: Field) -> None:
    give(field, "ben", "strategy", "yes")
    page = field.client("ada").get(path_of(field)).text
    assert re.search(r'name="strategy" value="yes" checked', page)
    assert "Saved by Ben," in page
    assert re.search(r'id="strategy_year"[^>]*data-load[^>]*>', page)
    assert 'name="version:strategy" value="1"' in page


def test_questions_that_fall_away_are_hidden_with_their_answers(field: Field) -> None:
    give(field, "ada", "strategy_year", "1999")
    give(field, "ada", "strategy", "no")
    page = field.client("ada").get(path_of(field)).text
    assert re.search(r'id="strategy_year"[^>]* hidden>', page)
    assert 'value="1999"' in page
    answer = field.client("ada").post(
        path_of(field),
        {"version:strategy": "1", "strategy": "no", "version:strategy_year": "1", "strategy_year": "1999"},
    )
    assert answer.status_code == 303
    assert Revision.objects.filter(item="strategy_year").count() == 1


def test_all_of_a_section_are_saved_at_once_and_only_what_changed(field: Field) -> None:
    give(field, "ben", "areas", "housing")
    sent = {**VERSIONS, "version:areas": "1", "areas": ["housing"], "strategy": "yes", "strategy_year": "1999"}
    answer = field.client("ada").post(path_of(field), sent)
    assert answer.status_code == 303
    assert answer["Location"] == f"{path_of(field)}?saved=1"
    assert kept(field) == {"areas": {"": "housing"}, "strategy": {"": "yes"}, "strategy_year": {"": "1999"}}
    assert Revision.objects.filter(item="areas").count() == 1


def test_form_without_a_question_does_not_empty_it(field: Field) -> None:
    give(field, "ben", "areas", "housing")
    field.client("ada").post(path_of(field), {"version:strategy": "0", "strategy": "yes"})
    assert kept(field)["areas"] == {"": "housing"}


def test_conflict_without_script_keeps_both_and_what_else_was_typed(field: Field) -> None:
    give(field, "ben", "strategy", "no")
    answer = field.client("ada").post(path_of(field), {**VERSIONS, "strategy": "yes", "areas": ["health"]})
    assert answer.status_code == 409
    assert "Ben saved another answer here meanwhile" in answer.text
    assert re.search(r'name="strategy" value="yes" checked', answer.text)
    assert 'name="seen:strategy" value="1"' in answer.text
    assert kept(field) == {"strategy": {"": "no"}, "areas": {"": "health"}}


@pytest.mark.parametrize(("choice", "cell", "versions"), [("mine", "yes", 2), ("theirs", "no", 1)])
def test_choice_between_two_answers(field: Field, choice: str, cell: str, versions: int) -> None:
    give(field, "ben", "strategy", "no")
    sent = {**VERSIONS, "strategy": "yes", "seen:strategy": "1", "choose": f"strategy:{choice}"}
    answer = field.client("ada").post(path_of(field), sent)
    assert answer.status_code == 303
    assert answer["Location"].endswith("#strategy")
    assert kept(field)["strategy"] == {"": cell}
    assert Revision.objects.filter(item="strategy").count() == versions


def test_both_lists_can_be_kept(field: Field) -> None:
    give(field, "ben", "areas", "housing")
    sent = {**VERSIONS, "areas": ["health"], "seen:areas": "1", "choose": "areas:both"}
    field.client("ada").post(path_of(field), sent)
    assert kept(field)["areas"] == {"": "housing;health"}


def test_choice_that_was_overtaken_is_a_conflict_again(field: Field) -> None:
    give(field, "ben", "strategy", "no")
    give(field, "cleo", "strategy", "", 1)
    sent = {**VERSIONS, "strategy": "yes", "seen:strategy": "1", "choose": "strategy:mine"}
    answer = field.client("ada").post(path_of(field), sent)
    assert answer.status_code == 409
    assert "Cleo saved another answer here meanwhile" in answer.text
    assert "(no answer)" in answer.text


def test_colleagues_answer_is_no_conflict_where_nothing_was_changed(field: Field) -> None:
    give(field, "ben", "strategy", "no")
    answer = field.client("ada").post(path_of(field), {**VERSIONS, "areas": ["health"]})
    assert answer.status_code == 303
    assert kept(field)["strategy"] == {"": "no"}


def test_single_save_without_script_that_conflicts_shows_the_page_with_both(field: Field) -> None:
    give(field, "ben", "strategy", "no")
    answer = field.client("ada").post(
        f"/answer/{field.cases['aa'].pk}/save/strategy", {"version": "0", "strategy": "yes"}
    )
    assert answer.status_code == 409
    assert re.search(r'name="strategy" value="yes" checked', answer.text)
    assert "Keep the answer of Ben" in answer.text


def test_problem_keeps_the_reader_in_the_section_with_a_summary(field: Field) -> None:
    sent = {**VERSIONS, "strategy": "yes", "strategy_year": "1066", "go": "next"}
    answer = field.client("ada").post(path_of(field), sent)
    assert answer["Location"].startswith(path_of(field))
    page = field.client("ada").get(path_of(field)).text
    assert '<a href="#strategy_year=">1.2: A year from 1950 to 2026.</a>' in page
    sent = {**sent, "version:strategy": "1", "version:strategy_year": "1", "strategy_year": "1966"}
    assert field.client("ada").post(path_of(field), sent)["Location"] == path_of(field, "team")


def test_language_button_saves_and_leads_to_the_same_page_in_the_language(field: Field) -> None:
    answer = field.client("ada").post(path_of(field), {**VERSIONS, "strategy": "yes", "lang": "fr"})
    assert answer["Location"] == f"{path_of(field)}?saved=1&lang=fr"
    assert kept(field)["strategy"] == {"": "yes"}
    assert "Existe-t-il une stratégie" in field.client("ada").get(answer["Location"]).text
    other = field.client("ada").post(path_of(field), {**VERSIONS, "lang": "//evil.example"})
    assert other["Location"] == f"{path_of(field)}?saved=1"


def test_closed_case_shows_what_was_typed_and_saves_nothing(field: Field) -> None:
    Case.objects.update(state=CaseState.SUBMITTED)
    answer = field.client("ada").post(path_of(field), {**VERSIONS, "strategy_year": "1999"})
    assert answer.status_code == 409
    assert "handed in" in answer.text
    assert 'value="1999"' in answer.text
    assert kept(field) == {}
    Case.objects.update(state=CaseState.DRAFT)
    close(field.fieldwork, "service")
    assert field.client("ada").post(path_of(field), {**VERSIONS, "strategy_year": "1999"}).status_code == 409
    assert kept(field) == {}


@pytest.mark.parametrize("status", [Fieldwork.Status.OPEN, Fieldwork.Status.PILOT])
def test_closed_fieldwork_offers_nothing_to_answer(field: Field, status: str) -> None:
    Fieldwork.objects.update(status=status)
    field.fieldwork.refresh_from_db()
    close(field.fieldwork, "service")
    client = field.client("ada")
    overview = client.get(f"/answer/{field.cases['aa'].pk}/").text
    assert "the wave is closed; nothing can be changed any more." in overview
    assert "Still to be answered" not in overview
    assert 'name="save"' not in client.get(path_of(field)).text


def test_scripts_in_answers_and_comments_are_shown_as_text(field: Field) -> None:
    attack = "<script>alert(1)</script>"
    client = field.client("ada")
    client.post(path_of(field, "team"), {"version:story": "0", "story": attack, "comment:story": attack})
    client.post(path_of(field), {"version:areas": "0", "areas": ["other"], "areas.other": attack})
    for section in ("strategy", "team"):
        page = client.get(path_of(field, section)).text
        assert attack not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_comments_form_a_thread_and_are_logged_without_their_words(field: Field) -> None:
    field.client("ben").post(path_of(field, "team"), {"comment:staff": "From the payroll", "at": "staff"})
    field.client("ben").post(path_of(field, "team"), {"comment:staff": "From the payroll", "at": "staff"})
    field.client("ada").post(path_of(field, "team"), {"comment:staff": "Thanks"})
    assert list(Comment.objects.values_list("text", flat=True)) == ["From the payroll", "Thanks"]
    page = field.client("ada").get(path_of(field, "team")).text
    assert "2 comments" in page
    assert not AuditEvent.objects.filter(detail__contains="payroll").exists()
    assert AuditEvent.objects.filter(action="commented").count() == 2


def with_choice_of_consent(field: Field) -> None:
    """Let cities choose."""
    instrument = field.instrument
    questionnaire = questionnaire_of(instrument.pk, instrument.version)
    add_version(instrument, questionnaire.model_copy(update={"consent_choice": True}))


def test_city_may_choose_a_stricter_consent_and_take_it_back(field: Field) -> None:
    assert "consent:story" not in field.client("ada").get(path_of(field, "team")).text
    with_choice_of_consent(field)
    client = field.client("ada")
    assert 'name="consent:story"' in client.get(path_of(field, "team")).text
    client.post(path_of(field, "team"), {"consent:story": "never", "consent:staff": "aggregate"})
    assert dict(Consent.objects.values_list("item", "level")) == {"story": "never", "staff": "aggregate"}
    client.post(f"/answer/{field.cases['aa'].pk}/consent/staff", {"consent:staff": ""})
    assert dict(Consent.objects.values_list("item", "level")) == {"story": "never"}


def test_consent_is_never_less_strict_than_the_question_nor_chosen_where_there_is_no_choice(field: Field) -> None:
    client = field.client("ada")
    client.post(path_of(field, "team"), {"consent:story": "never"})
    assert not Consent.objects.exists()
    with_choice_of_consent(field)
    client.post(path_of(field, "team"), {"consent:story": "public", "consent:staff": "everyone"})
    client.post(path_of(field, "team"), {"consent:story": "aggregate"})
    assert not Consent.objects.exists()


def test_consent_is_not_changed_after_handing_in(field: Field) -> None:
    with_choice_of_consent(field)
    Case.objects.update(state=CaseState.SUBMITTED)
    client = field.client("ada")
    client.post(path_of(field, "team"), {"consent:story": "never"})
    assert client.post(f"/answer/{field.cases['aa'].pk}/consent/staff", {"consent:staff": "never"}).status_code == 409
    assert not Consent.objects.exists()
    Case.objects.update(state=CaseState.DRAFT)
    close(field.fieldwork, "service")
    assert client.post(f"/answer/{field.cases['aa'].pk}/consent/staff", {"consent:staff": "never"}).status_code == 409
    assert not Consent.objects.exists()


def test_changes_tell_what_colleagues_saved_since(field: Field) -> None:
    path = f"/answer/{field.cases['aa'].pk}/changes/strategy"
    client = field.client("ada")
    since = "2026-01-01T00:00:00+00:00"
    assert client.get(path, {"since": since}).json() == {"answers": []}
    give(field, "ben", "strategy", "no")
    give(field, "ben", "staff", "3")
    told = client.get(path, {"since": since}).json()["answers"]
    assert [(change["item"], change["version"], change["by"]) for change in told] == [("strategy", 1, "Ben")]
    assert client.get(path, {"since": told[0]["at"]}).json() == {"answers": []}


@pytest.mark.parametrize("since", ["", "yesterday", "2026-01-01", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00"])
def test_changes_since_no_moment_find_nothing(field: Field, since: str) -> None:
    path = f"/answer/{field.cases['aa'].pk}/changes/strategy"
    assert field.client("ada").get(path, {"since": since}).status_code == 404


def test_other_cities_and_unknown_sections_find_nothing(field: Field) -> None:
    case, stranger = field.cases["aa"].pk, field.client("dora")
    for path in ("", "section/strategy", "question/strategy", "changes/strategy?since=2026-01-01T00:00:00%2B00:00"):
        assert stranger.get(f"/answer/{case}/{path}").status_code == 404, path
        assert Client(headers={"host": "localhost"}).get(f"/answer/{case}/{path}").status_code == 403, path
    for path in ("section/strategy", "consent/strategy", "colleagues", "assign/strategy", "done/strategy"):
        assert stranger.post(f"/answer/{case}/{path}", VERSIONS).status_code == 404, path
    ada = field.client("ada")
    for path in ("section/none", "question/none", "changes/none?since=2026-01-01T00:00:00%2B00:00"):
        assert ada.get(f"/answer/{case}/{path}").status_code == 404, path
    for path in ("consent/none", "assign/none", "done/none"):
        assert ada.post(f"/answer/{case}/{path}").status_code == 404, path


def test_question_alone_has_what_its_script_needs(field: Field) -> None:
    give(field, "ben", "strategy", "no")
    part = field.client("ada").get(f"/answer/{field.cases['aa'].pk}/question/strategy")
    assert part.status_code == 200
    assert part.text.startswith('<div class="question"')
    assert 'value="1" data-version' in part.text


def test_unknown_options_of_an_earlier_version_are_shown(field: Field) -> None:
    give(field, "ben", "areas", "housing;gardens")
    page = field.client("ada").get(path_of(field)).text
    assert re.search(r'value="gardens" checked', page)
    assert "“gardens” is none of the options" in page


def test_section_asks_as_often_for_many_questions_as_for_few(field: Field, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = field.client("ada")
    client.get(path_of(field))
    with django_assert_max_num_queries(8):
        client.get(path_of(field))
    with django_assert_max_num_queries(8):
        client.get(path_of(field, "team"))


def put_in(field: Field, item: str, cell: str) -> None:
    """An answer of an earlier wave, as it is put in."""
    words = {"case": field.cases["aa"], "item": item, "value": encoded({"": cell}), "version": 1, "origin": "prefill"}
    Answer.objects.create(**words, confirmed=False, saved_at=field.cases["aa"].made_at)
    Revision.objects.create(**words, reason="2026", saved_at=field.cases["aa"].made_at)


def test_answers_of_an_earlier_wave_are_confirmed_and_nothing_typed_is_lost(field: Field) -> None:
    put_in(field, "staff", "7")
    put_in(field, "story", "Then as now")
    client = field.client("ada")
    page = client.get(path_of(field, "team")).text
    assert "From “Wave 2026”, please confirm" in page
    assert 'name="confirm" value="staff:1"' in page
    assert 'name="confirm_section" value="staff:1 story:1"' in page
    sent = {"version:staff": "1", "staff": "7", "version:website": "0", "website": "https://x.example.org/"}
    answer = client.post(path_of(field, "team"), {**sent, "confirm": "staff:1"})
    assert answer["Location"].endswith("#staff")
    assert Answer.objects.get(item="staff").confirmed
    assert not Answer.objects.get(item="story").confirmed
    assert kept(field)["website"] == {"": "https://x.example.org/"}
    client.post(path_of(field, "team"), {"confirm_section": "staff:1 story:1"})
    assert Answer.objects.get(item="story").confirmed
    assert "please confirm" not in client.get(path_of(field, "team")).text


def test_answer_of_an_earlier_wave_that_is_changed_is_confirmed_by_that(field: Field) -> None:
    put_in(field, "staff", "7")
    field.client("ada").post(path_of(field, "team"), {"version:staff": "1", "staff": "9"})
    found = Answer.objects.get(item="staff")
    assert (found.confirmed, found.version, decoded(found.value)) == (True, 2, {"": "9"})


def test_only_what_stands_in_the_version_that_was_seen_is_confirmed(field: Field) -> None:
    put_in(field, "staff", "7")
    for named in ("staff:2", "strategy:1", "staff", "staff:x"):
        field.client("ada").post(path_of(field, "team"), {"confirm": named})
    assert not Answer.objects.get(item="staff").confirmed


def test_answer_that_nobody_confirmed_was_saved_by_nobody(field: Field) -> None:
    put_in(field, "staff", "7")
    client = field.client("ada")
    page = client.get(path_of(field, "team")).text
    assert "Saved by" not in page
    overview = client.get(f"/answer/{field.cases['aa'].pk}/").text
    assert "Last answer:" not in overview
    assert "From the last wave" in overview


@pytest.mark.parametrize("state", [CaseState.SUBMITTED, CaseState.APPROVED])
def test_comment_on_answers_that_were_handed_in_is_refused_and_shown_again(field: Field, state: CaseState) -> None:
    Case.objects.update(state=state)
    client, words = field.client("ada"), "We forgot the port. <b>"
    answer = client.post(path_of(field, "team"), {"comment:staff": words, "at": "staff"})
    assert answer.status_code == 409
    assert not Comment.objects.exists()
    assert "We forgot the port. &lt;b&gt;" in answer.text
    page = client.get(path_of(field, "team")).text
    assert 'name="comment:' not in page
    assert f'href="/answer/{field.cases["aa"].pk}/reopen"' in page
    assert "reopen" not in field.client("ben").get(path_of(field, "team")).text


def test_comment_on_an_open_query_is_kept(field: Field) -> None:
    Case.objects.update(state=CaseState.QUERIED)
    answer = field.client("ada").post(path_of(field, "team"), {"comment:staff": "The port is new.", "at": "staff"})
    assert answer.status_code == 303
    assert Comment.objects.get().text == "The port is new."


def test_unit_is_shown_in_the_readers_language(field: Field) -> None:
    for language, unit in (("en", "persons"), ("fr", "personnes")):
        page = field.client("ada").get(f"{path_of(field, 'team')}?lang={language}").text
        assert re.search(rf'<span class="unit" id="staff=unit"[^>]*>{unit}</span>', page)


def test_heads_of_grids_are_marked_where_the_study_speaks_another_language_than_the_frame(unphrased: Field) -> None:
    client = unphrased.client("ada")
    page = client.get(f"{path_of(unphrased, 'team')}?lang=nl").text
    assert '<html lang="en"' in page
    heads = re.findall(r'<div class="grid-head" aria-hidden="true"><span></span>(.*?)</div>', page)
    assert len(heads) == 2
    for head in heads:
        assert '<span dir="auto" lang="nl">Weak (nl)</span><span dir="auto" lang="nl">Strong (nl)</span>' in head
        # What Civiscope adds to the options is in the language of the frame.
        assert '<span dir="auto">Don’t know</span>' in head
    assert 'lang="nl"' not in client.get(f"{path_of(unphrased, 'team')}?lang=en").text.partition("<main")[2]
