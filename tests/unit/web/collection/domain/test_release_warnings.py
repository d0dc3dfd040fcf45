"""What a changed questionnaire does to closed waves is told before it is published, in the words of the release."""

from __future__ import annotations

import pytest
from django.utils import timezone

from civiscope.errors import UserError
from civiscope.web.collection.domain.publishing import wave_to_release
from civiscope.web.collection.domain.release_warnings import ReleaseWarning, release_warnings
from civiscope.web.collection.domain.versions import questionnaire_in_folder
from civiscope.web.collection.rules.selection import Include
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.instruments import add_version
from civiscope.web.studies.domain.opened import open_study, study
from civiscope.web.studies.models import Fieldwork, Instrument
from civiscope.workflows.check import check_study
from tests.unit.web.collection.changing import CHANGED, change_study, make_closed_wave
from tests.unit.web.collection.field import QUESTIONNAIRE, Field
from tests.unit.web.collection.handed_in import staff_client

REWORDED = QUESTIONNAIRE.replace("How many people work on it?", "How many people work on it today?")


@pytest.fixture
def with_closed_wave(field: Field) -> Field:
    """The study with a wave of 2020 whose answers stand in its folder."""
    make_closed_wave(field)
    return field


def warnings_of(field: Field) -> list[ReleaseWarning]:
    """What the page would warn of."""
    after = questionnaire_in_folder("officers")
    assert after is not None
    return release_warnings(field.instrument, after)


def test_answers_in_the_folder_that_lose_their_option_are_named(with_closed_wave: Field) -> None:
    change_study(with_closed_wave)
    found = warnings_of(with_closed_wave)
    assert [(entry.wave, entry.items, entry.count) for entry in found] == [("2020", ("areas",), 2)]
    said = [str(entry) for entry in check_study(with_closed_wave.folder) if entry.severity == "error"]
    assert found[0].says == said[0]
    assert "waves/2020/officers.csv, line 2" in found[0].says


def test_question_that_is_gone_leaves_a_column_that_nobody_knows(with_closed_wave: Field) -> None:
    gone = QUESTIONNAIRE.replace("code: staff", "code: people")
    change_study(with_closed_wave, gone)
    (found,) = warnings_of(with_closed_wave)
    assert (found.wave, found.items) == ("2020", ("staff",))
    assert "answer-column-unknown" in found.says


def test_change_that_leaves_earlier_answers_readable_warns_of_nothing(with_closed_wave: Field) -> None:
    change_study(with_closed_wave, REWORDED)
    assert warnings_of(with_closed_wave) == []


def test_recode_that_mends_an_answer_ends_the_warning(with_closed_wave: Field) -> None:
    change_study(with_closed_wave)
    assert warnings_of(with_closed_wave)
    recodes = with_closed_wave.folder / "waves" / "2020" / "recodes.csv"
    recodes.write_text("item,raw,code,reason\nareas,transport,mobility,Renamed.\n")
    assert warnings_of(with_closed_wave) == []


def test_closed_wave_that_the_service_keeps_is_named_as_its_release_does(field: Field) -> None:
    now, asked = timezone.now(), study().questionnaires["officers"]
    closed = Fieldwork.objects.create(wave="2026b", status=Fieldwork.Status.CLOSED, closed_at=now)
    kept = Instrument.objects.create(fieldwork=closed, questionnaire="officers")
    add_version(kept, asked)
    pilot = Fieldwork.objects.create(wave="2026b", status=Fieldwork.Status.PILOT, closed_at=now)
    add_version(
        Instrument.objects.create(fieldwork=pilot, questionnaire="officers"), study().questionnaires["officers"]
    )
    change_study(field, REWORDED)
    assert warnings_of(field) == []
    change_study(field)
    (found,) = warnings_of(field)
    assert found.wave == "2026b"
    assert {"areas", "story", "tale", "founded"} <= set(found.items)
    (field.folder / "study.yaml").write_text(
        (field.folder / "study.yaml").read_text().replace('"2026"', '"2026b"'), encoding="utf-8"
    )
    open_study(field.folder)
    with pytest.raises(UserError) as failure:
        wave_to_release(closed, Include.APPROVED)
    assert found.says in [str(said) for said in failure.value.problems]


def test_page_warns_before_the_version_is_published(with_closed_wave: Field) -> None:
    _, client = staff_client(Role.READER)
    address = f"/desk/review/versions/{with_closed_wave.instrument.pk}"
    change_study(with_closed_wave, REWORDED)
    title = "Answers of closed waves do not fit this questionnaire"
    assert title not in client.get(address).content.decode()
    change_study(with_closed_wave, CHANGED)
    page = client.get(address).content.decode()
    assert title in page
    for text in ("Wave 2020", "<code>areas</code>", "In which areas?", "[option-unknown]", "(2 answers; the first:)"):
        assert text in page
