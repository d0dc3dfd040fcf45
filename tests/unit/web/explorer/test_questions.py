"""Pages of questions as they are served and baked: results, breakdowns, wording, data, the figure to embed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.cache import caches
from django.test import Client

from civiscope.web.explorer.baking import baked_page
from civiscope.web.explorer.domain.shelf import Edition
from civiscope.web.explorer.sitemap import PAGES, pages
from tests.unit.web.explorer.question_study import HOSTILE, question_edition
from tests.unit.web.explorer.river_site import browser


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return question_edition(tmp_path_factory.mktemp("rivers"))


@pytest.fixture
def client(edition: Edition) -> Iterator[Client]:
    caches["pages"].clear()
    yield browser()
    caches["pages"].clear()


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(f"/{address}")
    assert response.status_code == status, address
    return str(response.content.decode())


def text(html: str) -> str:
    """What a reader reads, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_the_list_has_every_question_with_its_leading_answer_and_says_why_others_have_none(client: Client) -> None:
    shown = text(page(client, "questions.html"))
    assert "Explicit strategy Is there a strategy? 70% Yes 95% interval" in shown
    assert "7 of 10 cities · Wave of 2020" in shown
    assert "Mayor Who is the mayor? The answers are cities’ own words" in shown
    assert "Hidden Nobody may know? Neither answers nor estimates of this question are published." in shown


def test_the_list_is_narrowed_to_questions_that_hold_all_words(client: Client) -> None:
    found = page(client, "questions.html?q=Mobility+TRANSPORT")
    assert "1 question found." in found
    assert 'href="questions/officers/areas.html"' in found
    assert 'href="questions/officers/strategy.html"' not in found


def test_a_search_without_result_says_so_and_shows_what_was_typed_as_text(client: Client) -> None:
    found = page(client, "questions.html?q=%3Cscript%3Ezz")
    assert "No question has all these words: “&lt;script&gt;zz”." in found
    assert "<script>zz" not in found


def test_a_question_shows_its_result_with_interval_base_and_wave(client: Client) -> None:
    shown = text(page(client, "questions/officers/strategy.html"))
    assert re.search(r"70% Yes 95% interval \d+% to \d+% · 7 of 10 cities · Wave of 2020", shown)
    assert "Base: 10 cities." in shown
    assert "Table with intervals" in shown


def test_published_results_stand_beside_computed_ones(client: Client) -> None:
    shown = text(page(client, "questions/officers/strategy.html"))
    assert "Yes Wave of 2020 65%" in shown
    assert "Printed report" in shown


def test_a_breakdown_marks_differences_by_sign_and_word_and_says_of_which_test(client: Client) -> None:
    html = page(client, "questions/officers/strategy--by-half.html")
    shown = text(html)
    assert "▲ higher than the other cities" in shown
    assert "▼ lower than the other cities" in shown
    # Two levels are one comparison an answer: of yes both rows say the same.
    assert "2 comparisons, each by a score test of two shares" in shown
    assert "adjusted for all of them by Holm’s method, is below 5%" in shown
    assert "+30 (+20 to +40) 0.012 0.012 ▲ higher" in shown
    assert "no difference shown" in shown


def test_change_since_the_wave_before_is_shown_with_its_interval_and_marked(client: Client) -> None:
    shown = text(page(client, "questions/officers/strategy.html"))
    assert "Change since Wave of 2018 (percentage points)" in shown
    assert "+40 (+30 to +50) ▲ higher than in Wave of 2018" in shown


def test_an_earlier_wave_has_a_page_of_its_own(client: Client) -> None:
    assert "Wave of 2018" in text(page(client, "questions/officers/areas--wave-2018.html"))


def test_a_question_that_is_never_published_has_its_wording_in_every_language_and_no_result(client: Client) -> None:
    html = page(client, "questions/officers/hidden.html")
    shown = text(html)
    assert "Neither answers nor estimates of this question are published." in shown
    assert '<blockquote lang="ar" dir="rtl"><p>هل لا يعرف أحد؟' in html
    assert "“Explicit strategy” is “Yes”" in shown
    assert "Take the figure along" not in shown


def test_estimates_of_answers_that_are_not_published_singly_are_shown_and_it_is_said(client: Client) -> None:
    shown = text(page(client, "questions/officers/secret.html"))
    assert "Single answers are not published, estimates are." in shown
    assert "Content team" in shown
    assert "%" in shown


def test_hostile_labels_are_text_on_every_page(client: Client) -> None:
    for address in ("questions/officers/areas.html", "questions/officers/areas.embed.html", "codebook.html"):
        html = page(client, address)
        assert HOSTILE not in html
        assert "=HYPERLINK(&quot;" in html


@pytest.mark.parametrize(
    "address",
    [
        "questions/officers/nothing.html",
        "questions/nobody/strategy.html",
        "questions/officers/strategy--by-nothing.html",
        "questions/officers/strategy--wave-1999.html",
        "questions/officers/strategy--by-.html",
        "questions/officers/Strategy.html",
        "questions/officers/hidden.embed.html",
        "questions/officers/mayor--by-half.json",
        "questions/officers/strategy--wave-1999.csv",
        "questions/officers/strategy.png",
    ],
)
def test_what_the_release_does_not_have_is_not_found(client: Client, address: str) -> None:
    assert "There is no such page" in page(client, address, 404)


def test_only_the_figure_alone_may_stand_in_frames_of_others_also_from_the_cache(client: Client) -> None:
    for _ in range(2):
        embedded = client.get("/questions/officers/strategy.embed.html")
        assert "frame-ancestors *" in embedded["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in client.get("/questions/officers/strategy.html")["Content-Security-Policy"]


def test_the_figure_alone_has_base_source_and_a_way_back(client: Client) -> None:
    html = page(client, "questions/officers/strategy--by-half.embed.html")
    assert "Base: 10 cities." in text(html)
    assert "Source: River cities, River Office. CC BY 4.0." in text(html)
    assert 'href="../../questions/officers/strategy--by-half.html" target="_top"' in html
    assert "<script" not in html


def test_json_has_wording_and_estimates_of_the_result(client: Client) -> None:
    record = json.loads(page(client, "questions/officers/strategy--by-half.json"))
    assert record["wording"] == {"en": "Is there a strategy?"}
    assert record["variant"] == "--by-half"
    shares = {(e["level"], e["option"]): e for e in record["estimates"]}
    assert shares["", "yes"]["n"] == 7
    # Of the cities below 145,000, Drina has none; Isar's population is not known.
    assert (shares["small", "yes"]["n"], shares["small", "yes"]["base"]) == (4, 5)
    assert [row["significant"] for row in record["contrasts"]] == [True, True, False, None]


def test_json_of_a_question_without_results_has_no_estimates(client: Client) -> None:
    record = json.loads(page(client, "questions/officers/hidden.json"))
    assert record["estimates"] == []
    assert record["consent"] == "never"
    assert record["wording"]["ar"] == "هل لا يعرف أحد؟"
    assert record["asked_when_words"] == "“Explicit strategy” is “Yes”"


def test_csv_has_a_row_an_estimate_with_differences_and_runs_no_formula(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(page(client, "questions/officers/strategy--by-half.csv"))))
    small = next(row for row in rows if (row["level"], row["option"]) == ("small", "yes"))
    assert (small["level_label"], small["contrast_significant"], small["contrast_p_adjusted"]) == (
        "Small",
        "true",
        "0.012",
    )
    assert next(row for row in rows if row["level"] == "")["contrast_difference"] == ""
    labels = [row["option_label"] for row in csv.DictReader(io.StringIO(page(client, "questions/officers/areas.csv")))]
    assert f"'{HOSTILE}" in labels
    assert HOSTILE not in labels


def test_a_served_page_gives_the_address_that_stays_and_the_code_to_embed(client: Client, edition: Edition) -> None:
    html = page(client, "questions/officers/strategy.html")
    assert f"http://localhost/releases/{edition.id}/questions/officers/strategy.html" in html
    assert 'src="http://localhost/questions/officers/strategy.embed.html"' in html


def test_the_address_of_a_release_leads_to_itself(client: Client, edition: Edition) -> None:
    html = page(client, f"releases/{edition.id}/ar/questions/officers/strategy.html")
    assert f"http://localhost/releases/{edition.id}/ar/questions/officers/strategy.html" in html


def test_a_baked_page_names_no_host(edition: Edition) -> None:
    html = baked_page(edition, "en", "questions/officers/strategy.html").decode()
    assert "testserver" not in html
    assert 'data-embed="../../questions/officers/strategy.embed.html"' in html
    assert "which never changes" in html


def test_every_result_is_in_the_list_of_pages_and_can_be_baked_in_every_language(edition: Edition) -> None:
    found = [address for address in pages(edition) if address.startswith(("questions", "codebook"))]
    assert "questions/officers/strategy--by-half.embed.html" in found
    assert "questions/officers/areas--wave-2018.csv" in found
    assert "questions/officers/hidden.html" in found
    assert "questions/officers/hidden.csv" not in found
    assert len(found) == len(set(found))
    for language in edition.languages:
        for address in found:
            assert baked_page(edition, language, address)


def test_the_codebook_has_an_anchor_and_a_page_for_every_question(client: Client, edition: Edition) -> None:
    html = page(client, "codebook.html")
    for words in PAGES["question"](edition):
        if "variant" not in words:
            assert f'id="{words["questionnaire"]}-{words["item"]}"' in html
            assert f'href="questions/{words["questionnaire"]}/{words["item"]}.html"' in html


def test_the_codebook_as_csv_has_a_row_for_every_variable_and_wave(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(page(client, "codebook.csv"))))
    strategy = {row["wave"]: row for row in rows if row["item"] == "strategy"}
    assert strategy["2020"]["answered"] == "10"
    assert strategy["2018"]["answered"] == "3"
    assert strategy["2020"]["options"] == "yes;no"
    data = [row for row in rows if row["item"] == "data" and row["wave"] == "2020"]
    # Of the rows of the grid only Arno's are answered; water is known not to be.
    assert {row["row"]: (row["answered"], row["not_answered"], row["not_known"]) for row in data} == {
        "transport": ("1", "0", "9"),
        "water": ("0", "1", "9"),
        "housing": ("1", "0", "9"),
    }
    secret = next(row for row in rows if row["item"] == "secret" and row["wave"] == "2020")
    assert (secret["answered"], secret["not_answered"]) == ("9", "")


def test_a_unit_is_said_in_the_readers_language(client: Client, edition: Edition) -> None:
    english = page(client, "questions/officers/roles_count.html")
    arabic = page(client, f"releases/{edition.id}/ar/questions/officers/roles_count.html")
    assert "in roles" in text(english)
    assert "in أدوار" in text(arabic)
    rows = csv.DictReader(io.StringIO(page(client, f"releases/{edition.id}/ar/codebook.csv")))
    assert {row["unit"] for row in rows} == {"", "أدوار"}
    record = client.get("/questions/officers/roles_count.json").json()
    assert record["unit"] == {"en": "roles", "ar": "أدوار"}
    assert client.get("/questions/officers/strategy.json").json()["unit"] == {}
