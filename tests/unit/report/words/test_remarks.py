"""What results say of themselves, in the reader's language."""

from __future__ import annotations

import re

import pytest

from civiscope.disclosure.outcomes import SUPPRESSED_OUTCOME
from civiscope.disclosure.publication import COUNTS_ONLY as WEIGHTED_COUNTS_ONLY
from civiscope.disclosure.publication import SINGLE_ANSWER, SUPPRESSED
from civiscope.disclosure.scores import RANKS_LEFT_OUT, SUPPRESSED_MEAN
from civiscope.errors.catalogue import CATALOGUE
from civiscope.release.contrasts import NO_SPREAD, NOT_RELEASED, TOO_RARE
from civiscope.release.contrasts import TOO_FEW as FEW_ON_A_SIDE
from civiscope.release.published_comparison import NO_INTERVAL as COMPUTED_NO_INTERVAL
from civiscope.release.published_comparison import NO_SHARE, NOT_COMPUTED, TOO_FEW
from civiscope.release.published_comparison import SIMULATED as SIMULATED_SHARE
from civiscope.report.words.phrases import PHRASES
from civiscope.report.words.remarks import note_in, remark
from civiscope.tabulation.comparing.representativeness import BIAS, CV, R_ADJUSTED, R_RAW
from civiscope.tabulation.rows import NO_INTERVAL
from civiscope.tabulation.studies.changes import DIFFERENT_ROUNDS, ROUND_NOT_KNOWN, SAME_ROUND
from civiscope.tabulation.studies.estimates import COMPLETE_ONLY, COUNTS_ONLY, RANKED, RANKED_ONLY, UNRANKED_NOTHING

FINDINGS = {code: entry.message for code, entry in CATALOGUE.items() if entry.severity == "finding"}
LANGUAGES = sorted(set(PHRASES) - {"en"})
NOTES = (
    COMPLETE_ONLY,
    COUNTS_ONLY,
    RANKED,
    RANKED_ONLY,
    UNRANKED_NOTHING,
    NO_INTERVAL,
    SUPPRESSED,
    SINGLE_ANSWER,
    WEIGHTED_COUNTS_ONLY,
    SUPPRESSED_OUTCOME,
    SUPPRESSED_MEAN,
    RANKS_LEFT_OUT,
    NOT_COMPUTED,
    NO_SHARE,
    COMPUTED_NO_INTERVAL,
    TOO_FEW,
    SIMULATED_SHARE,
    R_RAW,
    R_ADJUSTED,
    CV,
    BIAS,
    DIFFERENT_ROUNDS,
    SAME_ROUND,
    ROUND_NOT_KNOWN,
    FEW_ON_A_SIDE,
    NOT_RELEASED,
    NO_SPREAD,
    TOO_RARE,
)


@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_every_finding_of_the_catalogue_has_a_phrase_word_by_word(code: str) -> None:
    assert PHRASES["en"][f"remark_finding_{code}"] == FINDINGS[code]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("note", NOTES)
def test_every_note_is_known_part_by_part(note: str, language: str) -> None:
    said = remark(note, language)
    assert len(said.split("; ")) >= len(note.split("; "))
    for part in note.split("; "):
        assert part not in said


def test_english_remarks_stay_as_they_are() -> None:
    assert remark("complete lists only", "en") == "complete lists only"
    assert remark("complete lists only", "en-GB") == "complete lists only"
    assert remark("", "es") == ""


def test_the_parts_of_a_note_are_said_one_by_one_and_a_studys_own_words_stay() -> None:
    note = "no share is computed from the answers at hand; two options together"
    said = "no se calcula ningún porcentaje a partir de las respuestas disponibles; two options together"
    assert remark(note, "es") == said


def test_words_of_a_note_do_not_reach_into_its_next_part() -> None:
    note = "left out of the model for lack of a value: 5 cities; 13 coefficients, 16 cities in the smaller part: the "
    said = "excluidas del modelo por falta de un valor: 5 ciudades; 13 coeficientes, 16 ciudades en la parte menor: "
    assert remark(f"{note}indicators are uncertain", "es") == f"{said}los indicadores son inciertos"


def test_a_note_within_a_note_is_said_too() -> None:
    note = f"printed in words: rank 1 of 7; {NO_SHARE} ({COMPLETE_ONLY})"
    assert remark(note, "es") == (
        "publicado en palabras: rank 1 of 7; las respuestas disponibles dan un recuento, pero no un porcentaje (solo "
        "listas completas; las cotas se refieren a todas las listas)"
    )


def test_numbers_and_countries_are_those_of_the_language() -> None:
    finding = FINDINGS["coordinates-refused"].format(
        name="Dublin", where="Ireland", places="Dublin (population 554,554 in the frame, 1,024,027 in geonames)"
    )
    assert remark(finding, "es") == (
        "“Dublin” no figura en el mapa: de los lugares con ese nombre en Irlanda, ninguno es con seguridad el mismo; "
        "descartados: Dublin (población: 554.554 en el marco muestral, 1.024.027 en geonames)"
    )


def test_what_a_city_answered_is_quoted_and_not_translated() -> None:
    finding = FINDINGS["recoded"].format(count=1, value="5 cities", item="partners", target="other", reason="one city")
    assert remark(finding, "es") == "1 × “5 cities” (partners) se codificó como other: una ciudad"


def test_a_note_stands_without_the_mark_of_made_up_answers() -> None:
    assert note_in("simulated; complete lists only", "es") == "solo listas completas"
    assert note_in("simulated", "es") == ""


def test_no_two_phrases_say_the_same_in_english() -> None:
    said = [str(phrase) for key, phrase in PHRASES["en"].items() if key.startswith("remark_")]
    alike = [re.sub(r"\{[a-z_]+\}", "{}", phrase) for phrase in said]
    assert sorted(alike) == sorted(set(alike))
