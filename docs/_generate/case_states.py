"""The states of a case and the steps between them, from the table that the service itself goes by."""

from __future__ import annotations

from civiscope.web.collection.rules.case_states import ANSWERING, HANDED_IN, TRANSITIONS, Actor, CaseState, Step
from docs._generate.markdown import NOTICE, table

INTRODUCTION = """
# States of a case

A case is one city's answer to one questionnaire. It changes its state only by the steps of this table; every step is
written into the audit log in the same transaction, and whoever is next is told by mail.
"""

STATES = {
    CaseState.DRAFT: "The city answers.",
    CaseState.CONTRIBUTED: "Colleagues say that their sections are done; the lead is to check them.",
    CaseState.IN_REVIEW: "The lead checks the answers; whoever is entitled to may sign them.",
    CaseState.SUBMITTED: "Signed and handed in for the first time.",
    CaseState.QUERIED: "Back with the city: the team has queries, or has reopened the case on request.",
    CaseState.AMENDED: "Signed anew; the amendment stands beside what was signed before.",
    CaseState.APPROVED: "The team has nothing more to ask.",
    CaseState.PUBLISHED: "In a release; nothing changes any more.",
}
STEPS = {
    Step.CONTRIBUTE: "say that the sections are done",
    Step.REVIEW: "start the review",
    Step.RETURN: "back to draft",
    Step.SIGN: "sign and hand in",
    Step.QUERY: "send queries",
    Step.REOPEN: "reopen on request",
    Step.APPROVE: "approve",
    Step.PUBLISH: "publish (a release is made)",
}
ACTORS = {
    Actor.COLLEAGUE: "a colleague",
    Actor.LEAD: "the lead",
    Actor.SIGNATORY: "the signatory (the lead where there is none)",
    Actor.STAFF: "the programme team",
}


def page() -> str:
    """The whole page."""
    states = [(f"`{state}`", STATES[state], _yes(state in ANSWERING), _yes(state in HANDED_IN)) for state in CaseState]
    steps = [
        (
            f"`{entry.before}`",
            f"`{entry.step}`: {STEPS[entry.step]}",
            f"`{entry.after}`",
            ", ".join(words for actor, words in ACTORS.items() if actor in entry.actors),
        )
        for state in CaseState
        for entry in TRANSITIONS
        if entry.before is state
    ]
    parts = [
        NOTICE,
        INTRODUCTION.strip(),
        table(("State", "What it means", "The city may change answers", "Was signed"), states),
        "## Steps",
        table(("From", "Step", "To", "By"), steps),
    ]
    return "\n\n".join(parts) + "\n"


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
