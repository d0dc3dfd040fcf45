"""Releases in memory for the tests of figures: an invented study of invented cities."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from civiscope.release.model import Release
from civiscope.results.answers import Answer, Respondent
from civiscope.results.cities import Membership
from civiscope.results.estimates import Estimate
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import City
from civiscope.study.questionnaire import Questionnaire

WAVE, EARLIER = "2020", "2018"
REGIONS = {"north": "North", "south": "South", "isles": "The isles"}
CITIES = {code: City(code, code.title(), "ISL", "north") for code in ("aldo", "bree", "carn", "dorn", "esk")}

ITEMS: list[dict[str, Any]] = [
    {
        "code": "strategy",
        "kind": "single",
        "label": "Does your city have an innovation strategy?",
        "short": "Innovation strategy",
        "options": [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}],
    },
    {
        "code": "roles",
        "kind": "multiple",
        "label": "Which roles do innovation teams have?",
        "short": "Roles",
        "other": True,
        "options": [
            {"code": "engineer", "label": "Engineer"},
            {"code": "designer", "label": "Designer of services"},
            {"code": "sociologist", "label": "Sociologist"},
        ],
    },
    {
        "code": "goals",
        "kind": "grid",
        "label": "How important are these goals?",
        "short": "Goals",
        "options": [
            {"code": "very", "label": "Very important"},
            {"code": "rather", "label": "Rather important"},
            {"code": "little", "label": "Of little importance"},
            {"code": "not", "label": "Not important"},
        ],
        "rows": [{"code": "services", "label": "Better services"}, {"code": "savings", "label": "Savings"}],
    },
    {
        "code": "funds",
        "kind": "grid_multiple",
        "label": "Where do funds come from, now and in future?",
        "short": "Funds",
        "options": [{"code": "now", "label": "Now"}, {"code": "future", "label": "In future"}],
        "rows": [{"code": "city", "label": "The city"}, {"code": "state", "label": "The state"}],
    },
    {
        "code": "staff",
        "kind": "integer",
        "label": "How many people work in the team?",
        "short": "Staff",
        "unit": "persons",
    },
    {"code": "motto", "kind": "text", "label": "What is your motto?", "short": "Motto"},
]

STUDY: dict[str, Any] = {
    "id": "invented",
    "title": "An invented study",
    "languages": ["en"],
    "publisher": {"name": "Nobody"},
    "licence": {"name": "CC0"},
    "waves": [
        {
            "id": wave,
            "title": f"Wave {wave}",
            "status": "closed",
            "date": f"{wave}-12-31",
            "questionnaires": ["officers"],
        }
        | {"surveyed": 60}
        for wave in (EARLIER, WAVE)
    ],
    "groups": [
        {"code": "region", "label": "Region", "column": "region"},
        {"code": "strategy", "label": "Innovation strategy", "item": "strategy"},
    ],
    "domains": ["region", "strategy"],
}


def estimate(item: str, option: str = "", estimate: float | None = None, **changes: Any) -> Estimate:
    """An estimate of all cities in the later wave: a share and its interval, unless ``changes`` say otherwise."""
    made = Estimate(
        wave=WAVE,
        questionnaire="officers",
        item=item,
        row="",
        option=option,
        domain="",
        level="",
        measure="share",
        estimate=estimate,
        se=None if estimate is None else 0.04,
        low=None if estimate is None else max(0.0, estimate - 0.08),
        high=None if estimate is None else min(1.0, estimate + 0.08),
        n=None if estimate is None else round(50 * estimate),
        base=50,
        weighted_base=50.0,
        bound_low=None,
        bound_high=None,
        suppressed=False,
        note="",
    )
    return replace(made, **changes)


def shares(item: str, options: dict[str, float], **changes: Any) -> list[Estimate]:
    """Shares of several options."""
    return [estimate(item, option, share, **changes) for option, share in options.items()]


def counts(item: str, options: dict[str, tuple[int, int]], base: int = 20, **changes: Any) -> list[Estimate]:
    """Counts and bounds only: for each option the cities that name it and those that may."""
    note = "fewer than 30 complete lists: counts and bounds only"
    return [
        estimate(item, option, n=n, base=base, bound_low=n / base, bound_high=most / base, note=note, **changes)
        for option, (n, most) in options.items()
    ]


def numbers(item: str, mean: float, median: float, **changes: Any) -> list[Estimate]:
    """Mean and median, each with an interval."""
    return [
        estimate(item, "", value, measure=measure, low=value - 1, high=value + 1, n=50, **changes)
        for measure, value in (("mean", mean), ("median", median))
    ]


def staff_answers(values: list[int], wave: str = WAVE) -> list[Answer]:
    """The staff of one city after the other."""
    return [
        Answer(wave, "officers", city, "staff", "", "", str(value), "answered")
        for city, value in zip(CITIES, values, strict=False)
    ]


def make_release(
    estimates: list[Estimate],
    answers: list[Answer] | None = None,
    items: list[dict[str, Any]] | None = None,
    study: dict[str, Any] | None = None,
    levels: dict[str, dict[str, str]] | None = None,
) -> Release:
    """A release of the invented study with these estimates; ``items`` and ``study`` replace or add definitions."""
    questionnaire = {
        "id": "officers",
        "title": "Officers",
        "sections": [{"code": "all", "title": "All", "items": items or ITEMS}],
    }
    return Release(
        definition=StudyDefinition.model_validate(STUDY | (study or {})),
        questionnaires={"officers": Questionnaire.model_validate(questionnaire)},
        cities=CITIES,
        levels=levels or {"region": REGIONS, "strategy": {"yes": "Yes", "no": "No"}},
        estimates=tuple(estimates),
        respondents=tuple(Respondent(WAVE, "officers", city, "", "") for city in CITIES),
        answers=tuple(answers or ()),
        changes=(),
        quality=(),
        memberships=tuple(
            Membership("region", level, city) for city, level in zip(CITIES, [*REGIONS] * 2, strict=False)
        ),
    )


def every_kind(wave: str = WAVE) -> list[Estimate]:
    """Estimates of every item of the study for all cities."""
    found = [
        *shares("strategy", {"yes": 0.62, "no": 0.38}),
        *shares("roles", {"engineer": 0.5, "designer": 0.7, "sociologist": 0.1, "other": 0.8}),
        *shares("goals", {"very": 0.2, "rather": 0.3, "little": 0.4, "not": 0.1}, row="services"),
        *shares("goals", {"very": 0.5, "rather": 0.3, "little": 0.1, "not": 0.1}, row="savings"),
        *shares("funds", {"now": 0.9, "future": 0.6}, row="city"),
        *shares("funds", {"now": 0.3, "future": 0.7}, row="state"),
        *numbers("staff", 6.2, 5),
    ]
    return [replace(entry, wave=wave) for entry in found]


def by_level(entries: list[Estimate], domain: str, levels: list[str]) -> list[Estimate]:
    """The same estimates again for every level of a domain."""
    return [replace(entry, domain=domain, level=level) for level in levels for entry in entries]
