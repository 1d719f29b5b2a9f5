"""A list of micro-credentials already under way as proposed commands, row by row. Pure.

Each row becomes one `TakeOverCard` or is kept aside with its reasons; nothing is half-imported.
Findings carry in `path` the target of the cell that they are about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.exchange.cells import folded, name_key, split_name
from mcdesk.exchange.names import Names
from mcdesk.exchange.row import RowReader
from mcdesk.i18n import N_
from mcdesk.procedure.commands import AddPerson, Command, TakeOverCard
from mcdesk.procedure.stage import Label, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from mcdesk.application.views import Board, PersonLine, ProgrammeLine, WorkspaceInfo
    from mcdesk.exchange.table import Table


@dataclass(frozen=True, slots=True)
class Options:
    """How unclear rows are treated.

    `add_people` enters unknown names into the directory; `note_missing` keeps a line "not found"
    for each earlier form that a row says nothing about (decisions.md, 4).
    """

    add_people: bool = True
    note_missing: bool = True


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What one row becomes: a command, or the reasons why it cannot be taken over."""

    number: int
    title: str
    command: TakeOverCard | None
    findings: tuple[Finding, ...]
    newcomers: tuple[tuple[str, str], ...] = ()

    @property
    def is_ready(self) -> bool:
        return self.command is not None

    @property
    def key(self) -> str:
        """What names the row in the outcome of a run."""
        return f"row:{self.number}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a list becomes: its rows, and the people that would be added for them."""

    rows: tuple[RowPlan, ...]
    people: tuple[AddPerson, ...]

    @property
    def ready(self) -> tuple[RowPlan, ...]:
        return tuple(row for row in self.rows if row.is_ready)

    def commands(self) -> list[tuple[str, Command]]:
        """Return what is to be carried out, each by itself: people first, then the rows."""
        found: list[tuple[str, Command]] = [(f"person:{p.name}", p) for p in self.people]
        found += [(row.key, row.command) for row in self.rows if row.command is not None]
        return found


@dataclass(frozen=True)
class Known:
    """What the workspace knows, so that rows can be checked against it."""

    today: date
    stages: tuple[Stage, ...]
    programmes: tuple[ProgrammeLine, ...]
    persons: tuple[PersonLine, ...]
    codes: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, info: WorkspaceInfo, board: Board) -> Known:
        """Return what a workspace knows."""
        return cls(
            today=board.today,
            stages=info.stages,
            programmes=info.programmes,
            persons=info.persons,
            codes=frozenset(tile.code for tile in board.tiles),
            titles={folded(tile.title_en): tile.code for tile in board.tiles},
        )


def propose(
    table: Table, mapping: Sequence[str], known: Known, options: Options | None = None
) -> Proposal:
    """Return what a table becomes when its columns mean what `mapping` says."""
    options = options or Options()
    reader = RowReader(
        mapping=tuple(mapping),
        names=Names(known.stages, known.programmes, known.persons),
        today=known.today,
        add_people=options.add_people,
        note_missing=options.note_missing,
    )
    codes = set(known.codes)
    titles: dict[str, str | Label] = dict(known.titles)
    rows = []
    for number, cells in zip(table.numbers, table.rows, strict=True):
        command, findings, newcomers = reader.read(cells)
        findings = (*findings, *_seen_before(command, codes, titles))
        blocked = any(finding.level == "block" for finding in findings)
        if not blocked and command.code:
            codes.add(command.code)
        titles.setdefault(folded(command.title_en), Label(f"row {number}", f"baris {number}"))
        rows.append(
            RowPlan(number, command.title_en, None if blocked else command, findings, newcomers)
        )
    return Proposal(tuple(rows), _people(rows))


def _seen_before(
    command: TakeOverCard, codes: set[str], titles: Mapping[str, str | Label]
) -> Iterable[Finding]:
    """Yield what stands twice: a code may not, a title is worth a look."""
    if command.code and command.code in codes:
        text = N_("The code {code} is taken already.")
        yield Finding("code_taken", text, {"code": command.code}, path="code")
    other = titles.get(folded(command.title_en)) if command.title_en else None
    if other is not None:
        text = N_("The same title stands at {code} already.")
        yield Finding("same_title", text, {"code": other}, path="title_en", level="warn")


def _people(rows: Iterable[RowPlan]) -> tuple[AddPerson, ...]:
    """Return the people to add for the rows that are ready, each once with all roles."""
    names: dict[str, str] = {}
    roles: dict[str, list[str]] = {}
    for row in rows:
        for text, role in row.newcomers if row.is_ready else ():
            key = name_key(text)
            names.setdefault(key, text)
            if role not in roles.setdefault(key, []):
                roles[key].append(role)
    return tuple(_newcomer(text, roles[key]) for key, text in names.items())


def _newcomer(text: str, roles: list[str]) -> AddPerson:
    before, name, after = split_name(text)
    return AddPerson(name=name, titles_before=before, titles_after=after, roles=roles)
