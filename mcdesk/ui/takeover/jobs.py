"""What the worker does for a take-over: reading, checking, carrying out. Plain values only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mcdesk import i18n
from mcdesk.errors import Finding
from mcdesk.exchange.columns import Target, guess, is_heading, targets_for, without_numbers
from mcdesk.exchange.takeover import Known, Options, Proposal, propose
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Changes, Outcome
    from mcdesk.exchange.table import Table


@dataclass(frozen=True, slots=True)
class Source:
    """Where a list comes from: pasted text, or a file and one of its sheets."""

    name: str
    text: str = ""
    path: Path | None = None
    sheet: str = ""
    headings: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """A list that was read, what its columns mean, and what its rows become."""

    source: Source
    table: Table
    mapping: tuple[str, ...]
    targets: tuple[Target, ...]
    known: Known
    options: Options
    proposal: Proposal
    mended: Mapping[tuple[int, int], str] = field(default_factory=dict)
    removed: frozenset[int] = frozenset()

    def with_cell(self, row: int, column: int, text: str) -> State:
        """Return the list with another text in a cell, which a new reading keeps."""
        mended = {**self.mended, (self.table.numbers[row], column): text}
        return replace(self, table=self.table.with_cell(row, column, text), mended=mended)

    def without(self, numbers: frozenset[int]) -> State:
        """Return the list without some rows, by their numbers, which a new reading leaves out."""
        removed = self.removed | numbers
        return replace(self, table=_kept(self.table, removed), removed=removed)

    @property
    def unmapped(self) -> tuple[Target, ...]:
        """The targets that a row needs, and neither a column nor what is said for all feeds."""
        used = {*self.mapping, *(key for key, text in self.options.for_all.items() if text)}
        if "title_id" in used:
            used.add("title_en")
        return tuple(
            target for target in self.targets if target.required and target.key not in used
        )

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is to be said about the list as a whole."""
        if "title_id" in self.mapping and "title_en" not in self.mapping:
            text = N_("No column holds English titles; the Indonesian ones stand in for them.")
            return (*self.table.notes, Finding("no_english", text, level="warn"))
        return self.table.notes


def read_source(
    source: Source, options: Options, desk: DeskPort, before: State | None = None
) -> State:
    """Read a list, guess what its columns mean and check its rows.

    `before` is the same list as it was read another way: what was mended there stays.
    """
    from mcdesk.exchange.table_reader import read_file, read_text

    if source.path is not None:
        table = read_file(
            source.path, is_heading, sheet=source.sheet, headings=source.headings
        )  # fmt: skip
    else:
        table = read_text(source.text, is_heading, headings=source.headings)
    known = _known(desk)
    targets = targets_for(known.stages)
    if source.headings:
        mapping = without_numbers(table, guess(table.headers, targets))
    else:
        mapping = ("",) * len(table.headers)
    mended: Mapping[tuple[int, int], str] = {}
    removed: frozenset[int] = frozenset()
    if before is not None and len(before.mapping) == len(mapping):
        mended, mapping, removed = before.mended, before.mapping, before.removed
        table = _kept(_mended(table, mended), removed)
    proposal = propose(table, mapping, known, options)
    return State(source, table, mapping, targets, known, options, proposal, mended, removed)


def _known(desk: DeskPort) -> Known:
    return Known.of(desk.info(), desk.board(archived=True), desk.directory().faculties)


def _mended(table: Table, mended: Mapping[tuple[int, int], str]) -> Table:
    """Return a table with the cells that were mended, by the rows' numbers in their source."""
    rows = {number: row for row, number in enumerate(table.numbers)}
    for (number, column), text in mended.items():
        if number in rows:
            table = table.with_cell(rows[number], column, text)
    return table


def _kept(table: Table, removed: frozenset[int]) -> Table:
    """Return a table without the rows that were removed from it."""
    return table.only([at for at, number in enumerate(table.numbers) if number not in removed])


def check(state: State, _desk: DeskPort) -> State:
    """Check the rows again: a cell, a column's meaning or an option has changed."""
    proposal = propose(state.table, state.mapping, state.known, state.options)
    return replace(state, proposal=proposal)


def again(state: State, rows: tuple[int, ...], desk: DeskPort) -> State:
    """Check some of the rows against what the workspace knows now.

    Whether programmes are added stays as it was: some may be known by now.
    """
    known = _known(desk)
    options = replace(state.options, add_programmes=state.proposal.adds_programmes)
    table = state.table.only(rows)
    return check(replace(state, table=table, known=known, options=options), desk)


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a take-over; `made` are the ids of the new cards."""

    state: State
    outcomes: tuple[Outcome, ...]
    made: frozenset[str] = frozenset()


def carry_out(state: State, desk: DeskPort, progress: Progress) -> tuple[Finished, Changes]:
    """Take the rows over, each by itself, as one undo step; cancelling keeps what is done.

    Of the cards touched only those of the list are new: a programme that is added touches all.
    """
    outcomes, changes = desk.execute_each(state.proposal.commands(), progress)
    ids = {row.command.id for row in state.proposal.ready if row.command is not None}
    return Finished(state, outcomes, changes.cards & ids), changes


def template(path: Path, desk: DeskPort) -> Path:
    """Write the workbook to fill in."""
    from mcdesk.exchange.template import write_template

    info = desk.info()
    write_template(path, i18n.language(), info.stages, info.programmes)
    return path
