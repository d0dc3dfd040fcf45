"""Where every question stands, which of its results a release has, and what their pages and files are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from civiscope.report.figures.further import further_figures
from civiscope.report.figures.tables import Subject, subjects
from civiscope.study.questionnaire import Item, Questionnaire, Section
from civiscope.web.explorer.domain.shelf import Edition

QuestionKey = tuple[str, str]
"""(questionnaire, item)"""


@dataclass(frozen=True, slots=True)
class Place:
    """A question as a questionnaire asks it, and in which of its sections."""

    questionnaire: Questionnaire
    section: Section
    item: Item

    @property
    def key(self) -> QuestionKey:
        """By which the index has it."""
        return self.questionnaire.id, self.item.code


@dataclass(frozen=True)
class QuestionIndex:
    """``places`` are all questions in the order of the questionnaires; ``shown`` the figures of each, by variant.

    A variant is what an address has after the item: empty for all cities in the latest wave with results,
    ``--by-DOMAIN``, ``--wave-WAVE``. ``further`` are the names of figures of more than one question or wave.
    """

    places: dict[QuestionKey, Place]
    shown: dict[QuestionKey, dict[str, Subject]]
    further: frozenset[str]

    def variants(self, key: QuestionKey) -> dict[str, Subject]:
        """The figures of a question by variant; {} for one without results."""
        return self.shown.get(key, {})

    def subject(self, key: QuestionKey, variant: str, language: str) -> Subject | None:
        """What a variant shows, in a language; None where the release has no results for it."""
        found = self.variants(key).get(variant)
        return None if found is None else replace(found, spoken=language)

    def addresses(self) -> Iterator[dict[str, str]]:
        """What the addresses of all pages of questions are filled with."""
        for questionnaire, item in self.places:
            yield {"questionnaire": questionnaire, "item": item}
            for variant in self.variants((questionnaire, item)):
                if variant:
                    yield {"questionnaire": questionnaire, "item": item, "variant": variant}

    def with_results(self) -> Iterator[dict[str, str]]:
        """As `addresses`, of those that show a figure."""
        for words in self.addresses():
            if self.variants((words["questionnaire"], words["item"])):
                yield words

    def neighbours(self, key: QuestionKey) -> tuple[Place | None, Place | None]:
        """The questions before and after one, in its questionnaire."""
        inside = [place for place in self.places.values() if place.questionnaire.id == key[0]]
        at = [place.key for place in inside].index(key)
        return (inside[at - 1] if at else None), (inside[at + 1] if at + 1 < len(inside) else None)


@lru_cache(maxsize=16)
def question_index(edition: Edition) -> QuestionIndex:
    """The index of an edition, made once."""
    release = edition.release
    places = [
        Place(questionnaire, section, item)
        for questionnaire in release.questionnaires.values()
        for section in questionnaire.sections
        for item in section.items
    ]
    figures = subjects(release)
    shown: dict[QuestionKey, dict[str, Subject]] = {}
    for subject in figures:
        of_question = shown.setdefault((subject.questionnaire.id, subject.item.code), {})
        of_question[_variant(subject, first=not of_question)] = subject
    further = frozenset(figure.name for figure in further_figures(release, figures))
    return QuestionIndex({place.key: place for place in places}, shown, further)


def _variant(subject: Subject, first: bool) -> str:
    if subject.group is not None:
        return f"--by-{subject.group.code}"
    # The figure of all cities in the latest wave comes first, those of earlier waves last.
    return "" if first else f"--wave-{subject.wave.id}"
