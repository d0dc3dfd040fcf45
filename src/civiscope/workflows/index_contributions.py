"""What the indicators of a built index contribute to each unit's score, as rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from civiscope.indices.aggregation.nodes import AGGREGATIONS
from civiscope.indices.analysis.contributions import Contributions, contributions
from civiscope.indices.build import BuiltIndex
from civiscope.results.scores import Contribution
from civiscope.workflows.absent import number_or_none

LINEAR = frozenset({"arithmetic", "sum"})
"""Aggregations that are weighted sums."""


def contributions_to(built: BuiltIndex) -> Contributions:
    """The scores of the index taken apart, by the rules with which it was built."""
    rules = built.aggregator.rules
    return contributions(
        built.table.values,
        built.tree,
        lambda code, values: built.aggregator.node(code, values, built.weights),
        linear=[code for code, rule in rules.items() if rule.name in LINEAR],
        comparing=[code for code, rule in rules.items() if AGGREGATIONS[rule.name].units == "together"],
    )


def contribution_rows(built: BuiltIndex) -> Iterator[Contribution]:
    """What each indicator adds to each unit's score; a base that is not 0 has a row with an empty node."""
    parts = contributions_to(built)
    root = built.tree.root
    for row, city in enumerate(built.table.units):
        if np.isnan(built.scores[root][row]):
            continue
        words = {"wave": built.table.waves[row], "index": root, "city": city}
        if parts.base[row]:
            yield Contribution(**words, node="", value=None, score=None, contribution=float(parts.base[row]))
        for column, code in enumerate(built.tree.indicators):
            yield Contribution(
                **words,
                node=code,
                value=number_or_none(built.prepared.raw.values[row, column]),
                score=number_or_none(built.table.values[row, column]),
                contribution=float(parts.parts[row, column]),
            )
