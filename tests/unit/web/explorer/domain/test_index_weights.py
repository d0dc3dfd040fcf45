"""Other weights: the published ones give the published scores; what cannot be weighed anew is not offered."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from civiscope.indices.aggregation import means
from civiscope.web.explorer.assets.data import data_names, data_script
from civiscope.web.explorer.domain.index_weights import METHODS, changeable, reweighting, weighted, weights_data
from civiscope.web.explorer.domain.shelf import Edition, open_edition
from tests.unit.report.snapshots.examples import READINESS, build
from tests.unit.web.explorer.river_site import river_edition, river_release

# Parts of unequal weights by another mean, of which Fulda lacks one (its list is empty) where two of three suffice.
UNEVEN = (
    READINESS.replace("id: readiness", "id: uneven")
    .replace("goalposts:0:100", "goalposts:1:100")
    .replace("minimum: 1", "minimum: 0.6\naggregate: [{method}]")
    .replace("code: has_strategy,", "code: has_strategy, weight: 2.5,")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return river_release(tmp_path_factory.mktemp("rivers"))


@pytest.fixture
def edition(folder: Path) -> Edition:
    return open_edition(folder)


def defined(edition: Edition, **fields: object) -> str:
    """Why weights cannot be changed where the definition has other fields."""
    definition = edition.release.indices["readiness"].model_copy(update=fields)
    edition.release = replace(edition.release, indices={"readiness": definition})
    return reweighting(edition, "readiness").obstacle


@pytest.mark.parametrize("method", METHODS)
def test_means_are_those_of_the_computation_of_scores(method: str) -> None:
    values = [[30.0, 60.0, 90.0], [1.0, None, 100.0], [None, None, 5.0], [None, None, None], [0.0, 50.0, 50.0]]
    weights = [2.0, 1.0, 0.5]
    stacked = np.array([[np.nan if value is None else value for value in row] for row in values]).T[:, None, :]
    expected = getattr(means, method)(stacked, np.array([weights]))[0]
    found = [weighted(row, weights, method, 0.0) for row in values]
    assert [np.nan if value is None else value for value in found] == pytest.approx(expected.tolist(), nan_ok=True)


def test_a_city_has_no_score_where_too_little_is_known_or_known_parts_have_no_weight() -> None:
    assert weighted([1.0, None, 3.0], [1, 1, 1], "arithmetic", 0.6667) == 2
    assert weighted([1.0, None, None], [1, 1, 1], "arithmetic", 0.6667) is None
    assert weighted([1.0, None, 3.0], [1, 1, 1], "arithmetic", 1) is None
    assert weighted([1.0, None], [0, 1], "arithmetic", 0) is None


def test_published_weights_give_the_published_scores(edition: Edition) -> None:
    found = weights_data(edition, "readiness")
    assert (found["method"], found["minimum"], found["weights"]) == ("arithmetic", 1.0, [1.0, 1.0, 1.0])
    for code, name, score, low, high, *values in found["waves"]["2020"]:
        released = edition.release.index_score("2020", "readiness", code)
        assert released is not None
        assert (released.score, released.rank_low, released.rank_high) == (score, low, high)
        assert edition.release.cities[code].name == name
        assert sum(values) / 3 == pytest.approx(score, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_published_weights_give_the_published_scores_by_every_mean_with_parts_missing(
    tmp_path: Path, method: str
) -> None:
    build(tmp_path, indices={"uneven": UNEVEN.replace("{method}", method)})
    edition = open_edition(tmp_path / "release")
    assert reweighting(edition, "uneven").obstacle == ""
    found = weights_data(edition, "uneven")
    assert found["weights"] == [2.5, 1.0, 1.0]
    rows = found["waves"]["2020"]
    assert any(None in row for row in rows), "no part is missing: the case is not tested"
    for _, _, score, _, _, *values in rows:
        assert weighted(values, found["weights"], method, found["minimum"]) == pytest.approx(score, abs=1e-6)


@pytest.mark.parametrize(
    ("fields", "obstacle"),
    [
        ({"aggregate": ("sum",)}, "rule"),
        ({"aggregate": ("arithmetic", "copeland")}, "rule"),
        ({"weights": "pca"}, "computed"),
        ({"weights": "weights.csv"}, "computed"),
        ({"aggregate": ("harmonic",)}, "differs"),
        ({}, ""),
    ],
)
def test_what_cannot_be_weighed_anew_is_not_offered(edition: Edition, fields: dict[str, object], obstacle: str) -> None:
    assert defined(edition, **fields) == obstacle
    assert changeable(edition) == ([] if obstacle else ["readiness"])
    assert ("index-readiness.js" in data_names(edition)) == (not obstacle)
    assert (data_script(edition, "index-readiness.js") is None) == bool(obstacle)


def test_an_index_of_one_part_has_nothing_to_weigh(edition: Edition) -> None:
    assert defined(edition, tree=edition.release.indices["readiness"].tree[:1]) == "single"


def test_without_a_ranking_no_weights_are_changed(edition: Edition) -> None:
    scores = tuple(replace(entry, rank_low=None) for entry in edition.release.scores)
    edition.release = replace(edition.release, scores=scores)
    assert reweighting(edition, "readiness").obstacle == "unranked"


def test_parts_of_cities_whose_score_is_not_published_stay_out(edition: Edition) -> None:
    scores = tuple(entry for entry in edition.release.scores if (entry.city, entry.node) != ("arno", "readiness"))
    edition.release = replace(edition.release, scores=scores)
    assert "arno" not in [row[0] for row in weights_data(edition, "readiness")["waves"]["2020"]]


def test_the_data_script_cannot_be_ended_by_a_name(tmp_path: Path) -> None:
    edition = river_edition(tmp_path)
    hostile = replace(edition.release.cities["arno"], name="</script><b>")
    edition.release = replace(edition.release, cities={**edition.release.cities, "arno": hostile})
    text = (data_script(edition, "index-readiness.js") or b"").decode()
    assert text.startswith('civiscope.receive("index-readiness",')
    assert "<" not in text
    data = json.loads(text.removeprefix('civiscope.receive("index-readiness",').removesuffix(");\n"))
    assert "</script><b>" in [row[1] for row in data["waves"]["2020"]]


def test_unknown_indices_have_no_data(edition: Edition) -> None:
    assert data_script(edition, "index-nothing.js") is None
