"""What was printed elsewhere of a question, each beside the share that the release has computed."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.pages.published import printed_and_computed
from civiscope.report.words.phrases import plain
from civiscope.report.words.release_view import ReleaseView
from civiscope.web.explorer.domain.question_index import Place


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One printed result: of which answer and wave, as printed, as computed, whether they agree, and where."""

    answer: str
    wave: str
    printed: str
    computed: str
    verdict: str
    source: str


def published_rows(view: ReleaseView, place: Place) -> tuple[PublishedRow, ...]:
    """The printed results of a question, the latest wave first."""
    order = [wave.id for wave in reversed(view.definition.waves)]
    found = []
    for wave in order:
        for result, cells in printed_and_computed(view, wave, *place.key):
            answer, printed, computed, verdict, source = map(plain, cells)
            found.append(PublishedRow(answer, view.wave_title(result.wave), printed, computed, verdict, source))
    return tuple(found)
