"""Small indices for tests: tables of indicators i0, i1 ..., trees over them, recipes in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.indices.build import BuiltIndex, build_index
from civiscope.indices.recipe import Recipe, parse_aggregate, parse_step, parse_weights
from civiscope.indices.table import IndicatorTable
from civiscope.indices.tree import IndexTree, Node

Floats = NDArray[np.float64]


def table_of(values: ArrayLike, *, waves: Sequence[str] = (), units: Sequence[str] = ()) -> IndicatorTable:
    """Units u0, u1 ... with the indicators i0, i1 ..."""
    matrix = np.asarray(values, dtype=np.float64)
    names = tuple(units) or tuple(f"u{row}" for row in range(len(matrix)))
    indicators = tuple(f"i{column}" for column in range(matrix.shape[1]))
    return IndicatorTable(names, names, tuple(waves) or ("",) * len(matrix), indicators, matrix)


def tree_of(
    nodes: Mapping[str, Sequence[str]],
    *,
    weights: Mapping[str, float] | None = None,
    directions: Mapping[str, int] | None = None,
    goalposts: tuple[float, float] = (np.nan, np.nan),
    own: Mapping[str, str] | None = None,
) -> IndexTree:
    """A tree of nodes by their elements, the top last; ``own`` are rules of aggregation of single nodes."""
    parents = {element: node for node, elements in nodes.items() for element in elements}
    made = [
        Node(
            code,
            level=2 if code in nodes else 1,
            parent=parents.get(code, ""),
            weight=(weights or {}).get(code, 1.0),
            direction=(directions or {}).get(code, 1),
            low=goalposts[0],
            high=goalposts[1],
            aggregate=(own or {}).get(code, ""),
        )
        for code in [*parents, *(code for code in nodes if code not in parents)]
    ]
    return IndexTree.make(made)


def flat_tree(count: int, **options: object) -> IndexTree:
    """One node, "top", over the indicators."""
    return tree_of({"top": [f"i{column}" for column in range(count)]}, **options)  # type: ignore[arg-type]


TWO_LEVELS = {"x": ("i0", "i1"), "y": ("i2", "i3", "i4"), "top": ("x", "y")}
"""Two dimensions over five indicators."""


def recipe_of(*steps: str, weights: str = "meta", aggregate: str = "arithmetic", minimum: float = 0.0) -> Recipe:
    """A recipe in words; ``aggregate`` holds one rule, or one per level joined by commas."""
    rules = tuple(aggregate.split(",")) if aggregate else ()
    return Recipe(
        tuple(parse_step(step, "test") for step in steps),
        parse_weights(weights, "test"),
        parse_aggregate(rules, "test", len(rules) + 1),
        minimum,
    )


def top_scores(table: IndicatorTable, tree: IndexTree, recipe: Recipe, *, strict: bool = True) -> Floats:
    """Scores (n,) of the index."""
    return build_index(table, tree, recipe, strict=strict).scores[tree.root]


def built_of(values: ArrayLike, tree: IndexTree, *steps: str, aggregate: str = "arithmetic") -> BuiltIndex:
    """An index built from values (n, p)."""
    return build_index(table_of(values), tree, recipe_of(*steps, aggregate=aggregate))


def weighted(table: IndicatorTable, weights: ArrayLike) -> IndicatorTable:
    """The table with frequency weights of its rows."""
    return replace(table, row_weights=np.asarray(weights, dtype=np.float64))
