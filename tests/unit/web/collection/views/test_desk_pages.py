"""Pages of the desk: each answers, for whom it should."""

from __future__ import annotations

import pytest
from django.urls import reverse

from civiscope.web.accounts.models import User
from civiscope.web.collection.models import Case, Comment
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.rules.access import Role
from civiscope.web.service.access import ACCESS
from civiscope.web.studies.models import Contact, Fieldwork
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.staff import staff_client


def _address(name: str, field: Field) -> str:
    contact = Contact.objects.filter(instrument=field.instrument).first()
    assert contact is not None
    number = {"number": field.fieldwork.pk}
    words: dict[str, dict[str, object]] = {
        "desk": {},
        "desk_open": {"wave": "2026"},
        "desk_table": {**number, "name": "cities"},
        "desk_contacts_template": {**number, "kind": "xlsx"},
        "desk_mail": {**number, "kind": "invite"},
        "desk_text": {"kind": "invite", "language": "fr"},
        "desk_texts": {},
        "desk_team": {},
        "desk_team_add": {},
        "desk_city": {"case": field.cases["aa"].pk},
        "desk_contact": {"contact": contact.pk},
    }
    return reverse(name, kwargs=words.get(name, number))


POSTED = {"desk_contacts_load", "desk_extend", "desk_contact_change", "desk_pilot"}
MINE = sorted(
    name
    for name in ACCESS
    if name == "desk"
    or name.startswith(
        ("desk_open", "desk_field", "desk_c", "desk_table", "desk_settings", "desk_mail", "desk_text", "desk_team")
    )
)


@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_for_its_roles_and_for_no_others(field: Field, role: Role) -> None:
    client = staff_client(role)
    for name in MINE:
        if name in POSTED:
            continue
        answer = client.get(_address(name, field))
        expected = 200 if role in ACCESS[name].roles else 403
        assert answer.status_code == expected, name


@pytest.mark.parametrize("name", MINE)
def test_nobody_reaches_the_desk_without_signing_in(field: Field, name: str) -> None:
    for client in (field.client("ada"),):
        if name in POSTED:
            continue
        answer = client.get(_address(name, field))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/sign-in")


def test_reader_changes_nothing(field: Field) -> None:
    client = staff_client(Role.READER)
    case, contact = field.cases["aa"].pk, Contact.objects.filter(city="aa").values_list("pk", flat=True)[0]
    for address in (
        reverse("desk_extend", kwargs={"case": case}),
        reverse("desk_contact_change", kwargs={"contact": contact}),
        reverse("desk_pilot", kwargs={"case": case}),
        reverse("desk_contacts_load", kwargs={"number": field.fieldwork.pk}),
        reverse("desk_settings", kwargs={"number": field.fieldwork.pk}),
    ):
        assert client.post(address, {"do": "close"}).status_code == 403
    field.fieldwork.refresh_from_db()
    assert field.fieldwork.closed_at is None


def test_pages_hold_no_inline_script_or_style(field: Field) -> None:
    client = staff_client()
    Comment.objects.create(case=field.cases["aa"], item="strategy", person=field.people["ada"], text="<b>Unclear</b>")
    for name in MINE:
        if name in POSTED or name in ("desk_table", "desk_contacts_template"):
            continue
        text = client.get(_address(name, field)).content.decode()
        assert "<style" not in text, name
        assert " style=" not in text, name
        assert "<script>" not in text, name
        assert "<b>Unclear" not in text, name


def test_unknown_places_are_not_found(field: Field) -> None:
    client = staff_client()
    for address in (
        "/desk/field/999/",
        "/desk/city/999/",
        "/desk/contacts/999",
        "/desk/team/999",
        "/desk/waves/1999/open",
        f"/desk/field/{field.fieldwork.pk}/mails/spam",
        f"/desk/field/{field.fieldwork.pk}/tables/secrets.csv",
        f"/desk/field/{field.fieldwork.pk}/?questionnaire=none",
        f"/desk/field/{field.fieldwork.pk}/contacts/template.exe",
        "/desk/texts/code/en",
        "/desk/texts/invite/xx",
    ):
        assert client.get(address).status_code == 404, address


def test_wave_is_opened_closed_and_opened_again_from_the_pages(field: Field) -> None:
    client, number = staff_client(Role.EDITOR), field.fieldwork.pk
    settings = reverse("desk_settings", kwargs={"number": number})
    client.post(settings, {"deadline": "2027-03-31", "target": "70"})
    field.fieldwork.refresh_from_db()
    assert (str(field.fieldwork.deadline), field.fieldwork.target) == ("2027-03-31", 0.7)
    client.post(settings, {"do": "close"})
    field.fieldwork.refresh_from_db()
    assert (field.fieldwork.status, field.fieldwork.closed_at is None) == ("closed", False)
    client.post(settings, {"do": "reopen"})
    field.fieldwork.refresh_from_db()
    assert (field.fieldwork.status, field.fieldwork.closed_at) == ("open", None)
    wrong = client.post(settings, {"deadline": "soon", "target": "170"})
    assert wrong.status_code == 400
    assert 'href="#id_deadline"' in wrong.content.decode()
    assert "Enter a percentage from 1 to 100." in wrong.content.decode()
    taken = client.post(reverse("desk_open", kwargs={"wave": "2026"}), {"deadline": "2027-03-31"})
    assert taken.status_code == 409
    assert Fieldwork.objects.count() == 1
    client.post(reverse("desk_open", kwargs={"wave": "2026"}), {"deadline": "2027-03-31", "pilot": "pilot"})
    assert Fieldwork.objects.filter(status="pilot").count() == 1


def test_closing_tells_what_it_leaves_with_the_cities(field: Field) -> None:
    client, settings = staff_client(Role.EDITOR), reverse("desk_settings", kwargs={"number": field.fieldwork.pk})
    cases = [field.cases[city] for city in ("aa", "bb", "cc")]
    for case, state in zip(cases, (CaseState.IN_REVIEW, CaseState.QUERIED, CaseState.SUBMITTED), strict=True):
        Case.objects.filter(pk=case.pk).update(state=state)
    page = " ".join(client.get(settings).text.split())
    others = Case.objects.filter(state=CaseState.DRAFT).count()
    told = [f"{others} answering"] if others else []
    assert ", ".join([*told, "1 with the lead", "1 queried"]) in page
    Case.objects.update(state=CaseState.APPROVED)
    assert "Left as they are" not in client.get(settings).text
    Case.objects.update(state=CaseState.DRAFT)
    client.post(settings, {"do": "close"})
    assert "Left as they are" not in client.get(settings).text


def test_member_without_second_factor_is_led_to_set_it_up(field: Field) -> None:
    member = User.objects.create_user("new@programme.example.org", "a long enough pass phrase", role=Role.OWNER)
    client = staff_client(Role.READER)
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("desk"))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_activate_totp")


def test_no_city_gets_a_deadline_that_is_over(field: Field) -> None:
    case, path = field.cases["aa"], reverse("desk_extend", kwargs={"case": field.cases["aa"].pk})
    client = staff_client(Role.EDITOR)
    refused = client.post(path, {"until": "2020-01-01", "reason": "Asked on the telephone"})
    assert (refused.status_code, "This day has passed." in refused.text) == (400, True)
    case.refresh_from_db()
    assert case.extended_to is None
    for until in ("2999-01-01", ""):
        assert client.post(path, {"until": until, "reason": "Asked on the telephone"}).status_code == 302
