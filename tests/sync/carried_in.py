"""What a packet brought, met in a hub that was put back: honest, and as somebody forges it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Office, StoredFile, TeamMember
from tests.conftest import TODAY
from tests.sync.conftest import found
from tests.sync.lost_hub import rename
from tests.sync.meeting import meet, text_of
from tests.walk import Walker

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET = "Identity card 317405"
FORM = "MC-1/F2"
Deed = Callable[[Any], object]


def nothing(_desk: Any) -> None:
    """Do nothing."""


def row(desk: Any) -> None:
    desk.execute(do.AddRow(form=FORM, field="p35", cells={"no": "1", "title": "A row"}))


def idea(desk: Any) -> None:
    desk.execute(do.NoteIdea(title="An idea"))


def secret(desk: Any) -> None:
    desk.execute(do.SetValue(form=FORM, path="p10", new=SECRET))


def frozen(desk: Any) -> None:
    """Fill a proposal with what is removed later, and freeze it."""
    walker = Walker(desk)
    walker.fill_proposal()
    base = text_of(desk)
    desk.execute(do.SetValue(form=FORM, path="p10", base=base, new=f"{base} {SECRET}."))
    walker.freeze("F2")


def attached(desk: Any) -> None:
    place = desk.store.path.with_name("card.pdf")
    place.write_bytes(b"%PDF-1.4")
    digest, size = desk.store_file(place)
    desk.execute(do.AttachFile(card="MC-1", name=f"{SECRET}.pdf", note=f"Of {SECRET}",
                               digest=digest, size=size))  # fmt: skip


def removed_file(desk: Any) -> None:
    (file,) = found(desk, StoredFile)
    desk.execute(do.RemoveContent(file=file.id, reason="asked for"))


def removed(desk: Any) -> None:
    desk.execute(do.RemoveContent(form=FORM, path="p10", reason="asked for"))


def in_team(desk: Any) -> None:
    desk.execute(do.JoinTeam(card="MC-1", person="TAKER", role="id", since="2026-11-02"))


def in_office(role: str) -> Deed:
    return lambda desk: desk.execute(do.AppointOffice(person="TAKER", role=role))


def out_of_team(until: str = TODAY.isoformat()) -> Deed:
    def leave(desk: Any) -> None:
        (member,) = found(desk, TeamMember, person_id=person_of(desk, "TAKER"))
        desk.execute(do.LeaveTeam(member=member.id, until=until))

    return leave


def out_of_office(desk: Any) -> None:
    (office,) = found(desk, Office, person_id=person_of(desk, "TAKER"))
    desk.execute(do.EndOffice(office=office.id, until=TODAY.isoformat()))


def person_of(desk: Any, name: str) -> str:
    return {each.name: each.id for each in desk.directory().people}.get(name, name)


@dataclass(frozen=True)
class Case:
    """What is written, and by whom it is taken in.

    Args:
        write: What its author writes.
        taker: Who takes it in.
        before: What everybody knows before.
        after: What follows in the workspace that has sent its entry, before the hub is put back.
        clock: How far the taker's clock is ahead of its author's.
    """

    write: Deed = row
    taker: str = "CTL-01"
    before: Deed = nothing
    after: Deed = nothing
    clock: timedelta = timedelta()


def opened(team: Any, name: str, clock: timedelta) -> App:
    """Let a workspace lie on a computer whose clock is ahead by so much, or behind."""
    start, ticks = NOON + clock, itertools.count()
    app = App(now=lambda: start + timedelta(seconds=next(ticks)), day=lambda: start.date())
    path = team.desks[name].store.path
    team.app.close(team.desks[name])
    team.desks[name] = app.open(path)
    return app


def brought_again(team: Any, case: Case, folder: Path, first: str) -> None:
    """Let one send what another takes in from a packet; put the hub back; let all exchange.

    Args:
        first: Whose entry comes first to the hub that was put back; the other one's was there.
    """
    one = team.desks["r0"]
    one.execute(do.AddPerson(name="TAKER"))
    case.before(one)
    meet(team)
    old = team.hub.path.read_bytes()
    case.write(one)
    path, _count = team.app.packet_out(one, folder / "one")
    takers = opened(team, "r1", case.clock)

    def take() -> None:
        with takers.acting_as(team.desks["r1"], case.taker):
            taken = takers.packet_in(team.desks["r1"], path)
        assert (taken.kept > 0, taken.collided) == (True, 0)

    sender, others = ("r1", ("r0", "r1")) if first == "author" else ("r0", ("r1", "r0"))
    if sender == "r1":
        take()
    team.sync(sender)
    case.after(team.desks[sender])
    team.sync(sender)
    team.hub.path.write_bytes(old)
    if sender == "r0":
        take()
    for name in others * 2:
        team.sync(name)


def with_later(team: Any) -> None:
    """Let everybody have all, and a later entry besides: what is forged stands in the midst."""
    for name in ("r0", "r1"):
        team.sync(name)
    rename(team.desks["r1"], "Later", "MC-2")
    for name in ("r1", "r0"):
        team.sync(name)
