"""Tables of outcome models."""

from __future__ import annotations

from collections.abc import Sequence

from civiscope.report.words.outcome_words import OutcomeWords
from civiscope.report.words.phrases import named, number, separated
from civiscope.results.document import Inline, Span, Table
from civiscope.results.outcomes import OutcomeCity, OutcomeEstimate

_INFLUENTIAL = 8
_SUFFIXES = ("ols", "ols_same", "ols_controls")


def _cells(*texts: str) -> tuple[Inline, ...]:
    return tuple((Span(text),) if text else () for text in texts)


def _interval(words: OutcomeWords, low: float | None, high: float | None, factor: float = 1.0) -> str:
    if low is None or high is None:
        return ""
    spread = abs((high - low) * factor)
    shown = [words.shown(end * factor, spread) for end in (low, high)]
    return words.view.say("outcome_to", low=shown[0], high=shown[1])


def _estimate(words: OutcomeWords, row: OutcomeEstimate, factor: float = 1.0) -> str:
    if row.estimate is None or row.low is None or row.high is None:
        return "–"
    return words.shown(row.estimate * factor, (row.high - row.low) * factor)


def group_table(words: OutcomeWords, rows: Sequence[OutcomeEstimate]) -> Table:
    """One row for every comparison: n of both groups, difference, interval, tests, effect size."""
    view = words.view
    heads = ("comparison", "cities", "difference", "interval", "welch", "permutation", "holm", "bh", "effect")
    outcome = rows[0].outcome if rows else ""
    body = tuple(
        _cells(
            view.text(words.comparison(row.definition, row.term).label),
            view.say(
                "outcome_and",
                first=number(row.first_n or 0, view.language),
                other=number(row.other_n or 0, view.language),
            ),
            _estimate(words, row),
            _interval(words, row.low, row.high),
            words.p(row.p),
            words.p(row.p_permutation),
            words.p(row.p_holm),
            words.p(row.p_bh),
            "–"
            if row.effect is None
            else f"{words.shown(row.effect, 0.5)} ({_interval(words, row.effect_low, row.effect_high)})",
        )
        for row in rows
    )
    caption = view.say("outcome_tests_caption", unit=words.unit_of_differences(outcome)) if rows else ""
    return Table(caption, tuple(view.say(f"outcome_head_{name}") for name in heads), body, (False, *([True] * 8)))


def coefficient_table(words: OutcomeWords, rows: Sequence[tuple[str, OutcomeEstimate]], step: float) -> Table:
    """The rows of the figure of coefficients as numbers."""
    view = words.view
    kind = "answer_" if rows and words.predictor(rows[0][1].definition) == "answer" else ""
    heads = ("model", "n", "estimate", "interval", "welch_score", "holm", "bh", "standardised")
    body = tuple(
        _cells(
            view.say(f"outcome_row_{kind}{model}"),
            number(row.n or 0, view.language),
            _estimate(words, row, step),
            _interval(words, row.low, row.high, step),
            words.p(row.p),
            words.p(row.p_holm),
            words.p(row.p_bh),
            _standardised(words, row),
        )
        for model, row in rows
    )
    outcome = rows[0][1].outcome
    caption = view.say("outcome_table_score", unit=words.unit_of_differences(outcome))
    return Table(caption, tuple(view.say(f"outcome_head_{name}") for name in heads), body, (False, *([True] * 7)))


def _standardised(words: OutcomeWords, row: OutcomeEstimate) -> str:
    if row.standardised is None:
        return "–"
    return f"{words.shown(row.standardised, 0.5)} ({_interval(words, row.standardised_low, row.standardised_high)})"


def model_table(words: OutcomeWords, definition: str, wave: str, outcome: str) -> Table:
    """All terms of the linear models side by side: plain coefficients with intervals, and standardised ones."""
    view = words.view
    names = [name for name in _SUFFIXES if _has(words, definition, wave, outcome, name)]
    heads = {"ols": "alone", "ols_same": "same", "ols_controls": "controls"}
    terms = list(
        dict.fromkeys(
            row.term
            for row in view.release.outcomes.estimates
            if (row.definition, row.wave, row.outcome) == (definition, wave, outcome)
            and row.model in names
            and row.estimate is not None
        )
    )
    last = names[-1] if names else "ols"
    body = [
        _cells(
            _term(words, definition, term),
            *(_coefficient(words, words.row(definition, wave, outcome, name, term)) for name in names),
            _standardised_of(words, words.row(definition, wave, outcome, last, term)),
        )
        for term in terms
    ]
    body += _foot(words, definition, wave, outcome, names)
    standardised = "standardised" if last == "ols_controls" else "standardised_alone"
    head = tuple(view.say(f"outcome_head_{name}") for name in ("term", *(heads[name] for name in names), standardised))
    unit = words.unit_of_differences(outcome)
    caption = view.say("outcome_table_caption", outcome=words.label(outcome), unit=unit)
    return Table(caption, head, tuple(body), (False, *([True] * (len(head) - 1))))


def _has(words: OutcomeWords, definition: str, wave: str, outcome: str, model: str) -> bool:
    shown = dict(words.score_rows(definition, wave, outcome, "ols"))
    return model in shown and shown[model].estimate is not None


def _foot(words: OutcomeWords, definition: str, wave: str, outcome: str, names: list[str]) -> list[tuple[Inline, ...]]:
    view, term = words.view, words.predictor(definition)
    rows = [row for name in names if (row := words.row(definition, wave, outcome, name, term)) is not None]
    language = view.language
    lines = {
        "p": [words.p(row.p) for row in rows],
        "p_adjusted": [words.p(row.p_adjusted) for row in rows],
        "n": [number(row.n or 0, language) for row in rows],
        "r_squared": ["–" if row.r_squared is None else number(row.r_squared, language, digits=2) for row in rows],
    }
    return [_cells(view.say(f"outcome_row_{name}"), *texts, "") for name, texts in lines.items()]


def _term(words: OutcomeWords, definition: str, term: str) -> str:
    if term in ("intercept", "score", "answer"):
        return words.view.say(f"outcome_term_{term}")
    code, _, level = term.partition(": ")
    control = {entry.code: entry for entry in words.definition.controls}[code]
    label = words.view.text(control.label)
    if control.transform == "log":
        label = words.view.say("outcome_logarithm", label=label)
    return named(label, level, words.view.language)


def _coefficient(words: OutcomeWords, row: OutcomeEstimate | None) -> str:
    if row is None or row.estimate is None:
        return ""
    return f"{_estimate(words, row)} ({_interval(words, row.low, row.high)})"


def _standardised_of(words: OutcomeWords, row: OutcomeEstimate | None) -> str:
    return "" if row is None or row.standardised is None else _standardised(words, row)


def point_table(words: OutcomeWords, cities: Sequence[OutcomeCity], spreads: Sequence[float]) -> Table:
    """The points of the cloud."""
    view = words.view
    alone = "" if cities[0].model.endswith("controls") else "_alone"
    names = ("city", f"x_{words.predictor(cities[0].definition)}", f"y{alone}")
    heads = tuple(view.say(f"outcome_head_{name}") for name in names)
    rows = tuple(
        _cells(
            words.city(city.city),
            words.shown(city.score, spreads[0]),
            words.shown(city.partial_residual, spreads[1]),
        )
        for city in cities
    )
    return Table("", heads, rows, (False, True, True))


def influence_table(words: OutcomeWords, definition: str, wave: str, outcome: str) -> Table | None:
    """The cities that pull the score's coefficient most; None where single cities may not be shown."""
    view = words.view
    cities = sorted(words.cities(definition, wave, outcome), key=lambda row: (-abs(row.dfbetas), row.city))
    row = words.main_row(definition, wave, outcome)
    if not cities or row is None or row.low is None or row.high is None:
        return None
    step = words.step(definition)
    spread = (row.high - row.low) * step
    heads = tuple(view.say(f"outcome_head_{name}") for name in ("city", "without", "dfbetas", "cook"))
    body = tuple(
        _cells(
            words.city(city.city),
            words.shown(city.estimate_without * step, spread),
            words.shown(city.dfbetas, 0.5),
            words.shown(city.cooks_distance, 0.5),
        )
        for city in cities[:_INFLUENTIAL]
    )
    caption = view.say("outcome_influence_caption", step=words.step_in_words(definition))
    return Table(caption, heads, body, (False, True, True, True))


def overview_table(words: OutcomeWords, definition: str, wave: str) -> Table:
    """One row for every outcome: standardised coefficient, p-values, cities, without and with controls."""
    view = words.view
    heads = ("outcome", "model", "n", "standardised_alone", "welch_score", "holm", "bh")
    body = []
    for entry in words.outcomes(definition, wave):
        rows = dict(words.score_rows(definition, wave, entry.code, "ols"))
        for name, row in (("alone", rows.get("ols_same") or rows.get("ols")), ("controls", rows.get("ols_controls"))):
            if row is not None:
                body.append(
                    _cells(
                        words.label(entry.code), view.say(f"outcome_overview_{name}"),
                        number(row.n or 0, view.language), _standardised(words, row), words.p(row.p),
                        words.p(row.p_holm), words.p(row.p_bh),
                    )
                )  # fmt: skip
    head = tuple(view.say(f"outcome_head_{name}") for name in heads)
    return Table("", head, tuple(body), (False, False, *([True] * 5)))


def coverage_table(words: OutcomeWords, definition: str, wave: str) -> Table:
    """How many cities have a value of each outcome, of which years."""
    view, language = words.view, words.view.language
    heads = ("outcome", "asked", "coverage", "with_controls", "years")
    rows = []
    for entry in words.outcomes(definition, wave):
        row = words.coverage[definition, wave, entry.code]
        counts = (number(count, language) for count in (row.cities, row.with_value, row.with_controls))
        rows.append(_cells(words.label(entry.code), *counts, row.years))
    head = tuple(view.say(f"outcome_head_{name}") for name in heads)
    return Table(view.say("outcome_coverage_caption"), head, tuple(rows), (False, True, True, True, False))


def source_table(words: OutcomeWords, definition: str) -> Table:
    """Sources and terms of all outcomes and of the indicators that serve as controls; those of one source together."""
    view, model = words.view, words.models[definition]
    held = [entry.indicator for entry in words.definition.controls_of(model) if entry.indicator is not None]
    shown = dict.fromkeys([*(entry.code for entry in words.definition.outcomes_of(model)), *held])
    labels: dict[tuple[Span, Span], list[str]] = {}
    for entry in map(words.definition.indicator, shown):
        source = Span(entry.source, href=entry.url or "")
        licence = Span(entry.licence.name, href=entry.licence.url or "")
        labels.setdefault((source, licence), []).append(view.text(entry.label))
    rows = [
        ((Span(separated(together, view.language)),), (source,), (licence,))
        for (source, licence), together in labels.items()
    ]
    head = tuple(view.say(f"outcome_{name}") for name in ("head_outcome", "source", "licence"))
    return Table(view.say("outcome_sources_caption"), head, tuple(rows))
