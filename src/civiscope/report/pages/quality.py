"""The quality page: everything found and done while the answers were read and coded, for people to read."""

from __future__ import annotations

from collections import defaultdict

from civiscope.release.model import Release
from civiscope.report.pages.frame import note, page, paragraph, plain_text
from civiscope.report.words.phrases import number
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Bullets, Document, Inline, Section, Span, Table
from civiscope.results.quality import QualityRow

_RECODED, _INCOMPLETE = "recoded", "lists-incomplete"
_TOLD_ELSEWHERE = frozenset({_RECODED, _INCOMPLETE, "same-round", "round-not-known"})


def quality_document(release: Release, language: str) -> Document:
    """The quality page of a release."""
    view = ReleaseView(release, language)
    sections = [
        _summary(view),
        *_not_public(view),
        *_findings(view),
        *_pairs(view),
        *_incomplete(view),
        *_recodes(view),
    ]
    return page(
        view,
        page_id="quality",
        title=view.say("quality_title"),
        subtitle=view.say("quality_subtitle"),
        sections=sections,
        links=(
            Span(view.say("link_release"), href="../index.html"),
            *(
                Span(view.text(entry.title), href=f"../codebook/{name}.html")
                for name, entry in release.questionnaires.items()
            ),
        ),
    )


def _summary(view: ReleaseView) -> Section:
    rows: dict[str, list[QualityRow]] = defaultdict(list)
    for row in view.release.quality:
        rows[row.code].append(row)
    table = Table(
        caption="",
        head=tuple(map(view.say, ("quality_code", "quality_meaning", "quality_count", "quality_answers"))),
        rows=tuple(
            (
                plain_text(code),
                plain_text(view.say(f"finding_{code}")),
                plain_text(number(len(found), view.language)),
                plain_text(number(sum(row.count for row in found), view.language)),
            )
            for code, found in sorted(rows.items())
        ),
        numeric=(False, False, True, True),
    )
    blocks = (table, note(view.say("quality_summary_note"))) if rows else (paragraph(view.say("quality_none")),)
    return Section("summary", view.say("quality_summary"), blocks, wide=True)


def _not_public(view: ReleaseView) -> list[Section]:
    """The waves of which answers are not public, and what stands in for them."""
    said: list[Inline] = []
    published = {entry.wave for entry in view.release.published}
    for wave in view.definition.waves:
        count = len({entry.city for entry in view.release.respondents if entry.wave == wave.id})
        if wave.answers != "not_public" or not (count or wave.id in published):
            continue
        key = "not_public_some" if count else "not_public_none"
        text = view.say(key, wave=view.text(wave.title), count=count)
        linked = (Span(" "), Span(view.say("link_published"), href="../published/index.html"), Span("."))
        said.append((Span(text), *(linked if wave.id in published else ())))
    return [Section("not-public", view.say("not_public_title"), (Bullets(tuple(said)),), wide=True)] if said else []


def _findings(view: ReleaseView) -> list[Section]:
    found = [row for row in view.release.quality if row.code not in _TOLD_ELSEWHERE]
    if not found:
        return []
    table = Table(
        caption="",
        head=(
            view.say("quality_city"),
            view.say("quality_finding"),
            view.say("quality_action"),
            view.say("quality_place"),
        ),
        rows=tuple(
            (
                _city(view, row.city),
                plain_text(view.remark(row.message)),
                plain_text(view.remark(row.action)),
                plain_text(_place(view, row)),
            )
            for row in found
        ),
    )
    return [Section("findings", view.say("quality_findings"), (table,), wide=True)]


def _pairs(view: ReleaseView) -> list[Section]:
    seen = {}
    for change in view.release.changes:
        seen[change.city, change.wave_before, change.wave_after] = change
    if not seen:
        return []
    unknown = view.say("quality_round_unknown")
    rows = tuple(
        (
            _city(view, change.city),
            plain_text(f"{change.wave_before} → {change.wave_after}"),
            plain_text(f"{change.answered_before or unknown} → {change.answered_after or unknown}"),
            plain_text(view.remark(change.comparison)),
        )
        for change in seen.values()
    )
    head = tuple(view.say(key) for key in ("quality_city", "quality_editions", "quality_rounds", "quality_comparison"))
    blocks = (Table(caption="", head=head, rows=rows), note(view.say("quality_pairs_note")))
    return [Section("rounds", view.say("quality_pairs"), blocks, wide=True)]


def _incomplete(view: ReleaseView) -> list[Section]:
    found = [row for row in view.release.quality if row.code == _INCOMPLETE]
    if not found:
        return []
    head = (view.say("quality_editions"), view.say("quality_item"), view.say("quality_finding"))
    rows = tuple((plain_text(row.wave), _item(view, row), plain_text(view.remark(row.message))) for row in found)
    return [
        Section("incomplete", view.say("quality_incomplete"), (Table(caption="", head=head, rows=rows),), wide=True)
    ]


def _recodes(view: ReleaseView) -> list[Section]:
    found = [row for row in view.release.quality if row.code == _RECODED]
    if not found:
        return []
    head = ("quality_raw", "quality_item", "quality_editions", "quality_times", "quality_becomes", "quality_reason")
    rows = tuple(
        (
            plain_text(row.value),
            _item(view, row),
            plain_text(row.wave),
            plain_text(number(row.count, view.language)),
            plain_text(view.remark(row.action)),
            plain_text(view.remark(row.message)),
        )
        for row in found
    )
    table = Table(
        caption="", head=tuple(map(view.say, head)), rows=rows, numeric=(False, False, False, True, False, False)
    )
    blocks = (note(view.say("quality_recodes_note")), table)
    return [Section("recodes", view.say("quality_recodes"), blocks, wide=True)]


def _city(view: ReleaseView, code: str) -> Inline:
    city = view.release.cities.get(code)
    if city is None:
        return plain_text(code)
    href = f"../snapshots/{code}.html" if code in view.release.waves_by_city else ""
    return (Span(city.name, href=href),)


def _item(view: ReleaseView, row: QualityRow) -> Inline:
    for name, questionnaire in view.release.questionnaires.items():
        if row.item in questionnaire.items:
            label = view.short(questionnaire.items[row.item])
            return (Span(label, href=f"../codebook/{name}.html#item-{row.item}"),)
    return plain_text(row.item)


def _place(view: ReleaseView, row: QualityRow) -> str:
    return row.file if row.line is None else view.say("quality_line", file=row.file, line=row.line)
