"""The form in which a person corrects their name and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from civiscope.web.collection.rules.shown_names import shown_title

LONGEST_NAME = 200


@dataclass(frozen=True)
class OwnDataForm:
    """What was typed; ``errors`` holds keys of phrases by field."""

    name: str
    language: str
    errors: Mapping[str, str]


def read_own_data(post: Mapping[str, str], languages: Sequence[str]) -> OwnDataForm:
    """Read the form."""
    typed, language = str(post.get("name", "")), str(post.get("language", ""))
    name = shown_title(typed, LONGEST_NAME + 1)
    errors = {}
    if not name:
        errors["name"] = "protect_name_missing"
    elif len(name) > LONGEST_NAME:
        errors["name"] = "protect_name_long"
    if language not in languages:
        errors["language"] = "protect_language_unknown"
    return OwnDataForm(name[:LONGEST_NAME], language, errors)
