"""recodes.csv: how raw answers that are not options become codes or kinds of missing, with a reason for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from civiscope.errors import ProblemLog
from civiscope.results.answers import Status
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

    def log_uses(self, log: ProblemLog) -> None:
        """Log every recode with the number of answers that it changed, and those that changed none."""
        for key, recode in self.rows.items():
            place = {"file": self.file, "line": recode.line, "item": recode.item, "value": recode.raw}
            count = self.uses[key]
            if count == 0:
                log.add("recode-unused", **place)
            else:
                action = f"left missing {recode.target}" if recode.missing is not None else f"coded as {recode.target}"
                log.add("recoded", **place, count=count, target=recode.target, reason=recode.reason, action=action)


def read_recodes(folder: Path, wave: str, questionnaire: Questionnaire, log: ProblemLog) -> Recodes:
    """The recodes of ``waves/WAVE/recodes.csv`` for one questionnaire; every problem is logged."""
    shown = f"waves/{wave}/recodes.csv"
    recodes = Recodes(shown)
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
        if row.get("questionnaire", "") not in ("", questionnaire.id):
            continue
        recode = _recode(row, line, shown, questionnaire, log)
        if recode is None:
            continue
        key = (recode.item, recode.raw)
        if key in recodes.rows:
            first = recodes.rows[key].line
            log.add("recode-duplicate", file=shown, line=line, item=recode.item, value=recode.raw, first=first)
            continue
        recodes.rows[key] = recode
    return recodes


def _recode(row: dict[str, str], line: int, file: str, questionnaire: Questionnaire, log: ProblemLog) -> Recode | None:
    name, raw, target, reason = (row[column].strip() for column in ("item", "raw", "code", "reason"))
    item = questionnaire.items.get(name)
    if item is None:
        if not row.get("questionnaire"):
            log.add("recode-item-unknown", file=file, line=line, column="item", value=name)
        return None
    if not reason:
        log.add("recode-reason-missing", file=file, line=line, column="reason", item=name, value=raw)
    if target in MISSING_WORDS:
        return Recode(line, name, raw, target, reason, missing=MISSING_WORDS[target])
    known = [option.code for option in questionnaire.options_of(item)]
    codes = tuple(code.strip() for code in target.split(";"))
    if item.kind not in CHOICE_KINDS:
        known = []
    unknown = [code for code in codes if code not in known]
    if unknown:
        options = ", ".join(known) or "a kind of missing only, because the item has no options"
        log.add(
            "recode-code-unknown", file=file, line=line, column="code", item=name, value=unknown[0], options=options
        )
        return None
    return Recode(line, name, raw, target, reason, codes=codes)
