"""Which study the pages of the service show in their frame; whoever opens a study says so."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from civiscope.report.words.phrases import PHRASES
from civiscope.results.document import Look
from civiscope.study.labels import in_language

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Identity:
    """A study's name by language, its languages (the source language first), its colours, whether it is made up, who
    publishes it, the e-mail address at which people may ask ("" where there is none), and the time zone of its clocks.
    """

    name: dict[str, str]
    languages: tuple[str, ...]
    look: Look
    simulated: bool
    publisher: str
    contact: str = ""
    zone: ZoneInfo = _UTC

    def name_in(self, language: str) -> str:
        """The name in a language."""
        return in_language(self.name, language, self.languages[0])


NO_STUDY = Identity({"": "Civiscope"}, tuple(PHRASES), Look(), False, "")
"""Before a study is known there is only what Civiscope says itself, in all of its languages."""
_SHOWN = [NO_STUDY]


def introduce(identity: Identity) -> None:
    """Show this study in the frame of every page."""
    _SHOWN[0] = identity


def identity() -> Identity:
    """The study that is shown; Civiscope's own name before one was opened."""
    return _SHOWN[0]
