"""Checks of outcomes.yaml against the study: what the models alone cannot tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from civiscope.errors import ProblemLog, did_you_mean
from civiscope.study.checks import check_labels
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import Frame
from civiscope.study.groups import level_of
from civiscope.study.index_definition import IndexDefinition, Path
from civiscope.study.numbers import parse_number
from civiscope.study.outcomes_definition import OutcomeComparison, OutcomeControl, OutcomeModel, OutcomesDefinition
from civiscope.study.outcomes_file import FILE, OutcomesFile
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, Questionnaire


@dataclass(frozen=True, slots=True)
class OutcomesCheck:
    """What outcomes.yaml is checked against; ``columns`` are those of cities.csv."""

    study: StudyDefinition
    questionnaires: Mapping[str, Questionnaire]
    indices: Mapping[str, IndexDefinition]
    frame: Frame
    columns: Collection[str]
    languages: tuple[str, ...]


def check_outcomes(file: OutcomesFile, against: OutcomesCheck, log: ProblemLog) -> None:
    """Log every problem of outcomes.yaml."""
    definition = file.definition
    check_labels(definition, (), FILE, file.source, against.languages, log)
    checker = _Checker(file, against, log)
    checker.once([entry.code for entry in definition.indicators], ("indicators",))
    checker.once([entry.code for entry in definition.controls], ("controls",))
    checker.once([entry.code for entry in definition.models], ("models",))
    for place, indicator in enumerate(definition.indicators):
        if indicator.group is not None:
            checker.group(indicator.group, indicator.levels, ("indicators", place))
    for place, control in enumerate(definition.controls):
        checker.control(control, ("controls", place))
    for place, model in enumerate(definition.models):
        checker.model(model, ("models", place))


@dataclass(frozen=True, slots=True)
class _Checker:
    """Checks of the parts of outcomes.yaml, each with its path in the file."""

    file: OutcomesFile
    against: OutcomesCheck
    log: ProblemLog

    @property
    def _definition(self) -> OutcomesDefinition:
        return self.file.definition

    def once(self, names: Iterable[str], path: Path) -> None:
        seen: set[str] = set()
        for place, name in enumerate(names):
            if name in seen:
                self._add("named-twice", (*path, place), value=name, field=path[-1])
            seen.add(name)

    def group(self, code: str, levels: Iterable[str], path: Path) -> None:
        """A group that the frame decides, and levels of it that some city is in."""
        groups = {group.code: group for group in self.against.study.groups if not group.item}
        if code not in groups:
            self._unknown("outcome-group-unknown", (*path, "group"), code, groups)
        elif self.against.frame:
            found = {level_of(groups[code], city) for city in self.against.frame.values()} - {""}
            for level in levels:
                if level not in found:
                    self._unknown("outcome-level-unknown", path, level, sorted(found), name=code)

    def control(self, control: OutcomeControl, path: Path) -> None:
        if control.indicator is not None:
            codes = [entry.code for entry in self._definition.indicators]
            if control.indicator not in codes:
                self._unknown("outcome-name-unknown", (*path, "indicator"), control.indicator, codes, what="indicator")
            elif control.transform == "log" and control.indicator in self.file.tables:
                values = self.file.tables[control.indicator].values
                self._logarithms(control, [(entry.city, entry.value) for entry in values], path)
        elif control.group is not None:
            self.group(control.group, [control.reference] if control.reference else [], path)
        elif control.column is not None and self.against.columns:
            self._column(control, control.column, path)

    def _column(self, control: OutcomeControl, column: str, path: Path) -> None:
        if column not in self.against.columns:
            self._unknown("outcome-column-unknown", (*path, "column"), column, self.against.columns)
            return
        values = [(city.code, city.value(column)) for city in self.against.frame.values()]
        if control.transform == "log":
            self._logarithms(control, [(city, value) for city, value in values if value is not None], path)
        if control.reference is not None:
            found = sorted({str(value) for _, value in values if value is not None})
            if control.reference not in found:
                words = {"name": column}
                self._unknown("outcome-level-unknown", (*path, "reference"), control.reference, found, **words)

    def _logarithms(self, control: OutcomeControl, values: Iterable[tuple[str, str | float]], path: Path) -> None:
        for city, value in values:
            number = parse_number(value) if isinstance(value, str) else value
            if number is None or number <= 0:
                shown = value if isinstance(value, str) else f"{value:g}"
                self._add("outcome-logarithm", path, name=control.code, city=city, value=shown)
                return

    def model(self, model: OutcomeModel, path: Path) -> None:
        waves = [wave.id for wave in self.against.study.waves]
        for place, wave in enumerate(model.waves):
            if wave not in waves:
                self._add("wave-unknown", (*path, "waves", place), value=wave, waves=", ".join(waves))
        for name, known in (
            ("indicators", [entry.code for entry in self._definition.indicators]),
            ("controls", [entry.code for entry in self._definition.controls]),
        ):
            codes: tuple[str, ...] = getattr(model, name)
            self.once(codes, (*path, name))
            for place, code in enumerate(codes):
                if code not in known:
                    self._unknown("outcome-name-unknown", (*path, name, place), code, known, what=name[:-1])
        if model.index is not None:
            self._index(model.index, (*path, "index"))
        controls = {entry.code: entry.indicator for entry in self._definition.controls if entry.code in model.controls}
        for code, indicator in controls.items():
            if indicator is not None and indicator in model.indicators:
                self._add("outcome-own-control", path, value=model.code, name=code)
        self.once([entry.code for entry in model.comparisons], (*path, "comparisons"))
        for place, comparison in enumerate(model.comparisons):
            self._comparison(comparison, (*path, "comparisons", place))

    def _index(self, name: str, path: Path) -> IndexDefinition | None:
        if name in self.against.indices:
            return self.against.indices[name]
        self._unknown("outcome-name-unknown", path, name, self.against.indices, what="index")
        return None

    def _comparison(self, comparison: OutcomeComparison, path: Path) -> None:
        if comparison.index is not None:
            definition = self._index(comparison.index, (*path, "index"))
            if definition is not None and comparison.classes:
                known = [entry.code for entry in definition.classes]
                for code in comparison.classes:
                    if code not in known:
                        self._unknown("outcome-name-unknown", (*path, "classes"), code, known, what="class")
                if set(comparison.classes) >= set(known):
                    words = {"value": definition.id, "known": ", ".join(known) or "it has none"}
                    self._add("outcome-classes-all", (*path, "classes"), **words)
            return
        self._item(comparison, path)

    def _item(self, comparison: OutcomeComparison, path: Path) -> None:
        name = comparison.item or ""
        asked = next((entry for entry in self.against.questionnaires.values() if name in entry.items), None)
        if asked is None:
            known = [code for entry in self.against.questionnaires.values() for code in entry.items]
            self._unknown("outcome-name-unknown", (*path, "item"), name, known, what="item")
            return
        item = asked.items[name]
        if item.kind not in CHOICE_KINDS:
            self._add("outcome-item-kind", (*path, "item"), value=name, kind=item.kind)
            return
        if item.consent == "never":
            self._add("outcome-item-never", (*path, "item"), value=name)
        rows = [row.code for row in asked.rows_of(item)] if item.kind in GRID_KINDS else []
        if (comparison.row in rows) if rows else (comparison.row is None):
            options = [option.code for option in asked.options_of(item)]
            for code in (*comparison.high, *comparison.low):
                if code not in options:
                    self._unknown("outcome-option-unknown", path, code, options, name=name)
            for code in comparison.high:
                if code in comparison.low:
                    self._add("outcome-option-both", path, value=code)
        else:
            self._unknown("outcome-row", (*path, "row"), comparison.row or "", rows, name=name)

    def _unknown(self, code: str, path: Path, value: str, known: Collection[str], **words: object) -> None:
        shown = ", ".join(known) or "none is defined"
        self._add(code, path, value=value, similar=did_you_mean(value, known), known=shown, **words)

    def _add(self, code: str, path: Path, **words: object) -> None:
        self.log.add(code, file=FILE, line=self.file.line(path), **words)
