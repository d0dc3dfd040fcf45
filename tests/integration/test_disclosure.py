"""The example study under strict rules: what a reader of its release can compute of what was suppressed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

import pytest

from civiscope.release.reading import read_release
from civiscope.release.tables import read_csv
from civiscope.results.cities import Membership
from civiscope.results.estimates import Estimate
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.conftest import EXAMPLE
from tests.studies import STUDY, write_study
from tests.studies import items as questions
from tests.unit.disclosure.reader import Reader

MINIMUM_BASE, MINIMUM_CELL = 5, 3
DOMAINS = {"region": "", "size": "", "strategy": "strategy", "approach": "approach"}
"""The domains of the example study, with the item of those that are by an item."""


def build(study: Path, out: Path) -> Path:
    """The results of a study."""
    out.mkdir()
    write_results(study, out, None, silent)
    return out


@pytest.fixture(scope="module")
def strict_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strict")
    study = copytree(EXAMPLE, folder / "study")
    rules = f"\ndisclosure: {{minimum_base: {MINIMUM_BASE}, minimum_cell: {MINIMUM_CELL}}}\n"
    (study / "study.yaml").write_text((study / "study.yaml").read_text(encoding="utf-8") + rules, encoding="utf-8")
    return build(study, folder / "out")


class Table:
    """One table of the release with the truth behind it: the example study publishes every answer."""

    def __init__(
        self, rows: list[Estimate], named: Mapping[str, set[str]], levels: Mapping[str, dict[str, str]]
    ) -> None:
        self.named, self.levels = named, levels
        published = {}
        for row in rows:
            if not row.suppressed:
                assert row.n is not None
                cities = self.members(row.domain, row.level)
                # The bounds of incomplete lists tell how many of all lists name the option.
                count = row.n if row.bound_low is None else round(row.bound_low * len(cities))
                assert count == len(cities & named.get(row.option, set()))
                published[row.option, row.domain, row.level] = count
        exclusive = all(sum(city in cities for cities in named.values()) == 1 for city in levels)
        self.reader = Reader(levels, list(dict.fromkeys(row.option for row in rows)), exclusive, published)

    def members(self, domain: str, level: str) -> set[str]:
        return {city for city, has in self.levels.items() if not domain or has.get(domain) == level}

    def is_forbidden(self, row: Estimate) -> bool:
        cities = self.members(row.domain, row.level)
        count = len(cities & self.named.get(row.option, set()))
        return len(cities) < MINIMUM_BASE or any(0 < part < MINIMUM_CELL for part in (count, len(cities) - count))

    def is_unanimous(self, row: Estimate) -> bool:
        cities = self.members(row.domain, row.level)
        return any(
            option == row.option
            and count in (0, self.reader.size(domain, level))
            and cities <= self.members(domain, level)
            for (option, domain, level), count in self.reader.published.items()
        )

    def exposes(self, row: Estimate) -> bool:
        """Whether the reader narrows a suppressed count down to fewer steps than the rules promise."""
        cell = (row.option, row.domain, row.level)
        low, high = self.reader.range(cell)
        need = min(MINIMUM_CELL, len(self.members(row.domain, row.level)))
        # Whole cities are the harder question: it is asked of the ranges that could hold a single whole count.
        return high - low < need - 1e-6 or (high - low < 2 and self.reader.is_determined(cell))


def tables(folder: Path) -> list[tuple[list[Estimate], Table]]:
    """Every table of shares, with who answered and who named what."""
    release = read_release(folder)
    members: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for entry in read_csv(folder / "results" / "groups.csv", Membership):
        if entry.group in DOMAINS:
            for wave in ("2018", "2018-20"):
                members[wave, entry.city][entry.group] = entry.level
    named: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    answered: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for (wave, questionnaire, city), items in release.answers_by_city.items():
        for (item, row), answer in items.items():
            if answer.status.label in ("answered", "incomplete"):
                answered[wave, questionnaire, item, row].add(city)
                for option in answer.named:
                    named[wave, questionnaire, item, row][option].add(city)
                    if item in DOMAINS.values():
                        members[wave, city][item] = option
    rows: dict[tuple[str, ...], list[Estimate]] = defaultdict(list)
    for estimate in release.estimates:
        if estimate.measure == "share":
            rows[estimate.wave, estimate.questionnaire, estimate.item, estimate.row].append(estimate)
    return [
        (several, Table(several, named[key], {city: members[key[0], city] for city in sorted(answered[key])}))
        for key, several in rows.items()
    ]


def test_reader_of_the_example_cannot_compute_a_suppressed_count(strict_release: Path) -> None:
    found = tables(strict_release)
    cells = [(row, table) for rows, table in found for row in rows]
    published = [(row, table) for row, table in cells if not row.suppressed]
    assert [row for row, table in published if table.is_forbidden(row)] == []
    hidden = [(row, table) for row, table in cells if row.suppressed and table.is_forbidden(row)]
    asked = [(row, table) for row, table in hidden if not table.is_unanimous(row)]
    assert len(asked) > 1000
    assert [(row.item, row.option, row.domain, row.level) for row, table in asked if table.exposes(row)] == []


def test_strict_rules_change_no_number_that_they_leave(strict_release: Path, example_release: Path) -> None:
    plain, strict = read_release(example_release).estimates, read_release(strict_release).estimates
    assert len(plain) == len(strict) == 3483
    assert not any(entry.suppressed for entry in plain)
    assert [
        (one, other) for one, other in zip(plain, strict, strict=True) if not other.suppressed and one != other
    ] == []


def test_consent_of_a_city_reaches_the_release(tmp_path: Path) -> None:
    study = write_study(
        tmp_path / "study",
        study=STUDY,
        answers="city,strategy\naa,Yes\nbb,No\ncc,Yes\n",
        extra={"waves/2020/consent.csv": "city,item,consent\naa,strategy,never\n"},
    )
    out = build(study, tmp_path / "out")
    release = read_release(out)
    assert {city for (_, _, city), items in release.answers_by_city.items() if items} == {"bb", "cc"}
    assert [(entry.option, entry.n, entry.base) for entry in release.estimates] == [("yes", 1, 2), ("no", 1, 2)]
    assert "waves/2020/consent.csv" in json.loads((out / "release.json").read_text(encoding="utf-8"))["inputs"]


INDEX = """\
id: readiness
title: Readiness
about: How ready a city is.
questionnaire: officers
steps: ["normalise goalposts:0:10"]
minimum: 1
noise: {weights: 0.2}
runs: 40
tree:
  - {code: plan, label: Plan, score: {item: strategy, any_of: ["yes"]}}
"""


@pytest.mark.parametrize(("withholding", "scored"), [(0, 9), (1, 8), (3, 9)])
def test_scores_of_cities_that_withhold_an_answer_stay_out_of_the_release(
    tmp_path: Path, withholding: int, scored: int
) -> None:
    """One city that withholds would be told by the others': its answer leaves the study. Three hide one another."""
    cities = [f"c{place}" for place in range(9)]
    answers = "city,strategy\n" + "".join(
        f"{city},{'Yes' if place % 2 else 'No'}\n" for place, city in enumerate(cities)
    )
    consents = "city,item,consent\n" + "".join(f"{city},strategy,aggregate\n" for city in cities[:withholding])
    study = write_study(
        tmp_path / "study",
        study=STUDY,
        cities="code,name,country,region,population\n" + "".join(f"{city},{city},FRA,Europe,9\n" for city in cities),
        answers=answers,
        extra={"waves/2020/consent.csv": consents, "indices/readiness.yaml": INDEX},
    )
    release = read_release(build(study, tmp_path / "out"))
    shown = release.scores_by_node["2020", "readiness"]["readiness"]
    assert set(shown) == set(cities[withholding:])
    assert all(row.rank is not None for row in shown.values())
    (mean,) = release.group_scores_by_node["2020", "readiness"]["readiness"]
    assert (mean.n, mean.base, mean.suppressed) == (scored, 9, False)
    for rows in (release.contributions, release.improvements):
        assert not {row.city for row in rows} & set(cities[:withholding])  # type: ignore[attr-defined]
    assert not {row.city for row in release.sensitivity} & set(cities[:withholding])


ROUTED = questions(
    '{code: strategy, kind: single, label: S?, options: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]}',
    "{code: since, kind: integer, label: Since?, required: true, relevant: \"${strategy} = 'yes'\"}",
    "{code: author, kind: text, label: By whom?, relevant: '${since} > 2000'}",
    "{code: staff, kind: integer, label: Staff?}",
)


def routed_study(folder: Path, first: str, consent: str, withholding: int = 1) -> Path:
    """Eight cities, of which every second one has a strategy, and the results; the ``first`` answer is of c0."""
    rows = [first, *("Yes,2004,x,5" if place % 2 else "No,,,7" for place in range(1, 8))]
    consents = "".join(f"c{place},strategy,{consent}\n" for place in range(withholding))
    study = write_study(
        folder / "study",
        study=STUDY,
        questionnaire=ROUTED,
        cities="code,name,country,region,population\n" + "".join(f"c{i},c{i},FRA,Europe,9\n" for i in range(8)),
        answers="city,strategy,since,author,staff\n" + "".join(f"c{i},{row}\n" for i, row in enumerate(rows)),
        extra={"waves/2020/consent.csv": f"city,item,consent\n{consents}"},
    )
    return build(study, folder / "out")


@pytest.mark.parametrize("consent", ["aggregate", "never"])
@pytest.mark.parametrize("yes", ["Yes,2001,y,3", "Yes,,,3", "Yes,1999,,3"])
def test_release_is_the_same_whatever_a_city_answered_to_what_it_withdraws(
    tmp_path: Path, yes: str, consent: str
) -> None:
    with_strategy = routed_study(tmp_path / "a", yes, consent)
    without = routed_study(tmp_path / "b", "No,,,3", consent)
    files = sorted(path.relative_to(with_strategy) for path in with_strategy.rglob("*.csv"))
    assert Path("results/quality.csv") in files
    for file in files:
        assert (with_strategy / file).read_bytes() == (without / file).read_bytes(), file
    told = read_release(with_strategy)
    assert set(told.answers_by_city["2020", "officers", "c0"]) == {("staff", "")}
    bases = {(entry.item, entry.base) for entry in told.estimates if entry.measure != "median"}
    assert bases == {("strategy", 7), ("since", 4), ("staff", 8)}


def test_three_cities_that_withhold_an_item_withhold_what_is_asked_by_it(tmp_path: Path) -> None:
    told = read_release(routed_study(tmp_path, "Yes,2001,y,3", "aggregate", 3))
    for place in range(3):
        assert set(told.answers_by_city["2020", "officers", f"c{place}"]) == {("staff", "")}
    bases = {entry.item: entry.base for entry in told.estimates if entry.measure != "median"}
    # Of the three the two that were asked further could be told by the others' published answers.
    assert bases == {"strategy": 8, "since": 3, "staff": 8}
