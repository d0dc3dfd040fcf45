"""Texts in several languages."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

LONGEST_NAME = 64
"""Characters of a code: several of them stand in one file name, which may have 255."""

SOURCE = ""
"""The key under which a text without a language stands: it is in the study's source language."""


def _as_mapping(value: Any) -> Any:
    if not isinstance(value, str | dict):
        raise ValueError("a text (numbers and true or false in quotes), or a text per language")
    return {SOURCE: value} if isinstance(value, str) else value


def _not_empty(value: dict[str, str]) -> dict[str, str]:
    if not value or any(not text.strip() for text in value.values()):
        raise ValueError("a text, or a text per language, that is not empty")
    return value


def _code(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", value) or len(value) > LONGEST_NAME:
        raise ValueError(
            "a code of lower-case letters, digits and underscores that begins with a letter, "
            f"of at most {LONGEST_NAME} characters"
        )
    return value


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > LONGEST_NAME:
        raise ValueError(
            f"lower-case letters and digits, joined by single hyphens, of at most {LONGEST_NAME} characters"
        )
    return value


Label = Annotated[dict[str, str], BeforeValidator(_as_mapping), AfterValidator(_not_empty)]
"""A text in the source language, or a mapping from language code to text."""

Code = Annotated[str, AfterValidator(_code)]
"""A name for items, options, sections and groups: ``[a-z][a-z0-9_]*``."""

Slug = Annotated[str, AfterValidator(_slug)]
"""A name that also stands in file names and addresses: studies, waves and cities."""


def in_language(label: dict[str, str], language: str, source: str) -> str:
    """The text in ``language``; where it is not given, in the ``source`` language, else in any language."""
    for key in (language, SOURCE, source):
        if key in label:
            return label[key]
    return next(iter(label.values()))


def is_given(label: dict[str, str], language: str, source: str) -> bool:
    """Whether the text exists in ``language``; a text without a language counts for the ``source`` language, and for
    all where it has no letters (``%``, ``5–10``)."""
    if language in label:
        return True
    return SOURCE in label and (language == source or not any(map(str.isalpha, label[SOURCE])))
