"""The bench's own arithmetic; what it measures is never asserted."""

from __future__ import annotations

import pytest

from bench.figures import Figure, Goal, Samples, percentile, table


@pytest.mark.parametrize(
    ("share", "found"), [(50, 5), (95, 10), (100, 10), (10, 1), (0, 1)]
)  # fmt: skip
def test_percentile_is_the_smallest_value_that_is_enough(share, found):
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share) == found


def test_percentile_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="needs values"):
        percentile([], 50)


def test_a_figure_is_met_only_when_all_its_goals_are():
    samples, control = Samples([8.0, 9.0, 30.0]), Samples([3.0])
    goals = (Goal(10, "median"), Goal(6, "ratio"))
    assert Figure("drop", samples, control=control, goals=goals).verdict() == "met"
    late = Figure("drop", samples, control=control, goals=(*goals, Goal(16.7, "p95")))
    assert late.verdict() == "missed"
    assert late.missed() == (Goal(16.7, "p95"),)
    assert Figure("drop", samples).verdict() == ""


def test_the_table_has_a_line_for_each_figure_and_its_note():
    text = table([Figure("drop", Samples([2.5]), control=Samples([1.0]), note="to the repaint")])
    assert "| drop | 2.50 ms |" in text
    assert "2.50x" in text
    assert text.endswith("- drop: to the repaint")
