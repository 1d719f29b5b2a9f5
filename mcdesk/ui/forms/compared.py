"""A comparison as it is shown: the texts of each place with their words that came and went.

Long texts take a while to compare, so all of this is worked out on a worker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application.names import ViewNames
from mcdesk.application.redline import Piece, compare_words
from mcdesk.i18n import N_, _
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.procedure.definition import Column, Field
from mcdesk.ui.forms.values import show

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.names import Names
    from mcdesk.application.proposal import Proposal, Proposed
    from mcdesk.application.views import FormView
    from mcdesk.procedure.content import Row

STATES = {
    "theirs": ("", ""),
    "differs": ("", ""),
    "merged": (N_("both changes put together"), ""),
    "conflict": (N_("changed on both sides"), "warn"),
    "doubt": (N_("not understood"), "warn"),
}
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One place that differs: what it is called, both texts, and the words between them.

    `whole` are the words of both put together, where that is what would be taken over.
    """

    one: Proposed
    name: str
    mine: str
    theirs: str
    pieces: Pieces
    whole: Pieces = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with a source.

    `source` and `side` say in the language in use what it is compared with, in a title and above
    a text.
    """

    proposal: Proposal
    view: FormView
    source: Callable[[], str]
    side: Callable[[], str]
    places: tuple[Place, ...] = ()


def places_of(proposal: Proposal, view: FormView) -> tuple[Place, ...]:
    """Return every place of a proposal with its texts in the language in use."""
    names = ViewNames.of(view)
    together: dict[tuple[str, str], list[str]] = {}
    for one in proposal.found:
        if one.act == "add":
            together.setdefault(_spot(one), []).append(one.path)
    return tuple(_place(one, view, names, together.get(_spot(one), ())) for one in proposal.found)


def _spot(one: Proposed) -> tuple[str, str]:
    """Return where a row goes: its table, and the row behind which it is put."""
    return one.path.split("/", 1)[0], one.after


def _place(one: Proposed, view: FormView, names: Names, together: Sequence[str]) -> Place:
    mine, theirs = _sides(one, view, names)
    whole: Pieces = ()
    if one.state == "merged":
        whole = compare_words(mine, show(one.entry, one.value, names))
    same = one.act == "move"
    pieces = (Piece("same", mine),) if same else compare_words(mine, theirs)
    return Place(one, name_of(one, view, together), mine, theirs, pieces, whole)


def name_of(one: Proposed, view: FormView, together: Sequence[str] = ()) -> str:
    """Return what a place is called: its label, in a table with its row.

    `together` are the paths of the new rows that go to the same place as this one.
    """
    if one.act == "add":
        name = _new_row(one, view)
        if len(together) < 2 or one.path not in together:
            return name
        words = _("{name} ({n} of {of})")
        return words.format(name=name, n=together.index(one.path) + 1, of=len(together))
    if one.act == "remove":
        return _("Row {n}, to be taken out").format(n=one.row)
    if one.act == "move":
        rows = [row.id for row in view.content.rows.get(one.path.split("/", 1)[0], ())]
        if one.after not in rows:
            return _("Row {n}, to be moved to the top").format(n=one.row)
        words = _("Row {n}, to be moved behind row {m}")
        return words.format(n=one.row, m=rows.index(one.after) + 1)
    if isinstance(one.entry, Column):
        return _("Row {n} · {column}").format(n=one.row, column=one.label.text())
    label, note = one.label.text(), _("Note")
    return f"{label} · {note}" if one.path.endswith(".note") else label


def _new_row(one: Proposed, view: FormView) -> str:
    """Return what a new row is called: with its place, where that is not the end."""
    rows = [row.id for row in view.content.rows.get(one.path.split("/", 1)[0], ())]
    if one.after in rows:
        return _("New row, behind row {m}").format(m=rows.index(one.after) + 1)
    return _("New row, at the top") if one.after and rows else _("New row")


def _sides(one: Proposed, view: FormView, names: Names) -> tuple[str, str]:
    """Return what stands here and what came, as people read it; a row by its cells."""
    if one.act == "add":
        return "", _cells(one.cells, names)
    if one.act in ("remove", "move"):
        assert isinstance(one.entry, Field)
        field, _slash, id_ = one.path.partition("/")
        row = next((row for row in view.content.rows.get(field, ()) if row.id == id_), None)
        mine = _row(one.entry, row, names) if row is not None else ""
        return mine, mine if one.act == "move" else ""
    return _shown(one.entry, one.mine, names), _shown(one.entry, one.theirs, names)


def _row(entry: Field, row: Row, names: Names) -> str:
    kept = [(column, row.cells.get(column.id)) for column in entry.columns]
    return _cells([(column, value) for column, value in kept if not is_empty(value)], names)


def _cells(cells: Sequence[tuple[Column, Json]], names: Names) -> str:
    return "\n".join(f"{kind.label.text()}: {show(kind, value, names)}" for kind, value in cells)


def _shown(entry: Field | Column, value: Json, names: Names) -> str:
    return "" if is_empty(value) else show(entry, value, names)
