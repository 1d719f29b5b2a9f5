"""How another draft, version or card's form differs from a form, place by place. Pure.

The rows of both are put beside each other first: the same row, the row that a definition begins
with, the row that one was taken from, then rows that say the same, or nearly so. What differs is
proposed, and nothing of it is chosen: each place is for a person to decide. What the program works
out, decisions and files belong to a form alone and are not compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application.outside import is_open, places, tables
from mcdesk.application.proposal import Proposal, Proposed
from mcdesk.application.redline import moved
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import Json, is_empty, same
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition
from mcdesk.procedure.identity import natural_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mcdesk.application.views import FormView
    from mcdesk.procedure.content import Content, Row

ALIKE = 0.4
"""Rows that share less than this of their words are different rows."""
TOP = "^"
"""What stands for the place before the first row."""


@dataclass(frozen=True, slots=True)
class Other:
    """What a form is compared with: the content of a form (its id), and its wording."""

    form_id: str
    content: Content
    definition: FormDefinition


def compare(view: FormView, other: Other) -> Proposal:
    """Return every place where the other content differs from what the form holds."""
    return _Comparison(view, other).run()


class _Comparison:
    """One comparison of a form with another content of its kind."""

    def __init__(self, view: FormView, other: Other) -> None:
        self.view, self.other = view, other
        self.mine, self.theirs = view.content, other.content
        self.pairs = {
            entry.id: matched(entry, (view.form_id, self.mine), (other.form_id, self.theirs))
            for entry in self._tables()
        }
        self.names = {theirs: mine for pairs in self.pairs.values()
                      for theirs, mine in pairs.items()}  # fmt: skip

    def run(self) -> Proposal:
        found: dict[str, list[Proposed]] = {}
        for one in (*self._values(), *self._rows()):
            top = one.path.split("/", 1)[0].split(".", 1)[0]
            found.setdefault(top, []).append(one)
        ordered = [one for section in self.view.definition.sections for entry in section.fields
                   for one in found.get(entry.id, ())]  # fmt: skip
        return Proposal(self.view.form_id, tuple(ordered), (), self._notes())

    def _notes(self) -> tuple[Finding, ...]:
        if self.other.definition.digest == self.view.definition.digest:
            return ()
        return (Finding("other_wording", N_(
            "It has another wording of the form: what only one of them asks is not compared.")),
        )  # fmt: skip

    def _values(self) -> Iterator[Proposed]:
        known = {path: entry.type for path, entry in places(self.other.definition)}
        for path, entry in places(self.view.definition):
            mine, theirs = self.mine.value(path), self._renamed(self.theirs.value(path))
            if known.get(path) is entry.type and not same(mine, theirs):
                yield Proposed(path, entry.label, entry, "value", "differs", mine, theirs, theirs)

    def _tables(self) -> Iterator[Field]:
        """Yield the tables that both of them have."""
        known = {entry.id for entry in tables(self.other.definition)}
        return (entry for entry in tables(self.view.definition) if entry.id in known)

    def _rows(self) -> Iterator[Proposed]:
        for entry in self._tables():
            pairs = self.pairs[entry.id]
            rows = self.mine.rows.get(entry.id, ())
            mine = {row.id: (number, row) for number, row in enumerate(rows, start=1)
                    if not row.is_blank}  # fmt: skip
            columns = self._columns(entry)
            partners = [pairs[row.id] for row in self.theirs.table(entry.id) if row.id in pairs]
            went = moved(mine, partners)
            behind = TOP
            for row in self.theirs.table(entry.id):
                id_ = pairs.get(row.id)
                if id_ is None:
                    yield self._added(entry, row, columns, behind)
                    continue
                number, kept = mine[id_]
                if id_ in went:
                    yield Proposed(f"{entry.id}/{id_}", entry.label, entry, "move", "differs",
                                   row=number, after=behind)  # fmt: skip
                yield from self._cells(entry, number, kept, row, columns)
                behind = id_
            for id_, (number, _row) in mine.items():
                if id_ not in pairs.values():
                    yield Proposed(f"{entry.id}/{id_}", entry.label, entry, "remove", "differs",
                                   row=number)  # fmt: skip

    def _columns(self, entry: Field) -> list[Column]:
        """Return the columns that a person fills and both of them have."""
        theirs = self.other.definition.fields[entry.id]
        known = {column.id: column.type for column in theirs.columns}
        return [column for column in entry.columns
                if is_open(column) and known.get(column.id) is column.type]  # fmt: skip

    def _added(self, entry: Field, row: Row, columns: list[Column], behind: str) -> Proposed:
        cells = tuple(
            (column, self._renamed(row.cells.get(column.id)))
            for column in columns
            if not is_empty(row.cells.get(column.id))
        )
        path = f"{entry.id}/{row.id}"
        return Proposed(path, entry.label, entry, "add", "differs", cells=cells, after=behind)

    def _cells(
        self, entry: Field, number: int, kept: Row, row: Row, columns: list[Column]
    ) -> Iterator[Proposed]:
        for column in columns:
            mine, theirs = kept.cells.get(column.id), self._renamed(row.cells.get(column.id))
            if not same(mine, theirs):
                path = f"{entry.id}/{kept.id}/{column.id}"
                yield Proposed(path, column.label, column, "cell", "differs", mine, theirs, theirs,
                               number)  # fmt: skip

    def _renamed(self, value: Json) -> Json:
        """Return a value in which the name of a row of theirs is that of the row beside it."""
        if isinstance(value, list):
            return [self._renamed(each) for each in value]
        return self.names.get(value, value) if isinstance(value, str) else value


# --- rows beside each other ---------------------------------------------------------------


def matched(entry: Field, mine: tuple[str, Content], theirs: tuple[str, Content]) -> dict[str, str]:
    """Return for the rows of theirs the row of mine that each stands beside, by their ids.

    `mine` and `theirs` are a form's id and its content.
    """
    own, other = (list(content.table(entry.id)) for _form, content in (mine, theirs))
    found: dict[str, str] = {}
    keys = [str(row.get("key", n)) for n, row in enumerate(entry.rows, start=1)]
    usual = {natural_id("row", theirs[0], entry.id, key): natural_id("row", mine[0], entry.id, key)
             for key in keys}  # fmt: skip
    by_id: list[Callable[[Row], str]] = [
        lambda row: row.id,
        lambda row: usual.get(row.id, ""),
        lambda row: natural_id("row", mine[0], entry.id, row.id),
    ]
    for name in by_id:
        _pair(found, own, other, name, lambda row: row.id)
    columns = [column for column in entry.columns if is_open(column)]
    _pair(found, own, other, *[lambda row: _said(row, columns)] * 2)
    first = next((each for each in columns if each.type in (FieldType.LINE, FieldType.TEXT)), None)
    if first is not None:
        key = first.id
        _pair(found, own, other, *[lambda row: " ".join(row.text(key).casefold().split())] * 2)
    _pair_alike(found, own, other, columns)
    return found


def _pair(
    found: dict[str, str], own: Iterable[Row], other: Iterable[Row],
    name_of_theirs: Callable[[Row], str], name_of_mine: Callable[[Row], str],
) -> None:  # fmt: skip
    """Put rows beside each other that have the same name; of several the first."""
    taken = set(found.values())
    free: dict[str, list[str]] = {}
    for row in own:
        if row.id not in taken:
            free.setdefault(name_of_mine(row), []).append(row.id)
    for row in other:
        name = name_of_theirs(row)
        if row.id not in found and name and free.get(name):
            found[row.id] = free[name].pop(0)


def _said(row: Row, columns: Sequence[Column]) -> str:
    return "\n".join(str(row.cells.get(column.id) or "") for column in columns)


def _pair_alike(
    found: dict[str, str], own: Iterable[Row], other: Iterable[Row], columns: Sequence[Column]
) -> None:
    """Put the rows beside each other that share most words, the likest first."""
    taken = set(found.values())
    mine = [(row.id, _words(row, columns)) for row in own if row.id not in taken]
    theirs = [(row.id, _words(row, columns)) for row in other if row.id not in found]
    shares = (
        (_share(words, kept), there, here)
        for there, (_id, words) in enumerate(theirs)
        for here, (_own, kept) in enumerate(mine)
    )
    likest = sorted((-share, there, here) for share, there, here in shares if share >= ALIKE)
    used: set[int] = set()
    for _much, there, here in likest:
        id_ = theirs[there][0]
        if id_ not in found and here not in used:
            found[id_] = mine[here][0]
            used.add(here)


def _words(row: Row, columns: Sequence[Column]) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _said(row, columns).casefold()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of their words two rows share."""
    return len(one & other) / max(len(one | other), 1)


def editable(found: Iterable[Proposed], can_edit: Callable[[str, str], bool]) -> Mapping[str, bool]:
    """Return for each place whether it may be written, as `can_edit(field, column)` says.

    A row comes, goes or moves only where all that it holds may be written.
    """
    told: dict[str, bool] = {}
    for one in found:
        top, _slash, rest = one.path.partition("/")
        if one.act == "value":
            field, _dot, part = one.path.partition(".")
            told[one.path] = can_edit(field, "") if not part else _part(one.path, can_edit)
        elif one.act == "cell":
            told[one.path] = can_edit(top, rest.partition("/")[2])
        else:
            told[one.path] = can_edit(top, "")
    return told


def _part(path: str, can_edit: Callable[[str, str], bool]) -> bool:
    """Tell whether a part of a field may be written; items and notes go with their field."""
    try:
        return can_edit(path, "")
    except KeyError:
        return can_edit(path.split(".", 1)[0], "")
