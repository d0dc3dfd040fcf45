"""What a study says of the release that is built from it: the section ``release`` of study.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from civiscope.study.labels import Label
from civiscope.study.questionnaire import Definition

LONGEST_ID = 120
LONGEST_VERSION = 40


def _release_id(value: str) -> str:
    parts = value.split("-")
    if len(value) > LONGEST_ID or not all(part.isascii() and part.isalnum() and part == part.lower() for part in parts):
        raise ValueError("the id of a release as its release.json gives it, e.g. `my-study-2024-12-31-0123456789ab`")
    return value


def _version(value: str) -> str:
    if len(value) > LONGEST_VERSION or not all(part.isascii() and part.isdigit() for part in value.split(".")):
        raise ValueError('whole numbers joined by points, in quotation marks, e.g. `"1.1"`')
    return value


class Erratum(Definition):
    """An earlier release that this one takes the place of, or takes back."""

    id: Annotated[str, AfterValidator(_release_id)] = Field(
        description="The earlier release, as its release.json names it."
    )
    reason: Label = Field(description="Why, in a sentence for readers.")


class ReleaseDefinition(Definition):
    """A release never changes: what is corrected comes as a new one, which says what it supersedes or withdraws."""

    version: Annotated[str, AfterValidator(_version)] = Field(
        default="1",
        description="Version of the release, e.g. `1.1`; a new one for each correction.",
    )
    notes: Label | None = Field(default=None, description="What is new in it.")
    supersedes: tuple[Erratum, ...] = Field(
        default=(), description="Earlier releases that this one takes the place of; their pages lead here."
    )
    withdraws: tuple[Erratum, ...] = Field(
        default=(), description="Earlier releases that should not be used any more; their pages say so."
    )

    @model_validator(mode="after")
    def _each_once(self) -> ReleaseDefinition:
        ids = [entry.id for entry in (*self.supersedes, *self.withdraws)]
        twice = [name for place, name in enumerate(ids) if name in ids[:place]]
        if twice:
            raise ValueError(f"each earlier release once, in supersedes or in withdraws; twice: {twice[0]}")
        return self
