"""What was noticed and healed: the hub or the workspace was put back, the workspace is a copy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mcdesk.application import ahead_of, copied, put_back
from mcdesk.i18n import _, plural
from mcdesk.ui import language, parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.saying import with_path
from mcdesk.ui.team.packet_dialogs import ChangesView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import AheadOf, Copied, Healing, PutBack
    from mcdesk.errors import Finding
    from mcdesk.ui.tasks import Tasks
    from mcdesk.ui.team.exchange import Exchanger


@dataclass(frozen=True, slots=True)
class Noticed:
    """Each time that the hub, or the workspace, was put back, or the workspace was a copy."""

    healings: tuple[Healing, ...] = ()
    copies: tuple[Copied, ...] = ()
    put_backs: tuple[PutBack, ...] = ()
    ahead: AheadOf | None = None


def healing_words(healing: Healing) -> str:
    """Return in a sentence when the hub was found put back, and how much went again."""
    when = language.short_moment(healing.at)
    if healing.midst:
        return _midst_words(healing, when)
    gone = plural("{n} entry", "{n} entries", healing.gone)
    if not healing.again:
        words = _("{when}: the hub had been put back to an older state, without {gone}. The others "
                  "bring them again.")  # fmt: skip
        return words.format(when=when, gone=gone)
    words = _("{when}: the hub had been put back to an older state, without {gone}. Sent to it "
              "again from here: {n}.")  # fmt: skip
    return words.format(when=when, gone=gone, n=healing.again)


def _midst_words(healing: Healing, when: str) -> str:
    """Return that entries were missing in the midst: that is no backup which was put back."""
    found = plural("{n} entry was missing in the midst of the hub’s journal",
                   "{n} entries were missing in the midst of the hub’s journal",
                   healing.midst)  # fmt: skip
    words = _(
        "{when}: {found}: {said}. What came behind is there: somebody took it out, or the hub "
        "was put back and others brought theirs again first. Ask who looks after the hub."
    )
    more = "" if healing.midst <= healing.missing.count("; ") + 1 else " …"
    mends = _("The others bring what was missing again.")
    if healing.again:
        mends = _("Sent to it again from here: {n}.").format(n=healing.again)
    told = words.format(when=when, found=found, said=healing.missing + more)
    return f"{told} {mends}"


class HealingsDialog(Dialog):
    """Lists each time, the newest first, with what was done, what was sent again, what to check."""

    def __init__(self, noticed: Noticed, parent: QWidget | None = None) -> None:
        super().__init__(_("What was noticed"), parent, width=860)
        for back in noticed.put_backs:
            self._add_noticed(back.at, put_back.told(back))
        if noticed.ahead is not None:
            self._add_noticed(noticed.ahead.at, ahead_of.told(noticed.ahead))
        for copy in noticed.copies:
            self._add_noticed(copy.at, copied.told(copy))
        if noticed.healings and (noticed.copies or noticed.put_backs):
            self.body.addWidget(parts.label(_("When the hub was put back"), "heading"))
        for each in noticed.healings:
            self.body.addWidget(parts.label(healing_words(each), wrap=True))
        lines = [line for each in noticed.healings for line in each.lines]
        if lines:
            self.body.addWidget(parts.label(_("What was sent again"), "heading"))
            self.changes = ChangesView(lines, _("What was sent again"))
            self.body.addWidget(self.changes, 1)
        self.add_close()

    def _add_noticed(self, at: str, told: Iterable[Finding]) -> None:
        """Say what was noticed, what was done and what is to be checked."""
        found, done, check = (with_path(each) for each in told)
        when = language.short_moment(at)
        self.body.addWidget(parts.label(f"{when}: {found}", "heading", wrap=True))
        self.body.addWidget(parts.label(done, wrap=True))
        self.body.addWidget(parts.label(check, wrap=True))


def show_noticed(tasks: Tasks, exchanger: Exchanger, parent: QWidget) -> None:
    """Show what was noticed; looked at, it is said no more."""
    tasks.run(_noticed, partial(_show, exchanger, parent))


def have_read(tasks: Tasks, exchanger: Exchanger) -> None:
    """Say no more that the hub was put back, where somebody had that before them."""
    state = exchanger.standing.state
    if state is not None and state.healed is not None:
        tasks.run(_note_read, lambda _done: exchanger.look())


def _note_read(desk: DeskPort) -> None:
    desk.note_healings_seen()


def _show(exchanger: Exchanger, parent: QWidget, noticed: Noticed) -> None:
    exchanger.look()
    dialog = HealingsDialog(noticed, parent)
    dialog.exec()
    dialog.deleteLater()


def _noticed(desk: DeskPort) -> Noticed:
    """Return what was noticed, and remember that somebody looks at it."""
    desk.note_healings_seen()
    desk.note_copies_seen()
    desk.note_put_backs_seen()
    desk.note_ahead_seen()
    return Noticed(desk.healings(), desk.copies(), desk.put_backs(), desk.ahead())
