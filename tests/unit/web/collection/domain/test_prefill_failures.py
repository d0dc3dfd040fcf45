"""A prefilling that fails: told at the desk, tried ever less often, tried at once or given up by the team."""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civiscope.errors import UserError, problem
from civiscope.web.collection.domain import prefill_runs
from civiscope.web.collection.domain.mailing import INVITE, PrefillingError, mailing, send
from civiscope.web.collection.domain.prefill_failures import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    go_on_without,
    prefill_failures,
    try_again,
)
from civiscope.web.collection.domain.prefill_runs import filling_of, prefill_next
from civiscope.web.collection.models import Answer, PrefillRun
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.models import Fieldwork
from tests.unit.web.collection.desk_client import desk_client
from tests.unit.web.collection.domain.test_prefill_runs import COUNT, opened
from tests.unit.web.collection.field import make_staff

__all__ = ["opened"]
PART = 3


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | None], None]:
    """Makes every part but the first fail of what it is given, or none fail."""
    monkeypatch.setattr(prefill_runs, "A_PART", PART)
    put_in = prefill_runs.put_in

    def fail(failure: Exception | None) -> None:
        def _put_in(found, writer):  # type: ignore[no-untyped-def]
            counts = put_in(found, writer)
            if failure is not None and PrefillRun.objects.get().last:
                raise failure
            return counts

        monkeypatch.setattr(prefill_runs, "put_in", _put_in)

    return fail


def field_page(client: Client, fieldwork: Fieldwork) -> str:
    """The first page of the wave at the desk."""
    return client.get(reverse("desk_field", kwargs={"number": fieldwork.pk})).content.decode()


def failed_once(fail: Callable[[Exception | None], None], failure: Exception) -> PrefillRun:
    """The run after one failure."""
    fail(failure)
    with pytest.raises(type(failure)):
        prefill_next()
    return PrefillRun.objects.get()


def test_waits_twice_as_long_after_each_failure(opened: Fieldwork, failing: Callable[[Exception | None], None]) -> None:
    began = timezone.now()
    failed_once(failing, ValueError("an answer that nobody may read"))
    pauses = []
    for _ in range(8):
        run = PrefillRun.objects.get()
        assert run.retry_at is not None
        pauses.append(run.retry_at - timezone.now())
        assert prefill_next() == 0
        PrefillRun.objects.update(retry_at=timezone.now())
        with pytest.raises(ValueError, match="nobody"):
            prefill_next()
    assert [round(pause / FIRST_PAUSE) for pause in pauses] == [1, 2, 4, 8, 16, 30, 30, 30]
    assert pauses[-1] <= LONGEST_PAUSE
    (told,) = prefill_failures(opened)
    assert (told.kind, told.detail, told.tries) == ("defect", "ValueError", 9)
    assert began <= told.since < began + dt.timedelta(minutes=1)
    assert Answer.objects.count() == 2 * PART


def test_what_goes_on_again_is_no_failure_any_more(
    opened: Fieldwork, failing: Callable[[Exception | None], None]
) -> None:
    failed_once(failing, ValueError("no"))
    failing(None)
    PrefillRun.objects.update(retry_at=timezone.now())
    assert prefill_next() == COUNT - PART
    run = PrefillRun.objects.get()
    assert (run.tries, run.failed_at, run.failure, run.retry_at) == (0, None, "", None)
    assert run.ended_at is not None
    assert prefill_failures(opened) == []


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (OSError(errno.ENOSPC, "No space left"), "The service’s disk is full."),
        (FileNotFoundError(errno.ENOENT, "No such file", "/data/officers.csv"), "read: officers.csv: No such file."),
        (UserError(problem("file-unreadable", file="officers.csv", value="?", reason="broken")), "officers.csv"),
        (ValueError("an answer of a city"), "does not know: ValueError."),
    ],
)
def test_desk_tells_what_failed(
    opened: Fieldwork, failing: Callable[[Exception | None], None], failure: Exception, words: str
) -> None:
    run = failed_once(failing, failure)
    page = field_page(desk_client(Role.READER), opened)
    assert words in page
    assert "3 of 7 questionnaires are done. Invitations wait." in page
    assert "tried 1 time; next try by itself" in page
    assert "an answer of a city" not in page
    assert "/data" not in page
    assert reverse("desk_prefill_again", kwargs={"run": run.pk}) not in page
    assert reverse("desk_prefill_without", kwargs={"run": run.pk}) in field_page(desk_client(Role.EDITOR), opened)


def test_team_has_it_tried_at_once(opened: Fieldwork, failing: Callable[[Exception | None], None]) -> None:
    run = failed_once(failing, ValueError("no"))
    client = desk_client(Role.EDITOR)
    told = client.post(reverse("desk_prefill_again", kwargs={"run": run.pk}), follow=True).content.decode()
    assert "It is being tried again" in told
    assert "being tried again now" in told
    event = AuditEvent.objects.get(action="prefilling tried again")
    assert event.subject == f"instrument:{run.instrument_id}"
    assert event.actor.startswith("staff:")
    failing(None)
    assert prefill_next() == COUNT - PART
    assert not try_again(run, make_staff(Role.OWNER))


def test_team_goes_on_without(opened: Fieldwork, failing: Callable[[Exception | None], None]) -> None:
    run = failed_once(failing, ValueError("no"))
    with pytest.raises(PrefillingError):
        send(opened, INVITE, mailing(opened, INVITE).seal, "staff:1")
    client = desk_client(Role.EDITOR)
    told = client.post(reverse("desk_prefill_without", kwargs={"run": run.pk}), follow=True).content.decode()
    assert "Invitations no longer wait" in told
    assert "could not be put in" not in told
    assert filling_of(opened) is None
    assert send(opened, INVITE, mailing(opened, INVITE).seal, "staff:1") == 0
    event = AuditEvent.objects.get(action="prefilling given up")
    assert event.detail == f"{2 * PART} answers in {PART} cases, failed 1 times: defect"
    assert Answer.objects.count() == 2 * PART
    # Nobody goes on with it, and it is not given up twice.
    PrefillRun.objects.update(retry_at=timezone.now())
    assert prefill_next() == 0
    assert not go_on_without(run, make_staff(Role.OWNER))
    again = client.post(reverse("desk_prefill_without", kwargs={"run": run.pk}), follow=True).content.decode()
    assert "Nothing was done" in again
    assert AuditEvent.objects.filter(action="prefilling given up").count() == 1


def test_run_that_goes_on_is_not_given_up(opened: Fieldwork) -> None:
    run, owner = PrefillRun.objects.get(), make_staff(Role.OWNER)
    assert not go_on_without(run, owner)
    assert not try_again(run, owner)
    assert prefill_next() == COUNT


def test_what_was_given_up_while_it_was_tried_puts_nothing_in(
    opened: Fieldwork, failing: Callable[[Exception | None], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = failed_once(failing, ValueError("no"))
    failing(None)
    PrefillRun.objects.update(retry_at=timezone.now())
    found_earlier, owner = prefill_runs.found_earlier, make_staff(Role.OWNER)

    def given_up(cases):  # type: ignore[no-untyped-def]
        go_on_without(run, owner)
        return found_earlier(cases)

    monkeypatch.setattr(prefill_runs, "found_earlier", given_up)
    assert prefill_next() == 0
    assert Answer.objects.count() == 2 * PART
    assert not AuditEvent.objects.filter(action="prefilling done").exists()
