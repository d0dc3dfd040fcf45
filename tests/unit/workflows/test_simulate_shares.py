"""Made-up answers follow the published shares, hang together, and change little from wave to wave."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.errors import ProblemLog
from civiscope.study.frame import City
from civiscope.study.loading import load_study
from civiscope.workflows.simulate_answers import SimulatedBlock
from civiscope.workflows.simulate_scales import names_nothing, scale_of
from civiscope.workflows.simulate_shares import NOTHING, Printed, PublishedShares, by_city, list_shares, single_shares
from civiscope.workflows.simulate_traits import LOADING, Traits, within
from tests.studies import STUDY, write_study
from tests.unit.workflows.test_simulate_answers import answers

MANY = [City(f"c{i}", f"C{i}", "FRA", region=("north", "south", "west")[i % 3]) for i in range(20_000)]
ERRORS = 4.5
"""Standard errors that a share may lie off: all the shares below together do so once in some thousands of seeds."""


def share(block: SimulatedBlock, item: str, option: str, row: str = "", among: np.ndarray | None = None) -> float:
    """The share of those that answered (and are ``among`` the chosen) that name the option."""
    column = block.columns[item, row]
    known = [
        option in entry.value.split()
        for place, entry in enumerate(column)
        if entry.is_answer and (among is None or among[place])
    ]
    return float(np.mean(known))


def named(block: SimulatedBlock, item: str, option: str, row: str = "") -> np.ndarray:
    return np.array([option in entry.value.split() for entry in block.columns[item, row]])


def near(found: float, wanted: float, n: int) -> bool:
    return abs(found - wanted) <= ERRORS * np.sqrt(max(wanted * (1 - wanted), 1e-4) / n)


def printed(overall: Mapping[str, float], **more: object) -> dict[str, Printed]:
    return {"": Printed(overall, **more)}  # type: ignore[arg-type]


ALONE = """{code: partners, kind: multiple, options: colours,
 constraint: "not(selected(., 'grey')) or count-selected(.) = 1"}"""
ASKED = """{code: asked, kind: single, options: [{code: high, label: H}, {code: 'no', label: L}],
 relevant: "${colour} = 'yes'"}"""
ITEMS = (
    "{code: colour, kind: single, options: [{code: 'yes', label: Y}, {code: 'no', label: N}]}",
    "{code: team, kind: single, options: [{code: none, label: N}, {code: few, label: F}, {code: many, label: M}]}",
    "{code: partly, kind: single, options: colours, other: true}",
    "{code: many, kind: multiple, options: colours}",
    "{code: three, kind: multiple, options: colours, most: 2}",
    "{code: counted, kind: multiple, options: colours, constraint: 'count-selected(.) <= 2'}",
    "{code: order, kind: ranking, options: colours, most: 3}",
    "{code: rare, kind: multiple, options: [{code: a, label: A}, {code: b, label: B}, {code: none, label: N}]}",
    ALONE,
    "{code: often, kind: grid, options: colours, rows: rows}",
    ASKED,
    "{code: spread, kind: single, options: [{code: wide, label: W}, {code: deep, label: D}, {code: 'no', label: N}]}",
    "{code: sources, kind: multiple, options: colours}",
)
PRINTED = {
    "colour": printed({"yes": 0.52}),
    "team": printed({"none": 0.08, "many": 0.46}),
    "partly": printed({"red": 0.3, "grey": 0.11}),
    "many": printed({"red": 0.62, "green": 0.58, "blue": 0.03}),
    "three": printed({"red": 0.9, "green": 0.7}),
    "counted": printed({"red": 0.55, "blue": 0.45}),
    "order": printed({"red": 0.8, "green": 0.25}),
    "rare": printed({"a": 0.4, "none": 0.25}),
    "partners": printed({"red": 0.78, "grey": 0.13}),
    "often": {"first": Printed({"red": 0.2, "grey": 0.35}), "second": Printed({"green": 0.71})},
    "asked": printed({"high": 0.67}),
    "spread": printed({"wide": 0.57}, domain="colour", levels={"yes": {"wide": 0.67, "deep": 0.15}}),
    "sources": printed(
        {"red": 0.5}, domain="region", levels={"north": {"red": 0.8}, "south": {"red": 0.5, "blue": 0.1}}
    ),
}


@pytest.fixture(scope="module")
def block() -> SimulatedBlock:
    return answers(*ITEMS, seed=3, cities=MANY, printed=PRINTED)


@pytest.mark.parametrize(
    ("item", "row", "option", "wanted"),
    [
        (item, row, option, wanted)
        for item, rows in PRINTED.items()
        for row, told in rows.items()
        for option, wanted in told.overall.items()
    ],
)
def test_every_published_share_holds(block: SimulatedBlock, item: str, row: str, option: str, wanted: float) -> None:
    answered = sum(entry.is_answer for entry in block.columns[item, row])
    assert near(share(block, item, option, row), wanted, answered)


def test_shares_of_a_level_of_an_item_hold_and_the_other_level_follows(block: SimulatedBlock) -> None:
    yes, no = named(block, "colour", "yes"), named(block, "colour", "no")
    assert near(share(block, "spread", "wide", among=yes), 0.67, 9000)
    assert near(share(block, "spread", "deep", among=yes), 0.15, 9000)
    # Of the 52% with a strategy 67%, of all 57%: of the others (0.57 - 0.52 * 0.67) / 0.48.
    assert share(block, "spread", "wide", among=no) == pytest.approx((0.57 - 0.52 * 0.67) / 0.48, abs=0.03)


def test_shares_of_levels_of_the_frame_hold_and_the_rest_follows(block: SimulatedBlock) -> None:
    regions = np.array([city.region for city in MANY])
    assert near(share(block, "sources", "red", among=regions == "north"), 0.8, 6000)
    assert near(share(block, "sources", "red", among=regions == "south"), 0.5, 6000)
    assert near(share(block, "sources", "red", among=regions == "west"), 0.2, 6000)
    # Of all cities nothing is printed: the one level's share is the best guess.
    assert near(share(block, "sources", "blue"), 0.1, 19_000)


@pytest.mark.parametrize("item", ["three", "counted"])
def test_limits_of_lists_hold_where_their_shares_nearly_fill_them(block: SimulatedBlock, item: str) -> None:
    lengths = [len(entry.value.split()) for entry in block.columns[item, ""] if entry.is_answer]
    assert max(lengths) == 2


def test_what_excludes_all_else_stands_alone(block: SimulatedBlock) -> None:
    for item, code in (("rare", "none"), ("partners", "grey")):
        values = {entry.value for entry in block.columns[item, ""] if code in entry.value.split()}
        assert values == {code}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("colour", "yes", ""), ("team", "many", "")),
        (("colour", "yes", ""), ("often", "red", "first")),
        (("team", "many", ""), ("many", "red", "")),
        (("often", "grey", "first"), ("often", "grey", "second")),
        (("asked", "high", ""), ("team", "many", "")),
    ],
)
def test_answers_of_capacity_go_together(
    block: SimulatedBlock, first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    known = np.array(
        [
            one.is_answer and two.is_answer
            for one, two in zip(block.columns[first[0], first[2]], block.columns[second[0], second[2]], strict=True)
        ]
    )
    correlation = np.corrcoef(
        named(block, first[0], first[1], first[2])[known], named(block, second[0], second[1], second[2])[known]
    )[0, 1]
    assert correlation > 0.05


def test_scales_correlate_by_the_square_of_the_loading() -> None:
    items = [
        f"{{code: {code}, kind: single, options: [{{code: 'yes', label: Y}}, {{code: 'no', label: N}}]}}"
        for code in "ab"
    ]
    made = answers(*items, cities=MANY, printed={code: printed({"yes": 0.5}) for code in "ab"})
    phi = np.corrcoef(named(made, "a", "yes"), named(made, "b", "yes"))[0, 1]
    # Two normals of correlation r, cut at their medians, have phi = 2 / pi * asin(r) (Sheppard 1899); missing answers
    # weaken it a little.
    assert phi == pytest.approx(2 / np.pi * np.arcsin(LOADING**2), abs=0.04)


def test_missing_answers_become_more_frequent_towards_the_end() -> None:
    made = answers(*(f"{{code: a{i}, kind: single, options: colours}}" for i in range(2)), cities=MANY)
    rates = [np.mean([not entry.is_answer for entry in column]) for column in made.columns.values()]
    assert all(0.01 < rate < 0.03 for rate in rates)


# ------------------------------------------------------------ which option means what
@pytest.mark.parametrize(
    ("options", "grid", "order", "ordered"),
    [
        (["yes", "no"], False, (0, 1), True),
        (["none", "few", "many"], False, (2, 1, 0), True),
        (["often", "sometimes", "never"], False, (0, 1, 2), True),
        (["holistic", "policy_areas", "both", "other"], False, (0, 1, 2), False),
        (["very", "somewhat", "little"], True, (0, 1, 2), True),
        (["not_important", "important", "dont_know"], True, (1, 0), True),
        (["systematic", "some", "none_or_too_early", "other"], False, (0, 1, 2), True),
        (["other"], False, (), False),
    ],
)
def test_scale_is_read_off_the_codes(options: list[str], grid: bool, order: tuple[int, ...], ordered: bool) -> None:
    scale = scale_of(options, grid=grid)
    assert (scale.order, scale.is_ordered) == (order, ordered)
    assert sorted((*scale.order, *scale.off)) == list(range(len(options)))


def test_only_an_option_that_says_none_excludes_the_others() -> None:
    assert names_nothing("none")
    assert not names_nothing("no_budget_yet")
    assert not names_nothing("nordic")


# ------------------------------------------------------------ completing shares
SHARES = st.lists(st.floats(0, 1), min_size=4, max_size=4)


@given(st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1), max_size=4), SHARES)
def test_single_shares_add_up_to_one_and_keep_what_is_printed(told: dict[str, float], drawn: list[float]) -> None:
    total = sum(told.values())
    made = single_shares("abcd", Printed(told), np.array(drawn) + 0.01)
    assert made.sum() == pytest.approx(1)
    assert (made >= 0).all()
    if total <= 1 and len(told) < 4:
        assert all(made["abcd".index(code)] == pytest.approx(wanted) for code, wanted in told.items())


@given(st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1), max_size=4), SHARES)
def test_list_shares_are_those_printed_or_drawn(told: dict[str, float], drawn: list[float]) -> None:
    made = list_shares("abcd", Printed(told), np.array(drawn))
    assert list(made) == [told.get(code, other) for code, other in zip("abcd", drawn, strict=True)]


@given(st.floats(0.05, 0.95), st.floats(0, 1), st.integers(1, 60), st.integers(1, 60), st.booleans())
def test_the_overall_share_holds_whenever_it_can(
    overall: float, of_level: float, inside: int, outside: int, exclusive: bool
) -> None:
    printed_ = Printed({"a": overall}, "d", {"x": {"a": of_level}})
    levels = ["x"] * inside + [""] * outside
    made = by_city("ab", np.array([overall, 1 - overall]), printed_, levels, exclusive=exclusive)
    assert ((made >= -1e-12) & (made <= 1 + 1e-12)).all()
    assert made[:inside, 0] == pytest.approx(np.full(inside, of_level))
    implied = (overall * len(levels) - inside * of_level) / outside
    if 0 <= implied <= 1:
        assert made[:, 0].mean() == pytest.approx(overall)


# ------------------------------------------------------------ capacity
@settings(deadline=None)
@given(st.integers(1, 40), st.integers(0, 2**32))
def test_normal_scores_keep_the_order_of_each_part(cities: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    capacity, parts = generator.normal(size=cities) + 3, generator.integers(0, 3, size=cities)
    scores = within(capacity, parts, generator)
    for part in range(3):
        chosen = parts == part
        assert (np.argsort(scores[chosen]) == np.argsort(capacity[chosen])).all()


def test_normal_scores_are_standard_normal_in_expectation() -> None:
    generator = np.random.default_rng(1)
    drawn = [within(np.array([2.0, 5.0, 9.0]), np.zeros(3, dtype=np.intp), generator) for _ in range(20_000)]
    values = np.concatenate(drawn)
    assert values.mean() == pytest.approx(0, abs=0.02)
    assert values.std() == pytest.approx(1, abs=0.02)
    assert np.mean(values < -1) == pytest.approx(0.1587, abs=0.005)


def test_traits_last_and_change_a_little() -> None:
    traits = Traits(20_000, 7)
    first, second = traits.capacity("2018"), traits.capacity("2020")
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(0.95, abs=0.01)
    assert (Traits(20_000, 7).capacity("2018") == first).all()
    assert abs(np.corrcoef(first, traits.peculiar("other", "2018", 1)[:, 0])[0, 1]) < 0.03


# ------------------------------------------------------------ from published.csv
WAVES = STUDY.replace(
    "waves:\n",
    "groups: [{code: country, label: C, column: country}]\nwaves:\n"
    '  - {id: "2018", title: Earlier, status: planned, date: 2018-12-31, questionnaires: [old]}\n',
)
OLD = """\
    id: old
    title: Old
    sections:
      - code: all
        title: All
        items:
          - code: plan
            concept: strategy
            kind: single
            label: A plan?
            options: [{code: written, label: W}, {code: spoken, label: S}, {code: never, label: N}]
            recode: {written: "yes", spoken: "yes", never: "no"}
    """
HEAD = "wave,questionnaire,item,row,option,domain,level,percent,count,text,base,source\n"


def shares_of(folder: Path, rows: str) -> Printed:
    write_study(folder, study=WAVES, answers=None, extra={"questionnaires/old.yaml": OLD, "published.csv": HEAD + rows})
    log = ProblemLog()
    study = load_study(folder, log)
    assert study is not None
    assert log.errors == []
    found = PublishedShares(study).of("2020", "officers", study.questionnaires["officers"].items["strategy"])
    return found.get("", NOTHING)


def test_percent_count_and_levels_are_taken(tmp_path: Path) -> None:
    rows = "2020,officers,strategy,,yes,,,,34,,65,A\n2020,officers,strategy,,yes,country,FRA,70,,,,A\n"
    assert shares_of(tmp_path, rows) == Printed({"yes": 34 / 65}, "country", {"FRA": {"yes": 0.7}})


def test_the_first_of_two_sources_stands(tmp_path: Path) -> None:
    rows = "2020,officers,strategy,,yes,,,44,,,,A\n2020,officers,strategy,,yes,,,49,,,,B\n"
    assert shares_of(tmp_path, rows).overall == {"yes": 0.44}


def test_shares_of_the_same_concept_are_borrowed_and_recoded(tmp_path: Path) -> None:
    rows = "2018,old,plan,,written,,,30,,,,A\n2018,old,plan,,spoken,,,15,,,,A\n2018,old,plan,,never,,,55,,,,A\n"
    found = shares_of(tmp_path, rows)
    assert found.wave == "2018"
    assert found.overall == pytest.approx({"yes": 0.45, "no": 0.55})


def test_own_shares_go_before_borrowed_ones(tmp_path: Path) -> None:
    rows = "2018,old,plan,,written,,,30,,,,A\n2020,officers,strategy,,no,,,20,,,,A\n"
    assert shares_of(tmp_path, rows) == Printed({"no": 0.2})


def test_results_in_words_give_no_share(tmp_path: Path) -> None:
    assert shares_of(tmp_path, "2020,officers,strategy,,yes,,,,,most,,A\n") == NOTHING
