"""Logo and cover in every form of a document."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pptx
import pytest
from PIL import Image
from pypdf import PdfReader

from civiscope.report.writers.docx import write_docx
from civiscope.report.writers.html import write_page
from civiscope.report.writers.look_pictures import as_svg, office_picture
from civiscope.report.writers.pdf import PdfWriter
from civiscope.report.writers.pptx import write_pptx
from civiscope.results.document import Document, Look, Paragraph, Picture, Section, Span

LOGO = Picture(
    "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>',
    40,
    20,
    "River Office",
)
COVER = replace(LOGO, media_type="image/png", content=office_picture(LOGO), width=800, height=400, alt="A <river>")
DOCUMENT = Document(
    id="report",
    title="Rivers",
    eyebrow="Study",
    subtitle="",
    language="en",
    direction="ltr",
    lead=(),
    sections=(Section("one", "One", (Paragraph((Span("Text."),)),)),),
    footer=(),
    look=Look(logo=LOGO, cover=COVER),
    simulated=False,
    publisher="River Office",
    kind="book",
    date="2024-12-31",
)


def test_page_holds_both_with_their_alternative_texts() -> None:
    html = write_page(DOCUMENT)
    assert '<img class="cs-logo" src="data:image/svg+xml;base64,' in html
    assert 'alt="River Office"' in html
    assert '<img class="cs-cover" src="data:image/png;base64,' in html
    assert 'alt="A &lt;river&gt;"' in html


def test_sheet_has_the_logo_only() -> None:
    html = write_page(replace(DOCUMENT, kind="sheet"))
    assert "cs-logo" in html.partition("</head>")[2]
    assert 'class="cs-cover"' not in html


def test_document_without_pictures_has_none() -> None:
    assert "<img" not in write_page(replace(DOCUMENT, look=Look()))


def test_pdf_is_tagged_and_tells_the_pictures() -> None:
    for kind in ("book", "sheet", "page"):
        made = PdfWriter().write(replace(DOCUMENT, kind=kind)).content  # type: ignore[arg-type]
        assert made == PdfWriter().write(replace(DOCUMENT, kind=kind)).content  # type: ignore[arg-type]
        catalogue = PdfReader(io.BytesIO(made)).trailer["/Root"]
        assert "/StructTreeRoot" in catalogue  # type: ignore[operator]


def test_word_and_slides_hold_the_logo_with_its_alternative_text() -> None:
    word = docx.Document(io.BytesIO(write_docx(DOCUMENT)))
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert told == ["River Office", "A <river>"]
    slides = pptx.Presentation(io.BytesIO(write_pptx(DOCUMENT)))
    first = slides.slides[0]
    described = [shape._element.xpath("./*/p:cNvPr")[0].get("descr") for shape in first.shapes if shape.name == "Logo"]
    assert described == ["River Office"]


def test_pixels_become_svg_for_typst() -> None:
    assert as_svg(COVER).startswith('<svg xmlns="http://www.w3.org/2000/svg" width="800" height="400"><image')
    assert as_svg(LOGO) == LOGO.content.decode()


def test_letters_that_no_font_has_do_not_stop_the_pdf() -> None:
    logo = replace(LOGO, content=LOGO.content.replace(b"<rect", "<text y='9'>漢字 שלום</text><rect".encode()))
    assert PdfWriter().write(replace(DOCUMENT, look=Look(logo=logo))).content.startswith(b"%PDF")


def test_jpeg_of_a_kind_that_word_files_do_not_take_becomes_png() -> None:
    made = io.BytesIO()
    Image.new("RGB", (40, 20)).save(made, "JPEG")
    content = made.getvalue()
    assert office_picture(replace(COVER, media_type="image/jpeg", content=content)) == content
    # Without the JFIF segment, as some cameras and drawing programs write them.
    bare = replace(COVER, media_type="image/jpeg", content=content[:2] + content[20:], width=40, height=20)
    assert office_picture(bare).startswith(b"\x89PNG")
    assert write_docx(replace(DOCUMENT, look=Look(cover=bare)))


def test_word_shows_the_middle_of_a_tall_cover_in_its_proportions() -> None:
    cover = replace(COVER, content=office_picture(replace(LOGO, height=40)), width=40, height=40)
    word = docx.Document(io.BytesIO(write_docx(replace(DOCUMENT, look=Look(cover=cover)))))
    (shape,) = word.inline_shapes
    (cut,) = shape._inline.xpath(".//a:srcRect")
    assert shape.height.mm == pytest.approx(40, abs=0.1)
    whole = shape.height.mm / (1 - (int(cut.get("t")) + int(cut.get("b"))) / 100_000)
    assert whole / shape.width.mm == pytest.approx(LOGO.height / LOGO.width, abs=0.01)
