"""What serves what in a form, live: outcomes against modules, steps and assessments.

The rows and columns follow from the definition: each rule `each_code_used` gives a column for
its codes, a computed table `alignment` one for each kind of step (domain.md, F7 d9, d7, d13, d16).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.rules_tables import folded_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mcdesk.procedure.content import Content, Row
    from mcdesk.procedure.definition import FormDefinition, Params, Rule
    from mcdesk.procedure.stage import Label

LONGEST = 60
KINDS = ("material", "practice", "assessment")
"""The columns of an alignment that tell of steps."""
_NAMING = (FieldType.LINE, FieldType.TEXT)
GAP_SIGN = "✕"
"""What stands in a cell that nothing serves, on screen and on paper."""
NO_CODE = "–"
"""The code of the row of an alignment that gathers the steps without a known outcome."""
Served = dict[str, list["Place"]]
Mark = Literal["gap", "orphan"]


@dataclass(frozen=True, slots=True)
class Place:
    """A row that serves something: the cell that says so, and what the row is called."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One code: where it stands, and for each column the rows that serve it."""

    code: str
    words: str
    path: str
    cells: tuple[tuple[Place, ...], ...]

    @property
    def gaps(self) -> int:
        return sum(not cell for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Codes against what serves them; `orphans` are the rows that serve none of them.

    `closings` tell for each column where a gap is closed: the cell of a row that serves no code
    yet, else of the row that is still to be written (its id is "").
    """

    title: Label
    columns: tuple[Label, ...]
    lines: tuple[Line, ...]
    orphans: tuple[Place, ...] = ()
    closings: tuple[str, ...] = ()

    @property
    def gaps(self) -> int:
        return sum(line.gaps for line in self.lines)


def has_matrices(definition: FormDefinition) -> bool:
    """Tell whether a form has anything to align."""
    return any(rule.check == "each_code_used" for rule in definition.rules)


def matrices(definition: FormDefinition, content: Content) -> tuple[Matrix, ...]:
    """Return the matrices of a form, in the order of its fields."""
    by_path: dict[str, list[Rule]] = {}
    for rule in definition.rules:
        for path in rule.paths if rule.check == "each_code_used" else ():
            by_path.setdefault(path, []).append(rule)
    found = {path: _of_codes(definition, content, path, rules) for path, rules in by_path.items()}
    for entry in definition.fields.values():
        if entry.compute == "alignment":
            path = f"{entry.params['field']}/code"
            found[path] = _of_steps(definition, content, path, entry)
    order = list(definition.fields)
    return tuple(found[path] for path in sorted(found, key=lambda p: order.index(_table(p))))


def behind(
    definition: FormDefinition, content: Content, entry: Field, cell: tuple[str, str]
) -> tuple[str, ...]:
    """Return the places that a cell of a computed table `alignment` tells of.

    Args:
        definition: The form.
        content: What stands in it.
        entry: The table.
        cell: The code of its row, and its column. An empty cell leads to where its gap is closed,
            a row without a known code to the steps that serve none (domain.md, F7 d9).
    """
    matrix = _of_steps(definition, content, f"{entry.params['field']}/code", entry)
    code, column = folded_code(cell[0]), cell[1]
    line = next((each for each in matrix.lines if folded_code(each.code) == code), None)
    if line is None:
        return tuple(place.path for place in matrix.orphans)
    if column not in KINDS:
        return (line.path,)
    at = KINDS.index(column)
    return tuple(place.path for place in line.cells[at]) or (matrix.closings[at],)


def marks(
    definition: FormDefinition, content: Content, entry: Field, rows: Iterable[Row]
) -> dict[tuple[str, str], Mark]:
    """Return which cells of a computed table `alignment` are gaps, and which tell of orphans.

    They are named by the id of their row, of `rows`, and their column (domain.md, F7 d9).
    """
    if entry.compute != "alignment":
        return {}
    matrix = _of_steps(definition, content, f"{entry.params['field']}/code", entry)
    gaps = {
        folded_code(line.code): [name for name, cell in zip(KINDS, line.cells, strict=True)
                                 if not cell]
        for line in matrix.lines
    }  # fmt: skip
    found: dict[tuple[str, str], Mark] = {}
    for row in rows:
        code = folded_code(row.text("code"))
        found |= {(row.id, name): "gap" for name in gaps.get(code, ())}
        if code == NO_CODE and code not in gaps:
            found |= {(row.id, column.id): "orphan" for column in entry.columns}
    return found


def _table(path: str) -> str:
    return path.split("/", 1)[0]


def _of_codes(
    definition: FormDefinition, content: Content, path: str, rules: Iterable[Rule]
) -> Matrix:
    """Return codes against the tables that shall name each of them."""
    known = _codes(content, path)
    columns: list[Label] = []
    served: list[Served] = []
    orphans: list[Place] = []
    closings: list[str] = []
    for rule in rules:
        field_id, column = str(rule.params["in"]).split("/", 1)
        entry = definition.fields[field_id]
        columns.append(entry.label)
        found, lost = _served(entry, content.table(field_id), column, known)
        served.append(found)
        orphans += lost
        closings.append(_closing(entry, column, lost))
    lines = _lines(definition.fields[_table(path)], content, path, served)
    title = definition.fields[_table(path)].label
    return Matrix(title, tuple(columns), lines, tuple(orphans), tuple(closings))


def _of_steps(definition: FormDefinition, content: Content, path: str, entry: Field) -> Matrix:
    """Return module outcomes against the steps that teach, practise and assess them."""
    params: Params = entry.params
    steps = _field(definition, str(params["steps"]))
    rows = content.table(steps.id)
    known = _codes(content, path)
    columns: list[Label] = []
    served: list[Served] = []
    closings: list[str] = []
    for name in KINDS:
        columns.append(entry.column(name).label)
        own = [row for row in rows if row.text("kind") in params[name]]
        found, lost = _served(steps, own, "outcomes", known)
        served.append(found)
        closings.append(_closing(steps, "outcomes", lost))
    orphans = _served(steps, rows, "outcomes", known)[1]
    outcomes = _field(definition, _table(path))
    lines = _lines(outcomes, content, path, served)
    return Matrix(outcomes.label, tuple(columns), lines, orphans, tuple(closings))


def _field(definition: FormDefinition, id_: str) -> Field:
    """Return a table; one in which a part of the form has no row is not in its definition."""
    return definition.fields.get(id_) or Field(id_, definition.title, FieldType.TABLE)


def _closing(entry: Field, column: str, lost: tuple[Place, ...]) -> str:
    """Return the cell in which a gap of a column of the matrix is closed."""
    return lost[0].path if lost else f"{entry.id}//{column}"


def _codes(content: Content, path: str) -> frozenset[str]:
    field_id, column = path.split("/", 1)
    return frozenset(folded_code(row.text(column)) for row in content.table(field_id)) - {""}


def _served(
    entry: Field, rows: Iterable[Row], column: str, known: frozenset[str]
) -> tuple[Served, tuple[Place, ...]]:
    """Return the rows that name each known code, and those that name none."""
    found: Served = {}
    orphans: list[Place] = []
    for row in rows:
        place = Place(f"{entry.id}/{row.id}/{column}", row_name(entry, row))
        codes = {folded_code(code) for code in row.many(column)} & known
        for code in codes:
            found.setdefault(code, []).append(place)
        if not codes:
            orphans.append(place)
    return found, tuple(orphans)


def _lines(
    entry: Field, content: Content, path: str, served: Iterable[Mapping[str, list[Place]]]
) -> tuple[Line, ...]:
    return tuple(_each_line(entry, content, path.split("/", 1)[1], tuple(served)))


def _each_line(
    entry: Field, content: Content, column: str, served: tuple[Mapping[str, list[Place]], ...]
) -> Iterator[Line]:
    for row in content.table(entry.id):
        code = row.text(column).strip()
        if code:
            cells = tuple(tuple(each.get(folded_code(code), ())) for each in served)
            name = row_name(entry, row, without=column)
            yield Line(code, name, f"{entry.id}/{row.id}/{column}", cells)


def row_name(entry: Field, row: Row, without: str = "") -> str:
    """Return what a row is called: the first two texts that are written in it, in short."""
    texts = [
        row.text(column.id).strip().split("\n", 1)[0]
        for column in entry.columns
        if column.type in _NAMING and column.id != without
    ]
    name = " · ".join([text for text in texts if text][:2])
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
