"""Reports as HTML: contents that lead somewhere, figures with words and tables, no script and nothing fetched."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from lxml import html

from civiscope.report.writers.html import write_fragment, write_page
from civiscope.results.document import Document, Section, Span, Subheading
from tests.unit.report.writers import hostile, sample_book


@cache
def book() -> html.HtmlElement:
    return html.fromstring(write_page(sample_book.book()))


def test_contents_link_to_chapters_and_subheadings() -> None:
    ids = book().xpath("//@id")
    assert len(ids) == len(set(ids))
    links = book().xpath("//nav[@class='cs-contents']//a")
    assert [link.text_content() for link in links] == [
        "What this report says",
        "What cities do, and what they would do if they had more time and money",
        "What cities do",
        "Over time",
        "Methods",
    ]
    assert {link.get("href")[1:] for link in links} <= set(ids)


def test_title_page_says_who_published_the_report_and_when() -> None:
    (head,) = book().xpath("//header[@class='cs-head']")
    assert "The programme · 2021-03-31" in head.text_content()


def test_mark_of_simulated_data_stands_before_everything_and_on_printed_pages() -> None:
    page = write_page(sample_book.book())
    assert book().xpath("//article/*[1]/@class") == ["cs-simulated"]
    assert '@top-left{content:"Simulated: cities and answers are made up."' in page
    assert 'cs-simulated"' not in write_page(sample_book.book(simulated=False))
    assert "@top-left" not in write_page(sample_book.book(simulated=False))


def test_figure_has_heading_question_picture_small_print_and_table() -> None:
    figure = book().xpath("//figure[@id='figure-activities']")[0]
    assert figure.xpath("./h4")[0].text_content() == "Figure 1 · Cities most often test new ideas"
    (image,) = figure.xpath(".//img")
    assert image.get("alt") == sample_book.bars_figure().alt
    assert (image.get("width"), image.get("height")) == ("760", "150")
    drawn = b64decode(image.get("src").removeprefix("data:image/svg+xml;base64,")).decode()
    assert drawn == sample_book.bars_figure().svg
    assert [p.text_content() for p in figure.xpath(".//figcaption/p")][1] == "Source: the study's data."
    (details,) = figure.xpath("./details")
    assert details.xpath("./summary")[0].text_content() == "The numbers behind this figure"
    assert details.xpath(".//tbody//td")[0].text_content() == "45%"


def test_picture_can_be_reached_with_a_keyboard_and_has_a_name() -> None:
    for place in book().xpath("//*[contains(@class, 'cs-picture')]"):
        assert place.get("tabindex") == "0"
        assert place.get("role") == "group"
        assert place.get("aria-label")


def test_heading_of_a_figure_is_one_level_below_what_it_belongs_to() -> None:
    figure = sample_book.map_figure()
    blocks = (figure, Subheading((Span("S"),)), replace(figure, id="second"))
    page = html.fromstring(write_page(replace(sample_book.book(), sections=(Section("a", "A", blocks),))))
    assert [heading.tag for heading in page.xpath("//figure/*[1]")] == ["h3", "h4"]


def test_policy_forbids_scripts_and_style_beyond_the_page_s_own() -> None:
    page = write_page(sample_book.book())
    assert "<script" not in page
    assert " style=" not in page
    assert re.search(r"default-src 'none'; style-src 'sha256-[^']+'; img-src data:;", page)


def test_text_in_the_margins_cannot_leave_its_string() -> None:
    page = write_page(replace(sample_book.book(), source='"}</style><b>\\'))
    assert "</style><b>" not in page
    assert page.count("</style>") == 1


def test_fragment_has_no_contents_of_a_page_without_chapters() -> None:
    assert "cs-contents" not in write_fragment(replace(sample_book.book(), sections=()))
    assert "cs-contents" not in write_fragment(replace(sample_book.book(), kind="page"))


@settings(max_examples=30, deadline=None)
@given(document=hostile.documents())
def test_any_text_stays_text(document: Document) -> None:
    page = write_page(document).encode("utf-8", "replace").decode()
    assert "<script" not in page
    parsed = html.fromstring(page)
    assert len(parsed.xpath("//figure[contains(@class, 'cs-figure')]")) == 2
