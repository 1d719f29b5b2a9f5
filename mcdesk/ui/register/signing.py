"""Dialogs over a closed register: signing it, withdrawing the signature, reopening the period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.commands import (
    Capacity,
    Command,
    Medium,
    ReopenPeriod,
    SignPeriod,
    WithdrawSignOff,
)
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.people import People
from mcdesk.ui.forms.acting import ActingBox, capacity_box
from mcdesk.ui.forms.decided import MEDIA
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.evidence import EvidenceBox
from mcdesk.ui.forms.lines import NameLine
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.pin import PinBox
from mcdesk.ui.forms.sign_check import acts_as_secretary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.keys import KeyState
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, Register, WorkspaceInfo
    from mcdesk.procedure.commands.period import Semester
    from mcdesk.ui.tasks import Tasks

ROLES = ("ctl", "ctl_lead")


class SignRegisterDialog(CommandDialog):
    """Signs the register of a closed period, or records that it was signed on paper."""

    def __init__(
        self, tasks: Tasks, register: Register, info: WorkspaceInfo, key: KeyState,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        closing = register.closing
        assert closing is not None
        period = register.period
        title = _("Sign the register of {period}").format(period=period.label.text())
        super().__init__(title, _("Sign"), tasks, register.today, parent)
        self._register, self._info = register, info
        said = _("{number}, version {n}: the list as it was frozen.")
        self.say(said.format(number=closing.number, n=closing.version))
        people = People(info)
        media = [(key_, _(words)) for key_, words in MEDIA.items()]
        self.place(self.choice("medium", _("How it was signed"), media))
        roles = [(id_, info.role_labels[id_].text()) for id_ in ROLES if id_ in info.role_labels]
        self.place(self.person("person", _("Who signed"), people, need=_("Choose who signed.")),
                   self.choice("role", _("As"), roles))  # fmt: skip
        self.capacity = capacity_box()
        self.place(labelled(_("Capacity"), self.capacity))
        self._names = ViewNames.of_people(info.persons)
        self.acting = ActingBox(self._names, register.today)
        self.body.addWidget(self.acting)
        today = register.today.isoformat()
        self.place(self.day("on", _("Date"), need=_("Give the day."), value=today),
                   self.line("place", _("Place")))  # fmt: skip
        self.place(self.note("note", _("Note")))
        self._evidence = EvidenceBox(_("Without one, the scan is still owed."))
        self._evidence.changed.connect(self.check)
        self.body.addWidget(self._evidence)
        self.pin = PinBox(key, sample=info.sample)
        self.pin.changed.connect(self.check)
        self.body.addWidget(self.pin)
        self._begin()
        self.box("medium").activated.connect(self._follow)
        self.capacity.activated.connect(self._follow)
        self.acting.changed.connect(self.check)
        self._follow()
        self.finish(600)

    def _begin(self) -> None:
        """Propose who works here, where they sign for CTL; else the one person who does."""
        held = [role for role in ROLES if role in self._info.roles]
        if held:
            self.fill("person", self._info.person_id)
            self.fill("role", held[-1])
            return
        self.fill("medium", "paper")
        found = [line for line in self._info.persons if set(ROLES) & set(line.roles)]
        if len(found) == 1:
            self.fill("person", found[0].id)
            self.fill("role", next(role for role in ROLES if role in found[0].roles))

    def _follow(self, _at: int = 0) -> None:
        own = self.value("medium") == "program"
        self.pin.setVisible(own)
        acting = self.capacity.currentData() != "own"
        self._evidence.setVisible(not own or acting)
        self.acting.setVisible(acting)
        signer = self._inputs["person"]
        if isinstance(signer, NameLine):
            barred = self._names.secretaries if acting else frozenset()
            known = self._people["person"].names
            signer.use_names([name for name, id_ in known.items() if id_ not in barred])
        self.action.setText(_("Sign") if own else _("Record the signature"))
        self.check()

    def set_scan(self, path: str) -> None:
        """Take a file as evidence."""
        self._evidence.set_path(path)

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        if self._busy:
            return found
        own = self.value("medium") == "program"
        who = self.value("person")
        if own and who and who != self._info.person_id:
            found.append(_("In the program everyone signs for themselves: choose how it was "
                           "signed."))  # fmt: skip
        found += acts_as_secretary(self._command(), self._register.today, self._names)
        return found + (self.pin.reasons() if own else [])

    @override
    def commands(self) -> Sequence[Command]:
        return (self._command(),)

    def _command(self) -> SignPeriod:
        acting = self.capacity.currentData() != "own"
        period = self._register.period
        return SignPeriod(
            year=period.year,
            semester=cast("Semester", period.semester),
            person=self.value("person"),
            role=self.value("role"),
            capacity=cast("Capacity", self.capacity.currentData()),
            on_behalf_of=self.acting.principal() if acting else "",
            letter=self.acting.letter.text().strip() if acting else "",
            letter_since=self.acting.since.iso() if acting else "",
            letter_until=self.acting.until.iso() if acting else "",
            medium=cast("Medium", self.value("medium")),
            on=self.value("on"),
            place=self.value("place"),
            note=self.value("note"),
        )

    @override
    def job(self) -> Callable[[DeskPort], Changes]:
        own = self.value("medium") == "program"
        pin = self.pin.pin.text() if own and self.pin.asks else ""
        is_shown = not own or self.capacity.currentData() != "own"
        return _Sign(self._command(), pin, self._evidence.path if is_shown else None)


@dataclass(frozen=True, slots=True)
class _Sign:
    """Opens the key, or keeps the scan, and then records the signature."""

    command: SignPeriod
    pin: str
    scan: Path | None

    def __call__(self, desk: DeskPort) -> Changes:
        command = self.command
        if self.pin:
            desk.unlock_key(self.pin)
        if self.scan is not None:
            digest, size = desk.store_file(self.scan)
            command = replace(command, scan=digest, scan_name=self.scan.name, scan_size=size)
        return desk.execute(command)


class ReopenDialog(CommandDialog):
    """Asks why a closed period is reopened."""

    def __init__(self, tasks: Tasks, register: Register, parent: QWidget | None = None) -> None:
        period = register.period
        title = _("Reopen {period}").format(period=period.label.text())
        super().__init__(title, _("Reopen"), tasks, register.today, parent)
        self._period = period
        self.say(_(
            "The list follows the forms again, what went on in the next period stands here again, "
            "and what was archived with it comes back to the board. The register as it was signed "
            "is kept, and counts no more; closed again it gets the next version."
        ))  # fmt: skip
        self.place(self.note("reason", _("Reason"), need=_("Write the reason.")))
        self.finish()

    @override
    def commands(self) -> Sequence[Command]:
        period = self._period
        return (
            ReopenPeriod(year=period.year, semester=cast("Semester", period.semester),
                         reason=self.value("reason")),
        )  # fmt: skip


class WithdrawDialog(CommandDialog):
    """Asks why the signature of a register is withdrawn."""

    def __init__(self, tasks: Tasks, register: Register, parent: QWidget | None = None) -> None:
        title = _("Withdraw the signature")
        super().__init__(title, _("Withdraw"), tasks, register.today, parent)
        assert register.closing is not None
        line = register.closing.signature
        self._sign_off = line.sign_off_id
        self.say(_("The signature of {who} stays on record with the reason. The register stays "
                   "closed and waits for another.").format(who=line.person))  # fmt: skip
        self.place(self.note("reason", _("Reason"), need=_("Write the reason.")))
        self.finish()

    @override
    def commands(self) -> Sequence[Command]:
        return (WithdrawSignOff(sign_off=self._sign_off, reason=self.value("reason")),)
