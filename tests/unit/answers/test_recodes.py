"""recodes.csv serves all questionnaires of a wave: each row where it fits, and each is counted."""

from __future__ import annotations

from pathlib import Path

from civiscope.answers.recodes import log_uses, read_recodes
from civiscope.errors import Problem, ProblemLog
from civiscope.study.definition import Wave
from civiscope.study.questionnaire import Questionnaire


def questionnaire(name: str, *items: str) -> Questionnaire:
    """A questionnaire of single choices between yes and no."""
    options = [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]
    entries = [{"code": item, "kind": "single", "label": item, "options": options} for item in items]
    section = {"code": "all", "title": "All", "items": entries}
    return Questionnaire.model_validate({"id": name, "title": name, "sections": [section]})


WAVE = Wave.model_validate(
    {"id": "w", "title": "W", "status": "closed", "date": "2020-01-01", "questionnaires": ["officers", "mayors"]}
)
ASKED = {
    "officers": questionnaire("officers", "strategy", "team"),
    "mayors": questionnaire("mayors", "strategy", "term"),
}


def read(folder: Path, text: str, uses: list[tuple[str, str, str]]) -> list[tuple[int | None, str, str]]:
    """The line, code and action of every problem, after recodes were applied to (questionnaire, item, raw answer)."""
    (folder / "waves" / "w").mkdir(parents=True)
    (folder / "waves" / "w" / "recodes.csv").write_text(text, encoding="utf-8")
    log = ProblemLog()
    recodes = read_recodes(folder, WAVE, ASKED, log)
    for name, item, raw in uses:
        assert recodes[name].apply(item, raw) is not None
    log_uses(recodes.values(), log)
    return [_shown(entry) for entry in log.problems]


def _shown(entry: Problem) -> tuple[int | None, str, str]:
    return entry.line, entry.code, entry.action


def test_recode_without_questionnaire_is_for_every_one_that_has_the_item(tmp_path: Path) -> None:
    text = "item,raw,code,reason\nstrategy,Si,yes,Italian\nterm,Non,no,French\n"
    uses = [("officers", "strategy", "Si"), ("mayors", "strategy", "Si"), ("mayors", "term", "Non")]
    assert read(tmp_path, text, uses) == [
        (2, "recoded", "coded as yes"),
        (2, "recoded", "coded as yes"),
        (3, "recoded", "coded as no"),
    ]


def test_recode_is_unused_only_where_no_questionnaire_uses_it(tmp_path: Path) -> None:
    text = "item,raw,code,reason\nstrategy,Si,yes,Italian\nstrategy,Nej,no,Danish\n"
    assert read(tmp_path, text, [("mayors", "strategy", "Si")]) == [
        (2, "recoded", "coded as yes"),
        (3, "recode-unused", ""),
    ]


def test_recode_with_questionnaire_is_for_that_one_only(tmp_path: Path) -> None:
    text = (
        "questionnaire,item,raw,code,reason\n"
        "mayors,strategy,Si,yes,Italian\n"
        "mayors,team,Si,yes,no such item there\n"
        "councillors,strategy,Si,yes,no such questionnaire\n"
    )
    assert read(tmp_path, text, [("mayors", "strategy", "Si")]) == [
        (3, "recode-item-unknown", ""),
        (4, "recode-questionnaire-unknown", ""),
        (2, "recoded", "coded as yes"),
    ]


def test_recode_to_a_kind_of_missing_says_so(tmp_path: Path) -> None:
    text = "item,raw,code,reason\nteam,?,(not known),illegible\n"
    assert read(tmp_path, text, [("officers", "team", "?")]) == [(2, "recoded", "left missing (not known)")]


def test_recodes_that_contradict_one_another_are_reported_once(tmp_path: Path) -> None:
    text = "item,raw,code,reason\nstrategy,Si,yes,Italian\nstrategy,Si,no,slip\n"
    assert read(tmp_path, text, [("officers", "strategy", "Si")]) == [
        (3, "recode-duplicate", ""),
        (2, "recoded", "coded as yes"),
    ]
