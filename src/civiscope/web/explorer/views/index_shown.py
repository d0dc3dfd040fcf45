"""What the page of an index shows of it: key facts, the rows of the ranking, ways to its pages, the parts' weights."""

from __future__ import annotations

import json
from typing import Any

from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.phrases import number, percent, template_of
from civiscope.results.scores import Score
from civiscope.web.explorer.domain.index_ranking import Ranking
from civiscope.web.explorer.domain.index_weights import Reweighting
from civiscope.web.explorer.reader import Reader

_SCRIPT_PHRASES = (
    "correlation",
    "no_correlation",
    "summary",
    "furthest",
    "up",
    "down",
    "same",
    "lost",
    "lost_city",
    "no_weight",
    "unknown_part",
    "found",
    "failed",
)
"""Phrases that the script fills, without ``weights_``."""


def facts(words: IndexWords, ranking: Ranking) -> list[tuple[str, str]]:
    """Numbers with what they are: cities with a score, lowest and highest score, variants of the method."""
    view = words.view
    language = view.language
    scores = [entry.score for entry in ranking.entries if entry.score is not None]
    ranked = words.ranked_cities(ranking.wave)
    asked = len(
        {
            entry.city
            for entry in view.release.respondents
            if entry.wave == ranking.wave and entry.questionnaire == words.questionnaire
        }
    )
    answered = view.say(
        "index_fact_cities", asked=number(max(asked, ranked), language), wave=view.wave_title(ranking.wave)
    )
    spread = view.say("index_range", low=words.points(min(scores)), high=words.points(max(scores)))
    found = [(number(ranked, language), answered), (spread, view.say("index_fact_range", scale=words.scale))]
    varied = next((entry for entry in ranking.entries if entry.variants is not None), None)
    if varied is not None:
        found.append((number(varied.variants or 0, language), view.say("index_fact_variants")))
    return found


def rows(words: IndexWords, ranking: Ranking, page: int) -> list[dict[str, Any]]:
    """The cities of a page as the table shows them."""
    last = words.ranked_cities(ranking.wave)
    return [_row(words, entry, last) for entry in ranking.page(page)]


def notes(words: IndexWords, ranking: Ranking) -> list[str]:
    """What a reader must know of the ranks and intervals in the table."""
    view = words.view
    said = []
    varied = next((entry for entry in ranking.entries if entry.variants is not None), None)
    if varied is not None and varied.interval_level is not None:
        level, runs = percent(varied.interval_level, view.language), number(varied.variants or 0, view.language)
        said.append(view.say("ranking_note" if ranking.ranked else "ranking_note_scores", level=level, runs=runs))
    if ranking.ranked:
        said.append(view.say("ranking_overlap"))
    if any(words.ties(entry) for entry in ranking.entries):
        said.append(view.say("index_table_note_tied"))
    if any(entry.available < 1 for entry in ranking.entries):
        said.append(view.say("ranking_known_note"))
    return said


def way(reader: Reader, index: str, wave: str, latest: str, page: int = 1) -> str:
    """The way to a page of a ranking."""
    words: dict[str, Any] = {"index": index}
    name = "index"
    if wave != latest:
        name, words["wave"] = f"{name}_wave", wave
    if page > 1:
        name, words["number"] = f"{name}_page", page
    return reader.link(name, **words)


def pager(reader: Reader, index: str, ranking: Ranking, latest: str, page: int) -> dict[str, Any] | None:
    """The ways to the other pages of the ranking; None where it has one page only."""
    if ranking.pages < 2:
        return None
    ways = {step: way(reader, index, ranking.wave, latest, step) for step in range(1, ranking.pages + 1)}
    near = sorted({1, ranking.pages, *range(max(1, page - 2), min(ranking.pages, page + 2) + 1)})
    steps: list[tuple[int, str, bool]] = []
    for before, step in zip([0, *near], near, strict=False):
        if step - before > 1:
            steps.append((0, "", False))
        steps.append((step, ways[step], step == page))
    return {"steps": steps, "before": ways.get(page - 1, ""), "after": ways.get(page + 1, "")}


def weight_fields(words: IndexWords, found: Reweighting) -> list[dict[str, str]]:
    """The parts with their published weights, and how far their sliders reach."""
    top = 3 * max(found.weights)
    total = sum(found.weights)
    return [
        {
            "code": node,
            "label": words.labels[node],
            "weight": _plain(weight),
            "top": _plain(top),
            "step": _plain(top / 60),
            "share": percent(weight / total, words.view.language),
        }
        for node, weight in zip(found.nodes, found.weights, strict=True)
    ]


def script_words(words: IndexWords) -> str:
    """The phrases of the script as JSON, for a data attribute."""
    found = {name: template_of(f"weights_{name}", words.view.language) for name in _SCRIPT_PHRASES}
    found["range"] = template_of("index_range", words.view.language)
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def missing_rule(words: IndexWords, found: Reweighting) -> str:
    """What happens to a city of which a part is not known."""
    view = words.view
    if found.minimum >= 1:
        return view.say("weights_all_parts")
    if found.minimum > 0:
        return view.say("weights_minimum", share=percent(found.minimum, view.language))
    return view.say("weights_rescaled")


def _row(words: IndexWords, entry: Score, last: int) -> dict[str, Any]:
    view = words.view
    language = view.language
    city = view.release.cities[entry.city]
    rank = "" if entry.rank is None else number(entry.rank, language)
    found: dict[str, Any] = {
        "code": entry.city if entry.city in view.release.waves_by_city else "",
        "name": city.name,
        "country": view.country(city.country),
        "rank": view.say("index_table_tied", rank=rank) if words.ties(entry) else rank,
        "score": words.points(entry.score or 0.0),
        "interval": _range(words, entry.low, entry.high),
        "class": words.class_label(entry.class_),
        "known": percent(entry.available, language) if entry.available < 1 else "",
        "ranks": "",
    }
    if entry.rank is not None and entry.rank_low is not None and entry.rank_high is not None:
        ranks = (number(entry.rank_low, language), number(entry.rank_high, language))
        found["ranks"] = view.say("index_range", low=ranks[0], high=ranks[1])
        low, at, high = (_place(rank, last) for rank in (entry.rank_low, entry.rank, entry.rank_high))
        found |= {"low": low, "at": at, "high": high}
    return found


def _place(rank: int, last: int) -> float:
    """Where a rank lies between the first and the last one, from 0 to 1."""
    return (rank - 1) / (last - 1) if last > 1 else 0.5


def _range(words: IndexWords, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return words.view.say("index_range", low=words.points(low), high=words.points(high))


def _plain(value: float) -> str:
    """A number as HTML and scripts write it, whatever the language."""
    return f"{value:.12g}"
