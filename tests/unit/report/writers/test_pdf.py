"""PDFs: the same bytes, tagged, every chart with an alternative, and never a failure on any text."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from civiscope.report.writers.fonts import Transliteration
from civiscope.report.writers.pdf import PdfWriter
from civiscope.results.document import Bar, BarChart, Document, Key, Note, Paragraph, Section, Span, Table, Tag, Tags
from tests.unit.report.writers import specimen

WRITER = PdfWriter()


def reader(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(WRITER.write(document).content))


def structure(pdf: PdfReader) -> list[DictionaryObject]:
    """All elements of the structure tree, in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.trailer["/Root"]["/StructTreeRoot"])
    return found


def names(pdf: PdfReader) -> list[str]:
    return [str(element["/S"]) for element in structure(pdf)]


def fonts(pdf: PdfReader) -> list[DictionaryObject]:
    found = []
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
            found += [child.get_object() for child in font.get_object()["/DescendantFonts"]]
    return found


def test_same_document_gives_the_same_bytes_in_any_thread() -> None:
    document = specimen.snapshot()
    first = PdfWriter().write(document).content
    WRITER.write(specimen.snapshot("Lyon"))
    with ThreadPoolExecutor(3) as pool:
        assert {first} == {pdf.content for pdf in pool.map(WRITER.write, [document] * 6)}


def test_pdf_declares_pdf_ua_language_title_and_author() -> None:
    pdf = reader(specimen.snapshot())
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.author) == ("Paris", "Civiscope")
    assert pdf.metadata.creation_date is None


def test_declared_date_is_the_date_of_the_document() -> None:
    metadata = reader(replace(specimen.snapshot(), date="2021-12-31")).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date().isoformat() == "2021-12-31"


def test_every_figure_has_an_alternative_text() -> None:
    figures = [element for element in structure(reader(specimen.snapshot())) if element["/S"] == "/Figure"]
    said = [str(figure.get("/Alt", "")) for figure in figures]
    charts = [specimen.bar_chart().alt, specimen.count_chart().alt]
    assert len(said) == 3
    assert all(said)
    assert set(charts) <= set(said)


def test_headings_are_tagged_by_level() -> None:
    found = [name for name in names(reader(specimen.snapshot())) if name.startswith("/H")]
    assert found == ["/H1", "/H2", "/H2", "/H2", "/H3", "/H2"]


def test_tables_and_lists_are_tagged() -> None:
    found = names(reader(specimen.snapshot()))
    assert {"/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/Link"} <= set(found)


def test_all_fonts_are_embedded() -> None:
    found = fonts(reader(specimen.snapshot("Θεσσαλονίκη القاهرة תל אביב თბილისი")))
    assert len(found) >= 5
    for font in found:
        descriptor = font["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_absolute_links_are_live_and_relative_ones_are_words() -> None:
    pdf = reader(specimen.snapshot())
    addresses = [str(note.get_object()["/A"]["/URI"]) for page in pdf.pages for note in page.get("/Annots", []) if note]
    assert addresses == ["https://opendata.paris.fr/"]
    assert "London" in pdf.pages[0].extract_text()


def test_every_page_carries_source_and_number() -> None:
    long = Section("long", "Long", tuple(Paragraph((Span(f"Paragraph {n}. " * 30),)) for n in range(40)))
    pdf = reader(replace(specimen.snapshot(), sections=(long,)))
    pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) > 2
    for place, text in enumerate(pages, start=1):
        assert "City innovation snapshot of Paris. Licence: facts." in text
        assert f"Page {place} of {len(pages)}" in text


def test_simulated_mark_stands_on_every_page() -> None:
    long = Section("long", "Long", tuple(Paragraph((Span(f"Paragraph {n}. " * 30),)) for n in range(40)))
    pdf = reader(replace(specimen.snapshot(simulated=True), sections=(long,)))
    assert all("Simulated: cities and answers are made up." in page.extract_text() for page in pdf.pages)


def test_blocks_say_what_the_document_says() -> None:
    text = " ".join(reader(specimen.snapshot()).pages[0].extract_text().split())
    for words in (
        "Along with 52% of the cities surveyed (64 of 122; 95% interval 49% to 56%), Paris has an explicit",
        "Environment and climate change",
        "named by Paris",
        "Anticipate and manage future challenges",
        "The team provides resources and impulse.",
        "Data analytics",
        "7 of 10",
    ):
        assert words in text


def test_every_name_is_printed_or_transliterated_and_reported() -> None:
    pdf = WRITER.write(specimen.snapshot("東京都"))
    assert [entry.original for entry in pdf.transliterated] == ["東京都"]
    assert WRITER.write(specimen.snapshot("Київ")).transliterated == ()


def test_long_names_and_labels_stay_on_the_page() -> None:
    pdf = reader(specimen.snapshot("Krung Thep Maha Nakhon Amon Rattanakosin " * 3 + "x" * 90))
    assert "Krung Thep" in pdf.pages[0].extract_text()
    assert len(pdf.pages) <= 2


@pytest.mark.parametrize("kind", ["sheet", "page"])
def test_empty_document_is_a_page(kind: Any) -> None:
    document = replace(specimen.snapshot(""), sections=(), lead=(), footer=(), eyebrow="", subtitle="", kind=kind)
    assert len(reader(document).pages) == 1


def test_chart_without_length_is_drawn() -> None:
    chart = BarChart((), (Bar("None", 0, "0"),), 0, Key(), (), "Nothing.")
    document = replace(specimen.snapshot(), sections=(Section("a", "A", (chart,)),))
    assert "None" in reader(document).pages[0].extract_text()


ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)


@settings(max_examples=25, deadline=None)
@given(text=ANY_TEXT, language=st.sampled_from(["en", "ar", "ja", "xx"]))
def test_any_text_compiles_everywhere(text: str, language: str) -> None:
    spans = (Span(text), Span(text, strong=True), Span(text, href=f"https://a.org/{text}"))
    chart = BarChart(
        spans, (Bar(text, 1, text, 0.5, 1.5, 3, True),), 2, Key(text, text, text, text), spans, text or "x"
    )
    blocks = (
        Paragraph(spans),
        Note(spans),
        Tags((Tag(text),), spans),
        Table(text, (text, text), ((spans, spans),)),
        chart,
    )
    document = replace(
        specimen.snapshot(text, language),
        eyebrow=text,
        subtitle=text,
        source=text,
        publisher=text,
        sections=(Section("a", text, blocks),),
    )
    assert WRITER.write(document).content.startswith(b"%PDF-1.")


def test_transliteration_is_reported_once() -> None:
    document = replace(specimen.snapshot("大津市"), subtitle="大津市")
    assert len(WRITER.write(document).transliterated) == len({Transliteration("大津市", "")})
