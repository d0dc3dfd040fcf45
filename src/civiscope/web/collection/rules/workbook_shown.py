"""Answers in words, for those who compare what stands with what a workbook says."""

from __future__ import annotations

from collections.abc import Mapping

from civiscope.answers.cells import SEPARATOR
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, LIST_KINDS, OTHER, Item, Kind
from civiscope.web.collection.rules.workbook_cells import reason_words
from civiscope.web.collection.rules.workbook_choices import choice_of
from civiscope.web.collection.rules.workbook_plan import Plan, unique_labels

_OWN = "other:"


def shown(plan: Plan, item: Item, cells: Mapping[str, str]) -> tuple[str, ...]:
    """Lines that say an answer: of a grid one per row, of a list one per option; () for no answer."""
    if item.kind in GRID_KINDS:
        rows = unique_labels(plan.questionnaire.rows_of(item), plan.language, plan.source)
        return tuple(
            f"{label}: {'; '.join(_shown(plan, item, cells[row]))}" for row, label in rows.items() if cells.get(row)
        )
    return tuple(_shown(plan, item, cells.get("", "")))


def _shown(plan: Plan, item: Item, raw: str) -> list[str]:
    if not raw:
        return []
    known = reason_words(plan.language).get(raw)
    if known is not None:
        return [known]
    if item.kind not in CHOICE_KINDS:
        return [raw]
    if item.kind not in LIST_KINDS and item.kind is not Kind.RANKING:
        return [_option(plan, item, raw)]
    named = [_option(plan, item, part.strip()) for part in raw.split(SEPARATOR) if part.strip()]
    ranked = item.kind is Kind.RANKING
    return [f"{place}. {text}" for place, text in enumerate(named, start=1)] if ranked else named


def _option(plan: Plan, item: Item, text: str) -> str:
    if text.lower().startswith(_OWN) and item.other:
        return f"{plan.labels(item)[OTHER]}: {text[len(_OWN) :].strip()}"
    code = choice_of(plan, item, text)
    return plan.labels(item)[code] if code else text
