"""A release folder: sealed, verified, read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.release.reading import read_release, verify_release
from civiscope.results.answers import Status
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.studies import items, write_study

TOOLS = "{code: tools, kind: multiple, label: T?, other: true, options: [{code: a, label: A}, {code: b, label: B}]}"
STAFF = "{code: staff, kind: integer, label: S?}"
ANSWERS = "city,incomplete,tools,staff\naa,,A; other: a ladder,3\nbb,tools,B,\n"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    study = write_study(tmp_path / "study", questionnaire=items(TOOLS, STAFF), answers=ANSWERS)
    folder = tmp_path / "release"
    folder.mkdir()
    write_results(study, folder, None, silent)
    return folder


def test_manifest_names_inputs_and_files_and_no_place_or_time(release: Path, tmp_path: Path) -> None:
    text = (release / "release.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert set(manifest["inputs"]) == {
        "study.yaml",
        "cities.csv",
        "questionnaires/officers.yaml",
        "waves/2020/officers.csv",
    }
    assert set(manifest["files"]) == {f"results/{path.name}" for path in (release / "results").iterdir()}
    assert manifest["waves"] == ["2020"]
    assert manifest["date"] == "2020-12-31"
    assert str(tmp_path) not in text


def test_other_inputs_give_another_id(release: Path, tmp_path: Path) -> None:
    study = write_study(tmp_path / "study", questionnaire=items(TOOLS, STAFF), answers=ANSWERS + "cc,,B,1\n")
    other = tmp_path / "other"
    other.mkdir()
    write_results(study, other, None, silent)
    ids = [json.loads((folder / "release.json").read_text(encoding="utf-8"))["id"] for folder in (release, other)]
    assert ids[0] != ids[1]
    assert all(name.startswith("test-study-2020-12-31-") for name in ids)


def test_release_reads_back_what_each_city_answered(release: Path) -> None:
    found = read_release(release)
    of_aa = found.answers_by_city["2020", "officers", "aa"]
    of_bb = found.answers_by_city["2020", "officers", "bb"]
    assert (of_aa["tools", ""].named, of_aa["tools", ""].texts) == (["a", "other"], ["a ladder"])
    assert of_aa["staff", ""].texts == ["3"]
    assert (of_bb["tools", ""].status, of_bb["tools", ""].named) == (Status.INCOMPLETE, ["b"])
    assert of_bb["tools", ""].unknown == ["a", "other"]
    assert of_bb["staff", ""].status is Status.NOT_ANSWERED
    assert [row.option for row in found.table("2020", "officers", "tools")] == ["a", "b", "other"]
    assert found.waves_by_city == {"aa": ["2020"], "bb": ["2020"]}


def test_changed_file_is_refused_by_name(release: Path) -> None:
    path = release / "results" / "estimates.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    (release / "results" / "cities.csv").unlink()
    with pytest.raises(UserError) as failure:
        verify_release(release)
    assert [(entry.code, entry.value) for entry in failure.value.problems] == [
        ("release-damaged", "results/cities.csv"),
        ("release-damaged", "results/estimates.csv"),
    ]


def test_folder_without_manifest_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="release-missing"):
        verify_release(tmp_path)


@pytest.mark.parametrize("content", ["{", "[]", '{"files": 3}'])
def test_malformed_manifest_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "release.json").write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match="release-damaged"):
        verify_release(tmp_path)
