"""A small release of cities for tests of the explorer's list: every kind of missing, lists that are cut off, hostile
names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from civiscope.release.model import Release
from civiscope.release.versions import ReleaseEntry
from civiscope.results.answers import Answer, Respondent
from civiscope.results.cities import Membership
from civiscope.results.scores import Score
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import City
from civiscope.study.groups import level_of
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.questionnaire import Questionnaire
from civiscope.study.release_definition import ReleaseDefinition
from civiscope.web.explorer.domain.shelf import Edition

STUDY: dict[str, Any] = {
    "id": "s",
    "title": "Study",
    "languages": ["en"],
    "publisher": {"name": "P"},
    "licence": {"name": "L"},
    "waves": [
        {"id": wave, "title": f"Wave {wave}", "status": "closed", "date": f"{wave}-12-31", "questionnaires": ["q"]}
        for wave in ("2018", "2020")
    ],
    "groups": [
        {"code": "region", "label": "Region", "column": "region"},
        {
            "code": "size",
            "label": "Size",
            "column": "population",
            "classes": [{"code": "small", "label": "Small", "below": 1000}, {"code": "large", "label": "Large"}],
        },
        {"code": "strategy", "label": "Has a strategy", "item": "strategy"},
        {"code": "coast", "label": "By the sea", "cities": ["aarhus", "porto"]},
    ],
    "site": {"filters": ["strategy", "areas"]},
}
CITIES = (
    City("aarhus", "Århus", "DNK", "North", 350, latitude=56.2, longitude=10.2),
    City("bergen", "Bergen", "NOR", "North", 2000, latitude=60.4, longitude=5.3),
    City("evil", '=HYPERLINK("http://x")</script>', "FRA", "", None),
    City("porto", "São Porto", "PRT", "South", 1000, latitude=41.1, longitude=-8.6),
    City("silent", "Silent", "FRA", "South", 10),
)
"""The last one did not answer."""

_YES_NO = [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]
_AREAS = [{"code": code, "label": code.title()} for code in ("health", "housing", "roads")]
QUESTIONNAIRE = {
    "id": "q",
    "title": "Q",
    "sections": [
        {
            "code": "a",
            "title": "A",
            "items": [
                {"code": "strategy", "kind": "single", "label": "A strategy?", "options": _YES_NO},
                {"code": "areas", "kind": "multiple", "label": "Which areas?", "short": "Areas", "options": _AREAS},
                {"code": "hidden", "kind": "single", "label": "?", "options": _YES_NO, "consent": "aggregate"},
                {
                    "code": "money",
                    "kind": "grid_multiple",
                    "label": "Money?",
                    "options": [{"code": "now", "label": "Now"}, {"code": "later", "label": "Later"}],
                    "rows": [{"code": "city", "label": "City"}, {"code": "state", "label": "State"}],
                },
            ],
        }
    ],
}


def _list(
    wave: str, city: str, named: str, status: str = "answered", item: str = "areas", row: str = ""
) -> list[Answer]:
    options = ("health", "housing", "roads") if item == "areas" else ("now", "later")
    found = []
    for option in options:
        if option in named.split():
            found.append(Answer(wave, "q", city, item, row, option, "yes", "answered"))
        elif status == "incomplete":
            found.append(Answer(wave, "q", city, item, row, option, "", "incomplete"))
        else:
            found.append(Answer(wave, "q", city, item, row, option, "no", "answered"))
    return found


def _one(wave: str, city: str, option: str, status: str = "answered", item: str = "strategy") -> list[Answer]:
    return [Answer(wave, "q", city, item, "", option, "", status)]


ANSWERS = (
    *_one("2018", "aarhus", "no"),
    *_list("2018", "aarhus", "roads"),
    *_one("2020", "aarhus", "yes"),
    *_list("2020", "aarhus", "health housing"),
    *_list("2020", "aarhus", "now", item="money", row="city"),
    *_one("2020", "bergen", "no"),
    *_list("2020", "bergen", "health", "incomplete"),
    *_one("2020", "evil", "", "not answered"),
    *_one("2020", "evil", "", "not asked", item="areas"),
    *_one("2018", "porto", "yes"),
    *_one("2018", "porto", "", "don't know", item="areas"),
)
WAVES = (("2018", "aarhus"), ("2020", "aarhus"), ("2020", "bergen"), ("2020", "evil"), ("2018", "porto"))

INDEX = {
    "id": "capacity",
    "title": "Capacity",
    "about": "What a city can do.",
    "tree": [{"code": "has", "label": "Has a strategy", "weight": 1, "score": {"item": "strategy", "any_of": ["yes"]}}],
    "classes": [{"code": "low", "label": "Low"}, {"code": "high", "label": "High", "at_least": 5}],
}


def _score(wave: str, city: str, score: float | None, class_: str) -> Score:
    low, high = (None, None) if score is None else (score - 1, score + 1.123456)
    return Score(wave, "capacity", city, "capacity", score, 1, low, high, class_, 1.0, 1, 1, "")


SCORES = (
    _score("2018", "aarhus", 9.0, "high"),
    _score("2020", "aarhus", 4.0, "low"),
    _score("2020", "bergen", 7.25, "high"),
    _score("2020", "evil", None, ""),
)


def small_release(**study: Any) -> Release:
    """The release; ``study`` changes the study's definition."""
    definition = StudyDefinition.model_validate(STUDY | study)
    levels = {
        "region": {"North": "North", "South": "South"},
        "size": {"small": "Small", "large": "Large"},
        "strategy": {"yes": "Yes", "no": "No"},
        "coast": {"yes": "By the sea"},
        "page": {"yes": "P"},
    }
    return Release(
        definition=definition,
        questionnaires={"q": Questionnaire.model_validate(QUESTIONNAIRE)},
        cities={city.code: city for city in CITIES},
        levels=levels,
        estimates=(),
        respondents=tuple(Respondent(wave, "q", city, "", "") for wave, city in WAVES),
        answers=ANSWERS,
        changes=(),
        quality=(),
        memberships=tuple(
            Membership(group.code, level, city.code)
            for group in definition.groups
            if group.item is None
            for city in CITIES
            if (level := level_of(group, city))
        ),
        indices={"capacity": IndexDefinition.model_validate(INDEX)},
        scores=SCORES,
    )


def small_edition(**study: Any) -> Edition:
    """The release as the explorer holds it, without a folder."""
    entry = ReleaseEntry("s-2020", Path("nowhere"), "s", "2020-12-31", ReleaseDefinition())
    return Edition(entry, small_release(**study))
