"""Word documents: read back with python-docx; real headings, anchors that exist, the same bytes, and any text."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from civiscope.report.writers.docx import write_docx
from civiscope.results.document import Bullets, Document, Facts, Note, Paragraph, Section, Span, Table
from tests.unit.report.writers import hostile, sample_book, specimen

ROOT = Path(__file__).parents[4]
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc textAlignment "
    "outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u effect "
    "bdr shd vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
    "tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "trPr": "cantSplit tblHeader",
}
"""Order of properties that Word insists on (ECMA-376, part 1, annex A)."""


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(write_docx(document)))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(word: WordDocument, style: str) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs if paragraph.style and paragraph.style.name == style]


def test_chapters_and_subheadings_are_real_headings() -> None:
    word = opened(sample_book.book())
    assert texts(word, "Heading 1") == [
        "What this report says",
        "What cities do, and what they would do if they had more time and money",
        "Methods",
        "The numbers behind the figures",
    ]
    assert texts(word, "Heading 2") == ["What cities do", "Over time"]
    assert texts(word, "Title") == ["Innovation in city governments"]


def test_contents_are_filled_before_word_updates_them() -> None:
    word = opened(sample_book.book())
    assert texts(word, "toc 1")[0].strip() == "What this report says"
    assert [text.strip() for text in texts(word, "toc 2")] == ["What cities do", "Over time"]
    instructions = "".join(node.text or "" for node in word.element.iter(qn("w:instrText")))
    assert 'TOC \\o "1-2"' in instructions
    begun = [node.get(qn("w:fldCharType")) for node in word.element.iter(qn("w:fldChar"))]
    assert begun.count("begin") == begun.count("separate") == begun.count("end")


def test_links_lead_to_bookmarks_that_exist_or_to_the_web() -> None:
    word = opened(sample_book.book())
    marks = [node.get(qn("w:name")) for node in word.element.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    inner = [node.get(qn("w:anchor")) for node in word.element.iter(qn("w:hyperlink")) if node.get(qn("w:anchor"))]
    assert len(inner) > 10
    assert set(inner) <= set(marks)
    outer = {relation.target_ref for relation in word.part.rels.values() if relation.is_external}
    assert "https://example.org/data?a=1&b=2" in outer
    assert "https://example.org/a_(b)?q=%C3%A4" in outer


def test_figures_are_pictures_with_alternative_caption_and_counted_number() -> None:
    word = opened(sample_book.book())
    figures = sample_book.figures()
    said = [node.get("descr") for node in word.element.iter(qn("wp:docPr"))]
    assert said == [figure.alt for figure in figures]
    captions = [p for p in word.paragraphs if p.style and p.style.name == "Caption"]
    assert captions[0].text == "Figure 1 · Cities most often test new ideas"
    assert all("SEQ Figure" in "".join(n.text or "" for n in p._p.iter(qn("w:instrText"))) for p in captions)
    for shape in word.inline_shapes:
        assert shape.width.mm <= 160


def test_pictures_have_at_least_200_dots_to_the_inch() -> None:
    content = parts(write_docx(sample_book.book()))
    word = opened(sample_book.book())
    for shape in word.inline_shapes:
        relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        image = content[str(word.part.rels[relation].target_part.partname).lstrip("/")]
        pixels = int.from_bytes(image[16:20], "big")
        assert pixels / shape.width.inches >= 200


def test_tables_behind_figures_stand_at_the_end_with_repeated_head_and_numbers_to_the_right() -> None:
    word = opened(sample_book.book())
    assert texts(word, "Heading 3")[-6:] == [
        f"{figure.label} · {figure.title[0].text}" for figure in sample_book.figures()
    ]
    table = word.tables[-6]
    assert [cell.text for cell in table.rows[0].cells] == ["Activity", "Share", "95% interval"]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert [cell.text for cell in table.rows[1].cells] == ["Testing new ideas", "45%", "31% to 60%"]
    alignments = [cell.paragraphs[0]._p.find(f"{qn('w:pPr')}/{qn('w:jc')}") for cell in table.rows[1].cells]
    assert [None if found is None else found.get(qn("w:val")) for found in alignments] == [None, "end", "end"]


def test_small_charts_are_tables_of_their_numbers() -> None:
    document = replace(
        sample_book.book(), sections=(Section("a", "A", (specimen.bar_chart(), specimen.score_chart())),)
    )
    bars, scores = opened(document).tables
    assert [cell.text for cell in bars.rows[0].cells] == ["Answer", "Number", "95% interval"]
    assert [cell.text for cell in bars.rows[2].cells] == ["● Environment and climate change", "41%", "34%–48%"]
    assert [cell.text for cell in scores.rows[2].cells] == ["Roles, up to three", "11.2", "13.3"]


def test_facts_and_tables_without_content_leave_no_broken_table() -> None:
    blocks = (Facts(()), Table("", (), ()), specimen.bar_chart())
    word = opened(replace(sample_book.book(), sections=(Section("a", "A", blocks),)))
    assert len(word.tables) == 1
    assert all(table.rows and table.rows[0].cells for table in word.tables)


def test_wide_figure_has_a_turned_page_and_what_follows_has_not() -> None:
    wide = replace(sample_book.bars_figure(), width=1260, height=300)
    word = opened(replace(sample_book.book(), sections=(Section("a", "A", (sample_book.words(), wide)),)))
    first, turned, last = word.sections
    assert [section.page_width.mm > 250 for section in (first, turned, last) if section.page_width] == [
        False,
        True,
        False,
    ]
    assert turned.header.is_linked_to_previous
    assert turned.footer.is_linked_to_previous
    assert word.inline_shapes[0].width.mm > 200


def test_every_numbered_list_begins_with_one() -> None:
    lists = tuple(Bullets(((Span("a"),), (Span("b"),)), numbered=True) for _ in range(2))
    word = opened(replace(sample_book.book(), sections=(Section("a", "A", lists),)))
    numbers = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style and p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_header_marks_simulated_data_on_every_page_and_footer_counts_pages() -> None:
    for simulated in (True, False):
        word = opened(sample_book.book(simulated=simulated))
        (section,) = word.sections
        assert not section.different_first_page_header_footer
        assert ("Simulated" in section.header.paragraphs[0].text) is simulated
        fields = [node.text for node in section.footer._element.iter(qn("w:instrText"))]
        assert fields == [" PAGE ", " NUMPAGES "]
        assert "Innovation in city governments, 2018-20 edition." in section.footer.paragraphs[0].text


def test_properties_say_title_author_language_and_the_declared_date() -> None:
    properties = opened(sample_book.book()).core_properties
    assert (properties.title, properties.author) == ("Innovation in city governments", "The programme")
    assert properties.created is not None
    assert properties.created.isoformat()[:10] == "2021-03-31"
    languages = etree.fromstring(parts(write_docx(sample_book.book()))["word/styles.xml"]).iter(qn("w:lang"))
    assert {node.get(qn("w:val")) for node in languages} == {"en"}


def test_right_to_left_document_has_right_to_left_paragraphs_and_tables() -> None:
    content = parts(write_docx(sample_book.book("القاهرة", "ar")))
    assert b"<w:bidi/>" in content["word/styles.xml"]
    assert b"<w:bidiVisual/>" in content["word/document.xml"]


def test_document_without_a_date_gets_no_clock() -> None:
    properties = opened(replace(sample_book.book(), date="")).core_properties
    assert properties.created is not None
    assert properties.created.year == 1980


@pytest.mark.parametrize("language", ["en", "ar"])
def test_properties_stand_in_the_order_of_the_schema(language: str) -> None:
    content = parts(write_docx(sample_book.book(language=language)))
    for name in ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml"):
        for kind, order in ORDER.items():
            places = {qn(f"w:{child}"): place for place, child in enumerate(order.split())}
            for found in etree.fromstring(content[name]).iter(qn(f"w:{kind}")):
                children = [places[child.tag] for child in found if child.tag in places]
                assert children == sorted(children), (name, etree.tostring(found))


def test_same_document_gives_the_same_bytes_whatever_the_clock_and_its_zone() -> None:
    code = (
        "import hashlib; from tests.unit.report.writers import sample_book; "
        "from civiscope.report.writers.docx import write_docx; "
        "print(hashlib.sha256(write_docx(sample_book.book())).hexdigest())"
    )
    found = set()
    for zone, epoch in (("Asia/Tokyo", "0"), ("America/Lima", "2000000000")):
        environment = {**os.environ, "TZ": zone, "SOURCE_DATE_EPOCH": epoch, "PYTHONHASHSEED": epoch[:1]}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "src")])
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        found.add(done.stdout)
    assert len(found) == 1


def test_page_has_no_contents_and_no_breaks() -> None:
    document = replace(sample_book.book(), kind="page", sections=(Section("a", "A", (Paragraph((Span("Words."),)),)),))
    word = opened(document)
    assert texts(word, "toc 1") == []
    assert not word.styles["Heading 1"].paragraph_format.page_break_before  # type: ignore[attr-defined]


def test_empty_document_opens() -> None:
    document = replace(sample_book.book(""), sections=(), lead=(), footer=(), eyebrow="", subtitle="", publisher="")
    assert opened(replace(document, source="", description="")).paragraphs


@settings(max_examples=25, deadline=None)
@given(document=hostile.documents())
def test_any_text_gives_a_document_that_opens(document: Document) -> None:
    content = write_docx(document)
    for name, part in parts(content).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    word = docx.Document(io.BytesIO(content))
    assert word.paragraphs


@given(text=st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
@settings(max_examples=25, deadline=None)
def test_letters_of_any_script_stay_as_they_are(text: str) -> None:
    kept = "".join(letter for letter in text if letter.isalnum())
    word = opened(replace(sample_book.book(), sections=(), footer=(Note((Span(kept or "x"),)),)))
    assert texts(word, "Small Print") == [kept or "x"]


def test_line_breaks_begin_new_lines_within_a_paragraph() -> None:
    section = Section("a", "A", (Paragraph((Span("one\ntwo"), Span("\x00three"))),))
    word = opened(replace(sample_book.book(), sections=(section,)))
    assert "one\ntwothree" in [paragraph.text for paragraph in word.paragraphs]


def test_emphasis_is_italic() -> None:
    title = Paragraph((Span("after "), Span("Public Innovation", emphasis=True)))
    word = opened(replace(sample_book.book(), sections=(Section("a", "A", (title,)),)))
    (found,) = [paragraph for paragraph in word.paragraphs if paragraph.text == "after Public Innovation"]
    assert [(run.text, bool(run.italic)) for run in found.runs] == [("after ", False), ("Public Innovation", True)]
