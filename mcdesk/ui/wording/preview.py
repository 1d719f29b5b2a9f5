"""A form on screen with a wording that is not published: the real view, blank and closed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.application.drafts import DraftWriter
from mcdesk.i18n import _
from mcdesk.procedure.calendar import zone
from mcdesk.ui import fitting
from mcdesk.ui.forms.inspector import Inspector
from mcdesk.ui.forms.pills import Pills
from mcdesk.ui.forms.session import FormSession
from mcdesk.ui.forms.workbench import Workbench
from mcdesk.ui.manners import MannerlyDialog

if TYPE_CHECKING:
    from mcdesk.application.views import FormView


class Nowhere:
    """A host and a worker that keep nothing: a form that is only looked at asks for nothing."""

    drafts_path = None

    def run(self, _job: Any, _done: Any, _failed: Any = None, *, kind: str = "local") -> None:
        """Do nothing."""

    def run_long(self, _job: Any, _done: Any, _failed: Any = None, *, kind: str = "local") -> Any:
        """Do nothing."""

    def now(self) -> datetime:
        """Return the time, with its zone."""
        return datetime.now(zone())


class FormPreview(MannerlyDialog):
    """Shows a form as those who fill it will see it, at the entry whose wording is being changed.

    `place` is that entry's (`procedure/wording.py`).
    """

    def __init__(self, view: FormView, parent: QWidget | None = None, place: str = "") -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setModal(True)
        title = _("Preview: {form}").format(form=view.definition.title.text())
        self.setWindowTitle(title)
        nowhere = Nowhere()
        self.session = FormSession(nowhere, view, nowhere, DraftWriter(None), self)
        self.inspector = Inspector(self.session)
        self.bench = Workbench(self.inspector, self)
        self.inspector.setParent(self.bench)
        self.bench.bar.hide()
        words = _("This is the form with the changed wording, blank. Nothing can be written here.")
        self.bench.state_notice.say(words, quiet=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.bench)
        fitting.fit(self, QSize(1280, 800))
        self.bench.beside.setEnabled(False)
        self.bench.stack.currentChanged.connect(self._offer)
        self.bench.show_first()
        self._go(place)
        self._offer()

    def _go(self, place: str) -> None:
        """Show the section, field, part or item that a wording's place names."""
        ids = {kind: id_ for kind, _mark, id_ in (step.partition(":") for step in place.split("/"))}
        if any(section.id == ids.get("section") for section in self.bench.sections):
            self.bench.show_section(ids["section"])
        inner = ids.get("item") or ids.get("part")
        fields = self.session.definition.fields
        if ids.get("field") in fields:
            self.bench.go(".".join(filter(None, (ids["field"], inner))))

    def _offer(self) -> None:
        """Show all answers that can be chosen: they are among the wording that is looked at."""
        for pills in self.findChildren(Pills):
            pills.offer_all()
