"""Numbers and words within the text of a report, each with what a reader must know of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from civiscope.report.figures.maps import latest_answered_wave
from civiscope.report.narrative.question import Question, question_of
from civiscope.report.narrative.run import Arguments, NothingToShowError, ReportRun, text_of
from civiscope.report.outcomes.sentences import outcome_sentence
from civiscope.report.words.outcome_words import OutcomeWords
from civiscope.report.words.phrases import in_sentence, listed, number, percent, separated
from civiscope.report.words.published_words import printed_share, printed_with_base
from civiscope.report.words.remarks import note_in
from civiscope.results.document import Inline, Span
from civiscope.results.estimates import Estimate
from civiscope.results.published import PublishedResult
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, NUMBER_KINDS, OTHER

Words = Callable[[ReportRun, Arguments], Inline]


def share(run: ReportRun, arguments: Arguments) -> Inline:
    """``47% (38% to 56%; 57 of 122)``; of lists that are cut off, the bounds."""
    question = question_of(run, arguments)
    option, row = text_of(arguments, "option"), text_of(arguments, "row")
    found = question.estimate("share", option, row)
    shown, behind = _share_words(run, found)
    run.register(
        question.about(*_labels(question, option, row)),
        shown,
        _interval(run, found),
        behind,
        note_in(found.note, run.view.language),
    )
    return _plain(shown if arguments.get("short") else _bracketed(run, shown, _interval(run, found), behind))


def _bracketed(run: ReportRun, shown: str, interval: str, cities: str) -> str:
    """``47% (38% to 56%; 57 of 122)``, without an interval where there is none."""
    behind = separated((interval, cities), run.view.language)
    return run.view.say("report_share", share=shown, behind=behind) if behind else shown


def _share_words(run: ReportRun, found: Estimate) -> tuple[str, str]:
    """The share, and the cities behind it; counts where no share can be given."""
    language = run.view.language
    if found.base is None or found.n is None:
        raise NothingToShowError("the cities behind it are not published")
    words = {"n": number(found.n, language), "base": number(found.base, language)}
    if found.estimate is None:
        return run.view.say("report_n_of_base", **words), ""
    if found.weighted_base != found.base:
        return percent(found.estimate, language), run.view.say("report_base", base=words["base"])
    return percent(found.estimate, language), run.view.say("report_n_of_base", **words)


def _interval(run: ReportRun, found: Estimate) -> str:
    """The 95% interval; of lists that are cut off, the bounds of the share; empty where neither is known."""
    is_cut_off = found.estimate is None
    low, high = (found.bound_low, found.bound_high) if is_cut_off else (found.low, found.high)
    if low is None or high is None:
        return ""
    language = run.view.language
    if is_cut_off:
        return run.view.say("report_bounds", low=percent(low, language), high=percent(high, language))
    if found.measure != "share":
        low_text, high_text = number(low, language, 1), number(high, language, 1)
        return run.view.say("report_interval", low=low_text, high=high_text)
    return run.view.say("report_interval", low=percent(low, language), high=percent(high, language))


def count(run: ReportRun, arguments: Arguments) -> Inline:
    """``57 of 122``."""
    question = question_of(run, arguments)
    option, row = text_of(arguments, "option"), text_of(arguments, "row")
    found = question.estimate("share", option, row)
    if found.n is None or found.base is None:
        raise NothingToShowError("the cities behind it are not published")
    words = {"n": number(found.n, run.view.language), "base": number(found.base, run.view.language)}
    shown = run.view.say("report_n_of_base", **words)
    about = question.about(*_labels(question, option, row))
    run.register(about, shown, _interval(run, found), shown, note_in(found.note, run.view.language))
    return _plain(shown)


def mean(run: ReportRun, arguments: Arguments) -> Inline:
    """``8.2 (7.1 to 9.3; n = 76)``."""
    return _number(run, arguments, "mean")


def median(run: ReportRun, arguments: Arguments) -> Inline:
    """As `mean`, of the median."""
    return _number(run, arguments, "median")


def _number(run: ReportRun, arguments: Arguments, measure: str) -> Inline:
    question = question_of(run, arguments)
    if question.item.kind not in NUMBER_KINDS:
        raise NothingToShowError(f'"{question.item.code}" is not a number')
    found = question.estimate(measure)
    if found.estimate is None or found.base is None:
        raise NothingToShowError("it is not published")
    shown = number(found.estimate, run.view.language, 1)
    behind = run.view.say("report_base", base=number(found.base, run.view.language))
    about = question.about(run.view.say(f"report_{measure}"))
    run.register(about, shown, _interval(run, found), behind, note_in(found.note, run.view.language))
    return _plain(shown if arguments.get("short") else _bracketed(run, shown, _interval(run, found), behind))


def leading(run: ReportRun, arguments: Arguments) -> Inline:
    """The answers (of a grid: the rows) that most or fewest cities gave, with their shares."""
    question = question_of(run, arguments)
    count = arguments.get("count", 1)
    wanted = count if isinstance(count, int) else 1
    found = _ranked(question, text_of(arguments, "option"))
    if len(found) < wanted:
        raise NothingToShowError(f"there are only {len(found)} answers with a share")
    chosen = found[-wanted:][::-1] if arguments.get("last") else found[:wanted]
    return _plain(listed([_led(question, label, entry, arguments) for label, entry in chosen], run.view.language))


def _ranked(question: Question, option: str) -> list[tuple[str, Estimate]]:
    """Answers with a published share, the largest first; an own answer is none of them."""
    view, item = question.run.view, question.item
    name = question.questionnaire.id
    if item.kind not in CHOICE_KINDS:
        raise NothingToShowError(f'"{item.code}" is not a choice')
    if item.kind in GRID_KINDS:
        if not option:
            raise NothingToShowError(f'"{item.code}" is a grid: name the answer by which its rows are ranked (option=)')
        rows = question.questionnaire.rows_of(item)
        found = [
            (view.row_label(name, item, row.code), entry)
            for row in rows
            for entry in question.run.release.table(
                question.wave.id, name, item.code, row.code, question.domain, question.level
            )
            if entry.measure == "share" and entry.option == option
        ]
    else:
        found = [
            (view.option_label(name, item, entry.option), entry)
            for entry in question.estimates()
            if entry.measure == "share" and entry.option != OTHER
        ]
    shown = [(label, entry) for label, entry in found if entry.estimate is not None]
    return sorted(shown, key=lambda pair: -(pair[1].estimate or 0.0))


def _led(question: Question, label: str, found: Estimate, arguments: Arguments) -> str:
    run = question.run
    shown, behind = _share_words(run, found)
    option = text_of(arguments, "option")
    extra = run.view.option_label(question.questionnaire.id, question.item, option) if option else ""
    run.register(
        question.about(label, extra), shown, _interval(run, found), behind, note_in(found.note, run.view.language)
    )
    # A label with further capitals is a name, or written as a title, and stays as it is.
    named = in_sentence(label, run.view.language) if label[1:] == label[1:].lower() else label
    return named if arguments.get("short") else _bracketed(run, named, "", _comma(shown, _interval(run, found)))


def _comma(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def published(run: ReportRun, arguments: Arguments) -> Inline:
    """What a document prints, with its base, and the mark of the document."""
    asked = question_of(run, arguments)
    option, row = text_of(arguments, "option"), text_of(arguments, "row")
    found = _published(run, asked, arguments)
    shown = printed_with_base(found, run.view.language)
    questionnaire = run.release.questionnaires[found.questionnaire]
    question = replace(
        asked, wave=run.view.wave(found.wave), questionnaire=questionnaire, item=questionnaire.items[found.item]
    )
    about = question.about(*_labels(question, option, row))
    source = run.cite(found.source)
    note = f"[{source}] {found.remark}".rstrip()
    run.register(about, printed_share(found, run.view.language), cities=_printed_base(run, found), source=note)
    return (Span(shown), _mark(source))


def _printed_base(run: ReportRun, found: PublishedResult) -> str:
    return run.view.say("report_base", base=number(found.base, run.view.language)) if found.base else ""


def _published(run: ReportRun, question: Question, arguments: Arguments) -> PublishedResult:
    """The printed result that the arguments name; without a wave, of the latest that has one."""
    item, option, row = question.item.code, text_of(arguments, "option"), text_of(arguments, "row")
    wanted = text_of(arguments, "questionnaire")
    about = (item, row, option, text_of(arguments, "by"), text_of(arguments, "level"))
    order = [wave.id for wave in run.view.definition.waves]
    rows = [
        entry
        for entry in run.release.published
        if (entry.item, entry.row, entry.option, entry.domain, entry.level) == about
        and wanted in ("", entry.questionnaire)
        and text_of(arguments, "wave") in ("", entry.wave)
    ]
    if not rows:
        raise NothingToShowError(f'published.csv has no result of "{item}", "{option}"')
    return max(rows, key=lambda entry: order.index(entry.wave))


def score(run: ReportRun, arguments: Arguments) -> Inline:
    """The mean score of an index or a part of it."""
    index, node = text_of(arguments, "index"), text_of(arguments, "node") or text_of(arguments, "index")
    domain, level = text_of(arguments, "by"), text_of(arguments, "level")
    named = text_of(arguments, "wave")
    for wave in [named] if named else [entry.id for entry in reversed(run.view.definition.waves)]:
        rows = run.release.group_scores_by_node.get((wave, index), {}).get(node, [])
        for entry in rows:
            if (entry.domain, entry.level) == (domain, level) and entry.mean is not None:
                language = run.view.language
                shown = number(entry.mean, language, 1)
                ends = [number(end, language, 1) for end in (entry.low, entry.high) if end is not None]
                interval = run.view.say("report_interval", low=ends[0], high=ends[1]) if len(ends) == 2 else ""
                behind = run.view.say("report_base", base=number(entry.n or 0, language))
                title = run.view.text(run.release.indices[index].title)
                about = separated((title, run.view.wave_title(wave)), language)
                run.register(about, shown, interval, behind, note_in(entry.note, language))
                return _plain(_bracketed(run, shown, interval, behind))
    raise NothingToShowError(f'no mean score of "{node}" is published')


def cities(run: ReportRun, arguments: Arguments) -> Inline:
    """How many cities answered."""
    return _plain(number(len(answering(run, arguments)), run.view.language))


def countries(run: ReportRun, arguments: Arguments) -> Inline:
    """In how many countries the cities that answered lie."""
    found = {run.release.cities[city].country for city in answering(run, arguments)}
    return _plain(number(len(found), run.view.language))


def residents(run: ReportRun, arguments: Arguments) -> Inline:
    """How many people live in the cities that answered, in millions, and of how many cities that is known."""
    answered = answering(run, arguments)
    known = [size for city in answered if (size := run.release.cities[city].population) is not None]
    if not known:
        raise NothingToShowError("the frame has no populations")
    language = run.view.language
    millions = number(sum(known) / 1e6, language, 1)
    if len(known) == len(answered):
        return _plain(run.view.say("report_residents", millions=millions))
    words = {"known": number(len(known), language), "cities": number(len(answered), language)}
    return _plain(run.view.say("report_residents_known", millions=millions, **words))


def response(run: ReportRun, arguments: Arguments) -> Inline:
    """The cities that answered as a share of those surveyed."""
    wave = _latest_wave(run, arguments)
    surveyed = run.view.wave(wave).surveyed or len(run.release.cities)
    answered = len(answering(run, arguments | {"wave": wave}))
    language = run.view.language
    words = {"n": number(answered, language), "base": number(surveyed, language)}
    shown = percent(answered / surveyed, language)
    return _plain(f"{shown} ({run.view.say('report_n_of_base', **words)})")


def answering(run: ReportRun, arguments: Arguments) -> list[str]:
    """The cities that answered a wave (the latest one, where none is named), in the order of the frame."""
    wave, wanted = _latest_wave(run, arguments), text_of(arguments, "questionnaire")
    found = {
        entry.city for entry in run.release.respondents if entry.wave == wave and wanted in ("", entry.questionnaire)
    }
    if not found:
        raise NothingToShowError(f'no city answered wave "{wave}"')
    return [city for city in run.release.cities if city in found]


def _latest_wave(run: ReportRun, arguments: Arguments) -> str:
    return latest_answered_wave(run.release, text_of(arguments, "wave")).id


def fact(run: ReportRun, arguments: Arguments) -> Inline:
    """A fact, and the mark of its source."""
    found = run.report.facts[text_of(arguments, "id")]
    source = run.cite(found.source, found.url or "")
    note = f"[{source}] {found.note or ''}".rstrip()
    run.register(found.label or text_of(arguments, "id"), found.value, source=note)
    return (Span(found.value), _mark(source))


def finding(run: ReportRun, arguments: Arguments) -> Inline:
    """What a model finds of an outcome, in sentences that claim no cause."""
    model, outcome, wave = (text_of(arguments, name) for name in ("model", "outcome", "wave"))
    term = text_of(arguments, "comparison") or OutcomeWords(run.view).predictor(model)
    try:
        return outcome_sentence(run.view, model, outcome, term, wave, named=False)
    except LookupError as missing:
        raise NothingToShowError(f'the model "{model}" has no result for "{term}"') from missing


def _mark(source: int) -> Span:
    return Span(f"\u00a0[{source}]", muted=True, href="#sources")


def _labels(question: Question, option: str, row: str) -> tuple[str, ...]:
    view, name, item = question.run.view, question.questionnaire.id, question.item
    rows = (view.row_label(name, item, row),) if row else ()
    return (*rows, view.option_label(name, item, option))


def _plain(text: str) -> Inline:
    return (Span(text),)


WORDS: dict[str, Words] = {
    entry.__name__: entry
    for entry in (
        share,
        count,
        mean,
        median,
        leading,
        published,
        score,
        cities,
        countries,
        residents,
        response,
        fact,
        finding,
    )
}
"""The functions that stand within a text, by name."""
