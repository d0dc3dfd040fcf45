"""Invented studies for the tests of this folder: twenty cities, two waves, officers and mayors."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from civiscope.workflows.reading import CodedStudy
from tests.studies import coded, write_study

REFERENCE = Path(__file__).parents[4] / "tests" / "reference_r" / "comparing"
"""Simulated cities and what R says of them; comparing.R says how."""

CITIES = [f"c{number:02d}" for number in range(1, 21)]
FRAME = "code,name,country,region,population,gdp_per_capita,network\n" + "".join(
    f"{city},City {place},{'FRA' if place < 8 else 'ITA'},{'North' if place < 12 else 'South'},{1000 * (place + 1)},,"
    f"{'member' if place % 4 == 0 else ''}\n"
    for place, city in enumerate(CITIES)
)

HEAD = """\
id: test-study
title: Test study
languages: [en]
publisher: {name: Test publisher}
licence: {name: None}
"""
WAVES = """\
waves:
  - {id: "2018", title: First wave, status: closed, date: 2018-12-31, questionnaires: [QUESTIONNAIRES]DESIGN}
  - {id: "2020", title: Second wave, status: closed, date: 2020-12-31, questionnaires: [QUESTIONNAIRES]DESIGN}
"""
GROUPS = """\
groups:
  - {code: region, label: Region, column: region}
  - code: size
    label: Size
    column: population
    classes: [{code: small, label: Small, below: 10001}, {code: large, label: Large}]
  - {code: french, label: French, countries: [FRA]}
  - {code: strategy, label: Strategy, item: strategy}
domains: [region]
"""

OFFICERS = """\
id: officers
title: Officers
sections:
  - code: all
    title: All
    items:
      - code: strategy
        kind: single
        label: A strategy?
        concept: has_strategy
        options: [{code: yes, label: Yes}, {code: no, label: No}]
      - {code: staff, kind: integer, label: Staff?, concept: team_staff}
      - code: tools
        kind: multiple
        label: Tools?
        consent: aggregate
        options: [{code: labs, label: Labs}, {code: data, label: Data}]
"""
MAYORS = """\
id: mayors
title: Mayors
sections:
  - code: all
    title: All
    items:
      - code: plan
        kind: single
        label: A plan?
        concept: has_strategy
        options: [{code: yes, label: Yes}, {code: no, label: No}, {code: soon, label: Soon}]
      - {code: staff, kind: decimal, label: Staff?, concept: team_staff}
      - {code: tools, kind: text, label: Tools?}
"""

Answers = Mapping[str, tuple[str, str, str, str]]
"""By city: the round, strategy, staff and tools."""


def answers(found: Answers, plan: str = "strategy") -> str:
    """A file of answers."""
    return f"city,answered_in,{plan},staff,tools\n" + "".join(
        f"{city},{','.join(row)}\n" for city, row in found.items()
    )


def two_waves(folder: Path, before: Answers, after: Answers, design: str = "") -> CodedStudy:
    """Officers' answers in 2018 and 2020; ``design`` are further fields of both waves."""
    study = HEAD + WAVES.replace("QUESTIONNAIRES", "officers").replace("DESIGN", design) + GROUPS
    files = {"waves/2018/officers.csv": answers(before), "waves/2020/officers.csv": answers(after)}
    write_study(folder, study=study, cities=FRAME, questionnaire=OFFICERS, answers=None, extra=files)
    return coded(folder)


def two_kinds(folder: Path, officers: Answers, mayors: Answers) -> CodedStudy:
    """Officers' and mayors' answers in one wave."""
    study = HEAD + WAVES.replace("QUESTIONNAIRES", "officers, mayors").replace("DESIGN", "") + GROUPS
    study = "".join(line for line in study.splitlines(keepends=True) if '"2018"' not in line)
    files = {
        "questionnaires/mayors.yaml": MAYORS,
        "waves/2020/officers.csv": answers(officers),
        "waves/2020/mayors.csv": answers(mayors, "plan"),
    }
    write_study(folder, study=study, cities=FRAME, questionnaire=OFFICERS, answers=None, extra=files)
    return coded(folder)


def same_answers(
    cities: Sequence[str], wave: str, strategy: str, staff: int, tools: str = "Labs"
) -> dict[str, tuple[str, str, str, str]]:
    """The same answer of several cities, in the round that the wave is named for."""
    return {city: (wave, strategy, str(staff), tools) for city in cities}


# Twelve cities in both waves: six with a strategy before, of which two drop it; five of the others add it.
BEFORE = {
    **{city: ("2018", "Yes", str(4 + place), "Labs") for place, city in enumerate(CITIES[:6])},
    **{city: ("2018", "No", str(2 + place), "Data") for place, city in enumerate(CITIES[6:12])},
    "c13": ("2018", "Yes", "9", "Labs; Data"),
    "c14": ("2018", "No", "", ""),
}
AFTER = {
    **{city: ("2020", "Yes", str(5 + 2 * place), "Labs; Data") for place, city in enumerate(CITIES[:4])},
    **{city: ("2020", "No", str(4 + place), "Data") for place, city in enumerate(CITIES[4:6])},
    **{city: ("2020", "Yes", str(4 + place), "Labs") for place, city in enumerate(CITIES[6:11])},
    "c12": ("2020", "No", "7", "Data"),
    "c15": ("2020", "Yes", "12", "Data"),
    "c16": ("2020", "Yes", "3", "Labs"),
    "c17": ("2020", "No", "5", ""),
}


def simulated_cities(folder: Path) -> CodedStudy:
    """The simulated cities that R read, officers and mayors, in a wave that stands for as many as there are."""
    with (REFERENCE / "simulated.csv").open(encoding="utf-8", newline="") as stream:
        cities = list(csv.DictReader(stream))
    wave = '  - {id: "2020", title: Wave, status: closed, date: 2020-12-31, questionnaires: [officers, mayors]}\n'
    answered = {
        f"waves/2020/{kind}.csv": f"city,{item},staff\n"
        + "".join(f"{c['city']},{c[f'{kind}_team']},{c[f'{kind}_staff']}\n" for c in cities if c[kind] == "1")
        for kind, item in (("officers", "strategy"), ("mayors", "plan"))
    }
    frame = "code,name,country,region,population\n" + "".join(
        f"{c['city']},{c['city'].upper()},FRA,{c['region']},{c['population']}\n" for c in cities
    )
    write_study(
        folder,
        study=f"{HEAD}waves:\n{wave}groups:\n  - {{code: region, label: Region, column: region}}\ndomains: [region]\n",
        cities=frame,
        questionnaire=OFFICERS,
        answers=None,
        extra={"questionnaires/mayors.yaml": MAYORS, **answered},
    )
    return coded(folder)


def cut_off(folder: Path, city: str) -> CodedStudy:
    """The study in ``folder``, of which the list of tools of one city in 2020 is marked as incomplete."""
    path = folder / "waves/2020/officers.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    marked = [line.replace(",2020,", ",2020,tools," if line.startswith(city) else ",2020,,", 1) for line in lines]
    path.write_text("".join([head.replace("answered_in,", "answered_in,incomplete,"), *marked]), encoding="utf-8")
    return coded(folder)
