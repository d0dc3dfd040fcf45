"""Which shares the made-up answers follow: those of published.csv where there are some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from civiscope.results.published import PublishedResult
from civiscope.study.loading import Study
from civiscope.study.questionnaire import Item
from civiscope.workflows.simulate_traits import Floats


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed of one variable: shares by option of all cities, and by level of one ``domain``.

    ``wave`` names the other wave that it is taken from, and is empty where it is the variable's own.
    """

    overall: Mapping[str, float] = field(default_factory=dict)
    domain: str = ""
    levels: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    wave: str = ""


NOTHING = Printed()


class PublishedShares:
    """The published shares of a study, by variable."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._results: dict[tuple[str, str, str], list[PublishedResult]] = {}
        for result in study.published:
            if result.share is not None and result.option:
                key = (result.wave, result.questionnaire, result.item)
                self._results.setdefault(key, []).append(result)

    def of(self, wave: str, questionnaire: str, item: Item) -> dict[str, Printed]:
        """What is printed of an item, by row ("" outside grids); {} where nothing is.

        Of a wave in which nothing is, the latest other wave's results of the same concept, recoded.
        """
        own = self._results.get((wave, questionnaire, item.code))
        if own:
            return _by_row([(result.row, result.option, result) for result in own], "")
        for other in reversed(self._study.definition.waves):
            if other.id == wave:
                continue
            # The same questionnaire's first.
            for name in sorted(other.questionnaires, key=lambda name: name != questionnaire):
                found = self._borrowed(other.id, name, questionnaire, item)
                if found:
                    return found
        return {}

    def _borrowed(self, wave: str, name: str, questionnaire: str, item: Item) -> dict[str, Printed]:
        options = [option.code for option in self._study.questionnaires[questionnaire].options_of(item)]
        rows = {row.code for row in self._study.questionnaires[questionnaire].rows_of(item)} or {""}
        for source in self._study.questionnaires[name].items.values():
            results = self._results.get((wave, name, source.code))
            if not results or _concept(source) != _concept(item):
                continue
            codes = _recoded(source, item, options)
            mapped = [
                (result.row, codes[result.option], result)
                for result in results
                if result.option in codes and result.row in rows
            ]
            if mapped:
                return _by_row(mapped, wave)
        return {}


def _concept(item: Item) -> str:
    return item.concept or item.code


def _recoded(source: Item, item: Item, options: Sequence[str]) -> dict[str, str]:
    """The item's option for each code of ``source`` that stands for exactly one of them."""
    standing: dict[str, list[str]] = {}
    for code in options:
        standing.setdefault(item.recode.get(code, code), []).append(code)
    alone = {common: codes[0] for common, codes in standing.items() if len(codes) == 1}
    return {
        code: alone[common] for code in {*source.recode, *alone} if (common := source.recode.get(code, code)) in alone
    }


def _by_row(found: list[tuple[str, str, PublishedResult]], wave: str) -> dict[str, Printed]:
    printed: dict[str, Printed] = {}
    for row in dict.fromkeys(row for row, _, _ in found):
        overall: dict[str, float] = {}
        domains: dict[str, dict[str, dict[str, float]]] = {}
        seen: set[tuple[str, str, str]] = set()
        for place, option, result in found:
            about = (result.option, result.domain, result.level)
            if place != row or about in seen or result.share is None:
                continue
            # Where sources differ the first row stands; options that are recoded to the same one add up.
            seen.add(about)
            levels = domains.setdefault(result.domain, {}) if result.domain else None
            into = overall if levels is None else levels.setdefault(result.level, {})
            into[option] = min(1.0, into.get(option, 0.0) + result.share)
        # One division of the cities at a time can be kept to: the one of which most is printed.
        domain = max(domains, key=lambda name: sum(map(len, domains[name].values())), default="")
        printed[row] = Printed(overall, domain, domains.get(domain, {}), wave)
    return printed


def single_shares(options: Sequence[str], printed: Printed, drawn: Floats) -> Floats:
    """Shares of all options, adding up to 1: the printed ones, and the rest among the others as ``drawn`` has them."""
    hints = _level_means(options, printed)
    return _completed(options, printed.overall, np.where(np.isnan(hints), drawn, hints))


def list_shares(options: Sequence[str], printed: Printed, drawn: Floats) -> Floats:
    """The share that names each option: the printed ones, and those ``drawn`` for the others."""
    hints = _level_means(options, printed)
    known = np.array([printed.overall.get(code, np.nan) for code in options])
    return np.where(~np.isnan(known), known, np.where(np.isnan(hints), drawn, hints))


def by_city(
    options: Sequence[str], overall: Floats, printed: Printed, levels: Sequence[str], *, exclusive: bool
) -> Floats:
    """The shares that hold for each city, shape (cities, options), given its level in the printed domain.

    A level of which shares are printed has those. The other cities have what makes the ``overall`` shares hold, in the
    proportions in which the levels occur: p_rest = (p - sum of w_l p_l) / w_rest, as far as that is a share.
    """
    shares = np.tile(overall, (len(levels), 1))
    if not printed.levels or not len(levels):
        return shares
    at = np.array(levels)
    rest = np.ones(len(levels), dtype=bool)
    left = overall * len(levels)
    for level, told in printed.levels.items():
        there = at == level
        if exclusive:
            of_level = _completed(options, told, overall)
        else:
            of_level = np.array([told.get(code, share) for code, share in zip(options, overall, strict=True)])
        shares[there] = of_level
        left = left - there.sum() * of_level
        rest &= ~there
    if rest.any():
        implied = np.clip(left / rest.sum(), 0.0, 1.0)
        shares[rest] = implied / max(implied.sum(), 1e-12) if exclusive else implied
    return shares


def _completed(options: Sequence[str], told: Mapping[str, float], others: Floats) -> Floats:
    """Shares that add up to 1: those told, and the rest in the proportions of ``others``."""
    known = np.array([code in told for code in options])
    shares = np.array([told.get(code, 0.0) for code in options])
    total = float(shares.sum())
    if known.all() or total >= 1:
        return shares / total if total > 0 else np.full(len(options), 1 / len(options))
    weights = np.where(known, 0.0, np.maximum(others, 1e-9))
    return shares + (1 - total) * weights / float(weights.sum())


def _level_means(options: Sequence[str], printed: Printed) -> Floats:
    """Where a share is printed of levels only, their mean is the best guess of the overall one; else not a number."""
    found = []
    for code in options:
        told = [shares[code] for shares in printed.levels.values() if code in shares]
        found.append(float(np.mean(told)) if told and code not in printed.overall else np.nan)
    return np.array(found)
