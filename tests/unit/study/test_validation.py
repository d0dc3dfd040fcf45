"""What a definition gets wrong is said with its line, its place and what was expected, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from civiscope.errors import ProblemLog
from civiscope.study.definition import StudyDefinition
from civiscope.study.questionnaire import Questionnaire
from civiscope.study.validation import log_validation
from civiscope.study.yamlfile import read_yaml

STUDY = """\
id: small
title: Small study
languages: [en]
publisher: {name: The team}
licence: {name: CC BY 4.0}
waves:
  - id: '2018'
    title: First
    status: closed
    date: 2018-12-31
    questionnaires: [officers]
"""
QUESTIONNAIRE = """\
id: officers
title: Officers
sections:
  - code: goals
    title: Goals
    items:
      - code: strategy
        kind: single
        label: Is there a strategy?
        options: [{code: yes, label: Yes}, {code: no, label: No}]
"""


def problems_of(model: type[BaseModel], text: str, folder: Path) -> list[str]:
    """The problems of a definition, as they are printed."""
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    log = ProblemLog()
    file = read_yaml(folder / "x.yaml", "x.yaml", log)
    assert file is not None
    with pytest.raises(ValidationError) as failure:
        model.model_validate(file.data)
    log_validation(failure.value, file, "x.yaml", log)
    return [str(entry) for entry in log.problems]


def test_definitions_that_the_cases_change_are_sound(tmp_path: Path) -> None:
    for model, text in ((StudyDefinition, STUDY), (Questionnaire, QUESTIONNAIRE)):
        (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
        file = read_yaml(tmp_path / "x.yaml", "x.yaml", ProblemLog())
        assert file is not None
        assert model.model_validate(file.data)


@pytest.mark.parametrize(
    ("model", "old", "new", "problem"),
    [
        (
            StudyDefinition,
            "languages: [en]",
            "languges: [en]\nlanguages: [en]",
            (
                'error [unknown-field] x.yaml, line 3: "languges" is not a field (did you mean "languages"?)\n'
                "  expected: one of contacts, coordinates, description, disclosure, domains, findings, framework, "
                "groups, id, languages, licence, look, peers, privacy, publisher, release, simulated, site, snapshot, "
                "sources, time_zone, title, waves\n"
                "  remedy: Correct the name, or delete the line."
            ),
        ),
        (
            StudyDefinition,
            "publisher: {name: The team}",
            "publisher: {name: The team, fax: 1}",
            (
                'error [unknown-field] x.yaml, line 4, publisher: "fax" is not a field\n'
                "  expected: one of email, name, url\n"
                "  remedy: Correct the name, or delete the line."
            ),
        ),
        (
            StudyDefinition,
            "    date: 2018-12-31\n",
            "",
            (
                'error [missing-field] x.yaml, line 7, waves[1]: the field "date" is missing\n'
                "  expected: date: the declared date of its results; releases print it instead of a clock's time\n"
                "  remedy: Add the field."
            ),
        ),
        (
            StudyDefinition,
            "'2018'",
            "2018",
            (
                "error [text-needs-quotes] x.yaml, line 7, waves[1].id: "
                "2018 is read as a number, but a text belongs here\n"
                "  expected: a text\n"
                "  remedy: Put it in quotes: '2018'."
            ),
        ),
        (
            StudyDefinition,
            "'2018'",
            "2018 edition",
            (
                'error [bad-value] x.yaml, line 7, waves[1].id: "2018 edition" cannot stand here\n'
                "  expected: lower-case letters and digits, joined by single hyphens, of at most 64 characters\n"
                "  remedy: Correct the value."
            ),
        ),
        (
            StudyDefinition,
            "status: closed",
            "status: close",
            (
                'error [value-not-allowed] x.yaml, line 9, waves[1].status: "close" is not a value of this field '
                '(did you mean "closed"?)\n'
                "  expected: one of planned, collecting, closed\n"
                "  remedy: Choose one of these values."
            ),
        ),
        (
            StudyDefinition,
            "2018-12-31",
            "31.12.2018",
            (
                'error [bad-value] x.yaml, line 10, waves[1].date: "31.12.2018" cannot stand here\n'
                "  expected: a date as 2018-12-31\n"
                "  remedy: Correct the value."
            ),
        ),
        (
            StudyDefinition,
            "[officers]",
            "officers",
            (
                "error [wrong-type] x.yaml, line 11, waves[1].questionnaires: "
                "there is a text (officers) where a list belongs\n"
                "  expected: a list\n"
                "  remedy: Write it in this form."
            ),
        ),
        (
            StudyDefinition,
            "[officers]",
            "[]",
            (
                "error [wrong-count] x.yaml, line 11, waves[1].questionnaires: the list has no entries\n"
                "  expected: at least 1 entry\n"
                "  remedy: Add or delete entries."
            ),
        ),
        (
            StudyDefinition,
            "[officers]",
            "[officers]\n    surveyed: 0",
            (
                "error [out-of-range] x.yaml, line 12, waves[1].surveyed: 0 is out of range\n"
                "  expected: a number of at least 1\n"
                "  remedy: Correct the number."
            ),
        ),
        (
            StudyDefinition,
            "[officers]",
            "[officers]\npeers: {count: many}",
            (
                "error [wrong-type] x.yaml, line 12, peers.count: there is a text (many) where a whole number belongs\n"
                "  expected: a whole number\n"
                "  remedy: Write it in this form."
            ),
        ),
        (
            StudyDefinition,
            "[officers]",
            "[officers]\nsimulated: maybe",
            (
                "error [wrong-type] x.yaml, line 12, simulated: there is a text (maybe) where true or false belongs\n"
                "  expected: true or false\n"
                "  remedy: Write it in this form."
            ),
        ),
        (
            StudyDefinition,
            "[officers]",
            "[officers]\ngroups: [{code: eu, label: EU}]",
            (
                "error [bad-definition] x.yaml, line 12, groups[1]: the fields of this block do not fit together\n"
                "  expected: exactly one of column, item, cities and countries\n"
                "  remedy: Correct the block."
            ),
        ),
        (
            StudyDefinition,
            "[officers]",
            "[officers]\nlook: {primary: navy}",
            (
                'error [bad-value] x.yaml, line 12, look.primary: "navy" cannot stand here\n'
                "  expected: a colour as #14496b\n"
                "  remedy: Correct the value."
            ),
        ),
        (
            StudyDefinition,
            "licence: {name: CC BY 4.0}",
            "licence:",
            (
                "error [wrong-type] x.yaml, line 5, licence: "
                "there is nothing where a block of fields (name: value) belongs\n"
                "  expected: a block of fields (name: value)\n"
                "  remedy: Write it in this form."
            ),
        ),
        (
            StudyDefinition,
            "title: Small study",
            "title: {en: 5}",
            (
                "error [text-needs-quotes] x.yaml, line 2, title.en: 5 is read as a number, but a text belongs here\n"
                "  expected: a text\n"
                "  remedy: Put it in quotes: '5'."
            ),
        ),
        (
            StudyDefinition,
            "title: Small study",
            "title: true",
            (
                'error [bad-value] x.yaml, line 2, title: "true" cannot stand here\n'
                "  expected: a text (numbers and true or false in quotes), or a text per language\n"
                "  remedy: Correct the value."
            ),
        ),
        (
            StudyDefinition,
            "title: Small study",
            "title: ''",
            (
                'error [bad-value] x.yaml, line 2, title: "" cannot stand here\n'
                "  expected: a text, or a text per language, that is not empty\n"
                "  remedy: Correct the value."
            ),
        ),
        (
            Questionnaire,
            "kind: single",
            "kind: singel",
            (
                'error [value-not-allowed] x.yaml, line 8, sections[1].items[1].kind: "singel" is not a value of this '
                'field (did you mean "single"?)\n'
                "  expected: one of single, multiple, ranking, grid, grid_multiple, integer, decimal, text, longtext, "
                "date, url\n"
                "  remedy: Choose one of these values."
            ),
        ),
        (
            Questionnaire,
            "[{code: yes, label: Yes}, {code: no, label: No}]",
            "5",
            (
                "error [wrong-type] x.yaml, line 10, sections[1].items[1].options: there is a number (5) where "
                "a text or a list belongs\n"
                "  expected: a text or a list\n"
                "  remedy: Write it in this form."
            ),
        ),
        (
            Questionnaire,
            "{code: no, label: No}",
            "{code: No, label: No}",
            (
                'error [bad-value] x.yaml, line 10, sections[1].items[1].options[2].code: "No" cannot stand here\n'
                "  expected: a code of lower-case letters, digits and underscores that begins with "
                "a letter, of at most 64 characters\n"
                "  remedy: Correct the value."
            ),
        ),
    ],
)
def test_log_validation_says_where_what_and_how(
    tmp_path: Path, model: type[BaseModel], old: str, new: str, problem: str
) -> None:
    text = STUDY if model is StudyDefinition else QUESTIONNAIRE
    assert text.count(old) == 1
    assert problems_of(model, text.replace(old, new), tmp_path) == [problem]


def test_log_validation_reports_all_at_once_and_no_consequences(tmp_path: Path) -> None:
    text = QUESTIONNAIRE.replace("kind: single", "kind: 7").replace("title: Goals", "titel: Goals")
    found = [problem.split(":")[0] for problem in problems_of(Questionnaire, text, tmp_path)]
    assert found == [
        "error [missing-field] x.yaml, line 4, sections[1]",
        "error [value-not-allowed] x.yaml, line 8, sections[1].items[1].kind",
        "error [unknown-field] x.yaml, line 5, sections[1]",
    ]


def test_log_validation_of_a_file_that_is_a_list_says_so(tmp_path: Path) -> None:
    (only,) = problems_of(Questionnaire, "- a\n", tmp_path)
    assert only.startswith("error [wrong-type] x.yaml, line 1: there is a list where a block of fields (name: value)")
