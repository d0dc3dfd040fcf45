"""A questionnaire that changes while it is in the field: the study folder is written anew, as an editor would."""

from __future__ import annotations

import textwrap

from civiscope.web.service.wsgi import introduce_study
from civiscope.web.studies.domain.opened import open_study
from tests.unit.web.collection.field import QUESTIONNAIRE, STUDY, Field

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

_EARLIER = STUDY.replace(
    "    waves:\n",
    """\
    waves:
      - id: "2020"
        title: {en: Wave 2020, fr: Vague 2020}
        status: closed
        date: 2020-12-31
        questionnaires: [officers]
""",
)
_ANSWERS = """\
    city,strategy,areas,staff
    aa,yes,housing;transport,5
    bb,no,transport,6
    cc,no,health,7
    """


def change_study(field: Field, questionnaire: str = CHANGED) -> None:
    """Write the changed questionnaire into the study folder."""
    assert questionnaire != QUESTIONNAIRE
    (field.folder / "questionnaires" / "officers.yaml").write_text(textwrap.dedent(questionnaire), encoding="utf-8")


def make_closed_wave(field: Field) -> None:
    """Give the study a wave of 2020, closed, whose answers stand in its folder."""
    (field.folder / "study.yaml").write_text(textwrap.dedent(_EARLIER), encoding="utf-8")
    answers = field.folder / "waves" / "2020" / "officers.csv"
    answers.parent.mkdir(parents=True)
    answers.write_text(textwrap.dedent(_ANSWERS), encoding="utf-8")
    introduce_study(open_study(field.folder))
