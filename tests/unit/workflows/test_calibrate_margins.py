"""Files of margins: how they are tied to rows, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.sampling.design import Design
from civiscope.workflows.calibrate import calibrate_weights
from civiscope.workflows.calibrate_request import (
    TotalsWanted,
)
from tests.unit.workflows.calibration import (
    job,
    margins,
    refused,
    table,
    weights_of,
)


def test_crossed_margin_and_rows_as_a_number(tmp_path: Path) -> None:
    data = table(tmp_path, "a,b,w\nx,1,1\nx,2,1\ny,1,2\ny,2,2\ny,2,2\n")
    crossed = margins(tmp_path, "a & b,x & 1,10\na & b,x & 2,20\na & b,y & 1,30\na & b,y & 2,40\n")
    found = calibrate_weights(job(data, TotalsWanted(crossed), design=Design("w")))
    assert found.report.summary.method == "post-stratification"
    assert weights_of(found) == pytest.approx([10, 20, 30, 20, 20])
    counted = calibrate_weights(job(data, TotalsWanted(margins(tmp_path, "1,,16\n")), design=Design("w")))
    assert weights_of(counted) == pytest.approx([2, 2, 4, 4, 4])


def test_rows_without_a_value_can_be_a_level(tmp_path: Path) -> None:
    data = table(tmp_path, "a,id\nx,1\n,2\nx,3\n")
    file = margins(tmp_path, "a,x,10\na,none,7\n")
    found = calibrate_weights(job(data, TotalsWanted(file, missing_level="none"), design=Design()))
    assert weights_of(found) == pytest.approx([5, 7, 5])
    assert refused(job(data, TotalsWanted(file), design=Design())) == [
        ("margin-value-missing", '1 rows have no value of "a"'),
        ("margin-category-empty", 'no row with a positive weight has the category "none" of "a"'),
    ]


@settings(max_examples=20, deadline=None)
@given(
    rows=st.lists(st.integers(1, 5), min_size=4, max_size=4),
    totals=st.lists(st.integers(1, 60), min_size=4, max_size=4),
)
def test_weights_of_each_level_reach_its_total(
    rows: list[int], totals: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("levels")
    lines = [f"l{level}" for level, count in enumerate(rows) for _ in range(count)]
    data = table(folder, "g,id\n" + "".join(f"{level},{row}\n" for row, level in enumerate(lines)))
    file = margins(folder, "".join(f"g,l{level},{total}\n" for level, total in enumerate(totals)))
    found = calibrate_weights(job(data, TotalsWanted(file), design=Design()))
    for level, total in enumerate(totals):
        own = [w for w, name in zip(weights_of(found), lines, strict=True) if name == f"l{level}"]
        assert sum(own) == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "variable,totl\na,1\n",
            {"margins-column-missing": 'the margins have no column "total" (did you mean "totl"?)'},
        ),
        ("variable,level,total\na,x,many\n", {"margins-total-text": 'the total "many" is not a number'}),
        (
            "variable,level,total\na,x,\n,y,3\n",
            {"margins-variable-missing": "1 rows name no variable", "margins-total-missing": '"a x" has no total'},
        ),
        (
            "variable,level,total\na,x,1\na,x,2\na,,5\n",
            {
                "margins-level-twice": '2 rows have the level "x" of "a"',
                "margins-level-mixed": 'the variable "a" has rows with a level and rows without',
            },
        ),
    ],
)
def test_file_of_margins_is_checked(text: str, problems: dict[str, str], tmp_path: Path) -> None:
    data = table(tmp_path, "a\nx\n")
    with pytest.raises(UserError) as caught:
        calibrate_weights(job(data, TotalsWanted(margins(tmp_path, "", head=text)), design=Design()))
    assert {each.code: each.message for each in caught.value.problems} == problems
    assert {each.file for each in caught.value.problems} == {"margins.csv"}


def test_margins_that_do_not_fit_the_table_are_told_together(tmp_path: Path) -> None:
    data = table(tmp_path, "a,b,n\nx,1,5\ny,2,many\n")
    unknown = TotalsWanted(margins(tmp_path, "a,x,1\nc,z,1\nm,,3\n"))
    assert [message for _, message in refused(job(data, unknown, design=Design()))] == [
        'table.csv: there is no variable of the margins "c": the table has no such column',
        'table.csv: there is no variable of the margins "m": the table has no such column',
    ]
    unfit = TotalsWanted(margins(tmp_path, "a,x,1\nb,1,1\nn,,3\n"))
    text = 'the total of "n" has no level, but the column holds "many", which is not a number'
    assert refused(job(data, unfit, design=Design())) == [
        ("margin-category-unknown", '1 rows have the category "y" of "a", which the margin lacks'),
        ("margin-category-unknown", '1 rows have the category "2" of "b", which the margin lacks'),
        (
            "auxiliary-not-numeric",
            f"table.csv, line 3, column n: {text}",
        ),
    ]
