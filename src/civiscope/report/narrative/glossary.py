"""The glossary of a report: the terms that questionnaires explain, and those of the results."""

from __future__ import annotations

from civiscope.report.narrative.run import Arguments, ReportPart, ReportRun
from civiscope.report.pages.frame import plain_text
from civiscope.results.document import Inline, Span, Subheading, Table
from civiscope.study.questionnaire import Option, Questionnaire

TERMS = ("wave", "base", "n", "interval", "finite", "incomplete", "median", "published", "suppressed", "peers")
"""Terms of the results, whose explanations are phrases."""


def glossary(run: ReportRun, arguments: Arguments) -> list[ReportPart]:
    """Options and rows with an explanation under the heading of their group, then the terms of the results."""
    del arguments
    view = run.view
    found: list[ReportPart] = []
    told: set[tuple[str, str]] = set()
    for questionnaire in run.release.questionnaires.values():
        titles = {entry.code: view.text(entry.label) for entry in questionnaire.option_groups}
        by_group: dict[str, list[tuple[Inline, ...]]] = {code: [] for code in (*titles, "")}
        for option in _explained(questionnaire):
            words = view.text(option.label), view.text(option.explanation)
            if words not in told:
                told.add(words)
                by_group[option.group or ""].append(((Span(words[0], strong=True),), plain_text(words[1])))
        for group, rows in by_group.items():
            if rows:
                title = titles.get(group) or view.say("report_terms_of", title=view.text(questionnaire.title))
                found += [Subheading(plain_text(title)), _table(run, rows)]
    terms: list[tuple[Inline, ...]] = [
        ((Span(view.say(f"term_{name}"), strong=True),), plain_text(view.say(f"term_{name}_is"))) for name in TERMS
    ]
    return [*found, Subheading(plain_text(view.say("report_terms_results"))), _table(run, terms)]


def _explained(questionnaire: Questionnaire) -> list[Option]:
    """Every option and row with an explanation, once, in the order in which they are asked."""
    found: dict[tuple[str, str], Option] = {}
    for item in questionnaire.items.values():
        for option in (*questionnaire.options_of(item), *questionnaire.rows_of(item)):
            if option.explanation is not None:
                found.setdefault((option.code, str(option.label)), option)
    return list(found.values())


def _table(run: ReportRun, rows: list[tuple[Inline, ...]]) -> Table:
    head = (run.view.say("report_term"), run.view.say("report_meaning"))
    return Table("", head, tuple(rows), (False, False), (0.3, 0.7))
