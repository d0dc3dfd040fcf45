"""Releases side by side: the newest, the superseded, the withdrawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from civiscope.errors import UserError
from civiscope.release.versions import read_versions


def release(folder: Path, name: str, date: str = "2024-12-31", study: str = "rivers", **said: object) -> str:
    """A folder with a manifest; returns the release's id."""
    identity = f"{study}-{name}"
    (folder / name).mkdir(parents=True)
    manifest = {"id": identity, "study": study, "date": date, "files": {}, **said}
    (folder / name / "release.json").write_text(json.dumps(manifest), encoding="utf-8")
    return identity


def erratum(name: str) -> list[dict[str, object]]:
    return [{"id": f"rivers-{name}", "reason": "A column was read twice."}]


def statuses(folder: Path) -> list[tuple[str, str, str]]:
    return [(entry.id, entry.status, entry.replaced_by) for entry in read_versions(folder)]


def test_folder_of_one_release_is_that_release(tmp_path: Path) -> None:
    release(tmp_path, "a")
    assert statuses(tmp_path / "a") == [("rivers-a", "current", "")]


def test_newest_is_first_by_date_then_by_version_as_numbers(tmp_path: Path) -> None:
    release(tmp_path, "a", version="1.10")
    release(tmp_path, "b", version="1.9")
    release(tmp_path, "c", date="2023-12-31", version="7")
    assert [entry.id for entry in read_versions(tmp_path)] == ["rivers-a", "rivers-b", "rivers-c"]


def test_superseded_release_is_not_the_one_to_be_shown_however_late_its_date(tmp_path: Path) -> None:
    release(tmp_path, "late", date="2025-12-31")
    release(tmp_path, "mended", version="1.1", supersedes=erratum("late"))
    assert statuses(tmp_path) == [("rivers-mended", "current", ""), ("rivers-late", "superseded", "rivers-mended")]
    assert read_versions(tmp_path)[1].erratum is not None


def test_withdrawal_counts_for_more_than_a_replacement(tmp_path: Path) -> None:
    release(tmp_path, "a")
    release(tmp_path, "b", version="1.1", supersedes=erratum("a"))
    release(tmp_path, "c", version="1.2", withdraws=erratum("a"))
    assert statuses(tmp_path)[-1] == ("rivers-a", "withdrawn", "rivers-c")


def test_release_may_supersede_one_that_is_not_at_hand(tmp_path: Path) -> None:
    release(tmp_path, "a", supersedes=erratum("gone"))
    assert statuses(tmp_path) == [("rivers-a", "current", "")]


@pytest.mark.parametrize("name", ["a", "missing"])
def test_folder_without_a_release_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(UserError, match=r"releases-missing.*holds no release[\s\S]*civiscope build STUDY"):
        read_versions(tmp_path / name)


def test_releases_of_two_studies_are_refused(tmp_path: Path) -> None:
    release(tmp_path, "a")
    release(tmp_path, "b", study="lakes")
    with pytest.raises(
        UserError, match=r'releases-of-two-studies.*b is a release of "lakes", but others here are of "rivers"'
    ):
        read_versions(tmp_path)


def test_two_releases_of_one_id_that_differ_are_refused(tmp_path: Path) -> None:
    release(tmp_path, "a")
    release(tmp_path, "b", id="rivers-a", version="1.1")
    with pytest.raises(
        UserError, match=r'release-twice.*rivers-a stands in two folders, "a" and "b", and they are not'
    ):
        read_versions(tmp_path)


def test_copy_of_a_release_counts_once(tmp_path: Path) -> None:
    release(tmp_path, "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "release.json").write_bytes((tmp_path / "a" / "release.json").read_bytes())
    (entry,) = read_versions(tmp_path)
    assert entry.folder == tmp_path / "a"


def test_release_that_is_being_built_is_not_shown(tmp_path: Path) -> None:
    release(tmp_path, "a")
    release(tmp_path, ".b-x1y2", study="lakes")
    assert statuses(tmp_path) == [("rivers-a", "current", "")]


def test_entry_tells_what_the_manifest_says(tmp_path: Path) -> None:
    release(tmp_path, "a", waves=["2018", "2020"], simulated=True)
    release(tmp_path, "b", date="2023-12-31")
    first, second = read_versions(tmp_path)
    assert (first.waves, first.simulated, first.date) == (("2018", "2020"), True, "2024-12-31")
    assert (second.waves, second.simulated, second.definition.version) == ((), False, "1")


def test_circle_of_replacements_is_refused_though_another_release_is_current(tmp_path: Path) -> None:
    release(tmp_path, "a", supersedes=erratum("b"))
    release(tmp_path, "b", withdraws=erratum("a"))
    release(tmp_path, "c", supersedes=erratum("b"))
    with pytest.raises(UserError, match=r"releases-in-a-circle.*in a circle: rivers-a, rivers-b\n"):
        read_versions(tmp_path)


def test_release_that_supersedes_itself_is_refused(tmp_path: Path) -> None:
    release(tmp_path, "a", supersedes=erratum("a"))
    with pytest.raises(UserError, match=r"in a circle: rivers-a\n"):
        read_versions(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"files": {}}', "it lacks 'id'"),
        ('{"id": "a", "study": "b", "date": "c", "files": {}, "version": "one"}', "its fields are not a release's"),
        ('{"id": "a", "study": "b", "date": "2024-02-30", "files": {}}', "its fields are not a release's"),
        ('{"id": "a", "study": "b", "date": "2024-02-29", "files": {}, "waves": 3}', "its fields are not a release's"),
        ("[", "it is not JSON"),
    ],
)
def test_manifest_that_is_none_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "release.json").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=said):
        read_versions(tmp_path)
