"""Steps by which a city's answers go from colleagues to the lead and on to whoever signs, with the mails that tell."""

from __future__ import annotations

from civiscope.web.collection.domain.cases import OpenCase
from civiscope.web.collection.domain.notices import city_name, tell_city
from civiscope.web.collection.domain.steps import StepNotAllowedError, hand_of, stepping
from civiscope.web.collection.domain.submission import NotReadyError, readiness_of
from civiscope.web.collection.models import Case
from civiscope.web.collection.rules.case_states import CaseState, Step
from civiscope.web.studies.models import Contact

CITY_STEPS = frozenset({Step.CONTRIBUTE, Step.REVIEW, Step.RETURN})
"""Steps of a city to which nothing else belongs; a sign-off is `submission.sign`."""


def hand_over(open_case: OpenCase, step: Step) -> Case:
    """Take one of `CITY_STEPS` and mail whoever is next.

    The review begins once nothing stands in the way of a signature, since whoever signs is then asked to. Raises
    NotReadyError before, and StepNotAllowedError, also for any other step.
    """
    person = open_case.contact.person
    if step not in CITY_STEPS:
        raise StepNotAllowedError(step, CaseState(open_case.case.state))
    with stepping(open_case.case.pk, step, hand_of(open_case)) as case:
        if step is Step.REVIEW:
            version, language = case.instrument.version, open_case.contact.person.language
            readiness = readiness_of(case, open_case.questionnaire, version, language)
            if not readiness.is_ready:
                raise NotReadyError(readiness)
        words = {"city": city_name(case), "by": person.name}
        if step is Step.CONTRIBUTE:
            tell_city(case, "contributed", [Contact.Part.LEAD], but=person, **words)
        elif step is Step.REVIEW:
            tell_city(case, "to_sign", [Contact.Part.SIGNATORY], but=person, **words)
        else:
            tell_city(case, "returned", list(Contact.Part), but=person, **words)
    return case
