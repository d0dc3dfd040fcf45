"""Days and times as the study in the field counts them: in its time zone. What is stored is in UTC.

A time that people read names its place and its distance from UTC, so that it can be told anywhere, and also in the hour
that comes twice when clocks are put back.
"""

from __future__ import annotations

import datetime as dt

from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone_location
from django.utils import timezone

from civiscope.report.words.phrases import locale_of, said_in
from civiscope.web.common.identity import identity

_LAST_MINUTE = dt.time(23, 59, fold=1)
"""Where the clock is put back at midnight this minute comes twice, and the day ends with the second."""


def local(moment: dt.datetime) -> dt.datetime:
    """A moment on the clocks of the study."""
    return moment.astimezone(identity().zone)


def today() -> dt.date:
    """The day that it is for the study."""
    return local(timezone.now()).date()


def written_moment(moment: dt.datetime, language: str, *, long: bool = False) -> str:
    """A moment in words: ``26 Nov 2026, 14:05 (Paris, UTC+1)``, with the month in full where ``long``."""
    shown = local(moment)
    locale = locale_of(said_in(language))
    if long:
        return f"{format_date(shown, 'long', locale=locale)}, {shown:%H:%M} {_place(shown, locale)}"
    return f"{format_datetime(shown, 'd MMM y, HH:mm', tzinfo=shown.tzinfo, locale=locale)} {_place(shown, locale)}"


def written_in_utc(moment: dt.datetime, language: str) -> str:
    """A moment in words, in UTC: for tables that have their files in UTC."""
    shown = moment.astimezone(dt.UTC)
    return f"{format_datetime(shown, 'd MMM y, HH:mm', locale=locale_of(said_in(language)))} UTC"


def written_day(day: dt.date, language: str) -> str:
    """A day in words; of a moment the day that it was for the study."""
    shown = local(day).date() if isinstance(day, dt.datetime) else day
    return str(format_date(shown, "long", locale=locale_of(said_in(language))))


def written_last_day(day: dt.date, language: str) -> str:
    """A last day in words, with its end: ``31 March 2027, 23:59 (Paris, UTC+2)``."""
    return written_moment(dt.datetime.combine(day, _LAST_MINUTE, tzinfo=identity().zone), language, long=True)


def zone_words(language: str) -> str:
    """What the study's zone is called, and how far it is from UTC today: ``Paris, UTC+1``; else ``UTC``."""
    return _place(local(timezone.now()), locale_of(said_in(language))).strip("()")


def _place(shown: dt.datetime, locale: Locale) -> str:
    """``UTC``, or in parentheses the city of the zone, where it is named by one, and the distance from UTC."""
    key = identity().zone.key
    if key in ("UTC", "Etc/UTC"):
        return "UTC"
    area, _, rest = key.partition("/")
    city = str(get_timezone_location(key, locale=locale, return_city=True)).rpartition("/")[2]
    return f"({city}, {_distance(shown)})" if rest and area != "Etc" else f"({_distance(shown)})"


def _distance(shown: dt.datetime) -> str:
    """``UTC+1``, ``UTC−3:30``, with a minus sign that is one."""
    minutes = round((shown.utcoffset() or dt.timedelta()) / dt.timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
