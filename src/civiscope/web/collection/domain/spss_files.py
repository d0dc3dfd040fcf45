"""Answers as an SPSS file (.sav) with labels of variables and values.

A list is one variable per option (1 named, 0 not), a ranking one per option with its rank (0 not ranked). Kinds of
missing are user-missing values: of numbers and choices those below -90 (further down where numbers go that far), of
texts short words in parentheses.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pyreadstat

from civiscope.answers.cells import Coded
from civiscope.results.answers import Status
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, NUMBER_KINDS, OTHER, Item, Kind
from civiscope.web.collection.domain.export_rows import STATUS_WORDS, ExportTable

LONGEST_STRING = 32_000
"""Bytes of a text; SPSS takes 32,767."""
LONGEST_NAME, LONGEST_LABEL, LONGEST_VALUE_LABEL = 64, 250, 120
"""Bytes of what SPSS takes for names, labels of variables and labels of values."""
RESERVED = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
STEPS = {
    Status.NOT_ANSWERED: 0,
    Status.DONT_KNOW: 1,
    Status.NOT_APPLICABLE: 2,
    Status.NOT_KNOWN: 3,
    Status.NOT_ASKED: 4,
}
"""How far the value of a kind of missing lies above the lowest of them."""
TEXT_MISSING = {Status.DONT_KNOW: "(dk)", Status.NOT_APPLICABLE: "(n/a)", Status.NOT_ASKED: "(skip)"}
"""Texts may have three user-missing values; an empty text says that there is no answer."""

Value = float | str


@dataclass
class _Variables:
    """The file's variables in their order, with all that is said of them."""

    data: dict[str, list[Value]] = field(default_factory=dict)
    labels: dict[str, str | None] = field(default_factory=dict)
    values: dict[str, dict[Any, str]] = field(default_factory=dict)
    missing: dict[str, list[Any]] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def add(self, name: str, label: str, data: list[Value], measure: str) -> str:
        """Add a variable; returns the name that SPSS can have for it."""
        made = self._name(name)
        self.data[made] = data
        self.labels[made] = _cut(label, LONGEST_LABEL)
        self.measures[made] = measure
        return made

    def add_number(
        self, name: str, label: str, data: list[float | Status], options: dict[int, str], measure: str
    ) -> None:
        """Add a numeric variable; kinds of missing become user-missing values below all numbers."""
        lowest = -99.0
        while any(not isinstance(value, Status) and value <= lowest + 9 for value in data):
            lowest = lowest * 10 - 9
        codes = {status: lowest + step for status, step in STEPS.items()}
        made = self.add(name, label, [codes[v] if isinstance(v, Status) else float(v) for v in data], measure)
        labels = {float(code): _cut(text, LONGEST_VALUE_LABEL) for code, text in options.items()}
        self.values[made] = {**labels, **{codes[status]: STATUS_WORDS[status] for status in codes}}
        self.missing[made] = [{"lo": lowest, "hi": lowest + 4}]

    def add_text(self, name: str, label: str, data: list[str | Status]) -> None:
        """Add a text; kinds of missing become short words."""
        texts: list[Value] = [
            TEXT_MISSING.get(v, "") if isinstance(v, Status) else _cut(v, LONGEST_STRING) for v in data
        ]
        made = self.add(name, label, texts, "nominal")
        self.values[made] = {word: STATUS_WORDS[status] for status, word in TEXT_MISSING.items()}
        self.missing[made] = list(TEXT_MISSING.values())

    def is_text(self, name: str) -> bool:
        """Whether a variable holds texts."""
        return name not in self.missing or isinstance(self.missing[name][0], str)

    def _name(self, name: str) -> str:
        wanted = re.sub(r"[^a-z0-9_.]", "_", name)
        wanted = f"{wanted}_" if wanted in RESERVED else wanted
        made, number = wanted[:LONGEST_NAME].rstrip("."), 1
        while made in self.taken:
            number += 1
            made = f"{wanted[: LONGEST_NAME - 6]}_{number}"
        self.taken.add(made)
        return made


def answers_sav(table: ExportTable, title: str) -> bytes:
    """The file; ``title`` is its label."""
    found = _Variables()
    found.add("city", "City", [entry.city for entry in table.rows], "nominal")
    found.add("city_name", "Name of the city", [entry.name for entry in table.rows], "nominal")
    found.add("case_state", "State of the answers", [entry.state for entry in table.rows], "nominal")
    for item, row in table.questionnaire.variables():
        _add(found, table, item, row)
    # pandas costs a second, which the service need not pay at its start.
    pd = import_module("pandas")
    frame = pd.DataFrame(
        {name: pd.Series(data, dtype="str" if found.is_text(name) else "float64") for name, data in found.data.items()}
    )
    with tempfile.TemporaryDirectory(prefix="civiscope-") as scratch:
        path = Path(scratch) / "answers.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=_cut(title, 64),
            column_labels=found.labels,
            variable_value_labels=found.values,
            missing_ranges=found.missing,
            variable_measure=found.measures,
        )
        return path.read_bytes()


def _add(found: _Variables, table: ExportTable, item: Item, row: str) -> None:
    """Add the variables of an item, or of one row of it."""
    name, label = f"{item.code}.{row}" if row else item.code, table.title_of(item, row)
    coded = [entry.coded[item.code, row] for entry in table.rows]
    options = table.options(item)
    if item.kind in LIST_KINDS:
        for code, text in options.items():
            data = [float(code in entry.codes) if _is_known(entry) else entry.status for entry in coded]
            found.add_number(f"{name}.{code}", f"{text} – {label}", data, {0: "Not named", 1: "Named"}, "nominal")
    elif item.kind is Kind.RANKING:
        for code, text in options.items():
            data = [_rank(entry, code) if _is_known(entry) else entry.status for entry in coded]
            found.add_number(f"{name}.{code}", f"{text} – {label}", data, {0: "Not ranked"}, "ordinal")
    elif item.kind in CHOICE_KINDS:
        numbers = {code: number for number, code in enumerate(options, start=1)}
        data = [float(numbers[entry.codes[0]]) if _is_known(entry) else entry.status for entry in coded]
        found.add_number(name, label, data, {numbers[code]: text for code, text in options.items()}, "nominal")
    elif item.kind in NUMBER_KINDS:
        data = [entry.status if entry.number is None else entry.number for entry in coded]
        found.add_number(name, label, data, {}, "scale")
    else:
        found.add_text(name, label, _texts_of(coded))
    if item.other and item.kind in CHOICE_KINDS:
        found.add_text(f"{name}.words", f"{options[OTHER]}, in own words – {label}", _texts_of(coded))


def _texts_of(coded: list[Coded]) -> list[str | Status]:
    return [entry.text if _is_known(entry) else entry.status for entry in coded]


def _is_known(entry: Coded) -> bool:
    return entry.status is Status.ANSWERED


def _rank(entry: Coded, code: str) -> float:
    return float(entry.codes.index(code) + 1) if code in entry.codes else 0.0


def _cut(text: str, most: int) -> str:
    """The text with at most so many bytes, an ellipsis where it was cut."""
    if len(text.encode()) <= most:
        return text
    return text.encode()[: most - 3].decode(errors="ignore") + "…"
