"""Questions: the list of all, each with its results, and the same as data and to be embedded."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from civiscope.report.figures.pictures import png_of
from civiscope.report.words.phrases import language_name
from civiscope.web.explorer.assets.cards import question_card
from civiscope.web.explorer.domain.question_index import Place, question_index
from civiscope.web.explorer.domain.question_overview import overview
from civiscope.web.explorer.domain.question_page import QuestionPage, question_page
from civiscope.web.explorer.domain.question_record import QuestionRecord, question_csv, question_record
from civiscope.web.explorer.page import Head, citation, render
from civiscope.web.explorer.public_address import permanent_address, public_address
from civiscope.web.explorer.reader import Reader, reader_of

LONGEST_SEARCH = 200


def questions(request: HttpRequest) -> HttpResponse:
    """All questions; where served, those in which the words of ``q`` are found."""
    reader = reader_of(request)
    wanted = "" if reader.baked else request.GET.get("q", "")[:LONGEST_SEARCH]
    chapters = overview(reader.view, question_index(reader.edition), wanted)
    count = sum(len(part.lines) for chapter in chapters for part in chapter.parts)
    head = Head(reader.view.say("site_questions"), reader.view.say("site_questions_about"), "questions")
    return render(request, "questions.html", head, chapters=chapters, wanted=wanted, count=count)


def question(request: HttpRequest, questionnaire: str, item: str, variant: str = "") -> HttpResponse:
    """The page of a question, or of one of its other results; 404 where the release has none such."""
    reader = reader_of(request)
    page = _page(reader, questionnaire, item, variant)
    head = Head(page.title, _description(page), "questions", question_card(*page.place.key) if page.leading else "")
    return render(
        request,
        "question.html",
        head,
        page=page,
        ways=_ways(reader, page, variant),
        cite=f"{citation(reader, page.title)} {permanent_address(request)}".strip(),
        permanent=permanent_address(request),
        embed_address=public_address(request, reader.link("question_embed", **_words(page.place, variant))),
        source_name=language_name(reader.edition.source_language),
        foreign=reader.language != reader.edition.source_language,
    )


def embed(request: HttpRequest, questionnaire: str, item: str, variant: str = "") -> HttpResponse:
    """The figure alone, to be shown in a frame of other people's pages."""
    reader = reader_of(request)
    page = _page(reader, questionnaire, item, variant)
    if page.result is None:
        raise Http404(item)
    back = reader.link("question", **_words(page.place, variant))
    response = render(request, "question_embed.html", Head(page.title, page.question), page=page, back=back)
    response.may_be_embedded = True  # type: ignore[attr-defined]
    return response


def as_csv(request: HttpRequest, questionnaire: str, item: str, variant: str = "") -> HttpResponse:
    """The estimates of the result as CSV."""
    record = _record(reader_of(request), questionnaire, item, variant)
    response = HttpResponse(question_csv(record), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{item}{variant}.csv"'
    return response


def picture(request: HttpRequest, questionnaire: str, item: str, variant: str = "") -> HttpResponse:
    """The figure as PNG, drawn on demand for a release that holds it as SVG only; served, not in the static site."""
    reader = reader_of(request)
    page = _page(reader, questionnaire, item, variant)
    if page.result is None or "svg" not in page.result.files:
        raise Http404(item)
    svg = (reader.edition.folder / "figures" / f"{page.result.stem}.svg").read_text(encoding="utf-8")
    return HttpResponse(png_of(svg), content_type="image/png")


def _place(reader: Reader, questionnaire: str, item: str) -> Place:
    place = question_index(reader.edition).places.get((questionnaire, item))
    if place is None:
        raise Http404(item)
    return place


def _description(page: QuestionPage) -> str:
    """The leading result, which is what a shared link says, then the question."""
    found = page.leading
    if found is None:
        return page.question
    behind = ", ".join(part for part in (found.interval, found.cities) if part)
    return f"{found.shown} {found.label} ({behind}). {page.question}"


def _page(reader: Reader, questionnaire: str, item: str, variant: str) -> QuestionPage:
    page = question_page(reader.edition, reader.language, _place(reader, questionnaire, item), variant)
    if page is None:
        raise Http404(variant)
    return page


def _record(reader: Reader, questionnaire: str, item: str, variant: str) -> QuestionRecord:
    try:
        return question_record(reader.edition, reader.language, questionnaire, item, variant)
    except KeyError as error:
        raise Http404(item) from error


def _words(place: Place, variant: str) -> dict[str, str]:
    """What the address of a result is filled with."""
    words = {"questionnaire": place.questionnaire.id, "item": place.item.code}
    return {**words, "variant": variant} if variant else words


def _ways(reader: Reader, page: QuestionPage, variant: str) -> dict[str, object]:
    """The ways from a question: to its other results, to the same as data, to the questions before and after."""
    here = _words(page.place, variant)
    questionnaire, item = page.place.key
    drawn = page.result is not None and "svg" in page.result.files and "png" not in page.result.files
    return {
        "variants": [(way, reader.link("question", **_words(page.place, way.variant))) for way in page.variants],
        "csv": reader.link("question_csv", **here),
        "json": reader.link("api:question", questionnaire=questionnaire, result=f"{item}{variant}"),
        "png": reader.link("question_png", **here) if drawn and not reader.baked else "",
        "embed": reader.link("question_embed", **here),
        "before": reader.link("question", **_words(page.before, "")) if page.before else "",
        "after": reader.link("question", **_words(page.after, "")) if page.after else "",
    }
