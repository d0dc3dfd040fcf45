"""A release folder: sealed, verified, read back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.release.reading import read_release, verify_products, verify_release
from civiscope.release.writing import write_products
from civiscope.results.answers import Status
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.studies import STUDY, items, write_study

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


def test_message_names_the_file_the_release_and_what_to_do(release: Path) -> None:
    (release / "results" / "cities.csv").unlink()
    with pytest.raises(UserError) as failure:
        verify_release(release)
    (found,) = failure.value.problems
    assert (
        found.message == f"results/cities.csv of the release {release} is not as it was released: the file is missing"
    )
    assert found.remedy.startswith("Copy the release again, whole, from where it was built, or build it anew.")


OUTSIDE = [
    "../secret.txt",
    "/etc/hostname",
    "results/../../secret.txt",
    "",
    ".",
    "C:secret.txt",
    "..\\secret.txt",
    "a\0b",
]


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("listing", ["release.json", "products.json"])
def test_manifest_that_leads_out_of_the_folder_is_refused(release: Path, listing: str, name: str) -> None:
    secret = release.parent / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    write_products(release)
    path = release / listing
    content = json.loads(path.read_text(encoding="utf-8"))
    # The checksum of the file outside is right, so that only its place can be the reason.
    content["files"] = {name: hashlib.sha256(b"secret").hexdigest()}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(UserError) as failure:
        (verify_release if listing == "release.json" else verify_products)(release)
    (found,) = failure.value.problems
    assert (found.code, found.value) == ("release-damaged", listing)
    assert "which is no file inside the release" in found.message


@pytest.fixture
def made(release: Path) -> Path:
    """A release with a figure and a snapshot."""
    for name in ("figures/tools.svg", "snapshots/aa.html"):
        (release / name).parent.mkdir()
        (release / name).write_text(name, encoding="utf-8")
    write_products(release)
    return release


def products_problems(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(UserError) as failure:
        verify_products(folder)
    assert {entry.code for entry in failure.value.problems} == {"release-damaged"}
    return [(entry.value, entry.message.rpartition(": ")[2]) for entry in failure.value.problems]


def test_products_as_they_were_made_are_sound(made: Path) -> None:
    assert set(json.loads((made / "products.json").read_text(encoding="utf-8"))["files"]) == {
        "figures/tools.svg",
        "snapshots/aa.html",
    }
    verify_products(made)


def test_every_product_that_is_missing_or_changed_is_named(made: Path) -> None:
    (made / "figures" / "tools.svg").unlink()
    (made / "snapshots" / "aa.html").write_text("<script>", encoding="utf-8")
    verify_release(made)
    assert products_problems(made) == [
        ("figures/tools.svg", "the file is missing"),
        ("snapshots/aa.html", "its checksum differs"),
    ]


def test_release_without_products_has_nothing_to_verify(release: Path) -> None:
    assert not (release / "products.json").exists()
    verify_products(release)
    verify_release(release)


def test_products_of_another_release_are_refused(made: Path) -> None:
    path = made / "release.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"1"', '"1.1"', 1), encoding="utf-8")
    assert products_problems(made) == [
        ("products.json", "its files were made from another release.json than the one beside it")
    ]


@pytest.mark.parametrize("content", ["{", "[]", '{"files": 3}', "\xff"])
def test_malformed_list_of_products_is_refused(made: Path, content: str) -> None:
    (made / "products.json").write_bytes(content.encode("latin-1"))
    assert products_problems(made)[0][0] == "products.json"


def test_release_tells_its_id_version_and_date(release: Path) -> None:
    found = read_release(release)
    manifest = json.loads((release / "release.json").read_text(encoding="utf-8"))
    assert (found.id, found.version, found.date) == (manifest["id"], "1", "2020-12-31")


def test_manifest_carries_what_the_study_says_of_its_release(tmp_path: Path) -> None:
    earlier = "test-study-2020-12-31-0123456789ab"
    said = f'release: {{version: "1.1", notes: A column., supersedes: [{{id: {earlier}, reason: Read twice.}}]}}\n'
    study = write_study(tmp_path / "study", study=STUDY + said)
    folder = tmp_path / "release"
    folder.mkdir()
    write_results(study, folder, None, silent)
    manifest = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    assert manifest["version"] == read_release(folder).version == "1.1"
    assert manifest["notes"] == {"": "A column."}
    assert manifest["supersedes"] == [{"id": earlier, "reason": {"": "Read twice."}}]
    assert manifest["withdraws"] == []
    assert set(manifest) >= {"id", "study", "waves", "date", "civiscope", "inputs", "files"}


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


def test_tables_of_another_version_are_refused_with_the_version(release: Path) -> None:
    path = release / "results" / "contrasts.csv"
    path.write_text("wave,other\n", encoding="utf-8")
    manifest = json.loads((release / "release.json").read_text(encoding="utf-8"))
    manifest["files"]["results/contrasts.csv"] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest["civiscope"] = "9.9"
    (release / "release.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(UserError, match=r"release-unreadable.*was made by Civiscope 9\.9"):
        read_release(release)
