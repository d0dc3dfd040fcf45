"""What changed in single cities between two waves, where they are known to have answered in different rounds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from civiscope.answers.answerset import NAMED, NOT_NAMED, AnswerBlock, AnswerSet, Column
from civiscope.errors import ProblemLog
from civiscope.results.answers import Change, Status
from civiscope.study.loading import Study
from civiscope.study.questionnaire import CHOICE_KINDS, NUMBER_KINDS

DIFFERENT_ROUNDS = "different rounds"
SAME_ROUND = "same round"
ROUND_NOT_KNOWN = "round not known"
_GIVEN = (int(Status.ANSWERED), int(Status.INCOMPLETE))


def find_changes(study: Study, answers: AnswerSet, log: ProblemLog) -> list[Change]:
    """The changes of every city that answered a questionnaire in two waves, wave by wave.

    Pairs of answers from the same round, or of which a round is not known, are listed without items and logged as
    findings: two editions of a publication are not two waves of a panel.
    """
    changes: list[Change] = []
    for questionnaire in study.questionnaires:
        blocks = [
            answers.blocks[wave, questionnaire]
            for wave in dict.fromkeys(wave.id for wave in study.definition.waves)
            if (wave, questionnaire) in answers.blocks
        ]
        cities = sorted({city for block in blocks for city in block.cities})
        positions = [{city: index for index, city in enumerate(block.cities)} for block in blocks]
        for city in cities:
            seen = [(block, found[city]) for block, found in zip(blocks, positions, strict=True) if city in found]
            for before, after in pairwise(seen):
                changes.extend(_compare(questionnaire, city, before, after, log))
    return changes


def compared_rounds(before: str, after: str) -> str:
    """What is known of the rounds of two answers: different, the same, or not known (one of them is empty)."""
    if not before or not after:
        return ROUND_NOT_KNOWN
    return SAME_ROUND if before == after else DIFFERENT_ROUNDS


def _compare(
    questionnaire: str, city: str, before: tuple[AnswerBlock, int], after: tuple[AnswerBlock, int], log: ProblemLog
) -> Iterator[Change]:
    (block_before, index_before), (block_after, index_after) = before, after
    rounds = (block_before.answered_in[index_before], block_after.answered_in[index_after])
    comparison = compared_rounds(*rounds)

    def change(item: str = "", row: str = "", found: tuple[str, str, str, str, str] = ("",) * 5) -> Change:
        return Change(
            questionnaire=questionnaire,
            city=city,
            wave_before=block_before.wave,
            wave_after=block_after.wave,
            answered_before=rounds[0],
            answered_after=rounds[1],
            comparison=comparison,
            item=item,
            row=row,
            before=found[0],
            after=found[1],
            change=found[2],
            added=found[3],
            dropped=found[4],
        )

    if comparison != DIFFERENT_ROUNDS:
        code = "same-round" if comparison == SAME_ROUND else "round-not-known"
        words = {"before": block_before.wave, "after": block_after.wave, "round": rounds[0]}
        log.add(code, file=f"waves/{block_after.wave}", city=city, action="no change computed", **words)
        yield change()
        return
    for (item, row), column in block_after.columns.items():
        earlier = block_before.columns.get((item, row))
        if earlier is None or earlier.item.kind != column.item.kind:
            continue
        if _is_answered(earlier, index_before) or _is_answered(column, index_after):
            yield change(item, row, _difference(earlier, index_before, column, index_after))


def _difference(before: Column, first: int, after: Column, second: int) -> tuple[str, str, str, str, str]:
    """Before, after, verdict, added and dropped options of one variable."""
    shown = (_shown(before, first), _shown(after, second))
    if not (_is_answered(before, first) and _is_answered(after, second)):
        return *shown, "unknown", "", ""
    if before.item.kind not in CHOICE_KINDS:
        return *shown, "same" if shown[0] == shown[1] else "changed", "", ""
    states_before = dict(zip(before.options, before.ticks[first], strict=True))
    states_after = dict(zip(after.options, after.ticks[second], strict=True))
    added = [code for code, state in states_after.items() if state == NAMED and states_before.get(code) == NOT_NAMED]
    dropped = [code for code, state in states_before.items() if state == NAMED and states_after.get(code) == NOT_NAMED]
    complete = before.status[first] == after.status[second] == Status.ANSWERED
    verdict = "changed" if added or dropped else "same" if complete else "unknown"
    return *shown, verdict, ";".join(added), ";".join(dropped)


def _is_answered(column: Column, index: int) -> bool:
    """As ``column.answered[index]``, without looking at all other respondents."""
    return int(column.status[index]) in _GIVEN


def _shown(column: Column, index: int) -> str:
    if not _is_answered(column, index):
        return ""
    if column.item.kind in CHOICE_KINDS:
        named = [code for code, state in zip(column.options, column.ticks[index], strict=True) if state == NAMED]
        return ";".join(named)
    if column.item.kind in NUMBER_KINDS:
        number = float(column.numbers[index])
        return str(int(number)) if number.is_integer() else repr(number)
    return column.texts[index]
