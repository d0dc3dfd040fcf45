"""The receipt of a sign-off as a document, from which its page and its PDF are written."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.words.phrases import direction_of, say
from civiscope.results.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Inline,
    Look,
    Note,
    Paragraph,
    Section,
    Span,
    Subheading,
)


@dataclass(frozen=True, slots=True)
class ReceiptAnswer:
    """A question and its answer, a line per row of a grid; ``before`` holds what was signed before, where that differs
    (None where it does not)."""

    number: str
    question: str
    lines: tuple[str, ...]
    before: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPart:
    """A section of the questionnaire with the answers to its questions."""

    title: str
    answers: tuple[ReceiptAnswer, ...]


@dataclass(frozen=True, slots=True)
class AmendedReceipt:
    """The sign-off before an amendment: its number, who signed it, when, and its checksum."""

    number: int
    signed_as: str
    at: str
    digest: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says, in one language, with times and dates written out.

    ``number`` counts sign-offs of the case from 1, so that those after the first are amendments; ``date`` is the day
    of the sign-off (YYYY-MM-DD), ``address`` the page on which what was signed can be downloaded; ``amends`` is what an
    amendment stands beside.
    """

    language: str
    study: str
    questionnaire: str
    version: int
    city: str
    number: int
    signed_as: str
    function: str
    at: str
    date: str
    digest: str
    address: str
    parts: tuple[ReceiptPart, ...]
    look: Look
    simulated: bool
    publisher: str
    amends: AmendedReceipt | None = None


def receipt_document(receipt: Receipt) -> Document:
    """The whole receipt."""
    language = receipt.language
    title = _title(receipt.number, language)
    return Document(
        id="receipt",
        title=title,
        eyebrow=receipt.study,
        subtitle=say("receipt_of", language, city=receipt.city, questionnaire=receipt.questionnaire),
        language=language,
        direction="rtl" if direction_of(language) == "rtl" else "ltr",
        lead=(_facts(receipt), *_amended(receipt)),
        sections=(*(_part(receipt, number, part) for number, part in enumerate(receipt.parts, 1)), _checking(receipt)),
        footer=(Note(_plain(say("receipt_foot", language, digest=receipt.digest))),),
        look=receipt.look,
        simulated=receipt.simulated,
        publisher=receipt.publisher,
        source=say("receipt_source", language, city=receipt.city, digest=receipt.digest[:16]),
        description=f"{title}: {receipt.city}",
        date=receipt.date,
    )


def _title(number: int, language: str) -> str:
    """What the receipt of the sign-off of that number is called."""
    return say("receipt_title" if number == 1 else "receipt_title_amendment", language, number=number - 1)


def _amended(receipt: Receipt) -> list[Block]:
    """What was signed before, and stands beside this."""
    before, language = receipt.amends, receipt.language
    if before is None:
        return []
    words = {"receipt": _title(before.number, language), "name": before.signed_as, "at": before.at}
    return [Note(_plain(say("receipt_amends", language, digest=before.digest, **words)))]


def _facts(receipt: Receipt) -> Facts:
    language = receipt.language
    found = [
        ("receipt_signed_by", receipt.signed_as),
        ("receipt_function", receipt.function),
        ("receipt_at", receipt.at),
        ("receipt_version", str(receipt.version)),
    ]
    return Facts(tuple(Fact(say(key, language), _plain(text)) for key, text in found))


def _part(receipt: Receipt, number: int, part: ReceiptPart) -> Section:
    blocks: list[Block] = []
    for answer in part.answers:
        blocks.append(Subheading((Span(f"{answer.number} ", muted=True), Span(answer.question))))
        blocks += _lines(answer.lines)
        if answer.before is not None:
            blocks.append(Note(_plain(say("receipt_before", receipt.language))))
            blocks += _lines(answer.before, muted=True)
    return Section(f"part-{number}", part.title, tuple(blocks))


def _lines(lines: tuple[str, ...], *, muted: bool = False) -> list[Block]:
    if len(lines) > 1:
        return [Bullets(tuple((Span(line, muted=muted),) for line in lines))]
    # A text keeps its paragraphs.
    paragraphs = [text.strip() for line in lines for text in line.split("\n") if text.strip()]
    return [Paragraph((Span(text, muted=muted),)) for text in paragraphs]


def _checking(receipt: Receipt) -> Section:
    language = receipt.language
    return Section(
        "checksum",
        say("receipt_checksum", language),
        (
            Paragraph((Span(receipt.digest, strong=True),)),
            Paragraph(_plain(say("receipt_checksum_what", language))),
            Paragraph((*_plain(say("receipt_checksum_how", language) + " "), Span(receipt.address))),
        ),
    )


def _plain(text: str) -> Inline:
    return (Span(text),)
