"""What is frozen says which settings bound on that day: none that were taken back."""

from __future__ import annotations

import json

from mcdesk.procedure import commands as do
from tests.sync.conftest import journal
from tests.sync.decided import frozen


def test_a_setting_that_was_taken_back_binds_nothing_that_is_frozen_since(shared):
    """The setting stands in the hub still, as taken away."""
    desk = shared.desks["r0"]
    desk.execute(do.SetSetting(key="hours_per_sks", value=40))
    desk.undo()
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    base = desk.form(frozen(desk)[0].form_id).content.text("p47")
    desk.execute(do.SetValue(form="MC-1/F2", path="p47", base=base, new="Another text."))
    desk.execute(do.FreezeForm(form="MC-1/F2"))
    shared.sync("r0")
    assert not desk.waiting()
    assert not desk.attention()
    assert [line.kind for line in journal(shared.hub)][-1] == "FormFrozen"
    version = frozen(desk)[-1]
    assert (version.version, json.loads(version.settings)["hours_per_sks"]) == (2, 45)
