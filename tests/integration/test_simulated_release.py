"""Every file of a release of simulated answers says that it is simulated; what was printed elsewhere stays real."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from PIL import Image
from pypdf import PdfReader

from civiscope.workflows.build import build
from civiscope.workflows.simulate import simulate_study
from tests.conftest import OnceARun

EXAMPLE = Path(__file__).parents[2] / "studies" / "oecd-city-innovation"
REAL, COMPARED = "results/published.csv", "results/published_comparison.csv"
"""The one file that holds nothing simulated, and the one that has both."""


@pytest.fixture(scope="module")
def made(once_a_run: OnceARun) -> Path:
    """The folder of a simulated study and its release."""
    return once_a_run("simulated", _make)


def _make(folder: Path) -> None:
    # As many cities as the report of the example needs for its shares of lists.
    simulate_study(EXAMPLE, 60, 2, folder / "study")
    build(folder / "study", folder / "release")


@pytest.fixture(scope="module")
def study(made: Path) -> Path:
    return made / "study"


@pytest.fixture(scope="module")
def release(made: Path) -> Path:
    return made / "release"


_PRINTED_PARTS = re.compile(r"word/(document|header\d+)\.xml|ppt/slides/slide\d+\.xml")
"""The text and the head of every page of a Word document, the slides of a deck."""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unmarked(path: Path) -> list[str]:
    """What of a file does not say that it is simulated; raises KeyError for a kind of file that no one thought of."""
    text = path.read_text(encoding="utf-8") if path.suffix in (".html", ".svg", ".json") else ""
    match path.suffix:
        case ".html":
            return [] if "Simulated: cities and answers are made up." in text else [path.name]
        case ".svg":
            return [] if "Simulated" in text else [path.name]
        case ".png":
            with Image.open(path) as picture:
                return [] if "Simulated" in picture.info["Title"] else [path.name]
        case ".json":
            return [] if _says_so(path, json.loads(text)) else [path.name]
        case ".pdf":
            pages = [page.extract_text() for page in PdfReader(path).pages]
            return [f"page {place}" for place, shown in enumerate(pages, start=1) if "imulated" not in shown]
        case ".docx" | ".pptx":
            with ZipFile(path) as parts:
                named = [name for name in parts.namelist() if _PRINTED_PARTS.fullmatch(name)]
                assert named
                return [name for name in named if b"imulated" not in parts.read(name)]
        case ".csv":
            return [str(row) for row in rows(path) if not any("simulated" in cell for cell in row.values())]
        case ".parquet":
            return [] if (pq.read_schema(path).metadata or {}).get(b"simulated") == b"true" else [path.name]
    raise KeyError(path.name)


def _says_so(path: Path, content: object) -> bool:
    if path.name.endswith(".vl.json"):
        return "Simulated" in json.dumps(content)
    assert isinstance(content, dict)
    return content.get("simulated") is True or content["study"]["simulated"] is True


def test_every_file_of_the_release_says_so(release: Path) -> None:
    # The pictures of the look are the study's own, and say nothing of answers.
    look = release / "results" / "look"
    files = sorted(path for path in release.rglob("*") if path.is_file() and path.parent != look)
    kinds = {path.suffix for path in files}
    assert kinds == {".html", ".svg", ".png", ".json", ".pdf", ".csv", ".parquet", ".docx", ".pptx"}
    named = {path.relative_to(release).as_posix(): path for path in files}
    found = {name: unmarked(path) for name, path in named.items() if name not in (REAL, COMPARED)}
    assert {name: missing[:2] for name, missing in found.items() if missing} == {}


def test_every_computed_share_beside_a_published_one_is_called_simulated(release: Path) -> None:
    compared = [row for row in rows(release / COMPARED) if row["computed"]]
    assert compared
    assert all("simulated" in row["note"] for row in compared)


def test_tables_that_matter_have_rows_to_mark(release: Path) -> None:
    for name in ("quality", "sensitivity", "group_scores", "groups", "changes", "representativeness"):
        assert rows(release / "results" / f"{name}.csv"), name


def test_published_results_stay_those_of_the_study_and_are_not_called_simulated(release: Path, study: Path) -> None:
    printed = rows(release / REAL)
    assert printed
    assert not any("simulated" in cell for row in printed for cell in row.values())
    real = rows(EXAMPLE / "published.csv")
    for name in ("item", "option", "text", "source"):
        assert [row[name] for row in printed] == [row[name] for row in real]
    page = (release / "published" / "index.html").read_text(encoding="utf-8")
    assert "The published results are real" in page
    assert "these are real" in (release / "index.html").read_text(encoding="utf-8")
    assert rows(study / "published.csv")


def test_snapshots_tell_real_results_from_simulated_ones(release: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in sorted((release / "snapshots").glob("*.html"))]
    assert any("These results are real; everything else in this document is simulated." in page for page in pages)
