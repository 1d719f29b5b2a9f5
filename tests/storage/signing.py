"""The decisions that tests of signing record."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from mcdesk.sealing import Sealing
from tests.asking import form_of
from tests.honest import owing
from tests.walk import PEOPLE


def sign(desk, kind: str, role: str, decision: str = "approve", **given):
    given = owing({"person": PEOPLE.get(role, ""), "medium": "paper", **given})
    return do.SignForm(form=f"MC-1/{kind}", role=role, decision=decision, **given)


def line_of(desk, role: str):
    """Return the line of a role in the proposal of MC-1."""
    return next(line for line in desk.form(form_of(desk, "F2")).signatures if line.role == role)


def sealed_as(desk, role: str) -> bytes:
    """Seal the proposal as whoever signed it in a role; return the PDF."""
    me = desk.info().person_id
    desk.use_person(line_of(desk, role).person_id)
    Sealing(form_of(desk, "F2"), role)(desk)
    desk.use_person(me)
    return desk.file_path(line_of(desk, role).sealed.digest).read_bytes()
