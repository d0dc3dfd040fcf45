"""Results of outcome models as blocks of a document, for pages of a release and chapters of a report."""

from __future__ import annotations

from civiscope.report.figures.blocks import FigureParts, figure_blocks
from civiscope.report.figures.style import figure_style
from civiscope.report.outcomes.caveats import caveat_blocks
from civiscope.report.outcomes.figures import cloud_figure, group_figure, outcome_figure, overview_figure
from civiscope.report.outcomes.sentences import difference_sentence, opened, outcome_sentence, regression_sentence
from civiscope.report.outcomes.tables import coverage_table, group_table, influence_table, model_table, source_table
from civiscope.report.words.outcome_words import OutcomeWords
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Block, Note, Paragraph, Span, Subheading, Table

__all__ = [
    "caveat_blocks",
    "cloud_figure",
    "definition_parts",
    "drawn",
    "group_figure",
    "outcome_blocks",
    "outcome_figure",
    "outcome_parts",
    "outcome_sentence",
    "overview_figure",
]

Part = Block | FigureParts
"""A block, or a figure that is not drawn yet: a document draws all of its figures together."""


def outcome_blocks(view: ReleaseView, definition: str, outcome: str, wave: str = "") -> list[Block]:
    """Everything about one outcome of a model, drawn: groups, the score, single cities."""
    return drawn(view, outcome_parts(view, definition, outcome, wave))


def outcome_parts(view: ReleaseView, definition: str, outcome: str, wave: str = "") -> list[Part]:
    """As `outcome_blocks`, with figures that are not drawn yet.

    ``wave`` is the latest of the model where it is empty. Raises KeyError for what outcomes.yaml does not define.
    """
    words = OutcomeWords(view)
    wave = wave or words.waves(definition)[0]
    return [
        *group_parts(words, definition, outcome, wave),
        *score_parts(words, definition, outcome, wave),
        *city_parts(words, definition, outcome, wave),
    ]


def group_parts(words: OutcomeWords, definition: str, outcome: str, wave: str) -> list[Part]:
    """Comparisons: a sentence each, the strips, the tests."""
    view = words.view
    found: list[Part] = []
    rows = []
    for comparison in words.models[definition].comparisons:
        row = words.row(definition, wave, outcome, "difference", comparison.code)
        if row is not None:
            rows.append(row)
            found.append(_said(words, outcome, difference_sentence(words, definition, wave, outcome, comparison.code)))
    figure = group_figure(view, definition, outcome, wave)
    if figure is not None:
        found = [figure, *found, group_table(words, [row for row in rows if row.estimate is not None])]
    return found


def score_parts(words: OutcomeWords, definition: str, outcome: str, wave: str) -> list[Part]:
    """Regressions: a sentence, the coefficients side by side, all terms; nothing where the model has none."""
    view, model = words.view, words.models[definition]
    row = words.main_row(definition, wave, outcome)
    if row is None:
        return []
    found: list[Part] = [_said(words, outcome, regression_sentence(words, definition, wave, outcome))]
    figure = outcome_figure(view, definition, outcome, wave)
    if figure is None:
        return found
    found += [figure, model_table(words, definition, wave, outcome)]
    if model.controls:
        missing = view.say("outcome_missing_complete")
        if row.imputations is not None:
            missing = view.say("outcome_missing_imputed", count=row.imputations)
        found.append(_note(missing))
    if row.without_low is not None and row.without_high is not None:
        step = words.step(definition)
        spread = ((row.high or 0.0) - (row.low or 0.0)) * step
        low, high = (words.shown(end * step, spread) for end in (row.without_low, row.without_high))
        words_of = {"step": words.step_in_words(definition), "low": low, "high": high}
        found.append(_note(view.say("outcome_range", **words_of)))
    return found


def city_parts(words: OutcomeWords, definition: str, outcome: str, wave: str) -> list[Part]:
    """The partial residual plot and the cities that pull most, as far as single cities may be shown."""
    found: list[Part] = []
    figure = cloud_figure(words.view, definition, outcome, wave)
    if figure is not None:
        found.append(figure)
    table = influence_table(words, definition, wave, outcome)
    row = words.main_row(definition, wave, outcome)
    if table is not None and row is not None and row.estimate is not None:
        step = words.step(definition)
        shown = words.shown(row.estimate * step, ((row.high or 0.0) - (row.low or 0.0)) * step)
        found += [table, _note(words.view.say("outcome_influence_note", estimate=shown))]
    return found


def definition_parts(view: ReleaseView, definition: str, wave: str = "", *, pages: str | None = None) -> list[Part]:
    """One model in short: what it asks, all outcomes, what was found of each, coverage and sources.

    ``pages`` is where the pages of outcomes lie as seen from the document, with a slash at its end; None: no links.
    """
    words = OutcomeWords(view)
    wave = wave or words.waves(definition)[0]
    model = words.models[definition]
    outcomes = words.outcomes(definition, wave)
    found: list[Part] = [] if model.about is None else [_paragraph(view.text(model.about))]
    figure = overview_figure(view, definition, wave)
    found += [] if figure is None else [figure]
    found.append(
        Table(
            view.say("outcome_overview_table"),
            (view.say("outcome_head_outcome"), view.say("outcome_head_result")),
            tuple(
                (
                    (Span(words.label(entry.code), href=_page(pages, definition, wave, entry.code)),),
                    (Span(_short(words, definition, wave, entry.code)),),
                )
                for entry in outcomes
            ),
            widths=(1, 3),
        )
    )
    if len(outcomes) > 1:
        rule = view.say(f"outcome_rule_{model.adjust}")
        found.append(_note(view.say("outcome_families", count=len(outcomes), rule=rule)))
    return [
        *found,
        Subheading((Span(view.say("outcome_coverage_title")),)),
        coverage_table(words, definition, wave),
        source_table(words, definition),
    ]


def _page(pages: str | None, definition: str, wave: str, outcome: str) -> str:
    return "" if pages is None else f"{pages}{definition}-{wave}-{outcome}.html"


def _short(words: OutcomeWords, definition: str, wave: str, outcome: str) -> str:
    """The regression in words, or where there is none the first comparison."""
    if words.main_row(definition, wave, outcome) is not None:
        return opened(words, outcome, regression_sentence(words, definition, wave, outcome), named=False)
    comparison = words.models[definition].comparisons[0].code
    return opened(words, outcome, difference_sentence(words, definition, wave, outcome, comparison), named=False)


def drawn(view: ReleaseView, parts: list[Part]) -> list[Block]:
    """The parts with their figures drawn, all at once."""
    waiting = [part for part in parts if isinstance(part, FigureParts)]
    simulated = view.say("simulated") if view.definition.simulated else ""
    figures = iter(figure_blocks(waiting, figure_style(view.definition.look), simulated))
    return [next(figures) if isinstance(part, FigureParts) else part for part in parts]


def _said(words: OutcomeWords, outcome: str, text: str) -> Paragraph:
    return _paragraph(opened(words, outcome, text, named=False))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def _note(text: str) -> Note:
    return Note((Span(text),))
