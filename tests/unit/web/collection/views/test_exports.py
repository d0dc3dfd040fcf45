"""Exports of the desk: what each format holds, who gets it, what it notes, what it refuses."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from openpyxl import load_workbook

from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Reply
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.given import encoded
from civiscope.web.common.domain.audit import record
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.models import Fieldwork
from tests.formulas import FORMULAS
from tests.unit.web.collection.answered import AAVILLE, BBTOWN, CCCITY, answer
from tests.unit.web.collection.desk_client import desk_client
from tests.unit.web.collection.field import Field


def path_of(field: Field, ending: str, **words: str) -> str:
    """The address of an export of the officers' answers."""
    query = "&".join(f"{name}={value}" for name, value in words.items())
    return f"/desk/exports/{field.instrument.pk}/answers.{ending}?{query}"


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """The cells of a workbook by sheet."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def test_page_tells_what_can_be_taken(field: Field) -> None:
    answer(field, "aa", AAVILLE, CaseState.SUBMITTED)
    page = desk_client(Role.READER).get("/desk/exports/").content.decode()
    assert "Submitted, and what came after: 1" in page
    assert "All, drafts marked as such: 3" in page
    assert "audit-with-contents" not in page
    assert "audit-with-contents" in desk_client(Role.OWNER).get("/desk/exports/").content.decode()


def test_page_without_fieldwork(field: Field) -> None:
    Fieldwork.objects.all().delete()
    assert "No wave has been opened yet" in desk_client(Role.READER).get("/desk/exports/").content.decode()


def test_csv_is_named_noted_and_not_kept_by_browsers(field: Field) -> None:
    answer(field, "aa", AAVILLE, CaseState.SUBMITTED)
    client = desk_client(Role.READER)
    found = client.get(path_of(field, "csv", include="submitted"))
    assert found["Content-Disposition"] == 'attachment; filename="river-field-2026-officers-submitted.csv"'
    assert (found["Content-Type"], found["Cache-Control"]) == ("text/csv; charset=utf-8", "no-store")
    event = AuditEvent.objects.get(action="exported")
    assert (event.subject, event.detail) == (f"fieldwork:{field.fieldwork.pk}", "officers, csv, submitted")


def test_workbook_has_labels_codes_and_codebook(field: Field) -> None:
    answer(field, "aa", AAVILLE, CaseState.SUBMITTED)
    answer(field, "bb", BBTOWN, CaseState.APPROVED)
    content = desk_client(Role.READER).get(path_of(field, "xlsx", labels="fr")).content
    found = sheets(content)
    assert list(found) == ["answers", "codes", "origins", "codebook"]
    head, aa, bb = found["answers"]
    shown = dict(zip(head, aa, strict=True))
    assert shown["Existe-t-il une stratégie ?"] == "Oui"
    assert shown["Dans quels domaines ?"] == "Logement; Other: parks"
    assert shown["Depuis quelle année ?"] == 2015
    assert shown["Quelle est la qualité des données ? – Logement"] == "Faible"
    assert shown["Quelle est la qualité des données ? – Transports"] == "(don't know)"
    assert (aa[:4], bb[:4]) == (["aa", "Aaville", "FRA", "submitted"], ["bb", "Bbtown", "ITA", "approved"])
    origins = dict(zip(found["origins"][0], found["origins"][2], strict=True))
    assert (origins["city"], origins["strategy"], origins["strategy_year"]) == ("bb", "city", None)
    codes = dict(zip(found["codes"][0], found["codes"][1], strict=True))
    assert (codes["areas"], codes["data.housing"]) == ("housing; other: parks", "weak")
    book = {row[0]: row for row in found["codebook"]}
    assert book["uses.health"][3] == "Qu’utilise-t-on ? – Santé"
    assert "yes = Oui" in book["strategy"][4]
    assert book["staff"][found["codebook"][0].index("unit")] == "personnes"
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("B2", True)


@pytest.mark.parametrize("text", [*FORMULAS, "https://example.org", "0123", "{=1+1}"])
def test_no_text_becomes_a_formula_number_or_link(field: Field, text: str) -> None:
    answer(field, "aa", {"story": {"": text}}, CaseState.SUBMITTED)
    book = load_workbook(io.BytesIO(desk_client(Role.READER).get(path_of(field, "xlsx")).content))
    for name in ("answers", "codes"):
        cell = book[name].cell(2, book[name].max_column)
        assert (cell.value, cell.data_type, cell.hyperlink) == (text.strip(), "s", None)


def read_sav(content: bytes, folder: Path) -> tuple[dict[str, list[Any]], Any]:
    """The variables of an SPSS file and what is said of them."""
    path = folder / "answers.sav"
    path.write_bytes(content)
    data, about = pyreadstat.read_sav(path, output_format="dict", user_missing=True)
    return dict(data), about


def test_spss_file_has_labels_and_kinds_of_missing(field: Field, tmp_path: Path) -> None:
    answer(field, "aa", AAVILLE, CaseState.SUBMITTED)
    answer(field, "bb", BBTOWN, CaseState.APPROVED)
    data, about = read_sav(desk_client(Role.READER).get(path_of(field, "sav")).content, tmp_path)
    labels = about.variable_value_labels
    assert (data["city"], data["strategy"]) == (["aa", "bb"], [1, 2])
    assert labels["strategy"][1] == "Yes"
    assert about.column_names_to_labels["data.housing"] == "How good are the data? – Housing"
    assert data["areas.housing"] == [1, 0]
    assert data["areas.other"] == [1, 0]
    assert data["areas.words"] == ["parks", ""]
    assert data["ranking.health"] == [1, -99]
    assert data["ranking.transport"] == [0, -99]
    assert labels["data.transport"][data["data.transport"][0]] == "Don't know"
    assert labels["strategy_year"][data["strategy_year"][1]] == "Not asked"
    assert data["staff"] == [12, -97]
    assert about.missing_ranges["staff"] == [{"lo": -99, "hi": -95}]
    assert data["story"] == ['=HYPERLINK("https://example.org")\nand more', "Città, 城市"]
    assert [entry["lo"] for entry in about.missing_ranges["story"]] == ["(dk)", "(n/a)", "(skip)"]
    assert data["founded"] == ["2015-05-01", ""]


def test_missing_values_lie_below_all_numbers(field: Field, tmp_path: Path) -> None:
    answer(field, "aa", {"staff": {"": "-9993"}}, CaseState.SUBMITTED)
    answer(field, "bb", {"staff": {"": "(don't know)"}}, CaseState.SUBMITTED)
    data, about = read_sav(desk_client(Role.READER).get(path_of(field, "sav")).content, tmp_path)
    assert data["staff"] == [-9993, -99998]
    assert about.missing_ranges["staff"] == [{"lo": -99999, "hi": -99995}]


def test_long_texts_are_cut_for_spss_only(field: Field, tmp_path: Path) -> None:
    answer(field, "aa", {"story": {"": "城" * 20_000}}, CaseState.SUBMITTED)
    client = desk_client(Role.READER)
    data, _ = read_sav(client.get(path_of(field, "sav")).content, tmp_path)
    assert data["story"] == ["城" * 10_665 + "…"]
    assert "城" * 20_000 in client.get(path_of(field, "csv")).content.decode()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "sav"])
def test_a_fieldwork_without_answers_gives_a_file_with_a_header(field: Field, ending: str) -> None:
    found = desk_client(Role.READER).get(path_of(field, ending, include="approved"))
    assert found.status_code == 200
    assert found.content


@pytest.mark.parametrize(
    ("ending", "words"),
    [("csv", {"include": "everything"}), ("xlsx", {"labels": "tlh"}), ("exe", {}), ("csv", {"include": "%00"})],
)
def test_what_is_not_there_is_refused(field: Field, ending: str, words: dict[str, str]) -> None:
    assert desk_client(Role.READER).get(path_of(field, ending, **words)).status_code == 400


def test_unknown_numbers_are_not_found(field: Field) -> None:
    client = desk_client(Role.READER)
    assert client.get("/desk/exports/999/answers.csv").status_code == 404
    assert client.get("/desk/exports/999/consent.csv").status_code == 404
    assert client.get("/desk/exports/999/origins.csv").status_code == 404
    for include in ("everything", "%00", ""):
        address = f"/desk/exports/{field.instrument.pk}/origins.csv?include={include}"
        assert client.get(address).status_code == 400
    assert client.post("/desk/exports/").status_code == 405


@pytest.mark.parametrize("role", list(Role))
def test_contents_of_the_audit_trail_are_for_owners(field: Field, role: Role) -> None:
    client = desk_client(role)
    assert client.get("/desk/exports/audit.csv").status_code == 200
    allowed = 200 if role is Role.OWNER else 403
    assert client.get("/desk/exports/audit-with-contents.csv").status_code == allowed
    assert field.client("ada").get("/desk/exports/audit.csv").status_code == 302


def test_audit_trail_tells_what_was_done_without_what_was_answered(field: Field) -> None:
    case = answer(field, "cc", CCCITY)
    save_answer(case.pk, "staff", encoded({"": "771177"}), 1, city_writer(field.people["ada"]), "=reason")
    Reply.objects.create(case=case, kind="comment", text="We read it otherwise.", person=field.people["ada"])
    record("service", "=something", f"case:{case.pk}")
    text = b"".join(desk_client(Role.READER).get("/desk/exports/audit.csv")).decode()  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["action"] for row in rows} >= {"answer saved", "'=something", "reply before publication", "exported"}
    ada = f"person:{field.people['ada'].pk}"
    assert ("answer saved", ada, "staff, version 2, city") in {(r["action"], r["actor"], r["detail"]) for r in rows}
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert "771177" not in text
    assert "otherwise" not in text
    assert "Ada" not in text
    full = b"".join(desk_client(Role.OWNER).get("/desk/exports/audit-with-contents.csv")).decode()  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(full)))
    assert ('{"":"771177"}', "'=reason") in {(row["value"], row["reason"]) for row in rows}
    assert "We read it otherwise." in {row["value"] for row in rows}


def test_consents_of_the_wave(field: Field) -> None:
    found = desk_client(Role.READER).get(f"/desk/exports/{field.fieldwork.pk}/consent.csv")
    assert found.content == b"city,item,consent\n"
