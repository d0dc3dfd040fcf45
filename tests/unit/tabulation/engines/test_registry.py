"""Opening tables: by ending, address or what is in memory, and what is wrong with each."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pyarrow as pa
import pytest

from civiscope.errors import UserError
from civiscope.tabulation.engines.registry import open_table
from tests.unit.tabulation.engines.asking import ask


def refusal(*arguments: object, **options: object) -> str:
    """Why a table is refused."""
    with pytest.raises(UserError) as caught:
        open_table(*arguments, **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_open_table_of_an_unknown_ending_says_so() -> None:
    assert refusal(Path("answers.dta")) == (
        'error [data-format-unknown] answers.dta: a file that ends in ".dta" cannot be read as a table\n'
        "  expected: a table as .csv, .parquet, .sav or .xlsx\n"
        "  remedy: Export the table in one of these formats: CSV in UTF-8, or Parquet for the fastest reading."
    )


@pytest.mark.parametrize("address", ["mysql://ana:secret@host/db", "https://ana:secret@host/db?password=secret"])
@pytest.mark.parametrize("as_engine", [True, False])
def test_open_table_of_an_unknown_address_says_so(address: str, as_engine: bool) -> None:
    message = refusal(engine=address) if as_engine else refusal(address)
    assert message == (
        f'error [engine-unknown] "{address.partition(":")[0]}://host/db" is not the address of an engine\n'
        "  expected: postgresql://user:password@host:port/database, spark://local[2] or spark://host:port\n"
        "  remedy: Correct the address, or leave it out to compute in this process."
    )


def test_open_table_without_a_table_says_so() -> None:
    assert refusal() == (
        "error [table-not-named] no table is named\n"
        "  expected: a file, a table in memory, or the name of a table in an engine\n"
        "  remedy: Say which table to read."
    )


def test_open_table_by_name_without_an_engine_says_so() -> None:
    assert refusal(table="answers") == (
        'error [table-without-engine] the table "answers" is named, but no engine that holds it\n'
        "  expected: the address of a database or of Spark beside the name of a table\n"
        "  remedy: Add the engine, such as postgresql://user@host/database, or name a file instead of a table."
    )


@pytest.mark.parametrize(
    ("address", "extra", "missing"),
    [("postgresql://host/db", "postgresql", "ibis"), ("spark://local[2]", "spark", "pyspark")],
)
def test_open_table_without_the_libraries_of_an_engine_says_so(
    address: str, extra: str, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(name: str) -> ModuleType:
        raise ModuleNotFoundError(f"No module named '{missing}'", name=missing)

    monkeypatch.setattr(importlib, "import_module", without)
    assert refusal(engine=address, table="answers") == (
        f"error [engine-not-installed] the engine needs libraries that are not installed ({missing})\n"
        "  expected: an installation of Civiscope with the libraries of this engine\n"
        f'  remedy: Install them: pip install "civiscope[{extra}]".'
    )


def test_open_table_loads_no_engine_that_is_not_asked_for() -> None:
    program = (
        "import sys\n"
        "from civiscope.tabulation.engines.registry import open_table\n"
        "open_table({'x': [1]}).close()\n"
        "print(*sys.modules)"
    )
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {"ibis", "pyspark", "psycopg", "pyreadstat", "sqlglot"} & set(outcome.stdout.split()) == set()


def test_open_table_of_arrays_of_different_lengths_says_so() -> None:
    assert refusal({"x": [1, 2], "y": np.array([1])}) == (
        "error [columns-uneven] the table: the columns have different lengths (x: 2, y: 1)\n"
        "  expected: as many values in every column\n"
        "  remedy: Add the missing values."
    )


def test_open_table_of_a_column_of_several_kinds_says_so() -> None:
    message, expected, remedy = refusal({"x": [1, "a"]}).splitlines()
    assert message.startswith("error [column-mixed] the table, x: the values are of several kinds: ")
    assert expected == "  expected: numbers only, texts only, or yes and no only; None where a value is missing"
    assert remedy == "  remedy: Turn all values of this column into one kind."


def test_open_table_of_arrays_of_every_kind() -> None:
    arrays = {
        "list": [1, None, 3],
        "masked": np.ma.masked_array([1.0, 2.0, 3.0], mask=[False, True, False]),
        "arrow": pa.chunked_array([["a"], ["b", None]]),
        "objects": np.array(["x", None, "y"], dtype=object),
    }
    with open_table(arrays) as engine:
        assert engine.name == "the table"
        assert ask(engine, **{name: engine.key(name) for name in engine.columns}) == [
            {"list": 1, "masked": 1.0, "arrow": "a", "objects": "x"},
            {"list": None, "masked": None, "arrow": "b", "objects": None},
            {"list": 3, "masked": 3.0, "arrow": None, "objects": "y"},
        ]
