"""Checks of a report: no number stands free, every reference names what is there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

from civiscope.errors import ProblemLog, did_you_mean
from civiscope.study.definition import StudyDefinition
from civiscope.study.facts_file import Fact
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, NUMBER_KINDS, Item, Kind, Questionnaire
from civiscope.study.report_functions import FUNCTIONS, ArgumentsError, Names, ReportFunction, bind
from civiscope.study.report_reference import Reference, Value
from civiscope.study.report_text import REPORT_FILE, Heading, Piece, ReportText, Run, TextBlock

_TOKEN = re.compile(r"\S+")
_YEAR = re.compile(r"((?:1[5-9]|2[01])\d\d)(?:s|[-–/]((?:1[5-9]|2[01])?\d\d))?")
_NAME = re.compile(r"[^\W\d_]+[-–]?\d+")
"""Letters, then digits, as in B40, CO2, COVID-19 and M49."""
_THING = {
    Names.ITEM: "question",
    Names.OPTION: "option",
    Names.ROW: "row",
    Names.WAVE: "wave",
    Names.QUESTIONNAIRE: "questionnaire",
    Names.GROUP: "group",
    Names.LEVEL: "level",
    Names.INDEX: "index",
    Names.NODE: "part of an index",
    Names.FACT: "fact",
    Names.MODEL: "model",
    Names.OUTCOME: "outcome",
}
"""What messages call that which an argument names."""

_KINDS = {
    "share": CHOICE_KINDS,
    "count": CHOICE_KINDS,
    "leading": CHOICE_KINDS,
    "published": CHOICE_KINDS,
    "mean": NUMBER_KINDS,
    "median": NUMBER_KINDS,
    "figure": CHOICE_KINDS | NUMBER_KINDS,
    "table": CHOICE_KINDS | NUMBER_KINDS,
    "trend": CHOICE_KINDS,
    "map": frozenset({Kind.SINGLE}),
}
"""Kinds of items that a function can show."""

_AROUND = " \t\"'“”‘’„«»()[]{}.,;:!?…*"


@dataclass(frozen=True)
class ReportContext:
    """What a report may name.

    ``levels`` are those of the study's groups, ``models`` the outcomes of every model. ``facts`` are
    None where facts.yaml cannot be read: it is reported instead of what refers to it.
    """

    definition: StudyDefinition
    questionnaires: dict[str, Questionnaire]
    levels: dict[str, dict[str, str]]
    indices: dict[str, IndexDefinition]
    models: dict[str, tuple[str, ...]] = field(default_factory=dict)
    facts: dict[str, Fact] | None = field(default_factory=dict)

    def questionnaire_of(self, item: str, wanted: str) -> Questionnaire | None:
        """The questionnaire that asks the item: the one that is ``wanted``, else the first."""
        asked = [entry for entry in self.questionnaires.values() if item in entry.items]
        return next((entry for entry in asked if not wanted or entry.id == wanted), None)


def check_report(report: ReportText, context: ReportContext, log: ProblemLog) -> None:
    """Log every problem of a report: its headings, free numbers, and names that are not there."""
    _check_headings(report, log)
    for piece in report.pieces():
        if isinstance(piece, Run):
            for value in free_numbers(piece.text):
                log.add("report-number", file=REPORT_FILE, line=piece.line, value=value)
    for block in report.blocks:
        alone = isinstance(block, TextBlock) and not block.quoted and is_alone(block.pieces)
        pieces = block.pieces if isinstance(block, Heading | TextBlock) else ()
        for reference in (piece for piece in pieces if isinstance(piece, Reference)):
            _check_place(reference, alone, log)
        if not isinstance(block, Heading | TextBlock):
            for piece in ReportText((block,)).references():
                _check_place(piece, False, log)
    for reference in report.references():
        _check_reference(reference, context, log)


def is_alone(pieces: tuple[Piece, ...]) -> bool:
    """Whether a paragraph is a single reference."""
    return len([piece for piece in pieces if isinstance(piece, Reference) or piece.text.strip()]) == 1 and any(
        isinstance(piece, Reference) for piece in pieces
    )


def free_numbers(text: str) -> list[str]:
    """Numbers that stand free in a text: neither years (``2020``, ``2018-20``, ``2010s``) nor parts of a name (``B40``,
    ``COVID-19``)."""
    found = []
    for token in _TOKEN.findall(text):
        bare = token.strip(_AROUND).removesuffix("’s").removesuffix("'s")
        if any(map(_is_number, bare)) and not _is_year(bare) and not _NAME.fullmatch(bare):
            found.append(bare)
    return found


def _is_number(character: str) -> bool:
    """Whether it is a digit of any script or a fraction; ideographs and raised digits (km²) are parts of words."""
    return character.isdecimal() or unicodedata.decomposition(character).startswith("<fraction>")


def _is_year(bare: str) -> bool:
    """A year, a decade, or a span of years that does not go back."""
    found = _YEAR.fullmatch(bare)
    if found is None:
        return False
    first, last = found[1], found[2]
    return last is None or int(first) < int(last if len(last) == 4 else first[:2] + last)


def _check_headings(report: ReportText, log: ProblemLog) -> None:
    titles = [block for block in report.blocks if isinstance(block, Heading) and block.level == 1]
    if not titles or report.blocks[0] is not titles[0]:
        line = report.blocks[0].line if report.blocks else 1
        log.add("report-title", file=REPORT_FILE, line=line, what="does not begin with its title")
    for extra in titles[1:]:
        log.add("report-title", file=REPORT_FILE, line=extra.line, what="has a second title")
    started = False
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 3 and not started:
            log.add("report-title", file=REPORT_FILE, line=block.line, what="has a part (###) before any chapter (##)")
        started = started or (isinstance(block, Heading) and block.level == 2)


def _check_place(reference: Reference, alone: bool, log: ProblemLog) -> None:
    function = FUNCTIONS.get(reference.function)
    if function is not None and function.place == "part" and not alone:
        reason = "is a part of its own and cannot stand within a text, a heading, a list or a table"
        log.add("report-place", file=REPORT_FILE, line=reference.line, function=function.name, reason=reason)


def _check_reference(reference: Reference, context: ReportContext, log: ProblemLog) -> None:
    function = FUNCTIONS.get(reference.function)
    place = {"file": REPORT_FILE, "line": reference.line}
    if function is None:
        suggestion, allowed = did_you_mean(reference.function, FUNCTIONS), ", ".join(FUNCTIONS)
        log.add("report-function", **place, value=reference.function, suggestion=suggestion, allowed=allowed)
        return
    try:
        bound = bind(function, reference)
    except ArgumentsError as failure:
        log.add("report-argument", **place, function=function.name, reason=str(failure), usage=function.usage)
        return
    _Call(function, bound, reference.line, context, log).check()


@dataclass(frozen=True)
class _Call:
    function: ReportFunction
    bound: dict[str, Value]
    line: int
    context: ReportContext
    log: ProblemLog

    def check(self) -> None:
        self._check_texts()
        self._check_kind()
        for parameter in self.function.parameters:
            if parameter.name in self.bound and (known := self._known(parameter.names)) is not None:
                self._check_name(parameter.names, str(self.bound[parameter.name]), known)
        if "level" in self.bound and "by" not in self.bound:
            self._refuse("level needs the group that it belongs to (by=...)")
        if self.function.place == "words" and "by" in self.bound and "level" not in self.bound:
            self._refuse("by needs the level of the group (level=...): a number is about one set of cities")
        self._check_row()

    def _check_texts(self) -> None:
        """Titles and notes are texts as well: no number stands free in them."""
        for name in ("title", "note"):
            for value in free_numbers(str(self.bound.get(name, ""))):
                self.log.add("report-number", file=REPORT_FILE, line=self.line, value=value)

    def _check_kind(self) -> None:
        """What needs no answers to be told: a share of a number, a map of a list, a framework that is not defined."""
        item, name = self._item(), self.function.name
        if name == "framework" and self.context.definition.framework is None:
            self._refuse("study.yaml defines no framework")
        kinds = _KINDS.get(name)
        if item is not None and kinds is not None and item.kind not in kinds:
            self._refuse(f'"{item.code}" is of kind {item.kind}, and it takes {" or ".join(sorted(kinds))}')

    def _check_row(self) -> None:
        item = self._item()
        if item is None or "row" not in {entry.name for entry in self.function.parameters}:
            return
        is_grid = item.kind in GRID_KINDS
        if "row" in self.bound and not is_grid:
            self._refuse(f'"{item.code}" has no rows')
        elif is_grid and "row" not in self.bound and self.function.place == "words":
            self._refuse(f'"{item.code}" is a grid: name the row (row=...)')

    def _refuse(self, reason: str) -> None:
        words = {"function": self.function.name, "reason": reason, "usage": self.function.usage}
        self.log.add("report-argument", file=REPORT_FILE, line=self.line, **words)

    def _item(self) -> Item | None:
        code, wanted = str(self.bound.get("item", "")), str(self.bound.get("questionnaire", ""))
        questionnaire = self.context.questionnaire_of(code, wanted)
        return questionnaire.items[code] if questionnaire is not None else None

    def _known(self, names: Names) -> Collection[str] | None:
        """What the argument may name; None where that is not a name, or depends on one that is wrong itself."""
        context, bound = self.context, self.bound
        match names:
            case Names.ITEM:
                wanted = str(bound.get("questionnaire", ""))
                asking = [entry for entry in context.questionnaires.values() if wanted in ("", entry.id)]
                return [code for entry in asking for code in entry.items] if asking else None
            case Names.OPTION | Names.ROW:
                return self._options(names)
            case Names.WAVE:
                return [wave.id for wave in context.definition.waves]
            case Names.QUESTIONNAIRE:
                return context.questionnaires
            case Names.GROUP:
                return context.levels
            case Names.LEVEL:
                return context.levels.get(str(bound.get("by", "")))
            case Names.INDEX:
                return context.indices
            case Names.NODE:
                index = context.indices.get(str(bound["index"]))
                return None if index is None else _nodes(index)
            case Names.FACT:
                return context.facts
            case Names.MODEL:
                return context.models
            case Names.OUTCOME:
                return context.models.get(str(bound["model"]))
            case _:
                return None

    def _options(self, names: Names) -> Collection[str] | None:
        item = self._item()
        if item is None:
            return None
        questionnaire = self.context.questionnaire_of(item.code, str(self.bound.get("questionnaire", "")))
        assert questionnaire is not None
        found = questionnaire.rows_of(item) if names is Names.ROW else questionnaire.options_of(item)
        return [option.code for option in found] or None

    def _check_name(self, names: Names, value: str, known: Collection[str]) -> None:
        if value in known:
            return
        what = _THING.get(names, str(names))
        suggestion = did_you_mean(value, known)
        allowed = "one of " + ", ".join(known) if known else f"a {what} of the study, which has none"
        words = {"function": self.function.name, "what": what, "suggestion": suggestion, "allowed": allowed}
        self.log.add("report-name", file=REPORT_FILE, line=self.line, value=value, **words)


def _nodes(index: IndexDefinition) -> list[str]:
    """The codes of an index, of all its elements and of its further scores."""
    elements = [element.code for element, _, _ in index.elements()]
    return [index.id, *elements, *(entry.code for entry in index.combinations)]
