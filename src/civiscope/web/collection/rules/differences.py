"""What differs between two versions of a questionnaire, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from civiscope.study.questionnaire import Item, Option, Questionnaire


class Change(StrEnum):
    """A kind of change; `TEXT` is any change of words that a city reads, `RULE` one of what an answer must fulfil."""

    ADDED = "added"
    REMOVED = "removed"
    TEXT = "text"
    KIND = "kind"
    OPTION_ADDED = "option added"
    OPTION_REMOVED = "option removed"
    ROW_ADDED = "row added"
    ROW_REMOVED = "row removed"
    ROUTING = "routing"
    RULE = "rule"
    PLACE = "place"


TELLING = frozenset(Change) - {Change.PLACE, Change.REMOVED}
"""Changes of which a city is told at the question."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A change of an item; ``code`` names the option or row, ``before`` and ``after`` say what it was and is."""

    item: str
    change: Change
    code: str = ""
    before: str = ""
    after: str = ""


def differences(before: Questionnaire, after: Questionnaire, language: str = "en") -> list[Difference]:
    """All changes of items: of those that stay and those that are new in the order of the new questionnaire, then of
    those that are gone. Texts are shown in the ``language`` where there is one."""
    found: list[Difference] = []
    order_before = [code for code in before.items if code in after.items]
    order_after = [code for code in after.items if code in before.items]
    for code, item in after.items.items():
        old = before.items.get(code)
        if old is None:
            found.append(Difference(code, Change.ADDED, after=_text(item.label, language)))
            continue
        found += _of_item(old, item, before, after, language)
        if _section(before, code) != _section(after, code) or order_before.index(code) != order_after.index(code):
            found.append(Difference(code, Change.PLACE, before=_section(before, code), after=_section(after, code)))
    gone = [code for code in before.items if code not in after.items]
    return found + [Difference(code, Change.REMOVED, before=_text(before.items[code].label, language)) for code in gone]


def _of_item(old: Item, new: Item, before: Questionnaire, after: Questionnaire, language: str) -> list[Difference]:
    code = new.code
    found = []
    if old.kind is not new.kind:
        found.append(Difference(code, Change.KIND, before=old.kind, after=new.kind))
    for change, was, now in (
        (Change.TEXT, old.label, new.label),
        (Change.TEXT, old.hint, new.hint),
        (Change.RULE, old.constraint, new.constraint),
        (Change.RULE, old.most, new.most),
        (Change.RULE, _needed(old), _needed(new)),
        (Change.TEXT if old.has_unit_of(new) else Change.RULE, old.unit, new.unit),
        (Change.RULE, f"consent {old.consent}", f"consent {new.consent}"),
        (Change.ROUTING, old.relevant, new.relevant),
    ):
        if was != now:
            found.append(Difference(code, change, before=_shown(was, language), after=_shown(now, language)))
    options = (Change.OPTION_ADDED, Change.OPTION_REMOVED)
    rows = (Change.ROW_ADDED, Change.ROW_REMOVED)
    found += _of_list(code, before.options_of(old), after.options_of(new), options, language)
    return found + _of_list(code, before.rows_of(old), after.rows_of(new), rows, language)


def _of_list(
    item: str,
    before: tuple[Option, ...],
    after: tuple[Option, ...],
    changes: tuple[Change, Change],
    language: str,
) -> list[Difference]:
    old, new = ({option.code: option for option in options} for options in (before, after))
    added, removed = changes
    found = [
        Difference(item, added, code, after=_text(option.label, language))
        for code, option in new.items()
        if code not in old
    ]
    found += [
        Difference(item, removed, code, before=_text(option.label, language))
        for code, option in old.items()
        if code not in new
    ]
    for code, option in new.items():
        was = old.get(code)
        if was is not None and (was.label, was.explanation) != (option.label, option.explanation):
            texts = [_text(entry.label, language) for entry in (was, option)]
            found.append(Difference(item, Change.TEXT, code, *texts))
    return found


def _section(questionnaire: Questionnaire, code: str) -> str:
    return next(section.code for section in questionnaire.sections if any(item.code == code for item in section.items))


def _needed(item: Item) -> str:
    return "required" if item.required else "not required"


def _shown(value: object, language: str) -> str:
    if isinstance(value, Mapping):
        return _text({str(key): str(text) for key, text in value.items()}, language)
    return "" if value is None else str(value)


def _text(label: Mapping[str, str], language: str) -> str:
    return label.get(language) or label.get("") or next(iter(label.values()))
