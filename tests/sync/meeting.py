"""What tests of meeting at the hub do: write a text, read it, let everybody exchange."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import form_id
from mcdesk.procedure.records import Form
from tests.sync.conftest import Team


def form_of(desk, kind: str = "F2", code: str = "MC-1"):
    return desk.form(form_id("card", desk.outline(code).tile.id, kind))


def number_of(desk, code: str) -> str:
    form = form_of(desk, code=code).form_id
    with desk.store.read() as reader:
        return reader.find(Form, form).number


def write(desk, text: str, path: str = "p10") -> None:
    """Write a text over what is on screen."""
    view = form_of(desk)
    base = view.content.value(path)
    desk.execute(do.SetValue(form=view.form_id, path=path, base=base, new=text))


def text_of(desk, path: str = "p10") -> str:
    return form_of(desk).content.text(path)


FILE = pytest.mark.parametrize("team", ["file"], indirect=True)
"""For what only happens to a file."""


def meet(team: Team) -> None:
    for name in ("r0", "r1", "r0", "r1"):
        team.sync(name)
