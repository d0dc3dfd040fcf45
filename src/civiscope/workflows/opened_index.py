"""Opening an index: a table with its structure and recipe, as a command names them; and the rows of its scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from civiscope.errors import UserError, problem
from civiscope.indices.build import BuiltIndex
from civiscope.indices.recipe import (
    DENOMINATE,
    IMPUTE,
    NORMALISE,
    SCREEN,
    STEPS,
    TREAT,
    Recipe,
    Step,
    parse_aggregate,
    parse_step,
    parse_weights,
)
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree
from civiscope.results.scores import Score
from civiscope.study.index_definition import IndexDefinition
from civiscope.workflows.indicator_tables import of_wave, open_indicators

DEFAULT_ORDER = (DENOMINATE, SCREEN, IMPUTE, TREAT, NORMALISE)
"""Screening comes before imputation: afterwards nothing would be missing."""

DEFAULT_NORMALISATION = "minmax:0:100"


@dataclass(frozen=True, slots=True)
class IndexSource:
    """Where an index comes from: a table of indicators or a study, and the structure (iMeta) or a definition.

    ``index`` is the file of a definition or, of a study, the name of one of its indices. ``wave`` is one of a study's.
    """

    data: Path
    meta: Path | None = None
    index: str | None = None
    wave: str | None = None

    @property
    def is_study(self) -> bool:
        """Whether ``data`` is a study folder."""
        return self.data.is_dir()


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """What a command says of the steps, in words; None leaves the definition's own. ``order`` names steps in order."""

    steps: dict[str, str | None] = field(default_factory=dict)
    order: tuple[str, ...] = DEFAULT_ORDER
    weights: str | None = None
    aggregate: tuple[str, ...] = ()
    minimum: float | None = None

    @classmethod
    def from_words(
        cls,
        rules: Mapping[str, str | None],
        *,
        denominate: bool,
        order: Sequence[str],
        weights: str | None,
        aggregate: Sequence[str],
        minimum: float | None,
    ) -> IndexOptions:
        """The options of a command: ``rules`` by step, and whether indicators are divided as the structure says."""
        steps = {**rules, DENOMINATE: "given" if denominate else None}
        return cls(steps, tuple(order), weights, tuple(aggregate), minimum)


@dataclass(frozen=True, slots=True)
class OpenedIndex:
    """A table, its structure, and the recipe."""

    table: IndicatorTable
    tree: IndexTree
    recipe: Recipe
    definition: IndexDefinition | None = None


def open_index(source: IndexSource, options: IndexOptions) -> OpenedIndex:
    """Read table and structure, and the recipe from definition and options; raises UserError with all that is wrong."""
    opened = open_indicators(source.data, source.meta, None if source.index is None else Path(source.index))
    recipe = chosen_recipe(opened.recipe, options, opened.tree)
    return OpenedIndex(opened.table, opened.tree, recipe, opened.definition)


def open_wave(source: IndexSource, options: IndexOptions) -> OpenedIndex:
    """`open_index` with the rows of one wave, where the source names one; raises UserError as well without it."""
    opened = open_index(source, options)
    return opened if source.wave is None else replace(opened, table=of_wave(opened.table, source.wave))


def score_rows(built: BuiltIndex) -> Iterator[Score]:
    """One row per unit and node; units that were screened out have none."""
    index = built.tree.root
    for code, values in built.scores.items():
        scores, ranks, available = values.tolist(), built.ranks[code].tolist(), built.available[code].tolist()
        missing = np.isnan(values).tolist()
        classes = built.classes(code)
        for place, unit in enumerate(built.table.units):
            yield Score(
                wave=built.table.waves[place],
                index=index,
                city=unit,
                node=code,
                score=None if missing[place] else scores[place],
                rank=None if missing[place] else int(ranks[place]),
                low=None,
                high=None,
                class_=classes[place],
                available=available[place],
                rank_low=None,
                rank_high=None,
                note="",
            )


def chosen_recipe(own: Recipe, options: IndexOptions, tree: IndexTree) -> Recipe:
    """A definition's recipe with what a command says of it; raises UserError."""
    unknown = [name for name in options.order if name not in STEPS]
    if unknown:
        raise UserError(
            *(problem("index-step-unknown", column="--steps", value=name, allowed=", ".join(STEPS)) for name in unknown)
        )
    return Recipe(
        steps=_steps(own, options),
        weights=own.weights if options.weights is None else parse_weights(options.weights, "--weights"),
        aggregate=parse_aggregate(options.aggregate, "--aggregate", tree.depth) or own.aggregate,
        minimum=own.minimum if options.minimum is None else options.minimum,
        classes=own.classes,
    )


def _steps(own: Recipe, options: IndexOptions) -> tuple[Step, ...]:
    """The definition's steps in their order, with other rules where options name them; steps it lacks by the order."""
    asked = {
        name: parse_step(f"{name} {rule}", f"--{name}") for name, rule in options.steps.items() if rule is not None
    }
    if own.steps:
        kept = [asked.pop(step.name, step) for step in own.steps]
        added = [asked[name] for name in options.order if name in asked]
        return (*added, *kept)
    asked.setdefault(NORMALISE, parse_step(f"{NORMALISE} {DEFAULT_NORMALISATION}", "--normalise"))
    late = [name for name in asked if name not in options.order]
    if late and late != [NORMALISE]:
        raise UserError(
            *(problem("index-step-unordered", column="--steps", value=name) for name in late if name != NORMALISE)
        )
    return tuple(asked[name] for name in (*options.order, *late) if name in asked)
