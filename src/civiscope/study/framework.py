"""The framework of a study: capabilities of city governments, what they make possible together, and what shapes all."""

from __future__ import annotations

from pydantic import Field

from civiscope.study.labels import Code, Label
from civiscope.study.questionnaire import Definition

FEWEST_CAPABILITIES, MOST_CAPABILITIES = 2, 3
"""Circles that overlap in every combination: four of them cannot."""


class Capability(Definition):
    """One capability."""

    code: Code = Field(description="Name; the same as an option group's where figures group by capability.")
    label: Label = Field(description="What readers see, e.g. `Analytical capabilities`.")
    explanation: Label | None = Field(default=None, description="What it is, in a sentence or two.")


class Intersection(Definition):
    """What a city can do that is strong in several capabilities."""

    members: tuple[Code, ...] = Field(min_length=2, description="Codes of the capabilities that it takes.")
    label: Label = Field(description="What they make possible, in a few words.")


class Framework(Definition):
    """The study's analytical framework, drawn as overlapping circles."""

    title: Label = Field(description="What the framework is of, as a finding or a name.")
    capabilities: tuple[Capability, ...] = Field(
        min_length=FEWEST_CAPABILITIES, max_length=MOST_CAPABILITIES, description="The overlapping capabilities."
    )
    shaped_by: Capability | None = Field(default=None, description="The capability above them, which shapes them all.")
    intersections: tuple[Intersection, ...] = Field(
        default=(), description="What lies where capabilities overlap; each combination once."
    )
    note: Label | None = Field(default=None, description="What a reader must know, e.g. whose framework it is.")
