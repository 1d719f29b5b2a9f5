"""What can be done to the rows of a table field; each becomes one step that can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import same
from mcdesk.procedure.commands import AddRow, Command, MoveRow, RemoveRow, SetCell
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.tree_moves import Mover
from mcdesk.ui.forms.fold import Edit, stored
from mcdesk.ui.forms.pasted_headings import are_headings, headings
from mcdesk.ui.forms.pasting import Block, Fit, fit, repeated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Row
    from mcdesk.ui.forms.session import FormSession
    from mcdesk.ui.forms.table_model import TableModel


@dataclass(frozen=True)
class TableActions:
    """Adding, moving, taking away, copying and pasting rows of one table."""

    session: FormSession
    model: TableModel

    @property
    def form(self) -> str:
        return self.session.form_id

    @property
    def field(self) -> str:
        return self.model.entry.id

    def add(self, after: int) -> bool:
        """Add an empty row behind row `after`; tell whether that was possible."""
        rows = self.model.rows
        most = self.model.entry.max_rows
        if not self.model.can_add_rows() or (most and len(rows) >= most):
            return False
        behind = rows[min(after, len(rows) - 1)].id if rows and after >= 0 else ""
        self.session.send([AddRow(form=self.form, field=self.field, after=behind, id=new_id())])
        return True

    def remove(self, numbers: Sequence[int]) -> bool:
        """Take rows away as one step."""
        rows = self.model.rows
        chosen = [rows[n] for n in numbers if n < len(rows)]
        if not chosen or not self.model.can_add_rows():
            return False
        gone: list[Command] = [
            RemoveRow(form=self.form, field=self.field, row=row.id) for row in chosen
        ]
        self._send(gone, [row for row in rows if row not in chosen])
        return True

    def _send(self, commands: list[Command], after: Sequence[Row]) -> None:
        """Send commands with the numbers that run on again, now that the rows stand so."""
        mover = Mover(self.form, self.session.definition, self.session.content)
        self.session.send([*commands, *mover.run_on(self.field, after)])

    def move(self, source: int, to: int) -> bool:
        """Move a row to another place."""
        rows = self.model.rows
        if not (0 <= source < len(rows) and 0 <= to < len(rows)) or source == to:
            return False
        if not self.model.can_add_rows():
            return False
        rest = [row for n, row in enumerate(rows) if n != source]
        after = rest[to - 1].id if to else "^"
        moved = MoveRow(form=self.form, field=self.field, row=rows[source].id, after=after)
        self._send([moved], [*rest[:to], rows[source], *rest[to:]])
        return True

    def shift(self, numbers: Sequence[int], by: int) -> bool:
        """Move rows that stand together one place up (-1) or down (1), as one step."""
        rows = self.model.rows
        if len(numbers) == 1:
            return self.move(numbers[0], numbers[0] + by)
        if not numbers or numbers[0] + by < 0 or numbers[-1] + by >= len(rows):
            return False
        if not self.model.can_add_rows():
            return False
        order = [n for n in range(len(rows)) if n not in numbers]
        behind = order[: numbers[0] + by]
        after = rows[behind[-1]].id if behind else "^"
        commands: list[Command] = []
        for number in numbers:
            row = rows[number].id
            commands.append(MoveRow(form=self.form, field=self.field, row=row, after=after))
            after = row
        at = numbers[0] + by
        block = [rows[n] for n in numbers]
        rest = [rows[n] for n in order]
        self._send(commands, [*rest[:at], *block, *rest[at:]])
        return True

    def texts(self, block: tuple[int, int, int, int]) -> list[list[str]]:
        """Return the cells of a rectangle as text."""
        top, left, bottom, right = block
        return [
            [self.model.text(self.model.index(row, column)) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
            if not self.model.is_new_row(row)
        ]

    def empty(self, block: tuple[int, int, int, int]) -> bool:
        """Empty the writable cells of a rectangle as one step."""
        top, left, bottom, right = block
        commands: list[Command] = []
        for row in self.model.rows[max(top, 0) : bottom + 1]:
            for column in range(left, right + 1):
                if self.model.is_open(self.model.index(self.model.row_of(row.id), column)):
                    commands += self._set(row, column, None)
        self.session.send(commands)
        return bool(commands)

    def fit(self, block: Block, row: int, column: int) -> Fit:
        """Return how a block falls onto the table from one cell."""
        rows = len(self.model.rows)
        room: int | None = None
        if not self.model.can_add_rows():
            room = rows - row
        elif self.model.entry.max_rows:
            room = self.model.entry.max_rows - row
        return fit(
            block,
            column,
            width=len(self.model.columns),
            closed=self.model.closed_columns(),
            passed=self.model.computed_columns(),
            room=room,
        )

    def fit_marked(self, block: Block, marked: tuple[int, int, int, int]) -> Fit:
        """Return how a block falls onto a marked rectangle, as often as it fills that."""
        top, left, bottom, right = marked
        rows = min(bottom, len(self.model.rows) - 1) - top + 1
        if rows > 0 and block:
            of_rows = (left, right) == (0, len(self.model.columns) - 1)
            block = repeated(block, rows, len(block[0]) if of_rows else right - left + 1)
        return self.fit(block, max(top, 0), max(left, 0))

    def fit_below_headings(self, block: Block, marked: tuple[int, int, int, int]) -> Fit | None:
        """Return how a block falls whose first row only repeats the columns' headings, if it does.

        They may stand from the marked column on, else from the first one, whichever is marked.
        """
        top, left, _bottom, _right = marked
        if are_headings(block[0], self.model.columns, max(left, 0)):
            found = self.fit_marked(block[1:], marked)
        elif are_headings(block[0], self.model.columns, 0):
            found = self.fit(block[1:], max(top, 0), 0)
        else:
            return None
        return replace(found, given=block)

    def fit_by_headings(self, block: Block, row: int) -> Fit | None:
        """Return how a block falls where its first row says; None where that has no headings."""
        said = headings(block[0], self.model.columns)
        if said is None:
            return None
        at = said.columns
        known = [n for n, column in enumerate(at) if column >= 0]
        body = tuple(tuple(texts[n] for n in known) for texts in block[1:])
        columns = tuple(at[n] for n in known)
        barred = set(self.model.closed_columns()) - set(self.model.computed_columns())
        closed = tuple(column for column in columns if column in barred)
        unknown = tuple(
            block[0][n].strip() or "…"
            for n, column in enumerate(at)
            if column < 0 and any(texts[n].strip() for texts in block)
        )
        found = self.fit(body, row, 0)
        return replace(found, columns=columns, extra=0, closed=closed, unknown=unknown,
                       given=block, is_sure=said.is_sure)  # fmt: skip

    def paste(self, found: Fit, row: int) -> int:
        """Write a block that fits from row `row` on, adding rows; 0 where nothing is changed.

        Return how many rows the block has in the table: an empty line at its end adds none.
        """
        commands: list[Command] = []
        rows, count = self.model.rows, 0
        for offset, texts in enumerate(found.block):
            values, before = self._values(found, texts), len(commands)
            if row + offset < len(rows):
                for column, value in values.items():
                    commands += self._set(rows[row + offset], column, value)
            elif any(value is not None for value in values.values()):
                commands.append(self._new(values))
            count += len(commands) > before or any(value is not None for value in values.values())
        self.session.send(commands, list(_edits(commands)))
        return count if commands else 0

    def _values(self, found: Fit, texts: Sequence[str]) -> dict[int, Json]:
        computed = FieldType.COMPUTED
        return {
            column: stored(self.model.parsed(column, words))
            for column, words in zip(found.columns, texts, strict=False)
            if self.model.columns[column].type is not computed
        }

    def _set(self, row: Row, column: int, value: Json) -> list[Command]:
        name = self.model.columns[column].id
        base = row.cells.get(name)
        if same(base, value):
            return []
        return [
            SetCell(form=self.form, field=self.field, row=row.id, column=name, new=value, base=base)
        ]

    def _new(self, values: dict[int, Json]) -> AddRow:
        cells = {
            self.model.columns[column].id: value
            for column, value in values.items()
            if value is not None
        }
        return AddRow(form=self.form, field=self.field, cells=cells, id=new_id())


def _edits(commands: Sequence[Command]) -> Iterator[Edit]:
    """Yield what commands bring into the cells of a table."""
    for command in commands:
        if isinstance(command, SetCell):
            path = f"{command.field}/{command.row}/{command.column}"
            yield Edit(path, command.base, command.new)
        elif isinstance(command, AddRow):
            for column, value in command.cells.items():
                yield Edit(f"{command.field}/{command.id}/{column}", None, value)
