"""What a city answered, as it may be published; and the kinds of missing, which are never mixed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Status(IntEnum):
    """What is known of one answer. ``INCOMPLETE`` marks a list that names true options but may lack some."""

    ANSWERED = 0
    NOT_ASKED = 1
    NOT_ANSWERED = 2
    DONT_KNOW = 3
    NOT_APPLICABLE = 4
    NOT_KNOWN = 5
    INCOMPLETE = 6

    @property
    def label(self) -> str:
        """The status in words, as files and pages show it."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.ANSWERED: "answered",
    Status.NOT_ASKED: "not asked",
    Status.NOT_ANSWERED: "not answered",
    Status.DONT_KNOW: "don't know",
    Status.NOT_APPLICABLE: "not applicable",
    Status.NOT_KNOWN: "not known",
    Status.INCOMPLETE: "incomplete",
}
STATUS_BY_LABEL = {label: status for status, label in _STATUS_LABELS.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of results/answers.

    A list item (``multiple``) has one row per option: value ``yes`` (named), ``no`` (not named in a complete list), or
    empty with status ``incomplete`` (not named in an incomplete list: unknown). ``row`` is a grid's row, else empty.
    A single choice has one row with the chosen ``option``, a ranking one per ranked option with its position as value.
    The value of the option ``other`` is the city's own words, where it gave some. Numbers and texts stand in ``value``.
    A missing answer has one row without option and value.
    """

    wave: str
    questionnaire: str
    city: str
    item: str
    row: str
    option: str
    value: str
    status: str


@dataclass(frozen=True, slots=True)
class Respondent:
    """One row of results/respondents: one city's answer in a wave.

    ``answered_in`` names the round in which it answered (empty: not known).
    """

    wave: str
    questionnaire: str
    city: str
    answered_in: str
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row of results/changes: the same question, answered by the same city in two waves.

    ``comparison`` is ``different rounds`` (a change can be told), ``same round`` or ``round not known``; only the first
    carries an item: ``before`` and ``after`` hold codes joined by ";", ``change`` is ``same``, ``changed`` or
    ``unknown`` (an answer is missing or incomplete), ``added`` and ``dropped`` list options of list items.
    """

    questionnaire: str
    city: str
    wave_before: str
    wave_after: str
    answered_before: str
    answered_after: str
    comparison: str
    item: str
    row: str
    before: str
    after: str
    change: str
    added: str
    dropped: str
