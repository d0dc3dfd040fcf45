"""Reading a study's report: report.md with its references, and facts.yaml with what it cites."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from civiscope.errors import ProblemLog
from civiscope.study.facts_file import FACTS_FILE, Fact, Facts
from civiscope.study.report_checks import ReportContext, check_report
from civiscope.study.report_text import REPORT_FILE, ReportText, parse_report
from civiscope.study.textfile import CONTROL, read_text
from civiscope.study.validation import log_validation
from civiscope.study.yamlfile import read_yaml

MAXIMUM_BYTES = 5_000_000


@dataclass(frozen=True)
class StudyReport:
    """A report as it was written (``source``), what it says, and the facts that it may cite."""

    source: str
    text: ReportText
    facts: dict[str, Fact]


def read_report(folder: Path, context: ReportContext, log: ProblemLog) -> StudyReport | None:
    """The report of a study, None where there is no report.md or it cannot be read; every problem is logged.

    ``context`` is what the report may name, without its facts.
    """
    facts = read_facts(folder, log)
    path = folder / REPORT_FILE
    if not path.exists():
        return None
    source = read_text(path, REPORT_FILE, MAXIMUM_BYTES, log)
    if source is None:
        return None
    if not source.strip():
        log.add("file-empty", file=REPORT_FILE)
        return None
    if (control := CONTROL.search(source)) is not None:
        line = source.count("\n", 0, control.start()) + 1
        log.add("control-character", file=REPORT_FILE, line=line, value=f"U+{ord(control.group()):04X}")
        return None
    text = parse_report(source, log)
    check_report(text, replace(context, facts=facts), log)
    return StudyReport(source, text, facts or {})


def read_facts(folder: Path, log: ProblemLog) -> dict[str, Fact] | None:
    """The facts of facts.yaml by name; {} where there is no such file, None where it cannot be used."""
    path = folder / FACTS_FILE
    if not path.exists():
        return {}
    source = read_yaml(path, FACTS_FILE, log)
    if source is None:
        return None
    try:
        return dict(Facts.model_validate(source.data).root)
    except ValidationError as failure:
        log_validation(failure, source, FACTS_FILE, log)
        return None
