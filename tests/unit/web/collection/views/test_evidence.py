"""Evidence of an answer: links and files are added, listed, sent and removed, and only good ones."""

from __future__ import annotations

import stat
from pathlib import Path

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from civiscope.web.collection.domain.evidence import MOST_OF_A_CASE, MOST_OF_A_FILE, MOST_PIECES, folder_of
from civiscope.web.collection.forms.evidence import is_address
from civiscope.web.collection.models import Case, Evidence
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.fieldwork import close
from tests.unit.web.collection import hostile
from tests.unit.web.collection.field import Field
from tests.unit.web.service.visitors import staff_client


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """A data folder of the test's own."""
    settings.DATA_FOLDER = tmp_path / "data"
    return tmp_path / "data"


def path_of(field: Field, city: str = "aa", item: str = "staff") -> str:
    """The page of an item's evidence."""
    return f"/answer/{field.cases[city].pk}/evidence/{item}"


def upload(client: Client, field: Field, content: bytes, name: str = "plan.pdf", **fields: str):  # type: ignore[no-untyped-def]
    """Choose a file and send the form."""
    return client.post(path_of(field), {"file": SimpleUploadedFile(name, content), **fields})


def files(field: Field) -> list[Path]:
    """What lies in the case's folder."""
    folder = folder_of(field.cases["aa"])
    return sorted(folder.iterdir()) if folder.exists() else []


def removal(evidence: Evidence) -> str:
    """The address that removes it."""
    return f"/answer/{evidence.case_id}/file/{evidence.pk}/remove"


def test_link_is_added_shown_and_told_to_the_log_without_its_address(field: Field) -> None:
    client = field.client("ben")
    answer = client.post(path_of(field), {"url": "https://city.example.org/plan?a=1&b=2", "title": "Our plan"})
    assert (answer.status_code, answer["Location"]) == (303, path_of(field))
    page = lxml.html.fromstring(client.get(path_of(field)).content)
    (link,) = page.xpath('//a[.="Our plan"]')
    assert link.get("href") == "https://city.example.org/plan?a=1&b=2"
    assert {"noopener", "noreferrer", "nofollow"} <= set(link.get("rel").split())
    assert "city.example.org" in page.text_content()
    (event,) = AuditEvent.objects.filter(action="evidence added")
    assert "plan" not in str(event.detail)
    section = client.get(f"/answer/{field.cases['aa'].pk}/section/team").content.decode()
    assert "Our plan" in section


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,<script>",
        "ftp://a.example.org/",
        "//a.example.org/",
        "https://",
        "https:///path",
        "https://user@a.example.org/",
        "https://city.example.org@evil.example.com/",
        "https://a.example.org/\u202egpj",
        "https://a.exam ple.org/",
        "https://a.example.org:99999999/",
        "https://[::1",
        "https:\\\\a.example.org",
        "https://a.example.org/" + "x" * 1_000,
        "https://a.example.org/\x00",
    ],
)
def test_other_addresses_are_refused_with_what_to_do(field: Field, url: str) -> None:
    answer = field.client("ada").post(path_of(field), {"url": url})
    assert answer.status_code == 400
    page = lxml.html.fromstring(answer.content)
    assert page.xpath('//div[@role="alert"]//a[@href="#url"]')
    assert page.xpath('//input[@id="url" and @aria-invalid="true"]')
    assert not Evidence.objects.exists()
    assert not is_address(url)


def test_file_is_kept_under_a_random_name_and_sent_as_a_file(field: Field) -> None:
    client = field.client("ada")
    assert upload(client, field, b"%PDF-1.7 content", "../Plan\u202efdp.exe").status_code == 303
    evidence = Evidence.objects.get()
    (kept,) = files(field)
    assert kept.read_bytes() == b"%PDF-1.7 content"
    assert (len(kept.stem), kept.suffix) == (32, ".pdf")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    answer = client.get(f"/answer/{evidence.case_id}/file/{evidence.pk}")
    assert b"".join(answer) == b"%PDF-1.7 content"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="Planfdp.exe.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_page_in_disguise_is_sent_as_text_to_be_saved(field: Field) -> None:
    client = field.client("ada")
    upload(client, field, b"<script>alert(1)</script>", "page.html")
    answer = client.get(f"/answer/{field.cases['aa'].pk}/file/{Evidence.objects.get().pk}")
    b"".join(answer)
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"] == 'attachment; filename="page.html.txt"'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\0", "This kind of file is not taken"),
        (hostile.MACRO, "macros"),
        (hostile.BOMB, "far larger when it is unpacked"),
        (b"PK\x03\x04", "cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old format or has a password"),
        (b"", "is empty"),
    ],
)
def test_bad_file_is_refused_with_what_to_do_and_leaves_nothing(field: Field, content: bytes, words: str) -> None:
    answer = upload(field.client("ada"), field, content)
    assert answer.status_code == 400
    page = lxml.html.fromstring(answer.content)
    assert words in page.xpath('string(//div[@role="alert"]//a[@href="#file"])')
    assert not Evidence.objects.exists()
    assert files(field) == []


def test_file_that_is_too_large_is_refused(field: Field) -> None:
    answer = upload(field.client("ada"), field, b"%PDF-" + b"x" * MOST_OF_A_FILE)
    assert answer.status_code == 413
    assert "larger than 10 MB" in answer.content.decode()
    assert files(field) == []


def test_files_of_a_case_have_a_limit_together(field: Field) -> None:
    words = {"case": field.cases["aa"], "item": "staff", "title": "x", "file": "x.pdf"}
    Evidence.objects.create(**words, size=MOST_OF_A_CASE - 10)
    assert upload(field.client("ada"), field, b"%PDF-1.7 more than ten").status_code == 400
    assert files(field) == [], "and the file that was written first is gone"
    assert upload(field.client("ada"), field, b"%PDF-1.7").status_code == 303


def test_number_of_pieces_has_a_limit(field: Field) -> None:
    words = {"case": field.cases["aa"], "item": "staff", "title": "x", "url": "https://a.example.org/"}
    Evidence.objects.bulk_create([Evidence(**words) for _ in range(MOST_PIECES)])
    answer = field.client("ada").post(path_of(field), {"url": "https://a.example.org/"})
    assert answer.status_code == 400
    assert "which is the most" in answer.content.decode()


def test_form_that_says_nothing_or_both_is_refused(field: Field) -> None:
    client = field.client("ada")
    assert client.post(path_of(field), {}).status_code == 400
    assert upload(client, field, b"%PDF-1.7", url="https://a.example.org/").status_code == 400
    assert client.post(path_of(field), {"file": "no file but a text"}).status_code == 400
    assert not Evidence.objects.exists()


def test_whoever_added_it_and_the_lead_may_remove_it(field: Field) -> None:
    ben, ada, cleo = (field.client(who) for who in ("ben", "ada", "cleo"))
    for _ in range(2):
        upload(ben, field, b"%PDF-1.7")
    first, second = Evidence.objects.order_by("id")
    assert cleo.post(removal(first)).status_code == 403
    assert ben.post(removal(first)).status_code == 303
    assert ada.post(removal(second)).status_code == 303
    assert not Evidence.objects.exists()
    assert AuditEvent.objects.filter(action="evidence removed").count() == 2


@pytest.mark.django_db(transaction=True)
def test_file_goes_with_its_row(field: Field) -> None:
    upload(field.client("ada"), field, b"%PDF-1.7")
    assert len(files(field)) == 1
    field.client("ada").post(removal(Evidence.objects.get()))
    assert files(field) == []


def test_another_city_sees_and_changes_nothing(field: Field) -> None:
    upload(field.client("ada"), field, b"%PDF-1.7")
    evidence, dora = Evidence.objects.get(), field.client("dora")
    own = field.cases["bb"].pk
    for path in (path_of(field), f"/answer/{evidence.case_id}/file/{evidence.pk}", f"/answer/{own}/file/{evidence.pk}"):
        assert dora.get(path).status_code == 404
    for path in (path_of(field), removal(evidence), f"/answer/{own}/file/{evidence.pk}/remove"):
        assert dora.post(path, {"url": "https://a.example.org/"}).status_code == 404
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("state", [CaseState.SUBMITTED, CaseState.APPROVED, CaseState.PUBLISHED])
def test_evidence_stays_as_it_is_once_the_answer_was_handed_in(field: Field, state: CaseState) -> None:
    client = field.client("ada")
    upload(client, field, b"%PDF-1.7")
    Case.objects.filter(pk=field.cases["aa"].pk).update(state=state)
    assert client.post(path_of(field), {"url": "https://a.example.org/"}).status_code == 409
    assert client.post(removal(Evidence.objects.get())).status_code == 409
    assert b"<form" not in client.get(path_of(field)).content.split(b"<main")[1].split(b"</main")[0]
    assert Evidence.objects.count() == 1


def test_evidence_stays_as_it_is_once_the_fieldwork_was_closed(field: Field) -> None:
    close(field.fieldwork, "service")
    assert field.client("ada").post(path_of(field), {"url": "https://a.example.org/"}).status_code == 409


def test_disk_that_is_full_is_told_and_leaves_nothing(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("civiscope.web.collection.domain.evidence.os.fsync", full)
    answer = upload(field.client("ada"), field, b"%PDF-1.7")
    assert answer.status_code == 507
    assert "no room left" in answer.content.decode()
    assert not Evidence.objects.exists()
    assert files(field) == []


def test_staff_read_files_of_any_city_and_those_outside_none(field: Field) -> None:
    upload(field.client("ada"), field, b"%PDF-1.7")
    evidence = Evidence.objects.get()
    answer = staff_client(Role.READER).get(f"/desk/file/{evidence.pk}")
    assert b"".join(answer) == b"%PDF-1.7"
    assert Client(headers={"host": "localhost"}).get(f"/desk/file/{evidence.pk}").status_code == 302


def test_file_that_is_gone_and_a_link_have_no_file(field: Field) -> None:
    client = field.client("ada")
    upload(client, field, b"%PDF-1.7")
    client.post(path_of(field), {"url": "https://a.example.org/"})
    for path in files(field):
        path.unlink()
    for evidence in Evidence.objects.all():
        assert client.get(f"/answer/{evidence.case_id}/file/{evidence.pk}").status_code == 404


def test_question_that_the_questionnaire_does_not_have_has_no_evidence(field: Field) -> None:
    assert field.client("ada").get(path_of(field, item="no_such_item")).status_code == 404
    assert field.client("ada").post(path_of(field, item="../x"), {}).status_code == 404


def test_address_without_its_beginning_is_meant_as_https(field: Field) -> None:
    answer = field.client("ada").post(path_of(field), {"url": "city.example.org/budget?year=2026"})
    assert answer.status_code == 303
    assert Evidence.objects.get().url == "https://city.example.org/budget?year=2026"
