"""Title, question and small print of a figure: what it shows, of how many cities, when, how sure, and who says so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from civiscope.release.model import Release
from civiscope.report.figures.bars import counted
from civiscope.report.figures.frame import Words
from civiscope.report.figures.paired_tables import PairTable, respondents_of, side_label
from civiscope.report.figures.tables import (
    ALL_CITIES,
    NumberLevel,
    ShareTable,
    Subject,
    has_range,
    lists_at_hand,
)
from civiscope.report.figures.text import tidy
from civiscope.report.words.phrases import in_sentence, number, say, separated
from civiscope.report.words.remarks import note_in
from civiscope.results.estimates import Estimate
from civiscope.study.labels import in_language


def share_words(subject: Subject, table: ShareTable, notes: tuple[str, ...], drawn: bool) -> Words:
    """The texts of a figure of shares.

    ``notes`` are the picture's own remarks; where it does not draw the intervals (``drawn`` is false) they are told.
    """
    language = subject.language
    counts = table.counts_only
    remarks = [_base(subject, table)]
    if not counts and table.intervals:
        remarks.append(_intervals(subject, [] if drawn else list(table.cells.values())))
    if not counts and table.bounds:
        remarks.append(say("figure_range", language))
    cells = [cell for cell in table.cells.values() if not counts and cell.estimate is None and cell.n is not None]
    example = next((cell for cell in cells if cell.base), None)
    if example is not None:
        shown, note = counted(example, language), note_in(example.note, language)
        remarks.append(say("figure_counts_cells", language, example=shown, note=note))
    explained_notes = {
        cell.note for cell in table.cells.values() if has_range(cell) or (cell.estimate is None and cell.n)
    }
    remarks += _notes((cell.note for cell in table.cells.values() if cell.note not in explained_notes), language)
    if table.empty_levels:
        names = ", ".join(level.label for level in table.empty_levels)
        remarks.append(say("figure_empty_levels", language, levels=names))
    question = _question(subject)
    if counts:
        note = next((note for cell in table.cells.values() if (note := note_in(cell.note, language))), "")
        question = (*question, say("figure_counts_only", language, note=note))
    return _words(subject, question, [*remarks, *notes])


def number_words(subject: Subject, levels: list[NumberLevel], notes: tuple[str, ...]) -> Words:
    """The texts of a figure of a number."""
    cells = [cell for level in levels for cell in (level.mean, level.median) if cell is not None]
    bases = [cell.base for cell in cells if cell.base is not None and cell.level == ALL_CITIES]
    remarks = [say("figure_base", subject.language, count=max(bases))] if bases else []
    if any(cell.low is not None for cell in cells):
        remarks.append(_intervals(subject, []))
    if subject.item.unit:
        remarks.insert(0, say("figure_unit", subject.language, unit=subject.text(subject.item.unit)))
    remarks += _notes((cell.note for cell in cells), subject.language)
    return _words(subject, _question(subject), [*remarks, *notes])


def pair_words(subjects: Sequence[Subject], table: PairTable, notes: tuple[str, ...]) -> Words:
    """The texts of a comparison side by side; of several questionnaires each has a subject."""
    language = subjects[0].language
    bases = separated((side_label(side, language) for side in table.sides if side.base), language)
    remarks = [say("figure_bases", language, bases=bases)] if bases else []
    if table.intervals:
        remarks += [f"{_prefix(subject, subjects)}{_intervals(subject, [])}" for subject in subjects]
    remarks += _notes((cell.note for cell in table.cells.values()), language)
    wordings = {subject.text(subject.item.label): _prefix(subject, subjects) for subject in reversed(subjects)}
    asked = tuple(f"{name if len(wordings) > 1 else ''}{text}" for text, name in reversed(wordings.items()))
    return _words(subjects[0], asked if len(wordings) > 1 else _question(subjects[0]), [*remarks, *notes])


def _prefix(subject: Subject, subjects: Sequence[Subject]) -> str:
    """Whose words follow, where there are several questionnaires."""
    return f"{respondents_of(subject)}{say('colon', subject.language)}" if len(subjects) > 1 else ""


def _words(subject: Subject, subtitle: tuple[str, ...], remarks: list[str]) -> Words:
    language = subject.language
    title = subject.title
    if subject.group:
        title = say("figure_by", language, title=title, group=in_sentence(subject.text(subject.group.label), language))
    of_wave = say("figure_wave", language, wave=subject.text(subject.wave.title))
    about = {
        "wave": subject.wave.id,
        "questionnaire": subject.questionnaire.id,
        "item": subject.item.code,
        "domain": subject.group.code if subject.group else "",
    }
    return sheet_words(subject.release, language, (title, *subtitle), [of_wave, *remarks], about)


def sheet_words(
    release: Release, language: str, heading: tuple[str, ...], remarks: list[str], about: dict[str, str]
) -> Words:
    """Title and paragraphs under it (``heading``), remarks, source, licence and the mark of simulated data.

    ``about`` names what the figure is of, for programs.
    """
    definition = release.definition
    source = say(
        "figure_source",
        language,
        title=tidy(in_language(definition.title, language, definition.source_language)),
        publisher=definition.publisher.name,
        licence=definition.licence.name,
    )
    simulated = say("simulated", language) if definition.simulated else ""
    return Words(
        title=heading[0],
        subtitle=heading[1:],
        caption=(" ".join(remark for remark in remarks if remark), f"{simulated} {source}".strip()),
        simulated=simulated,
        usermeta={"study": definition.id, **about, "simulated": definition.simulated},
    )


def _question(subject: Subject) -> tuple[str, ...]:
    return (subject.text(subject.item.label),) if subject.item.short else ()


def _base(subject: Subject, table: ShareTable) -> str:
    language = subject.language
    bases = [base for row in table.rows if (base := table.base(row.code, ALL_CITIES)) is not None]
    if not bases:
        return ""
    least, most = min(bases), max(bases)
    if table.counts_only:
        return say("figure_base_all_lists", language, base=number(most, language))
    if least != most:
        return say("figure_base_range", language, least=number(least, language), most=number(most, language))
    lists = lists_at_hand(subject) if any(has_range(cell) for cell in _of_all(table)) else None
    if lists is not None and lists > most:
        return say("figure_base_lists", language, base=number(most, language), lists=number(lists, language))
    return say("figure_base", language, count=most)


def _of_all(table: ShareTable) -> list[Estimate]:
    return [cell for (_, _, level), cell in table.cells.items() if level == ALL_CITIES]


def interval_remark(subject: Subject) -> str:
    """What the intervals of a subject's wave are."""
    return _intervals(subject, [])


def _intervals(subject: Subject, hidden: list[Estimate]) -> str:
    """What the intervals are; for those that are not drawn (``hidden``) also how wide they are at most."""
    release, language = subject.release, subject.language
    key = (subject.wave.id, subject.questionnaire.id)
    answers = sum((entry.wave, entry.questionnaire) == key for entry in release.respondents)
    design = subject.wave.design
    surveyed = (not design and subject.wave.surveyed) or len(release.cities)
    phrase = "figure_intervals_design" if design else "figure_intervals"
    text = say(phrase, language, answers=number(answers, language), surveyed=number(surveyed, language))
    widths = [cell.high - cell.low for cell in hidden if cell.high is not None and cell.low is not None]
    if widths:
        points = number(math.ceil(round(max(widths) * 100, 6)), language)
        text = f"{text} {say('figure_widest', language, points=points)}"
    return text


def _notes(notes: Iterable[str], language: str) -> list[str]:
    """Each note once, as a sentence; the mark of made-up answers stands elsewhere."""
    said = dict.fromkeys(note_in(note, language) for note in notes)
    return [note[0].upper() + note[1:].rstrip(".") + "." for note in said if note]
