"""Queries for other engines: quoted names, decimal quotients, empty values last."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp, parse_one

from civiscope.tabulation.engines.dialects import selection, table_named, translated
from civiscope.tabulation.engines.engine import ColumnKind

DATA = exp.select("column_1").from_(table_named("answers"))


@pytest.mark.parametrize(
    ("query", "postgres", "spark"),
    [
        (
            "SELECT column_1 AS n FROM data AS d ORDER BY n DESC",
            'SELECT "column_1" AS "n" FROM (SELECT "column_1" FROM "answers") AS "d" ORDER BY "n" DESC NULLS LAST',
            "SELECT `column_1` AS `n` FROM (SELECT `column_1` FROM `answers`) AS `d` ORDER BY `n` DESC",
        ),
        (
            "SELECT 1 / 2 ORDER BY 1",
            "SELECT CAST(1 AS DOUBLE PRECISION) / NULLIF(2, 0) ORDER BY 1",
            "SELECT CAST(1 AS DOUBLE) / NULLIF(2, 0) ORDER BY 1 NULLS LAST",
        ),
        (
            "SELECT 5 // 2, 5 % 2",
            "SELECT DIV(5, NULLIF(2, 0)), 5 % NULLIF(2, 0)",
            "SELECT 5 DIV NULLIF(2, 0), 5 % NULLIF(2, 0)",
        ),
        ("SELECT 'it''s \\ so'", "SELECT 'it''s \\ so'", "SELECT 'it\\'s \\\\ so'"),
    ],
)
def test_translated_query_means_the_same(query: str, postgres: str, spark: str) -> None:
    assert translated(query, "postgres", DATA) == postgres
    assert translated(query, "spark", DATA) == spark


def test_translated_query_replaces_every_mention_of_the_table() -> None:
    query = "WITH c AS (SELECT * FROM data) SELECT * FROM c UNION ALL SELECT * FROM data JOIN data AS e ON TRUE"
    tree = parse_one(translated(query, "postgres", DATA), read="postgres")
    assert sorted(table.name for table in tree.find_all(exp.Table)) == ["answers", "answers", "answers", "c"]


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_selection_quotes_whatever_a_name_holds(name: str) -> None:
    query = selection([name], table_named("s;", name), {name: ColumnKind.INTEGER}).sql("postgres", identify=True)
    quoted = '"' + name.replace('"', '""') + '"'
    assert query == f'SELECT {quoted} AS "column_1" FROM "s;".{quoted}'  # noqa: S608
