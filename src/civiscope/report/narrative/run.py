"""One making of a report: what its functions read, and what they leave behind for its last chapters."""

from __future__ import annotations

from dataclasses import dataclass, field

from civiscope.errors import Problem, problem
from civiscope.release.model import Release
from civiscope.report.figures.blocks import FigureParts
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Block, Figure
from civiscope.study.report_file import StudyReport
from civiscope.study.report_reference import Reference, Value
from civiscope.study.report_text import REPORT_FILE


class NothingToShowError(Exception):
    """A reference is right, but the release has nothing for it; the message says why, for the report's writer."""


@dataclass(frozen=True, slots=True)
class CitedNumber:
    """A number of the text: what it is, as the text shows it, its interval, its cities and where it comes from."""

    chapter: str
    about: str
    shown: str
    interval: str
    cities: str
    source: str


@dataclass(frozen=True, slots=True)
class FigureSlot:
    """The place of a figure that is drawn together with all others, once the whole text is read."""

    number: int


ReportPart = Block | FigureSlot


@dataclass
class ReportRun:
    """Grows while a report is put together.

    ``sources`` are the documents that facts come from, in the order of their first mention; ``numbers`` those that the
    text shows; ``figures`` what is to be drawn.
    """

    view: ReleaseView
    report: StudyReport
    chapter: str = ""
    sources: dict[str, str] = field(default_factory=dict)
    numbers: list[CitedNumber] = field(default_factory=list)
    figures: list[FigureParts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def release(self) -> Release:
        """The release that the report is made from."""
        return self.view.release

    def cite(self, source: str, url: str = "") -> int:
        """The number of a source in the list at the end."""
        self.sources[source] = self.sources.get(source) or url
        return list(self.sources).index(source) + 1

    def register(self, about: str, shown: str, interval: str = "", cities: str = "", source: str = "") -> None:
        """Note a number that the text shows, for the list at the end."""
        self.numbers.append(CitedNumber(self.chapter, about, shown, interval, cities, source))

    def refuse(self, reference: Reference, reason: str) -> None:
        """Note that a reference has nothing to show."""
        self.problems.append(
            problem("report-nothing", file=REPORT_FILE, line=reference.line, function=reference.function, reason=reason)
        )


Arguments = dict[str, Value]


def text_of(arguments: Arguments, name: str) -> str:
    """A text argument; empty where it was left out."""
    return str(arguments.get(name, ""))


@dataclass(frozen=True, slots=True)
class DrawnFigures:
    """The figures of a report in the order of their slots, numbered."""

    figures: tuple[Figure, ...]

    def at(self, slot: FigureSlot) -> Figure:
        """The figure of a slot."""
        return self.figures[slot.number]
