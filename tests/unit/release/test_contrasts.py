"""Differences between groups and waves, from released estimates alone."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from civiscope.disclosure.released import SEAL, ReleasedTable
from civiscope.release.contrasts import NOT_RELEASED, TOO_FEW, TOO_RARE, contrasts
from civiscope.results.answers import Respondent
from civiscope.results.contrasts import Contrast
from civiscope.results.estimates import SIMULATED, Estimate
from civiscope.results.wilson import wilson_limits
from civiscope.study.definition import StudyDefinition

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
        low=value - 2 * se,
        high=value + 2 * se,
        df=base - 1,
    )


def made(*estimates: Estimate, remark: str = "", respondents: tuple[Respondent, ...] = ()) -> list[Contrast]:
    return list(contrasts(ReleasedTable(estimates, SEAL), DEFINITION, respondents, remark))


def test_share_against_the_others_is_the_pooled_test_of_two_proportions() -> None:
    first = made(share("north", 30, 40), share("south", 20, 50), share("east", 25, 60))[0]
    assert first.reference == pytest.approx(45 / 110)
    assert first.difference == pytest.approx(30 / 40 - 45 / 110)
    expected = stats.chi2_contingency([[30, 10], [45, 65]], correction=False).pvalue
    assert first.p == pytest.approx(expected, rel=1e-6)
    assert (first.base, first.reference_base, first.significant) == (40, 110, True)


def test_interval_is_newcombes() -> None:
    # Newcombe (1998), table II, contrast (a): 56/70 against 48/80; method 10 gives 0.0524 to 0.3339.
    first = made(share("north", 56, 70), share("south", 48, 80))[0]
    assert (first.low, first.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))


def test_means_are_compared_by_welch() -> None:
    first = made(mean("north", 5.0, 0.5, 12), mean("south", 3.0, 0.8, 9))[0]
    expected = stats.ttest_ind_from_stats(5.0, 0.5 * math.sqrt(12), 12, 3.0, 0.8 * 3, 9, equal_var=False).pvalue
    assert first.p == pytest.approx(expected, rel=1e-9)


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
