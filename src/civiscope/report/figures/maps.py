"""The figure of a study's cities on a map, with its words and the list of the cities."""

from __future__ import annotations

from civiscope.release.model import Release
from civiscope.report.figures.captions import sheet_words
from civiscope.report.figures.document_tables import made_table
from civiscope.report.figures.made import MadeFigure
from civiscope.report.figures.map_cities import ANSWERED, Category, MapCities, map_cities
from civiscope.report.figures.map_pictures import city_map, country_map
from civiscope.report.figures.style import FigureStyle
from civiscope.report.figures.tables import Subject
from civiscope.report.figures.text import tidy
from civiscope.report.words.phrases import country_name, say
from civiscope.results.document import Table
from civiscope.study.definition import Wave
from civiscope.study.labels import in_language


def has_places(release: Release) -> bool:
    """Whether the frame knows where any city lies."""
    return any(city.latitude is not None and city.longitude is not None for city in release.cities.values())


def latest_answered_wave(release: Release, wanted: str = "") -> Wave:
    """The latest wave that any city answered, the latest of all where none was; of one id where it is ``wanted``.

    Raises KeyError where no wave has the id.
    """
    if wanted:
        return release.definition.wave(wanted)
    answered = {entry.wave for entry in release.respondents}
    waves = release.definition.waves[::-1]
    return next((wave for wave in waves if wave.id in answered), waves[0])


def map_figure(
    release: Release, language: str, wave: Wave, subject: Subject | None, style: FigureStyle, option: str = ""
) -> MadeFigure | None:
    """The cities that answered by their public answer to the subject's single choice; without a subject, the cities of
    the frame by whether they answered the wave.

    Where the frame has no coordinates, countries have circles, in which those cities stand out that chose ``option``
    (the first one that occurs, where it is empty). None where neither coordinates nor countries are known.
    """
    found = map_cities(release, language, wave, subject)
    if not found.cities:
        return None
    told: Category | None = None
    if any(city.latitude is not None and city.longitude is not None for city in found.cities):
        picture = city_map(found, style, language)
    else:
        told = _told(found, option)
        by_country = country_map(found, told, style, language)
        if by_country is None:
            return None
        picture = by_country
    title = _title(found, subject, language)
    question = (subject.text(subject.item.label),) if subject is not None and subject.item.short else ()
    source = release.definition.source_language
    remarks = [
        say("figure_wave", language, wave=tidy(in_language(wave.title, language, source))) if found.answered else "",
        say("figure_base", language, count=len(found.cities)),
        *picture.notes,
    ]
    about = {"wave": wave.id, "domain": ""}
    about |= {} if subject is None else {"questionnaire": subject.questionnaire.id, "item": subject.item.code}
    words = sheet_words(release, language, (title, *question), remarks, about)
    return MadeFigure(picture, words, _rows(found, title, language))


def _told(found: MapCities, option: str) -> Category | None:
    """The category that stands out in countries' circles; none where there is but one."""
    known = [category for category in found.categories if not category.absent]
    if len(found.categories) < 2:
        return None
    if option:
        return next((category for category in known if category.code == option), None)
    return known[0] if known else None


def _title(found: MapCities, subject: Subject | None, language: str) -> str:
    if subject is not None:
        return say("figure_map_by_answer", language, title=subject.title)
    codes = {category.code for category in found.categories}
    return say("figure_map_title" if found.answered and ANSWERED in codes else "figure_map_title_frame", language)


def _rows(found: MapCities, title: str, language: str) -> Table:
    heads = ("figure_head_city", "figure_head_country", "figure_head_answer")
    rows = [
        [tidy(city.name), country_name(city.country, language), found.category_of[city.code].label]
        for city in found.cities
    ]
    caption = say("figure_table_cities", language, title=title)
    return made_table(caption, [say(head, language) for head in heads], rows, words=len(heads))
