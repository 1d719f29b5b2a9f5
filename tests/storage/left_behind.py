"""Cards whose forms begin in a wording that dropped fields, and what is told of it."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from mcdesk.script.written import wrong_values
from tests.asking import form_of
from tests.walk import Walker

DROPPED = (
    ("F7.toml", 'id = "d3"\n', 'id = "d33"\n'),
    (
        "F7.toml",
        '{ id = "note", label = { en = "What it means for the design"',
        '{ id = "meaning", label = { en = "What it means for the design"',
    ),
)
OTHER_TOPICS = (
    ("R2.toml", '{ id = "modules", label', '{ id = "contents", label'),
    ("R2.toml", 'id = "dudi"', 'id = "industry"'),
    ("R2.toml", 'id = "present"', 'id = "attending"'),
)


def view_of(desk, code: str = "MC-1"):
    return desk.form(form_of(desk, "F7", code))


def completed(desk) -> None:
    """Complete the micro-credential, by the wording that it began under."""
    Walker(desk).complete()


def revised(desk, stage: str):
    """Return the design of a revision that begins at a stage, and what a script is told of it."""
    command = do.StartRevision(card="MC-1", stage=stage, reason="law", code="MC-2")
    changes = desk.execute(command)
    told = wrong_values(command, changes, desk)
    return view_of(desk, "MC-2"), told
