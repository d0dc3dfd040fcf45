"""Heights are estimates; what must hold is that a sheet is filled and balanced."""

from __future__ import annotations

import io
from dataclasses import replace

from pypdf import PdfReader

from civiscope.report.writers.pdf import PdfWriter
from civiscope.report.writers.sheet_layout import LEAST_SCALE, SCALES, plan_sheet
from civiscope.results.document import BarChart, Block, Document, Note, Paragraph, Section, Span
from tests.unit.report.writers import specimen

WORDS = "The city asks its residents before it builds. "


def sheet(paragraphs: int) -> Document:
    blocks = tuple(Paragraph((Span(f"{place}: {WORDS * 3}"),)) for place in range(paragraphs))
    return replace(specimen.snapshot(), sections=(Section("a", "A section", blocks),), footer=())


def flow(document: Document) -> list[Block | Section]:
    return [entry for section in document.sections for entry in (section, *section.blocks)]


def ends(document: Document) -> tuple[int, list[tuple[float, float]]]:
    """The number of pages, and (x, y) of the lines of the last one."""
    pdf = PdfReader(io.BytesIO(PdfWriter().write(document).content))
    found: list[tuple[float, float]] = []

    def visit(text: str, matrix: list[float], text_matrix: list[float], *_: object) -> None:
        if "builds" in text or "residents" in text:
            found.append((text_matrix[4] * matrix[0] + matrix[4], text_matrix[5] * matrix[3] + matrix[5]))

    pdf.pages[-1].extract_text(visitor_text=visit)
    return len(pdf.pages), found


def test_columns_of_the_last_page_are_balanced() -> None:
    for paragraphs in (8, 21, 60):
        _, lines = ends(sheet(paragraphs))
        left = min(y for x, y in lines if x < 290)
        right = min(y for x, y in lines if x > 290)
        assert abs(left - right) < 60


def test_short_sheet_is_set_at_full_size() -> None:
    document = sheet(8)
    assert plan_sheet(document, flow(document), []).scale == 1


def test_sheet_a_little_too_long_is_set_smaller() -> None:
    scales = {plan_sheet(sheet(count), flow(sheet(count)), []).scale for count in range(20, 60)}
    assert scales == set(SCALES)


def test_sheet_of_one_block_needs_no_break() -> None:
    document = replace(specimen.snapshot(), sections=())
    assert plan_sheet(document, [Paragraph((Span("a"),))], []).breaks == ()
    assert plan_sheet(document, [], []).breaks == ()


def test_heading_is_never_parted_from_its_text() -> None:
    sections = tuple(Section(f"s{n}", f"Section {n}", (Paragraph((Span(WORDS),)),)) for n in range(6))
    document = replace(specimen.snapshot(), sections=sections)
    (place,) = plan_sheet(document, flow(document), []).breaks
    assert isinstance(flow(document)[place], Section)


def test_note_is_never_parted_from_what_it_qualifies() -> None:
    blocks = tuple(block for n in range(6) for block in (Paragraph((Span(f"{n} {WORDS}"),)), Note((Span(WORDS),))))
    document = replace(specimen.snapshot(), sections=(Section("a", "A", blocks),))
    (place,) = plan_sheet(document, flow(document), []).breaks
    assert isinstance(flow(document)[place], Paragraph)


def test_sheet_a_little_longer_than_two_pages_is_set_at_the_least_size() -> None:
    counts = range(60, 110)
    scales = [plan_sheet(sheet(count), flow(sheet(count)), []).scale for count in counts]
    longest = counts[max(place for place, scale in enumerate(scales) if scale == LEAST_SCALE)]
    assert ends(sheet(longest))[0] == 2
    assert all(scale > LEAST_SCALE for count, scale in zip(counts, scales, strict=True) if count > longest)


def test_key_of_the_mean_takes_room() -> None:
    chart = specimen.score_chart()
    without = replace(chart, key=replace(chart.key, mean=""))
    first, second = (
        plan_sheet(document, flow(document), [[Note((Span(WORDS * 60),))]]).scale
        for document in (with_charts(chart), with_charts(without))
    )
    assert first < second


def with_charts(chart: BarChart) -> Document:
    return replace(sheet(0), sections=(Section("a", "A", (chart,) * 19),))
