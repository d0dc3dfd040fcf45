"""Which cities stand on a map, and what is told of each: its public answer to a single choice, or that it answered."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.release.model import Release
from civiscope.report.figures.tables import Subject
from civiscope.report.figures.text import tidy
from civiscope.report.words.phrases import country_name, say
from civiscope.study.definition import Wave
from civiscope.study.frame import City


@dataclass(frozen=True, slots=True)
class Category:
    """One of the things that are told of cities; ``absent`` is that nothing is known."""

    code: str
    label: str
    absent: bool = False


@dataclass(frozen=True)
class MapCities:
    """The cities in the order of their countries and names, and the category of each; ``answered`` says that they are
    the cities that answered the wave, not all of the frame."""

    cities: tuple[City, ...]
    categories: tuple[Category, ...]
    category_of: dict[str, Category]
    answered: bool

    def of(self, category: Category) -> list[City]:
        """The cities of a category."""
        return [city for city in self.cities if self.category_of[city.code] == category]


ANSWERED, NOT_ANSWERED = "answered", "not_answered"


def map_cities(release: Release, language: str, wave: Wave, subject: Subject | None) -> MapCities:
    """The cities that answered a wave by their answers to the subject's item; without one, those of the frame by
    whether they answered."""
    if subject is not None:
        return _by_answer(release, language, subject)
    answered = {entry.city for entry in release.respondents if entry.wave == wave.id}
    yes = Category(ANSWERED, say("figure_map_answered", language))
    no = Category(NOT_ANSWERED, say("figure_map_not_answered", language), absent=True)
    if not answered:
        of_study = Category(ANSWERED, say("figure_map_of_study", language))
        return _made(release, language, dict.fromkeys(release.cities, of_study), (of_study,), answered=False)
    found = {code: yes if code in answered else no for code in release.cities}
    return _made(release, language, found, (yes, no), answered=True)


def _by_answer(release: Release, language: str, subject: Subject) -> MapCities:
    options = [
        Category(option.code, subject.text(option.short or option.label))
        for option in subject.questionnaire.options_of(subject.item)
    ]
    unknown = Category("", say("figure_map_unknown", language), absent=True)
    by_code = {category.code: category for category in options}
    found: dict[str, Category] = {}
    for entry in release.respondents:
        if (entry.wave, entry.questionnaire) != (subject.wave.id, subject.questionnaire.id):
            continue
        answers = release.answers_by_city.get((entry.wave, entry.questionnaire, entry.city), {})
        answer = answers.get((subject.item.code, ""))
        named = answer.named if answer is not None and answer.is_known else []
        found[entry.city] = by_code.get(named[0], unknown) if named else unknown
    return _made(release, language, found, (*options, unknown), answered=True)


def _made(
    release: Release, language: str, found: dict[str, Category], categories: tuple[Category, ...], answered: bool
) -> MapCities:
    cities = [release.cities[code] for code in found if code in release.cities]
    cities.sort(key=lambda city: (country_name(city.country, language), tidy(city.name), city.code))
    used = set(found.values())
    return MapCities(tuple(cities), tuple(entry for entry in categories if entry in used), found, answered)
