"""Answers to an earlier version of the questionnaire become answers to the current one.

Nothing is lost: what was answered stays in the history, and answers to items that are gone stay where they are. An
answer that does not fit any more is to be given again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.utils import timezone

from civiscope.answers.cells import SEPARATOR, CellCoder, Place
from civiscope.answers.recodes import MISSING_WORDS, NOTHING_NAMED, Recodes
from civiscope.errors import ProblemLog
from civiscope.results.answers import Status
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, OTHER, Item, Kind, Questionnaire
from civiscope.web.collection.models import Answer, Case, Origin
from civiscope.web.collection.rules.given import Cells, decoded, encoded
from civiscope.web.collection.rules.mapping import AGAIN, ASIDE, ItemMapping, VersionMapping
from civiscope.web.common.statements import change_each
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.models import InstrumentVersion

_NOWHERE = Place("", 0, "", "")
_PUT = f"""INSERT INTO collection_answer
    (case_id, item, value, version, origin, confirmed, person_id, staff_id, saved_at)
    VALUES (%s, %s, %s, %s, '{Origin.MAPPED.value}', %s, NULL, NULL, %s)
    ON CONFLICT (case_id, item) DO UPDATE SET value = excluded.value, version = excluded.version,
        origin = excluded.origin, confirmed = excluded.confirmed, person_id = NULL, staff_id = NULL,
        saved_at = excluded.saved_at"""  # noqa: S608
_KEPT = f"""INSERT INTO collection_revision
    (case_id, item, value, version, origin, reason, person_id, staff_id, saved_at)
    VALUES (%s, %s, %s, %s, '{Origin.MAPPED.value}', %s, NULL, NULL, %s)"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Mapped:
    """What an answer becomes: the cells of the item ``item``; ``again`` where the city is to look at it again."""

    item: str
    cells: Cells
    again: bool


class Mapper:
    """Maps answers to one version of a questionnaire to answers to the next; what it needs for an item is made once,
    however many cases there are."""

    def __init__(self, before: Questionnaire, after: Questionnaire, mapping: VersionMapping) -> None:
        self._before, self._after, self._mapping = before, after, mapping
        self._coders: dict[tuple[bool, str], CellCoder] = {}
        chosen = {code: mapping.items.get(code, ItemMapping()) for code in before.items}
        self.items = {code: of.to or code for code, of in chosen.items() if self._may_change(code, of)}
        """The items whose answers may change, with the items that they become."""

    def mapped(self, answers: Mapping[str, Cells]) -> dict[str, Mapped]:
        """The answers that change, by the item that they were given to; those to items that are gone are left out."""
        found: dict[str, Mapped] = {}
        for code, to in self.items.items():
            cells = answers.get(code)
            if not cells:
                continue
            chosen = self._mapping.items.get(code, ItemMapping())
            result = Mapped(to, {}, True) if chosen.again else self._of(code, to, chosen, cells)
            if result.item != code or result.cells != cells:
                found[code] = result
        return found

    def _may_change(self, code: str, chosen: ItemMapping) -> bool:
        old, new = self._before.items[code], self._after.items.get(chosen.to or code)
        if new is None:
            return False
        return (
            chosen != ItemMapping()
            or old != new
            or self._before.options_of(old) != self._after.options_of(new)
            or self._before.rows_of(old) != self._after.rows_of(new)
        )

    def _of(self, code: str, to: str, chosen: ItemMapping, cells: Cells) -> Mapped:
        """The cells after the mapping of rows and options; what cannot be read as an answer to the new item is given
        again."""
        old, new = self._before.items[code], self._after.items[to]
        codes = {text.strip(): option.code for option in self._before.options_of(old) for text in option.label.values()}
        codes |= {option.code: option.code for option in self._before.options_of(old)}
        rows = {row.code for row in self._after.rows_of(new)} or {""}
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
            # What was no answer before is left as it is: whoever gave it is told already.
            if text and not self._is_readable(new, text, after=True) and self._is_readable(old, cell, after=False):
                again = True
            elif text:
                kept[row] = text
            again = again or (not text and bool(cell))
        return Mapped(new.code, kept, again)

    def _is_readable(self, item: Item, cell: str, *, after: bool) -> bool:
        coder = self._coders.get((after, item.code))
        if coder is None:
            questionnaire = self._after if after else self._before
            coder = CellCoder(questionnaire, item, Recodes(""), Status.NOT_ANSWERED)
            self._coders[after, item.code] = coder
        log = ProblemLog()
        coder.code(cell, False, _NOWHERE, log)
        return not log.errors


@lru_cache(maxsize=64)
def mapper_to(instrument: int, number: int) -> Mapper:
    """What maps answers to the version before to those to the version ``number``, neither of which ever changes."""
    entry = InstrumentVersion.objects.get(instrument=instrument, number=number)
    before, after = (questionnaire_of(instrument, version) for version in (number - 1, number))
    return Mapper(before, after, VersionMapping.model_validate_json(entry.mapping))


def bring_up_to_date(case: Case, version: int) -> frozenset[str]:
    """Map the answers of a case from ``version`` on to the current one; returns the items whose answers changed.

    Call it in a transaction that holds the case's row.
    """
    changed: frozenset[str] = frozenset()
    for number in range(version + 1, case.instrument.version + 1):
        changed |= map_answers([case.pk], case.instrument_id, number).get(case.pk, frozenset())
    return changed


def map_answers(cases: Collection[int], instrument: int, number: int) -> dict[int, frozenset[str]]:
    """Map the answers of cases to the version ``number`` from the one before it; returns by case which items changed.

    Call it in a transaction that holds the cases' rows: it asks and writes all at once, however many there are.
    """
    mapper, now = mapper_to(instrument, number), connection.ops.adapt_datetimefield_value(timezone.now())
    standing: dict[int, dict[str, tuple[Cells, int]]] = {}
    if mapper.items:
        wanted = set(cases)
        answers = Answer.objects.filter(item__in={*mapper.items, *mapper.items.values()}).order_by()
        asked = answers.filter(case__in=wanted) if len(wanted) == 1 else answers.filter(case__instrument=instrument)
        for case, item, value, version in asked.values_list("case_id", "item", "value", "version"):
            if case in wanted:
                standing.setdefault(case, {})[item] = decoded(value), version
    rows: list[tuple[int, str, str, int, bool]] = []
    changed: dict[int, frozenset[str]] = {}
    for case, kept in standing.items():
        results = mapper.mapped({item: cells for item, (cells, _) in kept.items()}).values()
        for result in results:
            version = kept[result.item][1] + 1 if result.item in kept else 1
            rows.append((case, result.item, encoded(result.cells), version, not result.again))
            changed[case] = changed.get(case, frozenset()) | {result.item}
    if rows:
        reason = f"version {number} of the questionnaire"
        change_each(_PUT, [(*row, now) for row in rows])
        change_each(_KEPT, [(*row[:4], reason, now) for row in rows])
    return changed


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
