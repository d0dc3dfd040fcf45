"""Numbers and words within a report: what is printed, what is listed at the end, what cannot be shown."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from civiscope.errors import ProblemLog
from civiscope.report.narrative.run import ReportRun
from civiscope.report.narrative.words import WORDS
from civiscope.report.words.phrases import plain
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.published import PublishedResult
from civiscope.study.facts_file import Fact
from civiscope.study.report_file import StudyReport
from civiscope.study.report_functions import FUNCTIONS, bind
from civiscope.study.report_reference import parse_reference
from civiscope.study.report_text import parse_report
from tests.unit.report.snapshots.examples import STUDY, build

FACTS = {
    "invited": Fact(value="24", source="Letter of 2020", label="cities invited"),
    "asked": Fact(value="20", source="Register", url="https://example.org/register"),
    "again": Fact(value="25", source="Letter of 2020"),
}
PUBLISHED = (
    PublishedResult("2018", "officers", "strategy", "", "yes", 44.0, "", 89, "Report A"),
    PublishedResult("2020", "officers", "strategy", "", "yes", 49.7, "", 147, "Report B"),
    PublishedResult("2020", "officers", "strategy", "", "no", None, "about half", None, "Report B"),
)


@cache
def release() -> ReleaseView:
    with TemporaryDirectory() as folder:
        found = build(
            Path(folder), STUDY + "groups: [{code: region, label: Region, column: region}]\ndomains: [region]\n"
        )
    return ReleaseView(replace(found, published=PUBLISHED), "en")


def run() -> ReportRun:
    return ReportRun(release(), StudyReport("", parse_report("", ProblemLog()), FACTS), "A chapter")


def said(text: str, making: ReportRun | None = None) -> str:
    reference = parse_reference(text, 1)
    return plain(WORDS[reference.function](making or run(), bind(FUNCTIONS[reference.function], reference)))
