"""Checks of study.yaml against the questionnaires and the frame: what the models alone cannot tell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from string import Formatter

from babel import Locale, UnknownLocaleError

from civiscope.errors import CATALOGUE, ProblemLog, did_you_mean
from civiscope.results.colours import TEXT_CONTRAST, contrast, darkened
from civiscope.study.definition import SnapshotBlock, StudyDefinition
from civiscope.study.frame import Frame
from civiscope.study.framework_checks import check_framework
from civiscope.study.group_checks import check_group_items, check_group_members, check_groups
from civiscope.study.labels import is_given
from civiscope.study.questionnaire import (
    CHOICE_KINDS,
    GRID_KINDS,
    NUMBER_KINDS,
    Definition,
    Item,
    Kind,
    Questionnaire,
)
from civiscope.study.time_zone import zone_names
from civiscope.study.yamlfile import YamlFile, line_of

FILE = "study.yaml"
_TEXT_KINDS = frozenset({Kind.TEXT, Kind.LONGTEXT, Kind.URL, Kind.DATE})
_FITTING = {
    "sentence": frozenset({Kind.SINGLE}),
    "bars": frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING}),
    "tags": frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING}),
    "list": frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING}),
    "value": NUMBER_KINDS | _TEXT_KINDS,
    "grid": GRID_KINDS,
}


def check_definition(
    definition: StudyDefinition,
    source: YamlFile,
    questionnaires: dict[str, Questionnaire],
    files: set[str],
    languages: tuple[str, ...],
    log: ProblemLog,
) -> None:
    """Log every problem of study.yaml.

    ``files`` are the names of the files in questionnaires/, readable or not, ``languages`` those in which labels must
    exist, the source language first.
    """
    _check_languages(definition, source, log)
    _check_time_zone(definition, source, log)
    _check_repetitions(definition, source, log)
    for index, wave in enumerate(definition.waves):
        for name in wave.questionnaires:
            if name not in files:
                line = line_of(source, ("waves", index, "questionnaires"))
                log.add("wave-questionnaire-missing", file=FILE, line=line, wave=wave.id, value=name)
    items = {code: item for questionnaire in questionnaires.values() for code, item in questionnaire.items.items()}
    # What a questionnaire that is missing or broken would have named cannot be told: its file is reported instead.
    if questionnaires.keys() >= files | {name for wave in definition.waves for name in wave.questionnaires}:
        check_group_items(definition, source, items, log)
        _check_snapshot(definition, source, items, log)
    check_groups(definition, source, log)
    check_framework(definition, source, log)
    for index, code in enumerate(definition.findings.promote):
        if code not in CATALOGUE or CATALOGUE[code].severity != "finding":
            log.add("finding-unknown", file=FILE, line=line_of(source, ("findings", "promote", index)), value=code)
    _check_colours(definition, source, log)
    check_labels(definition, (), FILE, source, languages, log)


def labelled_languages(definition: StudyDefinition, unread: frozenset[str]) -> tuple[str, ...]:
    """The languages in which labels must exist: not those that are none or whose translations are ``unread``."""
    source, *others = definition.languages
    return (source, *(language for language in others if is_language(language) and language not in unread))


def is_language(code: str) -> bool:
    """Whether ``code`` is a language code (BCP 47) that can be read."""
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


def check_frame_references(
    definition: StudyDefinition,
    source: YamlFile,
    frame: Frame,
    lines: dict[str, int],
    columns: tuple[str, ...],
    log: ProblemLog,
) -> None:
    """Log what study.yaml says of cities and columns that cities.csv does not have, and cities without population."""
    check_group_members(definition, source, frame, columns, log)
    misread = {entry.city for entry in log.errors if entry.file == "cities.csv" and entry.column == "population"}
    for city in frame.values():
        if city.population is None and city.code not in misread:
            place = {"file": "cities.csv", "line": lines[city.code], "column": "population", "city": city.code}
            log.add("population-missing", **place, action="left missing")


def check_labels(
    model: Definition,
    path: tuple[str | int, ...],
    file: str,
    source: YamlFile,
    languages: tuple[str, ...],
    log: ProblemLog,
) -> None:
    """Log every label of ``model`` that lacks a language of the study."""
    for place, label in _labels(model, path):
        for language in languages:
            if not is_given(label, language, languages[0]):
                log.add(
                    "label-missing",
                    file=file,
                    line=line_of(source, place),
                    value=next(iter(label.values())),
                    language=language,
                    languages=", ".join(languages),
                )


def _labels(model: Definition, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], dict[str, str]]]:
    for name in type(model).model_fields:
        if name not in model.unlabelled:
            yield from _labels_in(getattr(model, name), (*path, name))


def _labels_in(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], dict[str, str]]]:
    if isinstance(value, Definition):
        yield from _labels(value, path)
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _labels_in(entry, (*path, index))
    elif isinstance(value, dict) and value:
        if all(isinstance(text, str) for text in value.values()):
            yield path, value
        else:
            for key, entry in value.items():
                yield from _labels_in(entry, (*path, key))


def _check_colours(definition: StudyDefinition, source: YamlFile, log: ProblemLog) -> None:
    """Both colours are also used for text on white: headings and links; marks of simulated data, numbers in figures."""
    for name in ("primary", "accent"):
        colour = getattr(definition.look, name)
        ratio = contrast(colour, "#ffffff")
        if ratio < TEXT_CONTRAST:
            log.add(
                "look-contrast",
                file=FILE,
                line=line_of(source, ("look", name)),
                column=name,
                value=colour,
                # Rounded down: 4.48 must not read as the 4.5 that is wanted.
                ratio=f"{math.floor(ratio * 100) / 100:.2f}",
                wanted=f"{TEXT_CONTRAST:g}",
                darker=darkened(colour, TEXT_CONTRAST),
            )


def _check_languages(definition: StudyDefinition, source: YamlFile, log: ProblemLog) -> None:
    for index, language in enumerate(definition.languages):
        if not is_language(language):
            log.add("language-malformed", file=FILE, line=line_of(source, ("languages", index)), value=language)


def _check_time_zone(definition: StudyDefinition, source: YamlFile, log: ProblemLog) -> None:
    zone = definition.time_zone
    if zone != "UTC" and zone not in (names := zone_names()):
        similar = did_you_mean(zone, sorted(names))
        log.add("time-zone-unknown", file=FILE, line=line_of(source, ("time_zone",)), value=zone, similar=similar)


def _check_repetitions(definition: StudyDefinition, source: YamlFile, log: ProblemLog) -> None:
    named: list[tuple[str, tuple[str | int, ...], Iterable[str]]] = [
        ("wave-duplicate", ("waves",), [wave.id for wave in definition.waves]),
        ("group-duplicate", ("groups",), [group.code for group in definition.groups]),
        ("named-twice", ("languages",), definition.languages),
        ("named-twice", ("domains",), definition.domains),
    ]
    named += [
        ("named-twice", ("waves", index, "questionnaires"), wave.questionnaires)
        for index, wave in enumerate(definition.waves)
    ]
    named += [
        ("named-twice", ("groups", index, "classes"), [entry.code for entry in group.classes])
        for index, group in enumerate(definition.groups)
    ]
    if definition.snapshot is not None:
        codes = [section.code for section in definition.snapshot.sections]
        named += [
            ("named-twice", ("snapshot", "sections"), codes),
            ("named-twice", ("snapshot", "facts"), definition.snapshot.facts),
        ]
    for code, path, names in named:
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                log.add(code, file=FILE, line=line_of(source, (*path, index)), value=name, field=path[-1])
            seen.add(name)


def _check_snapshot(definition: StudyDefinition, source: YamlFile, items: dict[str, Item], log: ProblemLog) -> None:
    if definition.snapshot is None:
        return
    for index, code in enumerate(definition.snapshot.facts):
        if code not in items:
            line = line_of(source, ("snapshot", "facts", index))
            log.add("snapshot-item-unknown", file=FILE, line=line, value=code)
    for index, section in enumerate(definition.snapshot.sections):
        for position, block in enumerate(section.blocks):
            line = line_of(source, ("snapshot", "sections", index, "blocks", position))
            _check_sentence(block, line, log)
            if block.item not in items:
                log.add("snapshot-item-unknown", file=FILE, line=line, value=block.item)
            elif items[block.item].kind not in _FITTING[block.show]:
                kind = items[block.item].kind
                fitting = [show for show, kinds in _FITTING.items() if kind in kinds]
                log.add(
                    "snapshot-show-kind",
                    file=FILE,
                    line=line,
                    value=block.item,
                    show=block.show,
                    kind=kind,
                    fitting=" or ".join(fitting),
                )


def _check_sentence(block: SnapshotBlock, line: int | None, log: ProblemLog) -> None:
    """The text of a value may hold the words in braces that the snapshot fills in, and no others."""
    for text in (block.sentence or {}).values():
        try:
            words = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError:
            words = {text}
        if not words <= {"city", "value"}:
            log.add("sentence-words", file=FILE, line=line, value=text)


assert frozenset(Kind) == CHOICE_KINDS | NUMBER_KINDS | _TEXT_KINDS, "every kind can be shown in a snapshot"
