"""Comparative sentences: what a city answered, and how many others with it; always computed from the release."""

from __future__ import annotations

from civiscope.release.model import CityAnswer
from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.phrases import number, percent, separated
from civiscope.report.words.published_words import common_base, printed_by_all, printed_share
from civiscope.results.document import Block, Inline, Note, Paragraph, Quote, Span, Subheading
from civiscope.results.estimates import Estimate
from civiscope.results.published import FEWEST_COMPARED
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import OTHER, Item, Kind


def single_choice(subject: Subject, questionnaire: str, item: Item, answer: CityAnswer) -> list[Block]:
    """One sentence for a single choice, with what was printed elsewhere behind it, or instead of a comparison."""
    code = answer.named[0]
    phrase = subject.link(questionnaire, item, _phrase(subject, questionnaire, item, code), strong=True)
    question = subject.question(questionnaire, item)
    found = subject.view.estimate(question, code)
    printed = subject.view.published(question, code)
    instead = bool(printed) and not is_comparable(found)
    if instead:
        spans = subject.say_spans("without_comparison", phrase=phrase)
    else:
        spans = compared(subject, phrase, found, subject.view.respondent_counts[subject.wave, questionnaire])
    if code == OTHER and answer.texts:
        spans += (Span(" "), Span(own_words(subject, answer)))
    if printed:
        shown = printed_by_all(printed, subject.view.language, sources=instead)
        spans += (Span(" "), Span(subject.say("published_beside", printed=shown), muted=not instead))
    return [Paragraph(spans)]


def is_comparable(found: Estimate | None) -> bool:
    """Whether the released share says something about other cities."""
    return found is not None and found.estimate is not None and (found.base or 0) >= FEWEST_COMPARED


def compared(subject: Subject, phrase: Span, found: Estimate | None, respondents: int) -> Inline:
    """The sentence about an answer that the city shares with ``found.n`` cities, itself among them."""
    language = subject.view.language
    if found is None or found.suppressed or found.estimate is None or not found.base:
        return subject.say_spans("without_comparison", phrase=phrase)
    if found.base < FEWEST_COMPARED:
        return subject.say_spans("without_comparison_base", phrase=phrase, count=found.base)
    if found.n == 1:
        return subject.say_spans("alone", phrase=phrase, base=number(found.base, language))
    interval = ""
    if found.low is not None and found.high is not None:
        interval = subject.say("interval", low=percent(found.low, language), high=percent(found.high, language))
    key = "along_with" if found.base == respondents else "along_with_known"
    return subject.say_spans(
        "along_with_weighted" if is_weighted(found) else key,
        phrase=phrase,
        share=percent(found.estimate, language),
        n=number(found.n or 0, language),
        base=number(found.base, language),
        interval=interval,
    )


def is_weighted(found: Estimate) -> bool:
    """Whether the share is not n / base, because the cities count with different weights."""
    if found.estimate is None or found.n is None or not found.base:
        return False
    # Rounded releases show rounded shares of rounded counts.
    return found.weighted_base != found.base and found.estimate != found.n / found.base


def published_list(
    subject: Subject, questionnaire: str, item: Item, shown: frozenset[str] = frozenset()
) -> list[Block]:
    """What the study's sources print for the options of a list but those that are ``shown``; [] for nothing."""
    view = subject.view
    printed = {
        option.code: results
        for option in view.release.questionnaires[questionnaire].options_of(item)
        if option.code not in shown and (results := view.published(subject.question(questionnaire, item), option.code))
    }
    if not printed:
        return []
    firsts = [results[0] for results in printed.values()]
    alike = all(len(results) == 1 and results[0].percent is not None for results in printed.values())
    base = common_base(firsts) if alike else None
    parts = []
    for code, results in printed.items():
        told = printed_by_all(results, view.language) if base is None else printed_share(results[0], view.language)
        label = view.option_label(questionnaire, item, code, short=True)
        parts.append(subject.say("published_option", option=label, printed=told))
    joined = separated(parts, view.language)
    if base is None:
        return [Note((Span(subject.say("published_beside", printed=joined)),))]
    counted = number(base, view.language)
    return [Note((Span(subject.say("published_list_of", base=counted, count=base, printed=joined)),))]


def own_words(subject: Subject, answer: CityAnswer) -> str:
    """The city's own answers, quoted."""
    texts = [_quoted(subject, text) for text in answer.texts]
    return subject.say("own_words", texts=", ".join(texts))


def text_value(subject: Subject, questionnaire: str, item: Item, answer: CityAnswer) -> list[Block]:
    """A text, an address or a date; longer texts are quoted under their title."""
    text = answer.texts[0]
    title = subject.link(questionnaire, item, subject.view.short(item), strong=True)
    if item.kind is Kind.LONGTEXT:
        heading = (subject.link(questionnaire, item, subject.view.short(item)),)
        return [Subheading(heading), Quote((Span(text),))]
    value = Span(text, href=text) if item.kind is Kind.URL else Span(text)
    return [Paragraph((title, Span(subject.say("colon")), value))]


def number_value(
    subject: Subject, questionnaire: str, item: Item, answer: CityAnswer, sentence: dict[str, str] | None
) -> list[Block]:
    """A number in words, and where it stands among the numbers of all cities."""
    view = subject.view
    value = float(answer.texts[0])
    shown = formatted(subject, item, value)
    if sentence is not None:
        template = in_language(sentence, view.language, view.source_language)
        text = template.format(city=subject.name, value=shown)
    else:
        text = view.say("value", item=view.short(item), value=shown)
    spans: Inline = (Span(text),)
    question = subject.question(questionnaire, item)
    values = view.numbers.get(question, [])
    middle = view.median_of(question)
    if len(values) < FEWEST_COMPARED or middle is None:
        return [Paragraph(spans), Note((Span(subject.say("too_few_numbers", count=len(values))),))]
    comparison = subject.say(
        "number_median",
        base=number(len(values), view.language),
        median=number(middle, view.language, 1),
        fewer=_how_many(subject, sum(1 for other in values if other < value)),
        more=_how_many(subject, sum(1 for other in values if other > value)),
    )
    return [Paragraph((*spans, Span(" "), Span(comparison)))]


def formatted(subject: Subject, item: Item, value: float) -> str:
    """A number of an item as readers see it."""
    if value == int(value):
        # Years and other bare numbers of four digits are written without a digit group.
        bare = item.unit is None and abs(value) < 10_000
        return str(int(value)) if bare else number(int(value), subject.view.language)
    return number(value, subject.view.language, 2)


def _how_many(subject: Subject, count: int) -> str:
    return number(count, subject.view.language) if count else subject.say("none_of_them")


def _phrase(subject: Subject, questionnaire: str, item: Item, code: str) -> str:
    """The answer as a predicate; where the questionnaire gives none, the option as it stands."""
    view = subject.view
    option = view.option(questionnaire, item, code)
    if option is not None and option.phrase is not None:
        return view.text(option.phrase)
    return view.say("answered", option=view.option_label(questionnaire, item, code), item=view.short(item))


def _quoted(subject: Subject, text: str) -> str:
    return subject.say("quoted", text=text)
