"""The pages of versions: who publishes, what is shown, bad input."""

from __future__ import annotations

import re

from civiscope.web.collection.domain.reviewing import note_query, send_queries
from civiscope.web.collection.models import Answer
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.models import Instrument
from tests.unit.web.collection.changing import change_study
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.handed_in import answer, answer_all, hand_in, staff_client


def _digest(page: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_desk_says_that_the_questionnaire_has_changed(field: Field) -> None:
    _, client = staff_client(Role.READER)
    assert "differs from version" not in client.get("/desk/review/").content.decode()
    change_study(field)
    assert "differs from version 1" in client.get("/desk/review/").content.decode()
    assert "The study folder has another one" in client.get("/desk/review/versions/").content.decode()
    change_study(field, "id: officers\ntitle: [broken\n")
    assert "The study folder has errors" in client.get("/desk/review/").content.decode()
    for path in ("", field.instrument.pk):
        assert "The study folder has errors" in client.get(f"/desk/review/versions/{path}").content.decode()


def test_editor_publishes_with_a_mapping(field: Field) -> None:
    answer_all(field)
    answer(field, "ada", "areas", {"": "transport;housing"})
    change_study(field)
    _, client = staff_client(Role.EDITOR)
    address = f"/desk/review/versions/{field.instrument.pk}"
    page = client.get(address).content.decode()
    for text in ('name="to:story"', 'name="option:areas:transport"', "It is now called tale", "Becomes: Mobility"):
        assert text in page
    sent = {"version": "1", "digest": _digest(page), "to:story": "tale", "option:areas:transport": "mobility"}
    told = client.post(f"{address}/publish", sent, follow=True).content.decode()
    assert "Version 2 is in the field. Answers of 1 cases were carried over; 1 cities were told" in told
    assert Answer.objects.get(item="areas").value == '{"":"mobility;housing"}'
    section = field.client("ada").get(f"/answer/{field.cases['aa'].pk}/section/strategy").content.decode()
    assert "your answer was carried over" in section


def test_editor_says_what_becomes_of_a_row(field: Field) -> None:
    answer(field, "ada", "data", {"transport": "weak"})
    change_study(field)
    _, client = staff_client(Role.EDITOR)
    address = f"/desk/review/versions/{field.instrument.pk}"
    page = client.get(address).content.decode()
    chosen = re.search(r'<select id="row:data:transport".*?</select>', page)
    assert chosen is not None
    assert re.findall(r'value="([^"]+)"', chosen[0]) == ["!aside", "!again", "mobility"]
    assert "Answers in the row “Transport”" in page
    sent = {"version": "1", "digest": _digest(page), "row:data:transport": "mobility"}
    assert client.post(f"{address}/publish", sent).status_code == 303
    assert Answer.objects.get(item="data").value == '{"mobility":"weak"}'


def test_outdated_and_impossible_forms_change_nothing(field: Field) -> None:
    change_study(field)
    _, client = staff_client(Role.OWNER)
    address = f"/desk/review/versions/{field.instrument.pk}"
    digest = _digest(client.get(address).content.decode())
    for sent, status in (
        ({}, 409),
        ({"version": "1", "digest": "0" * 64}, 409),
        ({"version": "2", "digest": digest}, 409),
        ({"version": "9" * 5000, "digest": digest}, 409),
        ({"version": "1", "digest": digest, "to:story": "staff"}, 400),
        ({"version": "1", "digest": digest, "option:areas:transport": "<b>"}, 400),
        ({"version": "1", "digest": digest, "row:data:transport": "<b>"}, 400),
        ({"version": "1", "digest": digest, "row:data:transport": "health"}, 400),
    ):
        assert client.post(f"{address}/publish", sent).status_code == status, sent
    assert Instrument.objects.get().version == 1
    assert client.get("/desk/review/versions/999999").status_code == 404


def test_who_does_not_edit_sees_the_differences_and_publishes_nothing(field: Field) -> None:
    change_study(field)
    _, client = staff_client(Role.REVIEWER)
    address = f"/desk/review/versions/{field.instrument.pk}"
    page = client.get(address).content.decode()
    assert "Mobility" in page
    assert "into the field</button>" not in page
    assert client.post(f"{address}/publish", {"version": "1", "digest": _digest(page)}).status_code == 403
    assert Instrument.objects.get().version == 1


def test_cases_under_an_earlier_version_are_listed(field: Field) -> None:
    hand_in(field)
    change_study(field)
    _, client = staff_client(Role.OWNER)
    address = f"/desk/review/versions/{field.instrument.pk}"
    client.post(f"{address}/publish", {"version": "1", "digest": _digest(client.get(address).content.decode())})
    assert "Aaville" in client.get(address).content.decode()
    assert "answered under version 1" in client.get("/desk/review/").content.decode()
    page = client.get(f"/desk/review/{field.cases['aa'].pk}").content.decode()
    assert "version 1 (version 2 is in the field)" in page
    assert "When was it founded?" in page


def test_city_reads_what_it_handed_in_as_it_was_signed(field: Field) -> None:
    hand_in(field)
    change_study(field)
    staff, client = staff_client(Role.OWNER)
    address = f"/desk/review/versions/{field.instrument.pk}"
    sent = {"version": "1", "digest": _digest(client.get(address).content.decode()), "to:story": "tale"}
    assert client.post(f"{address}/publish", sent).status_code == 303
    ada, case = field.client("ada"), field.cases["aa"].pk
    section, overview, signed = (
        ada.get(f"/answer/{case}/{path}").content.decode() for path in ("section/team", "", "sign")
    )
    for page in (section, signed):
        assert "How many people work on it?" in page
        assert "A tale." in page
    assert 'id="story"' in section
    for later in ("How many people work on it today?", "Which budget?", 'id="tale"'):
        assert later not in section + signed
    assert "5 of 10 questions answered" in overview

    note_query(case, "story", "A tale?", staff)
    send_queries(case, staff)
    section = ada.get(f"/answer/{case}/section/team").content.decode()
    assert "How many people work on it today?" in section
    assert "Which budget?" in section
    assert 'id="tale"' in section
