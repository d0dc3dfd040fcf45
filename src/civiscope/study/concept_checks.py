"""Checks of what ties an item to the same question elsewhere: recodes of options, classes of numbers."""

from __future__ import annotations

from typing import Any

from civiscope.errors import ProblemLog, did_you_mean
from civiscope.study.questionnaire import CHOICE_KINDS, Item, Questionnaire
from civiscope.study.yamlfile import YamlFile, line_of


def check_concepts(
    questionnaire: Questionnaire,
    item: Item,
    path: tuple[str | int, ...],
    source: YamlFile,
    file: str,
    log: ProblemLog,
) -> None:
    """Log what is wrong with the recodes and the classes of ``item``, which stands at ``path`` of ``file``.

    The options for which recodes and classes stand may be those of another study's question, so only own ones are
    looked up.
    """
    for field in ("recode", "classes"):
        if getattr(item, field) and item.concept is None:
            line = line_of(source, (*path, field))
            log.add("concept-missing", file=file, line=line, item=item.code, value=field)
    options = [option.code for option in questionnaire.options_of(item)]
    for own, code in item.recode.items():
        place: dict[str, Any] = {"file": file, "line": line_of(source, (*path, "recode", own)), "item": item.code}
        if options and item.kind in CHOICE_KINDS and own not in options:
            log.add(
                "recode-unknown", **place, value=own, similar=did_you_mean(own, options), options=", ".join(options)
            )
        if code in item.recode:
            log.add("recode-chain", **place, value=code, own=own)
    _check_classes(item, (*path, "classes"), source, file, log)


def _check_classes(item: Item, path: tuple[str | int, ...], source: YamlFile, file: str, log: ProblemLog) -> None:
    seen: set[str] = set()
    last = len(item.classes) - 1
    limit: float | None = None
    for index, entry in enumerate(item.classes):
        place: dict[str, Any] = {"file": file, "line": line_of(source, (*path, index)), "item": item.code}
        if entry.code in seen:
            log.add("option-duplicate", **place, value=entry.code, list=f'the classes of "{item.code}"')
        seen.add(entry.code)
        if (entry.below is None) != (index == last):
            log.add("classes-limit", **place, value=entry.code)
        elif limit is not None and entry.below is not None and entry.below <= limit:
            log.add("classes-order", **place, value=f"{entry.below:g}", before=f"{limit:g}")
        limit = entry.below if entry.below is not None else limit
