"""Packets in the window: pack changes into a file, take one in, adopt the work of who left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu
from typing_extensions import override

from mcdesk.i18n import N_, _, apart, plural
from mcdesk.ui import parts
from mcdesk.ui.actions import Action
from mcdesk.ui.file_names import safe_name
from mcdesk.ui.filing.dropping import accept_copy
from mcdesk.ui.saving import ask_file
from mcdesk.ui.tasks import ignore
from mcdesk.ui.team.dropped import packets_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from PySide6.QtWidgets import QPushButton

    from mcdesk.application.ports import AppPort, DeskPort, Progress
    from mcdesk.application.views import Changes
    from mcdesk.application.views.packet import PacketSight, PacketTaken
    from mcdesk.errors import McDeskError
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.tasks import Job
    from mcdesk.ui.team.exchange import Exchanger
    from mcdesk.ui.window import MainWindow

ENDING = "MC Desk (*.mcpacket)"


class Packets(QObject):
    """What a window does with packets; one that is dropped on it is looked into."""

    def __init__(self, window: MainWindow, make_app: MakeApp, exchanger: Exchanger) -> None:
        super().__init__(window)
        self._window, self._make_app, self._exchanger = window, make_app, exchanger
        self._job: Job | None = None
        self._doing: tuple[str, Path | None] = "", None
        window.busy.cancel_requested.connect(self._cancel)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def actions(self) -> tuple[Action, ...]:
        """Return what can be done, for the menus and the palette."""
        return (
            Action(id="packet_out", title=N_("Pack changes…"), icon="upload",
                   callback=self.pack, menus=("file",)),
            Action(id="packet_in", title=N_("Take in a packet…"), icon="download",
                   callback=self.choose, menus=("file",)),
            Action(id="packet_adopt", title=N_("Adopt what waits…"), icon="users",
                   callback=self.adopt, menus=()),
        )  # fmt: skip

    def button(self) -> QPushButton:
        """Return a button that offers it all, for the team's page."""
        made = parts.button(_("Packets"))
        menu = QMenu(made)
        for action in self.actions():
            menu.addAction(_(action.title), action.callback)
        made.setMenu(menu)
        return made

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a packet that is dropped anywhere on the window."""
        if isinstance(event, QDropEvent):
            found = packets_of(event.mimeData())
            if found:
                accept_copy(event)
                if event.type() == QEvent.Type.Drop:
                    self.look_into(found[0])
                return True
        return super().eventFilter(watched, event)

    # --- out --------------------------------------------------------------------------------

    def pack(self) -> None:
        """Ask what is to leave as a file, and where it goes."""
        job = partial(_waiting, self._make_app)
        self._run(job, self._on_waiting, _("Reading what waits for the hub"))

    def _on_waiting(self, sight: PacketSight) -> None:
        from mcdesk.ui.team.packet_dialogs import PackDialog

        state = getattr(self._window.host.page, "state", None)
        card = str(getattr(getattr(state, "tile", None), "id", ""))
        dialog = PackDialog(sight, card, self._window)
        chosen = (dialog.card, dialog.form) if dialog.exec() else None
        named = (dialog.code, dialog.form)
        dialog.deleteLater()
        if chosen is None:
            return
        when = f"{self._window.now():%Y-%m-%d-%H%M}"
        whose = (sight.workspace, sight.sender)  # several land in the folder of who takes them in
        stem = "-".join(safe_name(part) for part in (*whose, *named, when) if part)
        start = Path.home() / f"{stem}.mcpacket"
        path = ask_file(self._window, _("Pack changes"), start, ENDING)
        if path is not None:
            job = partial(_pack, self._make_app, path, *chosen)
            self._run(job, self._on_packed, _("Packing changes"))

    def _on_packed(self, packed: tuple[Path, int]) -> None:
        from mcdesk.ui.team.packet_dialogs import changes_words

        path, count = packed
        words = _("Packed {changes}: {name}")
        self._window.say(words.format(changes=changes_words(count), name=apart(path.name)))

    # --- in -----------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a packet, and look into it."""
        path, _kind = QFileDialog.getOpenFileName(
            self._window, _("Take in a packet"), str(Path.home()), ENDING
        )
        if path:
            self.look_into(Path(path))

    def look_into(self, path: Path) -> None:
        """Show what a packet holds, and ask whether to take it in."""
        job = partial(_look, self._make_app, path)
        busy = _("Looking into the packet")
        self._run(job, partial(self._on_looked, path), busy, path)

    def _on_looked(self, path: Path, sight: PacketSight) -> None:
        from mcdesk.ui.team.packet_dialogs import PacketDialog

        dialog = PacketDialog(sight, self._window)
        is_wanted, adopted = bool(dialog.exec()), dialog.adopted
        dialog.deleteLater()
        if is_wanted:
            job = partial(_take, self._make_app, path, adopted=adopted)
            done = self._on_adopted if adopted else self._on_taken
            self._run(job, done, _("Taking in the packet"))

    def adopt(self) -> None:
        """Show what waits here by people who left, and ask whether it is adopted."""
        job, busy = partial(_left, self._make_app), _("Looking for what waits")
        self._window.tasks.run(job, self._on_left, busy=busy)

    def _on_left(self, sight: PacketSight) -> None:
        from mcdesk.ui.team.packet_dialogs import AdoptDialog

        dialog = AdoptDialog(sight, self._window)
        is_wanted = bool(dialog.exec())
        dialog.deleteLater()
        if is_wanted:
            job = partial(_adopt, self._make_app)
            self._window.tasks.run(job, self._on_adopted, busy=_("Adopting what waits"))

    def _on_adopted(self, answer: tuple[Changes, PacketTaken]) -> None:
        kept = answer[1].kept
        self._tell(answer[1], plural("{n} change was adopted", "{n} changes were adopted", kept))

    def _on_taken(self, answer: tuple[Changes, PacketTaken]) -> None:
        kept = answer[1].kept
        self._tell(answer[1], plural("{n} change was taken in", "{n} changes were taken in", kept))

    def _tell(self, taken: PacketTaken, said: str) -> None:
        """Say what was done and how much of it needs a look; show it."""
        if taken.collided:
            look = plural("{n} needs a look", "{n} need a look", taken.collided)
            said = f"{said} · {look}"
        self._window.say(said)
        self._exchanger.look()
        refresh = getattr(self._window.host.page, "refresh", None)
        if callable(refresh):
            refresh()

    # --- long work ------------------------------------------------------------------------------

    def _run(
        self,
        job: Callable[[DeskPort, Progress], Any],
        done: Callable[[Any], None],
        busy: str,
        path: Path | None = None,
    ) -> None:
        """Do one thing at a time, with words, a bar and Cancel; asked for twice it is done once.

        Of something else that is asked for meanwhile, such as another packet, it is said.
        """
        if self._job is not None:
            if self._doing != (busy, path):
                words = _("One at a time: “{busy}” is still under way. Try again afterwards.")
                self._window.say(words.format(busy=self._doing[0]))
            return
        tasks, self._doing = self._window.tasks, (busy, path)
        self._job = tasks.run_long(
            job, partial(self._on_end, done), partial(self._on_end, self._on_failed),
            stopped=partial(self._on_end, ignore, None),
            progress=self._window.busy.show_progress, busy=busy,
        )  # fmt: skip

    def _on_end(self, then: Callable[[Any], object], answer: Any) -> None:
        """Let the next thing begin, and go on with the answer of the last one."""
        self._job = None
        then(answer)

    def _on_failed(self, error: McDeskError) -> None:
        """Explain what went wrong; that it was stopped is what was wished for."""
        if getattr(error, "code", "") == "cancelled":
            self._window.say(str(getattr(error, "title", "")))
        else:
            self._window.tasks.failed.emit(error)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _waiting(make_app: MakeApp, desk: DeskPort, progress: Progress) -> PacketSight:
    progress(0, 1)  # so that it can be stopped at once
    app: AppPort = make_app()
    return app.look_into_waiting(desk, progress)


def _left(make_app: MakeApp, desk: DeskPort) -> PacketSight:
    app: AppPort = make_app()
    return app.look_at_left(desk)


def _pack(
    make_app: MakeApp, path: Path, card: str, form: str, desk: DeskPort, progress: Progress
) -> tuple[Path, int]:
    return make_app().packet_out(desk, path, card=card, form=form, progress=progress)


def _look(make_app: MakeApp, path: Path, desk: DeskPort, progress: Progress) -> PacketSight:
    progress(0, 1)
    return make_app().look_into_packet(desk, path, progress)


def _take(
    make_app: MakeApp, path: Path, desk: DeskPort, progress: Progress, *, adopted: bool
) -> tuple[Changes, PacketTaken]:
    taken = make_app().packet_in(desk, path, adopted=adopted, progress=progress)
    return taken.changes, taken


def _adopt(make_app: MakeApp, desk: DeskPort) -> tuple[Changes, PacketTaken]:
    taken = make_app().adopt_waiting(desk)
    return taken.changes, taken
