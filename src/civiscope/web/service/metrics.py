"""What the service does, in the text format of Prometheus.

Counts are of all processes that serve, see `kept_counts`; what is in the database is read when it is asked for.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from secrets import compare_digest

from django.conf import settings
from django.db.models import Count, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.counting import BOUNDS, Counts
from civiscope.web.common.models import Message
from civiscope.web.service.environment import given
from civiscope.web.service.kept_counts import counts_of_all

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_LOOPBACK = ("127.0.0.1", "::1")
_OF_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics; 404 for those who may not see them."""
    if not may_see(request):
        raise Http404
    answer = HttpResponse("".join(f"{line}\n" for line in lines()), content_type=CONTENT_TYPE)
    answer["Cache-Control"] = "no-store"
    return answer


def may_see(request: HttpRequest) -> bool:
    """With CIVISCOPE_METRICS_TOKEN whoever sends it, else processes of this machine that ask without a proxy."""
    token = given("CIVISCOPE_METRICS_TOKEN")
    if token:
        return compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    through_proxy = any(name in request.headers for name in _OF_A_PROXY)
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not through_proxy


def lines() -> Iterator[str]:
    """The lines of the answer."""
    total = counts_of_all()
    requests = [({"view": view, "status": status}, n) for (view, status), n in sorted(total.requests.items())]
    yield from _metric("requests_total", "counter", "Requests by view and class of status.", requests)
    yield from _histogram(total)
    saves = [({"outcome": outcome}, total.saves[outcome]) for outcome in ("saved", "conflict", "closed")]
    yield from _metric("saves_total", "counter", "Answers that were sent, by what became of them.", saves)
    folder: Path | None = settings.DATA_FOLDER
    if folder is None:
        return
    states = _by_state(Message.objects.all())
    mails = [({"state": state}, states[state]) for state in Message.State.values]
    yield from _metric("mails", "gauge", "Mails by state.", mails)
    states = _by_state(Case.objects.all())
    cases = [({"state": state.value}, states[state.value]) for state in CaseState]
    yield from _metric("cases", "gauge", "Cases by state.", cases)
    free: list[tuple[dict[str, str], int]] = [({}, shutil.disk_usage(folder).free)]
    yield from _metric("disk_free_bytes", "gauge", "Space that is left in the data folder.", free)


def _by_state(rows: QuerySet[Model]) -> Counter[str]:
    return Counter(dict(rows.order_by().values_list("state").annotate(Count("pk"))))


def _histogram(total: Counts) -> Iterator[str]:
    name = "civiscope_request_seconds"
    yield f"# HELP {name} How long requests took."
    yield f"# TYPE {name} histogram"
    below = 0
    for bound, number in zip((*map(str, BOUNDS), "+Inf"), total.classes, strict=True):
        below += number
        yield f'{name}_bucket{{le="{bound}"}} {below}'
    yield f"{name}_sum {total.seconds:.6f}"
    yield f"{name}_count {below}"


def _metric(name: str, kind: str, text: str, values: Iterable[tuple[dict[str, str], int]]) -> Iterator[str]:
    yield f"# HELP civiscope_{name} {text}"
    yield f"# TYPE civiscope_{name} {kind}"
    for labels, value in values:
        inside = ",".join(f'{label}="{_escaped(word)}"' for label, word in labels.items())
        yield f"civiscope_{name}{{{inside}}} {value}" if inside else f"civiscope_{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
