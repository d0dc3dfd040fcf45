"""The form by which a lead invites a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from civiscope.web.collection.domain.colleagues import Invited
from civiscope.web.common.page import languages
from civiscope.web.studies.models import Contact

LONGEST_NAME = 200
LONGEST_EMAIL = 254
_PARTS = (Contact.Part.COLLEAGUE, Contact.Part.SIGNATORY)


@dataclass(frozen=True)
class InvitationForm:
    """What was typed, and what is wrong with it: phrases by field."""

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    invited: Invited | None


def read_invitation(sent: Mapping[str, str], language: str) -> InvitationForm:
    """Read the form; ``language`` holds where none of the study's was chosen."""
    typed = {
        "name": " ".join(sent.get("name", "").split())[: LONGEST_NAME + 1],
        "email": sent.get("email", "").strip().lower()[: LONGEST_EMAIL + 1],
        "part": sent.get("part", Contact.Part.COLLEAGUE),
        "language": sent.get("language", language),
    }
    errors: dict[str, str] = {}
    if not typed["name"] or len(typed["name"]) > LONGEST_NAME or not typed["name"].isprintable():
        errors["name"] = "collect_invite_name_wrong"
    try:
        validate_email(typed["email"])
    except ValidationError:
        errors["email"] = "collect_invite_email_wrong"
    if typed["part"] not in _PARTS:
        errors["part"] = "collect_invite_part_wrong"
    if typed["language"] not in languages():
        typed["language"] = language
    invited = None
    if not errors:
        invited = Invited(typed["name"], typed["email"], typed["language"], Contact.Part(typed["part"]))
    return InvitationForm(typed, errors, invited)
