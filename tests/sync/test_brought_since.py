"""Who wrote since a look, where that came from another workspace: it keeps the moment it had."""

from __future__ import annotations

from contextlib import closing

from mcdesk.procedure import commands as do
from mcdesk.ui.forms.since_when import base_of, read_base
from tests.asking import form_of
from tests.sync.brought import bring, made
from tests.sync.conftest import clock


def test_what_is_brought_in_after_a_look_is_of_who_wrote_it_though_that_was_before(tmp_path):
    app = clock()
    theirs = made(tmp_path / "theirs.mcdesk", "Theirs", "CTL-02")
    with closing(app.open(made(tmp_path / "ours.mcdesk", "Ours", "CTL-01"))) as ours:
        bring(app, ours, theirs)
        form = form_of(ours, "R1", "MC-9")
        with closing(app.open(theirs)) as desk:
            desk.execute(do.SetValue(form="MC-9/R1", path="topic", new="Another topic"))
        ours.look(form)
        bring(app, ours, theirs)
        (looked,) = ours.looks(form)
        told = ours.redline(form, "draft", "look").since
        assert [each.path for each in told.found] == ["topic"]
        ((one,),) = told.who
        assert one.at < looked
        assert one.who.startswith("CTL-02 (brought in by CTL-01")
        base = base_of(ours.form(form), looked, "look")
        assert one.who in [line.who for line in read_base(form, base, ours)[2]]
