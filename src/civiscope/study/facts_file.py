"""facts.yaml: facts from documents, each with its source, which a report cites."""

from __future__ import annotations

from pydantic import Field, RootModel

from civiscope.study.labels import Code
from civiscope.study.questionnaire import Definition

FACTS_FILE = "facts.yaml"


class Fact(Definition):
    """One fact from a document."""

    value: str = Field(description="What is printed, with its unit, e.g. `63 million` or `24%`.")
    source: str = Field(description="The document that says it, with the page where it has pages.")
    label: str | None = Field(default=None, description="What it is, e.g. `cities invited`.")
    note: str | None = Field(default=None, description="What a reader must know of it.")
    url: str | None = Field(default=None, description="Where the source stands on the web.")


class Facts(RootModel[dict[Code, Fact]]):
    """facts.yaml: facts by name."""

    model_config = {"frozen": True}
