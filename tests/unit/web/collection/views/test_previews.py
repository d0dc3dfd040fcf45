"""The preview of a snapshot: asked for, made by the real command, read; only by the city itself."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from civiscope.web.collection.domain import previews
from civiscope.web.collection.domain.previews import ask_preview, files_of, make_next_preview, ready_preview
from civiscope.web.collection.models import Consent, Preview
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.answered import AAVILLE, BBTOWN, CCCITY, answer
from tests.unit.web.collection.desk_client import desk_client
from tests.unit.web.collection.field import Field


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: object) -> None:
    """Previews of a test lie in its own folder."""
    settings.DATA_FOLDER = tmp_path / "data"  # type: ignore[attr-defined]


def path_of(field: Field, name: str = "", city: str = "aa") -> str:
    """The address of a city's preview."""
    return f"/answer/{field.cases[city].pk}/preview/{name}"


def made(field: Field, client: Client) -> str:
    """Ask for a preview of Aaville, make it and return its page in English."""
    assert client.post(path_of(field)).status_code == 302
    assert make_next_preview()
    found = client.get(path_of(field, "aa.html"))
    assert found.status_code == 200
    return found.content.decode()


def test_preview_is_asked_for_made_and_read(field: Field) -> None:
    answer(field, "aa", AAVILLE)
    answer(field, "bb", BBTOWN, CaseState.SUBMITTED)
    client = field.client("ada")
    before = client.get(path_of(field)).content.decode()
    assert "Make a preview" in before
    assert "refresh" not in before
    client.post(path_of(field))
    busy = client.get(path_of(field)).content.decode()
    assert "Your preview is being prepared." in busy
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in busy
    assert client.get(path_of(field, "aa.html")).status_code == 404
    assert make_next_preview()
    assert not make_next_preview()
    after = client.get(path_of(field)).content.decode()
    assert path_of(field, "aa.html") in after
    assert path_of(field, "aa.fr.pdf") in after
    assert '<span class="visually-hidden"> – <span lang="fr">Français</span></span>' in after
    assert "refresh" not in after
    page = client.get(path_of(field, "aa.html"))
    assert page["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page["Content-Security-Policy"].endswith("; frame-ancestors 'none'")
    assert page["Cache-Control"] == "no-store"
    assert AuditEvent.objects.filter(action="preview asked", subject=f"case:{field.cases['aa'].pk}").count() == 1


def test_every_page_says_that_it_is_a_draft(field: Field, tmp_path: Path) -> None:
    answer(field, "aa", AAVILLE)
    answer(field, "bb", BBTOWN, CaseState.SUBMITTED)
    client = field.client("ada")
    page = made(field, client)
    assert "<title>Draft – Aaville" in page
    assert '<p class="cs-simulated">Draft for your city – not published, and not to be passed on.</p>' in page
    assert "../" not in page
    assert re.findall(r'href="(?!https?:)([^"]+)"', page) == ["aa.pdf", "aa.fr.html"]
    assert "Brouillon destiné à votre ville" in client.get(path_of(field, "aa.fr.html")).content.decode()
    pdf = tmp_path / "aa.pdf"
    found = client.get(path_of(field, "aa.pdf"))
    assert found["Content-Type"] == "application/pdf"
    pdf.write_bytes(found.content)
    pages = [" ".join(entry.extract_text().split()) for entry in PdfReader(pdf).pages]
    assert pages
    assert all("Draft for your city" in text for text in pages)


def test_preview_compares_with_submitted_answers_and_no_drafts(field: Field) -> None:
    answer(field, "aa", AAVILLE)
    answer(field, "bb", {**BBTOWN, "areas": {"": "other: canals"}}, CaseState.SUBMITTED)
    answer(field, "cc", {**CCCITY, "areas": {"": "other: harbours"}}, CaseState.IN_REVIEW)
    page = made(field, field.client("ada"))
    assert "2 cities" in page
    assert "harbours" not in page


def test_what_a_city_wants_kept_stays_out_of_the_previews_of_others(field: Field) -> None:
    answer(field, "aa", {**AAVILLE, "staff": {"": "12"}})
    answer(field, "bb", {**BBTOWN, "staff": {"": "654321"}}, CaseState.SUBMITTED)
    Consent.objects.create(case=field.cases["bb"], item="staff", level="never")
    page = made(field, field.client("ada"))
    assert "654" not in page


def test_answers_with_errors_are_left_out(field: Field) -> None:
    answer(field, "aa", {**AAVILLE, "staff": {"": "twelve"}, "ranking": {"": "health; nowhere"}})
    assert "twelve" not in made(field, field.client("ada"))


def test_approved_answers_are_compared_with_approved_ones(field: Field) -> None:
    answer(field, "aa", AAVILLE, CaseState.APPROVED)
    answer(field, "bb", {**BBTOWN, "staff": {"": "7"}}, CaseState.SUBMITTED)
    answer(field, "cc", CCCITY, CaseState.APPROVED)
    page = made(field, field.client("ada"))
    assert "2 cities" in page
    assert "3 cities" not in page


def test_the_same_answers_are_computed_once(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(field, "aa", AAVILLE)
    client = field.client("ada")
    made(field, client)
    monkeypatch.setattr(subprocess, "run", None)
    made(field, client)
    assert len({entry.digest for entry in Preview.objects.all()}) == 1


def test_page_says_that_answers_were_saved_since(field: Field) -> None:
    answer(field, "aa", AAVILLE)
    client = field.client("ada")
    made(field, client)
    assert "Your city has saved answers since." not in client.get(path_of(field)).content.decode()
    answer(field, "aa", {"staff": {"": "13"}})
    assert "Your city has saved answers since." in client.get(path_of(field)).content.decode()
    made(field, client)
    assert "Your city has saved answers since." not in client.get(path_of(field)).content.decode()


def test_files_of_old_previews_go(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "KEPT_OF_A_CASE", 1)
    client = field.client("ada")
    for number in range(2):
        answer(field, "aa", {"staff": {"": str(number + 1)}})
        made(field, client)
    kept = [entry for entry in Preview.objects.order_by("pk") if (previews._folder(entry.digest)).is_dir()]
    assert kept == [Preview.objects.latest("pk")]
    ready = ready_preview(field.cases["aa"])
    assert ready is not None
    assert "aa.html" in files_of(ready)


def test_asking_twice_makes_one(field: Field) -> None:
    answer(field, "aa", AAVILLE)
    first = ask_preview(field.cases["aa"], "person:1")
    assert ask_preview(field.cases["aa"], "person:2") == first
    assert Preview.objects.count() == 1


def test_nothing_answered_is_said(field: Field) -> None:
    client = field.client("ada")
    client.post(path_of(field))
    assert make_next_preview()
    assert "Nothing has been answered yet" in client.get(path_of(field)).content.decode()


def test_one_is_made_at_a_time_and_one_that_was_left_behind_is_given_up(field: Field) -> None:
    answer(field, "aa", AAVILLE)
    answer(field, "bb", BBTOWN)
    left = ask_preview(field.cases["bb"], "person:1")
    now = timezone.now()
    Preview.objects.filter(pk=left.pk).update(state=Preview.State.MAKING, started_at=now)
    ask_preview(field.cases["aa"], "person:1")
    assert not make_next_preview()
    Preview.objects.filter(pk=left.pk).update(started_at=now - timezone.timedelta(seconds=2 * previews.LIMIT + 1))
    assert make_next_preview()
    left.refresh_from_db()
    assert (left.state, left.failure) == (Preview.State.FAILED, "time")


def test_a_preview_that_takes_too_long_is_given_up(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(field, "aa", AAVILLE)
    monkeypatch.setattr(previews, "LIMIT", 0.2)
    client = field.client("ada")
    client.post(path_of(field))
    assert make_next_preview()
    assert "It took too long." in client.get(path_of(field)).content.decode()


def test_a_study_that_broke_since_is_a_problem_of_the_team(field: Field) -> None:
    answer(field, "aa", AAVILLE)
    (field.folder / "cities.csv").write_text("code,name\n")
    client = field.client("ada")
    client.post(path_of(field))
    assert make_next_preview()
    assert "The programme team finds the reason" in client.get(path_of(field)).content.decode()


def test_only_the_city_gets_its_files_and_nothing_else(field: Field) -> None:
    answer(field, "aa", AAVILLE)
    client, other = field.client("ada"), field.client("dora")
    made(field, client)
    for name in ("bb.html", "..%2f..%2fsecret-key", "%2e%2e", "aa.html/", "aa.docx", "AA.HTML", "%00"):
        assert client.get(path_of(field, name)).status_code == 404, name
    assert other.get(path_of(field, "aa.html")).status_code == 404


def test_another_city_finds_nothing(field: Field) -> None:
    other = field.client("dora")
    assert other.get(path_of(field)).status_code == 404
    assert other.post(path_of(field)).status_code == 404
    assert Client(headers={"host": "localhost"}).get(path_of(field)).status_code == 403
    assert not Preview.objects.exists()


def test_secrets_are_not_passed_on(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[dict[str, str]] = []
    run = subprocess.run

    def noted(*program: object, **words: object) -> object:
        passed.append(dict(words["env"]))  # type: ignore[call-overload]
        return run(*program, **words)  # type: ignore[call-overload]

    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@db/civiscope")
    monkeypatch.setenv("CIVISCOPE_MAIL_URL", "smtp://user:secret@mail")
    monkeypatch.setattr(subprocess, "run", noted)
    answer(field, "aa", AAVILLE)
    made(field, field.client("ada"))
    assert passed
    assert "secret" not in str(passed)


def desk_path(field: Field, name: str = "") -> str:
    """The address of the same preview for the programme team."""
    return f"/desk/snapshots/{field.cases['aa'].pk}/{name}"


def test_staff_read_the_draft_that_the_city_sees(field: Field) -> None:
    answer(field, "aa", AAVILLE, CaseState.SUBMITTED)
    answer(field, "bb", BBTOWN, CaseState.SUBMITTED)
    city = made(field, field.client("ada"))
    for role in Role:
        client = desk_client(role)
        page = client.get(desk_path(field)).text
        assert desk_path(field, "file/aa.html") in page
        assert desk_path(field, "file/aa.fr.pdf") in page
        assert "/answer/" not in page
        found = client.get(desk_path(field, "file/aa.html"))
        assert found.content.decode() == city
        assert found["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert found["Cache-Control"] == "no-store"
        assert desk_path(field) in client.get(f"/desk/city/{field.cases['aa'].pk}/").text


def test_staff_ask_for_a_draft_and_readers_only_read(field: Field) -> None:
    answer(field, "aa", AAVILLE)
    reader = desk_client(Role.READER)
    assert "Make a preview" not in reader.get(desk_path(field)).text
    assert reader.post(desk_path(field, "ask")).status_code == 403
    assert reader.post(desk_path(field)).status_code == 405
    assert not Preview.objects.exists()
    reviewer = desk_client(Role.REVIEWER)
    assert "Make a preview" in reviewer.get(desk_path(field)).text
    answered = reviewer.post(desk_path(field, "ask"))
    assert (answered.status_code, answered["Location"]) == (302, desk_path(field))
    assert "The draft is being prepared." in reader.get(desk_path(field)).text
    assert AuditEvent.objects.get(action="preview asked").actor.startswith("staff:")
    assert make_next_preview()
    assert path_of(field, "aa.html") in field.client("ada").get(path_of(field)).text
    assert "Answers have been saved since." not in reader.get(desk_path(field)).text
    answer(field, "aa", {"staff": {"": "99"}})
    assert "Answers have been saved since." in reader.get(desk_path(field)).text


def test_staff_are_told_that_there_is_nothing_to_show(field: Field) -> None:
    client = desk_client(Role.EDITOR)
    client.post(desk_path(field, "ask"))
    assert make_next_preview()
    assert "Nothing has been answered yet that a snapshot could show." in client.get(desk_path(field)).text
    for name in ("file/aa.html", "file/..%2Faa.html", "file/bb.html"):
        assert client.get(desk_path(field, name)).status_code == 404
    assert client.get("/desk/snapshots/999/").status_code == 404
    assert client.post("/desk/snapshots/999/ask").status_code == 404


def test_city_does_not_reach_the_drafts_of_the_desk(field: Field) -> None:
    for rest in ("", "file/aa.html"):
        assert field.client("ada").get(desk_path(field, rest)).status_code == 302
