"""What a workbook says beside a question, and how it is filled in."""

from __future__ import annotations

from civiscope.report.questionnaires.questionnaire_words import QuestionnaireWords
from civiscope.report.words.phrases import say
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import Item
from civiscope.web.collection.rules.workbook_plan import Line, Plan, one_line

_STEPS = 5


def intro_of(plan: Plan) -> str:
    """What the questionnaire says of itself."""
    intro = plan.questionnaire.intro
    return one_line(in_language(intro, plan.language, plan.source)) if intro else ""


def steps_of(plan: Plan) -> list[str]:
    """How to fill in the workbook, step by step."""
    return [say(f"offline_step_{number}", plan.language) for number in range(1, _STEPS + 1)]


def help_of(plan: Plan, item: Item, line: Line, wave: str = "") -> str:
    """Beside a question its hint, kind and when it is asked; beside an option or a row what explains it.

    ``wave`` is the earlier wave that an answer comes from which waits to be confirmed.
    """
    if line.number:
        words = QuestionnaireWords(plan.questionnaire, plan.language, plan.source)
        mark = say("offline_prefill_in_workbook", plan.language, wave=wave) if wave else ""
        parts = [words.text(item.hint), words.kind_of(item), words.asked_when(item), mark]
        return "\n".join(one_line(part) for part in parts if part)
    listed = plan.questionnaire.options_of(item) if line.option else plan.questionnaire.rows_of(item)
    wanted = line.option or line.row
    found = next((option for option in listed if option.code == wanted), None)
    return one_line(in_language(found.explanation, plan.language, plan.source)) if found and found.explanation else ""
