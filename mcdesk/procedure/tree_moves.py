"""A row of a form's tree moves with all that belongs to it: the commands that this takes.

Numbers that ran on from 1 before a step or scene moved run on behind it, in its module or video
or through all of them, as they did; the codes of modules and videos are names that others use,
and stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.procedure.commands import Command, MoveRow, SetCell
from mcdesk.procedure.rules_tables import folded_code
from mcdesk.procedure.tree import branches, number_column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mcdesk.procedure.content import Content, Row
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.tree import Branch, Link


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a row goes: before or `behind` another row of its table."""

    row: str
    behind: bool


@dataclass(frozen=True, slots=True)
class Mover:
    """Works out moves in the tree of one form as it stands."""

    form: str
    definition: FormDefinition
    content: Content

    def step(self, table: str, row_id: str, by: int) -> tuple[Command, ...]:
        """Move a row one place up (-1) or down (1) among those it stands with."""
        beside = [row.id for row in self._beside(self._row(table, row_id), table)]
        to = beside.index(row_id) + by
        if not 0 <= to < len(beside):
            return ()
        return self.move(table, row_id, Goal(beside[to], behind=by > 0))

    def move(self, table: str, row_id: str, goal: Goal) -> tuple[Command, ...]:
        """Move a row, with all that belongs to it, before or behind another row of its table.

        Where that one belongs to another module or video, the row then does, too.
        """
        moved, other = self._row(table, row_id), self._row(table, goal.row)
        link = self._link(table)
        before = self.content.rows.get(table, ())
        after = _placed(before, (moved,), goal)
        commands: list[Command] = []
        changes_hands = link is not None and link.code(moved) != link.code(other)
        if link is not None and changes_hands:
            if link.is_prefix:
                return ()
            taken = other.cells.get(link.column)
            base = moved.cells.get(link.column)
            commands.append(SetCell(form=self.form, field=table, row=row_id, column=link.column,
                                    new=taken, base=base))  # fmt: skip
        commands += self._moves(table, before, after, (moved,))
        commands += self._renumbered(table, moved, other, after)
        for branch in branches(self.definition):
            if branch.table == table and not changes_hands:
                codes = [folded_code(row.text(branch.column)) for row in after]
                mine = {folded_code(moved.text(branch.column))} - {""}
                commands += self._follow(branch, codes, mine)
        return tuple(commands)

    def run_on(self, table: str, after: Sequence[Row]) -> Iterator[Command]:
        """Yield the numbers of steps or scenes whose rows stand so now, each with its own.

        Only where they ran on from 1 before: other numbers are somebody's own.
        """
        link = self._link(table)
        column = number_column(self.definition.fields[table])
        if link is None or not column:
            return
        if self._run_through(table, link, column):
            yield from self._numbers(table, column, [row for row in after if not row.is_blank])
            return
        for code in dict.fromkeys(link.code(row) for row in after):
            old = [row for row in self.content.table(table) if link.code(row) == code]
            now = [row for row in after if link.code(row) == code and not row.is_blank]
            if _run(old, column):
                yield from self._numbers(table, column, now)

    def _run_through(self, table: str, link: Link, column: str) -> bool:
        """Tell whether the numbers run on from 1 through all modules, or all videos."""
        rows = self.content.table(table)
        return len({link.code(row) for row in rows}) > 1 and _run(rows, column)

    def _numbers(self, table: str, column: str, rows: Iterable[Row]) -> Iterator[Command]:
        for number, row in enumerate(rows, start=1):
            if row.number(column) != number:
                yield SetCell(form=self.form, field=table, row=row.id, column=column,
                              new=str(number), base=row.cells.get(column))  # fmt: skip

    def _row(self, table: str, row_id: str) -> Row:
        return next(row for row in self.content.rows.get(table, ()) if row.id == row_id)

    def _link(self, table: str) -> Link | None:
        links = (link for branch in branches(self.definition) for link in branch.links)
        return next((link for link in links if link.table == table), None)

    def _beside(self, row: Row, table: str) -> list[Row]:
        """Return the rows that stand with one: of the same module or video."""
        link = self._link(table)
        rows = self.content.table(table)
        if link is None:
            return list(rows)
        return [other for other in rows if link.code(other) == link.code(row)]

    def _moves(
        self, table: str, before: Sequence[Row], after: Sequence[Row], moved: Iterable[Row]
    ) -> Iterator[Command]:
        """Yield the moves that lead from one order to another."""
        if [row.id for row in before] == [row.id for row in after]:
            return
        ids = [row.id for row in after]
        for row in moved:
            at = ids.index(row.id)
            behind = ids[at - 1] if at else "^"
            yield MoveRow(form=self.form, field=table, row=row.id, after=behind)

    def _renumbered(
        self, table: str, moved: Row, other: Row, after: Sequence[Row]
    ) -> Iterator[Command]:
        """Yield the numbers of the rows that stood with the moved one, and now stand with it."""
        link = self._link(table)
        column = number_column(self.definition.fields[table])
        if link is None or not column:
            return
        if self._run_through(table, link, column):
            yield from self._numbers(table, column, [row for row in after if not row.is_blank])
            return
        for code in dict.fromkeys((link.code(moved), link.code(other))):
            old = [r for r in self.content.table(table) if link.code(r) == code]
            if not _run(old, column):
                continue
            now = [
                row for row in after if not row.is_blank
                and (link.code(other) if row.id == moved.id else link.code(row)) == code
            ]  # fmt: skip
            yield from self._numbers(table, column, now)

    def _follow(
        self, branch: Branch, codes: Sequence[str], mine: Collection[str]
    ) -> Iterator[Command]:
        """Yield the moves of all rows of the codes `mine`, now that the codes stand as given."""
        nested = {each.table: each for each in branches(self.definition)}
        for link in branch.links if mine else ():
            rows = self.content.rows.get(link.table, ())
            block = [row for row in rows if link.code(row) in mine]
            goal = _goal(link, rows, codes, mine)
            if not block or goal is None:
                continue
            after = _placed(rows, block, goal)
            yield from self._moves(link.table, rows, after, block)
            column = number_column(self.definition.fields[link.table])
            if column and self._run_through(link.table, link, column):
                filled = [row for row in after if not row.is_blank]
                yield from self._numbers(link.table, column, filled)
            if link.table in nested:
                below = nested[link.table]
                inner = [folded_code(row.text(below.column)) for row in after]
                own = {folded_code(row.text(below.column)) for row in block} - {""}
                yield from self._follow(below, inner, own)


def _run(rows: Sequence[Row], column: str) -> bool:
    """Tell whether the numbers of rows run on from 1."""
    return [row.number(column) for row in rows] == list(range(1, len(rows) + 1))


def _placed(rows: Sequence[Row], block: Sequence[Row], goal: Goal) -> list[Row]:
    """Return rows with some of them put before or behind another one."""
    ids = {row.id for row in block}
    rest = [row for row in rows if row.id not in ids]
    at = next(n for n, row in enumerate(rest) if row.id == goal.row) + goal.behind
    return [*rest[:at], *block, *rest[at:]]


def _goal(
    link: Link, rows: Sequence[Row], codes: Sequence[str], mine: Collection[str]
) -> Goal | None:
    """Return where the rows of `mine` go: behind those of the code before, or before the next."""
    first = next((n for n, code in enumerate(codes) if code in mine), 0)
    for code in reversed(codes[:first]):
        own = [row for row in rows if code and link.code(row) == code]
        if own:
            return Goal(own[-1].id, behind=True)
    for code in codes[first:]:
        own = [row for row in rows if code and code not in mine and link.code(row) == code]
        if own:
            return Goal(own[0].id, behind=False)
    return None
