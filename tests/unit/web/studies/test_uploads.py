"""Uploaded tables: what is refused, and that every problem names its row and column."""

from __future__ import annotations

import io
import struct
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.opening import read_cities
from civiscope.web.studies.domain.contact_list import Field as Against
from civiscope.web.studies.domain.contact_list import read_contacts
from civiscope.web.studies.domain.uploads import read_upload
from civiscope.web.studies.models import Contact
from tests.unit.web.collection.field import Field
from tests.unit.web.collection.staff import staff_client

HEAD = ["city", "name", "email", "part", "language"]


def _against(field: Field) -> Against:
    cities = {field.instrument.pk: frozenset(field.cases)}
    return Against({"officers": field.instrument}, cities, ("en", "fr"))


def _csv(*rows: list[str], head: list[str] | None = None, name: str = "contacts.csv") -> SimpleUploadedFile:
    text = "\n".join(",".join(row) for row in [head or HEAD, *rows]) + "\n"
    return SimpleUploadedFile(name, text.encode())


def _xlsx(*rows: list[str], head: list[str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in [head or HEAD, *rows]:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


GOOD = ["cc", "Emi Chiba", "emi@cc.example.org", "lead", "en"]


def test_csv_and_workbook_say_the_same(field: Field) -> None:
    for upload in (_csv(GOOD), SimpleUploadedFile("contacts.xlsx", _xlsx(GOOD))):
        found = read_contacts(upload, _against(field))
        assert found.problems == ()
        assert [(e.city, e.name, e.email, e.part, e.language) for e in found.entries] == [tuple(GOOD)]


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (["xx", *GOOD[1:]], "city", "No city of this wave has this code"),
        (["", *GOOD[1:]], "city", "code of the city is missing"),
        (["cc", "", *GOOD[2:]], "name", "name is missing"),
        (["cc", "N" * 201, *GOOD[2:]], "name", "longer than 200"),
        (["cc", "Emi", "emi(at)example.org", "lead", "en"], "email", "no e-mail address"),
        (["cc", "Emi", "", "lead", "en"], "email", "missing"),
        (["cc", "Emi", "emi@cc.example.org", "boss", "en"], "part", "lead, colleague, signatory"),
        (["cc", "Emi", "emi@cc.example.org", "lead", "xx"], "language", "no such language"),
        (["aa", "Emi", "emi@cc.example.org", "lead", "en"], "part", "has a lead already: ada@aa.example.org"),
        (["aa", "Other", "ada@aa.example.org", "lead", "en"], "name", "known as that of Ada"),
        (["aa", "Ada", "ada@aa.example.org", "signatory", "en"], "part", "already, as lead"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_to_be_loaded(
    field: Field, row: list[str], column: str, message: str
) -> None:
    good = ["bb", "Nils", "nils@bb.example.org", "colleague", "en"]
    for upload in (_csv(good, row), SimpleUploadedFile("contacts.xlsx", _xlsx(good, row))):
        found = read_contacts(upload, _against(field))
        assert found.entries == ()
        assert [(entry.row, entry.column) for entry in found.problems] == [(3, column)]
        assert message in found.problems[0].message


def test_rows_that_contradict_one_another(field: Field) -> None:
    found = read_contacts(
        _csv(
            GOOD,
            GOOD,
            ["cc", "Second Lead", "second@cc.example.org", "lead", "en"],
            ["bb", "Emi Other", "emi@cc.example.org", "colleague", "en"],
        ),
        _against(field),
    )
    assert [(entry.row, entry.column) for entry in found.problems] == [(3, "email"), (4, "part"), (5, "name")]


def test_known_contacts_stay_as_they_are(field: Field) -> None:
    found = read_contacts(_csv(["aa", "Ada", "ADA@aa.example.org", "lead", "en"], GOOD), _against(field))
    assert (found.known, len(found.entries), found.problems) == (1, 1, ())


def test_missing_and_unknown_columns(field: Field) -> None:
    found = read_contacts(_csv(["cc", "x"], head=["city", "phone"]), _against(field))
    assert {(entry.row, entry.column) for entry in found.problems} == {
        (1, "name"),
        (1, "email"),
        (1, "part"),
        (1, "phone"),
    }


def test_formulas_are_refused_by_row_and_column(field: Field) -> None:
    found = read_contacts(_csv(["cc", '"=HYPERLINK(""x"")"', "emi@cc.example.org", "lead", "en"]), _against(field))
    assert [(entry.row, entry.column) for entry in found.problems] == [(2, "name")]


def test_line_breaks_in_a_name_become_blanks(field: Field) -> None:
    found = read_contacts(_csv(["cc", '"Emi\r\nBcc: x@evil.example"', *GOOD[2:]]), _against(field))
    assert [entry.name for entry in found.entries] == ["Emi Bcc: x@evil.example"]


def _bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return kept.getvalue()


def _lying_bomb() -> bytes:
    """A part that says it holds 1000 bytes, and holds 60 million."""
    content = bytearray(_bomb())
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(signature)
        content[start + place : start + place + 4] = struct.pack("<I", 1000)
    return bytes(content)


def _with_macros() -> bytes:
    kept = io.BytesIO(_xlsx(GOOD))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return kept.getvalue()


def _many_parts() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for number in range(600):
            archive.writestr(f"part{number}", b"")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("contacts.xlsm", b"PK", "macros"),
        ("contacts.pdf", b"%PDF", "Only CSV"),
        ("contacts", b"city", "Only CSV"),
        ("contacts.csv", b"a" * 2_000_001, "larger than 2 MB"),
        ("contacts.xlsx", _bomb(), "far larger inside"),
        ("contacts.xlsx", _lying_bomb(), "damaged"),
        ("contacts.xlsx", _with_macros(), "macros"),
        ("contacts.xlsx", _many_parts(), "far larger inside"),
        ("contacts.xlsx", b"no workbook at all", "damaged"),
        ("contacts.xlsx", _xlsx(GOOD)[:-200], "damaged"),
        ("contacts.csv", b"city,name,email,part\n", "no rows"),
        ("contacts.csv", b"\xff\xfe\x00bad", ""),
        ("../../../etc/contacts.csv", b"", ""),
    ],
)
def test_files_that_are_not_read(name: str, content: bytes, message: str) -> None:
    upload = SimpleUploadedFile("x", content)
    upload._name = name  # as a browser might send it, past Django's cleaning
    sheet, problems = read_upload(upload, ("city",), ("city", "name", "email", "part"))
    assert sheet is None
    assert message in problems[0].message


def test_list_of_cities(field: Field) -> None:
    assert read_cities(_csv(["bb"], ["aa"], head=["city"], name="c.csv")) == (("bb", "aa"), [])
    cities, problems = read_cities(_csv(["bb"], ["zz"], ["bb"], head=["city"], name="c.csv"))
    assert cities == ()
    assert [(entry.row, entry.column, entry.value) for entry in problems] == [(3, "city", "zz"), (4, "city", "bb")]


def test_upload_is_shown_first_and_loaded_as_it_was_shown(field: Field) -> None:
    client, number = staff_client(), {"number": field.fieldwork.pk}
    before = Contact.objects.count()
    shown = client.post(reverse("desk_contacts_upload", kwargs=number), {"file": _csv(GOOD)})
    assert shown.status_code == 200
    assert Contact.objects.count() == before
    seal = shown.content.decode().split('name="list" value="')[1].split('"')[0]
    load = reverse("desk_contacts_load", kwargs=number)
    client.post(load, {"list": seal[:-2] + "xx"})
    assert Contact.objects.count() == before
    client.post(load, {"list": seal})
    made = Contact.objects.get(city="cc")
    assert (made.person.name, made.person.email, made.part) == ("Emi Chiba", "emi@cc.example.org", "lead")
    assert made.invited_at is None
    client.post(load, {"list": seal})
    assert Contact.objects.count() == before + 1


def test_wrong_upload_shows_row_and_column_and_loads_nothing(field: Field) -> None:
    client, number = staff_client(), {"number": field.fieldwork.pk}
    answer = client.post(
        reverse("desk_contacts_upload", kwargs=number), {"file": _csv(GOOD, ["cc", "<b>x</b>", "e", "lead", "en"])}
    )
    text = answer.content.decode()
    assert answer.status_code == 400
    assert '<td class="number">3</td><td>email</td>' in text
    assert "<b>x</b>" not in text
    assert not Person.objects.filter(email="emi@cc.example.org").exists()


def test_templates_are_read_as_they_are_once_filled(field: Field) -> None:
    client = staff_client()
    for kind in ("csv", "xlsx"):
        content = client.get(
            reverse("desk_contacts_template", kwargs={"number": field.fieldwork.pk, "kind": kind})
        ).content
        found = read_contacts(SimpleUploadedFile(f"contacts.{kind}", content), _against(field))
        assert [entry.column for entry in found.problems] == ["city"]
