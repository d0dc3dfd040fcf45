"""What templates of the service may say; they know it without loading."""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel.dates import format_date, format_datetime
from django import template
from django.template import Context
from django.utils import timezone

from civiscope.report.words.phrases import locale_of, number, said_in, say

register = template.Library()


@register.simple_tag(takes_context=True, name="words")
def words_tag(context: Context, key: str, **words: Any) -> str:
    """A fixed phrase in the reader's language; Django escapes it."""
    return say(key, context["language"], **words)


@register.simple_tag(takes_context=True)
def moment(context: Context, value: dt.datetime | None) -> str:
    """A time as the reader's language writes it, in UTC; a dash where there is none."""
    if value is None:
        return "–"
    shown = value.astimezone(timezone.get_current_timezone())
    return f"{format_datetime(shown, 'd MMM y, HH:mm', locale=locale_of(said_in(context['language'])))} UTC"


@register.simple_tag(takes_context=True)
def day(context: Context, value: dt.date | None) -> str:
    """A date as the reader's language writes it; a dash where there is none."""
    return "–" if value is None else str(format_date(value, "long", locale=locale_of(said_in(context["language"]))))


@register.simple_tag(takes_context=True)
def count(context: Context, value: float) -> str:
    """A number as the reader's language writes it."""
    return number(value, context["language"])
