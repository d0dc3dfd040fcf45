"""Groups of cities: their levels, and which cities the frame puts in each."""

from __future__ import annotations

from civiscope.study.definition import Group, StudyDefinition
from civiscope.study.frame import City, Frame
from civiscope.study.labels import in_language
from civiscope.study.questionnaire import Questionnaire

MEMBER = "yes"
"""The level of the cities that belong to a group named by cities or countries; others have none."""


def level_of(group: Group, city: City) -> str:
    """The level of a city in a group that the frame decides; empty where it has none (or the group is by item)."""
    if group.cities:
        return MEMBER if city.code in group.cities else ""
    if group.countries:
        return MEMBER if city.country in group.countries else ""
    if not group.column:
        return ""
    value = city.value(group.column)
    if value is None:
        return ""
    if not group.classes:
        return str(value)
    try:
        number = float(value)
    except ValueError:
        return ""
    for size_class in group.classes:
        if size_class.below is None or number < size_class.below:
            return size_class.code
    return ""


def levels_of(
    group: Group, questionnaires: dict[str, Questionnaire], frame: Frame, language: str, source: str
) -> dict[str, str]:
    """The levels of a group in their order, each with its label.

    Classes and options keep the order of their definition; values of a column are sorted.
    """
    if group.classes:
        return {entry.code: in_language(entry.label, language, source) for entry in group.classes}
    if group.item:
        for questionnaire in questionnaires.values():
            item = questionnaire.items.get(group.item)
            if item is not None:
                options = questionnaire.options_of(item)
                return {entry.code: in_language(entry.short or entry.label, language, source) for entry in options}
        return {}
    if group.column:
        values = {level_of(group, city) for city in frame.values()} - {""}
        return {value: value for value in sorted(values)}
    return {MEMBER: in_language(group.label, language, source)}


def all_levels(
    definition: StudyDefinition, questionnaires: dict[str, Questionnaire], frame: Frame
) -> dict[str, dict[str, str]]:
    """The levels of every group of the study, with labels in the source language."""
    source = definition.source_language
    return {group.code: levels_of(group, questionnaires, frame, source, source) for group in definition.groups}
