"""Made-up cities with an answer each, and the estimates of their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from civiscope.results.answers import Answer
from civiscope.results.estimates import Estimate
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import City, Frame
from civiscope.study.questionnaire import Questionnaire


def questionnaire(kind: str = "integer", consent: str = "public", options: Sequence[str] = ()) -> Questionnaire:
    """One item, ``tools``."""
    item: dict[str, object] = {"code": "tools", "kind": kind, "label": "Tools?", "consent": consent}
    if options:
        item["options"] = [{"code": code, "label": code} for code in options]
    return Questionnaire.model_validate(
        {"id": "officers", "title": "Q", "sections": [{"code": "s", "title": "S", "items": [item]}]}
    )


def estimate(
    n: int, base: int, option: str = "", domain: str = "", level: str = "", measure: str = "share"
) -> Estimate:
    """An estimate of ``tools`` in 2020, with every number filled in."""
    share = n / base if measure == "share" else 4.0
    return Estimate(
        wave="2020",
        questionnaire="officers",
        item="tools",
        row="",
        option=option,
        domain=domain,
        level=level,
        measure=measure,
        estimate=share,
        se=0.125,
        low=share / 2,
        high=share,
        n=n,
        base=base,
        weighted_base=float(base),
        bound_low=share,
        bound_high=share,
        suppressed=False,
        note="",
        deff=1.0,
        df=base - 1,
    )


def table(
    levels: Mapping[str, Mapping[str, str]], choices: Mapping[str, Set[str]], options: Sequence[str]
) -> list[Estimate]:
    """The shares of every option among all cities and in each level that has a city.

    ``levels`` gives the level by domain of each city (none where it is absent), ``choices`` the options it named.
    """
    keys = dict.fromkeys([("", ""), *sorted({pair for has in levels.values() for pair in has.items()})])
    rows = []
    for domain, level in keys:
        cities = [city for city, has in levels.items() if not domain or has.get(domain) == level]
        rows += [
            estimate(sum(option in choices[city] for city in cities), len(cities), option, domain, level)
            for option in options
        ]
    return rows


def definition(domains: Sequence[str]) -> StudyDefinition:
    """A study whose domains are columns of the frame."""
    return StudyDefinition.model_validate(
        {
            "id": "s",
            "title": "S",
            "languages": ["en"],
            "publisher": {"name": "P"},
            "licence": {"name": "L"},
            "waves": [
                {"id": "2020", "title": "A", "status": "closed", "date": "2020-01-01", "questionnaires": ["officers"]}
            ],
            "groups": [{"code": name, "label": name, "column": name} for name in domains],
            "domains": list(domains),
        }
    )


def frame(levels: Mapping[str, Mapping[str, str]]) -> Frame:
    """The cities, with their levels in columns of the domains' names."""
    return {city: City(code=city, name=city, country="FRA", other=dict(has)) for city, has in levels.items()}


def answers(choices: Mapping[str, Set[str]], options: Sequence[str]) -> list[Answer]:
    """The rows of results/answers for a list item without incomplete lists."""
    return [
        Answer("2020", "officers", city, "tools", "", option, "yes" if option in named else "no", "answered")
        for city, named in choices.items()
        for option in options
    ]
