"""Results printed elsewhere compared with the released estimates of the same shares."""

from __future__ import annotations

from collections.abc import Iterable

from civiscope.disclosure.released import ReleasedTable
from civiscope.results.estimates import Estimate
from civiscope.results.published import (
    FEWEST_COMPARED,
    INSIDE,
    OUTSIDE,
    PublishedComparison,
    PublishedKey,
    PublishedResult,
)

SHARE = "share"
NOT_COMPUTED = "no share is computed from the answers at hand"
NO_SHARE = "the answers at hand give a count, but no share"
NO_INTERVAL = "the computed share has no interval"
TOO_FEW = f"fewer than {FEWEST_COMPARED} answers are at hand, too few for a comparison"
NO_PRINTED_SHARE = "printed in words"
NO_PRINTED_BASE = "a count is printed without its base"
SIMULATED = "the computed share is of simulated answers; the published result is real"


def compare_published(
    estimates: ReleasedTable, published: Iterable[PublishedResult], *, simulated: bool
) -> tuple[PublishedComparison, ...]:
    """Every published result, in order, beside the released share of the same answer in the same cities.

    Only a released table is taken, so that a suppressed share is not given away by a verdict: it has no number here.
    """
    shares = {_key(entry): entry for entry in estimates if entry.measure == SHARE}
    return tuple(_comparison(result, shares.get(result.key), simulated) for result in published)


def _key(entry: Estimate) -> PublishedKey:
    return (entry.wave, entry.questionnaire, entry.item, entry.row, entry.option, entry.domain, entry.level)


def _comparison(result: PublishedResult, found: Estimate | None, simulated: bool) -> PublishedComparison:
    computed = None if found is None else found.estimate
    remarks = [
        *_printed_remarks(result),
        *_computed_remarks(found),
        *([SIMULATED] if simulated and computed is not None else []),
        *([result.remark] if result.remark else []),
    ]
    return PublishedComparison(
        wave=result.wave,
        questionnaire=result.questionnaire,
        item=result.item,
        row=result.row,
        option=result.option,
        domain=result.domain,
        level=result.level,
        computed=computed,
        low=None if found is None else found.low,
        high=None if found is None else found.high,
        base=None if found is None else found.base,
        published=result.share,
        published_base=result.base,
        verdict=_verdict(result, found),
        source=result.source,
        note="; ".join(remarks),
    )


def _verdict(result: PublishedResult, found: Estimate | None) -> str:
    """Whether the interval, widened by what printing may have rounded away, holds the published share."""
    if result.share is None or found is None or found.estimate is None or found.low is None or found.high is None:
        return ""
    if (found.base or 0) < FEWEST_COMPARED:
        return ""
    width = result.half_width + 1e-12
    return INSIDE if found.low - width <= result.share <= found.high + width else OUTSIDE


def _printed_remarks(result: PublishedResult) -> list[str]:
    if result.share is not None:
        return []
    if result.count is not None:
        return [f"{NO_PRINTED_BASE}: {result.count}"]
    return [f"{NO_PRINTED_SHARE}: {result.text}"]


def _computed_remarks(found: Estimate | None) -> list[str]:
    if found is None:
        return [NOT_COMPUTED]
    if found.suppressed:
        return [found.note]
    if found.estimate is None:
        return [f"{NO_SHARE} ({found.note})" if found.note else NO_SHARE]
    if found.low is None or found.high is None:
        return [NO_INTERVAL]
    return [TOO_FEW] if (found.base or 0) < FEWEST_COMPARED else []
