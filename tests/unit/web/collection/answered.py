"""Answers of the small study in the field, for tests of exports, releases and previews."""

from __future__ import annotations

from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer, Case
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import encoded
from tests.unit.web.collection.field import Field

AAVILLE = {
    "strategy": {"": "yes"},
    "strategy_year": {"": "2015"},
    "areas": {"": "housing; other: parks"},
    "staff": {"": "12"},
    "data": {"housing": "weak", "transport": "(don't know)"},
    "ranking": {"": "health; housing"},
    "uses": {"housing": "weak; strong", "health": "(none)"},
    "founded": {"": "2015-05-01"},
    "website": {"": "https://aaville.example.org/office"},
    "story": {"": '=HYPERLINK("https://example.org")\nand more'},
}
BBTOWN = {
    "strategy": {"": "no"},
    "areas": {"": "(none)"},
    "staff": {"": "(not applicable)"},
    "story": {"": "Città, 城市"},
}
CCCITY = {"strategy": {"": "yes"}, "strategy_year": {"": "1999"}, "areas": {"": "transport"}, "staff": {"": "3"}}


def answer(field: Field, city: str, answers: dict[str, dict[str, str]], state: CaseState = CaseState.DRAFT) -> Case:
    """Save the answers of a city as its own, then put its case into a state."""
    case = field.cases[city]
    for item, cells in answers.items():
        base = Answer.objects.filter(case=case, item=item).values_list("version", flat=True).first() or 0
        save_answer(case.pk, item, encoded(cells), base, city_writer(field.people["ada"]))
    Case.objects.filter(pk=case.pk).update(state=state)
    case.refresh_from_db()
    return case
