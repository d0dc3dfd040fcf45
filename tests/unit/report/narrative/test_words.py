"""Numbers and words within a report: what is printed, what is listed at the end, what cannot be shown."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from civiscope.errors import ProblemLog
from civiscope.report.narrative.run import NothingToShowError, ReportRun
from civiscope.report.narrative.words import WORDS
from civiscope.report.words.phrases import plain
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.published import PublishedResult
from civiscope.study.facts_file import Fact
from civiscope.study.report_file import StudyReport
from civiscope.study.report_functions import FUNCTIONS, bind
from civiscope.study.report_reference import parse_reference
from civiscope.study.report_text import parse_report
from tests.unit.report.snapshots.examples import READINESS, STUDY, build

GROUPS = "groups: [{code: region, label: Region, column: region}]\ndomains: [region]\n"

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
        found = build(Path(folder), study=STUDY + GROUPS, indices={"readiness": READINESS})
    return ReleaseView(replace(found, published=PUBLISHED), "en")


def run() -> ReportRun:
    return ReportRun(release(), StudyReport("", parse_report("", ProblemLog()), FACTS), "A chapter")


def said(text: str, making: ReportRun | None = None) -> str:
    reference = parse_reference(text, 1)
    return plain(WORDS[reference.function](making or run(), bind(FUNCTIONS[reference.function], reference)))


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ('share("strategy", "yes")', "70% (44% to 88%; 7 of 10)"),
        ('share("strategy", "yes", short=True)', "70%"),
        ('share("strategy", "yes", by="region", level="Western Europe")', "60% (22% to 89%; 3 of 5)"),
        ('share("strategy", "yes", wave="2018")', "33% (2% to 94%; 1 of 3)"),
        ('share("areas", "water")', "3 of 9 (of all lists 33% to 44%, because some are cut off)"),
        ('share("data", "enough", row="transport")', "100% (26% to 100%; 1 of 1)"),
        ('share("secret", "yes")', "78% (50% to 93%; 7 of 9)"),
        ('count("strategy", "no")', "3 of 10"),
        ('mean("roles_count")', "2.9 (2.3 to 3.5; n = 9)"),
        ('median("roles_count")', "3 (n = 9)"),
        ('leading("strategy")', "yes (70%, 44% to 88%)"),
        ('leading("strategy", last=True, short=True)', "no"),
        ('leading("data", 2, option="enough")', "transport (100%, 26% to 100%) and housing (0%, 0% to 74%)"),
        ('published("strategy", "yes")', "49.7% of 147 cities\u00a0[1]"),
        ('published("strategy", "yes", wave="2018")', "44% of 89 cities\u00a0[1]"),
        ('published("strategy", "no")', "about half\u00a0[1]"),
        ("cities()", "10"),
        ('cities(wave="2018")', "3"),
        ("countries()", "6"),
        ("residents()", "1.3 million people in the 9 of 10 cities whose population is known"),
        ("response()", "50% (10 of 20)"),
        ('fact("invited")', "24\u00a0[1]"),
        ('score("readiness")', "62.9 (53.2 to 72.7; n = 8)"),
    ],
)
def test_words_carry_interval_cities_and_source(reference: str, printed: str) -> None:
    assert said(reference) == printed


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ('share("data", "enough", row="water")', 'no city in wave "2020" answered "data", row "water"'),
        ('mean("strategy")', '"strategy" is not a number'),
        ('leading("areas", 2)', "there are only 0 answers with a share"),
        ('leading("data")', '"data" is a grid: name the answer by which its rows are ranked (option=)'),
        ('leading("roles_count")', '"roles_count" is not a choice'),
        ('published("areas", "water")', 'published.csv has no result of "areas", "water"'),
        ('score("readiness", node="breadth")', 'no mean score of "breadth" is published'),
        (
            'share("strategy", "yes", by="region", level="Africa")',
            'no city of region "Africa" in wave "2020" answered "strategy"',
        ),
    ],
)
def test_words_without_a_result_say_why(reference: str, reason: str) -> None:
    with pytest.raises(NothingToShowError) as caught:
        said(reference)
    assert str(caught.value) == reason


def test_share_of_a_suppressed_estimate_is_not_shown() -> None:
    view = release()
    hidden = tuple(
        replace(entry, suppressed=True, estimate=None, n=None, base=None) for entry in view.release.estimates
    )
    making = replace(run(), view=ReleaseView(replace(view.release, estimates=hidden), "en"))
    with pytest.raises(NothingToShowError, match="so few cities stand behind it"):
        said('share("strategy", "yes")', making)


def test_numbers_are_listed_with_what_a_reader_must_know() -> None:
    making = run()
    for reference in ('share("strategy", "yes", short=True)', 'fact("invited")', 'fact("asked")', 'fact("again")'):
        said(reference, making)
    assert [(entry.about, entry.shown, entry.interval, entry.cities, entry.source) for entry in making.numbers] == [
        ("Explicit strategy: Yes; Wave of 2020", "70%", "44% to 88%", "7 of 10", ""),
        ("cities invited", "24", "", "", "[1]"),
        ("asked", "20", "", "", "[2]"),
        ("again", "25", "", "", "[1]"),
    ]
    assert making.sources == {"Letter of 2020": "", "Register": "https://example.org/register"}
