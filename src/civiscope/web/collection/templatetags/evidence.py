"""What the page of a section shows of evidence."""

from __future__ import annotations

from django import template
from django.template import Context

from civiscope.web.collection.domain.evidence import evidence_by_item
from civiscope.web.collection.models import Evidence

register = template.Library()


@register.simple_tag(takes_context=True)
def evidence_for(context: Context, number: int, item: str) -> list[Evidence]:
    """The evidence of an item of a case; all questions of a page ask the database once."""
    request = context["request"]
    kept: dict[int, dict[str, list[Evidence]]] = request.__dict__.setdefault("_evidence", {})
    if number not in kept:
        kept[number] = evidence_by_item(number)
    return kept[number].get(item, [])
