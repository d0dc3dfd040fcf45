"""The example study's own indices: what they score, what they say of themselves, and their scores of real answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from civiscope.answers.answerset import NAMED, AnswerBlock
from civiscope.answers.coding import read_answers
from civiscope.errors import ProblemLog
from civiscope.indices.build import BuiltIndex, build_index
from civiscope.indices.definition import combinations_of, combined, index_of
from civiscope.indices.scoring import answer_changes, scored
from civiscope.indices.what_if import Change, what_if
from civiscope.study.loading import Study, load_study
from civiscope.workflows.simulate import simulate_study

STUDY = Path(__file__).parents[2] / "studies" / "oecd-city-innovation"
NAMES = ("innovation_capacity", "data_use", "four_capabilities", "published_profile")


@dataclass(frozen=True)
class Loaded:
    study: Study
    blocks: Mapping[tuple[str, str], AnswerBlock]

    def answers_to(self, index: str) -> dict[str, AnswerBlock]:
        asked = self.study.indices[index].questionnaire
        return {wave: block for (wave, questionnaire), block in self.blocks.items() if questionnaire == asked}

    def built(self, index: str) -> BuiltIndex:
        definition = self.study.indices[index]
        return build_index(scored(definition, self.answers_to(index)), *index_of(definition), strict=False)

    def score(self, index: str, wave: str, city: str) -> float:
        built = self.built(index)
        row = list(zip(built.table.waves, built.table.units, strict=True)).index((wave, city))
        return float(built.scores[index][row])


def load(folder: Path) -> Loaded:
    log = ProblemLog()
    study = load_study(folder, log)
    assert study is not None
    answers, _ = read_answers(study, log)
    assert log.errors == []
    return Loaded(study, answers.blocks)


@pytest.fixture(scope="module")
def real() -> Loaded:
    return load(STUDY)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    out = tmp_path_factory.mktemp("simulated") / "study"
    simulate_study(STUDY, 300, 4, out)
    return load(out)


def number_with_score(built: BuiltIndex, wave: str) -> int:
    here = np.array([entry == wave for entry in built.table.waves], dtype=bool)
    return int((~np.isnan(built.scores[built.tree.root][here])).sum())


def test_the_four_indices_are_there_and_say_what_is_known_and_decided(real: Loaded) -> None:
    assert sorted(real.study.indices) == sorted(NAMES)
    for definition in real.study.indices.values():
        assert definition.known
        assert definition.decided
    assert "is not printed" in real.study.indices["innovation_capacity"].known[""]  # type: ignore[index]
    assert "names none" in real.study.indices["data_use"].known[""]  # type: ignore[index]


def test_innovation_capacity_has_two_practices_of_one_point_in_each_of_five_components(real: Loaded) -> None:
    definition = real.study.indices["innovation_capacity"]
    assert [len(component.children or ()) for component in definition.tree] == [2] * 5
    assert {element.score.range for element, _ in definition.indicators() if element.score} == {(0, 1)}
    assert (definition.low, definition.high, definition.minimum) == (0, 10, 1)
    assert [(entry.code, entry.at_least) for entry in definition.classes] == [("lower", None), ("high", 6)]


def test_data_use_has_38_questions_under_eight_headings_which_no_wave_asks(real: Loaded) -> None:
    definition = real.study.indices["data_use"]
    scores = [element.score for element, _ in definition.indicators() if element.score]
    variables = [variable for score in scores for variable in score.variables]
    assert (len(scores), len(variables), len(set(variables))) == (8, 38, 38)
    asked = [(item.code, row) for item, row in real.study.questionnaires["data_use"].variables()]
    assert sorted(variables) == sorted(asked)
    assert [entry.at_least for entry in definition.classes] == [None, 23]
    assert all("data_use" not in wave.questionnaires for wave in real.study.definition.waves)
    assert real.built("data_use").table.units == ()


def test_no_city_of_the_two_editions_has_a_score_of_what_is_for_the_next_wave(real: Loaded) -> None:
    for index in ("innovation_capacity", "four_capabilities"):
        built = real.built(index)
        assert [number_with_score(built, wave) for wave in ("2018", "2018-20")] == [0, 0]


def test_readme_tells_how_many_cities_have_a_score(real: Loaded) -> None:
    readme = (STUDY / "README.md").read_text(encoding="utf-8")
    for index in NAMES:
        row = re.search(rf"^\| `{index}` .*\| (\d+), (\d+) \|$", readme, re.MULTILINE)
        assert row is not None, index
        built = real.built(index)
        assert [int(count) for count in row.groups()] == [
            number_with_score(built, wave) for wave in ("2018", "2018-20")
        ]


def test_every_question_of_the_published_profile_was_answered_by_80_cities(real: Loaded) -> None:
    block = real.blocks["2018-20", "officers"]
    for element, _ in real.study.indices["published_profile"].indicators():
        assert element.score is not None
        for variable in element.score.variables:
            assert block.columns[variable].answered.sum() >= 80


def test_published_profile_of_paris_by_hand(real: Loaded) -> None:
    # Strategy, approach (both), team and three of three roles: 100 each. Aims of two of three kinds (residents, the
    # future) and factors of three of four (leadership, resources, measurement and culture), on 1 to 100.
    breadth = ((1 + 99 * 2 / 3) + (1 + 99 * 3 / 4)) / 2
    for wave in ("2018", "2018-20"):
        assert real.score("published_profile", wave, "paris-fra") == pytest.approx((100 + 100 + breadth) / 3)


def test_published_profile_counts_cities_without_a_team(real: Loaded) -> None:
    built = real.built("published_profile")
    teams = built.prepared.raw.values[:, built.tree.indicators.index("team")]
    assert (teams[~np.isnan(built.scores["published_profile"])] == 0).sum() == 6


def test_simulated_study_keeps_the_indices_and_its_scores_are_numbers_of_practices(simulated: Loaded) -> None:
    built = simulated.built("innovation_capacity")
    scores = built.scores["innovation_capacity"]
    known = ~np.isnan(scores)
    practices = built.prepared.raw.values
    assert known.sum() >= 20
    assert np.allclose(scores[known], practices[known].sum(axis=1))
    assert np.array_equal(known, ~np.isnan(practices).any(axis=1))
    classes = np.array(built.classes("innovation_capacity"))
    assert set(classes[known & (scores >= 6)]) == {"high"}
    assert set(classes[known & (scores < 6)]) == {"lower"}


def test_four_capabilities_and_their_combinations_on_simulated_answers(simulated: Loaded) -> None:
    built = simulated.built("four_capabilities")
    found = combined(built.scores, combinations_of(simulated.study.indices["four_capabilities"]))
    parts = {code: built.scores[code] for code in ("leadership", "organisational", "analytical", "partnership")}
    whole = np.prod(list(parts.values()), axis=0) ** 0.25
    assert (~np.isnan(whole)).sum() >= 20
    assert np.allclose(built.scores["four_capabilities"], whole, equal_nan=True)
    pairs = {
        "evidence_based": ("organisational", "analytical"),
        "participatory": ("organisational", "partnership"),
        "open_government": ("analytical", "partnership"),
    }
    for code, (one, other) in pairs.items():
        assert np.allclose(found[code], np.sqrt(parts[one] * parts[other]), equal_nan=True)
    assert all(1 <= np.nanmin(values) <= np.nanmax(values) <= 100 for values in parts.values())


def test_lacking_leadership_lowers_the_capability(simulated: Loaded) -> None:
    built = simulated.built("four_capabilities")
    lacking = built.prepared.raw.values[:, built.tree.indicators.index("leaders_lacking")]
    normalised = built.scores["leaders_lacking"]
    assert set(normalised[lacking == 1]) == {1.0}
    assert set(normalised[lacking == 0]) == {100.0}


def test_other_answers_of_a_city_change_its_score_as_they_say(real: Loaded) -> None:
    built = real.built("published_profile")
    definition = real.study.indices["published_profile"]
    block = real.blocks["2018-20", "officers"]
    city = block.cities.index("winston-salem-nc-us")
    row = list(zip(built.table.waves, built.table.units, strict=True)).index(("2018-20", "winston-salem-nc-us"))
    assert block.columns["team", ""].ticks[city, block.columns["team", ""].options.index("none")] == NAMED
    changes = answer_changes(definition, block, city)
    outcomes = what_if(built, [Change(row, change.values) for change in changes])
    gains = {
        (change.item, change.option): outcome.after - outcome.before
        for change, outcome in zip(changes, outcomes, strict=True)
    }
    # A team, or a strategy, lifts one of two elements of one of three components from 1 to 100.
    assert gains["team", "dispersed"] == pytest.approx(99 / 2 / 3)
    assert gains["strategy", "yes"] == pytest.approx(max(gains.values()))
    assert gains["roles", "designer"] == pytest.approx(99 / 3 / 2 / 3)
    assert ("team", "none") not in gains
