"""Taking over from another micro-credential's form: from which, which sections, over what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.commands import TakeFromForm
from mcdesk.ui.enter import is_enter
from mcdesk.ui.forms.dialogs import FormDialog, labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.notices import error_words
from mcdesk.ui.forms.parts import clear, column, text
from mcdesk.ui.forms.ticks import TickBox
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FormView, SourceLine, Taking
    from mcdesk.procedure.taking import Part
    from mcdesk.ui.forms.seams import Jobs

LIST_HEIGHT = 132
INDENT = 3 * GAP
OUTSIDE = {
    "original": N_("external original"),
    "before": N_("before MC Desk"),
}
"""How a source stands that was done outside, by the state that is kept of it."""


class TakeDialog(FormDialog):
    """Asks for a form to take over from, shows what comes and what stays, section by section."""

    def __init__(
        self, jobs: Jobs, view: FormView, sources: Sequence[SourceLine],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = _("Take over from another “{form}”").format(form=view.definition.short.text())
        super().__init__(title, _("Take over"), parent)
        self._jobs, self._view, self._sources = jobs, view, sources
        self._taking: Taking | None = None
        self._trouble = ""
        self.sections: dict[str, TickBox] = {}
        self.overwrite: dict[str, TickBox] = {}
        self.search = Line()
        self.search.setPlaceholderText(_("Code, title or study programme"))
        self.search.changed.connect(self._show_sources)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Micro-credentials that have this form"))
        self.list.setFixedHeight(LIST_HEIGHT)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.body.addWidget(labelled(_("From which micro-credential"), self.search))
        self.body.addWidget(self.list)
        self._preview = column(gap=TIGHT)
        self.body.addLayout(self._preview)
        self.body.addStretch(1)
        self.resize(640, 620)
        self.first = self.search
        self._show_sources()
        self.check()

    # --- the source ------------------------------------------------------------------------

    def _show_sources(self) -> None:
        """List the sources that hold every word searched for."""
        words = self.search.text().casefold().split()
        chosen = self.source()
        self.list.clear()
        for line in self._sources:
            names = (line.code, line.title.en, line.title.id, line.programme.en, line.programme.id)
            if not all(word in " ".join(names).casefold() for word in words):
                continue
            item = QListWidgetItem(f"{line.code}  {line.title.text()} ({stands_as(line)})")
            item.setToolTip(line.programme.text())
            item.setData(Qt.ItemDataRole.UserRole, line.form_id)
            self.list.addItem(item)
            if line.form_id == chosen:
                self.list.setCurrentItem(item)
        if self.list.count() == 1:
            self.list.setCurrentRow(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in the search go to what was found: nothing is taken over unseen."""
        if not is_enter(event.key()) or self.focusWidget() is not self.search:
            super().keyPressEvent(event)
        elif self.list.count():
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def source(self) -> str:
        """Return the id of the form that was chosen, or ""."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _on_chosen(self) -> None:
        self._taking, self._trouble = None, ""
        self._show_preview()
        source = self.source()
        if source:
            job = partial(_read_taking, self._view.form_id, source)
            self._jobs.run(job, partial(self._on_read, source), self._on_failed)

    def _on_read(self, source: str, taking: Taking) -> None:
        if source == self.source():
            self._taking = taking
            self._show_preview()

    def _on_failed(self, error: Exception) -> None:
        self._trouble = error_words(error)
        self.check()

    # --- what comes ------------------------------------------------------------------------

    def _show_preview(self) -> None:
        clear(self._preview)
        self.sections, self.overwrite = {}, {}
        if self._taking is not None:
            self._add_outside()
            self._add_sections(self._taking.parts)
            self._add_left(self._taking)
        self.check()
        if self.isVisible():
            QTimer.singleShot(0, self, self._fit)

    def _add_outside(self) -> None:
        """Say that the text lies outside where it does, before it seems that nothing is there."""
        line = next(line for line in self._sources if line.form_id == self.source())
        if line.outside:
            words = _(
                "In {code} this form was done outside MC Desk: its text is in the original "
                "that lies there. Only what was typed in MC Desk can be taken over."
            )
            self._preview.addWidget(text(words.format(code=line.code), wrap=True))
            self._preview.addSpacing(GAP)

    def _add_sections(self, parts: Sequence[Part]) -> None:
        if not parts:
            words = _("There is nothing there that this form does not say already.")
            self._preview.addWidget(text(words, "muted", wrap=True))
            return
        self._preview.addWidget(text(_("What is taken over"), "heading"))
        for section in self._view.definition.sections:
            found = [part for part in parts if part.section == section.id]
            if found:
                tick = TickBox(f"{section.title.text()}: {amount(found)}")
                tick.setChecked(True)
                tick.toggled.connect(self._on_ticked)
                self.sections[section.id] = tick
                self._preview.addWidget(tick)
                for part in found:
                    if part.is_filled:
                        self._add_filled(part)

    def _add_filled(self, part: Part) -> None:
        """Offer to overwrite a field that is filled here; it stays as long as it is not ticked."""
        words = _("Overwrite “{field}”, which is filled here").format(field=part.entry.label.text())
        tick = TickBox(words)
        tick.toggled.connect(self._on_ticked)
        holder = QWidget()
        inner = column(holder, gap=0)
        inner.setContentsMargins(INDENT, 0, 0, 0)
        inner.addWidget(tick)
        self.overwrite[part.path] = tick
        self._preview.addWidget(holder)

    def _add_left(self, taking: Taking) -> None:
        names = ", ".join(label.text() for label in taking.left)
        words = _(
            "Never taken over: people, days, files, what the program works out, and {fields}."
        )
        if names:
            self._preview.addSpacing(GAP)
            self._preview.addWidget(text(words.format(fields=names), "small", wrap=True))

    def _on_ticked(self) -> None:
        for part in self._taking.parts if self._taking else ():
            if part.path in self.overwrite:
                self.overwrite[part.path].setEnabled(self.sections[part.section].isChecked())
        self.check()

    def taken(self) -> list[Part]:
        """Return what would be taken over as things are ticked."""
        found = self._taking.parts if self._taking else ()
        return [
            part for part in found
            if self.sections[part.section].isChecked()
            and (not part.is_filled or self.overwrite[part.path].isChecked())
        ]  # fmt: skip

    @override
    def reasons(self) -> list[str]:
        if self._trouble:
            return [self._trouble]
        if not self._sources:
            return [_("No other micro-credential has this form yet.")]
        if not self.source():
            return [_("Choose the micro-credential to take over from.")]
        if self._taking is None:
            return [_("Reading…")]
        return [] if self.taken() else [_("Nothing is ticked that could be taken over.")]

    @override
    def advice(self) -> str:
        return _("Taken over: {what}. One undo takes it all back.").format(
            what=amount(self.taken())
        )

    def command(self) -> TakeFromForm:
        """Return the command that the dialog stands for."""
        return TakeFromForm(
            form=self._view.form_id,
            source=self.source(),
            sections=[id_ for id_, tick in self.sections.items() if tick.isChecked()],
            overwrite=[path for path, tick in self.overwrite.items() if tick.isChecked()],
        )

    def told(self) -> str:
        """Return in a sentence what was taken over, and from which micro-credential."""
        code = next(line.code for line in self._sources if line.form_id == self.source())
        words = _("Taken over from {code}: {what}.")
        return words.format(code=code, what=amount(self.taken()))


def stands_as(line: SourceLine) -> str:
    """Return how a source stands: done outside, by its version, or a draft."""
    if line.outside:
        return _(OUTSIDE[line.outside])
    return _("version {n}").format(n=line.version) if line.version else _("draft")


def amount(parts: Iterable[Part]) -> str:
    """Return how many fields and rows parts are."""
    parts = list(parts)
    fields = plural("{n} field", "{n} fields", len(parts))
    count = sum(len(part.rows) for part in parts)
    rows = plural("{n} row", "{n} rows", count)
    return f"{fields}, {rows}" if count else fields


def read_sources(form: str, desk: DeskPort) -> tuple[SourceLine, ...]:
    """Read which other cards' forms a form could be begun from."""
    return desk.sources(form)


def _read_taking(form: str, source: str, desk: DeskPort) -> Taking:
    return desk.taking(form, source)
