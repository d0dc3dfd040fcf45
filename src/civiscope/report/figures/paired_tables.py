"""Shares side by side: two sets of cities, two kinds of respondents, or present and future, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from civiscope.report.figures.concepts import Asked, common_option, common_shares, top_codes, top_shares
from civiscope.report.figures.layout import base_text
from civiscope.report.figures.stacks import first_half
from civiscope.report.figures.tables import ALL_CITIES, Entry, ShareTable, Subject, is_drawn, is_other, option_groups
from civiscope.report.figures.totals import total_share
from civiscope.report.words.phrases import named, number, say
from civiscope.results.estimates import Estimate
from civiscope.study.questionnaire import Kind

FEWEST_SIDES, MOST_SIDES = 2, 3


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that are compared: its code, its label, and the number of cities behind it (or a range)."""

    code: str
    label: str
    base: str


@dataclass(frozen=True)
class PairTable:
    """``cells`` by (row, side); a row that a side was not asked for has no cell of it.

    Rows are sorted by the first side. ``measured`` says whose share it is, where that is more than the row's label.
    """

    rows: tuple[Entry, ...]
    sides: tuple[Side, ...]
    cells: dict[tuple[str, str], Estimate]
    groups: tuple[Entry, ...] = ()
    measured: str = ""

    @property
    def intervals(self) -> bool:
        """Whether any cell has an interval."""
        return any(cell.low is not None and cell.high is not None for cell in self.cells.values())


def two_levels(subject: Subject, table: ShareTable) -> PairTable | None:
    """A grid's rows by the levels of a group that has two: how many cities give an answer of the first half of the
    scale. None where there is nothing to compare."""
    levels = [level for level in table.levels if level.code != ALL_CITIES]
    if subject.item.kind is not Kind.GRID or len(levels) + len(table.empty_levels) != FEWEST_SIDES:
        return None
    top = [option.code for option in first_half(table)]
    cells = {}
    for row in table.rows:
        for level in levels:
            asked = [table.cells[row.code, o.code, level.code] for o in table.options if _has(table, row, o, level)]
            wanted = [cell for cell in asked if cell.option in top]
            found = total_share(subject.release, wanted, asked) if len(wanted) == len(top) else None
            if found is not None:
                cells[row.code, level.code] = found
    group = subject.text(subject.group.label) if subject.group else ""
    sides = tuple(
        Side(
            level.code, named(group, level.label, subject.language), base_text(table, "", level.code, subject.language)
        )
        for level in levels
    )
    return _pair_table(
        table.rows, sides, cells, table.groups, "” + “".join(option.label for option in first_half(table))
    )


def two_answers(subject: Subject, table: ShareTable) -> PairTable | None:
    """A grid with several ticks whose scale has two answers, e.g. present and future; None where it is another."""
    alone = subject.item.kind is Kind.GRID_MULTIPLE and len(table.levels) == 1
    if not alone or len(table.options) != FEWEST_SIDES or table.counts_only:
        return None
    cells = {
        (row, option): cell
        for (row, option, level), cell in table.cells.items()
        if level == ALL_CITIES and is_drawn(cell)
    }
    base = base_text(table, "", ALL_CITIES, subject.language)
    sides = tuple(Side(option.code, option.label, base) for option in table.options)
    return _pair_table(table.rows, sides, cells, table.groups, "")


def questionnaires_beside(subjects: Sequence[Subject]) -> PairTable | None:
    """The same question in several questionnaires of a wave; None where fewer than two have estimates.

    Rows are the common options, named as the first questionnaire that has them names them; of grids, their rows, with
    the share of the first half of the scale.
    """
    rows: dict[str, Entry] = {}
    sides: list[Side] = []
    cells: dict[tuple[str, str], Estimate] = {}
    measured = ""
    top = top_codes(subjects[0].questionnaire, subjects[0].item)
    for subject in subjects:
        found, entries, half = _grid_side(subject, top) if subject.item.kind is Kind.GRID else _choice_side(subject)
        if not found:
            continue
        measured = measured or half
        for entry in entries:
            rows.setdefault(entry.code, entry)
        name = subject.questionnaire.id
        cells |= {(code, name): cell for code, cell in found.items()}
        sides.append(Side(name, respondents_of(subject), _base(list(found.values()), subject.language)))
    return _pair_table(tuple(rows.values()), tuple(sides), cells, option_groups(subjects[0]), measured)


def respondents_of(subject: Subject) -> str:
    """Who answers a questionnaire, as a heading; its title where it does not say."""
    title = subject.text(subject.questionnaire.respondents or subject.questionnaire.title)
    return title[:1].upper() + title[1:]


def _choice_side(subject: Subject) -> tuple[dict[str, Estimate], list[Entry], str]:
    asked = Asked(subject.wave, subject.questionnaire, subject.item)
    found = common_shares(subject.release, asked)
    entries = {}
    for option in subject.questionnaire.options_of(subject.item):
        code = common_option(subject.item, option.code)
        # An option that keeps its code names the common one; several that become one are named by the other side.
        if code not in entries or option.code == code:
            entries[code] = Entry(code, subject.text(option.short or option.label), option.group or "")
    return found, [entry for code, entry in entries.items() if code in found], ""


def _grid_side(subject: Subject, top: tuple[str, ...]) -> tuple[dict[str, Estimate], list[Entry], str]:
    asked = Asked(subject.wave, subject.questionnaire, subject.item)
    found = top_shares(subject.release, asked, top)
    entries = [
        Entry(row.code, subject.text(row.short or row.label), row.group or "")
        for row in subject.questionnaire.rows_of(subject.item)
        if row.code in found
    ]
    return found, entries, top_label(subject)


def top_label(subject: Subject) -> str:
    """The answers of the first half of a scale, as they stand between quotation marks."""
    options = subject.questionnaire.options_of(subject.item)
    return "” + “".join(subject.text(option.short or option.label) for option in options[: max(1, len(options) // 2)])


def _pair_table(
    rows: Sequence[Entry],
    sides: tuple[Side, ...],
    cells: dict[tuple[str, str], Estimate],
    groups: tuple[Entry, ...],
    measured: str,
) -> PairTable | None:
    """The table with its rows sorted; None where fewer than two sides or no row can be shown."""
    kept = tuple(side for side in sides if any(code == side.code for _, code in cells))
    shown = [row for row in rows if any((row.code, side.code) in cells for side in kept)]
    if not FEWEST_SIDES <= len(kept) <= MOST_SIDES or not shown:
        return None

    def place(row: Entry) -> tuple[bool, list[float]]:
        shares = [cells[row.code, side.code].estimate if (row.code, side.code) in cells else None for side in kept]
        return is_other(row), [-1.0 if share is None else -share - 1 for share in shares]

    return PairTable(tuple(sorted(shown, key=place)), kept, cells, groups, measured)


def _has(table: ShareTable, row: Entry, option: Entry, level: Entry) -> bool:
    return table.has(row.code, option.code, level.code)


def _base(cells: Sequence[Estimate], language: str) -> str:
    bases = [cell.base for cell in cells if cell.base is not None]
    if not bases:
        return ""
    least, most = number(min(bases), language), number(max(bases), language)
    return least if least == most else f"{least}–{most}"


def side_label(side: Side, language: str) -> str:
    """A side with its base: ``Mayors (n = 92)``."""
    if not side.base:
        return side.label
    return f"{side.label} ({say('figure_n', language, base=side.base)})"
