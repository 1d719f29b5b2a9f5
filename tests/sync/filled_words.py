"""Two sides who fill one design document at random, and where each of their sentences is."""

from __future__ import annotations

import itertools
import random
import re
from dataclasses import dataclass, field

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.meeting import meet

FORM, VALUES, ROWS = "MC-1/F7", ("d3",), {"d7": "statement", "d8": "title"}
SIDES = ("r0", "r1")
MARK = re.compile(r"w\d+w")


@dataclass
class Document:
    """A design document in two workspaces, all that was written, and what a person let go.

    Let go is what stood on the screen of who took it out, or in the entry of the list that was
    settled. Everything else has to stand somewhere.
    """

    team: Team
    chance: random.Random
    written: set[str] = field(default_factory=set)
    let_go: set[str] = field(default_factory=set)
    settled: list[str] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    def sentence(self) -> str:
        mark = f"w{next(self.numbers)}w"
        self.written.add(mark)
        return f"Here is {mark} to read."

    def text(self) -> str:
        return " ".join(self.sentence() for _each in range(self.chance.randint(1, 3)))

    def act(self, name: str) -> None:
        """Let one side do something to the document; what it takes out it has seen."""
        desk = self.team.desks[name]
        before = standing(desk)
        deeds = self._value, self._add, self._cell, self._remove, self._fill, self._fill
        deed = self.chance.choice(deeds)
        deed(desk)
        self.let_go |= before - standing(desk)

    def _value(self, desk) -> None:
        path = self.chance.choice(VALUES)
        kept = re.findall(r"[^.]+\.", document_of(desk).content.text(path))
        if kept and self.chance.random() < 0.7:
            kept[self.chance.randrange(len(kept))] = self.sentence()
        else:
            kept.append(self.sentence())
        new = " ".join(each.strip() for each in kept)
        desk.execute(do.SetValue(form=FORM, path=path, new=new))

    def _add(self, desk) -> None:
        name, column = self.chance.choice([*ROWS.items()])
        desk.execute(do.AddRow(form=FORM, field=name, cells={column: self.sentence()}))

    def _cell(self, desk) -> None:
        name, column = self.chance.choice([*ROWS.items()])
        rows = document_of(desk).content.rows.get(name, ())
        if rows:
            row = self.chance.choice(rows).id
            desk.execute(do.SetCell(form=FORM, field=name, row=row, column=column,
                                    new=self.sentence()))  # fmt: skip

    def _remove(self, desk) -> None:
        name = self.chance.choice([*ROWS])
        rows = document_of(desk).content.rows.get(name, ())
        if rows:
            desk.execute(do.RemoveRow(form=FORM, field=name, row=self.chance.choice(rows).id))

    def _fill(self, desk) -> None:
        values = {path: self.text() for path in VALUES if self.chance.random() < 0.6}
        rows = {name: [{column: self.sentence()} for _row in range(self.chance.randint(0, 2))]
                for name, column in ROWS.items() if self.chance.random() < 0.6}  # fmt: skip
        desk.execute(do.FillForm(form=FORM, values=values, rows=rows, replace=True))

    def settle(self, name: str) -> None:
        """Let a person settle the first entry in any way; what goes has to be shown there."""
        desk = self.team.desks[name]
        line = desk.attention()[0]
        how = self.chance.choice(line.settles)
        text = self.sentence() if how == "edit" else ""
        before = standing(desk)
        try:
            desk.settle(line.n, how, text)
        except Refused:
            how = line.settles[-1]
            desk.settle(line.n, how)
        self.settled.append(how)
        gone, told = before - standing(desk), shown(line)
        assert gone <= told, f"{how} of {line.kind} took out {gone - told}, which it did not show"
        self.let_go |= told

    def must_stand(self) -> None:
        """Check that every sentence stands in the document, in a list, or was let go."""
        desks = [self.team.desks[name] for name in SIDES]
        there = set().union(self.let_go, *map(standing, desks), *map(asked, desks))
        assert self.written <= there, f"lost: {self.written - there}"


def document_of(desk):
    """Return the design document of a workspace."""
    return desk.form(next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F7"))


def standing(desk) -> set[str]:
    """Return the sentences that stand in the document of a workspace."""
    content = document_of(desk).content
    cells = (row.cells for name in ROWS for row in content.rows.get(name, ()))
    return set(MARK.findall(" ".join(map(str, (*map(content.text, VALUES), *cells)))))


def shown(line) -> set[str]:
    """Return the sentences that an entry of the list shows."""
    places = (f"{each.base} {each.mine} {each.theirs}" for each in line.places)
    return set(MARK.findall(" ".join((*places, *(said.en for said in line.now)))))


def asked(desk) -> set[str]:
    return set().union(*map(shown, desk.attention()))


def closed_for_a_while(team: Team) -> None:
    """Let one side cancel the card, so that all of the other's is set aside, and reopen it."""
    desk = team.desks["r0"]
    desk.execute(do.CancelCard(card="MC-1", reason="r"))
    team.sync("r0")
    meet(team)
    desk.execute(do.ReopenCard(card="MC-1", reason="r"))
    meet(team)


def at_random(team: Team, seed: int) -> Document:
    """Let two sides fill, exchange and settle at random, until nothing needs a look."""
    chance = random.Random(seed)
    document = Document(team, chance)
    names = SIDES
    for _step in range(14):
        name = chance.choice(names)
        document.act(name)
        if chance.random() < 0.2:
            team.sync(chance.choice(names))
            document.must_stand()
        if chance.random() < 0.15:
            closed_for_a_while(team)
            document.must_stand()
        if chance.random() < 0.3 and team.desks[name].attention():
            document.settle(name)
            document.must_stand()
    for _round in range(60):
        meet(team)
        document.must_stand()
        name = next((each for each in names if team.desks[each].attention()), "")
        if not name:
            return document
        if chance.random() < 0.5:  # who settles takes their time, and others go on
            document.act(next(each for each in names if each != name))
            meet(team)
        document.settle(name)
    raise AssertionError("the list does not come to an end")
