"""A report as one document: chapters, parts, figures in their places, numbers and sources at the end, holes."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from civiscope.errors import UserError
from civiscope.release.model import Release
from civiscope.report.narrative.composer import compose_report
from civiscope.results.document import Bullets, Document, Figure, Paragraph, Quote, Section, Subheading, Table
from tests.unit.report.snapshots.examples import READINESS, STUDY, build, words

GROUPS = "groups: [{code: region, label: Region, column: region}]\ndomains: [region]\n"
FACTS = "invited: {value: '24', label: cities invited, source: Letter of 2020}\n"
REPORT = """\
    # Rivers of {{ cities() }} cities

    Before the chapters, {{ fact("invited") }}.

    ## Strategy

    *Known* of {{ share("strategy", "yes") }} and **again** {{ share("strategy", "yes") }}.

    > Said by a city

    - one
    - {{ count("strategy", "no") }}

    {{ figure("strategy", title="Who has one?", note="A note.") }}

    ### By region

    | Region | Share |
    | --- | ---: |
    | West | {{ share("strategy", "yes", by="region", level="Western Europe", short=True) }} |

    {{ table("strategy", by="region") }}

    {{ figure("terms") }}

    ## Appendix

    {{ methods(wave="2020") }}

    {{ comparison() }}

    {{ participants() }}

    {{ ranking("readiness") }}

    {{ glossary() }}

    {{ codebook() }}
    """


def release(folder: Path, report: str = REPORT, **changes: str) -> Release:
    extra = {"report.md": dedent(report), "facts.yaml": FACTS}
    study = changes.pop("study", STUDY + GROUPS)
    return build(folder, study=study, indices={"readiness": READINESS}, extra=extra, **changes)


def composed(folder: Path, report: str = REPORT) -> Document:
    return compose_report(release(folder, report), "en").document


def section(document: Document, title: str) -> Section:
    return next(entry for entry in document.sections if entry.title == title)


def test_report_becomes_a_book_of_chapters_and_what_the_program_adds(tmp_path: Path) -> None:
    document = composed(tmp_path)
    assert document.kind == "book"
    assert document.title == "Rivers of 10 cities"
    titles = [entry.title for entry in document.sections]
    assert titles == ["Strategy", "Appendix", "The numbers of this report", "Sources of facts"]
    assert "Before the chapters, 24\u00a0[1]." in "\n".join(words(block) for block in document.lead)


def test_blocks_keep_their_order_and_kind(tmp_path: Path) -> None:
    blocks = section(composed(tmp_path), "Strategy").blocks
    kinds = [type(block) for block in blocks]
    assert kinds[:6] == [Paragraph, Quote, Bullets, Figure, Subheading, Table]
    paragraph = blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert [span.text for span in paragraph.spans if span.strong] == ["again"]
    assert [span.text for span in paragraph.spans if span.emphasis] == ["Known"]
    assert "".join(span.text for span in paragraph.spans) == (
        "Known of 70% (44% to 88%; 7 of 10) and again 70% (44% to 88%; 7 of 10)."
    )
    table = blocks[5]
    assert isinstance(table, Table)
    assert (table.head, table.numeric) == (("Region", "Share"), (False, True))
    assert words(table.rows[0][1]) == "60%"


def test_figures_are_numbered_in_their_order_and_carry_title_note_and_table(tmp_path: Path) -> None:
    document = composed(tmp_path)
    figures = [block for entry in document.sections for block in entry.blocks if isinstance(block, Figure)]
    assert [(figure.label, figure.id) for figure in figures] == [("Figure 1", "figure-1"), ("Figure 2", "figure-2")]
    first = figures[0]
    assert first.title[0].text == "Who has one?"
    assert first.question[0].text == "Is there a strategy?"
    assert "A note." in [line[0].text for line in first.caption]
    assert first.svg.startswith("<svg")
    assert "70%" in words(first.table)
    assert first.chart is not None


def test_numbers_are_listed_once_by_chapter_with_interval_and_cities(tmp_path: Path) -> None:
    tables = [
        block for block in section(composed(tmp_path), "The numbers of this report").blocks if isinstance(block, Table)
    ]
    assert [table.caption for table in tables] == ["Before the first chapter", "Strategy"]
    listed = [tuple(words(cell) for cell in row) for row in tables[1].rows]
    assert listed == [
        ("Explicit strategy: Yes; Wave of 2020", "70%", "44% to 88%", "7 of 10", ""),
        ("Explicit strategy: No; Wave of 2020", "3 of 10", "12% to 56%", "3 of 10", ""),
        ("Explicit strategy: Yes (Region: Western Europe); Wave of 2020", "60%", "22% to 89%", "3 of 5", ""),
    ]
    sources = section(composed(tmp_path / "again"), "Sources of facts").blocks[0]
    assert words(sources) == "Letter of 2020"


def test_appendices_are_written_by_the_program(tmp_path: Path) -> None:
    appendix = section(composed(tmp_path), "Appendix")
    headings = [words(block).strip() for block in appendix.blocks if isinstance(block, Subheading)]
    for heading in (
        "Response",
        "Distribution of the cities",
        "Estimates and their uncertainty",
        "Recodes",
        "What is missing",
    ):
        assert heading in headings
    said = words(appendix)
    assert "10" in said
    assert "Júcar" in said
    assert "Is there a strategy?" in said
    assert "Finite population correction" in said


def test_references_without_a_result_stop_the_report_with_their_lines(tmp_path: Path) -> None:
    report = """\
        # Rivers

        {{ share("data", "enough", row="water") }}

        {{ figure("terms", wave="2018") }}
        """
    with pytest.raises(UserError) as caught:
        composed(tmp_path, report)
    assert [(entry.code, entry.line) for entry in caught.value.problems] == [
        ("report-nothing", 3),
        ("report-nothing", 5),
    ]


def test_holes_of_a_simulated_report_are_said_in_their_places(tmp_path: Path) -> None:
    report = """\
        # Rivers

        Here: {{ share("data", "enough", row="water") }}.

        {{ figure("terms", wave="2018") }}
        """
    found = compose_report(release(tmp_path, report, study=STUDY + GROUPS + "simulated: true\n"), "en")
    assert [hole.line for hole in found.holes] == [3, 5]
    said = "\n".join(words(block) for block in found.document.lead)
    assert said.count("[no made-up answers for this]") == 2
    assert found.document.simulated


def test_withheld_numbers_do_not_reach_the_report(tmp_path: Path) -> None:
    report = """\
        # Rivers

        {{ share("secret", "yes") }}

        {{ share("secret", "yes", by="region", level="Eastern Europe") }}
        """
    study = STUDY + GROUPS + "disclosure: {minimum_base: 3}\n"
    with pytest.raises(UserError) as caught:
        compose_report(release(tmp_path, report, study=study), "en")
    (problem,) = caught.value.problems
    assert (problem.line, "not published" in problem.message) == (5, True)


def test_a_release_without_a_report_has_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no report"):
        compose_report(build(tmp_path), "en")
