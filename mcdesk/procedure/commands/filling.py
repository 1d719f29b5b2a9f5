"""Commands about what stands in a form."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Annotated, Any, ClassVar

from mcdesk.procedure.commands.command import (
    CURRENT,
    BehindRef,
    CardRef,
    Command,
    FormRef,
    NewId,
    RowRef,
    command,
)
from mcdesk.procedure.status import NOT_CANCELLED, UNDER_WAY


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm(Command):
    """Open a form of a card; opening one that is open changes nothing."""

    event: ClassVar[str] = "FormOpened"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    card: CardRef
    form: Annotated[str, "the kind: R1, F2 …"]
    scope: Annotated[str, "which sheet, where a kind has several: the number of the next one"] = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSheet(Command):
    """Remove a sheet that was begun by mistake: never frozen, nothing signed; undo brings it back.

    For forms that have several: of meetings (R2) and of assessors (F9).
    """

    event: ClassVar[str] = "SheetRemoved"
    states: ClassVar[tuple[str, ...]] = UNDER_WAY
    form: FormRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class CoverCard(Command):
    """Let an assignment letter (R1) cover another card too (decisions.md, 16)."""

    event: ClassVar[str] = "CardCovered"
    undo_right: ClassVar[str] = "cards"
    form: FormRef
    card: CardRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SetValue(Command):
    """Set one field, part or checklist item; `base` is the value that was on screen."""

    event: ClassVar[str] = "ValueSet"
    states: ClassVar[tuple[str, ...]] = NOT_CANCELLED
    form: FormRef
    path: Annotated[str, "p1, p14.note, a2.07"]
    new: Any
    base: Annotated[Any, "what was on screen; the value that is there when left out"] = CURRENT


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AddRow(Command):
    """Add a row to a table field, after another row or at the end."""

    event: ClassVar[str] = "RowAdded"
    states: ClassVar[tuple[str, ...]] = NOT_CANCELLED
    form: FormRef
    field: str
    cells: dict[str, Any] = default(default_factory=dict)
    after: BehindRef = ""
    id: NewId = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SetCell(Command):
    """Set one cell of a table field; `base` is the value that was on screen."""

    event: ClassVar[str] = "CellSet"
    states: ClassVar[tuple[str, ...]] = NOT_CANCELLED
    form: FormRef
    field: str
    row: RowRef
    column: str
    new: Any
    base: Annotated[Any, "what was on screen; the value that is there when left out"] = CURRENT
    restore: Annotated[bool, "whether a row that was taken out is put back for it"] = False


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow(Command):
    """Move a row of a table field behind another one."""

    event: ClassVar[str] = "RowMoved"
    states: ClassVar[tuple[str, ...]] = NOT_CANCELLED
    form: FormRef
    field: str
    row: RowRef
    after: BehindRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRow(Command):
    """Remove a row of a table field; undo brings it back."""

    event: ClassVar[str] = "RowRemoved"
    states: ClassVar[tuple[str, ...]] = NOT_CANCELLED
    form: FormRef
    field: str
    row: RowRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FillForm(Command):
    """Fill many places of a form at once: values by path, and rows by table field."""

    event: ClassVar[str] = "FormFilled"
    states: ClassVar[tuple[str, ...]] = NOT_CANCELLED
    form: FormRef
    values: dict[str, Any] = default(default_factory=dict)
    rows: Annotated[
        dict[str, list[dict[str, Any]]], "rows to add, by field; each a table of cells"
    ] = default(default_factory=dict)
    replace: Annotated[bool, "whether the rows given replace those that stand there"] = False


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class TakeFromForm(Command):
    """Take over what another micro-credential's form of the same kind says, section by section."""

    event: ClassVar[str] = "FormTaken"
    states: ClassVar[tuple[str, ...]] = NOT_CANCELLED
    form: FormRef
    source: Annotated[str, "the form to take from: its id, or CODE/KIND such as MC-LAW-LAW-2601/F7"]
    sections: Annotated[list[str], "the ids of the sections; all when left out"] = default(
        default_factory=list
    )
    overwrite: Annotated[
        list[str], "filled fields that may be overwritten (d3, d13); '*' for all"
    ] = default(default_factory=list)


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTimeline(Command):
    """Give dates to the activities of a timeline that have none, forward from its start."""

    event: ClassVar[str] = "TimelinePlanned"
    states: ClassVar[tuple[str, ...]] = NOT_CANCELLED
    form: FormRef


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FillUsualRows(Command):
    """Fill a table with those of the rows it usually begins with that are not there (F5 c1)."""

    event: ClassVar[str] = "UsualRowsFilled"
    states: ClassVar[tuple[str, ...]] = NOT_CANCELLED
    form: FormRef
    field: Annotated[str, "the table: c1"]
