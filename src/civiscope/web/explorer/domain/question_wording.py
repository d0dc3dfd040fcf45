"""What a question asks: its wording and answers in every language, when it is asked, and what is published of it."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.figures.concepts import everywhere
from civiscope.report.words.phrases import direction_of, language_name, separated
from civiscope.report.words.release_view import ReleaseView
from civiscope.report.words.routing_words import routing_in_words
from civiscope.study.labels import is_given
from civiscope.study.questionnaire import GRID_KINDS, OTHER, Item, Option
from civiscope.web.explorer.domain.coverage import coverage
from civiscope.web.explorer.domain.question_index import Place
from civiscope.web.explorer.domain.shelf import Edition


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry of a list of answers: its code, what the respondent reads, an explanation, and the option that stands
    for it in comparisons."""

    code: str
    label: str
    explanation: str = ""
    recode: str = ""


@dataclass(frozen=True, slots=True)
class AnswerList:
    """A titled list: the options, a grid's rows or its scale."""

    title: str
    answers: tuple[Answer, ...]

    @property
    def explained(self) -> bool:
        """Whether any entry has an explanation."""
        return any(answer.explanation for answer in self.answers)

    @property
    def recoded(self) -> bool:
        """Whether any entry counts as another one in comparisons."""
        return any(answer.recode for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Wording:
    """The question in one language; ``given`` is false where the study has not translated it."""

    language: str
    name: str
    direction: str
    question: str
    hint: str
    lists: tuple[AnswerList, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same question in another questionnaire: what it is called there, who asks it and in which waves."""

    questionnaire: str
    item: str
    title: str
    where: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many cities answered in a wave, and how many did not and why, in words."""

    wave: str
    answered: str
    missing: tuple[str, ...]


def wordings(view: ReleaseView, place: Place) -> tuple[Wording, ...]:
    """The question in every language in which the study gives it, the reader's first."""
    definition = view.definition
    languages = sorted(definition.languages, key=lambda language: language != view.language)
    given = [code for code in languages if is_given(place.item.label, code, definition.source_language)]
    return tuple(_wording(view, place, code) for code in given or [definition.source_language])


def _wording(view: ReleaseView, place: Place, language: str) -> Wording:
    # The headings of lists are the reader's, the texts are those of the language.
    release_view = ReleaseView(view.release, language)
    item = place.item
    return Wording(
        language=language,
        name=language_name(language),
        direction=direction_of(language),
        question=release_view.text(item.label),
        hint=release_view.text(item.hint),
        lists=tuple(
            AnswerList(view.say(title), tuple(_answer(release_view, item, option, scale) for option in options))
            for title, options, scale in _lists(place)
        ),
    )


def _lists(place: Place) -> list[tuple[str, tuple[Option, ...], bool]]:
    """Title, entries, and whether they are the answers themselves."""
    questionnaire, item = place.questionnaire, place.item
    options = questionnaire.options_of(item)
    if item.kind in GRID_KINDS:
        return [("codebook_rows", questionnaire.rows_of(item), False), ("codebook_scale", options, True)]
    return [("codebook_options", options, True)] if options else []


def _answer(view: ReleaseView, item: Item, option: Option, of_scale: bool) -> Answer:
    own = option.code == OTHER and option.short is None
    label = view.say("codebook_other") if own else view.text(option.label)
    recode = item.recode.get(option.code, "") if of_scale else ""
    return Answer(option.code, label, view.text(option.explanation), recode)


def routing(view: ReleaseView, place: Place) -> str:
    """When the question is asked, in words; as the expression where no words fit; empty where always."""
    if not place.item.relevant:
        return ""
    return routing_in_words(view, place.questionnaire, place.item.relevant) or place.item.relevant


def consent(view: ReleaseView, item: Item) -> str:
    """What may be published of single answers, as a sentence."""
    return view.say("site_consent_public" if item.consent == "public" else f"codebook_{item.consent}")


def elsewhere(view: ReleaseView, place: Place) -> tuple[Elsewhere, ...]:
    """Where else the same question is asked, each questionnaire once."""
    found: dict[tuple[str, str], list[str]] = {}
    for asked in everywhere(view.release, place.item):
        key = asked.questionnaire.id, asked.item.code
        if key != place.key:
            found.setdefault(key, []).append(asked.wave.id)
    questionnaires = view.release.questionnaires
    return tuple(
        Elsewhere(
            questionnaire=name,
            item=code,
            title=view.short(questionnaires[name].items[code]),
            where=separated(
                [view.text(questionnaires[name].title), *(view.wave_title(wave) for wave in waves)], view.language
            ),
        )
        for (name, code), waves in found.items()
    )


def waves_of(view: ReleaseView, place: Place) -> str:
    """The titles of the waves whose questionnaires have the question."""
    titles = (view.text(wave.title) for wave in view.definition.waves if place.questionnaire.id in wave.questionnaires)
    return separated(titles, view.language)


def coverages(edition: Edition, view: ReleaseView, place: Place) -> tuple[Coverage, ...]:
    """By wave, how many cities answered and what is missing, latest first."""
    found = []
    for wave in reversed(view.definition.waves):
        counts = coverage(edition).of_item(wave.id, place)
        if counts is None:
            continue
        answered = view.say("site_answered", count=counts.answered, cities=counts.cities)
        missing = tuple(
            view.say("missing_lists", count=count, kind=view.say(f"status_{status.label}"))
            for status, count in counts.missing.items()
        )
        found.append(Coverage(view.text(wave.title), answered, missing))
    return tuple(found)
