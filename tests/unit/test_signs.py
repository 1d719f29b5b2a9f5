"""Which signs names, logins and addresses may have, and what a place of a form may hold."""

from __future__ import annotations

import pytest

from mcdesk.application.handlers.called import as_called
from mcdesk.procedure.canonical import TURNING
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.records import Person
from mcdesk.procedure.rules_types import may_hold
from mcdesk.procedure.signs import is_address, is_login, is_plain
from mcdesk.procedure.stage import Label

ARABIC, HEBREW = "محمد بن سعيد", "אברהם"


def test_letters_of_every_script_make_a_name_and_signs_that_turn_it_do_not():
    for name in (ARABIC, HEBREW, f"{ARABIC} (SME-03)", "Dr. Ng\u200c", "李 明", "\u200f" + HEBREW):
        assert is_plain(name), ascii(name)
    for sign in (*sorted(TURNING), "\x07", "\x1b", "\x85", "\u2028", "\0", "\n"):
        assert not is_plain(f"SME{sign}03"), ascii(sign)


def test_a_login_has_no_blanks_and_nothing_that_nobody_sees():
    assert all(map(is_login, ("sme-03", "s.me@uph.edu", "UPH\\sme03", ARABIC[:4], "")))
    for login in ("a b", " a", "a\tb", "a\n", "a\u00a0b", "a\x01", "a\u202eb", "a\u200bb",
                  "a" * 81):  # fmt: skip
        assert not is_login(login), ascii(login)


def test_an_address_has_somebody_and_somewhere():
    assert all(map(is_address, ("a@b", "sme-03@uph.edu", "s.o'me+x@mail.uph.ac.id", "é@ü.id")))
    for text in ("", "x", "@b", "a@", "a@b@c", "a b@c.id", "a@b c.id", "a,b@c.id", "<a@b.id>",
                 "a@b.id; c@d.id", "a@b\n.id", "a@b.id\u202e", "a@b.id\0"):  # fmt: skip
        assert not is_address(text), ascii(text)


@pytest.mark.parametrize("kind", list(FieldType))
def test_no_place_holds_an_object_and_few_hold_a_list(kind):
    entry = Field("p1", Label("Place", "Tempat"), kind)
    assert all(may_hold(entry, value) for value in (None, "", "text", "12", 3, True, False, [], {}))
    assert not may_hold(entry, {"a": 1})
    assert may_hold(entry, ["a", "b"]) == (kind in (FieldType.CHOICES, FieldType.TAGS))
    assert not may_hold(entry, [["a"]])
    assert not may_hold(entry, [{"a": 1}])


def test_what_somebody_has_already_is_not_judged_again():
    kept = Person(id="p", name="SME\u202e", email="nowhere", login="a b")
    given = {"name": kept.name, "email": kept.email, "login": kept.login, "position": " Lector\n"}
    assert as_called(given, kept) == {**given, "position": "Lector"}
