"""What is made from a release: figures, snapshots, and the pages that explain them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from civiscope.guidance.peers import peer_groups
from civiscope.release.model import Release
from civiscope.release.tables import write_csv
from civiscope.report.figures.writing import write_figures
from civiscope.report.narrative.composer import compose_report
from civiscope.report.pages.codebook import codebook_document
from civiscope.report.pages.index import index_document
from civiscope.report.pages.indices import index_page
from civiscope.report.pages.outcomes import outcome_documents
from civiscope.report.pages.published import published_document
from civiscope.report.pages.quality import quality_document
from civiscope.report.snapshots.drafts import drafted
from civiscope.report.snapshots.snapshot import SnapshotComposer
from civiscope.report.writers.docx import write_docx
from civiscope.report.writers.fonts import Transliteration
from civiscope.report.writers.html import write_page
from civiscope.report.writers.pdf import PdfWriter
from civiscope.report.writers.pptx import write_pptx
from civiscope.results.document import Document
from civiscope.workflows.progress import Progress

RESULTS, FIGURES, SNAPSHOTS, REPORT, SITE = "results", "figures", "snapshots", "report", "site"
PARTS = (RESULTS, FIGURES, SNAPSHOTS, REPORT, SITE)
"""Parts of a release that this version makes; results are always made, because all others read them, the report
where the study has a report.md."""

TRANSLITERATED = "transliterated.csv"

Bake = Callable[[Release, Path, Path, Progress], object]
"""Writes the static site of a release that stands in a folder into another one; the explorer, a room above, has it."""


def make_products(
    release: Release, folder: Path, parts: Collection[str], progress: Progress, bake: Bake | None = None
) -> tuple[str, ...]:
    """Write the chosen parts into the release's ``folder``; returns remarks for whoever builds it.

    The quality page, the codebook, the pages of indices, of outcomes and of published results and the front page belong
    to the results.
    """
    remarks: tuple[str, ...] = ()
    if FIGURES in parts:
        write_figures(release, folder / "figures", progress)
    if SNAPSHOTS in parts:
        remarks = write_snapshots(release, sorted(release.waves_by_city), folder / "snapshots", progress)
    if REPORT in parts and release.report is not None:
        remarks += write_report(release, folder / "report", progress)
    language = release.definition.source_language
    for name, questionnaire in release.questionnaires.items():
        _write_page(codebook_document(release, questionnaire, language), folder / "codebook" / f"{name}.html")
    for name in release.indices:
        _write_page(index_page(release, name, language), folder / "indices" / f"{name}.html")
    _write_page(quality_document(release, language), folder / "quality" / "index.html")
    for name, document in outcome_documents(release, language):
        _write_page(document, folder / "outcomes" / name)
    if release.published:
        _write_page(published_document(release, language), folder / "published" / "index.html")
    _write_page(index_document(release, folder, language), folder / "index.html")
    if SITE in parts and bake is not None:
        bake(release, folder, folder / "site", progress)
    return remarks


def write_snapshots(
    release: Release, cities: list[str], folder: Path, progress: Progress, *, draft: bool = False
) -> tuple[str, ...]:
    """Write CITY.html and CITY.pdf of the cities into ``folder``, in other languages of the study as CITY.fr.html.

    A ``draft`` says on every page that it is one, and has no links to the rest of a release. Returns remarks on what
    fonts could not print.
    """
    folder.mkdir(parents=True, exist_ok=True)
    peers = peer_groups(release)
    composers = [SnapshotComposer(release, language) for language in release.definition.languages]
    pdf_writer = PdfWriter()

    def write(place: tuple[SnapshotComposer, str]) -> tuple[Transliteration, ...]:
        composer, city = place
        document = composer.document(city, peers[city])
        if draft:
            document = drafted(document)
        _write_page(document, folder / composer.file(city, "html"))
        pdf = pdf_writer.write(document)
        (folder / composer.file(city, "pdf")).write_bytes(pdf.content)
        return pdf.transliterated

    replaced: set[Transliteration] = set()
    # Composing holds the interpreter's lock, compiling a PDF does not: threads keep the other cores busy.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        places = [(composer, city) for composer in composers for city in cities]
        for done, found in enumerate(pool.map(write, places), start=1):
            replaced.update(found)
            progress("Writing snapshots", done, len(places))
    return _transliterations(replaced, folder)


def _transliterations(replaced: set[Transliteration], folder: Path) -> tuple[str, ...]:
    """The list of what the pinned fonts could not print, and the remark that names it; () where there is nothing."""
    if not replaced:
        return ()
    rows = sorted(replaced, key=lambda entry: entry.original)
    write_csv(folder / TRANSLITERATED, Transliteration, rows)
    remark = f"The pinned fonts lack characters of {len(rows)} texts, which the PDFs print in Latin letters"
    return (f"{remark}: {folder.name}/{TRANSLITERATED}",)


def write_report(release: Release, folder: Path, progress: Progress) -> tuple[str, ...]:
    """Write the report as HTML, PDF and DOCX and its figures as a deck into ``folder``; returns remarks on the PDF.

    Raises UserError with every reference of the report that has nothing to show, each with its line; of a simulated
    study they are a remark, and a gap in the text.
    """
    progress("Writing the report", 0, 0)
    report = compose_report(release, release.definition.source_language)
    document = report.document
    _write_page(document, folder / "report.html")
    pdf = PdfWriter().write(document)
    (folder / "report.pdf").write_bytes(pdf.content)
    (folder / "report.docx").write_bytes(write_docx(document))
    (folder / "figures.pptx").write_bytes(write_pptx(document))
    lines = ", ".join(str(hole.line) for hole in report.holes)
    holes = f"The made-up answers leave references of the report without a result: report.md, lines {lines}"
    return (*([holes] if report.holes else []), *_transliterations(set(pdf.transliterated), folder))


def _write_page(document: Document, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_page(document), encoding="utf-8")
