"""What a team does besides writing and exchanging: settles, undoes, attaches, removes for ever."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from mcdesk.application.journal import read_event
from mcdesk.errors import Refused, Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Comment, StoredFile, TeamMember
from tests.conftest import TODAY
from tests.sync.conftest import words
from tests.sync.random_work import Work

FIELD = {"edit": "p10", "fill": "p16", "cell": "p20", "row": "p20", "refill": "p20"}
"""Into which field of the proposal the acts write."""
WORD = re.compile(r"w\d+w")


class MoreWork(Work):
    """Random work of every kind, of people who do not see each other."""

    def __init__(self, team) -> None:
        super().__init__(team)
        self.let_go: set[str] = set()
        """Events of which nobody needs to be told that a hub lost them: undone, or settled."""
        self.typed: dict[str, str] = {}
        """Into which field of which micro-credential words were written: "p10 of MC-1"."""

    def act(self, act: str, who: int, code: str, chance: random.Random) -> None:
        before = set(self.written)
        super().act(act, who, code, chance)
        if act in FIELD:
            self.typed |= dict.fromkeys(set(self.written) - before, f"{FIELD[act]} of {code}")

    def gives_up(self, who: str, told: str, act: Callable[[], object]) -> bool:
        """Do what may let words go; those that stand no more are given up. False where refused."""
        desk = self.team.desks[who]
        before = words(desk)
        try:
            act()
        except Refused:
            self.told[f"{told}: refused"] += 1
            return False
        self.told[told] += 1
        self.removed |= before - words(desk)
        return True

    def settle(self, who: str, _code: str) -> None:
        """Settle an entry of the attention list in one of the ways that it offers."""
        desk = self.team.desks[who]
        entries = [entry for entry in desk.attention() if entry.settles]
        if not entries:
            return
        entry = self.random.choice(entries)
        way, made = self.random.choice(entry.settles), f"w{len(self.written)}w"
        with desk.store.look() as unit:
            (kept,) = unit.asides(entry.n)
        text = f"Agreed {made}." if way == "edit" else ""
        if self.gives_up(who, f"settle: {way}", lambda: desk.settle(entry.n, way, text)):
            self.removed |= set(WORD.findall(kept.body))
            self.let_go.add(kept.event_id)
            if way == "edit":
                self.word(who)

    def undo(self, who: str, _code: str) -> None:
        desk = self.team.desks[who]
        group = desk._undo[-1].group if desk._undo else ""
        if not self.gives_up(who, "undone", desk.undo):
            return
        with desk.store.look() as unit:
            lines = [*unit.lines_after(0), *unit.waiting()]
        for line in lines:
            event = read_event(line.body)
            if group in (event.group, event.command.get("of")):
                self.removed |= set(WORD.findall(line.body))
                self.let_go.add(line.id)

    def redo(self, who: str, _code: str) -> None:
        self.gives_up(who, "done again", self.team.desks[who].redo)

    def attach(self, who: str, code: str) -> None:
        desk, place = self.team.desks[who], self.team.folder / "a.pdf"
        place.write_bytes(f"%PDF-1.4 {self.random.random()}".encode())
        digest, size = desk.store_file(place)
        self.do(who, do.AttachFile(card=code, name="a.pdf", note="n", digest=digest, size=size))

    def remove(self, who: str, code: str) -> None:
        """Remove a text, a cell, a remark, a file or a detail of a person for ever.

        Mostly behind an exchange: while something waits it is refused.
        """
        if self.random.random() < 0.7:
            self.team.sync(who)
        desk, view = self.team.desks[who], self.proposal(who, code)
        with desk.store.read() as reader:
            files, remarks = list(reader.select(StoredFile)), list(reader.select(Comment))
        rows = view.content.rows.get("p20", ())
        places = {
            "file": [{"file": each.id} for each in files],
            "remark": [{"comment": each.id} for each in remarks],
            "cell": [{"form": view.form_id, "path": f"p20/{row.id}/statement"} for row in rows],
            "person": [{"person": each.id, "field": "position"} for each in desk.info().persons],
            "text": [{"form": view.form_id, "path": path} for path in ("p10", "p16")],
        }
        kind = self.random.choice([each for each in places if places[each]])
        what = self.random.choice(places[kind])
        command = do.RemoveContent(**what, reason="asked for")
        if self.gives_up(who, f"removed for ever: {kind}", lambda: desk.execute(command)):
            place = f"{what.get('path', '').partition('/')[0]} of {code}"
            self.removed |= {word for word, at in self.typed.items() if at == place}
            self.let_go |= {line.id for each in self.team.desks.values() for line in lines_of(each)}

    def join_team(self, who: str, code: str) -> None:
        """Let somebody join a team, or leave one."""
        desk = self.team.desks[who]
        with desk.store.read() as reader:
            members = [each for each in reader.select(TeamMember) if not each.until]
        if members and self.random.random() < 0.5:
            member, until = self.random.choice(members).id, TODAY.isoformat()
            self.do(who, do.LeaveTeam(member=member, until=until))
        else:
            person = self.random.choice(desk.info().persons).id
            self.do(who, do.JoinTeam(card=code, person=person, role="id", since="2026-11-02"))

    def person(self, who: str, _code: str) -> None:
        name = f"P-{self.random.randrange(1_000_000)}"
        self.do(who, do.AddPerson(name=name, roles=["sme"]))

    def profile(self, who: str, _code: str) -> None:
        """Change what a person is said to be."""
        person = self.random.choice(self.team.desks[who].info().persons).id
        position = f"Position {self.random.randrange(1_000_000)}"
        self.do(who, do.ChangePerson(person=person, position=position))

    def idea(self, who: str, _code: str) -> None:
        self.do(who, do.NoteIdea(title=f"Idea {self.random.random()}"))

    def answer(self, who: str, _code: str) -> None:
        """Mark a remark as done."""
        with self.team.desks[who].store.read() as reader:
            remarks = list(reader.select(Comment))
        if remarks:
            self.do(who, do.CloseComment(comment=self.random.choice(remarks).id))

    def carry_as(self, who: str, _code: str) -> None:
        """Take what waits, as a file, in as somebody else of the directory."""
        app, name = self.team.app, self.random.choice(list(self.team.desks))
        other = self.team.desks[name]
        taker = self.random.choice(other.info().persons).id
        try:
            path, _count = app.packet_out(self.team.desks[who], self.team.folder / "q")
        except Refused:
            self.told["nothing to carry"] += 1
            return

        def take() -> None:
            with app.acting_as(other, taker):
                app.packet_in(other, path)

        try:
            self.gives_up(name, "carried in by another", take)
        except Trouble as trouble:
            assert trouble.code in ("unfit_packet", "altered_packet"), trouble
            self.told[trouble.code] += 1


def lines_of(desk):
    with desk.store.look() as unit:
        return (*unit.lines_after(0), *unit.waiting())
