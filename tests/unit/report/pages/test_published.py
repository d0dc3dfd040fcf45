"""The page of published results says how many agree, what they are compared with, and what cannot be compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from civiscope.release.model import Release
from civiscope.report.pages.index import index_document
from civiscope.report.pages.published import compared_sections, published_document
from civiscope.report.pages.quality import quality_document
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Table
from tests.unit.report.snapshots.examples import ANSWERS, EARLIER, STUDY, build, section, snapshot, words

GROUPS = "groups:\n  - {code: strategy, label: Explicit strategy, item: strategy}\ndomains: [strategy]\n"
HEAD = "wave,questionnaire,item,row,option,domain,level,percent,count,text,base,source,remark\n"
PRINTED = f"""{HEAD}\
2020,officers,strategy,,yes,,,65,,,147,A report,
2020,officers,strategy,,no,,,1,,,147,A report,
2020,officers,data,transport,enough,,,12.5,,,147,A report,
2020,officers,terms,,data,,,,,most,,A report,
2020,officers,terms,,people,strategy,yes,,40,,80,A report,
2018,officers,strategy,,yes,,,44,,,89,A report,
2018,officers,strategy,,yes,,,49,,,89,Another report,
"""
ALONE = ANSWERS.splitlines()[0] + "\n" + ANSWERS.splitlines()[1] + "\n"
NOT_PUBLIC = STUDY.replace("empty_means: not known}", "empty_means: not known, answers: not_public}")
ALONE_PRINTED = PRINTED + "".join(
    f"2020,officers,areas,,{code},,,{percent},,,147,A report,\n"
    for code, percent in (("transport", 62), ("culture", 31))
)


def release_with(
    folder: Path, published: str, *, study: str = STUDY + GROUPS, answers: str = ANSWERS, earlier: bool = True
) -> Release:
    return build(folder, study=study, answers=answers, extra={"published.csv": published}, earlier=earlier)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return release_with(tmp_path_factory.mktemp("rivers"), PRINTED)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("alone")
    return release_with(folder, ALONE_PRINTED, study=NOT_PUBLIC + GROUPS, answers=ALONE, earlier=False)


def table(part: object) -> list[tuple[str, ...]]:
    (found,) = [block for block in part.blocks if isinstance(block, Table)]  # type: ignore[attr-defined]
    return [tuple("".join(span.text for span in cell) for cell in row) for row in found.rows]


def test_page_counts_what_agrees(release: Release) -> None:
    said = words(section(published_document(release, "en"), "summary"))
    assert "7 published results stand here; 3 of them can be compared" in said
    assert (
        "Of the 3 that can be compared, 2 lie inside the 95% interval of the computed share and 1 outside it." in said
    )
    assert "44% stands for anything from 43.5% to 44.5%" in said


def test_page_shows_published_beside_computed_and_says_where_it_lies(release: Release) -> None:
    rows = table(section(published_document(release, "en"), "compared-2020-officers"))
    yes, no = rows[:2]
    assert yes[:2] == ("Explicit strategy: Yes", "65% of 147 cities")
    assert yes[2].startswith("70% (")
    assert yes[3] == "inside"
    assert no[3].startswith("outside: the published share is ")
    assert no[3].endswith(" points below the interval")


def test_page_lists_what_has_no_counterpart_and_why(release: Release) -> None:
    rows = table(section(published_document(release, "en"), "without"))
    assert [row[:3] for row in rows] == [
        ("Sufficient data: Transport – Sufficient data", "Wave of 2020", "12.5% of 147 cities"),
        ("Explicit strategy: Yes", "Wave of 2018", "44% of 89 cities"),
        ("Explicit strategy: Yes", "Wave of 2018", "49% of 89 cities"),
    ]
    assert {row[3] for row in rows} == {"fewer than 5 answers are at hand, too few for a comparison"}


def test_page_names_the_level_and_shows_counts_as_printed(release: Release) -> None:
    rows = table(section(published_document(release, "en"), "compared-2020-officers"))
    assert rows[2][:2] == ("Terms: Data analytics", "most")
    assert rows[2][3] == "–"
    assert rows[3][:2] == ("Terms: Human-centred design, among: Explicit strategy: Yes", "40 of 80 cities")


def test_page_of_a_simulated_study_says_that_the_printed_results_are_real(release: Release) -> None:
    simulated = replace(release, definition=release.definition.model_copy(update={"simulated": True}))
    said = words(section(published_document(simulated, "en"), "summary"))
    assert "The published results are real" in said
    assert "The published results are real" not in words(published_document(release, "en"))


def test_page_without_results_says_so(release: Release) -> None:
    empty = replace(release, published=(), published_comparison=())
    assert "no published results" in words(published_document(empty, "en"))


def test_report_speaks_of_the_compared_and_counts_the_others(release: Release) -> None:
    view = ReleaseView(release, "en")
    summary, *others = compared_sections(view)
    said = words(summary)
    assert "4 published results have" not in said
    assert "4 published results stand here; 3 of them can be compared" in said
    assert said.rstrip().endswith(
        "3 more published results have no computed share; they stand on the page of published results."
    )
    assert [entry.id for entry in others] == ["compared-2020-officers"]


def test_report_on_a_wave_without_counterparts_says_where_its_results_stand(release: Release) -> None:
    (summary,) = compared_sections(ReleaseView(release, "en"), wave="2018")
    assert words(summary).splitlines()[-1] == (
        "None of the 2 published results has a computed share; they stand on the page of published results."
    )


def test_report_without_others_says_nothing_of_them(release: Release) -> None:
    pairs = zip(release.published, release.published_comparison, strict=True)
    kept = [pair for pair in pairs if pair[0].item in ("strategy", "terms") and pair[0].wave == "2020"]
    published, comparison = map(tuple, zip(*kept, strict=True))
    whole = replace(release, published=published, published_comparison=comparison)
    said = words(compared_sections(ReleaseView(whole, "en"))[0])
    assert "4 published results stand here" in said
    assert "more published" not in said


def test_front_page_leads_to_it(release: Release, tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "published_comparison.csv").touch()
    said = words(index_document(release, tmp_path, "en"))
    assert "published/index.html" in said
    assert "results/published_comparison.csv" in said


def test_a_city_alone_is_compared_with_published_shares(alone: Release) -> None:
    document = snapshot(alone, "arno")
    vision = words(section(document, "vision"))
    assert "Arno has an explicit strategy. Published: 65% of 147 cities (A report)." in vision
    assert "Areas of focus: published share of cities" in vision
    assert "Published shares of 147 cities: A report." in vision
    assert "Also named by Arno, without a published share: Water." in vision
    assert "Published: Data analytics most." in words(section(document, "staff"))
    assert "Published for the same answer: Transport 12.5% of 147 cities." in words(section(document, "data"))
    assert "The answers of the other cities are not public" in words(document.footer[0])
    assert "simple random sample" not in words(document.footer[0])


def test_shares_of_a_level_are_not_taken_for_those_of_all_cities(alone: Release) -> None:
    document = snapshot(alone, "arno")
    assert "40 of 80" not in words(document)


def test_front_page_and_quality_page_say_which_answers_are_not_public(alone: Release, tmp_path: Path) -> None:
    front = words(index_document(alone, tmp_path, "en"))
    assert "1 city in 1 country" in front
    assert "answers are not public; 2 published results" in front
    assert "(the other answers are not public)" in front
    quality = words(section(quality_document(alone, "en"), "not-public"))
    assert "Wave of 2018: the answers are not public. Nothing is computed of them" in quality
    assert "1 city has added its own; what is computed speaks for it alone." in quality


def test_waves_without_answers_keep_their_published_results(alone: Release) -> None:
    assert {entry.wave for entry in alone.published} == {"2018", "2020"}
    assert EARLIER.splitlines()[1] not in str(alone.answers)
