"""Which answers mean more capacity: read off the order of options, and off the codes of those that say no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from civiscope.study.questionnaire import OTHER

_LEAST = re.compile(
    r"(no|none|never|not|nothing|zero|without|disagree|strongly_disagree|fully_disagree|insufficient|too_early|"
    r"lack|lacking)(_.*)?"
)
_OFF_SCALE = re.compile(
    rf"{OTHER}|(dont|do_not|not)_know(n)?|unsure|undecided|unknown|not_applicable|no_answer|no_opinion"
)
_NOTHING = re.compile(r"(none|nothing)(_.*)?|no")


@dataclass(frozen=True, slots=True)
class Scale:
    """Positions of options: ``order`` from the most capacity to the least, ``off`` those that are not on the scale."""

    order: tuple[int, ...]
    off: tuple[int, ...]
    is_ordered: bool


def scale_of(options: Sequence[str], *, grid: bool) -> Scale:
    """The scale that options stand on.

    Options that say no or nothing (by their code) end a scale: where they come first, it rises. The scale of a grid is
    ordered in any case, from most to least where no code tells; other choices without such an option are not ordered.
    """
    off = tuple(place for place, code in enumerate(options) if _OFF_SCALE.fullmatch(code))
    on = [place for place in range(len(options)) if place not in off]
    if len(on) < 2:
        return Scale(tuple(on), off, False)
    first, last = (bool(_LEAST.fullmatch(options[place])) for place in (on[0], on[-1]))
    rises = first and not last
    return Scale(tuple(reversed(on) if rises else on), off, grid or first != last)


def names_nothing(code: str) -> bool:
    """Whether an option of a list excludes all others."""
    return bool(_NOTHING.fullmatch(code))
