"""Fills tables by their usual contents: the dates of a timeline, the list of components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.commands import FillUsualRows, PlanTimeline
from mcdesk.procedure.essentials import are_known_to
from mcdesk.procedure.usual_rows import has_modules, known_modules, usual_ids
from mcdesk.ui.forms.quantities import Quantities

if TYPE_CHECKING:
    from mcdesk.procedure.content import Row
    from mcdesk.procedure.definition import Field
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.notices import Notice
    from mcdesk.ui.forms.offers import UndoOffer
    from mcdesk.ui.forms.session import FormSession

START = "t1.start"
NO_HOLIDAYS = N_(
    "The calendar has no holidays from then on: enter them in Settings, Calendar, and plan anew."
)


def can_plan(entry: Field) -> bool:
    """Tell whether a table's activities have usual lengths to plan with."""
    return bool(entry.params.get("days"))


class Planner:
    """Plans what has no dates yet, as one step; says what it did, or what it needs first."""

    def __init__(self, session: FormSession, field: str, notice: Notice, offer: UndoOffer) -> None:
        self._session, self._field, self._notice, self._offer = session, field, notice, offer

    def plan(self) -> None:
        """Fill the dates, and the people whose role on the team says who it is."""
        content = self._session.content
        start = content.day(START)
        if start is None:
            self._notice.say(_("Enter the start of the timeline first, under its dates."))
            return
        rows = content.rows.get(self._field, ())
        open_ = [row for row in rows if not (row.text("planned_start") or row.text("planned_end"))]
        if not open_:
            self._notice.say(_("Every activity has dates already; empty those to be planned anew."))
            return
        self._offer.begin()
        self._session.send([PlanTimeline(form=self._session.form_id)])
        words = plural(
            "{n} activity planned from the start, over working days.",
            "{n} activities planned from the start, over working days.",
            len(open_),
        )
        if not any(day >= start for day in self._session.view.holidays):
            words = f"{words} {_(NO_HOLIDAYS)}"
        self._offer.say(words, quiet=True)


class Usual:
    """Fills a list of components with the usual ones, as one step (domain.md, F5 c1).

    Where none of them stands a button offers it. Else those that are missing are in the menu:
    most were taken out because nobody plans them.
    """

    def __init__(self, inspector: Inspector, entry: Field, offer: UndoOffer) -> None:
        self._inspector, self._entry, self._offer = inspector, entry, offer

    def is_offered(self) -> bool:
        """Tell whether the list has usual components, and none of them stands in it."""
        usual = self._usual()
        return bool(usual) and self._missing() == len(usual)

    def _usual(self) -> frozenset[str]:
        if not has_modules(self._entry):
            return frozenset()
        return usual_ids(self._inspector.session.form_id, self._entry, self._modules())

    def _modules(self) -> tuple[Row, ...]:
        return known_modules(self._inspector.surroundings.other)

    def _missing(self) -> int:
        rows = self._inspector.session.content.table(self._entry.id)
        return len(self._usual().difference(row.id for row in rows))

    def words(self) -> str:
        """Return what the button says: for how many modules."""
        found = len(self._modules())
        if not found:
            return _("Fill in the usual components")
        return plural("Fill in the usual components for {n} module",
                      "Fill in the usual components for {n} modules", found)  # fmt: skip

    def missing_words(self) -> str:
        """Return what the menu says: how many are missing; "" where none is."""
        missing = self._missing()
        return plural("Fill in {n} usual component that is missing",
                      "Fill in {n} usual components that are missing",
                      missing) if missing else ""  # fmt: skip

    def fill(self) -> None:
        """Fill in what is missing, and offer to take that back."""
        session, missing = self._inspector.session, self._missing()
        self._offer.begin()
        session.send([FillUsualRows(form=session.form_id, field=self._entry.id)])
        filled = plural("{n} usual component was filled in. Take out what is not planned.",
                        "{n} usual components were filled in. Take out what is not planned.",
                        missing)  # fmt: skip
        self._offer.say(filled)


def usual_of(inspector: Inspector, entry: Field, offer: UndoOffer) -> Usual | Quantities:
    """Return what fills a table by its usual contents: rows, or the quantities in them."""
    modules = entry.params.get("modules")
    return Quantities(inspector, entry, str(modules), offer) if modules else Usual(
        inspector, entry, offer)  # fmt: skip


class FromEssentials:
    """Fills an empty table with what the essentials of a take-over say of it (decisions.md, 4).

    Where they say nothing, it leads to where they are entered.
    """

    def __init__(self, inspector: Inspector, entry: Field, offer: UndoOffer) -> None:
        self._inspector, self._entry, self._offer = inspector, entry, offer

    def is_offered(self) -> bool:
        """Tell whether the table begins with what stands there, and nothing is written in it."""
        form = self._inspector.session.view.from_essentials
        written = any(not row.is_blank for row in self._inspector.session.content.table(
            self._entry.id))  # fmt: skip
        return are_known_to(self._entry, form) and not written

    def _known(self) -> int:
        kind, _mark, source = self._entry.prefill.partition(".")
        return len(self._inspector.surroundings.other(kind).table(source))

    def words(self) -> str:
        """Return what the button says: how many rows come, or where they are entered."""
        known = self._known()
        if not known:
            return _("Enter it in the essentials of the take-over…")
        return plural("Take over {n} row from the essentials",
                      "Take over {n} rows from the essentials", known)  # fmt: skip

    def fill(self) -> None:
        """Take over what is known, and offer to take that back; else ask for it."""
        known, session = self._known(), self._inspector.session
        if not known:
            self._inspector.essentials_wanted.emit()
            return
        self._offer.begin()
        session.send([FillUsualRows(form=session.form_id, field=self._entry.id)])
        self._offer.say(plural("{n} row was taken over from the essentials.",
                               "{n} rows were taken over from the essentials.", known))  # fmt: skip
