"""A release for the tests of comparisons: officers and mayors in one wave, and an earlier wave with other options."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from civiscope.release.model import Release
from civiscope.results.answers import Answer, Respondent
from civiscope.results.estimates import Estimate
from civiscope.results.published import PublishedResult
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import City
from civiscope.study.questionnaire import Questionnaire
from tests.unit.report.figures.examples import STUDY, estimate, shares

NOW, BEFORE = "2020", "2018"

GROUPS = [
    {"code": "people", "label": "People and money"},
    {"code": "figures", "label": "Data"},
]
TRAINING: dict[str, Any] = {
    "code": "training",
    "kind": "multiple",
    "label": "Which training does your city want?",
    "short": "Training wanted",
    "concept": "training",
    "other": True,
    "options": [
        {"code": "hiring", "label": "Hiring", "group": "people"},
        {"code": "money", "label": "Raising money", "group": "people"},
        {"code": "analytics", "label": "Analytics", "group": "figures"},
    ],
}
APPROACH: dict[str, Any] = {
    "code": "approach",
    "kind": "single",
    "label": "How does your city approach innovation?",
    "short": "Approach",
    "concept": "approach",
    "options": [{"code": "whole", "label": "As a whole"}, {"code": "parts", "label": "In parts"}],
}
METHODS: dict[str, Any] = {
    "code": "methods",
    "kind": "grid",
    "label": "How often are these methods used?",
    "short": "Methods",
    "concept": "methods",
    "options": [
        {"code": "often", "label": "Often"},
        {"code": "sometimes", "label": "Sometimes"},
        {"code": "rarely", "label": "Rarely"},
        {"code": "never", "label": "Never"},
    ],
    "rows": [
        {"code": "pilots", "label": "Pilots", "group": "people"},
        {"code": "teams", "label": "Teams", "group": "people"},
        {"code": "data", "label": "Open data", "group": "figures"},
    ],
}
BEFORE_APPROACH = APPROACH | {
    "label": "How did your city approach innovation?",
    "options": [
        {"code": "all", "label": "Everywhere"},
        {"code": "most", "label": "Nearly everywhere"},
        {"code": "parts", "label": "In parts"},
    ],
    "recode": {"all": "whole", "most": "whole"},
}

CITIES = {
    "paris": City("paris", "Paris", "FRA", "", 2_000_000, latitude=48.86, longitude=2.35),
    "lyon": City("lyon", "Lyon", "FRA", "", 500_000, latitude=45.76, longitude=4.84),
    "rome": City("rome", "Rome", "ITA", "", 2_800_000, latitude=41.9, longitude=12.5),
    "oslo": City("oslo", "Oslo", "NOR", "", 700_000, latitude=59.91, longitude=10.75),
    "nowhere": City("nowhere", "Nowhere", "FRA"),
}

FRAMEWORK: dict[str, Any] = {
    "title": "What a city government needs",
    "capabilities": [
        {"code": "people", "label": "Organisation", "explanation": "People, money and rules."},
        {"code": "figures", "label": "Analysis"},
        {"code": "partners", "label": "Partnership"},
    ],
    "shaped_by": {"code": "lead", "label": "Leadership", "explanation": "Commitment from the top."},
    "intersections": [
        {"members": ["people", "figures"], "label": "Evidence-based policy"},
        {"members": ["people", "figures", "partners"], "label": "Full potential"},
    ],
}


def asked(name: str, items: list[dict[str, Any]], respondents: str) -> Questionnaire:
    """A questionnaire of one section."""
    return Questionnaire.model_validate(
        {
            "id": name,
            "title": name.title(),
            "respondents": respondents,
            "option_groups": GROUPS,
            "sections": [{"code": "all", "title": "All", "items": items}],
        }
    )


def method_shares(row: str, often: float, sometimes: float, **changes: Any) -> list[Estimate]:
    """A row of the grid."""
    rest = (1 - often - sometimes) / 2
    return shares(
        "methods", {"often": often, "sometimes": sometimes, "rarely": rest, "never": rest}, row=row, **changes
    )


def estimates() -> list[Estimate]:
    """Of all cities and by strategy, in both waves."""
    approach = shares("approach", {"whole": 0.6, "parts": 0.4})
    methods = [
        *method_shares("pilots", 0.2, 0.3),
        *method_shares("teams", 0.5, 0.3),
        *method_shares("data", 0.4, 0.5),
    ]
    levels = [
        replace(entry, domain="approach", level=level, base=base)
        for level, base in (("whole", 30), ("parts", 20))
        for entry in methods
    ]
    return [
        *shares("training", {"hiring": 0.2, "money": 0.5, "analytics": 0.3, "other": 0.1}),
        *shares("training", {"hiring": 0.4, "money": 0.1, "analytics": 0.6}, questionnaire="mayors", base=80),
        *approach,
        *methods,
        *levels,
        *[
            replace(entry, wave=BEFORE, questionnaire="earlier", base=40)
            for entry in shares("approach", {"all": 0.1, "most": 0.2, "parts": 0.7})
        ],
    ]


PRINTED = (
    PublishedResult(BEFORE, "earlier", "approach", "", "parts", 65.0, "", 45, "A report of 2019"),
    PublishedResult(BEFORE, "earlier", "approach", "", "all", 12.0, "", 45, "A report of 2019"),
)


def answers() -> list[Answer]:
    """The public answers of four cities, one of which did not answer the question."""
    given = {"paris": "whole", "lyon": "parts", "rome": "whole", "nowhere": "parts"}
    known = [Answer(NOW, "officers", city, "approach", "", code, "", "answered") for city, code in given.items()]
    return [*known, Answer(NOW, "officers", "oslo", "approach", "", "", "", "not answered")]


def made_release(**changes: Any) -> Release:
    """The release; ``changes`` replace its fields, and ``study`` fields of the definition."""
    study = STUDY | {
        "waves": [
            {
                "id": BEFORE,
                "title": "Wave 2018",
                "status": "closed",
                "date": "2018-12-31",
                "questionnaires": ["earlier"],
            },
            {"id": NOW, "title": "Wave 2020", "status": "closed", "date": "2020-12-31"}
            | {"questionnaires": ["officers", "mayors"], "surveyed": 60},
        ],
        "groups": [{"code": "approach", "label": "Approach", "item": "approach"}],
        "domains": ["approach"],
        "framework": FRAMEWORK,
    }
    release = Release(
        definition=StudyDefinition.model_validate(study | changes.pop("study", {})),
        questionnaires={
            "earlier": asked("earlier", [BEFORE_APPROACH], "municipal officers"),
            "mayors": asked("mayors", [TRAINING | {"other": False}], "mayors"),
            "officers": asked("officers", [TRAINING, APPROACH, METHODS], "municipal officers"),
        },
        cities=CITIES,
        levels={"approach": {"whole": "As a whole", "parts": "In parts"}},
        estimates=tuple(estimates()),
        respondents=tuple(
            [Respondent(NOW, "officers", city, "", "") for city in CITIES]
            + [Respondent(BEFORE, "earlier", city, "", "") for city in ("paris", "rome")]
        ),
        answers=tuple(answers()),
        changes=(),
        quality=(),
        published=PRINTED,
    )
    return replace(release, **changes)


__all__ = ["BEFORE", "CITIES", "FRAMEWORK", "NOW", "estimate", "made_release"]
