"""Results printed elsewhere, shown beside computed ones."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """One row of published.csv: a percentage (0 to 100) as printed in ``source``, or ``text`` where it is in words."""

    wave: str
    questionnaire: str
    item: str
    row: str
    option: str
    percent: float | None
    text: str
    base: int | None
    source: str


PUBLISHED_COLUMNS = tuple(field.name for field in fields(PublishedResult))
