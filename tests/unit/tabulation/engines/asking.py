"""Questions to engines, as the tests of this folder ask them."""

from __future__ import annotations

from typing import Any

from civiscope.tabulation.engines.engine import Engine


def ask(engine: Engine, rest: str = "FROM data", **expressions: str) -> list[dict[str, Any]]:
    """The rows of a SELECT of these expressions, by name."""
    selected = ", ".join(f"{expression} AS {name}" for name, expression in expressions.items())
    rows: list[dict[str, Any]] = engine.collect(f"SELECT {selected} {rest}").to_pylist()
    return rows


def values(engine: Engine, expression: str) -> list[Any]:
    """One expression for every row."""
    return [row["found"] for row in ask(engine, found=expression)]
