"""Whether a frozen version lists a file is known wherever the file can be removed."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from tests.asking import form_of
from tests.storage.by_module import COURSE, FIRST, WHOLE, design_by_module
from tests.storage.conftest import freeze_proposal

FORM = "MC-1/F2"


def attach(desk, name: str, form: str, purpose: str = "other") -> None:
    desk.execute(do.AttachFile(card="MC-1", form=form, name=name, size=0, digest="",
                               link=f"https://drive.example/{name}", purpose=purpose))  # fmt: skip


def listed(files) -> dict[str, int]:
    return {file.name: file.listed for file in files}


def attach_needs(desk) -> None:
    attach(desk, "needs.pdf", FORM)


def attach_some(desk) -> None:
    attach_needs(desk)
    attach(desk, "scan.pdf", FORM, "scan")
    attach(desk, "card.pdf", "")


def test_the_card_and_the_form_tell_the_newest_version_that_lists_a_file(at):
    desk = at("proposal", attach_some, freeze_proposal)
    attach(desk, "later.pdf", FORM)
    attach(desk, "topic.pdf", "MC-1/R1")
    form = form_of(desk, "F2")
    own = {"needs.pdf": 1, "later.pdf": 0}
    assert listed(desk.form(form).attached) == own
    rest = {"scan.pdf": 0, "card.pdf": 0, "topic.pdf": 0}
    assert listed(desk.page("MC-1").files) == {**own, **rest}
    desk.execute(do.ChangeForm(form=FORM))
    desk.execute(do.SetValue(form=FORM, path="p47", new="Another text for the catalogue"))
    desk.execute(do.FreezeForm(form=FORM))
    own = {"needs.pdf": 2, "later.pdf": 2}
    assert listed(desk.form(form).attached) == own
    assert listed(desk.page("MC-1").files) == {**own, **rest}


def test_what_is_attached_to_a_form_is_listed_by_its_parts_and_not_the_other_way_round(at):
    desk = at("design", design_by_module)
    attach(desk, "whole.pdf", WHOLE)
    attach(desk, "course.pdf", COURSE)
    desk.execute(do.FreezeForm(form=FIRST))
    expected = {"whole.pdf": 1, "course.pdf": 0}
    assert listed(desk.page("MC-1").files) == expected
    assert listed(desk.form(form_of(desk, "F7")).attached) == {"whole.pdf": 1}
    desk.execute(do.FreezeForm(form=COURSE))
    assert listed(desk.page("MC-1").files) == {"whole.pdf": 1, "course.pdf": 1}
    row = desk.form(form_of(desk, "F7")).content.table("d11")[0].id
    for part, times, newest in ((COURSE, "a", 2), (FIRST, "bc", 3), (COURSE, "de", 4)):
        for text in times:
            desk.execute(do.ChangeForm(form=part, reason="r"))
            if part == COURSE:
                desk.execute(do.SetValue(form=WHOLE, path="d3", new=text))
            else:
                desk.execute(do.SetCell(form=WHOLE, field="d11", row=row, column="title", new=text))
            desk.execute(do.FreezeForm(form=part))
        assert listed(desk.page("MC-1").files)["whole.pdf"] == newest


def test_a_version_that_was_frozen_while_a_file_was_removed_does_not_list_it(at):
    desk = at("proposal", attach_needs, freeze_proposal)
    form = form_of(desk, "F2")
    desk.execute(do.ChangeForm(form=FORM))
    removed = desk.execute(do.RemoveFile(file=desk.form(form).attached[0].id))
    desk.execute(do.SetValue(form=FORM, path="p47", new="Another text for the catalogue"))
    desk.execute(do.FreezeForm(form=FORM))
    desk.execute(do.UndoEvent(of=removed.events[0]))
    assert desk.form(form).header.version == 2
    assert desk.sheet(form, "frozen").attached == ()
    assert listed(desk.form(form).attached) == {"needs.pdf": 1}
    assert listed(desk.page("MC-1").files) == {"needs.pdf": 1}
