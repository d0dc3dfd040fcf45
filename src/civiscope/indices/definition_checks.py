"""Checks of a definition whose parts are sound, but do not go together."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from civiscope.errors import UserError
from civiscope.indices.aggregation.nodes import AGGREGATIONS, node_rules
from civiscope.indices.recipe import NORMALISE, Recipe, parse_step
from civiscope.indices.rules import Rule
from civiscope.indices.tree import IndexTree
from civiscope.indices.uncertainty.alternatives import gives_positive
from civiscope.study.index_definition import IndexDefinition, IndexElement

FilePath = tuple[str | int, ...]
Add = Callable[..., None]
"""Keeps a problem: its code, its path in the file, and the words of its message."""


def check_means(definition: IndexDefinition, tree: IndexTree, recipe: Recipe, add: Add) -> None:
    """Means over values above 0 do not go together with a normalisation that gives others.

    Of a table the values themselves are looked at, when it is scored: options may still change the recipe. A study's
    index would lose the cities without a word.
    """
    if definition.questionnaire is None or not recipe.aggregate:
        return
    for code, rule in node_rules(tree, recipe.aggregate).items():
        if AGGREGATIONS[rule.name].positive and not _positive(definition, (code,), recipe.rule_of(NORMALISE)):
            _add_conflict(definition, code, rule, add)
            return


def check_combined_mean(definition: IndexDefinition, number: int, rule: Rule, add: Add) -> None:
    """As `check_means`, for the combination of that number."""
    entry = definition.combinations[number]
    if definition.questionnaire is None or not AGGREGATIONS[rule.name].positive:
        return
    if not _positive(definition, entry.of, _normalisation(definition)):
        _add_conflict(definition, entry.code, rule, add)


def _add_conflict(definition: IndexDefinition, code: str, rule: Rule, add: Add) -> None:
    place = _place_of_normalisation(definition)
    path: FilePath = ("aggregate",) if place is None else ("steps", place)
    how = "without a normalisation" if place is None else f'with "{definition.steps[place]}"'
    add("index-mean-conflict", path, value=code, how=how, method=rule.name)


def _positive(definition: IndexDefinition, codes: Sequence[str], rule: Rule | None) -> bool:
    """Whether the elements below ``codes`` are above 0 whatever the answers."""
    if rule is not None and rule.name != "none":
        return gives_positive(rule)
    turned = rule is not None
    below = [element for top in definition.tree for element in _indicators(top, codes, definition.id in codes)]
    return all(_lowest(element) > 0 and not (turned and element.direction < 0) for element in below)


def _indicators(element: IndexElement, codes: Sequence[str], inside: bool) -> Iterable[IndexElement]:
    inside = inside or element.code in codes
    if element.children is None:
        return [element] if inside else []
    return [found for child in element.children for found in _indicators(child, codes, inside)]


def _lowest(element: IndexElement) -> float:
    """The lowest value of an indicator; -inf where it is not known."""
    score = element.score
    if score is None:
        return -math.inf
    low = element.low if score.range is None else score.range[0]
    lowest = -math.inf if low is None else low
    return lowest if score.not_asked is None else min(lowest, score.not_asked)


def _place_of_normalisation(definition: IndexDefinition) -> int | None:
    steps = [text.strip().partition(" ")[0] for text in definition.steps]
    return steps.index(NORMALISE) if NORMALISE in steps else None


def _normalisation(definition: IndexDefinition) -> Rule | None:
    """The rule of the normalisation; None where there is none, or where it is faulty, which is told elsewhere."""
    place = _place_of_normalisation(definition)
    if place is None:
        return None
    try:
        return parse_step(definition.steps[place], "").rule
    except UserError:
        return None
