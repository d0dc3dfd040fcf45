"""The states of a case, as a table: what can be done in a state, by whom, and where it leads.

The diagram in docs/collection.md is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CaseState(StrEnum):
    """Where a city's answer stands."""

    DRAFT = "draft"
    CONTRIBUTED = "contributed"
    IN_REVIEW = "in_review"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    AMENDED = "amended"
    APPROVED = "approved"
    PUBLISHED = "published"


class Actor(StrEnum):
    """Who may take a step."""

    COLLEAGUE = "colleague"
    LEAD = "lead"
    SIGNATORY = "signatory"
    STAFF = "staff"


class Step(StrEnum):
    """What can be done with a case as a whole."""

    CONTRIBUTE = "contribute"
    REVIEW = "review"
    RETURN = "return"
    SIGN = "sign"
    QUERY = "query"
    REOPEN = "reopen"
    APPROVE = "approve"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from one state to another."""

    step: Step
    before: CaseState
    after: CaseState
    actors: frozenset[Actor]


_CITY = frozenset({Actor.COLLEAGUE, Actor.LEAD, Actor.SIGNATORY})
_LEADING = frozenset({Actor.LEAD})
_SIGNING = frozenset({Actor.SIGNATORY})
_STAFF = frozenset({Actor.STAFF})

TRANSITIONS = (
    Transition(Step.CONTRIBUTE, CaseState.DRAFT, CaseState.CONTRIBUTED, _CITY),
    Transition(Step.REVIEW, CaseState.DRAFT, CaseState.IN_REVIEW, _LEADING),
    Transition(Step.REVIEW, CaseState.CONTRIBUTED, CaseState.IN_REVIEW, _LEADING),
    Transition(Step.RETURN, CaseState.CONTRIBUTED, CaseState.DRAFT, _CITY),
    Transition(Step.RETURN, CaseState.IN_REVIEW, CaseState.DRAFT, _LEADING | _SIGNING),
    Transition(Step.SIGN, CaseState.IN_REVIEW, CaseState.SUBMITTED, _SIGNING),
    Transition(Step.QUERY, CaseState.SUBMITTED, CaseState.QUERIED, _STAFF),
    Transition(Step.QUERY, CaseState.AMENDED, CaseState.QUERIED, _STAFF),
    Transition(Step.QUERY, CaseState.APPROVED, CaseState.QUERIED, _STAFF),
    Transition(Step.REOPEN, CaseState.SUBMITTED, CaseState.QUERIED, _STAFF),
    Transition(Step.REOPEN, CaseState.AMENDED, CaseState.QUERIED, _STAFF),
    Transition(Step.REOPEN, CaseState.APPROVED, CaseState.QUERIED, _STAFF),
    Transition(Step.SIGN, CaseState.QUERIED, CaseState.AMENDED, _SIGNING),
    Transition(Step.APPROVE, CaseState.SUBMITTED, CaseState.APPROVED, _STAFF),
    Transition(Step.APPROVE, CaseState.AMENDED, CaseState.APPROVED, _STAFF),
    Transition(Step.PUBLISH, CaseState.APPROVED, CaseState.PUBLISHED, _STAFF),
)

ANSWERING = frozenset({CaseState.DRAFT, CaseState.CONTRIBUTED, CaseState.IN_REVIEW, CaseState.QUERIED})
"""States in which the city may change its answers."""

AFTER_CLOSING = frozenset({Step.APPROVE, Step.PUBLISH})
"""Steps that are taken of a closed wave, too; for all others it is opened again."""

HANDED_IN = frozenset(
    {CaseState.SUBMITTED, CaseState.QUERIED, CaseState.AMENDED, CaseState.APPROVED, CaseState.PUBLISHED}
)
"""States of a case that was signed off at least once."""


def state_after(step: Step, before: CaseState, actors: frozenset[Actor]) -> CaseState | None:
    """The state that a step leads to; None where it cannot be taken in this state or by any of these actors."""
    for transition in TRANSITIONS:
        if transition.step is step and transition.before is before and transition.actors & actors:
            return transition.after
    return None
