"""Signing off: what stands in the way, what is signed, and that nothing of it can ever change."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from civiscope.answers.cells import CellCoder, Place
from civiscope.answers.recodes import Recodes
from civiscope.errors import ProblemLog
from civiscope.results.answers import Status
from civiscope.study.questionnaire import Item, Kind, Option, Questionnaire, Section
from civiscope.web.collection.domain.content import cell_of, signed_answers
from civiscope.web.collection.domain.handing_over import hand_over
from civiscope.web.collection.domain.steps import StepNotAllowedError
from civiscope.web.collection.domain.submission import ChangedError, NotReadyError, Signature, readiness_of, sign
from civiscope.web.collection.models import Answer, Comment, Origin, SignedError, SignOff
from civiscope.web.collection.rules.case_states import CaseState, Step
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.models import Contact
from tests.unit.web.collection.field import Field, make_staff
from tests.unit.web.collection.handed_in import WHOLE, answer, answer_all, hand_in, opened, sign_as


def _ready(field: Field):  # type: ignore[no-untyped-def]
    open_case = opened(field, "cleo")
    return readiness_of(open_case.case, open_case.questionnaire, 1, "en")


def test_required_answers_that_are_missing_stand_in_the_way(field: Field) -> None:
    # Whether the year is asked is open until the question that decides it is answered.
    assert _ready(field).missing == ("strategy", "strategy_year")
    answer(field, "ada", "strategy", {"": "yes"})
    assert _ready(field).missing == ("strategy_year",)
    with pytest.raises(NotReadyError):
        hand_over(opened(field, "ada"), Step.REVIEW)
    assert opened(field, "cleo").case.state == CaseState.DRAFT
    answer(field, "ada", "strategy_year", {"": "2010"})
    hand_over(opened(field, "ada"), Step.REVIEW)
    # During the review answers can still be changed, and taken back.
    answer(field, "ada", "strategy_year", {})
    with pytest.raises(NotReadyError) as refused:
        sign_as(field, "cleo")
    assert refused.value.readiness.missing == ("strategy_year",)
    assert not SignOff.objects.exists()
    assert opened(field, "cleo").case.state == CaseState.IN_REVIEW


def test_answer_that_breaks_a_rule_needs_an_explanation(field: Field) -> None:
    answer_all(field)
    answer(field, "ada", "strategy_year", {"": "1900"})
    assert (_ready(field).unexplained, _ready(field).is_ready) == (("strategy_year",), False)
    Comment.objects.create(case=field.cases["aa"], item="staff", person=field.people["ada"], text="Not here.")
    assert not _ready(field).is_ready
    Comment.objects.create(case=field.cases["aa"], item="strategy_year", person=field.people["ada"], text="It is old.")
    found = _ready(field)
    assert (found.unexplained, found.explained, found.is_ready) == ((), ("strategy_year",), True)
    hand_over(opened(field, "ada"), Step.REVIEW)
    assert signed_answers(sign_as(field, "cleo"))["strategy_year"] == {"": "1900"}


@pytest.mark.parametrize(
    ("item", "cell"), [("staff", "many"), ("strategy_year", "20x0"), ("founded", "1.2."), ("areas", "sea")]
)
def test_answer_that_cannot_be_read_is_refused_whatever_is_said(field: Field, item: str, cell: str) -> None:
    answer_all(field)
    answer(field, "ada", item, {"": cell})
    Comment.objects.create(case=field.cases["aa"], item=item, person=field.people["ada"], text="So it is.")
    found = _ready(field)
    assert item in found.unreadable + found.missing
    assert not found.is_ready


def test_prefilled_answer_is_to_be_confirmed(field: Field) -> None:
    answer_all(field)
    Answer.objects.filter(item="staff").update(origin=Origin.PREFILL, confirmed=False)
    assert (_ready(field).unconfirmed, _ready(field).is_ready) == (("staff",), False)


def test_answers_led_around_are_kept_aside_and_not_signed(field: Field) -> None:
    answer_all(field)
    answer(field, "ada", "strategy", {"": "no"})
    assert _ready(field).aside == ("strategy_year",)
    hand_over(opened(field, "ada"), Step.REVIEW)
    signed = sign_as(field, "cleo")
    assert "strategy_year" not in signed_answers(signed)
    assert Answer.objects.get(item="strategy_year").value == '{"":"2010"}'


def test_sign_off_holds_everything_with_its_checksum(field: Field) -> None:
    signed = hand_in(field)
    content = json.loads(signed.content)
    assert content["answers"] == WHOLE
    assert (content["city"], content["questionnaire"], content["version"], content["wave"]) == (
        "aa",
        "officers",
        1,
        "2026",
    )
    assert signed.digest == hashlib.sha256(signed.content.encode()).hexdigest()
    assert signed.content == json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert (signed.signed_as, signed.function, signed.number) == ("Cleo Clerk", "City clerk", 1)
    case = opened(field, "ada").case
    assert case.state == CaseState.SUBMITTED
    assert case.submitted_at is not None


def test_labels_of_files_are_signed_as_codes(field: Field) -> None:
    answer_all(field)
    answer(field, "ada", "areas", {"": "Housing; Santé"})
    answer(field, "ada", "staff", {"": "0012.0"})
    assert _ready(field).answers["areas"] == {"": "housing;health"}
    assert _ready(field).answers["staff"] == {"": "12"}


def test_what_was_signed_never_changes(field: Field) -> None:
    signed = hand_in(field)
    signed.content = "{}"
    with pytest.raises(SignedError):
        signed.save()
    with pytest.raises(SignedError):
        signed.save(update_fields=["signed_as"])
    with pytest.raises(SignedError):
        signed.delete()
    again = SignOff.objects.get()
    assert json.loads(again.content)["answers"] == WHOLE
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(
            case=again.case, number=1, signed_as="x", function="y", instrument_version=1, content="{}", digest=""
        )


def test_who_is_not_entitled_cannot_sign(field: Field) -> None:
    answer_all(field)
    hand_over(opened(field, "ada"), Step.REVIEW)
    for who in ("ada", "ben"):
        with pytest.raises(StepNotAllowedError):
            sign_as(field, who)
    assert not SignOff.objects.exists()


def test_lead_signs_where_there_is_no_signatory(field: Field) -> None:
    answer_all(field, "dora", "bb")
    hand_over(opened(field, "dora", "bb"), Step.REVIEW)
    assert sign_as(field, "dora", "bb").person == field.people["dora"]


def test_answers_that_changed_since_they_were_seen_are_not_signed(field: Field) -> None:
    answer_all(field)
    hand_over(opened(field, "ada"), Step.REVIEW)
    seen = _ready(field).digest
    answer(field, "ben", "staff", {"": "13"})
    with pytest.raises(ChangedError):
        sign(opened(field, "cleo"), Signature("Cleo", "Clerk", seen), "en")
    assert opened(field, "cleo").case.state == CaseState.IN_REVIEW


def test_mails_go_to_whoever_is_next(field: Field) -> None:
    make_staff(Role.REVIEWER)
    make_staff(Role.READER)
    answer_all(field)
    hand_over(opened(field, "ben"), Step.CONTRIBUTE)
    hand_over(opened(field, "ada"), Step.REVIEW)
    sign_as(field, "cleo")
    assert list(Message.objects.order_by("id").values_list("kind", "recipient")) == [
        ("contributed", "ada@aa.example.org"),
        ("to_sign", "cleo@aa.example.org"),
        ("signed", "ada@aa.example.org"),
        ("signed", "cleo@aa.example.org"),
        ("handed_in", "reviewer@programme.example.org"),
    ]
    assert not AuditEvent.objects.filter(detail__contains="Cleo").exists()


def test_mails_come_in_the_language_of_each_reader_and_leave_out_who_has_no_access(field: Field) -> None:
    Contact.objects.filter(person=field.people["cleo"]).update(part=Contact.Part.SIGNATORY)
    field.people["cleo"].language = "fr"
    field.people["cleo"].save()
    answer_all(field)
    hand_over(opened(field, "ada"), Step.REVIEW)
    assert "merci de signer" in Message.objects.get(kind="to_sign").subject
    hand_over(opened(field, "cleo"), Step.RETURN)
    assert set(Message.objects.filter(kind="returned").values_list("recipient", flat=True)) == {
        "ada@aa.example.org",
        "ben@aa.example.org",
    }


def _questionnaire(item: Item) -> Questionnaire:
    return Questionnaire(id="one", title={"": "One"}, sections=(Section(code="all", title={"": "All"}, items=(item,)),))


OPTIONS = tuple(Option(code=code, label={"": code.upper()}) for code in ("a", "b", "c"))


@settings(max_examples=200)
@generated(
    st.sampled_from([Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING, Kind.INTEGER, Kind.DECIMAL, Kind.TEXT]),
    st.one_of(
        st.lists(st.sampled_from(["a", "B", "c", "other: own; words", "other", "zz"]), max_size=4).map(";".join),
        st.floats(allow_nan=False, allow_infinity=False).map(repr),
        st.integers().map(str),
        st.sampled_from(["(none)", "(don't know)", "(not applicable)", "(not known)", ""]),
        st.text(max_size=20),
    ),
)
def test_cell_that_is_signed_is_coded_as_what_was_given(kind: Kind, raw: str) -> None:
    choice = kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING)
    item = Item(code="q", kind=kind, label={"": "Q"}, options=OPTIONS if choice else None, other=choice)
    coder = CellCoder(_questionnaire(item), item, Recodes(""), Status.NOT_ANSWERED)
    place, log = Place("", 0, "", ""), ProblemLog()
    coded = coder.code(raw, False, place, log)
    cell = cell_of(item, coded)
    again = coder.code(cell, False, place, ProblemLog())
    assert (again.status, again.codes, again.number) == (coded.status, coded.codes, coded.number)
    assert cell_of(item, again) == cell
