"""The scores on the page of an index: how they are spread, the table of the cities, the means of groups."""

from __future__ import annotations

import math
from collections import Counter

from civiscope.report.pages.frame import note, paragraph, plain_text
from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.phrases import in_sentence, listed, number, percent
from civiscope.results.document import Block, Column, ColumnChart, Inline, Key, Span, Table
from civiscope.results.scores import GroupScore, Score

_COLUMNS = 10
"""About how many columns the distribution has."""

_FEWEST = 3
"""The interval of a mean of fewer cities spans most of the scale, whatever they answered, and is not shown."""

_STEPS = (1, 2, 5, 10)


def distribution(words: IndexWords, wave: str) -> list[Block]:
    """How many cities have a score, and how many have one in each range."""
    view = words.view
    scores = [score for entry in _shown(words, wave) if (score := entry.score) is not None]
    asked = len(
        {entry.city for entry in view.release.respondents if _answered(words, wave, entry.questionnaire, entry.wave)}
    )
    ranked = words.ranked_cities(wave)
    said = view.say(
        "index_scores_count",
        scored=number(ranked, view.language),
        respondents=number(max(asked, ranked), view.language),
    )
    if asked > ranked:
        said += " " + view.say("index_scores_unknown", count=asked - ranked)
    if ranked > len(scores):
        said += " " + view.say("index_scores_held", count=ranked - len(scores))
    if not scores:
        return [paragraph(said)]
    start, step = _ranges(words, scores)
    # A score on the edge of two ranges belongs to the upper one, whatever its last digit.
    places = Counter(math.floor((score - start) / step + 1e-9) for score in scores)
    columns = tuple(
        Column(words.points(start + place * step, 2), places[place])
        for place in range(min([0, *places]), max(places) + 1)
    )
    rows = ", ".join(
        view.say("index_distribution_row", low=column.label, count=number(column.value, view.language))
        for column in columns
    )
    alt = view.say(
        "index_distribution_alt",
        cities=number(len(scores), view.language),
        step=words.points(step, 2),
        unit=words.definition.unit,
        rows=rows,
    )
    title = plain_text(view.say("index_distribution"))
    return [
        paragraph(said),
        ColumnChart(title, columns, Key(), plain_text(view.say("index_distribution_note")), alt),
    ]


def score_table(words: IndexWords, wave: str) -> list[Block]:
    """All cities with a score that may be shown, the highest first; columns that say nothing are left out."""
    view = words.view
    entries = sorted(
        _shown(words, wave), key=lambda entry: (-(entry.score or 0.0), view.release.cities[entry.city].name)
    )
    if not entries:
        return []
    columns = {
        "index_table_city": [_city(words, entry.city) for entry in entries],
        "index_table_score": [plain_text(words.points(entry.score or 0.0)) for entry in entries],
        "index_table_interval": [plain_text(_range(words, entry.low, entry.high)) for entry in entries],
        "index_table_rank": [plain_text(_rank(words, entry)) for entry in entries],
        "index_table_ranks": [plain_text(_range(words, entry.rank_low, entry.rank_high)) for entry in entries],
        "index_table_same": [plain_text(_share(words, entry.same_rank)) for entry in entries],
        "index_table_class": [plain_text(words.class_label(entry.class_)) for entry in entries],
        "index_table_available": [plain_text(percent(entry.available, view.language)) for entry in entries],
    }
    if _all_known(entries):
        del columns["index_table_available"]
    kept = {key: cells for key, cells in columns.items() if any(span.text for cell in cells for span in cell)}
    table = Table(
        view.say("index_table_caption"),
        tuple(map(view.say, kept)),
        tuple(zip(*kept.values(), strict=True)),
        tuple(key not in ("index_table_city", "index_table_class") for key in kept),
    )
    return [table, note(_table_note(words, entries))]


def group_means(words: IndexWords, wave: str) -> list[Block]:
    """The mean scores of all cities and of every level of every group, with intervals; [] where there are none."""
    view = words.view
    found = _means(words, wave).get(words.definition.id, [])
    if not found:
        return []
    groups = {group.code: view.text(group.label) for group in view.definition.groups}
    rows = tuple(
        (
            plain_text(groups.get(entry.domain, entry.domain) or view.say("index_groups_all")),
            plain_text(view.levels.get(entry.domain, {}).get(entry.level, entry.level)),
            *_mean_cells(words, entry),
        )
        for entry in sorted(found, key=lambda entry: bool(entry.domain))
    )
    head = ("index_groups_group", "index_groups_level", *_MEAN_HEAD)
    table = Table(
        view.say("index_groups_caption"), tuple(map(view.say, head)), rows, (False, False, True, True, True, True)
    )
    return [table, note(" ".join([view.say("index_groups_note"), *_circular(words, found)]))]


def _circular(words: IndexWords, found: list[GroupScore]) -> list[str]:
    """Which groups stand for answers that are scored: their means are no finding; [] where there are none."""
    view = words.view
    domains = {entry.domain for entry in found}
    groups = [
        in_sentence(view.text(group.label), view.language)
        for group in view.definition.groups
        if group.code in domains and group.item in words.items
    ]
    return [view.say("index_groups_circular", groups=listed(groups, view.language))] if groups else []


def dimension_means(words: IndexWords, wave: str) -> list[Block]:
    """The mean scores of all cities in every dimension; [] where the index has none."""
    view = words.view
    rows = tuple(
        (plain_text(words.labels.get(node, node)), *_mean_cells(words, entry))
        for node, entries in _means(words, wave).items()
        for entry in entries
        if not entry.domain and node != words.definition.id
    )
    if not rows:
        return []
    head = ("index_dimensions_name", *_MEAN_HEAD)
    return [
        Table(view.say("index_dimensions_caption"), tuple(map(view.say, head)), rows, (False, True, True, True, True))
    ]


_MEAN_HEAD = ("index_groups_mean", "index_groups_interval", "index_groups_n", "index_groups_base")


def _mean_cells(words: IndexWords, entry: GroupScore) -> tuple[Inline, ...]:
    if entry.suppressed or entry.mean is None:
        return (plain_text(words.view.say("index_groups_suppressed")), (), (), ())
    interval = _range(words, entry.low, entry.high)
    if entry.n is not None and entry.n < _FEWEST:
        interval = words.view.say("index_groups_few")
    return (
        plain_text(words.points(entry.mean)),
        plain_text(interval),
        plain_text(_whole(words, entry.n)),
        plain_text(_whole(words, entry.base)),
    )


def _means(words: IndexWords, wave: str) -> dict[str, list[GroupScore]]:
    return words.view.release.group_scores_by_node.get((wave, words.definition.id), {})


def _shown(words: IndexWords, wave: str) -> list[Score]:
    """The published scores of the index itself."""
    index = words.definition.id
    found = words.view.release.scores_by_node.get((wave, index), {}).get(index, {})
    return [entry for entry in found.values() if entry.score is not None]


def _answered(words: IndexWords, wave: str, questionnaire: str, of_wave: str) -> bool:
    return of_wave == wave and questionnaire == words.questionnaire


def _ranges(words: IndexWords, scores: list[float]) -> tuple[float, float]:
    """Where the first range begins, and a round width."""
    low = min(scores) if words.definition.low is None else min(words.definition.low, *scores)
    high = max(scores) if words.definition.high is None else max(words.definition.high, *scores)
    wanted = (high - low) / _COLUMNS or 1.0
    unit = 10.0 ** math.floor(math.log10(wanted))
    step = next(factor * unit for factor in _STEPS if factor * unit >= wanted * (1 - 1e-9))
    return math.floor(low / step) * step, step


def _table_note(words: IndexWords, entries: list[Score]) -> str:
    view = words.view
    said = [view.say("index_table_all_known" if _all_known(entries) else "index_table_known")]
    varied = next((entry for entry in entries if entry.interval_level is not None and entry.variants is not None), None)
    if varied is not None:
        level, runs = percent(varied.interval_level or 0.0, view.language), number(varied.variants or 0, view.language)
        said.insert(0, view.say("index_table_note", level=level, runs=runs))
    if any(words.ties(entry) for entry in entries):
        said.append(view.say("index_table_note_tied"))
    if any(entry.same_rank is not None for entry in entries):
        said.append(view.say("index_table_note_same"))
    return " ".join(said)


def _all_known(entries: list[Score]) -> bool:
    return all(entry.available == 1 for entry in entries)


def _city(words: IndexWords, code: str) -> Inline:
    release = words.view.release
    href = f"../snapshots/{code}.html" if code in release.waves_by_city else ""
    return (Span(release.cities[code].name, href=href),)


def _share(words: IndexWords, share: float | None) -> str:
    return "" if share is None else percent(share, words.view.language)


def _range(words: IndexWords, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return words.view.say("index_range", low=words.points(low), high=words.points(high))


def _rank(words: IndexWords, entry: Score) -> str:
    shown = _whole(words, entry.rank)
    return words.view.say("index_table_tied", rank=shown) if words.ties(entry) else shown


def _whole(words: IndexWords, value: int | None) -> str:
    return "" if value is None else number(value, words.view.language)
