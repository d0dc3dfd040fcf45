"""A city as data: what its page offers as JSON and CSV, and what the API documents."""

from __future__ import annotations

from pydantic import BaseModel, Field

from civiscope.report.words.release_view import ReleaseView


class AnswerRecord(BaseModel):
    """One published answer of a city."""

    wave: str
    questionnaire: str
    item: str
    row: str = Field(description="Row of a grid; empty outside grids.")
    question: str = Field(description="Title of the item.")
    status: str = Field(description="answered, incomplete, or the kind of missing.")
    options: list[str] = Field(description="Codes of the options that it named.")
    labels: list[str] = Field(description="Their labels.")
    unknown: list[str] = Field(description="Of an incomplete list: options of which it is not known.")
    texts: list[str] = Field(description="Its own words, and numbers.")


class ScoreRecord(BaseModel):
    """A city's score of one node of an index, with its interval over variants of the method."""

    wave: str
    index: str
    node: str
    score: float | None
    rank: int | None
    low: float | None
    high: float | None
    rank_low: int | None
    rank_high: int | None
    class_: str = Field(serialization_alias="class")
    available: float = Field(description="Share of the node's indicators that were not missing.")
    note: str


class CityRecord(BaseModel):
    """Everything that a release publishes of one city."""

    code: str
    name: str
    country: str = Field(description="ISO 3166-1 alpha-3.")
    country_name: str
    region: str
    population: int | None
    population_year: int | None
    waves: list[str]
    groups: dict[str, str] = Field(description="Level of each group that the frame decides.")
    answers: list[AnswerRecord]
    scores: list[ScoreRecord]
    peers: list[str]
    release: str
    simulated: bool


def city_record(view: ReleaseView, release_id: str, code: str, peers: tuple[str, ...]) -> CityRecord:
    """The record of a city that has answered; raises KeyError for another one."""
    release = view.release
    city, waves = release.cities[code], release.waves_by_city[code]
    return CityRecord(
        code=code,
        name=city.name,
        country=city.country,
        country_name=view.country(city.country),
        region=city.region or "",
        population=city.population,
        population_year=city.population_year,
        waves=waves,
        groups={group: levels[code] for group, levels in release.level_by_city.items() if code in levels},
        answers=[answer for wave in waves for answer in _answers(view, wave, code)],
        scores=[
            ScoreRecord(
                **{name: getattr(cities[code], name) for name in ScoreRecord.model_fields if name != "node"}, node=node
            )
            for nodes in release.scores_by_node.values()
            for node, cities in nodes.items()
            if code in cities
        ],
        peers=list(peers),
        release=release_id,
        simulated=view.definition.simulated,
    )


def _answers(view: ReleaseView, wave: str, code: str) -> list[AnswerRecord]:
    found = []
    for name in view.wave(wave).questionnaires:
        questionnaire = view.release.questionnaires.get(name)
        for (item_code, row), answer in view.answers_of(wave, name, code).items():
            item = questionnaire.items.get(item_code) if questionnaire is not None else None
            if item is None:
                continue
            found.append(
                AnswerRecord(
                    wave=wave,
                    questionnaire=name,
                    item=item_code,
                    row=row,
                    question=view.short(item),
                    status=answer.status.label,
                    options=answer.named,
                    labels=[view.option_label(name, item, option) for option in answer.named],
                    unknown=answer.unknown,
                    texts=answer.texts,
                )
            )
    return found
