"""A small study with an index of classes, for tests: two waves, points, a list, a grid, and a number."""

from __future__ import annotations

from pathlib import Path

from tests.studies import items, write_study

STUDY = """\
id: test-study
title: Test study
languages: [en]
publisher: {name: Test publisher}
licence: {name: None}
waves:
  - {id: "2020", title: First wave, status: closed, date: 2020-12-31, questionnaires: [officers]}
  - {id: "2022", title: Second wave, status: closed, date: 2022-12-31, questionnaires: [officers]}
groups:
  - {code: region, label: Region, column: region}
  - {code: strategy, label: Strategy, item: strategy}
domains: [region]
"""

CITIES = """\
code,name,country,region,population
aa,Aa,FRA,Europe,1000
bb,Bb,FRA,Europe,2000
cc,Cc,ITA,Europe,3000
dd,Dd,JPN,Asia,4000
ee,Ee,JPN,Asia,5000
ff,Ff,FRA,Europe,6000
gg,Gg,FRA,Europe,7000
"""

QUESTIONNAIRE = items(
    "{code: strategy, kind: single, label: A strategy?, options: [{code: yes, label: Yes}, {code: no, label: No}]}",
    "{code: roles, kind: multiple, label: Roles, options: [{code: designer, label: Designer}, "
    "{code: engineer, label: Engineer}, {code: analyst, label: Analyst}]}",
    "{code: data, kind: grid, label: Data, rows: [{code: open, label: Open}, {code: shared, label: Shared}], "
    "options: [{code: never, label: Never}, {code: often, label: Often}]}",
    "{code: staff, kind: integer, label: Staff, relevant: \"${strategy} != ''\", constraint: . >= 0 and . <= 500}",
    "{code: budget, kind: integer, label: Budget}",
)

ANSWERS = """\
city,strategy,roles,data.open,data.shared,staff
aa,Yes,Designer;Engineer,Often,Never,5
bb,No,Designer,Never,Never,2
cc,Yes,,Often,Often,8
dd,No,Analyst,Never,Often,0
ee,Yes,Designer;Engineer;Analyst,Often,Often,10
ff,No,Engineer,Never,Never,
gg,Yes,Engineer,Often,Never,4
"""

LATER = """\
city,strategy,roles,data.open,data.shared,staff
aa,Yes,Designer;Engineer;Analyst,Often,Never,9
bb,Yes,Designer,Never,Often,2
ee,No,Designer,Often,Often,10
gg,Yes,Engineer,Never,Never,4
"""

INDEX = """\
id: practice
title: Practice
about: A test.
questionnaire: officers
low: 0
high: 10
steps: ["normalise goalposts:0:10"]
minimum: 1
least: 2
classes:
  - {code: lower, label: Lower}
  - {code: high, label: High, at_least: 6}
tree:
  - code: direction
    label: Direction
    children:
      - {code: has_strategy, label: Strategy, score: {item: strategy, points: {"yes": 1, "no": 0}}}
      - {code: role_count, label: Roles, weight: 2, score: {item: roles, count: all}, low: 0, high: 3}
  - code: use
    label: Use
    minimum: 0.5
    children:
      - {code: data_use, label: Data, score: {item: data, rows: [open, shared], points: {never: 0, often: 1}}}
      - {code: staff_number, label: Staff, score: {item: staff, value: true}, low: 0, high: 10}
"""


def index_study(folder: Path, index: str = INDEX, later: str | None = LATER) -> Path:
    """The study in ``folder``, with its index ``practice``; without ``later`` the second wave has no answers."""
    extra = {"indices/practice.yaml": index}
    study = STUDY
    if later is None:
        study = study.replace("status: closed, date: 2022-12-31", "status: planned")
    else:
        extra["waves/2022/officers.csv"] = later
    return write_study(folder, study=study, cities=CITIES, questionnaire=QUESTIONNAIRE, answers=ANSWERS, extra=extra)
