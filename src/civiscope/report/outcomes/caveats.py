"""What results of outcome models cannot tell: what always holds, what the study says, what is said of scores."""

from __future__ import annotations

from civiscope.report.words.outcome_words import OutcomeWords
from civiscope.results.document import Block, Bullets, Inline, Span

_ALWAYS = ("cause", "wave", "chosen", "many", "residents", "sets")


def caveat_blocks(words: OutcomeWords, definition: str = "", outcome: str = "") -> list[Block]:
    """The caveats as a list: of all models of a release, or of one and its outcomes, or of one outcome."""
    view = words.view
    models = [words.models[definition]] if definition else list(words.models.values())
    said = [view.say(f"outcome_caveat_{name}") for name in _ALWAYS]
    said += [view.text(entry) for entry in words.definition.caveats]
    named = [name for model in models for name in (model.index, *(entry.index for entry in model.comparisons))]
    for name in dict.fromkeys(entry for entry in named if entry is not None):
        index = view.release.indices[name]
        parts = [view.text(index.about)]
        parts += [view.text(part) for part in (index.known, index.decided) if part is not None]
        said.append(view.say("outcome_caveat_index", index=view.text(index.title), words=" ".join(parts)))
    told: dict[str, list[str]] = {}
    shown = [outcome] if outcome else [entry.code for model in models for entry in words.definition.outcomes_of(model)]
    for code in dict.fromkeys(shown):
        caveat = words.definition.indicator(code).caveat
        if caveat is not None:
            told.setdefault(view.text(caveat), []).append(words.label(code))
    for text, labels in told.items():
        said.append(view.say("outcome_caveat_indicator", outcome="”, “".join(labels), words=text))
    items: tuple[Inline, ...] = tuple((Span(text),) for text in said)
    return [Bullets(items)]
