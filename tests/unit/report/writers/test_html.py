"""HTML that stands alone: escaped, without scripts or requests, readable without seeing."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.report.writers.html import document_css, write_fragment, write_page
from civiscope.results.document import Document, Look, Note, Paragraph, Section, Span
from tests.unit.report.writers import specimen

HOSTILE = '<script>alert("1")</script> & \'"'


def soup(document: Document) -> BeautifulSoup:
    return BeautifulSoup(write_page(document), "lxml")


def test_page_has_language_direction_title_and_one_first_heading() -> None:
    page = soup(specimen.snapshot())
    html = page.html
    assert html is not None
    assert (html["lang"], html["dir"]) == ("en", "ltr")
    assert page.title is not None
    assert page.title.text == "Paris – City innovation snapshot · 2018-20 edition"
    assert [heading.text for heading in page.find_all("h1")] == ["Paris"]


def test_headings_do_not_skip_a_level() -> None:
    levels = [int(heading.name[1]) for heading in soup(specimen.snapshot()).find_all(re.compile("^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_page_asks_for_nothing_and_runs_nothing() -> None:
    page = soup(specimen.snapshot())
    assert not page.find_all(["script", "link", "img", "iframe", "object", "embed"])
    assert not page.find_all(attrs={"src": True})
    assert not page.find_all(attrs={"style": True})
    assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert "@import" not in str(page)
    assert "url(" not in str(page)


def test_content_security_policy_allows_the_style_by_its_hash() -> None:
    page = soup(specimen.snapshot())
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert page.style is not None
    digest = base64.b64encode(hashlib.sha256(page.style.text.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in str(policy["content"])
    assert "default-src 'none'" in str(policy["content"])


def test_every_text_is_escaped() -> None:
    document = replace(
        specimen.snapshot(HOSTILE),
        eyebrow=HOSTILE,
        subtitle=HOSTILE,
        description=HOSTILE,
        sections=(Section("a", HOSTILE, (Paragraph((Span(HOSTILE, href=HOSTILE),)), specimen.bar_chart(HOSTILE))),),
    )
    page = write_page(document)
    assert "<script" not in page
    assert BeautifulSoup(page, "lxml").h1.text == HOSTILE  # type: ignore[union-attr]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_link_that_would_run_code_is_no_link(address: str) -> None:
    document = replace(specimen.snapshot(), footer=(Note((Span("words", href=address),)),))
    assert address not in write_fragment(document)
    assert "words" in write_fragment(document)


@pytest.mark.parametrize("address", ["https://a.org/x?y=1&z=2", "../codebook/a.html#item-b", "mailto:a@b.org", "#here"])
def test_link_that_leads_somewhere_is_a_link(address: str) -> None:
    document = replace(specimen.snapshot(), footer=(Note((Span("words", href=address),)),))
    links = [link["href"] for link in BeautifulSoup(write_fragment(document), "lxml").find_all("a")]
    assert address in links


def test_bars_say_their_mark_in_words() -> None:
    bars = soup(specimen.snapshot()).select("table.cs-bars")[0].select("td.cs-bar svg")
    said = [str(bar["aria-label"]) for bar in bars]
    assert said[0] == "49%"
    assert said[1] == "41%, named by Paris"
    assert said[4] == "21%, not known whether Paris names it"
    assert all(bar["role"] == "img" for bar in bars)


def test_own_and_unknown_bars_differ_by_more_than_colour() -> None:
    rows = soup(specimen.snapshot()).select("table.cs-bars")[0].find_all("tr")
    signs = [[str(sign.get("class")) for sign in row.select("th svg")] for row in rows]
    assert signs[0] == []
    assert signs[1] != signs[4] != []


def test_key_explains_only_the_signs_that_occur() -> None:
    keys = [key.text for key in soup(specimen.snapshot()).select(".cs-key")]
    assert "95% interval" in keys[0]
    assert "open" not in keys[0]
    assert "95% interval" not in keys[2]
    assert "open" in keys[2]


def test_bars_with_a_mean_draw_it_and_say_it() -> None:
    found = soup(replace(specimen.snapshot(), sections=(Section("a", "A", (specimen.score_chart(),)),)))
    bars = found.select("td.cs-bar svg")
    assert [bar["aria-label"] for bar in bars] == ["16.7, mean of all cities 9.6", "11.2, mean of all cities 13.3"]
    assert [str(bar.select("path.cs-mean")[0]["d"]) for bar in bars] == ["M57.49 -1V11", "M79.64 -1V11"]
    assert "mean of all 76 cities" in found.select(".cs-key")[0].text
    assert soup(specimen.snapshot()).select("path.cs-mean") == []


def test_drawn_columns_have_a_text_alternative() -> None:
    (chart,) = soup(specimen.snapshot()).select("svg.cs-columns")
    assert chart["role"] == "img"
    assert "Paris has 5" in str(chart["aria-label"])


def test_simulated_document_says_so_first_and_in_its_title() -> None:
    page = soup(specimen.snapshot(simulated=True))
    assert page.title is not None
    assert page.title.text.startswith("Simulated – ")
    assert page.select("article .cs-simulated")[0].text == "Simulated: cities and answers are made up."


def test_parts_in_another_language_are_marked_with_it() -> None:
    section = Section("all", "All", (Paragraph((Span("Het antwoord", strong=True, language="nl"), Span("<b>"))),))
    document = replace(
        specimen.snapshot(), subtitle="Alle vragen", subtitle_language="nl", sections=(section,), simulated=True
    )
    page = soup(document)
    assert [part.text for part in page.select('[lang="nl"]')] == ["Alle vragen", "Het antwoord"]
    (mark,) = soup(replace(document, language="nl")).select(".cs-simulated")
    assert (mark["lang"], mark.text) == ("en", "Simulated: cities and answers are made up.")
    assert "lang" not in page.select(".cs-simulated")[0].attrs


def test_right_to_left_document_says_its_direction() -> None:
    page = soup(specimen.snapshot("القاهرة", "ar"))
    assert page.html is not None
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


def test_ids_are_unique() -> None:
    ids = [tag["id"] for tag in soup(specimen.snapshot()).find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_style_carries_the_study_s_colours_for_light_and_dark() -> None:
    css = document_css(Look("#0a5c36", "#aa3300"))
    assert "--cs-primary:#0a5c36" in css
    assert "prefers-color-scheme:dark" in css
    assert "forced-colors:active" in css
    assert "@media print" in css


@settings(max_examples=50, deadline=None)
@given(text=st.text())
def test_any_text_comes_through_whole(text: str) -> None:
    kept = "".join(character for character in text if character.isprintable())
    document = replace(specimen.snapshot(), footer=(Note((Span(f"[{kept}]"),)),))
    footer = BeautifulSoup(write_fragment(document), "lxml").footer
    assert footer is not None
    assert f"[{kept}]" in footer.text


def test_emphasis_is_an_element_of_its_own() -> None:
    words = Paragraph((Span("Public Innovation", emphasis=True), Span(" and more")))
    made = soup(replace(specimen.snapshot(), sections=(Section("a", "A", (words,)),)))
    assert [found.text for found in made.select("section p em")] == ["Public Innovation"]
