"""Made-up answers to one variable of a questionnaire, drawn from given shares, before constraints are heeded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.recodes import MISSING_WORDS, NOTHING_NAMED
from civiscope.study.frame import City
from civiscope.study.questionnaire import (
    CHOICE_KINDS,
    GRID_KINDS,
    LIST_KINDS,
    NUMBER_KINDS,
    OTHER,
    Item,
    Kind,
    Questionnaire,
)
from civiscope.workflows.simulate_scales import names_nothing, scale_of
from civiscope.workflows.simulate_shares import Printed, by_city, list_shares, single_shares
from civiscope.workflows.simulate_traits import LIST_LOADING, LOADING, Floats, normal_cdf, tendency

Generator = np.random.Generator

_OWN_ANSWER = 0.04
"""Share of answers in a respondent's own words, where an item allows them."""

_USUALLY_READ = 6
"""Length of a list up to which its options do not take answers from one another."""

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_COUNTED = re.compile(r"count-selected\(\s*\.\s*\)\s*(?P<sign><=?)\s*(?P<most>\d+)")
"""A constraint that limits how many options of a list may be named."""
_ALONE = re.compile(
    r"not\(\s*selected\(\s*\.\s*,\s*'(?P<code>\w+)'\s*\)\s*\)\s*or\s*count-selected\(\s*\.\s*\)\s*=\s*1"
)
"""A constraint that lets an option of a list stand by itself only."""
_YEARS = (2000, 2026)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: the cell that is written, and the text by which expressions know it (empty where it is missing)."""

    cell: str
    value: str

    @property
    def is_answer(self) -> bool:
        """Whether it is an answer, and not a kind of missing."""
        return self.cell not in ("", *MISSING_WORDS)


NOT_ASKED = Given("", "")


@dataclass(frozen=True, slots=True)
class Respondents:
    """The cities that are asked a variable, with what decides their answers.

    ``capacity`` is standard normal among those of the same ``levels`` (their level in the domain of which shares are
    printed), shape (n,); ``peculiar`` gives what is peculiar to a part of the answer by its name, shape (n,).
    """

    cities: Sequence[City]
    capacity: Floats
    levels: Sequence[str]
    peculiar: Callable[[str], Floats]


Source = Callable[[Respondents, Generator], list[Given]]
"""Draws one answer per city."""


def source_of(
    questionnaire: Questionnaire, item: Item, date: dt.date, printed: Printed, generator: Generator
) -> Source:
    """A source of answers to an item, or to one row of a grid. ``date`` is the wave's.

    The shares of options are those ``printed``; how common the others are is itself drawn from ``generator``, once.
    """
    options = [option.code for option in questionnaire.options_of(item)]
    if item.kind in LIST_KINDS or item.kind is Kind.RANKING:
        return _lists(options, item, printed, generator)
    if item.kind in CHOICE_KINDS:
        return _singles(options, item, printed, generator)
    if item.kind in NUMBER_KINDS:
        return _numbers(item)
    return _texts(item, date)


def _own_words(generator: Generator) -> str:
    return f"other: simulated own answer {int(generator.integers(1, 1000))}"


def _cell(codes: Sequence[str], item: Item, generator: Generator) -> Given:
    shown = [_own_words(generator) if code == OTHER and item.other else code for code in codes]
    return Given("; ".join(shown), " ".join(codes))


def _singles(options: list[str], item: Item, printed: Printed, generator: Generator) -> Source:
    overall = single_shares(options, printed, _shares(options, item, generator))
    scale = scale_of(options, grid=item.kind in GRID_KINDS)
    order, off = np.array(scale.order, dtype=int), np.array(scale.off, dtype=int)
    known = {code: Given(code, code) for code in options if not (code == OTHER and item.other)}

    def draw(asked: Respondents, generator: Generator) -> list[Given]:
        shares = by_city(options, overall, printed, asked.levels, exclusive=True)
        loading = LOADING if scale.is_ordered else 0.0
        places = _thresholds(shares[:, order], normal_cdf(-tendency(asked.capacity, asked.peculiar("scale"), loading)))
        chosen = order[places] if len(order) else np.zeros(len(places), dtype=int)
        if len(off):
            # What is not on the scale ("other", "don't know") is chosen whatever the capacity.
            apart = normal_cdf(asked.peculiar("off the scale"))
            outside = apart < shares[:, off].sum(axis=1)
            chosen[outside] = off[_reached(np.cumsum(shares[:, off], axis=1)[outside], apart[outside])]
        codes = [options[place] for place in chosen]
        return [known.get(code) or _cell([code], item, generator) for code in codes]

    return draw


def _thresholds(shares: Floats, uniform: Floats) -> NDArray[np.int_]:
    """The option of each city whose interval of cumulated shares holds its uniform number; shares (n, options)."""
    if shares.shape[1] == 0:
        return np.zeros(len(uniform), dtype=int)
    cumulated = np.cumsum(shares, axis=1)
    return _reached(cumulated, uniform * cumulated[:, -1])


def _reached(cumulated: Floats, uniform: Floats) -> NDArray[np.int_]:
    passed = (cumulated <= uniform[:, None]).sum(axis=1)
    reached: NDArray[np.int_] = np.minimum(passed, cumulated.shape[1] - 1)
    return reached


def _lists(options: list[str], item: Item, printed: Printed, generator: Generator) -> Source:
    most = _most(options, item)
    overall = _inclusions(options, item, printed, most, generator)
    weights = np.log(np.maximum(overall, 1e-6))
    alone = _alone(options, item)

    def draw(asked: Respondents, generator: Generator) -> list[Given]:
        shares = by_city(options, overall, printed, asked.levels, exclusive=False)
        named = (
            _limited(shares, most, asked, options) if most < len(options) else _unlimited(shares, asked, options, alone)
        )
        if item.kind is Kind.RANKING:
            # The order of weights plus Gumbel noise is a draw without replacement (Yellott 1977, Theorem 5).
            ranks = np.argsort(-(weights + generator.gumbel(size=named.shape)), axis=1)
            # A ranking has a first place: whoever named nothing names that.
            rows = [
                [place for place in order if row[place]] or [order[0]] for row, order in zip(named, ranks, strict=True)
            ]
        else:
            rows = [list(np.flatnonzero(row)) for row in named]
        return [
            _cell([options[place] for place in row], item, generator) if row else Given(NOTHING_NAMED, "")
            for row in rows
        ]

    return draw


def _most(options: list[str], item: Item) -> int:
    """How many options may be named, by the item's limit or by its constraint."""
    counted = _COUNTED.search(item.constraint or "")
    limits = [item.most] if item.most else []
    limits += [int(counted["most"]) - (counted["sign"] == "<")] if counted else []
    return max(1, min([len(options), *limits]))


def _inclusions(options: list[str], item: Item, printed: Printed, most: int, generator: Generator) -> Floats:
    """The share of cities that name each option; of a list with a limit they add up to no more than that."""
    # However long the list, a city names two or so: respondents choose what matters most to them.
    drawn = generator.beta(1.3, 2.0, size=len(options)) * min(1.0, _USUALLY_READ / len(options))
    if item.other:
        drawn[-1] = _OWN_ANSWER
    if item.kind is Kind.RANKING and drawn.sum() < 1:
        drawn = drawn / drawn.sum()
    shares = list_shares(options, printed, drawn)
    told = np.array([code in printed.overall for code in options])
    room = max(0.0, most - float(shares[told].sum()))
    others = float(shares[~told].sum())
    if others > room:
        shares[~told] *= room / others
    return shares if shares.sum() <= most else shares * most / shares.sum()


def _alone(options: list[str], item: Item) -> int | None:
    """The option that excludes all others, because it says "none" or because the constraint says so; None for none."""
    told = _ALONE.search(item.constraint or "")
    found = [place for place, code in enumerate(options) if names_nothing(code) or (told and told["code"] == code)]
    return found[0] if found and len(options) > 1 else None


def _unlimited(shares: Floats, asked: Respondents, options: list[str], alone: int | None) -> NDArray[np.bool_]:
    """Each option by itself, those of high capacity more often; what excludes all others (``alone``) is drawn first."""
    peculiar = np.column_stack([asked.peculiar(code) for code in options])
    chances = normal_cdf(-tendency(asked.capacity, peculiar, LIST_LOADING))
    if alone is None:
        return np.asarray(chances < shares, dtype=bool)
    excluded = normal_cdf(asked.peculiar("none of them")) < shares[:, alone]
    left = np.maximum(1 - shares[:, [alone]], 1e-9)
    named = (chances < np.minimum(shares / left, 1.0)) & ~excluded[:, None]
    named[:, alone] = excluded
    return named


def _limited(shares: Floats, most: int, asked: Respondents, options: list[str]) -> NDArray[np.bool_]:
    """At most so many options, each with its share: systematic sampling (Madow 1949) in an order of each city's own.

    The cumulated shares are cut at u, u + 1, ... with u uniform; an option is named in whose interval a cut lies. Each
    is named with the probability of its share, and their number is the sum of the shares, rounded up or down. Which
    things matter most says nothing about capacity.
    """
    totals = shares.sum(axis=1, keepdims=True)
    shares = np.where(totals > most, shares * most / np.maximum(totals, 1e-12), shares)
    order = np.argsort(np.column_stack([asked.peculiar(code) for code in options]), axis=1)
    start = normal_cdf(asked.peculiar("start"))[:, None]
    ends = np.cumsum(np.take_along_axis(shares, order, axis=1), axis=1)
    # The last sum may miss a whole number by rounding alone, and would then be cut once too often.
    cuts = np.floor(np.minimum(ends, most - 1e-9) - start)
    before = np.column_stack([np.full(len(cuts), -1.0), cuts[:, :-1]])
    named = np.zeros(shares.shape, dtype=bool)
    np.put_along_axis(named, order, cuts > before, axis=1)
    return named


def _shares(options: list[str], item: Item, generator: Generator) -> Floats:
    """How many choose each option where nothing is printed; adds up to 1."""
    if not (item.other and len(options) > 1):
        return generator.dirichlet(np.full(len(options), 2.0))
    return np.append(generator.dirichlet(np.full(len(options) - 1, 2.0)) * (1 - _OWN_ANSWER), _OWN_ANSWER)


def _numbers(item: Item) -> Source:
    """Numbers within the limits that a constraint names, else of the size that suits the item's name and unit.

    Numbers without limits are larger where there is more capacity (staff, roles).
    """
    limits = [float(text) for text in _NUMBER.findall(item.constraint or "")]

    def proposals(asked: Respondents) -> Floats:
        own = asked.peculiar("number")
        if len(set(limits)) > 1:
            return min(limits) + (max(limits) - min(limits)) * normal_cdf(own)
        if "year" in item.code.split("_"):
            return _YEARS[0] + (_YEARS[1] - _YEARS[0]) * normal_cdf(own)
        level = tendency(asked.capacity, own, LOADING)
        if item.counts_percent:
            return 100 * normal_cdf(level)
        size: Floats = np.exp(np.log(8) + 0.9 * level)
        return size

    def draw(asked: Respondents, generator: Generator) -> list[Given]:
        answers = []
        for city, number in zip(asked.cities, proposals(asked), strict=True):
            # Facts that the frame holds too are answered as the frame has them.
            own = city.value(item.code) if item.code in ("population", "population_year", "gdp_per_capita") else None
            value = float(own) if own is not None else float(number)
            text = str(round(value)) if item.kind is Kind.INTEGER else f"{value:.1f}"
            answers.append(Given(text, text))
        return answers

    return draw


def _texts(item: Item, date: dt.date) -> Source:
    def text(city: City, number: int) -> str:
        if item.kind is Kind.URL:
            return f"https://example.org/{city.code}"
        if item.kind is Kind.DATE:
            return (date - dt.timedelta(days=number)).isoformat()
        return f"Simulated text {number}"

    def draw(asked: Respondents, generator: Generator) -> list[Given]:
        numbers = 1 + np.floor(999 * normal_cdf(asked.peculiar("text")))
        texts = [text(city, int(number)) for city, number in zip(asked.cities, numbers, strict=True)]
        return [Given(entry, entry) for entry in texts]

    return draw
