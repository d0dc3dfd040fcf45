"""Checks of groups: whom they name, and that every city of the frame can be put into its level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from civiscope.errors import ProblemLog, did_you_mean
from civiscope.study.definition import Group, StudyDefinition
from civiscope.study.frame import Frame
from civiscope.study.frame_file import country_names
from civiscope.study.numbers import parse_number
from civiscope.study.questionnaire import Item, Kind
from civiscope.study.yamlfile import YamlFile, line_of

_FILE = "study.yaml"


def check_groups(definition: StudyDefinition, source: YamlFile, log: ProblemLog) -> None:
    """Log what is wrong with groups as such, and with the places of study.yaml that name them."""
    for index, group in enumerate(definition.groups):
        place: dict[str, Any] = {"file": _FILE, "line": line_of(source, ("groups", index)), "group": group.code}
        if not _classes_rise(group):
            log.add("group-classes-order", **place)
        for position, code in enumerate(group.countries):
            if code not in country_names():
                line = line_of(source, ("groups", index, "countries", position))
                log.add("country-unknown", file=_FILE, line=line, value=code)
    groups = [group.code for group in definition.groups]
    for index, code in enumerate(definition.domains):
        if code not in groups:
            line = line_of(source, ("domains", index))
            log.add("domain-unknown", file=_FILE, line=line, value=code, groups=", ".join(groups) or "no groups yet")
    if definition.peers.group is not None and definition.peers.group not in groups:
        line = line_of(source, ("peers", "group"))
        shown = ", ".join(groups) or "no groups yet"
        log.add("peers-group-unknown", file=_FILE, line=line, value=definition.peers.group, groups=shown)


def check_group_items(
    definition: StudyDefinition, source: YamlFile, items: Mapping[str, Item], log: ProblemLog
) -> None:
    """Log groups by an item that no questionnaire has, or in which a city may have several answers."""
    for index, group in enumerate(definition.groups):
        if not group.item:
            continue
        place = {"file": _FILE, "line": line_of(source, ("groups", index, "item")), "group": group.code}
        if group.item not in items:
            log.add("group-item-unknown", **place, value=group.item, similar=did_you_mean(group.item, items))
        elif items[group.item].kind is not Kind.SINGLE:
            log.add("group-item-kind", **place, value=group.item, kind=items[group.item].kind)


def check_group_members(
    definition: StudyDefinition, source: YamlFile, frame: Frame, columns: tuple[str, ...], log: ProblemLog
) -> None:
    """Log groups by columns and cities that cities.csv does not have, and by classes of a column without numbers."""
    for index, group in enumerate(definition.groups):
        place: dict[str, Any] = {"file": _FILE, "line": line_of(source, ("groups", index)), "group": group.code}
        if group.column and group.column not in columns:
            log.add("group-column-unknown", **place, value=group.column, columns=", ".join(columns))
        elif group.column and group.classes:
            _check_numbers(group, group.column, place, frame, log)
        for code in group.cities:
            if frame and code not in frame:
                log.add("group-city-unknown", **place, value=code, similar=did_you_mean(code, frame))


def _check_numbers(group: Group, column: str, place: dict[str, Any], frame: Frame, log: ProblemLog) -> None:
    for city in frame.values():
        value = city.value(column)
        if isinstance(value, str) and parse_number(value) is None:
            log.add("group-column-text", **place, value=value, city=city.code, name=column)
            return


def _classes_rise(group: Group) -> bool:
    limits = [entry.below for entry in group.classes]
    known = [limit for limit in limits[:-1] if limit is not None]
    return len(known) == len(limits[:-1]) and known == sorted(set(known)) and (not limits or limits[-1] is None)
