"""Who gave an answer and by which way it came, in words."""

from __future__ import annotations

from civiscope.report.words.phrases import say
from civiscope.web.collection.domain.writers import Writer
from civiscope.web.collection.models import Answer


def name_of(answer: Answer, language: str) -> str:
    """Who gave the answer: someone of the city by name, staff as the programme team; "" where nobody is known."""
    if answer.person is not None:
        return answer.person.name
    if answer.staff is not None:
        return say("collect_team", language, name=str(answer.staff))
    return say("collect_team_alone", language) if answer.was_entered else ""


def saved_words(answer: Answer, language: str) -> str:
    """The beginning of the line that says who saved the answer and how it came, before its time."""
    if answer.was_entered:
        return say(f"collect_entered_{answer.origin}", language, name=str(answer.staff or "–"))
    name = name_of(answer, language)
    return say("collect_saved_by", language, name=name) if name else say("collect_saved", language)


def closed_words(writer: Writer, language: str) -> str:
    """What whoever writes is told where the case takes no answers."""
    return say("enter_closed" if writer.is_entering else "collect_closed", language)
