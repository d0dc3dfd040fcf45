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


INDEX = """\
id: equipment
title: Equipment
about: What a city has.
questionnaire: officers
steps: ["normalise goalposts:0:10"]
minimum: 1
least: 1
classes: [{code: few, label: Few}, {code: many, label: Many, at_least: 5}]
noise: {weights: 0.2}
runs: 50
tree:
  - {code: people, label: Staff, low: 0, high: 6, score: {item: staff, value: true}}
  - {code: lists, label: Tools, score: {item: tools, any_of: [a]}}
"""


def test_scores_read_back_with_their_definition(tmp_path: Path) -> None:
    answers = "city,tools,staff\naa,A,3\nbb,B,6\ncc,A,\n"
    study = write_study(
        tmp_path / "study",
        questionnaire=items(TOOLS, STAFF),
        answers=answers,
        extra={"indices/equipment.yaml": INDEX},
    )
    folder = tmp_path / "release"
    folder.mkdir()
    write_results(study, folder, None, silent)
    found = read_release(folder)
    assert list(found.indices) == ["equipment"]
    assert [element.code for element, _ in found.indices["equipment"].indicators()] == ["people", "lists"]
    best = found.index_score("2020", "equipment", "aa")
    assert best is not None
    # (3 of 6, and yes) and (6 of 6, and no), on 0 to 10; nothing is known of cc's staff.
    assert (best.score, best.rank, best.class_, best.available) == (7.5, 1, "many", 1.0)
    assert {city: row.score for city, row in found.scores_by_node["2020", "equipment"]["equipment"].items()} == {
        "aa": 7.5,
        "bb": 5.0,
    }
    parts = found.contributions_by_city["2020", "equipment"]["aa"]
    assert {row.node: row.contribution for row in parts} == {"people": 2.5, "lists": 5.0}
    told = found.improvements_by_city["2020", "equipment"]["bb"]
    assert [(row.item, row.option, row.now, row.score_then) for row in told] == [("tools", "a", "b", 10.0)]
    (mean,) = found.group_scores_by_node["2020", "equipment"]["equipment"]
    assert (mean.mean, mean.n, mean.base) == (6.25, 2, 3)
    assert {row.element for row in found.sensitivity_by_city["", "equipment"][""]} == {"noise on weights"}
    header = (folder / "results" / "scores.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert header.startswith("wave,index,city,node,score,rank,low,high,class,available,rank_low,rank_high")


def test_study_without_indices_has_the_headers_of_their_tables(release: Path) -> None:
    for name in ("scores", "contributions", "improvements", "group_scores", "sensitivity"):
        lines = (release / "results" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 1
    found = read_release(release)
    assert (found.indices, found.scores) == ({}, ())
    assert found.index_score("2020", "equipment", "aa") is None
