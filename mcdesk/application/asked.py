"""What needs a look, in words: the places that an event wrote, with the row of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from mcdesk.application.history import Shown
from mcdesk.application.views import Change
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.records import RECORDS, TYPED_ROWS
from mcdesk.procedure.rows import row_of
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.journal import Effect
    from mcdesk.application.views import Collided
    from mcdesk.procedure.definition import Field

ROWS = frozenset({"form_row", *TYPED_ROWS})
LONGEST, MOST_SAID = 32, 80
WRITTEN = (FieldType.LINE, FieldType.TEXT)
FILLED = frozenset({"ValueSet", "CellSet", "FormFilled", "RowAdded", "RowRemoved", "RowMoved"})
"""The kinds of events that are told apart by the place that they wrote."""
ROW, ROW_OF, ROW_GONE = N_("row {n}"), N_("row “{text}”"), N_("a row that was taken out")


class Asked(Shown):
    """Finds the words for what needs a look: a row by its number, or by its text once it is out."""

    @override
    def mark(self, effect: Effect, entry: Field | None) -> Label | None:
        if effect.table not in ROWS:
            return None
        row: Any = self.reader.find(RECORDS[effect.table], effect.id)
        if row is None:
            return None
        if not row.deleted:
            its = {"form_id": row.form_id, "field": row.field}
            found: Sequence[Any] = self.reader.select(type(row), **its)
            order = sorted((each.rank.encode(), each.id) for each in found if not each.deleted)
            return said_in_both(ROW, n=[id_ for _rank, id_ in order].index(row.id) + 1)
        written = (each.id for each in (entry.columns if entry else ()) if each.type in WRITTEN)
        text = next((str(said) for id_ in written if (said := row_of(row).cells.get(id_))), "")
        short = _short(text, LONGEST)
        return said_in_both(ROW_OF, text=short) if short else said_in_both(ROW_GONE)


def is_row_out(shown: Shown, effects: Sequence[Effect]) -> bool:
    """Tell whether an event wrote into a row that is not there any more."""
    rows = [effect for effect in effects if effect.table in ROWS and not effect.new["deleted"]]
    found: list[Any] = [shown.reader.find(RECORDS[each.table], each.id) for each in rows]
    return any(row is not None and row.deleted for row in found)


def titled(
    kind: str, what: Label, places: Sequence[Collided | Change], *, said: bool = False
) -> Label:
    """Return what an event was, with the place that it wrote, and how many more.

    `said` adds what it wrote in the first one.
    """
    if kind not in FILLED or not places:
        return what
    first, more = places[0], len(places) - 1
    label = first.label
    if said and isinstance(first, Change) and first.new:
        new = _short(first.new, MOST_SAID)
        label = Label(f"{label.en}: {new}", f"{label.id}: {new}")
    if not more:
        return Label(f"{what.en}: {label.en}", f"{what.id}: {label.id}")
    return said_in_both(N_("{what}: {place} and {n} more"), what=what, place=label, n=more)


def _short(text: str, most: int) -> str:
    """Return a text on one line, cut where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def said_in_both(sentence: str, **params: object) -> Label:
    """Return a sentence with its places filled, in both languages."""
    said = Finding("asked", sentence, params)
    return Label(said.sentence("en"), said.sentence("id"))
