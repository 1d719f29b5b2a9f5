"""What differs between a form and another content of its kind, and which rows stand together."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from mcdesk.application.comparison import Other, compare, editable, matched
from mcdesk.application.proposal import commands_of
from mcdesk.application.views import FormView
from mcdesk.procedure.commands import AddRow, MoveRow, RemoveRow, SetCell, SetValue
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.definition import (
    Choice,
    Column,
    Field,
    FieldType,
    FormDefinition,
    Item,
    Section,
)
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.stage import Label


def label(words: str) -> Label:
    return Label(words, words)


COLUMNS = (
    Column("code", label("Code"), FieldType.LINE),
    Column("text", label("Text"), FieldType.TEXT),
    Column("of", label("Belongs to"), FieldType.CHOICE),
    Column("sum", label("Sum"), FieldType.COMPUTED, compute="copied"),
)
TABLE = Field("t", label("Table"), FieldType.TABLE, columns=COLUMNS, rows=({"key": "first"},))
FIELDS = (
    Field("a", label("Line"), FieldType.LINE),
    Field("b", label("Yes or no"), FieldType.YESNO),
    TABLE,
    Field("c", label("List"), FieldType.CHECKLIST, items=(Item("01", label("One")),)),
    Field("s", label("Sum"), FieldType.COMPUTED, compute="copied"),
    Field("f", label("File"), FieldType.FILE),
    Field("k", label("Kind"), FieldType.CHOICE, choices=(Choice("x", label("X")),)),
)


def form(*fields: Field, digest: str = "d") -> FormDefinition:
    section = Section("all", label("All"), fields or FIELDS)
    return FormDefinition("F2", "1", label("Form"), label("Form"), "proposal", (section,), (), (),
                          digest=digest)  # fmt: skip


class View:
    """As much of a form's view as a comparison reads."""

    form_id = "mine"

    def __init__(self, content: Content, definition: FormDefinition | None = None) -> None:
        self.content, self.definition = content, definition or form()


def found(mine: Content, theirs: Content, definition: FormDefinition | None = None):
    view = cast("FormView", View(mine))
    return compare(view, Other("theirs", theirs, definition or form()))


def rows(*texts: str, id_: str = "") -> tuple[Row, ...]:
    """Return a row for each text `code: words`."""
    made = []
    for number, text in enumerate(texts):
        code, _colon, words = text.partition(": ")
        made.append(Row(f"{id_}{code}", f"{number:03}", {"code": code, "text": words}))
    return tuple(made)


def table(*texts: str, id_: str = "") -> Content:
    return Content({}, {"t": rows(*texts, id_=id_)})


def told(proposal) -> list[tuple[str, str]]:
    return [(one.act, one.path) for one in proposal.found]


def test_values_notes_and_items_that_differ_are_found_and_nothing_is_chosen() -> None:
    mine = Content({"a": "same", "b": "yes", "c.01": "yes", "s": "1", "f": "file-1", "k": "x"})
    theirs = Content({"a": "same", "b.note": "why", "c.01": "no", "s": "2", "f": "file-2"})
    proposal = found(mine, theirs)
    assert told(proposal) == [("value", p) for p in ("b", "b.note", "c.01", "k")]
    assert not any(one.is_chosen for one in proposal.found)
    assert {one.path: one.value for one in proposal.found} == {
        "b": None, "b.note": "why", "c.01": "no", "k": None,
    }  # fmt: skip
    (first, *_rest) = commands_of(proposal, proposal.found)
    assert first == SetValue(form="mine", path="b", new=None, base="yes")


def test_what_is_empty_on_both_sides_does_not_differ() -> None:
    assert found(Content({"a": ""}), Content({"k": None})).found == ()
    assert found(table("A: one"), table("A: one", id_="x")).found == ()


def test_rows_are_found_by_id_by_origin_by_words_and_by_likeness() -> None:
    usual = natural_id("row", "mine", "t", "first"), natural_id("row", "theirs", "t", "first")
    own = (
        Row("same", "1", {"code": "A"}),
        Row(usual[0], "2", {"code": "changed"}),
        Row(natural_id("row", "mine", "t", "source"), "3", {"code": "taken"}),
        Row("m4", "4", {"code": "D", "text": "the very words"}),
        Row("m5", "5", {"code": "E", "text": "other words"}),
        Row("m6", "6", {"code": "F", "text": "to judge what is urgent in a call"}),
        Row("m7", "7", {"code": "G", "text": "nothing like it"}),
    )
    theirs = (
        Row("same", "1", {"code": "B"}),
        Row(usual[1], "2", {"code": "x"}),
        Row("source", "3", {"code": "y"}),
        Row("t4", "4", {"code": "D", "text": "the very words"}),
        Row("t5", "5", {"code": "e", "text": "a text of its own"}),
        Row("t6", "6", {"code": "Z", "text": "to weigh what is urgent in a call"}),
        Row("t7", "7", {"code": "Q", "text": "quite something else"}),
    )
    pairs = matched(
        TABLE, ("mine", Content({}, {"t": own})), ("theirs", Content({}, {"t": theirs}))
    )
    assert pairs == {
        "same": "same", usual[1]: usual[0], "source": own[2].id, "t4": "m4", "t5": "m5", "t6": "m6",
    }  # fmt: skip


def test_two_rows_that_say_the_same_stand_beside_two() -> None:
    mine = Content({}, {"t": (*rows("A: x"), replace(rows("A: x")[0], id="A2"))})
    theirs = Content({}, {"t": (*rows("A: x", id_="t"), replace(rows("A: x")[0], id="tA2"))})
    assert found(mine, theirs).found == ()


def test_rows_that_differ_are_added_taken_out_moved_or_changed_in_their_cells() -> None:
    mine = table("A: one", "B: two", "C: three", "X: only here")
    theirs = table("C: three", "N: new", "M: next", "A: one!", "B: two", id_="t")
    proposal = found(mine, theirs)
    assert told(proposal) == [
        ("move", "t/C"), ("add", "t/tN"), ("add", "t/tM"), ("cell", "t/A/text"), ("remove", "t/X"),
    ]  # fmt: skip
    moved, new, following, changed, gone = commands_of(proposal, proposal.found)
    assert moved == MoveRow(form="mine", field="t", row="C", after="^")
    assert isinstance(new, AddRow)
    assert isinstance(following, AddRow)
    assert (new.cells, new.after) == ({"code": "N", "text": "new"}, "C")
    assert following.after == new.id
    assert changed == SetCell(
        form="mine", field="t", row="A", column="text", new="one!", base="one"
    )
    assert gone == RemoveRow(form="mine", field="t", row="X")
    only = commands_of(proposal, [proposal.found[2]])[0]
    assert isinstance(only, AddRow)
    assert only.after == "C"


def test_a_row_that_is_empty_here_is_neither_compared_nor_counted_wrongly() -> None:
    mine = Content({}, {"t": (Row("empty", "000", {}), *rows("A: one", id_="m"))})
    proposal = found(mine, table("A: two", id_="t"))
    assert told(proposal) == [("cell", "t/mA/text")]
    assert proposal.found[0].row == 2


def test_a_cell_that_names_a_row_names_the_one_beside_it() -> None:
    mine = Content({}, {"t": (Row("m1", "1", {"code": "A"}), Row("m2", "2", {"code": "B"}))})
    theirs = Content({}, {"t": (Row("t1", "1", {"code": "A"}),
                                Row("t2", "2", {"code": "B", "of": "t1"}))})  # fmt: skip
    (one,) = found(mine, theirs).found
    assert (one.path, one.value) == ("t/m2/of", "m1")


def test_what_only_one_wording_asks_is_not_compared_and_it_is_said() -> None:
    other = form(FIELDS[0], replace(FIELDS[1], type=FieldType.TICK), digest="other")
    mine = Content({"a": "one", "b": "yes"}, {"t": rows("A: one")})
    proposal = found(mine, Content({"a": "two", "b": True}), other)
    assert told(proposal) == [("value", "a")]
    assert "another wording" in proposal.notes[0].text


def test_only_what_is_open_can_be_taken_over() -> None:
    mine, theirs = Content({"a": "x"}, {"t": rows("A: one")}), Content(
        {"c.01": "no"}, {"t": (*rows("A: two"), *rows("B: two"))})  # fmt: skip
    proposal = found(mine, theirs)
    asked = []

    def can_edit(path: str, column: str) -> bool:
        if path not in form().fields:
            raise KeyError(path)
        asked.append((path, column))
        return path in ("a", "t")

    told_ = editable(proposal.found, can_edit)
    assert told_ == {"a": True, "c.01": False, "t/A/text": True, "t/B": True}
    assert ("t", "text") in asked
    assert ("t", "") in asked
