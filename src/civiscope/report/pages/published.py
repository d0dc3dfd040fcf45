"""The page of published results: what was printed elsewhere, beside what the answers at hand give."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from civiscope.release.model import Release
from civiscope.release.published_comparison import SIMULATED
from civiscope.report.pages.frame import note, page, paragraph, plain_text
from civiscope.report.words.phrases import named, number, percent, separated
from civiscope.report.words.published_words import printed_with_base
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Block, Document, Inline, Section, Span, Table
from civiscope.results.published import FEWEST_COMPARED, INSIDE, PublishedComparison, PublishedResult

Pair = tuple[PublishedResult, PublishedComparison]
"""A result as it was printed, and the comparison made of it; the two tables have the same order."""


def published_document(release: Release, language: str) -> Document:
    """The page of published results; it says so where there are none."""
    view = ReleaseView(release, language)
    pairs = _pairs(view)
    return page(
        view,
        page_id="published",
        title=view.say("published_title"),
        subtitle=view.say("published_subtitle"),
        sections=[_summary(view, pairs), *_compared(view, pairs), *_without(view, pairs)],
        links=(
            Span(view.say("link_release"), href="../index.html"),
            *(
                Span(view.text(entry.title), href=f"../codebook/{name}.html")
                for name, entry in release.questionnaires.items()
            ),
            Span(view.say("link_quality"), href="../quality/index.html"),
        ),
    )


def compared_sections(view: ReleaseView, wave: str = "", questionnaire: str = "") -> list[Section]:
    """Of the results that have a computed share, how far they agree, and each; of one wave or questionnaire if named.

    One sentence says how many more stand on the page of published results.
    """
    pairs = [
        pair for pair in _pairs(view) if wave in ("", pair[0].wave) and questionnaire in ("", pair[0].questionnaire)
    ]
    shown = [pair for pair in pairs if _has_counterpart(pair[1])]
    rest = len(pairs) - len(shown)
    if not rest:
        return [_summary(view, pairs), *_compared(view, pairs)]
    words = {"count": rest, "shown": number(rest, view.language)}
    if not shown:
        said = paragraph(view.say("published_rest_alone", **words))
        return [Section("summary", view.say("published_summary"), (said,), wide=True)]
    summary = _summary(view, shown)
    said = paragraph(view.say("published_rest", **words))
    return [replace(summary, blocks=(*summary.blocks, said)), *_compared(view, shown)]


def _pairs(view: ReleaseView) -> list[Pair]:
    return list(zip(view.release.published, view.release.published_comparison, strict=True))


def _summary(view: ReleaseView, pairs: list[Pair]) -> Section:
    blocks: list[Block] = []
    if not pairs:
        blocks.append(paragraph(view.say("published_none")))
    else:
        verdicts = [comparison.verdict for _, comparison in pairs]
        compared = len([verdict for verdict in verdicts if verdict])
        counts = {"total": len(pairs), "compared": compared, "rest": len(pairs) - compared}
        shown = {name: number(count, view.language) for name, count in counts.items()}
        blocks.append(paragraph(view.say("published_totals", **shown)))
        blocks.append(paragraph(_agreement(view, compared, verdicts.count(INSIDE))))
        blocks += [note(view.say(key)) for key in ("published_reading", "published_rounding")] if compared else []
    if view.definition.simulated:
        blocks.insert(0, paragraph(view.say("published_simulated")))
    return Section("summary", view.say("published_summary"), tuple(blocks), wide=True)


def _agreement(view: ReleaseView, compared: int, inside: int) -> str:
    if not compared:
        return view.say("published_inside_none")
    if inside == compared:
        return view.say("published_inside_all", count=compared)
    words = {"compared": compared, "inside": inside, "outside": compared - inside}
    return view.say("published_inside", **{name: number(count, view.language) for name, count in words.items()})


def _compared(view: ReleaseView, pairs: list[Pair]) -> list[Section]:
    """The results with a computed share, the latest wave first, in the order of the questions."""
    tables: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        if _has_counterpart(pair[1]):
            tables[pair[0].wave, pair[0].questionnaire].append(pair)
    sections = []
    for wave in reversed(view.definition.waves):
        for name in wave.questionnaires:
            found = _in_order(view, tables.get((wave.id, name), []))
            if found:
                title = view.say(
                    "published_by_question",
                    questionnaire=view.text(view.release.questionnaires[name].title),
                    wave=view.text(wave.title),
                )
                sections.append(Section(f"compared-{wave.id}-{name}", title, _table(view, found), wide=True))
    return sections


def _table(view: ReleaseView, pairs: list[Pair]) -> tuple[Block, ...]:
    head = ("published_answer", "published_printed", "published_computed", "published_verdict", "published_where")
    rows = tuple((_answer(view, pair[0]), *_cells(view, pair)) for pair in pairs)
    return (Table("", tuple(map(view.say, head)), rows, widths=(8, 4, 6, 5, 12)),)


def printed_and_computed(
    view: ReleaseView, wave: str, questionnaire: str, item: str
) -> list[tuple[PublishedResult, tuple[Inline, ...]]]:
    """The results of one question in a wave, each with its answer, as printed, as computed, the verdict and where it
    was printed; a result without a computed share has a dash and says why."""
    wanted = [
        pair
        for pair in _pairs(view)
        if (pair[0].wave, pair[0].questionnaire, pair[0].item) == (wave, questionnaire, item)
    ]
    return [(pair[0], (plain_text(_named(view, pair[0])), *_cells(view, pair))) for pair in _in_order(view, wanted)]


def _cells(view: ReleaseView, pair: Pair) -> tuple[Inline, ...]:
    result, comparison = pair
    return (
        plain_text(printed_with_base(result, view.language)),
        plain_text(_computed(view, comparison) if _has_counterpart(comparison) else "–"),
        _verdict(view, comparison),
        plain_text(separated((result.source, *map(view.remark, _remarks(comparison))), view.language)),
    )


def _remarks(found: PublishedComparison) -> list[str]:
    """The note's parts but the one that says on every row what the head of the page says."""
    return [part for part in found.note.split("; ") if part not in SIMULATED.split("; ")]


def _without(view: ReleaseView, pairs: list[Pair]) -> list[Section]:
    found = [pair for wave in reversed(view.definition.waves) for pair in pairs if pair[0].wave == wave.id]
    found = [pair for pair in found if not _has_counterpart(pair[1])]
    if not found:
        return []
    rows = tuple(
        (
            _answer(view, result),
            plain_text(view.wave_title(result.wave)),
            plain_text(printed_with_base(result, view.language)),
            plain_text(view.remark(comparison.note)),
            plain_text(result.source),
        )
        for result, comparison in found
    )
    head = ("published_question", "published_wave", "published_printed", "published_why", "published_where")
    table = Table("", tuple(map(view.say, head)), rows, widths=(9, 5, 5, 8, 8))
    blocks = (note(view.say("published_without_note")), table)
    return [Section("without", view.say("published_without"), blocks, wide=True)]


def _has_counterpart(found: PublishedComparison) -> bool:
    return found.computed is not None and (found.base or 0) >= FEWEST_COMPARED


def _in_order(view: ReleaseView, pairs: list[Pair]) -> list[Pair]:
    """By question, row and option as the questionnaire has them; all cities before their parts."""

    def place(pair: Pair) -> tuple[int, int, int, str, str]:
        result = pair[0]
        questionnaire = view.release.questionnaires[result.questionnaire]
        item = questionnaire.items[result.item]
        rows = [entry.code for entry in questionnaire.rows_of(item)]
        options = [entry.code for entry in questionnaire.options_of(item)]
        return (
            list(questionnaire.items).index(result.item),
            rows.index(result.row) if result.row in rows else -1,
            options.index(result.option) if result.option in options else -1,
            result.domain,
            result.level,
        )

    return sorted(pairs, key=place)


def _answer(view: ReleaseView, result: PublishedResult) -> Inline:
    """The question as a link, the answer, and which cities."""
    item = view.release.questionnaires[result.questionnaire].items[result.item]
    question = Span(view.short(item), href=view.question_link(result.questionnaire, result.item))
    return (question, Span(f"{view.say('colon')}{_named(view, result)}"))


def _named(view: ReleaseView, result: PublishedResult) -> str:
    """The answer, and which cities."""
    item = view.release.questionnaires[result.questionnaire].items[result.item]
    parts = [view.row_label(result.questionnaire, item, result.row)] if result.row else []
    parts += [view.option_label(result.questionnaire, item, result.option, short=True)] if result.option else []
    answer = " – ".join(parts) or view.say("published_whole")
    if result.domain:
        group = next(entry for entry in view.definition.groups if entry.code == result.domain)
        label = view.levels[result.domain].get(result.level, result.level)
        level = named(view.text(group.label), label, view.language)
        answer = view.say("published_among", answer=answer, level=level)
    return answer


def _computed(view: ReleaseView, found: PublishedComparison) -> str:
    language = view.language
    words: dict[str, object] = {
        "share": percent(found.computed or 0.0, language),
        "base": number(found.base or 0, language),
        "count": found.base or 0,
    }
    if found.low is None or found.high is None:
        return view.say("published_computed_plain", **words)
    return view.say(
        "published_computed_share", **words, low=percent(found.low, language), high=percent(found.high, language)
    )


def _verdict(view: ReleaseView, found: PublishedComparison) -> Inline:
    if not found.verdict or found.published is None or found.low is None or found.high is None:
        return plain_text("–")
    if found.verdict == INSIDE:
        return plain_text(view.say("published_inside_word"))
    higher = found.published > found.high
    distance = found.published - found.high if higher else found.low - found.published
    said = view.say(
        "published_outside_word",
        distance=number(100 * distance, view.language, 1),
        direction=view.say("published_higher" if higher else "published_lower"),
    )
    return (Span(said, strong=True),)
