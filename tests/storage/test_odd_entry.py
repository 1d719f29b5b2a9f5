"""One entry of the journal that no program writes keeps no form and no history from opening."""

from __future__ import annotations

import json

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import form_id
from tests.storage.conftest import run_sql


def without_path(event):
    for effect in event["effects"]:
        effect["new"].pop("path", None)


@pytest.mark.meddles
@pytest.mark.parametrize("change", [
    pytest.param(without_path, id="without its place"),
    pytest.param(lambda event: event.pop("effects"), id="without what it did"),
    pytest.param(lambda event: event.update(effects=[{"table": "form_value"}]), id="half of it"),
])  # fmt: skip
def test_it_is_said_that_it_cannot_be_read(at, change):
    desk = at("discussion")
    (card,) = (tile for tile in desk.board().tiles if tile.code == "MC-1")
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    (event,) = desk.execute(do.SetValue(form="MC-1/F2", path="p10", new="Words.")).events
    desk.execute(do.SetValue(form="MC-1/F2", path="p10", base="Words.", new="Others."))
    with desk.store.read() as reader:
        (line,) = reader.journal(event=event)
    body = json.loads(str(line["body"]))
    change(body)
    odd = json_text(body).replace("'", "''")
    run_sql(desk.store.path, f"update journal set body = '{odd}' where id = '{event}'", free=True)
    found = [
        desk.form(form_id("card", card.id, "F2")).history,
        desk.history(card="MC-1"),
        desk.history(),
    ]
    for history in found:
        (odd_line,) = (each for each in history if each.event_id == event)
        assert odd_line.what.en == "An entry that cannot be read"
        assert odd_line.who == "CTL-01"
        assert not odd_line.undoable
    assert any(change.new == "Others." for line in found[0] for change in line.changes)
    desk.outline("MC-1")
