"""Quantities of the usual components of a proposal, taken from its modules (domain.md, F2 p40)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import SetCell
from mcdesk.procedure.usual_rows import QUANTITY, quantities

if TYPE_CHECKING:
    from mcdesk.procedure.content import Row
    from mcdesk.procedure.definition import Field
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.offers import UndoOffer


class Quantities:
    """Fills the quantities of the components that each module has, as one step.

    A button offers it where some of them say none: what was typed is kept. Where all say one and
    some follow the modules no longer, the menu takes them anew.
    """

    def __init__(self, inspector: Inspector, entry: Field, modules: str, offer: UndoOffer) -> None:
        self._inspector, self._entry, self._offer = inspector, entry, offer
        self._modules = modules

    def is_offered(self) -> bool:
        """Tell whether a usual component has no quantity that the modules give."""
        return bool(self._empty())

    def _count(self) -> int:
        return len(self._inspector.session.content.table(self._modules))

    def _other(self) -> list[Row]:
        """Return the rows of usual components whose quantity is not that of the modules."""
        session = self._inspector.session
        wanted = quantities(session.form_id, self._entry, self._count())
        return [row for row in session.content.rows.get(self._entry.id, ())
                if row.id in wanted and row.text(QUANTITY) != wanted[row.id]]  # fmt: skip

    def _empty(self) -> list[Row]:
        return [row for row in self._other() if not row.text(QUANTITY)]

    def words(self) -> str:
        """Return what the button says: for how many modules."""
        return plural("Fill in the quantities for {n} module",
                      "Fill in the quantities for {n} modules", self._count())  # fmt: skip

    def missing_words(self) -> str:
        """Return what the menu says; "" where all follow the modules."""
        found = self._other()
        if not found:
            return ""
        return self.words() if self._empty() else plural(
            "Take {n} quantity anew from the modules", "Take {n} quantities anew from the modules",
            len(found))  # fmt: skip

    def fill(self) -> None:
        """Fill in what is empty, else take anew what follows no longer; offer to take it back."""
        session, count = self._inspector.session, self._count()
        found = self._empty() or self._other()
        wanted = quantities(session.form_id, self._entry, count)
        self._offer.begin()
        session.send([
            SetCell(form=session.form_id, field=self._entry.id, row=row.id, column=QUANTITY,
                    new=wanted[row.id], base=row.cells.get(QUANTITY))
            for row in found
        ])  # fmt: skip
        self._offer.say(_("Quantities were taken from the modules. Correct what differs."))
