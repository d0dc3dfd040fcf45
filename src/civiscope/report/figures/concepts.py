"""The same question in several questionnaires and waves, with options that differ made one by their recodes."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.release.model import Release
from civiscope.report.figures.tables import ALL_CITIES, is_drawn
from civiscope.report.figures.totals import total_share
from civiscope.results.estimates import Estimate
from civiscope.results.published import PublishedResult
from civiscope.study.definition import Wave
from civiscope.study.questionnaire import NUMBER_KINDS, Item, Kind, Questionnaire

ONE_ANSWER_KINDS = frozenset({Kind.SINGLE, Kind.GRID})
"""Each city gives one answer, so that shares of several answers add up."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one questionnaire of one wave asks it."""

    wave: Wave
    questionnaire: Questionnaire
    item: Item


def same_question(a: Item, b: Item) -> bool:
    """Whether two items ask the same: by concept where both have one, else by code; whole and decimal numbers count
    as one kind."""
    kinds = a.kind == b.kind or (a.kind in NUMBER_KINDS and b.kind in NUMBER_KINDS)
    return kinds and (a.concept == b.concept if a.concept and b.concept else a.code == b.code)


def counterpart(questionnaire: Questionnaire, item: Item) -> Item | None:
    """What a questionnaire asks of the same: the item of the same code comes first."""
    found = [other for other in questionnaire.items.values() if same_question(other, item)]
    return next((other for other in found if other.code == item.code), found[0] if found else None)


def everywhere(release: Release, item: Item) -> list[Asked]:
    """Where the question of an item is asked, wave by wave, in the order of the definitions."""
    found = []
    for wave in release.definition.waves:
        for name in wave.questionnaires:
            questionnaire = release.questionnaires.get(name)
            other = counterpart(questionnaire, item) if questionnaire is not None else None
            if questionnaire is not None and other is not None:
                found.append(Asked(wave, questionnaire, other))
    return found


def common_option(item: Item, option: str) -> str:
    """The code by which an option is compared."""
    return item.recode.get(option, option)


def common_shares(release: Release, asked: Asked, row: str = "") -> dict[str, Estimate]:
    """The drawn shares of all cities by common option.

    Options that are one in comparisons are added up where each city gives one answer, and left out of lists, in which
    a city may name both.
    """
    cells = [
        cell
        for cell in release.table(asked.wave.id, asked.questionnaire.id, asked.item.code, row)
        if cell.measure == "share" and cell.level == ALL_CITIES
    ]
    by_code: dict[str, list[Estimate]] = {}
    for cell in cells:
        by_code.setdefault(common_option(asked.item, cell.option), []).append(cell)
    found: dict[str, Estimate] = {}
    for code, several in by_code.items():
        if len(several) == 1:
            kept: Estimate | None = several[0] if is_drawn(several[0]) else None
        elif asked.item.kind in ONE_ANSWER_KINDS:
            kept = total_share(release, several, cells)
        else:
            kept = None
        if kept is not None:
            found[code] = kept
    return found


def top_codes(questionnaire: Questionnaire, item: Item) -> tuple[str, ...]:
    """The common options of the first half of a scale, without a middle one."""
    options = questionnaire.options_of(item)
    return tuple(dict.fromkeys(common_option(item, option.code) for option in options[: max(1, len(options) // 2)]))


def top_shares(release: Release, asked: Asked, top: tuple[str, ...]) -> dict[str, Estimate]:
    """By row of a grid, the share of some common options together; none where its scale begins with others."""
    if set(top_codes(asked.questionnaire, asked.item)) != set(top):
        return {}
    found = {}
    for row in asked.questionnaire.rows_of(asked.item):
        shares = common_shares(release, asked, row.code)
        cells = [shares[code] for code in top if code in shares]
        total = total_share(release, cells, list(shares.values())) if len(cells) == len(top) else None
        if total is not None:
            found[row.code] = total
    return found


def printed_shares(release: Release, asked: Asked) -> dict[str, PublishedResult]:
    """Percentages of all cities printed elsewhere by common option.

    Those of options that only together make a common one are left out.
    """
    found: dict[str, list[PublishedResult]] = {}
    options = asked.questionnaire.options_of(asked.item)
    for option in options:
        key = (asked.wave.id, asked.questionnaire.id, asked.item.code, "", option.code, "", "")
        printed = [entry for entry in release.published_by_key.get(key, ()) if entry.percent is not None]
        if printed:
            found.setdefault(common_option(asked.item, option.code), []).extend(printed)
    merged = {code for code in found if sum(common_option(asked.item, option.code) == code for option in options) > 1}
    return {code: entries[0] for code, entries in found.items() if code not in merged}
