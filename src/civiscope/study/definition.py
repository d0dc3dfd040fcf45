"""study.yaml: what a study is, apart from its questionnaires, its frame and its answers."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from civiscope.study.framework import Framework
from civiscope.study.labels import Code, Label, Slug
from civiscope.study.privacy_definition import PrivacyDefinition
from civiscope.study.questionnaire import Definition
from civiscope.study.release_definition import ReleaseDefinition
from civiscope.study.site_definition import SiteDefinition


class Party(Definition):
    """An organisation that publishes or supports the study."""

    name: str = Field(description="Name of the organisation.")
    url: str | None = Field(default=None, description="Its address on the web.")
    email: str | None = Field(default=None, description="An address that readers may write to.")


class Licence(Definition):
    """Under which terms the answers and results may be used."""

    name: str = Field(description="Name of the licence or, where there is none, of the terms.")
    url: str | None = Field(default=None, description="Where its text stands.")
    note: Label | None = Field(default=None, description="What a reader must know, e.g. whose facts these are.")


class Source(Definition):
    """A document or data set that the study draws on."""

    title: str = Field(description="Title of the document or data set.")
    publisher: str = Field(description="Who published it.")
    year: int | None = Field(default=None, description="Year of publication.")
    url: str | None = Field(default=None, description="Its address on the web.")
    terms: str | None = Field(default=None, description="Terms of use, in a sentence.")


class SampleDesign(Definition):
    """How the cities of a wave were drawn from the frame; without it they count as a simple random sample."""

    strata: Code | None = Field(
        default=None,
        description="Name of a group whose levels are the strata; the frame's cities are their populations, and "
        "answers are weighted to them unless `weight` is given.",
    )
    weight: str | None = Field(default=None, description="A column of cities.csv with the weight of each city.")
    cluster: str | None = Field(default=None, description="A column of cities.csv: cities were drawn together by it.")
    lonely: Literal["fail", "certainty", "adjust", "average"] = Field(
        default="fail",
        description="What a stratum with a single answer adds to the variance: `fail` refuses, `certainty` nothing, "
        "`adjust` its deviation from the mean of all, `average` what the other strata add on average.",
    )


class Wave(Definition):
    """One round of collection (or one edition of published answers)."""

    id: Slug = Field(description="Name of the wave and of its folder in waves/, e.g. `2018-20`.")
    title: Label = Field(description="How readers know it.")
    status: Literal["planned", "collecting", "closed"] = Field(
        description="Answers are required only when the wave is `closed`."
    )
    date: dt.date = Field(description="The declared date of its results; releases print it instead of a clock's time.")
    questionnaires: tuple[Code, ...] = Field(min_length=1, description="Questionnaires that are asked in the wave.")
    surveyed: int | None = Field(
        default=None,
        ge=1,
        description="Number of cities that the wave stands for (finite population); the frame's size where absent. "
        "The answers at hand are treated as a simple random sample of them, with the finite population correction.",
    )
    surveyed_note: Label | None = Field(default=None, description="Where that number comes from.")
    design: SampleDesign | None = Field(default=None, description="How the cities were drawn, where not at random.")
    answers: Literal["public", "not_public"] = Field(
        default="public",
        description="`not_public`: the wave was held, but the answers are not public. None are required then; those of "
        "single cities, which know their own, may stand in its folder.",
    )
    empty_means: Literal["not answered", "not known"] = Field(
        default="not answered",
        description="What an empty cell of the answers means: the city did not answer, or the source does not tell.",
    )


class SizeClass(Definition):
    """One class of a numeric column of the frame."""

    code: Code = Field(description="Name of the class.")
    label: Label = Field(description="What readers see, e.g. `Under 100,000`.")
    below: float | None = Field(default=None, description="Upper limit, not included; absent in the last class.")


class Group(Definition):
    """A named set of cities, or a scheme that divides them; a domain of estimates and a choice of peers.

    Exactly one of `column`, `item`, `cities`, `countries` says who belongs.
    """

    code: Code = Field(description="Name; the `domain` of estimates.")
    label: Label = Field(description="What readers see, e.g. `Region`.")
    scheme: str | None = Field(default=None, description="Name of the classification, e.g. `UN M49 sub-regions`.")
    column: str | None = Field(default=None, description="A column of cities.csv: each of its values is a level.")
    classes: tuple[SizeClass, ...] = Field(
        default=(), description="Classes of a numeric `column`, lowest first; each is a level."
    )
    item: Code | None = Field(
        default=None, description="A `single` item of the questionnaires: each option is a level."
    )
    cities: tuple[Slug, ...] = Field(default=(), description="Codes of the cities that belong (level `yes`).")
    countries: tuple[str, ...] = Field(
        default=(), description="ISO 3166-1 alpha-3 codes whose cities belong (level `yes`)."
    )

    @model_validator(mode="after")
    def _one_rule(self) -> Group:
        given = [name for name in ("column", "item", "cities", "countries") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError("exactly one of column, item, cities and countries")
        if self.classes and not self.column:
            raise ValueError("classes only together with column")
        return self


class Peers(Definition):
    """How a city's peers are chosen."""

    count: int = Field(default=10, ge=1, le=50, description="How many of the nearest cities.")
    by: tuple[Literal["population", "region", "gdp_per_capita"], ...] = Field(
        default=("population", "region", "gdp_per_capita"),
        min_length=1,
        description="What nearness means: the ratio of populations, the same region, the ratio of income.",
    )
    group: Code | None = Field(
        default=None, description="Name of a group: the cities of the same level are the peers instead."
    )


class SnapshotBlock(Definition):
    """One thing that a snapshot shows."""

    item: Code = Field(description="The item that it shows.")
    show: Literal["sentence", "bars", "tags", "list", "value", "grid"] = Field(
        description="`sentence`: how many cities answered the same; `bars`: all cities, the city's own answers marked; "
        "`tags` or `list`: the city's own answers; `value`: a number or text in words; `grid`: rows by answer."
    )
    title: Label | None = Field(default=None, description="Heading of the block; the item's short label where absent.")
    sentence: Label | None = Field(
        default=None,
        description="Text of a `value`, with `{city}` and `{value}`, e.g. `{city} uses {value} different roles.`",
    )


class SnapshotSection(Definition):
    """A headed part of a snapshot."""

    code: Code = Field(description="Name and anchor.")
    title: Label = Field(description="Heading.")
    blocks: tuple[SnapshotBlock, ...] = Field(min_length=1, description="What it shows, in order.")


class Snapshot(Definition):
    """What a city's snapshot shows; where absent, every item under its questionnaire's sections."""

    title: Label = Field(description="What the document is called, e.g. `City innovation snapshot`.")
    facts: tuple[Code, ...] = Field(default=(), description="Items shown as head facts.")
    sections: tuple[SnapshotSection, ...] = Field(default=(), description="The parts, in order.")


class LookDefinition(Definition):
    """The study's own look, carried into pages, figures, snapshots and the report."""

    name: Label | None = Field(
        default=None, description="The short name that the head of the site shows; the study's title where absent."
    )
    logo: str | None = Field(
        default=None, description="A picture in the study folder, `.svg` or `.png`, e.g. `look/logo.svg`."
    )
    logo_alt: Label | None = Field(
        default=None, description="What the logo says, for those who do not see it; its name where absent."
    )
    cover: str | None = Field(
        default=None,
        description="A picture in the study folder, `.jpg` or `.png`, for the site's front page and the report.",
    )
    cover_alt: Label | None = Field(
        default=None, description="What the cover shows; a cover without it counts as decoration."
    )
    cover_credit: Label | None = Field(default=None, description="Who made the cover.")
    primary: str = Field(default="#14496b", pattern=r"^#[0-9a-fA-F]{6}$", description="Colour of headings and bars.")
    accent: str = Field(default="#b34a12", pattern=r"^#[0-9a-fA-F]{6}$", description="Colour of the city's own marks.")


FEWEST_WITHHOLDING = 3
"""Cities that withhold their answer to an item of which others' answers are published stand in an estimate only where
at least this many do: a reader can subtract the published answers, and each of two cities knows its own."""


class Rounding(Definition):
    """How released numbers are rounded, after small cells were suppressed. Off where absent."""

    shares: float | None = Field(
        default=None,
        gt=0,
        le=0.25,
        description="Shares, their errors, intervals and bounds are rounded to a multiple of this, e.g. `0.01`; means "
        "and medians to three digits.",
    )
    counts: int | None = Field(
        default=None,
        ge=2,
        description="Counts are rounded to a multiple of this, e.g. `5`. Only together with `shares`, since an exact "
        "share tells its count.",
    )

    @model_validator(mode="after")
    def _no_exact_share_of_rounded_counts(self) -> Rounding:
        if self.counts is not None and self.shares is None:
            raise ValueError("counts only together with shares, because an exact share tells its count")
        return self


class DisclosureRules(Definition):
    """What may be published."""

    minimum_base: int = Field(default=1, ge=1, description="Estimates of fewer cities than this are suppressed.")
    minimum_cell: int = Field(
        default=1,
        ge=1,
        description="Shares that fewer cities than this stand behind, or all but fewer than this, are suppressed; not "
        "those of none or of all. No suppressed count can be computed from the published ones, nor be narrowed down to "
        "fewer than this many steps.",
    )
    rounding: Rounding = Field(default=Rounding(), description="How released numbers are rounded.")


class Findings(Definition):
    """How findings are treated."""

    promote: tuple[str, ...] = Field(default=(), description="Codes of findings that are to be errors in this study.")


class StudyDefinition(Definition):
    """study.yaml."""

    id: Slug = Field(description="Name of the study.")
    title: Label = Field(description="Title of the study.")
    description: Label | None = Field(default=None, description="What it is, in a few sentences.")
    languages: tuple[str, ...] = Field(
        min_length=1,
        description="Languages of the study (BCP 47), the source language first; all labels must exist in all.",
    )
    time_zone: str = Field(
        default="UTC",
        description="The time zone of the study's clocks in the field, by its IANA name, e.g. `Europe/Paris`: people "
        "are shown times in it, and last days end with the day there. What is stored and exported is in UTC.",
    )
    publisher: Party = Field(description="Who publishes the study.")
    contacts: tuple[Party, ...] = Field(default=(), description="Whom readers may ask.")
    licence: Licence = Field(description="Terms of the answers and results.")
    sources: tuple[Source, ...] = Field(default=(), description="Documents and data that the study draws on.")
    simulated: bool = Field(default=False, description="Set by `civiscope simulate`: cities and answers are made up.")
    waves: tuple[Wave, ...] = Field(min_length=1, description="Rounds of collection, oldest first.")
    groups: tuple[Group, ...] = Field(default=(), description="Named sets of cities; they may overlap.")
    domains: tuple[Code, ...] = Field(default=(), description="Groups by which all estimates are broken down.")
    peers: Peers = Field(default=Peers(), description="How a city's peers are chosen.")
    coordinates: Literal["frame", "geonames"] = Field(
        default="frame",
        description="`geonames`: cities without coordinates in cities.csv are looked up by name, country, state and "
        "population.",
    )
    snapshot: Snapshot | None = Field(default=None, description="What a city's snapshot shows.")
    framework: Framework | None = Field(
        default=None,
        description="The capabilities that the study looks at, drawn as a diagram in releases and reports.",
    )
    disclosure: DisclosureRules = Field(default=DisclosureRules(), description="What may be published.")
    findings: Findings = Field(default=Findings(), description="How findings are treated.")
    look: LookDefinition = Field(default=LookDefinition(), description="The study's colours.")
    release: ReleaseDefinition = Field(default=ReleaseDefinition(), description="The release that is built.")
    privacy: PrivacyDefinition = Field(
        default=PrivacyDefinition(), description="What the people of cities who answer are told about their data."
    )
    site: SiteDefinition = Field(default=SiteDefinition(), description="The public site.")

    @property
    def source_language(self) -> str:
        """The language of texts that name none."""
        return self.languages[0]

    def wave(self, wave_id: str) -> Wave:
        """The wave of that id; raises KeyError where there is none."""
        return {wave.id: wave for wave in self.waves}[wave_id]
