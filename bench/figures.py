"""What is measured, as values: samples, figures with their goals, and the table they print as."""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass
class Samples:
    """Measured values of one thing, in one unit."""

    values: list[float] = field(default_factory=list)

    def add(self, value: float) -> None:
        self.values.append(value)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        return percentile(self.values, 95)

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Add the milliseconds that the block takes."""
        start = time.perf_counter()
        yield
        self.add((time.perf_counter() - start) * 1e3)


def percentile(values: Sequence[float], share: int) -> float:
    """Return the smallest value that `share` percent of the values do not exceed."""
    if not values:
        raise ValueError("a percentile needs values")
    ranked = sorted(values)
    place = -(-len(ranked) * share // 100) - 1
    return ranked[max(place, 0)]


@dataclass(frozen=True)
class Goal:
    """What a figure must not exceed, and which of its numbers that is."""

    limit: float
    of: str

    def words(self) -> str:
        return f"{self.of} <= {self.limit:g}"


@dataclass(frozen=True)
class Figure:
    """One line of the table: a measured thing, its control in the same run, its goals."""

    name: str
    samples: Samples
    unit: str = "ms"
    control: Samples | None = None
    goals: tuple[Goal, ...] = ()
    note: str = ""

    def number(self, of: str) -> float:
        """Return the number that a goal speaks of: median, p95, max or ratio."""
        numbers: dict[str, Callable[[], float]] = {
            "median": lambda: self.samples.median,
            "p95": lambda: self.samples.p95,
            "max": lambda: max(self.samples.values),
            "ratio": lambda: self.ratio or 0.0,
        }
        return numbers[of]()

    @property
    def ratio(self) -> float | None:
        """How many times the control's median this figure's median is."""
        return self.samples.median / self.control.median if self.control is not None else None

    def missed(self) -> tuple[Goal, ...]:
        """Return the goals that are not met."""
        return tuple(goal for goal in self.goals if self.number(goal.of) > goal.limit)

    def verdict(self) -> str:
        """Return "met", "missed", or "" where there is no goal."""
        if not self.goals:
            return ""
        return "missed" if self.missed() else "met"


HEADS = ("what", "median", "p95", "control", "ratio", "goal", "")


def table(figures: Sequence[Figure]) -> str:
    """Return figures as a table in Markdown, the numbers aligned for reading in a terminal."""
    rows = [HEADS, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    notes = [f"- {figure.name}: {figure.note}" for figure in figures if figure.note]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def _cells(figure: Figure) -> tuple[str, ...]:
    control, ratio = figure.control, figure.ratio
    return (
        figure.name,
        f"{_short(figure.samples.median)} {figure.unit}",
        _short(figure.samples.p95) if len(figure.samples.values) > 1 else "",
        _short(control.median) if control is not None else "",
        f"{ratio:.2f}x" if ratio is not None else "",
        ", ".join(goal.words() for goal in figure.goals),
        figure.verdict(),
    )


def _short(value: float) -> str:
    """Return a number with three digits that matter."""
    if value == 0 or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0].ljust(widths[0])
    rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "| " + " | ".join([first, *rest]) + " |"
