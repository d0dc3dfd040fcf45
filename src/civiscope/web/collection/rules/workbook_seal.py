"""What a workbook says of itself, signed: whose it is, of which questionnaire, and which versions its answers had."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

_SALT = "civiscope.workbook"
LONGEST_CELL = 30_000
"""Characters of the seal in one cell; spreadsheets hold up to 32,767."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The case, the questionnaire's instrument and version, the language, and the version of every answer by item."""

    case: int
    instrument: int
    version: int
    language: str
    answers: dict[str, int]


class BrokenSealError(Exception):
    """The seal was changed, or is of another service."""


def sealed(seal: Seal) -> list[str]:
    """The seal as signed text, in pieces that fit into cells."""
    content = [seal.case, seal.instrument, seal.version, seal.language, seal.answers]
    text = signing.dumps(content, salt=_SALT, compress=True)
    return [text[start : start + LONGEST_CELL] for start in range(0, len(text), LONGEST_CELL)]


def unsealed(pieces: list[str]) -> Seal:
    """The seal of the pieces; raises BrokenSealError where its signature does not fit."""
    try:
        case, instrument, version, language, answers = signing.loads("".join(pieces), salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as failure:
        raise BrokenSealError from failure
    return Seal(case, instrument, version, language, answers)
