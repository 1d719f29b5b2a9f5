"""The program as far as it shares workspaces: making, joining, exchanging with a hub."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING

from mcdesk.application.first_board import first_board
from mcdesk.errors import Trouble
from mcdesk.lazy import later
from mcdesk.procedure.calendar import day_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from mcdesk import founding, teaming
    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import Board, Changes, HubSight, SyncReport
    from mcdesk.models import hub as hub_file
    from mcdesk.models import joining
    from mcdesk.signing import passwords
else:
    founding, teaming = later("mcdesk.founding"), later("mcdesk.teaming")
    passwords = later("mcdesk.signing.passwords")
    hub_file, joining = later("mcdesk.models.hub"), later("mcdesk.models.joining")


class DatedApp:
    """The program as far as it knows the day."""

    now: Callable[[], datetime]
    day: Callable[[], date] | None

    @property
    def today(self) -> date:
        """The institution's day."""
        return self.day() if self.day is not None else day_at(self.now())


class TeamApp(DatedApp):
    """The half of the program that shares workspaces."""

    def open(self, path: Path, person: str = "", *, read_only: bool = False) -> ReplicaDesk:
        """Open a workspace as a person."""
        raise NotImplementedError

    def make_hub(
        self, desk: DeskPort, address: str, login: str = "", secret: str = "",
        progress: Progress | None = None,
    ) -> str:  # fmt: skip
        """Make a hub of a desk's workspace and let it belong to it; return the hub's id.

        `progress` may stop it, and hears of its end (1 of 1) while the files are still to follow.
        """
        return founding.make_hub(desk, address, login, secret, progress)

    def look_at_hub(self, address: str) -> HubSight:
        """Look whether a hub can be joined at an address."""
        return teaming.look_at_hub(address)

    def look_at_place(self, address: str, login: str = "", secret: str = "") -> HubSight:
        """Look whether a hub can be made at an address."""
        return founding.look_at_place(address, login, secret)

    def keep_password(self, address: str, secret: str) -> bool:
        """Keep the password of a hub's login; False where it is only for this time."""
        return passwords.keep_password(address, secret)

    def join(
        self,
        path: Path,
        address: str,
        person: str = "",
        progress: Progress | None = None,
        *,
        later: bool = False,
        seen: Callable[[Board], object] | None = None,
        compares: Callable[[], object] | None = None,
    ) -> ReplicaDesk:
        """Make a workspace of what a hub holds, and open it as a person of its directory.

        `later` leaves to whoever opens its board to work out what each card lacks; `seen` gets
        the board as soon as its cards came, while the history is still to come; `compares` hears
        that everything came and is compared with the journal now.
        """
        steps = joining.parts_of(progress, 99 if later else 80)
        with joining.gone_unless_done(path):
            early = partial(self._see, seen) if seen is not None else None
            watch = joining.Watch(steps[0], early, compares)
            member = teaming.join(path, address, watch, person)
            desk = self.open(path, "" if member else person)
            with ExitStack() as stack:
                stack.callback(desk.close)
                if person:
                    desk.use_person(desk.person_id)
                desk.note_synced()
                desk.begin_summaries()
                if not later:
                    desk.summarise_all(steps[1])
                if steps[1] is not None and not steps[1](1, 1):
                    raise hub_file.cancelled()
                stack.pop_all()
        return desk

    def _see(self, seen: Callable[[Board], object], reader: Reader) -> None:
        """Tell the board of what has come; one that cannot be made now is made at the end."""
        with suppress(Trouble):
            seen(first_board(reader, self.today))

    def exchange(
        self,
        desk: DeskPort,
        heard: Callable[[Changes], object] | None = None,
        progress: Progress | None = None,
    ) -> SyncReport:
        """Synchronise a desk's workspace with its hub."""
        return teaming.exchange(desk, heard, progress)

    def add_member(
        self, desk: DeskPort, address: str, login: str, person: str, *, also: bool = False
    ) -> str:
        """Let a login of a hub's server be a person; return the password of a new one."""
        return founding.add_member(desk, address, login, person, also=also)

    def revoke_member(self, address: str, login: str) -> bool:
        """Let a login be no member of a hub any more; False where it was none."""
        return founding.revoke(address, login)

    def listen(
        self, address: str, heard: Callable[[], object], is_over: Callable[[], bool]
    ) -> None:
        """Call `heard` whenever somebody pushes to a hub on a server, until it is over."""
        teaming.listen(address, heard, is_over)
