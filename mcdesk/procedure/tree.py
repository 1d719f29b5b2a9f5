"""A form as a tree: modules, under each its outcomes, steps and videos, under a video its scenes.

What belongs to what follows from the definition: a table whose codes are added up by another
(`sum_per_code`) is a branch, and every table that names its codes in a column hangs on it
(domain.md, F7 d6 to d8, d10 to d12, d16).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.rules_tables import folded_code
from mcdesk.procedure.sound import sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.procedure.content import Content, Row
    from mcdesk.procedure.definition import Field, FormDefinition, Rule
    from mcdesk.procedure.stage import Label

Standing = Literal["empty", "incomplete", "complete"]
"""How far a row or branch is: nothing in it yet, something lacking or wrong, or all there."""

TIMES = ("minutes", "seconds", "hours")
LONGEST = 120
_NAMING = (FieldType.LINE, FieldType.TEXT)
STRAY = "?"
"""The key of the branch that gathers rows whose code no row has."""


@dataclass(frozen=True, slots=True)
class Link:
    """A table whose rows name the code of another's row; `is_prefix`: 2.1 belongs to 2."""

    table: str
    column: str
    is_prefix: bool = False

    def code(self, row: Row) -> str:
        """Return the code that a row names, as codes are compared."""
        text = row.text(self.column)
        return folded_code(text.split(".")[0] if self.is_prefix else text)


@dataclass(frozen=True, slots=True)
class Branch:
    """A table whose rows others belong to: the column of its codes, and those tables.

    The column `total` (`table/column`) adds up to `times` the column `target` of the branch.
    """

    table: str
    column: str
    links: tuple[Link, ...]
    total: str
    target: str
    times: Decimal


@dataclass(frozen=True, slots=True)
class Marks:
    """The ids of rows in which something is wrong, remarked upon or changed by others."""

    wrong: frozenset[str] = frozenset()
    remarked: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the tree: a row, or (`label`) a table's rows that belong to the line above.

    `path` leads to it; `time` is what it and its rows take in the unit of the column `unit`,
    `planned` what its own row plans of that; `rows` counts the lines of a table, `remarks` and
    `changes` the rows in and below it that were remarked upon or changed.
    """

    key: str
    path: str
    words: str = ""
    code: str = ""
    label: Label | None = None
    time: Decimal | None = None
    planned: Decimal | None = None
    unit: str = ""
    state: Standing = "complete"
    remarks: int = 0
    changes: int = 0
    children: tuple[Node, ...] = ()

    @property
    def row(self) -> tuple[str, str] | None:
        """The table and the id of the row that this line is, if it is one."""
        if self.label is not None or self.key == STRAY:
            return None
        table, row_id = self.key.split("/", 1)
        return table, row_id


def branches(definition: FormDefinition) -> tuple[Branch, ...]:
    """Return the tables of a form that others belong to, in the order of its fields."""
    rules = {str(r.params["among"]): r for r in definition.rules if r.check == "sum_per_code"}
    order = list(definition.fields)
    taken: set[str] = set()
    found = []
    for head in sorted(rules, key=lambda path: order.index(path.split("/")[0])):
        links: dict[str, Link] = {}
        for rule in definition.rules:
            for link in _links(definition, rule, head):
                if link.table not in taken:
                    links.setdefault(link.table, link)
        taken |= links.keys()
        table, column = head.split("/", 1)
        sorted_links = sorted(links.values(), key=lambda link: order.index(link.table))
        total, times = rules[head].paths[0], Decimal(str(rules[head].params.get("times", 1)))
        target = str(rules[head].params["target"]).split("/", 1)[1]
        found.append(Branch(table, column, tuple(sorted_links), total, target, times))
    return tuple(found)


def _links(definition: FormDefinition, rule: Rule, head: str) -> Iterator[Link]:
    """Yield the columns that a rule says to name the codes of `head`."""
    if rule.check == "sum_per_code" and rule.params["among"] == head:
        yield Link(rule.paths[0].split("/", 1)[0], str(rule.params["group"]))
    elif rule.check == "codes_known" and rule.params["among"] == head:
        for path in rule.paths:
            table, column = path.split("/", 1)
            if definition.fields[table].column(column).type is not FieldType.TAGS:
                yield Link(table, column)
    elif rule.check == "rows_per_code" and head in rule.paths:
        table, column = str(rule.params["in"]).split("/", 1)
        yield Link(table, column, is_prefix=True)


def has_tree(definition: FormDefinition) -> bool:
    """Tell whether a form has rows that belong to others."""
    return bool(branches(definition))


def tops(found: Iterable[Branch]) -> list[Branch]:
    """Return the branches that hang on no other."""
    below = {link.table for branch in found for link in branch.links}
    return [branch for branch in found if branch.table not in below]


def tree(definition: FormDefinition, content: Content, marks: Marks = NO_MARKS) -> tuple[Node, ...]:
    """Return the tree of a form; rows that belong to none are gathered at its end.

    Times that are told as wrong are not added up.
    """
    content = sound(definition, content)
    found = branches(definition)
    planter = _Planter(definition, content, marks, found)
    nodes: list[Node] = []
    lost: list[Node] = []
    for branch in tops(found):
        nodes += planter.lines(branch.table, content.table(branch.table))
    for branch in found:
        lost += planter.groups(branch, None, STRAY)
    if lost:
        stray = Node(STRAY, lost[0].path)
        nodes.append(replace(_over(stray, tuple(lost)), state="incomplete"))
    return tuple(nodes)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table are to its lines."""

    code: str
    number: str
    time: str
    naming: tuple[str, ...]
    filled: tuple[str, ...]
    goal: str


class _Planter:
    """Builds the lines of one content; the rows of each table are sorted by code once."""

    def __init__(
        self, definition: FormDefinition, content: Content, marks: Marks,
        found: Iterable[Branch],
    ) -> None:  # fmt: skip
        self._definition, self._content, self._marks = definition, content, marks
        self._branches = {branch.table: branch for branch in found}
        self._links = {link.table: link for branch in found for link in branch.links}
        self._columns: dict[str, _Columns] = {}
        self._known = {
            branch.table: {
                folded_code(row.text(branch.column)) for row in content.table(branch.table)
            } - {""}
            for branch in found
        }  # fmt: skip
        self._sorted: dict[str, dict[str | None, list[Row]]] = {}

    def lines(self, table: str, rows: Iterable[Row]) -> list[Node]:
        """Return a line for each row, with what belongs to it."""
        return [self._line(table, row) for row in rows]

    def _line(self, table: str, row: Row) -> Node:
        columns, branch = self._columns_of(table), self._branches.get(table)
        code = row.text(columns.code or columns.number).strip()
        words = next((text for name in columns.naming if (text := row.text(name).strip())), "")
        state: Standing = "incomplete" if row.id in self._marks.wrong else "complete"
        if all(is_empty(row.cells.get(name)) for name in columns.filled):
            state = "empty"
        key = f"{table}/{row.id}"
        node = Node(
            key, f"{key}/{columns.goal}", _short(words), code, state=state,
            time=row.number(columns.time) if columns.time else None, unit=columns.time,
            remarks=int(row.id in self._marks.remarked), changes=int(row.id in self._marks.changed),
        )  # fmt: skip
        if branch is None:
            return node
        groups = tuple(self.groups(branch, folded_code(code), key)) if code else ()
        return self._with_groups(branch, row, node, groups)

    def _with_groups(self, branch: Branch, row: Row, node: Node, groups: tuple[Node, ...]) -> Node:
        """Return the line of a branch with the rows that belong to it, and their sum."""
        table, unit = branch.total.split("/", 1)
        planned = row.number(branch.target)
        total = next((each for each in groups if each.key.endswith(f">{table}")), None)
        single = len(branch.links) == 1
        below = groups[0].children if single and groups else groups
        node = replace(
            _over(node, below), unit=unit, time=total.time if total is not None else None,
            planned=None if planned is None else planned * branch.times,
        )  # fmt: skip
        if node.state == "complete" and total is None:
            return replace(node, state="incomplete" if groups else "empty")
        return node

    def groups(self, branch: Branch, code: str | None, above: str) -> Iterator[Node]:
        """Yield the tables that have rows of a code; None: of a code that no row has."""
        for link in branch.links:
            rows = self._by_code(branch, link).get(code, [])
            if rows:
                label = self._definition.fields[link.table].label
                lines = tuple(self.lines(link.table, rows))
                unit = self._columns_of(link.table).time
                found = [t for row in rows if unit and (t := row.number(unit)) is not None]
                node = Node(
                    f"{above}>{link.table}", lines[0].path, label=label, unit=unit,
                    time=sum(found, Decimal(0)) if found else None,
                )  # fmt: skip
                yield _over(node, lines)

    def _by_code(self, branch: Branch, link: Link) -> dict[str | None, list[Row]]:
        if link.table not in self._sorted:
            known = self._known[branch.table]
            found: dict[str | None, list[Row]] = {}
            for row in self._content.table(link.table):
                code = link.code(row)
                found.setdefault(code if code in known else None, []).append(row)
            self._sorted[link.table] = found
        return self._sorted[link.table]

    def _columns_of(self, table: str) -> _Columns:
        if table not in self._columns:
            branch, link = self._branches.get(table), self._links.get(table)
            self._columns[table] = _columns(
                self._definition.fields[table], branch.column if branch else "", link
            )
        return self._columns[table]


def _columns(entry: Field, code: str, link: Link | None) -> _Columns:
    named = link.column if link is not None else ""
    if not code:
        code = named if link is not None and link.is_prefix else ""
        code = code or next((column.id for column in entry.columns if column.id == "code"), "")
    number = number_column(entry, code)
    naming = tuple(c.id for c in entry.columns if c.type in _NAMING and c.id not in (code, named))
    apart = (code, named, number)
    filled = tuple(c.id for c in entry.columns if c.id not in apart and not c.compute)
    time = next((name for name in TIMES if any(c.id == name for c in entry.columns)), "")
    return _Columns(code, number, time, naming, filled, (*naming, entry.columns[0].id)[0])


def number_column(entry: Field, code: str = "") -> str:
    """Return the column that numbers rows from 1 on, as steps and scenes are numbered, or ""."""
    return next(
        (
            column.id
            for column in entry.columns
            if column.type is FieldType.NUMBER and column.minimum == 1 and column.id != code
        ),
        "",
    )


def _over(node: Node, children: tuple[Node, ...]) -> Node:
    """Return a line with those below it: their remarks, changes and state are its own, too."""
    if not children:
        return node
    states = {child.state for child in children}
    if node.label is None and node.key != STRAY:
        states.add(node.state)
    state: Standing = "incomplete" if len(states) > 1 else states.pop()
    return replace(
        node,
        state=state,
        remarks=node.remarks + sum(child.remarks for child in children),
        changes=node.changes + sum(child.changes for child in children),
        children=children,
    )


def _short(words: str) -> str:
    words = words.split("\n", 1)[0]
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
