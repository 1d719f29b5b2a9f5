"""What the rooms above may ask about packets: waiting changes that travel as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.ports import Progress
    from mcdesk.application.views.packet import PacketSight, PacketTaken


class PacketAppPort(Protocol):
    """The program as far as changes leave and come in as files; desks are its own."""

    def packet_out(
        self,
        desk: Any,
        path: Path,
        *,
        card: str = "",
        form: str = "",
        since: str = "",
        progress: Progress | None = None,
    ) -> tuple[Path, int]:
        """Pack what waits, or what of it concerns one card or form; return the file and how many.

        Raises Refused where there is nothing to pack, Trouble where it cannot be written.
        """
        ...

    def look_at_left(self, desk: Any) -> PacketSight:
        """Return what waits in a workspace by people who left, in words."""
        ...

    def look_into_waiting(self, desk: Any, progress: Progress | None = None) -> PacketSight:
        """Return what would leave as a packet; raises Refused where that is nothing."""
        ...

    def look_into_packet(
        self, desk: Any, path: Path, progress: Progress | None = None
    ) -> PacketSight:
        """Return what a packet holds; raises Trouble where it is none, damaged or too new."""
        ...

    def packet_in(
        self, desk: Any, path: Path, *, adopted: bool = False, progress: Progress | None = None
    ) -> PacketTaken:
        """Take in what of a packet is not here yet; `adopted`: as one's own, from who left.

        Raises Refused where it is not to be adopted, Trouble where it cannot be taken in.
        """
        ...

    def adopt_waiting(self, desk: Any) -> PacketTaken:
        """Take on as one's own what waits in a workspace by people who left."""
        ...
