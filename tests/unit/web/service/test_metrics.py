"""Metrics: who may see them, their form, what they count; the lines of the log."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from civiscope.web.accounts.domain.links import link_token
from civiscope.web.common.domain.mail import queue_mail
from civiscope.web.service.kept_counts import FOLDER, clear_counts, counts_of_all, keep_counts
from civiscope.web.service.log_filters import OutagesInALine, WithoutTokens
from tests.unit.web.collection.field import Field

SAMPLE = re.compile(r'^[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.]+$')


@pytest.fixture
def client() -> Client:
    """A program on the same machine."""
    return Client(headers={"host": "localhost"})


def values(client: Client) -> dict[str, float]:
    """The samples by their name with labels; every line has the form that Prometheus reads."""
    answer = client.get("/metrics")
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    text = answer.content.decode()
    assert text.endswith("\n")
    found: dict[str, float] = {}
    announced: set[str] = set()
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            announced.add(line.split()[2])
        if line.startswith("#"):
            continue
        assert SAMPLE.match(line), line
        assert re.sub(r"_(bucket|sum|count)$", "", re.split(r"[{ ]", line)[0]) in announced
        name, _, value = line.rpartition(" ")
        assert name not in found
        found[name] = float(value)
    return found


def test_saves_conflicts_and_requests_are_counted(field: Field, client: Client) -> None:
    before = values(client)
    path, ada = f"/answer/{field.cases['aa'].pk}/save/staff", field.client("ada")
    for text in ("1", "2"):
        ada.post(path, {"version": 0, "staff": text}, headers={"accept": "application/json"})
    queue_mail("test", "person:1", "ada@aa.example.org", "Subject", "Body")
    after = values(client)
    grown = {name: after[name] - before.get(name, 0) for name in after}
    assert grown['civiscope_saves_total{outcome="saved"}'] == 1
    assert grown['civiscope_saves_total{outcome="conflict"}'] == 1
    assert grown['civiscope_requests_total{view="case_save",status="2xx"}'] == 1
    assert grown['civiscope_requests_total{view="case_save",status="4xx"}'] == 1
    assert grown["civiscope_request_seconds_count"] == 3
    assert after['civiscope_mails{state="waiting"}'] == 1
    assert after['civiscope_cases{state="draft"}'] == 3
    assert after["civiscope_disk_free_bytes"] > 0


def test_classes_of_seconds_add_up(field: Field, client: Client) -> None:
    found = values(client)
    buckets = [value for name, value in found.items() if "_bucket" in name]
    assert buckets == sorted(buckets)
    assert buckets[-1] == found["civiscope_request_seconds_count"]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"])
def test_metrics_are_not_for_those_behind_a_proxy(field: Field, client: Client, header: str) -> None:
    assert client.get("/metrics", headers={header: "192.0.2.1"}).status_code == 404


def test_metrics_are_not_for_other_machines(field: Field, client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404


def test_token_opens_the_metrics_and_nothing_else_does(
    field: Field, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIVISCOPE_METRICS_TOKEN", "a-secret")
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer another"}).status_code == 404
    known = client.get("/metrics", headers={"authorization": "Bearer a-secret"}, REMOTE_ADDR="192.0.2.1")
    assert known.status_code == 200


def test_counts_of_other_processes_are_added_until_the_service_starts_anew(field: Field) -> None:
    folder = Path(settings.DATA_FOLDER) / FOLDER
    keep_counts()
    mine = next(folder.glob("*.json"))
    alone = counts_of_all()
    words = json.loads(mine.read_text())
    words |= {"saves": {"saved": 5}, "requests": [["desk", "2xx", 7]], "classes": [7] + [0] * 11, "seconds": 1.5}
    (folder / "1.json").write_text(json.dumps(words))
    together = counts_of_all()
    assert together.saves["saved"] == alone.saves["saved"] + 5
    assert together.requests["desk", "2xx"] == alone.requests["desk", "2xx"] + 7
    assert together.classes[0] == alone.classes[0] + 7
    assert together.seconds == pytest.approx(alone.seconds + 1.5)
    clear_counts()
    assert not folder.exists()


class Lines(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.kept.append(record.getMessage())


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """The log of requests."""
    handler = Lines()
    logging.getLogger("civiscope.requests").addHandler(handler)
    yield handler.kept
    logging.getLogger("civiscope.requests").removeHandler(handler)


def test_line_of_a_request_has_no_token_name_or_answer(
    field: Field, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIVISCOPE_LOG", "json")
    token = link_token(field.people["ada"])
    Client(headers={"host": "localhost"}).get(f"/account/link/{token}")
    field.client("ada").post(f"/answer/{field.cases['aa'].pk}/save/staff", {"version": 0, "staff": "4711"})
    link, save = map(json.loads, lines)
    assert set(save) == {"time", "method", "path", "status", "ms", "actor"}
    assert (link["method"], link["path"], link["actor"]) == ("GET", "/account/link/<str:token>", "nobody")
    assert (save["path"], save["status"], save["actor"]) == ("/answer/<int:number>/save/<str:item>", 303, "contact")
    assert token not in str(lines)
    assert "4711" not in str(lines)


def test_lines_for_people_and_unknown_addresses(field: Field, lines: list[str]) -> None:
    Client(headers={"host": "localhost"}).get("/desk/no/such/page?secret=1")
    (line,) = lines
    assert re.fullmatch(r"\S+ GET \(unknown\) 404 [0-9.]+ ms nobody", line)


def test_filters_take_tokens_and_long_outages_out_of_the_log() -> None:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s: %s", ("Defect", "/account/link/t:1/code"), None
    )
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "Defect: /account/link/…/code"
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "/account/password/new/1-c8x-9e", (), None)
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "/account/password/new/…"
    failure = OSError("no space\nmore of it")
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s", ("Away",), (OSError, failure, None))
    record.status_code = 503
    assert OutagesInALine().filter(record)
    assert (record.getMessage(), record.exc_info) == ("Away: no space", None)
