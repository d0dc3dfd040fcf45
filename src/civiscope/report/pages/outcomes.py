"""The pages of outcomes: all models in short, what no result can tell, and one for each outcome of a model and wave."""

from __future__ import annotations

from collections.abc import Iterator

from civiscope.release.model import Release
from civiscope.report.outcomes.blocks import Part as OutcomePart
from civiscope.report.outcomes.blocks import city_parts, definition_parts, drawn, group_parts, score_parts
from civiscope.report.outcomes.caveats import caveat_blocks
from civiscope.report.pages.frame import page, paragraph, plain_text
from civiscope.report.words.outcome_words import OutcomeWords
from civiscope.report.words.phrases import number, say_spans
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Block, Document, Fact, Facts, Paragraph, Section, Span, Table
from civiscope.study.outcomes_definition import OutcomeIndicator

CAVEATS = "caveats.html"
"""The page of what the results cannot tell."""

_FILES = ("models", "outcome_coverage", "outcomes", "outcome_cities", "outcome_groups")


def outcome_documents(release: Release, language: str) -> Iterator[tuple[str, Document]]:
    """All pages of outcomes, each with the name of its file; none where the release has no outcomes."""
    if not release.outcomes.estimates:
        return
    view = ReleaseView(release, language)
    words = OutcomeWords(view)
    yield "index.html", _index(words)
    yield CAVEATS, _caveats(words)
    for name, definition, wave, entry in outcome_pages(words):
        yield f"{name}.html", _outcome(words, definition, wave, entry)


def outcome_pages(words: OutcomeWords) -> Iterator[tuple[str, str, str, OutcomeIndicator]]:
    """The pages of single outcomes: the name of each without its ending, its model, its wave, its outcome."""
    for definition in words.models:
        for wave in words.waves(definition):
            for entry in words.outcomes(definition, wave):
                yield f"{definition}-{wave}-{entry.code}", definition, wave, entry


def _index(words: OutcomeWords) -> Document:
    view = words.view
    sections = []
    for code, model in words.models.items():
        for wave in words.waves(code):
            title = view.say("outcome_subtitle", title=view.text(model.title), wave=view.wave_title(wave))
            blocks = drawn(view, definition_parts(view, code, wave, pages=""))
            sections.append(Section(f"{code}-{wave}", title, tuple(blocks), wide=True))
    caveats = Span(view.say("outcomes_lead_caveats"), href=CAVEATS)
    return page(
        view,
        page_id="outcomes",
        title=view.say("outcomes_title"),
        subtitle=view.say("outcomes_subtitle"),
        sections=[
            *sections,
            Section("caveats", view.say("outcome_caveats"), tuple(caveat_blocks(words)), wide=True),
            _files(words),
        ],
        links=(Span(view.say("link_release"), href="../index.html"), *_index_links(words)),
        lead=(Paragraph(say_spans("outcomes_lead", view.language, caveats=caveats)),),
    )


def _caveats(words: OutcomeWords) -> Document:
    """What must be known of all results, at an address of its own that others can point to."""
    view = words.view
    return page(
        view,
        page_id="outcome-caveats",
        title=view.say("outcome_caveats"),
        subtitle=view.say("outcomes_title"),
        sections=[Section("caveats", view.say("outcome_caveats_all"), tuple(caveat_blocks(words)), wide=True)],
        links=(
            Span(view.say("link_release"), href="../index.html"),
            Span(view.say("link_outcomes"), href="index.html"),
        ),
    )


def _outcome(words: OutcomeWords, definition: str, wave: str, entry: OutcomeIndicator) -> Document:
    view, model = words.view, words.models[definition]
    names = (words, definition, entry.code, wave)
    parts: list[tuple[str, str, list[OutcomePart]]] = [
        ("score", "outcome_score_title", score_parts(*names)),
        ("groups", "outcome_groups_title", group_parts(*names)),
        ("cities", "outcome_influence_title", city_parts(*names)),
    ]
    everything = iter(drawn(view, [part for _, _, members in parts for part in members]))
    sections = [
        Section(name, view.say(title), tuple(next(everything) for _ in members), wide=True)
        for name, title, members in parts
        if members
    ]
    told = tuple(caveat_blocks(words, definition, entry.code))
    caveats = Section("caveats", view.say("outcome_caveats"), told, wide=True)
    return page(
        view,
        page_id=f"outcome-{definition}-{wave}-{entry.code}",
        title=words.label(entry.code),
        subtitle=view.say("outcome_subtitle", title=view.text(model.title), wave=view.wave_title(wave)),
        sections=[*sections, caveats],
        links=(
            Span(view.say("link_release"), href="../index.html"),
            Span(view.say("link_outcomes"), href="index.html"),
            Span(view.say("outcome_caveats"), href=CAVEATS),
            *_index_links(words, definition),
        ),
        lead=_lead(words, definition, wave, entry),
    )


def _lead(words: OutcomeWords, definition: str, wave: str, entry: OutcomeIndicator) -> tuple[Block, ...]:
    """The facts of an outcome: unit, direction, years, cities, source and terms, and its caveat."""
    view, language = words.view, words.view.language
    row = words.coverage[definition, wave, entry.code]
    direction = {1: "up", -1: "down", 0: "none"}[entry.direction]
    wanted = entry.year if entry.year is not None else view.wave(wave).date.year
    exact = "outcome_years_within" if entry.within else "outcome_years_exact"
    counts = {name: number(getattr(row, name), language) for name in ("cities", "with_value", "with_controls")}
    known = view.say("outcome_cities_known", **counts)
    controls = view.say("outcome_cities_controls", **counts) if words.models[definition].controls else ""
    facts = [
        Fact(view.say("outcome_unit"), plain_text(words.unit(entry.code))),
        Fact(view.say("outcome_better"), plain_text(view.say(f"outcome_direction_{direction}"))),
        Fact(
            view.say("outcome_years"),
            plain_text(view.say(exact, years=row.years, wanted=wanted, count=entry.within)),
        ),
        Fact(view.say("outcome_cities"), plain_text(known), controls),
        Fact(view.say("outcome_source"), (Span(entry.source, href=entry.url or ""),)),
        Fact(view.say("outcome_licence"), (Span(entry.licence.name, href=entry.licence.url or ""),)),
    ]
    if entry.group is not None:
        shown = words.restriction(entry.group, entry.levels)
        facts.insert(3, Fact(view.say("outcome_only"), plain_text(shown)))
    blocks: list[Block] = [Facts(tuple(facts))]
    if entry.caveat is not None:
        blocks.append(paragraph(view.text(entry.caveat)))
    return tuple(blocks)


def _index_links(words: OutcomeWords, definition: str = "") -> tuple[Span, ...]:
    models = [words.models[definition]] if definition else list(words.models.values())
    named = [name for model in models for name in (model.index, *(entry.index for entry in model.comparisons))]
    return tuple(
        Span(words.view.text(words.release.indices[name].title), href=f"../indices/{name}.html")
        for name in dict.fromkeys(entry for entry in named if entry is not None)
    )


def _files(words: OutcomeWords) -> Section:
    view = words.view
    rows = tuple(
        ((Span(f"results/{name}.csv", href=f"../results/{name}.csv"),), plain_text(view.say(f"file_{name}")))
        for name in _FILES
    )
    table = Table(caption="", head=(view.say("index_file"), view.say("index_what")), rows=rows)
    return Section("files", view.say("outcomes_files"), (table,), wide=True)
