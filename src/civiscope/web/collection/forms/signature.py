"""The form with which someone signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_LONGEST = 200


@dataclass(frozen=True)
class SignatureForm:
    """What was typed, and what is wrong with it: the keys of phrases by field."""

    name: str = ""
    function: str = ""
    agreed: bool = False
    seen: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def read_signature(sent: Mapping[str, str]) -> SignatureForm:
    """The form as it was sent."""
    name, function = (_line(sent.get(field, "")) for field in ("name", "function"))
    agreed = sent.get("agreed") == "1"
    errors = {}
    if not name:
        errors["name"] = "sign_name_wrong"
    if not function:
        errors["function"] = "sign_function_wrong"
    if not agreed:
        errors["agreed"] = "sign_agreed_wrong"
    return SignatureForm(name, function, agreed, sent.get("seen", ""), errors)


def _line(text: str) -> str:
    """One line without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST]
