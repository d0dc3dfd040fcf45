"""outcomes.yaml: outcome indicators, and the models that link them to scores and answers.

The fields' descriptions document the file.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from civiscope.study.index_definition import ElementCode
from civiscope.study.labels import Code, Label, Slug
from civiscope.study.questionnaire import Definition


def _file(value: str) -> str:
    if not re.fullmatch(r"outcomes/[A-Za-z0-9][A-Za-z0-9_.-]*\.(csv|xlsx|sav)", value):
        raise ValueError("the name of a table in the folder outcomes, such as outcomes/health.csv")
    return value


OutcomeFileName = Annotated[str, AfterValidator(_file)]
"""The name of a file of values, relative to the study folder."""


class OutcomeLicence(Definition):
    """Under which terms the values of an indicator may be used."""

    name: str = Field(description="Name of the licence, or of the terms.")
    url: str | None = Field(default=None, description="Where its text stands.")
    redistribute: bool = Field(
        default=False,
        description="`true` where the values may be passed on: a release then holds the values of single cities, and "
        "figures show them. Without it only results stand in a release.",
    )


class OutcomeIndicator(Definition):
    """A number that cities have and that may go with what they answered: an outcome, or a control."""

    code: Code = Field(description="Name in results; unique in the file.")
    label: Label = Field(description="What readers see, e.g. `Adults without physical activity in leisure time`.")
    file: OutcomeFileName = Field(description="The table with its values, in the folder `outcomes`.")
    indicator: str | None = Field(
        default=None, description="Its name in the table's column `indicator`; the code where absent."
    )
    city_column: str = Field(default="city", description="The table's column with the codes of the cities.")
    unit: Label | None = Field(default=None, description="Unit that readers see; the table's own where absent.")
    direction: Literal[1, -1, 0] = Field(
        description="`1` where higher is better, `-1` where lower is better, `0` where neither is."
    )
    scale: Literal["number", "share"] = Field(
        default="number",
        description="`share`: values lie in 0 to 1, or in 0 to 100 where the table's unit begins with `%` or "
        "`per cent`; a fractional logit is fitted beside the linear model.",
    )
    year: int | None = Field(
        default=None, ge=1900, le=2200, description="The year that is wanted; that of the wave's date where absent."
    )
    within: int = Field(
        default=0, ge=0, le=50, description="The nearest year counts where it is at most so many years away."
    )
    ties: Literal["earlier", "later"] = Field(
        default="earlier", description="Which of two years counts that are equally near."
    )
    group: Code | None = Field(
        default=None, description="A group of study.yaml that the frame decides: only its cities are compared."
    )
    levels: tuple[str, ...] = Field(
        default=("yes",), min_length=1, description="The levels of `group` whose cities are compared."
    )
    source: str = Field(description="Who made the values: data set and publisher, as it is to be cited.")
    url: str | None = Field(default=None, description="Where they were taken from.")
    licence: OutcomeLicence = Field(description="Terms of the values.")
    caveat: Label | None = Field(default=None, description="What a reader must know; printed wherever it is shown.")

    @property
    def name(self) -> str:
        """Its name in the table."""
        return self.indicator or self.code


class OutcomeControl(Definition):
    """A variable that is held equal; exactly one of `indicator`, `column`, `group` says where it stands."""

    code: Code = Field(description="Name in results; unique in the file.")
    label: Label = Field(description="What readers see.")
    indicator: Code | None = Field(default=None, description="An indicator of this file.")
    column: str | None = Field(
        default=None, description="A column of cities.csv; one of texts gives a term for each value but one."
    )
    group: Code | None = Field(
        default=None, description="A group of study.yaml that the frame decides; a term for each level but one."
    )
    transform: Literal["none", "log"] = Field(
        default="none", description="`log`: the natural logarithm, for numbers above 0 only."
    )
    reference: str | None = Field(
        default=None, description="The level without a term of its own; the most frequent one where absent."
    )

    @model_validator(mode="after")
    def _one_place(self) -> OutcomeControl:
        if sum(name is not None for name in (self.indicator, self.column, self.group)) != 1:
            raise ValueError("exactly one of indicator, column and group")
        if self.group is not None and self.transform != "none":
            raise ValueError("a transform only of numbers")
        return self


class OutcomeComparison(Definition):
    """Two groups of cities, by the score of an index or by an answer."""

    code: Code = Field(description="Name in results; unique in the model.")
    label: Label = Field(description="What is compared, e.g. `Explicit innovation strategy`.")
    high_label: Label = Field(description="Who the first group is, e.g. `cities with a strategy`.")
    low_label: Label = Field(description="Who the other one is, e.g. `cities without a strategy`.")
    index: ElementCode | None = Field(default=None, description="An index whose score divides the cities.")
    classes: tuple[Code, ...] = Field(default=(), description="Of an index: its classes that make up the first group.")
    at_least: float | None = Field(default=None, description="Of an index: the lowest score of the first group.")
    median: Literal[True] | None = Field(
        default=None, description="Of an index: `true` divides above and up to the median of the scored cities."
    )
    item: Code | None = Field(default=None, description="An item whose answer divides the cities.")
    row: Code | None = Field(default=None, description="Of an item: a row of a grid.")
    high: tuple[Code, ...] = Field(
        default=(), description="Of an item: the first group chose or named at least one of these options."
    )
    low: tuple[Code, ...] = Field(
        default=(),
        description="Of an item: the other group chose one of these, and none of `high`; where absent, everyone of "
        "whom it is known that they named none of `high`.",
    )

    @model_validator(mode="after")
    def _one_way(self) -> OutcomeComparison:
        if (self.index is None) == (self.item is None):
            raise ValueError("either an index or an item")
        ways = bool(self.classes) + (self.at_least is not None) + (self.median is not None)
        if self.index is not None and (ways != 1 or self.high or self.low or self.row):
            raise ValueError("of an index exactly one of classes, at_least and median")
        if self.item is not None and (ways or not self.high):
            raise ValueError("of an item the options `high`, and no classes, at_least or median")
        return self


class OutcomeModel(Definition):
    """One question to the data: a family of results that are read together."""

    code: Code = Field(description="Name in results; unique in the file.")
    title: Label = Field(description="What readers see.")
    about: Label | None = Field(default=None, description="What it asks, and why these controls.")
    index: ElementCode | None = Field(
        default=None, description="The index whose score is the predictor of the regressions."
    )
    answer: Code | None = Field(
        default=None,
        description="One of the `comparisons` as predictor of the regressions instead: 1 in its first group, 0 in the "
        "other.",
    )
    waves: tuple[Slug, ...] = Field(default=(), description="The waves; all closed ones where absent.")
    indicators: tuple[Code, ...] = Field(
        default=(), description="The outcomes; all indicators that are no control of the model where absent."
    )
    controls: tuple[Code, ...] = Field(default=(), description="The controls of the regressions.")
    comparisons: tuple[OutcomeComparison, ...] = Field(default=(), description="Pairs of groups that are compared.")
    missing: Literal["complete", "impute"] = Field(
        default="complete",
        description="Cities that lack a control: `complete` leaves them out, `impute` fills missing numbers several "
        "times and puts the results together.",
    )
    imputations: int = Field(default=20, ge=2, le=1000, description="How many times missing numbers are filled.")
    permutations: int = Field(
        default=10_000,
        ge=99,
        le=1_000_000,
        description="Rearrangements of the permutation test; where there are no more than these in all, every one is "
        "made and the test is exact.",
    )
    seed: int = Field(default=1, ge=0, description="Decides what is drawn at random.")
    adjust: Literal["holm", "bh"] = Field(
        default="holm",
        description="What `p_adjusted` is: by Holm, or by Benjamini and Hochberg. The release has both.",
    )

    @model_validator(mode="after")
    def _asks_something(self) -> OutcomeModel:
        if self.index is not None and self.answer is not None:
            raise ValueError("an index or an answer as predictor, not both")
        if self.index is None and self.answer is None and not self.comparisons:
            raise ValueError("an index, an answer or comparisons")
        if self.index is None and self.answer is None and self.controls:
            raise ValueError("controls only together with an index or an answer")
        if self.answer is not None and self.answer not in {entry.code for entry in self.comparisons}:
            raise ValueError("as answer the code of one of its comparisons")
        return self


class OutcomesDefinition(Definition):
    """outcomes.yaml."""

    indicators: tuple[OutcomeIndicator, ...] = Field(min_length=1, description="The indicators.")
    controls: tuple[OutcomeControl, ...] = Field(default=(), description="Variables that models may hold equal.")
    models: tuple[OutcomeModel, ...] = Field(min_length=1, description="The models.")
    caveats: tuple[Label, ...] = Field(
        default=(), description="What holds for all results of this study; printed after what always holds."
    )

    def indicator(self, code: str) -> OutcomeIndicator:
        """The indicator of that code; raises KeyError where there is none."""
        return {entry.code: entry for entry in self.indicators}[code]

    def controls_of(self, model: OutcomeModel) -> tuple[OutcomeControl, ...]:
        """The controls of a model, in its order; raises KeyError for one that is not defined."""
        known = {entry.code: entry for entry in self.controls}
        return tuple(known[code] for code in model.controls)

    def outcomes_of(self, model: OutcomeModel) -> tuple[OutcomeIndicator, ...]:
        """The outcomes of a model; raises KeyError for one that is not defined."""
        if model.indicators:
            return tuple(self.indicator(code) for code in model.indicators)
        held = {entry.indicator for entry in self.controls_of(model)}
        return tuple(entry for entry in self.indicators if entry.code not in held)
