"""The glossary defines each term once, in order, and what it rejects is used nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from civiscope.errors import CATALOGUE
from tests.docs.manual import ROOT, name, pages, prose

GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
ENTRIES = {
    term: " ".join(body.split())
    for term, body in re.findall(r"^- \*\*(.+?)\*\*: (.+?)(?=^- |\Z)", GLOSSARY, flags=re.DOTALL | re.MULTILINE)
}
REJECTED = {
    word.strip()
    for body in ENTRIES.values()
    for words in re.findall(r"Not: ([^.]+)\.", body)
    for word in words.split(",")
}


def rejected_in(text: str) -> set[str]:
    """The rejected terms that a text uses, in singular or plural."""
    return {word for word in REJECTED if re.search(rf"\b{re.escape(word)}s?\b", text, flags=re.IGNORECASE)}


def test_terms_are_sorted_and_stand_once() -> None:
    terms = re.findall(r"^- \*\*(.+?)\*\*", GLOSSARY, flags=re.MULTILINE)
    assert terms == sorted(set(terms))


def test_every_term_is_defined() -> None:
    assert [term for term, body in ENTRIES.items() if len(body.split()) < 4] == []


def test_glossary_rejects_rivals() -> None:
    assert "factsheet" in REJECTED


def test_no_term_is_rejected_elsewhere() -> None:
    assert set(ENTRIES) & REJECTED == set()


@pytest.mark.parametrize("page", [page for page in pages() if page.name != "GLOSSARY.md"], ids=name)
def test_page_uses_no_rejected_term(page: Path) -> None:
    assert rejected_in(prose(page.read_text(encoding="utf-8"))) == set()


def test_messages_use_no_rejected_term() -> None:
    texts = {code: f"{entry.message} {entry.expected} {entry.remedy}" for code, entry in CATALOGUE.items()}
    assert {code: found for code, text in texts.items() if (found := rejected_in(text))} == {}
