"""The stored results of R's survey 4.5, which lie beside the project: see README.md there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from civiscope.results.estimates import Estimate
from civiscope.sampling.design import Design
from tests.architecture.house import ROOT

FOLDER = ROOT.parent / "shared" / "reference" / "survey"

TOLERANCE = 1e-9

NOTHING = 1e-15
"""What R leaves of a standard error that is 0 by its formula."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A sample, its design, and the words of the command line that name it."""

    file: str
    design: Design
    options: tuple[str, ...]


CASES = {
    "srs_fpc": Case("apisrs_derived.csv", Design(fpc=("fpc",)), ("--fpc", "fpc")),
    "srs_nofpc": Case("apisrs_derived.csv", Design(weight="pw"), ("--weight", "pw")),
    "strat_fpc": Case(
        "apistrat_derived.csv",
        Design(weight="pw", strata="stype", fpc=("fpc",)),
        ("--weight", "pw", "--strata", "stype", "--fpc", "fpc"),
    ),
    "clus1_fpc": Case(
        "apiclus1_derived.csv",
        Design(weight="pw", clusters=("dnum",), fpc=("fpc",)),
        ("--weight", "pw", "--cluster", "dnum", "--fpc", "fpc"),
    ),
    "clus1_nofpc": Case(
        "apiclus1_derived.csv",
        Design(weight="pw", clusters=("dnum",)),
        ("--weight", "pw", "--cluster", "dnum"),
    ),
}


@cache
def stored() -> Row:
    """results.json; skips the test where the folder is absent."""
    file = FOLDER / "results.json"
    if not file.exists():
        pytest.skip("the stored results of R's survey 4.5 are not beside the project (shared/reference/survey)")
    found: Row = json.loads(file.read_text(encoding="utf-8"))
    return found


def of_design(name: str) -> Row:
    """The results of one design."""
    found: Row = stored()["designs"][name]
    return found


def values(entry: Any) -> list[Any]:
    """R's vectors of one element were stored without a list."""
    return entry if isinstance(entry, list) else [entry]


def close(expected: float) -> Any:
    """Equal to a relative 1e-9."""
    return pytest.approx(expected, rel=TOLERANCE, abs=NOTHING)


def assert_row(row: Estimate, entry: Row, place: int) -> None:
    """Compare estimate, standard error and intervals with one element of what svymean, svytotal and others gave."""
    assert row.estimate == close(values(entry["est"])[place])
    assert row.se == close(values(entry["se"])[place])
    if "df" in entry:
        assert row.df == entry["df"]
    if "deff" in entry:
        assert row.deff == close(values(entry["deff"])[place])
    assert row.se is not None
    assert row.estimate is not None
    if "ci_norm" in entry:
        # 1.959963984540054 is the normal quantile: what infinite degrees of freedom give.
        limits = values(entry["ci_norm"])[place]
        for sign, name in ((-1, "2.5 %"), (1, "97.5 %")):
            assert row.estimate + sign * 1.959963984540054 * row.se == close(limits[name])
    if "ci_t" in entry and row.measure in ("mean", "total"):
        limits = values(entry["ci_t"])[place]
        assert (row.low, row.high) == (close(limits["2.5 %"]), close(limits["97.5 %"]))
