"""Who agreed to the publication of what: the consent of an item, and of a city to an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from civiscope.results.answers import Answer, Change, Status
from civiscope.results.estimates import Estimate
from civiscope.study.definition import StudyDefinition
from civiscope.study.questionnaire import Questionnaire
from civiscope.study.routing_graph import references_of

_GIVEN = {Status.ANSWERED.label, Status.INCOMPLETE.label}

PUBLIC, AGGREGATE, NEVER = "public", "aggregate", "never"

CityConsents = Mapping[tuple[str, str, str], str]
"""``aggregate`` or ``never`` by wave, city and item, where a city agreed to less than the item's consent says."""


class ConsentRules:
    """The consents of a study's items and of its cities; the stricter of the two holds.

    ``questionnaires`` give the consent of each item, ``cities`` that of single cities, ``definition`` the items that
    cities are grouped by.
    """

    def __init__(
        self, questionnaires: Mapping[str, Questionnaire], cities: CityConsents, definition: StudyDefinition | None
    ) -> None:
        self._items = {
            (name, item.code): item.consent
            for name, questionnaire in questionnaires.items()
            for item in questionnaire.items.values()
        }
        asked = [item for questionnaire in questionnaires.values() for item in questionnaire.items.values()]
        self._routed = {item.code for item in asked if item.relevant}
        self._constraints = [(item.code, references_of(item.constraint)) for item in asked if item.constraint]
        self._cities = cities
        self._grouping = {group.code: group.item for group in definition.groups if group.item} if definition else {}

    def allows_estimate(self, entry: Estimate) -> bool:
        """Whether estimates of the item, and by the item that its domain is by, may be published at all."""
        return self._items[entry.questionnaire, entry.item] != NEVER and self.allows_domain(entry.domain)

    def allows_domain(self, domain: str) -> bool:
        """Whether anything may be published by the levels of a domain: not by an item that is never published."""
        grouping = self._grouping.get(domain)
        return grouping is None or all(
            consent != NEVER for (_, item), consent in self._items.items() if item == grouping
        )

    def allows_answer(self, entry: Answer) -> bool:
        """Whether a single answer may be published."""
        return self.is_public(entry.questionnaire, entry.item) and not self.withheld(entry.wave, entry.city, entry.item)

    def allows_change(self, entry: Change) -> bool:
        """Whether the change of a single answer may be published: both answers must be public."""
        if not entry.item:
            return True
        return self.is_public(entry.questionnaire, entry.item) and not any(
            self.withheld(wave, entry.city, entry.item) for wave in (entry.wave_before, entry.wave_after)
        )

    def is_public(self, questionnaire: str, item: str) -> bool:
        """Whether the item's single answers may be published, as far as the cities agree."""
        return self._items[questionnaire, item] == PUBLIC

    def withheld(self, wave: str, city: str, item: str) -> bool:
        """Whether the city keeps its single answer to itself."""
        return self._cities.get((wave, city, item), PUBLIC) != PUBLIC

    def withheld_answers(self, answers: Sequence[Answer]) -> dict[tuple[str, str, str], set[str]]:
        """The cities that withhold their answer to a public item, by wave, questionnaire and item.

        What is not known any more, since it was withdrawn from estimates too, is behind no number.
        """
        found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        if self._cities:
            for entry in answers:
                if (
                    entry.status in _GIVEN
                    and self.is_public(entry.questionnaire, entry.item)
                    and self.withheld(entry.wave, entry.city, entry.item)
                ):
                    found[entry.wave, entry.questionnaire, entry.item].add(entry.city)
        return found

    def is_routed(self, item: str) -> bool:
        """Whether the item is asked, in some questionnaire, by an earlier answer."""
        return item in self._routed

    def compared_with(self, item: str) -> frozenset[str]:
        """The items that the item's constraint reads, in whichever questionnaire: one that is broken tells of them."""
        return frozenset().union(*(read for code, read in self._constraints if code == item))

    def restricts(self, item: str, city: str, wave: str) -> bool:
        """Whether something told of an item (and of a city, where one is named) must not show answers.

        The item is looked for in every questionnaire: what is told of it does not say which one was asked.
        """
        limited = any(consent != PUBLIC for (_, code), consent in self._items.items() if code == item)
        if city:
            return limited or self.withheld(wave, city, item)
        return limited or any((wave, item) == (key[0], key[2]) for key in self._cities)
