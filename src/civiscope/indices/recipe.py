"""How an index is built: its steps in order, its weights, how it is aggregated, and its classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from civiscope.errors import UserError, problem
from civiscope.indices.aggregation.nodes import AGGREGATIONS
from civiscope.indices.rules import Rule, parse_rule
from civiscope.indices.steps.imputation import IMPUTATIONS
from civiscope.indices.steps.normalisation import NORMALISATIONS
from civiscope.indices.steps.screening import SCREENINGS
from civiscope.indices.steps.treatment import TREATMENTS
from civiscope.indices.weighting.rules import FILE, META, WEIGHTINGS

SCREEN, DENOMINATE, IMPUTE, TREAT, NORMALISE = "screen", "denominate", "impute", "treat", "normalise"
DENOMINATIONS = {"given": "divide each indicator by the column that its structure names"}
STEPS: dict[str, Mapping[str, object]] = {
    SCREEN: SCREENINGS,
    DENOMINATE: DENOMINATIONS,
    IMPUTE: IMPUTATIONS,
    TREAT: TREATMENTS,
    NORMALISE: NORMALISATIONS,
}
"""The steps before weighting and aggregation, each with its rules by name."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, and its rule."""

    name: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.name} {self.rule}"


@dataclass(frozen=True, slots=True)
class ScoreClass:
    """A class of scores: those of at least ``low``, up to the next class."""

    code: str
    label: str
    low: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """The steps in order, the rule of the weights, and one rule of aggregation per level, lowest first.

    One rule of aggregation serves all levels, none means that nothing is aggregated. ``minimum`` is the least share of
    a node's elements that must be there, where the node itself says nothing. ``classes`` are ordered from the lowest.
    """

    steps: tuple[Step, ...] = ()
    weights: Rule = field(default_factory=lambda: Rule(META))
    aggregate: tuple[Rule, ...] = ()
    minimum: float = 0.0
    classes: tuple[ScoreClass, ...] = ()

    def rule_of(self, step: str) -> Rule | None:
        """The rule of a step; None where the recipe does not take it."""
        return next((entry.rule for entry in self.steps if entry.name == step), None)


def parse_step(text: str, place: str) -> Step:
    """A step in words: ``normalise minmax:0:100``; ``denominate`` alone divides as the structure says.

    Raises UserError where the step or its rule is unknown.
    """
    name, _, rule = text.strip().partition(" ")
    if name not in STEPS:
        raise UserError(problem("index-step-unknown", column=place, value=name, allowed=", ".join(STEPS)))
    # Dividing is the only step that has one rule, and needs none in words.
    return Step(name, parse_rule(rule.strip() or ("given" if name == DENOMINATE else ""), place, STEPS[name]))


def parse_weights(text: str, place: str) -> Rule:
    """The rule of weights, or the name of a CSV file that holds them; raises UserError where it is neither."""
    if text.endswith(".csv") and text.partition(":")[0] not in WEIGHTINGS:
        return Rule(FILE, (text,), place=place)
    return parse_rule(text, place, WEIGHTINGS)


def parse_aggregate(texts: Sequence[str], place: str, depth: int) -> tuple[Rule, ...]:
    """Rules of aggregation, one for all levels or one for each of the ``depth - 1`` levels above the indicators.

    Raises UserError where one is unknown, or where there are too few or too many.
    """
    if len(texts) not in (0, 1, depth - 1):
        wanted = f"one rule, or {depth - 1}: one for each level above the indicators, lowest first"
        raise UserError(
            problem("index-aggregate-levels", column=place, value=",".join(texts), count=len(texts), wanted=wanted)
        )
    return tuple(parse_rule(text, place, AGGREGATIONS) for text in texts)
