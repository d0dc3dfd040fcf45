"""The line of the response rate over time: where its points stand in a picture."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from civiscope.web.collection.domain.response import Response

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 14, 30


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on an axis: where it stands and what it says."""

    at: float
    text: str


@dataclass(frozen=True)
class Line:
    """The picture: steps of the rate, the target's height, marks; ``described`` says it in words."""

    path: str
    area: str
    end: tuple[float, float]
    target: float | None
    deadline: float | None
    shares: list[Mark]
    days: list[Mark]
    described: str
    rows: list[tuple[dt.date, int, float]]


def response_line(found: Response, today: dt.date) -> Line:
    """Draw the rate from the opening until today or the deadline, whichever is later."""
    total = len(found.rows) or 1
    first = found.over_time[0][0]
    deadline = found.fieldwork.deadline
    last = max(today, deadline or today, found.over_time[-1][0], first + dt.timedelta(days=1))

    def across(day: dt.date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / (last - first).days, 1)

    def up(share: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    shown = max(today, found.over_time[-1][0])
    path = f"M{across(first)} {up(0)}"
    for day, count in found.over_time[1:]:
        path += f"H{across(day)}V{up(count / total)}"
    path += f"H{across(shown)}"
    target = found.fieldwork.target
    return Line(
        path=path,
        area=f"{path}V{up(0)}Z",
        end=(across(shown), up(found.rate)),
        target=None if target is None else up(target),
        deadline=None if deadline is None or not first <= deadline <= last else across(deadline),
        shares=[Mark(up(share / 4), f"{share * 25}%") for share in range(5)],
        days=[Mark(across(day), f"{day.day} {day:%b}") for day in _marked(first, last)],
        described=_described(found, target, deadline),
        rows=[(day, count, count / total) for day, count in found.over_time],
    )


def _marked(first: dt.date, last: dt.date) -> list[dt.date]:
    days = (last - first).days
    count = min(days, 4)
    return [first + dt.timedelta(days=round(days * place / count)) for place in range(count + 1)]


def _described(found: Response, target: float | None, deadline: dt.date | None) -> str:
    text = f"{found.handed_in} of {len(found.rows)} cities have handed in their answers ({found.rate:.0%})"
    if target is not None:
        text += f"; the target is {target:.0%}"
    if deadline is not None:
        text += f"; the deadline is {deadline.day} {deadline:%B %Y}"
    return f"{text}. The line shows how this share grew since {found.over_time[0][0]:%-d %B %Y}."
