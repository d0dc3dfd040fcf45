"""Checks of a definition whose parts are sound, but do not go together."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from civiscope.errors import UserError
from civiscope.indices.aggregation.nodes import AGGREGATIONS, node_rules
from civiscope.indices.recipe import IMPUTE, NORMALISE, Recipe, parse_step, parse_weights
from civiscope.indices.rules import Rule, parse_rule
from civiscope.indices.tree import IndexTree
from civiscope.indices.uncertainty.alternatives import gives_positive
from civiscope.study.index_definition import IndexDefinition, IndexElement

FilePath = tuple[str | int, ...]
Add = Callable[..., None]
"""Keeps a problem: its code, its path in the file, and the words of its message."""

_BOUNDED = {"minmax": (0.0, 100.0), "goalposts": (0.0, 1.0)}
"""Normalisations that give values between two bounds, with those that they take where none are named."""
_MEANS = {"arithmetic", "geometric", "harmonic"}
"""Aggregations that stay between the lowest and the highest of their elements."""


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


def check_steps(definition: IndexDefinition, add: Add) -> None:
    """The normalisation comes once, and last: what follows it would change a scale that scores are read on."""
    first = _place_of_normalisation(definition)
    for place, text in enumerate(definition.steps):
        if first is not None and place > first:
            add("index-step-late", ("steps", place), value=text.strip(), first=definition.steps[first])


def check_named(definition: IndexDefinition, add: Add) -> None:
    """What the rules of a study's index name is there: files, and groups, which a table of answers has not.

    Of a table neither is checked: options may still change the recipe, and the data may have the groups.
    """
    if definition.questionnaire is None:
        return
    for path, text in _rules_of(definition):
        try:
            rule = parse_weights(text, "") if "weights" in path else parse_rule(text, "")
        except UserError:
            continue
        if "weights" not in path:
            if rule.name.startswith("group_"):
                add("index-study-group", path, value=rule.name)
        elif (file := _file_of(rule)) and not Path(file).is_file():
            add("index-rule-file", path, value=file)


def _rules_of(definition: IndexDefinition) -> Iterable[tuple[FilePath, str]]:
    """The rules of imputation and weights in words, alternatives included, by their path in the file."""
    for place, text in enumerate(definition.steps):
        name, _, rule = text.strip().partition(" ")
        if name == IMPUTE:
            yield ("steps", place), rule
    yield ("weights",), definition.weights
    for step in (IMPUTE, "weights"):
        for name, text in definition.alternatives.get(step, {}).items():
            yield ("alternatives", step, name), text


def _file_of(rule: Rule) -> str:
    if rule.name in ("file", "ahp", "budget"):
        return rule.values[0] if rule.values else ""
    return rule.options.get("targets", "")


def check_range(definition: IndexDefinition, recipe: Recipe, add: Add) -> None:
    """The lowest and highest score hold all scores that there can be, and each class some of them."""
    if definition.low is not None and definition.high is not None and definition.low >= definition.high:
        add("index-range-order", ("low",), value=f"{definition.low:g}", highest=f"{definition.high:g}")
        return
    scale = _scale(definition, recipe)
    if scale is not None:
        words = {"rule": str(recipe.rule_of(NORMALISE)), "low": f"{scale[0]:g}", "high": f"{scale[1]:g}"}
        if definition.low is not None and definition.low > scale[0]:
            add("index-range", ("low",), value=f"{definition.low:g}", field="lowest", **words)
        if definition.high is not None and definition.high < scale[1]:
            add("index-range", ("high",), value=f"{definition.high:g}", field="highest", **words)
    low, high = scale or (-math.inf, math.inf)
    low = low if definition.low is None else definition.low
    high = high if definition.high is None else definition.high
    for place, entry in enumerate(definition.classes):
        if entry.at_least is not None and place and not low < entry.at_least <= high:
            words = {"limit": f"{entry.at_least:g}", "low": f"{low:g}", "high": f"{high:g}"}
            add("index-class-range", ("classes", place), value=entry.code, **words)


def _scale(definition: IndexDefinition, recipe: Recipe) -> tuple[float, float] | None:
    """The bounds between which all scores lie, where the normalisation has bounds and means alone follow."""
    rule = recipe.rule_of(NORMALISE)
    if rule is None or rule.name not in _BOUNDED or rule.options.get("open") == "yes":
        return None
    own = [element.aggregate for element, _, _ in definition.elements() if element.aggregate]
    if not {text.partition(":")[0].strip() for text in (*definition.aggregate, *own)} <= _MEANS:
        return None
    try:
        low, high = (rule.number(place, bound) for place, bound in enumerate(_BOUNDED[rule.name]))
    except UserError:
        return None
    return (low, high) if low < high else None


def check_combination(definition: IndexDefinition, number: int, add: Add) -> None:
    """A combination is of different elements, and not of the whole."""
    entry = definition.combinations[number]
    for position, code in enumerate(entry.of):
        path: FilePath = ("combinations", number, "of", position)
        if code == definition.id:
            add("index-combination-whole", path, value=code, node=entry.code)
        elif code in entry.of[:position]:
            add("named-twice", path, value=code, field="of")


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
