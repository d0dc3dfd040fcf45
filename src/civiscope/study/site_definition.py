"""What a study decides about its public site: the section ``site`` of study.yaml."""

from __future__ import annotations

from pydantic import Field

from civiscope.study.labels import Code, Label
from civiscope.study.questionnaire import Definition

MOST_FINDINGS = 5
"""Numbers on the front page."""


class SiteFinding(Definition):
    """One number of the front page: the share of cities that gave an answer, in its latest wave."""

    item: Code = Field(description="The item.")
    option: Code | None = Field(default=None, description="The option whose share is shown; of a number, its mean.")
    row: Code | None = Field(default=None, description="The row, of a grid.")
    questionnaire: Code | None = Field(
        default=None, description="The questionnaire that asks it; the first of the wave that does where absent."
    )
    sentence: Label | None = Field(
        default=None,
        description="What the number says, to be read after it, e.g. `of cities have an innovation strategy`; the "
        "labels of item and option where absent.",
    )


class SiteDefinition(Definition):
    """The public site of a study."""

    address: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$",
        description="Where the site will stand, e.g. `https://example.org/study/`; other tools need it to show the "
        "picture of a shared link.",
    )
    languages: tuple[str, ...] = Field(
        default=(),
        description="Languages of its pages, the study's source language first; those of the study where absent. "
        "Civiscope's own words exist in English, French and Spanish; texts that the study has not translated stand in "
        "its source language.",
    )
    findings: tuple[SiteFinding, ...] = Field(
        default=(),
        max_length=MOST_FINDINGS,
        description="The numbers of the front page; chosen by rule where absent.",
    )
    filters: tuple[Code, ...] = Field(
        default=(),
        description="Items by which cities can be filtered, besides the groups; all choices that may be published city "
        "by city where absent.",
    )
