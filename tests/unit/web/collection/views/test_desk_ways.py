"""The navigation of the desk leads everyone to where their role may go, and nowhere else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.staff import staff_client

OWNERS_ONLY = ("desk_audit", "desk_retention", "desk_team")
PAGES = ("desk", "review_list", "review_versions", "review_verify", "exports")


@pytest.mark.parametrize("role", list(Role))
def test_navigation_shows_what_the_role_may_reach_on_every_page(field: Field, role: Role) -> None:
    client = staff_client(role)
    shown = [*PAGES, *(OWNERS_ONLY if role is Role.OWNER else ())]
    shown += ["desk_texts"] if role in (Role.OWNER, Role.EDITOR) else []
    for name in shown:
        page = client.get(reverse(name)).content.decode()
        ways = page.partition('aria-label="Desk"')[2].partition("</nav>")[0]
        assert {other for other in (*PAGES, *OWNERS_ONLY, "desk_texts") if f'href="{reverse(other)}"' in ways} == set(
            shown
        )
        assert ways.count('aria-current="page"') == 1, name
