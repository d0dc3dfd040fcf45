"""What an index tells of single units, as rows: their standing among their peers, and their change between waves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from civiscope.errors import UserError, problem
from civiscope.indices.analysis.profile import LEAST, Standing, profile, strengths, weaknesses
from civiscope.indices.build import BuiltIndex
from civiscope.indices.change import Decomposition, decompose
from civiscope.indices.sampling_error import is_fixed
from civiscope.results.index_analysis import ScoreChangeRow, StandingRow
from civiscope.workflows.absent import number_or_none
from civiscope.workflows.improvements import LEAST_GAIN
from civiscope.workflows.index_contributions import contributions_to
from civiscope.workflows.index_peers import PeerRows

NOT_KNOWN = "the unit has no value"
FEW_PEERS = f"fewer than {LEAST} peers have a value"
TOGETHER = "scores depend on all waves together: the normalisation is not on fixed goalposts"


def standing_rows(built: BuiltIndex, peers: Sequence[PeerRows]) -> Iterator[StandingRow]:
    """Every unit's standing in every indicator, where it is furthest above its peers first.

    ``peers`` has an entry for each row. Indicators in which there is no comparison come last, with a note.
    """
    codes = built.tree.indicators
    for row, others in enumerate(peers):
        found = profile(built.table.values, codes, row, others.rows)
        kinds = dict.fromkeys((entry.indicator for entry in strengths(found)), "strength")
        kinds |= dict.fromkeys((entry.indicator for entry in weaknesses(found)), "weakness")
        told = {entry.indicator: entry for entry in found}
        for code in (*told, *(code for code in codes if code not in told)):
            yield _standing_row(built, row, code, kinds.get(code, ""), told.get(code), others)


def _standing_row(
    built: BuiltIndex, row: int, code: str, kind: str, found: Standing | None, peers: PeerRows
) -> StandingRow:
    column = built.tree.indicators.index(code)
    score = built.table.values[row, column]
    others = peers.rows[peers.rows != row]
    note = "" if found is not None else NOT_KNOWN if np.isnan(score) else FEW_PEERS
    return StandingRow(
        wave=built.table.waves[row],
        index=built.tree.root,
        city=built.table.units[row],
        node=code,
        kind=kind,
        value=number_or_none(built.prepared.raw.values[row, column]),
        score=number_or_none(score),
        peer_mean=None if found is None else found.mean,
        difference=None if found is None else found.difference,
        standardised=None if found is None else number_or_none(found.standardised),
        rank=None if found is None else found.rank,
        peers=int((~np.isnan(built.table.values[others, column])).sum()),
        peer_rule=peers.rule,
        note=note,
    )


def change_rows(built: BuiltIndex, wave: str | None, since: str | None) -> Iterator[ScoreChangeRow]:
    """Changes of the index taken apart, of units with a score in both waves.

    From each wave to the next, or to ``wave`` from the wave before it or from ``since``. Raises UserError for waves
    that the index does not have, and where it has one wave only.
    """
    parts = contributions_to(built).parts
    note = "" if is_fixed(built.recipe, built.tree) else TOGETHER
    row_of = {key: row for row, key in enumerate(zip(built.table.units, built.table.waves, strict=True))}
    for before, after in _pairs(list(dict.fromkeys(built.table.waves)), wave, since):
        found = decompose(built, parts, before, after)
        for place, unit in enumerate(found.units):
            rows = row_of[unit, before], row_of[unit, after]
            yield from _change_of(built, found, place, (before, after), rows, note)


def _pairs(waves: list[str], wave: str | None, since: str | None) -> list[tuple[str, str]]:
    if len(waves) < 2:
        raise UserError(problem("index-one-wave", value=f"the wave {waves[0]}" if waves and waves[0] else "one wave"))
    unknown = [name for name in (wave, since) if name is not None and name not in waves]
    if unknown:
        raise UserError(*(problem("wave-unknown", value=name, waves=", ".join(waves)) for name in unknown))
    if wave is None:
        return list(pairwise(waves)) if since is None else [(since, name) for name in waves if name != since]
    if since is None and wave == waves[0]:
        raise UserError(problem("index-wave-first", column="--wave", value=wave))
    return [(since or waves[waves.index(wave) - 1], wave)]


def _change_of(
    built: BuiltIndex, found: Decomposition, place: int, waves: tuple[str, str], rows: tuple[int, int], note: str
) -> Iterator[ScoreChangeRow]:
    """The rows of one unit: the index, then what its indicators do, then what none of them does."""
    root = built.tree.root
    first, second = rows
    before, after = float(found.before[place]), float(found.after[place])
    words = {"wave_before": waves[0], "wave": waves[1], "index": root, "city": found.units[place], "note": note}
    yield ScoreChangeRow(
        **words, node=root, value_before=None, value=None, score_before=before, score=after,
        contribution=after - before,
    )  # fmt: skip
    raw, normalised = built.prepared.raw.values, built.table.values
    for column, code in enumerate(found.indicators):
        yield ScoreChangeRow(
            **words,
            node=code,
            value_before=number_or_none(raw[first, column]),
            value=number_or_none(raw[second, column]),
            score_before=number_or_none(normalised[first, column]),
            score=number_or_none(normalised[second, column]),
            contribution=float(found.parts[place, column]),
        )
    rest = float(found.rest[place])
    if abs(rest) > LEAST_GAIN:
        yield ScoreChangeRow(
            **words, node="", value_before=None, value=None, score_before=None, score=None, contribution=rest
        )
