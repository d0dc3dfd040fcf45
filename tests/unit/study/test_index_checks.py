"""Everything that is wrong with an index is said with its file and line, by `civiscope check`."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from civiscope.errors import ProblemLog
from civiscope.study.loading import load_study
from civiscope.workflows.reading import read_coded_study

GOOD = Path(__file__).parents[2] / "broken" / "good"
INDEX = """\
id: capacity
title: Capacity
about: What a city has.
questionnaire: officers
steps: ["normalise goalposts:1:100"]
aggregate: [arithmetic]
classes: [{code: low, label: Low}, {code: high, label: High, at_least: 6}]
alternatives:
  aggregate: {mean: arithmetic, partly: geometric}
tree:
  - code: means
    label: Means
    children:
      - {code: plan, label: Plan, score: {item: strategy, points: {yes: 1, no: 0}}}
      - {code: posts, label: Posts, low: 0, high: 20, score: {item: staff, value: true}}
  - code: aims
    label: Aims
    score: {item: goals, count: [services, savings], cap: 2}
  - code: areas
    label: Areas
    score:
      checklist:
        - {item: data, rows: [transport, housing], options: [enough]}
combinations:
  - {code: both, label: Both, of: [means, aims], aggregate: geometric}
"""
PLAIN = INDEX.partition("combinations:")[0].replace(
    "alternatives:\n  aggregate: {mean: arithmetic, partly: geometric}\n", ""
)
"""The index without combinations and alternatives."""
LABELS = ("Capacity", "What a city has.", "Low", "High", "Plan", "Posts", "Aims", "Areas", "Both")
"""The texts of the index that the sound study does not translate yet."""


def study_with(folder: Path, index: str, *, translate: bool = True) -> Path:
    """The sound study with an index of its own."""
    copied = copytree(GOOD, folder / "study")
    (copied / "indices").mkdir()
    (copied / "indices" / "capacity.yaml").write_text(index, encoding="utf-8")
    if translate:
        with (copied / "locale" / "fr.yaml").open("a", encoding="utf-8") as file:
            file.writelines(f"{label}: {label} (fr)\n" for label in LABELS)
    return copied


def problems(folder: Path, index: str) -> list[str]:
    log = ProblemLog()
    read_coded_study(study_with(folder, index), log)
    return [str(entry) for entry in log.errors]


def test_sound_index_is_read_with_the_study_and_is_one_of_its_inputs(tmp_path: Path) -> None:
    log = ProblemLog()
    folder = study_with(tmp_path, INDEX)
    study = load_study(folder, log)
    assert study is not None
    assert log.errors == []
    assert [element.code for element, _ in study.indices["capacity"].indicators()] == ["plan", "posts", "aims", "areas"]
    assert folder / "indices" / "capacity.yaml" in study.inputs
    assert problems(tmp_path / "again", INDEX) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "said"),
    [
        ("id: capacity", "id: other", "index-id", 1, 'calls itself "other"'),
        ("questionnaire: officers", "questionnaire: mayors", "index-questionnaire-unknown", 4, '"mayors"'),
        ("at_least: 6}", "at_least: 6}, {code: top, label: Top, at_least: 6}", "index-class-order", 7, '"top"'),
        ("{code: low,", "{code: low, at_least: 2,", "index-class-first", 7, 'the first class, "low", has a limit'),
        ("at_least: 6}", "at_least: 101}", "index-class-range", 7, '"high" begins at 101, but scores go from 1 to 100'),
        ("at_least: 6}", "at_least: 1}", "index-class-range", 7, '"high" begins at 1, but scores go from 1 to 100'),
        ("about: What", "low: 7\nhigh: 200\nabout: What", "index-class-range", 9, "scores go from 7 to 200"),
        (
            "about: What",
            "low: 7\nabout: What",
            "index-range",
            3,
            "the lowest score is said to be 7, but goalposts:1:100",
        ),
        ("about: What", "low: 9\nhigh: 2\nabout: What", "index-range-order", 3, "said to be 9, and the highest 2"),
        ("about: What", "high: 10\nabout: What", "index-range", 3, "gives scores from 1 to 100"),
        ('100"]', '100", impute mean]', "index-step-late", 5, '"impute mean" comes after "normalise goalposts:1:100"'),
        ('100"]', '100", normalise rank]', "index-step-late", 5, '"normalise rank" comes after'),
        ("about: What", "runs: 100001\nabout: What", "out-of-range", 3, "a number of at most 100000"),
        ("[means, aims]", "[means, means]", "named-twice", 25, '"means" is named twice'),
        ("[means, aims]", "[means, capacity]", "index-combination-whole", 25, 'is of the index itself, "capacity"'),
        ("{code: low,", "{code: high,", "named-twice", 7, '"high" is named twice'),
        ("item: strategy", "item: strategie", "index-item-unknown", 14, '(did you mean "strategy"?)'),
        ("item: strategy", "item: goals", "index-score-kind", 14, "of kind multiple, which cannot be scored by points"),
        ("{yes: 1, no: 0}", "{yes: 1}", "index-points-missing", 14, "have no points: no"),
        ("{yes: 1, no: 0}", "{yes: 1, no: 0, nay: 0}", "index-option-unknown", 14, "one of yes, no"),
        (
            "{yes: 1, no: 0}",
            "{yes: 1, no: 1}",
            "index-points-alike",
            14,
            'every option of "strategy" has the same points, 1',
        ),
        ("cap: 2", "cap: 3", "index-cap", 18, 'the cap of "aims" is 3, but only 2 options count'),
        ("item: staff", "item: strategy", "index-score-kind", 15, "cannot be scored by value"),
        (" low: 0, high: 20,", "", "index-goalposts-missing", 15, '"posts" has no goalposts'),
        (
            "count: [services, savings]",
            "count: [services, saving]",
            "index-option-unknown",
            18,
            'did you mean "savings"',
        ),
        (
            "rows: [transport, housing]",
            "rows: [transport, health]",
            "index-option-unknown",
            23,
            "is no row of the item",
        ),
        ("rows: [transport, housing], ", "", "index-score-rows", 23, "rows of the grid, such as transport"),
        ("item: goals, count", "item: goals, rows: [transport], count", "index-score-rows", 18, "it is not a grid"),
        ("options: [enough]", "options: [plenty]", "index-option-unknown", 23, "one of enough, too_little"),
        ("    score: {item: goals", "    about: {en: nothing} # {item: goals", "index-score-missing", 16, '"aims"'),
        ("questionnaire: officers\n", "", "index-score-unasked", 13, '"plan" is scored from answers'),
        ("about: What", "waves: ['1999']\nabout: What", "wave-unknown", 3, '"1999"'),
        (
            '["normalise',
            '["impute group_mean:region", "normalise',
            "index-study-group",
            5,
            "group_mean needs a grouping",
        ),
        ("about: What", "weights: w.csv\nabout: What", "index-rule-file", 3, "the file w.csv, which is not there"),
        ("about: What", "weights: ahp:w.csv\nabout: What", "index-rule-file", 3, "the file w.csv"),
        ("about: What", "weights: optimised:balance:targets=t.csv\nabout: What", "index-rule-file", 3, "file t.csv"),
        (
            "  aggregate: {mean",
            "  weights: {own: meta, new: budget:b.csv}\n  aggregate: {mean",
            "index-rule-file",
            9,
            "b.csv",
        ),
        ("value: true", "value: false", "bad-value", 15, "expected: true"),
        ("goalposts:1:100", "goalpost:1:100", "index-rule-unknown", 5, 'did you mean "goalposts"'),
        ("normalise goalposts", "normalize goalposts", "index-step-unknown", 5, '"normalize" is not a step'),
        ("[arithmetic]", "[arithmetic, sum, sum]", "index-aggregate-levels", 6, "one rule, or 2"),
        ("  aggregate: {mean", "  treat: {mean", "index-alternative-step", 9, '"treat" is not a step'),
        ("arithmetic, partly: geometric}", "arithmetic}", "index-alternative-single", 9, "fewer than two"),
        ("goalposts:1:100", "goalposts:0:100", "index-conflict", 8, "goalposts:0:100 with geometric"),
        (
            "goalposts:1:100",
            "zscore",
            "index-mean-conflict",
            5,
            'with "normalise zscore", elements of "both" can be 0 or less: its geometric mean is then undefined',
        ),
        ("{code: posts,", "{code: plan,", "index-node-twice", 15, '"plan" stands in the structure twice'),
        ("code: posts, label", "code: posts, weight: 0, label", "index-weights-zero", 11, '"means"'),
        ("low: 0, high: 20", "low: 20, high: 20", "index-goalposts", 15, "are 20, 20"),
        ("code: both", "code: aims", "index-node-twice", 25, '"aims" stands in the structure twice'),
        ("[means, aims]", "[means, aimes]", "index-combination-unknown", 25, 'did you mean "aims"'),
        ("aggregate: geometric}\n", "aggregate: copeland}\n", "index-rule-unknown", 25, '"copeland" is not a rule'),
    ],
)
def test_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, code: str, line: int, said: str) -> None:
    assert INDEX.count(old) == 1 or old.endswith("\n"), "the change is made in one place"
    changed = (
        INDEX.replace("code: plan, label", "code: plan, weight: 0, label") if code == "index-weights-zero" else INDEX
    )
    found = problems(tmp_path, changed.replace(old, new, 1))
    about = [entry for entry in found if f"[{code}] indices/capacity.yaml, line {line}" in entry]
    assert about, found
    assert said in about[0]


@pytest.mark.parametrize("rule", ["zscore", "goalposts:0:100", "goalposts:1:100:open=yes", "minmax", "none"])
@pytest.mark.parametrize(
    ("old", "new", "node"),
    [
        ("aggregate: [arithmetic]", "aggregate: [arithmetic, geometric]", "capacity"),
        ("aggregate: [arithmetic]", "aggregate: [harmonic, arithmetic]", "means"),
        ("label: Means", "label: Means\n    aggregate: harmonic", "means"),
    ],
)
def test_mean_that_the_own_normalisation_can_make_undefined_is_refused(
    tmp_path: Path, rule: str, old: str, new: str, node: str
) -> None:
    assert problems(tmp_path / "sound", PLAIN.replace(old, new)) == []
    found = problems(tmp_path / "faulty", PLAIN.replace(old, new).replace("goalposts:1:100", rule))
    assert len(found) == 1
    assert "[index-mean-conflict] indices/capacity.yaml, line 5" in found[0]
    assert f'with "normalise {rule}", elements of "{node}" can be 0 or less' in found[0]


def test_mean_without_a_normalisation_needs_points_above_zero(tmp_path: Path) -> None:
    bare = PLAIN.replace('steps: ["normalise goalposts:1:100"]\n', "").replace(
        "label: Means", "label: Means\n    aggregate: geometric"
    )
    found = problems(tmp_path / "faulty", bare)
    assert [entry.partition("]")[0] for entry in found] == ["error [index-mean-conflict"]
    assert "without a normalisation" in found[0]
    assert (
        problems(tmp_path / "sound", bare.replace("{yes: 1, no: 0}", "{yes: 2, no: 1}").replace("low: 0,", "low: 1,"))
        == []
    )


def test_wave_that_does_not_ask_the_questionnaire_is_refused(tmp_path: Path) -> None:
    folder = study_with(tmp_path, INDEX.replace("questionnaire: officers", "questionnaire: more\nwaves: ['2020']"))
    text = (folder / "questionnaires" / "officers.yaml").read_text(encoding="utf-8")
    (folder / "questionnaires" / "more.yaml").write_text(text.replace("id: officers", "id: more"), encoding="utf-8")
    log = ProblemLog()
    load_study(folder, log)
    assert [entry.code for entry in log.errors] == ["index-wave-unasked"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("about: What", "low: 0\nhigh: 100\nabout: What"),
        ("goalposts:1:100", "goalposts:1:100:open=yes"),
        ("aggregate: [arithmetic]", "aggregate: [arithmetic, sum]"),
        ("label: Aims", "label: Aims\n    weight: 2"),
    ],
)
def test_range_and_classes_that_scores_can_have_are_sound(tmp_path: Path, old: str, new: str) -> None:
    limits = PLAIN.replace("at_least: 6", "at_least: 100" if "100" in new else "at_least: 6")
    assert problems(tmp_path, limits.replace(old, new)) == []


def test_scores_that_are_no_means_may_leave_the_range_of_the_normalisation(tmp_path: Path) -> None:
    changed = PLAIN.replace("at_least: 6", "at_least: 250")
    assert "[index-class-range]" in problems(tmp_path / "means", changed)[0]
    assert problems(tmp_path / "sums", changed.replace("aggregate: [arithmetic]", "aggregate: [arithmetic, sum]")) == []
    assert problems(tmp_path / "open", changed.replace("goalposts:1:100", "goalposts:1:100:open=yes")) == []


def test_file_of_weights_that_is_there_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "w.csv").write_text("node,weight\nmeans,2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert problems(tmp_path, INDEX.replace("about: What", "weights: w.csv\nabout: What")) == []


def test_cap_of_all_options_may_reach_their_number_and_no_more(tmp_path: Path) -> None:
    changed = INDEX.replace("count: [services, savings], cap: 2", "count: all, cap: 3")
    assert problems(tmp_path / "sound", changed) == []
    found = problems(tmp_path / "faulty", changed.replace("cap: 3", "cap: 4"))
    assert "only 3 options count" in found[0]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{yes: 1, no: 0}", "{yes: 1}", "index-points-missing"),
        ("{yes: 1, no: 0}", "{yes: 1, no: 1}", "index-points-alike"),
        ("low: 0, high: 20, score: {item: staff", "score: {item: strategy", "index-score-kind"),
        ("    score: {item: goals", "    about: {en: nothing} # {item: goals", "index-score-missing"),
        ("{item: strategy, points: {yes: 1, no: 0}}", "{item: goals, points: {yes: 1}}", "index-score-kind"),
    ],
)
def test_scoring_that_cannot_be_is_told_once(tmp_path: Path, old: str, new: str, code: str) -> None:
    found = [entry for entry in problems(tmp_path, INDEX.replace(old, new, 1)) if "[label-missing]" not in entry]
    assert [entry.partition("]")[0] for entry in found] == [f"error [{code}"]


def test_several_faults_are_told_together(tmp_path: Path) -> None:
    changed = (
        INDEX.replace("item: strategy", "item: plan").replace("goalposts:1", "goalpost:1").replace("[means,", "[mean,")
    )
    told = "\n".join(problems(tmp_path, changed))
    for code in ("index-item-unknown", "index-rule-unknown", "index-combination-unknown"):
        assert f"[{code}]" in told


def test_index_of_a_broken_questionnaire_is_not_blamed(tmp_path: Path) -> None:
    folder = study_with(tmp_path, INDEX)
    (folder / "questionnaires" / "officers.yaml").write_text("id: officers\n", encoding="utf-8")
    log = ProblemLog()
    read_coded_study(folder, log)
    assert {entry.file for entry in log.errors} == {"questionnaires/officers.yaml"}


def test_labels_are_needed_in_every_language_and_alternatives_are_no_labels(tmp_path: Path) -> None:
    log = ProblemLog()
    load_study(study_with(tmp_path, INDEX, translate=False), log)
    assert [entry.value for entry in log.errors if entry.code == "label-missing"] == list(LABELS)


def test_labels_are_translated_and_rules_are_not(tmp_path: Path) -> None:
    study = load_study(study_with(tmp_path, INDEX), ProblemLog())
    assert study is not None
    assert study.indices["capacity"].title == {"": "Capacity", "fr": "Capacity (fr)"}
    assert study.indices["capacity"].alternatives == {"aggregate": {"mean": "arithmetic", "partly": "geometric"}}
