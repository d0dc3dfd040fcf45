"""The filter of the audit log, as it was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from civiscope.web.collection.rules.shown_names import shown_title
from civiscope.web.common.domain.audit_log import AuditFilter

LONGEST = 120


def read_audit_filter(get: Mapping[str, str]) -> tuple[AuditFilter, dict[str, str]]:
    """The filter, and what is wrong with it by field; a field that does not read filters nothing."""
    texts = {field: shown_title(str(get.get(field, "")), LONGEST) for field in ("actor", "action", "subject")}
    errors: dict[str, str] = {}
    days: dict[str, dt.date | None] = {"since": None, "until": None}
    for field in days:
        typed = str(get.get(field, "")).strip()
        try:
            days[field] = dt.date.fromisoformat(typed) if typed else None
        except ValueError:
            errors[field] = "Enter the day as year-month-day, for example 2026-11-26."
    wanted = AuditFilter(texts["actor"], texts["action"], texts["subject"], days["since"], days["until"])
    return wanted, errors


def read_number(text: str) -> int | None:
    """The number of an event; None for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
