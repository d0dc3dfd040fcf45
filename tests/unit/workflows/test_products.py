"""What is made from a release: snapshots in every language of the study."""

from __future__ import annotations

import html
import re
from pathlib import Path
from string import Formatter

import pytest

from civiscope.report.words.phrases import PHRASES
from civiscope.workflows.products import write_snapshots
from civiscope.workflows.progress import silent
from tests.unit.report.snapshots.examples import READINESS, build
from tests.unit.report.snapshots.french import BILINGUAL, LOCALE

CITIES = ["arno", "brda", "drina", "ebro", "isar"]


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshots of some cities of a study in English and French."""
    folder = tmp_path_factory.mktemp("bilingual")
    release = build(folder, study=BILINGUAL, extra={"locale/fr.yaml": LOCALE}, indices={"readiness": READINESS})
    assert write_snapshots(release, CITIES, folder / "snapshots", silent) == ()
    return folder / "snapshots"


def text_of(page: Path) -> str:
    """What a reader reads, and what describes pictures."""
    source = page.read_text(encoding="utf-8")
    told = re.findall(r'(?:aria-label|content)="([^"]*)"', source)
    return html.unescape(" ".join([*told, re.sub(r"<[^>]+>", "", source.partition("<body")[2])]))


def test_snapshots_are_written_in_every_language_of_the_study(snapshots: Path) -> None:
    names = {path.name for path in snapshots.iterdir()}
    assert names == {f"{city}{middle}.{kind}" for city in CITIES for middle in ("", ".fr") for kind in ("html", "pdf")}


def test_snapshots_in_two_languages_lead_to_one_another(snapshots: Path) -> None:
    english = (snapshots / "arno.html").read_text(encoding="utf-8")
    french = (snapshots / "arno.fr.html").read_text(encoding="utf-8")
    assert '<a href="arno.fr.html" lang="fr" hreflang="fr">Français</a>' in english
    assert '<a href="arno.html" lang="en" hreflang="en">English</a>' in french
    assert 'href="arno.fr.pdf"' in french
    # Peers are those of the same language.
    assert 'href="ebro.fr.html"' in french
    assert 'href="ebro.html"' not in french
    assert french.startswith('<!DOCTYPE html>\n<html lang="fr"')


def test_snapshot_in_french_is_in_french(snapshots: Path) -> None:
    said = text_of(snapshots / "arno.fr.html")
    assert (
        "Comme 70\u00a0% des villes interrogées (7 sur 10\u202f; intervalle de confiance à 95\u00a0%\u00a0: de "
        "44\u00a0% à 88\u00a0%), Arno dispose d’une stratégie explicite." in said
    )
    assert "Italie" in said
    assert "86,7 points" in said
    assert "31 décembre 2020" in said
    assert "la base de sondage ne donne pas la population" in text_of(snapshots / "isar.fr.html")


@pytest.mark.parametrize("city", CITIES)
def test_snapshot_in_french_has_no_fixed_phrase_in_english(snapshots: Path, city: str) -> None:
    pieces = {
        piece.strip()
        for phrase in PHRASES["en"].values()
        for text in (phrase.values() if isinstance(phrase, dict) else [phrase])
        for piece, _, _, _ in Formatter().parse(text)
    }
    # Pieces of several words cannot stand in a French text by chance.
    telling = {piece for piece in pieces if " " in piece and len(piece) >= 8}
    assert any(piece in text_of(snapshots / f"{city}.html") for piece in telling)
    assert {piece for piece in telling if piece in text_of(snapshots / f"{city}.fr.html")} == set()
