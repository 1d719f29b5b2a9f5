"""A list of micro-credentials already under way as proposed commands, row by row. Pure.

Each row becomes one `TakeOverCard` or is kept aside with its reasons; nothing is half-imported.
Findings carry in `path` the target of the cell that they are about.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, that_block
from mcdesk.exchange.cells import folded, name_key, split_name
from mcdesk.exchange.names import Names
from mcdesk.exchange.programmes import NewProgramme, commands_for, plan_programmes
from mcdesk.exchange.row import RowReader
from mcdesk.i18n import N_
from mcdesk.procedure.commands import AddPerson, Command, JoinTeam, TakeOverCard
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.stage import Label, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from mcdesk.application.views import (
        Board,
        FacultyLine,
        PersonLine,
        ProgrammeLine,
        WorkspaceInfo,
    )
    from mcdesk.exchange.table import Table


FOR_ALL = ("stage", "since", "programme")
"""What a list need not hold in a column where it is the same for all its rows."""


@dataclass(frozen=True, slots=True)
class Options:
    """How unclear rows are treated.

    `add_people` enters unknown names into the directory; `note_missing` keeps a line "not found"
    for each earlier form that a row says nothing about (decisions.md, 4). `add_programmes` enters
    unknown programmes with their faculties; undecided it is wanted where none is known at all.
    `edits` is what a person wrote over the codes and names proposed for them. `for_all` is what
    stands in every row for a target that no column holds (`FOR_ALL`).
    """

    add_people: bool = True
    note_missing: bool = True
    add_programmes: bool | None = None
    edits: Mapping[tuple[str, str], str] = field(default_factory=dict)
    for_all: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What one row becomes: a command, or the reasons why it cannot be taken over."""

    number: int
    title: str
    command: TakeOverCard | None
    findings: tuple[Finding, ...]
    newcomers: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    programme: str = ""
    title_id: str = ""

    def title_in(self, shown: str) -> str:
        """Return the row's title in a language, else the one it has."""
        return (shown == "id" and self.title_id) or self.title or self.title_id

    @property
    def is_ready(self) -> bool:
        return self.command is not None

    @property
    def key(self) -> str:
        """What names the row in the outcome of a run."""
        return f"row:{self.number}"

    def joining(self) -> list[tuple[str, Command]]:
        """Return what puts the further people on the team."""
        card = self.command
        if card is None:
            return []
        return [
            (f"team:{self.number}",
             JoinTeam(card=card.id, person=person, role=role, since=card.since))
            for person, role in self.others
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a list becomes: its rows, and the people and programmes to be added for them.

    `unknown` are all programmes that the workspace does not know, whether added or not.
    """

    rows: tuple[RowPlan, ...]
    people: tuple[AddPerson, ...]
    unknown: tuple[NewProgramme, ...] = ()
    adds_programmes: bool = False

    @property
    def ready(self) -> tuple[RowPlan, ...]:
        return tuple(row for row in self.rows if row.is_ready)

    @property
    def programmes(self) -> tuple[NewProgramme, ...]:
        """The programmes to be added for the rows that are ready."""
        used = {row.programme for row in self.ready}
        return tuple(p for p in self.unknown if self.adds_programmes and p.key in used)

    def commands(self) -> list[tuple[str, Command]]:
        """Return what is to be carried out, each by itself.

        Programmes and people come first, then the rows, each with the people who join its team.
        """
        found: list[tuple[str, Command]] = [*commands_for(self.programmes)]
        found += [(f"person:{p.name}", p) for p in self.people]
        for row in self.ready:
            if row.command is not None:
                found += [(row.key, row.command), *row.joining()]
        return found


@dataclass(frozen=True)
class Known:
    """What the workspace knows, so that rows can be checked against it."""

    today: date
    stages: tuple[Stage, ...]
    programmes: tuple[ProgrammeLine, ...]
    persons: tuple[PersonLine, ...]
    faculties: tuple[FacultyLine, ...] = ()
    codes: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, info: WorkspaceInfo, board: Board, faculties: tuple[FacultyLine, ...] = ()
    ) -> Known:
        """Return what a workspace knows."""
        return cls(
            today=board.today,
            stages=info.stages,
            programmes=info.programmes,
            persons=info.persons,
            faculties=faculties,
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
        for_all={key: text for key, text in options.for_all.items() if key not in mapping},
    )
    named = filter(None, map(reader.unknown_programme, table.rows))
    unknown = plan_programmes(named, known.programmes, known.faculties, options.edits)
    adds = options.add_programmes
    adds = not known.programmes if adds is None else adds
    reader = replace(reader, added=unknown if adds else {})
    codes, here = known.codes, dict[str, int]()
    titles: dict[str, str | Label] = dict(known.titles)
    rows = []
    for number, cells in zip(table.numbers, table.rows, strict=True):
        read = reader.read(cells)
        command = read.command
        findings = (*read.findings, *_seen_before(command, codes, here, titles))
        blocked = bool(that_block(findings))
        if not blocked and command.code:
            here.setdefault(command.code, number)
        titles.setdefault(folded(command.title_en), Label(f"row {number}", f"baris {number}"))
        command = replace(command, id=new_id())
        rows.append(
            RowPlan(number, command.title_en, None if blocked else command, findings,
                    read.newcomers, read.others, read.programme, command.title_id)
        )  # fmt: skip
    return Proposal(tuple(rows), _people(rows), tuple(unknown.values()), adds)


def _seen_before(
    command: TakeOverCard, codes: frozenset[str], here: Mapping[str, int],
    titles: Mapping[str, str | Label],
) -> Iterable[Finding]:  # fmt: skip
    """Yield what stands twice, here or in the workspace: a code may not, a title is worth a look.

    `here` are the codes of the rows before, each with its row.
    """
    if command.code in here:
        text = N_("The code {code} stands twice in this list: in row {row}, too.")
        yield Finding("code_twice", text, {"code": command.code, "row": here[command.code]},
                      path="code")  # fmt: skip
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
