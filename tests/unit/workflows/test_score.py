"""Scores of a study as `civiscope score` prints them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from civiscope.workflows.opened_index import IndexOptions, IndexSource
from civiscope.workflows.progress import silent
from civiscope.workflows.score import score
from tests.unit.workflows.index_study import index_study


def test_scores_of_made_up_answers_say_so_first(tmp_path: Path) -> None:
    folder = index_study(tmp_path)
    plain = list(score(IndexSource(folder), IndexOptions(), silent).rows)
    definition = folder / "study.yaml"
    definition.write_text(definition.read_text(encoding="utf-8") + "simulated: true\n", encoding="utf-8")
    found = list(score(IndexSource(folder), IndexOptions(), silent).rows)
    assert plain
    assert [row.note for row in found] == [f"simulated; {row.note}" if row.note else "simulated" for row in plain]
    assert [replace(row, note="") for row in found] == [replace(row, note="") for row in plain]
