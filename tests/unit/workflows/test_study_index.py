"""An index of a study is refused where its weights would lead off its scale."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.workflows.opened_index import IndexOptions, IndexSource
from civiscope.workflows.progress import silent
from civiscope.workflows.score import score
from tests.unit.workflows.index_study import INDEX, index_study

PCA = INDEX.replace("low: 0\n", "weights: pca\nlow: 0\n", 1)


def test_weights_of_different_signs_are_refused(tmp_path: Path) -> None:
    turned = PCA.replace("label: Roles, weight: 2", "label: Roles, direction: -1")
    with pytest.raises(UserError, match=r'the weights of the elements of "direction" have different signs') as raised:
        score(IndexSource(index_study(tmp_path, turned), index="practice"), IndexOptions(), silent)
    assert [entry.code for entry in raised.value.problems] == ["index-weights-signs"]


def test_weights_of_one_sign_are_taken(tmp_path: Path) -> None:
    assert score(IndexSource(index_study(tmp_path, PCA), index="practice"), IndexOptions(), silent).rows
