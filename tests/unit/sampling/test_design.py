"""Designs as names of columns."""

from __future__ import annotations

import pytest

from civiscope.sampling.design import Design, Lonely, ReplicateMethod


@pytest.mark.parametrize(
    ("design", "expected"),
    [
        (Design(), True),
        (Design(strata="s", fpc=("n",)), True),
        (Design(clusters=("c",)), False),
        (Design(clusters=("c",), fpc=("n",)), False),
        (Design(clusters=("c",), fpc=("n", "m")), True),
        (Design(clusters=("c", "d"), fpc=("n", "m")), False),
    ],
)
def test_rows_are_drawn_where_no_cluster_is_left_or_their_number_is_known(design: Design, expected: bool) -> None:
    assert design.samples_rows is expected


def test_columns_are_all_that_the_design_names() -> None:
    assert Design("w", "s", ("c", "d"), ("n",)).columns == ("w", "s", "c", "d", "n")
    assert Design().columns == ()


def test_words_are_those_of_the_command_line() -> None:
    assert [rule.value for rule in Lonely] == ["fail", "remove", "certainty", "adjust", "average"]
    assert [method.value for method in ReplicateMethod] == ["JK1", "JKn", "BRR", "Fay", "bootstrap"]
