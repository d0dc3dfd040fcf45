"""recodes.csv: how raw answers that are not options become codes or kinds of missing, with a reason for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from civiscope.answers.wave_files import RECODES
from civiscope.errors import ProblemLog, did_you_mean
from civiscope.results.answers import Status
from civiscope.study.definition import Wave
from civiscope.study.questionnaire import CHOICE_KINDS, Questionnaire
from civiscope.study.sheets import read_sheet

MISSING_WORDS = {
    "(not answered)": Status.NOT_ANSWERED,
    "(don't know)": Status.DONT_KNOW,
    "(not applicable)": Status.NOT_APPLICABLE,
    "(not known)": Status.NOT_KNOWN,
    "(not asked)": Status.NOT_ASKED,
}
"""Words in parentheses that stand for kinds of missing, in answers and in recodes."""

NOTHING_NAMED = "(none)"
"""The word for a list that is complete and names nothing."""


@dataclass(frozen=True, slots=True)
class Recode:
    """One row of recodes.csv: it gives ``codes`` (for choices) or a kind of ``missing``."""

    file: str
    line: int
    item: str
    raw: str
    target: str
    reason: str
    codes: tuple[str, ...] = ()
    missing: Status | None = None


@dataclass(slots=True)
class Recodes:
    """The recodes of one wave and questionnaire, and how often each was applied."""

    file: str
    rows: dict[tuple[str, str], Recode] = field(default_factory=dict)
    uses: Counter[tuple[str, str]] = field(default_factory=Counter)

    def apply(self, item: str, raw: str) -> Recode | None:
        """The recode for a raw answer, counted as used; None where there is none."""
        found = self.rows.get((item, raw))
        if found is not None:
            self.uses[item, raw] += 1
        return found


def read_recodes(
    folder: Path, wave: Wave, questionnaires: dict[str, Questionnaire], log: ProblemLog
) -> dict[str, Recodes]:
    """The recodes of a wave's recodes.csv for each of its questionnaires; every problem is logged.

    A row is for the questionnaire that it names or, where it names none, for every one that has the item.
    """
    shown = f"waves/{wave.id}/{RECODES}"
    asked = {name: questionnaires[name] for name in wave.questionnaires}
    recodes = {name: Recodes(shown) for name in asked}
    if not (folder / shown).exists():
        return recodes
    sheet = read_sheet(folder / shown, shown, log)
    if sheet is None:
        return recodes
    missing = [column for column in ("item", "raw", "code", "reason") if column not in sheet.columns]
    for column in missing:
        log.add("column-missing", file=shown, line=1, column=column)
    if missing:
        return recodes
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        for name in _questionnaires_of(row, line, shown, asked, log):
            recode = _recode(row, line, shown, asked[name], log)
            if recode is None:
                break
            first = recodes[name].rows.setdefault((recode.item, recode.raw), recode)
            if first is not recode:
                place = {"file": shown, "line": line, "item": recode.item, "value": recode.raw}
                log.add("recode-duplicate", **place, first=first.line)
                break
    return recodes


def log_uses(recodes: Iterable[Recodes], log: ProblemLog) -> None:
    """Log every recode with the number of answers that it changed, and those that changed none."""
    counts: Counter[Recode] = Counter()
    for several in recodes:
        for key, recode in several.rows.items():
            counts[recode] += several.uses[key]
            place = {"file": several.file, "line": recode.line, "item": recode.item, "value": recode.raw}
            if several.uses[key]:
                action = f"left missing {recode.target}" if recode.missing is not None else f"coded as {recode.target}"
                reason = recode.reason or "no reason given"
                log.add("recoded", **place, count=several.uses[key], target=recode.target, reason=reason, action=action)
    for recode in [recode for recode, count in counts.items() if count == 0]:
        log.add("recode-unused", file=recode.file, line=recode.line, item=recode.item, value=recode.raw)


def _questionnaires_of(
    row: dict[str, str], line: int, file: str, asked: dict[str, Questionnaire], log: ProblemLog
) -> list[str]:
    """Names of the questionnaires that a row is for, after logging why there are none."""
    named, item = row.get("questionnaire", ""), row["item"]
    if named and named not in asked:
        names = ", ".join(asked)
        log.add("recode-questionnaire-unknown", file=file, line=line, column="questionnaire", value=named, names=names)
        return []
    fitting = [name for name, questionnaire in asked.items() if named in ("", name) and item in questionnaire.items]
    if not fitting:
        near = did_you_mean(item, [code for questionnaire in asked.values() for code in questionnaire.items])
        log.add("recode-item-unknown", file=file, line=line, column="item", value=item, similar=near)
    return fitting


def _recode(row: dict[str, str], line: int, file: str, questionnaire: Questionnaire, log: ProblemLog) -> Recode | None:
    name, raw, target, reason = (row[column] for column in ("item", "raw", "code", "reason"))
    item = questionnaire.items[name]
    if not reason:
        log.add("recode-reason-missing", file=file, line=line, column="reason", item=name, value=raw)
    if target in MISSING_WORDS:
        return Recode(file, line, name, raw, target, reason, missing=MISSING_WORDS[target])
    known = [option.code for option in questionnaire.options_of(item)] if item.kind in CHOICE_KINDS else []
    codes = tuple(code.strip() for code in target.split(";"))
    unknown = [code for code in codes if code not in known]
    if unknown:
        options = ", ".join(known) or "a kind of missing only, because the item has no options"
        place = {"file": file, "line": line, "column": "code", "item": name}
        log.add("recode-code-unknown", **place, value=unknown[0], options=options)
        return None
    return Recode(file, line, name, raw, target, reason, codes=codes)
