"""The release of a collected wave: what may be in it, when there is none, and what becomes of its cases."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.utils import timezone

from civiscope.cli.main import exit_code
from civiscope.errors import UserError
from civiscope.report.words.phrases import say
from civiscope.web.collection.models import Case, Comment, Consent, Evidence, Query, Revision, SignOff
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.rules.selection import Include
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from civiscope.web.service.field_release import FieldRelease, release_collected
from civiscope.web.studies.domain.fieldwork import close as close_wave
from civiscope.web.studies.domain.instruments import add_version
from civiscope.web.studies.domain.opened import open_study
from civiscope.web.studies.models import Fieldwork, Instrument
from civiscope.workflows.build import build
from civiscope.workflows.progress import silent
from tests.conftest import ROOT
from tests.unit.web.collection.answered import AAVILLE, BBTOWN, CCCITY, answer
from tests.unit.web.collection.field import Field, make_field, make_staff

MARK = "zqxplanted"


@pytest.fixture
def field(db: None, tmp_path: Path) -> Field:
    """A fieldwork in a database of its own transaction."""
    return make_field(tmp_path / "study")


def close(field: Field) -> None:
    """Close the wave."""
    close_wave(field.fieldwork, "service")


def approve_all(field: Field) -> None:
    """All three cities have answered, and their answers were approved."""
    for city, given in (("aa", AAVILLE), ("bb", BBTOWN), ("cc", CCCITY)):
        answer(field, city, given, CaseState.APPROVED)


def release(
    field: Field, out: Path, include: Include = Include.APPROVED, *, draft: bool = False, keep: bool = False
) -> FieldRelease:
    """Build the release of the wave."""
    return release_collected(field.folder, out, None, include, silent, draft=draft, keep=keep)


def said(failure: pytest.ExceptionInfo[UserError]) -> list[str]:
    """The codes of the problems."""
    return [entry.code for entry in failure.value.problems]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_release_is_the_build_of_the_same_answers_as_files(field: Field, tmp_path: Path) -> None:
    approve_all(field)
    close(field)
    made = release(field, tmp_path / "first", keep=True)
    assert (made.wave, made.build.cities, made.published) == ("2026", 3, 3)
    assert "status: closed" in (field.folder / "study.yaml").read_text()
    first = contents(tmp_path / "first")
    build(field.folder, tmp_path / "files")
    again = contents(tmp_path / "files")
    assert first.keys() - again.keys() == {name for name in first if name.startswith("site/")}
    manifest = "products.json"
    assert {name: first[name] for name in again if name != manifest} == {
        name: content for name, content in again.items() if name != manifest
    }
    release(field, tmp_path / "second")
    assert contents(tmp_path / "second") == first


def test_nothing_of_persons_and_no_remark_gets_into_a_release(field: Field, tmp_path: Path) -> None:
    approve_all(field)
    staff = make_staff(Role.REVIEWER)
    staff.name = f"{MARK} staff"
    staff.save()
    for person in field.people.values():
        person.name, person.email = f"{MARK} {person.pk}", f"{MARK}{person.pk}@example.org"
        person.save()
    case, person = field.cases["aa"], field.people["ada"]
    Comment.objects.create(case=case, item="staff", person=person, text=f"{MARK} comment")
    Evidence.objects.create(case=case, item="staff", person=person, title=f"{MARK} title", url=f"https://{MARK}.org")
    Query.objects.create(case=case, item="staff", text=f"{MARK} query", staff=staff, reply=f"{MARK} reply")
    SignOff.objects.create(
        case=case, number=1, signed_as=MARK, function=MARK, instrument_version=1, content=MARK, digest=MARK
    )
    Revision.objects.create(
        case=case, item="staff", version=9, value='{"":"9"}', origin="correction", reason=MARK, saved_at=timezone.now()
    )
    Consent.objects.create(case=case, item="staff", level="never", person=person)
    Case.objects.filter(pk=case.pk).update(state=CaseState.DRAFT)
    answer(field, "aa", {"story": {"": f"{MARK} for estimates"}, "staff": {"": "770077"}}, CaseState.APPROVED)
    close(field)
    release(field, tmp_path / "out")
    found = {name for name, content in contents(tmp_path / "out").items() if _holds(content, MARK)}
    assert found == set()
    assert {name for name, content in contents(tmp_path / "out").items() if _holds(content, "770077")} == set()


def test_an_own_answer_that_may_be_published_is_found_by_the_same_search(field: Field, tmp_path: Path) -> None:
    approve_all(field)
    close(field)
    release(field, tmp_path / "out")
    found = {name for name, content in contents(tmp_path / "out").items() if _holds(content, "parks")}
    assert "snapshots/aa.html" in found
    # The round in which the city answered is the wave.
    snapshot = (tmp_path / "out" / "snapshots" / "aa.html").read_text(encoding="utf-8")
    assert say("answered_round", "en", city="Aaville", round="2026") in snapshot
    assert say("answered_round_unknown", "en", city="Aaville") not in snapshot


def _holds(content: bytes, mark: str) -> bool:
    """Whether a file holds the mark, packed files (workbooks, documents) included."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(mark.encode() in archive.read(name) for name in archive.namelist())
    return mark.encode() in content


def test_an_open_wave_is_released_as_a_draft_only(field: Field, tmp_path: Path) -> None:
    approve_all(field)
    with pytest.raises(UserError) as failure:
        release(field, tmp_path / "out")
    assert said(failure) == ["field-open"]
    assert not (tmp_path / "out").exists()
    made = release(field, tmp_path / "out", draft=True, keep=True)
    assert made.published == 0
    assert "Wave 2026 (draft)" in (tmp_path / "out" / "snapshots" / "aa.html").read_text()
    assert "Vague 2026 (brouillon)" in (tmp_path / "out" / "snapshots" / "aa.fr.html").read_text()
    assert set(Case.objects.values_list("state", flat=True)) == {CaseState.APPROVED}
    assert not (field.folder / "waves").exists()


def test_nothing_is_released_where_nothing_is_approved(field: Field, tmp_path: Path) -> None:
    answer(field, "aa", AAVILLE, CaseState.SUBMITTED)
    close(field)
    with pytest.raises(UserError) as failure:
        release(field, tmp_path / "out")
    assert said(failure) == ["field-empty"]
    assert release(field, tmp_path / "out", include=Include.SUBMITTED).build.cities == 1
    assert Case.objects.get(city="aa").state == CaseState.SUBMITTED


def test_a_questionnaire_that_nobody_answered_is_left_out_once_the_wave_no_longer_names_it(
    field: Field, tmp_path: Path
) -> None:
    approve_all(field)
    text = (field.folder / "questionnaires" / "officers.yaml").read_text()
    (field.folder / "questionnaires" / "mayors.yaml").write_text(text.replace("id: officers", "id: mayors"))
    mayors = Instrument.objects.create(fieldwork=field.fieldwork, questionnaire="mayors")
    add_version(mayors, open_study(field.folder).questionnaires["mayors"])
    Case.objects.create(instrument=mayors, city="aa")
    close(field)
    path = field.folder / "study.yaml"
    as_it_was = path.read_text()
    path.write_text(as_it_was.replace("questionnaires: [officers]", "questionnaires: [officers, mayors]"))
    with pytest.raises(UserError, match=r"take mayors out of the wave's questionnaires") as failure:
        release(field, tmp_path / "out")
    assert said(failure) == ["field-empty"]
    path.write_text(as_it_was)
    assert release(field, tmp_path / "out").build.cities == 3


def test_pilots_are_not_released(field: Field, tmp_path: Path) -> None:
    Fieldwork.objects.update(status=Fieldwork.Status.PILOT)
    with pytest.raises(UserError) as failure:
        release(field, tmp_path / "out")
    assert said(failure) == ["field-missing"]


def test_a_changed_questionnaire_is_named(field: Field, tmp_path: Path) -> None:
    approve_all(field)
    close(field)
    path = field.folder / "questionnaires" / "officers.yaml"
    path.write_text(
        path.read_text().replace("code: strong,", "code: good,").replace("How many people work on it?", "How many?")
    )
    with pytest.raises(UserError) as failure:
        release(field, tmp_path / "out")
    assert said(failure) == ["field-questionnaire-differs"]
    assert "data, uses differ" in str(failure.value.problems[0])


def test_published_cases_are_noted_once(field: Field, tmp_path: Path) -> None:
    answer(field, "aa", AAVILLE, CaseState.APPROVED)
    answer(field, "bb", BBTOWN, CaseState.SUBMITTED)
    close(field)
    assert release(field, tmp_path / "out").published == 1
    assert release(field, tmp_path / "out").published == 0
    states = dict(Case.objects.values_list("city", "state"))
    assert states == {"aa": CaseState.PUBLISHED, "bb": CaseState.SUBMITTED, "cc": CaseState.DRAFT}
    event = AuditEvent.objects.get(action="case.publish")
    assert (event.actor, event.subject) == ("service", f"case:{field.cases['aa'].pk}")


def test_a_release_that_fails_publishes_nothing(field: Field, tmp_path: Path) -> None:
    approve_all(field)
    close(field)
    shutil.copy(__file__, tmp_path / "out")
    with pytest.raises(UserError):
        release(field, tmp_path / "out")
    assert set(Case.objects.values_list("state", flat=True)) == {CaseState.APPROVED}
    with pytest.raises(UserError) as failure:
        release(field, field.folder / "release")
    assert said(failure) == ["out-inside-study"]


def test_command_needs_to_be_told_where_the_answers_are(
    field: Field, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    out = str(tmp_path / "out")
    assert exit_code(["release", str(field.folder), "--out", out]) == 2
    assert "[release-source-missing]" in capsys.readouterr().err
    assert exit_code(["release", str(field.folder), "--out", out, "--from-service"]) == 2
    assert "[service-missing] there is no database of the service in " in capsys.readouterr().err
    assert not Path(f"{field.folder}-service").exists()


SERVICE = """
import sys
from pathlib import Path
from civiscope.web.service.preparation import configure, prepare_database
configure(None, Path(sys.argv[2]), None, (), "http://localhost")
prepare_database()
from tests.unit.web.collection.answered import AAVILLE, answer
from tests.unit.web.collection.field import make_field
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.studies.domain.fieldwork import close
field = make_field(Path(sys.argv[1]))
answer(field, "aa", AAVILLE, CaseState.APPROVED)
close(field.fieldwork, "service")
"""


def test_command_releases_what_the_service_of_a_study_keeps(tmp_path: Path) -> None:
    study, out = tmp_path / "study", tmp_path / "out"
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    made = [sys.executable, "-c", SERVICE, str(study), f"{study}-service"]
    subprocess.run(made, env=env, cwd=ROOT, check=True)
    program = [sys.executable, "-m", "civiscope", "release", str(study), "--from-service", "--out", str(out)]
    ended = subprocess.run(program, env=env, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, "wave 2026, 1 city" in ended.stdout, "1 case published" in ended.stdout) == (
        0,
        True,
        True,
    ), ended.stderr
    assert (out / "site" / "index.html").is_file()
