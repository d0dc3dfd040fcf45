"""A simulated study checks, is marked as simulated, and holds nothing of the real cities."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.study.labels import LONGEST_NAME
from civiscope.workflows.check import check_study
from civiscope.workflows.new import new_study
from civiscope.workflows.simulate import simulate_study
from tests.studies import STUDY as DEFAULT
from tests.studies import coded, write_study

STUDY = """\
    id: real
    title: {en: Real study, fr: Étude réelle}
    languages: [en, fr]
    publisher: {name: Real publisher, url: "https://real.example", email: real@real.example}
    contacts: [{name: Real person}]
    licence: {name: Real licence}
    sources: [{title: Real source, publisher: Real publisher}]
    waves:
      - id: "2018"
        title: {en: First, fr: Première}
        status: closed
        date: 2018-12-31
        questionnaires: [officers]
        surveyed: 89
        surveyed_note: {en: Real note, fr: Note réelle}
        empty_means: not known
      - {id: "2020", title: {en: Second, fr: Seconde}, status: closed, date: 2020-12-31, questionnaires: [officers]}
      - {id: "2030", title: {en: Third, fr: Troisième}, status: planned, date: 2030-12-31, questionnaires: [officers]}
    groups:
      - {code: region, label: {en: Region, fr: Région}, column: region}
      - {code: network, label: {en: Network, fr: Réseau}, cities: [paris, rome]}
      - {code: club, label: {en: Club, fr: Club}, column: club}
    domains: [region, network, club]
    coordinates: geonames
    findings: {promote: [population-missing, required-missing]}
    """
CITIES = """\
    code,name,country,region,population,population_year,gdp_per_capita,mayor,club
    paris,Paris,FRA,Europe,2200001,2016,40001,Real mayor,A
    rome,Roma,ITA,Europe,2880003,2017,,Real mayor,B
    kyoto,Kyoto,JPN,Asia,1460007,2018,30003,Real mayor,
    oslo,Oslo,NOR,Europe,690009,2019,60001,Real mayor,A
    """
QUESTIONNAIRE = """\
    id: officers
    title: {en: Officers, fr: Agents}
    sections:
      - code: all
        title: {en: All, fr: Tout}
        items:
          - code: strategy
            kind: single
            label: {en: "Strategy?", fr: "Stratégie ?"}
            options: [{code: yes, label: {en: Yes, fr: Oui}}, {code: no, label: {en: No, fr: Non}}]
            required: true
          - code: own
            kind: text
            label: {en: Own words, fr: Mots}
    """
ANSWERS = """\
    city,source,strategy,own
    paris,https://real.example,Yes,Real words
    rome,https://real.example,No,More real words
    """


STUDY_WITH_LONGEST_NAME = DEFAULT.replace("test-study", "a" * LONGEST_NAME)


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return write_study(
        tmp_path / "real",
        study=STUDY,
        cities=CITIES,
        questionnaire=QUESTIONNAIRE,
        answers=ANSWERS,
        recodes="item,raw,code,reason\nstrategy,Real recode,yes,Real reason\n",
        extra={
            "waves/2018/officers.csv": ANSWERS,
            "published.csv": "wave,questionnaire,item,row,option,percent,text,base,source\n"
            "2018,officers,strategy,,yes,52,,89,Real source\n",
        },
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_simulated_study_has_no_errors_and_as_many_cities_as_asked_for(real: Path, tmp_path: Path) -> None:
    simulate_study(real, 40, 1, tmp_path / "out")
    study = coded(tmp_path / "out").study
    assert len(study.frame) == 40
    assert study.frame["simulated-city-001"].name == "Simulated city 001"
    assert [entry for entry in check_study(tmp_path / "out") if entry.severity == "error"] == []


def test_same_seed_gives_the_same_bytes_and_another_one_does_not(real: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        simulate_study(real, 25, seed, tmp_path / name)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert files(tmp_path / "a")["cities.csv"] != files(tmp_path / "c")["cities.csv"]
    assert files(tmp_path / "a")["waves/2020/officers.csv"] != files(tmp_path / "c")["waves/2020/officers.csv"]


def test_simulated_study_says_so_in_its_definition_answers_and_readme(real: Path, tmp_path: Path) -> None:
    simulate_study(real, 12, 1, tmp_path / "out")
    simulated = coded(tmp_path / "out")
    definition = simulated.study.definition
    assert definition.simulated
    assert definition.id == "real-simulated"
    assert definition.title == {"en": "Simulated: Real study", "fr": "Simulated: Étude réelle"}
    assert definition.publisher.name == "Simulated: no publisher"
    assert all(set(block.sources) == {"simulated"} for block in simulated.answers.blocks.values())
    assert "Everything here is simulated" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_simulated_study_copies_no_city_answer_or_recode(real: Path, tmp_path: Path) -> None:
    simulate_study(real, 30, 1, tmp_path / "out")
    made = files(tmp_path / "out")
    assert sorted(made) == [
        "README.md",
        "cities.csv",
        "published.csv",
        "questionnaires/officers.yaml",
        "study.yaml",
        "waves/2018/officers.csv",
        "waves/2020/officers.csv",
    ]
    text = b"\n".join(made[name] for name in made if name not in ("README.md", "published.csv")).decode().lower()
    for word in ("paris", "roma", "kyoto", "oslo", "real words", "real mayor", "real person", "real source", "2200001"):
        assert word not in text


def test_published_results_facts_and_report_are_kept_as_they_are(real: Path, tmp_path: Path) -> None:
    texts = {"report.md": "# The study's own report\n", "facts.yaml": "own: {value: '1', source: The study}\n"}
    for name, text in texts.items():
        (real / name).write_text(text, encoding="utf-8")
    simulate_study(real, 12, 1, tmp_path / "out")
    made = files(tmp_path / "out")
    assert {name: made[name].decode() for name in texts} == texts
    assert coded(tmp_path / "out").study.published == coded(real).study.published
    readme = made["README.md"].decode()
    assert "**`published.csv` is not simulated**" in readme
    assert "- 2018, officers, `strategy`: `yes` 52%" in readme
    assert "- 2020, officers, `strategy` (published of the wave 2018): `yes` 52%" in readme


def test_published_results_of_levels_without_a_made_up_city_are_left_out(real: Path, tmp_path: Path) -> None:
    (real / "published.csv").write_text(
        "wave,questionnaire,item,row,option,domain,level,percent,text,base,source\n"
        "2018,officers,strategy,,yes,region,Europe,12.5,,,S\n"
        "2018,officers,strategy,,yes,region,Asia,40,,,S\n"
        "2018,officers,strategy,,yes,,,44,,,S\n",
        encoding="utf-8",
    )
    for seed in range(3):
        simulate_study(real, 1, seed, tmp_path / str(seed))
        simulated = coded(tmp_path / str(seed)).study
        (region,) = {city.region for city in simulated.frame.values()}
        assert [entry.level for entry in simulated.published] == [region, ""]


def test_a_wave_whose_answers_are_not_public_is_filled(real: Path, tmp_path: Path) -> None:
    text = (real / "study.yaml").read_text(encoding="utf-8")
    closed = "questionnaires: [officers]\n    surveyed: 89"
    assert closed in text
    (real / "study.yaml").write_text(text.replace(closed, f"answers: not_public\n    {closed}"), encoding="utf-8")
    (real / "waves" / "2018" / "officers.csv").unlink()
    simulate_study(real, 20, 1, tmp_path / "out")
    simulated = coded(tmp_path / "out")
    assert simulated.study.definition.waves[0].answers == "public"
    assert simulated.answers.blocks["2018", "officers"].size > 0


def test_two_questionnaires_of_a_wave_are_answered_by_different_cities(real: Path, tmp_path: Path) -> None:
    text = (real / "study.yaml").read_text(encoding="utf-8")
    both = text.replace(
        "date: 2020-12-31, questionnaires: [officers]", "date: 2020-12-31, questionnaires: [officers, mayors]"
    )
    (real / "study.yaml").write_text(both, encoding="utf-8")
    mayors = (
        (real / "questionnaires" / "officers.yaml").read_text(encoding="utf-8").replace("id: officers", "id: mayors")
    )
    (real / "questionnaires" / "mayors.yaml").write_text(mayors, encoding="utf-8")
    simulate_study(real, 300, 1, tmp_path / "out")
    blocks = coded(tmp_path / "out").answers.blocks
    officers, answered = set(blocks["2020", "officers"].cities), set(blocks["2020", "mayors"].cities)
    assert len(answered) < len(officers)
    assert answered & officers
    assert answered - officers


def test_only_closed_waves_get_answers_and_every_closed_wave_gets_some(real: Path, tmp_path: Path) -> None:
    for cities in (1, 2, 60):
        out = tmp_path / str(cities)
        simulate_study(real, cities, 3, out)
        blocks = coded(out).answers.blocks
        assert set(blocks) == {("2018", "officers"), ("2020", "officers")}
        assert all(block.size >= 1 for block in blocks.values())


def test_some_cities_do_not_answer_and_earlier_waves_have_fewer(real: Path, tmp_path: Path) -> None:
    simulate_study(real, 200, 1, tmp_path / "out")
    blocks = coded(tmp_path / "out").answers.blocks
    assert blocks["2018", "officers"].size < blocks["2020", "officers"].size < 200


def test_a_study_without_a_closed_wave_is_simulated_as_if_its_last_were(tmp_path: Path) -> None:
    planned = STUDY.replace("status: closed", "status: planned")
    source = write_study(tmp_path / "in", study=planned, cities=CITIES, questionnaire=QUESTIONNAIRE, answers=None)
    simulate_study(source, 9, 1, tmp_path / "out")
    simulated = coded(tmp_path / "out")
    assert [wave.status for wave in simulated.study.definition.waves] == ["planned", "planned", "closed"]
    assert set(simulated.answers.blocks) == {("2030", "officers")}


def test_groups_of_named_cities_get_simulated_members_in_proportion(real: Path, tmp_path: Path) -> None:
    simulate_study(real, 40, 1, tmp_path / "out")
    study = coded(tmp_path / "out").study
    network = next(group for group in study.definition.groups if group.code == "network")
    assert len(network.cities) == 20
    assert set(network.cities) <= set(study.frame)


def test_what_is_true_of_the_real_wave_only_is_dropped(real: Path, tmp_path: Path) -> None:
    simulate_study(real, 10, 1, tmp_path / "out")
    definition = coded(tmp_path / "out").study.definition
    assert definition.waves[0].surveyed is None
    assert definition.waves[0].surveyed_note is None
    assert definition.coordinates == "frame"
    assert definition.findings.promote == ()
    assert (definition.sources, definition.contacts) == ((), ())


def test_labels_without_a_language_stay_plain_texts(tmp_path: Path) -> None:
    source = write_study(tmp_path / "in")
    simulate_study(source, 3, 1, tmp_path / "out")
    written = yaml.safe_load((tmp_path / "out" / "study.yaml").read_text(encoding="utf-8"))
    assert written["title"] == "Simulated: Test study"
    assert written["waves"][0]["title"] == "First wave"


def test_a_long_name_is_cut_so_that_the_simulated_one_is_valid(tmp_path: Path) -> None:
    source = write_study(tmp_path / "in", study=STUDY_WITH_LONGEST_NAME)
    simulate_study(source, 3, 1, tmp_path / "out")
    name = coded(tmp_path / "out").study.definition.id
    assert len(name) <= LONGEST_NAME
    assert name.endswith("a-simulated")


def test_the_new_study_can_be_simulated(tmp_path: Path) -> None:
    new_study(tmp_path / "new")
    simulate_study(tmp_path / "new", 50, 1, tmp_path / "out")
    codes = {entry.code for entry in check_study(tmp_path / "out")}
    assert codes <= {"population-missing"}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(1, 30), st.integers(0, 2**40))
def test_any_number_of_cities_and_any_seed_give_a_sound_study(
    tmp_path_factory: pytest.TempPathFactory, cities: int, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("simulated")
    new_study(folder / "new")
    simulate_study(folder / "new", cities, seed, folder / "out")
    assert {entry.code for entry in check_study(folder / "out")} <= {"population-missing"}


@pytest.mark.parametrize(
    ("cities", "seed", "code"),
    [(0, 1, "simulate-cities"), (-3, 1, "simulate-cities"), (100_001, 1, "simulate-cities"), (5, -1, "simulate-seed")],
)
def test_numbers_out_of_range_are_refused(real: Path, tmp_path: Path, cities: int, seed: int, code: str) -> None:
    with pytest.raises(UserError) as raised:
        simulate_study(real, cities, seed, tmp_path / "out")
    assert [entry.code for entry in raised.value.problems] == [code]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_anything_is_refused_and_left_alone(real: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="folder-not-empty"):
        simulate_study(real, 5, 1, tmp_path / "out")
    assert files(tmp_path / "out") == {"mine.txt": b"mine"}


def test_an_empty_folder_is_filled(real: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    simulate_study(real, 5, 1, tmp_path / "out")
    assert (tmp_path / "out" / "study.yaml").is_file()


def test_a_folder_inside_the_study_is_refused(real: Path) -> None:
    with pytest.raises(UserError, match="out-inside-study"):
        simulate_study(real, 5, 1, real / "simulated")
    assert not (real / "simulated").exists()


def test_a_broken_study_is_not_simulated_and_leaves_nothing(real: Path, tmp_path: Path) -> None:
    (real / "study.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(UserError):
        simulate_study(real, 5, 1, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["real"]


def test_the_real_answers_need_not_be_sound(real: Path, tmp_path: Path) -> None:
    (real / "waves" / "2020" / "officers.csv").write_text("nonsense\n", encoding="utf-8")
    simulate_study(real, 5, 1, tmp_path / "out")
    assert coded(tmp_path / "out")
