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


def attach_some(desk) -> None:
    attach(desk, "needs.pdf", FORM)
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
