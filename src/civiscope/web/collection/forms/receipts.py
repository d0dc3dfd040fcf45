"""The receipt of a sign-off, filled from what was signed."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from civiscope.report.receipts.receipt import AmendedReceipt, Receipt, ReceiptAnswer, ReceiptPart, receipt_document
from civiscope.report.words.phrases import say
from civiscope.results.document import Document
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.content import signed_answers
from civiscope.web.collection.domain.history import changed_since
from civiscope.web.collection.domain.notices import city_name
from civiscope.web.collection.forms.answer_words import answer_words, text_of
from civiscope.web.collection.forms.signed_answers import shown_sections
from civiscope.web.collection.models import SignOff
from civiscope.web.common.identity import identity
from civiscope.web.common.zone import local, written_moment
from civiscope.web.studies.domain.instruments import questionnaire_of


def receipt_of(sign_off: SignOff, language: str) -> Document:
    """The receipt in a language, with all questions that were asked; an amendment also tells what differs from the one
    before."""
    case, shown = sign_off.case, identity()
    questionnaire = questionnaire_of(case.instrument_id, sign_off.instrument_version)
    answers = signed_answers(sign_off)
    asked = checker_of(case.instrument_id, sign_off.instrument_version, language).check(answers).asked
    earlier = case.sign_offs.filter(number=sign_off.number - 1).first()
    changes = {} if earlier is None else changed_since(earlier, sign_off)
    old = questionnaire if earlier is None else questionnaire_of(case.instrument_id, earlier.instrument_version)

    def before(code: str) -> tuple[str, ...] | None:
        if code not in changes:
            return None
        item = old.items.get(code)
        return (say("collect_no_answer", language),) if item is None else _words(changes[code][0], code)

    def _words(cells: dict[str, str], code: str) -> tuple[str, ...]:
        return tuple(answer_words(old, old.items[code], cells, language))

    parts = tuple(
        ReceiptPart(
            section.title,
            tuple(
                ReceiptAnswer(
                    entry.number,
                    entry.question,
                    entry.lines or (say("collect_no_answer", language),),
                    before(entry.code),
                )
                for entry in section.answers
            ),
        )
        for section in shown_sections(questionnaire, answers, language, {*asked, *changes})
    )
    address = reverse("case_signed", kwargs={"number": case.pk, "sign_off": sign_off.number})
    return receipt_document(
        Receipt(
            language=language,
            study=shown.name_in(language),
            questionnaire=text_of(questionnaire.title, language),
            version=sign_off.instrument_version,
            city=city_name(case),
            number=sign_off.number,
            signed_as=sign_off.signed_as,
            function=sign_off.function,
            at=written_moment(sign_off.at, language, long=True),
            date=local(sign_off.at).date().isoformat(),
            digest=sign_off.digest,
            address=f"{settings.PUBLIC_URL}{address}",
            parts=parts,
            look=shown.look,
            simulated=shown.simulated,
            publisher=shown.publisher,
            amends=None if earlier is None else _amended(earlier, language),
        )
    )


def _amended(earlier: SignOff, language: str) -> AmendedReceipt:
    return AmendedReceipt(
        earlier.number, earlier.signed_as, written_moment(earlier.at, language, long=True), earlier.digest
    )
