"""Translations are merged into the labels of all definitions."""

from __future__ import annotations

from pathlib import Path

from civiscope.study.labels import in_language
from tests.studies import QUESTIONNAIRE, STUDY, coded, read, write_study

TWO_LANGUAGES = STUDY.replace("languages: [en]", "languages: [en, fr]")
FRENCH = {
    "Test study": "Étude d'essai",
    "First wave": "Première vague",
    "Officers": "Agents",
    "All": "Tout",
    "A strategy?": "Une stratégie ?",
    "Yes": "Oui",
    "No": "Non",
}


def french(texts: dict[str, str]) -> dict[str, str]:
    return {"locale/fr.yaml": "".join(f'"{source}": "{text}"\n' for source, text in texts.items())}


def test_labels_speak_every_language_of_the_study(tmp_path: Path) -> None:
    study = coded(write_study(tmp_path, study=TWO_LANGUAGES, extra=french(FRENCH))).study
    item = study.questionnaires["officers"].items["strategy"]
    assert in_language(item.label, "fr", "en") == "Une stratégie ?"
    assert in_language(item.label, "en", "en") == "A strategy?"
    assert in_language(study.definition.title, "fr", "en") == "Étude d'essai"


def test_answers_may_come_in_any_language(tmp_path: Path) -> None:
    folder = write_study(tmp_path, study=TWO_LANGUAGES, extra=french(FRENCH), answers="city,strategy\naa,Oui\nbb,No\n")
    assert coded(folder).answers.blocks["2020", "officers"].columns["strategy", ""].ticks.tolist() == [[1, 0], [0, 1]]


def test_missing_translation_is_named_with_its_line(tmp_path: Path) -> None:
    incomplete = {source: text for source, text in FRENCH.items() if source != "No"}
    _, log = read(write_study(tmp_path, study=TWO_LANGUAGES, extra=french(incomplete)))
    (error,) = log.errors
    assert (error.code, error.file, error.line, error.value) == (
        "label-missing",
        "questionnaires/officers.yaml",
        10,
        "No",
    )


def test_translation_into_an_undeclared_language_is_an_error(tmp_path: Path) -> None:
    _, log = read(write_study(tmp_path, extra={"locale/de.yaml": '"Yes": "Ja"\n'}))
    assert [(error.code, error.file) for error in log.errors] == [("locale-undeclared", "locale/de.yaml")]


def test_units_are_translated_unless_they_are_signs(tmp_path: Path) -> None:
    number = "      - {code: share, kind: decimal, label: {en: Share?, fr: Part ?}, unit: UNIT}\n"
    for unit, missing in (
        ("{en: persons, fr: personnes}", []),
        ("persons", ["persons"]),
        ('"%"', []),
        ('"€/m²"', ["€/m²"]),
        ('{en: "%"}', ["%"]),
    ):
        text = QUESTIONNAIRE + number.replace("UNIT", unit)
        _, log = read(
            write_study(tmp_path / unit.encode().hex(), study=TWO_LANGUAGES, questionnaire=text, extra=french(FRENCH))
        )
        assert [(error.code, error.value) for error in log.errors] == [("label-missing", value) for value in missing]


def test_units_may_be_translated_in_the_file_of_translations(tmp_path: Path) -> None:
    number = "      - {code: staff, kind: integer, label: {en: Staff?, fr: Agents ?}, unit: persons}\n"
    extra = french({**FRENCH, "persons": "personnes"})
    study = coded(
        write_study(
            tmp_path,
            study=TWO_LANGUAGES,
            questionnaire=QUESTIONNAIRE + number,
            answers="city,staff\naa,3\n",
            extra=extra,
        )
    ).study
    assert study.questionnaires["officers"].items["staff"].unit == {"": "persons", "fr": "personnes"}
