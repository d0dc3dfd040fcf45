"""Reviewing: queries, replies, corrections, approval, reopening; the city is told, and nothing is overwritten."""

from __future__ import annotations

import pytest

from civiscope.web.collection.domain.history import changed_since, corrections_of, last_wave, revisions_of
from civiscope.web.collection.domain.reopening import (
    AskedAlreadyError,
    DecidedAlreadyError,
    NotLeadError,
    ask_reopening,
    can_ask_reopening,
    decline_reopening,
    grant_reopening,
)
from civiscope.web.collection.domain.reviewing import (
    EmptyTextError,
    NothingToSendError,
    UnsettledError,
    approve,
    approve_many,
    correct,
    drop_query,
    note_query,
    reply_to_query,
    send_queries,
    settle_query,
)
from civiscope.web.collection.domain.saving import Conflict, Saved
from civiscope.web.collection.domain.steps import StepNotAllowedError
from civiscope.web.collection.models import Answer, Case, Origin, Query, Reopening, Revision
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import Field, make_staff
from tests.unit.web.collection.handed_in import answer, hand_in, opened, sign_as


def _state(field: Field) -> str:
    return Case.objects.get(pk=field.cases["aa"].pk).state


def test_queries_go_out_in_one_mail_and_come_back_with_an_amendment(field: Field) -> None:
    first, staff, case = hand_in(field), make_staff(Role.REVIEWER), field.cases["aa"].pk
    Message.objects.all().delete()
    field.people["cleo"].language = "fr"
    field.people["cleo"].save()
    note_query(case, "staff", "Twelve?", staff)
    note_query(case, "", "Who answered?", staff)
    assert (_state(field), Message.objects.count()) == ("submitted", 0)
    assert send_queries(case, staff) == 2
    assert _state(field) == "queried"
    mails = {mail.recipient: mail for mail in Message.objects.filter(kind="queries")}
    assert set(mails) == {"ada@aa.example.org", "cleo@aa.example.org"}
    body = mails["cleo@aa.example.org"].body
    assert "Combien de personnes y travaillent ?" in body
    assert body.index("Twelve?") < body.index("Who answered?")
    query = Query.objects.get(item="staff")
    reply_to_query(opened(field, "ben"), query.pk, "Thirteen it is.")
    answer(field, "ben", "staff", {"": "13"})
    second = sign_as(field, "cleo")
    assert (_state(field), second.number) == ("amended", 2)
    assert changed_since(first, second) == {"staff": ({"": "12"}, {"": "13"})}
    with pytest.raises(UnsettledError) as refused:
        approve(case, staff)
    assert (refused.value.count, _state(field)) == (2, "amended")
    for found in Query.objects.all():
        assert settle_query(case, found.pk, staff)
        assert not settle_query(case, found.pk, staff)
    approve(case, staff)
    assert _state(field) == "approved"
    assert Message.objects.filter(kind="approved").count() == 2
    first.refresh_from_db()
    assert '"staff":{"":"12"}' in first.content


def test_more_queries_can_follow_while_the_city_has_its_case(field: Field) -> None:
    hand_in(field)
    staff, case = make_staff(Role.REVIEWER), field.cases["aa"].pk
    note_query(case, "staff", "One", staff)
    send_queries(case, staff)
    with pytest.raises(NothingToSendError):
        send_queries(case, staff)
    note_query(case, "staff", "Two", staff)
    assert send_queries(case, staff) == 1
    assert AuditEvent.objects.filter(action="case.query").count() == 2


def test_query_that_was_not_sent_is_dropped_and_unseen(field: Field) -> None:
    hand_in(field)
    staff, case = make_staff(Role.REVIEWER), field.cases["aa"].pk
    query = note_query(case, "staff", "Never mind", staff)
    note_query(case, "staff", "This one", staff)
    assert drop_query(case, query.pk, staff)
    assert not drop_query(case, query.pk, staff)
    send_queries(case, staff)
    assert not drop_query(case, Query.objects.get().pk, staff)


@pytest.mark.parametrize("text", ["", "  \n ", "\0", "x" * 5001])
def test_texts_that_are_empty_or_too_long_are_refused(field: Field, text: str) -> None:
    hand_in(field)
    staff, case = make_staff(Role.REVIEWER), field.cases["aa"].pk
    with pytest.raises(EmptyTextError):
        note_query(case, "staff", text, staff)
    with pytest.raises(EmptyTextError):
        correct(case, "staff", {"": "1"}, 1, staff, text)
    with pytest.raises(EmptyTextError):
        ask_reopening(opened(field, "ada"), text)
    assert not Query.objects.exists()


def test_queries_are_refused_before_the_city_has_signed(field: Field) -> None:
    staff, case = make_staff(Role.REVIEWER), field.cases["aa"].pk
    with pytest.raises(StepNotAllowedError):
        note_query(case, "staff", "Early", staff)
    with pytest.raises(StepNotAllowedError):
        correct(case, "staff", {"": "1"}, 0, staff, "Early")
    with pytest.raises(StepNotAllowedError):
        approve(case, staff)


def test_unknown_items_are_refused(field: Field) -> None:
    hand_in(field)
    staff, case = make_staff(Role.REVIEWER), field.cases["aa"].pk
    with pytest.raises(KeyError):
        note_query(case, "nothing", "What?", staff)
    with pytest.raises(KeyError):
        correct(case, "nothing", {"": "1"}, 0, staff, "Why")


def test_replies_need_a_query_that_is_open_and_of_this_case(field: Field) -> None:
    hand_in(field)
    staff, case = make_staff(Role.REVIEWER), field.cases["aa"].pk
    query = note_query(case, "staff", "Twelve?", staff)
    with pytest.raises(StepNotAllowedError):
        reply_to_query(opened(field, "ada"), query.pk, "Yes")
    other = Query.objects.create(case=field.cases["bb"], item="staff", text="Of another city", staff=staff)
    send_queries(case, staff)
    with pytest.raises(Query.DoesNotExist):
        reply_to_query(opened(field, "ada"), other.pk, "Yes")
    settle_query(case, query.pk, staff)
    with pytest.raises(Query.DoesNotExist):
        reply_to_query(opened(field, "ada"), query.pk, "Yes")


def test_correction_keeps_both_values_and_tells_the_city(field: Field) -> None:
    signed, staff, case = hand_in(field), make_staff(Role.REVIEWER), field.cases["aa"].pk
    saved = correct(case, "staff", {"": "21"}, 1, staff, "The digits were swapped.")
    assert isinstance(saved, Saved)
    newest, oldest = revisions_of(field.cases["aa"], "staff")
    assert (newest.value, newest.origin, newest.staff, newest.reason) == (
        '{"":"21"}',
        Origin.CORRECTION,
        staff,
        "The digits were swapped.",
    )
    assert (oldest.value, oldest.person) == ('{"":"12"}', field.people["ada"])
    assert [found.reason for found in corrections_of(field.cases["aa"])["staff"]] == ["The digits were swapped."]
    mail = Message.objects.filter(kind="corrected").first()
    assert mail is not None
    assert "The digits were swapped." in mail.body
    assert "How many people work on it?" in mail.body
    signed.refresh_from_db()
    assert '"staff":{"":"12"}' in signed.content
    assert not AuditEvent.objects.filter(detail__contains="21").exists()


def test_correction_from_an_older_version_changes_nothing(field: Field) -> None:
    hand_in(field)
    staff, case = make_staff(Role.REVIEWER), field.cases["aa"].pk
    correct(case, "staff", {"": "21"}, 1, staff, "First")
    Message.objects.all().delete()
    assert isinstance(correct(case, "staff", {"": "22"}, 1, staff, "Second"), Conflict)
    assert isinstance(correct(case, "staff", {"": "23"}, -1, staff, "Third"), Conflict)
    assert Answer.objects.get(item="staff").value == '{"":"21"}'
    assert isinstance(correct(case, "staff", {"": "21"}, 2, staff, "The same"), Saved)
    assert not Message.objects.exists()


def test_published_answers_are_not_corrected(field: Field) -> None:
    hand_in(field)
    Case.objects.filter(pk=field.cases["aa"].pk).update(state=CaseState.PUBLISHED)
    with pytest.raises(StepNotAllowedError):
        correct(field.cases["aa"].pk, "staff", {"": "1"}, 1, make_staff(Role.REVIEWER), "Late")


def test_of_many_cases_those_are_approved_that_can_be(field: Field) -> None:
    hand_in(field)
    staff = make_staff(Role.REVIEWER)
    numbers = [field.cases["aa"].pk, field.cases["bb"].pk, field.cases["aa"].pk, 10**9]
    assert approve_many(numbers, staff) == ([numbers[0]], [numbers[1], 10**9])
    assert approve_many([numbers[0]], staff) == ([], [numbers[0]])


def test_reopening_is_asked_for_granted_and_signed_as_an_amendment(field: Field) -> None:
    hand_in(field)
    staff = make_staff(Role.REVIEWER)
    asked = ask_reopening(opened(field, "ada"), "We found more people.")
    assert Message.objects.filter(kind="reopening_asked", recipient=staff.email).count() == 1
    with pytest.raises(AskedAlreadyError):
        ask_reopening(opened(field, "ada"), "Again")
    assert not can_ask_reopening(opened(field, "ada").case, opened(field, "ada").actors)
    grant_reopening(field.cases["aa"].pk, asked.pk, "", staff)
    assert _state(field) == "queried"
    with pytest.raises(DecidedAlreadyError):
        decline_reopening(field.cases["aa"].pk, asked.pk, "Too late", staff)
    answer(field, "ada", "staff", {"": "30"})
    assert sign_as(field, "cleo").number == 2
    assert Message.objects.filter(kind="reopened").count() == 2


def test_reopening_is_declined_with_a_reason(field: Field) -> None:
    hand_in(field)
    staff, case = make_staff(Role.REVIEWER), field.cases["aa"].pk
    asked = ask_reopening(opened(field, "ada"), "We found more people.")
    with pytest.raises(EmptyTextError):
        decline_reopening(case, asked.pk, " ", staff)
    with pytest.raises(Reopening.DoesNotExist):
        decline_reopening(field.cases["bb"].pk, asked.pk, "Wrong city", staff)
    decline_reopening(case, asked.pk, "The wave is closed.", staff)
    assert _state(field) == "submitted"
    assert "The wave is closed." in Message.objects.filter(kind="not_reopened")[0].body
    assert ask_reopening(opened(field, "ada"), "Once more").granted is None


def test_only_the_lead_asks_and_only_for_what_was_handed_in(field: Field) -> None:
    with pytest.raises(StepNotAllowedError):
        ask_reopening(opened(field, "ada"), "Early")
    hand_in(field)
    for who in ("ben", "cleo"):
        with pytest.raises(NotLeadError):
            ask_reopening(opened(field, who), "Please")


def test_sending_queries_grants_a_request_that_is_open(field: Field) -> None:
    hand_in(field)
    staff, case = make_staff(Role.REVIEWER), field.cases["aa"].pk
    asked = ask_reopening(opened(field, "ada"), "More people.")
    note_query(case, "staff", "Sure?", staff)
    send_queries(case, staff)
    asked.refresh_from_db()
    assert asked.granted is True


def test_answers_of_the_last_wave_are_those_that_were_filled_in(field: Field) -> None:
    answer(field, "ada", "staff", {"": "5"})
    Revision.objects.filter(item="staff").update(origin=Origin.PREFILL)
    answer(field, "ada", "staff", {"": "6"})
    assert last_wave(field.cases["aa"]) == {"staff": {"": "5"}}
