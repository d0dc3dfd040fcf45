"""Sentences about results of outcome models: what goes together, how surely, among how many cities; never why."""

from __future__ import annotations

from civiscope.report.words.outcome_words import SIGNIFICANT, OutcomeWords, digits_for
from civiscope.report.words.phrases import in_sentence, named, number, percent
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Inline, Span
from civiscope.results.outcomes import OutcomeEstimate

PERMUTATION_DIGITS = 3


def outcome_sentence(
    view: ReleaseView, definition: str, outcome: str, term: str, wave: str = "", *, named: bool = True
) -> Inline:
    """What was found of one outcome: ``term`` is a comparison's code, or ``score`` (``answer``) of the regressions.

    ``wave`` is the latest of the model where it is empty; ``named`` puts the outcome's name first. Raises KeyError for
    what outcomes.yaml does not define and LookupError for what the release has no row of.
    """
    words = OutcomeWords(view)
    wave = wave or words.waves(definition)[0]
    text = (
        regression_sentence(words, definition, wave, outcome)
        if term == words.predictor(definition)
        else difference_sentence(words, definition, wave, outcome, term)
    )
    return (Span(opened(words, outcome, text, named=named)),)


def opened(words: OutcomeWords, outcome: str, said: str, *, named: bool) -> str:
    """The sentences with the outcome's name before them, or with a capital."""
    if named:
        return words.view.say("outcome_named", outcome=words.label(outcome), said=said)
    return said[:1].upper() + said[1:]


def difference_sentence(words: OutcomeWords, definition: str, wave: str, outcome: str, comparison: str) -> str:
    """Two groups: their means, the difference with its interval, the tests. Raises LookupError without a row."""
    row = words.row(definition, wave, outcome, "difference", comparison)
    if row is None:
        raise LookupError(comparison)
    view, entry = words.view, words.comparison(definition, comparison)
    if row.estimate is None:
        reason = view.say("outcome_not_compared", reason=view.remark(row.note).rstrip("."))
        return named(view.text(entry.label), reason, view.language)
    spread = _spread(row.low, row.high)
    said = [
        view.say(
            "outcome_difference",
            n=number(row.n or 0, view.language),
            only=words.only(outcome),
            first=view.text(entry.high_label),
            first_n=number(row.first_n or 0, view.language),
            first_mean=words.shown(row.first_mean, spread),
            other=view.text(entry.low_label),
            other_n=number(row.other_n or 0, view.language),
            other_mean=words.shown(row.other_mean, spread),
            unit=words.unit(outcome),
            difference=_with_unit(words, outcome, words.shown(row.estimate, spread, sign=True)),
            low=words.shown(row.low, spread),
            high=words.shown(row.high, spread),
            p=words.p_in_words(row.p),
            adjusted=_adjusted(words, row),
        ),
        _verdict(words, row, ""),
    ]
    if row.p_permutation is not None and row.rearrangements:
        share = percent(row.p_permutation, view.language, digits=1)
        words_of = {"count": number(row.rearrangements, view.language), "share": share}
        said.append(view.say(f"outcome_permutation_{row.permutation}", **words_of))
    return " ".join(said)


def regression_sentence(words: OutcomeWords, definition: str, wave: str, outcome: str) -> str:
    """The score: alone, then with controls, and what can be said of it. Raises LookupError without a row."""
    rows = dict(words.score_rows(definition, wave, outcome, "ols"))
    if not rows:
        raise LookupError(outcome)
    view = words.view
    alone, controlled = rows.get("ols_same") or rows["ols"], rows.get("ols_controls")
    if alone.estimate is None:
        return view.say("outcome_not_compared", reason=view.remark(alone.note).rstrip("."))
    said = [_change(words, "outcome_alone", alone, tested=controlled is None)]
    told = alone
    if controlled is not None and controlled.estimate is not None:
        said.append(_change(words, "outcome_with_controls", controlled, tested=True))
        told = controlled
    elif controlled is not None:
        reason = in_sentence(view.remark(controlled.note).rstrip("."), view.language)
        said.append(view.say("outcome_not_compared", reason=reason))
    said.append(_verdict(words, told, "_relation"))
    effects = dict(words.score_rows(definition, wave, outcome, "logit"))
    effect = effects.get("logit_controls") or effects.get("logit")
    if effect is not None and effect.estimate is not None:
        said.append(view.say("outcome_effect_logit", **_numbers(words, effect)))
    return " ".join(said)


def _change(words: OutcomeWords, key: str, row: OutcomeEstimate, *, tested: bool) -> str:
    view = words.view
    test = ""
    if tested:
        test = view.say("outcome_tested", p=words.p_in_words(row.p), adjusted=_adjusted(words, row))
    return view.say(
        key,
        only=words.only(row.outcome),
        n=number(row.n or 0, view.language),
        who=words.who(row.definition),
        controls=words.controls(row.definition),
        tested=test,
        **_numbers(words, row),
    )


def _numbers(words: OutcomeWords, row: OutcomeEstimate) -> dict[str, str]:
    """The change for a step of the score in words, and its interval."""
    step = words.step(row.definition)
    low, high = (None if end is None else end * step for end in (row.low, row.high))
    spread = _spread(low, high)
    estimate = (row.estimate or 0.0) * step
    value = words.shown(abs(estimate), spread)
    key = (
        "outcome_same"
        if round(estimate, digits_for(spread)) == 0
        else "outcome_higher"
        if estimate > 0
        else "outcome_lower"
    )
    return {
        "change": words.view.say(key, value=_with_unit(words, row.outcome, value)),
        "low": words.shown(low, spread),
        "high": words.shown(high, spread),
    }


def _with_unit(words: OutcomeWords, outcome: str, value: str) -> str:
    return f"{value} {words.unit_of_differences(outcome)}"


def _adjusted(words: OutcomeWords, row: OutcomeEstimate) -> str:
    size = words.family_size(row)
    if size < 2:
        return ""
    shown = words.p_in_words(row.p_adjusted)
    return words.view.say("outcome_adjusted", p=shown, count=number(size, words.view.language))


def _verdict(words: OutcomeWords, row: OutcomeEstimate, kind: str) -> str:
    """Whether it can be told from none, with the number of outcomes in mind."""
    view = words.view
    if row.p is None or row.p >= SIGNIFICANT:
        return view.say(f"outcome_none{kind}")
    if row.p_adjusted is not None and row.p_adjusted >= SIGNIFICANT:
        return view.say("outcome_none_adjusted", count=number(words.family_size(row), view.language))
    return view.say(f"outcome_some{kind}")


def _spread(low: float | None, high: float | None) -> float:
    return 0.0 if low is None or high is None else high - low
