"""Results printed elsewhere in words, as they were printed and with the number of cities behind them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import format_percent

from civiscope.report.words.phrases import locale_of, number, percent, say
from civiscope.results.published import PublishedResult


def printed_share(result: PublishedResult, language: str) -> str:
    """The percentage with the digits that were printed, ``34 of 65 cities`` of a count, or the text in words."""
    if result.percent is not None:
        # Never rounded: a printed 12.5% is not 13%.
        share = Decimal(repr(result.percent)) / 100
        return str(format_percent(share, locale=locale_of(language), decimal_quantization=False))
    if result.count is not None:
        shown = number(result.count, language)
        if result.base:
            return say("published_of", language, shown=shown, base=number(result.base, language), count=result.base)
        return say("published_count", language, shown=shown, count=result.count)
    return result.text


def bar_share(result: PublishedResult, language: str) -> str:
    """The share alone, as a percentage; of a count as a whole one."""
    if result.percent is not None or result.share is None:
        return printed_share(result, language)
    return percent(result.share, language)


def printed_with_base(result: PublishedResult, language: str) -> str:
    """``52% of 65 cities``; without a base as it was printed."""
    shown = printed_share(result, language)
    if result.percent is None or not result.base:
        return shown
    return say("published_of", language, shown=shown, base=number(result.base, language), count=result.base)


def printed_by_all(results: Iterable[PublishedResult], language: str, *, sources: bool = False) -> str:
    """All that is printed of one share: ``44% of 89 cities, or 49%``; with ``sources``, each with who prints it."""
    shown = []
    for result in results:
        text = printed_with_base(result, language)
        if sources and result.source:
            text = say("published_named", language, printed=text, source=result.source)
        shown.append(text)
    shown = list(dict.fromkeys(shown))
    joined = shown[0]
    for text in shown[1:]:
        joined = say("published_and", language, first=joined, second=text)
    return joined


def common_base(results: Iterable[PublishedResult]) -> int | None:
    """The number of cities behind all the results; None where it is not the same or not printed."""
    bases = {result.base for result in results}
    return bases.pop() if len(bases) == 1 else None
