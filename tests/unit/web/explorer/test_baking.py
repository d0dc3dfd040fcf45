"""The static site: every page of the sitemap as a file, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.release.reading import read_release
from civiscope.web.explorer.baking import bake_site
from civiscope.web.explorer.domain.shelf import open_edition
from civiscope.web.explorer.sitemap import pages
from tests.unit.web.explorer.river_site import river_release


@pytest.fixture(scope="module")
def baked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("rivers")
    release = river_release(folder)
    site = folder / "site"
    bake_site(read_release(release), release, site, lambda what, done, all_of_them: None)
    return release, site


def test_every_page_is_there_in_every_language(baked: tuple[Path, Path]) -> None:
    release, site = baked
    for page in pages(open_edition(release)):
        assert (site / page).is_file()
        assert (site / "fr" / page).is_file()


def test_pages_carry_the_policy_that_the_service_sends_as_a_header(baked: tuple[Path, Path]) -> None:
    page = (baked[1] / "cities" / "arno.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;; script-src' in page
    assert " style=" not in page
    assert "<script>" not in page


def test_files_of_the_release_are_there(baked: tuple[Path, Path]) -> None:
    release, site = baked
    assert (site / "files" / "results" / "estimates.csv").read_bytes() == (
        release / "results" / "estimates.csv"
    ).read_bytes()


def test_two_sites_of_a_release_are_the_same(baked: tuple[Path, Path], tmp_path: Path) -> None:
    release, site = baked
    bake_site(read_release(release), release, tmp_path / "again", lambda what, done, all_of_them: None)
    first = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    again = {p.relative_to(tmp_path / "again"): p.read_bytes() for p in (tmp_path / "again").rglob("*") if p.is_file()}
    assert first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []
