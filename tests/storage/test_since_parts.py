"""What a script prints of a design that is signed module by module, with what changed."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.script.printing import sheets_of
from tests.asking import form_of
from tests.conftest import TODAY
from tests.storage.by_module import COURSE, FIRST, SECOND, WHOLE, design_by_module, sign_all

TWO = "CTL-02"


@pytest.fixture
def desk(at):
    """A design of two modules, of which one is frozen."""
    desk = at("design", design_by_module)
    desk.execute(do.FreezeForm(form=FIRST))
    return desk


@pytest.fixture
def signed(at):
    """A design whose course and modules were all signed; since then module 2 has a version 2."""
    desk = at("design", design_by_module, sign_all)
    change_second(desk, "Draft two clauses")
    desk.execute(do.FreezeForm(form=SECOND))
    return desk


def change_second(desk, text: str) -> None:
    desk.execute(do.ChangeForm(form=SECOND, reason="r"))
    desk.execute(do.SetCell(form=WHOLE, field="d7", row="2", column="statement", new=text))


def printed(desk, since: str, kind: str = "auto", by: str = ""):
    """Return what is printed: of which kind, what changed in it, and its short name."""
    (line,) = (form for form in desk.outline("MC-1").forms if form.kind == "F7")
    sheets = sheets_of(desk, line, kind, 0, since, by)
    return [(each.kind, [one.field for one in each.since.found], each.definition.short.en)
            for each in sheets]  # fmt: skip


def test_once_a_part_is_frozen_what_changed_since_a_day_or_a_look_is_marked_in_the_whole(desk):
    ((kind, found, name),) = printed(desk, TODAY.isoformat())
    assert (kind, name) == ("draft", "Design")
    assert {"d3", "d7", "d11", "d12"} <= set(found)
    desk.look(form_of(desk, "F7"))
    desk.execute(do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    assert printed(desk, "look") == [("draft", ["d3"], "Design")]


def test_so_it_is_when_all_of_them_are_signed(signed):
    assert [kind for kind, _found, _name in printed(signed, TODAY.isoformat())] == ["draft"]
    signed.look(form_of(signed, "F7"))
    assert printed(signed, "look") == [("draft", [], "Design")]


def test_what_changed_since_the_version_before_of_each_part_is_marked_in_the_whole(signed):
    """As a preview offers it."""
    assert printed(signed, "last") == [("draft", ["d7"], "Design")]
    signed.execute(do.ChangeForm(form=COURSE, reason="r"))
    signed.execute(do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    assert printed(signed, "last") == [("draft", ["d3", "d7"], "Design")]


def test_since_a_versions_number_the_parts_are_printed_that_have_a_later_text(signed):
    second = "Design, module 2 Clauses"
    assert printed(signed, "version:1") == [("frozen", ["d7"], second)]
    change_second(signed, "Draft three clauses")
    assert printed(signed, "version:2") == [("draft", ["d7"], second)]
    signed.execute(do.ChangeForm(form=COURSE, reason="r"))
    signed.execute(do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    told = printed(signed, "version:1")
    assert [(kind, found) for kind, found, _name in told] == [("draft", ["d3"]), ("draft", ["d7"])]


def test_as_frozen_the_parts_are_printed_that_stand_so(signed):
    second = "Design, module 2 Clauses"
    assert printed(signed, "last", "frozen") == [("frozen", ["d7"], second)]
    told = printed(signed, TODAY.isoformat(), "frozen")
    assert [kind for kind, _found, _name in told] == ["frozen"] * 3
    signed.execute(do.ChangeForm(form=COURSE, reason="r"))
    assert printed(signed, "version:1", "frozen") == [("frozen", ["d7"], second)]


def test_of_one_person_the_parts_are_left_out_in_which_they_changed_nothing(signed):
    signed.execute(do.AddPerson(name=TWO, roles=["ctl"]))
    me = signed.person_id
    name = next(each.name for each in signed.info().persons if each.id == me)
    signed.use_person(next(each.id for each in signed.info().persons if each.name == TWO))
    signed.execute(do.ChangeForm(form=COURSE, reason="r"))
    signed.execute(do.SetValue(form=WHOLE, path="d3", new="Aligned by hand."))
    signed.use_person(me)
    assert [found for _kind, found, _name in printed(signed, "version:1", by=TWO)] == [["d3"]]
    assert [found for _kind, found, _name in printed(signed, "version:1", by=name)] == [["d7"]]
    with pytest.raises(Refused, match="Nobody changed nothing since then"):
        printed(signed, "version:1", by="Nobody")


@pytest.mark.parametrize(("since", "kind", "why"), [
    ("version:9", "auto", "There is no version 9 of Design"),
    ("version:2", "auto", "Version 2 of Design, module 2 Clauses is not earlier than version 2"),
    ("version:9", "frozen", "There is no version 9 of Design"),
])  # fmt: skip
def test_what_no_part_has_is_refused_in_its_own_words(signed, since, kind, why):
    with pytest.raises(Refused, match=why):
        printed(signed, since, kind)


def test_where_no_part_has_a_version_before_that_is_said(desk):
    for kind in ("auto", "frozen"):
        with pytest.raises(Refused, match="There is no earlier version of Design"):
            printed(desk, "last", kind)
