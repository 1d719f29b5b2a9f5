"""Remarks that name a person: found by name, open ones only, for whoever works here."""

from __future__ import annotations

from typing import Any

import pytest

from mcdesk.application.journal import read_event
from mcdesk.application.mentions import named_in
from mcdesk.procedure import commands as do
from tests.asking import form_of
from tests.storage import by_module
from tests.walk import OUTCOMES, Walker

NAMES = {"Rina": {"r"}, "Rina Wijaya": {"w"}, "Dr. Rina Wijaya, M.M.": {"w"}, "Budi": {"b", "b2"}}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask @Rina Wijaya, please", {"w"}),
        ("@Rina: look", {"r"}),
        ("@dr. rina wijaya, m.m. and @Budi!", {"w", "b", "b2"}),
        ("@Rinas cat", set()),
        ("Rina Wijaya", set()),
        ("@", set()),
        ("mail rina@Budi.ac.id", set()),
        ("@Rina@Budi", {"r"}),
    ],
)
def test_of_two_names_the_longer_is_meant(text: str, found: set[str]) -> None:
    assert named_in(text, NAMES) == found


def write(desk: Any, text: str) -> str:
    desk.execute(do.OpenForm(card="MC-1", form="R1"))
    desk.execute(do.WriteComment(form="MC-1/R1", path="topic", text=text))
    forms = desk.page("MC-1").all_forms
    form = next(line.form_id for line in forms if line.kind == "R1")
    return str(desk.form(form).comments[-1].id)


def test_open_remarks_wait_for_whom_they_name(desk: Any, card: str) -> None:
    me = desk.info().person
    assert desk.mentions() == ()
    comment = write(desk, f"@{me} which year?")
    write(desk, "nobody is named")
    (line,) = desk.mentions()
    assert (line.card, line.kind, line.path, line.text) == (
        card, "R1", "topic", f"@{me} which year?",
    )  # fmt: skip
    desk.execute(do.CloseComment(comment=comment))
    assert desk.mentions() == ()
    desk.undo()
    assert len(desk.mentions()) == 1


def test_a_remark_waits_only_for_the_one_named(desk: Any, card: str) -> None:
    other = next(p for p in desk.info().persons if p.id != desk.info().person_id)
    write(desk, f"@{other.full_name or other.name} please")
    assert desk.mentions() == ()
    desk.use_person(other.id)
    assert len(desk.mentions()) == 1


SUB_OUTCOMES = [{"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]}]


def assessed(*codes: str) -> list[dict[str, Any]]:
    return [{"code": "A1", "name": "Case", "type": "case", "outcomes": [*codes], "weight": "100"}]


LEFT_OUT = {"d5": OUTCOMES[:2], "d13": assessed("LO1", "LO2")}


def told(desk: Any) -> list[tuple[str, bool]]:
    view = desk.form(form_of(desk, "F7"))
    return [(comment.text, comment.done) for comment in view.comments]


def test_a_head_is_told_with_the_freezing_which_outcome_a_design_leaves_out(at: Any) -> None:
    desk = at("design")
    walker = Walker(desk)
    walker.fill("F7", {"d3": "Aligned by table."}, d7=SUB_OUTCOMES, **LEFT_OUT)
    (event,) = desk.execute(do.FreezeForm(form="MC-1/F7")).events
    with desk.store.read() as reader:
        (entry,) = reader.journal(event=event)
    assert "comment" in {each.table for each in read_event(str(entry["body"])).effects}
    desk.use_person(next(p.id for p in desk.info().persons if p.name == "HSP-LAW"))
    (line,) = desk.mentions()
    assert (line.card, line.kind, line.path) == ("MC-1", "F7", "d5")
    assert "no longer has: LO3. / Capaian" in line.text
    assert line.text.startswith("@HSP-LAW: "), "nobody else is named, whatever office is held"


def test_a_head_is_told_once_of_what_goes_on_to_be_left_out(at: Any) -> None:
    desk = at("design")
    walker = Walker(desk)
    walker.fill("F7", {"d3": "Aligned by table."}, d7=SUB_OUTCOMES, **LEFT_OUT)
    walker.freeze("F7")
    desk.execute(do.ChangeForm(form="MC-1/F7"))
    walker.freeze("F7")
    assert len(told(desk)) == 1
    desk.execute(do.ChangeForm(form="MC-1/F7"))
    walker.fill("F7", {"d3": "Aligned by the table."})
    walker.freeze("F7")
    assert [done for _text, done in told(desk)] == [False]
    desk.execute(do.ChangeForm(form="MC-1/F7"))
    walker.fill("F7", d5=OUTCOMES[:1], d13=assessed("LO1"))
    walker.freeze("F7")
    assert [("LO2, LO3" in text, done) for text, done in told(desk)] == [
        (False, True), (True, False),
    ]  # fmt: skip
    desk.execute(do.ChangeForm(form="MC-1/F7"))
    walker.fill("F7", d5=OUTCOMES, d13=assessed("LO1", "LO2", "LO3"))
    walker.freeze("F7")
    assert [done for _text, done in told(desk)] == [True, True]


def test_a_head_who_came_since_is_told_of_the_same_text(at: Any) -> None:
    desk = at("design")
    walker = Walker(desk)
    walker.fill("F7", {"d3": "Aligned by table."}, d7=SUB_OUTCOMES, **LEFT_OUT)
    walker.freeze("F7")
    for name in ("HSP-NEW", "HSP-LATER"):
        desk.execute(do.AddPerson(name=name))
        desk.execute(do.AppointOffice(person=name, role="hsp", programme="LAW"))
        desk.execute(do.ChangeForm(form="MC-1/F7"))
        walker.freeze("F7")
        (text,) = (each for each, done in told(desk) if not done)
        assert f"@{name}" in text
    assert [("HSP-LATER" in text, done) for text, done in told(desk)] == [
        (False, True), (False, True), (True, False),
    ]  # fmt: skip


def left_out(desk: Any) -> Walker:
    """Freeze a design that leaves an outcome out, and mark as done what its Head is told."""
    walker = Walker(desk)
    walker.fill("F7", {"d3": "Aligned by table."}, d7=SUB_OUTCOMES, **LEFT_OUT)
    walker.freeze("F7")
    desk.execute(do.CloseComment(comment=desk.form(form_of(desk, "F7")).comments[-1].id))
    return walker


def again(walker: Walker, said: str, **rows: Any) -> None:
    """Open the design, change it, freeze it."""
    walker.desk.execute(do.ChangeForm(form="MC-1/F7"))
    walker.fill("F7", {"d3": said}, **rows)
    walker.freeze("F7")


def test_what_a_head_marked_as_done_is_not_told_again(at: Any) -> None:
    desk = at("design")
    walker = left_out(desk)
    desk.execute(do.ChangeForm(form="MC-1/F7"))
    walker.freeze("F7")
    again(walker, "Aligned by the table.")
    again(walker, "Aligned by that table.")
    assert [done for _text, done in told(desk)] == [True]
    again(walker, "Aligned.", d5=OUTCOMES[:1], d13=assessed("LO1"))
    assert [("LO2, LO3" in text, done) for text, done in told(desk)] == [
        (False, True), (True, False),
    ]  # fmt: skip


def test_what_was_put_back_and_is_left_out_again_is_told_again(at: Any) -> None:
    desk = at("design")
    walker = left_out(desk)
    again(walker, "Aligned by the table.", d5=OUTCOMES, d13=assessed("LO1", "LO2", "LO3"))
    again(walker, "Aligned by that table.", **LEFT_OUT)
    assert [done for _text, done in told(desk)] == [True, False]


def test_what_a_whole_design_told_a_module_does_not_mark_as_done(at: Any) -> None:
    desk = at("design")
    by_module.design_by_module(desk)
    desk.execute(do.ChooseSigning(form="MC-1/F7", by_module=False))
    desk.execute(do.FillForm(form="MC-1/F7", rows=LEFT_OUT, replace=True))
    desk.execute(do.FreezeForm(form="MC-1/F7"))
    desk.execute(do.ChangeForm(form="MC-1/F7"))
    desk.execute(do.ChooseSigning(form="MC-1/F7"))
    desk.execute(do.FreezeForm(form=by_module.FIRST))
    assert [done for _text, done in told(desk)] == [False]


def test_a_design_that_is_signed_by_module_tells_it_with_its_course(at: Any) -> None:
    desk = at("design")
    by_module.design_by_module(desk)
    desk.execute(do.FillForm(form="MC-1/F7", rows=LEFT_OUT, replace=True))
    desk.execute(do.FreezeForm(form=by_module.FIRST))
    assert not told(desk)
    desk.execute(do.FreezeForm(form=by_module.COURSE))
    assert [("LO3" in text, done) for text, done in told(desk)] == [(True, False)]
    desk.execute(do.CloseComment(comment=desk.form(form_of(desk, "F7")).comments[-1].id))
    desk.execute(do.ChangeForm(form=by_module.COURSE))
    Walker(desk).fill("F7", {"d3": "Aligned by the table."})
    desk.execute(do.FreezeForm(form=by_module.COURSE))
    assert [done for _text, done in told(desk)] == [True]
