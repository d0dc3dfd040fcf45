"""Pages whose content is a document of the release: outcomes, published results, quality, methods, terms."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

from civiscope.report.pages.outcomes import outcome_documents
from civiscope.report.pages.published import published_document
from civiscope.report.pages.quality import quality_document
from civiscope.results.document import Document
from civiscope.web.explorer.domain.method_documents import glossary_document, methods_document
from civiscope.web.explorer.page import Head, render
from civiscope.web.explorer.reader import Reader, reader_of
from civiscope.web.explorer.within_site import fragment_within_site


def methods(request: HttpRequest) -> HttpResponse:
    """How the study was done."""
    reader = reader_of(request)
    return _page(request, "methods", ("methods",), lambda: methods_document(reader.view))


def glossary(request: HttpRequest) -> HttpResponse:
    """The terms of the questionnaires and of the results."""
    reader = reader_of(request)
    return _page(request, "glossary", ("glossary",), lambda: glossary_document(reader.view))


def published(request: HttpRequest) -> HttpResponse:
    """Published results beside computed ones; 404 where the release has none."""
    release = reader_of(request).edition.release
    if not release.published:
        raise Http404("published")
    language = reader_of(request).language
    return _page(request, "published", ("published",), lambda: published_document(release, language))


def quality(request: HttpRequest) -> HttpResponse:
    """What was found and done while the answers were read."""
    reader = reader_of(request)
    release = reader.edition.release
    return _page(request, "methods", ("quality",), lambda: quality_document(release, reader.language))


def outcome(request: HttpRequest, page: str) -> HttpResponse:
    """A page of outcomes; 404 for one that the release has not."""
    document = _outcome_documents(reader_of(request)).get(f"{page}.html")
    if document is None:
        raise Http404(page)
    return _page(request, "outcomes", ("outcome", page), lambda: document)


def _outcome_documents(reader: Reader) -> dict[str, Document]:
    """All pages of outcomes by the names of their files; their figures are drawn once."""
    release, language = reader.edition.release, reader.language
    return reader.edition.remembered(("outcomes", language), lambda: dict(outcome_documents(release, language)))


def _page(request: HttpRequest, part: str, key: tuple[str, ...], make: Callable[[], Document]) -> HttpResponse:
    """The page of a document, which is made and written once in each language."""
    reader = reader_of(request)
    document = reader.edition.remembered((*key, reader.language, "document"), make)
    fragment = reader.edition.remembered(
        (*key, reader.language, reader.base), lambda: fragment_within_site(document, reader)
    )
    head = Head(document.title, document.description, part)
    html = mark_safe(fragment)
    return render(request, "document.html", head, document=document, fragment=html)
