"""A field with an open collision is marked, and leads to its entry in the team's list."""

from __future__ import annotations

from mcdesk.application.views import AskedPlace, TeamMarks
from mcdesk.ui.forms.block import FieldBlock
from tests.ui.forms.fakes import make_view


def test_a_field_with_an_open_collision_leads_to_it(open_form, qtbot):
    stage = open_form(make_view("F2"))
    stage.editor.go("p10")
    blocks = {made.path: made for made in stage.editor.findChildren(FieldBlock)}
    block, near = blocks["p10"], blocks["p11"]
    assert block.head.asked.isHidden()
    place = AskedPlace(7, "form-1", "p10")
    other = AskedPlace(3, "form-2", "p11")
    stage.desk.marks = TeamMarks(places=(place, other))
    stage.editor.session.view_changed.emit()
    assert not block.head.asked.isHidden()
    assert block.head.asked.text() == "A change of yours needs a look"
    assert "collided" in block.head.asked.toolTip()
    assert near.head.asked.isHidden()
    with qtbot.waitSignal(stage.editor.look_requested) as wanted:
        block.head.asked.click()
    assert wanted.args == [7]
    stage.desk.marks = TeamMarks()
    stage.editor.session.view_changed.emit()
    assert block.head.asked.isHidden()
