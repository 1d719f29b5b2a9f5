"""A server takes the names, logins and addresses that the program takes."""

from __future__ import annotations

import psycopg
import pytest

from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import Idea, changed
from mcdesk.procedure.signs import is_address, is_login, is_plain
from tests.sync.conftest import Team, address_of
from tests.sync.forger import must_refuse
from tests.sync.two_faculties import hub, member

__all__ = ["hub", "member"]  # fixtures

RULES = {"is_plain": is_plain, "is_login": is_login, "is_address": is_address}
SHAPES = {"is_plain": "a{}b", "is_login": "a{}b", "is_address": "a{}b@c.id"}
TEXTS = (
    "", "x", "a@b", "@b", "a@", "a@b@c", "a b@c.id", "a@b c.id", "a,b@c", "<a@b>", "a@b;c@d", "é@ü",
    "a" * 81, "a" * 80, "a b", "\u0645\u062d\u0645\u062f", "(a)@b", "a[1]@b", "a\\b@c", 'a"b@c',
)  # fmt: skip


@pytest.mark.parametrize("rule", list(RULES))
def test_a_server_and_the_program_judge_every_sign_alike(shared: Team, server, rule):
    judge = RULES[rule]
    with psycopg.connect(address_of(server, shared.hub.engine.url.database)) as connection:
        for text in TEXTS:
            (taken,) = connection.execute(f"select hub.{rule}(%s)", (text,)).fetchone()
            assert taken == judge(text), ascii(text)
        made = SHAPES[rule].replace("{}", "' || chr(n) || '")
        every = "select n from generate_series(1, 1114111) n where n not between 55296 and 57343"
        rows = connection.execute(f"{every} and not hub.{rule}('{made}')")
        refused = {code for (code,) in rows}
    signs = (code for code in range(1, 0x110000) if not 0xD800 <= code <= 0xDFFF)
    assert refused == {code for code in signs if not judge(SHAPES[rule].format(chr(code)))}


def test_a_command_says_nothing_that_it_has_no_room_for(member):
    lead = member("CTL-01")
    idea = Idea(id=new_id(), title="Law", from_whom="", note="", received_on="2026-11-23")
    said = {"do": "NoteIdea", "title": "Law"}
    must_refuse(lead, "NoteIdea has nothing of this name: strange", "IdeaNoted", (None, idea),
                command={**said, "strange": 1})  # fmt: skip
    must_refuse(lead, "NoteIdea has nothing of this name: strange", "IdeaNoted", (None, idea),
                command={**said, "strange": True})  # fmt: skip
    nothing = ("", None, False, 0, [], {})
    empty = {**said, **{f"newer_{n}": value for n, value in enumerate(nothing)}}
    assert lead.push(lead.event("IdeaNoted", (None, idea), command=empty)) == "ok"


def test_an_id_is_none_that_leads_elsewhere(member):
    lead = member("CTL-01")
    idea = Idea(id=new_id(), title="Law", from_whom="", note="", received_on="2026-11-23")
    for id_ in ("../../x", "a/b", " a", "a\u202eb", "a" * 65):
        must_refuse(lead, "this cannot be an id", "IdeaNoted", (None, changed(idea, id=id_)))
