"""Essentials of a shape that no form takes: what is stored already is read as far as it can be."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.essentials import essentials_of, fits

BAD = (
    {"outcomes": 5}, {"modules": [[1]]}, {"hours": {"a": 1}}, {"language": 5}, {"outcomes": [None]},
    {"kkni": [1]}, {"weeks": "abc"}, {"other": 1}, {"modules": "text"}, {"hours": 0},
    {"pace": ""}, {"weeks": True, "mode": None},
)  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_an_essential_of_another_shape_is_passed_over(bad):
    assert not any(fits(key, value) for key, value in bad.items())
    assert essentials_of(json.dumps({"kkni": "6", "outcomes": ["Sew"], **bad})) == {
        key: value for key, value in {"kkni": "6", "outcomes": ["Sew"]}.items() if key not in bad
    }


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.meddles
def test_what_another_program_stored_is_shown_as_far_as_it_can_be(app, desk, card, bad):
    desk.execute(do.TakeOverCard(
        title_en="Old", programme="LAW", stage="design", since="2026-10-01", code="MC-9",
        lead="SME-03", designer="ID-02", essentials={"kkni": "6"},
    ))  # fmt: skip
    path = desk.store.path
    desk.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE card SET essentials = ?", [json.dumps({"kkni": "6", **bad})])
        connection.commit()
    again = app.open(path)
    assert again.page("MC-9").essentials == ({} if "kkni" in bad else {"kkni": "6"})
    again.targets(["MC-9"])
    again.board()
    again.history("MC-9")
    again.execute(do.OpenForm(card="MC-9", form="F7"))
    again.execute(do.ChangeCard(card="MC-9", essentials={"weeks": 6}))
    assert again.page("MC-9").essentials["weeks"] == 6
    app.close(again)
