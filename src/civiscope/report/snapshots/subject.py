"""One city in one wave: what a snapshot is about."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.release.model import CityAnswer
from civiscope.report.words.phrases import say_spans
from civiscope.report.words.release_view import Question, ReleaseView
from civiscope.results.answers import Respondent
from civiscope.results.document import Inline, Span
from civiscope.study.frame import City
from civiscope.study.questionnaire import Item


@dataclass(frozen=True, slots=True)
class Subject:
    """A city, the wave whose answers are shown, and its respondents in it (officers, mayors), in order."""

    view: ReleaseView
    city: City
    wave: str
    respondents: tuple[Respondent, ...]

    @property
    def name(self) -> str:
        """The city's name."""
        return self.city.name

    @property
    def questionnaires(self) -> list[str]:
        """The questionnaires that the city answered in the wave."""
        return [entry.questionnaire for entry in self.respondents]

    def question(self, questionnaire: str, item: Item) -> Question:
        """The key of an item's numbers in this wave."""
        return (self.wave, questionnaire, item.code)

    def answer(self, questionnaire: str, item: Item, row: str = "") -> CityAnswer | None:
        """The city's published answer; None where none is published."""
        return self.view.answers_of(self.wave, questionnaire, self.city.code).get((item.code, row))

    def say(self, key: str, /, **words: object) -> str:
        """A fixed phrase, with the city's name as {city}."""
        return self.view.say(key, city=self.name, **words)

    def say_spans(self, key: str, /, **words: str | int | Span | Inline) -> Inline:
        """A fixed phrase whose words may be spans, with the city's name as {city}."""
        return say_spans(key, self.view.language, **{"city": self.name, **words})

    def link(self, questionnaire: str, item: Item, text: str, *, strong: bool = False) -> Span:
        """Words that lead to the question as it was asked."""
        return Span(text, strong=strong, href=self.view.question_link(questionnaire, item.code))
