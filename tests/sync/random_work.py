"""Random work of people who do not see each other, for the protocol's own tests."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta

from mcdesk.errors import Refused, Trouble
from mcdesk.models import rebuilding
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import form_id
from mcdesk.procedure.records import Card
from tests.sync.conftest import Cut, Team
from tests.walk import PEOPLE

STEPS = ("", "", "identified", "read", "taken in", "before the push", "after the push",
         "after the push")  # fmt: skip


class Work:
    """Random work of people who do not see each other."""

    def __init__(self, team: Team) -> None:
        self.team, self.random = team, random.Random()
        self.written: dict[str, str] = {}
        self.removed: set[str] = set()
        self.told: Counter[str] = Counter()
        self.backup = None
        self.acknowledged: set[str] = set()
        """The events of which somebody was told that the hub has them."""

    def act(self, act: str, who: int, code: str, chance: random.Random) -> None:
        """Let one of those who work do something, which `chance` decides further."""
        self.random = chance
        desks = list(self.team.desks)
        getattr(self, act)(desks[who % len(desks)], code)

    def word(self, who: str) -> str:
        made = f"w{len(self.written)}w"
        self.written[made] = who
        return made

    def do(self, who: str, command, *made: str) -> bool:
        """Carry out a command; the words that it was to write are none where it is refused."""
        try:
            self.team.desks[who].execute(command)
        except Refused:
            self.told["refused at once"] += 1
            for word in made:
                del self.written[word]
            return False
        self.told[type(command).__name__] += 1
        return True

    def proposal(self, who: str, code: str):
        desk = self.team.desks[who]
        card = desk.outline(code).tile.id
        return desk.form(form_id("card", card, "F2"))

    def edit(self, who: str, code: str) -> None:
        """Write into, behind or out of a text, sentence by sentence."""
        view = self.proposal(who, code)
        base = view.content.text("p10")
        said = re.findall(r"[^.]+\.", base)
        place = self.random.randrange(len(said) + 1)
        kind = self.random.random()
        made = gone = ""
        if kind < 0.5 or not said:
            made = self.word(who)
            said.insert(place, f" New {made}.")
        elif kind < 0.8:
            made = self.word(who)
            place = min(place, len(said) - 1)
            said[place] = f"{said[place][:-1]} {made}."
        else:
            gone = said.pop(min(place, len(said) - 1))
        new = "".join(said).strip()
        command = do.SetValue(form=view.form_id, path="p10", base=base, new=new)
        if self.do(who, command, *filter(None, [made])):
            self.removed |= set(re.findall(r"w\d+w", gone))

    def cell(self, who: str, code: str) -> None:
        """Write over the text of a row."""
        view = self.proposal(who, code)
        rows = view.content.table("p20")
        if not rows:
            return
        row, made = self.random.choice(rows), self.word(who)
        base = row.text("statement")
        command = do.SetCell(form=view.form_id, field="p20", row=row.id, column="statement",
                             base=base, new=f"Also {made}.")  # fmt: skip
        if self.do(who, command, made):
            self.removed |= set(re.findall(r"w\d+w", base))

    def row(self, who: str, code: str) -> None:
        """Add a row, or remove one."""
        view = self.proposal(who, code)
        rows = view.content.table("p20")
        if rows and self.random.random() < 0.4:
            row = self.random.choice(rows)
            if self.do(who, do.RemoveRow(form=view.form_id, field="p20", row=row.id)):
                self.removed |= set(re.findall(r"w\d+w", row.text("statement")))
            return
        made = self.word(who)
        cells = {"code": "LO9", "statement": f"Row {made}."}
        self.do(who, do.AddRow(form=view.form_id, field="p20", cells=cells), made)

    def refill(self, who: str, code: str) -> None:
        """Put other rows in the place of all, as a script or a pasted table does."""
        view, made = self.proposal(who, code), [self.word(who), self.word(who)]
        gone = "".join(row.text("statement") for row in view.content.table("p20"))
        rows = [{"code": f"LO{n}", "statement": f"Anew {word}.", "bloom": "C4",
                 "domain": "skill"} for n, word in enumerate(made, 1)]  # fmt: skip
        command = do.FillForm(form=view.form_id, rows={"p20": rows}, replace=True)
        if self.do(who, command, *made):
            self.removed |= set(re.findall(r"w\d+w", gone))

    def freeze(self, who: str, code: str) -> None:
        self.do(who, do.FreezeForm(form=f"{code}/F2"))

    def change(self, who: str, code: str) -> None:
        self.do(who, do.ChangeForm(form=f"{code}/F2", reason="r"))

    def sign(self, who: str, code: str) -> None:
        """Decide on paper, or, where nobody looks who is at the desk, in the program."""
        desk = self.team.desks[who]
        self.freeze(who, code)
        role = (desk.outline(code).tile.waits_for.split() or ["sme"])[0]
        (person,) = (p.id for p in desk.info().persons if p.name == PEOPLE[role])
        medium = self.random.choice(("paper", "program") if self.team.hub.takes_from_all
                                    else ("paper",))  # fmt: skip
        before = desk.person_id
        desk.use_person(person if medium == "program" else before)
        owed = medium == "paper"
        self.do(who, do.SignForm(form=f"{code}/F2", role=role, person=person, medium=medium,
                                 scan_owed=owed))  # fmt: skip
        desk.use_person(before)

    def comment(self, who: str, code: str) -> None:
        form = self.proposal(who, code).form_id
        made = self.word(who)
        self.do(who, do.WriteComment(form=form, path="p10", text=f"Look {made}."), made)

    def move(self, who: str, code: str) -> None:
        """Send a card back, or hold and resume it."""
        kind = self.random.random()
        if kind < 0.4:
            self.do(who, do.HoldCard(card=code, reason="waits"))
        elif kind < 0.8:
            self.do(who, do.ResumeCard(card=code))
        else:
            self.do(who, do.MoveCard(card=code, to="2", reason="once more"))

    def rename(self, who: str, code: str) -> None:
        with self.team.desks[who].store.read() as reader:
            (card,) = reader.select(Card, code=code)
        before = card.short_title
        made = self.word(who)
        if self.do(who, do.ChangeCard(card=code, short_title=f"Title {made}"), made):
            self.removed |= set(re.findall(r"w\d+w", before))

    def fill(self, who: str, code: str) -> None:
        """Write over a value without saying what was on screen, as a script does."""
        view = self.proposal(who, code)
        before, made = view.content.text("p16"), self.word(who)
        if self.do(who, do.FillForm(form=view.form_id, values={"p16": f"Filled {made}."}), made):
            self.removed |= set(re.findall(r"w\d+w", before))

    def create(self, who: str, _code: str) -> None:
        title = f"Created {self.random.random()}"
        self.do(who, do.CreateCard(title_en=title, programme="LAW"))

    def sync(self, who: str, _code: str) -> None:
        try:
            self.team.sync(who, self.random.choice(STEPS))
        except Cut as cut:
            self.told[f"cut: {cut}"] += 1
        with self.team.desks[who].store.look() as unit:
            self.acknowledged |= {line.id for line in unit.lines_after(0)}

    def set_clock(self, who: str, _code: str) -> None:
        """Let a computer believe that it is a year later or earlier, or the right day again."""
        by = timedelta(days=self.random.choice((-365, 0, 365)))
        desk, app = self.team.desks[who], self.team.app
        desk._now = lambda: app.now() + by
        self.told["clock set"] += 1

    def copy(self, who: str, _code: str) -> None:
        if len(self.team.desks) < 4:
            self.team.copy(who, f"copy{len(self.team.desks)}")
            self.told["copied"] += 1

    def carry(self, who: str, code: str) -> None:
        """Take what waits, or that of one card, to somebody else as a file; now and then twice."""
        app, other = self.team.app, self.team.desks[self.random.choice(list(self.team.desks))]
        try:
            card = code if self.random.random() < 0.3 else ""
            path, _count = app.packet_out(self.team.desks[who], self.team.folder / "p", card=card)
            for time in range(self.random.choice((1, 1, 2))):
                taken = app.packet_in(other, path)
                assert not (time and taken.kept + taken.collided), "taken in twice"
            self.told["carried"] += 1
        except Refused:
            self.told["nothing to carry"] += 1
        except Trouble as trouble:
            assert trouble.code in ("unfit_packet", "altered_packet"), trouble
            self.told[trouble.code] += 1

    def keep(self, _who: str, _code: str) -> None:
        if not hasattr(self.team.hub, "path"):
            return  # a server is put back by its own tools
        self.backup = self.team.folder / "kept.mcdhub"
        shutil.copy(self.team.hub.path, self.backup)

    def restore(self, _who: str, _code: str) -> None:
        if self.backup is not None:
            shutil.copy(self.backup, self.team.hub.path)
            self.told["restored"] += 1

    def rebuild(self, who: str, _code: str) -> None:
        """Lose the hub, and make it anew of what somebody has of it, who may be behind."""
        if not hasattr(self.team.hub, "path"):
            return
        path, desk = self.team.hub.path, self.team.desks[who]
        state = desk.replica()
        path.unlink()
        facts = {"hub_id": state.hub_id, "name": "Team"}
        now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        rebuilding.rebuild(self.team.hub, desk.store.path, facts, state.head, now, path)
        self.told["rebuilt"] += 1
