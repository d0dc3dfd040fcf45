"""A questionnaire's texts and what is said about its questions, in one language; no release is needed."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.words.phrases import said_in, say
from civiscope.report.words.routing_words import routing_in_words
from civiscope.study.labels import Label, in_language
from civiscope.study.questionnaire import OTHER, Item, Option, Questionnaire


@dataclass(frozen=True, slots=True)
class QuestionnaireWords:
    """``source`` is the study's source language, in which texts stand that are not translated."""

    questionnaire: Questionnaire
    language: str
    source: str

    @property
    def spoken(self) -> str:
        """The language of fixed phrases, where it is not that of the document."""
        found = said_in(self.language)
        return "" if found == self.language else found

    def text(self, label: Label | None) -> str:
        """A label; empty where there is none."""
        return in_language(label, self.language, self.source) if label else ""

    def say(self, key: str, /, **words: object) -> str:
        """A fixed phrase."""
        return say(key, self.language, **words)

    def short(self, item: Item) -> str:
        """The title of an item."""
        return self.text(item.short or item.label)

    def option_text(self, option: Option) -> str:
        """The label of an option; that of an own answer where `other: true` adds it."""
        return self.say("offline_other") if self.is_added(option) else self.text(option.label)

    @staticmethod
    def is_added(option: Option) -> bool:
        """Whether the option is not the study's: that of an own answer, which `other: true` adds."""
        return option.code == OTHER and option.label.keys() == {"en", ""}

    def option_label(self, _questionnaire: str, item: Item, code: str) -> str:
        """The label of an option by its code; the code where the item has no such option."""
        found = (option for option in self.questionnaire.options_of(item) if option.code == code)
        return next(map(self.option_text, found), code)

    def kind_of(self, item: Item) -> str:
        """``Choose one option; required``: what kind of answer is asked for, with its unit and limits."""
        parts = [self.say(f"offline_kind_{item.kind}")]
        if item.unit:
            parts.append(self.say("offline_unit", unit=self.text(item.unit)))
        if item.most:
            parts.append(self.say("offline_most", most=item.most, count=item.most))
        if item.required:
            parts.append(self.say("offline_required"))
        return self.say("separator").join(parts) + "."

    def asked_when(self, item: Item) -> str:
        """When the question is asked; empty where it always is."""
        if not item.relevant:
            return ""
        words = routing_in_words(self, self.questionnaire, item.relevant)
        return self.say("offline_asked_when", condition=words) if words else self.say("offline_asked_depending")

    def use_of(self, item: Item) -> str:
        """How the answer may be used."""
        return self.say(f"offline_use_{item.consent}")
