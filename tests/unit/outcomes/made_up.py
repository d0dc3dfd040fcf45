"""A study of made-up cities with outcomes: the data of tests/reference_r/outcomes as a study folder."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

from tests.studies import items, write_study

REFERENCE = Path(__file__).parents[2] / "reference_r" / "outcomes"

STUDY = dedent("""\
    id: made-up
    title: Made-up cities
    languages: [en]
    publisher: {name: Test publisher}
    licence: {name: None}
    waves:
      - {id: "2020", title: Wave of 2020, status: closed, date: 2020-12-31, questionnaires: [officers]}
    groups:
      - {code: region, label: Region, column: region}
    """)

QUESTIONNAIRE = items(
    "{code: points, kind: integer, label: How many points?}",
    '{code: team, kind: single, label: A team?, options: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]}',
)

INDEX = dedent("""\
    id: readiness
    title: Readiness
    about: How ready a city is.
    known: The original is not printed.
    questionnaire: officers
    low: 0
    high: 100
    steps: ["normalise goalposts:0:100"]
    classes:
      - {code: lower, label: Below 60}
      - {code: high, label: 60 and more, at_least: 60}
    tree:
      - {code: points, label: Points, low: 0, high: 100, score: {item: points, value: true}}
    """)

OUTCOMES = dedent("""\
    indicators:
      - code: rent
        label: Monthly rent
        file: outcomes/homes.csv
        direction: 0
        year: 2019
        source: Office of made-up numbers
        licence: {name: Free, redistribute: true}
      - code: active
        label: Adults who move
        file: outcomes/health.csv
        direction: 1
        scale: share
        year: 2018
        within: 1
        source: Office of made-up numbers
        licence: {name: Free, redistribute: true}
        caveat: These are estimates.
      - code: income
        label: Household income
        file: outcomes/homes.csv
        direction: 1
        year: 2019
        source: Office of made-up numbers
        licence: {name: Free, redistribute: true}
    controls:
      - {code: population, label: Population, column: population, transform: log}
      - {code: income, label: Household income, indicator: income, transform: log}
      - {code: region, label: Region, group: region}
    models:
      - code: readiness
        title: Readiness and residents
        index: readiness
        controls: [population, income, region]
        comparisons:
          - code: team
            label: Innovation team
            item: team
            high: ["yes"]
            high_label: cities with a team
            low_label: cities without one
    """)


@cache
def reference() -> dict[str, Any]:
    """What R printed."""
    found: dict[str, Any] = json.loads((REFERENCE / "results.json").read_text(encoding="utf-8"))
    return found


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The made-up cities."""
    with (REFERENCE / "simulated.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def made_up_study(
    folder: Path, *, outcomes: str = OUTCOMES, study: str = STUDY, extra: dict[str, str] | None = None
) -> Path:
    """The study folder; ``extra`` adds or replaces files."""
    cities = "code,name,country,region,population\n" + "".join(
        f"{row['city']},{row['city'].title()},FRA,{row['region']},{row['population']}\n" for row in rows()
    )
    answers = "city,points,team\n" + "".join(f"{row['city']},{row['points']},{row['team'].title()}\n" for row in rows())
    head = "city,indicator,unit,year,value,source,remark\n"
    homes = head + "".join(
        f"{row['city']},{name},{unit},2019,{row[name]},A file,\n"
        for row in rows()
        for name, unit in (("rent", "EUR"), ("income", "EUR a year"))
        if row[name]
    )
    health = head + "".join(f"{row['city']},active,% of adults,2018,{row['active']},A file,\n" for row in rows())
    files = {
        "indices/readiness.yaml": INDEX,
        "outcomes.yaml": outcomes,
        "outcomes/homes.csv": homes,
        "outcomes/health.csv": health,
    }
    return write_study(
        folder, study=study, cities=cities, questionnaire=QUESTIONNAIRE, answers=answers, extra=files | (extra or {})
    )
