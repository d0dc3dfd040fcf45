"""Columns as SQL: numbers and group keys, by one grammar in every engine, in DuckDB's dialect."""

from __future__ import annotations

from dataclasses import dataclass, field

from civiscope.tabulation.engines.engine import ColumnKind

FEW = 3
"""How many unreadable texts are shown."""

SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""What is trimmed from texts: Unicode's space separators (category Zs), which is what DuckDB's TRIM removes."""

NUMBER = "^[ \t\r\n]*[+-]?([0-9]{1,100}([.][0-9]{0,100})?|[.][0-9]{1,100})([eE][+-]?1?[0-9]{1,2})?[ \t\r\n]*$"
"""What a text that is a number looks like.

Engines differ in what else they take ("1_000", "nan", "1d", "+-3") and in what they do with numbers beyond a double's
range (infinity, zero, or the end of the query); texts of this form are the same number in all of them.
"""

_NAN = "CAST('NaN' AS DOUBLE)"


@dataclass(frozen=True)
class Columns:
    """The columns of a relation ``data`` whose columns are named column_1, column_2, ... in the order of ``kinds``.

    ``trims_all_spaces`` says that the engine's TRIM removes all of SPACES without being told; naming them is slower.
    """

    kinds: dict[str, ColumnKind]
    trims_all_spaces: bool = False
    places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {name: place for place, name in enumerate(self.kinds, start=1)})

    def name(self, column: str) -> str:
        """The column's name inside the engine; raises KeyError for a column that the table lacks."""
        return f"column_{self.places[column]}"

    def number(self, column: str) -> str:
        """See `Engine.number`."""
        name, kind = self.name(column), self.kinds[column]
        if kind is ColumnKind.TEXT:
            text = self._trimmed(name)
            return f"CASE WHEN REGEXP_MATCHES({text}, '{NUMBER}') THEN TRY_CAST({text} AS DOUBLE) END"
        if kind is ColumnKind.BOOLEAN:
            return f"CAST(CASE WHEN {name} THEN 1 WHEN NOT {name} THEN 0 END AS DOUBLE)"
        if kind is ColumnKind.INTEGER:
            return f"CAST({name} AS DOUBLE)"
        return f"NULLIF(CAST({name} AS DOUBLE), {_NAN})" if kind is ColumnKind.FLOAT else "CAST(NULL AS DOUBLE)"

    def key(self, column: str) -> str:
        """See `Engine.key`."""
        name, kind = self.name(column), self.kinds[column]
        if kind is ColumnKind.TEXT:
            return f"NULLIF({self._trimmed(name)}, '')"
        if kind is ColumnKind.FLOAT:
            return f"NULLIF(CAST({name} AS DOUBLE), {_NAN})"
        return f"CAST({name} AS VARCHAR)" if kind is ColumnKind.OTHER else name

    def unreadable(self, column: str) -> str | None:
        """A query for the first few texts that are no numbers, as the column ``found``; None for other kinds."""
        if self.kinds[column] is not ColumnKind.TEXT:
            return None
        key, number = self.key(column), self.number(column)
        return f"SELECT {key} AS found FROM data WHERE {key} IS NOT NULL AND {number} IS NULL LIMIT {FEW}"  # noqa: S608

    def _trimmed(self, name: str) -> str:
        return f"TRIM({name})" if self.trims_all_spaces else f"TRIM({name}, '{SPACES}')"
