"""What differs by more than chance: marked in charts by a sign and a word, explained in sentences, told in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from civiscope.report.figures.document_tables import made_table
from civiscope.report.figures.numbers import shown_number
from civiscope.report.figures.tables import Subject
from civiscope.report.words.phrases import number, percent
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.contrasts import FEWEST_TESTED, SIGNIFICANT_BELOW, WAVE, Contrast
from civiscope.results.document import Table
from civiscope.study.questionnaire import NUMBER_KINDS, Item
from civiscope.web.explorer.domain.question_index import Place

Cell = tuple[str, str, str]
"""(row, option, level)"""

_NOTHING = "–"
_SMALLEST_P = 0.001


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that differs from what it is compared with: ``word`` is seen, ``said`` says the rest of it."""

    direction: Literal["higher", "lower"]
    word: str
    said: str

    @property
    def sign(self) -> str:
        """What is shown before the word."""
        return "▲" if self.direction == "higher" else "▼"


@dataclass(frozen=True)
class Marks:
    """The marks of a chart by cell, the sentences that explain them, and all tested differences as a table.

    ``changes`` are differences in words by cell, of waves.
    """

    by_cell: dict[Cell, Mark] = field(default_factory=dict)
    explained: tuple[str, ...] = ()
    table: Table | None = None
    changes: dict[Cell, str] = field(default_factory=dict)
    since: str = ""
    """The wave that changes are counted from."""

    def of(self, row: str, option: str, level: str) -> Mark | None:
        """The mark of a cell; None where it does not differ, or is not compared."""
        return self.by_cell.get((row, option, level))


def level_marks(view: ReleaseView, subject: Subject) -> Marks:
    """Which levels of a subject's group differ from all other cities; no marks for a subject without a group."""
    if subject.group is None:
        return Marks()
    item, questionnaire = subject.item, subject.questionnaire
    key = (subject.wave.id, questionnaire.id, item.code, subject.group.code)
    found = view.release.contrasts_by_item.get(key, [])
    if not found:
        return Marks()
    tested = [entry for entry in found if entry.significant is not None]
    marks = {
        (entry.row, entry.option, entry.level): _mark(view, entry, "site_mark_other_cities")
        for entry in tested
        if entry.significant
    }
    count = len({_hypothesis(entry, found) for entry in tested})
    told = _explained(view, "levels", item, count, bool(marks))
    levels = view.levels[subject.group.code]
    rows = [[levels.get(entry.level, entry.level), *_cells(view, entry)] for entry in tested]
    head = ["figure_head_cities", "site_head_theirs", "site_head_others"]
    table = _table(view, questionnaire.id, item, subject.title, head, tested, rows) if tested else None
    return Marks(marks, told, table)


def wave_marks(view: ReleaseView, place: Place) -> Marks:
    """Which answers have changed since the wave before the latest in which the questionnaire asked the same."""
    item, name = place.item, place.questionnaire.id
    for wave in reversed(view.definition.waves):
        found = view.release.contrasts_by_item.get((wave.id, name, item.code, ""), [])
        found = [entry for entry in found if entry.kind == WAVE]
        if found:
            return _since(view, place, wave.id, found)
    return Marks()


def _since(view: ReleaseView, place: Place, wave: str, found: Sequence[Contrast]) -> Marks:
    item = place.item
    before = view.wave_title(found[0].against)
    compared = [entry for entry in found if entry.difference is not None]
    tested = [entry for entry in compared if entry.significant is not None]
    marks = {
        (entry.row, entry.option, ""): _mark(view, entry, "site_mark_wave", wave=before)
        for entry in tested
        if entry.significant
    }
    told = _explained(view, "waves", item, len(tested), bool(marks), wave=before)
    rows = [_cells(view, entry) for entry in compared]
    head = ["", ""]
    table = None
    if compared:
        titles = [view.wave_title(wave), before]
        table = _table(view, place.questionnaire.id, item, view.short(item), head, compared, rows, titles)
    changes = {(entry.row, entry.option, ""): _difference(view, entry) for entry in compared}
    return Marks(marks, told if compared else (), table, changes, before)


def _mark(view: ReleaseView, entry: Contrast, against: str, **words: str) -> Mark:
    direction: Literal["higher", "lower"] = "higher" if (entry.difference or 0) > 0 else "lower"
    return Mark(direction, view.say(f"site_mark_{direction}"), view.say(against, **words))


def _hypothesis(entry: Contrast, found: Iterable[Contrast]) -> tuple[str, str, str, str]:
    """What a test is of: of two levels both say the same."""
    key = entry.row, entry.option, entry.measure
    levels = {other.level for other in found if (other.row, other.option, other.measure) == key}
    return (*key, "" if len(levels) == 2 else entry.level)


def _explained(view: ReleaseView, kind: str, item: Item, count: int, any_marked: bool, **words: str) -> tuple[str, ...]:
    """What the marks mean, which test it was, and of how many comparisons."""
    if not count:
        return (view.say("site_marks_untested", fewest=number(FEWEST_TESTED, view.language)),)
    test = view.say("site_marks_test_means" if item.kind in NUMBER_KINDS else "site_marks_test_shares")
    level = percent(SIGNIFICANT_BELOW, view.language)
    how = view.say("site_marks_how", test=test, count=count, shown=number(count, view.language), level=level)
    first = view.say(f"site_marks_{kind}" if any_marked else f"site_marks_none_{kind}", **words)
    return (f"{first} {how}",)


def _table(
    view: ReleaseView,
    questionnaire: str,
    item: Item,
    title: str,
    head: Sequence[str],
    entries: Sequence[Contrast],
    rows: Sequence[Sequence[str]],
    titles: Sequence[str] = (),
) -> Table:
    """The differences; the answer stands first, except of numbers, which have none."""
    asked = any(entry.option or entry.row for entry in entries)
    unit = "site_head_difference" if item.kind in NUMBER_KINDS else "site_head_difference_points"
    named = [view.say("figure_head_answer")] if asked else []
    names = titles or [view.say(key) for key in head]
    heads = [
        *named,
        *names,
        view.say(unit),
        view.say("site_head_p"),
        view.say("site_head_p_adjusted"),
        view.say("site_head_marked"),
    ]
    full = [
        [*([_answer(view, questionnaire, item, entry)] if asked else []), *row]
        for entry, row in zip(entries, rows, strict=True)
    ]
    words = (1 if asked else 0) + (0 if titles else 1)
    return made_table(view.say("site_contrasts_caption", title=title), heads, full, words=max(1, words))


def _answer(view: ReleaseView, questionnaire: str, item: Item, entry: Contrast) -> str:
    parts = [view.row_label(questionnaire, item, entry.row)] if entry.row else []
    parts += [view.option_label(questionnaire, item, entry.option, short=True)] if entry.option else []
    return " – ".join(parts)


def _cells(view: ReleaseView, entry: Contrast) -> list[str]:
    """The two numbers, their difference with its interval, the p-values, and the mark."""
    marked = _NOTHING
    if entry.significant is not None:
        mark = _mark(view, entry, "site_mark_higher")
        marked = f"{mark.sign} {mark.word}" if entry.significant else view.say("site_mark_none")
    return [
        _value(view, entry, entry.estimate, entry.base),
        _value(view, entry, entry.reference, entry.reference_base),
        _difference(view, entry),
        _p(view, entry.p),
        _p(view, entry.p_adjusted),
        marked,
    ]


def _value(view: ReleaseView, entry: Contrast, value: float | None, base: int | None) -> str:
    if value is None:
        return _NOTHING
    shown = percent(value, view.language) if entry.measure == "share" else shown_number(value, view.language)
    return shown if base is None else f"{shown} ({view.say('figure_n', base=number(base, view.language))})"


def _difference(view: ReleaseView, entry: Contrast) -> str:
    """``+12 (+3 to +20)``, in percentage points or in the unit of the number."""
    if entry.difference is None:
        return _NOTHING
    shown, low, high = (_signed(view, entry, value) for value in (entry.difference, entry.low, entry.high))
    return view.say("figure_with_interval", shown=shown, low=low, high=high) if entry.low is not None else shown


def _signed(view: ReleaseView, entry: Contrast, value: float | None) -> str:
    if value is None:
        return _NOTHING
    scaled = 100 * value if entry.measure == "share" else value
    shown = number(scaled, view.language) if entry.measure == "share" else shown_number(scaled, view.language)
    return f"+{shown}" if scaled > 0 and any(digit in "123456789" for digit in shown) else shown.replace("-", "−")


def _p(view: ReleaseView, value: float | None) -> str:
    if value is None:
        return _NOTHING
    if value < _SMALLEST_P:
        return f"<{number(_SMALLEST_P, view.language, 3)}"
    return number(value, view.language, 3, fixed=True)
