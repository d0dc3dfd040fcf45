"""Checks of a questionnaire: what the models alone cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from civiscope.errors import ProblemLog, did_you_mean
from civiscope.study.checks import check_labels
from civiscope.study.concept_checks import check_concepts
from civiscope.study.consent_checks import check_consents
from civiscope.study.expressions import Expression, ExpressionError, find_cycle, parse_expression
from civiscope.study.labels import SOURCE
from civiscope.study.questionnaire import CHOICE_KINDS, GRID_KINDS, NUMBER_KINDS, Item, Kind, Option, Questionnaire
from civiscope.study.yamlfile import YamlFile, line_of

RESERVED_COLUMNS = ("city", "answered_in", "source", "incomplete")
"""Columns of the answers that are not items."""

LISTS = ("options", "rows")
"""Fields of an item that hold options, by the name of a code list or as a list."""

ItemPath = tuple[str, int, str, int]


def check_questionnaire(
    questionnaire: Questionnaire, source: YamlFile, file: str, languages: tuple[str, ...], log: ProblemLog
) -> None:
    """Log every problem of a questionnaire that was read from ``file``.

    ``languages`` are those in which labels must exist, the source language first; () where they are not known.
    """
    name = PurePosixPath(file).stem
    if questionnaire.id != name:
        log.add("questionnaire-id", file=file, line=line_of(source, ("id",)), value=questionnaire.id, name=name)
    _check_codes(questionnaire, source, file, log)
    _check_lists(questionnaire, source, file, log)
    _check_option_groups(questionnaire, source, file, log)
    for item, path in _items(questionnaire):
        _check_choice(questionnaire, item, path, source, file, log)
        check_concepts(questionnaire, item, path, source, file, log)
    _check_expressions(questionnaire, source, file, log)
    lines = {item.code: line_of(source, path) for item, path in _items(questionnaire)}
    check_consents(questionnaire, lines, file, log)
    check_labels(questionnaire, (), file, source, languages, log)


def _items(questionnaire: Questionnaire) -> Iterator[tuple[Item, ItemPath]]:
    for index, section in enumerate(questionnaire.sections):
        for position, item in enumerate(section.items):
            yield item, ("sections", index, "items", position)


def _check_codes(questionnaire: Questionnaire, source: YamlFile, file: str, log: ProblemLog) -> None:
    sections: set[str] = set()
    for index, section in enumerate(questionnaire.sections):
        if section.code in sections:
            log.add("section-duplicate", file=file, line=line_of(source, ("sections", index)), value=section.code)
        sections.add(section.code)
    first: dict[str, int | None] = {}
    for item, path in _items(questionnaire):
        line = line_of(source, (*path, "code"))
        if item.code in first:
            log.add("item-duplicate", file=file, line=line, item=item.code, value=item.code, first=first[item.code])
        if item.code in RESERVED_COLUMNS:
            reserved = ", ".join(RESERVED_COLUMNS)
            log.add("item-code-reserved", file=file, line=line, item=item.code, value=item.code, reserved=reserved)
        first.setdefault(item.code, line)


def _check_lists(questionnaire: Questionnaire, source: YamlFile, file: str, log: ProblemLog) -> None:
    used: set[str] = set()
    for name, options in questionnaire.code_lists.items():
        _check_options(options, f'the code list "{name}"', ("code_lists", name), source, file, log)
    for item, path in _items(questionnaire):
        for field in LISTS:
            value = getattr(item, field)
            if isinstance(value, str):
                used.add(value)
                if value not in questionnaire.code_lists:
                    lists = ", ".join(questionnaire.code_lists) or "no code lists yet"
                    line = line_of(source, (*path, field))
                    log.add("code-list-unknown", file=file, line=line, item=item.code, value=value, lists=lists)
            elif value is not None:
                shown = f'the {field} of "{item.code}"'
                _check_options(value, shown, (*path, field), source, file, log)
    for name in questionnaire.code_lists:
        if name not in used:
            log.add("code-list-unused", file=file, line=line_of(source, ("code_lists", name)), value=name)


def _check_option_groups(questionnaire: Questionnaire, source: YamlFile, file: str, log: ProblemLog) -> None:
    """Log groups of options that are defined twice, and options that name a group which is not defined."""
    known: list[str] = []
    for index, group in enumerate(questionnaire.option_groups):
        if group.code in known:
            line = line_of(source, ("option_groups", index))
            log.add("option-group-duplicate", file=file, line=line, value=group.code)
        known.append(group.code)
    lists: list[tuple[tuple[str | int, ...], str | tuple[Option, ...] | None]] = [
        (("code_lists", name), options) for name, options in questionnaire.code_lists.items()
    ]
    lists += [((*path, field), getattr(item, field)) for item, path in _items(questionnaire) for field in LISTS]
    for path, options in lists:
        if options is None or isinstance(options, str):
            continue
        for index, option in enumerate(options):
            if option.group is None or option.group in known:
                continue
            log.add(
                "option-group-unknown",
                file=file,
                line=line_of(source, (*path, index)),
                value=option.group,
                option=option.code,
                similar=did_you_mean(option.group, known),
                groups=", ".join(dict.fromkeys(known)) or "no option_groups yet",
            )


def _check_options(
    options: tuple[Option, ...],
    shown: str,
    path: tuple[str | int, ...],
    source: YamlFile,
    file: str,
    log: ProblemLog,
) -> None:
    codes: set[str] = set()
    meant: dict[str, str] = {}
    for index, option in enumerate(options):
        line = line_of(source, (*path, index))
        # Answers come as codes or as labels in any language: each text must stand for one option only.
        labels = sorted(option.label.items(), key=lambda entry: entry[0] != SOURCE)
        texts = dict.fromkeys([option.code, *(label.strip() for _, label in labels)])
        taken = [text for text in texts if meant.setdefault(text, option.code) != option.code]
        if option.code in codes:
            log.add("option-duplicate", file=file, line=line, value=option.code, list=shown)
        elif taken:
            log.add("option-label-duplicate", file=file, line=line, value=taken[0], list=shown)
        codes.add(option.code)


def _check_choice(
    questionnaire: Questionnaire, item: Item, path: ItemPath, source: YamlFile, file: str, log: ProblemLog
) -> None:
    place = {"file": file, "line": line_of(source, path), "item": item.code, "kind": item.kind}
    if item.kind in CHOICE_KINDS and not item.options:
        log.add("options-missing", **place)
    if item.kind in GRID_KINDS and not item.rows:
        log.add("rows-missing", **place)
    fitting = {
        "options": CHOICE_KINDS,
        "rows": GRID_KINDS,
        "other": {Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING},
        "most": {Kind.MULTIPLE, Kind.RANKING, Kind.GRID_MULTIPLE},
        "recode": CHOICE_KINDS,
        "classes": NUMBER_KINDS,
    }
    for field, kinds in fitting.items():
        if getattr(item, field) and item.kind not in kinds:
            log.add("options-not-fitting", **place, value=field, kinds=", ".join(sorted(kinds)))
    if item.other and any(option.code == "other" for option in questionnaire.options_of(item)[:-1]):
        log.add("option-duplicate", **place, value="other", list=f'the options of "{item.code}" (other: true adds it)')


def _check_expressions(questionnaire: Questionnaire, source: YamlFile, file: str, log: ProblemLog) -> None:
    known = {f"{item.code}.{row}" if row else item.code for item, row in questionnaire.variables()}
    order = {code: position for position, code in enumerate(questionnaire.items)}
    depends: dict[str, set[str]] = {}
    for item, path in _items(questionnaire):
        for field in ("relevant", "constraint"):
            text = getattr(item, field)
            if text is None:
                continue
            place: dict[str, Any] = {
                "file": file,
                "line": line_of(source, (*path, field)),
                "item": item.code,
                "field": field,
            }
            try:
                expression = parse_expression(text)
            except ExpressionError as failure:
                log.add("expression-invalid", **place, value=text, reason=failure)
                continue
            _check_compared(questionnaire, item, expression, place, log)
            for reference in sorted(expression.references - known):
                log.add("expression-item-unknown", **place, value=reference)
            if field == "relevant":
                depends[item.code] = {reference.partition(".")[0] for reference in expression.references & known}
    cycle = find_cycle(depends)
    if cycle is not None:
        path = next(path for item, path in _items(questionnaire) if item.code == cycle[0])
        line = line_of(source, (*path, "relevant"))
        log.add("relevant-cycle", file=file, line=line, item=cycle[0], value=" → ".join(cycle))
        return
    for item, path in _items(questionnaire):
        for code in sorted(depends.get(item.code, set())):
            if order[code] > order[item.code]:
                line = line_of(source, (*path, "relevant"))
                log.add("relevant-later", file=file, line=line, item=item.code, value=code)


def _check_compared(
    questionnaire: Questionnaire, item: Item, expression: Expression, place: dict[str, Any], log: ProblemLog
) -> None:
    """Log texts that a choice is compared with and that are none of its options: such a condition can never hold."""
    for reference, code in sorted(expression.compared):
        other = item if reference == "." else questionnaire.items.get(reference.partition(".")[0])
        if other is None or other.kind not in CHOICE_KINDS or not code:
            continue
        options = [option.code for option in questionnaire.options_of(other)]
        if options and code not in options:
            words = {"value": code, "expression": expression.text, "other": other.code}
            similar = did_you_mean(code, options)
            log.add("expression-option-unknown", **place, **words, similar=similar, options=", ".join(options))
