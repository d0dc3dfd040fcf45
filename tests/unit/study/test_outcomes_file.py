"""outcomes.yaml and its tables: every fault is told with its file and line."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.studies import items, read, write_study

STUDY = dedent("""\
    id: test-study
    title: Test study
    languages: [en]
    publisher: {name: Test publisher}
    licence: {name: None}
    waves:
      - {id: "2020", title: First wave, status: closed, date: 2020-12-31, questionnaires: [officers]}
    groups:
      - {code: region, label: Region, column: region}
      - {code: strategic, label: Strategy, item: strategy}
    """)

INDEX = dedent("""\
    id: readiness
    title: Readiness
    about: How ready a city is.
    questionnaire: officers
    steps: ["normalise goalposts:0:100"]
    classes: [{code: lower, label: Lower}, {code: high, label: High, at_least: 50}]
    tree:
      - {code: plan, label: Plan, score: {item: strategy, points: {"yes": 1, "no": 0}}}
    """)

OUTCOMES = """\
indicators:
  - code: active
    label: Adults who move
    file: outcomes/health.csv
    direction: 1
    scale: share
    source: An office
    licence: {name: Free}
  - code: income
    label: Income
    file: outcomes/health.csv
    indicator: household_income
    direction: 1
    source: An office
    licence: {name: Free}
controls:
  - {code: population, label: Population, column: population, transform: log}
  - {code: income, label: Income, indicator: income}
models:
  - code: main
    title: Main
    index: readiness
    controls: [population, income]
    comparisons:
      - {code: class, label: Class, index: readiness, classes: [high], high_label: high, low_label: low}
      - {code: plan, label: Plan, item: strategy, high: ["yes"], high_label: with, low_label: without}
"""

VALUES = """\
city,indicator,unit,year,value,source
aa,active,% of adults,2020,40,An office
bb,active,% of adults,2020,60,An office
aa,household_income,EUR,2020,30000,An office
bb,household_income,EUR,2020,"31,500",An office
"""


def problems(
    folder: Path, outcomes: str = OUTCOMES, values: str | None = VALUES, cities: str | None = None
) -> list[str]:
    """What a check of the study tells, as ``file:line code: message``."""
    extra = {"indices/readiness.yaml": INDEX, "outcomes.yaml": outcomes}
    if values is not None:
        extra["outcomes/health.csv"] = values
    if cities is not None:
        extra["cities.csv"] = cities
    _, log = read(write_study(folder, study=STUDY, extra=extra))
    return [f"{entry.file}:{entry.line} {entry.code}: {entry.message}" for entry in log.errors]


def test_sound_file_is_read_with_its_values(tmp_path: Path) -> None:
    assert problems(tmp_path) == []
    coded, _ = read(tmp_path)
    assert coded is not None
    assert coded.study.outcomes is not None
    table = coded.study.outcomes.tables["income"]
    assert [(value.city, value.year, value.value, value.line) for value in table.values] == [
        ("aa", 2020, 30000, 4),
        ("bb", 2020, 31500, 5),
    ]
    named = {path.name for path in coded.inputs}
    assert {"outcomes.yaml", "health.csv"} <= named


def test_study_without_the_file_has_no_outcomes(tmp_path: Path) -> None:
    coded, _ = read(write_study(tmp_path))
    assert coded is not None
    assert coded.study.outcomes is None


def test_city_column_may_have_another_name_and_further_columns_are_ignored(tmp_path: Path) -> None:
    values = (
        VALUES.replace("city,", "slug,").replace("source\n", "source,note\n").replace("An office\n", "An office,x\n")
    )
    outcomes = OUTCOMES.replace("    direction: 1\n", "    direction: 1\n    city_column: slug\n")
    assert problems(tmp_path, outcomes, values) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "aa,active,% of adults,2020,41,An office",
            "outcomes/health.csv:6 outcome-twice: aa has a second value of active for 2020: 41 (first in line 2)",
        ),
        (
            "cc,active,share,2020,41,An office",
            (
                'outcomes/health.csv:6 outcome-unit-differs: the unit is "share", but other values of active are in '
                '"% of adults" (line 2)'
            ),
        ),
        (
            "ca,active,% of adults,2020,41,An office",
            'outcomes/health.csv:6 outcome-city-unknown: the city "ca" does not stand in cities.csv',
        ),
        (
            "cc,active,% of adults,2020,many,An office",
            'outcomes/health.csv:6 not-a-number: "many" is not a number',
        ),
        (
            'cc,active,% of adults,2020,"4,5",An office',
            'outcomes/health.csv:6 decimal-comma: "4,5" uses a comma as decimal sign',
        ),
        ("cc,active,% of adults,20,41,An office", 'outcomes/health.csv:6 outcome-year: "20" is not a year'),
        (
            "cc,active,% of adults,2020,141,An office",
            (
                "outcomes/health.csv:6 outcome-share-range: the share 141 does not lie in 0 to 100, "
                'as its unit "% of adults" asks'
            ),
        ),
    ],
)
def test_fault_of_a_table_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    assert problems(tmp_path, values=VALUES + line + "\n") == [told]


def test_every_fault_is_told_at_once_and_an_unknown_city_once(tmp_path: Path) -> None:
    more = "zz,active,% of adults,2018,1,x\nzz,active,% of adults,2019,1,x\naa,active,% of adults,2020,9,x\n"
    assert problems(tmp_path, values=VALUES + more) == [
        "outcomes/health.csv:8 outcome-twice: aa has a second value of active for 2020: 9 (first in line 2)",
        'outcomes/health.csv:6 outcome-city-unknown: the city "zz" does not stand in cities.csv (and in 1 more rows)',
    ]


def test_empty_value_is_none(tmp_path: Path) -> None:
    assert problems(tmp_path, values=VALUES + "cc,active,% of adults,2020,,An office\n") == []


def test_values_that_may_have_a_decimal_comma_are_one_finding_of_a_table(tmp_path: Path) -> None:
    values = VALUES + (
        'cc,household_income,EUR,2020,"20,977",An office\nbb,active,% of adults,2019,30,An office\n'
        'cc,household_income,EUR,2019,"1,234,567",An office\n'
    )
    folder = write_study(
        tmp_path,
        study=STUDY,
        extra={"indices/readiness.yaml": INDEX, "outcomes.yaml": OUTCOMES, "outcomes/health.csv": values},
    )
    _, log = read(folder)
    assert log.errors == []
    (found,) = [entry for entry in log.findings if entry.code == "outcome-digit-groups"]
    assert (found.file, found.line, found.column, found.count) == ("outcomes/health.csv", 5, "value", 2)
    assert found.message == 'values with a comma were read with digit groups: "31,500" as 31500 (and 1 more)'


def test_plain_numbers_are_no_finding(tmp_path: Path) -> None:
    extra = {"indices/readiness.yaml": INDEX, "outcomes.yaml": OUTCOMES}
    extra["outcomes/health.csv"] = VALUES.replace('"31,500"', "31500")
    _, log = read(write_study(tmp_path, study=STUDY, extra=extra))
    assert "outcome-digit-groups" not in {entry.code for entry in log.problems}


def test_missing_table_and_missing_column_are_told(tmp_path: Path) -> None:
    told = 'outcome-file-missing: the table "outcomes/health.csv" does not exist'
    assert problems(tmp_path / "a", values=None) == [f"outcomes.yaml:4 {told}"]
    found = problems(tmp_path / "b", values=VALUES.replace(",year,", ",when,"))
    assert found == ['outcomes/health.csv:1 column-missing: the column "year" is missing']


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "indicator: household_income",
            "indicator: houshold_income",
            (
                "9 outcome-indicator-absent: the table outcomes/health.csv has no rows of the indicator "
                '"houshold_income" (did you mean "household_income"?)'
            ),
        ),
        ("file: outcomes/health.csv\n    direction", "file: ../health.csv\n    direction", None),
        ("index: readiness\n", "index: readines\n", '22 outcome-name-unknown: there is no index "readines"'),
        ("classes: [high]", "classes: [hihg]", '25 outcome-name-unknown: there is no class "hihg"'),
        (
            "classes: [high]",
            "classes: [high, lower]",
            "25 outcome-classes-all: the first group has all classes of the index readiness",
        ),
        ("item: strategy", "item: stategy", '26 outcome-name-unknown: there is no item "stategy"'),
        ('high: ["yes"]', "high: [maybe]", '26 outcome-option-unknown: the item strategy has no option "maybe"'),
        (
            'high: ["yes"]',
            'high: ["yes"], low: ["yes"]',
            '26 outcome-option-both: the option "yes" stands in both groups',
        ),
        ('high: ["yes"]', 'row: x, high: ["yes"]', '26 outcome-row: the item strategy has no row "x"'),
        ("controls: [population", "controls: [size", '23 outcome-name-unknown: there is no control "size"'),
        (
            "controls: [population, income]",
            "controls: [population, population]",
            '23 named-twice: "population" is named twice in controls',
        ),
        (
            "    index: readiness\n    controls",
            "    index: readiness\n    indicators: [active, rent]\n    controls",
            '23 outcome-name-unknown: there is no indicator "rent"',
        ),
        (
            "    index: readiness\n    controls",
            "    index: readiness\n    indicators: [active, income]\n    controls",
            '20 outcome-own-control: the model "main" holds income equal, which is one of its outcomes',
        ),
        (
            "    index: readiness\n    controls",
            '    index: readiness\n    waves: ["2018"]\n    controls',
            '23 wave-unknown: there is no wave "2018"',
        ),
        ("column: population", "column: people", '17 outcome-column-unknown: cities.csv has no column "people"'),
        (
            "column: population, transform: log",
            "column: region, transform: log",
            "17 outcome-logarithm: the control population has no logarithm: aa has Europe",
        ),
        (
            "column: population, transform: log",
            "group: regions",
            '17 outcome-group-unknown: there is no group "regions" that the frame decides (did you mean "region"?)',
        ),
        (
            "column: population, transform: log",
            "group: strategic",
            '17 outcome-group-unknown: there is no group "strategic" that the frame decides',
        ),
        (
            "column: population, transform: log",
            "group: region, reference: Africa",
            '17 outcome-level-unknown: no city of the frame is in the level "Africa" of region',
        ),
        (
            "    scale: share\n",
            "    scale: share\n    group: region\n    levels: [Oceania]\n",
            '2 outcome-level-unknown: no city of the frame is in the level "Oceania" of region',
        ),
        ("indicator: income}", "indicator: wages}", '18 outcome-name-unknown: there is no indicator "wages"'),
        (
            "index: readiness, classes: [high]",
            "index: readiness, classes: [high], median: true",
            "25 bad-definition: the fields of this block do not fit together",
        ),
        (
            "    index: readiness\n    controls",
            "    answer: team\n    controls",
            "20 bad-definition: the fields of this block do not fit together",
        ),
    ],
)
def test_fault_of_the_definition_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str | None) -> None:
    assert old in OUTCOMES
    found = problems(tmp_path, OUTCOMES.replace(old, new, 1))
    if told is None:
        assert found == ['outcomes.yaml:4 bad-value: "../health.csv" cannot stand here']
    else:
        assert len(found) == 1
        assert found[0].startswith(f"outcomes.yaml:{told}")


def test_logarithm_of_an_indicator_needs_values_above_0(tmp_path: Path) -> None:
    outcomes = OUTCOMES.replace("indicator: income}", "indicator: income, transform: log}")
    found = problems(tmp_path, outcomes, VALUES.replace("30000", "0"))
    assert found == ["outcomes.yaml:18 outcome-logarithm: the control income has no logarithm: aa has 0"]


def test_faults_of_tables_are_told_beside_a_broken_study(tmp_path: Path) -> None:
    extra = {"indices/readiness.yaml": INDEX, "outcomes.yaml": OUTCOMES, "study.yaml": "id: [\n"}
    extra["outcomes/health.csv"] = VALUES + "aa,active,% of adults,2020,41,An office\n"
    _, log = read(write_study(tmp_path, extra=extra))
    assert "outcome-twice" in {entry.code for entry in log.errors}


def test_item_whose_answers_do_not_divide_cities_is_told_with_its_kind(tmp_path: Path) -> None:
    questionnaire = items(
        '{code: strategy, kind: single, label: A?, options: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]}',
        "{code: staff, kind: integer, label: How many?}",
    )
    extra = {
        "indices/readiness.yaml": INDEX,
        "outcomes.yaml": OUTCOMES.replace("item: strategy", "item: staff"),
        "outcomes/health.csv": VALUES,
    }
    _, log = read(write_study(tmp_path, study=STUDY, questionnaire=questionnaire, extra=extra))
    assert [(entry.code, entry.line, entry.value) for entry in log.errors] == [("outcome-item-kind", 26, "staff")]


def test_item_that_is_never_published_does_not_divide_cities(tmp_path: Path) -> None:
    questionnaire = items(
        "{code: strategy, kind: single, consent: never, label: A?, "
        'options: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]}',
    )
    extra = {"indices/readiness.yaml": INDEX, "outcomes.yaml": OUTCOMES, "outcomes/health.csv": VALUES}
    _, log = read(write_study(tmp_path, study=STUDY, questionnaire=questionnaire, extra=extra))
    assert ("outcome-item-never", 26, "strategy") in [(entry.code, entry.line, entry.value) for entry in log.errors]
