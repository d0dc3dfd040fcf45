"""The dashboard: how a wave goes, the table of its cities, its questions, and all of these as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from civiscope.web.collection.domain.pilot import remarks
from civiscope.web.collection.domain.response import Response, Row, groups, level_in, levels_by, response
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.collection.views.desk_page import (
    csv_file,
    desk_page,
    fieldwork_of,
    instrument_asked,
    instruments_of,
    questionnaire_title,
)
from civiscope.web.collection.views.response_line import response_line
from civiscope.web.common.zone import today

A_PAGE = 100
STATES = {
    CaseState.DRAFT: "Answering",
    CaseState.CONTRIBUTED: "Contributors done",
    CaseState.IN_REVIEW: "With the lead",
    CaseState.SUBMITTED: "Handed in",
    CaseState.QUERIED: "Queried",
    CaseState.AMENDED: "Amended",
    CaseState.APPROVED: "Approved",
    CaseState.PUBLISHED: "Published",
}
EARLIEST = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
SORTS: dict[str, Callable[[Row], Any]] = {
    "city": lambda row: row.name.casefold(),
    "country": lambda row: (row.country, row.name.casefold()),
    "state": lambda row: (list(CaseState).index(CaseState(row.case.state)), row.name.casefold()),
    "progress": lambda row: row.progress.share,
    "last": lambda row: row.last or EARLIEST,
    "deadline": lambda row: row.deadline or dt.date.max,
}
HEADS = (
    ("city", "City"),
    ("country", "Country"),
    ("state", "State"),
    ("progress", "Answered"),
    ("last", "Last activity"),
    ("deadline", "Deadline"),
)

SHOWS = (
    ("silent", "Not begun"),
    ("unopened", "Never opened"),
    ("overdue", "Overdue"),
    ("failed", "Mails do not arrive"),
    ("without-lead", "Without a lead"),
)


@require_http_methods(["GET", "HEAD"])
def dashboard(request: HttpRequest, number: int) -> HttpResponse:
    """The response rate over time and by groups of cities, how long cities take, where they stop."""
    found, instruments = _asked(request, number)
    choices = groups()
    by = request.GET.get("by", "") if request.GET.get("by") in choices else next(iter(choices))
    day = today()
    return desk_page(
        request,
        "dashboard.html",
        "Response",
        here="dashboard",
        fieldwork=found.fieldwork,
        found=found,
        instruments=[(entry.questionnaire, questionnaire_title(entry.questionnaire)) for entry in instruments],
        line=response_line(found, day),
        states=[(label, found.states.get(state, 0), state) for state, label in STATES.items()],
        by=by,
        by_label=choices[by],
        choices=list(choices.items()),
        levels=levels_by(found.rows, by),
        overdue=sum(_overdue(row, day) for row in found.rows),
        failed=sum(row.failure is not None for row in found.rows),
        without_lead=sum(row.lead is None for row in found.rows),
    )


@require_http_methods(["GET", "HEAD"])
def cities(request: HttpRequest, number: int) -> HttpResponse:
    """The table of cities: filtered, sorted, a page at a time."""
    found, instruments = _asked(request, number)
    rows = _chosen(request, found)
    pages = max((len(rows) + A_PAGE - 1) // A_PAGE, 1)
    page = min(max(_number(request.GET.get("page", "")), 1), pages)
    query = request.GET.copy()
    query.pop("page", None)
    kept = query.urlencode()
    query.pop("sort", None)
    return desk_page(
        request,
        "cities.html",
        "Cities",
        here="cities",
        fieldwork=found.fieldwork,
        found=found,
        instruments=[(entry.questionnaire, questionnaire_title(entry.questionnaire)) for entry in instruments],
        rows=[(row, STATES[CaseState(row.case.state)]) for row in rows[(page - 1) * A_PAGE : page * A_PAGE]],
        count=len(rows),
        at={"page": page, "pages": pages},
        kept=kept,
        unsorted=query.urlencode(),
        sort=request.GET.get("sort", "city"),
        heads=[_head(code, label, request.GET.get("sort", "city")) for code, label in HEADS],
        shows=SHOWS,
        states=STATES.items(),
        choices=list(groups().items()),
        asked=request.GET,
    )


@require_http_methods(["GET", "HEAD"])
def table(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A table as a CSV file: ``cities`` (as it is filtered), ``questions``, ``groups`` or ``days``."""
    found, _ = _asked(request, number)
    file = f"{found.fieldwork.wave}-{found.instrument.questionnaire}-{name}.csv"
    if name == "cities":
        head = ("city", "name", "country", "state", "asked", "answered", "last_activity", "deadline", "lead", "failure")
        return csv_file(file, head, map(_city_cells, _chosen(request, found)))
    if name == "questions":
        cells = ((q.code, q.section, q.label, q.asked, q.given, round(q.share, 4)) for q in found.questions)
        return csv_file(file, ("item", "section", "question", "asked", "answered", "share"), cells)
    if name == "groups":
        by = request.GET.get("by", "")
        if by not in groups():
            raise Http404(by)
        levels = levels_by(found.rows, by)
        cells_of = ((entry.label, entry.cases, entry.begun, entry.handed_in, round(entry.rate, 4)) for entry in levels)
        return csv_file(file, ("group", "cities", "begun", "handed_in", "rate"), cells_of)
    if name == "days":
        total = len(found.rows) or 1
        return csv_file(file, ("day", "handed_in", "rate"), ((d, n, round(n / total, 4)) for d, n in found.over_time))
    raise Http404(name)


@require_http_methods(["GET", "HEAD"])
def comments(request: HttpRequest, number: int) -> HttpResponse:
    """What testers (or cities) remarked on the questions; ``?format=csv`` as a file."""
    fieldwork = fieldwork_of(number)
    found = remarks(fieldwork)
    if request.GET.get("format") == "csv":
        cells = ((r.question, r.label, r.city, r.by, r.comment.made_at.isoformat(), r.comment.text) for r in found)
        head = ("item", "question", "city", "by", "at", "comment")
        return csv_file(f"{fieldwork.wave}-comments.csv", head, cells)
    return desk_page(request, "comments.html", "Comments", here="comments", fieldwork=fieldwork, remarks=found)


def _asked(request: HttpRequest, number: int) -> tuple[Response, list[Any]]:
    fieldwork = fieldwork_of(number)
    instruments = instruments_of(fieldwork)
    return response(fieldwork, instrument_asked(request, instruments)), instruments


def _chosen(request: HttpRequest, found: Response) -> list[Row]:
    """The rows that the address asks for, in its order."""
    asked = request.GET
    text, state, show = asked.get("q", "").strip().casefold(), asked.get("state", ""), asked.get("show", "")
    by, level = asked.get("by", ""), asked.get("level", "")
    level = level if by in groups() else ""
    day = today()
    rows = [
        row
        for row in found.rows
        if (not text or text in row.name.casefold() or text == row.case.city.casefold())
        and (not state or row.case.state == state)
        and (not level or level_in(row.case.city, by) == level)
        and _shown(row, show, day)
    ]
    sort = asked.get("sort", "city")
    rows.sort(key=SORTS.get(sort.lstrip("-"), SORTS["city"]), reverse=sort.startswith("-"))
    return rows


def _shown(row: Row, show: str, day: dt.date) -> bool:
    if show == "silent":
        return row.case.first_answer_at is None and not row.handed_in
    if show == "overdue":
        return _overdue(row, day)
    if show == "failed":
        return row.failure is not None
    if show == "unopened":
        return not row.opened
    return not (show == "without-lead" and row.lead is not None)


def _overdue(row: Row, day: dt.date) -> bool:
    return not row.handed_in and row.deadline is not None and row.deadline < day


def _city_cells(row: Row) -> Iterable[object]:
    yield from (row.case.city, row.name, row.country, row.case.state, row.progress.asked, row.progress.given)
    yield from ("" if row.last is None else row.last.isoformat(timespec="minutes"), row.deadline)
    yield "" if row.lead is None else row.lead.person.email
    yield "" if row.failure is None else row.failure.how


def _head(code: str, label: str, sort: str) -> dict[str, str]:
    """A heading that sorts: ascending first, then descending."""
    order = "ascending" if sort == code else "descending" if sort == f"-{code}" else ""
    return {"label": label, "order": order, "next": f"-{code}" if sort == code else code}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
