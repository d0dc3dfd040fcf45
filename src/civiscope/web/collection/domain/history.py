"""How an answer came about; and what changed between two sign-offs, or since the last wave."""

from __future__ import annotations

from civiscope.web.collection.domain.content import signed_answers
from civiscope.web.collection.models import ENTERED, Answer, Case, Origin, Revision, SignOff
from civiscope.web.collection.rules.given import Cells, decoded


def revisions_of(case: Case, item: str) -> list[Revision]:
    """All versions of an answer, the newest first."""
    found = Revision.objects.filter(case=case, item=item).select_related("person", "staff")
    return list(found.order_by("-version"))


def corrections_of(case: Case) -> dict[str, list[Revision]]:
    """The corrections of the programme team by item, the oldest first."""
    found: dict[str, list[Revision]] = {}
    revisions = Revision.objects.filter(case=case, origin=Origin.CORRECTION).select_related("staff")
    for revision in revisions.order_by("version"):
        found.setdefault(revision.item, []).append(revision)
    return found


def entered_of(case: Case) -> dict[str, Answer]:
    """The answers that stand as staff entered them for the city, by item."""
    return {answer.item: answer for answer in case.answers.filter(origin__in=ENTERED).select_related("staff")}


def changed_since(before: SignOff, after: SignOff) -> dict[str, tuple[Cells, Cells]]:
    """The answers that differ between two sign-offs, as they were and are."""
    old, new = signed_answers(before), signed_answers(after)
    items = list(dict.fromkeys([*new, *old]))
    return {item: (old.get(item, {}), new.get(item, {})) for item in items if old.get(item, {}) != new.get(item, {})}


def last_wave(case: Case) -> dict[str, Cells]:
    """The answers of the last wave that the questionnaire was prefilled with, by item."""
    revisions = Revision.objects.filter(case=case, origin=Origin.PREFILL).order_by("item", "version")
    return {revision.item: decoded(revision.value) for revision in revisions}
