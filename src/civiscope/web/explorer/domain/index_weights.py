"""Other weights for the parts of an index, as the reader's browser computes scores by them.

`weights.js` follows `weighted`. Only what the release publishes is used: the scores of the uppermost parts of each city
whose score of the index is published, so that nothing can be learnt from them that is not published anyway.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from civiscope.results.scores import Score
from civiscope.study.index_definition import IndexDefinition
from civiscope.web.explorer.domain.index_ranking import ranking, scored_waves
from civiscope.web.explorer.domain.shelf import Edition

METHODS = ("arithmetic", "geometric", "harmonic")
"""Ways to put the uppermost parts together that a browser can repeat."""

TOLERANCE = 1e-6
"""By how much (as a share of scores above 1) recomputed scores may miss the published ones."""

_ROUNDING = 1e-4
"""Forgives a least share of 2/3 that is written as 0.6667, as the computation of scores does."""


@dataclass(frozen=True, slots=True)
class Reweighting:
    """The uppermost parts of an index (``nodes``) with their published weights, and how they are put together.

    ``minimum`` is the least share of the parts that must have a score. ``obstacle`` is empty where other weights can be
    tried, else why they cannot: ``rule`` (the method is none of METHODS), ``computed`` (weights come from the data),
    ``single`` (there is one part only), ``unranked`` (no ranking is published) or ``differs`` (published scores of the
    parts do not give the published scores).
    """

    method: str
    minimum: float
    nodes: tuple[str, ...]
    weights: tuple[float, ...]
    obstacle: str = ""


def reweighting(edition: Edition, index: str) -> Reweighting:
    """What is needed to try other weights, worked out once; raises KeyError for an index that is not defined."""
    return edition.remembered(("reweighting", index), lambda: _reweighting(edition, index))


def weighted(values: Sequence[float | None], weights: Sequence[float], method: str, minimum: float) -> float | None:
    """The weighted mean of the parts of one city that are known, by one of METHODS; None where there is none.

    Weights of missing parts go to the others in proportion. There is no score where fewer than the share ``minimum`` of
    the parts is known, where what is known has no weight, and by the geometric and the harmonic mean where a value is
    not above 0.
    """
    known = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None]
    total = sum(weight for _, weight in known)
    if not known or total <= 0 or (minimum > 0 and len(known) < (minimum - _ROUNDING) * len(values)):
        return None
    if method == "arithmetic":
        return sum(weight * value for value, weight in known) / total
    if any(value <= 0 for value, _ in known):
        return None
    if method == "geometric":
        return math.exp(sum(weight * math.log(value) for value, weight in known) / total)
    return total / sum(weight / value for value, weight in known)


def weights_data(edition: Edition, index: str) -> dict[str, Any]:
    """What the browser computes from: by wave for each city code, name, score, interval of the rank, parts' scores."""
    found = reweighting(edition, index)
    release = edition.release
    waves: dict[str, list[list[Any]]] = {}
    for wave in scored_waves(release, index):
        waves[wave] = [
            [
                entry.city,
                release.cities[entry.city].name,
                entry.score,
                entry.rank_low,
                entry.rank_high,
                *_parts(edition, entry, found.nodes),
            ]
            for entry in ranking(edition, index, wave).entries
        ]
    return {
        "method": found.method,
        "minimum": found.minimum,
        "nodes": list(found.nodes),
        "weights": list(found.weights),
        "waves": waves,
    }


def changeable(edition: Edition) -> list[str]:
    """The indices whose weights can be changed."""
    return [name for name in edition.release.indices if not reweighting(edition, name).obstacle]


def top_weights(definition: IndexDefinition) -> tuple[float, ...] | None:
    """The weights of the uppermost parts as the definition gives them; None where they come from data or a file."""
    rule = definition.weights.partition(":")[0].strip()
    if rule not in ("meta", "equal"):
        return None
    return tuple(1.0 if rule == "equal" else element.weight for element in definition.tree)


def _reweighting(edition: Edition, index: str) -> Reweighting:
    definition = edition.release.indices[index]
    method = definition.aggregate[-1].strip() if definition.aggregate else ""
    weights = top_weights(definition)
    nodes = tuple(element.code for element in definition.tree)
    obstacle = ""
    if method not in METHODS:
        obstacle = "rule"
    elif weights is None:
        obstacle = "computed"
    elif len(nodes) < 2:
        obstacle = "single"
    found = Reweighting(method, definition.minimum, nodes, weights or (), obstacle)
    if not obstacle:
        obstacle = _obstacle_of_scores(edition, index, found)
    return Reweighting(method, definition.minimum, nodes, weights or (), obstacle)


def _obstacle_of_scores(edition: Edition, index: str, found: Reweighting) -> str:
    """``unranked`` or ``differs``, where the published scores do not allow it."""
    rankings = [ranking(edition, index, wave) for wave in scored_waves(edition.release, index)]
    if not rankings or not all(entry.ranked for entry in rankings):
        return "unranked"
    for entry in (entry for one in rankings for entry in one.entries):
        score = weighted(_parts(edition, entry, found.nodes), found.weights, found.method, found.minimum)
        published = entry.score or 0.0
        if score is None or abs(score - published) > TOLERANCE * max(1.0, abs(published)):
            return "differs"
    return ""


def _parts(edition: Edition, entry: Score, nodes: tuple[str, ...]) -> list[float | None]:
    """The published scores of the parts of a city's score."""
    by_node = edition.release.scores_by_node[entry.wave, entry.index]
    found = [by_node.get(node, {}).get(entry.city) for node in nodes]
    return [None if score is None else score.score for score in found]
