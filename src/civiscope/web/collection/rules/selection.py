"""Whose answers an export or a release takes."""

from __future__ import annotations

from enum import StrEnum

from civiscope.web.collection.rules.case_states import HANDED_IN, CaseState


class Include(StrEnum):
    """``SUBMITTED``: what was signed off at least once; ``APPROVED``: what the programme team approved; ``ALL``: drafts
    as well, as they stand."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    ALL = "all"


STATES = {
    Include.SUBMITTED: HANDED_IN,
    Include.APPROVED: frozenset({CaseState.APPROVED, CaseState.PUBLISHED}),
    Include.ALL: frozenset(CaseState),
}
"""The states of the cases that are taken."""
