"""From the words of a command to a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design, Lonely, ReplicateMethod
from civiscope.tabulation.intervals import Interval
from civiscope.tabulation.tables.request import Request
from civiscope.tabulation.variables import Measure
from civiscope.workflows.replicates import ReplicateOptions
from civiscope.workflows.table_request import chosen, design_from, replicates_from, request_from


@pytest.mark.parametrize("word", ["JKn", "jkn", "JKN"])
def test_words_are_known_whatever_their_case(word: str) -> None:
    assert chosen(ReplicateMethod, word, "--replicate-method") is ReplicateMethod.JKN


def test_unknown_word_is_told_with_the_nearest() -> None:
    with pytest.raises(UserError) as caught:
        chosen(Measure, "quantiles", "--measure")
    (told,) = caught.value.problems
    assert str(told) == (
        'error [choice-unknown] --measure: "quantiles" is not known (did you mean "quantile"?)\n'
        "  expected: one of share, mean, total, ratio, quantile, variance, residents\n"
        "  remedy: Correct the word."
    )


def test_words_become_a_request_and_a_design() -> None:
    request = request_from(["y"], ["g"], "Mean", [0.5], "beta", 0.9)
    assert request == Request(("y",), ("g",), Measure.MEAN, (0.5,), Interval.BETA, 0.9)
    assert design_from("w", "s", ["c"], ["n"], "adjust") == Design("w", "s", ("c",), ("n",), Lonely.ADJUST)


def test_replicates_are_asked_for_by_their_method() -> None:
    assert replicates_from(None, None, None, None, 0.5, 500, 1) is None
    file = Path("weights.csv")
    assert replicates_from("fay", file, 0.1, None, 0.3, 500, 2) == ReplicateOptions(
        ReplicateMethod.FAY, file, 0.1, None, 0.3, 500, 2
    )


@pytest.mark.parametrize(
    ("method", "rho", "code"), [(None, 0.5, "replicate-method-missing"), ("Fay", 1.0, "fay-rho-out-of-range")]
)
def test_replicates_that_cannot_be_read(method: str | None, rho: float, code: str) -> None:
    with pytest.raises(UserError) as caught:
        replicates_from(method, Path("weights.csv"), None, None, rho, 500, 1)
    assert [entry.code for entry in caught.value.problems] == [code]
