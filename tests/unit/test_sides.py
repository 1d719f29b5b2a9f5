"""What "what changed" compares of a version and of what is written."""

from __future__ import annotations

from types import SimpleNamespace

from mcdesk.application import sides
from mcdesk.application.sides import as_drafted, bound, with_computed
from mcdesk.procedure.content import Content, Row

FIELDS = {
    "text": SimpleNamespace(compute="", living=False),
    "made": SimpleNamespace(compute="total", living=False),
    "day": SimpleNamespace(compute="late", living=True),
    "rows": SimpleNamespace(compute="versions", living=False),
    "own": SimpleNamespace(compute="", living=False),
}
ROW = (Row("r", "a", {"x": "1"}),)
CONTENT = Content({"text": "A", "made": "5", "day": "9"}, {"rows": ROW, "own": ROW})


def definition():
    return SimpleNamespace(fields=FIELDS)


def test_a_version_binds_what_is_worked_out_of_it_but_nothing_that_lives_on(monkeypatch):
    monkeypatch.setattr(
        sides, "frozen_content", lambda _d, _c: Content({"text": "A"}, {"own": ROW})
    )
    found = bound(definition(), CONTENT)
    assert found.values == {"text": "A", "made": "5"}
    assert set(found.rows) == {"own"}


def test_the_rows_of_a_table_that_is_worked_out_are_no_change():
    found = as_drafted(definition(), CONTENT)
    assert set(found.rows) == {"own"}
    assert found.values == CONTENT.values


def test_what_is_worked_out_takes_its_place_in_values_and_tables():
    computed = Content({"made": "6"}, {"rows": ()})
    found = with_computed(CONTENT, computed)
    assert found.values["made"] == "6"
    assert found.rows == {"rows": (), "own": ROW}
