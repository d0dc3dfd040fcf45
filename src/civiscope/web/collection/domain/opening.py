"""Opening a wave: its questionnaires go into the field, and every city gets a case for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction

from civiscope.errors.suggestions import Suggestions
from civiscope.study.definition import Wave
from civiscope.web.collection.domain.prefill_runs import ask_prefill
from civiscope.web.collection.models import Case
from civiscope.web.common.domain.audit import record
from civiscope.web.studies.domain.instruments import add_version
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.domain.uploads import RowProblem, Upload, read_upload
from civiscope.web.studies.models import Fieldwork, Instrument


class WaveOpenError(Exception):
    """The wave is in the field already."""


def open_wave(
    wave: Wave,
    cities: Collection[str],
    deadline: dt.date,
    target: float | None,
    actor: str,
    *,
    pilot: bool,
    prefill: bool = False,
) -> Fieldwork:
    """Put a wave into the field for these cities of the frame; raises WaveOpenError.

    A pilot stands beside the real fieldwork, and there may be several. With ``prefill``, what cities answered in
    earlier waves is put in, in the background, to be confirmed by them; nobody is invited before that is done.
    """
    status = Fieldwork.Status.PILOT if pilot else Fieldwork.Status.OPEN
    try:
        with transaction.atomic():
            fieldwork = Fieldwork.objects.create(wave=wave.id, status=status, deadline=deadline, target=target)
            for name in wave.questionnaires:
                instrument = Instrument.objects.create(fieldwork=fieldwork, questionnaire=name)
                add_version(instrument, study().questionnaires[name])
                Case.objects.bulk_create([Case(instrument=instrument, city=city) for city in cities], batch_size=500)
                if prefill:
                    ask_prefill(instrument, None)
            record(
                actor, "pilot opened" if pilot else "wave opened", f"fieldwork:{fieldwork.pk}", f"{len(cities)} cities"
            )
    except IntegrityError as failure:
        raise WaveOpenError(wave.id) from failure
    return fieldwork


def has_earlier_wave(wave: Wave) -> bool:
    """Whether a closed wave lies before this one, whose answers could be taken over."""
    return any(entry.status == "closed" and entry.date < wave.date for entry in study().definition.waves)


def read_cities(upload: Upload) -> tuple[tuple[str, ...], list[RowProblem]]:
    """The codes in an uploaded list (a column ``city``), in its order; none where there is a problem."""
    frame = study().frame
    sheet, problems = read_upload(upload, ("city",), ("city", "name"))
    if sheet is None:
        return (), problems
    seen: dict[str, int] = {}
    guesses = Suggestions(frame)
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        code = row["city"]
        if not code:
            problems.append(RowProblem(line, "city", code, "The code of the city is missing."))
        elif code not in frame:
            message = f"The frame (cities.csv) has no city of this code{guesses.of(code)}."
            problems.append(RowProblem(line, "city", code, message))
        elif code in seen:
            problems.append(RowProblem(line, "city", code, f"The same city stands in row {seen[code]}."))
        seen.setdefault(code, line)
    return (() if problems else tuple(seen)), problems


def extend(case: Case, until: dt.date | None, reason: str, actor: str) -> None:
    """Give a city a deadline of its own, or none (``until`` None); the reason goes to the audit log."""
    with transaction.atomic():
        Case.objects.filter(pk=case.pk).update(extended_to=until)
        record(
            actor, "deadline extended" if until else "extension ended", f"case:{case.pk}", f"{until or '-'}: {reason}"
        )
