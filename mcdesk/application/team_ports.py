"""What the rooms above may ask of a workspace that is shared with a team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from mcdesk.application.packet_ports import PacketAppPort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mcdesk.application.ports import Progress
    from mcdesk.application.views import (
        AheadOf,
        AttentionLine,
        Board,
        BringPlan,
        BringReport,
        Changes,
        Choices,
        Copied,
        Healing,
        HubAge,
        HubSight,
        MemberLogin,
        MemberProgram,
        Presence,
        PutBack,
        Rebuilt,
        ReplicaState,
        Settling,
        SyncReport,
        TeamMarks,
    )
    from mcdesk.application.views.packet import PacketLine
    from mcdesk.application.views.salvage import Salvaged
    from mcdesk.errors import Finding


class TeamDeskPort(Protocol):
    """A desk as one of a team's: what waits, what needs a look."""

    def replica(self) -> ReplicaState: ...

    def waits(self, most: int = ...) -> tuple[PacketLine, ...]:
        """Return in words the last of what waits for the hub, the latest first."""
        ...

    def healings(self) -> tuple[Healing, ...]:
        """Return each time the hub was found put back, the newest first, and what went again."""
        ...

    def note_healings_seen(self) -> None:
        """Remember that somebody looked at the newest of them."""
        ...

    def copies(self) -> tuple[Copied, ...]:
        """Return each time that the workspace was found to be a copy, the newest first."""
        ...

    def note_copies_seen(self) -> None:
        """Remember that somebody looked at the newest of them."""
        ...

    def put_backs(self) -> tuple[PutBack, ...]:
        """Return each time that the workspace was found put back, the newest first."""
        ...

    def note_put_backs_seen(self) -> None:
        """Remember that somebody looked at the newest of them."""
        ...

    def ahead(self) -> AheadOf | None:
        """Return the last change that came with a later moment than it was here."""
        ...

    def note_ahead_seen(self) -> None:
        """Remember that somebody looked at it."""
        ...

    def foreign_login(self) -> Finding | None:
        """Return why the hub will not take what is done: its login is another one's, if so."""
        ...

    def office(self) -> tuple[str, ...]:
        """Return who keeps the directory, and so may rebuild a hub and appoint others."""
        ...

    def take_on_lost(self) -> int:
        """Let what a server lost of others be looked at here; raises Refused."""
        ...

    def leave(self) -> int:
        """Stop being a replica; what waits is confirmed here. Returns how much that was."""
        ...

    def why_kept_from(self, digest: str) -> Finding | None:
        """Return why a content does not come to who works here; None where it comes."""
        ...

    def files_kept_from(self) -> int:
        """Return how many files do not come to who works here."""
        ...

    def want_file(self, digest: str) -> None:
        """Let a content that is not here come with the next exchange."""
        ...

    def attention(self) -> tuple[AttentionLine, ...]: ...

    def team_marks(self, *, waiting: bool) -> TeamMarks:
        """Return which cards and places need a look, and, if asked for, whose changes wait."""
        ...

    def settle_by_clock(self) -> tuple[int, int]:
        """Do again what a hub refused for a wrong clock; return how many, and how many not."""
        ...

    def settle(self, number: int, how: Settling, text: str = "") -> Changes:
        """Settle what could not be kept; raises Refused where it cannot be done so."""
        ...


class TeamAppPort(PacketAppPort, Protocol):
    """The program as far as it shares workspaces; desks are those that it opened itself."""

    def plan_bringing(self, desk: Any, path: Path, choices: Choices) -> BringPlan:
        """Return what bringing in another workspace would do."""
        ...

    def bring_in(
        self, desk: Any, path: Path, choices: Choices, progress: Progress | None = None
    ) -> tuple[BringReport, Changes]:
        """Bring in another workspace; raises Refused where something is left to decide."""
        ...

    def make_hub(
        self, desk: Any, address: str, login: str = "", secret: str = "",
        progress: Progress | None = None,
    ) -> str:  # fmt: skip
        """Make a hub of a desk's workspace and let it belong to it; return the hub's id.

        `progress` may stop it, and hears of its end (1 of 1) while the files are still to follow;
        then of them, whose sending it may stop, too.
        """
        ...

    def look_at_hub(self, address: str) -> HubSight:
        """Look whether a hub can be joined at an address; raises Trouble where it cannot."""
        ...

    def look_at_place(self, address: str, login: str = "", secret: str = "") -> HubSight:
        """Look whether a hub can be made at an address; raises Trouble where it cannot."""
        ...

    def keep_password(self, address: str, secret: str) -> bool:
        """Keep the password of a hub's login; False where it is only for this time."""
        ...

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
    ) -> Any:
        """Make a workspace of what a hub holds and return its desk, for a person who is known.

        `later` leaves to whoever opens its board to work out what each card lacks; `seen` gets
        the board as soon as its cards came, while the history is still to come; `compares` hears
        that everything came and is compared with the journal now.
        """
        ...

    def join_aside(
        self, path: Path, address: str, person: str = "", progress: Progress | None = None,
        *, compares: Callable[[], object] | None = None,
        salvaged: Callable[[Salvaged], object] | None = None,
    ) -> Any:  # fmt: skip
        """Join where a workspace lies already, which is kept under another name.

        `salvaged` hears what of that came along.
        """
        ...

    def add_member(
        self, desk: Any, address: str, login: str, person: str, *, also: bool = False
    ) -> str:
        """Let a login of a hub's server be a person; return the password of a new one."""
        ...

    def revoke_member(self, address: str, login: str) -> bool: ...

    def programs(self, address: str) -> tuple[MemberProgram, ...]:
        """Return the programs that the members of a hub work with."""
        ...

    def hub_age(self, address: str) -> HubAge:
        """Return whether a hub is of an older program, and what its members work with."""
        ...

    def logins(self, address: str) -> tuple[MemberLogin, ...]:
        """Return the logins of a hub's server that are or were members'; none for a file."""
        ...

    def move_hub(self, desk: Any, address: str) -> str:
        """Let a desk's workspace find its hub at another place; return the address kept."""
        ...

    def check_hub(self, address: str, desk: Any = None) -> Sequence[str]:
        """Return what is wrong with a hub; with a desk, also what its workspace remembers else."""
        ...

    def backup_hub(self, address: str, target: Path, keep: int = 0) -> Path:
        """Write a backup of a hub; in a folder, under a dated name, the newest `keep` stay."""
        ...

    def restore_hub(self, source: Path, address: str) -> str:
        """Restore a backup of a hub; return where the one that was there is kept, or ""."""
        ...

    def rebuild_hub(self, desk: Any, address: str = "", login: str = "") -> Rebuilt:
        """Rebuild the hub of a desk's workspace where it is gone or damaged; raises Refused."""
        ...

    def upgrade_hub(self, address: str) -> tuple[str, str]:
        """Bring a hub up to date; return the schema before and now."""
        ...

    def listen(
        self, address: str, heard: Callable[[], object], is_over: Callable[[], bool]
    ) -> None:
        """Call `heard` whenever somebody pushes to a hub on a server, until it is over."""
        ...

    def here(self, address: str, me: Presence) -> tuple[Presence, ...]:
        """Tell a hub where one is working; return where the others are."""
        ...

    def exchange(
        self,
        desk: Any,
        heard: Callable[[Changes], object] | None = None,
        progress: Progress | None = None,
    ) -> SyncReport:
        """Synchronise a desk's workspace with its hub; raises Trouble where that cannot be."""
        ...
