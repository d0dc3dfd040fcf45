"""What has passed the gate: types that only `civiscope.disclosure.publication.publish` can make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from typing import Final, overload

from civiscope.results.answers import Answer, Change, Respondent
from civiscope.results.estimates import Estimate
from civiscope.results.outcomes import StudyOutcomes
from civiscope.results.scores import StudyScores


class _Seal:
    """The token of the gate. The room keeps it to itself."""


SEAL: Final = _Seal()
"""Passed by `publish`, and by nothing else (a test looks for it in the source)."""

_FORGED = "only civiscope.disclosure.publication.publish makes released tables"


class ReleasedTable(Sequence[Estimate]):
    """Estimates that may be published, in their order.

    It is no list of estimates, and no list of estimates is one: a type checker refuses an analysed table where a
    released one is asked for, and making one without the gate's seal raises TypeError.
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Iterable[Estimate], seal: _Seal) -> None:
        if seal is not SEAL:
            raise TypeError(_FORGED)
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, index: int) -> Estimate: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Estimate, ...]: ...

    def __getitem__(self, index: int | slice) -> Estimate | tuple[Estimate, ...]:
        return self._rows[index]

    def __iter__(self) -> Iterator[Estimate]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True, slots=True)
class Publication:
    """What may be published of a study. Raises TypeError where anything but `publish` makes it."""

    estimates: ReleasedTable
    answers: tuple[Answer, ...]
    respondents: tuple[Respondent, ...]
    changes: tuple[Change, ...]
    seal: InitVar[_Seal]
    scores: StudyScores = field(default_factory=StudyScores)
    outcomes: StudyOutcomes = field(default_factory=StudyOutcomes)

    def __post_init__(self, seal: _Seal) -> None:
        if seal is not SEAL or not isinstance(self.estimates, ReleasedTable):
            raise TypeError(_FORGED)
