"""What templates may say and link to; they know it without loading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from babel.units import format_unit
from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from civiscope.report.words.phrases import locale_of, number, percent, say
from civiscope.report.writers.html_inline import inline as inline_html
from civiscope.report.writers.html_tables import table as table_html
from civiscope.results.document import Inline, Table
from civiscope.web.explorer.reader import Reader

register = template.Library()


def _reader(context: Context) -> Reader:
    reader: Reader = context["reader"]
    return reader


@register.simple_tag(takes_context=True, name="say")
def say_tag(context: Context, key: str, **words: Any) -> str:
    """A fixed phrase in the reader's language; Django escapes it."""
    return say(key, _reader(context).language, **words)


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, **words: Any) -> str:
    """The way to a page by its name in urls.py."""
    return _reader(context).link(name, **words)


@register.simple_tag(takes_context=True)
def asset(context: Context, name: str) -> str:
    """The way to an asset."""
    return _reader(context).asset(name)


@register.simple_tag(takes_context=True)
def file(context: Context, name: str) -> str:
    """The way to a file of the release."""
    return _reader(context).file(name)


@register.simple_tag(takes_context=True)
def share(context: Context, value: float | None) -> str:
    """A share in [0, 1] as a percentage in the reader's language; a dash where there is none."""
    return "–" if value is None else percent(value, _reader(context).language)


@register.simple_tag(takes_context=True)
def figure(context: Context, value: float | None, digits: int = 0) -> str:
    """A number as the reader's language writes it; a dash where there is none."""
    return "–" if value is None else number(value, _reader(context).language, digits)


@register.simple_tag(takes_context=True)
def size(context: Context, count: int) -> str:
    """A number of bytes as the reader's language writes it: ``16.6 kB``, ``16,6 ko``."""
    unit, value = ("kilobyte", count / 1000) if count < 1_000_000 else ("megabyte", count / 1_000_000)
    shown = round(value, 0 if value >= 100 else 1)
    return str(format_unit(shown, f"digital-{unit}", "short", locale=locale_of(_reader(context).language)))


@register.inclusion_tag("explorer/parts/interval.html")
def interval(low: float, at: float, high: float) -> dict[str, str]:
    """A share with its interval as a line from 0 to 100%; what it shows stands in words beside it."""
    return {name: f"{100 * value:.2f}" for name, value in {"low": low, "at": at, "high": high}.items()}


@register.filter
def at(values: Sequence[str], place: int) -> str:
    """What stands at a place of a list, counted from 0."""
    return values[place]


@register.filter(name="table")
def table_filter(block: Table) -> SafeString:
    """A table of the document model as HTML, which escapes its texts itself."""
    return mark_safe(table_html(block))


@register.filter
def inline(spans: Inline) -> SafeString:
    """Spans of the document model as HTML, which escapes their texts itself."""
    return mark_safe(inline_html(spans))
