"""A draft says what it is and leads nowhere that does not exist yet."""

from __future__ import annotations

from dataclasses import replace

from civiscope.report.snapshots.drafts import drafted
from civiscope.report.writers.html import write_page
from civiscope.results.document import Bullets, Document, Look, Paragraph, Section, Span

LINKS = ("aa.pdf", "aa.fr.html", "bb.html", "../index.html", "#team", "https://example.org/x", "mailto:a@example.org")
SPANS = tuple(Span(href, href=href) for href in LINKS)
DOCUMENT = Document(
    id="aa",
    title="Aa",
    eyebrow="Study",
    subtitle="",
    language="en",
    direction="ltr",
    lead=(Paragraph(SPANS),),
    sections=(Section("all", "All", (Bullets((SPANS,)),)),),
    footer=(),
    look=Look(),
    simulated=False,
    publisher="Publisher",
    links=SPANS,
    kind="sheet",
)
KEPT = {"aa.pdf", "aa.fr.html", "#team", "https://example.org/x", "mailto:a@example.org"}


def test_links_to_the_rest_of_a_release_become_text() -> None:
    made = drafted(DOCUMENT)
    assert {link.href for link in made.links} == KEPT
    lead, section = made.lead[0], made.sections[0].blocks[0]
    assert isinstance(lead, Paragraph)
    assert isinstance(section, Bullets)
    for spans in (lead.spans, section.items[0]):
        assert [span.text for span in spans] == list(LINKS)
        assert {span.href for span in spans} - {""} == KEPT


def test_a_draft_is_marked_beside_what_is_made_up() -> None:
    assert "Draft" not in write_page(DOCUMENT)
    page = write_page(drafted(replace(DOCUMENT, simulated=True)))
    mark = "Simulated: cities and answers are made up. Draft for your city – not published, and not to be passed on."
    assert f'<p class="cs-simulated">{mark}</p>' in page
    assert "<title>Draft – Simulated – Aa – Study</title>" in page
