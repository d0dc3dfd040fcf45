"""Every page that a release has, by its name in urls.py: what the static site holds and what tests walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from civiscope.report.pages.outcomes import CAVEATS, outcome_pages
from civiscope.report.words.outcome_words import OutcomeWords
from civiscope.web.explorer.addresses import address
from civiscope.web.explorer.domain.cities import PAGE_LENGTH
from civiscope.web.explorer.domain.index_ranking import ranking, scored_waves
from civiscope.web.explorer.domain.question_index import question_index
from civiscope.web.explorer.domain.shelf import Edition

Words = dict[str, Any]


def _once(edition: Edition) -> Iterable[Words]:
    return ({},)


def _cities(edition: Edition) -> Iterable[Words]:
    return ({"city": code} for code in sorted(edition.release.waves_by_city))


def _cities_pages(edition: Edition) -> Iterable[Words]:
    """The pages of the list of cities after its first."""
    last = -(-len(edition.release.waves_by_city) // PAGE_LENGTH)
    return ({"number": number} for number in range(2, last + 1))


def _outcomes(edition: Edition) -> Iterable[Words]:
    """The pages of outcomes besides the first: the caveats, and each outcome of a model and wave."""
    if not edition.release.outcomes.estimates:
        return ()
    words = OutcomeWords(edition.view(edition.source_language))
    names = [CAVEATS.removesuffix(".html"), *(name for name, *_ in outcome_pages(words))]
    return ({"page": name} for name in names)


def _indices(edition: Edition) -> Iterable[Words]:
    return ({"index": name} for name in edition.release.indices)


def _scored(edition: Edition) -> Iterable[Words]:
    return ({"index": name} for name in edition.release.indices if scored_waves(edition.release, name))


def _earlier_waves(edition: Edition) -> Iterable[Words]:
    """The rankings of all waves but the latest, which stands at the index's own address."""
    return (
        {"index": name, "wave": wave}
        for name in edition.release.indices
        for wave in scored_waves(edition.release, name)[1:]
    )


def _ranking_pages(edition: Edition, *, latest: bool) -> Iterable[Words]:
    """The pages of rankings after their first."""
    for name in edition.release.indices:
        waves = scored_waves(edition.release, name)
        for wave in waves[:1] if latest else waves[1:]:
            words = {"index": name} if latest else {"index": name, "wave": wave}
            yield from ({**words, "number": page} for page in range(2, ranking(edition, name, wave).pages + 1))


def _if(has: Callable[[Edition], object]) -> Callable[[Edition], Iterable[Words]]:
    return lambda edition: ({},) if has(edition) else ()


def _questions(edition: Edition) -> Iterable[Words]:
    """Every question and each of its results."""
    return question_index(edition).addresses()


def _results(edition: Edition) -> Iterable[Words]:
    """As `_questions`, in the words of the API: what an address has after the questionnaire is one of them."""
    for words in _questions(edition):
        yield {"questionnaire": words["questionnaire"], "result": f"{words['item']}{words.get('variant', '')}"}


def _figures(edition: Edition) -> Iterable[Words]:
    """Every result of a question."""
    return question_index(edition).with_results()


PAGES: dict[str, Callable[[Edition], Iterable[Words]]] = {
    "home": _once,
    "cities": _once,
    "cities_page": _cities_pages,
    "cities_csv": _once,
    "api:cities": _once,
    "city": _cities,
    "city_csv": _cities,
    "api:city": _cities,
    "compare": _once,
    "indices": _if(lambda edition: edition.release.indices),
    "index": _indices,
    "index_page": lambda edition: _ranking_pages(edition, latest=True),
    "index_wave": _earlier_waves,
    "index_wave_page": lambda edition: _ranking_pages(edition, latest=False),
    "index_csv": _scored,
    "outcomes": _if(lambda edition: edition.release.outcomes.estimates),
    "outcome": _outcomes,
    "published": _if(lambda edition: edition.release.published),
    "quality": _once,
    "methods": _once,
    "glossary": _once,
    "data": _once,
    "about": _once,
    "releases": _once,
    "api": _once,
    "openapi": _once,
    "api:study": _once,
    "api:indices": _if(lambda edition: edition.release.indices),
    "api:index": _indices,
    "api:outcomes": _if(lambda edition: edition.release.outcomes.estimates),
    "api:published": _if(lambda edition: edition.release.published),
    "api:quality": _once,
    "api:glossary": _once,
    "api:data": _once,
    "api:releases": _once,
    "search": _once,
    "questions": _once,
    "question": _questions,
    "question_embed": _figures,
    "api:questions": _once,
    "api:question": _results,
    "api:codebook": _once,
    "api:methods": _once,
    "question_csv": _figures,
    "codebook": _once,
    "codebook_csv": _once,
}
"""For each name what its address is filled with: one entry a page."""


def pages(edition: Edition) -> Iterator[str]:
    """The addresses of all pages within release and language."""
    for name, fillings in PAGES.items():
        for words in fillings(edition):
            yield address(name, **words)
