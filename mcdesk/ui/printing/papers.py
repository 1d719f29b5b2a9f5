"""The papers that are made of a micro-credential besides its forms, and how each is begun."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.ui.printing.documents import safe_name
from mcdesk.ui.printing.making import Making, MakingDialog, Print, make

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Binder
    from mcdesk.ui.printing.host import Host
    from mcdesk.ui.tasks import Tasks


def make_binder(
    tasks: Tasks, card: str, code: str, host: Host, parent: QWidget
) -> MakingDialog | None:
    """Make the evidence binder of a card."""
    title = _("Evidence binder of {code}").format(code=code)
    name = safe_name(_("{code}_binder").format(code=code)) + ".pdf"
    making = Making(title, name, partial(_read_binder, card), _binder_printer)
    return make(making, tasks, host, parent)


PAPERS = {"binder": make_binder}
"""What can be made of one card, by name."""


def _read_binder(card: str, desk: DeskPort, progress: Progress) -> Binder | None:
    return desk.binder(card, progress)


def _binder_printer() -> Print:
    from mcdesk.reports.binder import print_binder

    return print_binder
