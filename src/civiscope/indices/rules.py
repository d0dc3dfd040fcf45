"""Rules of an index's steps in words: ``name:value:key=value``, the same in definitions, commands and alternatives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from civiscope.errors import UserError, did_you_mean, problem

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, its values in order, and its options by key. ``place`` is where it was written."""

    name: str
    values: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    place: str = ""

    def __str__(self) -> str:
        return ":".join((self.name, *self.values, *(f"{key}={value}" for key, value in self.options.items())))

    def number(self, position: int, default: float, low: float = -math.inf, high: float = math.inf) -> float:
        """The value at a position (0 first) as a number; raises UserError where it is none or out of [low, high]."""
        if position >= len(self.values):
            return default
        return self._number(self.values[position], low, high)

    def option_number(self, key: str, default: float, low: float = -math.inf, high: float = math.inf) -> float:
        """The option of that key as a number; raises UserError as `number`."""
        return default if key not in self.options else self._number(self.options[key], low, high)

    def flag(self, key: str) -> bool:
        """Whether the option of that key says yes; raises UserError where it says neither yes nor no."""
        value = self.options.get(key, "no")
        if value not in ("yes", "no"):
            raise self.refused(f"{key}={value}", f"{key}=yes or {key}=no")
        return value == "yes"

    def refused(self, value: object, wanted: str) -> UserError:
        """The error of a value that does not suit the rule; "" or the rule itself where something is lacking."""
        if str(value) in ("", str(self)):
            return UserError(problem("index-rule-needs", column=self.place, value=self, wanted=wanted))
        return UserError(problem("index-rule-value", column=self.place, value=value, rule=self.name, wanted=wanted))

    def unsuited(self, value: float, wanted: str) -> UserError:
        """The error of data that the rule cannot take."""
        return UserError(
            problem("index-rule-data", column=self.place, value=f"{value:g}", rule=self.name, wanted=wanted)
        )

    def allow(self, values: int, *options: str) -> Rule:
        """The rule itself; raises UserError where it has more than ``values`` values, or other options."""
        if len(self.values) > values:
            wanted = f"at most {values} values" if values else "no values"
            raise self.refused(self.values[values], wanted)
        for key in self.options:
            if key not in options:
                raise self.refused(
                    f"{key}={self.options[key]}",
                    f"one of the options {', '.join(options)}" if options else "no options",
                )
        return self

    def _number(self, text: str, low: float, high: float) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not low <= number <= high or math.isinf(number):
            bounds = f" of at least {low:g}" if math.isfinite(low) else ""
            bounds += f"{' and' if bounds else ' of'} at most {high:g}" if math.isfinite(high) else ""
            raise self.refused(text, f"a number{bounds}")
        return number


def parse_rule(text: str, place: str, known: Mapping[str, object] | None = None) -> Rule:
    """The rule that ``text`` names; ``place`` is the option or field that holds it, ``known`` has the allowed names.

    Raises UserError where the name is empty or not among the known ones.
    """
    name, *rest = (part.strip() for part in text.split(":"))
    if known is not None and name not in known:
        raise UserError(
            problem(
                "index-rule-unknown",
                column=place,
                value=name,
                suggestion=did_you_mean(name, known),
                allowed=", ".join(known),
            )
        )
    values = tuple(part for part in rest if "=" not in part)
    options = {key: value for key, _, value in (part.partition("=") for part in rest if "=" in part)}
    return Rule(name, values, MappingProxyType(options), place)
