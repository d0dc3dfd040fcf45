"""Made-up answers to one variable of a questionnaire, before routing and constraints are heeded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.recodes import MISSING_WORDS, NOTHING_NAMED
from civiscope.study.frame import City
from civiscope.study.questionnaire import CHOICE_KINDS, LIST_KINDS, NUMBER_KINDS, OTHER, Item, Kind, Questionnaire

Generator = np.random.Generator

_OWN_ANSWER = 0.04
"""Share of answers in a respondent's own words, where an item allows them."""

_USUALLY_READ = 6
"""Length of a list up to which its options do not take answers from one another."""

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
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

Source = Callable[[Sequence[City], Generator], list[Given]]
"""Draws one answer per city."""


def source_of(questionnaire: Questionnaire, item: Item, date: dt.date, generator: Generator) -> Source:
    """A source of answers to an item, or to one row of a grid. ``date`` is the wave's.

    How common each option is, is itself drawn from ``generator``, once: every call makes a different population.
    """
    options = [option.code for option in questionnaire.options_of(item)]
    if item.kind in LIST_KINDS:
        return _lists(options, item, generator)
    if item.kind is Kind.RANKING:
        return _rankings(options, item, generator)
    if item.kind in CHOICE_KINDS:
        return _singles(options, item, generator)
    if item.kind in NUMBER_KINDS:
        return _numbers(item)
    return _texts(item, date)


def _own_words(generator: Generator) -> str:
    return f"other: simulated own answer {int(generator.integers(1, 1000))}"


def _cell(codes: Sequence[str], item: Item, generator: Generator) -> Given:
    shown = [_own_words(generator) if code == OTHER and item.other else code for code in codes]
    return Given("; ".join(shown), " ".join(codes))


def _singles(options: list[str], item: Item, generator: Generator) -> Source:
    shares = _shares(options, item, generator)

    def draw(cities: Sequence[City], generator: Generator) -> list[Given]:
        chosen = generator.choice(len(options), size=len(cities), p=shares)
        return [_cell([options[position]], item, generator) for position in chosen]

    return draw


def _lists(options: list[str], item: Item, generator: Generator) -> Source:
    # However long the list, a city names two or so: respondents choose what matters most to them.
    named = generator.beta(1.3, 2.0, size=len(options)) * min(1.0, _USUALLY_READ / len(options))
    if item.other:
        named[-1] = _OWN_ANSWER
    most = item.most or len(options)

    def draw(cities: Sequence[City], generator: Generator) -> list[Given]:
        ticks = generator.random((len(cities), len(options))) < named
        answers = []
        for row in ticks:
            positions = np.flatnonzero(row)
            if len(positions) > most:
                positions = np.sort(generator.choice(positions, size=most, replace=False))
            codes = [options[position] for position in positions]
            answers.append(_cell(codes, item, generator) if codes else Given(NOTHING_NAMED, ""))
        return answers

    return draw


def _rankings(options: list[str], item: Item, generator: Generator) -> Source:
    weights = np.log(_shares(options, item, generator))
    most = min(item.most or len(options), len(options))

    def draw(cities: Sequence[City], generator: Generator) -> list[Given]:
        # The order of weights plus Gumbel noise is a draw without replacement (Yellott 1977, Theorem 5).
        scores = weights + generator.gumbel(size=(len(cities), len(options)))
        orders = np.argsort(-scores, axis=1)
        lengths = generator.integers(1, most + 1, size=len(cities))
        return [
            _cell([options[position] for position in order[:length]], item, generator)
            for order, length in zip(orders, lengths, strict=True)
        ]

    return draw


def _shares(options: list[str], item: Item, generator: Generator) -> NDArray[np.float64]:
    """How many choose each option; adds up to 1."""
    if not (item.other and len(options) > 1):
        return generator.dirichlet(np.full(len(options), 2.0))
    return np.append(generator.dirichlet(np.full(len(options) - 1, 2.0)) * (1 - _OWN_ANSWER), _OWN_ANSWER)


def _numbers(item: Item) -> Source:
    """Numbers within the limits that a constraint names, else of the size that suits the item's name and unit."""
    limits = [float(text) for text in _NUMBER.findall(item.constraint or "")]
    unit = (item.unit or "").lower()

    def proposals(count: int, generator: Generator) -> NDArray[np.float64]:
        if len(set(limits)) > 1:
            return generator.uniform(min(limits), max(limits), size=count)
        if "year" in item.code.split("_"):
            return generator.uniform(*_YEARS, size=count)
        if "%" in unit or "percent" in unit:
            return generator.uniform(0, 100, size=count)
        return generator.lognormal(np.log(8), 0.9, size=count)

    def draw(cities: Sequence[City], generator: Generator) -> list[Given]:
        drawn = proposals(len(cities), generator)
        answers = []
        for city, number in zip(cities, drawn, strict=True):
            # Facts that the frame holds too are answered as the frame has them.
            own = city.value(item.code) if item.code in ("population", "population_year", "gdp_per_capita") else None
            value = float(own) if own is not None else number
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

    def draw(cities: Sequence[City], generator: Generator) -> list[Given]:
        numbers = generator.integers(1, 1000, size=len(cities))
        texts = [text(city, int(number)) for city, number in zip(cities, numbers, strict=True)]
        return [Given(entry, entry) for entry in texts]

    return draw
