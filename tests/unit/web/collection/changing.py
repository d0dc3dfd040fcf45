"""A questionnaire that changes while it is in the field: the study folder is written anew, as an editor would."""

from __future__ import annotations

import textwrap

from tests.unit.web.collection.field import QUESTIONNAIRE, Field

_MOBILITY = "        - {code: mobility, label: {en: Mobility, fr: Mobilité}}\n"
_BUDGET = """\
          - code: budget
            kind: integer
            label: {en: Which budget?, fr: Quel budget ?}
"""
_FOUNDED = """\
          - code: founded
            kind: date
            label: {en: When was it founded?, fr: Quand a-t-elle été créée ?}
"""
_WEBSITE = "          - code: website\n            kind: "
CHANGED = (
    QUESTIONNAIRE.replace("        - {code: transport, label: {en: Transport, fr: Transports}}\n", _MOBILITY)
    .replace("How many people work on it?", "How many people work on it today?")
    .replace("code: story", "code: tale")
    .replace(f"{_WEBSITE}url", f"{_BUDGET}{_WEBSITE}text")
    .replace(_FOUNDED, "")
)
"""One option becomes another, a question reads differently, one is renamed, one is new, one is of another kind, one is
gone."""


def change_study(field: Field, questionnaire: str = CHANGED) -> None:
    """Write the changed questionnaire into the study folder."""
    assert questionnaire != QUESTIONNAIRE
    (field.folder / "questionnaires" / "officers.yaml").write_text(textwrap.dedent(questionnaire), encoding="utf-8")
