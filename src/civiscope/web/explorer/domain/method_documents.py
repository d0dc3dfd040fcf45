"""The pages on how the study was done and on its terms, from the parts that a report's appendices are made of."""

from __future__ import annotations

from civiscope.report.narrative.glossary import glossary
from civiscope.report.narrative.methods import methods
from civiscope.report.narrative.run import NothingToShowError, ReportPart, ReportRun
from civiscope.report.pages.frame import page
from civiscope.report.words.phrases import plain
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Block, Document, Section, Subheading
from civiscope.study.report_file import StudyReport
from civiscope.study.report_text import ReportText


def methods_document(view: ReleaseView) -> Document:
    """Design, response, weights, uncertainty, recodes, kinds of missing, disclosure: a section each."""
    run = _run(view)
    try:
        parts = methods(run, {})
    except NothingToShowError:
        parts = []
    return page(
        view,
        page_id="methods",
        title=view.say("site_methods"),
        subtitle=view.say("site_methods_about"),
        sections=_sections(parts, view.say("site_methods")),
        links=(),
    )


def glossary_document(view: ReleaseView) -> Document:
    """The terms that questionnaires explain, and those of the results."""
    return page(
        view,
        page_id="glossary",
        title=view.say("site_glossary"),
        subtitle=view.say("site_glossary_about"),
        sections=_sections(glossary(_run(view), {}), view.say("site_glossary")),
        links=(),
    )


def _run(view: ReleaseView) -> ReportRun:
    """What the appendices read; a study without a report has them on its site all the same."""
    return ReportRun(view, view.release.report or StudyReport("", ReportText(), {}))


def _sections(parts: list[ReportPart], title: str) -> list[Section]:
    """A section for every subheading; what stands before the first is a section of its own."""
    found: list[tuple[str, list[Block]]] = []
    for part in parts:
        if isinstance(part, Subheading):
            found.append((plain(part.spans), []))
        else:
            assert not hasattr(part, "number"), "an appendix without figures"
            found = found or [(title, [])]
            found[-1][1].append(part)
    return [
        Section(f"part-{number}", heading, tuple(blocks), wide=True)
        for number, (heading, blocks) in enumerate(found, 1)
    ]
