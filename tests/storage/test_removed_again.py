"""What was removed for ever, where the work around it is carried out once more."""

from __future__ import annotations

import json

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import value_id
from mcdesk.procedure.records import MARK, FormValue, Redaction
from tests.asking import form_of
from tests.storage.conftest import comes_out_the_same


def test_what_wrote_only_words_that_are_gone_writes_nothing_again(at):
    """The place keeps the words of its removal, in the version that was there before.

    The removal comes before all that wrote there: what waits again follows from it.
    """
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
        "ValueSet",
        "ContentRemoved",
    ]
    assert not desk.attention()


@pytest.mark.parametrize("thing", ["a file", "a remark"])
def test_what_was_added_and_removed_in_one_stretch_is_whole_once_more(app, at, tmp_path, thing):
    """It is added without the words the second time; the removal names that entry."""
    desk = at("proposal")
    began = desk.replica().head.seq
    if thing == "a file":
        source = tmp_path / "card.pdf"
        source.write_bytes(b"an identity card")
        digest, size = desk.store_file(source)
        desk.execute(do.AttachFile(card="MC-1", name="card.pdf", size=size, digest=digest, id="x"))
        desk.execute(do.RemoveContent(file="x", reason="Asked"))
    else:
        desk.execute(do.WriteComment(form="MC-1/F2", path="p10", text="Ask the lead.", id="x"))
        desk.execute(do.RemoveContent(comment="x", reason="Asked"))
    named = named_by(desk)
    assert app.check(desk.store.path) == ()
    comes_out_the_same(desk, began)
    assert [line[0] for line in named_by(desk)] == [line[0] for line in named]
    assert named_by(desk) != named
    assert app.check(desk.store.path) == ()
    assert not desk.attention()


def named_by(desk) -> list[list[str]]:
    """Return the entries that the one removal names, with their hashes."""
    with desk.store.read() as reader:
        (removal,) = reader.select(Redaction)
    return json.loads(removal.lines)


def version_of(desk, form: str) -> int:
    with desk.store.read() as reader:
        return reader.find(FormValue, value_id(form, "p3")).row_version
