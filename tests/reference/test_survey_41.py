"""R's survey 4.1 on simulated samples (tests/reference_r/estimates: data, scripts, results and what they are)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from itertools import chain
from typing import Any

import pytest

from civiscope.errors import UserError
from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design, Lonely, ReplicateMethod
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.crosstab import crosstab
from civiscope.tabulation.tables.estimate import estimate
from civiscope.workflows.replicates import ReplicateOptions, with_replicates
from tests.architecture.house import ROOT

FOLDER = ROOT / "tests" / "reference_r" / "estimates"
RESULTS: dict[str, Any] = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
PROBABILITIES: list[float] = RESULTS["probabilities"]
METHODS = ("logit", "likelihood", "asin", "beta", "mean", "xlogit")

DESIGNS = {
    "srs_fpc": ("srs.csv", Design(fpc=("fpc",))),
    "srs_nofpc": ("srs.csv", Design("weight")),
    "stratified": ("two_stage.csv", Design(None, "stratum", (), ("fpc_units",))),
    "cluster_fpc": ("two_stage.csv", Design(None, None, ("cluster",), ("fpc_clusters",))),
    "cluster_nofpc": ("two_stage.csv", Design("weight_cluster", None, ("cluster",))),
    "two_stage_fpc": ("two_stage.csv", Design(None, "stratum", ("psu",), ("fpc1", "fpc2"))),
    "two_stage_nofpc": ("two_stage.csv", Design("weight", "stratum", ("psu",))),
    "unequal_fpc": ("two_stage.csv", Design("unequal", "stratum", ("psu",), ("fpc1", "fpc2"))),
    "unequal_rows": ("two_stage.csv", Design("unequal")),
    "three_stage_fpc": ("three_stage.csv", Design(None, "stratum", ("psu", "ssu"), ("fpc1", "fpc2", "fpc3"))),
}
JACKKNIFED = Design("unequal", "stratum", ("psu",), ("fpc1",))
PAIRS = Design("weight", "stratum", ("psu",))
REPLICATED = {
    "jk1_fpc": ("two_stage.csv", ReplicateMethod.JK1, DESIGNS["cluster_fpc"][1]),
    "jkn_fpc": ("two_stage.csv", ReplicateMethod.JKN, JACKKNIFED),
    "brr": ("brr.csv", ReplicateMethod.BRR, PAIRS),
    "fay": ("brr.csv", ReplicateMethod.FAY, PAIRS),
    "bootstrap": ("brr.csv", ReplicateMethod.BOOTSTRAP, PAIRS),
}
LONELY = {
    "fpc": ("lonely.csv", "weight", ("fpc1",)),
    "nofpc": ("lonely.csv", "weight", ()),
    "later_stages": ("lonely_stages.csv", None, ("fpc1", "fpc2")),
}
ROUNDING = 1e-14
"""R leaves traces of rounding where a standard error is 0 by its formula: up to this share of the estimate."""


@pytest.fixture(scope="module")
def engines() -> Iterator[dict[str, Engine]]:
    """Every sample, opened once."""
    with ExitStack() as stack:
        names = sorted({file for file, *_ in chain(DESIGNS.values(), REPLICATED.values(), LONELY.values())})
        yield {name: stack.enter_context(open_table(FOLDER / name)) for name in names}


def close(expected: float | None, scale: float = 0.0) -> Any:
    return None if expected is None else pytest.approx(expected, rel=1e-9, abs=ROUNDING * abs(scale) + 1e-15)


def profiled(expected: float | None, rel: float) -> Any:
    """Limits of a profile likelihood, which hang on where R's iterations stop.

    Weights that vary enter R's starting values row by row, and here by their mean in each group (docs/adr/0021).
    """
    return None if expected is None else pytest.approx(expected, rel=rel)


@cache
def is_complete(engine: Engine, item: str) -> bool:
    """Whether no row misses an item."""
    found = engine.collect(f"SELECT COUNT({engine.key(item)}) = COUNT(*) AS complete FROM data")  # noqa: S608
    return bool(found.column("complete")[0].as_py())


def is_refused(entry: Any) -> bool:
    """Whether R said no."""
    return isinstance(entry, dict) and "refused" in entry


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def only(rows: list[Estimate], **wanted: object) -> Estimate:
    (found,) = [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]
    return found


def assert_moment(row: Estimate, entry: dict[str, Any], place: int | None = None) -> None:
    """Compare estimate, standard error and design effects."""
    part = entry if place is None else {name: listed(values)[place] for name, values in entry.items()}
    assert row.estimate is not None
    assert row.estimate == close(part["estimate"])
    if part["se"] is None:
        return
    if not row.df:
        # R takes the formula at its word; a single unit says nothing of the spread.
        assert row.se is None
        return
    assert row.se == close(part["se"], row.estimate)
    if part.get("deff") is not None and row.se > ROUNDING * abs(row.estimate):
        # R keeps 16 digits of replicates' means of 2,000,000, and so 9 of their spread.
        exact = row.item != "big"
        assert row.deff == (close(part["deff"]) if exact else pytest.approx(part["deff"], rel=1e-8))
        if (row.weighted_base or 0) > (row.base or 0):
            assert row.deff is not None
            with_replacement = row.deff * (1 - (row.base or 0) / (row.weighted_base or 1))
            assert with_replacement == pytest.approx(part["deff_replace"], rel=1e-9 if exact else 1e-8)


def check_basics(engine: Engine, design: Design, wanted: dict[str, Any]) -> None:
    """Means, totals, categories, the ratio and variances."""
    for measure in ("mean", "total"):
        rows = estimate(engine, list(wanted[measure]), design=design, measure=measure)
        for row in rows:
            assert_moment(row, wanted[measure][row.item])
            assert row.df == wanted["degf"]
    category = wanted["category"]
    shares = estimate(engine, "category", design=design)
    totals = estimate(engine, "category", design=design, measure="total")
    assert [row.option for row in shares] == [row.option for row in totals] == category["levels"]
    for place, (share, total) in enumerate(zip(shares, totals, strict=True)):
        assert_moment(share, {"estimate": category["share"], "se": category["share_se"]}, place)
        assert_moment(total, {"estimate": category["total"], "se": category["total_se"]}, place)
    (row,) = estimate(engine, "y/x", design=design, measure="ratio")
    assert_moment(row, {name: wanted["ratio"][name] for name in ("estimate", "se")})
    rows = column_rows(engine)
    for row in estimate(engine, list(wanted["var"]), design=design, measure="variance"):
        # R multiplies with n / (n - 1) of all rows, also of those that miss the item; here n are those that have it.
        # (R itself does so with replicate weights.)
        base = row.base or 0
        factor = 1.0 if design.replicates is not None else base / (base - 1) * (rows - 1) / rows
        assert_moment(row, {name: value and value * factor for name, value in wanted["var"][row.item].items()})


def column_rows(engine: Engine) -> int:
    """The number of rows of a sample."""
    return int(engine.collect("SELECT COUNT(*) AS rows FROM data").column("rows")[0].as_py())


def check_domains(engine: Engine, design: Design, wanted: dict[str, Any]) -> None:
    """Means, totals and ratios in every level of a domain, or of two crossed."""
    by = list(wanted["domains"])
    levels = [" & ".join(level) for level in zip(*wanted["domains"].values(), strict=True)]
    domain = " & ".join(by)
    for item in ("y", "half"):
        for measure in ("mean", "total"):
            rows = estimate(engine, item, [domain], design, measure=measure)
            for place, level in enumerate(levels):
                row = only(rows, domain=domain, level=level)
                assert row.df == wanted["degf"][place]
                assert_moment(row, wanted[item][measure], place)
                effects = wanted[item].get(f"{measure}_deff")
                if isinstance(effects, list) and effects[place] is not None and row.deff is not None and row.se:
                    assert row.deff == close(effects[place])
    rows = estimate(engine, "y/x", [domain], design, measure="ratio")
    for place, level in enumerate(levels):
        assert_moment(only(rows, domain=domain, level=level), wanted["ratio"], place)


def check_quantiles(engine: Engine, design: Design, wanted: dict[str, Any], item: str, size: str) -> None:
    """Quantiles of an item; those limits of which survey 4.1 is right (README.md says where it is not)."""
    by = ["size"] if size else []
    rows = estimate(engine, item, by, design, measure="quantile", quantiles=PROBABILITIES)
    for place, probability in enumerate(PROBABILITIES):
        row = only(rows, option=str(probability), level=size)
        assert row.df == wanted["degf"]
        assert row.estimate == wanted["estimate"][place]
        if wanted["p_lower"][place] >= wanted["first_share"]:
            assert row.low == wanted["lower"][place]
        assert row.high == wanted["upper"][place]
        if row.low == wanted["lower"][place]:
            assert row.se == close(wanted["se"][place])


def check_proportion(engine: Engine, design: Design, wanted: dict[str, Any], item: str, region: str = "") -> None:
    """The six methods at two levels, where the share is neither 0 nor 1: there R gives no interval worth the name."""
    if wanted["estimate"] in (0, 1) or not wanted["degf"] or wanted["se"] is None:
        return
    for level in ("0.95", "0.9"):
        for method in METHODS:
            limits = wanted[level][method]
            if is_refused(limits) or None in limits:
                continue
            by = ["region"] if region else []
            rows = estimate(engine, item, by, design, interval=method, level=float(level))
            row = only(rows, option="1", level=region)
            if design.replicates is not None and method in ("logit", "likelihood"):
                # A regression of each replicate, which R stops early; of one without a case it makes a number, where
                # Civiscope leaves out the replicate. Only "rare" has such replicates.
                if item != "rare":
                    tolerance = 1e-6 if method == "logit" else 0.05
                    assert [row.low, row.high] == pytest.approx(limits, rel=tolerance), (item, method, level)
            elif method != "likelihood":
                assert (row.low, row.high) == (close(limits[0]), close(limits[1])), (item, region, method, level)
            elif is_complete(engine, item):
                rel = 1e-8 if design.weight is None else 1e-5
                assert (row.low, row.high) == (profiled(limits[0], rel), profiled(limits[1], rel)), (
                    item,
                    region,
                    level,
                )
            else:
                # R scales weights to mean 1 over rows that miss the item, too, so that its naive variance is not that
                # of the rows that answered (Rao and Scott 1984). The two differ by less than a twentieth.
                assert (row.low, row.high) == tuple(limit and pytest.approx(limit, rel=0.05) for limit in limits)


@pytest.mark.parametrize("name", DESIGNS)
def test_means_totals_ratios_and_variances(engines: dict[str, Engine], name: str) -> None:
    file, design = DESIGNS[name]
    check_basics(engines[file], design, RESULTS["designs"][name])


@pytest.mark.parametrize("name", DESIGNS)
def test_domains(engines: dict[str, Engine], name: str) -> None:
    file, design = DESIGNS[name]
    for key in ("by_region", "by_region_size"):
        if key in RESULTS["designs"][name]:
            check_domains(engines[file], design, RESULTS["designs"][name][key])


@pytest.mark.parametrize("name", DESIGNS)
def test_quantiles(engines: dict[str, Engine], name: str) -> None:
    file, design = DESIGNS[name]
    wanted = RESULTS["designs"][name]
    for item, of_item in wanted["quantile"].items():
        check_quantiles(engines[file], design, of_item, item, "")
    for size, of_size in wanted["quantile_by_size"].items():
        check_quantiles(engines[file], design, of_size, "y", size)


@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_of_shares(engines: dict[str, Engine], name: str) -> None:
    file, design = DESIGNS[name]
    wanted = RESULTS["designs"][name]
    for item, of_item in wanted["ciprop"].items():
        check_proportion(engines[file], design, of_item, item)
    for region, of_region in wanted.get("ciprop_by_region", {}).items():
        for item, of_item in of_region.items():
            check_proportion(engines[file], design, of_item, item, region)


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("item", ["half", "category"])
def test_weighted_counts_of_tables(engines: dict[str, Engine], name: str, item: str) -> None:
    file, design = DESIGNS[name]
    wanted = RESULTS["designs"][name][f"chisq_{item}_size"]["table"]
    found = crosstab(engines[file], item, "size", design)
    assert (list(found.rows), list(found.columns)) == (wanted["rows"], wanted["columns"])
    whole = math.fsum(chain.from_iterable(wanted["weighted"]))
    for shares, counts in zip(found.shares.tolist(), wanted["weighted"], strict=True):
        assert [share * whole for share in shares] == [close(count) for count in counts]


def test_rows_named_as_units_of_the_last_stage_are_what_they_are_without_a_name(engines: dict[str, Engine]) -> None:
    engine, (_, design) = engines["two_stage.csv"], DESIGNS["two_stage_fpc"]
    named = Design(None, "stratum", ("psu", "unit"), ("fpc1", "fpc2"))
    for row, other in zip(
        estimate(engine, "y", ["region"], design, measure="mean"),
        estimate(engine, "y", ["region"], named, measure="mean"),
        strict=True,
    ):
        assert (row.estimate, row.se, row.df) == (close(other.estimate), close(other.se), other.df)


@pytest.mark.parametrize("name", REPLICATED)
def test_replicate_weights(engines: dict[str, Engine], name: str) -> None:
    file, method, design = REPLICATED[name]
    engine, scales = engines[file], RESULTS["replicate_weights"][name]
    options = ReplicateOptions(method, FOLDER / scales["file"], fay_rho=0.3)
    replicated = with_replicates(engine, design, options)
    assert replicated.replicates is not None
    assert replicated.replicates.scale == close(scales["scale"])
    count = scales["replicates"]
    rscales = listed(scales["rscales"]) * (1 if isinstance(scales["rscales"], list) else count)
    assert replicated.replicates.rscales.tolist() == [close(value) for value in rscales]
    wanted = RESULTS["replicate"][name]
    check_basics(engine, replicated, wanted)
    check_domains(engine, replicated, wanted["by_region"])
    for item, of_item in wanted["quantile"].items():
        check_quantiles(engine, replicated, of_item, item, "")
    for size, of_size in wanted["quantile_by_size"].items():
        check_quantiles(engine, replicated, of_size, "y", size)
    for item, of_item in wanted["ciprop"].items():
        check_proportion(engine, replicated, of_item, item)


@pytest.mark.parametrize(
    ("name", "method", "design"),
    [
        ("jk1_nofpc", ReplicateMethod.JK1, DESIGNS["cluster_nofpc"][1]),
        ("jkn_nofpc", ReplicateMethod.JKN, Design("unequal", "stratum", ("psu",))),
    ],
)
def test_replicate_weights_that_are_made(
    engines: dict[str, Engine], name: str, method: ReplicateMethod, design: Design
) -> None:
    engine, wanted = engines["two_stage.csv"], RESULTS["replicate_basics"][name]
    replicated = with_replicates(engine, design, ReplicateOptions(method))
    assert replicated.replicates is not None
    assert replicated.replicates.scale == close(wanted["scale"])
    check_basics(engine, replicated, wanted)


@pytest.mark.parametrize(
    ("name", "method", "rho"), [("brr", ReplicateMethod.BRR, 0.0), ("fay", ReplicateMethod.FAY, 0.3)]
)
def test_balanced_half_samples_that_are_made(
    engines: dict[str, Engine], name: str, method: ReplicateMethod, rho: float
) -> None:
    """Balanced by another Hadamard matrix they give the same variance of a total, and degrees of freedom."""
    engine, wanted = engines["brr.csv"], RESULTS["replicate"][name]
    replicated = with_replicates(engine, PAIRS, ReplicateOptions(method, fay_rho=rho))
    (row,) = estimate(engine, "big", design=replicated, measure="total")
    assert (row.se, row.df) == (close(wanted["total"]["big"]["se"]), wanted["degf"])


def test_subbootstrap_is_a_bootstrap_with_its_own_scale(engines: dict[str, Engine]) -> None:
    engine, wanted = engines["brr.csv"], RESULTS["replicate_basics"]["subbootstrap"]
    scales = RESULTS["replicate_weights"]["subbootstrap"]
    options = ReplicateOptions(ReplicateMethod.BOOTSTRAP, FOLDER / scales["file"], scale=scales["scale"])
    check_basics(engine, with_replicates(engine, PAIRS, options), wanted)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        (name, rule)
        for name in LONELY
        for rule in ("remove", "certainty", "adjust", "average")
        # R knows no average at later stages: it answers NaN (README.md).
        if (name, rule) != ("later_stages", "average")
    ],
)
def test_lonely_strata(engines: dict[str, Engine], name: str, rule: str) -> None:
    file, weight, fpc = LONELY[name]
    wanted = RESULTS["lonely"][name]["remove" if rule == "certainty" else rule]
    design = Design(weight, "stratum", ("psu",), fpc, Lonely(rule))
    check_basics(engines[file], design, wanted)
    check_domains(engines[file], design, wanted["by_size"])
    for item, of_item in wanted["ciprop"].items():
        check_proportion(engines[file], design, of_item, item)


@pytest.mark.parametrize(
    ("name", "where", "more"),
    [
        ("fpc", 'the stratum "delta"', " (and so have 1 more)"),
        ("nofpc", 'the stratum "delta"', " (and so have 2 more)"),
        ("later_stages", 'the cluster "2"', ""),
    ],
)
def test_lonely_strata_are_refused_where_r_refuses(
    engines: dict[str, Engine], name: str, where: str, more: str
) -> None:
    file, weight, fpc = LONELY[name]
    assert "has only one PSU" in RESULTS["lonely"][name]["fail"]["refused"]
    with pytest.raises(UserError) as caught:
        estimate(engines[file], "y", design=Design(weight, "stratum", ("psu",), fpc), measure="mean")
    (told,) = caught.value.problems
    assert told.code == "lonely-stratum"
    assert told.message == f"{where} has a single sampled unit, so that its variance cannot be estimated{more}"


@pytest.mark.parametrize("rule", ["remove", "adjust", "average", "fail"])
@pytest.mark.parametrize(("name", "design"), [("one_stage", JACKKNIFED), ("two_stage", DESIGNS["two_stage_fpc"][1])])
def test_domain_in_a_single_cluster_of_a_stratum_that_has_more(
    engines: dict[str, Engine], name: str, design: Design, rule: str
) -> None:
    """As R does by default: the stratum is not lonely, since its other clusters were sampled."""
    wanted = RESULTS["domain_lonely"][name]["FALSE"][rule]
    with_rule = Design(design.weight, design.strata, design.clusters, design.fpc, Lonely(rule))
    check_domains(engines["two_stage.csv"], with_rule, wanted)
