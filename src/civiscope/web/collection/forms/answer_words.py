"""An answer in words, for those who compare two of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from babel.dates import format_date

from civiscope.report.words.phrases import locale_of, named, say
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import CHOICE_KINDS, OTHER, Item, Kind, Option, Questionnaire
from civiscope.web.collection.forms.answer_form import Fields, fields_of, variables_of
from civiscope.web.common.identity import identity
from civiscope.web.studies.domain.opened import study


def text_of(label: dict[str, str], language: str) -> str:
    """A label of the questionnaire in the reader's language."""
    return in_language(label, language, identity().languages[0])


def wave_title(wave: str, language: str) -> str:
    """The title of a wave in the reader's language; its id where the study no longer has it."""
    titles = {found.id: found.title for found in study().definition.waves}
    return text_of(titles[wave], language) if wave in titles else wave


def option_label(item: Item, option: Option, language: str) -> str:
    """An option's label; that of an own answer is Civiscope's."""
    if item.other and option.code == OTHER:
        return say("collect_other", language)
    return text_of(option.label, language)


def answer_words(questionnaire: Questionnaire, item: Item, cells: Mapping[str, str], language: str) -> list[str]:
    """The answer, a line per row of a grid; one line that says so where there is none."""
    fields = fields_of(questionnaire, item, cells)
    labels = {option.code: option_label(item, option, language) for option in questionnaire.options_of(item)}
    rows = {row.code: text_of(row.label, language) for row in questionnaire.rows_of(item)}
    lines = []
    for row, name in variables_of(questionnaire, item).items():
        words = _line(item, name, fields, labels, language)
        if words:
            lines.append(named(rows.get(row, ""), words, language))
    return lines or [say("collect_no_answer", language)]


def _line(item: Item, name: str, fields: Fields, labels: Mapping[str, str], language: str) -> str:
    if f"{name}.missing" in fields:
        return say(f"collect_{fields[f'{name}.missing'][0]}", language)
    if f"{name}.none" in fields:
        return say("collect_none", language)
    if item.kind not in CHOICE_KINDS:
        return _typed(item, "".join(fields.get(name, [])), language)
    missing = {"(don't know)": "collect_dont_know", "(not applicable)": "collect_not_applicable"}
    if item.kind is Kind.RANKING:
        own = "".join(fields.get(f"{name}.other.words", []))
        codes = [field.removeprefix(f"{name}.") for field in fields if not field.endswith(".words")]
    else:
        own, codes = "".join(fields.get(f"{name}.other", [])), fields.get(name, [])
    shown = [say(missing[code], language) if code in missing else labels.get(code, code) for code in codes]
    if own:
        shown = [named(word, own, language) if code == OTHER else word for word, code in zip(shown, codes, strict=True)]
    if item.kind is Kind.RANKING:
        return ", ".join(f"{place}. {word}" for place, word in enumerate(shown, start=1))
    # Labels hold words such as "and" themselves.
    return "; ".join(shown)


def _typed(item: Item, text: str, language: str) -> str:
    """What was typed: a date as the language writes it, a number with its unit; what cannot be read as it stands."""
    if item.kind is Kind.DATE and text:
        try:
            return str(format_date(dt.date.fromisoformat(text), "long", locale=locale_of(language)))
        except ValueError:
            return text
    return f"{text}\u00a0{text_of(item.unit, language)}" if text and item.unit else text
