"""Comparisons of a study's answers, as `civiscope compare` prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from civiscope.errors import ProblemLog, UserError, did_you_mean, problem
from civiscope.results.comparisons import Association, Comparison, FrameComparison
from civiscope.results.multiplicity import Correction
from civiscope.tabulation.comparing.associations import associations
from civiscope.tabulation.comparing.family import one_family
from civiscope.tabulation.comparing.matching import askable, matches
from civiscope.tabulation.comparing.questionnaires import compare_questionnaires
from civiscope.tabulation.comparing.representativeness import compare_with_frame
from civiscope.tabulation.comparing.waves import ComparisonOptions, compare_waves
from civiscope.tabulation.intervals import LEVEL
from civiscope.tabulation.testing.rank_correlation import RankMethod
from civiscope.workflows.compare_blocks import Pair, one_block, questionnaire_pair, wave_pairs
from civiscope.workflows.reading import CodedStudy, require_sound_study


class What(StrEnum):
    """What is compared."""

    WAVES = "waves"
    QUESTIONNAIRES = "questionnaires"
    FRAME = "frame"
    ASSOCIATIONS = "associations"


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """What is asked for.

    ``items`` are codes or concepts (None: all), ``by`` domains that the frame decides, ``variables`` variables of the
    frame; ``waves`` and ``questionnaires`` choose the answers, as many as the comparison needs.
    """

    what: What
    items: tuple[str, ...] | None = None
    by: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    questionnaires: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    level: float = LEVEL
    adjust: Correction = Correction.HOLM
    rank: RankMethod = RankMethod.SPEARMAN


Rows = list[Comparison] | list[FrameComparison] | list[Association]


def compare(folder: Path, request: CompareRequest) -> tuple[type[Any], Rows]:
    """The type of the rows, and the rows; raises UserError for a study with errors and for names that it lacks.

    p-values are adjusted over all tests of the request.
    """
    if not 0 < request.level < 1:
        raise UserError(problem("level-out-of-range", value=request.level))
    if request.items == ():
        raise UserError(problem("items-missing"))
    coded = require_sound_study(folder, ProblemLog())
    if request.what is What.FRAME:
        block = one_block(coded, request.waves, request.questionnaires)
        return FrameComparison, list(
            compare_with_frame(coded.study, block, request.by, request.variables, request.level)
        )
    if request.what is What.ASSOCIATIONS:
        return Association, one_family(_associations(coded, request), request.adjust)
    return Comparison, one_family(_comparisons(coded, request), request.adjust)


def _comparisons(coded: CodedStudy, request: CompareRequest) -> list[Comparison]:
    options = ComparisonOptions(request.items, request.by, request.level)
    if request.what is What.WAVES:
        pairs = wave_pairs(coded, request.waves, request.questionnaires)
        _check_shared(pairs, request.items)
        return [row for a, b in pairs for row in compare_waves(coded.study, a, b, options)]
    a, b = questionnaire_pair(coded, request.waves, request.questionnaires)
    _check_shared([(a, b)], request.items)
    return list(compare_questionnaires(coded.study, a, b, options))


def _associations(coded: CodedStudy, request: CompareRequest) -> list[Association]:
    block = one_block(coded, request.waves, request.questionnaires)
    if request.items is not None:
        known = askable(block)
        unknown = [name for name in request.items if name not in known]
        if unknown:
            codes = ", ".join(dict.fromkeys(code for code, _ in block.columns if code in known))
            raise UserError(
                *(
                    problem(
                        "study-item-unknown",
                        value=name,
                        questionnaire=block.questionnaire,
                        similar=did_you_mean(name, known),
                        known=codes,
                    )
                    for name in unknown
                )
            )
    options = ComparisonOptions(request.items, request.by, request.level)
    return list(associations(coded.study, block, request.variables, options, request.rank))


def _check_shared(pairs: Sequence[Pair], items: tuple[str, ...] | None) -> None:
    """Raise UserError where nothing can be compared, or a named item is not asked in both."""
    if items is None:
        if not any(True for a, b in pairs for _ in matches(a, b, None)):
            a, b = pairs[0]
            names = [f"{block.questionnaire} ({block.wave})" for block in (a, b)]
            raise UserError(problem("compare-nothing-shared", a=names[0], b=names[1]))
        return
    unknown = [name for name in items if not any(True for a, b in pairs for _ in matches(a, b, (name,)))]
    if unknown:
        names = [name for a, b in pairs for name in askable(b) if any(True for _ in matches(a, b, (name,)))]
        listed = ", ".join(dict.fromkeys(names)) or "none"
        raise UserError(
            *(
                problem("compare-item-unknown", value=name, similar=did_you_mean(name, names), known=listed)
                for name in unknown
            )
        )
