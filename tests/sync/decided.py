"""A proposal that members of a team freeze and sign, and what each of them sees of it."""

from __future__ import annotations

from mcdesk.application.views import AttentionLine
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Revision, SignOff
from tests.sync.meeting import form_of, meet
from tests.walk import PEOPLE

OURS, THEIRS = "The catalogue says this.", "The catalogue says that."


def sign(desk, role: str) -> None:
    desk.execute(
        do.SignForm(form="MC-1/F2", role=role, person=PEOPLE[role], medium="paper", scan_owed=True)
    )


def freeze(desk) -> str:
    """Freeze the proposal, and return the digest of what was frozen."""
    desk.execute(do.FreezeForm(form="MC-1/F2"))
    return frozen(desk)[0].digest


def frozen(desk) -> list[Revision]:
    form = form_of(desk).form_id
    with desk.store.read() as reader:
        return list(reader.select(Revision, form_id=form))


def decided(desk) -> list[SignOff]:
    form = form_of(desk).form_id
    with desk.store.read() as reader:
        return list(reader.select(SignOff, form_id=form))


def exchange(team) -> None:
    team.sync("r0")
    meet(team)


def roles(desk) -> list[str]:
    return sorted(each.role for each in decided(desk))


def asked(desk) -> list[AttentionLine]:
    return [line for line in desk.attention() if line.kind != "Notice"]
