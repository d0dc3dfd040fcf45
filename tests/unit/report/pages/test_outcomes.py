"""The pages of outcomes: results in short, one page for each outcome, caveats, and what may be shown of cities."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.release.model import Release
from civiscope.release.reading import read_release
from civiscope.report.outcomes.blocks import definition_parts, outcome_blocks
from civiscope.report.outcomes.figures import cloud_figure, group_figure, outcome_figure, overview_figure
from civiscope.report.pages.index import index_document
from civiscope.report.pages.outcomes import outcome_documents
from civiscope.report.words.phrases import plain
from civiscope.report.words.release_view import ReleaseView
from civiscope.report.writers.html import write_page
from civiscope.results.document import Bullets, Document, Figure, Section, Table
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.studies import write_study
from tests.unit.outcomes.made_up import OUTCOMES, STUDY, made_up_study


def released(folder: Path, **words: str) -> Release:
    made = folder / "release"
    made.mkdir()
    write_results(made_up_study(folder / "study", **words), made, None, silent)  # type: ignore[arg-type]
    return read_release(made)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return released(tmp_path_factory.mktemp("made-up"))


@pytest.fixture(scope="module")
def pages(release: Release) -> dict[str, Document]:
    return dict(outcome_documents(release, "en"))


def section(page: Document, name: str) -> Section:
    return {entry.id: entry for entry in page.sections}[name]


def of_kind(part: Section, kind: type) -> list:  # type: ignore[type-arg]
    return [block for block in part.blocks if isinstance(block, kind)]


def test_there_is_a_page_for_every_outcome_and_one_for_all(pages: dict[str, Document]) -> None:
    assert list(pages) == [
        "index.html",
        "caveats.html",
        "readiness-2020-rent.html",
        "readiness-2020-active.html",
    ]
    titles = ["Outcomes", "What these results cannot tell", "Monthly rent", "Adults who move"]
    assert [page.title for page in pages.values()] == titles


def test_study_without_outcomes_has_no_pages(tmp_path: Path) -> None:
    made = tmp_path / "release"
    made.mkdir()
    write_results(write_study(tmp_path / "study"), made, None, silent)
    assert list(outcome_documents(read_release(made), "en")) == []


def test_every_page_leads_to_that_of_caveats(pages: dict[str, Document]) -> None:
    index, caveats, *outcomes = pages.values()
    assert 'href="caveats.html"' in write_page(index)
    assert all('href="caveats.html"' in write_page(page) for page in outcomes)
    assert section(caveats, "caveats").blocks == section(index, "caveats").blocks


def test_caveats_stand_on_every_page_with_what_is_known_of_score_and_outcome(pages: dict[str, Document]) -> None:
    for page in pages.values():
        (caveats,) = of_kind(section(page, "caveats"), Bullets)
        texts = [plain(item) for item in caveats.items]
        assert texts[0].startswith("What goes together need not cause one another.")
        assert "Of the score, “Readiness”: How ready a city is. The original is not printed." in texts
    (caveats,) = of_kind(section(pages["index.html"], "caveats"), Bullets)
    assert "Of “Adults who move”: These are estimates." in [plain(item) for item in caveats.items]


def test_page_of_an_outcome_has_no_caveat_of_another(pages: dict[str, Document]) -> None:
    (caveats,) = of_kind(section(pages["readiness-2020-rent.html"], "caveats"), Bullets)
    assert not any("Adults who move" in plain(item) for item in caveats.items)


def test_sources_of_several_outcomes_stand_once(pages: dict[str, Document]) -> None:
    sources = of_kind(section(pages["index.html"], "readiness-2020"), Table)[-1]
    assert [[plain(cell) for cell in row] for row in sources.rows] == [
        ["Monthly rent; Adults who move; Household income", "Office of made-up numbers", "Free"]
    ]


def test_table_of_terms_has_the_numbers_of_the_release(release: Release, pages: dict[str, Document]) -> None:
    (table,) = of_kind(section(pages["readiness-2020-rent.html"], "score"), Table)
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}
    assert list(rows) == [
        "Intercept", "Score, one point", "Population (logarithm)", "Household income (logarithm)", "Region: Hills",
        "Region: Plain", "p of the score", "p of the score, adjusted", "Cities", "R²",
    ]  # fmt: skip
    assert rows["Cities"][:3] == ["48", "43", "43"]
    stored = {row.model: row for row in release.outcomes.estimates if row.outcome == "rent" and row.term == "score"}[
        "ols"
    ]
    assert rows["Score, one point"][0] == f"{stored.estimate:.1f} ({stored.low:.1f} to {stored.high:.1f})"


def test_figures_tell_in_words_what_they_show(pages: dict[str, Document]) -> None:
    page = pages["readiness-2020-active.html"]
    (coefficients,) = of_kind(section(page, "score"), Figure)
    (strips,) = of_kind(section(page, "groups"), Figure)
    (cloud,) = of_kind(section(page, "cities"), Figure)
    assert "Linear, with controls: n = 43" in coefficients.alt
    assert "Fractional logit, with controls: n = 43" in coefficients.alt
    assert "cities with a team: n = 23, mean 38.2" in strips.alt
    assert "A dot for each of 43 cities" in cloud.alt
    assert {"Source: Office of made-up numbers.", "These are estimates."} <= {plain(line) for line in strips.caption}
    assert all(figure.svg.startswith("<svg") for figure in (coefficients, strips, cloud))


def test_parts_for_a_report_are_those_of_the_page(release: Release, pages: dict[str, Document]) -> None:
    blocks = outcome_blocks(ReleaseView(release, "en"), "readiness", "rent")
    page = pages["readiness-2020-rent.html"]
    parts = [block for name in ("groups", "score", "cities") for block in section(page, name).blocks]
    assert blocks == parts


def test_links_to_pages_are_those_of_the_place(release: Release, pages: dict[str, Document]) -> None:
    (results, *_) = of_kind(section(pages["index.html"], "readiness-2020"), Table)
    assert [row[0][0].href for row in results.rows] == ["readiness-2020-rent.html", "readiness-2020-active.html"]
    (elsewhere, *_) = (
        part for part in definition_parts(ReleaseView(release, "en"), "readiness") if isinstance(part, Table)
    )
    assert {row[0][0].href for row in elsewhere.rows} == {""}


def test_values_that_may_not_be_passed_on_are_not_drawn(tmp_path: Path) -> None:
    view = ReleaseView(released(tmp_path, outcomes=OUTCOMES.replace("redistribute: true", "redistribute: false")), "en")
    strips = group_figure(view, "readiness", "rent")
    assert strips is not None
    assert "The values of single cities may not be passed on and are not shown." in strips.caption
    assert "cities are not shown" in strips.picture.summary
    assert "made-up" not in str(strips.picture.layers)
    assert cloud_figure(view, "readiness", "rent") is None
    assert outcome_figure(view, "readiness", "rent") is not None


def test_cloud_can_be_drawn_by_office_software(release: Release) -> None:
    cloud = cloud_figure(ReleaseView(release, "en"), "readiness", "rent")
    assert cloud is not None
    assert cloud.chart is not None
    assert (cloud.chart.kind, len(cloud.chart.series[0].values), len(cloud.chart.series[0].places)) == (
        "points",
        43,
        43,
    )


def test_model_without_regressions_has_groups_only(tmp_path: Path) -> None:
    outcomes = OUTCOMES.replace("    index: readiness\n    controls: [population, income, region]\n", "")
    found = released(tmp_path, outcomes=outcomes)
    view = ReleaseView(found, "en")
    assert overview_figure(view, "readiness") is None
    pages = dict(outcome_documents(found, "en"))
    assert [entry.id for entry in pages["readiness-2020-rent.html"].sections] == ["groups", "caveats"]
    (results, *_) = of_kind(section(pages["index.html"], "readiness-2020"), Table)
    assert plain(results.rows[0][1]).startswith("Among 48 cities, cities with a team (23) have")


def test_simulated_pages_and_figures_say_so(tmp_path: Path) -> None:
    found = released(tmp_path, study=STUDY + "simulated: true\n")
    for page in dict(outcome_documents(found, "en")).values():
        assert page.simulated
        for part in page.sections:
            assert all("imulated" in figure.alt for figure in of_kind(part, Figure))


def test_front_page_leads_to_the_outcomes(release: Release, tmp_path: Path) -> None:
    text = write_page(index_document(release, tmp_path, "en"))
    assert 'href="outcomes/index.html#readiness-2020"' in text
    assert 'href="outcomes/index.html"' in text
