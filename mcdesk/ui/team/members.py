"""Who exchanges with the team's hub, when they did last, and with which program."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.ui import language, parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.people.table import Line, LinesView
from mcdesk.ui.team.place import error_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import MemberProgram
    from mcdesk.errors import McDeskError
    from mcdesk.ui.team.exchange import Exchanger
    from mcdesk.ui.window import MainWindow

WIDTHS = (240, 150)


class MembersDialog(Dialog):
    """Lists who exchanges with the hub; who did so last stands first."""

    def __init__(self, members: Sequence[MemberProgram], parent: QWidget | None = None) -> None:
        super().__init__(_("Who is in the team"), parent, width=620)
        words = _("Everybody who has exchanged with the hub, from each of their computers. Who may "
                  "do what stands in the directory.")  # fmt: skip
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self.view = LinesView([_("Who"), _("Last exchanged"), _("Program")], ())
        self.view.widths(*WIDTHS)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.setAccessibleName(_("Who is in the team"))
        self.view.setMinimumHeight(240)
        newest_first = sorted(members, key=lambda each: each.day, reverse=True)
        self.view.show_lines([_line(str(n), each) for n, each in enumerate(newest_first)])
        self.body.addWidget(self.view, 1)
        self.add_close()


def show_members(window: MainWindow, exchanger: Exchanger) -> None:
    """Ask the hub who exchanges with it, and show them."""
    state = exchanger.standing.state
    if state is not None and state.hub_id:
        failed = partial(_on_failed, window)
        exchanger.ask(partial(_members, state.address), partial(_show, window), failed)


def _members(address: str, app: AppPort) -> tuple[MemberProgram, ...]:
    return app.programs(address)


def _show(window: MainWindow, members: tuple[MemberProgram, ...]) -> None:
    dialog = MembersDialog(members, window)
    dialog.exec()
    dialog.deleteLater()


def _on_failed(window: MainWindow, error: McDeskError) -> None:
    window.say(error_words(error))


def _line(id_: str, member: MemberProgram) -> Line:
    program = member.version
    if member.is_old:
        program = _("{version}: older than the one here").format(version=member.version)
    cells = (member.who or _("nobody chosen yet"), language.short_day(member.day), program)
    return Line(id_, cells, keys=(cells[0], member.day, program))
