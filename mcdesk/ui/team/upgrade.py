"""A hub of an older MC Desk is brought up to date: first it is said whom that would shut out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from mcdesk.application.hub_address import is_server
from mcdesk.i18n import _, plural
from mcdesk.ui import language, parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.people.table import Line, LinesView
from mcdesk.ui.team.place import error_words

if TYPE_CHECKING:
    from mcdesk.application.ports import AppPort
    from mcdesk.application.views import HubAge, MemberProgram
    from mcdesk.errors import McDeskError
    from mcdesk.ui.team.exchange import Exchanger
    from mcdesk.ui.team.standing import Standing
    from mcdesk.ui.window import MainWindow

WIDTHS = (220, 150)


def is_older(standing: Standing) -> bool:
    """Tell whether the hub is of an older program, as far as the last exchange could tell."""
    report, state = standing.report, standing.state
    is_told = report is not None and report.older
    has_old_rules = state is not None and state.old_rules is not None
    if standing.trouble is None:
        return is_told or has_old_rules
    return getattr(standing.trouble, "code", "") == "old_hub"


def upgrade(window: MainWindow, exchanger: Exchanger) -> None:
    """Ask the hub who works with it by which program, then whether it is to be brought up."""
    state = exchanger.standing.state
    if state is not None and state.hub_id:
        shown = partial(_show, window, exchanger, state.address)
        exchanger.ask(partial(_age, state.address), shown, partial(_on_failed, window))


class UpgradeDialog(Dialog):
    """Lists whose program is too old, and asks; on a server it is an act of its owner."""

    def __init__(
        self, age: HubAge, address: str, *, may: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Bring the hub up to date?"), parent, width=620)
        if not age.is_older and not is_server(address):
            self._say(_("The hub is up to date with the MC Desk on this computer."))
            self.add_close()
            return
        self._say(_("The hub is made fit for all that this MC Desk writes; what is in it stays. "
                    "Programs of before cannot exchange with it any more, and the work done in "
                    "them waits until they are updated."))  # fmt: skip
        old = [each for each in age.programs if each.is_old]
        self.view = self._list(old)
        if is_server(address):
            self._say(_("On a server the owner of the database does it, on the command line, after "
                        "each update of the program:"))  # fmt: skip
            self.body.addWidget(order(f"mcdesk hub upgrade {owners(address)}"))
            self.body.addStretch(0 if old else 1)
            self.add_close()
        elif not may:
            self._say(_("Who keeps the directory of the team brings the hub up to date."))
            self.add_close()
        else:
            self.body.addWidget(parts.label(address, wrap=True))
            self.add_ok(_("Bring it up to date"), enabled=not old)
            if old:
                self.anyway = QCheckBox(_("All the same: they are told to update"))
                self.anyway.toggled.connect(self.ok.setEnabled)
                self.body.addWidget(self.anyway)

    def _say(self, words: str) -> None:
        self.body.addWidget(parts.label(words, "muted", wrap=True))

    def _list(self, old: list[MemberProgram]) -> LinesView | None:
        """List whose program is too old, and ask for that to be meant; nothing for nobody."""
        if not old:
            self._say(_("Nobody is shut out: every program that exchanged with it is new enough."))
            return None
        words = plural("{n} program is too old, and would be shut out until it is updated:",
                       "{n} programs are too old, and would be shut out until they are updated:",
                       len(old))  # fmt: skip
        self.body.addWidget(parts.label(words, wrap=True))
        view = LinesView([_("Who"), _("Last exchanged"), _("Program")], ())
        view.widths(*WIDTHS)
        view.horizontalHeader().setStretchLastSection(True)
        view.setAccessibleName(_("Whose program is too old"))
        view.setMinimumHeight(120)
        view.show_lines([_line(str(n), each) for n, each in enumerate(old)])
        self.body.addWidget(view, 1)
        return view


def order(text: str) -> QLabel:
    """Return a command line that can be marked and copied."""
    shown = parts.label(text, wrap=True)
    flag = Qt.TextInteractionFlag
    shown.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
    shown.setAccessibleName(text)
    return shown


def owners(address: str) -> str:
    """Return the address of a hub's server as its owner gives it."""
    owner = _("OWNER")
    return f"postgresql://{owner}@{address.rpartition('@')[2]}"


def _line(id_: str, member: MemberProgram) -> Line:
    day = language.short_day(member.day)
    cells = (member.who or _("nobody chosen yet"), day, member.version)
    return Line(id_, cells, keys=(cells[0], member.day, member.version))


def _age(address: str, app: AppPort) -> HubAge:
    return app.hub_age(address)


def _show(window: MainWindow, exchanger: Exchanger, address: str, age: HubAge) -> None:
    may = window.info is not None and "directory" in window.info.rights
    dialog = UpgradeDialog(age, address, may=may, parent=window)
    if dialog.exec():
        done = partial(_on_upgraded, window, exchanger)
        exchanger.ask(partial(_upgrade, address), done, partial(_on_failed, window))
    dialog.deleteLater()


def _upgrade(address: str, app: AppPort) -> tuple[str, str]:
    return app.upgrade_hub(address)


def _on_upgraded(window: MainWindow, exchanger: Exchanger, _schemas: tuple[str, str]) -> None:
    window.say(_("The hub is up to date."))
    exchanger.exchange()


def _on_failed(window: MainWindow, error: McDeskError) -> None:
    window.say(error_words(error))
