"""What templates of the service may say; they know it without loading."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.template import Context

from civiscope.report.words.phrases import number, say
from civiscope.web.common.zone import written_day, written_in_utc, written_last_day, written_moment, zone_words

register = template.Library()


@register.simple_tag(takes_context=True, name="words")
def words_tag(context: Context, key: str, **words: Any) -> str:
    """A fixed phrase in the reader's language; Django escapes it."""
    return say(key, context["language"], **words)


@register.simple_tag(takes_context=True)
def moment(context: Context, value: dt.datetime | None) -> str:
    """A time as the reader's language writes it, in the study's time zone; a dash where there is none."""
    return "–" if value is None else written_moment(value, context["language"])


@register.simple_tag(takes_context=True)
def moment_in_utc(context: Context, value: dt.datetime) -> str:
    """A time as the reader's language writes it, in UTC, as the file of the same table has it."""
    return written_in_utc(value, context["language"])


@register.simple_tag(takes_context=True)
def day(context: Context, value: dt.date | None) -> str:
    """A date as the reader's language writes it; a dash where there is none."""
    return "–" if value is None else written_day(value, context["language"])


@register.simple_tag(takes_context=True)
def last_day(context: Context, value: dt.date) -> str:
    """A last day as the reader's language writes it, with the time at which it ends."""
    return written_last_day(value, context["language"])


@register.simple_tag(takes_context=True)
def time_zone(context: Context) -> str:
    """What the study's time zone is called, and how far it is from UTC today."""
    return zone_words(context["language"])


@register.simple_tag(takes_context=True)
def count(context: Context, value: float) -> str:
    """A number as the reader's language writes it."""
    return number(value, context["language"])
