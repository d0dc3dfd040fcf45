"""Figures of outcome models as parts of a document: groups side by side, coefficients, the cities behind them."""

from __future__ import annotations

from functools import partial

from civiscope.report.figures.blocks import FigureParts
from civiscope.report.figures.clouds import CloudPoint, CloudWords, cloud_picture
from civiscope.report.figures.intervals import IntervalRow, IntervalWords, interval_picture
from civiscope.report.figures.strips import StripGroup, StripPair, StripWords, strip_picture
from civiscope.report.figures.style import figure_style
from civiscope.report.outcomes.tables import coefficient_table, group_table, overview_table, point_table
from civiscope.report.words.outcome_words import OutcomeWords
from civiscope.report.words.phrases import named, number
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import ChartData, Series
from civiscope.results.outcomes import OutcomeCity, OutcomeEstimate

_NAMED = 4


def outcome_figure(view: ReleaseView, definition: str, outcome: str, wave: str = "") -> FigureParts | None:
    """The coefficients of the score side by side, without and with controls; None where nothing was fitted.

    ``wave`` is the latest of the model where it is empty. Raises KeyError for what outcomes.yaml does not define.
    """
    words = OutcomeWords(view)
    wave = wave or words.waves(definition)[0]
    rows = [row for kind in ("ols", "logit") for row in words.score_rows(definition, wave, outcome, kind)]
    if all(row.estimate is None for _, row in rows):
        return None
    step = words.step(definition)
    entries = [_interval_row(words, model, row, step) for model, row in rows]
    spread = min(entry.high - entry.low for entry in entries if entry.high is not None and entry.low is not None)
    detail = " ".join(
        view.say(
            "outcome_coefficients_row" if entry.estimate is not None else "outcome_coefficients_row_none",
            row=entry.label,
            n=entry.n,
            estimate=words.shown(entry.estimate, spread),
            low=words.shown(entry.low, spread),
            high=words.shown(entry.high, spread),
        )
        for entry in entries
    )
    said = IntervalWords(
        (view.say("outcome_head_n"), view.say("outcome_head_estimate")),
        view.say("outcome_key_plain"),
        view.say("outcome_key_filled"),
        view.say("outcome_coefficients_alt"),
        detail,
    )
    style = figure_style(view.definition.look)
    picture = interval_picture([("", entries)], said, partial(words.shown, spread=spread, fixed=False), style)
    title = view.say("outcome_coefficients", outcome=words.label(outcome), step=words.step_in_words(definition))
    axis = view.say("outcome_axis", unit=words.unit_of_differences(outcome))
    return FigureParts(
        f"outcome-{definition}-{wave}-{outcome}-coefficients", title, "", picture,
        (axis, view.say("outcome_interval_note"), *_source(words, outcome)), coefficient_table(words, rows, step),
    )  # fmt: skip


def _interval_row(words: OutcomeWords, model: str, row: OutcomeEstimate, step: float) -> IntervalRow:
    kind = "answer_" if words.predictor(row.definition) == "answer" else ""
    label = words.view.say(f"outcome_row_{kind}{model}")
    estimate, low, high = (None if value is None else value * step for value in (row.estimate, row.low, row.high))
    shown = number(row.n or 0, words.view.language)
    return IntervalRow(label, shown, estimate, low, high, filled=model.endswith("controls"))


def group_figure(view: ReleaseView, definition: str, outcome: str, wave: str = "") -> FigureParts | None:
    """All comparisons of a model for one outcome: cities as dots, means of groups; None where none has a mean."""
    words = OutcomeWords(view)
    wave = wave or words.waves(definition)[0]
    pairs, rows = [], []
    for comparison in words.models[definition].comparisons:
        row = words.row(definition, wave, outcome, "difference", comparison.code)
        if row is not None and row.estimate is not None:
            rows.append(row)
            pairs.append(_pair(words, row, wave))
    if not rows:
        return None
    spread = min((row.high or 0) - (row.low or 0) for row in rows)
    groups = [group for pair in pairs for group in pair.groups]
    seen = any(group.values for group in groups)
    detail = " ".join(_group_in_words(words, group, spread) for group in groups)
    said = StripWords(
        (view.say("outcome_head_n"), view.say("outcome_head_mean")),
        view.say("outcome_key_city"),
        view.say("outcome_key_mean"),
        view.say("outcome_strips_alt", count=len(pairs)) if seen else view.say("outcome_strips_alt_hidden"),
        detail,
    )
    picture = strip_picture(
        pairs, said, partial(words.shown, spread=spread, fixed=False), figure_style(view.definition.look)
    )
    title = view.say("outcome_strips", outcome=words.label(outcome))
    axis = view.say("outcome_axis", unit=words.unit(outcome))
    hidden = () if seen else (view.say("outcome_kept"),)
    return FigureParts(
        f"outcome-{definition}-{wave}-{outcome}-groups", title, "", picture,
        (axis, *hidden, *_source(words, outcome)), group_table(words, rows),
    )  # fmt: skip


def _group_in_words(words: OutcomeWords, group: StripGroup, spread: float) -> str:
    key = "outcome_strips_row_mean" if group.low is None else "outcome_strips_row"
    shown = {name: words.shown(getattr(group, name), spread) for name in ("mean", "low", "high")}
    return words.view.say(key, group=group.label, n=group.n, **shown)


def _pair(words: OutcomeWords, row: OutcomeEstimate, wave: str) -> StripPair:
    view, comparison = words.view, words.comparison(row.definition, row.term)
    values = words.values.get((wave, row.outcome), {})
    members = words.groups.get((row.definition, wave, row.term), {})

    def of(group: str) -> tuple[tuple[str, float], ...]:
        return tuple(
            (words.city(city), values[city].value)
            for city, own in sorted(members.items())
            if own == group and city in values
        )

    return StripPair(
        view.text(comparison.label),
        (
            StripGroup(
                view.text(comparison.high_label), row.first_n or 0, of("first"),
                row.first_mean, row.first_mean_low, row.first_mean_high,
            ),
            StripGroup(
                view.text(comparison.low_label), row.other_n or 0, of("other"),
                row.other_mean, row.other_mean_low, row.other_mean_high,
            ),
        ),
    )  # fmt: skip


def cloud_figure(view: ReleaseView, definition: str, outcome: str, wave: str = "") -> FigureParts | None:
    """The partial residual plot of the score; None where single cities may not be shown or nothing was fitted."""
    words = OutcomeWords(view)
    wave = wave or words.waves(definition)[0]
    cities = words.cities(definition, wave, outcome)
    row = words.main_row(definition, wave, outcome)
    points = [_point(words, city) for city in cities if city.partial_residual is not None]
    if row is None or row.estimate is None or not points:
        return None
    alone = "" if cities[0].model.endswith("controls") else "_alone"
    label = words.label(outcome)
    strongest = sorted(points, key=lambda point: (-point.pull, point.city))[:_NAMED]
    named = view.say("outcome_cloud_named", cities=", ".join(point.city for point in strongest))
    said = CloudWords(
        words.predictor_axis(definition),
        view.say(f"outcome_cloud_y{alone}", outcome=label, unit=words.unit(outcome)),
        view.say("outcome_cloud_alt", n=number(len(points), view.language)),
        named,
    )
    spreads = [max(values) - min(values) for values in zip(*((point.x, point.y) for point in points), strict=True)]
    shown = tuple(partial(words.shown, spread=spread, fixed=False) for spread in spreads)
    picture = cloud_picture(points, row.estimate, said, (shown[0], shown[1]), figure_style(view.definition.look))
    chart = ChartData(
        "points",
        tuple(point.city for point in points),
        (Series(label, tuple(point.y for point in points), tuple(point.x for point in points)),),
        "number",
    )
    return FigureParts(
        f"outcome-{definition}-{wave}-{outcome}-cities", view.say(f"outcome_cloud_title{alone}", outcome=label), "",
        picture, (view.say(f"outcome_cloud_note{alone}", named=named), *_source(words, outcome)),
        point_table(words, cities, spreads), chart,
    )  # fmt: skip


def _point(words: OutcomeWords, city: OutcomeCity) -> CloudPoint:
    return CloudPoint(words.city(city.city), city.score, city.partial_residual or 0.0, abs(city.dfbetas))


def overview_figure(view: ReleaseView, definition: str, wave: str = "") -> FigureParts | None:
    """The standardised coefficients of all outcomes of a model, without and with controls; None without regressions."""
    words = OutcomeWords(view)
    wave = wave or words.waves(definition)[0]
    blocks = []
    for entry in words.outcomes(definition, wave):
        rows = dict(words.score_rows(definition, wave, entry.code, "ols"))
        pair = [("alone", rows.get("ols_same") or rows.get("ols")), ("controls", rows.get("ols_controls"))]
        members = [
            IntervalRow(
                view.say(f"outcome_overview_{name}"), number(row.n or 0, view.language),
                row.standardised, row.standardised_low, row.standardised_high, filled=name == "controls",
            )
            for name, row in pair
            if row is not None
        ]  # fmt: skip
        if any(member.estimate is not None for member in members):
            blocks.append((words.label(entry.code), members))
    if not blocks:
        return None

    def shown(value: float) -> str:
        return words.shown(value, 0.5, fixed=False)

    detail = " ".join(
        f"{heading}, "
        + view.say(
            "outcome_coefficients_row", row=row.label, n=row.n, estimate=shown(row.estimate),
            low=shown(row.low or 0.0), high=shown(row.high or 0.0),
        )
        for heading, members in blocks
        for row in members
        if row.estimate is not None
    )  # fmt: skip
    said = IntervalWords(
        (view.say("outcome_head_n"), view.say("outcome_head_estimate")),
        view.say("outcome_key_plain"), view.say("outcome_key_filled"), view.say("outcome_overview_alt"), detail,
    )  # fmt: skip
    picture = interval_picture(blocks, said, shown, figure_style(view.definition.look))
    title = view.say("outcome_overview_figure", count=len(blocks))
    return FigureParts(
        f"outcome-{definition}-{wave}-overview", title, "", picture,
        (view.say("outcome_overview_axis"), view.say("outcome_interval_note")), overview_table(words, definition, wave),
    )  # fmt: skip


def _source(words: OutcomeWords, outcome: str) -> tuple[str, ...]:
    """Source and caveat of an outcome, as small print."""
    entry = words.definition.indicator(outcome)
    source = f"{named(words.view.say('outcome_source'), entry.source, words.view.language)}."
    return (source, words.view.text(entry.caveat)) if entry.caveat is not None else (source,)
