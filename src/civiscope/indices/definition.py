"""From an index's definition to its tree and its recipe, with every fault told by file and line."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from civiscope.errors import Problem, ProblemLog, UserError, did_you_mean, problem
from civiscope.indices.aggregation.nodes import AGGREGATIONS
from civiscope.indices.definition_checks import (
    check_combination,
    check_combined_mean,
    check_means,
    check_named,
    check_range,
    check_steps,
)
from civiscope.indices.recipe import NORMALISE, Recipe, ScoreClass, Step, parse_aggregate, parse_step, parse_weights
from civiscope.indices.rules import Rule, parse_rule
from civiscope.indices.tree import IndexTree, Node, Place
from civiscope.indices.uncertainty.alternatives import variation
from civiscope.study.index_checks import IndexFile, check_index
from civiscope.study.index_definition import IndexDefinition, IndexElement
from civiscope.study.labels import in_language
from civiscope.study.validation import log_validation
from civiscope.study.yamlfile import read_yaml
from civiscope.study.yamlnodes import shown_path

Floats = NDArray[np.float64]
FilePath = tuple[str | int, ...]
Made = TypeVar("Made")

GOALPOSTS = "goalposts"
_MEANS = {name: method for name, method in AGGREGATIONS.items() if method.mean is not None}
"""Aggregations that need the elements of one unit only."""


@dataclass(frozen=True, slots=True)
class Combination:
    """A further score over elements that have their one parent elsewhere; all of them are needed."""

    code: str
    label: str
    of: tuple[str, ...]
    rule: Rule


def read_index(path: Path) -> IndexDefinition:
    """The definition in a file outside a study; raises UserError with everything that is wrong with it.

    What an item of a questionnaire would tell is not checked, because there is no questionnaire.
    """
    if not path.is_file():
        raise UserError(problem("index-file-missing", file=str(path)))
    log = ProblemLog()
    source = read_yaml(path, path.name, log)
    if source is None:
        raise UserError(*log.errors)
    try:
        definition = IndexDefinition.model_validate(source.data)
    except ValidationError as failure:
        log_validation(failure, source, path.name, log)
        raise UserError(*log.errors) from None
    file = IndexFile(definition, source, path.name)
    if definition.questionnaire is None:
        check_index(file, None, {}, (), log)
    check_rules(file, log)
    if log.errors:
        raise UserError(*log.errors)
    return definition


def check_rules(file: IndexFile, log: ProblemLog) -> None:
    """Log everything that is wrong with an index's structure, rules, alternatives and combinations."""
    scored_wrongly = {entry.column for entry in log.errors if entry.file == file.shown}
    try:
        index_of(file.definition, file)
    except UserError as failure:
        # A scoring that cannot be has no goalposts either: only the fault itself is told.
        log.extend(
            [
                entry
                for entry in failure.problems
                if entry.code != "index-goalposts-missing" or entry.value not in scored_wrongly
            ]
        )
    reader = _Reader(file.definition, file)
    check_named(file.definition, reader.add)
    log.extend(reader.problems)
    try:
        combinations_of(file.definition, file)
    except UserError as failure:
        log.extend(failure.problems)


def index_of(
    definition: IndexDefinition, file: IndexFile | None = None, language: str = ""
) -> tuple[IndexTree, Recipe]:
    """The tree and the recipe of a definition; labels are in ``language``, where there are several.

    Goalposts of an indicator are its own, else the lowest and highest value that its scoring can give. Raises UserError
    with everything that is wrong; ``file`` gives the lines.
    """
    reader = _Reader(definition, file)
    tree = reader.attempt(("tree",), lambda: _tree(definition, file, language))
    steps = [reader.parse(("steps", number), parse_step, text) for number, text in enumerate(definition.steps)]
    weights = reader.parse(("weights",), parse_weights, definition.weights)
    reader.check_rules_of_elements()
    check_steps(definition, reader.add)
    found = Recipe(
        steps=tuple(step for step in steps if step is not None),
        weights=weights or Recipe().weights,
        minimum=definition.minimum,
        classes=_classes(definition, language),
    )
    check_range(definition, found, reader.add)
    if tree is None:
        raise UserError(*reader.problems)
    aggregate = reader.attempt(
        ("aggregate",), lambda: parse_aggregate(definition.aggregate, reader.place(("aggregate",)), tree.depth)
    )
    reader.check_goalposts(tree, found.steps)
    if not reader.problems:
        found = replace(found, aggregate=aggregate or ())
        check_means(definition, tree, found, reader.add)
    if not reader.problems:
        reader.attempt(("alternatives",), lambda: _vary(definition, tree, found))
    if reader.problems:
        raise UserError(*reader.problems)
    return tree, found


def combinations_of(
    definition: IndexDefinition, file: IndexFile | None = None, language: str = ""
) -> tuple[Combination, ...]:
    """The further scores of a definition; raises UserError with everything that is wrong, as `index_of`."""
    reader = _Reader(definition, file)
    codes = [definition.id, *(element.code for element, _, _ in definition.elements())]
    found = []
    for number, entry in enumerate(definition.combinations):
        path: FilePath = ("combinations", number)
        if entry.code in codes:
            reader.add("index-node-twice", (*path, "code"), value=entry.code, where="")
        for position, code in enumerate(entry.of):
            if code not in codes:
                similar = did_you_mean(code, codes)
                reader.add(
                    "index-combination-unknown", (*path, "of", position), value=code, node=entry.code, similar=similar
                )
        check_combination(definition, number, reader.add)
        rule = reader.parse((*path, "aggregate"), _parse_mean, entry.aggregate)
        if rule is not None:
            check_combined_mean(definition, number, rule, reader.add)
            found.append(Combination(entry.code, in_language(entry.label, language, language), entry.of, rule))
    for number, entry in enumerate(definition.combinations):
        if entry.code in [other.code for other in definition.combinations[:number]]:
            reader.add("index-node-twice", ("combinations", number, "code"), value=entry.code, where="")
    if reader.problems:
        raise UserError(*reader.problems)
    return tuple(found)


def combined(scores: Mapping[str, Floats], combinations: tuple[Combination, ...]) -> dict[str, Floats]:
    """Scores (n,) of the combinations from those of the elements (n,), NaN where one of them is missing.

    Elements count alike. A mean that needs values above 0 gives NaN where one is not.
    """
    found = {}
    for entry in combinations:
        parts = np.stack([scores[code] for code in entry.of])
        mean = _MEANS[entry.rule.name].mean
        assert mean is not None
        values = mean(parts[:, None, :], np.ones((1, len(entry.of))))[0]
        found[entry.code] = np.where(np.isnan(parts).any(axis=0), np.nan, values)
    return found


@dataclass
class _Reader:
    """Collects what is wrong with a definition, by its place in the file."""

    definition: IndexDefinition
    file: IndexFile | None
    problems: list[Problem] = field(default_factory=list)

    def attempt(self, path: FilePath, make: Callable[[], Made]) -> Made | None:
        """What ``make`` returns; None where it raises UserError, whose problems are kept with file and line."""
        try:
            return make()
        except UserError as failure:
            self.problems += [self._placed(entry, path) for entry in failure.problems]
            return None

    def parse(self, path: FilePath, parse: Callable[[str, str], Made], text: str) -> Made | None:
        """What ``parse`` makes of a rule in words and its place; None as `attempt`."""
        return self.attempt(path, lambda: parse(text, self.place(path)))

    def add(self, code: str, path: FilePath, **words: object) -> None:
        """Keep a problem of the value at ``path``."""
        self.problems.append(self._placed(problem(code, **words), path))  # type: ignore[arg-type]

    def place(self, path: FilePath) -> str:
        """Where a rule stands, in words: problems that only show when it is used name it."""
        shown = shown_path(path)
        line = None if self.file is None else self.file.line(path)
        return shown if self.file is None else f"{self.file.shown}, line {line}, {shown}"

    def check_rules_of_elements(self) -> None:
        """Rules that elements have of their own: names of aggregations."""
        for element, _, path in self.definition.elements():
            if element.aggregate is not None:
                self.parse((*path, "aggregate"), _parse_aggregation, element.aggregate)

    def check_goalposts(self, tree: IndexTree, steps: tuple[Step, ...]) -> None:
        """Fixed goalposts need both of them in every indicator."""
        rules = [step.rule.name for step in steps if step.name == NORMALISE]
        rules += [text.partition(":")[0] for text in self.definition.alternatives.get(NORMALISE, {}).values()]
        if GOALPOSTS not in rules:
            return
        for element, path in self.definition.indicators():
            node = tree.node(element.code)
            if math.isnan(node.low) or math.isnan(node.high):
                self.add("index-goalposts-missing", path, value=element.code)

    def _placed(self, entry: Problem, path: FilePath) -> Problem:
        if self.file is None or entry.file:
            return entry
        inner = tuple(entry.column.split(".")) if entry.column.startswith(f"{path[0]}.") else path
        return replace(entry, file=self.file.shown, line=self.file.line(inner), column=shown_path(inner))


def _parse_mean(text: str, place: str) -> Rule:
    return parse_rule(text, place, _MEANS)


def _parse_aggregation(text: str, place: str) -> Rule:
    return parse_rule(text, place, AGGREGATIONS)


def _tree(definition: IndexDefinition, file: IndexFile | None, language: str) -> IndexTree:
    nodes = [
        Node(
            definition.id,
            in_language(definition.title, language, language),
            level=1 + max(map(_height, definition.tree)),
        )
    ]
    places: dict[int, Place] = {}
    if file is not None:
        places[0] = Place(file.shown, file.line(("tree",)), "tree")
    for element, parent, path in definition.elements():
        if file is not None:
            places[len(nodes)] = Place(file.shown, file.line(path), shown_path(path))
        nodes.append(_node(element, parent, language))
    return IndexTree.make(nodes, places, "" if file is None else file.shown)


def _node(element: IndexElement, parent: str, language: str) -> Node:
    low, high = (None if element.score is None else element.score.range) or (math.nan, math.nan)
    if low == high:
        # Points that are all alike are a fault of the scoring, which is told there.
        low = high = math.nan
    return Node(
        code=element.code,
        label=in_language(element.label, language, language),
        level=_height(element),
        parent=parent,
        weight=element.weight,
        direction=element.direction,
        unit=element.unit or "",
        target=math.nan if element.target is None else element.target,
        denominator=element.denominator or "",
        low=low if element.low is None else element.low,
        high=high if element.high is None else element.high,
        minimum=element.minimum or 0.0,
        aggregate=element.aggregate or "",
    )


def _height(element: IndexElement) -> int:
    """1 for an indicator, else one more than the highest of its elements; 2 where there are none, which is a fault."""
    return 1 if element.children is None else 1 + max(map(_height, element.children), default=1)


def _classes(definition: IndexDefinition, language: str) -> tuple[ScoreClass, ...]:
    return tuple(
        ScoreClass(
            entry.code,
            in_language(entry.label, language, language),
            -math.inf if entry.at_least is None else entry.at_least,
        )
        for entry in definition.classes
    )


def _vary(definition: IndexDefinition, tree: IndexTree, recipe: Recipe) -> None:
    """Check the alternatives; raises UserError."""
    noise = definition.noise
    if definition.alternatives or noise.weights or noise.data:
        variation(recipe, tree, definition.alternatives, noise.weights, noise.data)
