from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import altair
import pytest
from jsonschema import Draft7Validator
from lxml import etree

from civiscope.release.model import Release
from civiscope.report.figures.style import figure_style
from civiscope.report.figures.tables import subjects
from civiscope.report.figures.writing import make_figure, write_figures
from civiscope.study.definition import LookDefinition
from tests.unit.report.figures import two_questionnaires
from tests.unit.report.figures.examples import (
    ITEMS,
    REGIONS,
    by_level,
    counts,
    estimate,
    every_kind,
    make_release,
    shares,
    staff_answers,
)

LABELS = {
    "markup": "<script>alert('1')</script> & \"quotes\"",
    "long": "Donaudampfschifffahrtsgesellschaftskapitänswitwenpensionsauszahlungsstellenleiterbüro",
    "arabic": "الابتكار في المدن",
    "hebrew": "חדשנות בעיר (2020)",
    "mixed": "ქალაქი Łódź Ελλάδα Москва 東京都の革新的な取り組み",
    "control": "a\tb \u202e c",
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def everything() -> Release:
    """Every kind of item, by every domain, in two waves."""
    found = every_kind()
    domains = [*by_level(found, "region", [*REGIONS]), *by_level(found, "strategy", ["yes", "no"])]
    mixed = counts("roles", {"engineer": (4, 9)}, domain="region", level="south")
    kept = [entry for entry in domains if (entry.item, entry.option, entry.level) != ("roles", "engineer", "south")]
    return make_release([*found, *kept, *mixed, *every_kind("2018")], staff_answers([1, 3, 5, 7, 90]))


@pytest.fixture(scope="module")
def folder(everything: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("figures")
    write_figures(everything, made)
    return made


@lru_cache(maxsize=1)
def schema() -> Draft7Validator:
    """Vega-Lite's own, as Altair carries it."""
    return Draft7Validator(altair.load_schema())


def specifications(folder: Path) -> dict[str, dict[str, Any]]:
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.vl.json"))}


def test_every_item_has_its_files(folder: Path) -> None:
    stems = {path.name.removesuffix(".svg") for path in folder.glob("*.svg")}
    assert stems == {path.name.removesuffix(".vl.json") for path in folder.glob("*.vl.json")}
    assert stems == {path.name.removesuffix(".png") for path in folder.glob("*.png")}
    assert {"roles", "roles--by-region", "roles--by-strategy", "roles--wave-2018"} <= stems
    assert "strategy--by-strategy" not in stems
    assert {name.split("--")[0] for name in stems} == {"strategy", "roles", "goals", "funds", "staff"}


def test_same_release_gives_the_same_bytes(everything: Release, folder: Path, tmp_path: Path) -> None:
    for path in write_figures(everything, tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_specifications_are_vega_lite(folder: Path) -> None:
    for name, specification in specifications(folder).items():
        # Rows of one kind need no more than an example; the schema takes a millisecond for each.
        for part in (specification, *specification["layer"]):
            if "data" in part:
                part["data"]["values"] = part["data"]["values"][:2]
        assert [error.message for error in schema().iter_errors(specification)] == [], name


def test_specifications_hold_their_data_and_name_no_address(folder: Path) -> None:
    for specification in specifications(folder).values():
        schema_address = specification.pop("$schema")
        assert schema_address == "https://vega.github.io/schema/vega-lite/v6.json"
        text = json.dumps(specification)
        assert "://" not in text
        assert '"url"' not in text


def test_files_are_one_accessible_image_each(folder: Path) -> None:
    for path in folder.glob("*.svg"):
        root = etree.parse(path).getroot()
        assert root.get("role") == "img"
        assert len(root.get("aria-label")) > 30
        assert root.findtext(f"{SVG}title")
        assert "%" in root.findtext(f"{SVG}desc") or "mean" in root.findtext(f"{SVG}desc").lower()
        assert not root.xpath("//*[local-name()='script' or local-name()='image' or local-name()='a']")
        assert not root.xpath("//@*[local-name()='href' or starts-with(name(), 'on') or name()='id']")


def test_texts_stay_texts(folder: Path) -> None:
    text = " ".join(etree.parse(folder / "roles.svg").getroot().itertext())
    for expected in (
        "Roles",
        "Which roles do innovation teams have?",
        "Designer of services",
        "70%",
        "Base: 50 cities.",
    ):
        assert expected in text


def test_hostile_and_foreign_labels_are_shown_as_they_are(tmp_path: Path) -> None:
    item = ITEMS[1] | {"options": [{"code": code, "label": label} for code, label in LABELS.items()]}
    item |= {"label": LABELS["markup"], "short": LABELS["hebrew"], "other": False}
    entries = shares("roles", dict.fromkeys(LABELS, 0.5))
    written = write_figures(make_release([*entries, *by_level(entries, "region", [*REGIONS])], items=[item]), tmp_path)
    assert len(written) == 6
    for path in tmp_path.glob("*.svg"):
        root = etree.parse(path).getroot()
        assert not root.xpath("//*[local-name()='script']")
        text = "".join(root.itertext()).replace(" ", "")
        for label in (LABELS["markup"], LABELS["arabic"], LABELS["hebrew"]):
            assert label.replace(" ", "") in text
    for path in tmp_path.glob("*.json"):
        assert "<" not in path.read_text(encoding="utf-8")


def test_release_without_estimates_has_no_figures(tmp_path: Path) -> None:
    assert write_figures(make_release([]), tmp_path / "figures") == []
    assert not (tmp_path / "figures").exists()


def test_suppressed_cells_are_drawn_as_a_dash() -> None:
    roles = shares("roles", {"engineer": 0.5, "designer": 0.2})
    hidden = estimate("roles", "engineer", suppressed=True, base=None, domain="region", level="north")
    shown = estimate("roles", "designer", 0.4, domain="region", level="north")
    _, by_region = subjects(make_release([*roles, hidden, shown]))
    data = make_figure(by_region, figure_style(LookDefinition())).specification["data"]["values"]
    assert {row["option"]: row["shown"] for row in data if row.get("level") == "north"} == {
        "engineer": "–",
        "designer": "40%",
    }


def test_one_option_makes_a_figure(tmp_path: Path) -> None:
    assert [path.name for path in write_figures(make_release(shares("roles", {"engineer": 0.5})), tmp_path)] == [
        "roles.png",
        "roles.svg",
        "roles.vl.json",
    ]


def test_simulated_figures_say_so_in_file_and_alternative_text(tmp_path: Path) -> None:
    write_figures(make_release(shares("roles", {"engineer": 0.5}), study={"simulated": True}), tmp_path)
    root = etree.parse(tmp_path / "roles.svg").getroot()
    assert "SIMULATED" in "".join(root.itertext())
    assert root.get("aria-label").startswith("Simulated")
    assert json.loads((tmp_path / "roles.vl.json").read_text(encoding="utf-8"))["description"].startswith("Simulated")


def test_progress_is_told_for_every_figure(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write_figures(make_release(every_kind()), tmp_path, lambda stage, done, total: told.append((stage, done, total)))
    assert told == [("Drawing figures", done, 5) for done in range(1, 6)]


def test_release_of_several_questionnaires_has_comparisons_trends_map_and_framework(tmp_path: Path) -> None:
    written = write_figures(two_questionnaires.made_release(), tmp_path)
    stems = {path.name.removesuffix(".svg") for path in written if path.suffix == ".svg"}
    assert {"training--officers-and-mayors", "approach--trend", "cities", "framework"} <= stems
    assert "training--trend" not in stems
    for name, specification in specifications(tmp_path).items():
        assert [error.message for error in schema().iter_errors(specification)] == [], name
    for path in tmp_path.glob("*.svg"):
        root = etree.parse(path).getroot()
        assert len(root.get("aria-label")) > 30
        assert not root.xpath("//@*[local-name()='href' or starts-with(name(), 'on') or name()='id']")


def test_item_named_like_a_further_figure_keeps_its_name(tmp_path: Path) -> None:
    release = two_questionnaires.made_release()
    item = two_questionnaires.APPROACH | {"code": "cities", "concept": None}
    officers = two_questionnaires.asked("officers", [item], "municipal officers")
    entries = tuple(shares("cities", {"whole": 0.5, "parts": 0.5}))
    changed = replace(release, questionnaires={"officers": officers}, estimates=entries, answers=())
    stems = {path.name.partition(".")[0] for path in write_figures(changed, tmp_path)}
    assert {"cities", "cities--of-study", "framework"} <= stems


def test_trend_between_waves_of_one_questionnaire(folder: Path) -> None:
    assert "Wave 2018" in " ".join(etree.parse(folder / "strategy--trend.svg").getroot().itertext())
