"""Small study folders for tests: the files stand readable in the test, what is not given is a plain default."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from civiscope.answers.answerset import AnswerBlock
from civiscope.errors import ProblemLog
from civiscope.workflows.reading import CodedStudy, read_coded_study

STUDY = dedent("""\
    id: test-study
    title: Test study
    languages: [en]
    publisher: {name: Test publisher}
    licence: {name: None}
    waves:
      - {id: "2020", title: First wave, status: closed, date: 2020-12-31, questionnaires: [officers]}
    """)

CITIES = dedent("""\
    code,name,country,region,population
    aa,Aa,FRA,Europe,1000
    bb,Bb,FRA,Europe,2000
    cc,Cc,ITA,Europe,3000
    dd,Dd,JPN,Asia,4000
    """)

QUESTIONNAIRE = dedent("""\
    id: officers
    title: Officers
    sections:
      - code: all
        title: All
        items:
          - code: strategy
            kind: single
            label: A strategy?
            options: [{code: yes, label: Yes}, {code: no, label: No}]
    """)

ANSWERS = dedent("""\
    city,strategy
    aa,Yes
    bb,No
    """)


def write_study(
    folder: Path,
    *,
    study: str = STUDY,
    cities: str = CITIES,
    questionnaire: str = QUESTIONNAIRE,
    answers: str | None = ANSWERS,
    recodes: str | None = None,
    extra: dict[str, str] | None = None,
) -> Path:
    """Write a study of one questionnaire and one wave (2020) into ``folder``; ``extra`` adds or replaces files."""
    files = {"study.yaml": study, "cities.csv": cities, "questionnaires/officers.yaml": questionnaire}
    if answers is not None:
        files["waves/2020/officers.csv"] = answers
    if recodes is not None:
        files["waves/2020/recodes.csv"] = recodes
    for name, text in {**files, **(extra or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def read(folder: Path) -> tuple[CodedStudy | None, ProblemLog]:
    """Read a study folder as a build does."""
    log = ProblemLog()
    return read_coded_study(folder, log), log


def coded(folder: Path) -> CodedStudy:
    """Read a study folder that must be without errors."""
    study, log = read(folder)
    assert not log.errors, "\n".join(map(str, log.errors))
    assert study is not None
    return study


def block(folder: Path, wave: str = "2020") -> AnswerBlock:
    """The coded answers of a study folder that must be without errors."""
    return coded(folder).answers.blocks[wave, "officers"]


def items(*definitions: str) -> str:
    """A questionnaire with these items, each a YAML flow mapping."""
    lines = "\n".join(f"          - {definition}" for definition in definitions)
    head = (
        "    id: officers\n    title: Officers\n    sections:\n      - code: all\n        title: All\n        items:\n"
    )
    return f"{head}{lines}\n"
