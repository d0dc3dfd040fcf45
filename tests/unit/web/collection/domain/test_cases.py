"""Cases in the hands of their contacts, and the texts that contacts are invited with."""

from __future__ import annotations

import pytest
from django.urls import reverse

from civiscope.web.accounts.domain.links import link_address
from civiscope.web.collection.domain.cases import case_for
from civiscope.web.collection.domain.colleagues import Invited, invite
from civiscope.web.common.models import Message
from civiscope.web.studies.domain.mail_texts import change_text
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact
from tests.unit.web.collection.field import Field

EVE = Invited("Eve", "eve@aa.example.org", "en", Contact.Part.COLLEAGUE)


def test_city_that_left_the_frame_is_named_by_its_code(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    client = field.client("ada")
    monkeypatch.delitem(study().frame, "aa")
    opened = case_for(field.people["ada"], field.cases["aa"].pk)
    assert (opened.city.code, opened.city.name) == ("aa", "aa")
    assert client.get(reverse("case", kwargs={"number": opened.case.pk})).status_code == 200
    assert client.get(reverse("case_workbook", kwargs={"number": opened.case.pk})).status_code == 200


def test_colleague_gets_the_text_of_the_team(field: Field) -> None:
    change_text("colleague", "en", "Help {lead}", "{name}: {link} {privacy}", "staff:1")
    invite(case_for(field.people["ada"], field.cases["aa"].pk), EVE, link_address)
    sent = Message.objects.get(recipient=EVE.email)
    assert sent.subject == "Help Ada"
    assert sent.body.startswith("Eve: http")
    assert sent.body.strip().endswith(reverse("privacy"))


def test_standard_invitation_names_the_notice_on_personal_data(field: Field) -> None:
    invite(case_for(field.people["ada"], field.cases["aa"].pk), EVE, link_address)
    assert reverse("privacy") in Message.objects.get(recipient=EVE.email).body
