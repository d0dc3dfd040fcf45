"""Asked once: answers of an earlier wave are put in, marked, and count when someone of the city has confirmed them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.earlier_waves import earlier_answers
from civiscope.web.collection.domain.saving import CaseClosedError, require_answering
from civiscope.web.collection.domain.writers import Writer
from civiscope.web.collection.models import Answer, Case, Origin, Revision
from civiscope.web.collection.rules.given import encoded
from civiscope.web.common.domain.audit import record
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Instrument


def prefill_instrument(instrument: Instrument, writer: Writer) -> tuple[int, int]:
    """Prefill every case of an instrument that still takes answers; returns how many cases and answers were filled."""
    counts = []
    for case in Case.objects.filter(instrument=instrument).select_related("instrument__fieldwork").order_by("pk"):
        try:
            counts.append(prefill_case(case, writer))
        except CaseClosedError:
            continue
    return sum(count > 0 for count in counts), sum(counts)


def prefill_case(case: Case, writer: Writer) -> int:
    """Put in what the city answered in an earlier wave where nothing was answered yet; returns how many answers.

    Nothing is put in that exists already, that has no counterpart among today's options, or that today's questionnaire
    would not allow. Raises CaseClosedError where the case takes no answers.
    """
    questionnaire = questionnaire_of(case.instrument_id, case.instrument.version)
    wave = case.instrument.fieldwork.wave
    found = earlier_answers(study(), wave, questionnaire, case.city)
    checker = checker_of(case.instrument_id, case.instrument.version, study().definition.source_language)
    checked = checker.check({item: answer.cells for item, answer in found.items()})
    now = timezone.now()
    with transaction.atomic():
        require_answering(case.pk, writer)
        # Whoever answered once, and took the answer back, has answered.
        taken = set(Revision.objects.filter(case=case).values_list("item", flat=True))
        put = {item: answer for item, answer in found.items() if item not in taken and item not in checked.problems}
        common = {"case": case, "version": 1, "origin": Origin.PREFILL, "staff": writer.staff, "saved_at": now}
        Answer.objects.bulk_create(
            [Answer(item=item, value=encoded(answer.cells), confirmed=False, **common) for item, answer in put.items()]
        )
        Revision.objects.bulk_create(
            [
                Revision(item=item, value=encoded(answer.cells), reason=answer.wave, **common)
                for item, answer in put.items()
            ]
        )
        if put:
            record(writer.actor, "answers prefilled", f"case:{case.pk}", f"{len(put)} answers")
    return len(put)


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
