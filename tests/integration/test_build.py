"""civiscope build as a whole process: what it writes, what it refuses, what it leaves alone."""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
import time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from pypdf import PdfReader

from civiscope.release.reading import read_release
from tests.conftest import EXAMPLE, Run
from tests.studies import STUDY, write_study


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_build_twice_gives_the_same_bytes(example_release: Path, run_civiscope: Run, tmp_path: Path) -> None:
    again = tmp_path / "elsewhere" / "again"
    outcome = run_civiscope("build", EXAMPLE, "--out", again)
    assert outcome.returncode == 0, outcome.stderr
    first, second = digests(example_release), digests(again)
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_release_holds_a_snapshot_of_every_city_and_seals_what_was_made(example_release: Path) -> None:
    for suffix in ("html", "pdf"):
        assert len(list((example_release / "snapshots").glob(f"*.{suffix}"))) == 124
    products = json.loads((example_release / "products.json").read_text(encoding="utf-8"))
    manifest = json.loads((example_release / "release.json").read_text(encoding="utf-8"))
    on_disk = digests(example_release)
    sealed = {**products["files"], **manifest["files"]}
    assert sealed == {name: on_disk[name] for name in on_disk if name not in ("release.json", "products.json")}
    assert products["release"] == on_disk["release.json"]


def test_only_chosen_parts_are_made(run_civiscope: Run, tmp_path: Path) -> None:
    study, out = write_study(tmp_path / "study"), tmp_path / "out"
    assert run_civiscope("build", study, "--out", out, "--only", "results").returncode == 0
    assert (out / "results" / "estimates.csv").exists()
    assert not (out / "snapshots").exists()
    assert not (out / "figures").exists()


def test_study_with_errors_leaves_the_earlier_release_as_it_was(run_civiscope: Run, tmp_path: Path) -> None:
    study, out = write_study(tmp_path / "study"), tmp_path / "out"
    assert run_civiscope("build", study, "--out", out, "--only", "results").returncode == 0
    before = digests(out)
    write_study(tmp_path / "study", answers="city,strategy\naa,Perhaps\nzz,Yes\n")
    outcome = run_civiscope("build", study, "--out", out, "--only", "results")
    assert outcome.returncode == 2
    assert "[option-unknown]" in outcome.stderr
    assert "[answer-city-unknown]" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert digests(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "study"]


def test_release_is_replaced_as_a_whole(run_civiscope: Run, tmp_path: Path) -> None:
    study, out = write_study(tmp_path / "study"), tmp_path / "out"
    assert run_civiscope("build", study, "--out", out, "--only", "results,snapshots").returncode == 0
    assert run_civiscope("build", study, "--out", out, "--only", "results").returncode == 0
    assert not (out / "snapshots").exists()


def test_folder_that_is_no_release_is_not_touched(run_civiscope: Run, tmp_path: Path) -> None:
    study, out = write_study(tmp_path / "study"), tmp_path / "precious"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work", encoding="utf-8")
    outcome = run_civiscope("build", study, "--out", out)
    assert outcome.returncode == 2
    assert "[out-not-a-release]" in outcome.stderr
    assert (out / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_release_inside_the_study_is_refused(run_civiscope: Run, tmp_path: Path) -> None:
    study = write_study(tmp_path / "study")
    outcome = run_civiscope("build", study, "--out", study / "out")
    assert outcome.returncode == 2
    assert "[out-inside-study]" in outcome.stderr


def test_unknown_parts_and_waves_are_named(run_civiscope: Run, tmp_path: Path) -> None:
    study = write_study(tmp_path / "study")
    outcome = run_civiscope("build", study, "--out", tmp_path / "out", "--only", "results,posters")
    assert outcome.returncode == 2
    assert '"posters" is not a part of a release' in outcome.stderr
    outcome = run_civiscope("build", study, "--out", tmp_path / "out", "--wave", "2021")
    assert outcome.returncode == 2
    assert 'there is no wave "2021"' in outcome.stderr


def test_report_is_made_where_there_is_one_and_missed_where_it_is_asked_for(run_civiscope: Run, tmp_path: Path) -> None:
    study, out = write_study(tmp_path / "study"), tmp_path / "out"
    outcome = run_civiscope("build", study, "--out", out, "--only", "report")
    assert outcome.returncode == 2
    assert outcome.stderr.startswith("error [report-missing] report.md: the study has no report.md")
    assert not out.exists()
    (study / "report.md").write_text('# A\n\n{{ share("strategy", "yes") }}\n', encoding="utf-8")
    assert run_civiscope("build", study, "--out", out, "--only", "report").returncode == 0
    made = sorted(path.name for path in (out / "report").iterdir())
    assert made == ["figures.pptx", "report.docx", "report.html", "report.pdf"]


def test_reference_without_a_result_stops_the_build_and_writes_nothing(run_civiscope: Run, tmp_path: Path) -> None:
    study, out = write_study(tmp_path / "study"), tmp_path / "out"
    text = '# A\n\n{{ share("strategy", "yes", by="region", level="Asia") }}\n'
    (study / "report.md").write_text(text, encoding="utf-8")
    definition = (study / "study.yaml").read_text(encoding="utf-8")
    grouped = definition + "groups: [{code: region, label: Region, column: region}]\ndomains: [region]\n"
    (study / "study.yaml").write_text(grouped, encoding="utf-8")
    outcome = run_civiscope("build", study, "--out", out)
    assert outcome.returncode == 2
    assert "error [report-nothing] report.md, line 3: share() has nothing to show: no city of region" in outcome.stderr
    assert not out.exists()
    assert run_civiscope("build", study, "--out", out, "--only", "results,figures,snapshots").returncode == 0


def test_one_wave_can_be_built_alone(run_civiscope: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcome = run_civiscope("build", EXAMPLE, "--out", out, "--wave", "2018", "--only", "results")
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.startswith(f"{out}: 16 cities, ")
    assert json.loads((out / "release.json").read_text(encoding="utf-8"))["waves"] == ["2018"]


def test_snapshot_of_one_city_is_that_of_the_release(example_release: Path, run_civiscope: Run, tmp_path: Path) -> None:
    outcome = run_civiscope("snapshot", EXAMPLE, "paris-fra", "--out", tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.split() == [str(tmp_path / "paris-fra.html"), str(tmp_path / "paris-fra.pdf")]
    for name in ("paris-fra.html", "paris-fra.pdf"):
        assert (tmp_path / name).read_bytes() == (example_release / "snapshots" / name).read_bytes()


def test_snapshot_of_an_unknown_city_names_the_nearest(run_civiscope: Run, tmp_path: Path) -> None:
    outcome = run_civiscope("snapshot", EXAMPLE, "paris-fr", "--out", tmp_path / "out")
    assert outcome.returncode == 2
    assert "did you mean paris-fra" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_link_to_the_release_stays_a_link(run_civiscope: Run, tmp_path: Path) -> None:
    study, link = write_study(tmp_path / "study"), tmp_path / "current"
    link.symlink_to("release")
    assert run_civiscope("build", study, "--out", link, "--only", "results").returncode == 0
    assert link.is_symlink()
    assert (tmp_path / "release" / "release.json").exists()


def test_terminated_build_leaves_nothing_behind(tmp_path: Path) -> None:
    program = [sys.executable, "-c", "from civiscope.cli.main import run; run()"]
    process = subprocess.Popen(
        [*program, "build", str(EXAMPLE), "--out", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # The scratch folder appears when the work has begun.
    for _ in range(600):
        if any(tmp_path.iterdir()) or process.poll() is not None:
            break
        time.sleep(0.1)
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Interrupted" in said
    assert list(tmp_path.iterdir()) == []


def test_simulated_results_say_so_in_every_table(run_civiscope: Run, tmp_path: Path) -> None:
    study, copy, out = write_study(tmp_path / "study"), tmp_path / "copy", tmp_path / "out"
    assert run_civiscope("simulate", study, "--cities", "12", "--out", copy).returncode == 0
    assert run_civiscope("build", copy, "--out", out).returncode == 0
    unread = (".parquet", ".pdf", ".png", ".woff2")
    # The assets of the site are style, scripts and fonts; its pages carry the mark.
    made = [
        path
        for path in out.rglob("*")
        if path.is_file() and path.suffix not in unread and path.parent != out / "site" / "assets"
    ]
    # Tables and lists without a row (nothing was found, nothing changed) have nothing to mark, nor has the glossary.
    glossary = out / "site" / "glossary" / "index.json"
    empty = {path for path in made if path.suffix == ".csv" and len(path.read_text(encoding="utf-8").splitlines()) < 2}
    empty |= {path for path in made if path.suffix == ".json" and path.read_text(encoding="utf-8") == "[]"}
    spoken = [path for path in made if path not in empty and path != glossary]
    assert [path.name for path in spoken if "simulated" not in path.read_text(encoding="utf-8").lower()] == []


def test_snapshot_is_not_written_into_the_study(run_civiscope: Run, tmp_path: Path) -> None:
    study = write_study(tmp_path / "study")
    outcome = run_civiscope("snapshot", study, "aa", "--out", study)
    assert outcome.returncode == 2
    assert "[out-inside-study]" in outcome.stderr


def test_peers_may_come_from_a_column_that_only_the_study_has(run_civiscope: Run, tmp_path: Path) -> None:
    cities = "code,name,country,network\naa,Aa,FRA,Alpha\nbb,Bb,FRA,Beta\ncc,Cc,ITA,Alpha\n"
    groups = "groups:\n  - {code: network, label: Network, column: network}\npeers: {group: network}\n"
    answers = "city,strategy\naa,Yes\nbb,No\ncc,Yes\n"
    study = write_study(tmp_path / "study", study=STUDY + groups, cities=cities, answers=answers)
    assert run_civiscope("snapshot", study, "aa", "--out", tmp_path / "out").returncode == 0
    page = (tmp_path / "out" / "aa.html").read_text(encoding="utf-8")
    assert 'href="cc.html"' in page
    assert 'href="bb.html"' not in page


def test_snapshots_with_a_score_keep_to_two_pages(example_release: Path) -> None:
    pages = {path.stem: len(PdfReader(path).pages) for path in (example_release / "snapshots").glob("*.pdf")}
    assert len(pages) == 124
    assert {city: count for city, count in pages.items() if count > 2} == {}


def test_snapshot_and_page_of_an_index_tell_the_scores_of_the_table(example_release: Path) -> None:
    release = read_release(example_release)
    index = "published_profile"
    scores = release.scores_by_node["2018-20", index][index]
    assert len(scores) > 70
    page = (example_release / "indices" / f"{index}.html").read_text(encoding="utf-8")
    for city, row in scores.items():
        assert row.score is not None
        snapshot = (example_release / "snapshots" / f"{city}.html").read_text(encoding="utf-8")
        shown = f"{Decimal(f'{row.score:.9f}').quantize(Decimal('0.1'), ROUND_HALF_UP)}".removesuffix(".0")
        assert (
            f"{shown} points</strong> on a scale from 1 to 100, rank {row.rank} of the {len(scores)} cities" in snapshot
        )
        assert f'href="../snapshots/{city}.html"' in page
        parts = release.contributions_by_city["2018-20", index][city]
        assert math.isclose(sum(part.contribution or 0.0 for part in parts), row.score, rel_tol=1e-12)
    others = [city for city, waves in release.waves_by_city.items() if waves[-1] == "2018-20" and city not in scores]
    assert others
    for city in others:
        snapshot = (example_release / "snapshots" / f"{city}.html").read_text(encoding="utf-8")
        assert "gives no score, because these answers behind it are not known in full" in snapshot


def test_indices_without_scores_say_so_on_their_pages(example_release: Path) -> None:
    for index in ("innovation_capacity", "four_capabilities", "data_use"):
        page = (example_release / "indices" / f"{index}.html").read_text(encoding="utf-8")
        assert "No scores are shown: fewer than 5 cities" in page
        assert "What was decided here: " in page
