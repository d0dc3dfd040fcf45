"""The codebook: every question of a questionnaire as it is asked, with anchors ``item-CODE`` that snapshots link to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from civiscope.release.model import Release
from civiscope.report.pages.frame import note, page, paragraph, plain_text
from civiscope.report.words.phrases import named
from civiscope.report.words.release_view import ReleaseView
from civiscope.report.words.routing_words import routing_in_words
from civiscope.results.answers import STATUS_BY_LABEL, Status
from civiscope.results.document import Block, Document, Section, Span, Subheading, Table
from civiscope.study.questionnaire import GRID_KINDS, OTHER, Item, Option, Questionnaire

_GIVEN = (Status.ANSWERED, Status.INCOMPLETE)


def codebook_document(release: Release, questionnaire: Questionnaire, language: str) -> Document:
    """The codebook of one questionnaire."""
    view = ReleaseView(release, language)
    answered = answered_counts(release, questionnaire.id)
    sections = [
        Section(
            id=f"section-{section.code}",
            title=view.text(section.title),
            blocks=(
                *((paragraph(view.text(section.intro)),) if section.intro else ()),
                *(block for item in section.items for block in _item(view, questionnaire, item, answered)),
            ),
            wide=True,
        )
        for section in questionnaire.sections
    ]
    return page(
        view,
        page_id=f"codebook-{questionnaire.id}",
        title=view.text(questionnaire.title),
        subtitle=view.say("codebook_subtitle"),
        sections=sections,
        links=(
            Span(view.say("link_release"), href="../index.html"),
            Span(view.say("link_quality"), href="../quality/index.html"),
        ),
        lead=(paragraph(view.text(questionnaire.intro)),) if questionnaire.intro else (),
    )


def answered_counts(release: Release, questionnaire: str) -> dict[str, dict[str, int]]:
    """How many cities answered each item (any row of it), by item and wave."""
    cities = {
        (entry.item, entry.wave, entry.city)
        for entry in release.answers
        if entry.questionnaire == questionnaire and STATUS_BY_LABEL[entry.status] in _GIVEN
    }
    found: dict[str, dict[str, int]] = {}
    for item, wave, _ in sorted(cities):
        found.setdefault(item, Counter())[wave] += 1
    return found


def _item(
    view: ReleaseView, questionnaire: Questionnaire, item: Item, answered: dict[str, dict[str, int]]
) -> list[Block]:
    heading = Subheading(plain_text(view.text(item.label)), id=f"item-{item.code}")
    return [heading, *item_blocks(view, questionnaire, item, answered)]


def item_blocks(
    view: ReleaseView, questionnaire: Questionnaire, item: Item, answered: dict[str, dict[str, int]]
) -> list[Block]:
    """What the codebook says of a question under its wording; ``answered`` are `answered_counts`."""
    blocks: list[Block] = []
    if item.hint:
        blocks.append(paragraph(view.text(item.hint)))
    blocks.append(note(". ".join([*_facts(view, item), *_rules(view, questionnaire, item)]) + "."))
    if item.provenance:
        blocks.append(note(named(view.say("codebook_provenance"), view.text(item.provenance), view.language)))
    for title, options, recode in _lists(view, questionnaire, item):
        blocks.append(_options(view, title, options, recode))
    if item.classes:
        blocks.append(_classes(view, item))
    blocks.append(note(_coverage(view, questionnaire, item, answered)))
    return blocks


def _facts(view: ReleaseView, item: Item) -> list[str]:
    facts = [
        named(view.say("codebook_code"), item.code, view.language),
        named(view.say("codebook_kind"), view.say(f"kind_{item.kind}"), view.language),
    ]
    if item.unit:
        facts[-1] += f", {view.say('codebook_unit', unit=view.text(item.unit))}"
    if item.most:
        facts[-1] += f", {view.say('codebook_most', most=item.most)}"
    if item.required:
        facts[-1] += f", {view.say('codebook_required')}"
    if item.concept and item.concept != item.code:
        facts.append(named(view.say("codebook_concept"), item.concept, view.language))
    return facts


def _rules(view: ReleaseView, questionnaire: Questionnaire, item: Item) -> list[str]:
    rules = []
    if item.relevant:
        words = routing_in_words(view, questionnaire, item.relevant)
        condition = f"{words} ({item.relevant})" if words else item.relevant
        rules.append(view.say("codebook_asked_when", condition=condition))
    if item.constraint:
        rules.append(view.say("codebook_constraint", condition=item.constraint))
    if item.consent != "public":
        rules.append(view.say(f"codebook_{item.consent}").rstrip("."))
    return rules


def _lists(
    view: ReleaseView, questionnaire: Questionnaire, item: Item
) -> list[tuple[str, tuple[Option, ...], Mapping[str, str]]]:
    """Title, entries and recodes of each list; a grid's rows have no recodes, its scale has the item's."""
    options = questionnaire.options_of(item)
    if item.kind in GRID_KINDS:
        rows = questionnaire.rows_of(item)
        return [(view.say("codebook_rows"), rows, {}), (view.say("codebook_scale"), options, item.recode)]
    return [(view.say("codebook_options"), options, item.recode)] if options else []


def _options(view: ReleaseView, title: str, options: tuple[Option, ...], recode: Mapping[str, str]) -> Table:
    """A list of options or rows, with the options that stand for them in comparisons where there are any."""
    explained = any(option.explanation for option in options)
    recoded = any(option.code in recode for option in options)
    head = [title, view.say("codebook_label")]
    rows = []
    for option in options:
        label = view.say("codebook_other") if option.code == OTHER and option.short is None else view.text(option.label)
        cells = [plain_text(option.code), plain_text(label)]
        if explained:
            cells.append(plain_text(view.text(option.explanation)))
        if recoded:
            cells.append(plain_text(recode.get(option.code, "")))
        rows.append(tuple(cells))
    if explained:
        head.append(view.say("codebook_explanation"))
    if recoded:
        head.append(view.say("codebook_recode"))
    return Table(caption="", head=tuple(head), rows=tuple(rows))


def _classes(view: ReleaseView, item: Item) -> Table:
    """The classes of a number, lowest first."""
    rows = []
    low: float | None = None
    for entry in item.classes:
        rows.append((plain_text(entry.code), plain_text(_limits(view, low, entry.below))))
        low = entry.below
    return Table(caption="", head=(view.say("codebook_class"), view.say("codebook_class_values")), rows=tuple(rows))


def _limits(view: ReleaseView, low: float | None, below: float | None) -> str:
    if low is None:
        return view.say("codebook_class_all") if below is None else view.say("codebook_class_below", high=f"{below:g}")
    if below is None:
        return view.say("codebook_class_from", low=f"{low:g}")
    return view.say("codebook_class_between", low=f"{low:g}", high=f"{below:g}")


def _coverage(view: ReleaseView, questionnaire: Questionnaire, item: Item, answered: dict[str, dict[str, int]]) -> str:
    waves = answered.get(item.code)
    if not waves:
        return view.say("codebook_not_answered") if item.consent == "public" else ""
    sizes = Counter(entry.wave for entry in view.release.respondents if entry.questionnaire == questionnaire.id)
    return " ".join(
        view.say(
            "codebook_answered",
            answered=waves[wave.id],
            respondents=sizes[wave.id],
            wave=view.text(wave.title),
        )
        for wave in view.definition.waves
        if wave.id in waves
    )
