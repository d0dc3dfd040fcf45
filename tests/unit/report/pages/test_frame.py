"""The release's own pages: front page, codebook, data quality."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from civiscope.errors import CATALOGUE
from civiscope.report.words.phrases import say


class Links(HTMLParser):
    """Collects the addresses and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.hrefs.append(str(found["href"]))
        if found.get("id"):
            self.ids.add(str(found["id"]))


def links(path: Path) -> Links:
    page = Links()
    page.feed(path.read_text(encoding="utf-8"))
    return page


@pytest.mark.parametrize("code", [code for code, entry in CATALOGUE.items() if entry.severity == "finding"])
def test_every_finding_is_explained_in_words(code: str) -> None:
    assert say(f"finding_{code}", "en")


def test_every_link_inside_a_release_leads_somewhere(example_release: Path) -> None:
    pages = {path: links(path) for path in example_release.rglob("*.html")}
    assert len(pages) > 124
    broken = []
    for path, page in pages.items():
        for href in page.hrefs:
            target, _, anchor = href.partition("#")
            target = target.partition("?")[0]
            if target.startswith(("http://", "https://", "mailto:")):
                continue
            file = (path.parent / target).resolve() if target else path
            if not file.exists() or (anchor and file.suffix == ".html" and anchor not in pages[file].ids):
                broken.append((path.name, href))
    assert broken == []


def test_codebook_has_an_anchor_for_every_item(example_release: Path) -> None:
    page = links(example_release / "codebook" / "officers.html")
    assert {"item-strategy", "item-approach", "item-policy_areas", "item-data_sufficiency"} <= page.ids


def test_quality_page_shows_every_recode_and_the_malformed_population(example_release: Path) -> None:
    text = (example_release / "quality" / "index.html").read_text(encoding="utf-8")
    assert "39,6990" in text
    assert "Service current obligations" in text
    assert "Transport/mobility" in text


def test_front_page_leads_to_every_snapshot(example_release: Path) -> None:
    page = links(example_release / "index.html")
    snapshots = {f"snapshots/{path.name}" for path in (example_release / "snapshots").glob("*.html")}
    assert snapshots <= set(page.hrefs)
