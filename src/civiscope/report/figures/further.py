"""The figures of a release that are of more than one item in one wave: comparisons, trends, the map, the framework."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from civiscope.release.model import Release
from civiscope.report.figures.concepts import Asked, counterpart, everywhere
from civiscope.report.figures.framework import framework_figure
from civiscope.report.figures.items import beside_figure
from civiscope.report.figures.made import MadeFigure
from civiscope.report.figures.maps import has_places, latest_answered_wave, map_figure
from civiscope.report.figures.paired_tables import questionnaires_beside
from civiscope.report.figures.style import FigureStyle
from civiscope.report.figures.tables import Subject, is_drawn_item
from civiscope.report.figures.trend_tables import trend_table
from civiscope.report.figures.trends import trend_figure
from civiscope.study.definition import Wave
from civiscope.study.questionnaire import Item, Questionnaire

CITIES, FRAMEWORK = "cities", "framework"


@dataclass(frozen=True)
class FurtherFigure:
    """The stem of its files' names, and how it is made."""

    name: str
    make: Callable[[FigureStyle], MadeFigure | None]


def further_figures(release: Release, subjects: list[Subject]) -> list[FurtherFigure]:
    """What a release has beside the figures of ``subjects``, whose names are taken."""
    language = release.definition.source_language
    taken = {subject.name for subject in subjects}
    found: list[FurtherFigure] = []
    for questionnaire in release.questionnaires.values():
        for item in questionnaire.items.values():
            if is_drawn_item(item):
                of_item = [*_beside(release, questionnaire, item), *_trend(release, questionnaire, item)]
                found += [figure for figure in of_item if figure.name not in taken]
                taken |= {figure.name for figure in of_item}
    if has_places(release):
        wave = latest_answered_wave(release)
        name = CITIES if CITIES not in taken else f"{CITIES}--of-study"
        found.append(FurtherFigure(name, lambda style: map_figure(release, language, wave, None, style)))
    if release.definition.framework is not None:
        name = FRAMEWORK if FRAMEWORK not in taken else f"{FRAMEWORK}--of-study"
        found.append(FurtherFigure(name, lambda style: framework_figure(release, language, style)))
    return found


def _trend(release: Release, questionnaire: Questionnaire, item: Item) -> list[FurtherFigure]:
    """A question's trend, once: as the first questionnaire of its latest wave asks it."""
    language = release.definition.source_language
    table = trend_table(release, language, questionnaire, item)
    if table is None:
        return []
    latest = table.stops[-1].wave
    first = next(asked for asked in everywhere(release, item) if asked.wave is latest)
    if first.questionnaire is not questionnaire or first.item is not item:
        return []
    return [
        FurtherFigure(
            f"{item.code}--trend", lambda style: trend_figure(release, language, questionnaire, item, "", style)
        )
    ]


def _beside(release: Release, questionnaire: Questionnaire, item: Item) -> list[FurtherFigure]:
    """A question beside what later questionnaires of the same wave ask of the same, in the latest such wave."""
    for wave in reversed(release.definition.waves):
        subjects = _asked_in(release, wave, questionnaire, item)
        if len(subjects) > 1 and questionnaires_beside(subjects) is not None:
            names = "-and-".join(subject.questionnaire.id for subject in subjects)
            return [FurtherFigure(f"{item.code}--{names}", partial(beside_figure, subjects))]
    return []


def _asked_in(release: Release, wave: Wave, questionnaire: Questionnaire, item: Item) -> list[Subject]:
    """The question in a wave's questionnaires from the given one on; none where the wave does not ask it there."""
    names = list(wave.questionnaires)
    if questionnaire.id not in names:
        return []
    asked = [Asked(wave, questionnaire, item)]
    for name in names[names.index(questionnaire.id) + 1 :]:
        other = release.questionnaires.get(name)
        same = counterpart(other, item) if other is not None else None
        if other is not None and same is not None:
            asked.append(Asked(wave, other, same))
    return [Subject(release, entry.wave, entry.questionnaire, entry.item, None, entry.item.code) for entry in asked]
