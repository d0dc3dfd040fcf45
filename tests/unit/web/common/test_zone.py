"""Days and times on the study's clocks: named so that nobody takes them for their own, at both ends of summer time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from civiscope.web.common.identity import identity, introduce
from civiscope.web.common.zone import (
    local,
    today,
    written_day,
    written_in_utc,
    written_last_day,
    written_moment,
    zone_words,
)

Put = Callable[[str], None]


@pytest.fixture
def in_zone() -> Iterator[Put]:
    """Puts the study into a zone."""
    before = identity()
    yield lambda key: introduce(replace(before, zone=ZoneInfo(key)))
    introduce(before)


def at(text: str) -> dt.datetime:
    """A moment in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("key", "language", "shown"),
    [
        ("UTC", "en", "26 Nov 2026, 23:30 UTC"),
        ("Europe/Paris", "en", "27 Nov 2026, 00:30 (Paris, UTC+1)"),
        ("America/New_York", "es", "26 nov 2026, 18:30 (Nueva York, UTC−5)"),
        ("America/Argentina/Buenos_Aires", "en", "26 Nov 2026, 20:30 (Buenos Aires, UTC−3)"),
        ("Asia/Kolkata", "fr", "27 nov. 2026, 05:00 (Kolkata, UTC+5:30)"),
        ("America/St_Johns", "en", "26 Nov 2026, 20:00 (St. John’s, UTC−3:30)"),
        ("Etc/GMT+5", "en", "26 Nov 2026, 18:30 (UTC−5)"),
        ("EST", "en", "26 Nov 2026, 18:30 (UTC−5)"),
    ],
)
def test_moment_names_its_place_and_its_distance(in_zone: Put, key: str, language: str, shown: str) -> None:
    in_zone(key)
    assert written_moment(at("2026-11-26T23:30"), language) == shown
    assert written_in_utc(at("2026-11-26T23:30"), "en") == "26 Nov 2026, 23:30 UTC"


def test_hour_that_comes_twice_is_told_apart(in_zone: Put) -> None:
    in_zone("Europe/Paris")
    assert written_moment(at("2026-10-25T00:30"), "en") == "25 Oct 2026, 02:30 (Paris, UTC+2)"
    assert written_moment(at("2026-10-25T01:30"), "en") == "25 Oct 2026, 02:30 (Paris, UTC+1)"


def test_last_day_ends_in_the_time_of_that_day(in_zone: Put) -> None:
    in_zone("Europe/Paris")
    assert written_last_day(dt.date(2026, 3, 28), "en") == "March 28, 2026, 23:59 (Paris, UTC+1)"
    assert written_last_day(dt.date(2026, 3, 29), "fr") == "29 mars 2026, 23:59 (Paris, UTC+2)"
    assert written_last_day(dt.date(2026, 10, 24), "en").endswith("UTC+2)")
    assert written_last_day(dt.date(2026, 10, 25), "en").endswith("UTC+1)")


def test_day_whose_last_hour_comes_twice_ends_with_the_second(in_zone: Put) -> None:
    # In Asunción midnight was followed by 23:00 of the same day.
    in_zone("America/Asuncion")
    assert written_last_day(dt.date(2024, 3, 23), "en").endswith("UTC−4)")


@pytest.mark.parametrize(
    ("key", "now", "day"),
    [
        ("UTC", "2026-11-26T23:59", dt.date(2026, 11, 26)),
        ("Pacific/Auckland", "2026-11-26T11:00", dt.date(2026, 11, 27)),
        ("America/Bogota", "2026-11-27T04:59", dt.date(2026, 11, 26)),
        ("America/Bogota", "2026-11-27T05:00", dt.date(2026, 11, 27)),
        # The day on which the clock is put forward has 23 hours, the one on which it is put back 25.
        ("Europe/Paris", "2026-03-28T22:59", dt.date(2026, 3, 28)),
        ("Europe/Paris", "2026-03-28T23:00", dt.date(2026, 3, 29)),
        ("Europe/Paris", "2026-03-29T22:00", dt.date(2026, 3, 30)),
        ("Europe/Paris", "2026-10-25T22:59", dt.date(2026, 10, 25)),
        ("Europe/Paris", "2026-10-25T23:00", dt.date(2026, 10, 26)),
    ],
)
def test_today_is_that_of_the_study(
    in_zone: Put, monkeypatch: pytest.MonkeyPatch, key: str, now: str, day: dt.date
) -> None:
    in_zone(key)
    monkeypatch.setattr(timezone, "now", lambda: at(now))
    assert today() == day
    assert written_day(at(now), "fr") == written_day(day, "fr")
    assert local(at(now)) == at(now)


def test_zone_is_named_on_pages(in_zone: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: at("2026-07-01T00:00"))
    assert zone_words("en") == "UTC"
    in_zone("Europe/Paris")
    assert zone_words("en") == "Paris, UTC+2"
