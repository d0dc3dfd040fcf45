"""Changes between waves, hand-counted; the example study says "too few" where it must."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from scipy.special import stdtr, stdtrit

from civiscope.results.comparisons import Comparison
from civiscope.tabulation.comparing.waves import ComparisonOptions, compare_waves, rounds_of_overlap
from civiscope.tabulation.studies.changes import DIFFERENT_ROUNDS, ROUND_NOT_KNOWN, SAME_ROUND
from civiscope.workflows.reading import CodedStudy
from tests.studies import coded
from tests.unit.tabulation.comparing.examples import AFTER, BEFORE, CITIES, cut_off, same_answers, two_waves

EXAMPLE = Path(__file__).parents[4] / "studies" / "oecd-city-innovation"


def rows(study: CodedStudy, items: tuple[str, ...] | None = None, by: tuple[str, ...] = ()) -> list[Comparison]:
    """All comparisons of the two waves."""
    a, b = study.answers.blocks.values()
    return list(compare_waves(study.study, a, b, ComparisonOptions(items, by)))


def one(found: list[Comparison], option: str, cities: str, level: str = "") -> Comparison:
    """The single row of an option."""
    (row,) = [row for row in found if (row.option, row.cities, row.level) == (option, cities, level)]
    return row


def test_panel_of_an_option_is_hand_counted(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER), ("strategy",)), "yes", "both")
    assert (row.n_a, row.n_b, row.n_both, row.added, row.dropped) == (12, 12, 12, 5, 2)
    assert (row.cities_added, row.cities_dropped) == ("c07;c08;c09;c10;c11", "c05;c06")
    assert (row.estimate_a, row.estimate_b, row.difference) == (0.5, 0.75, 0.25)
    assert row.agreement == pytest.approx(5 / 12)
    # Of seven changes two or fewer go down: twice 1 + 7 + 21 of 128 ways.
    assert (row.test, row.p) == ("exact McNemar", pytest.approx(2 * 29 / 128))
    # Changes of 1 (5), -1 (2) and 0 (5), in 12 of 20 cities.
    assert row.se == pytest.approx(math.sqrt((1 - 12 / 20) * (7 - 12 * 0.25**2) / 11 / 12))
    assert row.low is not None
    assert row.high is not None
    assert row.low < 0.25 < row.high
    assert row.note == ""


def test_panel_of_a_number_is_students_paired_test(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER), ("staff",)), "", "both")
    changes = [int(AFTER[city][2]) - int(BEFORE[city][2]) for city in CITIES[:12]]
    mean = sum(changes) / 12
    se = math.sqrt((1 - 12 / 20) * sum((change - mean) ** 2 for change in changes) / 11 / 12)
    assert (row.measure, row.test, row.df) == ("mean", "paired t", 11)
    assert row.difference == pytest.approx(mean)
    assert row.se == pytest.approx(se)
    assert row.p == pytest.approx(2 * stdtr(11, -abs(mean / se)))
    assert row.high == pytest.approx(mean + stdtrit(11, 0.975) * se)
    assert row.added == sum(change > 0 for change in changes)
    assert row.dropped == sum(change < 0 for change in changes)


def overlap_by_hand(a: dict[str, float], b: dict[str, float], size: float) -> tuple[float, float]:
    """Difference of two means and its variance, of two simple random samples of ``size`` cities (Tam 1984)."""
    both = sorted(set(a) & set(b))
    covariance = np.cov([a[city] for city in both], [b[city] for city in both])[0, 1]
    first, second = np.array(list(a.values())), np.array(list(b.values()))
    variance = first.var(ddof=1) * (1 / len(a) - 1 / size) + second.var(ddof=1) * (1 / len(b) - 1 / size)
    variance -= 2 * (len(both) / (len(a) * len(b)) - 1 / size) * covariance
    return float(second.mean() - first.mean()), float(variance)


def test_all_cities_take_the_overlap_into_account(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER), ("strategy",)), "yes", "all")
    a, b = ({city: float(answer[1] == "Yes") for city, answer in wave.items()} for wave in (BEFORE, AFTER))
    difference, variance = overlap_by_hand(a, b, 20)
    assert (row.n_a, row.n_b, row.n_both, row.test, row.df) == (14, 15, 12, "t", 13)
    assert (row.estimate_a, row.estimate_b) == (0.5, pytest.approx(11 / 15))
    assert row.difference == pytest.approx(difference)
    assert row.se == pytest.approx(math.sqrt(variance))
    assert row.p == pytest.approx(2 * stdtr(13, -difference / math.sqrt(variance)))
    assert row.low == pytest.approx(difference - stdtrit(13, 0.975) * math.sqrt(variance))
    assert row.added is None


def test_all_cities_of_a_stratified_wave_add_the_strata_up(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER, ", design: {strata: region}"), ("strategy",)), "yes", "all")
    difference = variance = 0.0
    for size, cities in ((12, CITIES[:12]), (8, CITIES[12:])):
        a, b = (
            {city: float(answer[1] == "Yes") for city, answer in wave.items() if city in cities}
            for wave in (BEFORE, AFTER)
        )
        if size == 12:
            part = overlap_by_hand(a, b, size)
        else:
            # No city of the South is in both waves: the two samples count as independent.
            first, second = np.array(list(a.values())), np.array(list(b.values()))
            spread = first.var(ddof=1) * (1 / len(a) - 1 / size) + second.var(ddof=1) * (1 / len(b) - 1 / size)
            part = float(second.mean() - first.mean()), float(spread)
        difference += size / 20 * part[0]
        variance += (size / 20) ** 2 * part[1]
    assert row.difference == pytest.approx(difference)
    assert row.se == pytest.approx(math.sqrt(variance))
    assert row.note == "strata in which fewer than two units are in both samples: their covariance counts as 0"


def test_panel_of_a_stratified_wave_is_weighted(tmp_path: Path) -> None:
    before = {**BEFORE, **same_answers(["c15", "c16"], "2018", "No", 3)}
    row = one(rows(two_waves(tmp_path, before, AFTER, ", design: {strata: region}"), ("strategy",)), "yes", "both")
    changes = {"North": [-1.0] * 2 + [0.0] * 5 + [1.0] * 5, "South": [1.0, 1.0]}
    assert row.n_both == 14
    assert row.difference == pytest.approx(12 / 20 * np.mean(changes["North"]) + 8 / 20)
    # All twelve cities of the North are pairs, and the two of the South change alike.
    assert row.se == 0
    assert row.note == "no spread: no interval"


def test_all_cities_of_a_clustered_wave_share_clusters(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER, ", design: {cluster: network}"), ("strategy",)), "yes", "all")
    # The five members of the network are one cluster, every other city is its own: 16 clusters.
    totals: list[dict[str, float]] = []
    for wave in (BEFORE, AFTER):
        mean = sum(answer[1] == "Yes" for answer in wave.values()) / len(wave)
        of_cluster: dict[str, float] = {}
        for city, answer in wave.items():
            cluster = "member" if CITIES.index(city) % 4 == 0 else city
            of_cluster[cluster] = of_cluster.get(cluster, 0.0) + ((answer[1] == "Yes") - mean) / len(wave)
        totals.append(of_cluster)
    both = sorted(set(totals[0]) & set(totals[1]))
    sizes = [len(of_cluster) for of_cluster in totals]
    variance = sum(
        size * (1 - size / 16) * float(np.var(list(of_cluster.values()), ddof=1))
        for size, of_cluster in zip(sizes, totals, strict=True)
    )
    shared = np.cov([totals[0][cluster] for cluster in both], [totals[1][cluster] for cluster in both])[0, 1]
    variance -= 2 * (len(both) - sizes[0] * sizes[1] / 16) * shared
    assert row.difference == pytest.approx(11 / 15 - 1 / 2)
    assert row.se == pytest.approx(math.sqrt(variance))
    assert row.df == min(sizes) - 1


def test_stratum_with_a_single_pair_varies_as_the_others(tmp_path: Path) -> None:
    before = {**BEFORE, **same_answers(["c15"], "2018", "No", 3)}
    after = {city: answer for city, answer in AFTER.items() if city not in CITIES[:2]}
    row = one(rows(two_waves(tmp_path, before, after, ", design: {strata: region}"), ("strategy",)), "yes", "both")
    changes = np.array([0.0] * 2 + [-1.0] * 2 + [1.0] * 5 + [0.0])
    # Ten of twelve cities of the North, which stand for 12 of 20; the South has one pair of eight.
    overall = 12 / 20 * changes.mean() + 8 / 20
    within = (12 / 20) ** 2 * (1 - 10 / 12) * changes.var(ddof=1) / 10
    assert row.difference == pytest.approx(overall)
    assert row.se == pytest.approx(math.sqrt(2 * within))
    assert row.note == "strata with a single pair vary as the others do on average"


def test_difference_is_exact_where_all_cities_answered_twice(tmp_path: Path) -> None:
    before = {**same_answers(CITIES[:9], "2018", "Yes", 3), **same_answers(CITIES[9:], "2018", "No", 5)}
    after = {**same_answers(CITIES[:12], "2020", "Yes", 3), **same_answers(CITIES[12:], "2020", "No", 4)}
    found = rows(two_waves(tmp_path, before, after), ("strategy",))
    pairs, everybody = one(found, "yes", "both"), one(found, "yes", "all")
    assert (everybody.difference, everybody.se, everybody.low, everybody.p) == (pytest.approx(0.15), 0, None, None)
    assert everybody.note == "all cities that are asked are in it: the difference is exact"
    assert (pairs.difference, pairs.se, pairs.low, pairs.high) == (pytest.approx(0.15), 0, 0.15, 0.15)


def test_cities_of_the_same_round_or_an_unknown_one_are_no_pairs(tmp_path: Path) -> None:
    after = {**AFTER, "c01": ("2018", "Yes", "4", "Labs"), "c02": ("", "Yes", "5", "Labs")}
    study = two_waves(tmp_path, BEFORE, after)
    a, b = study.answers.blocks.values()
    found = rounds_of_overlap(a, b)
    assert (found["c01"], found["c02"], found["c03"]) == (SAME_ROUND, ROUND_NOT_KNOWN, DIFFERENT_ROUNDS)
    result = rows(study, ("strategy",))
    pairs, everybody = one(result, "yes", "both"), one(result, "yes", "all")
    assert pairs.n_both == 10
    assert pairs.p is not None
    assert pairs.note == "1 city in both waves left out: same round; 1 city in both waves left out: round not known"
    assert (everybody.n_a, everybody.n_b, everybody.difference, everybody.p) == (14, 15, None, None)
    assert everybody.note == (
        "not compared: of 1 of 12 cities in both waves it is not known in which round they answered"
    )


def test_cities_that_answered_once_stay_in_the_comparison_of_all(tmp_path: Path) -> None:
    after = {**AFTER, **{city: BEFORE[city] for city in CITIES[:3]}}
    result = rows(two_waves(tmp_path, BEFORE, after), ("strategy",))
    everybody = one(result, "yes", "all")
    assert everybody.p is not None
    assert everybody.note == "3 of 12 cities in both waves answered once, and count with it in both"
    assert one(result, "yes", "both").note.startswith("too few pairs: 9 of 10")


def test_too_few_pairs_have_counts_but_no_result(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER), ("strategy",), ("french",)), "yes", "both", "yes")
    assert (row.n_both, row.added, row.dropped, row.cities_dropped) == (8, 2, 2, "c05;c06")
    assert (row.difference, row.se, row.p, row.agreement, row.test) == (None, None, None, None, "")
    assert row.note == "too few pairs: 8 of 10"


def test_too_few_answers_have_no_result(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER), ("strategy",), ("region",)), "yes", "all", "South")
    assert (row.n_a, row.n_b, row.difference, row.p) == (2, 3, None, None)
    assert row.note == "too few answers: 2 of 10"


def test_domain_stands_for_its_part_of_the_frame(tmp_path: Path) -> None:
    row = one(rows(two_waves(tmp_path, BEFORE, AFTER), ("strategy",), ("region",)), "yes", "both", "North")
    # All twelve cities of the North are pairs.
    assert (row.n_both, row.se, row.low, row.high) == (12, 0, 0.25, 0.25)


def test_cities_are_not_listed_where_answers_are_not_public(tmp_path: Path) -> None:
    found = rows(two_waves(tmp_path, BEFORE, AFTER), ("tools",))
    row = one(found, "labs", "both")
    assert (row.added, row.dropped) == (5, 2)
    assert (row.cities_added, row.cities_dropped) == ("", "")
    assert row.note == "cities are not listed, since their answers are not public"


def test_pairs_that_do_not_differ_have_an_interval_for_shares_but_not_for_numbers(tmp_path: Path) -> None:
    before, after = (same_answers(CITIES[:12], wave, "Yes", 4) for wave in ("2018", "2020"))
    before["c12"] = ("2018", "No", "4", "Labs")
    after["c12"] = ("2020", "No", "4", "Labs")
    found = rows(two_waves(tmp_path, before, after), ("strategy", "staff"))
    share, number = one(found, "yes", "both"), one(found, "", "both")
    assert (share.difference, share.se, share.p) == (0, 0, 1)
    assert share.low is not None
    assert share.low < 0
    assert (number.difference, number.se, number.low, number.p) == (0, 0, None, None)
    assert number.note == "no pair differs: no interval"


def test_lists_that_are_cut_off_need_thirty_complete_ones(tmp_path: Path) -> None:
    two_waves(tmp_path, BEFORE, AFTER)
    found = rows(cut_off(tmp_path, "c01"), ("tools",))
    pairs, everybody = one(found, "labs", "both"), one(found, "labs", "all")
    assert (pairs.n_both, pairs.p, everybody.n_b, everybody.estimate_b) == (11, None, 13, None)
    assert pairs.note.startswith("fewer than 30 complete lists: counts only")
    assert everybody.note == "fewer than 30 complete lists: counts only"


def test_waves_that_stand_for_other_numbers_of_cities_say_so(tmp_path: Path) -> None:
    study = two_waves(tmp_path, BEFORE, AFTER)
    text = (tmp_path / "study.yaml").read_text(encoding="utf-8")
    (tmp_path / "study.yaml").write_text(text.replace('{id: "2018",', '{id: "2018", surveyed: 16,'), encoding="utf-8")
    plain, row = (one(rows(found, ("strategy",)), "yes", "all") for found in (study, coded(tmp_path)))
    assert row.note == "the waves stand for 16 and 20 cities, the fewer taken to be among the others"
    assert row.difference == plain.difference
    assert row.se != plain.se


def test_example_study_has_too_few_pairs_known_to_come_from_different_rounds() -> None:
    study = coded(EXAMPLE)
    a, b = study.answers.blocks.values()
    assert Counter(rounds_of_overlap(a, b).values()) == {DIFFERENT_ROUNDS: 5, SAME_ROUND: 4, ROUND_NOT_KNOWN: 5}
    # The rule is that of the list of changes.
    listed = {change.city: change.comparison for change in study.changes}
    assert rounds_of_overlap(a, b) == listed
    found = rows(study)
    assert {row.p for row in found} == {None}
    pairs = [row for row in found if row.cities == "both"]
    assert all(row.note.startswith(f"too few pairs: {row.n_both} of 10") for row in pairs)
    strategy = one([row for row in found if row.item == "strategy"], "yes", "both")
    assert (strategy.n_both, strategy.added, strategy.dropped) == (5, 1, 3)
    assert strategy.cities_added == "seattle-us"
    everybody = [row for row in found if row.cities == "all"]
    assert all(
        "not compared: of 5 of 14 cities in both waves it is not known in which round they answered" in row.note
        for row in everybody
    )
