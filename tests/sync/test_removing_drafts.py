"""What was removed for ever stands in no drafts: neither here, nor where the removal comes to."""

from __future__ import annotations

import json

from mcdesk.application.drafts import REMARK, Draft, DraftFile, Kept, Settled
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.meeting import FILE, form_of, meet, text_of, write
from tests.sync.secret import SECRET

AT = "2026-11-23T09:00:00+00:00"


def typed(desk) -> DraftFile:
    """Leave in the drafts what typing the secret leaves there, and what was typed besides."""
    form, drafts = form_of(desk).form_id, DraftFile(desk.store.drafts)
    drafts.append([
        Draft(form, "p10", "", SECRET[:9], AT),
        Draft(form, "p10", "", SECRET, AT),
        Settled(form, "p10", AT),
        Draft(form, "p16", None, f"Elsewhere: {SECRET}", AT),
        Kept("k1", form, "p10", SECRET, f"Mine, not {SECRET}, to keep.", AT),
        Draft(f"{REMARK}{form}", "p10", None, f"Is {SECRET} right?", AT),
        Kept("k2", "another", "p10", None, f"Another form: {SECRET}", AT),
    ])  # fmt: skip
    return drafts


@FILE
def test_they_are_written_anew_and_keep_what_a_person_typed(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, SECRET)
    meet(team)
    files = [typed(desk) for desk in (one, other)]
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Asked"))
    meet(team)
    words = text_of(one)
    for file in files:
        lines = file.path.read_text(encoding="utf-8")
        assert SECRET[:9] not in lines.replace(f"Elsewhere: {SECRET}", "").replace(
            f"Another form: {SECRET}", ""
        )
        assert [(each.path, each.text) for each in file.pending()] == [
            ("p16", f"Elsewhere: {SECRET}"),
            ("p10", f"Is {words} right?"),
        ]
        mine, another = file.aside()
        assert (mine.base, mine.text) == (words, f"Mine, not {words}, to keep.")
        assert another.text == f"Another form: {SECRET}"
        file.append([Draft("form", "p10", "", "Typed on.", AT)])
        assert file.of_form("form")[0][0].text == "Typed on."


@FILE
def test_a_cell_goes_from_the_pasted_block_of_its_table(team: Team):
    one = team.desks["r0"]
    view = form_of(one)
    row = view.content.rows["p20"][0].id
    one.execute(do.SetCell(form=view.form_id, field="p20", row=row, column="statement", new=SECRET,
                           base="One. Two."))  # fmt: skip
    meet(team)
    drafts = DraftFile(one.store.drafts)
    drafts.append([Kept("k1", view.form_id, "p20", None, f"LO1\t{SECRET}\nLO2\tMine", AT)])
    path = f"p20/{row}/statement"
    one.execute(do.RemoveContent(form=view.form_id, path=path, reason="Asked"))
    assert SECRET not in drafts.path.read_text(encoding="utf-8")
    assert "LO2\tMine" in str(drafts.aside()[0].text)
    assert json.loads(drafts.path.read_text(encoding="utf-8"))["kept"]["id"] == "k1"
