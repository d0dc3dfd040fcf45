"""Which sets of answers a comparison is of: from the names of a command to blocks of a study."""

from __future__ import annotations

from collections.abc import Sequence

from civiscope.answers.answerset import AnswerBlock
from civiscope.errors import UserError, did_you_mean, problem
from civiscope.workflows.reading import CodedStudy

Pair = tuple[AnswerBlock, AnswerBlock]


def wave_pairs(coded: CodedStudy, waves: Sequence[str], questionnaires: Sequence[str]) -> list[Pair]:
    """The same questionnaires in two waves, or two named ones; where no wave is named, the latest two that have them.

    Raises UserError for names without answers and where no two waves share a questionnaire.
    """
    _check_names("--waves", waves, (0, 2), "two waves, or none for the latest two")
    _check_names("--questionnaires", questionnaires, (0, 1, 2), "at most two questionnaires", alike=True)
    blocks = coded.answers.blocks
    _check_waves(coded, waves)
    known = list(dict.fromkeys(wave for wave, _ in blocks))
    candidates = [tuple(waves)] if waves else [(a, b) for j, b in enumerate(known) for a in known[:j]]
    # The latest pair is that with the latest second wave, then with the latest first one.
    for a, b in reversed(candidates):
        found = _shared(coded, a, b, questionnaires)
        if found:
            return found
    if len(waves) == 2 and questionnaires:
        for wave, name in zip(waves, (questionnaires[0], questionnaires[-1]), strict=True):
            _block(coded, wave, name)
    for name in questionnaires:
        if all(name != questionnaire for _, questionnaire in blocks):
            _unknown_questionnaire(coded, name, "any")
    raise UserError(problem("compare-waves-missing", where=" and ".join(waves) or "two waves", known=_known(coded)))


def questionnaire_pair(coded: CodedStudy, waves: Sequence[str], questionnaires: Sequence[str]) -> Pair:
    """Two questionnaires of one wave: the first two of the latest wave that has two, where they are not named."""
    _check_names("--waves", waves, (0, 1), "one wave, or none for the latest")
    _check_names("--questionnaires", questionnaires, (0, 2), "two questionnaires, or none for the first two")
    _check_waves(coded, waves)
    by_wave: dict[str, list[str]] = {}
    for wave, questionnaire in coded.answers.blocks:
        by_wave.setdefault(wave, []).append(questionnaire)
    for wave in [*waves] or [*reversed(by_wave)]:
        names = questionnaires or by_wave[wave][:2]
        if len(names) == 2 and (waves or all(name in by_wave[wave] for name in names)):
            return _block(coded, wave, names[0]), _block(coded, wave, names[1])
    for name in questionnaires:
        if all(name not in names for names in by_wave.values()):
            _unknown_questionnaire(coded, name, "any")
    raise UserError(
        problem(
            "compare-questionnaires-missing", where=f"the wave {waves[0]}" if waves else "any wave", known=_known(coded)
        )
    )


def one_block(coded: CodedStudy, waves: Sequence[str], questionnaires: Sequence[str]) -> AnswerBlock:
    """One wave (the latest, where not named) and one questionnaire (the first that it has answers to)."""
    _check_names("--waves", waves, (0, 1), "one wave, or none for the latest")
    _check_names("--questionnaires", questionnaires, (0, 1), "one questionnaire, or none for the first")
    _check_waves(coded, waves)
    keys = [
        (wave, name)
        for wave, name in coded.answers.blocks
        if (not waves or wave == waves[0]) and (not questionnaires or name == questionnaires[0])
    ]
    if not keys:
        _unknown_questionnaire(coded, questionnaires[0] if questionnaires else "any", waves[0] if waves else "any")
    latest = keys[-1][0]
    return coded.answers.blocks[next(key for key in keys if key[0] == latest)]


def _shared(coded: CodedStudy, a: str, b: str, questionnaires: Sequence[str]) -> list[Pair]:
    blocks = coded.answers.blocks
    if len(questionnaires) == 2:
        keys = [(questionnaires[0], questionnaires[1])]
    else:
        names = dict.fromkeys(name for _, name in blocks)
        keys = [(name, name) for name in names if not questionnaires or name == questionnaires[0]]
    return [(blocks[a, of_a], blocks[b, of_b]) for of_a, of_b in keys if (a, of_a) in blocks and (b, of_b) in blocks]


def _block(coded: CodedStudy, wave: str, questionnaire: str) -> AnswerBlock:
    if (wave, questionnaire) not in coded.answers.blocks:
        _unknown_questionnaire(coded, questionnaire, wave)
    return coded.answers.blocks[wave, questionnaire]


def _unknown_questionnaire(coded: CodedStudy, name: str, wave: str) -> None:
    similar = did_you_mean(name, {questionnaire for _, questionnaire in coded.answers.blocks} - {name})
    raise UserError(
        problem("compare-questionnaire-unknown", value=name, wave=wave, similar=similar, known=_known(coded))
    )


def _check_waves(coded: CodedStudy, waves: Sequence[str]) -> None:
    known = list(dict.fromkeys(wave for wave, _ in coded.answers.blocks))
    unknown = [name for name in waves if name not in known]
    if unknown:
        listed = ", ".join(known) or "no wave has answers yet"
        raise UserError(
            *(
                problem("compare-wave-unknown", value=name, similar=did_you_mean(name, known), known=listed)
                for name in unknown
            )
        )


def _check_names(
    option: str, names: Sequence[str], counts: tuple[int, ...], wanted: str, *, alike: bool = False
) -> None:
    if len(names) not in counts:
        shown = ", ".join(names)
        raise UserError(problem("compare-names-count", option=option, count=len(names), value=shown, wanted=wanted))
    if len(names) == 2 and names[0] == names[1] and not alike:
        raise UserError(problem("compare-names-alike", option=option, value=names[0]))


def _known(coded: CodedStudy) -> str:
    return ", ".join(f"{name} ({wave})" for wave, name in coded.answers.blocks) or "no answers yet"
