"""What an undo of the history takes away is named before; what is gone is found and comes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import UndoEvent
from mcdesk.ui import dialogs, jobs, language, parts, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, HistoryLine, TakenBackLine
    from mcdesk.procedure.stage import Label
    from mcdesk.ui.window import MainWindow


def reaches_far(line: HistoryLine) -> bool:
    """Tell whether undoing an event takes cards away, brings some back, or changes several."""
    return bool(line.takes or line.brings) or len(line.cards) > 1


class UndoDialog(dialogs.Dialog):
    """Asks before a change of the history is undone that reaches further than one card."""

    def __init__(self, line: HistoryLine, parent: QWidget | None = None) -> None:
        super().__init__(_("Undo this change"), parent, width=520)
        self._listed: list[QScrollArea] = []
        self.body.addWidget(parts.label(line.what.text(), "heading", wrap=True))
        if line.takes:
            words = plural(
                "{n} micro-credential leaves the board, with all that was filled in:",
                "{n} micro-credentials leave the board, with all that was filled in:",
                len(line.takes),
            )
            self._name(words, card_lines(line.takes))
        if line.brings:
            words = plural(
                "{n} micro-credential comes back to the board:",
                "{n} micro-credentials come back to the board:",
                len(line.brings),
            )
            self._name(words, card_lines(line.brings))
        named = {code for code, _title in (*line.takes, *line.brings)}
        others = [code for code in line.cards if code not in named]
        if others:
            words = plural(
                "{n} micro-credential changes, too:",
                "{n} micro-credentials change, too:",
                len(others),
            )
            self._name(words, ", ".join(others))
        if line.takes:
            after = _("What is undone can be brought back: at once with Ctrl+Z, later with “Undone "
                      "micro-credentials: bring back…” in the menu Edit.")  # fmt: skip
            self.body.addWidget(parts.label(after, "muted", wrap=True))
        self.add_ok(_("Undo this change"))
        self.first = self.cancel

    def _name(self, words: str, named: str) -> None:
        self.body.addWidget(parts.label(words, wrap=True))
        listed = parts.label(named, wrap=True)
        listed.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._listed.append(dialogs.scrolled(listed))
        self.body.addWidget(self._listed[-1])
        for area in self._listed:  # together they are no higher than one may be
            highest = dialogs.HIGHEST // len(self._listed)
            area.setMinimumHeight(min(area.minimumHeight(), highest))


class UndoneDialog(dialogs.Dialog):
    """Lists the micro-credentials whose making was undone; each step can be done again.

    `wanted` is the event that is to be undone, once one was chosen.
    """

    def __init__(self, lines: Sequence[TakenBackLine], parent: QWidget | None = None) -> None:
        super().__init__(_("Undone micro-credentials"), parent, width=560)
        self.wanted = ""
        words = _("Nothing that was written in them is lost: brought back, they stand where they "
                  "stood.")  # fmt: skip
        nothing = _("No micro-credential was undone.")
        self.body.addWidget(parts.label(words if lines else nothing, "muted", wrap=True))
        column = QVBoxLayout()
        column.setSpacing(theme.GAP)
        for line in lines:
            column.addWidget(self._panel(line))
        column.addStretch(1)
        inside = QWidget()
        inside.setLayout(column)
        if lines:
            self.body.addWidget(dialogs.scrolled(inside))
        self.add_close()

    def _panel(self, line: TakenBackLine) -> QFrame:
        panel = QFrame()
        panel.setProperty("role", "panel")
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(parts.label(card_lines(line.cards), wrap=True))
        when = _("Undone by {who}, {on}").format(who=line.who, on=language.short_moment(line.at))
        said.addWidget(parts.label(when, "small", wrap=True))
        row = parts.row()
        row.addLayout(said, 1)
        if line.taken:
            words = _(
                "{codes}: another micro-credential bears this code by now. Undo the making of "
                "that one in its history first; then this can be brought back."
            )
            words = words.format(codes=", ".join(line.taken))
            said.addWidget(parts.label(words, "small", state="warn", wrap=True))
        else:
            back = parts.Link(_("Bring back"), line.event_id)
            codes = ", ".join(code for code, _title in line.cards)
            back.setAccessibleName(_("Bring back {codes}").format(codes=codes))
            back.followed.connect(self._on_wanted)
            row.addWidget(back)
        row.setContentsMargins(14, 10, 14, 10)
        panel.setLayout(row)
        return panel

    def _on_wanted(self, event: str) -> None:
        self.wanted = event
        self.accept()


def card_lines(cards: Sequence[tuple[str, Label]]) -> str:
    """Return codes and titles of cards, one below the other."""
    return "\n".join(f"{code}   {title.text()}" for code, title in cards)


def show_undone(window: MainWindow) -> None:
    """Show which micro-credentials were undone, and bring back what is chosen."""
    window.tasks.run(_read_undone, partial(_offer, window), kind="reader")


def _read_undone(desk: DeskPort) -> tuple[TakenBackLine, ...]:
    return desk.taken_back()


def _offer(window: MainWindow, lines: tuple[TakenBackLine, ...]) -> None:
    dialog = UndoneDialog(lines, window)
    dialog.finished.connect(partial(_bring_back, window, dialog))
    dialog.open()


def _bring_back(window: MainWindow, dialog: UndoneDialog, _result: int) -> None:
    event = dialog.wanted
    dialog.deleteLater()
    if event:
        window.tasks.run(partial(jobs.execute, UndoEvent(of=event)), partial(_on_back, window))


def _on_back(window: MainWindow, changes: Changes) -> None:
    window.say_step(changes)
    window.board.columns.choose([tile.id for tile in changes.tiles], focus=True)
