"""The gate to publication: what has not passed through `publish` cannot be released."""

from __future__ import annotations

from dataclasses import dataclass, replace

from civiscope.results.answers import Answer, Change, Respondent
from civiscope.results.estimates import Estimate
from civiscope.study.definition import DisclosureRules
from civiscope.study.questionnaire import Questionnaire

TOO_FEW = "suppressed: fewer than {count} cities"


@dataclass(frozen=True, slots=True)
class Publication:
    """What may be published of a study; only `publish` makes it."""

    estimates: tuple[Estimate, ...]
    answers: tuple[Answer, ...]
    respondents: tuple[Respondent, ...]
    changes: tuple[Change, ...]


def publish(
    estimates: list[Estimate],
    answers: list[Answer],
    respondents: list[Respondent],
    changes: list[Change],
    questionnaires: dict[str, Questionnaire],
    rules: DisclosureRules,
) -> Publication:
    """Apply consent and the minimum base.

    Items with consent ``never`` leave altogether, those with ``aggregate`` keep their estimates only. Estimates of
    fewer cities than ``rules.minimum_base`` keep their place but lose their numbers.
    """
    consent = {
        (name, item.code): item.consent
        for name, questionnaire in questionnaires.items()
        for item in questionnaire.items.values()
    }
    return Publication(
        estimates=tuple(
            _suppressed(entry, rules.minimum_base)
            for entry in estimates
            if consent[entry.questionnaire, entry.item] != "never"
        ),
        answers=tuple(entry for entry in answers if consent[entry.questionnaire, entry.item] == "public"),
        respondents=tuple(respondents),
        changes=tuple(
            entry for entry in changes if not entry.item or consent[entry.questionnaire, entry.item] == "public"
        ),
    )


def _suppressed(entry: Estimate, minimum_base: int) -> Estimate:
    if entry.base is not None and entry.base >= minimum_base:
        return entry
    return replace(
        entry,
        estimate=None,
        se=None,
        low=None,
        high=None,
        n=None,
        base=None,
        weighted_base=None,
        bound_low=None,
        bound_high=None,
        suppressed=True,
        note=TOO_FEW.format(count=minimum_base),
    )
