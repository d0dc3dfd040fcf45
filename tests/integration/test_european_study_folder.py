"""The second study holds what the report prints and no answer of any city; what it chose is marked, and it compares."""

from __future__ import annotations

import csv
import importlib.util
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from civiscope.errors import ProblemLog
from civiscope.results.comparisons import Comparison
from civiscope.study.groups import level_of
from civiscope.study.loading import Study, load_study
from civiscope.study.questionnaire import CHOICE_KINDS, Item, Kind, Questionnaire
from civiscope.study.yamlfile import read_yaml
from civiscope.workflows.compare import CompareRequest, What, compare
from civiscope.workflows.reading import read_coded_study
from civiscope.workflows.simulate import simulate_study

STUDIES = Path(__file__).parents[2] / "studies"
STUDY = STUDIES / "european-city-innovation"
EARLIER = STUDIES / "oecd-city-innovation"


def loaded(folder: Path) -> Study:
    log = ProblemLog()
    study = load_study(folder, log)
    assert study is not None
    assert [str(entry) for entry in log.problems if entry.code != "population-missing"] == []
    return study


@pytest.fixture(scope="module")
def study() -> Study:
    return loaded(STUDY)


@pytest.fixture(scope="module")
def earlier() -> Study:
    return loaded(EARLIER)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def facts(folder: Path) -> dict[str, dict[str, Any]]:
    log = ProblemLog()
    found = read_yaml(folder / "facts.yaml", "facts.yaml", log)
    assert log.problems == []
    assert found is not None
    assert isinstance(found.data, dict)
    return found.data


def codes(questionnaire: Questionnaire, item: Item) -> set[str]:
    return {option.code for option in questionnaire.options_of(item)}


# The frame ----------------------------------------------------------------------------------------------------------


def test_the_frame_is_the_65_cities_of_27_countries(study: Study) -> None:
    assert len(study.frame) == 65
    assert len({city.country for city in study.frame.values()}) == 27
    assert sum(city.population or 0 for city in study.frame.values()) == 63_425_470
    small = [city.name for city in study.frame.values() if (city.population or 0) < 100_000]
    assert small == ["Rubí", "Kungsbacka"]


def test_regions_and_membership_follow_the_list_of_cities(study: Study) -> None:
    groups = {group.code: group for group in study.definition.groups}
    regions = Counter(level_of(groups["un_region"], city) for city in study.frame.values())
    assert regions == {"Northern Europe": 19, "Western Europe": 14, "Southern Europe": 19, "Eastern Europe": 13}
    members = Counter(level_of(groups["european_union"], city) for city in study.frame.values())
    assert sorted(members.values()) == [13, 52]
    assert members["yes"] == 52


def test_printed_regions_differ_from_the_list_by_no_more_than_one_city(study: Study) -> None:
    printed = facts(STUDY)
    counted = Counter(city.region for city in study.frame.values())
    found = {
        name: round(int(printed[fact]["value"].rstrip("%")) * 65 / 100) - counted[name]
        for name, fact in {
            "Western Europe": "sample_western",
            "Eastern Europe": "sample_eastern",
            "Northern Europe": "sample_northern",
            "Southern Europe": "sample_southern",
        }.items()
    }
    assert found == {"Western Europe": 0, "Eastern Europe": 0, "Northern Europe": 1, "Southern Europe": -1}
    assert all("note" in printed[fact] for fact in ("sample_northern", "sample_southern", "sample_eu", "sample_not_eu"))
    assert "Two of the report's counts do not agree with its own list" in (STUDY / "README.md").read_text("utf-8")


def test_cities_of_both_studies_have_the_same_code(study: Study, earlier: Study) -> None:
    shared = study.frame.keys() & earlier.frame.keys()
    assert len(shared) == 19
    for code in shared:
        assert study.frame[code].country == earlier.frame[code].country
    elsewhere = {(city.name, city.country): code for code, city in earlier.frame.items()}
    again = {(city.name, city.country): code for code, city in study.frame.items()}
    assert {name for name in again.keys() & elsewhere.keys() if again[name] != elsewhere[name]} == set()


def test_every_city_lies_in_europe_and_no_two_in_the_same_place(study: Study) -> None:
    places = [(city.latitude, city.longitude) for city in study.frame.values()]
    assert len(set(places)) == 65
    for latitude, longitude in places:
        assert latitude is not None
        assert longitude is not None
        assert 35 < latitude < 65
        assert -22 < longitude < 30


def prepare_module() -> ModuleType:
    specification = importlib.util.spec_from_file_location("prepare_european", STUDY / "prepare.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_prepare_writes_the_committed_frame_byte_for_byte(tmp_path: Path) -> None:
    program = [sys.executable, str(STUDY / "prepare.py"), "--out", str(tmp_path)]
    outcome = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert outcome.returncode == 0, outcome.stderr
    assert (tmp_path / "cities.csv").read_bytes() == (STUDY / "cities.csv").read_bytes()


def test_prepare_refuses_a_place_of_another_country(monkeypatch: pytest.MonkeyPatch) -> None:
    module = prepare_module()
    # London in Ontario instead of London in England.
    monkeypatch.setattr(module, "CITIES", (("london-uk", "London", "GBR", 6058560),))
    with pytest.raises(ValueError, match="london-uk: 6058560 is not a place of GBR in GeoNames"):
        module.frame()


# The questions ------------------------------------------------------------------------------------------------------


def test_the_folder_has_no_answers_and_says_so(study: Study) -> None:
    assert list(STUDY.glob("waves/**/*.csv")) == []
    assert [wave.answers for wave in study.definition.waves] == ["not_public"] * 3
    assert [wave.surveyed for wave in study.definition.waves] == [89, 147, 267]
    assert "answers of the cities are not public" in " ".join(str(study.definition.licence.note).split())


def test_closed_waves_without_public_answers_are_no_problem() -> None:
    log = ProblemLog()
    read_coded_study(STUDY, log)
    assert [str(entry) for entry in log.errors] == []


def test_officers_and_mayors_are_one_wave(study: Study) -> None:
    assert study.definition.wave("2023-24").questionnaires == ("officers", "mayors")


def test_activities_are_the_eleven_of_the_glossary_by_capability(study: Study) -> None:
    rows = study.questionnaires["officers"].rows_of(study.questionnaires["officers"].items["activity_frequency"])
    assert Counter(row.group for row in rows) == {"organisational": 4, "analytical": 4, "partnership": 3}
    assert [row.code for row in rows if not row.explanation] == []


@pytest.mark.parametrize("name", ["officers", "mayors"])
def test_groups_of_options_are_headings_of_the_questionnaire(study: Study, name: str) -> None:
    questionnaire = study.questionnaires[name]
    headings = {heading.code for heading in questionnaire.option_groups}
    lists = [
        questionnaire.options_of(item) + questionnaire.rows_of(item)
        for item in questionnaire.items.values()
        if item.kind in CHOICE_KINDS
    ]
    assert {option.group for options in lists for option in options if option.group} == headings


def test_mayors_stand_beside_officers(study: Study) -> None:
    officers, mayors = study.questionnaires["officers"], study.questionnaires["mayors"]
    for code in ("training", "helping"):
        theirs, ours = mayors.items[code], officers.items[code]
        assert (theirs.concept, theirs.kind, theirs.short) == (ours.concept, ours.kind, ours.short)
        labels = [(option.code, option.label) for option in mayors.options_of(theirs)]
        assert labels == [(option.code, option.label) for option in officers.options_of(ours)]


def test_every_question_says_where_it_comes_from_and_what_was_chosen(study: Study) -> None:
    for name in ("officers", "mayors"):
        text = (STUDY / "questionnaires" / f"{name}.yaml").read_text(encoding="utf-8")
        blocks = {block.split("\n", 1)[0].strip(): block for block in text.split("\n      - code: ")[1:]}
        for item in study.questionnaires[name].items.values():
            assert item.provenance is not None, item.code
            said = next(iter(item.provenance.values())).lower()
            marked = "# chosen" in blocks[item.code] or "options: importance" in blocks[item.code]
            assert ("chosen" in said) == (marked or item.code == "eu_access"), item.code


def test_respondents_are_asked_for_posts_and_not_for_persons(study: Study) -> None:
    (section,) = [part for part in study.questionnaires["officers"].sections if part.code == "respondent"]
    assert {item.code: item.consent for item in section.items} == {
        "post": "aggregate",
        "job_title": "never",
        "department": "never",
        "role": "never",
        "role_focus": "aggregate",
        "remit": "aggregate",
    }
    questions = [next(iter(item.label.values())) for item in study.questionnaires["officers"].items.values()]
    assert [text for text in questions if re.search(r"\byour name\b|\bwho are you\b|e-mail|telephone", text)] == []


def test_every_choice_has_phrases_or_short_labels_for_figures(study: Study) -> None:
    for name in ("officers", "mayors"):
        questionnaire = study.questionnaires[name]
        for item in questionnaire.items.values():
            assert item.short
            options = [*questionnaire.options_of(item), *questionnaire.rows_of(item)]
            shown = [next(iter((option.short or option.label).values())) for option in options]
            assert [text for text in shown if len(text) > 34] == []
            if item.kind is Kind.SINGLE and item.consent == "public":
                assert [option.code for option in options if not option.phrase and option.code != "other"] == []


# Shared concepts ----------------------------------------------------------------------------------------------------


def test_the_earlier_questions_are_those_of_the_other_study(study: Study, earlier: Study) -> None:
    ours, theirs = study.questionnaires["officers_2018"], earlier.questionnaires["officers"]
    for item in ours.items.values():
        if item.code == "staff":
            continue
        other = theirs.items[item.code]
        assert (item.concept, item.kind, item.label, item.recode) == (
            other.concept,
            other.kind,
            other.label,
            other.recode,
        )
        assert ours.options_of(item) == theirs.options_of(other)
        assert ours.rows_of(item) == theirs.rows_of(other)


def test_staff_is_a_number_there_and_the_same_classes_here(study: Study, earlier: Study) -> None:
    number = earlier.questionnaires["officers"].items["staff_count"]
    for name in ("officers", "officers_2018"):
        item = study.questionnaires[name].items["staff"]
        assert item.concept == number.concept
        assert [entry.code for entry in number.classes] == [
            option.code for option in study.questionnaires[name].options_of(item)
        ]


def test_recurring_questions_share_their_concept(study: Study) -> None:
    before, after = study.questionnaires["officers_2018"], study.questionnaires["officers"]
    shared = {item.concept for item in before.items.values()} & {item.concept for item in after.items.values()}
    assert shared == {
        *(
            "innovation_strategy",
            "innovation_approach",
            "innovation_team",
            "innovation_staff",
            "innovation_policy_areas",
        ),
        *("innovation_activity_frequency", "innovation_factor_importance", "innovation_lacking_factors"),
        *("innovation_funding", "innovation_funding_sources", "data_challenges", "innovation_helping"),
        "innovation_evaluation",
    }


def test_recodes_lead_to_options_of_the_other_question_and_stand_in_the_readme(study: Study) -> None:
    readme = (STUDY / "README.md").read_text(encoding="utf-8")
    before, after = study.questionnaires["officers_2018"], study.questionnaires["officers"]
    for questionnaire, other in ((before, after), (after, before)):
        for item in questionnaire.items.values():
            partner = next((found for found in other.items.values() if found.concept == item.concept), None)
            if not item.recode:
                continue
            assert partner is not None
            assert set(item.recode.values()) <= codes(other, partner)
            assert not set(item.recode) & codes(other, partner)
            assert [code for code in item.recode if f"`{code}`" not in readme] == []


def test_simulated_waves_compare_by_concept(tmp_path: Path) -> None:
    simulate_study(STUDY, 60, 3, tmp_path / "simulated")
    request = CompareRequest(
        What.WAVES,
        items=("innovation_approach", "innovation_staff", "innovation_activity_frequency"),
        waves=("2018-20", "2023-24"),
        questionnaires=("officers_2018", "officers"),
    )
    _, rows = compare(tmp_path / "simulated", request)
    found = [row for row in rows if isinstance(row, Comparison)]
    assert {row.option for row in found if row.item == "approach"} >= {"holistic", "policy_areas", "other"}
    assert {row.option for row in found if row.item == "staff"} - {""} == {"none", "under_5", "five_to_ten", "over_10"}
    assert "both" not in {row.option for row in found}
    alone = {row.row for row in found if "no such row" in row.note}
    assert alone == {
        *("financing_procurement", "missions", "foresight", "behavioural_insights", "open_innovation"),
        "rethinking_financing",
    }


def test_simulated_mayors_compare_with_officers(tmp_path: Path) -> None:
    simulate_study(STUDY, 60, 3, tmp_path / "simulated")
    request = CompareRequest(What.QUESTIONNAIRES, questionnaires=("officers", "mayors"), waves=("2023-24",))
    _, rows = compare(tmp_path / "simulated", request)
    assert {row.item for row in rows if isinstance(row, Comparison)} == {"training", "helping"}


# What is printed ----------------------------------------------------------------------------------------------------


def test_every_printed_result_has_a_value_and_a_source(study: Study) -> None:
    rows = table(STUDY / "published.csv")
    assert len(rows) == len(study.published) == 94
    assert [row for row in rows if not row["source"] or not (row["percent"] or row["count"] or row["text"])] == []
    keys = [tuple(row[name] for name in (*tuple(row)[:7], "source")) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("wave", "questionnaire", "item", "row", "option", "level", "printed"),
    [
        ("2023-24", "officers", "strategy", "", "yes", "", ("52", "34", "65")),
        ("2023-24", "officers", "approach", "", "cross_cutting", "", ("", "37", "65")),
        ("2023-24", "officers", "approach", "", "cross_cutting", "yes", ("67", "", "34")),
        ("2023-24", "officers", "approach", "", "sectoral", "yes", ("15", "", "34")),
        ("2023-24", "officers", "team", "", "none", "", ("", "4", "65")),
        ("2023-24", "officers", "staff", "", "over_10", "", ("46", "", "65")),
        ("2023-24", "officers", "activity_frequency", "behavioural_insights", "often", "", ("20", "", "65")),
        ("2023-24", "officers", "training", "", "missions", "", ("43", "", "65")),
        ("2023-24", "officers", "funding_sources", "", "european_union", "", ("82", "", "")),
        ("2023-24", "officers", "evaluation", "", "some", "", ("63", "", "65")),
        ("2023-24", "officers", "helping", "", "new_revenue", "", ("3", "", "65")),
        ("2023-24", "officers", "post", "", "civil_servant", "", ("85", "", "65")),
        ("2023-24", "mayors", "training", "", "data_analytics", "", ("59", "", "92")),
        ("2023-24", "mayors", "helping", "", "engage_residents", "", ("23", "", "92")),
        ("2018", "officers_2018", "staff", "", "under_5", "", ("29", "", "89")),
        ("2018-20", "officers_2018", "strategy", "", "yes", "", ("49.7", "", "147")),
        ("2018-20", "officers_2018", "funding_origins", "municipal", "present", "", ("98", "", "")),
    ],
)
def test_printed_results_are_those_of_the_documents(
    wave: str, questionnaire: str, item: str, row: str, option: str, level: str, printed: tuple[str, str, str]
) -> None:
    named = (wave, questionnaire, item, row, option, level)
    (found,) = [
        entry
        for entry in table(STUDY / "published.csv")
        if tuple(entry[name] for name in ("wave", "questionnaire", "item", "row", "option", "level")) == named
    ]
    assert (found["percent"], found["count"], found["base"]) == printed


def test_what_is_printed_in_words_stays_in_words() -> None:
    rows = {(row["item"], row["option"]): row for row in table(STUDY / "published.csv") if not row["domain"]}
    for key in [
        ("approach", "sectoral"),
        ("team", "dedicated_unit"),
        ("progress", "well"),
        ("eu_alignment", "aligned"),
    ]:
        assert (rows[key]["percent"], rows[key]["count"]) == ("", "")
        assert rows[key]["text"]


# Facts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [STUDY, EARLIER], ids=["european", "oecd"])
def test_every_fact_has_a_value_a_label_and_a_source(folder: Path) -> None:
    found = facts(folder)
    assert [name for name in found if not re.fullmatch("[a-z][a-z0-9_]*", name)] == []
    for name, fact in found.items():
        assert fact.keys() <= {"value", "label", "source", "note", "url"}, name
        assert all(isinstance(fact[field], str) and fact[field].strip() for field in ("value", "label", "source")), name
        assert fact.get("url", "https://").startswith("https://"), name
    assert len({(fact["label"], fact["value"]) for fact in found.values()}) == len(found)


def test_facts_and_printed_results_agree() -> None:
    found = facts(STUDY)
    rows = table(STUDY / "published.csv")
    shares = {
        (row["questionnaire"], row["item"], row["option"], row["level"]): row["percent"]
        for row in rows
        if row["wave"] == "2023-24"
    }
    for name, key in {
        "strategy_yes": ("officers", "strategy", "yes", ""),
        "approach_with_strategy": ("officers", "approach", "cross_cutting", "yes"),
        "staff_over_10": ("officers", "staff", "over_10", ""),
        "training_missions": ("officers", "training", "missions", ""),
        "funding_yes": ("officers", "funding", "yes", ""),
        "funding_eu": ("officers", "funding_sources", "european_union", ""),
        "eu_costs": ("officers", "eu_alignment", "costs_outweigh", ""),
        "evaluation_systematic": ("officers", "evaluation", "systematic", ""),
        "helping_stakeholders": ("officers", "helping", "engage_residents", ""),
        "mayors_training_data": ("mayors", "training", "data_analytics", ""),
        "mayors_helping_revenue": ("mayors", "helping", "new_revenue", ""),
    }.items():
        assert found[name]["value"] == f"{shares[key]}%"


@pytest.mark.parametrize("city", ["vienna", "bologna", "leuven", "istanbul", "london", "cluj", "espoo"])
def test_case_studies_have_their_head_facts(city: str) -> None:
    found = facts(STUDY)
    for field in ("population", "gdp", "language", "mayor", "mayor_since", "mayor_how"):
        assert "case study, pp." in found[f"{city}_{field}"]["source"]
    assert found[f"{city}_gdp"]["value"].startswith("EUR ")
