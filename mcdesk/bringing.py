"""Another workspace is brought in: it is opened, may come or not, and is handed to the desk."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, cast

from mcdesk.application.hub_address import is_server
from mcdesk.errors import Finding, McDeskError, Refused
from mcdesk.i18n import N_
from mcdesk.paths import is_there

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcdesk.application.bringing_desk import BringingDesk
    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.application.views import BringPlan, BringReport, Changes, Choices
    from mcdesk.application.views.salvage import Salvaged
    from mcdesk.models.guest import Guest
    from mcdesk.models.workspace import Workspace


class BringingApp:
    """The half of the program that puts two histories together."""

    def plan_bringing(self, desk: DeskPort, path: Path, choices: Choices) -> BringPlan:
        """Return what bringing in a workspace would do.

        Raises:
            Refused: It is the sample, or a copy of this one.
            Trouble: It cannot be read.
        """
        from mcdesk.models.guest import opened

        own = cast("BringingDesk", desk)
        with opened(path) as guest:
            _must_be_another(own, guest)
            return own.plan_bringing(guest, choices)

    def bring_in(
        self, desk: DeskPort, path: Path, choices: Choices, progress: Progress | None = None
    ) -> tuple[BringReport, Changes]:
        """Bring in a workspace, in one step that can be stopped.

        Raises:
            Refused: It is the sample, or a copy of this one; something is left to decide; or who
                works here is no CTL lead.
            Trouble: It cannot be read, or is damaged.
        """
        from mcdesk.models.guest import opened

        own = cast("BringingDesk", desk)
        with opened(path) as guest:
            _must_be_another(own, guest)
            guest.must_be_sound()
            return own.bring_in(guest, choices, progress)

    def join_aside(
        self, path: Path, address: str, person: str = "", progress: Progress | None = None,
        *, compares: Callable[[], object] | None = None,
        salvaged: Callable[[Salvaged], object] | None = None,
    ) -> ReplicaDesk:  # fmt: skip
        """Join a hub where a workspace lies already: that one is kept under another name.

        What waited in it comes along as far as it can be read, which `salvaged` is told; so does
        what an earlier try that broke off left behind.

        Raises:
            Refused: Something waits in it, and nobody is named (a server's login names somebody).
            Trouble: It is open, or the hub is out of reach; then everything is as it was. Or not
                all came along; then the next try, or opening the workspace, goes on from there.
        """
        from mcdesk.models import salvage_note
        from mcdesk.models.workspace import Workspace
        from mcdesk.salvaging import must_be_named, room_made, salvage_owed

        before = salvage_note.owed(path)
        if is_there(path):
            held = Workspace(path)
            held.take_lock()
            held.close()
        elif not before:
            return self.join(path, address, person, progress, compares=compares)
        if not person and not is_server(address):
            for each in (*before, path):
                must_be_named(each)
        with room_made(path):
            desk = self.join(path, address, person, progress, compares=compares)
        with ExitStack() as stack:
            stack.callback(desk.close)
            salvage_owed(desk, path, salvaged)
            stack.pop_all()
        return desk

    def take_in_owed(self, desk: ReplicaDesk, path: Path) -> None:
        """Go on with what a joining before did not bring along whole; what fails is owed still.

        For whom it was joined alone: what waited is theirs, and by another it would be taken in.
        """
        from mcdesk.application.standing import SYNCED
        from mcdesk.models import salvage_note

        if not desk.person_id or not salvage_note.owed(path):
            return
        facts = desk.store.facts()
        if desk.person_id != facts.get("person") or not facts.get(SYNCED):  # it is joined just now
            return
        from mcdesk.salvaging import salvage_owed

        with suppress(McDeskError, OSError):
            salvage_owed(desk, path)

    def join(
        self, path: Path, address: str, person: str = "", progress: Progress | None = None,
        *, compares: Callable[[], object] | None = None,
    ) -> ReplicaDesk:  # fmt: skip
        """Make a workspace of what a hub holds, and open it as a person of its directory."""
        raise NotImplementedError


def _must_be_another(desk: BringingDesk, guest: Guest) -> None:
    if guest.is_sample or desk.info().sample:
        text = N_("The sample is brought in nowhere, and nothing is brought into it.")
        raise Refused(Finding("sample", text))
    if guest.origin == cast("Workspace", desk.store).origin():
        text = N_("This is a copy of the workspace that is open, not another one: what was done "
                  "in both is exchanged through a hub.")  # fmt: skip
        raise Refused(Finding("same_workspace", text))
