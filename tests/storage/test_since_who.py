"""Who wrote since a version or a look: told by the place in the journal, not by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mcdesk.application.known import Look, Version, version_of
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Revision
from mcdesk.ui.forms.part_changes import read_changes
from mcdesk.ui.forms.since_when import base_of, base_of_version, read_base
from tests.asking import form_of
from tests.storage.by_module import COURSE, FIRST, SECOND, WHOLE, design_by_module, sign_all
from tests.walk import Walker

HOUR = timedelta(hours=1)
TWO = "CTL-02"


@pytest.fixture
def sent_back(confirming):
    """A card sent back to design for round 2, and a second person who may write there."""
    confirming.execute(do.MoveCard(card="MC-1", to="design", reason="Two outcomes are not met"))
    confirming.execute(do.AddPerson(name=TWO, roles=["ctl"]))
    return confirming


@pytest.fixture
def in_parts(at):
    """A design signed module by module, and a second person who may write there."""
    desk = at("design", design_by_module, sign_all)
    desk.execute(do.AddPerson(name=TWO, roles=["ctl"]))
    return desk


def by_second(desk, ahead: timedelta, *commands) -> None:
    """Let the second person do something, with a clock that is so much ahead of the others'."""
    first, now = desk.person_id, desk._now
    desk._now = lambda: now() + ahead
    desk.use_person(next(each.id for each in desk.info().persons if each.name == TWO))
    for command in commands:
        desk.execute(command)
    desk.use_person(first)
    desk._now = now


def value(desk, words: str) -> do.SetValue:
    return do.SetValue(form=form_of(desk, "F7"), path="d3", new=words)


def cell(row: str, words: str) -> do.SetCell:
    return do.SetCell(form=WHOLE, field="d7", row=row, column="statement", new=words)


def open_again(desk, form: str) -> None:
    desk.execute(do.ChangeForm(form=form, reason="More is to be said"))


def who_wrote(sheet) -> dict[str, list[str]]:
    found, who = sheet.since.found, sheet.since.who
    return {each.path: [one.who for one in told] for each, told in zip(found, who, strict=True)}


def me(desk) -> str:
    return next(each.name for each in desk.info().persons if each.id == desk.person_id)


def shown(desk, base) -> list[str]:
    """Return who is named on the screen for what was done to the design since a base."""
    lines = read_base(form_of(desk, "F7"), base, desk)[2]
    return [line.who for line in lines if "d3" in {each.path for each in line.changes}
            and not line.begins]  # fmt: skip


def test_what_came_after_a_look_is_somebodys_though_it_was_written_before(sent_back):
    """Written on a train: it comes here, with its own time, after one has looked."""
    form = form_of(sent_back, "F7")
    sent_back.look(form)
    by_second(sent_back, -HOUR, value(sent_back, "From a train."))
    (looked,) = sent_back.looks(form)
    base = base_of(sent_back.form(form), looked, "look")
    assert read_base(form, base, sent_back)[0].text("d3") != "From a train."
    assert shown(sent_back, base) == [TWO]
    assert who_wrote(sent_back.redline(form, "draft", "look")) == {"d3": [TWO]}
    assert who_wrote(sent_back.redline(form, "draft", "look", by=TWO)) == {"d3": [TWO]}


def test_what_stood_there_when_one_looked_is_nobodys_change(sent_back):
    form = form_of(sent_back, "F7")
    by_second(sent_back, 3 * HOUR, value(sent_back, "With a clock ahead."))
    sent_back.look(form)
    sent_back.execute(value(sent_back, "Mine."))
    base = base_of(sent_back.form(form), sent_back.looks(form)[0], "look")
    assert shown(sent_back, base) == [me(sent_back)]
    assert who_wrote(sent_back.redline(form, "draft", "look")) == {"d3": [me(sent_back)]}
    with pytest.raises(Refused, match="CTL-02 changed nothing"):
        sent_back.redline(form, "draft", "look", by=TWO)


def test_what_came_after_a_version_is_somebodys_though_a_clock_is_behind(sent_back):
    form = form_of(sent_back, "F7")
    Walker(sent_back).freeze("F7")
    open_again(sent_back, form)
    by_second(sent_back, -3 * HOUR, value(sent_back, "With a clock behind."))
    assert who_wrote(sent_back.redline(form, "draft", "last")) == {"d3": [TWO]}
    assert shown(sent_back, base_of(sent_back.form(form), "", "own")) == [TWO]


def test_who_wrote_before_a_version_did_not_change_it_though_a_clock_is_ahead(sent_back):
    """Another changed it afterwards: a false name would stand beside that one's words."""
    form = form_of(sent_back, "F7")
    by_second(sent_back, 3 * HOUR, value(sent_back, "With a clock ahead."))
    Walker(sent_back).freeze("F7")
    open_again(sent_back, form)
    sent_back.execute(value(sent_back, "Mine."))
    assert who_wrote(sent_back.redline(form, "draft", "last")) == {"d3": [me(sent_back)]}
    assert shown(sent_back, base_of(sent_back.form(form), "", "own")) == [me(sent_back)]


def test_who_wrote_what_stands_in_a_version_is_named_though_a_clock_is_ahead(sent_back):
    form = form_of(sent_back, "F7")
    by_second(sent_back, 3 * HOUR, value(sent_back, "With a clock ahead."))
    Walker(sent_back).freeze("F7")
    assert who_wrote(sent_back.redline(form, "frozen", "last")) == {"d3": [TWO]}
    base = base_of_version(sent_back.form(form), "", 1)
    assert shown(sent_back, base) == [TWO]


def test_who_wrote_after_a_version_is_not_named_in_its_print(sent_back):
    """With a clock that is behind, too."""
    form = form_of(sent_back, "F7")
    sent_back.execute(value(sent_back, "Mine."))
    Walker(sent_back).freeze("F7")
    first = sent_back.form(form).revisions[0].id
    open_again(sent_back, form)
    by_second(sent_back, -30 * HOUR, value(sent_back, "With a clock behind."))
    assert who_wrote(sent_back.redline(form, "frozen", "last", first)) == {"d3": [me(sent_back)]}
    assert shown(sent_back, base_of_version(sent_back.form(form), "", 1)) == [me(sent_back)]
    Walker(sent_back).freeze("F7")
    assert who_wrote(sent_back.redline(form, "frozen", "before")) == {"d3": [TWO, me(sent_back)]}
    assert who_wrote(sent_back.redline(form, "frozen", "last")) == {"d3": [TWO]}


@pytest.mark.parametrize("ahead", [HOUR * 0, -30 * HOUR], ids=["true", "behind"])
def test_of_each_part_who_wrote_since_its_own_version_is_named(in_parts, ahead):
    open_again(in_parts, COURSE)
    in_parts.execute(do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    open_again(in_parts, SECOND)
    by_second(in_parts, ahead, cell("2", "Draft two clauses"))
    in_parts.execute(do.FreezeForm(form=SECOND))
    open_again(in_parts, SECOND)
    in_parts.execute(cell("2", "Draft three clauses"))
    told = in_parts.redline(form_of(in_parts, "F7"), "draft", "last")
    assert list(who_wrote(told).values()) == [[me(in_parts)], [me(in_parts)]]
    part = in_parts.form(form_of(in_parts, "F7")).parts[2]
    assert read_changes(part, in_parts).who == ((me(in_parts),),)


def test_a_part_that_was_not_frozen_again_still_names_who_wrote_in_it_first(in_parts):
    """Another part was frozen meanwhile."""
    open_again(in_parts, COURSE)
    by_second(in_parts, HOUR * 0, do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    open_again(in_parts, SECOND)
    in_parts.execute(cell("2", "Draft two clauses"))
    in_parts.execute(do.FreezeForm(form=SECOND))
    open_again(in_parts, SECOND)
    in_parts.execute(cell("2", "Draft three clauses"))
    told = in_parts.redline(form_of(in_parts, "F7"), "draft", "last")
    assert list(who_wrote(told).values()) == [[TWO], [me(in_parts)]]


def test_rows_that_came_and_went_are_of_who_did_that_since_the_version_of_their_part(in_parts):
    """Somebody else wrote in them since the version of another part, which is older."""
    whole = form_of(in_parts, "F7")
    open_again(in_parts, COURSE)
    in_parts.execute(value(in_parts, "Aligned by hand."))
    open_again(in_parts, SECOND)
    row = {"code": "2.2", "statement": "Read a clause", "outcomes": ["LO2"]}
    scene = do.SetCell(form=WHOLE, field="d12", row="2", column="picture", new="Pencil")
    by_second(in_parts, HOUR * 0, do.AddRow(form=WHOLE, field="d7", cells=row), scene)
    added = in_parts.form(whole).content.table("d7")[-1].id
    in_parts.execute(do.RemoveRow(form=WHOLE, field="d7", row=added))
    removed = in_parts.history(form=whole, limit=1)[0].event_id
    in_parts.execute(do.FreezeForm(form=SECOND))
    open_again(in_parts, SECOND)
    in_parts.execute(do.UndoEvent(of=removed))
    in_parts.execute(do.RemoveRow(form=WHOLE, field="d12", row="2"))
    told = in_parts.redline(whole, "draft", "last")
    found = [(each.field, each.act) for each in told.since.found]
    assert found == [("d3", "value"), ("d7", "new"), ("d12", "gone")]
    assert list(who_wrote(told).values()) == [[me(in_parts)]] * 3


def test_a_row_that_came_to_a_part_is_of_who_put_it_there_since_its_version(in_parts):
    open_again(in_parts, SECOND)
    row = {"code": "2.2", "statement": "Read a clause", "outcomes": ["LO2"]}
    by_second(in_parts, -30 * HOUR, do.AddRow(form=WHOLE, field="d7", cells=row))
    told = in_parts.redline(form_of(in_parts, "F7"), "draft", "last")
    assert [who for path, who in who_wrote(told).items() if path.startswith("d7/")] == [[TWO]]


def test_where_nothing_tells_when_a_version_was_made_its_moment_does(sent_back):
    line = {"n": 7, "person_id": "p", "at": "2026-11-23T09:00:00Z"}
    assert Version(0, "2026-11-23T09:00:00Z").knows(line)
    assert not Version(0, "2026-11-23T08:59:59Z").knows(line)
    assert Version(7, "").knows(line)
    assert not Version(6, "2030").knows(line)
    assert Look("2026-11-23T09:00:00Z").knows(line)
    with sent_back.store.read() as reader:
        revision = next(iter(reader.select(Revision)))
        place = version_of(reader, revision).place
        (frozen,) = [line for line in reader.journal(form=revision.form_id) if line["n"] == place]
    assert frozen["kind"] == "FormFrozen"


def test_a_row_that_moved_stands_as_the_part_had_it_that_was_frozen_last(in_parts):
    """Though the other one was frozen with a clock that is ahead."""
    open_again(in_parts, SECOND)
    freeze = do.FreezeForm(form=SECOND)
    by_second(in_parts, 3 * HOUR, cell("2", "Draft two clauses"), freeze)
    open_again(in_parts, FIRST)
    open_again(in_parts, SECOND)
    row = in_parts.form(form_of(in_parts, "F7")).content.table("d11")[1].id
    for column, new in (("module", "1"), ("title", "Clauses, moved")):
        in_parts.execute(do.SetCell(form=WHOLE, field="d11", row="2", column=column, new=new))
    in_parts.execute(do.FreezeForm(form=FIRST))
    open_again(in_parts, FIRST)
    last = do.SetCell(form=WHOLE, field="d11", row="2", column="title", new="Clauses at last")
    in_parts.execute(last)
    told = in_parts.redline(form_of(in_parts, "F7"), "draft", "last")
    assert who_wrote(told) == {f"d11/{row}/title": [me(in_parts)]}
