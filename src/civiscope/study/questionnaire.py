"""A questionnaire: sections of items, code lists, routing, constraints; the fields' descriptions document them."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from civiscope.study.labels import Code, Label


class Definition(BaseModel):
    """Base of all definitions: unknown fields are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unlabelled: ClassVar[frozenset[str]] = frozenset()
    """Fields whose mappings of texts are not labels: they are not translated, nor needed in every language."""


class Kind(StrEnum):
    """Kinds of items."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    RANKING = "ranking"
    GRID = "grid"
    GRID_MULTIPLE = "grid_multiple"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    LONGTEXT = "longtext"
    DATE = "date"
    URL = "url"


CHOICE_KINDS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING, Kind.GRID, Kind.GRID_MULTIPLE})
LIST_KINDS = frozenset({Kind.MULTIPLE, Kind.GRID_MULTIPLE})
GRID_KINDS = frozenset({Kind.GRID, Kind.GRID_MULTIPLE})
NUMBER_KINDS = frozenset({Kind.INTEGER, Kind.DECIMAL})
CONSENTS = ("public", "aggregate", "never")
"""From the least strict to the strictest; what they mean is said of an item's field ``consent``."""

MissingChoice = Literal["don't know", "not applicable"]
MISSING_CHOICES: tuple[MissingChoice, ...] = ("don't know", "not applicable")
_PERCENT = re.compile(r"%|٪|per ?cent|pour ?cent|por ?cien|prozent", re.IGNORECASE)
_FREE_KINDS = frozenset({Kind.TEXT, Kind.LONGTEXT, Kind.URL})

OTHER = "other"
"""The code of an own answer, in items with ``other: true``."""


class Option(Definition):
    """One option of a choice, or one row of a grid."""

    code: Code = Field(description="Name in data and results; unique in its list.")
    label: Label = Field(description="What the respondent reads, one text or a text per language.")
    short: Label | None = Field(default=None, description="A shorter label for charts; `label` where absent.")
    explanation: Label | None = Field(default=None, description="An example or a definition shown beside the option.")
    phrase: Label | None = Field(
        default=None,
        description="The option as a predicate for comparative sentences, e.g. `has an explicit innovation strategy`.",
    )
    group: Code | None = Field(
        default=None,
        description="Code of one of the questionnaire's `option_groups`, under which figures group the option.",
    )


class NumberClass(Definition):
    """One class of a number, by which it compares with a question that asks for classes."""

    code: Code = Field(description="The option of the other question that the class answers to.")
    below: float | None = Field(default=None, description="Upper limit, not included; absent in the last class.")


class Item(Definition):
    """One question."""

    unlabelled: ClassVar[frozenset[str]] = frozenset({"recode"})

    code: Code = Field(description="Name in data and results; unique in the questionnaire.")
    kind: Kind = Field(
        description="`single`, `multiple`, `ranking`, `grid` (rows on one scale), `grid_multiple` (rows with several "
        "ticks), `integer`, `decimal`, `text`, `longtext`, `date` or `url`."
    )
    label: Label = Field(description="The question as it is asked.")
    short: Label | None = Field(default=None, description="A short title for figures and snapshots.")
    hint: Label | None = Field(default=None, description="Help shown under the question.")
    options: str | tuple[Option, ...] | None = Field(
        default=None, description="The options (a grid's scale): the name of a code list, or the list itself."
    )
    rows: str | tuple[Option, ...] | None = Field(
        default=None, description="A grid's rows: the name of a code list, or the list itself."
    )
    other: bool = Field(default=False, description="Adds an own answer in words, with the code `other`.")
    required: bool = Field(default=False, description="Whether a signed-off answer must have it.")
    missing: tuple[MissingChoice, ...] | None = Field(
        default=None,
        description="Which kinds of missing a respondent may choose instead of an answer: `don't know`, `not "
        "applicable`. Both where absent, but none in `text`, `longtext` and `url`; `[]` offers none.",
    )
    relevant: str | None = Field(
        default=None, description="When the question is asked: an XLSForm expression, e.g. `${strategy} = 'yes'`."
    )
    constraint: str | None = Field(
        default=None, description="What an answer must fulfil: an XLSForm expression in which `.` is the answer."
    )
    constraint_message: Label | None = Field(default=None, description="Shown where the constraint does not hold.")
    unit: Label | None = Field(default=None, description="Unit of a number, e.g. `persons`, `%`.")
    consent: Literal["public", "aggregate", "never"] = Field(
        default="public",
        description="`public`: single answers may be published; `aggregate`: only estimates; `never`: not even those.",
    )
    concept: str | None = Field(
        default=None, description="Ties the same question across waves and questionnaires, e.g. `innovation_strategy`."
    )
    recode: dict[Code, Code] = Field(
        default_factory=dict,
        description="Where options differ from those of the same concept elsewhere: the item's own option, and the "
        "option that stands for it in comparisons with a question that does not have it.",
    )
    classes: tuple[NumberClass, ...] = Field(
        default=(),
        description="Of a number: classes, lowest first, by which it compares with the same concept asked in classes.",
    )
    provenance: Label | None = Field(
        default=None,
        description="Where the question and its options come from, e.g. which options a report names and which were "
        "chosen; readers of the codebook see it, respondents do not.",
    )
    tabulate: bool = Field(
        default=True, description="Whether estimates are made of it; `false` e.g. for years, whose mean is idle."
    )
    most: int | None = Field(default=None, ge=1, description="How many options a `multiple` or `ranking` may name.")

    @property
    def missing_choices(self) -> tuple[MissingChoice, ...]:
        """The kinds of missing that a respondent may choose."""
        if self.missing is not None:
            return self.missing
        return () if self.kind in _FREE_KINDS else MISSING_CHOICES

    def has_unit_of(self, other: Item) -> bool:
        """Whether both count the same, though one may have its unit in more languages; also where neither has one."""
        if not (self.unit and other.unit):
            return self.unit == other.unit
        return not set(self.unit.values()).isdisjoint(other.unit.values())

    @property
    def counts_percent(self) -> bool:
        """Whether the number is one of per cent, as its unit says in any language."""
        return any(_PERCENT.search(text) for text in (self.unit or {}).values())


class Section(Definition):
    """A part of the questionnaire."""

    code: Code = Field(description="Name; unique in the questionnaire.")
    title: Label = Field(description="Heading of the part.")
    intro: Label | None = Field(default=None, description="Text under the heading.")
    items: tuple[Item, ...] = Field(min_length=1, description="The questions, in the order in which they are asked.")


class Questionnaire(Definition):
    """questionnaires/NAME.yaml: what one kind of respondent is asked."""

    id: Code = Field(description="Name of the questionnaire, the same as the file's, e.g. `officers`.")
    title: Label = Field(description="Title that respondents and readers see.")
    respondents: Label | None = Field(default=None, description="Who answers, e.g. `municipal officers`.")
    intro: Label | None = Field(default=None, description="Text before the first question.")
    code_lists: dict[str, tuple[Option, ...]] = Field(
        default_factory=dict, description="Named lists of options; items that share one are comparable."
    )
    option_groups: tuple[Option, ...] = Field(
        default=(),
        description="Headings under which figures group options and rows that name them as their `group`, e.g. the "
        "capabilities that activities belong to.",
    )
    consent_choice: bool = Field(
        default=False,
        description="Whether those who answer in the service may choose for every question a stricter `consent` than "
        "the question has.",
    )
    sections: tuple[Section, ...] = Field(min_length=1, description="The parts, in order.")

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by code, in the order in which they are asked."""
        return {item.code: item for section in self.sections for item in section.items}

    def options_of(self, item: Item) -> tuple[Option, ...]:
        """The options of a choice (of a grid: its scale), `other` included; () for other kinds."""
        options = self._list(item.options)
        if item.other:
            options += (Option(code=OTHER, label={"en": "Other", "": "Other"}),)
        return options

    def rows_of(self, item: Item) -> tuple[Option, ...]:
        """The rows of a grid; () for other kinds."""
        return self._list(item.rows)

    def variables(self) -> list[tuple[Item, str]]:
        """Every variable of the answers as (item, row); ``row`` is empty outside grids."""
        return [
            (item, row)
            for item in self.items.values()
            for row in ([option.code for option in self.rows_of(item)] if item.kind in GRID_KINDS else [""])
        ]

    def _list(self, named: str | tuple[Option, ...] | None) -> tuple[Option, ...]:
        if named is None:
            return ()
        return self.code_lists.get(named, ()) if isinstance(named, str) else named
