"""What an uncertainty analysis varies: alternatives of steps by name, and noise; checked before anything runs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from civiscope.errors import UserError, problem
from civiscope.indices.aggregation.nodes import AGGREGATIONS, node_rules
from civiscope.indices.recipe import NORMALISE, STEPS, Recipe, parse_aggregate, parse_weights
from civiscope.indices.rules import Rule, parse_rule
from civiscope.indices.steps.normalisation import NORMALISATIONS
from civiscope.indices.tree import IndexTree

WEIGHTS, AGGREGATE = "weights", "aggregate"
WEIGHT_NOISE, DATA_NOISE = "noise on weights", "noise on data"
NO_STEP = "none"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to take a step: its name, and its rules (several for aggregation by level, none to leave it out)."""

    name: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that varies: a step with its alternatives, or noise with a number of draws (``levels``)."""

    name: str
    levels: int
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Variation:
    """The factors of an analysis. Noise is relative: weights and values are multiplied by 1 + u, |u| <= noise.

    ``weight_noise`` is the half-width of a uniform distribution around each weight, ``data_noise`` the standard
    deviation of a normal distribution, as a share of each indicator's standard deviation, that is added to its values.
    """

    factors: tuple[Factor, ...]
    weight_noise: float = 0.0
    data_noise: float = 0.0

    @property
    def counts(self) -> tuple[int, ...]:
        """The number of levels of each factor."""
        return tuple(factor.levels for factor in self.factors)


def variation(
    recipe: Recipe,
    tree: IndexTree,
    alternatives: Mapping[str, Mapping[str, str]],
    weight_noise: float = 0.0,
    data_noise: float = 0.0,
    draws: int = 100,
    place: str = "alternatives",
) -> Variation:
    """The factors of an analysis from alternatives in words: a rule by name, for each step by name.

    Steps are those of the recipe, ``weights`` and ``aggregate`` (rules per level joined by commas). Noise has ``draws``
    sets. Raises UserError with everything that cannot be: steps that the recipe lacks, unknown rules, a step with one
    alternative, alternatives that cannot go together, and a recipe that aggregates nothing.
    """
    factors = [
        Factor(
            step,
            len(named),
            tuple(_alternative(step, name, text, tree, f"{place}.{step}") for name, text in named.items()),
        )
        for step, named in _checked_steps(recipe, alternatives, place).items()
    ]
    if not 0 <= weight_noise < 1:
        raise UserError(problem("index-noise", column=place, value=weight_noise, wanted="a share from 0 to below 1"))
    if not 0 <= data_noise < math.inf:
        raise UserError(problem("index-noise", column=place, value=data_noise, wanted="a share of at least 0"))
    if weight_noise:
        factors.append(Factor(WEIGHT_NOISE, draws))
    if data_noise:
        factors.append(Factor(DATA_NOISE, draws))
    if not factors:
        raise UserError(problem("index-nothing-varies", column=place))
    if not recipe.aggregate:
        raise UserError(problem("index-not-aggregated", column=place))
    found = Variation(tuple(factors), weight_noise, data_noise)
    _check_conflicts(recipe, tree, found, place)
    _check_own(recipe, tree, found, place)
    return found


def _checked_steps(
    recipe: Recipe, alternatives: Mapping[str, Mapping[str, str]], place: str
) -> Mapping[str, Mapping[str, str]]:
    known = [step.name for step in recipe.steps] + [WEIGHTS, AGGREGATE]
    problems = [
        problem("index-alternative-step", column=f"{place}.{step}", value=step, allowed=", ".join(known))
        for step in alternatives
        if step not in known
    ]
    problems += [
        problem("index-alternative-single", column=f"{place}.{step}", value=step)
        for step, named in alternatives.items()
        if len(named) < 2
    ]
    if problems:
        raise UserError(*problems)
    return alternatives


def _alternative(step: str, name: str, text: str, tree: IndexTree, place: str) -> Alternative:
    if step == WEIGHTS:
        return Alternative(name, (parse_weights(text, place),))
    if step == AGGREGATE:
        return Alternative(name, parse_aggregate(text.split(","), place, tree.depth))
    if text == NO_STEP and step != NORMALISE:
        return Alternative(name, ())
    return Alternative(name, (parse_rule(text, place, STEPS[step]),))


def _check_own(recipe: Recipe, tree: IndexTree, found: Variation, place: str) -> None:
    """What is done now must be among the alternatives, or intervals need not hold the score; no two may be the same."""
    problems = []
    for factor in found.factors:
        if not factor.alternatives:
            continue
        rules = [_in_words(factor.name, entry.rules, tree) for entry in factor.alternatives]
        own = _in_words(factor.name, _own_rules(recipe, factor.name), tree)
        column = f"{place}.{factor.name}"
        twice = next((text for text in rules if rules.count(text) > 1), None)
        if twice is not None:
            problems.append(problem("index-alternative-twice", column=column, value=twice or NO_STEP))
        if own not in rules:
            problems.append(problem("index-alternative-own", column=column, value=own or NO_STEP, step=factor.name))
    if problems:
        raise UserError(*problems)


def _own_rules(recipe: Recipe, step: str) -> tuple[Rule, ...]:
    if step == WEIGHTS:
        return (recipe.weights,)
    if step == AGGREGATE:
        return recipe.aggregate
    rule = recipe.rule_of(step)
    # "none" leaves a step out, whichever of the two says so.
    return () if rule is None or (rule.name == NO_STEP and step != NORMALISE) else (rule,)


def _in_words(step: str, rules: tuple[Rule, ...], tree: IndexTree) -> str:
    """Rules as one text; one rule for all levels is the same as that rule for each of them."""
    if step == AGGREGATE and len(rules) == 1:
        rules *= tree.depth - 1
    return ",".join(str(rule) for rule in rules)


def _check_conflicts(recipe: Recipe, tree: IndexTree, found: Variation, place: str) -> None:
    """Means over values above 0 do not go together with a normalisation that gives others."""
    by_name = {factor.name: factor.alternatives for factor in found.factors}
    nominal = recipe.rule_of(NORMALISE)
    normalised = by_name.get(NORMALISE, (Alternative(str(nominal), (nominal,) if nominal else ()),))
    aggregated = by_name.get(AGGREGATE, (Alternative("", recipe.aggregate),))
    problems = []
    for one, other in product(normalised, aggregated):
        if not other.rules:
            continue
        rules = dict.fromkeys(str(rule) for rule in node_rules(tree, other.rules).values())
        refused = next((rule for rule in rules if AGGREGATIONS[rule.partition(":")[0]].positive), None)
        if refused is not None and one.rules and not gives_positive(one.rules[0]):
            problems.append(
                problem("index-conflict", column=place, value=f"{one.rules[0]} with {refused}", method=refused)
            )
    if problems:
        raise UserError(*problems)


def gives_positive(rule: Rule) -> bool:
    """Whether a normalisation gives values above 0 whatever the data."""
    return NORMALISATIONS[rule.name].gives_positive(rule)
