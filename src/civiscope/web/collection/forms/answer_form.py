"""An answer as a form sends and shows it: fields by name, read into cells and made from them.

The variable ``v`` of an item is its code, in grids ``item.row``. Its fields:

``v``             the option's code (single, grid), ticked codes (multiple, grid_multiple), or what was typed
``v.other``       own words of an own answer; in a ranking ``v.other.words``
``v.none``        ``1`` where a list was answered with nothing of it
``v.CODE``        the place of an option in a ranking, from 1
``v.missing``     ``dont_know`` or ``not_applicable``

What was answered wins over a kind of missing that was left ticked. Nothing that was typed is refused: what cannot be
read is kept as it is, and told when it is checked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from django.utils.datastructures import MultiValueDict

from civiscope.answers.cells import SEPARATOR
from civiscope.answers.recodes import NOTHING_NAMED
from civiscope.study.questionnaire import GRID_KINDS, LIST_KINDS, OTHER, Item, Kind, Questionnaire
from civiscope.web.collection.rules.given import DONT_KNOW, MISSING, NOT_APPLICABLE, Cells

Fields = dict[str, list[str]]
"""The values of a form by field name."""

MISSING_FIELDS = {"dont_know": DONT_KNOW, "not_applicable": NOT_APPLICABLE}
_MISSING_NAMES = {cell: name for name, cell in MISSING_FIELDS.items()}
_OTHER_PREFIX = f"{OTHER}:"
_SINGLE_KINDS = frozenset({Kind.SINGLE, Kind.GRID})


def variables_of(questionnaire: Questionnaire, item: Item) -> dict[str, str]:
    """The names of an item's variables by their row, which is "" outside grids."""
    if item.kind in GRID_KINDS:
        return {row.code: f"{item.code}.{row.code}" for row in questionnaire.rows_of(item)}
    return {"": item.code}


def cells_from(questionnaire: Questionnaire, item: Item, sent: MultiValueDict[str, str]) -> Cells:
    """The cells of what was sent; rows without an answer are left out."""
    found = {row: _cell(item, name, sent) for row, name in variables_of(questionnaire, item).items()}
    return {row: cell for row, cell in found.items() if cell}


def fields_of(questionnaire: Questionnaire, item: Item, cells: Mapping[str, str]) -> Fields:
    """The fields that show the cells: sent as they are, `cells_from` reads the same answer from them."""
    codes = {
        text.strip(): option.code
        for option in reversed(questionnaire.options_of(item))
        for text in (*option.label.values(), option.code)
    }
    fields: Fields = {}
    for row, name in variables_of(questionnaire, item).items():
        cell = cells.get(row, "").strip()
        if cell:
            fields |= _fields(item, name, cell, codes)
    return fields


def settled(questionnaire: Questionnaire, item: Item, cells: Mapping[str, str]) -> Cells:
    """The cells as a form that shows them would send them; those of files may be written in other ways."""
    return cells_from(questionnaire, item, MultiValueDict(fields_of(questionnaire, item, cells)))


def joined(questionnaire: Questionnaire, item: Item, mine: Mapping[str, str], theirs: Mapping[str, str]) -> Cells:
    """Both answers to an item that takes lists: what either names; of other kinds ``mine``."""
    if item.kind not in LIST_KINDS:
        return dict(mine)
    cells: Cells = {}
    for row, name in variables_of(questionnaire, item).items():
        both = MultiValueDict[str, str]()
        for answer in (theirs, mine):
            for field, values in fields_of(questionnaire, item, {row: answer.get(row, "")}).items():
                known = both.getlist(field)
                both.setlist(field, [*known, *(value for value in values if value not in known)])
        words = both.getlist(f"{name}.other")
        both.setlist(f"{name}.other", [", ".join(words)] if words else [])
        cell = _cell(item, name, both)
        if cell:
            cells[row] = cell
    return cells


def _cell(item: Item, name: str, sent: MultiValueDict[str, str]) -> str:
    missing = MISSING_FIELDS.get(sent.get(f"{name}.missing", ""), "")
    if item.kind in _SINGLE_KINDS:
        return _single(item, name, sent) or missing
    if item.kind in LIST_KINDS:
        return _list(item, name, sent) or (NOTHING_NAMED if sent.get(f"{name}.none") else "") or missing
    if item.kind is Kind.RANKING:
        return _ranking(item, name, sent) or missing
    return _text(sent.get(name, "")) or missing


def _single(item: Item, name: str, sent: MultiValueDict[str, str]) -> str:
    code, words = _words(sent.get(name, "")), _words(sent.get(f"{name}.other", ""))
    if item.other and words and code in ("", OTHER):
        return f"{_OTHER_PREFIX} {words}"
    return code


def _list(item: Item, name: str, sent: MultiValueDict[str, str]) -> str:
    codes = list(dict.fromkeys(filter(None, map(_words, sent.getlist(name)))))
    words = _words(sent.get(f"{name}.other", "")) if item.other else ""
    if words:
        codes = [*(code for code in codes if code != OTHER), f"{_OTHER_PREFIX} {words}"]
    return SEPARATOR.join(codes)


def _ranking(item: Item, name: str, sent: MultiValueDict[str, str]) -> str:
    prefix, places = f"{name}.", []
    words = _words(sent.get(f"{prefix}other.words", "")) if item.other else ""
    for field in sent:
        code, place = _words(field.removeprefix(prefix)), (sent.get(field) or "").strip()
        if field.startswith(prefix) and field != f"{prefix}other.words" and place and place not in MISSING_FIELDS:
            places.append((int(place) if place.isdecimal() and len(place) < 6 else 100_000, code))
    if words and all(code != OTHER for _, code in places):
        places.append((100_000, OTHER))
    ordered = [code for _, code in sorted(places, key=lambda found: found[0])]
    return SEPARATOR.join(f"{_OTHER_PREFIX} {words}" if code == OTHER and words else code for code in ordered)


def _fields(item: Item, name: str, cell: str, codes: Mapping[str, str]) -> Fields:
    if cell in MISSING and item.kind not in _SINGLE_KINDS:
        return {f"{name}.missing": [_MISSING_NAMES[cell]]}
    if item.kind in _SINGLE_KINDS:
        code, words = _named(item, cell, codes)
        return {name: [code], f"{name}.other": [words]} if words else {name: [code]}
    if item.kind in LIST_KINDS and cell == NOTHING_NAMED:
        return {f"{name}.none": ["1"]}
    if item.kind not in LIST_KINDS and item.kind is not Kind.RANKING:
        return {name: [cell]}
    parts = [cell] if cell in codes else list(filter(None, (part.strip() for part in cell.split(SEPARATOR))))
    found = [_named(item, part, codes) for part in parts]
    named = list(dict.fromkeys(code for code, _ in found))
    own = ", ".join(words for _, words in found if words)
    if item.kind is Kind.RANKING:
        fields: Fields = {f"{name}.{code}": [str(place)] for place, code in enumerate(named, start=1)}
        return fields | ({f"{name}.other.words": [own]} if own else {})
    return {name: named} | ({f"{name}.other": [own]} if own else {})


def _named(item: Item, text: str, codes: Mapping[str, str]) -> tuple[str, str]:
    """The option that a part of a cell names, and own words; what is no option stands for itself."""
    if text in codes:
        return codes[text], ""
    if item.other and text.lower().startswith(_OTHER_PREFIX):
        return OTHER, text[len(_OTHER_PREFIX) :].strip()
    return text, ""


def _words(text: str) -> str:
    """One line without the sign that joins the parts of a cell."""
    return " ".join(_text(text).replace(SEPARATOR, ",").split())


def _text(text: str) -> str:
    """The text without control characters, which no file format keeps; line breaks and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()
