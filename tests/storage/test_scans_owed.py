"""Scans that decisions on paper owe: every one that stands is told (decisions.md, 15)."""

from __future__ import annotations

import pytest

from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from tests.honest import deliver
from tests.walk import PEOPLE, Walker


class Paid(Walker):
    """Hands in the scan with what is signed."""

    def sign(self, kind: str, *roles: str) -> None:
        super().sign(kind, *roles)
        self.desk.execute(do.AttachFile(
            card="MC-1", form=f"MC-1/{kind}", name="s.pdf", size=0, digest="", purpose="scan",
            link="https://drive.example/s.pdf",
        ))  # fmt: skip


def sign(desk, form: str, role: str, person: str = "", decision: str = "approve") -> None:
    """Record a decision on paper whose scan is to come."""
    desk.execute(do.SignForm(
        form=form, role=role, person=person or PEOPLE[role], decision=decision, medium="paper",
        scan_owed=True,
    ))  # fmt: skip


def attach(desk, tmp_path, form: str) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF signed")
    digest, size = desk.store_file(scan)
    desk.execute(do.AttachFile(
        card="MC-1", form=form, name="scan.pdf", size=size, digest=digest, purpose="scan",
    ))  # fmt: skip


def owed(desk) -> list[tuple[str, str, tuple[str, ...]]]:
    """What the card's box tells, and the board with it."""
    lines = desk.outline("MC-1").scans
    (tile,) = desk.store.tiles()
    assert tile.scans_owed == sum(len(line.who) for line in lines)
    return [(line.kind, line.sheet, tuple(name for name, _day in line.who)) for line in lines]


@pytest.fixture
def looped(at):
    """A card in its second loop, whose first owes the scans of R10 and R11."""
    desk = at("reexamination")
    deliver(desk)
    walker = Paid(desk)
    finding = {"component": "RM1", "place": "p. 2", "finding": "typo", "must_fix": "yes",
               "owner": PEOPLE["gd"], "kind": "content", "effort": "minor"}  # fmt: skip
    walker.fill("R10", {"verdict": "not_aligned"}, findings=[finding])
    walker.freeze("R10")
    sign(desk, "MC-1/R10", "sme")
    walker.move("master_course")
    tests = {f"tests.{number:02d}": "yes" for number in range(1, 11)}
    build = {"mode": "first", "build": "1", "lms": "moodle", "course": "C1",
             "link": "https://lms.example/c1", **tests}  # fmt: skip
    walker.fill("R11", build)
    walker.freeze("R11")
    sign(desk, "MC-1/R11", "id")
    walker.hand_in()
    walker.move("reexamination")
    return desk


FIRST_LOOP = [("R10", "1.1", ("SME-03",)), ("R11", "1.1", ("ID-02",))]


def test_what_the_loop_before_owes_is_told_in_the_next(looped, app, tmp_path):
    assert owed(looped) == FIRST_LOOP
    walker = Paid(looped)
    walker.fill("R10", {"verdict": "aligned"})
    walker.freeze("R10")
    sign(looped, "MC-1/R10", "sme")
    assert owed(looped) == [FIRST_LOOP[0], ("R10", "1.2", ("SME-03",)), FIRST_LOOP[1]]
    assert app.check(looped.store.path) == ()
    attach(looped, tmp_path, "MC-1/R10:1.1")
    assert owed(looped) == [("R10", "1.2", ("SME-03",)), FIRST_LOOP[1]]
    assert app.check(looped.store.path) == ()


def test_a_loop_before_the_last_owes_too(looped):
    walker = Paid(looped)
    for loop in (2, 3):
        walker.reexamine("not_aligned")
        walker.move("master_course")
        walker.build("rebuild", str(loop))
        walker.hand_in()
        walker.move("reexamination")
    assert owed(looped) == FIRST_LOOP[:1]  # the build before the rework counts no more


def test_with_the_next_round_the_one_before_owes_nothing(looped):
    walker = Paid(looped)
    walker.reexamine("aligned")
    walker.move("confirmation")
    assert owed(looped) == FIRST_LOOP
    walker.move("design", "the outcomes changed")
    assert owed(looped) == []


def test_every_assessor_s_sheet_owes_its_own_scan(confirming, app):
    desk = confirming
    deliver(desk)
    desk.execute(do.AddPerson(name="REV-02", roles=["rev"]))
    desk.execute(do.JoinTeam(card="MC-1", person="REV-02", role="rev"))
    walker = Walker(desk)
    walker.fill("F9", {"report": "Judged."})
    walker.freeze("F9")
    sign(desk, "MC-1/F9", "rev")
    desk.execute(do.OpenForm(card="MC-1", form="F9", scope="2"))
    walker.fill("F9", {"report": "Judged."})
    walker.freeze("F9")
    sign(desk, "MC-1/F9", "rev", "REV-02")
    assert owed(desk) == [("F9", "1.1", ("REV-01",)), ("F9", "1.2", ("REV-02",))]
    assert app.check(desk.store.path) == ()


def test_a_sheet_that_ctl_returned_is_told_though_another_was_begun_since(confirming):
    """What goes back to whom, and what falls on the way back, is asked of every sheet, too."""
    desk = confirming
    desk.execute(do.AddPerson(name="REV-02", roles=["rev"]))
    desk.execute(do.JoinTeam(card="MC-1", person="REV-02", role="rev"))
    walker = Walker(desk)
    walker.judge("eligible")
    desk.execute(do.OpenForm(card="MC-1", form="F9", scope="2"))
    (fallen,) = (line for line in desk.fallen("MC-1", "design") if line.kind == "F9")
    assert fallen.sheet == "1.1"
    form = "MC-1/F9:1.1"
    desk.execute(do.SignForm(form=form, role="ctl", person="CTL-01", decision="return",
                             medium="paper", scan_owed=True, note="Say which videos."))  # fmt: skip
    assert desk.outline("MC-1").tile.returned == "ctl"


def test_an_empty_file_is_no_scan(at, tmp_path):
    desk = at()
    empty = tmp_path / "scan.pdf"
    empty.touch()
    with pytest.raises(Trouble, match="empty"):
        desk.store_file(empty)
