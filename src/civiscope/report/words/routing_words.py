"""When a question is asked, in words: the common forms of `relevant`; others stand as their expression alone."""

from __future__ import annotations

import re
from typing import Protocol

from civiscope.report.words.phrases import listed
from civiscope.study.questionnaire import Item, Questionnaire

_NAME = r"\$\{(?P<item>[a-z][a-z0-9_]*)\}"
_SPACE = r"\s*"
_FORMS = (
    (re.compile(rf"{_NAME}{_SPACE}={_SPACE}(?P<quote>['\"])(?P<value>[^'\"]+)(?P=quote)"), "routing_is"),
    (re.compile(rf"{_NAME}{_SPACE}!={_SPACE}(?P<quote>['\"])(?P<value>[^'\"]+)(?P=quote)"), "routing_is_not"),
    (re.compile(rf"{_NAME}{_SPACE}={_SPACE}(''|\"\")"), "routing_open"),
    (re.compile(rf"{_NAME}{_SPACE}!={_SPACE}(''|\"\")"), "routing_answered"),
    (re.compile(rf"selected\({_NAME}{_SPACE},{_SPACE}['\"](?P<value>[^'\"]+)['\"]\)"), "routing_names"),
    (re.compile(rf"not\(selected\({_NAME}{_SPACE},{_SPACE}['\"](?P<value>[^'\"]+)['\"]\)\)"), "routing_names_not"),
    (re.compile(rf"{_NAME}{_SPACE}>={_SPACE}(?P<value>\d+(\.\d+)?)"), "routing_at_least"),
    (re.compile(rf"{_NAME}{_SPACE}<={_SPACE}(?P<value>\d+(\.\d+)?)"), "routing_at_most"),
    (re.compile(rf"{_NAME}{_SPACE}>{_SPACE}(?P<value>\d+(\.\d+)?)"), "routing_more_than"),
    (re.compile(rf"{_NAME}{_SPACE}<{_SPACE}(?P<value>\d+(\.\d+)?)"), "routing_less_than"),
)


class Wording(Protocol):
    """What the words need: labels and phrases in one language, of a release or of a questionnaire alone."""

    @property
    def language(self) -> str:
        """The language (BCP 47)."""

    def say(self, key: str, /, **words: object) -> str:
        """A fixed phrase."""

    def short(self, item: Item) -> str:
        """The title of an item."""

    def option_label(self, questionnaire: str, item: Item, code: str) -> str:
        """The label of an option."""


def routing_in_words(view: Wording, questionnaire: Questionnaire, expression: str) -> str:
    """``“Explicit innovation strategy” is “Yes”`` for ``${strategy} = 'yes'``; empty where no form fits.

    Conditions may be joined by ``and`` or by ``or``, not by both, whose order words would leave open.
    """
    text = " ".join(expression.split())
    joints = set(re.findall(r" (and|or) ", text))
    if len(joints) > 1:
        return ""
    said = [_condition(view, questionnaire, part.strip()) for part in re.split(r" (?:and|or) ", text)]
    if not all(said):
        return ""
    return view.say("routing_or").join(said) if "or" in joints else listed(said, view.language)


def _condition(view: Wording, questionnaire: Questionnaire, text: str) -> str:
    for form, key in _FORMS:
        found = form.fullmatch(text)
        item = questionnaire.items.get(found["item"]) if found else None
        if found and item is not None:
            value = found.groupdict().get("value") or ""
            return view.say(key, item=view.short(item), option=view.option_label(questionnaire.id, item, value))
    return ""
