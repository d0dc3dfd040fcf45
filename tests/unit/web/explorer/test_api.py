"""The JSON at the addresses of the pages, and its description."""

from __future__ import annotations

import pytest
from django.test import Client

from civiscope.web.explorer.domain.shelf import Shelf
from tests.unit.report.snapshots.examples import ANSWERS
from tests.unit.web.explorer.river_site import browser, river_shelf


def test_study_tells_its_release_waves_and_findings(client: Client, shelf: Shelf) -> None:
    found = client.get("/index.json").json()
    assert (found["study"], found["release"]) == ("rivers", shelf.newest.id)
    assert [(wave["id"], wave["cities"]) for wave in found["waves"]] == [("2018", 3), ("2020", 10)]
    assert all(finding["cities"] for finding in found["findings"])


def test_city_has_its_answers_with_labels_and_kinds_of_missing(client: Client) -> None:
    found = client.get("/cities/ebro.json").json()
    areas = next(answer for answer in found["answers"] if answer["item"] == "areas")
    assert (areas["status"], areas["options"], areas["labels"]) == (
        "incomplete",
        ["transport"],
        ["Transport and mobility"],
    )
    assert set(areas["unknown"]) == {"water", "housing", "culture", "other"}
    assert not any(answer["item"] == "secret" for answer in found["answers"])
    assert {score["class"] for score in found["scores"]} <= {"", "lower", "high"}


def test_city_as_csv_has_one_row_an_answer_and_runs_no_formula(tmp_path_factory: pytest.TempPathFactory) -> None:
    answers = ANSWERS.replace("We float.", "@home on the river")
    river_shelf(tmp_path_factory.mktemp("formulas"), answers=answers)
    answer = browser().get("/cities/arno.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="arno.csv"'
    assert "'@home on the river" in answer.content.decode()


def test_index_has_scores_under_the_names_of_their_columns(client: Client, shelf: Shelf) -> None:
    found = client.get("/indices/readiness.json").json()
    rows = [row for row in shelf.newest.release.scores if row.index == "readiness"]
    assert len(found["scores"]) == len(rows)
    assert {
        row["city"]: row["score"] for row in found["scores"] if row["node"] == "readiness" and row["wave"] == "2020"
    } == {row.city: row.score for row in rows if row.node == "readiness" and row.wave == "2020"}
    assert "class" in found["scores"][0]


def test_comparison_gives_the_lines_of_the_page(client: Client) -> None:
    found = client.get("/compare.json?cities=arno,drina").json()
    assert found["columns"] == ["Arno", "Drina"]
    assert {"part": "Explicit strategy", "title": "", "differs": True, "cells": ["Yes", "No"]} in found["lines"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("cities=arno,atlantis", "No city “atlantis” has answered"),
        ("cities=arno,drinna", "Did you mean “drina”?"),
        ("cities=arno&group=region:Atlantis", "no results for a group “region:Atlantis”"),
        ("cities=arno,brda,cher,drina,ebro,fulda,gardon", "At most 6 cities and groups"),
        ("cities=arno&group=peers:atlantis", "No city “atlantis” has answered"),
        ("citys=arno", "There is no filter “citys” on this page. Did you mean “cities”?"),
    ],
)
def test_comparison_of_what_is_not_there_is_refused_with_a_sentence(client: Client, query: str, said: str) -> None:
    for ending in ("html", "json"):
        answer = client.get(f"/compare.{ending}?{query}")
        if ending == "json" and "cities=" not in query:
            assert answer.status_code == 422
        else:
            assert answer.status_code == 400
            assert said in (answer.content.decode() if ending == "html" else answer.json()["detail"])


def test_search_finds_by_the_beginnings_of_words_without_accents(client: Client) -> None:
    titles = [entry["title"] for entry in client.get("/search.json?q=jucar").json()]
    assert titles == ["Júcar"]
    assert "Areas of focus" in [entry["title"] for entry in client.get("/search.json?q=mobil").json()]
    assert client.get("/search.json?q=").json() == []
    assert client.get("/search.json?q=zzz%22%20OR%20*").json() == []


def test_every_operation_of_the_description_answers(client: Client) -> None:
    description = client.get("/openapi.json").json()
    assert description["openapi"].startswith("3.")
    for path, operations in description["paths"].items():
        assert set(operations) == {"get"}, path
        address = path.format(city="arno", index="readiness", questionnaire="officers", result="strategy")
        query = "?cities=arno,drina" if "compare" in path else ""
        answer = client.get(f"/{address.lstrip('/')}{query}")
        assert answer.status_code == 200, path
        answer.json()


def test_data_page_lists_every_file_with_its_checksum(client: Client, shelf: Shelf) -> None:
    page = client.get("/data.html").content.decode()
    for entry in client.get("/data.json").json():
        assert entry["checksum"] in page
        assert entry["name"].startswith("results/")
    assert "Lower limit of its interval" in page


def test_questions_are_listed_with_the_addresses_of_their_results(client: Client) -> None:
    listed = client.get("/questions.json").json()
    strategy = next(entry for entry in listed if entry["item"] == "strategy")
    assert strategy["results"][0] == "questions/officers/strategy.json"
    for address in strategy["results"]:
        assert client.get(f"/{address}").json()["item"] == "strategy"
    missing = client.get("/questions/officers/nothing.json")
    assert (missing.status_code, missing.json()) == (404, {"detail": "There is no such page"})


def test_codebook_and_methods_are_data_as_well(client: Client) -> None:
    rows = client.get("/codebook.json").json()
    assert {row["answered"] for row in rows if row["item"] == "strategy" and row["wave"] == "2020"} == {10}
    told = client.get("/methods/index.json").json()
    assert [(wave["id"], wave["cities"]) for wave in told["waves"]] == [("2018", 3), ("2020", 10)]
    assert told["representativeness"]


def test_description_names_the_filters_that_the_release_has(client: Client) -> None:
    described = client.get("/openapi.json").json()["paths"]["/cities.json"]["get"]["parameters"]
    names = {entry["name"]: entry["schema"] for entry in described}
    assert names["strategy"]["items"]["enum"] == ["yes", "no"]
    assert "population_from" in names


def test_methods_are_found(client: Client) -> None:
    found = [entry for entry in client.get("/search.json?q=interval").json() if entry["kind"] == "method"]
    assert found
    assert all(entry["address"].startswith("methods/index.html#") for entry in found)


def test_search_is_not_kept_for_others_and_pages_are(client: Client) -> None:
    assert "private" in client.get("/search.html?q=arno")["Cache-Control"]
    assert "private" not in client.get("/search.html")["Cache-Control"]


def test_embedded_figure_may_be_framed_also_when_it_comes_from_the_cache(client: Client) -> None:
    for _ in range(2):
        answer = client.get("/questions/officers/strategy.embed.html")
        assert "frame-ancestors *" in answer["Content-Security-Policy"]


def test_dates_and_sizes_are_written_as_the_language_does(client: Client) -> None:
    assert "31 décembre 2020" in client.get("/fr/data.html").content.decode()
    assert "ko</span>" in client.get("/fr/data.html").content.decode()
