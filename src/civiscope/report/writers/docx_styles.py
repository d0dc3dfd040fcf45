"""The look of reports in Word: page, styles, header and footer."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from civiscope.report.words.phrases import say
from civiscope.report.writers.docx_xml import borders, element, field, run, tab
from civiscope.report.writers.outline import simulated_mark
from civiscope.report.writers.palette import Shades
from civiscope.results.document import Document

SANS, SERIF = "Noto Sans", "Source Serif 4"
INSTEAD = {SANS: "Segoe UI", SERIF: "Cambria"}
"""What Word takes where a font is not installed; it names the nearest of what office machines have."""
TEXT_WIDTH = 160
"""Millimetres between the margins of A4."""
_MARGIN = (210 - TEXT_WIDTH) / 2
_AFTER = ("w:bidi", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
"""What follows borders and tabs among the properties of a paragraph, in the order of the schema."""


@dataclass(frozen=True, slots=True)
class _Type:
    """How a style is set; sizes and spaces in points."""

    size: float
    before: float = 0
    after: float = 0
    lines: float = 1.0
    bold: bool = False
    serif: bool = False
    colour: str = "ink"
    keep: bool = False
    base: str = "Normal"


_STYLES = {
    "Normal": _Type(10.5, after=8, lines=1.08, base=""),
    "Title": _Type(38, after=10, lines=0.9, serif=True, colour="primary"),
    "Subtitle": _Type(15, after=24, lines=1.0, colour="muted"),
    "Heading 1": _Type(25, after=14, lines=0.92, serif=True, colour="primary", keep=True),
    "Heading 2": _Type(15, before=20, after=6, lines=0.95, serif=True, colour="primary", keep=True),
    "Heading 3": _Type(11, before=16, after=4, bold=True, keep=True),
    "TOC Heading": _Type(25, after=14, serif=True, colour="primary", keep=True),
    "toc 1": _Type(10.5, before=8, after=2, bold=True),
    "toc 2": _Type(10.5, after=1),
    "Caption": _Type(11, before=18, after=2, bold=True, keep=True),
    "Quote": _Type(10.5, before=6, after=12, lines=1.08),
    "List Bullet": _Type(10.5, after=4, lines=1.08),
    "List Number": _Type(10.5, after=4, lines=1.08),
    "Eyebrow": _Type(11, before=120, after=8, colour="muted"),
    "Question": _Type(10.5, after=4, colour="muted", keep=True),
    "Picture": _Type(10.5, after=4, lines=1.0, keep=True),
    "Small Print": _Type(8.5, after=3, lines=1.0, colour="muted"),
    "Figure End": _Type(8.5, after=18, lines=1.0, colour="muted"),
    "Table Text": _Type(8.5, before=2, after=2, lines=1.0),
    "Header": _Type(8.5, colour="muted"),
    "Footer": _Type(8.5, colour="muted"),
    "Simulated": _Type(9, after=4, bold=True, colour="mark"),
}


def set_styles(word: WordDocument, document: Document, shades: Shades) -> None:
    """Give the empty document its page, its styles and its language."""
    for name, kind in _STYLES.items():
        _set_style(word, name, kind, shades, rtl=document.direction == "rtl")
    _own_signs(word, shades, document)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(28), Mm(25)
    section.header_distance, section.footer_distance = Mm(12), Mm(12)
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for found in defaults.findall(qn("w:lang")):
        defaults.remove(found)
    defaults.append(element("lang", val=document.language, eastAsia=document.language, bidi=document.language))
    _declare_fonts(word)


def _set_style(word: WordDocument, name: str, kind: _Type, shades: Shades, rtl: bool) -> None:
    names = {style.name for style in word.styles}
    # python-docx lists built-in styles under their names in Word's windows, e.g. "Heading 1".
    style = word.styles[name] if name in names else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if kind.base and kind.base != name:
        style.base_style = word.styles[kind.base]
    style.hidden, style.quick_style = False, True
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(kind.size), kind.bold, False
    font.color.rgb = RGBColor.from_string(getattr(shades, kind.colour).lstrip("#").upper())
    _set_font(style.element.get_or_add_rPr(), SERIF if kind.serif else SANS, kind, rtl)
    form.space_before, form.space_after, form.line_spacing = Pt(kind.before), Pt(kind.after), kind.lines
    form.keep_with_next, form.widow_control = kind.keep, True
    properties = style.element.get_or_add_pPr()
    for found in properties.findall(qn("w:pBdr")):
        properties.remove(found)
    if rtl and not kind.base:
        properties.insert_element_before(element("bidi"), *_AFTER[1:])


def _set_font(properties: BaseOxmlElement, family: str, kind: _Type, rtl: bool) -> None:
    """Name the font for all scripts; the template's styles take theirs from its theme instead."""
    for name in ("w:rFonts", "w:spacing", "w:kern", "w:bCs", "w:iCs", "w:szCs", "w:rtl"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    properties.insert(0, element("rFonts", ascii=family, hAnsi=family, eastAsia=family, cs=family))
    size = properties.find(qn("w:sz"))
    if size is not None:
        size.addnext(element("szCs", val=str(round(kind.size * 2))))
    bold = properties.find(qn("w:b"))
    if bold is not None and kind.bold:
        bold.addnext(element("bCs"))
    if rtl and not kind.base:
        properties.append(element("rtl"))


def _own_signs(word: WordDocument, shades: Shades, document: Document) -> None:
    """Lines and tabs that belong to styles."""
    start = "right" if document.direction == "rtl" else "left"
    rules = {
        "Eyebrow": borders("pBdr", top=f"36 {shades.primary}"),
        "Heading 1": borders("pBdr", top=f"16 {shades.primary}"),
        "TOC Heading": borders("pBdr", top=f"16 {shades.primary}"),
        "Quote": borders("pBdr", **{start: f"18 {shades.bar}"}),
        "Simulated": borders("pBdr", **dict.fromkeys(("top", "left", "bottom", "right"), f"8 {shades.mark}")),
    }
    for name, rule in rules.items():
        properties = _paragraph(word, name).element.get_or_add_pPr()
        properties.insert_element_before(rule, "w:shd", "w:tabs", *_AFTER)
    _paragraph(word, "Quote").paragraph_format.left_indent = Mm(5)
    _paragraph(word, "toc 2").paragraph_format.left_indent = Mm(6)
    for name in ("toc 1", "toc 2", "Footer"):
        stops = _paragraph(word, name).paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _paragraph(word, "Heading 1").paragraph_format.page_break_before = document.kind == "book"
    _paragraph(word, "TOC Heading").paragraph_format.page_break_before = True


def _paragraph(word: WordDocument, name: str) -> ParagraphStyle:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _declare_fonts(word: WordDocument) -> None:
    """Name the nearest font of office machines for each that they may lack."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="00"/>'
        f'<w:family w:val="{"roman" if name == SERIF else "swiss"}"/><w:pitch w:val="variable"/></w:font>'
        for name, instead in INSTEAD.items()
    )
    for relationship in word.part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            part = relationship.target_part
            part._blob = part.blob.replace(b"</w:fonts>", rows.encode() + b"</w:fonts>")


def set_margins(word: WordDocument, document: Document) -> None:
    """Header and footer of every page: the mark of simulated data; source and page number."""
    section = word.sections[0]
    head = section.header.paragraphs[0]
    if document.simulated:
        head.style = word.styles["Simulated"]
        head.add_run(simulated_mark(document))
    foot = section.footer.paragraphs[0]._p
    before, middle, after = say("page_of", document.language, page="\x01", pages="\x01").split("\x01")
    foot.extend([run(document.source), tab(), run(before), *field("PAGE", "1"), run(middle), *field("NUMPAGES", "1")])
    if after:
        foot.append(run(after))
