"""Answers as they are read: by section, in words, in any language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from civiscope.study.questionnaire import Item, Questionnaire
from civiscope.web.collection.forms.answer_words import answer_words, text_of
from civiscope.web.collection.rules.given import Cells


@dataclass(frozen=True)
class ShownAnswer:
    """A question with its number (section, place) and its answer in words, a line per row of a grid; ``lines`` is empty
    where there is no answer."""

    item: Item
    number: str
    question: str
    lines: tuple[str, ...]

    @property
    def code(self) -> str:
        """The item's code."""
        return self.item.code


@dataclass(frozen=True)
class ShownSection:
    """A section with those of its answers that are shown."""

    code: str
    title: str
    answers: tuple[ShownAnswer, ...]


def shown_sections(
    questionnaire: Questionnaire, answers: Mapping[str, Cells], language: str, only: Collection[str] | None = None
) -> list[ShownSection]:
    """The answers by section; ``only`` names the items that are shown, else all are."""
    sections = []
    for place, section in enumerate(questionnaire.sections, start=1):
        shown = tuple(
            shown_answer(questionnaire, item, f"{place}.{number}", answers.get(item.code, {}), language)
            for number, item in enumerate(section.items, start=1)
            if only is None or item.code in only
        )
        if shown:
            sections.append(ShownSection(section.code, text_of(section.title, language), shown))
    return sections


def shown_answer(questionnaire: Questionnaire, item: Item, number: str, cells: Cells, language: str) -> ShownAnswer:
    """A question with an answer."""
    lines = tuple(answer_words(questionnaire, item, cells, language)) if any(cells.values()) else ()
    return ShownAnswer(item, number, text_of(item.label, language), lines)


def numbered(questionnaire: Questionnaire) -> dict[str, tuple[str, str]]:
    """The section and the number of every item."""
    return {
        item.code: (section.code, f"{place}.{number}")
        for place, section in enumerate(questionnaire.sections, start=1)
        for number, item in enumerate(section.items, start=1)
    }
