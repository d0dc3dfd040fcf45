"""A question as its page shows it: labels in the reader's language, fields with what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from civiscope.report.words.phrases import say
from civiscope.study.questionnaire import (
    CHOICE_KINDS,
    CONSENTS,
    GRID_KINDS,
    LIST_KINDS,
    NUMBER_KINDS,
    OTHER,
    Item,
    Kind,
    Option,
    Questionnaire,
)
from civiscope.web.collection.forms.answer_form import MISSING_FIELDS, Fields, fields_of, variables_of
from civiscope.web.collection.forms.answer_words import option_label, text_of
from civiscope.web.collection.rules.given import LONGEST_TEXT, Cells

WIDEST_GRID = 8
"""Columns with which a grid still stands as a table on a wide screen; one with more is a list of rows."""


@dataclass(frozen=True)
class Choice:
    """A radio button, a tick box, or (with ``place``) an option to be ranked."""

    name: str
    value: str
    label: str
    explanation: str = ""
    checked: bool = False
    place: str = ""

    @property
    def id(self) -> str:
        """The id of its element."""
        return f"{self.name}={self.value}"


@dataclass(frozen=True)
class Line:
    """One variable: the question itself, or a row of a grid."""

    name: str
    label: str
    explanation: str
    choices: list[Choice]
    missing: list[Choice]
    none: Choice | None
    own_name: str
    own_words: str
    value: str


@dataclass(frozen=True)
class Conflict:
    """Another answer that was saved meanwhile: who saved it, and both in words."""

    version: int
    by: str
    at: dt.datetime
    mine: list[str]
    theirs: list[str]
    can_be_joined: bool


@dataclass(frozen=True)
class Question:
    """Everything that its template needs; ``columns`` are a grid's, each with whether its head is the study's text."""

    code: str
    number: str
    kind: str
    label: str
    hint: str
    unit: str
    required: bool
    lines: list[Line]
    columns: list[tuple[str, bool]]
    version: int
    hidden: bool
    consent: str
    consents: list[tuple[str, str, bool]]
    messages: list[str] = field(default_factory=list)
    saved: str = ""
    at: dt.datetime | None = None
    earlier_wave: str = ""
    was_mapped: bool = False
    conflict: Conflict | None = None
    comments: list[object] = field(default_factory=list)
    most_words: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def is_choice(self) -> bool:
        """Whether it consists of several fields, which a fieldset holds together."""
        return self.kind in CHOICE_KINDS

    @property
    def is_grid(self) -> bool:
        """Whether it has rows."""
        return self.kind in GRID_KINDS

    @property
    def box(self) -> str:
        """The kind of its choices' boxes."""
        return "checkbox" if self.kind in LIST_KINDS else "radio"

    @property
    def input_type(self) -> str:
        """The type of its field; what a date field could not show is shown as text."""
        if self.kind == Kind.DATE:
            value = self.lines[0].value
            return "date" if not value or _is_date(value) else "text"
        return "url" if self.kind == Kind.URL else "text"

    @property
    def input_mode(self) -> str:
        """The keyboard that a phone shows."""
        return {Kind.INTEGER: "numeric", Kind.DECIMAL: "decimal", Kind.URL: "url"}.get(Kind(self.kind), "text")

    @property
    def is_short(self) -> bool:
        """Whether its field is short."""
        return self.kind in NUMBER_KINDS or self.kind == Kind.DATE

    @property
    def longest(self) -> int:
        """Characters that its field takes."""
        return LONGEST_TEXT

    @property
    def field_id(self) -> str:
        """The element that a link to the question leads to."""
        if self.kind == Kind.RANKING:
            return self.lines[0].choices[0].id
        choices = self.lines[0].choices
        return choices[0].id if choices else f"{self.lines[0].name}="

    @property
    def is_wide(self) -> bool:
        """Whether a grid has too many columns for a table."""
        return len(self.columns) > WIDEST_GRID


def question_of(
    questionnaire: Questionnaire,
    item: Item,
    language: str,
    cells: Cells,
    number: str = "",
    chosen_consent: str = "",
    **words: object,
) -> Question:
    """The question with its answer; ``words`` are further fields of `Question`."""
    fields = fields_of(questionnaire, item, cells)
    rows = {row.code: row for row in questionnaire.rows_of(item)}
    lines = [
        _line(questionnaire, item, name, rows.get(row), fields, language)
        for row, name in variables_of(questionnaire, item).items()
    ]
    first = lines[0]
    columns = [(choice.label, not (item.other and choice.value == OTHER)) for choice in first.choices]
    columns += [(choice.label, False) for choice in (*filter(None, [first.none]), *first.missing)]
    limit = item.most or len(questionnaire.options_of(item))
    return Question(
        code=item.code,
        number=number,
        kind=item.kind,
        label=text_of(item.label, language),
        hint=text_of(item.hint, language) if item.hint else "",
        unit=text_of(item.unit, language) if item.unit else "",
        required=item.required,
        lines=lines,
        columns=columns if item.kind in GRID_KINDS else [],
        consent="" if item.consent == "public" else say(f"collect_consent_{item.consent}", language),
        consents=_consents(questionnaire, item, chosen_consent, language),
        most_words=say("collect_most", language, count=item.most) if item.most and item.kind in CHOICE_KINDS else "",
        places=[str(place) for place in range(1, limit + 1)] if item.kind is Kind.RANKING else [],
        **words,  # type: ignore[arg-type]
    )


def _line(
    questionnaire: Questionnaire, item: Item, name: str, row: Option | None, fields: Fields, language: str
) -> Line:
    choices = [_choice(item, name, option, fields, language) for option in questionnaire.options_of(item)] + _strangers(
        questionnaire, item, name, fields
    )
    is_list = item.kind in LIST_KINDS
    none = None
    if is_list:
        none = Choice(f"{name}.none", "1", say("collect_none", language), checked=f"{name}.none" in fields)
    own_name = f"{name}.other.words" if item.kind is Kind.RANKING else f"{name}.other"
    return Line(
        name=name,
        label=text_of(row.label, language) if row else "",
        explanation=text_of(row.explanation, language) if row and row.explanation else "",
        choices=choices,
        missing=_missing(item, name, fields, language),
        none=none,
        own_name=own_name if item.other else "",
        own_words="".join(fields.get(own_name, [])) if item.other else "",
        value="".join(fields.get(name, [])) if item.kind not in CHOICE_KINDS else "",
    )


def _choice(item: Item, name: str, option: Option, fields: Fields, language: str) -> Choice:
    label = option_label(item, option, language)
    explanation = text_of(option.explanation, language) if option.explanation else ""
    if item.kind is Kind.RANKING:
        place = "".join(fields.get(f"{name}.{option.code}", []))
        return Choice(f"{name}.{option.code}", "", label, explanation, bool(place), place)
    return Choice(name, option.code, label, explanation, option.code in fields.get(name, []))


def _strangers(questionnaire: Questionnaire, item: Item, name: str, fields: Fields) -> list[Choice]:
    """What was answered and is no option (any more): shown as it stands, so that nothing is lost unseen."""
    known = {option.code for option in questionnaire.options_of(item)} | set(MISSING_FIELDS.values())
    if item.kind is Kind.RANKING:
        prefix = f"{name}."
        ranked = {field.removeprefix(prefix): values[0] for field, values in fields.items() if field.startswith(prefix)}
        odd = {code: place for code, place in ranked.items() if code not in known and code not in _RESERVED}
        return [Choice(f"{name}.{code}", "", code, checked=True, place=place) for code, place in odd.items()]
    if item.kind not in CHOICE_KINDS:
        return []
    return [Choice(name, code, code, checked=True) for code in fields.get(name, []) if code not in known]


_RESERVED = frozenset({f"{OTHER}.words", "missing"})


def _missing(item: Item, name: str, fields: Fields, language: str) -> list[Choice]:
    """The kinds of missing that the question offers, and one that was chosen before it ceased to."""
    radios = item.kind in (Kind.SINGLE, Kind.GRID)
    field_name = name if radios else f"{name}.missing"
    found = []
    for key, cell in MISSING_FIELDS.items():
        value = cell if radios else key
        checked = value in fields.get(field_name, [])
        if checked or cell.strip("()") in item.missing_choices:
            found.append(Choice(field_name, value, say(f"collect_{key}", language), checked=checked))
    return found


def _consents(questionnaire: Questionnaire, item: Item, chosen: str, language: str) -> list[tuple[str, str, bool]]:
    """The levels that a city may choose: (value, words, whether it is chosen), the question's own first."""
    if not questionnaire.consent_choice:
        return []
    levels = CONSENTS[CONSENTS.index(item.consent) :]
    if len(levels) < 2:
        return []
    values: Mapping[str, str] = {("" if level == item.consent else level): level for level in levels}
    return [
        (value, say(f"collect_consent_choice_{level}", language), value == chosen) for value, level in values.items()
    ]


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
