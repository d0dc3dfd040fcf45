"""The questionnaire to read and print: everything that is asked stands in it, with room to answer, on any page size."""

from __future__ import annotations

import datetime as dt
import io
import re
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from civiscope.errors import ProblemLog
from civiscope.report.questionnaires.questionnaire_document import Edition, questionnaire_document
from civiscope.report.questionnaires.questionnaire_words import QuestionnaireWords
from civiscope.report.words.phrases import plain, say
from civiscope.report.writers.html import write_page
from civiscope.report.writers.pdf import PdfWriter
from civiscope.results.document import Blanks, Document, Look, Subheading, WritingLines
from civiscope.study.loading import load_study
from civiscope.study.questionnaire import Questionnaire

EXAMPLE = Path(__file__).parents[4] / "studies" / "oecd-city-innovation"
EDITION = Edition("Study", "Wave", "Publisher", Look(), False, 2, dt.date(2026, 11, 26), "31 January 2027, 23:59 UTC")


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    study = load_study(EXAMPLE, ProblemLog())
    assert study is not None
    return study.questionnaires["officers"]


def document_of(questionnaire: Questionnaire, language: str = "en") -> Document:
    return questionnaire_document(QuestionnaireWords(questionnaire, language, "en"), EDITION)


def test_every_question_option_and_row_stands_in_it(questionnaire: Questionnaire) -> None:
    page = unescape(re.sub(r"<[^>]+>", " ", write_page(document_of(questionnaire))))
    words = QuestionnaireWords(questionnaire, "en", "en")
    for item in questionnaire.items.values():
        assert words.text(item.label) in page
        assert words.text(item.hint) in page
        for option in (*questionnaire.options_of(item), *questionnaire.rows_of(item)):
            assert words.option_text(option) in page
            assert words.text(option.explanation) in page


def test_every_question_has_room_for_its_answer(questionnaire: Questionnaire) -> None:
    for section in document_of(questionnaire).sections:
        rooms: list[int] = []
        for block in section.blocks:
            if isinstance(block, Subheading):
                rooms.append(0)
            elif isinstance(block, Blanks | WritingLines):
                rooms[-1] += 1
        assert rooms
        assert all(rooms)


def test_kinds_and_routing_are_said_in_words(questionnaire: Questionnaire) -> None:
    words = QuestionnaireWords(questionnaire, "en", "en")
    items = questionnaire.items
    assert words.kind_of(items["strategy"]) == "Choose one option; required."
    assert words.kind_of(items["population"]) == "A whole number; unit: persons."
    assert words.asked_when(items["strategy_website"]) == "Asked only if “Explicit innovation strategy” is “Yes”."
    hidden = items["strategy_website"].model_copy(update={"relevant": "count-selected(${terms}) > 1 or 1 = 1"})
    assert words.asked_when(hidden) == say("offline_asked_depending", "en")
    assert words.asked_when(items["strategy"]) == ""
    assert words.use_of(items["strategy"].model_copy(update={"consent": "never"})) == say("offline_use_never", "en")


def test_units_are_said_in_the_language_of_the_document(questionnaire: Questionnaire) -> None:
    content = questionnaire.model_dump()
    for item in (item for section in content["sections"] for item in section["items"]):
        item["unit"] = {"en": "persons", "fr": "personnes"}
    changed = Questionnaire.model_validate(content)
    item = changed.items["population"]
    assert QuestionnaireWords(changed, "fr", "en").kind_of(item).endswith("unité\u00a0: personnes.")
    for language, told in (("fr", "personnes"), ("en", "persons"), ("es", "persons")):
        blocks = [block for section in document_of(changed, language).sections for block in section.blocks]
        units = {block.prompt[0].text for block in blocks if isinstance(block, WritingLines) and block.short}
        assert units == {told}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_pdf_is_tagged_in_its_language_and_has_page_numbers(questionnaire: Questionnaire, language: str) -> None:
    reader = PdfReader(io.BytesIO(PdfWriter().write(document_of(questionnaire, language)).content))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert len(reader.pages) >= 4
    if language == "en":
        assert f"Page 2 of {len(reader.pages)}" in reader.pages[1].extract_text()


def test_answers_to_the_consent_question_are_told_where_they_are_not_public(questionnaire: Questionnaire) -> None:
    first = questionnaire.sections[0]
    kept = first.items[0].model_copy(update={"consent": "aggregate"})
    stricter = questionnaire.model_copy(
        update={"sections": (first.model_copy(update={"items": (kept, *first.items[1:])}), *questionnaire.sections[1:])}
    )
    told = [plain(block.spans) for block in document_of(stricter).sections[0].blocks if hasattr(block, "spans")]
    assert sum(say("offline_use_aggregate", "en") in text for text in told) == 1
