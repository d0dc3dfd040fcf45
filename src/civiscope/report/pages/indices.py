"""The page of an index: what it is, how it is made, the scores of all cities, and what the ranks depend on."""

from __future__ import annotations

from civiscope.release.model import Release
from civiscope.report.pages.frame import note, page, paragraph, plain_text
from civiscope.report.pages.index_scores import dimension_means, distribution, group_means, score_table
from civiscope.report.pages.index_sensitivity import sensitivity_section
from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.phrases import number, percent
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Block, Bullets, Document, Inline, Section, Span, Table
from civiscope.study.index_definition import IndexElement

_FILES = ("scores", "contributions", "improvements", "group_scores", "sensitivity")
"""The results that may have rows of an index: fields of a release, and files of its folder of results."""


def index_page(release: Release, index: str, language: str) -> Document:
    """The page of one index of a release; raises KeyError for one that the study does not define."""
    view = ReleaseView(release, language)
    words = IndexWords(view, release.indices[index])
    waves = _waves(words)
    sections = [
        *_provenance(words),
        Section("made-of", view.say("index_made_title"), tuple(_made_of(words)), wide=True),
        Section("steps", view.say("index_steps_title"), tuple(_steps(words)), wide=True),
        *(section for wave in waves for section in _scores(words, wave)),
        *([sensitivity_section(words)] if waves else [_no_scores(words)]),
        *_files(words),
    ]
    links = [Span(view.say("link_release"), href="../index.html")]
    if words.questionnaire:
        title = view.text(release.questionnaires[words.questionnaire].title)
        links.append(Span(title, href=f"../codebook/{words.questionnaire}.html"))
    links.append(Span(view.say("link_quality"), href="../quality/index.html"))
    return page(
        view,
        page_id=f"index-{index}",
        title=words.title,
        subtitle=view.say("index_page_subtitle"),
        sections=sections,
        links=tuple(links),
        lead=(paragraph(view.text(words.definition.about)),),
    )


def index_background(release: Release, index: str, language: str, wave: str) -> Document:
    """What stands beside the ranking of a wave: how scores are spread, how they are made, and what moves the ranks.

    ``wave`` is empty for an index of which no city has a score. Raises KeyError as `index_page`.
    """
    view = ReleaseView(release, language)
    words = IndexWords(view, release.indices[index])
    scores = _scores(words, wave, table=False) if wave else [_no_scores(words)]
    sections = [
        *scores[:1],
        Section("made-of", view.say("index_made_title"), tuple(_made_of(words)), wide=True),
        Section("steps", view.say("index_steps_title"), tuple(_steps(words)), wide=True),
        *([sensitivity_section(words)] if wave else []),
        *scores[1:],
        *_provenance(words),
        *_files(words),
    ]
    return page(
        view,
        page_id=f"index-{index}",
        title=words.title,
        subtitle=view.text(words.definition.about),
        sections=sections,
        links=(),
    )


def _waves(words: IndexWords) -> list[str]:
    """The waves in which the index is shown, the latest first."""
    shown = {wave for wave, index in words.view.release.scores_by_node if index == words.definition.id}
    return [wave.id for wave in reversed(words.view.definition.waves) if wave.id in shown]


def _provenance(words: IndexWords) -> list[Section]:
    """What is known of an original, what was decided here, and the source; [] where the definition says nothing."""
    view, definition = words.view, words.definition
    said: list[Block] = []
    if definition.known is not None:
        said.append(paragraph(view.say("index_known", known=view.text(definition.known))))
    if definition.decided is not None:
        said.append(paragraph(view.say("index_decided", decided=view.text(definition.decided))))
    if definition.source is not None:
        said.append(note(view.say("index_source", source=definition.source)))
    return [Section("about", view.say("index_from_title"), tuple(said), wide=True)] if said else []


def _made_of(words: IndexWords) -> list[Block]:
    """The indicators: what they are part of, how answers become values, and what each counts for."""
    view = words.view
    rows = tuple(_indicator(words, element) for element, _ in words.definition.indicators())
    weight = "index_made_share" if words.is_weighted_sum else "index_made_weight"
    keys = ("index_made_indicator", "index_made_dimension", "index_made_scored", weight)
    table = Table(view.say("index_made_caption"), tuple(map(view.say, keys)), rows, (False, False, False, True))
    blocks: list[Block] = [table]
    said = [view.say("index_made_note")] if words.questionnaire else []
    if _has_weights(words) and not words.is_weighted_sum:
        said.append(view.say("index_made_weight_note"))
    return [*blocks, note(" ".join(said))] if said else blocks


def _has_weights(words: IndexWords) -> bool:
    """Whether the definition decides the weights; others are computed from the data."""
    return words.definition.weights in ("meta", "equal")


def _indicator(words: IndexWords, element: IndexElement) -> tuple[Inline, ...]:
    """A row; weights that the data decide are left out."""
    weight = percent(words.shares[element.code], words.view.language) if _has_weights(words) else ""
    return (
        plain_text(words.labels[element.code]),
        plain_text(words.path(element.code)),
        words.scored(element),
        plain_text(weight),
    )


def _steps(words: IndexWords) -> list[Block]:
    blocks: list[Block] = [Bullets(tuple(plain_text(said) for said in words.steps()), numbered=True)]
    further = words.combinations()
    if further:
        blocks += [paragraph(f"{words.view.say('index_combinations')}:")]
        blocks.append(Bullets(tuple(plain_text(said) for said in further)))
    return blocks


def _scores(words: IndexWords, wave: str, *, table: bool = True) -> list[Section]:
    """The scores of one wave: how many cities have one, their distribution, the table, the means of groups."""
    view = words.view
    title = view.say("index_scores_title", wave=view.wave_title(wave))
    blocks = [*distribution(words, wave), *(score_table(words, wave) if table else [])]
    found = [Section(f"scores-{wave}", title, tuple(blocks), wide=True)]
    means = [*group_means(words, wave), *dimension_means(words, wave)]
    if means:
        title = view.say("index_groups", wave=view.wave_title(wave))
        found.append(Section(f"groups-{wave}", title, tuple(means), wide=True))
    return found


def _no_scores(words: IndexWords) -> Section:
    view = words.view
    least = number(words.definition.least, view.language)
    return Section(
        "scores", view.say("index_no_scores_title"), (paragraph(view.say("index_no_scores", least=least)),), wide=True
    )


def _files(words: IndexWords) -> list[Section]:
    """The files that have rows of the index; [] where none has."""
    view, index = words.view, words.definition.id
    names = [name for name in _FILES if any(row.index == index for row in getattr(view.release, name))]
    if not names:
        return []
    rows = tuple(
        ((Span(f"results/{name}.csv", href=f"../results/{name}.csv"),), plain_text(view.say(f"file_{name}")))
        for name in names
    )
    table = Table(caption="", head=(view.say("index_file"), view.say("index_what")), rows=rows)
    return [Section("files", view.say("index_files_title"), (table,), wide=True)]
