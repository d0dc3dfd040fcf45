"""What a workbook says beside a question, and how it is filled in."""

from __future__ import annotations

from civiscope.report.questionnaires.questionnaire_words import QuestionnaireWords
from civiscope.report.words.phrases import say
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import Item
from civiscope.web.collection.rules.workbook_plan import Line, Plan, one_line

_STEPS = 5


def steps_of(plan: Plan) -> list[str]:
    """How to fill in the workbook, step by step; before them what the questionnaire says of itself."""
    intro = plan.questionnaire.intro
    steps = [say(f"offline_step_{number}", plan.language) for number in range(1, _STEPS + 1)]
    return ([one_line(in_language(intro, plan.language, plan.source))] if intro else []) + steps


def help_of(plan: Plan, item: Item, line: Line) -> str:
    """Beside a question its hint, kind and when it is asked; beside an option or a row what explains it."""
    if line.number:
        words = QuestionnaireWords(plan.questionnaire, plan.language, plan.source)
        parts = [words.text(item.hint), words.kind_of(item), words.asked_when(item)]
        return "\n".join(one_line(part) for part in parts if part)
    listed = plan.questionnaire.options_of(item) if line.option else plan.questionnaire.rows_of(item)
    wanted = line.option or line.row
    found = next((option for option in listed if option.code == wanted), None)
    return one_line(in_language(found.explanation, plan.language, plan.source)) if found and found.explanation else ""
