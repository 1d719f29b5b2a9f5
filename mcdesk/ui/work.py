"""My work: what waits for the person who is working now, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk import i18n
from mcdesk.i18n import _, plural
from mcdesk.procedure.status import ENDED
from mcdesk.ui import icons, language, parts, theme
from mcdesk.ui.board.filter import awaits, is_ready, is_to_move, owes_own, owes_scan
from mcdesk.ui.board.model import Role
from mcdesk.ui.board.words import (
    blocked_text,
    ready_text,
    returned_look,
    returned_text,
    scans_text,
    spoken,
    stage_name,
    tooltip,
)
from mcdesk.ui.listed import Index, Listed
from mcdesk.ui.mentions import MentionsPanel
from mcdesk.ui.own_absence import OwnAbsence

if TYPE_CHECKING:
    from mcdesk.application.views import AbsenceLine, CardTile, MentionLine, Office
    from mcdesk.ui.board.tiles import BoardModels

ROW = 52


@dataclass(frozen=True)
class Task:
    """Something that waits: the card, why, and with which sign; whether a sheet of one's own."""

    tile: CardTile
    why: str
    icon: str
    tone: str
    is_own: bool = False


def work_of(
    models: BoardModels, person: str, offices: frozenset[Office], *, may_move: bool
) -> list[Task]:
    """Return what waits for a person: late first, then by planned end."""
    found = []
    for tile in models.tiles.values():
        if tile.status in ENDED:
            continue
        if may_move and is_ready(tile):
            found.append(Task(tile, ready_text(tile), "circle-check", "good"))
        elif may_move and is_to_move(tile):
            found.append(Task(tile, returned_text(tile), *returned_look(tile)))
        elif owes_own(tile, person):
            words = _("Your own sheet is still to be filled in or signed.")
            found.append(Task(tile, words, "file-pen", "warn", is_own=True))
        elif awaits(tile, person, offices):
            found.append(Task(tile, blocked_text(tile), "hourglass", "warn"))
        elif owes_scan(tile, offices):
            found.append(Task(tile, scans_text(tile.scans_owed), "paperclip", "warn"))
    today = models.today
    found.sort(key=lambda task: (not task.tile.is_late(today), task.tile.planned_end or "9"))
    return found


class WorkModel(Listed[Task]):
    """The tasks as a list."""

    today = date.min

    def show_day(self, tasks: list[Task], today: date) -> None:
        """Show these tasks as they are on a day."""
        if (tuple(tasks), today) != (self.items, self.today):
            self.today = today
            self.show(tasks)

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        task = self.item(index)
        if task is None:
            return None
        answers = {
            int(Role.TILE): task,
            int(Role.ID): task.tile.id,
            int(Qt.ItemDataRole.DisplayRole): f"{task.tile.code} {task.why}",
        }
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{task.why}. {spoken(task.tile, self.today)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(task.tile, self.today)
        return answers.get(role)


class _WorkDelegate(QStyledItemDelegate):
    """Paints a task in two lines: title and code, reason and planned end."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        task: Task = index.data(Role.TILE)
        look, box = theme.current(), option.rect
        painter.save()
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.accent_soft)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), look.accent)
        painter.fillRect(box.left() + 12, box.bottom(), box.width() - 24, 1, look.line)
        ratio = painter.device().devicePixelRatioF()
        sign = icons.pixmap(task.icon, getattr(look, task.tone), 18, ratio)
        painter.drawPixmap(box.left() + 16, box.top() + 17, sign)
        model = index.model()
        today = model.today if isinstance(model, WorkModel) else date.min
        self._paint_words(painter, box.adjusted(48, 8, -16, -8), task, today)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRect, task: Task, today: date) -> None:
        look, tile = theme.current(), task.tile
        bold, small = theme.font("body", bold=True), theme.font("small")
        right = Qt.AlignmentFlag.AlignRight
        late = tile.is_late(today)
        due = language.short_day(tile.planned_end, today)
        painter.setFont(small)
        painter.setPen(look.bad if late else look.muted)
        painter.drawText(box, right, _("Late: {day}").format(day=due) if late else due)
        painter.setPen(look.faint)
        place = f"{tile.code} · {stage_name(tile.stage)}"
        painter.drawText(box, right | Qt.AlignmentFlag.AlignBottom, place)
        room = box.width() - QFontMetrics(small).horizontalAdvance(place) - 24
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(look.muted)
        why = QFontMetrics(small).elidedText(task.why, elide, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom, why)
        painter.setFont(bold)
        painter.setPen(look.ink)
        title = QFontMetrics(bold).elidedText(tile.title(i18n.language()), elide, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, title)


class WorkPage(QWidget):
    """The list of what waits for me.

    Signals:
        card_opened: a card (id) is to be opened.
        comment_opened: a form (id) is to be opened, at a path, with a comment (id) in sight.
        sheet_wanted: the sheet of one's own of a card (id) is to be opened, or begun.
        counted: how many things wait.
    """

    card_opened = Signal(str)
    comment_opened = Signal(str, str, str)
    sheet_wanted = Signal(str)
    counted = Signal(int)

    def __init__(self, models: BoardModels, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._person, self._may_move = "", False
        self._offices: frozenset[Office] = frozenset()
        self._absences: tuple[AbsenceLine, ...] | None = ()
        self.absence = OwnAbsence()
        self.model = WorkModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_WorkDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.activated.connect(self._on_activated)
        self.setFocusProxy(self.list)
        self.mentions = MentionsPanel()
        self.mentions.opened.connect(self.comment_opened)
        self._title = parts.label("", "title")
        self._meant = parts.label("", "muted", wrap=True)
        self._none = QLabel()
        self._none.setProperty("role", "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(theme.WIDE)
        column.addWidget(self._title)
        column.addWidget(self._meant)
        column.addWidget(self.absence)
        column.addWidget(self.mentions)
        column.addWidget(self._stack, 1)
        self._stale = True
        models.tiles_changed.connect(self._on_tiles_changed)
        language.language_changed.connect(self.refresh)
        theme.theme_changed.connect(self.list.viewport().update)
        self.refresh()

    def use_person(
        self,
        person: str,
        offices: frozenset[Office],
        absences: tuple[AbsenceLine, ...] | None = (),
        *,
        may_move: bool,
    ) -> None:
        """Say whose work is shown, and when they are away."""
        self._person, self._offices, self._may_move = person, offices, may_move
        self._absences = absences
        self.refresh()

    def show_mentions(self, lines: tuple[MentionLine, ...]) -> None:
        """Show the open remarks that name who works here."""
        if lines != self.mentions.lines:
            self.mentions.show_lines(lines, self._models.today)
            self._on_tiles_changed()

    def _on_tiles_changed(self) -> None:
        """Tell the count at once; work the list out only while somebody looks at it."""
        if self.isVisible():
            self.refresh()
            return
        self._stale = True
        tasks = self._models.work_total(may_move=self._may_move)
        self.counted.emit(tasks + len(self.mentions.lines))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Look again at what waits."""
        self._stale = False
        tasks = work_of(self._models, self._person, self._offices, may_move=self._may_move)
        self.model.show_day(tasks, self._models.today)
        count = len(tasks) + len(self.mentions.lines)
        self._title.setText(plural("My work: {n} thing", "My work: {n} things", count))
        self._meant.setText(
            _("What waits for one of your roles, and what you may move on: ready or sent back.")
            if self._may_move
            else _("What waits for one of your roles.")
        )
        self.absence.show_absences(self._absences, self._person, self._models.today)
        none = _("Nothing waits for you. Cards that need you will appear here.")
        self._none.setText("" if self.mentions.lines else none)
        self._stack.setCurrentIndex(0 if tasks else 1)
        self.counted.emit(count)

    def _on_activated(self, index: QModelIndex) -> None:
        task: Task = index.data(Role.TILE)
        (self.sheet_wanted if task.is_own else self.card_opened).emit(task.tile.id)
