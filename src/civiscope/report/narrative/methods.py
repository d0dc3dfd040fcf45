"""The methods appendix, which the program writes: from whom the results are, how sure they are, what was done."""

from __future__ import annotations

from collections import Counter

from civiscope.report.narrative.run import Arguments, NothingToShowError, ReportPart, ReportRun, text_of
from civiscope.report.pages.frame import note, paragraph, plain_text
from civiscope.report.words.phrases import in_sentence, listed, named, number, percent
from civiscope.results.answers import Status
from civiscope.results.comparisons import FrameComparison
from civiscope.results.document import Bullets, Inline, Subheading, Table
from civiscope.results.quality import QualityRow
from civiscope.study.questionnaire import Item, Questionnaire

Block = tuple[str, str]
"""(wave, questionnaire)"""

_RECODED = "recoded"
_STATUSES = (
    Status.ANSWERED,
    Status.INCOMPLETE,
    Status.NOT_ANSWERED,
    Status.DONT_KNOW,
    Status.NOT_APPLICABLE,
    Status.NOT_ASKED,
    Status.NOT_KNOWN,
)


def methods(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """All parts of the appendix for one wave (for all with answers, where none is named)."""
    wanted = text_of(arguments, "wave")
    answered = {(entry.wave, entry.questionnaire) for entry in run.release.respondents}
    blocks = [
        (wave.id, name)
        for wave in run.view.definition.waves
        for name in wave.questionnaires
        if (wave.id, name) in answered and wanted in ("", wave.id)
    ]
    if not blocks:
        raise NothingToShowError(f'no city answered wave "{wanted}"')
    return [
        *_response(run, blocks),
        *_distribution(run, blocks),
        *_representativeness(run, blocks),
        *_uncertainty(run, blocks),
        *_recodes(run, blocks),
        *_missing(run, blocks),
        *_disclosure(run),
    ]


def _heading(run: ReportRun, key: str) -> Subheading:
    return Subheading(plain_text(run.view.say(key)))


def _name(run: ReportRun, block: Block) -> str:
    view = run.view
    title = in_sentence(view.text(run.release.questionnaires[block[1]].title), view.language)
    return f"{view.wave_title(block[0])}, {title}"


def _response(run: ReportRun, blocks: list[Block]) -> list[ReportPart]:
    """Who was surveyed and who answered, and what is said of that."""
    view, language = run.view, run.view.language
    rows, notes = [], []
    for block in blocks:
        wave = view.wave(block[0])
        answered = view.respondent_counts[block]
        surveyed = wave.surveyed or len(run.release.cities)
        rows.append(
            (
                plain_text(_name(run, block)),
                plain_text(number(surveyed, language)),
                plain_text(number(answered, language)),
                plain_text(percent(answered / surveyed, language)),
            )
        )
        if wave.surveyed_note is not None:
            notes.append(view.text(wave.surveyed_note))
    head = tuple(map(view.say, ("methods_survey", "methods_surveyed", "methods_answered", "methods_rate")))
    table = Table(view.say("methods_response_caption"), head, tuple(rows), (False, True, True, True))
    return [_heading(run, "methods_response"), table, *(note(text) for text in dict.fromkeys(notes))]


def _distribution(run: ReportRun, blocks: list[Block]) -> list[ReportPart]:
    """Frame and respondents by every group that the frame decides."""
    view, language = run.view, run.view.language
    groups = {group.code: view.text(group.label) for group in view.definition.groups}
    found: list[ReportPart] = []
    for block in blocks:
        rows = tuple(
            (
                plain_text(groups.get(row.variable, row.variable)),
                plain_text(view.levels.get(row.variable, {}).get(row.level, row.level)),
                plain_text(number(row.frame_n, language)),
                plain_text(number(row.n, language)),
                plain_text("" if row.respondents is None else percent(row.respondents, language)),
                plain_text("" if row.frame is None else percent(row.frame, language)),
            )
            for row in _frame_rows(run, block)
            if row.measure == "share" and row.variable in groups and row.level
        )
        if rows:
            keys = (
                "methods_group",
                "methods_level",
                "methods_in_frame",
                "methods_answered",
                "methods_share",
                "methods_frame_share",
            )
            caption = view.say("methods_distribution_caption", survey=_name(run, block))
            numeric = (False, False, True, True, True, True)
            found.append(Table(caption, tuple(map(view.say, keys)), rows, numeric))
    return [_heading(run, "methods_distribution"), *found, note(view.say("methods_distribution_note"))] if found else []


def _frame_rows(run: ReportRun, block: Block) -> list[FrameComparison]:
    return [row for row in run.release.representativeness if (row.wave, row.questionnaire) == block]


def _representativeness(run: ReportRun, blocks: list[Block]) -> list[ReportPart]:
    """How selective the response was, in the indicators of the response model."""
    view, language = run.view, run.view.language
    rows: list[tuple[Inline, ...]] = []
    notes: list[str] = []
    for block in blocks:
        for row in _frame_rows(run, block):
            if row.estimate is None:
                continue
            interval = ""
            if row.low is not None and row.high is not None:
                interval = view.say(
                    "report_interval", low=number(row.low, language, 2), high=number(row.high, language, 2)
                )
            cells = (_name(run, block), view.remark(row.measure), number(row.estimate, language, 2), interval)
            rows.append(tuple(map(plain_text, cells)))
            if row.note:
                notes.append(f"{named(_name(run, block), view.remark(row.note), language)}.")
    if not rows:
        return []
    keys = ("methods_survey", "methods_indicator", "methods_value", "number_interval")
    table = Table("", tuple(map(view.say, keys)), tuple(rows), (False, False, True, True))
    intro = paragraph(view.say("methods_representative_note"))
    return [_heading(run, "methods_representative"), intro, table, *(note(text) for text in dict.fromkeys(notes))]


def _uncertainty(run: ReportRun, blocks: list[Block]) -> list[ReportPart]:
    view, language = run.view, run.view.language
    found: list[ReportPart] = [_heading(run, "methods_uncertainty"), paragraph(view.say("methods_uncertainty_text"))]
    for block in blocks:
        wave = view.wave(block[0])
        answers = number(view.respondent_counts[block], language)
        surveyed = number((not wave.design and wave.surveyed) or len(run.release.cities), language)
        key = "figure_intervals_design" if wave.design else "figure_intervals"
        found.append(note(named(_name(run, block), view.say(key, answers=answers, surveyed=surveyed), language)))
    return found


def _recodes(run: ReportRun, blocks: list[Block]) -> list[ReportPart]:
    """How many labels became which question's options, and how questions compare across questionnaires."""
    view, language = run.view, run.view.language
    waves = {wave for wave, _ in blocks}
    rows = [row for row in run.release.quality if row.code == _RECODED and row.wave in waves]
    found: list[ReportPart] = [_heading(run, "methods_recodes")]
    if rows:
        found.append(paragraph(view.say("methods_recodes_text", count=len(rows))))
        found.append(_recode_table(run, rows))
    pairs = [
        plain_text(
            view.say(
                "methods_concept",
                item=view.short(item),
                questionnaire=view.text(questionnaire.title),
                recodes=listed(_recoded(run, questionnaire, item), language),
            )
        )
        for questionnaire in run.release.questionnaires.values()
        for item in questionnaire.items.values()
        if item.recode
    ]
    if pairs:
        found += [paragraph(view.say("methods_concepts_text")), Bullets(tuple(pairs))]
    return found if len(found) > 1 else [*found, paragraph(view.say("methods_no_recodes"))]


def _recoded(run: ReportRun, questionnaire: Questionnaire, item: Item) -> list[str]:
    """Every option with the option that it counts as, which another questionnaire words."""
    view = run.view
    words = {
        option.code: view.text(option.short or option.label)
        for entry in run.release.questionnaires.values()
        for other in entry.items.values()
        if other.concept == item.concept
        for option in entry.options_of(other)
    }
    own = {option.code: view.text(option.short or option.label) for option in questionnaire.options_of(item)}
    return [
        view.say("methods_counts_as", own=f"“{own.get(code, code)}”", common=f"“{words.get(common, common)}”")
        for code, common in item.recode.items()
    ]


def _recode_table(run: ReportRun, rows: list[QualityRow]) -> Table:
    view, language = run.view, run.view.language
    labels: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for row in rows:
        labels[row.item] += 1
        answers[row.item] += row.count
    names = {
        item.code: view.short(item)
        for questionnaire in run.release.questionnaires.values()
        for item in questionnaire.items.values()
    }
    head = tuple(map(view.say, ("methods_question", "methods_labels", "methods_answers")))
    body = tuple(
        (plain_text(names.get(code, code)), plain_text(number(labels[code], language)),
         plain_text(number(answers[code], language)))
        for code in sorted(labels, key=lambda code: -labels[code])
    )  # fmt: skip
    return Table("", head, body, (False, True, True))


def _missing(run: ReportRun, blocks: list[Block]) -> list[ReportPart]:
    """What became of every question: answered, or missing in which way."""
    found: list[ReportPart] = [_heading(run, "methods_missing"), paragraph(run.view.say("methods_missing_text"))]
    for block in blocks:
        questionnaire = run.release.questionnaires[block[1]]
        table = _missing_table(run, block, questionnaire)
        if table is not None:
            found.append(table)
    return found


def _missing_table(run: ReportRun, block: Block, questionnaire: Questionnaire) -> Table | None:
    view, language = run.view, run.view.language
    counts = [
        (item, view.status_counts[(*block, item.code)])
        for item in questionnaire.items.values()
        if (*block, item.code) in view.status_counts
    ]
    shown = [status for status in _STATUSES if any(found[status] for _, found in counts)]
    if not counts:
        return None
    head = (view.say("methods_question"), *(view.say(f"methods_status_{status.name.lower()}") for status in shown))
    rows = tuple(
        (plain_text(view.short(item)), *(plain_text(number(found[status], language)) for status in shown))
        for item, found in counts
    )
    caption = view.say("methods_missing_caption", survey=_name(run, block))
    return Table(caption, head, rows, (False, *(True for _ in shown)))


def _disclosure(run: ReportRun) -> list[ReportPart]:
    view, language = run.view, run.view.language
    rules = view.definition.disclosure
    said = [view.say("methods_disclosure_text")]
    if rules.minimum_base > 1:
        said.append(view.say("methods_disclosure_base", least=number(rules.minimum_base, language)))
    if rules.minimum_cell > 1:
        said.append(view.say("methods_disclosure_cell", least=number(rules.minimum_cell, language)))
    return [_heading(run, "methods_disclosure"), paragraph(" ".join(said))]
