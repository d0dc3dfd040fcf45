"""Checks of an index's definition against the study: what the models alone cannot tell.

Its structure and its rules are checked where they are understood, in `civiscope.indices.definition`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from civiscope.errors import ProblemLog, did_you_mean
from civiscope.study.checks import check_labels
from civiscope.study.definition import StudyDefinition
from civiscope.study.index_definition import IndexDefinition, IndexElement, Path, Scoring
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, NUMBER_KINDS, OTHER, Item, Kind, Questionnaire
from civiscope.study.yamlfile import YamlFile, line_of

_KINDS = {
    "points": frozenset({Kind.SINGLE, Kind.GRID}),
    "count": frozenset({Kind.MULTIPLE, Kind.RANKING, Kind.GRID_MULTIPLE}),
    "any_of": CHOICE_KINDS,
    "value": NUMBER_KINDS,
    "checklist": CHOICE_KINDS,
}
"""The kinds of items that each way of scoring suits."""


@dataclass(frozen=True, slots=True)
class IndexFile:
    """An index's definition with the file that it was read from: ``shown`` is its name within the study folder."""

    definition: IndexDefinition
    source: YamlFile = field(repr=False)
    shown: str

    def line(self, path: Path) -> int | None:
        """The line of a value of the file."""
        return line_of(self.source, path)


def check_index(
    file: IndexFile,
    study: StudyDefinition | None,
    questionnaires: dict[str, Questionnaire],
    languages: tuple[str, ...],
    log: ProblemLog,
) -> None:
    """Log every problem of an index.

    ``study`` is None where study.yaml could not be read, ``languages`` are those in which labels must exist.
    """
    definition = file.definition
    name = PurePosixPath(file.shown).stem
    if definition.id != name:
        log.add("index-id", file=file.shown, line=file.line(("id",)), value=definition.id, name=name)
    _check_classes(file, log)
    if study is not None:
        _check_waves(file, study, log)
    check_labels(definition, (), file.shown, file.source, languages, log)
    if definition.questionnaire is None:
        _check_unscored(file, log)
        return
    questionnaire = questionnaires.get(definition.questionnaire)
    if questionnaire is None:
        line = file.line(("questionnaire",))
        allowed = ", ".join(questionnaires) or "no questionnaires yet"
        log.add(
            "index-questionnaire-unknown", file=file.shown, line=line, value=definition.questionnaire, allowed=allowed
        )
        return
    for element, path in definition.indicators():
        if element.score is None:
            words = {"column": element.code, "value": element.code}
            log.add("index-score-missing", file=file.shown, line=file.line(path), **words)
        else:
            _Scored(file, element, element.score, (*path, "score"), questionnaire, log).check()


def _check_unscored(file: IndexFile, log: ProblemLog) -> None:
    """Answers cannot be scored without a questionnaire."""
    for element, path in file.definition.indicators():
        if element.score is not None:
            line = file.line((*path, "score"))
            log.add("index-score-unasked", file=file.shown, line=line, value=element.code)


def _check_classes(file: IndexFile, log: ProblemLog) -> None:
    limits = [entry.at_least for entry in file.definition.classes]
    for index, limit in enumerate(limits):
        if index == 0:
            if limit is not None:
                value = file.definition.classes[index].code
                log.add("index-class-first", file=file.shown, line=file.line(("classes", index)), value=value)
            continue
        before = limits[index - 1]
        if limit is None or (before is not None and limit <= before):
            value = file.definition.classes[index].code
            log.add("index-class-order", file=file.shown, line=file.line(("classes", index)), value=value)
    _check_twice([entry.code for entry in file.definition.classes], ("classes",), file, log)


def _check_waves(file: IndexFile, study: StudyDefinition, log: ProblemLog) -> None:
    waves = {wave.id: wave for wave in study.waves}
    for index, name in enumerate(file.definition.waves):
        line = file.line(("waves", index))
        if name not in waves:
            log.add("wave-unknown", file=file.shown, line=line, value=name, waves=", ".join(waves))
        elif file.definition.questionnaire not in waves[name].questionnaires:
            words = {"value": name, "questionnaire": file.definition.questionnaire}
            log.add("index-wave-unasked", file=file.shown, line=line, **words)
    _check_twice(file.definition.waves, ("waves",), file, log)


def _check_twice(names: Iterable[str], path: Path, file: IndexFile, log: ProblemLog) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            line = file.line((*path, index))
            log.add("named-twice", file=file.shown, line=line, value=name, field=path[-1])
        seen.add(name)


@dataclass(frozen=True, slots=True)
class _Scored:
    """The scoring of one indicator, with all that a check needs."""

    file: IndexFile
    element: IndexElement
    score: Scoring
    path: Path
    questionnaire: Questionnaire
    log: ProblemLog

    def check(self) -> None:
        self._check_consents()
        for index, entry in enumerate(self.score.checklist):
            path = (*self.path, "checklist", index)
            item = self._item(entry.item, (*path, "item"))
            if item is not None:
                self._check_rows(item, entry.rows, path)
                self._check_options(item, entry.options, (*path, "options"))
        if self.score.item is None:
            return
        item = self._item(self.score.item, (*self.path, "item"))
        if item is None:
            return
        self._check_rows(item, self.score.rows, self.path)
        if isinstance(self.score.count, tuple):
            self._check_options(item, self.score.count, (*self.path, "count"))
        if self.score.cap is not None:
            self._check_cap(item, self.score.cap)
        if self.score.any_of is not None:
            self._check_options(item, self.score.any_of, (*self.path, "any_of"))
        if self.score.points is not None:
            self._check_options(item, self.score.points, (*self.path, "points"))
            self._check_points(item, self.score.points)

    def _item(self, code: str, path: Path) -> Item | None:
        """The item, where it is there and of a kind that can be scored in this way."""
        item = self.questionnaire.items.get(code)
        if item is None:
            similar = did_you_mean(code, self.questionnaire.items)
            self._add("index-item-unknown", path, value=code, questionnaire=self.questionnaire.id, similar=similar)
        elif item.kind not in _KINDS[self.score.way]:
            kinds = ", ".join(sorted(_KINDS[self.score.way]))
            self._add("index-score-kind", path, value=code, kind=item.kind, way=self.score.way, kinds=kinds)
        else:
            return item
        return None

    def _check_consents(self) -> None:
        """Means of a score are estimates of what is scored: there are none of an item that is never published."""
        for code in dict.fromkeys(item for item, _ in self.score.variables):
            item = self.questionnaire.items.get(code)
            if item is not None and item.consent == "never":
                self._add("index-item-never", self.path[:-1], value=code, node=self.element.code)

    def _check_rows(self, item: Item, rows: tuple[str, ...], path: Path) -> None:
        known = [row.code for row in self.questionnaire.rows_of(item)]
        if (item.kind in GRID_KINDS) != bool(rows):
            wanted = f"rows of the grid, such as {known[0]}" if known else "no rows, since it is not a grid"
            self._add("index-score-rows", path, value=item.code, wanted=wanted)
            return
        self._check_known(item, rows, known, "row", (*path, "rows"))
        _check_twice(rows, (*path, "rows"), self.file, self.log)

    def _check_options(self, item: Item, options: Iterable[str], path: Path) -> None:
        known = [option.code for option in self.questionnaire.options_of(item)]
        self._check_known(item, options, known, "option", path)
        if not isinstance(options, dict):
            _check_twice(options, path, self.file, self.log)

    def _check_known(self, item: Item, named: Iterable[str], known: list[str], what: str, path: Path) -> None:
        for index, name in enumerate(named):
            if name not in known:
                place = (*path, name) if path[-1] == "points" else (*path, index)
                words = {"other": item.code, "what": what, "similar": did_you_mean(name, known)}
                self._add("index-option-unknown", place, value=name, **words, allowed=", ".join(known))

    def _check_points(self, item: Item, points: dict[str, float]) -> None:
        options = [option.code for option in self.questionnaire.options_of(item)]
        # `other: true` adds an own answer, of which nobody knows beforehand what it is worth.
        without = [code for code in options if code not in points and not (code == OTHER and item.other)]
        if without:
            self._add("index-points-missing", (*self.path, "points"), value=item.code, options=", ".join(without))
        elif len(set(points.values())) == 1:
            words = {"points": f"{next(iter(points.values())):g}"}
            self._add("index-points-alike", (*self.path, "points"), value=item.code, **words)

    def _check_cap(self, item: Item, cap: int) -> None:
        """A cap that no answer reaches would be the goalpost all the same, and keep every score low."""
        named = self.score.count
        options = [option.code for option in self.questionnaire.options_of(item) if option.code != OTHER]
        count = len(named) if isinstance(named, tuple) else len(options)
        if cap > count:
            words = {"node": self.element.code, "options": f"only {count} options count"}
            self._add("index-cap", (*self.path, "cap"), value=cap, **words)

    def _add(self, code: str, path: Path, **words: object) -> None:
        line = self.file.line(path)
        self.log.add(code, file=self.file.shown, line=line, column=self.element.code, **words)
