"""Only the gate makes what may be released: at run time, and for a type checker."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from mypy import api

from civiscope import disclosure
from civiscope.disclosure.released import SEAL, Publication, ReleasedTable
from tests.unit.disclosure.examples import estimate

ROOT = Path(__file__).parents[3]


def test_released_table_is_a_sequence_of_its_rows() -> None:
    rows = [estimate(3, 9), estimate(4, 9)]
    table = ReleasedTable(rows, SEAL)
    assert (len(table), list(table), table[1], table[:1]) == (2, rows, rows[1], (rows[0],))


def test_released_table_made_elsewhere_raises() -> None:
    with pytest.raises(TypeError, match="publish makes released tables"):
        ReleasedTable([estimate(3, 9)], object())  # type: ignore[arg-type]


@pytest.mark.parametrize("sealed", [True, False])
def test_publication_made_elsewhere_raises(sealed: bool) -> None:
    estimates = [estimate(3, 9)] if sealed else ReleasedTable([estimate(3, 9)], SEAL)
    with pytest.raises(TypeError, match="publish makes released tables"):
        Publication(estimates, (), (), (), SEAL if sealed else object())  # type: ignore[arg-type]


def test_seal_is_used_by_the_gate_alone() -> None:
    source = Path(disclosure.__file__).parents[1]
    users = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and any(name.name in ("SEAL", "_Seal") for name in node.names))
        or (isinstance(node, ast.Attribute) and node.attr in ("SEAL", "_Seal"))
    }
    assert users == {"disclosure/publication.py"}


def test_type_checker_refuses_an_analysed_table_where_a_released_one_is_asked_for(tmp_path: Path) -> None:
    program = tmp_path / "leak.py"
    program.write_text(
        "from civiscope.disclosure.released import SEAL, Publication\n"
        "from civiscope.results.estimates import Estimate\n"
        "def leak(estimates: list[Estimate]) -> Publication:\n"
        "    return Publication(estimates, (), (), (), SEAL)\n",
        encoding="utf-8",
    )
    said, broken, _ = api.run(
        [
            "--strict",
            "--config-file",
            "",
            "--follow-imports",
            "silent",
            "--cache-dir",
            str(tmp_path / "cache"),
            str(program),
        ]
    )
    assert not broken
    assert 'Argument 1 to "Publication" has incompatible type "list[Estimate]"; expected "ReleasedTable"' in said
