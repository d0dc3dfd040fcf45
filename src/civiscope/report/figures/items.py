"""Figures of one item, for all cities or by a group; and of an item beside another questionnaire's."""

from __future__ import annotations

from collections.abc import Sequence

from civiscope.report.figures.bars import bars
from civiscope.report.figures.captions import number_words, pair_words, share_words
from civiscope.report.figures.charts import number_chart, pair_chart, share_chart
from civiscope.report.figures.document_tables import number_rows, pair_rows, share_rows
from civiscope.report.figures.made import MadeFigure
from civiscope.report.figures.matrix import share_matrix
from civiscope.report.figures.numbers import number_picture
from civiscope.report.figures.paired_tables import PairTable, questionnaires_beside, two_answers, two_levels
from civiscope.report.figures.pairs import paired_bars
from civiscope.report.figures.stacks import share_stacks
from civiscope.report.figures.style import FigureStyle
from civiscope.report.figures.tables import ShareTable, Subject, number_levels, share_table
from civiscope.study.questionnaire import GRID_KINDS, NUMBER_KINDS, Kind


def item_figure(subject: Subject, style: FigureStyle) -> MadeFigure:
    """The figure of an item as releases show it."""
    if subject.item.kind in NUMBER_KINDS:
        return _numbers(subject, style)
    table = share_table(subject)
    pairs = two_answers(subject, table)
    return _shares(subject, table, style) if pairs is None else _paired([subject], pairs, style)


def compared_figure(subject: Subject, style: FigureStyle) -> MadeFigure:
    """As `item_figure`, but a grid by a group of two levels as paired bars of the first half of its scale."""
    if subject.item.kind is Kind.GRID and subject.group is not None:
        pairs = two_levels(subject, share_table(subject))
        if pairs is not None:
            return _paired([subject], pairs, style)
    return item_figure(subject, style)


def beside_figure(subjects: Sequence[Subject], style: FigureStyle) -> MadeFigure | None:
    """The same question in several questionnaires of a wave; None where fewer than two have shares."""
    pairs = questionnaires_beside(subjects)
    return None if pairs is None else _paired(subjects, pairs, style)


def _paired(subjects: Sequence[Subject], pairs: PairTable, style: FigureStyle) -> MadeFigure:
    language = subjects[0].language
    picture = paired_bars(pairs, style, language)
    words = pair_words(subjects, pairs, picture.notes)
    return MadeFigure(picture, words, pair_rows(pairs, words.title, language), pair_chart(pairs, language))


def _shares(subject: Subject, table: ShareTable, style: FigureStyle) -> MadeFigure:
    stacked = subject.item.kind is Kind.GRID
    if stacked:
        picture = share_stacks(table, style, subject.language)
    elif subject.group is None and subject.item.kind not in GRID_KINDS:
        picture = bars(table, style, subject.language)
    else:
        picture = share_matrix(table, style, subject.language)
    words = share_words(subject, table, picture.notes, drawn=not stacked)
    return MadeFigure(picture, words, share_rows(subject, table, words.title), share_chart(subject, table))


def _numbers(subject: Subject, style: FigureStyle) -> MadeFigure:
    levels = number_levels(subject)
    picture = number_picture(levels, subject.item, style, subject.language)
    words = number_words(subject, levels, picture.notes)
    return MadeFigure(picture, words, number_rows(subject, levels, words.title), number_chart(subject, levels))
