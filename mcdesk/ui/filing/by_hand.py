"""Choosing by hand which form pages belong to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk import i18n
from mcdesk.i18n import _
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.escape import FindLine
from mcdesk.ui.filing import jobs
from mcdesk.ui.people.table import Line, LinesView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import CardTile, FormLine
    from mcdesk.ui.tasks import Tasks


class FormDialog(Dialog):
    """Asks for a micro-credential, then for a form of it."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(_("Which form are these pages of?"), parent, width=720)
        self._tasks = tasks
        self.search = FindLine()
        self.search.setPlaceholderText(_("Code or title"))
        self.search.setAccessibleName(_("Find a micro-credential"))
        self.cards = LinesView((_("Code"), _("Micro-credential")), (1,))
        self.cards.widths(190, 0)
        self.cards.setAccessibleName(_("Micro-credentials"))
        self.cards.setMinimumHeight(170)
        self.forms = LinesView((_("Form"), _("Title"), _("Version")), (1,))
        self.forms.widths(140, 0, 90)
        self.forms.setAccessibleName(_("Forms"))
        self.forms.setMinimumHeight(190)
        for part in (self.search, self.cards, parts.label(_("Form"), "caption"), self.forms):
            self.body.addWidget(part)
        self.add_ok(_("Choose"), enabled=False)
        self.search.textChanged.connect(self.cards.narrow)
        self.cards.picked.connect(self._on_card)
        self.forms.picked.connect(self._on_form)
        self.forms.opened.connect(self._on_opened)
        tasks.run(jobs.read_cards, self._on_cards, kind="reader")
        self.search.setFocus()

    @property
    def form(self) -> str:
        """The id of the form that was chosen."""
        return self.forms.current

    def _on_cards(self, tiles: tuple[CardTile, ...]) -> None:
        shown = i18n.language()
        self.cards.show_lines([Line(t.id, (t.code, t.title(shown))) for t in tiles])

    def _on_card(self, card: str) -> None:
        if card:
            job = partial(jobs.read_forms, card)
            self._tasks.run(job, partial(self._on_forms, card), kind="reader")
        else:
            self.forms.show_lines([])

    def _on_forms(self, card: str, lines: tuple[FormLine, ...]) -> None:
        if card != self.cards.current:
            return
        self.forms.show_lines([
            Line(line.form_id, (_kind(line), line.title.text(), str(line.version or "–")))
            for line in lines
        ])  # fmt: skip
        self._on_form(self.forms.current)

    def _on_form(self, form: str) -> None:
        self.ok.setEnabled(bool(form))

    def _on_opened(self, _form: str) -> None:
        self.accept()


def _kind(line: FormLine) -> str:
    words = _("{kind}, sheet {n}")
    return words.format(kind=line.kind, n=line.sheet) if line.sheet else line.kind
