"""How answers to one version of a questionnaire become answers to the next, as an editor decides."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from civiscope.study.questionnaire import Item, Questionnaire

AGAIN, ASIDE = "!again", "!aside"
"""What becomes of a removed option or row where no other takes its place: the city answers the whole question again, or
it is taken out of the answer, which else stands."""


class ItemMapping(BaseModel):
    """What becomes of the answers to an item: ``to`` is the new code of a renamed item ("" where it is not renamed),
    ``again`` lets cities answer it again, ``options`` and ``rows`` say of each removed option or row which one stands
    for it now. A row that nothing is said of is taken out of the answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    to: str = ""
    again: bool = False
    options: dict[str, str] = Field(default_factory=dict)
    rows: dict[str, str] = Field(default_factory=dict)


class VersionMapping(BaseModel):
    """The mappings of items by their code in the version before; others stay as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    items: dict[str, ItemMapping] = Field(default_factory=dict)


class MappingError(Exception):
    """A mapping that does not fit the two versions; says why."""


def require_fitting(mapping: VersionMapping, before: Questionnaire, after: Questionnaire) -> None:
    """Raise MappingError unless renamed items and removed rows become new ones, each once, and options become options
    that exist."""
    targets: set[str] = set()
    for code, found in mapping.items.items():
        if code not in before.items:
            raise MappingError(f"the version before has no item {code}")
        if found.to:
            if code in after.items or found.to not in after.items or found.to in before.items:
                raise MappingError(f"{code} can be renamed only to an item that is new, when it is gone itself")
            if found.to in targets:
                raise MappingError(f"two items cannot both become {found.to}")
            targets.add(found.to)
        target = after.items.get(found.to or code)
        known = set() if target is None else {option.code for option in after.options_of(target)}
        unknown = [option for option in found.options.values() if option not in known | {AGAIN, ASIDE}]
        if unknown:
            raise MappingError(f"{found.to or code} has no option {unknown[0]}")
        _require_fitting_rows(found, before, after, before.items[code], target)


def _require_fitting_rows(
    found: ItemMapping, before: Questionnaire, after: Questionnaire, old: Item, new: Item | None
) -> None:
    """Two rows cannot become one: each has an answer of its own, and neither may overwrite the other."""
    rows = {row.code for row in before.rows_of(old)}
    there = set() if new is None else {row.code for row in after.rows_of(new)}
    targets = [target for target in found.rows.values() if target not in {AGAIN, ASIDE}]
    for row, target in found.rows.items():
        if row not in rows or row in there:
            raise MappingError(f"{old.code} has no row {row} that is gone")
        if target in {AGAIN, ASIDE}:
            continue
        if target not in there or target in rows:
            raise MappingError(f"{row} can become only a row of {found.to or old.code} that is new")
        if targets.count(target) > 1:
            raise MappingError(f"two rows cannot both become {target}")
