"""Who may reach an address: staff by their roles, contacts of cities, or everyone.

The table of all addresses is `civiscope.web.service.access`; what a contact may reach of a case is decided there where
the case is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of the programme team may do.

    An owner may do everything, and is the only one to let others in. An editor runs the wave: contacts, mails, versions
    of the questionnaire, extensions; and enters what a city told by telephone, on paper or in a workbook. A reviewer
    queries, corrects and approves answers. A reader sees the desk.
    """

    OWNER = "owner"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may reach an address; ``with_case`` where contacts ask so often that their case is looked up with them."""

    everyone: bool = False
    contacts: bool = False
    roles: frozenset[Role] = frozenset()
    with_case: bool = False


EVERYONE = Access(everyone=True)
CONTACTS = Access(contacts=True)
ANSWERING = Access(contacts=True, with_case=True)
STAFF = Access(roles=frozenset(Role))
EDITORS = Access(roles=frozenset({Role.OWNER, Role.EDITOR}))
REVIEWERS = Access(roles=frozenset({Role.OWNER, Role.REVIEWER}))
WORKING = Access(roles=EDITORS.roles | REVIEWERS.roles)
"""Everybody of the team who does more than read."""
OWNERS = Access(roles=frozenset({Role.OWNER}))
