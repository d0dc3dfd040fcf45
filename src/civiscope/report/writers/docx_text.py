"""Paragraphs of a Word document: spans, links, anchors, lists."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from civiscope.report.writers.docx_xml import bookmark, element, external_link, internal_link, run
from civiscope.report.writers.html_inline import is_absolute
from civiscope.report.writers.office_text import address
from civiscope.report.writers.palette import Shades
from civiscope.results.document import Inline, Span


class WordText:
    """Writes paragraphs into a document; knows its anchors, which Word calls bookmarks and allows only short names."""

    def __init__(self, word: WordDocument, shades: Shades, anchors: tuple[str, ...]) -> None:
        self.word = word
        self.shades = shades
        self.bookmarks = {anchor: f"_part{place}" for place, anchor in enumerate(anchors, start=1)}
        self._relationships: dict[str, str] = {}
        self._styles = {style.name: style.style_id for style in word.styles}

    def paragraph(self, style: str, spans: Inline = (), anchor: str = "") -> BaseOxmlElement:
        """A paragraph at the end of the document."""
        made = self.loose(style, spans)
        if anchor in self.bookmarks:
            bookmark(made, self.bookmarks[anchor], list(self.bookmarks).index(anchor) + 1)
        return self.append(made)

    def keep(self, paragraph: BaseOxmlElement) -> None:
        """Leave the paragraph on the page of what follows it."""
        paragraph[0].append(element("keepNext"))

    def loose(self, style: str, spans: Inline = ()) -> BaseOxmlElement:
        """A paragraph that stands nowhere yet."""
        return element("p", element("pPr", element("pStyle", val=self._styles[style])), *self.runs(spans))

    def append(self, part: BaseOxmlElement) -> BaseOxmlElement:
        """Put a paragraph or a table at the end of the document."""
        self.word.element.body.insert_element_before(part, "w:sectPr")
        return part

    def runs(self, spans: Inline) -> list[BaseOxmlElement]:
        """Spans as runs and links."""
        return [self._span(span) for span in spans if span.text]

    def _span(self, span: Span) -> BaseOxmlElement:
        colour = self.shades.muted if span.muted else ""
        if is_absolute(span.href):
            made = run(span.text, bold=span.strong, italic=span.emphasis, colour=self.shades.primary, underline=True)
            return external_link(self._relationship(address(span.href)), [made])
        if span.href[:1] == "#" and span.href[1:] in self.bookmarks:
            made = run(span.text, bold=span.strong, italic=span.emphasis, colour=self.shades.primary, underline=True)
            return internal_link(self.bookmarks[span.href[1:]], [made])
        return run(span.text, bold=span.strong, italic=span.emphasis, colour=colour)

    def _relationship(self, href: str) -> str:
        if href not in self._relationships:
            self._relationships[href] = self.word.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._relationships[href]

    def items(self, items: tuple[Inline, ...], numbered: bool) -> None:
        """A list; every numbered one begins with 1."""
        style = "List Number" if numbered else "List Bullet"
        number = self._restarted() if numbered else ""
        for item in items:
            made = self.paragraph(style, item)
            if number:
                properties = made.find(qn("w:pPr"))
                assert properties is not None
                properties.append(element("numPr", element("ilvl", val="0"), element("numId", val=number)))

    def _restarted(self) -> str:
        """A new list with the numbers of the style's own."""
        numbering = self.word.part.numbering_part.element
        style = self.word.styles["List Number"].element
        given = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
        kind = next(
            found.find(qn("w:abstractNumId")).get(qn("w:val"))
            for found in numbering.findall(qn("w:num"))
            if found.get(qn("w:numId")) == given
        )
        number = str(max(int(found.get(qn("w:numId"))) for found in numbering.findall(qn("w:num"))) + 1)
        restart = element("lvlOverride", element("startOverride", val="1"), ilvl="0")
        numbering.append(element("num", element("abstractNumId", val=kind), restart, numId=number))
        return number
