"""Tests of items by domains, of a table or a study, as `civiscope test` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from civiscope.errors import UserError, did_you_mean, problem
from civiscope.results.estimates import marked
from civiscope.results.multiplicity import Correction, adjusted
from civiscope.results.tests import TestResult
from civiscope.sampling.design import Design
from civiscope.tabulation.engines.engine import Engine
from civiscope.tabulation.intervals import LEVEL
from civiscope.tabulation.tables.crosstab import LevelEstimates, crosstab, level_estimates
from civiscope.tabulation.testing.contrasts import difference_of
from civiscope.tabulation.testing.rao_scott import Statistic, independence
from civiscope.tabulation.testing.wald import equality
from civiscope.tabulation.variables import Measure
from civiscope.workflows.table_request import chosen
from civiscope.workflows.tabulate import TableSource, open_source


class DomainTest(StrEnum):
    """Tests of estimates of domains: ``t`` for every two of them, ``means`` for all at once."""

    T = "t"
    MEANS = "means"


TESTS = (*(kind.value for kind in Statistic), *(kind.value for kind in DomainTest))
"""Every test by its name on the command line."""

MOST_PAIRS = 500
"""A domain with more pairs of levels than this is not compared pair by pair."""


@dataclass(frozen=True, slots=True)
class TestOptions:
    """Which test, how p-values of tests that are read together are adjusted, and the level of intervals."""

    __test__ = False

    kind: Statistic | DomainTest = Statistic.F
    correction: Correction = Correction.HOLM
    level: float = LEVEL
    measure: Measure = Measure.MEAN


def options_from(test: str, measure: str, level: float, correction: str = Correction.HOLM.value) -> TestOptions:
    """Options from the words of a command; raises UserError for words that are not known.

    ``t`` and ``means`` compare means, or shares of every value; of other measures there is no test here.
    """
    kinds: dict[str, Statistic | DomainTest] = {kind.value.casefold(): kind for kind in (*Statistic, *DomainTest)}
    kind = kinds.get(test.casefold())
    if kind is None:
        words = {"similar": did_you_mean(test, TESTS), "known": ", ".join(TESTS)}
        raise UserError(problem("choice-unknown", column="--test", value=test, **words))  # type: ignore[arg-type]
    of_domains = chosen(Measure, measure, "--measure")
    if of_domains not in (Measure.MEAN, Measure.SHARE):
        raise UserError(problem("choice-unknown", column="--measure", value=measure, similar="", known="mean, share"))
    return TestOptions(kind, chosen(Correction, correction, "--adjust"), level, of_domains)


def hypothesis_tests(
    source: TableSource, items: Sequence[str], by: Sequence[str], design: Design, options: TestOptions
) -> list[TestResult]:
    """The tests of every item by every domain, with p-values adjusted over all of them.

    Raises UserError as estimates do, and where no domain is named.
    """
    if not by:
        raise UserError(problem("test-without-domain"))
    opened = open_source(source, design)
    with opened.engine as engine:
        found = [
            result
            for item in items
            for domain in by
            if item != domain
            for result in _of_item(engine, item, domain, opened.design, options)
        ]
    p_values = adjusted([result.p for result in found], options.correction)
    return [
        replace(
            result,
            wave=opened.wave,
            questionnaire=opened.questionnaire,
            p_adjusted=value,
            note=marked(result.note, opened.mark),
        )
        for result, value in zip(found, p_values, strict=True)
    ]


def _of_item(engine: Engine, item: str, by: str, design: Design, options: TestOptions) -> Iterator[TestResult]:
    if isinstance(options.kind, Statistic):
        yield _association(engine, item, by, design, options.kind)
        return
    for found in level_estimates(engine, item, by, design, options.measure):
        if options.kind is DomainTest.MEANS:
            yield _equality(found, by)
        else:
            yield from _pairs(found, by, options.level)


def _association(engine: Engine, item: str, by: str, design: Design, kind: Statistic) -> TestResult:
    table = crosstab(engine, item, by, design)
    relative = table.total_covariance / table.totals.sum() ** 2
    found = independence(table.shares, table.covariance, table.n, table.df, kind, relative)
    empty = _result(item, "", by, kind.value, table.n)
    return replace(empty, statistic=found.value, df=found.df, ddf=found.ddf, p=found.p, note=found.note)


def _equality(found: LevelEstimates, by: str) -> TestResult:
    empty = _result(found.item, found.option, by, DomainTest.MEANS.value, found.n())
    if len(found.levels) < 2:
        return replace(empty, note="one level with answers: no test")
    outcome = equality(found.estimates, found.covariance, found.df(), adjusted=True)
    return replace(
        empty, statistic=outcome.f, df=float(outcome.rank), ddf=float(outcome.ddf), p=outcome.p, note=outcome.note
    )


def _pairs(found: LevelEstimates, by: str, level: float) -> Iterator[TestResult]:
    pairs = list(combinations(range(len(found.levels)), 2))
    if len(pairs) > MOST_PAIRS:
        raise UserError(problem("test-too-many-pairs", column=by, value=len(found.levels), most=MOST_PAIRS))
    for a, b in pairs:
        # One degree less: the regression on which of the two a row is in has two coefficients.
        outcome = difference_of(found.estimates, found.covariance, a, b, found.df(a, b) - 1, level)
        note = "" if outcome.t is not None else "no test: too few degrees of freedom, or nothing varies"
        yield replace(
            _result(found.item, found.option, by, DomainTest.T.value, found.n(a, b)),
            level_a=found.levels[a],
            level_b=found.levels[b],
            statistic=outcome.t,
            df=float(outcome.df),
            p=outcome.p,
            estimate=outcome.difference,
            se=outcome.se if outcome.t is not None else None,
            low=outcome.low,
            high=outcome.high,
            note=note,
        )


def _result(item: str, option: str, by: str, test: str, n: int) -> TestResult:
    return TestResult(
        wave="",
        questionnaire="",
        item=item,
        row="",
        option=option,
        by=by,
        level_a="",
        level_b="",
        test=test,
        statistic=None,
        df=None,
        ddf=None,
        p=None,
        p_adjusted=None,
        estimate=None,
        se=None,
        low=None,
        high=None,
        n=n,
        note="",
    )
