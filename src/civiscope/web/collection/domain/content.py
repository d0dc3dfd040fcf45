"""What is signed: all answers that are submitted, as one text that is always written in the same way, and its checksum.

An answer stands there as coded and routed: options by their codes, numbers in their shortest form; answers to questions
that the others lead around are not in it. Every cell is written as in a file of answers, so that coding it again gives
the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from civiscope.answers.cells import SEPARATOR, Coded
from civiscope.answers.recodes import MISSING_WORDS, NOTHING_NAMED
from civiscope.answers.routing import Row
from civiscope.results.answers import Status
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, OTHER, Item, Kind, Questionnaire
from civiscope.web.collection.models import SignOff
from civiscope.web.collection.rules.given import Cells

_WORDS = {status: word for word, status in MISSING_WORDS.items()}
_LEFT_OUT = frozenset({Status.NOT_ASKED, Status.NOT_ANSWERED})


def submitted(questionnaire: Questionnaire, row: Row) -> dict[str, Cells]:
    """The cells of all answers that count, by item; ``row`` holds them as `checking.Checker` coded them."""
    found: dict[str, Cells] = {}
    for (code, place), coded in row.items():
        if coded.status not in _LEFT_OUT:
            found.setdefault(code, {})[place] = cell_of(questionnaire.items[code], coded)
    return found


def cell_of(item: Item, coded: Coded) -> str:
    """The cell that is coded like this; "" where there is no answer."""
    if coded.status in _LEFT_OUT:
        return ""
    if coded.status not in (Status.ANSWERED, Status.INCOMPLETE):
        return _WORDS[coded.status]
    if item.kind in CHOICE_KINDS:
        return _codes(item, coded)
    if coded.number is not None:
        whole = coded.number == int(coded.number)
        return str(int(coded.number)) if whole else repr(coded.number)
    return coded.text


def content_of(case: Mapping[str, Any], answers: Mapping[str, Cells]) -> str:
    """The text that is signed: what ``case`` says (which city, which questionnaire in which version), and the answers.

    JSON with sorted keys and without blanks.
    """
    whole = {**case, "answers": answers}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: str) -> str:
    """The checksum: SHA-256 of the text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(content.encode()).hexdigest()


def signed_answers(sign_off: SignOff) -> dict[str, Cells]:
    """The answers that were signed, cells by item."""
    found: dict[str, Cells] = json.loads(sign_off.content)["answers"]
    return found


def _codes(item: Item, coded: Coded) -> str:
    if not coded.codes:
        return NOTHING_NAMED
    several = item.kind in LIST_KINDS or item.kind is Kind.RANKING
    words = coded.text.replace(SEPARATOR, ",") if several else coded.text
    return SEPARATOR.join(
        f"{OTHER}: {words}" if code == OTHER and item.other and words else code for code in coded.codes
    )
