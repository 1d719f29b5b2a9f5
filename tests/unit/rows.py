"""Rows of a table, made of their cells."""

from __future__ import annotations

from typing import Any

from mcdesk.procedure.content import Row


def rows(*cells: dict[str, Any]) -> tuple[Row, ...]:
    """Return a table of these rows."""
    return tuple(Row(f"r{n}", f"{n:03}", each) for n, each in enumerate(cells, 1))


def rows_of(table: str, *cells: dict[str, Any]) -> tuple[Row, ...]:
    """Return a table of these rows, whose ids say in which table they stand."""
    return tuple(Row(f"{table}-{n}", str(n), row) for n, row in enumerate(cells, start=1))
