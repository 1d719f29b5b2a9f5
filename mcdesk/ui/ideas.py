"""Ideas before stage 1: noted, made into a card, or put away with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import _, apart, plural
from mcdesk.procedure.commands import NoteIdea, PutIdeaAway
from mcdesk.ui import dialogs, language, parts, theme
from mcdesk.ui.new_card import choice, chosen, programme_choices, too_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from mcdesk.application.views import IdeaLine, WorkspaceInfo


class IdeasPage(QWidget):
    """The list of ideas.

    Signals:
        asking: a dialog (an `AskingDialog`) is to be opened, and the command that a function makes
            of it carried out.
        card_wished: an idea is to become a micro-credential.
    """

    asking = Signal(object, object)
    card_wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ideas: tuple[IdeaLine, ...] = ()
        self._info: WorkspaceInfo | None = None
        self._chosen = ""
        self._title = parts.label("", "title")
        self._new = parts.button("", "primary", "plus")
        self._new.clicked.connect(self.ask)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.GAP)
        self._list.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setLayout(self._list)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(theme.WIDE)
        column.addLayout(parts.row(self._title, 1, self._new))
        column.addWidget(area, 1)
        theme.theme_changed.connect(self._build)
        language.language_changed.connect(self._build)
        self._build()

    def use(self, info: WorkspaceInfo) -> None:
        """Take programmes and rights from the workspace."""
        self._info = info
        self._build()

    def choose_record(self, idea: str) -> None:
        """Mark an idea (id) and bring it into sight, until another one is or the page is left."""
        self._chosen = idea
        self._build()
        QTimer.singleShot(0, self, self._show_chosen)

    def _show_chosen(self) -> None:
        chosen = [each for each in self.findChildren(QFrame) if each.property("state") == "chosen"]
        for panel in chosen:
            self._area.ensureWidgetVisible(panel)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._chosen and not event.spontaneous():
            self._chosen = ""
            self._build()

    def show_ideas(self, ideas: Sequence[IdeaLine]) -> None:
        """Show these ideas."""
        self._ideas = tuple(ideas)
        self._build()

    def _build(self) -> None:
        may = self._info is not None and not self._info.read_only
        count = len(self._ideas)
        self._title.setText(plural("{n} idea", "{n} ideas", count) if count else _("Ideas"))
        self._new.setText(_("Note an idea"))
        self._new.setEnabled(may)
        parts.clear(self._list)
        for idea in self._ideas:
            self._list.addWidget(self._panel(idea, may=may))
        if not self._ideas:
            self._list.addStretch(2)
            self._list.addLayout(parts.row(1, self._nothing(may=may), 1))
            self._list.addStretch(1)
        self._list.addStretch(1)

    def _nothing(self, *, may: bool) -> QWidget:
        """Return what stands in place of the list: what an idea is, and how one is noted."""
        box = QWidget()
        box.setMinimumWidth(560)  # else what wraps in it would be as narrow as its neighbours
        column = QVBoxLayout(box)
        column.setSpacing(theme.WIDE)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(parts.sign("lightbulb", "faint", 40), 0, centre)
        column.addWidget(parts.label(_("No ideas at the moment"), "heading"), 0, centre)
        words = _("An idea comes before stage 1: a lecturer's interest, a request from industry. "
                  "Note what it is about and from whom it comes. Later make it a card, or put it "
                  "away with a reason; either way it stays on record.")  # fmt: skip
        told = parts.label(words, "muted", wrap=True)
        told.setAlignment(centre)
        column.addWidget(told)
        first = parts.button(_("Note an idea"), "", "plus")
        first.setEnabled(may)
        first.clicked.connect(self.ask)
        column.addWidget(first, 0, centre)
        return box

    def _panel(self, idea: IdeaLine, *, may: bool) -> QFrame:
        panel = QFrame()
        panel.setProperty("role", "panel")
        if idea.id == self._chosen:
            panel.setProperty("state", "chosen")
            panel.setAccessibleDescription(_("What was found"))
        panel.setMaximumWidth(860)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(parts.label(idea.title, "heading", wrap=True))
        when = language.long_day(idea.received_on)
        words.addWidget(parts.label(" · ".join(filter(None, (idea.from_whom, when))), "small"))
        if idea.note:
            words.addWidget(parts.label(idea.note, "muted", wrap=True))
        make = parts.Link(_("Make it a card…"), idea, "")
        make.followed.connect(self.card_wished)
        away = parts.Link(_("Put away…"), idea, "quiet")
        away.followed.connect(self._put_away)
        for made in (make, away):
            made.setEnabled(may)
        line = parts.row(away, make)
        line.insertLayout(0, words, 1)
        line.setContentsMargins(14, 12, 14, 12)
        panel.setLayout(line)
        return panel

    def _put_away(self, idea: IdeaLine) -> None:
        text = _("The idea leaves the list; it stays on record with your note.")
        dialog = dialogs.ReasonDialog(_("Put the idea away"), text, _("Put away"), self)
        self.asking.emit(dialog, lambda: PutIdeaAway(idea=idea.id, note=dialog.reason))

    def ask(self) -> None:
        """Ask for a new idea."""
        if self._info is not None:
            dialog = IdeaDialog(self._info, self.window())
            self.asking.emit(dialog, dialog.command)


class IdeaDialog(dialogs.AskingDialog):
    """Asks for an idea: title, from whom, programme, note."""

    def __init__(self, info: WorkspaceInfo, parent: QWidget | None = None) -> None:
        super().__init__(_("Note an idea"), parent, width=520)
        self.title, self.from_whom = QLineEdit(), QLineEdit()
        self.note = QPlainTextEdit()
        self.note.setMaximumHeight(90)
        self.note.setTabChangesFocus(True)
        self.programme = choice(programme_choices(info.programmes))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Title"), self.title)
        form.addRow(_("From whom"), self.from_whom)
        form.addRow(_("Study programme"), self.programme)
        form.addRow(_("Note"), self.note)
        self.body.addLayout(form)
        self.reason = parts.label("", "small", wrap=True)
        self.body.addWidget(self.reason)
        self.add_ok(_("Note it"), enabled=False)
        self.title.textChanged.connect(self._on_changed)
        self.programme.currentTextChanged.connect(self._on_changed)

    def command(self) -> NoteIdea:
        """Return what was filled in as a command."""
        return NoteIdea(
            title=self.title.text().strip(),
            from_whom=self.from_whom.text().strip(),
            note=self.note.toPlainText().strip(),
            programme=chosen(self.programme),
        )

    def _on_changed(self) -> None:
        why = too_long(self.title.text()) or self._unknown()
        self.reason.setText(why)
        self.ok.setEnabled(bool(self.title.text().strip()) and not why)

    def _unknown(self) -> str:
        """Say that what was typed is no study programme, or ""."""
        typed = self.programme.currentText().strip()
        if not typed or chosen(self.programme):
            return ""
        words = _("“{text}” is no study programme of the directory: choose one, or leave it empty.")
        return words.format(text=apart(typed))
