"""Scores of indices before they are published: whose may be shown, and which ranks and means would give others away.

A city's score may be shown where every answer behind it may be. It is taken out otherwise, with all that goes with it,
and then two things could still tell it:

- ranks, whose gaps show where a city that is missing from them stands. They are left out where fewer cities than
  `FEWEST_WITHHOLDING` (or the study's minimum base) are missing;
- means of groups, from which a reader can subtract the published scores. The mean of all cities and the groups, in the
  study's order, are shown as long as the withheld cities that are in the same of the shown sets are always at least so
  many: whatever a reader adds and subtracts, what remains is a sum over that many cities. A group that would part
  them further goes as a whole.

Extremes, means and weights that a step of the index takes from all cities count as what they are: estimates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from civiscope.disclosure.consent import ConsentRules
from civiscope.disclosure.members import Members
from civiscope.disclosure.rounding import rounded_group_score
from civiscope.disclosure.tables import ALL, LevelKey
from civiscope.results.answers import Answer, Status
from civiscope.results.scores import GroupScore, Improvement, Score, SensitivityRow, StudyScores
from civiscope.study.definition import FEWEST_WITHHOLDING, DisclosureRules
from civiscope.study.index_definition import IndexDefinition, IndexElement

Noted = TypeVar("Noted", Score, GroupScore, SensitivityRow)

NodeKey = tuple[str, str, str]
"""Wave, index, node."""

SUPPRESSED_MEAN = "suppressed: too few cities, or scores that are not published would be given away"
"""The note of every suppressed mean: the two reasons are not told apart."""

RANKS_LEFT_OUT = "ranks left out: they would show where a city stands whose score is not published"


@dataclass(frozen=True, slots=True)
class ScoreGate:
    """By what scores are published: definitions, consents, rules, and which cities are in which level of a domain."""

    indices: Mapping[str, IndexDefinition]
    consent: ConsentRules
    rules: DisclosureRules = field(default_factory=DisclosureRules)
    members: Members | None = None

    @property
    def fewest(self) -> int:
        """How many withheld cities have to stand together, so that none of them can be told."""
        return max(self.rules.minimum_base, FEWEST_WITHHOLDING)


def publishable_scores(
    scores: StudyScores, answers: Sequence[Answer], gate: ScoreGate, remark: str = ""
) -> StudyScores:
    """What may be published of ``scores``; ``answers`` are all single answers that they were made of.

    An index that fewer cities of a wave than its ``least`` have a score of is left out of that wave. ``remark`` is put
    before the note of every row that has one. Raises KeyError for an index without a definition.
    """
    scored = _scored(scores.scores)
    shown = {
        key[:2] for key, cities in scored.items() if key[1] == key[2] and len(cities) >= gate.indices[key[1]].least
    }
    secret = secret_cities(answers, gate.indices, gate.consent, {wave for wave, _ in shown})
    withheld = {key: cities & secret.get(key, frozenset()) for key, cities in scored.items()}

    def is_public(wave: str, index: str, city: str, node: str = "") -> bool:
        return (wave, index) in shown and city not in secret.get((wave, index, node or index), ())

    def has_public_score(entry: SensitivityRow) -> bool:
        key = (entry.wave, entry.index, entry.index)
        return entry.city in scored.get(key, frozenset()) - withheld.get(key, frozenset())

    ranked = {key for key, cities in withheld.items() if not 0 < len(cities) < gate.fewest}
    return StudyScores(
        scores=tuple(
            _remarked(_ranked(entry, (entry.wave, entry.index, entry.node) in ranked), remark)
            for entry in scores.scores
            if is_public(entry.wave, entry.index, entry.city, entry.node)
        ),
        contributions=tuple(entry for entry in scores.contributions if is_public(entry.wave, entry.index, entry.city)),
        improvements=tuple(
            _then_ranked(entry, (entry.wave, entry.index, entry.index) in ranked)
            for entry in scores.improvements
            if is_public(entry.wave, entry.index, entry.city)
        ),
        groups=_groups(
            [entry for entry in scores.groups if (entry.wave, entry.index) in shown], withheld, gate, remark
        ),
        sensitivity=tuple(
            _remarked(entry, remark)
            for entry in scores.sensitivity
            if _may_vary(entry, shown, ranked) and (not entry.city or has_public_score(entry))
        ),
    )


def items_behind(definition: IndexDefinition) -> dict[str, frozenset[str]]:
    """The items that each node of an index is made of: the index itself, its elements, its combinations."""
    found: dict[str, frozenset[str]] = {}

    def of_element(element: IndexElement) -> frozenset[str]:
        own = {item for item, _ in element.score.variables} if element.score is not None else set()
        found[element.code] = frozenset(own).union(*(of_element(child) for child in element.children or ()))
        return found[element.code]

    found[definition.id] = frozenset().union(*[of_element(element) for element in definition.tree])
    for entry in definition.combinations:
        found[entry.code] = frozenset().union(*(found[code] for code in entry.of))
    return found


def _scored(scores: Iterable[Score]) -> dict[NodeKey, frozenset[str]]:
    """The cities that have a score, by node."""
    found: dict[NodeKey, set[str]] = defaultdict(set)
    for entry in scores:
        if entry.score is not None:
            found[entry.wave, entry.index, entry.node].add(entry.city)
    return {key: frozenset(cities) for key, cities in found.items()}


def secret_cities(
    answers: Sequence[Answer], indices: Mapping[str, IndexDefinition], consent: ConsentRules, waves: Collection[str]
) -> dict[NodeKey, frozenset[str]]:
    """The cities of which an answer behind a node may not be published.

    An answer that is not known tells nothing: withdrawn answers that no number may be made of are among these.
    """
    by_item: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for entry in answers:
        if entry.status != Status.NOT_KNOWN.label and not consent.allows_answer(entry):
            by_item[entry.wave, entry.questionnaire, entry.item].add(entry.city)
    return {
        (wave, name, node): frozenset().union(
            *(by_item.get((wave, definition.questionnaire or "", item), ()) for item in items)
        )
        for name, definition in indices.items()
        for node, items in items_behind(definition).items()
        for wave in waves
    }


def _ranked(entry: Score, may_be: bool) -> Score:
    if may_be or entry.rank is None:
        return entry
    note = _joined(entry.note, RANKS_LEFT_OUT)
    return replace(entry, rank=None, rank_low=None, rank_high=None, same_rank=None, note=note)


def _then_ranked(entry: Improvement, may_be: bool) -> Improvement:
    return entry if may_be else replace(entry, rank_then=None)


def _may_vary(entry: SensitivityRow, shown: Collection[tuple[str, str]], ranked: Collection[NodeKey]) -> bool:
    """Whether what moves the ranks may be told: where they are shown; of rows without a wave, in all waves."""
    waves = [wave for wave, index in shown if index == entry.index and entry.wave in ("", wave)]
    return bool(waves) and all((wave, entry.index, entry.index) in ranked for wave in waves)


def _groups(
    rows: Sequence[GroupScore], withheld: Mapping[NodeKey, frozenset[str]], gate: ScoreGate, remark: str
) -> tuple[GroupScore, ...]:
    """The means that may be shown; the others keep their place and lose their numbers."""
    domains: dict[NodeKey, list[str]] = defaultdict(list)
    rows = [entry for entry in rows if gate.consent.allows_domain(entry.domain)]
    for entry in rows:
        key = (entry.wave, entry.index, entry.node)
        if entry.domain not in domains[key]:
            domains[key].append(entry.domain)
    shown = {key: _shown_domains(key[0], found, withheld.get(key, frozenset()), gate) for key, found in domains.items()}
    return tuple(
        _remarked(
            rounded_group_score(entry, gate.rules.rounding)
            if entry.domain in shown[entry.wave, entry.index, entry.node] and (entry.n or 0) >= gate.rules.minimum_base
            else _without_numbers(entry),
            remark,
        )
        for entry in rows
    )


def _shown_domains(wave: str, domains: Sequence[str], withheld: frozenset[str], gate: ScoreGate) -> frozenset[str]:
    """All cities first, then the domains in their order, as far as the withheld cities stay together."""
    if not withheld:
        return frozenset(domains)
    levels = gate.members.levels(wave) if gate.members is not None else {}
    shown: list[str] = []
    for domain in sorted(domains, key=bool):
        known = domain == "" or any(name == domain for name, _ in levels)
        if known and _stay_together([*shown, domain], withheld, levels, gate.fewest):
            shown.append(domain)
    return frozenset(shown)


def _stay_together(
    domains: Sequence[str], withheld: frozenset[str], levels: Mapping[LevelKey, Collection[str]], fewest: int
) -> bool:
    """Whether those of the withheld cities that the same sets hold are none or at least ``fewest``."""
    sets = {ALL: withheld} if "" in domains else {}
    sets |= {key: withheld.intersection(cities) for key, cities in levels.items() if key[0] in domains}
    places = Counter(tuple(city in cities for cities in sets.values()) for city in withheld)
    return all(count >= fewest for place, count in places.items() if any(place))


def _without_numbers(entry: GroupScore) -> GroupScore:
    return replace(
        entry, mean=None, se=None, low=None, high=None, n=None, base=None, suppressed=True, note=SUPPRESSED_MEAN
    )


def _remarked(entry: Noted, remark: str) -> Noted:
    return replace(entry, note=_joined(remark, entry.note)) if remark else entry


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
