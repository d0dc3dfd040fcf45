"""The front page of a release: what it holds, and where."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from civiscope.release.model import Release
from civiscope.report.pages.frame import note, page, plain_text
from civiscope.report.words.phrases import in_sentence, listed, number
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Block, Bullets, Document, Fact, Facts, Inline, Section, Span, Table

_REPORT_FILES = {
    "report.html": "index_report_page",
    "report.pdf": "index_report_pdf",
    "report.docx": "index_report_docx",
    "figures.pptx": "index_report_deck",
}
_REPORT_TEXT = {"results/report.json": "file_report"}
_FILES = {
    "results/estimates.csv": "file_estimates",
    "results/answers.parquet": "file_answers",
    "results/respondents.csv": "file_respondents",
    "results/changes.csv": "file_changes",
    "results/cities.csv": "file_cities",
    "results/groups.csv": "file_groups",
    "results/representativeness.csv": "file_representativeness",
    "results/scores.csv": "file_scores",
    "results/contributions.csv": "file_contributions",
    "results/improvements.csv": "file_improvements",
    "results/group_scores.csv": "file_group_scores",
    "results/sensitivity.csv": "file_sensitivity",
    "results/contrasts.csv": "file_contrasts",
    "results/quality.csv": "file_quality",
    "results/published.csv": "file_published",
    "results/published_comparison.csv": "file_published_comparison",
    "results/codebook.json": "file_codebook",
    "release.json": "file_release",
}
_OUTCOME_FILES = {
    "results/models.csv": "file_models",
    "results/outcome_coverage.csv": "file_outcome_coverage",
    "results/outcomes.csv": "file_outcomes",
    "results/outcome_cities.csv": "file_outcome_cities",
    "results/outcome_groups.csv": "file_outcome_groups",
}
"""Files that have rows only where the study has outcomes."""


def index_document(release: Release, folder: Path, language: str) -> Document:
    """The front page of the release in ``folder``; it links to what has been made there."""
    view = ReleaseView(release, language)
    cities = release.waves_by_city
    countries = {release.cities[city].country for city in cities}
    subtitle = view.say(
        "index_subtitle",
        cities=view.say("index_count_cities", shown=number(len(cities), language), count=len(cities)),
        countries=view.say("index_count_countries", shown=number(len(countries), language), count=len(countries)),
    )
    sections = [
        *_report(view, folder),
        *_snapshots(view, folder),
        *_indices(view),
        *_outcomes(view),
        *_figures(view, folder),
        _results(view),
    ]
    lead: tuple[Block, ...] = (Facts(tuple(_waves(view))),)
    if view.definition.description is not None:
        lead = (note(view.text(view.definition.description)), *lead)
    return page(
        view,
        page_id="index",
        title=view.text(view.definition.title),
        subtitle=subtitle,
        sections=sections,
        links=(),
        lead=lead,
    )


def _report(view: ReleaseView, folder: Path) -> list[Section]:
    """The report in the forms that have been made."""
    items: list[Inline] = [
        (Span(view.say(key), strong=True, href=f"report/{name}"),)
        for name, key in _REPORT_FILES.items()
        if (folder / "report" / name).exists()
    ]
    return [Section("report", view.say("index_report"), (Bullets(tuple(items)),), wide=True)] if items else []


def _waves(view: ReleaseView) -> list[Fact]:
    """Each wave with the cities that answered; one whose answers are not public with its published results."""
    facts = []
    for wave in view.definition.waves:
        count = len({entry.city for entry in view.release.respondents if entry.wave == wave.id})
        results = sum(entry.wave == wave.id for entry in view.release.published)
        if not count and not (results and wave.answers == "not_public"):
            continue
        cities = number(count, view.language)
        if not count:
            shown = view.say("not_public_wave", results=number(results, view.language), count=results)
        elif wave.surveyed:
            shown = view.say("index_wave", cities=cities, surveyed=number(wave.surveyed, view.language))
        else:
            shown = view.say("index_wave_all", cities=cities, count=count)
        remark = view.say("not_public_wave_some") if count and wave.answers == "not_public" else ""
        facts.append(Fact(view.text(wave.title), plain_text(shown), remark))
    return facts


def _snapshots(view: ReleaseView, folder: Path) -> list[Section]:
    by_country: dict[str, list[str]] = defaultdict(list)
    for code in view.release.waves_by_city:
        if (folder / "snapshots" / f"{code}.html").exists():
            by_country[view.country(view.release.cities[code].country)].append(code)
    if not by_country:
        return []
    rows = tuple(
        (
            plain_text(view.say("index_country", country=country, count=number(len(codes), view.language))),
            _city_links(view, sorted(codes, key=lambda code: (view.release.cities[code].name, code))),
        )
        for country, codes in sorted(by_country.items())
    )
    table = Table(caption="", head=(view.say("country"), view.say("index_cities_head")), rows=rows)
    blocks = (note(view.say("index_cities_note")), table)
    return [Section("cities", view.say("index_cities"), blocks, wide=True)]


def _city_links(view: ReleaseView, codes: list[str]) -> Inline:
    spans: list[Span] = []
    for code in codes:
        spans += [Span(" · ")] if spans else []
        spans += [Span(view.release.cities[code].name, href=f"snapshots/{code}.html"), Span(" (")]
        spans += [Span("PDF", href=f"snapshots/{code}.pdf"), Span(")")]
    return tuple(spans)


def _indices(view: ReleaseView) -> list[Section]:
    """Every index with its page, what it tells, and how many cities have a score."""
    items: list[Inline] = []
    for name, definition in view.release.indices.items():
        cities = {entry.city for entry in view.release.scores if entry.index == name == entry.node}
        words = {"about": view.text(definition.about), "count": len(cities)}
        said = view.say("index_indices_some" if cities else "index_indices_none", **words)
        items.append(
            (
                Span(view.text(definition.title), strong=True, href=f"indices/{name}.html"),
                Span(f"{view.say('colon')}{said}"),
            )
        )
    return [Section("indices", view.say("index_indices"), (Bullets(tuple(items)),), wide=True)] if items else []


def _outcomes(view: ReleaseView) -> list[Section]:
    """The models of outcomes with their page, and how many outcomes each has."""
    definition = view.release.outcomes_definition
    if definition is None or not view.release.outcomes.estimates:
        return []
    items: list[Inline] = []
    for model in definition.models:
        waves = {row.wave for row in view.release.outcomes.coverage if row.definition == model.code}
        count = len({row.outcome for row in view.release.outcomes.coverage if row.definition == model.code})
        for wave in (entry.id for entry in view.definition.waves if entry.id in waves):
            said = view.say("index_outcomes_about", count=count)
            link = Span(view.text(model.title), strong=True, href=f"outcomes/index.html#{model.code}-{wave}")
            items.append((link, Span(f"{view.say('colon')}{said}, {view.wave_title(wave)}")))
    return [Section("outcomes", view.say("index_outcomes"), (Bullets(tuple(items)),), wide=True)]


def _figures(view: ReleaseView, folder: Path) -> list[Section]:
    rows = []
    for questionnaire in view.release.questionnaires.values():
        for item in questionnaire.items.values():
            spans = _figure_links(view, folder, item.code)
            if spans:
                rows.append((Span(view.short(item), strong=True), *spans))
    if not rows:
        return []
    groups = {group.code: view.text(group.label) for group in view.definition.groups}
    domains = listed([in_sentence(groups[code], view.language) for code in view.definition.domains], view.language)
    text = note(view.say("index_figures_note" if domains else "index_figures_note_all", domains=domains))
    return [Section("figures", view.say("index_figures"), (text, Bullets(tuple(rows))), wide=True)]


def _figure_links(view: ReleaseView, folder: Path, item: str) -> list[Span]:
    """Links to the figures of an item that have been made."""
    groups = {group.code: view.text(group.label) for group in view.definition.groups}
    titles = {item: "SVG"}
    titles |= {
        f"{item}--by-{code}": view.say("index_figure_by", domain=in_sentence(groups[code], view.language))
        for code in groups
    }
    titles |= {
        f"{item}--wave-{wave.id}": view.say("index_figure_wave", wave=view.text(wave.title))
        for wave in view.definition.waves
    }
    spans = []
    for name, title in titles.items():
        if (folder / "figures" / f"{name}.svg").exists():
            spans += [Span(" · "), Span(title, href=f"figures/{name}.svg")]
    return spans


def _results(view: ReleaseView) -> Section:
    pages: list[tuple[Inline, ...]] = [
        (
            (Span(f"codebook/{name}.html", href=f"codebook/{name}.html"),),
            plain_text(view.say("index_questions", title=view.text(questionnaire.title))),
        )
        for name, questionnaire in view.release.questionnaires.items()
    ]
    further = {"quality/index.html": "index_quality"}
    if view.release.published:
        further["published/index.html"] = "index_published"
    if view.release.outcomes.estimates:
        further["outcomes/index.html"] = "outcomes_subtitle"
    pages += [((Span(name, href=name),), plain_text(view.say(key))) for name, key in further.items()]
    keys = _FILES | (_OUTCOME_FILES if view.release.outcomes.estimates else {})
    keys |= _REPORT_TEXT if view.release.report is not None else {}
    keys |= {"results/published.csv": "file_published_real"} if view.definition.simulated else {}
    files = [((Span(name, href=name),), plain_text(view.say(key))) for name, key in keys.items()]
    head = (view.say("index_file"), view.say("index_what"))
    table = Table(caption="", head=head, rows=(*pages, *files))
    return Section("results", view.say("index_results"), (table,), wide=True)
