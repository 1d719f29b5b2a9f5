"""A print with what changed: since a version, a look or a day; a working copy that nobody signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application import since
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.content import Content
from mcdesk.procedure.rows import content_from_text
from tests.conftest import TODAY
from tests.walk import OUTCOMES


@pytest.fixture
def proposal(at):
    """A desk with a proposal of two versions and a third text begun, and the form's id."""
    desk = at("timeline")
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    for text in ("A second text", "A third text"):
        desk.execute(do.ChangeForm(form=form, reason="r"))
        desk.execute(do.SetValue(form=form, path="p47", new=text))
        if text.startswith("A second"):
            desk.execute(do.FreezeForm(form=form))
    return desk, form


def paths(sheet) -> list[str]:
    return [each.path for each in sheet.since.found]


def words(sheet, path: str) -> tuple[str, str]:
    """Return what went and what came at a place."""
    pieces = next(each.pieces for each in sheet.since.found if each.path == path)
    gone, added = ("".join(p.text for p in pieces if p.kind == k) for k in ("gone", "added"))
    return gone, added


def test_the_draft_is_compared_with_the_newest_version_or_with_one_by_its_number(proposal):
    desk, form = proposal
    last = desk.redline(form, "draft", "last")
    assert (last.since.base, last.since.version, last.since.to_version) == ("version", 2, 0)
    assert paths(last) == ["p47"]
    assert words(last, "p47") == ("second", "third")
    first = desk.redline(form, "draft", "version:1")
    assert first.since.version == 1
    assert first.since.on == next(
        line.frozen_at for line in desk.form(form).revisions if line.version == 1
    )
    assert words(first, "p47") == ("Catalogue", "A third")


def test_a_version_is_compared_with_the_one_before(proposal):
    desk, form = proposal
    second = next(line.id for line in desk.form(form).revisions if line.version == 2)
    sheet = desk.redline(form, "frozen", "last", second)
    assert (sheet.since.version, sheet.since.to_version) == (1, 2)
    assert words(sheet, "p47") == ("Catalogue", "A second")
    with pytest.raises(Refused, match="not earlier than version 2"):
        desk.redline(form, "frozen", "version:2", second)


def test_a_working_copy_asks_for_no_signature_and_no_scanner_takes_it_for_an_original(proposal):
    desk, form = proposal
    first = next(line.id for line in desk.form(form).revisions if line.version == 1)
    assert desk.sheet(form, "frozen", first).code is not None
    for sheet in (desk.redline(form, "draft", "last"),
                  desk.redline(form, "frozen", str(TODAY), first)):  # fmt: skip
        assert (sheet.signatures, sheet.code, sheet.living.values) == ((), None, {})
        assert sheet.valid


def test_a_look_and_a_day_show_what_came_after(proposal):
    desk, form = proposal
    with pytest.raises(Refused, match="not looked at this form"):
        desk.redline(form, "draft", "look")
    assert desk.looks(form) == ()
    desk.look(form)
    first = desk.looks(form)[0]
    desk.execute(do.FillForm(form=form, values={"p10": "Another problem"}))
    desk.look(form)
    assert desk.looks(form)[1] == first
    assert paths(desk.redline(form, "draft", "look")) == []
    since = desk.redline(form, "draft", first)
    assert paths(since) == ["p10"]
    assert (since.since.base, since.since.on, since.since.person) == ("look", first, "CTL-01")
    today = desk.redline(form, "draft", str(TODAY))
    assert (today.since.base, today.since.on) == ("day", str(TODAY))
    assert {"p1", "p10", "p47", "p20/" + desk.form(form).content.table("p20")[0].id + "/code"} <= {
        *paths(today)
    }


def test_rows_that_came_went_and_moved_are_told(proposal):
    desk, form = proposal
    rows = [row.id for row in desk.form(form).content.table("p20")]
    desk.execute(do.AddRow(form=form, field="p20", cells={**OUTCOMES[0], "code": "LO4"}, id=""))
    desk.execute(do.MoveRow(form=form, field="p20", row=rows[2], after="^"))
    desk.execute(do.RemoveRow(form=form, field="p20", row=rows[1]))
    sheet = desk.redline(form, "draft", "last")
    told = [(each.act, each.row, each.was) for each in sheet.since.found if each.field == "p20"]
    assert told == [("moved", 1, 3), ("new", 3, 0), ("gone", 2, 0)]


def test_what_is_worked_out_is_compared_too(proposal):
    desk, form = proposal
    row = desk.form(form).content.table("p28")[0]
    desk.execute(do.SetCell(form=form, field="p28", row=row.id, column="hours", new="9"))
    assert {"p28.total", "p29"} <= set(paths(desk.redline(form, "draft", "last")))


def test_what_cannot_be_compared_says_why(proposal):
    desk, form = proposal
    first = next(line.id for line in desk.form(form).revisions if line.version == 1)
    with pytest.raises(Refused, match="no earlier version"):
        desk.redline(form, "frozen", "last", first)
    with pytest.raises(Refused, match="no version 7"):
        desk.redline(form, "draft", "version:7")
    with pytest.raises(Refused, match="not come yet"):
        desk.redline(form, "draft", "2031-01-01")
    timeline = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F3")
    with pytest.raises(Refused, match="no earlier version"):
        desk.redline(timeline, "draft", "last")


def test_what_the_form_has_no_place_for_any_more_is_not_lost(proposal, monkeypatch):
    """An adopted wording may have dropped a field, an item or a column that a version holds."""
    desk, form = proposal

    def earlier(text):
        kept = content_from_text(text)
        row = kept.table("p20")[0]
        more = replace(row, cells={**row.cells, "old": "a cell"})
        return Content({**kept.values, "x9": "a text"}, {**kept.rows, "p20": (more,)})

    monkeypatch.setattr(since, "content_from_text", earlier)
    sheet = desk.redline(form, "draft", "last")
    told = [(label.en, text) for label, text in sheet.since.lost]
    assert told == [("x9", "a text"), ("Learning outcomes", "a cell")]
    me = next(each.name for each in desk.info().persons if each.id == desk.person_id)
    assert desk.redline(form, "draft", "last", by=me).since.lost == (), "that is nobody's change"
