"""The report of the European study, built on simulated answers: marked everywhere, complete, and the same each time."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import docx
import pptx
import pytest
from pypdf import PdfReader

from civiscope.errors import ProblemLog
from civiscope.study.loading import load_study
from civiscope.study.questionnaire import GRID_KINDS, Kind
from civiscope.study.report_reference import Reference
from civiscope.study.report_text import Heading, ReportText, Run, TableBlock, TextBlock, parse_report
from civiscope.workflows.build import build
from civiscope.workflows.simulate import simulate_study

STUDY = Path(__file__).parents[2] / "studies" / "european-city-innovation"
FILES = ("report.html", "report.pdf", "report.docx", "figures.pptx")
DRAWN = ("figure", "trend", "map", "framework")
CASES = ("Vienna", "Bologna", "Leuven", "Istanbul", "London", "Cluj-Napoca", "Espoo")


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("european") / "study"
    simulate_study(STUDY, 65, 2, folder)
    return folder


@pytest.fixture(scope="module")
def made(simulated: Path) -> Path:
    out = simulated.parent / "release"
    build(simulated, out, ("report",))
    return out / "report"


@pytest.fixture(scope="module")
def source() -> str:
    return (STUDY / "report.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(source: str) -> ReportText:
    log = ProblemLog()
    found = parse_report(source, log)
    assert log.problems == []
    return found


@pytest.fixture(scope="module")
def pages(made: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(made / "report.pdf").pages]


def chapters(report: ReportText) -> list[str]:
    return [words(block.pieces) for block in report.blocks if isinstance(block, Heading) and block.level == 2]


def words(pieces: tuple[Run | Reference, ...]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Run))


def calls(report: ReportText, function: str) -> list[Reference]:
    return [reference for reference in report.references() if reference.function == function]


def item_of(reference: Reference) -> str:
    return str(reference.arguments[0] if reference.arguments else reference.named["item"])


# What a reader must know ----------------------------------------------------------------------------------------------


def test_every_page_of_the_pdf_says_that_it_is_simulated(pages: list[str]) -> None:
    assert len(pages) > 40
    assert [place for place, text in enumerate(pages, start=1) if "Simulated" not in text] == []


def test_the_page_says_so_in_its_title_and_in_a_mark_that_stays_in_view(made: Path) -> None:
    html = (made / "report.html").read_text(encoding="utf-8")
    assert re.search(r"<title>[^<]*Simulated", html)
    assert (
        '<p class="cs-simulated">Simulated: cities and answers are made up. Numbers with a source mark are real.</p>'
        in html
    )
    assert re.search(r"\.cs-simulated\{[^}]*position:sticky", html)


def test_the_word_document_says_so_in_the_header_of_every_page(made: Path) -> None:
    for section in docx.Document(str(made / "report.docx")).sections:
        headers = [section.header]
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        for header in headers:
            assert "Simulated" in "".join(paragraph.text for paragraph in header.paragraphs)


def test_every_slide_of_the_deck_says_so(made: Path) -> None:
    slides = list(pptx.Presentation(str(made / "figures.pptx")).slides)
    texts = ["\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    assert len(slides) > 20
    assert [place for place, text in enumerate(texts, start=1) if "Simulated" not in text] == []


def test_the_report_tells_at_its_beginning_what_is_invented_and_what_is_real(report: ReportText) -> None:
    first = next(place for place, block in enumerate(report.blocks) if isinstance(block, Heading) and block.level == 2)
    lead = " ".join(words(block.pieces) for block in report.blocks[:first] if isinstance(block, TextBlock))
    assert 'As long as a page bears the word "simulated", those answers are invented' in lead
    assert "it is real" in lead


# What stands in it ----------------------------------------------------------------------------------------------------


def test_every_kind_of_figure_occurs(report: ReportText) -> None:
    study = load_study(STUDY, ProblemLog())
    assert study is not None
    items = {code: item for entry in study.questionnaires.values() for code, item in entry.items.items()}
    figures = calls(report, "figure")
    plain = {items[item_of(entry)].kind for entry in figures if not {"by", "beside"} & set(entry.named)}
    grouped = {items[item_of(entry)].kind for entry in figures if "by" in entry.named}
    assert {Kind.SINGLE, Kind.MULTIPLE} | (plain & GRID_KINDS) <= plain
    assert plain & GRID_KINDS
    assert Kind.SINGLE in grouped
    assert grouped & GRID_KINDS
    assert {item_of(entry) for entry in figures if entry.named.get("beside") == "mayors"} == {"training", "helping"}
    assert {item_of(entry) for entry in calls(report, "trend")} == {"strategy", "staff"}
    assert [item_of(entry) for entry in calls(report, "map")] == ["strategy"]
    assert len(calls(report, "framework")) == 1


def test_every_figure_that_is_asked_for_is_drawn_and_has_a_question_as_title(report: ReportText, made: Path) -> None:
    titles = [str(entry.named["title"]) for entry in report.references() if entry.function in DRAWN]
    assert [title for title in titles if not title.endswith("?")] == []
    html = unescape((made / "report.html").read_text(encoding="utf-8"))
    for place, title in enumerate(titles, start=1):
        assert f"Figure {place} · {title}" in html


def test_no_digit_stands_free(source: str) -> None:
    text = re.sub(r"\{\{.*?\}\}|<br>", " ", source, flags=re.DOTALL)
    numbers = [token.strip(".,;:()*") for token in re.findall(r"\S*\d\S*", text)]
    assert "2024" in numbers
    assert {token for token in numbers if not re.fullmatch(r"20[0-5]\d(-\d\d)?", token)} == {"B40"}


def test_the_summary_table_has_findings_and_action_points_for_each_capability(report: ReportText) -> None:
    table = next(block for block in report.blocks if isinstance(block, TableBlock))
    assert [words(cell) for cell in table.head] == ["Capability", "Findings", "Action points"]
    assert [words(row[0]) for row in table.rows] == [
        "Leadership",
        "Organisation",
        "Analysis",
        "Partnership",
        "Cross-cutting",
    ]
    for _, findings, actions in table.rows:
        assert [piece.function for piece in findings if isinstance(piece, Reference)] == ["leading"]
        assert "\n" in words(actions)


def test_lines_within_a_cell_stay_lines_on_the_page_and_in_word(made: Path) -> None:
    html = (made / "report.html").read_text(encoding="utf-8")
    assert "it is about more than start-ups.<br>Agree on a strategy" in html
    tables = docx.Document(str(made / "report.docx")).tables
    cells = [cell.text for table in tables for cell in table.column_cells(len(table.columns) - 1)]
    assert any("more than start-ups.\nAgree on a strategy" in text for text in cells)


def test_each_case_study_is_a_page_with_its_facts(report: ReportText, pages: list[str]) -> None:
    titles = [title for title in chapters(report) if title.startswith("Case study: ")]
    assert titles == [f"Case study: {city}" for city in CASES]
    for title in titles:
        page = next(text for text in pages if title in text and "GDP per capita" in text)
        for words_of_page in ("Population", "Official", "Lessons", "What is next"):
            assert words_of_page in page, (title, words_of_page)


def test_the_list_of_sources_names_the_documents(made: Path) -> None:
    html = unescape((made / "report.html").read_text(encoding="utf-8"))
    sources = html[html.rindex("Sources of facts") :]
    for document in (
        "da Cruz et al. (2024), Public Innovation, LSE Cities, appendix A, p. 52",
        "da Cruz et al. (2024), Public Innovation, LSE Cities, case study, pp. 41-42",
        "Public Innovation (LSE Cities, 2024), section 2.1",
        "City Innovation Snapshots (2018 edition)",
    ):
        assert document in sources


def test_nobody_who_was_interviewed_is_named_or_quoted(report: ReportText) -> None:
    assert not [block for block in report.blocks if isinstance(block, TextBlock) and block.quoted]
    tables = [block for block in report.blocks if isinstance(block, TableBlock)]
    roles = next(table for table in tables if words(table.head[0]) == "City")
    assert tuple(words(row[0]) for row in roles.rows) == CASES
    assert not any(re.search(r"\b(Mr|Ms|Mrs|Dr)\b", words(cell)) for row in roles.rows for cell in row)


# Again ----------------------------------------------------------------------------------------------------------------


def test_the_same_answers_give_the_same_bytes(simulated: Path, made: Path) -> None:
    again = simulated.parent / "again"
    build(simulated, again, ("report",))
    for name in FILES:
        assert (again / "report" / name).read_bytes() == (made / name).read_bytes(), name
