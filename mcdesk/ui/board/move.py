"""The dialogs of moving: "Move to..." with every stage and its reasons, and the exception."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import MoveCardByException
from mcdesk.ui import icons, parts, theme
from mcdesk.ui.dialogs import Dialog, FindingList, scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.views import CardTile, PersonLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.stage import Stage

STAGE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Choice:
    """What was chosen: a stage, and the reason where one was given."""

    stage: str
    reason: str


class MoveDialog(Dialog):
    """Lists every stage: which are open to the cards, and why the others are not.

    Signals:
        exception_requested: the stage (id) is to be entered although it is closed.
    """

    exception_requested = Signal(str)

    def __init__(
        self, tiles: Sequence[CardTile], stages: Sequence[Stage],
        targets: Mapping[str, Sequence[Finding]], *, may_except: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(_move_title(tiles), parent, width=560)
        self.choice: Choice | None = None
        self._stages = {stage.id: stage for stage in stages}
        self._targets = targets
        self._present = {tile.stage for tile in tiles}
        self._may_except = may_except and len(tiles) == 1
        self.list = QListWidget()
        self.list.setAccessibleName(_("Stages"))
        self.list.setMinimumHeight(250)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemActivated.connect(self._on_activated)
        self._reasons = FindingList()
        self._reason = QPlainTextEdit()
        self._reason.setPlaceholderText(_("Reason (needed when a card is sent back)"))
        self._reason.setAccessibleName(_("Reason"))
        self._reason.setTabChangesFocus(True)
        self._reason.setMaximumHeight(64)
        self._reason.textChanged.connect(self._on_current)
        self._except = parts.button(_("By exception…"), "danger", "scale")
        self._except.clicked.connect(self._on_exception)
        self.body.addWidget(self.list, 1)
        self._area = scrolled(self._reasons)
        self._area.setFixedHeight(110)
        self.body.addWidget(self._area)
        self.body.addWidget(self._reason)
        self.add_ok(_("Move"))
        self.buttons.addButton(self._except, self.buttons.ButtonRole.ResetRole)
        self._fill()

    def _fill(self) -> None:
        look, first = theme.current(), None
        for stage in self._stages.values():
            name = f"{stage.number}  {stage.title.text()}"
            missing = self._targets.get(stage.id, ())
            if stage.id in self._present:
                text, sign, colour = _("here now"), "map-pin", look.faint
            elif missing:
                text = plural("{n} thing is missing", "{n} things are missing", len(missing))
                sign, colour = "ban", look.faint
            else:
                text, sign, colour = _("open"), "circle-check", look.good
                first = stage.id
            item = QListWidgetItem(icons.icon(sign, colour), f"{name}   ·   {text}")
            item.setData(STAGE, stage.id)
            self.list.addItem(item)
        order = list(self._stages)
        start = max(order.index(stage) for stage in self._present if stage in order)
        following = [s for s in order[start + 1 :] if not self._targets.get(s)]
        self.list.setCurrentRow(order.index(following[0] if following else first or order[start]))

    @property
    def stage(self) -> str:
        """The stage that is chosen in the list."""
        item = self.list.currentItem()
        return str(item.data(STAGE)) if item is not None else ""

    @property
    def is_back(self) -> bool:
        """Tell whether the chosen stage lies before the card's."""
        number = self._stages[self.stage].number if self.stage else 0
        return any(number < self._stages[here].number for here in self._present)

    def _on_current(self) -> None:
        if not self.stage:
            return
        findings = list(self._targets.get(self.stage, ()))
        here = self.stage in self._present
        self._area.setVisible(bool(findings) and not here)
        self._reasons.show_findings(findings, links=False)
        self._reason.setVisible(self.is_back and not findings and not here)
        reason = self._reason.toPlainText().strip()
        self.ok.setEnabled(not findings and not here and (bool(reason) or not self.is_back))
        self._except.setVisible(self._may_except and bool(findings) and not here)

    def _on_activated(self) -> None:
        if self.ok.isEnabled():
            self.accept()

    def _on_exception(self) -> None:
        wanted = self.stage
        self.reject()
        self.exception_requested.emit(wanted)

    @override
    def accept(self) -> None:
        """Keep what was chosen."""
        self.choice = Choice(self.stage, self._reason.toPlainText().strip())
        super().accept()


class ExceptionDialog(Dialog):
    """Asks for what an exception must state: reason, instruction, what is owed, by whom, until."""

    def __init__(
        self, tile: CardTile, stage: Stage, persons: Sequence[PersonLine], today: date,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = _("Move {code} to {stage} by exception").format(
            code=tile.code, stage=f"{stage.number} {stage.short.text()}"
        )
        super().__init__(title, parent, width=520)
        note = _(
            "The card will carry what is owed, visibly, until it is paid. "
            "An exception never replaces another person's signature."
        )
        self.body.addWidget(parts.label(note, "note", wrap=True))
        self._card, self._stage = tile.id, stage.id
        self._reason = QPlainTextEdit()
        self._reason.setTabChangesFocus(True)
        self._reason.setMaximumHeight(72)
        self._instructed, self._owed, self._letter = QLineEdit(), QLineEdit(), QLineEdit()
        self._owed_by = QComboBox()
        for person in persons:
            self._owed_by.addItem(person.full_name or person.name, person.id)
        self._owed_by.setCurrentIndex(-1)
        self._until = QDateEdit()
        self._until.setCalendarPopup(True)
        self._until.setDisplayFormat("d MMM yyyy")
        due = today + timedelta(days=14)
        self._until.setDate(QDate(due.year, due.month, due.day))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("Reason"), self._reason)
        form.addRow(_("On whose instruction"), self._instructed)
        form.addRow(_("What is owed"), self._owed)
        form.addRow(_("Owed by"), self._owed_by)
        form.addRow(_("Until"), self._until)
        form.addRow(_("Letter (if any)"), self._letter)
        self.body.addLayout(form)
        self.add_ok(_("Move by exception"), enabled=False)
        self._reason.textChanged.connect(self._on_changed)
        for edit in (self._instructed, self._owed):
            edit.textChanged.connect(self._on_changed)
        self._owed_by.currentIndexChanged.connect(self._on_changed)

    def command(self) -> MoveCardByException:
        """Return what was filled in as a command."""
        return MoveCardByException(
            card=self._card,
            to=self._stage,
            reason=self._reason.toPlainText().strip(),
            instructed_by=self._instructed.text().strip(),
            owed=self._owed.text().strip(),
            owed_by=str(self._owed_by.currentData() or ""),
            until=self._until.date().toString("yyyy-MM-dd"),
            letter=self._letter.text().strip(),
        )

    def _on_changed(self) -> None:
        wish = self.command()
        self.ok.setEnabled(bool(wish.reason and wish.instructed_by and wish.owed and wish.owed_by))


def _move_title(tiles: Sequence[CardTile]) -> str:
    if len(tiles) == 1:
        return _("Move {code} to…").format(code=tiles[0].code)
    return plural("Move {n} card to…", "Move {n} cards to…", len(tiles))
