"""Parts of WordprocessingML that python-docx has no words for: links, bookmarks, fields, borders, numbering.

Element names are those of ECMA-376, part 1, chapter 17.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str, /, *children: BaseOxmlElement, **values: str) -> BaseOxmlElement:
    """``w:name`` with attributes of the same namespace."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{name}"))
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made


def run(
    text: str, *, bold: bool = False, italic: bool = False, colour: str = "", underline: bool = False
) -> BaseOxmlElement:
    """A run of text, in which a line break begins a new line; ``colour`` is #rrggbb."""
    properties = element("rPr")
    if bold:
        properties.extend([element("b"), element("bCs")])
    if italic:
        properties.extend([element("i"), element("iCs")])
    if colour:
        properties.append(element("color", val=colour.lstrip("#")))
    if underline:
        properties.append(element("u", val="single"))
    made = element("r")
    if len(properties):
        made.append(properties)
    for place, line in enumerate(text.split("\n")):
        if place:
            made.append(element("br"))
        words = element("t")
        words.text = line
        words.set(_SPACE, "preserve")
        made.append(words)
    return made


def tab() -> BaseOxmlElement:
    """A run with a tab stop's jump."""
    return element("r", element("tab"))


def field(instruction: str, shown: str) -> list[BaseOxmlElement]:
    """A field as runs; ``shown`` is its value until the program that opens the document knows better."""
    return [*field_start(instruction), run(shown), field_end()]


def field_start(instruction: str) -> list[BaseOxmlElement]:
    """The runs before a field's value."""
    words = element("instrText")
    words.text = f" {instruction} "
    words.set(_SPACE, "preserve")
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", words),
        element("r", element("fldChar", fldCharType="separate")),
    ]


def field_end() -> BaseOxmlElement:
    """The run after a field's value."""
    return element("r", element("fldChar", fldCharType="end"))


def internal_link(anchor: str, runs: Iterable[BaseOxmlElement]) -> BaseOxmlElement:
    """A link to a bookmark."""
    return element("hyperlink", *runs, anchor=anchor, history="1")


def external_link(relationship: str, runs: Iterable[BaseOxmlElement]) -> BaseOxmlElement:
    """A link to a relationship of the part."""
    made = element("hyperlink", *runs, history="1")
    made.set(qn("r:id"), relationship)
    return made


def bookmark(paragraph: BaseOxmlElement, name: str, number: int) -> None:
    """Mark the paragraph's content, so that links can lead there."""
    start = element("bookmarkStart", id=str(number), name=name)
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.append(element("bookmarkEnd", id=str(number)))


def borders(kind: str, **sides: str) -> BaseOxmlElement:
    """``kind`` is pBdr, tblBorders or tcBorders; a side is "WIDTH COLOUR", the width in eighths of a point."""
    made = element(kind)
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            width, colour = sides[side].split()
            space = {"space": "4"} if kind == "pBdr" else {"space": "0"}
            made.append(element(side, val="single", sz=width, color=colour.lstrip("#"), **space))
    return made
