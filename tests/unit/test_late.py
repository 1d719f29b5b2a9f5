"""What a revision may leave open: fields that fall due only behind their form's own gate."""

from __future__ import annotations

from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.late import left_open
from mcdesk.procedure.load import read_form
from mcdesk.procedure.records import Revision
from mcdesk.procedure.rows import content_as_data

NAMES = '{ en = "X", id = "X" }'
HEAD = f"""
id = "X2"
version = "1"
title = {NAMES}
short = {NAMES}
stage = "proposal"
[[section]]
id = "s"
title = {NAMES}
"""
COLUMN = f'column = [{{ id = "n", label = {NAMES}, type = "line" }}]'


def field(id_: str, *more: str, kind: str = "text", required: str = "block") -> str:
    lines = (f'id = "{id_}"', f"label = {NAMES}", f'type = "{kind}"', f'required = "{required}"')
    return "\n".join(("[[section.field]]", *lines, *more, ""))


FIELDS = (
    field("now"),
    field("own", 'due = "proposal"'),
    field("later", 'due = "components"'),
    field("rows", 'due = { essential = "proposal", full = "components" }', COLUMN, kind="table"),
    field("never", 'due = "components"', required="off"),
)
FORM = read_form(HEAD + "".join(FIELDS), "x2.toml", [])


def revision(open_paths: list[str], content: Content) -> Revision:
    return Revision(
        id="r", form_id="f", card_id="c", version=1, digest="", definition_id=FORM.digest,
        open_paths=json_text(open_paths), content=json_text(content_as_data(content)),
    )  # fmt: skip


def test_a_revision_is_believed_only_of_what_may_be_late_and_is_empty():
    """Who freezes writes what was left open: a text that is signed must not be among it."""
    everything = ["now", "own", "later", "rows", "never", "unknown"]
    empty = Content({"now": "Shown", "later": ""}, {"rows": ()})
    assert left_open(FORM, revision(everything, empty)) == ("later", "rows")
    assert left_open(FORM, revision([], empty)) == left_open(FORM, None) == ()
    filled = Content({"later": "Shown"}, {"rows": (Row("i", "a", {"n": "1"}),)})
    assert left_open(FORM, revision(everything, filled)) == ()
