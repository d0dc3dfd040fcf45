"""civiscope outcomes and the build of a study with outcomes as whole processes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from civiscope.release.reading import read_release
from tests.conftest import Run
from tests.studies import write_study
from tests.unit.outcomes.made_up import OUTCOMES, STUDY, made_up_study, rows


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_command_prints_what_build_releases(run_civiscope: Run, tmp_path: Path) -> None:
    study = made_up_study(tmp_path / "study", study=STUDY + "simulated: true\n")
    printed = run_civiscope("outcomes", study)
    assert printed.returncode == 0, printed.stderr
    out = tmp_path / "models.csv"
    assert run_civiscope("outcomes", study, "--out", out).returncode == 0
    assert out.read_text(encoding="utf-8") == printed.stdout
    built = run_civiscope("build", study, "--out", tmp_path / "release", "--only", "results")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "release" / "results" / "models.csv").read_text(encoding="utf-8") == printed.stdout
    assert list(table(printed.stdout)[0])[:13] == (
        ["wave", "index", "outcome", "model", "term", "estimate", "se", "low", "high", "p", "p_adjusted", "n", "note"]
    )


def test_release_holds_pages_tables_and_inputs_and_is_the_same_each_time(run_civiscope: Run, tmp_path: Path) -> None:
    study = made_up_study(tmp_path / "study")
    for name in ("a", "b"):
        assert run_civiscope("build", study, "--out", tmp_path / name, "--only", "results").returncode == 0
    names = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert {Path("outcomes/index.html"), Path("outcomes/readiness-2020-rent.html")} <= set(names)
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    release = read_release(tmp_path / "a")
    assert release.outcomes_definition is not None
    assert {row.outcome for row in release.outcomes.values} == {"rent", "active"}
    manifest = (tmp_path / "a" / "release.json").read_text(encoding="utf-8")
    assert '"outcomes/homes.csv"' in manifest
    assert '"outcomes.yaml"' in manifest


def test_filters_and_progress(run_civiscope: Run, tmp_path: Path) -> None:
    study = made_up_study(tmp_path)
    printed = run_civiscope("outcomes", study, "--indicator", "rent", "--index", "readiness", "--wave", "2020")
    assert {(row["outcome"], row["index"]) for row in table(printed.stdout)} == {("rent", "readiness")}


def test_bad_input_ends_with_2_and_writes_nothing(run_civiscope: Run, tmp_path: Path) -> None:
    study = made_up_study(tmp_path / "study", outcomes=OUTCOMES.replace("[population, income, region]", "[region]"))
    answers = "city,points,team\n" + "".join(f"{row['city']},50,Yes\n" for row in rows())
    (study / "waves/2020/officers.csv").write_text(answers, encoding="utf-8")
    out = tmp_path / "models.csv"
    outcome = run_civiscope("outcomes", study, "--out", out)
    assert outcome.returncode == 2
    assert "error [outcome-score-constant] outcomes.yaml, line" in outcome.stderr
    assert "error [outcome-group-small] outcomes.yaml, line" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not out.exists()
    assert run_civiscope("build", study, "--out", tmp_path / "release").returncode == 2
    assert not (tmp_path / "release").exists()


def test_study_without_outcomes_ends_with_2(run_civiscope: Run, tmp_path: Path) -> None:
    outcome = run_civiscope("outcomes", write_study(tmp_path))
    assert outcome.returncode == 2
    assert outcome.stderr.startswith(f"error [outcomes-missing] the study {tmp_path} has no outcomes.yaml")


def test_check_tells_every_fault_of_the_tables(run_civiscope: Run, tmp_path: Path) -> None:
    study = made_up_study(tmp_path)
    with (study / "outcomes/homes.csv").open("a", encoding="utf-8") as file:
        file.write("made-up-01,rent,EUR,2019,1,x,\nmade-up-02,rent,USD,2018,1,x,\nnowhere,rent,EUR,2019,1,x,\n")
    outcome = run_civiscope("check", study)
    assert outcome.returncode == 2
    for code in ("outcome-twice", "outcome-unit-differs", "outcome-city-unknown"):
        assert f"[{code}] outcomes/homes.csv, line" in outcome.stdout
