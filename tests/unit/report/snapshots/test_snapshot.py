"""What a snapshot says: computed, with its base, and silent about what is not known."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from civiscope.release.model import Release
from civiscope.report.snapshots.snapshot import snapshot_document
from civiscope.report.writers.html import write_page
from civiscope.report.writers.pdf import PdfWriter
from civiscope.results.document import BarChart, ColumnChart, Document, Facts, Table, Tags
from civiscope.results.peers import PeerGroup, PeerRule
from tests.unit.report.snapshots.examples import QUESTIONNAIRE, STUDY, build, section, snapshot, words


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build(tmp_path_factory.mktemp("rivers"))


def test_head_names_city_country_region_and_facts(release: Release) -> None:
    document = snapshot(release, "arno")
    assert (document.title, document.subtitle) == ("Arno", "Italy · Southern Europe")
    assert document.eyebrow == "City snapshot · Wave of 2020"
    (facts,) = document.lead
    assert isinstance(facts, Facts)
    shown = {fact.label: ("".join(span.text for span in fact.value), fact.note) for fact in facts.facts}
    assert shown == {
        "Population": ("100,000", "(2019)"),
        "Mayor": ("Ada", ""),
        "Website": ("arno.example/open", ""),
        "Answered in": ("2020", ""),
    }


def test_sentence_counts_the_cities_that_answered_the_same_with_base_and_interval(release: Release) -> None:
    said = words(section(snapshot(release, "arno"), "vision"))
    assert "Along with 70% of cities surveyed (7 of 10; 95% interval " in said
    assert "), Arno has an explicit strategy. Published: 65%." in said


def test_sentence_of_the_other_answer_counts_the_others(release: Release) -> None:
    said = words(section(snapshot(release, "drina"), "vision"))
    assert "Along with 30% of cities surveyed (3 of 10; " in said
    assert "Drina has no explicit strategy." in said
    assert "65%" not in said


def test_list_shows_what_was_published_then(release: Release) -> None:
    document = snapshot(release, "arno")
    assert "Published: Transport 79 cities; Water rank 2 of 4." in words(section(document, "vision"))
    assert "“Published” is what these print: Printed report; A web page." in words(document.footer[0])


def test_chart_marks_what_the_city_names_and_sorts_by_count(release: Release) -> None:
    chart = _chart(release, "arno")
    assert [(bar.label, bar.value, bar.marked) for bar in chart.bars] == [
        ("Transport", 6, True),
        ("Water", 3, True),
        ("Housing", 1, False),
        ("Other answers", 1, False),
    ]
    assert chart.top == 9


def test_chart_of_few_complete_lists_shows_counts_and_what_is_open(release: Release) -> None:
    chart = _chart(release, "arno")
    assert [bar.possible for bar in chart.bars] == pytest.approx([6, 4, 2, 2])
    assert chart.title[0].text == "Areas of focus: number of cities"
    note = chart.note[0].text
    assert "Cities that name it, of 9. Only 8 lists are complete" in note
    assert "1 city: not known." in note
    assert "No city names: Culture." in note


def test_chart_leaves_open_what_an_incomplete_list_does_not_name(release: Release) -> None:
    document = snapshot(release, "ebro")
    chart = next(block for block in section(document, "vision").blocks if isinstance(block, BarChart))
    assert {bar.label: bar.marked for bar in chart.bars} == {
        "Transport": True,
        "Water": None,
        "Housing": None,
        "Other answers": None,
    }
    assert "The list of Ebro is known to be incomplete" in words(section(document, "vision"))


def test_chart_alternative_says_every_bar_in_full(release: Release) -> None:
    alt = _chart(release, "ebro").alt
    assert alt.startswith("Bar chart, Areas of focus: number of cities, of 9, highest first.")
    assert "Transport and mobility 6, named by Ebro; Water 3, not known whether Ebro names it;" in alt


def test_chart_title_leads_to_the_question(release: Release) -> None:
    assert _chart(release, "arno").title[0].href == "../codebook/officers.html#item-areas"


def test_own_answer_stands_in_the_city_s_words(release: Release) -> None:
    assert "In its own words: “Rafts”." in words(section(snapshot(release, "cher"), "vision"))


def test_empty_list_is_an_answer(release: Release) -> None:
    document = snapshot(release, "fulda")
    assert "Fulda names none." in words(section(document, "vision"))
    assert not any(
        bar.marked for block in section(document, "vision").blocks if isinstance(block, BarChart) for bar in block.bars
    )


def test_number_stands_among_the_numbers_of_all_cities(release: Release) -> None:
    document = snapshot(release, "arno")
    said = words(section(document, "staff"))
    assert "Arno uses 3 roles. Half of the 9 cities whose number is known have 3 or fewer; 3 have fewer" in said
    assert "than Arno, 2 have more." in said
    chart = next(block for block in section(document, "staff").blocks if isinstance(block, ColumnChart))
    assert [(column.label, column.value, column.marked) for column in chart.columns] == [
        ("1", 1, False),
        ("2", 2, False),
        ("3", 4, True),
        ("4", 1, False),
        ("5", 1, False),
    ]


def test_list_says_how_many_cities_name_the_same(release: Release) -> None:
    said = words(section(snapshot(release, "arno"), "staff"))
    assert "Data analytics  67% of cities" in said
    assert "Share of the 9 cities whose list is known. 1 city: not known." in said


def test_grid_keeps_three_states_apart(release: Release) -> None:
    groups = [block for block in section(snapshot(release, "arno"), "data").blocks if isinstance(block, Tags)]
    shown = {"".join(span.text for span in block.title): [tag.text for tag in block.tags] for block in groups}
    assert shown == {
        "Sufficient data: sufficient data (1)": ["Transport"],
        "Insufficient data (1)": ["Housing"],
        "Not answered (1)": ["Water"],
    }


def test_answer_known_of_one_city_is_compared_with_nobody(release: Release) -> None:
    assert "These answers are known of no other city" in words(section(snapshot(release, "arno"), "data"))


def test_answer_that_may_only_be_counted_is_not_shown(release: Release) -> None:
    document = snapshot(release, "arno")
    assert "Not published city by city: content team." in words(section(document, "not-known"))
    assert "team is content" not in words(document).lower()


def test_city_of_which_little_is_known_gets_a_short_honest_snapshot(release: Release) -> None:
    document = snapshot(release, "isar")
    assert [entry.id for entry in document.sections] == ["vision", "peers", "not-known"]
    (facts,) = document.lead
    assert isinstance(facts, Facts)
    assert [fact.label for fact in facts.facts] == ["Answered in"]
    assert "round not known" in words(facts)
    said = words(section(document, "not-known"))
    assert "Not known: mayor, website, areas of focus, spotlight, staff and sufficient data." in said


def test_question_that_is_named_in_a_sentence_is_quoted(tmp_path: Path) -> None:
    asked = QUESTIONNAIRE.replace(", short: Mayor", "")
    assert asked != QUESTIONNAIRE
    said = words(section(snapshot(build(tmp_path, questionnaire=asked), "isar"), "not-known"))
    assert "Not known: “Who is the mayor?”, website" in said


def test_change_is_told_between_different_rounds(release: Release) -> None:
    earlier = section(snapshot(release, "arno"), "earlier")
    table = next(block for block in earlier.blocks if isinstance(block, Table))
    rows = [tuple("".join(span.text for span in cell) for cell in row) for row in table.rows]
    assert rows == [
        ("Explicit strategy", "No", "Yes"),
        (
            "Areas of focus",
            "Transport and mobility; Housing (no longer named)",
            "Transport and mobility; Water (new)",
        ),
    ]
    assert "The same in both: mayor and number of roles." in words(earlier)


def test_change_is_not_told_within_a_round(release: Release) -> None:
    said = words(section(snapshot(release, "brda"), "earlier"))
    assert "Both show answers of the same round (2018), so no change is computed." in said


def test_change_is_not_told_where_a_round_is_not_known(release: Release) -> None:
    said = words(section(snapshot(release, "drina"), "earlier"))
    assert "It is not known that the two show answers of different rounds" in said


def test_answer_that_only_an_earlier_wave_knows_is_shown_with_its_wave(release: Release) -> None:
    document = snapshot(release, "brda")
    said = words(section(document, "earlier"))
    assert "Known only from “Wave of 2018” (answered in 2018):" in said
    assert "Website: https://brda.example/" in said
    assert "Sufficient data: insufficient data – Transport; not answered – Housing" in said
    assert "Not known: spotlight." in words(section(document, "not-known"))


def test_city_of_one_wave_has_no_earlier_section(release: Release) -> None:
    assert "earlier" not in [entry.id for entry in snapshot(release, "cher").sections]


def test_peers_are_named_with_the_rule_and_linked(release: Release) -> None:
    group = PeerGroup("arno", PeerRule("order", 4), ("brda", "cher", "ebro", "isar"))
    peers = section(snapshot_document(release, "arno", group, "en"), "peers")
    assert "Peers of Arno: Brda, Cher, Ebro, Isar." in words(peers)
    assert "The 4 cities of the same wave in the order of their codes." in words(peers)
    first = peers.blocks[0]
    links = [span.href for span in first.spans if span.href]  # type: ignore[union-attr]
    assert links == ["brda.html", "cher.html", "ebro.html", "isar.html"]


def test_peers_with_the_same_answer_are_counted_with_their_range(release: Release) -> None:
    group = PeerGroup("arno", PeerRule("order", 4), ("brda", "cher", "ebro", "isar"))
    peers = section(snapshot_document(release, "arno", group, "en"), "peers")
    table = next(block for block in peers.blocks if isinstance(block, Table))
    rows = [tuple("".join(span.text for span in cell) for cell in row) for row in table.rows]
    assert rows == [
        ("Explicit strategy", "Yes 3", "4"),
        ("Areas of focus", "Transport and mobility 3; Water 0–1", "3"),
        ("Terms", "Data analytics 1", "3"),
    ]
    assert "Named by at least half of the peers and not by Arno: Human-centred design (2 of 3)." in words(peers)


def test_city_without_peers_has_no_peer_section(release: Release) -> None:
    document = snapshot_document(release, "arno", PeerGroup("arno", PeerRule("none"), ()), "en")
    assert "peers" not in [entry.id for entry in document.sections]


def test_foot_says_round_source_sample_licence_and_citation(release: Release) -> None:
    document = snapshot(release, "arno")
    said = "\n".join(words(block) for block in document.footer)
    assert "Arno answered in 2020. Source of the answers: https://example.org/arno." in said
    assert "treat the 10 cities whose answers are at hand as a simple random sample of the 20 cities surveyed" in said
    assert "Licence: CC BY 4.0." in said
    assert "Cite as: River Office (2020). River cities. City snapshot: Arno, Wave of 2020." in said
    assert document.source == "City snapshot: Arno · Wave of 2020 · River Office · results of 31 December 2020"
    assert "The round in which Isar answered is not known." in words(snapshot(release, "isar").footer[0])


def test_findings_in_the_city_s_data_stand_in_its_foot(release: Release) -> None:
    said = "\n".join(words(block) for block in snapshot(release, "isar").footer)
    assert "Found in the data of Isar: " in said
    assert "population" in said


def test_study_without_a_snapshot_shows_every_item_under_its_sections(tmp_path: Path) -> None:
    release = build(tmp_path, study=STUDY.partition("snapshot:")[0])
    document = snapshot(release, "arno")
    kinds = [type(block).__name__ for block in section(document, "all").blocks]
    assert kinds.count("BarChart") == 2
    assert "Arno has an explicit strategy" in words(document)
    assert "We float." in words(document)


def test_option_without_a_phrase_is_quoted(tmp_path: Path) -> None:
    release = build(tmp_path, questionnaire=QUESTIONNAIRE.replace(", phrase: has an explicit strategy", ""))
    assert "Arno answered “Yes” to the question “Explicit strategy”." in words(snapshot(release, "arno"))


def test_simulated_study_marks_its_snapshots(tmp_path: Path) -> None:
    release = build(tmp_path, study=STUDY + "simulated: true\n")
    assert snapshot(release, "arno").simulated


def test_snapshot_of_a_city_that_did_not_answer_is_refused(release: Release) -> None:
    with pytest.raises(KeyError):
        snapshot_document(release, "atlantis", PeerGroup("atlantis", PeerRule("none"), ()), "en")


def test_page_and_pdf_say_the_same(release: Release) -> None:
    for city in ("arno", "ebro", "isar"):
        document = snapshot(release, city)
        page = _letters(BeautifulSoup(write_page(document), "lxml").body.text)  # type: ignore[union-attr]
        pages = PdfReader(io.BytesIO(PdfWriter().write(document).content)).pages
        pdf = _letters("".join(sheet.extract_text() for sheet in pages))
        for line in _said(document):
            assert _letters(line) in page, line
            assert _letters(line) in pdf, line


def _said(document: Document) -> list[str]:
    """Every line of text that the blocks of a document show."""
    lines = [document.title, document.eyebrow, document.subtitle]
    for block in (*document.lead, *(block for part in document.sections for block in part.blocks), *document.footer):
        match block:
            case BarChart():
                lines += ["".join(span.text for span in block.title), *(bar.label for bar in block.bars)]
                lines += [bar.shown for bar in block.bars]
            case ColumnChart():
                lines += [column.label for column in block.columns]
            case _:
                lines += [line for line in words(block).splitlines() if line not in ("marked", "plain", "unknown")]
    return lines


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _chart(release: Release, city: str) -> BarChart:
    blocks = section(snapshot(release, city), "vision").blocks
    return next(block for block in blocks if isinstance(block, BarChart))
