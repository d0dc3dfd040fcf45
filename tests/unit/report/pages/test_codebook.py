"""The codebook says of each question how it compares, and where it comes from."""

from __future__ import annotations

import pytest

from civiscope.release.reading import read_release
from civiscope.report.pages.codebook import codebook_document
from civiscope.results.document import Document, Subheading, Table
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.studies import write_study
from tests.unit.report.snapshots.examples import words

QUESTIONNAIRE = """\
id: officers
title: Officers
sections:
  - code: all
    title: All
    items:
      - code: strategy
        kind: single
        label: A strategy?
        concept: plan
        options: [{code: yes, label: Yes}, {code: some, label: In part}, {code: no, label: No}]
        recode: {some: yes}
        provenance: The report names yes and no; "in part" is chosen.
      - code: often
        kind: grid
        label: How often?
        concept: often
        rows: [{code: always, label: All day}]
        options: [{code: always, label: Always}, {code: never, label: Never}]
        recode: {always: usually}
      - code: staff
        kind: integer
        label: Staff?
        unit: {en: posts, fr: postes}
        concept: staff
        classes: [{code: none, below: 1}, {code: few, below: 5}, {code: many}]
      - code: plain
        kind: integer
        label: Plain?
        classes: [{code: all}]
        concept: plain
"""
ANSWERS = "city,strategy,often.always,staff,plain\naa,yes,always,3,1\nbb,no,never,0,2\n"


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Document:
    folder = tmp_path_factory.mktemp("codebook")
    study = write_study(folder / "study", questionnaire=QUESTIONNAIRE, answers=ANSWERS)
    (folder / "release").mkdir()
    write_results(study, folder / "release", None, silent)
    release = read_release(folder / "release")
    return codebook_document(release, release.questionnaires["officers"], "en")


def tables(document: Document, item: str) -> list[list[str]]:
    """The rows of an item's tables, cells joined by a bar, heads first."""
    found: list[list[str]] = []
    here = False
    for block in document.sections[0].blocks:
        if isinstance(block, Subheading):
            here = block.id == f"item-{item}"
        elif here and isinstance(block, Table):
            rows = [" | ".join("".join(span.text for span in cell) for cell in row) for row in block.rows]
            found.append([" | ".join(block.head), *rows])
    return found


def test_codebook_shows_what_an_option_counts_as(codebook: Document) -> None:
    head = "Options | What the respondent reads | Counts in comparisons as"
    assert tables(codebook, "strategy") == [[head, "yes | Yes | ", "some | In part | yes", "no | No | "]]


def test_codebook_recodes_the_scale_of_a_grid_and_not_its_rows(codebook: Document) -> None:
    assert tables(codebook, "often") == [
        ["Rows | What the respondent reads", "always | All day"],
        [
            "Scale | What the respondent reads | Counts in comparisons as",
            "always | Always | usually",
            "never | Never | ",
        ],
    ]


def test_codebook_shows_the_classes_of_a_number_with_their_limits(codebook: Document) -> None:
    assert tables(codebook, "staff") == [
        ["Class in comparisons | Values", "none | below 1", "few | from 1 to below 5", "many | 5 and more"]
    ]
    assert tables(codebook, "plain") == [["Class in comparisons | Values", "all | all"]]


def test_codebook_says_where_a_question_comes_from(codebook: Document) -> None:
    said = words(codebook)
    assert 'Where it comes from: The report names yes and no; "in part" is chosen.' in said
    assert said.count("Where it comes from") == 1


def test_codebook_says_the_unit_in_its_language(codebook: Document) -> None:
    assert "whole number, in posts" in words(codebook)
