"""Commands on indices from end to end: analyse, what-if, import, export, and the log of score."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from civiscope.cli.main import exit_code
from tests.conftest import EXAMPLE
from tests.unit.workflows.index_study import index_study

META = """\
iCode,iName,Direction,Weight,Denominator,Parent,Type
roads,Roads,1,1,area,space,Indicator
noise,Noise,-1,3,,space,Indicator
income,Income,1,1,,people,Indicator
jobs,Jobs,1,1,,people,Indicator
space,Space,1,1,,index,Aggregate
people,People,1,2,,index,Aggregate
index,Index,1,1,,,Aggregate
area,Area,,,,,Denominator
size,Size,,,,,Group
"""
DATA = """\
uCode,size,area,roads,noise,income,jobs
a,s,10,100,50,1,4
b,s,20,120,,2,3
c,s,5,10,60,3,
d,l,4,12,70,4,1
e,l,1,3,55,5,7
f,l,2,7,65,900,8
g,l,1,,,6,
"""
STEPS = ("denominate", "screen", "impute", "treat", "normalise")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "iMeta.csv").write_text(META, encoding="utf-8")
    (tmp_path / "iData.csv").write_text(DATA, encoding="utf-8")
    return tmp_path / "iData.csv"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[dict[str, str]]:
    """The rows that a command prints; it must end well."""
    ended = exit_code(list(map(str, arguments)))
    captured = capsys.readouterr()
    assert ended == 0, captured.err
    return list(csv.DictReader(io.StringIO(captured.out)))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What a command says that ends with exit code 2 and prints nothing else."""
    assert exit_code(list(map(str, arguments))) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return captured.err


def options_in(log: Path) -> list[str]:
    """The options that the steps of a log name, in the order in which they were taken."""
    with log.open(encoding="utf-8", newline="") as stream:
        told = dict.fromkeys(row["step"] for row in csv.DictReader(stream))
    words = [step.partition(" ") for step in told]
    options = [
        part for name, _, rule in words for part in ([f"--{name}"] if name == "denominate" else [f"--{name}", rule])
    ]
    return [*options, "--steps", ",".join(name for name, _, _ in words if name in STEPS)]


RECIPES = (
    ("--aggregate", "arithmetic"),
    ("--denominate", "--impute", "median", "--aggregate", "arithmetic,geometric", "--normalise", "minmax:1:100"),
    ("--screen", "available:0.6", "--treat", "winsorise:2:log_ct", "--weights", "equal", "--aggregate", "harmonic",
     "--normalise", "minmax:1:100", "--minimum", "0.6666"),
    ("--impute", "group_mean:size", "--screen", "nonzero:0.5", "--steps", "impute,screen", "--normalise", "zscore:0:1",
     "--weights", "pca", "--aggregate", "arithmetic"),
    ("--normalise", "rank", "--aggregate", "copeland,arithmetic"),
)  # fmt: skip


@pytest.mark.parametrize("recipe", RECIPES)
def test_steps_of_a_log_given_again_as_options_give_the_same_scores(
    table: Path, capsys: pytest.CaptureFixture[str], recipe: tuple[str, ...]
) -> None:
    meta, log, again = table.with_name("iMeta.csv"), table.with_name("log.csv"), table.with_name("again.csv")
    scores = printed(capsys, "score", table, "--meta", meta, *recipe, "--log", log)
    repeated = printed(capsys, "score", table, "--meta", meta, *options_in(log), "--log", again)
    assert repeated == scores
    assert again.read_bytes() == log.read_bytes()


def test_log_of_a_study_repeats_its_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.csv"
    scores = printed(capsys, "score", EXAMPLE, "--index", "published_profile", "--log", log)
    again = printed(capsys, "score", EXAMPLE, "--index", "published_profile", *options_in(log))
    assert again == scores


def test_log_and_scores_are_written_together_or_not_at_all(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    meta, log = table.with_name("iMeta.csv"), table.with_name("log.csv")
    folder = table.with_name("folder")
    folder.mkdir()
    told = refused(capsys, "score", table, "--meta", meta, "--log", log, "--out", folder)
    assert "error [out-not-writable]" in told
    assert "it is a folder" in told
    assert "error [out-twice]" in refused(capsys, "score", table, "--meta", meta, "--log", log, "--out", log)
    assert "error [out-is-input]" in refused(capsys, "score", table, "--meta", meta, "--log", table)
    assert sorted(path.name for path in table.parent.iterdir()) == ["folder", "iData.csv", "iMeta.csv"]


def test_exported_index_of_the_example_scores_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert exit_code(["export", "coinr", str(EXAMPLE), "--index", "published_profile", "--out", str(out)]) == 0
    assert capsys.readouterr().err.startswith("Scored alike by: civiscope score iData.csv --meta iMeta.csv --normalise")
    options = (out / "options.txt").read_text(encoding="utf-8").split()
    again = printed(capsys, "score", out / "iData.csv", "--meta", out / "iMeta.csv", *options)
    own = printed(capsys, "score", EXAMPLE, "--index", "published_profile")
    keys = ("wave", "index", "city", "node", "score", "rank", "available")
    scored = [tuple(row[key] for key in keys) for row in again if row["score"]]
    assert sorted(scored) == sorted(tuple(row[key] for key in keys) for row in own)


def test_imported_definition_is_read_by_index(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    definition = table.with_name("cities.yaml")
    assert exit_code(["import", "coinr", str(table.with_name("iMeta.csv")), "--out", str(definition)]) == 0
    recipe = ("--denominate", "--normalise", "minmax:1:100", "--aggregate", "geometric,arithmetic")
    own = printed(capsys, "score", table, "--meta", table.with_name("iMeta.csv"), *recipe)
    again = printed(capsys, "score", table, "--index", definition, *recipe)
    by_node = {(row["city"], row["node"].replace("cities", "index")): row["score"] for row in again}
    assert by_node == {(row["city"], row["node"]): row["score"] for row in own}


def test_analyses_are_printed_with_their_columns(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    meta = table.with_name("iMeta.csv")
    found = printed(capsys, "analyse", table, "--meta", meta, "--what", "statistics")
    assert [(row["node"], row["n"], row["available"]) for row in found] == [
        ("roads", "7", "6"),
        ("noise", "7", "5"),
        ("income", "7", "7"),
        ("jobs", "7", "5"),
    ]
    peers = ("--what", "strengths", "--of", "e", "--peers-by", "size", "--impute", "median")
    standings = printed(capsys, "analyse", table, "--meta", meta, *peers)
    assert {row["note"] for row in standings} == {"fewer than 5 peers have a value"}
    out = table.with_name("weights.csv")
    assert printed(capsys, "analyse", table, "--meta", meta, "--what", "weights", "--out", out) == []
    with out.open(encoding="utf-8", newline="") as stream:
        weights = {row["node"]: float(row["effective"]) for row in csv.DictReader(stream)}
    assert weights["noise"] == pytest.approx(3 / 4 / 3)


def test_what_if_is_printed_with_what_whoever_asked_should_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = index_study(tmp_path)
    (row,) = printed(capsys, "what-if", study, "bb", "--index", "practice", "--answer", "staff=10")
    assert (row["class_now"], row["class_then"], row["lifts"]) == ("lower", "high", "true")
    assert exit_code(["what-if", str(study), "cc", "--answer", "roles=designer"]) == 0
    assert capsys.readouterr().err == "cc has no score of practice now; these have no value: role_count.\n"


def test_commands_say_what_is_wrong(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = index_study(tmp_path / "study")
    meta = table.with_name("iMeta.csv")
    assert refused(capsys, "what-if", study, "bbb") == (
        'error [city-unknown] there is no answer of a city "bbb"\n'
        '  expected: the code of a city that answered (did you mean "bb"?)\n'
        "  remedy: Correct the code.\n"
        "Nothing was done: 1 problem to mend.\n"
    )
    assert refused(capsys, "analyse", table, "--meta", meta, "--what", "weights", "--of", "a") == (
        "error [index-analysis-option] --of: --of says nothing about weights\n"
        "  expected: --of with --what contributions, strengths or change\n"
        "  remedy: Leave it out, or ask for what it suits.\n"
        "Nothing was done: 1 problem to mend.\n"
    )
    assert "is not" in refused(capsys, "analyse", table, "--meta", meta, "--what", "everything")
    assert "error [format-unknown]" in refused(capsys, "export", "spss", study, "--out", tmp_path / "out")
    assert "error [table-file-missing]" in refused(
        capsys, "import", "coinr", tmp_path / "none.csv", "--out", tmp_path / "none.yaml"
    )
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "none.yaml").exists()
