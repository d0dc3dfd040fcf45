"""Parts of a report that stand alone: figures, tables, the codebook, lists of cities and terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from civiscope.report.figures.blocks import FigureParts
from civiscope.report.figures.requests import FigureKind, FigureRequest, NothingToDraw, figure_parts
from civiscope.report.narrative.glossary import glossary
from civiscope.report.narrative.methods import methods
from civiscope.report.narrative.run import (
    Arguments,
    FigureSlot,
    NothingToShowError,
    ReportPart,
    ReportRun,
    text_of,
)
from civiscope.report.narrative.words import answering
from civiscope.report.outcomes.blocks import definition_parts, outcome_parts
from civiscope.report.outcomes.caveats import caveat_blocks
from civiscope.report.pages.codebook import answered_counts, item_blocks
from civiscope.report.pages.frame import note, plain_text
from civiscope.report.pages.index_scores import dimension_means, distribution, group_means, score_table
from civiscope.report.pages.published import compared_sections
from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.outcome_words import OutcomeWords
from civiscope.report.words.phrases import number
from civiscope.results.document import Block, Paragraph, Span, Subheading, Table
from civiscope.study.questionnaire import Questionnaire

Part = Callable[[ReportRun, Arguments], list[ReportPart]]


def figure(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """The figure of a question; with ``beside``, of two questionnaires."""
    beside = text_of(arguments, "beside")
    return _drawn(run, arguments, "questionnaires" if beside else "item", partner=beside)


def trend(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """An answer from wave to wave."""
    return _drawn(run, arguments, "trend")


def map_of_cities(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """The map of the cities that answered."""
    return _drawn(run, arguments, "map")


def framework(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """The diagram of the study's framework."""
    return _drawn(run, arguments, "framework")


def _drawn(run: ReportRun, arguments: Arguments, kind: FigureKind, partner: str = "") -> list[ReportPart]:
    return [_slot(run, _parts(run, arguments, kind, partner))]


def _slot(run: ReportRun, parts: FigureParts) -> FigureSlot:
    """The place of a figure in the text; its anchor is its number there."""
    run.figures.append(replace(parts, id=f"figure-{len(run.figures) + 1}"))
    return FigureSlot(len(run.figures) - 1)


def _parts(run: ReportRun, arguments: Arguments, kind: FigureKind, partner: str = "") -> FigureParts:
    given = {name: text_of(arguments, name) for name in ("item", "questionnaire", "wave", "by", "option")}
    request = FigureRequest(
        id="",
        kind=kind,
        title=text_of(arguments, "title"),
        note=text_of(arguments, "note"),
        partner=partner,
        **given,
    )
    try:
        return figure_parts(run.view, request)
    except NothingToDraw as nothing:
        raise NothingToShowError(str(nothing)) from nothing


def table(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """The table behind the figure of a question, with its small print."""
    parts = _parts(run, arguments, "item")
    caption = " ".join(parts.caption)
    return [replace(parts.table, caption=parts.title), note(caption)]


def ranking(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """The scores of an index in a wave, as on the page of the index."""
    index, named = text_of(arguments, "index"), text_of(arguments, "wave")
    scored = {wave for wave, name in run.release.scores_by_node if name == index}
    waves = [named] if named else [wave.id for wave in reversed(run.view.definition.waves)]
    wave = next((entry for entry in waves if entry in scored), None)
    if wave is None:
        raise NothingToShowError(f'no city has a score of "{index}"')
    words = IndexWords(run.view, run.release.indices[index])
    blocks: list[Block] = [*distribution(words, wave), *score_table(words, wave)]
    return [*blocks, *group_means(words, wave), *dimension_means(words, wave)]


def participants(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """The cities that answered, by country."""
    view = run.view
    found: dict[str, list[str]] = defaultdict(list)
    for code in answering(run, arguments):
        city = run.release.cities[code]
        found[view.country(city.country)].append(city.name)
    rows = tuple(
        (
            plain_text(country),
            plain_text(number(len(names), view.language)),
            plain_text(", ".join(sorted(names))),
        )
        for country, names in sorted(found.items())
    )
    head = tuple(map(view.say, ("country", "report_number_of_cities", "index_cities_head")))
    return [Table(view.say("report_participants"), head, rows, (False, True, False), (0.2, 0.1, 0.7))]


def comparison(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """Results printed elsewhere beside those of this study, as on their page; those with no counterpart stand there."""
    found: list[ReportPart] = []
    for section in compared_sections(run.view, text_of(arguments, "wave"), text_of(arguments, "questionnaire")):
        found += [Subheading(plain_text(section.title)), *section.blocks]
    return found


def outcomes(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """What a model finds of one outcome, or of all in short, and what it cannot tell."""
    model, outcome, wave = (text_of(arguments, name) for name in ("model", "outcome", "wave"))
    try:
        found = outcome_parts(run.view, model, outcome, wave) if outcome else definition_parts(run.view, model, wave)
        caveats = caveat_blocks(OutcomeWords(run.view), model)
    except LookupError as missing:
        raise NothingToShowError(f'the release has no results of the model "{model}"') from missing
    return [*(_slot(run, part) if isinstance(part, FigureParts) else part for part in found), *caveats]


def codebook(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """Every question of a questionnaire (of all, where none is named; their titles then stand in the headings)."""
    wanted = text_of(arguments, "questionnaire")
    found: list[ReportPart] = []
    for name, questionnaire in run.release.questionnaires.items():
        if wanted in ("", name):
            title = "" if wanted else f"{run.view.text(questionnaire.title)}{run.view.say('colon')}"
            found += _questions(run, questionnaire, title)
    return found


def _questions(run: ReportRun, questionnaire: Questionnaire, title: str) -> list[ReportPart]:
    view = run.view
    answered = answered_counts(run.release, questionnaire.id)
    found: list[ReportPart] = []
    for section in questionnaire.sections:
        found.append(Subheading(plain_text(f"{title}{view.text(section.title)}")))
        for item in section.items:
            found.append(Paragraph((Span(view.text(item.label), strong=True),)))
            found += item_blocks(view, questionnaire, item, answered)
    return found


PARTS: dict[str, Part] = {
    "figure": figure,
    "trend": trend,
    "map": map_of_cities,
    "framework": framework,
    "table": table,
    "ranking": ranking,
    "participants": participants,
    "methods": methods,
    "comparison": comparison,
    "outcomes": outcomes,
    "codebook": codebook,
    "glossary": glossary,
}
"""The functions that stand alone in a paragraph, by name."""
