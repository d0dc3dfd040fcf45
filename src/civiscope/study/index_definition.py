"""indices/NAME.yaml: a composite indicator, from items to a score; the fields' descriptions document it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from civiscope.study.labels import LONGEST_NAME, Code, Label, Slug
from civiscope.study.questionnaire import Definition

Path = tuple[str | int, ...]


def _element(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", value) or len(value) > LONGEST_NAME:
        raise ValueError(
            "a code of letters, digits, underscores, points and hyphens that begins with a letter, "
            f"of at most {LONGEST_NAME} characters"
        )
    return value


ElementCode = Annotated[str, AfterValidator(_element)]
"""The code of an element of an index. It may be the name of a table's column, hence capitals, points and hyphens."""


class ChecklistEntry(Definition):
    """One question of a yes/no checklist, or several rows of a grid, each of which counts for itself."""

    item: Code = Field(description="The item that is asked.")
    rows: tuple[Code, ...] = Field(default=(), description="Rows of a grid: each is an entry of the checklist.")
    options: tuple[Code, ...] = Field(min_length=1, description="The answers that count as yes.")

    @property
    def variables(self) -> tuple[tuple[str, str], ...]:
        """The entries as (item, row); ``row`` is empty outside grids."""
        return tuple((self.item, row) for row in self.rows) if self.rows else ((self.item, ""),)


class Scoring(Definition):
    """How answers become the value of an indicator; exactly one of `points`, `count`, `any_of`, `value`, `checklist`.

    An answer that is missing (don't know, not applicable, not answered, not known) gives no value.
    """

    item: Code | None = Field(default=None, description="The item that is scored; not with `checklist`.")
    rows: tuple[Code, ...] = Field(
        default=(), description="Rows of a grid that are scored; several are put together by `combine`."
    )
    combine: Literal["mean", "sum"] = Field(
        default="mean",
        description="What becomes of several rows: `mean` of the rows that have a value, at least half of them; `sum`, "
        "for which all of them must have one.",
    )
    points: dict[str, float] | None = Field(
        default=None,
        description="Points of each option of a `single`, or of a `grid`'s scale. Only `other` may lack them, and then "
        "has no value.",
    )
    count: Literal["all"] | tuple[Code, ...] | None = Field(
        default=None,
        description="The number of these options that are ticked in a list or ranking (`all`: any but `other`). Of an "
        "incomplete list the number is known only where what it names reaches `cap`.",
    )
    cap: int | None = Field(default=None, ge=1, description="The number from which on a `count` makes no difference.")
    any_of: tuple[Code, ...] | None = Field(
        default=None,
        description="1 where at least one of these options is chosen or ticked, else 0. Of an incomplete list 0 is "
        "never known.",
    )
    value: Literal[True] | None = Field(default=None, description="`true`: the number that was answered.")
    checklist: tuple[ChecklistEntry, ...] = Field(
        default=(), description="The number of entries that are answered with yes; all of them must be answered."
    )
    not_asked: float | None = Field(
        default=None, description="The value where routing left the question out; without it the value is missing then."
    )

    @model_validator(mode="after")
    def _one_way(self) -> Scoring:
        ways = [name for name in ("points", "count", "any_of", "value") if getattr(self, name) is not None]
        if len(ways) + bool(self.checklist) != 1:
            raise ValueError("exactly one of points, count, any_of, value and checklist")
        if (self.item is None) != bool(self.checklist):
            raise ValueError("an item, or a checklist whose entries name items")
        if self.rows and self.checklist:
            raise ValueError("rows in the entries of a checklist, not beside it")
        if self.cap is not None and self.count is None:
            raise ValueError("cap only together with count")
        if self.points == {} or self.count == () or self.any_of == ():
            raise ValueError("at least one option")
        return self

    @property
    def way(self) -> str:
        """The field that says how: `points`, `count`, `any_of`, `value` or `checklist`."""
        named = (name for name in ("points", "count", "any_of", "value") if getattr(self, name) is not None)
        return next(named, "checklist")

    @property
    def variables(self) -> tuple[tuple[str, str], ...]:
        """The answers that the value is made of, as (item, row); ``row`` is empty outside grids."""
        if self.item is None:
            return tuple(variable for entry in self.checklist for variable in entry.variables)
        return tuple((self.item, row) for row in self.rows) if self.rows else ((self.item, ""),)

    @property
    def range(self) -> tuple[float, float] | None:
        """The lowest and highest value that there can be; None where the scoring alone does not tell."""
        times = len(self.rows) if self.combine == "sum" and self.rows else 1
        if self.points is not None:
            return times * min(self.points.values()), times * max(self.points.values())
        if self.any_of is not None:
            return 0.0, float(times)
        if self.checklist:
            return 0.0, float(len(self.variables))
        if isinstance(self.count, tuple):
            return 0.0, float(times * min(len(self.count), self.cap or len(self.count)))
        return (0.0, float(times * self.cap)) if self.cap is not None else None


class IndexElement(Definition):
    """An element of an index: an indicator, scored from answers or read from a table, or what is made of others."""

    code: ElementCode = Field(description="Name in results; unique in the index. Read from a table: the column's name.")
    label: Label = Field(description="What readers see.")
    about: Label | None = Field(default=None, description="What it stands for, and why it is scored in this way.")
    weight: float = Field(default=1.0, ge=0, description="Its weight beside the other elements of the same parent.")
    direction: Literal[1, -1] = Field(default=1, description="`-1` where less is better.")
    unit: str | None = Field(default=None, description="Unit of an indicator's values.")
    denominator: str | None = Field(
        default=None, description="A table's column by which the step `denominate` divides the indicator."
    )
    target: float | None = Field(default=None, description="A value to reach, for the distance to a target.")
    low: float | None = Field(
        default=None, description="Lower goalpost: the value with the lowest score; by the scoring where it tells."
    )
    high: float | None = Field(default=None, description="Upper goalpost, as `low`.")
    minimum: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="The least share of its elements that must have a score; the index's own where absent.",
    )
    aggregate: str | None = Field(
        default=None, description="How its elements are put together, where not by the rule of the level."
    )
    children: tuple[IndexElement, ...] | None = Field(default=None, description="Its elements; absent in an indicator.")
    score: Scoring | None = Field(default=None, description="How an indicator is scored from answers.")

    @model_validator(mode="after")
    def _one_kind(self) -> IndexElement:
        if self.children is not None and self.score is not None:
            raise ValueError("children or a score, not both")
        return self


class Combination(Definition):
    """A further score over elements that have their one parent elsewhere."""

    code: ElementCode = Field(description="Name in results; unique in the index.")
    label: Label = Field(description="What readers see.")
    about: Label | None = Field(default=None, description="What it stands for.")
    of: tuple[ElementCode, ...] = Field(min_length=2, description="The elements that it is made of; all are needed.")
    aggregate: str = Field(default="arithmetic", description="How they are put together: a mean.")


class ScoreClassDefinition(Definition):
    """A class of scores."""

    code: Code = Field(description="Name in results.")
    label: Label = Field(description="What readers see.")
    at_least: float | None = Field(
        default=None, description="The lowest score of the class; absent in the first class only."
    )


class Noise(Definition):
    """What an uncertainty analysis adds at random."""

    weights: float = Field(
        default=0.0, ge=0, lt=1, description="Weights vary evenly by up to this share, upwards and downwards."
    )
    data: float = Field(
        default=0.0, ge=0, description="Standard deviation of an error of values, as a share of each indicator's own."
    )


class IndexDefinition(Definition):
    """indices/NAME.yaml: a composite indicator."""

    unlabelled: ClassVar[frozenset[str]] = frozenset({"alternatives"})

    id: ElementCode = Field(description="Name of the index, the same as the file's; also the code of its top.")
    title: Label = Field(description="Title that readers see.")
    short: Label | None = Field(default=None, description="A short title for figures and snapshots.")
    about: Label = Field(description="What the index tells.")
    known: Label | None = Field(
        default=None, description="What is known of an original that the index follows; shown wherever the index is."
    )
    decided: Label | None = Field(
        default=None, description="What was decided here, and why; shown wherever the index is."
    )
    source: str | None = Field(default=None, description="The document that the index follows.")
    questionnaire: Code | None = Field(
        default=None, description="The questionnaire whose answers are scored; absent where a table is read."
    )
    waves: tuple[Slug, ...] = Field(
        default=(), description="Waves that are scored; all closed ones that ask the questionnaire where absent."
    )
    unit: str = Field(default="points", description="Unit of the score.")
    low: float | None = Field(default=None, description="The lowest score that there can be.")
    high: float | None = Field(default=None, description="The highest score that there can be.")
    steps: tuple[str, ...] = Field(
        default=(), description="The steps before weighting, in order, e.g. `normalise goalposts:0:10`."
    )
    weights: str = Field(default="meta", description="The rule of the weights; `meta`: those of the elements.")
    aggregate: tuple[str, ...] = Field(
        default=("arithmetic",),
        description="How elements are put together: one rule for all levels, or one for each, lowest first.",
    )
    minimum: float = Field(
        default=0.0, ge=0, le=1, description="The least share of its elements that each element must have a score of."
    )
    least: int = Field(
        default=5, ge=1, description="The index is shown only where at least this many cities of a wave have a score."
    )
    classes: tuple[ScoreClassDefinition, ...] = Field(default=(), description="Classes of scores, lowest first.")
    alternatives: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="Other ways to take a step, by step and name, for uncertainty and sensitivity analysis; the steps "
        "are those of `steps`, `weights` and `aggregate`.",
    )
    noise: Noise = Field(default=Noise(), description="What an uncertainty analysis adds at random.")
    runs: int = Field(default=1000, ge=1, le=100_000, description="Number of runs of an uncertainty analysis.")
    tree: tuple[IndexElement, ...] = Field(min_length=1, description="The elements of the index.")
    combinations: tuple[Combination, ...] = Field(
        default=(), description="Further scores over elements of the tree, whatever their place in it."
    )

    def elements(self) -> Iterator[tuple[IndexElement, str, Path]]:
        """Every element with its parent's code and its path in the file, parents before their children."""
        yield from _below(self.tree, self.id, ("tree",))

    def indicators(self) -> Iterator[tuple[IndexElement, Path]]:
        """The elements without children, in the order of the file."""
        return ((element, path) for element, _, path in self.elements() if element.children is None)


def _below(elements: tuple[IndexElement, ...], parent: str, path: Path) -> Iterator[tuple[IndexElement, str, Path]]:
    for index, element in enumerate(elements):
        here = (*path, index)
        yield element, parent, here
        yield from _below(element.children or (), element.code, (*here, "children"))
