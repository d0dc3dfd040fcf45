"""Signing off: what stands in its way, and the sign-off itself.

Sign-off is refused while required answers are missing, while an answer cannot be read or a prefilled one has not been
confirmed, and while an answer that breaks a rule of its question has no written explanation (a comment there).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from civiscope.errors import Problem
from civiscope.study.questionnaire import Questionnaire
from civiscope.web.collection.domain.cases import OpenCase
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.content import content_of, digest_of, submitted
from civiscope.web.collection.domain.notices import tell_city_signed, tell_staff_signed
from civiscope.web.collection.domain.steps import hand_of, stepping
from civiscope.web.collection.models import Case, Origin, SignOff
from civiscope.web.collection.rules.case_states import Step
from civiscope.web.collection.rules.given import Cells, decoded

_EXPLAINABLE = "constraint-violated"
_HARMLESS = "option-repeated"


def is_unreadable(problems: Iterable[Problem]) -> bool:
    """Whether no explanation can stand beside an answer with these problems: it can only be corrected."""
    return bool({problem.code for problem in problems} - {_EXPLAINABLE, _HARMLESS})


@dataclass(frozen=True)
class Readiness:
    """What would be signed now, and what stands in the way, by item in the order of the questionnaire.

    ``missing``: required and not answered; ``unreadable``: to be corrected; ``unexplained``: breaks a rule of its
    question, and nobody has said why; ``unconfirmed``: from the last wave, not looked at yet. ``explained`` breaks a
    rule for a reason that is given, ``aside`` is answered but not asked, and is left out; neither stands in the way.
    """

    content: str
    digest: str
    answers: dict[str, Cells]
    missing: tuple[str, ...]
    unreadable: tuple[str, ...]
    unexplained: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    explained: tuple[str, ...]
    aside: tuple[str, ...]
    problems: dict[str, tuple[Problem, ...]]

    @property
    def is_ready(self) -> bool:
        """Whether it can be signed."""
        return not (self.missing or self.unreadable or self.unexplained or self.unconfirmed)


class NotReadyError(Exception):
    """It cannot be signed as it stands; holds why."""

    def __init__(self, readiness: Readiness) -> None:
        super().__init__("not ready to be signed")
        self.readiness = readiness


class ChangedError(Exception):
    """The answers are not those any more that whoever signs has seen."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, by the name and function that they give; ``seen`` is the checksum of the answers that they saw."""

    name: str
    function: str
    seen: str


def readiness_of(case: Case, questionnaire: Questionnaire, version: int, language: str) -> Readiness:
    """What the city would sign now."""
    standing = list(case.answers.all())
    kept = {answer.item: decoded(answer.value) for answer in standing}
    checked = checker_of(case.instrument_id, version, language).check(kept)
    answers = submitted(questionnaire, checked.row)
    said = set(case.comments.exclude(item="").values_list("item", flat=True))
    prefilled = {answer.item for answer in standing if answer.origin == Origin.PREFILL and not answer.confirmed}
    broken = {
        item: {problem.code for problem in found} - {_HARMLESS}
        for item, found in checked.problems.items()
        if item in checked.asked
    }
    order = list(questionnaire.items)
    content = content_of(
        {
            "case": case.pk,
            "city": case.city,
            "questionnaire": case.instrument.questionnaire,
            "version": version,
            "wave": case.instrument.fieldwork.wave,
        },
        answers,
    )
    return Readiness(
        content=content,
        digest=digest_of(content),
        answers=answers,
        missing=tuple(checked.missing(questionnaire)),
        unreadable=tuple(item for item in order if item in broken and is_unreadable(checked.problems[item])),
        unexplained=tuple(item for item in order if broken.get(item) == {_EXPLAINABLE} and item not in said),
        unconfirmed=tuple(item for item in order if item in prefilled and item in answers),
        explained=tuple(item for item in order if broken.get(item) == {_EXPLAINABLE} and item in said),
        aside=tuple(item for item in order if any(kept.get(item, {}).values()) and item not in checked.asked),
        problems=dict(checked.problems),
    )


def sign(open_case: OpenCase, signature: Signature, language: str) -> SignOff:
    """Sign all answers off, the first time as a submission, then as an amendment beside it.

    Raises NotReadyError, ChangedError where the answers have changed since they were seen, and StepNotAllowedError.
    """
    person = open_case.contact.person
    with stepping(open_case.case.pk, Step.SIGN, hand_of(open_case)) as case:
        version = case.instrument.version
        if version != open_case.case.instrument.version:
            raise ChangedError
        readiness = readiness_of(case, open_case.questionnaire, version, language)
        if not readiness.is_ready:
            raise NotReadyError(readiness)
        if readiness.digest != signature.seen:
            raise ChangedError
        signed = SignOff.objects.create(
            case=case,
            number=case.sign_offs.count() + 1,
            person=person,
            signed_as=signature.name,
            function=signature.function,
            instrument_version=version,
            content=readiness.content,
            digest=readiness.digest,
        )
        tell_city_signed(case, signed)
        tell_staff_signed(case, signed)
    return signed
