"""Workspaces made apart, and one brought into another."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from mcdesk.application.views import Choices
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Person, TeamMember
from mcdesk.signing.keys import KeyBunch
from mcdesk.signing.vault import Memory
from tests.sync.conftest import clock, found
from tests.walk import Walker, create, set_up

ALL = Choices(names=True)


def made(path: Path, name: str, first: str) -> Path:
    """Make a workspace in which a card was signed on paper and in the program."""
    app = clock()
    desk = app.create(path, name, first)
    vault = Memory()
    desk.keys = KeyBunch(name, lambda: vault)
    with closing(desk):
        set_up(desk)
        create(desk, "MC-9" if first != "CTL-01" else "MC-5")
        desk.execute(do.ChangePerson(person="SME-03", email="SME-03@example.org"))
        walker = Walker(desk)
        walker.assignment()
        walker.discussion()
        walker.fill_proposal()
        walker.freeze("F2")
        me = desk.person_id
        sme = next(line.id for line in desk.info().persons if line.name == "SME-03")
        desk.use_person(sme)
        desk.execute(do.SignForm(form="MC-1/F2", role="sme", decision="approve", person="SME-03",
                                 medium="program"))  # fmt: skip
        desk.use_person(me)
        walker.sign("F2", "dean")
        scan = path.with_name(f"{name}.pdf")
        scan.write_bytes(b"%PDF-1.4 " + name.encode())
        digest, size = desk.store_file(scan)
        desk.execute(do.AttachFile(card="MC-1", name="scan.pdf", digest=digest, size=size,
                                   purpose="other"))  # fmt: skip
        desk.execute(do.SetSetting(key="passing_mark", value=80))
    return path


def card_in(plan, code: str):
    return next(card for card in plan.cards if card.code == code)


def bring(app, desk, path, **more):
    """Bring everything in, also what looks the same."""
    plan = app.plan_bringing(desk, path, ALL)
    bring = frozenset(card.id for card in plan.cards)
    return app.bring_in(desk, path, Choices(names=True, bring=bring, **more))


def read(app, path, question):
    """Ask another workspace something."""
    desk = app.open(path, read_only=True)
    with closing(desk):
        return question(desk)


def put_away(desk) -> list[str]:
    """Return the roles on teams that entries hold which stand behind others."""
    second = {each.id for each in found(desk, Person) if each.same_as}
    assert second
    return [each.role for each in found(desk, TeamMember) if each.person_id in second]


def whole(desk):
    with desk.store.look() as unit:
        return unit.lines_after(0)
