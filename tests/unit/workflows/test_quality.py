"""The quality table: findings in order, with their wave, and what is incomplete."""

from __future__ import annotations

from pathlib import Path

from civiscope.workflows.quality import quality_rows
from tests.studies import items, read, write_study

TOOLS = "{code: tools, kind: multiple, label: T?, options: [{code: a, label: Hammer}, {code: b, label: Saw}]}"


def test_recodes_and_incomplete_lists_are_told_with_counts(tmp_path: Path) -> None:
    folder = write_study(
        tmp_path,
        questionnaire=items(TOOLS),
        answers="city,incomplete,tools\naa,,Hamer\nbb,tools,Hamer\ncc,,Saw\n",
        recodes="item,raw,code,reason\ntools,Hamer,a,spelling\n",
    )
    study, log = read(folder)
    assert study is not None
    rows = quality_rows(log.findings, study.answers)
    assert [(row.code, row.wave, row.item, row.value, row.count, row.action) for row in rows] == [
        ("lists-incomplete", "2020", "tools", "", 1, "shares use complete lists only; bounds are shown"),
        ("recoded", "2020", "tools", "Hamer", 2, "coded as a"),
    ]
    assert rows[1].message == '2 × "Hamer" (tools) was coded as a: spelling'


def test_findings_of_the_frame_have_no_wave(tmp_path: Path) -> None:
    study, log = read(write_study(tmp_path, cities="code,name,country,population\naa,Aa,FRA,\nbb,Bb,FRA,5\n"))
    assert study is not None
    (row,) = quality_rows(log.findings, study.answers)
    assert (row.code, row.wave, row.file, row.line, row.city) == ("population-missing", "", "cities.csv", 2, "aa")
