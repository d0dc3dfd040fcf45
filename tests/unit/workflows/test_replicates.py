"""Replicate weights from a file, or made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from civiscope.errors import UserError
from civiscope.sampling.design import Design, ReplicateMethod, ReplicateWeights
from civiscope.tabulation.engines.registry import open_table
from civiscope.tabulation.tables.request import Request
from civiscope.workflows.replicates import ReplicateOptions, with_replicates
from civiscope.workflows.tabulate import TableSource, tabulate

TABLE = {"s": ["a", "a", "b", "b"], "c": [1, 2, 1, 2], "n": [4, 4, 8, 8], "y": [1, 2, 3, 4]}
WEIGHTS = "weight,r1,r2,r3,r4\n2,0,4,2,2\n2,4,0,2,2\n4,4,4,0,8\n4,4,4,8,0\n"


def read(folder: Path, method: ReplicateMethod, design: Design | None = None, **options: object) -> ReplicateWeights:
    file = folder / "weights.csv"
    file.write_text(WEIGHTS, encoding="utf-8")
    with open_table(TABLE) as engine:
        found = with_replicates(engine, design or Design(), ReplicateOptions(method, file, **options))  # type: ignore[arg-type]
    assert found.replicates is not None
    return found.replicates


def test_file_holds_the_full_weights_and_the_replicates(tmp_path: Path) -> None:
    found = read(tmp_path, ReplicateMethod.BRR)
    assert found.weights.tolist() == [2, 2, 4, 4]
    assert found.replicates.shape == (4, 4)
    assert (found.scale, found.rscales.tolist()) == (0.25, [1, 1, 1, 1])


def test_scales_follow_from_the_design(tmp_path: Path) -> None:
    """JKn: (1 - n/N) (n - 1)/n of the stratum that loses a cluster: 1/2 * 1/2, then 3/4 * 1/2."""
    found = read(tmp_path, ReplicateMethod.JKN, Design(strata="s", clusters=("c",), fpc=("n",)))
    assert (found.scale, found.rscales.tolist()) == (1, pytest.approx([0.25, 0.25, 0.375, 0.375]))


def test_scales_may_be_named(tmp_path: Path) -> None:
    rscales = tmp_path / "rscales.csv"
    rscales.write_text("1, 0.5\n0.5 1", encoding="utf-8")
    found = read(tmp_path, ReplicateMethod.JKN, rscales=rscales)
    assert (found.scale, found.rscales.tolist()) == (1, [1, 0.5, 0.5, 1])
    assert read(tmp_path, ReplicateMethod.JKN, rscales=rscales, scale=0.7).scale == 0.7


def test_replicates_that_are_made_are_those_of_the_file(tmp_path: Path) -> None:
    design = Design(strata="s", clusters=("c",), fpc=("n",))
    with open_table(TABLE) as engine:
        made = with_replicates(engine, design, ReplicateOptions(ReplicateMethod.JKN)).replicates
    assert made is not None
    assert np.array_equal(np.sort(made.replicates, axis=1)[:, 0], [0, 0, 0, 0])
    assert made.weights.tolist() == [2, 2, 4, 4]
    assert made.rscales.tolist() == read(tmp_path, ReplicateMethod.JKN, design).rscales.tolist()


def test_rscales_in_a_folder_or_in_another_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes(b"1\n2\xe9\n")
    for name, reason in (("nowhere.csv", "No such file or directory"), ("latin.csv", "it is no text in UTF-8")):
        with pytest.raises(UserError) as caught:
            read(tmp_path, ReplicateMethod.BRR, rscales=tmp_path / name)
        (told,) = caught.value.problems
        assert told.message == f"the file of --rscales cannot be used: {reason}"


def test_replicates_need_the_table_in_this_process() -> None:
    """An engine elsewhere keeps no order of rows; the address is not even tried."""
    source = TableSource(engine="postgresql://nobody@localhost:1/none", table="t")
    with pytest.raises(UserError) as caught:
        tabulate(source, Request(("y",)), Design(), ReplicateOptions(ReplicateMethod.BRR))
    (told,) = caught.value.problems
    assert (told.code, told.message) == (
        "replicates-engine",
        "replicate weights cannot be used with an engine that holds the table elsewhere",
    )
