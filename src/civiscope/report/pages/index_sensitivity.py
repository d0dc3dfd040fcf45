"""What the ranks of an index depend on: which choice of the method moves them most."""

from __future__ import annotations

from civiscope.report.pages.frame import note, paragraph, plain_text
from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.phrases import number, percent
from civiscope.results.document import Block, Section, Table
from civiscope.results.scores import SensitivityRow


def sensitivity_section(words: IndexWords) -> Section:
    """The section; a sentence where nothing was varied."""
    view = words.view
    blocks: list[Block] = []
    for wave, index in view.release.sensitivity_by_city:
        if index == words.definition.id:
            blocks += _shares(words, view.release.sensitivity_by_city[wave, index].get("", []))
    if not blocks:
        blocks.append(paragraph(view.say("index_sensitivity_none")))
    return Section("sensitivity", view.say("index_sensitivity_title"), tuple(blocks), wide=True)


def _shares(words: IndexWords, rows: list[SensitivityRow]) -> list[Block]:
    """Which choice counts most, in a sentence, and the shares of all of them; [] where there are none."""
    if not rows:
        return []
    view = words.view
    known = sorted((row for row in rows if row.total is not None), key=lambda row: -(row.total or 0.0))
    runs = number(rows[0].runs, view.language)
    if not known:
        return [paragraph(view.say("index_sensitivity_still", runs=runs))]
    most = known[0]
    lead = view.say(
        "index_sensitivity_lead",
        runs=runs,
        element=words.element(most.element),
        share=percent(min(most.total or 0.0, 1.0), view.language),
    )
    head = ("index_sensitivity_choice", "index_sensitivity_first", "index_sensitivity_total")
    table = Table(
        view.say("index_sensitivity_caption"),
        tuple(map(view.say, head)),
        tuple(
            (
                plain_text(words.element(row.element)),
                plain_text(_share(words, row.first, row.first_low, row.first_high)),
                plain_text(_share(words, row.total, row.total_low, row.total_high)),
            )
            for row in known
        ),
        (False, True, True),
    )
    said = [view.say("index_sensitivity_note")]
    if most.total_low is None:
        # Noise has as many levels as draws: those are enumerated, not all that noise could be.
        noise = words.definition.noise
        said.append(view.say(f"index_sensitivity_exact{'_noise' if noise.weights or noise.data else ''}"))
    scored = {wave for wave, index in view.release.scores_by_node if index == words.definition.id}
    if not rows[0].wave and len(scored) > 1:
        said.append(view.say("index_sensitivity_waves"))
    alternatives = words.alternatives()
    return [paragraph(lead), table, note(" ".join(said)), *([note(alternatives)] if alternatives else [])]


def _share(words: IndexWords, value: float | None, low: float | None, high: float | None) -> str:
    """A share of variance, which an estimate may put a little below 0, with its interval where there is one."""
    if value is None:
        return ""
    language = words.view.language
    shown = percent(max(value, 0.0), language)
    if low is None or high is None:
        return shown
    return words.view.say(
        "index_sensitivity_interval",
        share=shown,
        low=percent(max(low, 0.0), language),
        high=percent(max(high, 0.0), language),
    )
