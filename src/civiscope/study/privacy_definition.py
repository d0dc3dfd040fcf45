"""What the people of cities who answer are told about their personal data, and how long it is kept."""

from __future__ import annotations

from pydantic import Field

from civiscope.study.labels import Label
from civiscope.study.questionnaire import Definition


class PrivacyDefinition(Definition):
    """Adds to the notice that Civiscope shows to contacts of cities; the study's publisher is named as responsible."""

    notice: Label | None = Field(
        default=None,
        description="The study's own words, shown before Civiscope's: the legal basis, a data protection officer, "
        "where the service is hosted. An empty line begins a paragraph.",
    )
    contact: str | None = Field(
        default=None,
        description="The address to which people write about their data; the publisher's, or that of the study's "
        "first contact, where absent.",
    )
    keep_contacts_days: int = Field(
        default=180,
        ge=1,
        le=3650,
        description="Days after the fieldwork was closed at which the names and addresses of its contacts are erased.",
    )
