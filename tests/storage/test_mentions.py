"""Remarks that name a person: found by name, open ones only, for whoever works here."""

from __future__ import annotations

from typing import Any

import pytest

from mcdesk.application.mentions import named_in
from mcdesk.procedure import commands as do

NAMES = {"Rina": {"r"}, "Rina Wijaya": {"w"}, "Dr. Rina Wijaya, M.M.": {"w"}, "Budi": {"b", "b2"}}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask @Rina Wijaya, please", {"w"}),
        ("@Rina: look", {"r"}),
        ("@dr. rina wijaya, m.m. and @Budi!", {"w", "b", "b2"}),
        ("@Rinas cat", set()),
        ("Rina Wijaya", set()),
        ("@", set()),
        ("mail rina@Budi.ac.id", set()),
        ("@Rina@Budi", {"r"}),
    ],
)
def test_of_two_names_the_longer_is_meant(text: str, found: set[str]) -> None:
    assert named_in(text, NAMES) == found


def write(desk: Any, text: str) -> str:
    desk.execute(do.OpenForm(card="MC-1", form="R1"))
    desk.execute(do.WriteComment(form="MC-1/R1", path="topic", text=text))
    forms = desk.page("MC-1").all_forms
    form = next(line.form_id for line in forms if line.kind == "R1")
    return str(desk.form(form).comments[-1].id)


def test_open_remarks_wait_for_whom_they_name(desk: Any, card: str) -> None:
    me = desk.info().person
    assert desk.mentions() == ()
    comment = write(desk, f"@{me} which year?")
    write(desk, "nobody is named")
    (line,) = desk.mentions()
    assert (line.card, line.kind, line.path, line.text) == (
        card, "R1", "topic", f"@{me} which year?",
    )  # fmt: skip
    desk.execute(do.CloseComment(comment=comment))
    assert desk.mentions() == ()
    desk.undo()
    assert len(desk.mentions()) == 1


def test_a_remark_waits_only_for_the_one_named(desk: Any, card: str) -> None:
    other = next(p for p in desk.info().persons if p.id != desk.info().person_id)
    write(desk, f"@{other.full_name or other.name} please")
    assert desk.mentions() == ()
    desk.use_person(other.id)
    assert len(desk.mentions()) == 1
