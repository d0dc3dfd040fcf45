"""What pages of the desk say."""

from __future__ import annotations

from django import template

from civiscope.report.words.phrases import number

register = template.Library()

HOURS = 24
_HOURS_UP_TO = 2
"""Days up to which a time is told in hours."""


@register.filter
def lasting(days: float) -> str:
    """A time in days in words: ``less than an hour``, ``5 hours``, ``3.5 days``."""
    hours = days * HOURS
    if hours < 1:
        return "less than an hour"
    if days < _HOURS_UP_TO:
        return "1 hour" if round(hours) == 1 else f"{round(hours)} hours"
    return f"{number(days, 'en', 1)} days"
