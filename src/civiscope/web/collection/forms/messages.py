"""What is wrong with an answer, in words for those who gave it."""

from __future__ import annotations

from collections.abc import Iterable

from civiscope.errors import Problem
from civiscope.report.words.phrases import PHRASES, say
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import Item
from civiscope.web.common.identity import identity


def messages_of(problems: Iterable[Problem], item: Item, language: str) -> list[str]:
    """A message for every kind of problem, in the reader's language."""
    return list(dict.fromkeys(_message(problem, item, language) for problem in problems))


def _message(problem: Problem, item: Item, language: str) -> str:
    if problem.code == "constraint-violated" and item.constraint_message:
        return in_language(item.constraint_message, language, identity().languages[0])
    key = f"collect_problem_{problem.code.replace('-', '_')}"
    if key not in PHRASES["en"]:
        key = "collect_problem_unreadable"
    return say(key, language, value=problem.value[:100], most=item.most or 1, count=item.most or 1)
