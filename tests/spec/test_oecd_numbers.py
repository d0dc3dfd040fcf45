"""The numbers of the example's release, against counts taken straight from the raw answers with nothing but csv."""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

STUDY = Path(__file__).parents[2] / "studies" / "oecd-city-innovation"
SURVEYED = {"2018": 89, "2018-20": 147}

Rows = list[dict[str, str]]


@cache
def raw(wave: str) -> Rows:
    with (STUDY / "waves" / wave / "officers.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def frame() -> dict[str, dict[str, str]]:
    with (STUDY / "cities.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def estimates(example_release: Path) -> Rows:
    with (example_release / "results" / "estimates.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def counts(estimates: Rows, wave: str, item: str, domain: str = "", level: str = "") -> dict[str, tuple[int, int]]:
    return {
        row["option"]: (int(row["n"]), int(row["base"]))
        for row in estimates
        if (row["wave"], row["item"], row["domain"], row["level"]) == (wave, item, domain, level)
        and row["measure"] == "share"
    }


def parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip() and part.strip() != "(none)"]


@pytest.mark.parametrize("wave", ["2018", "2018-20"])
@pytest.mark.parametrize("item", ["strategy", "approach", "team"])
def test_single_choices_agree_with_a_count_by_hand(estimates: Rows, wave: str, item: str) -> None:
    given = Counter(row[item] for row in raw(wave) if row[item])
    found = counts(estimates, wave, item)
    assert {option: n for option, (n, _) in found.items() if n} == dict(given)
    assert {base for _, base in found.values()} == {given.total()}


def test_published_counts_of_strategy_are_reached(estimates: Rows) -> None:
    # 64 of 122 transcribed snapshots say yes; with Paris 11 of the 16 of the earlier edition.
    assert counts(estimates, "2018-20", "strategy") == {"yes": (64, 122), "no": (58, 122)}
    assert counts(estimates, "2018", "strategy")["yes"] == (11, 16)


@pytest.mark.parametrize("wave", ["2018", "2018-20"])
def test_standard_errors_use_the_finite_population_correction(estimates: Rows, wave: str) -> None:
    n = len(raw(wave))
    for row in estimates:
        if (row["wave"], row["item"], row["domain"]) != (wave, "strategy", ""):
            continue
        share = int(row["n"]) / n
        expected = math.sqrt((1 - n / SURVEYED[wave]) * share * (1 - share) / (n - 1))
        assert float(row["se"]) == pytest.approx(expected, rel=1e-12)
        assert float(row["low"]) < share < float(row["high"])


def test_regions_add_up_to_all_cities(estimates: Rows) -> None:
    by_region: dict[str, Counter[str]] = defaultdict(Counter)
    for row in raw("2018-20"):
        by_region[frame()[row["city"]]["region"]][row["strategy"]] += 1
    for region, given in by_region.items():
        found = counts(estimates, "2018-20", "strategy", "region", region)
        assert {option: n for option, (n, _) in found.items() if n} == dict(given)
        assert {base for _, base in found.values()} == {given.total()}
    assert sum(given.total() for given in by_region.values()) == 122


def test_size_classes_leave_out_cities_of_unknown_population(estimates: Rows) -> None:
    known = sum(bool(frame()[row["city"]]["population"]) for row in raw("2018-20"))
    levels = {row["level"] for row in estimates if row["domain"] == "size" and row["wave"] == "2018-20"}
    bases = [counts(estimates, "2018-20", "strategy", "size", level)["yes"][1] for level in levels]
    assert sum(bases) == known < 122


@pytest.mark.parametrize(
    ("item", "option", "labels"),
    [
        ("helping", "service_delivery", {"Improve service delivery"}),
        ("helping", "current_obligations", {"Serve current obligations", "Service current obligations"}),
        ("success_factors", "leadership_mayor", {"Leadership from Mayor", "Leadership from Metro Mayor"}),
        ("policy_areas", "transport", {"Transport/Mobility", "Transport/mobility", "Mobility"}),
        (
            "roles",
            "communication_officer",
            {"Communication officer", "Communication", "Communication or marketing staff"},
        ),
        ("terms", "data_analytics", {"Data analytics"}),
    ],
)
def test_lists_agree_with_a_count_by_hand(estimates: Rows, item: str, option: str, labels: set[str]) -> None:
    lists = [(parts(row[item]), item in row["incomplete"].split(";")) for row in raw("2018-20") if row[item]]
    named = sum(bool(labels & set(given)) for given, _ in lists)
    complete = [given for given, cut_off in lists if not cut_off]
    unknown = sum(cut_off and not labels & set(given) for given, cut_off in lists)
    (row,) = (
        row
        for row in estimates
        if (row["wave"], row["item"], row["option"], row["domain"]) == ("2018-20", item, option, "")
    )
    if len(complete) == len(lists):
        assert (int(row["n"]), int(row["base"]), row["bound_low"]) == (named, len(lists), "")
    else:
        assert float(row["bound_low"]) == pytest.approx(named / len(lists), rel=1e-15)
        assert float(row["bound_high"]) == pytest.approx((named + unknown) / len(lists), rel=1e-15)
        of_complete = sum(bool(labels & set(given)) for given in complete)
        if len(complete) >= 30:
            assert (int(row["n"]), int(row["base"])) == (of_complete, len(complete))
            assert float(row["estimate"]) == pytest.approx(of_complete / len(complete), rel=1e-15)
        else:
            assert (int(row["n"]), int(row["base"]), row["estimate"]) == (named, len(lists), "")


def test_activities_show_counts_only_because_few_lists_are_complete(estimates: Rows) -> None:
    rows = [row for row in estimates if row["item"] == "activities" and row["domain"] == ""]
    assert rows
    assert all((row["estimate"], row["se"], row["low"], row["high"]) == ("", "", "", "") for row in rows)
    assert all(row["bound_low"] and row["bound_high"] for row in rows)


def test_only_pairs_from_different_rounds_have_changes(example_release: Path) -> None:
    with (example_release / "results" / "changes.csv").open(encoding="utf-8", newline="") as stream:
        changes = list(csv.DictReader(stream))
    rounds = {wave: {row["city"]: row["answered_in"] for row in raw(wave)} for wave in SURVEYED}
    pairs = set(rounds["2018"]) & set(rounds["2018-20"])
    assert len(pairs) == 14
    compared = {city for city in pairs if rounds["2018-20"][city] not in ("", rounds["2018"][city])}
    assert {row["city"] for row in changes if row["item"]} == compared
    assert {row["city"] for row in changes} == pairs
    assert Counter(row["comparison"] for row in changes if not row["item"]) == {"same round": 4, "round not known": 5}


def test_answers_are_released_once_per_option_and_never_contradict_the_number_of_roles(example_release: Path) -> None:
    rows = pq.read_table(example_release / "results" / "answers.parquet").to_pylist()
    keys = [tuple(row[name] for name in ("wave", "questionnaire", "city", "item", "row", "option")) for row in rows]
    assert len(keys) == len(set(keys))
    named: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["item"] == "roles" and row["status"] == "answered" and row["option"] and row["value"] != "no":
            named[row["wave"], row["city"]] += 1
    numbers = {
        (row["wave"], row["city"]): int(row["value"]) for row in rows if row["item"] == "roles_count" and row["value"]
    }
    assert all(named[key] <= number for key, number in numbers.items())
