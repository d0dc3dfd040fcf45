"""The questionnaire of an instrument to read and print, as a page and as PDF; the same for every city."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from civiscope.report.questionnaires.questionnaire_document import Edition, questionnaire_document
from civiscope.report.questionnaires.questionnaire_words import QuestionnaireWords
from civiscope.report.writers.html import write_fragment
from civiscope.report.writers.pdf import PdfWriter
from civiscope.results.document import Document
from civiscope.study.labels import in_language
from civiscope.web.common.identity import identity
from civiscope.web.common.zone import local, written_last_day
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Instrument, InstrumentVersion


def paper_of(instrument: Instrument, language: str, deadline: dt.date | None) -> Document:
    """The questionnaire in its current version as a document in a language."""
    definition = study().definition
    version = InstrumentVersion.objects.only("made_at").get(instrument=instrument, number=instrument.version)
    questionnaire = questionnaire_of(instrument.pk, instrument.version)
    edition = Edition(
        study=in_language(definition.title, language, definition.source_language),
        wave=in_language(definition.wave(instrument.fieldwork.wave).title, language, definition.source_language),
        publisher=definition.publisher.name,
        look=identity().look,
        simulated=definition.simulated,
        version=instrument.version,
        day=local(version.made_at).date(),
        deadline=written_last_day(deadline, language) if deadline else "",
    )
    return questionnaire_document(QuestionnaireWords(questionnaire, language, definition.source_language), edition)


@lru_cache(maxsize=32)
def paper_html(document: Document) -> str:
    """The document as a fragment of a page."""
    return write_fragment(document)


@lru_cache(maxsize=8)
def paper_pdf(document: Document) -> bytes:
    """The document as PDF; kept, because all cities of an instrument get the same."""
    return PdfWriter().write(document).content
