"""The quality table of a release: the findings of reading and coding, and what is missing from the answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import numpy as np

from civiscope.answers.answerset import AnswerSet
from civiscope.errors import Problem, problem
from civiscope.results.answers import Status
from civiscope.results.quality import QualityRow
from civiscope.study.published_file import PUBLISHED_FILE as PUBLISHED_FILE


def quality_rows(findings: list[Problem], answers: AnswerSet, remark: str = "") -> tuple[QualityRow, ...]:
    """Every finding as a row, ordered by wave, file, line and code; then the incomplete lists of each item.

    ``remark`` is the note of every row but those about published results, which are real whatever the answers are.
    """
    rows = [_row(entry, remark) for entry in (*findings, *_incomplete_lists(answers))]
    return tuple(
        sorted(rows, key=lambda row: (row.wave, row.file, row.line or 0, row.code, row.city, row.item, row.value))
    )


def _row(entry: Problem, remark: str) -> QualityRow:
    parts = PurePosixPath(entry.file).parts
    return QualityRow(
        code=entry.code,
        severity=entry.severity,
        wave=parts[1] if len(parts) > 1 and parts[0] == "waves" else "",
        file=entry.file,
        line=entry.line,
        city=entry.city,
        item=entry.item,
        value=entry.value,
        message=entry.message,
        action=entry.action,
        count=entry.count,
        note="" if entry.file == PUBLISHED_FILE else remark,
    )


def _incomplete_lists(answers: AnswerSet) -> Iterator[Problem]:
    for block in answers.blocks.values():
        for column in block.columns.values():
            count = int(np.count_nonzero(column.status == Status.INCOMPLETE))
            if count:
                yield problem(
                    "lists-incomplete",
                    file=f"waves/{block.wave}",
                    item=column.item.code,
                    count=count,
                    base=int(np.count_nonzero(column.answered)),
                    action="shares use complete lists only; bounds are shown",
                )
