"""Typing, sending and what others change, laid over each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.procedure.commands import AddRow, MoveRow, RemoveRow, SetCell, SetValue
from mcdesk.procedure.content import Content, Row
from mcdesk.ui.forms.fold import Edit, applied, with_value
from mcdesk.ui.forms.ledger import Ledger
from tests.ui.forms.fakes import make_view

ROWS = tuple(Row(f"r{n}", str(n), {"code": f"LO{n}"}) for n in (1, 2, 3))


def ledger(**values: object) -> Ledger:
    return Ledger(make_view(values=values, rows={"p20": ROWS}))


def changed(made: Ledger, path: str, value: object) -> None:
    """Let somebody else change a value."""
    made.take(replace(made.view, content=with_value(made.view.content, path, value)))


def test_an_edit_carries_the_base_that_was_on_screen() -> None:
    made = ledger(p1="old")
    made.enter("p1")
    made.write("p1", "new")
    changed(made, "p2", "elsewhere")
    batch, unchanged = made.plan(made.leave("p1"))
    assert batch is not None
    assert batch.commands == (SetValue(form="form-1", path="p1", new="new", base="old"),)
    assert unchanged == []


def test_typing_and_taking_it_back_sends_nothing() -> None:
    made = ledger(p1="old")
    made.write("p1", "new")
    made.write("p1", "old")
    assert made.plan(made.leave("p1")) == (None, ["p1"])


def test_text_is_cleaned_only_when_it_is_sent() -> None:
    made = ledger()
    made.write("p10", "a\r\nb\0")
    assert made.content.value("p10") == "a\r\nb\0"
    batch, _ = made.plan(made.leave("p10"))
    assert batch is not None
    assert batch.edits == (Edit("p10", None, "a\nb"),)


def test_typing_on_while_sending_builds_on_what_was_sent() -> None:
    made = ledger(p1="a")
    made.enter("p1")
    made.write("p1", "ab")
    batch, _ = made.plan(made.free())
    assert batch is not None
    made.sending(batch)
    made.write("p1", "abc")
    assert made.open["p1"].base == "ab"
    made.landed(batch, replace(made.view, content=Content({"p1": "ab"})))
    assert made.content.value("p1") == "abc"
    assert not made.conflicts


def test_another_sentence_of_a_long_text_is_merged() -> None:
    made = ledger(p10="One stays. Two stays.")
    made.write("p10", "One stays. Two is mine.")
    changed(made, "p10", "One is theirs. Two stays.")
    assert made.content.value("p10") == "One is theirs. Two is mine."
    assert made.open["p10"].base == "One is theirs. Two stays."


def test_the_same_place_is_a_conflict_and_nothing_is_lost() -> None:
    made = ledger(p1="old")
    made.write("p1", "mine")
    changed(made, "p1", "theirs")
    conflict = made.conflicts["p1"]
    assert (conflict.mine, conflict.theirs) == ("mine", "theirs")
    assert made.content.value("p1") == "mine"
    assert made.leave("p1") == []
    assert made.free() == []
    made.keep_mine("p1")
    batch, _ = made.plan(made.leave("p1"))
    assert batch is not None
    assert batch.commands == (SetValue(form="form-1", path="p1", new="mine", base="theirs"),)


def test_taking_theirs_gives_the_edit_back_to_be_kept() -> None:
    made = ledger(p1="old")
    made.write("p1", "mine")
    changed(made, "p1", "theirs")
    assert made.drop("p1") == Edit("p1", "old", "mine")
    assert made.content.value("p1") == "theirs"
    assert not made.conflicts


def test_the_same_change_by_both_is_no_conflict() -> None:
    made = ledger(p1="old")
    made.write("p1", "same")
    changed(made, "p1", "same")
    assert not made.open
    assert not made.conflicts


def test_a_refused_batch_stays_as_typed_text() -> None:
    made = ledger(p1="old")
    made.write("p1", "mine")
    batch, _ = made.plan(made.free())
    assert batch is not None
    made.sending(batch)
    made.bounced(batch)
    assert made.content.value("p1") == "mine"
    assert made.stuck == {"p1"}
    assert made.free() == []
    made.write("p1", "mine again")
    assert [edit.value for edit in made.free()] == ["mine again"]


def test_a_cell_of_a_new_row_adds_the_row_once() -> None:
    made = ledger()
    made.write("p20/new/code", "LO4")
    batch, _ = made.plan(made.free())
    assert batch is not None
    assert batch.commands == (AddRow(form="form-1", field="p20", cells={"code": "LO4"}, id="new"),)
    made.sending(batch)
    made.write("p20/new/bloom", "C1")
    batch, _ = made.plan(made.free())
    assert batch is not None
    assert isinstance(batch.commands[0], SetCell)


@pytest.mark.parametrize(
    ("command", "order"),
    [
        (AddRow(form="f", field="p20", id="x"), ["r1", "r2", "r3", "x"]),
        (AddRow(form="f", field="p20", id="x", after="r1"), ["r1", "x", "r2", "r3"]),
        (AddRow(form="f", field="p20", id="x", after="^"), ["x", "r1", "r2", "r3"]),
        (MoveRow(form="f", field="p20", row="r3", after="^"), ["r3", "r1", "r2"]),
        (MoveRow(form="f", field="p20", row="r1", after="r3"), ["r2", "r3", "r1"]),
        (RemoveRow(form="f", field="p20", row="r2"), ["r1", "r3"]),
    ],
)
def test_rows_are_shown_as_they_will_be(command: object, order: list[str]) -> None:
    content = applied(Content({}, {"p20": ROWS}), command)  # type: ignore[arg-type]
    assert [row.id for row in content.rows["p20"]] == order


def test_a_batch_refused_behind_which_another_flies_leaves_the_last_letters() -> None:
    made = ledger()
    stored_before = made.view.content.value("p1")
    for letters in ("b", "a"):
        made.write("p1", letters)
        batch, _ = made.plan(made.leave("p1"))
        made.sending(batch)
    first, second = made.flying
    made.bounced(first)
    assert made.content.value("p1") == "a"
    made.bounced(second)
    assert made.content.value("p1") == "a"
    assert made.open["p1"].base == stored_before


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "leave", "land", "bounce", "theirs", "mine"]),
        st.sampled_from(["p1", "p2"]),
        st.sampled_from(["a", "b", "c"]),
    ),
    max_size=25,
)


@given(STEPS)
def test_what_is_being_typed_always_stands_on_screen(  # noqa: C901 - a small machine
    steps: list[tuple[str, str, str]],
) -> None:
    """Whatever others do and however sending ends, the last typed letter is what is seen."""
    made = ledger()
    content = made.view.content
    typed: dict[str, object] = {}
    for step, path, letter in steps:
        if step == "write":
            typed[path] = letter
            made.write(path, letter)
        elif step == "leave":
            batch, _ = made.plan(made.leave(path))
            if batch is not None:
                made.sending(batch)
        elif step in ("land", "bounce") and made.flying:
            batch = made.flying[0]
            if step == "land":
                untouched = [p for p, edit in made.open.items() if edit.value == edit.base]
                for command in batch.commands:
                    content = applied(content, command)
                made.landed(batch, replace(made.view, content=content))
                typed.update({p: made.content.value(p) for p in untouched})
            else:
                made.bounced(batch)
        elif step == "theirs":
            untouched = [p for p, edit in made.open.items() if edit.value == edit.base]
            content = with_value(content, path, f"{letter}!")
            made.take(replace(made.view, content=content))
            typed.update({p: made.content.value(p) for p in untouched})
        elif step == "mine":
            made.keep_mine(path)
        for place, edit in made.open.items():
            assert made.content.value(place) == edit.value == typed[place]
