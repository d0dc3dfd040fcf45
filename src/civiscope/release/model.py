"""A release in memory: what everything that is published reads, and nothing behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from civiscope.results.answers import STATUS_BY_LABEL, Answer, Change, Respondent, Status
from civiscope.results.cities import Membership
from civiscope.results.comparisons import FrameComparison
from civiscope.results.contrasts import Contrast
from civiscope.results.document import Picture
from civiscope.results.estimates import Estimate
from civiscope.results.outcomes import StudyOutcomes
from civiscope.results.published import PublishedComparison, PublishedKey, PublishedResult
from civiscope.results.quality import QualityRow
from civiscope.results.scores import Contribution, GroupScore, Improvement, Score, SensitivityRow
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import City
from civiscope.study.groups import levels_of
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.outcomes_definition import OutcomesDefinition
from civiscope.study.questionnaire import Questionnaire
from civiscope.study.report_file import StudyReport

TableKey = tuple[str, str, str, str, str, str]
"""(wave, questionnaire, item, row, domain, level)"""

IndexKey = tuple[str, str]
"""(wave, index)"""


@dataclass(slots=True)
class CityAnswer:
    """What one city answered to one variable.

    ``named`` holds the codes of the options that it named (of a single choice: the chosen one), ``unknown`` those of
    an incomplete list of which it is not known whether it names them, ``texts`` its own words (for "other", for texts)
    and its numbers.
    """

    status: Status
    named: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        """Whether anything can be shown."""
        return self.status in (Status.ANSWERED, Status.INCOMPLETE)


@dataclass(frozen=True)
class Release:
    """The published content of one release; all collections in the order of the release's files."""

    definition: StudyDefinition
    questionnaires: dict[str, Questionnaire]
    cities: dict[str, City]
    levels: dict[str, dict[str, str]]
    """Labels of the levels of every group, in order: levels[group][level] is the label in the source language."""
    estimates: tuple[Estimate, ...]
    respondents: tuple[Respondent, ...]
    answers: tuple[Answer, ...]
    changes: tuple[Change, ...]
    quality: tuple[QualityRow, ...]
    published: tuple[PublishedResult, ...] = ()
    memberships: tuple[Membership, ...] = ()
    """Which cities the frame puts in which level of which group."""
    indices: dict[str, IndexDefinition] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    group_scores: tuple[GroupScore, ...] = ()
    sensitivity: tuple[SensitivityRow, ...] = ()
    outcomes_definition: OutcomesDefinition | None = None
    outcomes: StudyOutcomes = field(default_factory=StudyOutcomes)
    representativeness: tuple[FrameComparison, ...] = ()
    """Respondents against the frame, and the indicators of the response, by wave and questionnaire."""
    report: StudyReport | None = None
    """What report/ is written from; None where the study has no report."""
    published_comparison: tuple[PublishedComparison, ...] = ()
    """The published results, each beside the released share of the same answer."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """The pictures of the study's look: ``logo`` and ``cover``, without words."""
    contrasts: tuple[Contrast, ...] = ()
    """Differences between groups of cities and between waves."""
    id: str = ""
    """What release.json calls the release; empty of a draft, which was never sealed."""
    date: str = ""
    """The declared date of the release's latest wave, e.g. ``2024-12-31``; empty of a draft."""

    @property
    def version(self) -> str:
        """The version that study.yaml declared, e.g. ``1.1``."""
        return self.definition.release.version

    def levels_in(self, language: str) -> dict[str, dict[str, str]]:
        """As ``levels``, with labels in another language; values of the frame's columns stay as they are."""
        if language not in self._levels_by_language:
            source = self.definition.source_language
            groups = {group.code: group for group in self.definition.groups}
            found = self.levels
            if language != source:
                found = {
                    code: levels | levels_of(groups[code], self.questionnaires, {}, language, source)
                    for code, levels in self.levels.items()
                    if code in groups
                }
            self._levels_by_language[language] = found
        return self._levels_by_language[language]

    @cached_property
    def _levels_by_language(self) -> dict[str, dict[str, dict[str, str]]]:
        return {}

    @cached_property
    def tables(self) -> dict[TableKey, list[Estimate]]:
        """Estimates by (wave, questionnaire, item, row, domain, level), in the order of the options."""
        found: dict[TableKey, list[Estimate]] = defaultdict(list)
        for entry in self.estimates:
            key = (entry.wave, entry.questionnaire, entry.item, entry.row, entry.domain, entry.level)
            found[key].append(entry)
        return dict(found)

    def table(
        self, wave: str, questionnaire: str, item: str, row: str = "", domain: str = "", level: str = ""
    ) -> list[Estimate]:
        """The estimates of one variable in one domain; [] where there are none."""
        return self.tables.get((wave, questionnaire, item, row, domain, level), [])

    @cached_property
    def answers_by_city(self) -> dict[tuple[str, str, str], dict[tuple[str, str], CityAnswer]]:
        """Answers by (wave, questionnaire, city), then by (item, row)."""
        found: dict[tuple[str, str, str], dict[tuple[str, str], CityAnswer]] = defaultdict(dict)
        for entry in self.answers:
            of_city = found[entry.wave, entry.questionnaire, entry.city]
            status = STATUS_BY_LABEL[entry.status]
            answer = of_city.get((entry.item, entry.row))
            if answer is None:
                answer = of_city[entry.item, entry.row] = CityAnswer(status)
            if status is Status.INCOMPLETE:
                answer.status = status
                answer.unknown.append(entry.option)
            elif entry.option and entry.value != "no":
                answer.named.append(entry.option)
            if entry.value not in ("", "yes", "no"):
                answer.texts.append(entry.value)
        return dict(found)

    @cached_property
    def published_by_key(self) -> dict[PublishedKey, tuple[PublishedResult, ...]]:
        """Results printed elsewhere by what they are about, in the order of published.csv; sources may differ."""
        found: dict[PublishedKey, list[PublishedResult]] = defaultdict(list)
        for entry in self.published:
            found[entry.key].append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def contrasts_by_item(self) -> dict[tuple[str, str, str, str], list[Contrast]]:
        """Contrasts by (wave, questionnaire, item, domain); an empty domain holds those against an earlier wave."""
        found: dict[tuple[str, str, str, str], list[Contrast]] = defaultdict(list)
        for entry in self.contrasts:
            found[entry.wave, entry.questionnaire, entry.item, entry.domain].append(entry)
        return dict(found)

    @cached_property
    def level_by_city(self) -> dict[str, dict[str, str]]:
        """The level of each city in each group that the frame decides: level_by_city[group][city]."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for entry in self.memberships:
            found[entry.group][entry.city] = entry.level
        return dict(found)

    @cached_property
    def waves_by_city(self) -> dict[str, list[str]]:
        """The waves in which each city answered, oldest first."""
        order = [wave.id for wave in self.definition.waves]
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self.respondents:
            found[entry.city].add(entry.wave)
        return {city: sorted(waves, key=order.index) for city, waves in found.items()}

    @cached_property
    def scores_by_node(self) -> dict[IndexKey, dict[str, dict[str, Score]]]:
        """Scores by (wave, index), then by node, then by city."""
        found: dict[IndexKey, dict[str, dict[str, Score]]] = defaultdict(lambda: defaultdict(dict))
        for entry in self.scores:
            found[entry.wave, entry.index][entry.node][entry.city] = entry
        return {key: dict(nodes) for key, nodes in found.items()}

    def index_score(self, wave: str, index: str, city: str) -> Score | None:
        """A city's score of an index itself; None where the release has no row for it."""
        return self.scores_by_node.get((wave, index), {}).get(index, {}).get(city)

    @cached_property
    def contributions_by_city(self) -> dict[IndexKey, dict[str, list[Contribution]]]:
        """What the indicators contribute, by (wave, index), then by city, in the order of the definition."""
        found: dict[IndexKey, dict[str, list[Contribution]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.contributions:
            found[entry.wave, entry.index][entry.city].append(entry)
        return {key: dict(cities) for key, cities in found.items()}

    @cached_property
    def improvements_by_city(self) -> dict[IndexKey, dict[str, list[Improvement]]]:
        """The other answers that would change a score, by (wave, index), then by city, as they stand in the file."""
        found: dict[IndexKey, dict[str, list[Improvement]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.improvements:
            found[entry.wave, entry.index][entry.city].append(entry)
        return {key: dict(cities) for key, cities in found.items()}

    @cached_property
    def group_scores_by_node(self) -> dict[IndexKey, dict[str, list[GroupScore]]]:
        """Mean scores of groups by (wave, index), then by node, as they stand in the file."""
        found: dict[IndexKey, dict[str, list[GroupScore]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.group_scores:
            found[entry.wave, entry.index][entry.node].append(entry)
        return {key: dict(nodes) for key, nodes in found.items()}

    @cached_property
    def sensitivity_by_city(self) -> dict[IndexKey, dict[str, list[SensitivityRow]]]:
        """Which choices matter, by (wave, index), then by city ("" for all of them together)."""
        found: dict[IndexKey, dict[str, list[SensitivityRow]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.sensitivity:
            found[entry.wave, entry.index][entry.city].append(entry)
        return {key: dict(cities) for key, cities in found.items()}
