"""Which releases the service is given, and that damaged ones are refused before it starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.release.writing import write_products
from civiscope.workflows.build import write_results
from civiscope.workflows.drafts import release_to_serve
from civiscope.workflows.progress import silent
from tests.studies import write_study


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder of one release that has a figure."""
    folder = tmp_path / "releases" / "1"
    folder.mkdir(parents=True)
    write_results(write_study(tmp_path / "study"), folder, None, silent)
    (folder / "figures").mkdir()
    (folder / "figures" / "strategy.svg").write_text("<svg/>", encoding="utf-8")
    write_products(folder)
    return folder.parent


def served(releases: Path) -> Path:
    with release_to_serve(releases.parent / "study", releases, silent) as folder:
        return folder


def test_sound_releases_are_served_as_they_are(releases: Path) -> None:
    assert served(releases) == releases


def test_release_folder_may_stand_in_the_place_of_the_study(releases: Path) -> None:
    with release_to_serve(releases / "1", None, silent) as folder:
        assert folder == releases / "1"


@pytest.mark.parametrize("name", ["results/cities.csv", "figures/strategy.svg"])
def test_changed_file_is_refused_by_name_before_anything_is_served(releases: Path, name: str) -> None:
    path = releases / "1" / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(UserError) as failure:
        served(releases)
    assert [(entry.code, entry.value) for entry in failure.value.problems] == [("release-damaged", name)]


@pytest.mark.parametrize("name", ["nowhere", "releases"])
def test_folder_that_is_neither_a_study_nor_a_release_is_refused(releases: Path, name: str) -> None:
    with (
        pytest.raises(UserError, match=r"nothing-to-serve.*is neither a study nor a release"),
        release_to_serve(releases.parent / name, None, silent),
    ):
        pytest.fail("something was served")
