"""Which cities a reader can place in which level, and what those answered whose answers are not published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from civiscope.disclosure.tables import ALL, Answered, LevelKey, TableKey
from civiscope.results.answers import Answer, Status
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import Frame
from civiscope.study.groups import level_of

_GIVEN = {Status.ANSWERED.label, Status.INCOMPLETE.label}


class Members:
    """The cities of every level of every domain, and who answered what.

    ``answers`` are all single answers, published or not: a set of cities is small whether or not its answers are.
    """

    def __init__(self, definition: StudyDefinition, frame: Frame, answers: Sequence[Answer]) -> None:
        self._groups = [group for group in definition.groups if group.code in definition.domains]
        self._frame = frame
        self._answered: dict[TableKey, set[str]] = defaultdict(set)
        self._named: dict[TableKey, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for entry in answers:
            key = (entry.wave, entry.questionnaire, entry.item, entry.row)
            # The options of an incomplete list stand on rows of their own: one row is enough to have answered.
            if entry.status in _GIVEN:
                self._answered[key].add(entry.city)
            if entry.status in _GIVEN and entry.option and entry.value != "no" and entry.status != "incomplete":
                self._named[key][entry.option].add(entry.city)
        self._levels: dict[str, dict[LevelKey, set[str]]] = {}

    def answered(self, key: TableKey, only: Collection[str] | None = None) -> Answered:
        """Who answered an item, by level, and who named which option; ``only`` limits the cities to some."""
        whole = self._answered.get(key, set())
        if only is not None:
            whole = whole & set(only)
        levels = {ALL: frozenset(whole)}
        for level, cities in self.levels(key[0]).items():
            levels[level] = frozenset(cities & whole)
        named = self._named[key].items() if key in self._named else ()
        return Answered(levels, {option: frozenset(cities & whole) for option, cities in named})

    def levels(self, wave: str) -> Mapping[LevelKey, set[str]]:
        """The cities of every level of every domain in a wave."""
        if wave not in self._levels:
            found: dict[LevelKey, set[str]] = defaultdict(set)
            for group in self._groups:
                if group.item:
                    for option, cities in self._choices(wave, group.item).items():
                        found[group.code, option] |= cities
                else:
                    for city in self._frame.values():
                        if level := level_of(group, city):
                            found[group.code, level].add(city.code)
            self._levels[wave] = found
        return self._levels[wave]

    def _choices(self, wave: str, item: str) -> Mapping[str, set[str]]:
        """Who chose what in a single item, in the questionnaire of the wave that asks it first."""
        for key, options in self._named.items():
            if key[0] == wave and key[2:] == (item, ""):
                return options
        return {}
