"""Queries in DuckDB's dialect for other engines, with the same results."""

from __future__ import annotations

from collections.abc import Sequence

import sqlglot
from sqlglot import exp

from civiscope.tabulation.engines.columns import Columns
from civiscope.tabulation.engines.engine import ColumnKind


def translated(query: str, dialect: str, data: exp.Query) -> str:
    """The query in another dialect, with ``data`` in place of the relation of this name.

    Every name is quoted, so that an alias which is a keyword elsewhere stays an alias. A quotient is a decimal number,
    of whole numbers too, and NULL for a division by zero; empty values come last in any order.
    """
    tree = sqlglot.parse_one(query, read="duckdb")
    for division in list(tree.find_all(exp.Div, exp.IntDiv, exp.Mod)):
        division.set("expression", exp.func("NULLIF", division.expression.copy(), exp.Literal.number(0)))
        if isinstance(division, exp.Div):
            division.set("this", exp.cast(division.this.copy(), "DOUBLE"))
    for relation in list(tree.find_all(exp.Table)):
        if relation.name == "data" and not relation.db:
            relation.replace(data.copy().subquery(relation.alias or "data"))
    return tree.sql(dialect=dialect, identify=True)


def selection(names: Sequence[str], table: exp.Table, kinds: dict[str, ColumnKind], collation: str = "") -> exp.Select:
    """A SELECT of the columns as column_1, column_2, ... from a table; texts of any type become plain ones.

    ``collation`` names the order of texts, where the engine knows more than that of their code points.
    """
    columns = Columns(kinds)
    parts: list[exp.Expr] = []
    for name in names:
        column: exp.Expr = exp.column(exp.to_identifier(name, quoted=True))
        if kinds[name] is ColumnKind.TEXT:
            column = exp.cast(column, "TEXT")
            if collation:
                column = exp.Collate(this=column, expression=exp.to_identifier(collation, quoted=True))
        parts.append(exp.alias_(column, columns.name(name)))
    return exp.select(*parts).from_(table)


def table_named(*parts: str) -> exp.Table:
    """A table by its name, or by catalog or schema and name, each part quoted."""
    *above, name = [exp.to_identifier(part, quoted=True) for part in parts]
    schema = above[-1] if above else None
    catalog = above[-2] if len(above) > 1 else None
    return exp.Table(this=name, db=schema, catalog=catalog)
