"""The team's page: how the workspace stands towards its hub, and what needs a look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.application.hub_codes import MOVED
from mcdesk.application.sheet_names import form_words
from mcdesk.i18n import N_, _
from mcdesk.ui import parts
from mcdesk.ui.people.desk_page import DeskPage, page_bar
from mcdesk.ui.people.table import LinesView, framed
from mcdesk.ui.team.alone import Alone
from mcdesk.ui.team.attention_lines import as_line
from mcdesk.ui.team.by_clock import ClockBox, do_again, done_words, in_short
from mcdesk.ui.team.collision import CollisionView
from mcdesk.ui.team.heal import is_lost
from mcdesk.ui.team.healings import have_read, show_noticed
from mcdesk.ui.team.hush import Hush
from mcdesk.ui.team.line import long_words
from mcdesk.ui.team.moved import may_lie_elsewhere
from mcdesk.ui.team.packet_dialogs import ChangesView, WaitingDialog
from mcdesk.ui.team.settling import asked, way
from mcdesk.ui.team.upgrade import is_older

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import AttentionLine, Changes, ReplicaState, Settling
    from mcdesk.application.views.packet import PacketLine
    from mcdesk.errors import McDeskError
    from mcdesk.ui.tasks import Tasks
    from mcdesk.ui.team.exchange import Exchanger
    from mcdesk.ui.team.standing import Standing

    Read = tuple[ReplicaState, tuple[AttentionLine, ...], tuple[PacketLine, ...]]

WIDTHS = (330, 180, 110, 150, 240)
NONE, EMPTY, LIST, WAITS = range(4)


class TeamPage(DeskPage):
    """What the team's hub is to this workspace.

    Signals:
        share_requested: a hub is to be made of this workspace.
        join_requested: another workspace is to be opened, such as a team's.
        leave_requested: the workspace is to go on by itself.
        rebuild_requested: the hub is gone or damaged, and is to be made anew.
        move_requested: the hub lies elsewhere now, and is to be found there.
        upgrade_requested: the hub is of an older program, and is to be brought up to date.
        members_requested: who is in the team is to be shown.
        password_requested: the hub's server wants another password for this login.
        card_opened: the page of a micro-credential (id) is wanted.
        place_opened: a form (id) is wanted, at a place in it.
        seen_chosen: others are, or are not, to be told where one is working.
        said: what was settled, in words; it can be undone.
    """

    share_requested = Signal()
    join_requested = Signal()
    leave_requested = Signal()
    rebuild_requested = Signal()
    move_requested = Signal()
    upgrade_requested = Signal()
    members_requested = Signal()
    password_requested = Signal()
    card_opened = Signal(str)
    place_opened = Signal(str, str)
    seen_chosen = Signal(bool)
    said = Signal(str)
    title: ClassVar[str] = N_("Team")
    help_topic = "team"

    def __init__(
        self,
        tasks: Tasks,
        exchanger: Exchanger,
        parent: QWidget | None = None,
        *,
        packets: Callable[[], QWidget] | None = None,
    ) -> None:
        self._exchanger, self._packets = exchanger, packets
        self._is_seen = False  # what the tick says, also when the page is built anew
        self._wanted = ""
        self._settles, self._settled = False, 0  # which one, until the list was read again
        super().__init__(tasks, parent)
        self._hush = Hush(self)
        exchanger.told.connect(self._on_told)
        exchanger.told.connect(self._follow_waiting)

    @staticmethod
    @override
    def read(desk: DeskPort) -> Read:
        return desk.replica(), desk.attention(), desk.waits()

    # --- building -------------------------------------------------------------------------

    @override
    def build(self, body: QWidget) -> None:
        self.sync = parts.button(_("Exchange now"), "primary", "rotate-ccw")
        self.sync.clicked.connect(self._exchanger.exchange)
        self.leave = parts.button(_("Leave the team…"), "quiet")
        self.leave.clicked.connect(self.leave_requested)
        self.make_anew = parts.button(_("Rebuild the hub…"))
        self.make_anew.clicked.connect(self.rebuild_requested)
        self.moved = parts.button(_(MOVED))
        self.moved.clicked.connect(self.move_requested)
        self.upgrade = parts.button(_("Bring the hub up to date…"))
        self.upgrade.clicked.connect(self.upgrade_requested)
        self.password = parts.button(_("Password…"))
        self.password.clicked.connect(self.password_requested)
        self.state = parts.label("", "muted", wrap=True)
        more = (self._packets(),) if self._packets is not None else ()
        rare = (self.leave, self.make_anew, self.moved, self.upgrade, self.password)
        bar, _row = page_bar(_("Team"), 1, *rare, *more, self.sync)
        self._stack = QStackedWidget()
        alone = Alone()
        alone.share_requested.connect(self.share_requested)
        alone.join_requested.connect(self.join_requested)
        self.share, self.join = alone.share, alone.join
        self._stack.addWidget(alone)
        self._empty = parts.label("", "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(framed(self._empty))
        self._stack.addWidget(self._list())
        self._stack.addWidget(self._waiting())
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        self.state.setContentsMargins(16, 8, 16, 8)
        column.addWidget(self.state)
        self.seen = QCheckBox(_("Show others which section of a form I am working on, and show "
                                "me theirs"))  # fmt: skip
        self.seen.setChecked(self._is_seen)
        self.seen.toggled.connect(partial(setattr, self, "_is_seen"))
        self.seen.toggled.connect(self.seen_chosen)
        inset = QHBoxLayout()
        inset.setContentsMargins(16, 0, 16, 8)
        inset.addWidget(self.seen)
        inset.addStretch(1)
        self.members = parts.Link(_("Who is in the team…"), None)
        self.members.followed.connect(self._on_members)
        self.waits = parts.Link(_("What waits…"), None)
        self.waits.followed.connect(self._on_waits)
        self.healings = parts.Link(_("What was noticed…"), None)
        self.healings.followed.connect(self._on_healings)
        self.healings.hide()
        inset.addWidget(self.healings)
        inset.addSpacing(16)
        inset.addWidget(self.waits)
        inset.addSpacing(16)
        inset.addWidget(self.members)
        column.addLayout(inset)
        column.addWidget(self._stack, 1)

    def _on_members(self, _value: object) -> None:
        self.members_requested.emit()

    def _on_waits(self, _value: object) -> None:
        state, _lines, waits = self.data_
        dialog = WaitingDialog(waits, state.waiting, self)
        dialog.exec()
        dialog.deleteLater()

    def _on_healings(self, _value: object) -> None:
        """Show when the hub or the workspace was put back, or the workspace copied."""
        show_noticed(self.tasks, self._exchanger, self)

    def _waiting(self) -> QWidget:
        """Return what lists the changes that wait while nothing needs a look."""
        self._waiting_words = parts.label("", "heading")
        self.waiting = ChangesView((), _("What waits for the hub"))
        self.waiting.card_opened.connect(self.card_opened)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 8, 16, 16)
        column.addWidget(self._waiting_words)
        column.addWidget(self.waiting, 1)
        return sheet

    def show_seen(self, *, seen: bool) -> None:
        """Show whether others are told where one is working."""
        self.seen.setChecked(seen)

    def _list(self) -> QWidget:
        heads = [_("What"), _("Micro-credential"), _("Who"), _("When"), _("Why")]
        self.view = LinesView(heads, ())
        self.view.widths(*WIDTHS)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.setAccessibleName(_("What needs a look"))
        self.view.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.detail = CollisionView()
        self._offered: AttentionLine | None = None
        self._row = QHBoxLayout()
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(8)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.clock = ClockBox()
        self.clock.wished.connect(self._on_clock)
        column.addWidget(self.clock)
        column.addWidget(framed(self.view), 1)
        column.addLayout(self._row)  # above: what the window says at its foot covers no button
        column.addWidget(framed(self.detail), 1)
        return sheet

    # --- showing --------------------------------------------------------------------------

    @override
    def show_data(self, data: Read) -> None:
        state, lines, waits = data
        has_hub, self._settled = bool(state.hub_id), 0
        for part in (self.sync, self.leave, self.state, self.seen, self.members):
            part.setVisible(has_hub)
        self._on_told(self._exchanger.standing)
        self._empty.setText(_("Nothing needs a look. What collides with others’ changes is kept "
                              "here until you have settled it."))  # fmt: skip
        place = LIST if lines else WAITS if waits else EMPTY if has_hub else NONE
        self._stack.setCurrentIndex(place)
        self.waits.setVisible(bool(lines and waits))
        noticed = (state.healings, state.copies, state.put_backs, state.ahead)
        self.healings.setVisible(any(noticed))
        self.waiting.show_changes(waits)
        words = _("What waits for the hub")
        if len(waits) < state.waiting:
            latest = _("the latest {shown}").format(shown=len(waits))
            words = f"{words} · {latest}"
        self._waiting_words.setText(words)
        self.clock.show_lines(lines)
        self.view.show_lines([as_line(each, in_short(lines, each)) for each in lines])
        if self._wanted:
            self.view.pick(self._wanted)
            self._wanted = ""
        self._on_chosen()

    def _on_told(self, standing: Standing) -> None:
        if standing.state is not None and standing.state.hub_id:
            words, address = long_words(standing, with_noticed=False), standing.state.address
            where = "" if address in words else f" ({address})"
            self.state.setText(f"{words}{where}".strip())
        self.sync.setEnabled(not standing.is_working)
        self.make_anew.setVisible(is_lost(standing))
        self.moved.setVisible(may_lie_elsewhere(standing))
        self.upgrade.setVisible(is_older(standing))
        self.password.setVisible(getattr(standing.trouble, "code", "") == "login")

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Once the page is left, that the hub was put back has been read; it stays in the list."""
        super().hideEvent(event)
        if not event.spontaneous():
            have_read(self.tasks, self._exchanger)

    def _follow_waiting(self, standing: Standing) -> None:
        """Read again where more or less waits than is shown."""
        if self.data_ is None or standing.state is None:
            return
        if standing.state.waiting != self.data_[0].waiting and self.isVisible():
            self.refresh()

    def _chosen(self) -> AttentionLine | None:
        return self._numbered(self.view.current)

    def _numbered(self, number: str) -> AttentionLine | None:
        lines: tuple[AttentionLine, ...] = self.data_[1] if self.data_ is not None else ()
        return next((each for each in lines if str(each.n) == number), None)

    def _on_chosen(self, *_given: object) -> None:
        line = self._chosen()
        self.detail.show_line(line)
        if line is not None and line == self._offered:
            return  # read again without a change: who stands on a button goes on standing there
        self._offered = line
        parts.clear(self._row)
        if line is None:
            return
        for how in line.settles:
            made = parts.button(*way(line, how))
            made.setObjectName(f"settle.{how}")
            made.clicked.connect(partial(self._on_way, how))
            self._row.addWidget(made)
        self._row.addStretch(1)
        if line.form_id or line.card_id:
            words = _("Show it in the form") if line.form_id else _("Open the micro-credential")
            go = parts.button(words, "", "arrow-right")
            go.setObjectName("settle.go")
            go.clicked.connect(partial(self._open, line))
            self._row.addWidget(go)

    def _on_opened(self, number: str) -> None:
        line = self._numbered(number)
        if line is not None:
            self._open(line)

    def _open(self, line: AttentionLine, *_given: object) -> None:
        """Go to what a line is about: its place in the form, or its micro-credential."""
        if line.form_id:
            self.place_opened.emit(line.form_id, line.path)
        elif line.card_id:
            self.card_opened.emit(line.card_id)

    def choose(self, number: int) -> None:
        """Choose an entry by its number, once the list is there."""
        self._wanted = str(number)
        if self.data_ is not None:
            self.view.pick(self._wanted)

    # --- settling -------------------------------------------------------------------------

    def _on_way(self, how: Settling, *_given: object) -> None:
        """Settle as a button says, but not twice: the next entry slides under a double click."""
        if not self._hush.isActive():
            self._hush.start()
            self.settle(how)

    def settle(self, how: Settling) -> None:
        """Settle the chosen line; another text is asked for first.

        Where the line changed while it was asked for, it is asked for again, with what was typed:
        nobody writes over what was not shown to them.
        """
        line = self._chosen()
        if line is None or self._settles or line.n == self._settled:
            return
        text = asked(line, how, self)
        while text is not None and (now := self._numbered(str(line.n))) is not None and now != line:
            line, text = now, asked(now, how, self, text)
        if text is None:
            return
        self._settles = True
        done = partial(self._on_settled, self._beside(line), line)
        self.tasks.run(partial(_settle, line.n, how, text), done, self._on_refused)

    def _on_clock(self) -> None:
        """Do again all that was refused for the clock alone."""
        if not self._settles:
            self._settles = True
            self.tasks.run(do_again, self._on_again, self._on_refused)

    def _on_again(self, counts: tuple[int, int]) -> None:
        self._settles = False
        self.said.emit(done_words(*counts))
        self._exchanger.look()
        self.refresh()

    def _on_refused(self, error: McDeskError) -> None:
        self._settles = False
        self.tasks.failed.emit(error)

    def _beside(self, line: AttentionLine) -> str:
        """Return the entry behind one, or before it where it is the last; "" where it is alone."""
        lines = self.data_[1]
        at = next((at for at, each in enumerate(lines) if each.n == line.n), -1)
        if at < 0:
            return ""
        near = (*lines[at + 1 : at + 2], *lines[max(at - 1, 0) : at])
        return str(near[0].n) if near else ""

    def _on_settled(self, next_: str, line: AttentionLine, _changes: Changes) -> None:
        """Go on with the entry beside; the list has the focus, so no key settles that one too."""
        self._settles, self._settled, self._wanted = False, line.n, next_
        self.view.setFocus()
        self._hush.start()
        form = form_words(line.form).text()
        what = " · ".join(filter(None, (line.what.text(), line.card_code, form)))
        self.said.emit(_("Settled: {what}").format(what=what))
        self._exchanger.look()
        self.refresh()


def _settle(number: int, how: Settling, text: str, desk: DeskPort) -> Any:
    return desk.settle(number, how, text)
