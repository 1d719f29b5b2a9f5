"""What was removed for ever, where the work around it is carried out once more."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import value_id
from mcdesk.procedure.records import MARK, FormValue
from tests.asking import form_of


def test_what_wrote_only_words_that_are_gone_writes_nothing_again(at):
    """The place keeps the words of its removal, in the version that was there before."""
    desk = at("proposal")
    form, began = form_of(desk, "F2"), desk.replica().head.seq
    desk.execute(do.SetValue(form=form, path="p3", new="Somebody's name"))
    desk.execute(do.SetValue(form=form, path="p10", new="What stays."))
    desk.execute(do.RemoveContent(form=form, path="p3", reason="Asked"))
    assert version_of(desk, form) == 2
    assert not desk.take_in((), began).collided
    assert version_of(desk, form) == 1
    view = desk.form(form)
    assert view.content.text("p3").startswith(MARK)
    assert view.content.text("p10") == "What stays."
    assert [line.kind for line in desk.history(form=form, limit=2)] == [
        "ContentRemoved",
        "ValueSet",
    ]
    assert not desk.attention()


def version_of(desk, form: str) -> int:
    with desk.store.read() as reader:
        return reader.find(FormValue, value_id(form, "p3")).row_version
