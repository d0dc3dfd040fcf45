"""Figures as a document asks for them: which release, which kind, about what; the public face of this folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from civiscope.report.figures.blocks import FigureParts
from civiscope.report.figures.concepts import Asked, counterpart
from civiscope.report.figures.framework import framework_figure
from civiscope.report.figures.items import beside_figure, compared_figure
from civiscope.report.figures.made import MadeFigure
from civiscope.report.figures.maps import latest_answered_wave, map_figure
from civiscope.report.figures.style import FigureStyle, figure_style
from civiscope.report.figures.tables import ALL_CITIES, Subject, drawn_domains, is_drawn_item
from civiscope.report.figures.trends import trend_figure
from civiscope.report.words.release_view import ReleaseView
from civiscope.study.definition import Group, Wave
from civiscope.study.questionnaire import Item, Kind, Questionnaire

FigureKind = Literal["item", "questionnaires", "trend", "map", "framework"]


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """A figure of a document.

    ``kind`` is ``item`` (one question, for all cities or ``by`` a group), ``questionnaires`` (the same question in two
    questionnaires of a wave; ``partner`` names the other one, else all that ask it are shown), ``trend`` (a question
    over the waves, one ``option`` or all), ``map`` (the cities by their answer to a single choice, or by whether they
    answered) or ``framework``. ``item`` is the code of an item or its concept. Where ``questionnaire`` and ``wave`` are
    empty, the latest wave with estimates and the first of its questionnaires that asks the item are meant. ``title`` is
    the writer's finding or question, else the item's short title; ``note`` closes the small print.
    """

    id: str
    kind: FigureKind
    item: str = ""
    questionnaire: str = ""
    wave: str = ""
    by: str = ""
    option: str = ""
    title: str = ""
    note: str = ""
    partner: str = ""


class NothingToDraw(Exception):  # noqa: N818 (what it says, not that something is wrong)
    """The release has no number of what is asked for that may be shown; the text says what is not there."""


def figure_parts(view: ReleaseView, request: FigureRequest) -> FigureParts:
    """The figure, not yet drawn, with the table behind it. Raises NothingToDraw."""
    made = _KINDS[request.kind](view, request, figure_style(view.definition.look))
    words = made.words
    subtitle = words.subtitle
    if request.title and not subtitle and request.kind in ("item", "questionnaires", "trend"):
        # The item has no short title: its question would have been the heading.
        subtitle = (words.title,)
    further = [request.note] if request.note else []
    if request.title and request.by:
        # The writer's heading stands in the place of "..., by ...".
        label = next(view.text(group.label) for group in view.definition.groups if group.code == request.by)
        if label not in words.caption[0]:
            further.insert(0, view.say("figure_by_group", group=label))
    return FigureParts(
        id=request.id,
        title=request.title or words.title,
        question=" ".join(subtitle),
        picture=made.picture,
        caption=(*words.caption[:-1], *further, words.caption[-1]),
        table=made.table,
        chart=made.chart,
    )


def _item(view: ReleaseView, request: FigureRequest, style: FigureStyle) -> MadeFigure:
    asked = _asked(view, request)
    return compared_figure(_subject(view, asked, _group(view, request, asked)), style)


def _questionnaires(view: ReleaseView, request: FigureRequest, style: FigureStyle) -> MadeFigure:
    asked = _asked(view, request)
    partners = [name for name in asked.wave.questionnaires if request.partner in ("", name)]
    subjects = [_subject(view, asked)]
    for name in partners:
        questionnaire = view.release.questionnaires[name]
        item = counterpart(questionnaire, asked.item)
        if questionnaire is not asked.questionnaire and item is not None:
            subjects.append(_subject(view, Asked(asked.wave, questionnaire, item)))
    made = beside_figure(subjects, style)
    if made is None:
        raise NothingToDraw(
            f'no other questionnaire of the wave {asked.wave.id} has shares of what "{asked.item.code}" asks'
        )
    return made


def _trend(view: ReleaseView, request: FigureRequest, style: FigureStyle) -> MadeFigure:
    questionnaire, item = _defined(view, request)[0]
    made = trend_figure(view.release, view.language, questionnaire, item, request.option, style)
    if made is None:
        raise NothingToDraw(f'fewer than two waves have a share of "{request.option or item.code}" that may be shown')
    return made


def _map(view: ReleaseView, request: FigureRequest, style: FigureStyle) -> MadeFigure:
    release = view.release
    if not request.item:
        if request.wave not in ("", *(wave.id for wave in release.definition.waves)):
            raise NothingToDraw(f'there is no wave "{request.wave}"')
        made = map_figure(release, view.language, latest_answered_wave(release, request.wave), None, style)
    else:
        pairs = [pair for pair in _defined(view, request) if pair[1].kind is Kind.SINGLE]
        found = [(wave, pair) for pair in pairs for wave in _waves_with_answers(view, pair, request.wave)]
        if not found:
            raise NothingToDraw(f'no city\'s own answer to a single choice "{request.item}" is public')
        wave, (questionnaire, item) = found[0]
        subject = _subject(view, Asked(wave, questionnaire, item))
        made = map_figure(release, view.language, wave, subject, style, request.option)
    if made is None:
        raise NothingToDraw("no city has coordinates or a country that the maps know")
    return made


def _waves_with_answers(view: ReleaseView, pair: tuple[Questionnaire, Item], wanted: str) -> list[Wave]:
    """The waves in which single cities' answers are public, latest first."""
    questionnaire, item = pair
    public = {
        wave
        for (wave, name, _), answers in view.release.answers_by_city.items()
        if name == questionnaire.id and (item.code, "") in answers
    }
    waves = [wave for wave in view.definition.waves if wave.id in public and wanted in ("", wave.id)]
    return waves[::-1] if item.consent == "public" else []


def _framework(view: ReleaseView, request: FigureRequest, style: FigureStyle) -> MadeFigure:
    made = framework_figure(view.release, view.language, style)
    if made is None:
        raise NothingToDraw("study.yaml defines no framework")
    return made


_KINDS: dict[FigureKind, Callable[[ReleaseView, FigureRequest, FigureStyle], MadeFigure]] = {
    "item": _item,
    "questionnaires": _questionnaires,
    "trend": _trend,
    "map": _map,
    "framework": _framework,
}


def _defined(view: ReleaseView, request: FigureRequest) -> list[tuple[Questionnaire, Item]]:
    """The questionnaires that ask the item, and the item in each; by code, else by concept.

    The latest wave's questionnaires come first, in its order.
    """
    found = []
    order = dict.fromkeys(name for wave in reversed(view.definition.waves) for name in wave.questionnaires)
    known = view.release.questionnaires
    for name in [*(name for name in order if name in known), *(name for name in known if name not in order)]:
        questionnaire = known[name]
        if request.questionnaire in ("", name):
            item = questionnaire.items.get(request.item)
            tied = [other for other in questionnaire.items.values() if other.concept == request.item]
            if item is not None or tied:
                found.append((questionnaire, item or tied[0]))
    if not found:
        raise NothingToDraw(f'no questionnaire asks "{request.item}"')
    return found


def _asked(view: ReleaseView, request: FigureRequest) -> Asked:
    """The first questionnaire that asks the item and has estimates that may be shown, and the latest wave with some."""
    domains = drawn_domains(view.release)
    for questionnaire, item in _defined(view, request):
        of_item = domains.get((questionnaire.id, item.code), {})
        for wave in reversed(view.definition.waves):
            if request.wave in ("", wave.id) and ALL_CITIES in of_item.get(wave.id, ()) and is_drawn_item(item):
                return Asked(wave, questionnaire, item)
    where = f" in the wave {request.wave}" if request.wave else ""
    raise NothingToDraw(f'no estimate of "{request.item}"{where} may be shown')


def _group(view: ReleaseView, request: FigureRequest, asked: Asked) -> Group | None:
    if not request.by:
        return None
    groups = {group.code: group for group in view.definition.groups}
    domains = drawn_domains(view.release).get((asked.questionnaire.id, asked.item.code), {})
    if request.by not in groups or request.by not in domains.get(asked.wave.id, ()):
        raise NothingToDraw(f'no estimate of "{asked.item.code}" by "{request.by}" may be shown')
    return groups[request.by]


def _subject(view: ReleaseView, asked: Asked, group: Group | None = None) -> Subject:
    return Subject(view.release, asked.wave, asked.questionnaire, asked.item, group, asked.item.code, view.language)
