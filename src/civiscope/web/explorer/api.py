"""The read-only API: the same addresses as the pages, ending in .json, described by OpenAPI.

Django Ninja documents and checks it; every answer is made of the same domain as the page of that address.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from pydantic import BaseModel

from civiscope import __version__
from civiscope.report.narrative.glossary import TERMS
from civiscope.results.comparisons import FrameComparison
from civiscope.results.estimates import SIMULATED
from civiscope.results.outcomes import OutcomeEstimate
from civiscope.results.published import PublishedComparison, PublishedResult
from civiscope.results.quality import QualityRow
from civiscope.results.scores import GroupScore, Score
from civiscope.web.explorer.addresses import address
from civiscope.web.explorer.domain.cities import city_table
from civiscope.web.explorer.domain.city_columns import ListedCities, city_records
from civiscope.web.explorer.domain.city_query import find_cities
from civiscope.web.explorer.domain.city_record import CityRecord, city_record
from civiscope.web.explorer.domain.codebook import codebook_chapters, codebook_rows
from civiscope.web.explorer.domain.data_files import data_files
from civiscope.web.explorer.domain.findings import findings
from civiscope.web.explorer.domain.question_index import question_index
from civiscope.web.explorer.domain.question_record import QuestionRecord, question_record
from civiscope.web.explorer.domain.records import (
    ComparisonRecord,
    FileRecord,
    FindingRecord,
    FoundRecord,
    IndexRecord,
    IndexSummary,
    LineRecord,
    MethodsRecord,
    OutcomeRows,
    PublishedRecord,
    QualityRows,
    QuestionSummary,
    ReleaseRecord,
    StudyRecord,
    TermRecord,
    VariableRecord,
    WaveRecord,
    records,
)
from civiscope.web.explorer.domain.shelf import Edition, shown
from civiscope.web.explorer.forms.cities import FIXED, read_query
from civiscope.web.explorer.forms.comparison import asked_comparison
from civiscope.web.explorer.page import citation
from civiscope.web.explorer.reader import Reader, reader_of

api = NinjaAPI(
    title="Civiscope explorer",
    version=__version__,
    description="Everything that a release publishes, read-only. The addresses are those of the pages, with .json; a "
    "release (releases/ID/) and a language (fr/) may stand before them.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)


@api.get("index.json", response=StudyRecord, summary="The study, its waves and its findings")
def study(request: HttpRequest) -> StudyRecord:
    """The study and its release in short."""
    reader = reader_of(request)
    view, definition, edition = reader.view, reader.view.definition, reader.edition
    names = FindingRecord.model_fields
    return StudyRecord(
        study=definition.id,
        title=view.text(definition.title),
        description=view.text(definition.description),
        languages=list(edition.languages),
        publisher=definition.publisher.name,
        licence=definition.licence.name,
        cite=citation(reader),
        release=edition.id,
        version=edition.version,
        date=edition.date,
        simulated=definition.simulated,
        waves=_waves(edition, reader),
        findings=[FindingRecord(**{name: getattr(found, name) for name in names}) for found in findings(view)],
    )


def _waves(edition: Edition, reader: Reader) -> list[WaveRecord]:
    counts: dict[str, set[str]] = {}
    for entry in edition.release.respondents:
        counts.setdefault(entry.wave, set()).add(entry.city)
    return [
        WaveRecord(
            id=wave.id,
            title=reader.view.text(wave.title),
            date=wave.date.isoformat(),
            questionnaires=list(wave.questionnaires),
            cities=len(counts.get(wave.id, ())),
            surveyed=wave.surveyed,
        )
        for wave in reader.view.definition.waves
    ]


@api.get("cities.json", response=ListedCities, summary="The cities that match: the filters of the list of cities")
def cities(request: HttpRequest) -> ListedCities:
    """The words of the address are those of cities.html: groups, items, ``class.INDEX``, ``q``, ``population_from`` and
    so on; all pages at once. 400 for a filter or a choice that is not known."""
    reader = reader_of(request)
    table = city_table(reader.edition, reader.language)
    return city_records(table, find_cities(table, read_query(request.GET, table)))


@api.get("cities/{city}.json", response=CityRecord, by_alias=True, summary="Everything that is published of a city")
def city(request: HttpRequest, city: str) -> CityRecord:
    """The answers, scores and peers of a city; 404 for one that has not answered."""
    reader = reader_of(request)
    if city not in reader.edition.peers:
        raise Http404(city)
    return city_record(reader.view, reader.edition.id, city, reader.edition.peers[city].peers)


@api.get("compare.json", response=ComparisonRecord, summary="Cities and groups side by side")
def comparison(request: HttpRequest, cities: str, group: str = "") -> ComparisonRecord:
    """``cities`` holds codes joined by commas, ``group`` a group as DOMAIN:LEVEL, ``:`` for all cities or peers:CITY;
    both may be given again. 400 for what is not known."""
    found = asked_comparison(request)
    return ComparisonRecord(
        columns=[sheet.title for sheet in found.sheets],
        lines=[
            LineRecord(
                part=part.title,
                title=row.title,
                differs=row.differs,
                cells=[None if cell is None else cell.shown for cell in row.cells],
            )
            for part in (*found.different, *found.alike, *found.alone)
            for row in part.rows
        ],
    )


@api.get("questions.json", response=list[QuestionSummary], summary="All questions")
def questions(request: HttpRequest) -> list[QuestionSummary]:
    """Every question with the addresses of its results."""
    reader = reader_of(request)
    index = question_index(reader.edition)
    return [
        QuestionSummary(
            questionnaire=questionnaire,
            item=item,
            title=reader.view.short(place.item),
            wording=reader.view.text(place.item.label),
            results=[
                address("api:question", questionnaire=questionnaire, result=f"{item}{variant}")
                for variant in index.variants((questionnaire, item)) or [""]
            ],
            simulated=reader.view.definition.simulated,
        )
        for (questionnaire, item), place in index.places.items()
    ]


@api.get(
    "questions/{questionnaire}/{result}.json", response=QuestionRecord, summary="A question and one of its results"
)
def question(request: HttpRequest, questionnaire: str, result: str) -> QuestionRecord:
    """``result`` is an item, followed by --by-DOMAIN or --wave-WAVE for another result than the main one; 404 for what
    the release does not have."""
    reader = reader_of(request)
    item, mark, variant = result.partition("--")
    try:
        return question_record(reader.edition, reader.language, questionnaire, item, f"{mark}{variant}")
    except KeyError:
        raise Http404(result) from None


@api.get("codebook.json", response=list[VariableRecord], summary="Every variable, wave by wave")
def codebook(request: HttpRequest) -> list[VariableRecord]:
    """The rows of codebook.csv."""
    reader = reader_of(request)
    remark = SIMULATED if reader.view.definition.simulated else ""
    rows = codebook_rows(codebook_chapters(reader.edition, reader.language), remark)
    return [VariableRecord.model_validate(row) for row in rows]


@api.get("methods/index.json", response=MethodsRecord, summary="Waves, response and disclosure")
def methods(request: HttpRequest) -> MethodsRecord:
    """Who was surveyed, how the respondents compare with the frame, and what may be published."""
    reader = reader_of(request)
    rules = reader.view.definition.disclosure
    return MethodsRecord(
        waves=_waves(reader.edition, reader),
        representativeness=records(reader.edition.release.representativeness, FrameComparison),
        minimum_base=rules.minimum_base,
        minimum_cell=rules.minimum_cell,
        simulated=reader.view.definition.simulated,
    )


@api.get("indices/index.json", response=list[IndexSummary], summary="All indices")
def indices(request: HttpRequest) -> list[IndexSummary]:
    """Every index in short."""
    reader = reader_of(request)
    return [_index(reader, name) for name in reader.edition.release.indices]


@api.get("indices/{index}.json", response=IndexRecord, summary="An index with the scores of all cities")
def index(request: HttpRequest, index: str) -> IndexRecord:
    """The scores with intervals of score and rank; 404 for an index that the study does not define."""
    reader = reader_of(request)
    release = reader.edition.release
    if index not in release.indices:
        raise Http404(index)
    return IndexRecord(
        **_index(reader, index).model_dump(),
        scores=records((row for row in release.scores if row.index == index), Score),
        group_scores=records((row for row in release.group_scores if row.index == index), GroupScore),
    )


def _index(reader: Reader, name: str) -> IndexSummary:
    view, definition = reader.view, reader.edition.release.indices[name]
    cities = {row.city for row in view.release.scores if row.index == name == row.node}
    return IndexSummary(
        code=name,
        title=view.text(definition.title),
        about=view.text(definition.about),
        cities=len(cities),
        simulated=view.definition.simulated,
    )


@api.get("outcomes/index.json", response=OutcomeRows, summary="All outcome models")
def outcomes(request: HttpRequest) -> list[BaseModel]:
    """Differences and coefficients with intervals and tests."""
    return records(reader_of(request).edition.release.outcomes.estimates, OutcomeEstimate)


@api.get("published/index.json", response=PublishedRecord, summary="Results printed elsewhere")
def published(request: HttpRequest) -> PublishedRecord:
    """Printed results, and each beside the released share."""
    release = reader_of(request).edition.release
    return PublishedRecord(
        results=records(release.published, PublishedResult),
        comparison=records(release.published_comparison, PublishedComparison),
    )


@api.get("quality/index.json", response=QualityRows, summary="What was found and done while reading answers")
def quality(request: HttpRequest) -> list[BaseModel]:
    """The quality report's rows."""
    return records(reader_of(request).edition.release.quality, QualityRow)


@api.get("glossary/index.json", response=list[TermRecord], summary="The terms of the results")
def glossary(request: HttpRequest) -> list[TermRecord]:
    """Every term with its meaning."""
    view = reader_of(request).view
    return [TermRecord(term=view.say(f"term_{name}"), meaning=view.say(f"term_{name}_is")) for name in TERMS]


@api.get("data.json", response=list[FileRecord], summary="The files of the release")
def data(request: HttpRequest) -> list[FileRecord]:
    """Every sealed file with its checksum and columns."""
    reader = reader_of(request)
    return [
        FileRecord(
            name=file.name,
            about=file.about,
            size=file.size,
            checksum=file.checksum,
            columns={column.name: column.meaning for column in file.columns},
            simulated=reader.view.definition.simulated,
        )
        for file in data_files(reader.view, reader.edition.folder)
    ]


@api.get("releases.json", response=list[ReleaseRecord], summary="The versions of the release")
def releases(request: HttpRequest) -> list[ReleaseRecord]:
    """Every release on the shelf; a static site knows of itself only."""
    reader = reader_of(request)
    editions = [reader.edition] if reader.baked else list(shown().editions)
    return [
        ReleaseRecord(
            id=edition.id,
            version=edition.version,
            date=edition.date,
            status=edition.status,
            newest=edition is editions[0],
        )
        for edition in editions
    ]


@api.get("search.json", response=list[FoundRecord], summary="Full-text search")
def search(request: HttpRequest, q: str = "") -> list[FoundRecord]:
    """What holds every word of ``q``, by the beginnings of words, the best first."""
    reader = reader_of(request)
    found = reader.edition.search(reader.language).find(q[:200])
    return [FoundRecord(kind=e.kind, title=e.title, text=e.text, address=e.address) for e in found]


@api.exception_handler(BadRequest)
def refused(request: HttpRequest, failure: BadRequest) -> HttpResponse:
    """400, with the sentence that the page would show."""
    return api.create_response(request, {"detail": str(failure)}, status=400)


@api.exception_handler(Http404)
def missing(request: HttpRequest, failure: Http404) -> HttpResponse:
    """404, with the title of the page that says so."""
    return api.create_response(request, {"detail": reader_of(request).view.say("site_not_found_title")}, status=404)


def schema(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description of all this; addresses in it are relative to where it stands."""
    return JsonResponse(openapi(reader_of(request)), json_dumps_params={"ensure_ascii": False})


def openapi(reader: Reader) -> dict[str, Any]:
    """The OpenAPI document, with the filters of cities that the release has."""
    document = {**api.get_openapi_schema(path_prefix="/"), "servers": [{"url": "."}]}
    table = city_table(reader.edition, reader.language)
    levels = {name: [level.code for level in facet.levels] for name, facet in table.facets.items()}
    parameters = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in FIXED] + [
        {"name": name, "in": "query", "schema": {"type": "array", "items": {"type": "string", "enum": known}}}
        for name, known in levels.items()
    ]
    document["paths"]["/cities.json"]["get"]["parameters"] = parameters
    return document
