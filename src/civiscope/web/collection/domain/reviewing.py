"""What reviewers do with a case that was handed in: query, correct, approve; and how a city answers queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from civiscope.errors import Problem
from civiscope.study.labels import in_language
from civiscope.web.accounts.models import User
from civiscope.web.collection.domain.cases import OpenCase, answers_of, version_of
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.domain.mapping import bring_up_to_date
from civiscope.web.collection.domain.notices import city_name, tell_city, tell_city_queries
from civiscope.web.collection.domain.reply_periods import KIND, last_day, open_period_of
from civiscope.web.collection.domain.saving import Conflict, Saved, save_answer
from civiscope.web.collection.domain.steps import StepNotAllowedError, locked_case, require_open, staff_hand, stepping
from civiscope.web.collection.domain.submission import is_unreadable
from civiscope.web.collection.domain.writers import Writer
from civiscope.web.collection.models import Case, Origin, Query
from civiscope.web.collection.rules.case_states import HANDED_IN, CaseState, Step
from civiscope.web.collection.rules.given import Cells, encoded
from civiscope.web.common.domain.audit import record
from civiscope.web.common.identity import identity
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.models import Contact

LONGEST = 5000
"""Characters of a query, a reply or a reason of a decision."""
LONGEST_REASON = 500
"""Characters of the reason of a correction."""
OPEN_TO_REVIEW = HANDED_IN - {CaseState.PUBLISHED}
"""States in which staff query and correct."""


class EmptyTextError(Exception):
    """A text that is needed was left empty, or is longer than it may be."""


class UnreadableError(Exception):
    """A correction is no answer to its question; holds what is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("not an answer to the question")
        self.problems = problems


class NothingToSendError(Exception):
    """No query waits to be sent."""


class UnsettledError(Exception):
    """A case cannot be approved while queries are open; holds how many."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} queries are open")
        self.count = count


def written(text: str, longest: int = LONGEST) -> str:
    """The text without blanks around it; raises EmptyTextError where there is none, or too much of it."""
    found = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not found or len(found) > longest:
        raise EmptyTextError
    return found


def note_query(number: int, item: str, text: str, staff: User) -> Query:
    """Write a query down, to be sent with others; an empty ``item`` means the whole case.

    Raises EmptyTextError, KeyError for an item that the questionnaire does not have, StepNotAllowedError.
    """
    text = written(text)
    with transaction.atomic():
        case = locked_case(number)
        _require_review(case)
        if item and item not in questionnaire_of(case.instrument_id, version_of(case)).items:
            raise KeyError(item)
        query = Query.objects.create(case=case, item=item, text=text, staff=staff)
        record(staff.actor, "query.written", f"case:{number}", f"query:{query.pk} on {item or 'the case'}")
    return query


def drop_query(number: int, query: int, staff: User) -> bool:
    """Delete a query that was not sent; False where there is none."""
    with transaction.atomic():
        dropped, _ = Query.objects.filter(case=number, pk=query, sent_at__isnull=True).delete()
        if dropped:
            record(staff.actor, "query.dropped", f"case:{number}", f"query:{query}")
    return bool(dropped)


def send_queries(number: int, staff: User) -> int:
    """Send all queries that wait, in one mail, and give the case back to the city; returns how many.

    Where the city has the case already, they follow those that it has. A request to reopen is granted by this. Raises
    NothingToSendError and StepNotAllowedError, and WaveClosedError while the city could change nothing.
    """
    with transaction.atomic():
        case = locked_case(number)
        require_open(case, Step.QUERY)
        waiting = list(Query.objects.filter(case=case, sent_at__isnull=True).order_by("id"))
        if not waiting:
            raise NothingToSendError
        if case.state == CaseState.QUERIED:
            record(staff.actor, "case.query", f"case:{number}", f"{len(waiting)} more")
        else:
            before = version_of(case)
            with stepping(number, Step.QUERY, staff_hand(staff)) as case:
                bring_up_to_date(case, before)
        now = timezone.now()
        Query.objects.filter(pk__in=[query.pk for query in waiting]).update(sent_at=now)
        case.reopenings.filter(granted__isnull=True).update(granted=True, staff=staff, decided_at=now)
        tell_city_queries(case, waiting)
    return len(waiting)


def reply_to_query(open_case: OpenCase, query: int, text: str) -> Query:
    """The city's reply; a later one takes the place of an earlier one.

    Raises EmptyTextError, Query.DoesNotExist (also for one that was settled or not sent), StepNotAllowedError.
    """
    text, person = written(text), open_case.contact.person
    with transaction.atomic():
        case = locked_case(open_case.case.pk)
        if case.state != CaseState.QUERIED:
            raise StepNotAllowedError(Step.SIGN, CaseState(case.state))
        require_open(case, Step.SIGN)
        found = Query.objects.get(case=case, pk=query, sent_at__isnull=False, settled_at__isnull=True)
        found.reply, found.replied_by, found.replied_at = text, person, timezone.now()
        found.save(update_fields=["reply", "replied_by", "replied_at"])
        record(person.actor, "query.replied", f"case:{case.pk}", f"query:{query}")
    return found


def reply_to_queries(open_case: OpenCase, replies: Mapping[int, str]) -> None:
    """Several replies, all or none; raises as `reply_to_query` does."""
    with transaction.atomic():
        for query, text in replies.items():
            reply_to_query(open_case, query, text)


def settle_query(number: int, query: int, staff: User) -> bool:
    """Note that nothing is left to ask; False where there is no such query that is open."""
    with transaction.atomic():
        found = Query.objects.filter(case=number, pk=query, sent_at__isnull=False, settled_at__isnull=True)
        settled = bool(found.update(settled_at=timezone.now()))
        if settled:
            record(staff.actor, "query.settled", f"case:{number}", f"query:{query}")
    return settled


def correct(number: int, item: str, cells: Cells, base: int, staff: User, reason: str) -> Saved | Conflict:
    """Correct an answer that was handed in, and tell the city; what it had answered stays in the history.

    Raises EmptyTextError without a reason, KeyError for an unknown item, StepNotAllowedError where the case is not
    with the reviewers, UnreadableError for what the city could not have signed; the reason explains what only breaks a
    rule of its question.
    """
    reason = written(reason, LONGEST_REASON)
    with transaction.atomic():
        case = locked_case(number)
        _require_review(case)
        asked = questionnaire_of(case.instrument_id, version_of(case)).items[item]
        checker = checker_of(case.instrument_id, version_of(case), identity().languages[0])
        problems = tuple(checker.check(answers_of(case) | {item: cells}).problems.get(item, ()))
        if is_unreadable(problems):
            raise UnreadableError(problems)
        stood = case.answers.filter(item=item).values_list("version", flat=True).first()
        outcome = save_answer(number, item, encoded(cells), base, Writer(None, staff, Origin.CORRECTION), reason)
        if isinstance(outcome, Conflict) or outcome.version == stood:
            return outcome
        record(staff.actor, "answer.corrected", f"case:{number}", f"{item} version {outcome.version}")

        def label(language: str) -> str:
            return in_language(asked.label, language, identity().languages[0])

        tell_city(case, "corrected", city=city_name(case), question=label, reason=reason)
    return outcome


def approve(number: int, staff: User) -> Case:
    """Approve the answers; raises UnsettledError and StepNotAllowedError."""
    with stepping(number, Step.APPROVE, staff_hand(staff)) as case:
        unsettled = case.queries.filter(settled_at__isnull=True).count()
        if unsettled:
            raise UnsettledError(unsettled)
        period = open_period_of(case)
        if period is None:
            tell_city(case, "approved", city=city_name(case))
        else:
            # Replies were opened before: this city is asked now, as the others were then.
            tell_city(case, KIND, Contact.Part, city=city_name(case), deadline=last_day(period.until))
    return case


def approve_many(numbers: Iterable[int], staff: User) -> tuple[list[int], list[int]]:
    """Approve each of the cases that can be; returns the approved ones, and those that were left as they are."""
    approved, left = [], []
    for number in dict.fromkeys(numbers):
        try:
            approve(number, staff)
        except (UnsettledError, StepNotAllowedError, Case.DoesNotExist):
            left.append(number)
        else:
            approved.append(number)
    return approved, left


def _require_review(case: Case) -> None:
    if case.state not in OPEN_TO_REVIEW:
        raise StepNotAllowedError(Step.QUERY, CaseState(case.state))
