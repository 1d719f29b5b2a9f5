"""Several parts of a form together: their versions as one text, and where it stands."""

from __future__ import annotations

import json
from types import SimpleNamespace

from mcdesk.application.earlier_round import contents_of, together
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.form_state import _together
from mcdesk.procedure.rows import content_as_data


def version(said: str) -> SimpleNamespace:
    content = Content({}, {"t": (Row("r1", "a", {"x": said}),)})
    return SimpleNamespace(content=json.dumps(content_as_data(content)))


def test_a_row_that_moved_to_another_part_stands_as_the_newest_version_has_it():
    (row,) = together(contents_of([version("Old"), version("New")])).rows["t"]
    assert row.cells["x"] == "New"


def test_a_form_stands_as_the_worst_of_its_parts() -> None:
    assert _together({"signed"}) == "signed"
    assert _together({"frozen", "signed"}) == "frozen"
    assert _together({"draft", "signed"}) == "frozen"
    assert _together({"draft", "empty"}) == "draft"
    worst = ("void", "wrong", "rejected", "returned")
    for place, status in enumerate(worst):
        assert _together({"signed", "frozen", "draft", *worst[place:]}) == status
