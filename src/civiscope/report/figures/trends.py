"""The figure of a question over the waves, with its words, its table and its chart."""

from __future__ import annotations

import itertools

from civiscope.release.model import Release
from civiscope.report.figures.captions import interval_remark, sheet_words
from civiscope.report.figures.concepts import common_option
from civiscope.report.figures.document_tables import NOTHING, cell_text, made_table
from civiscope.report.figures.frame import Words
from civiscope.report.figures.made import MadeFigure
from civiscope.report.figures.paired_tables import respondents_of
from civiscope.report.figures.style import FigureStyle
from civiscope.report.figures.tables import Subject
from civiscope.report.figures.text import tidy
from civiscope.report.figures.trend_panels import trend_panels
from civiscope.report.figures.trend_tables import TrendTable, trend_table
from civiscope.report.words.phrases import listed, named, number, percent, say, separated
from civiscope.results.document import ChartData, Series, Table
from civiscope.study.questionnaire import Item, Questionnaire


def trend_figure(
    release: Release, language: str, questionnaire: Questionnaire, item: Item, option: str, style: FigureStyle
) -> MadeFigure | None:
    """A question over the waves, for one common option or for all; None where fewer than two waves have a share."""
    table = trend_table(release, language, questionnaire, item, option)
    if table is None:
        return None
    picture = trend_panels(table, style, language)
    words = _words(table, picture.notes)
    return MadeFigure(picture, words, _rows(table, words.title), _chart(table))


def _words(table: TrendTable, notes: tuple[str, ...]) -> Words:
    latest = table.stops[-1]
    language = latest.language
    title = say("figure_trend", language, title=latest.title)
    question = (latest.text(latest.item.label),) if latest.item.short else ()
    computed = [stop for stop in table.stops if any(wave == stop.wave.id for _, wave in table.computed)]
    remarks = [say("figure_bases", language, bases=separated((_base(table, stop) for stop in table.stops), language))]
    if table.intervals:
        remarks += [named(stop.wave.id, interval_remark(stop), language) for stop in computed]
    remarks += _samples(table, computed)
    if table.printed:
        sources = dict.fromkeys(tidy(entry.source) for entry in table.printed.values() if entry.source)
        remarks.append(say("figure_printed_hollow", language, sources=separated(sources, language)))
    remarks += _differences(table)
    about = {
        "wave": ";".join(stop.wave.id for stop in table.stops),
        "questionnaire": latest.questionnaire.id,
        "item": latest.item.code,
        "domain": "",
    }
    return sheet_words(latest.release, language, (title, *question), [*remarks, *notes], about)


def _base(table: TrendTable, stop: Subject) -> str:
    """``2018: n = 16``; of a wave with printed shares only, their own base where it is printed."""
    cells = [cell.base for (_, wave), cell in table.computed.items() if wave == stop.wave.id and cell.base is not None]
    bases = cells or [e.base for (_, wave), e in table.printed.items() if wave == stop.wave.id and e.base is not None]
    shown = "–"
    if bases:
        least, most = number(min(bases), stop.language), number(max(bases), stop.language)
        shown = most if least == most else f"{least}–{most}"
    return f"{stop.text(stop.wave.title)} {say('figure_n', stop.language, base=shown)}"


def _samples(table: TrendTable, computed: list[Subject]) -> list[str]:
    """What the waves' sets of cities have in common, where they are not the same."""
    found = []
    for before, after in itertools.pairwise(computed):
        if after.wave.id in table.joined:
            continue
        first, second = table.cities[before.wave.id], table.cities[after.wave.id]
        words = {"before": before.wave.id, "after": after.wave.id, "first": len(first), "second": len(second)}
        found.append(say("figure_samples_differ", after.language, **words, both=len(first & second)))
    return found


def _differences(table: TrendTable) -> list[str]:
    """Other wordings than the latest, and that options were made comparable."""
    latest = table.stops[-1]
    wording = latest.text(latest.item.label)
    others: dict[str, list[str]] = {}
    for stop in table.stops[:-1]:
        if stop.text(stop.item.label) != wording:
            others.setdefault(stop.text(stop.item.label), []).append(stop.wave.id)
    found = [
        say("figure_worded", latest.language, wave=listed(waves, latest.language), question=question)
        for question, waves in others.items()
    ]
    asked_of = list(dict.fromkeys(respondents_of(stop) for stop in table.stops))
    if len(asked_of) > 1:
        told = [named(stop.wave.id, respondents_of(stop), latest.language) for stop in table.stops]
        found.append(say("figure_asked_of", latest.language, respondents=separated(told, latest.language)))
    if any(common_option(stop.item, code) != code for stop in table.stops for code in stop.item.recode):
        found.append(say("figure_recoded", latest.language))
    return found


def _rows(table: TrendTable, title: str) -> Table:
    language = table.stops[-1].language
    heads = [say("figure_head_answer", language)]
    columns: list[dict[str, str]] = []
    for stop in table.stops:
        wave = stop.wave.id
        computed = {line: cell_text(cell, language) for (line, of), cell in table.computed.items() if of == wave}
        printed = {
            line: percent(entry.percent / 100, language)
            for (line, of), entry in table.printed.items()
            if of == wave and entry.percent is not None
        }
        if computed:
            heads.append(_base(table, stop))
            columns.append(computed)
        if printed:
            heads.append(say("figure_head_wave_printed", language, wave=stop.text(stop.wave.title)))
            columns.append(printed)
    rows = [[line.label, *(column.get(line.code, NOTHING) for column in columns)] for line in table.lines]
    return made_table(say("figure_table_caption", language, title=title), heads, rows)


def _chart(table: TrendTable) -> ChartData:
    """A series over the waves for each line; what was printed elsewhere in series of its own."""
    language = table.stops[-1].language
    waves = [stop.wave.id for stop in table.stops]
    series = []
    for line in table.lines:
        cells = [table.computed.get((line.code, wave)) for wave in waves]
        entries = [table.printed.get((line.code, wave)) for wave in waves]
        if any(cells):
            series.append(Series(line.label, tuple(None if cell is None else cell.estimate for cell in cells)))
        if any(entries):
            name = say("figure_series_printed", language, label=line.label)
            shares = [None if e is None or e.percent is None else e.percent / 100 for e in entries]
            series.append(Series(name, tuple(shares)))
    return ChartData("lines", tuple(stop.text(stop.wave.title) for stop in table.stops), tuple(series))
