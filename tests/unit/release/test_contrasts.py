"""Differences between groups and waves, from released estimates alone."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from civiscope.disclosure.released import SEAL, ReleasedTable
from civiscope.disclosure.rounding import rounded
from civiscope.release.contrasts import (
    ALL_THE_SAME,
    EXACT,
    NO_SPREAD,
    NOT_RELEASED,
    ROUNDED,
    TOO_FEW,
    TOO_RARE,
    contrasts,
)
from civiscope.results.answers import Respondent
from civiscope.results.contrasts import Contrast
from civiscope.results.estimates import SIMULATED, Estimate
from civiscope.results.wilson import wilson_limits
from civiscope.study.definition import Rounding, StudyDefinition

DEFINITION = StudyDefinition.model_validate(
    {
        "id": "s",
        "title": "S",
        "languages": ["en"],
        "publisher": {"name": "P"},
        "licence": {"name": "L"},
        "waves": [
            {"id": wave, "title": wave, "status": "closed", "date": f"{wave}-12-31", "questionnaires": ["q"]}
            for wave in ("2018", "2020", "2022")
        ],
    }
)
LARGE_DF = 10**9
"""Student's t is the normal then, so that an effective size is the size of the sample."""


def share(level: str, n: int, base: int, *, option: str = "a", wave: str = "2020", **other: object) -> Estimate:
    """A share of a simple random sample of an endless population, as a release gives it."""
    low, high = wilson_limits(n / base, stats.norm.ppf(0.975) ** 2 / base)
    made = Estimate(
        wave, "q", "i", "", option, "region" if level else "", level, "share", n / base, 0.0, low, high, n, base,
        float(base), None, None, False, "", None, LARGE_DF,
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


def mean(level: str, value: float, se: float, base: int) -> Estimate:
    return replace(
        share(level, 1, base),
        option="",
        measure="mean",
        estimate=value,
        se=se,
        low=value - stats.t.ppf(0.975, base - 1) * se,
        high=value + stats.t.ppf(0.975, base - 1) * se,
        df=base - 1,
    )


def made(*estimates: Estimate, remark: str = "", respondents: tuple[Respondent, ...] = ()) -> list[Contrast]:
    return list(contrasts(ReleasedTable(estimates, SEAL), DEFINITION, respondents, remark))


def test_share_against_the_others_is_campbells_n_minus_1_test_of_two_proportions() -> None:
    first = made(share("north", 30, 40), share("south", 20, 50), share("east", 25, 60))[0]
    assert first.reference == pytest.approx(45 / 110)
    assert first.difference == pytest.approx(30 / 40 - 45 / 110)
    pearson = stats.chi2_contingency([[30, 10], [45, 65]], correction=False).statistic
    assert first.p == pytest.approx(stats.chi2.sf(pearson * 149 / 150, 1), rel=1e-6)
    assert first.method == "pooled score test (N - 1)"
    assert (first.base, first.reference_base, first.significant) == (40, 110, True)


def test_interval_is_newcombes() -> None:
    # Newcombe (1998), table II, contrast (a): 56/70 against 48/80; method 10 gives 0.0524 to 0.3339.
    first = made(share("north", 56, 70), share("south", 48, 80))[0]
    assert (first.low, first.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))


def test_means_are_compared_by_welch() -> None:
    first = made(mean("north", 5.0, 0.5, 12), mean("south", 3.0, 0.8, 9))[0]
    expected = stats.ttest_ind_from_stats(5.0, 0.5 * math.sqrt(12), 12, 3.0, 0.8 * 3, 9, equal_var=False).pvalue
    assert first.p == pytest.approx(expected, rel=1e-9)
    assert first.method == "Welch's t test"


def exact(level: str, n: int, base: int) -> Estimate:
    """A share of a level of which every city has answered."""
    return replace(share(level, n, base), low=n / base, high=n / base)


def test_exact_level_against_a_sampled_one_is_tested_as_one_sample() -> None:
    first, second = made(exact("north", 20, 40), share("south", 40, 60))
    z = (40 / 60 - 0.5) / math.sqrt(0.25 / 60)
    assert first.p == pytest.approx(2 * stats.norm.sf(z), rel=1e-6)
    assert second.p == pytest.approx(first.p)


def test_slight_difference_from_an_exact_level_is_not_significant() -> None:
    assert [row.significant for row in made(exact("north", 20, 40), share("south", 21, 40))] == [False, False]


def test_exact_level_where_nobody_gives_the_answer_is_not_tested() -> None:
    assert made(exact("north", 0, 40), share("south", 21, 40))[0].note == TOO_RARE


def test_difference_of_two_exact_shares_is_told_and_not_tested() -> None:
    first = made(exact("north", 20, 40), exact("south", 21, 40))[0]
    assert (first.p, first.significant, first.method, first.note) == (None, None, "", EXACT)
    assert first.low == first.difference == first.high == pytest.approx(-0.025)


@pytest.mark.parametrize("se", [0.0, 0.3])
def test_mean_of_equal_answers_is_no_proof(se: float) -> None:
    first = made(mean("north", 3.0, 0.0, 5), mean("south", 4.0, se, 50))[0]
    assert first.difference == pytest.approx(-1.0)
    assert (first.low, first.high, first.p, first.significant, first.note) == (None, None, None, None, ALL_THE_SAME)


def test_cities_of_a_single_cluster_do_not_count_as_a_simple_random_sample() -> None:
    clustered = share("north", 2, 20, low=None, high=None, df=0)
    assert [row.note for row in made(clustered, share("south", 25, 40))] == [NO_SPREAD, NO_SPREAD]


def test_one_city_in_both_waves_is_told_in_the_singular() -> None:
    twice = tuple(Respondent(wave, "q", "a", "", "") for wave in ("2018", "2022"))
    (row,) = made(share("", 10, 40, wave="2018"), share("", 25, 40, wave="2022"), respondents=twice)
    assert row.note.startswith("1 city answered in both waves")


def rounded_rows(*entries: Estimate, shares: float, counts: int | None = None) -> list[Contrast]:
    """The contrasts of estimates as a study that rounds releases them."""
    rules = Rounding(shares=shares, counts=counts)
    disclosure = DEFINITION.disclosure.model_copy(update={"rounding": rules})
    definition = DEFINITION.model_copy(update={"disclosure": disclosure})
    return list(contrasts(ReleasedTable([rounded(entry, rules) for entry in entries], SEAL), definition, (), ""))


def test_rounded_intervals_that_close_on_the_share_do_not_make_it_certain() -> None:
    # 0.3249 and 0.3251 of 10,000 cities each: both intervals are rounded to nothing, and the shares to 0.3 and 0.35.
    row = rounded_rows(share("north", 3249, 10_000), share("south", 3251, 10_000), shares=0.05)[0]
    assert row.difference == pytest.approx(-0.05)
    assert row.significant is False
    assert row.note == ROUNDED


def test_rounded_mean_is_as_uncertain_as_its_digits() -> None:
    # Years of foundation: three digits turn 2014.9 and 2015.1 into 2010 and 2020.
    row = rounded_rows(mean("north", 2014.9, 0.1, 50), mean("south", 2015.1, 0.1, 50), shares=0.01)[0]
    assert row.difference == pytest.approx(-10)
    assert row.significant is False


@given(st.integers(1, 99), st.integers(1, 99), st.floats(1, 10))
def test_shares_without_their_degrees_of_freedom_are_tested_more_cautiously(a: int, b: int, deff: float) -> None:
    levels = []
    for level, n in (("north", a), ("south", b)):
        low, high = wilson_limits(n / 100, stats.t.ppf(0.975, 20) ** 2 * deff / 100)
        levels.append(share(level, n, 100, low=low, high=high, df=20))
    plain, careful = made(*levels)[0], rounded_rows(*levels, shares=1e-6, counts=5)[0]
    if plain.p is not None and careful.p is not None:
        assert careful.p >= plain.p - 1e-3


def test_p_values_are_adjusted_over_options_and_levels_of_the_item() -> None:
    rows = made(
        *(share(level, n, 50, option="a") for level, n in {"north": 10, "south": 20, "east": 30}.items()),
        *(share(level, n, 50, option="b") for level, n in {"north": 25, "south": 25, "east": 26}.items()),
    )
    known = sorted(row.p for row in rows if row.p is not None)
    assert len(known) == 6
    smallest = min(rows, key=lambda row: row.p or 1)
    assert smallest.p_adjusted == pytest.approx(min(1, 6 * known[0]))


def test_two_levels_say_the_same_and_count_once() -> None:
    rows = made(share("north", 10, 40), share("south", 25, 40))
    assert rows[0].difference == pytest.approx(-rows[1].difference)  # type: ignore[operator]
    assert rows[0].p == pytest.approx(rows[1].p)
    assert rows[0].p_adjusted == pytest.approx(rows[0].p)


def test_suppressed_level_leaves_no_contrast_from_which_it_could_be_told() -> None:
    hidden = replace(share("east", 2, 30), suppressed=True, estimate=None, low=None, high=None, n=None)
    rows = made(share("north", 10, 40), share("south", 25, 40), hidden)
    assert {row.note for row in rows} == {NOT_RELEASED}
    assert all(row.difference is None and row.p is None and row.reference is None for row in rows)


def test_few_cities_are_not_tested_but_their_difference_is_told() -> None:
    rows = made(share("north", 3, 4), share("south", 25, 40))
    assert [row.note for row in rows] == [TOO_FEW, TOO_FEW]
    assert rows[0].difference == pytest.approx(3 / 4 - 25 / 40)
    assert rows[0].significant is None


def test_rare_answers_are_not_tested() -> None:
    assert made(share("north", 0, 6), share("south", 1, 400))[0].note == TOO_RARE


def test_single_city_among_the_others_does_not_stand_in_the_way() -> None:
    alone = share("east", 1, 1, low=None, high=None, df=0)
    first = made(share("north", 10, 40), share("south", 25, 40), alone)[0]
    assert first.reference == pytest.approx(26 / 41)
    assert first.p is not None


def test_one_level_alone_has_nothing_to_be_compared_with() -> None:
    assert made(share("north", 10, 40)) == []


def test_waves_are_compared_with_the_one_before_and_tell_how_many_cities_are_in_both() -> None:
    waves = {"2018": "abc", "2022": "bcd"}
    respondents = tuple(Respondent(wave, "q", city, "", "") for wave, cities in waves.items() for city in cities)
    rows = made(share("", 10, 40, wave="2018"), share("", 25, 40, wave="2022"), respondents=respondents)
    assert [(row.wave, row.against, row.kind, row.domain) for row in rows] == [("2022", "2018", "wave", "")]
    assert rows[0].difference == pytest.approx(15 / 40)
    assert rows[0].note.startswith("2 cities answered in both waves")


def test_answers_of_one_wave_only_have_no_change() -> None:
    assert made(share("", 10, 40, wave="2018"), share("", 25, 40, wave="2022", option="b")) == []


def test_simulated_numbers_say_so() -> None:
    rows = made(share("north", 3, 4), share("south", 25, 40), remark=SIMULATED)
    assert rows[0].note == f"{SIMULATED}; {TOO_FEW}"


counts = st.integers(5, 60).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@given(st.lists(counts, min_size=2, max_size=5))
def test_every_contrast_is_sound(levels: list[tuple[int, int]]) -> None:
    for row in made(*(share(f"l{place}", n, base) for place, (n, base) in enumerate(levels))):
        assert row.difference is not None
        assert row.low is not None
        assert row.high is not None
        assert -1 - 1e-9 <= row.low <= row.difference + 1e-12
        assert row.difference - 1e-12 <= row.high <= 1 + 1e-9
        if row.p is not None:
            assert row.p_adjusted is not None
            assert 0 <= row.p <= row.p_adjusted <= 1
            assert row.significant == (row.p_adjusted < 0.05)


@given(counts, counts, st.integers(0, 1))
def test_two_levels_are_antisymmetric(north: tuple[int, int], south: tuple[int, int], known: int) -> None:
    """The order of two levels changes the sign of the difference and nothing else, also where one is known exactly."""
    first, second = made(exact("north", *north) if known else share("north", *north), share("south", *south))
    assert first.difference is not None
    assert second.difference == pytest.approx(-first.difference)
    assert (first.low, first.high) == (pytest.approx(-second.high), pytest.approx(-second.low))  # type: ignore[operator]
    assert (first.p, first.p_adjusted) == (pytest.approx(second.p), pytest.approx(second.p_adjusted))
    assert made(share("north", *north), share("south", *south)) == made(share("north", *north), share("south", *south))


@given(counts, counts)
def test_nothing_is_marked_that_the_exact_test_is_far_from_finding(
    north: tuple[int, int], south: tuple[int, int]
) -> None:
    row = made(share("north", *north), share("south", *south))[0]
    table = [[n, base - n] for n, base in (north, south)]
    if stats.fisher_exact(table).pvalue >= 0.3:
        assert not row.significant
