"""Asked once: answers of an earlier wave are put in, marked, and count when someone of the city has confirmed them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.db import connection, transaction
from django.utils import timezone

from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.earlier_waves import EarlierAnswer, earlier_answers
from civiscope.web.collection.domain.saving import require_answering, states_open_to
from civiscope.web.collection.domain.writers import Writer
from civiscope.web.collection.models import Answer, Case, Origin, Revision
from civiscope.web.collection.rules.given import encoded
from civiscope.web.common.domain.audit import record, record_each
from civiscope.web.common.statements import change_each
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study

_PUT = """INSERT INTO collection_answer
    (case_id, item, value, version, origin, confirmed, person_id, staff_id, saved_at)
    VALUES (%s, %s, %s, 1, %s, FALSE, NULL, %s, %s)"""
_KEPT = """INSERT INTO collection_revision
    (case_id, item, value, version, origin, reason, person_id, staff_id, saved_at)
    VALUES (%s, %s, %s, 1, %s, %s, NULL, %s, %s)"""
"""Written out, because a wave of thousands of cities has half a million of them."""


def prefill_cases(cases: Iterable[Case], writer: Writer) -> dict[int, int]:
    """Find what can be put into these cases, and put it in: `found_earlier`, then `put_in`."""
    return put_in(found_earlier(cases), writer)


def found_earlier(cases: Iterable[Case]) -> dict[int, dict[str, EarlierAnswer]]:
    """What the cities of these cases answered in an earlier wave, by case and item; nothing is locked meanwhile.

    What has no counterpart among today's options, and what today's questionnaire would not allow, is left out.
    """
    return {case.pk: _allowed(case) for case in cases}


def put_in(found: Mapping[int, Mapping[str, EarlierAnswer]], writer: Writer) -> dict[int, int]:
    """Put in what was found where nothing was answered yet; returns how many answers, by case.

    Cases that take no answers now are left out.
    """
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    staff = None if writer.staff is None else writer.staff.pk
    with transaction.atomic():
        held = _held(list(found), writer)
        # Whoever answered once, and took the answer back, has answered.
        taken = set(Revision.objects.filter(case__in=held).values_list("case", "item"))
        put = [
            (case, item, encoded(answer.cells), answer.wave)
            for case in held
            for item, answer in found[case].items()
            if (case, item) not in taken
        ]
        if put:
            origin = Origin.PREFILL.value
            change_each(_PUT, [(case, item, value, origin, staff, now) for case, item, value, _ in put])
            change_each(_KEPT, [(case, item, value, origin, wave, staff, now) for case, item, value, wave in put])
        counts = Counter(case for case, *_ in put)
        details = {f"case:{case}": f"{count} answers" for case, count in counts.items()}
        record_each(writer.actor, "answers prefilled", details)
    return {case: counts[case] for case in held}


def _allowed(case: Case) -> dict[str, EarlierAnswer]:
    """What the city answered in an earlier wave, as far as today's questionnaire allows it."""
    instrument, version = case.instrument_id, case.instrument.version
    found = earlier_answers(study(), case.instrument.fieldwork.wave, questionnaire_of(instrument, version), case.city)
    if not found:
        return {}
    checker = checker_of(instrument, version, study().definition.source_language)
    problems = checker.check({item: answer.cells for item, answer in found.items()}).problems
    return {item: answer for item, answer in found.items() if item not in problems}


def _held(cases: Collection[int], writer: Writer) -> list[int]:
    """Those of the cases that take answers; nobody else changes them until the transaction ends."""
    states = [str(state) for state in states_open_to(writer)]
    found = Case.objects.filter(pk__in=cases, state__in=states, instrument__fieldwork__closed_at__isnull=True)
    if connection.features.has_select_for_update:
        found = found.select_for_update(no_key=True, of=("self",))
    return list(found.order_by("pk").values_list("pk", flat=True))


def confirm(case: Case, versions: Mapping[str, int], writer: Writer) -> int:
    """Confirm prefilled answers, each in the version that was seen (by item); returns how many were confirmed.

    Answers that were changed meanwhile stay as they are. Raises CaseClosedError.
    """
    now, count = timezone.now(), 0
    # What staff confirm on a city's word is marked as entered by them, like any other answer.
    mark = {"origin": writer.origin} if writer.is_entering else {}
    with transaction.atomic():
        require_answering(case.pk, writer)
        for item, version in versions.items():
            count += Answer.objects.filter(case=case, item=item, version=version, confirmed=False).update(
                confirmed=True, person=writer.person, staff=writer.staff, saved_at=now, **mark
            )
        if count:
            Case.objects.filter(pk=case.pk, first_answer_at__isnull=True).update(first_answer_at=now)
            record(writer.actor, "prefilled answers confirmed", f"case:{case.pk}", f"{count} answers{writer.mark}")
    return count


def waiting_of(case: Case) -> dict[str, tuple[int, str]]:
    """Prefilled answers that wait to be confirmed: version and wave, by item."""
    waiting = dict(case.answers.filter(confirmed=False).values_list("item", "version"))
    revisions = Revision.objects.filter(case=case, item__in=waiting).values_list("item", "version", "reason")
    return {item: (version, wave) for item, version, wave in revisions if waiting[item] == version}
