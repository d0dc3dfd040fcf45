"""The audit log: a page at a time, filtered, as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civiscope.web.common.domain.audit import record
from civiscope.web.common.domain.audit_log import A_PAGE
from civiscope.web.common.models import AuditEvent
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import Field
from tests.unit.web.service.visitors import staff_client


@pytest.fixture
def log(field: Field) -> None:
    """Two and a half pages of events."""
    for number in range(250):
        record(f"staff:{number % 3}", "saved" if number % 2 else "=cmd", f"case:{number}", f"<b>{number}</b>")


def shown(path: str) -> list[list[str]]:
    """The rows of the table on a page."""
    page = lxml.html.fromstring(staff_client(Role.OWNER).get(path).content)
    return [[cell.text_content() for cell in row.xpath("td")] for row in page.xpath("//tbody/tr")]


@pytest.mark.usefixtures("log")
def test_log_is_read_a_page_at_a_time_and_nothing_is_left_out() -> None:
    client, path, seen = staff_client(Role.OWNER), "/desk/audit", list[str]()
    for _ in range(3):
        page = lxml.html.fromstring(client.get(path).content)
        seen += [row.xpath("string(td[4])") for row in page.xpath("//tbody/tr")]
        older = page.xpath('//a[.="Older events"]/@href')
        path = f"/desk/audit{older[0]}" if older else ""
    assert path == ""
    assert seen == [f"case:{number}" for number in reversed(range(250))]


@pytest.mark.usefixtures("log")
def test_log_is_filtered_and_its_texts_are_escaped() -> None:
    assert {row[1] for row in shown("/desk/audit?actor=staff:1")} == {"staff:1"}
    assert [row[3:] for row in shown("/desk/audit?subject=case:249")] == [["case:249", "<b>249</b>"]]
    assert shown("/desk/audit?action=unknown") == []
    assert len(shown("/desk/audit?actor=%25")) == 0


@pytest.mark.usefixtures("log")
def test_days_are_both_included() -> None:
    AuditEvent.objects.filter(subject="case:7").update(at=dt.datetime(2026, 3, 1, 23, 59, tzinfo=dt.UTC))
    assert len(shown("/desk/audit?since=2026-03-01&until=2026-03-01")) == 1
    assert shown("/desk/audit?until=2026-02-28") == []


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "9999-99-99", "\u0661"])
def test_day_that_is_none_is_told(field: Field, day: str) -> None:
    answer = staff_client(Role.OWNER).get("/desk/audit", {"since": day})
    assert answer.status_code == 400
    assert lxml.html.fromstring(answer.content).xpath('//div[@role="alert"]//a[@href="#since"]')


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "\u0661", "1'"])
def test_place_that_is_none_shows_the_newest(field: Field, before: str) -> None:
    assert staff_client(Role.OWNER).get("/desk/audit", {"before": before}).status_code == 200


@pytest.mark.usefixtures("log")
def test_file_holds_the_whole_log_and_no_formulas() -> None:
    answer = staff_client(Role.OWNER).get("/desk/audit.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode())))
    assert len(rows) == 250
    assert {row["action"] for row in rows} == {"saved", "'=cmd"}
    assert answer["Content-Disposition"].startswith('attachment; filename="audit-')


@pytest.mark.usefixtures("log")
def test_page_costs_the_same_however_long_the_log_is() -> None:
    client = staff_client(Role.OWNER)
    with CaptureQueriesContext(connection) as long:
        client.get("/desk/audit")
    AuditEvent.objects.filter(pk__gt=AuditEvent.objects.earliest("id").pk).delete()
    with CaptureQueriesContext(connection) as short:
        client.get("/desk/audit")
    assert len(long) == len(short)
    assert A_PAGE == 100
