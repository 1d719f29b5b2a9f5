"""When the hub was found put back to an older state, and what went to it again from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import moment_of
from mcdesk.ui import language, parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.team.packet_dialogs import ChangesView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import Healing


def healing_words(healing: Healing) -> str:
    """Return in a sentence when the hub was found put back, and how much went again."""
    moment = moment_of(healing.at)
    when = f"{language.short_day(moment.date().isoformat())}, {moment:%H:%M}"
    gone = plural("{n} entry", "{n} entries", healing.gone)
    if not healing.again:
        words = _("{when}: the hub had been put back to an older state, without {gone}. The others "
                  "bring them again.")  # fmt: skip
        return words.format(when=when, gone=gone)
    words = _("{when}: the hub had been put back to an older state, without {gone}. Sent to it "
              "again from here: {n}.")  # fmt: skip
    return words.format(when=when, gone=gone, n=healing.again)


class HealingsDialog(Dialog):
    """Lists each time, the newest first, and what was sent again."""

    def __init__(self, healings: Sequence[Healing], parent: QWidget | None = None) -> None:
        title = _("When the hub was put back")
        super().__init__(title, parent, width=860)
        for each in healings:
            self.body.addWidget(parts.label(healing_words(each), wrap=True))
        lines = [line for each in healings for line in each.lines]
        if lines:
            self.body.addWidget(parts.label(_("What was sent again"), "heading"))
            self.changes = ChangesView(lines, _("What was sent again"))
            self.body.addWidget(self.changes, 1)
        self.add_close()
