"""Answers to an earlier version of the questionnaire become answers to the current one.

Nothing is lost: what was answered stays in the history, and answers to items that are gone stay where they are. An
answer that does not fit any more is to be given again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from civiscope.answers.cells import SEPARATOR, CellCoder, Place
from civiscope.answers.recodes import MISSING_WORDS, NOTHING_NAMED, Recodes
from civiscope.errors import ProblemLog
from civiscope.results.answers import Status
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, OTHER, Item, Kind, Questionnaire
from civiscope.web.collection.models import Answer, Case, Origin, Revision
from civiscope.web.collection.rules.given import Cells, decoded, encoded
from civiscope.web.collection.rules.mapping import AGAIN, ASIDE, ItemMapping, VersionMapping
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.models import InstrumentVersion

_NOWHERE = Place("", 0, "", "")


@dataclass(frozen=True, slots=True)
class Mapped:
    """What an answer becomes: the cells of the item ``item``; ``again`` where the city is to look at it again."""

    item: str
    cells: Cells
    again: bool


def mapped(
    before: Questionnaire, after: Questionnaire, mapping: VersionMapping, answers: Mapping[str, Cells]
) -> dict[str, Mapped]:
    """The answers that change, by the item that they were given to; those to items that are gone are left out."""
    found: dict[str, Mapped] = {}
    for code, cells in answers.items():
        old, chosen = before.items.get(code), mapping.items.get(code, ItemMapping())
        new = after.items.get(chosen.to or code)
        if old is None or new is None or not cells:
            continue
        result = Mapped(new.code, {}, True) if chosen.again else _mapped(before, after, (old, new), chosen, cells)
        if result.item != code or result.cells != cells:
            found[code] = result
    return found


def bring_up_to_date(case: Case, version: int) -> frozenset[str]:
    """Map the answers of a case from ``version`` on to the current one; returns the items whose answers changed.

    Call it in a transaction that holds the case's row.
    """
    changed: set[str] = set()
    later = InstrumentVersion.objects.filter(instrument=case.instrument_id, number__gt=version).order_by("number")
    for entry in later:
        answers = {answer.item: answer for answer in case.answers.all()}
        kept = {item: decoded(answer.value) for item, answer in answers.items()}
        mapping = VersionMapping.model_validate_json(entry.mapping)
        before, after = (questionnaire_of(case.instrument_id, number) for number in (entry.number - 1, entry.number))
        for result in mapped(before, after, mapping, kept).values():
            _write(case, result, answers.get(result.item), f"version {entry.number} of the questionnaire")
            changed.add(result.item)
    return frozenset(changed)


def _mapped(
    before: Questionnaire, after: Questionnaire, items: tuple[Item, Item], chosen: ItemMapping, cells: Cells
) -> Mapped:
    """The cells after the mapping of rows and options; what cannot be read as an answer to the new item is given
    again."""
    old, new = items
    coder = CellCoder(after, new, Recodes(""), Status.NOT_ANSWERED)
    codes = {text.strip(): option.code for option in before.options_of(old) for text in option.label.values()}
    codes |= {option.code: option.code for option in before.options_of(old)}
    rows = {row.code for row in after.rows_of(new)} or {""}
    kept: Cells = {}
    again = False
    for was, cell in cells.items():
        row = chosen.rows.get(was, was)
        if row == AGAIN and cell:
            return Mapped(new.code, {}, True)
        if row not in rows:
            continue
        text, ask = _cell(old, cell, codes, chosen.options) if old.kind in CHOICE_KINDS else (cell, False)
        if ask:
            return Mapped(new.code, {}, True)
        log = ProblemLog()
        coder.code(text, False, _NOWHERE, log)
        unreadable = bool(log.errors) and bool(text)
        # What was no answer before is left as it is: whoever gave it is told already.
        if unreadable and _was_readable(before, old, cell):
            again = True
        elif text:
            kept[row] = text
        again = again or (not text and bool(cell))
    return Mapped(new.code, kept, again)


def _cell(item: Item, cell: str, codes: Mapping[str, str], options: Mapping[str, str]) -> tuple[str, bool]:
    """The cell with other options for those that are gone; and whether it is to be answered again."""
    if not options or cell in MISSING_WORDS or cell == NOTHING_NAMED:
        return cell, False
    several = (item.kind in LIST_KINDS or item.kind is Kind.RANKING) and cell not in codes
    parts = [part.strip() for part in cell.split(SEPARATOR)] if several else [cell]
    kept: list[str] = []
    for part in filter(None, parts):
        own = item.other and part.lower().startswith(f"{OTHER}:")
        target = options.get(OTHER if own else codes.get(part, part), part)
        if target == AGAIN:
            return "", True
        if target != ASIDE and target not in kept:
            kept.append(target)
    return SEPARATOR.join(kept), False


def _was_readable(before: Questionnaire, item: Item, cell: str) -> bool:
    log = ProblemLog()
    CellCoder(before, item, Recodes(""), Status.NOT_ANSWERED).code(cell, False, _NOWHERE, log)
    return not log.errors


def _write(case: Case, result: Mapped, standing: Answer | None, reason: str) -> None:
    """Write the mapped answer as the next version of its item."""
    now = timezone.now()
    version = 1 if standing is None else standing.version + 1
    words = {
        "value": encoded(result.cells),
        "version": version,
        "origin": Origin.MAPPED,
        "person": None,
        "staff": None,
        "saved_at": now,
    }
    with transaction.atomic():
        Answer.objects.update_or_create(case=case, item=result.item, defaults={**words, "confirmed": not result.again})
        Revision.objects.create(case=case, item=result.item, reason=reason, **words)
