"""Changes that leave as a file and come in elsewhere: the half of the program for packets."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from mcdesk import resources
from mcdesk.application.hub_address import is_server
from mcdesk.application.hub_codes import NO_MEMBER
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.i18n import N_
from mcdesk.models import schema
from mcdesk.models.content import keep_copy

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.packets import PacketDesk
    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views.packet import PacketSight, PacketTaken
    from mcdesk.models.server_hub import ServerHub


class PacketApp:
    """The half of the program that packs changes and takes in those of others."""

    def packet_out(
        self,
        desk: DeskPort,
        path: Path,
        *,
        card: str = "",
        form: str = "",
        since: str = "",
        progress: Progress | None = None,
    ) -> tuple[Path, int]:
        """Pack what waits, or what of it concerns one card or form; return the file and how many.

        Raises:
            Refused: There is nothing to pack, or no such micro-credential or form.
            Trouble: The file cannot be written, or it was stopped.
        """
        from mcdesk.exchange.packets import write_packet

        own = cast("PacketDesk", desk)
        packed = own.pack(card, form, since)
        packet = replace(packed, schema=schema.HEAD, version=resources.version())
        return write_packet(path, packet, own.file_path, progress), len(packet.bodies)

    def look_into_waiting(self, desk: DeskPort, progress: Progress | None = None) -> PacketSight:
        """Return what would leave as a packet, in words.

        Raises:
            Refused: That is nothing.
        """
        own = cast("PacketDesk", desk)
        return own.look_into(own.pack(), progress)

    def look_into_packet(
        self, desk: DeskPort, path: Path, progress: Progress | None = None
    ) -> PacketSight:
        """Return what a packet holds, in words.

        Raises:
            Trouble: It is none, damaged, or made by a newer program.
        """
        from mcdesk.exchange.packets import read_packet

        own = cast("PacketDesk", desk)
        packet = read_packet(path, schema.HEAD)
        gone: frozenset[str] = frozenset()
        with suppress(Trouble):  # who has no login any more is not known while it is out of reach
            gone = _without_login(own)
        return own.look_into(packet, progress, without_login=gone)

    def packet_in(
        self,
        desk: DeskPort,
        path: Path,
        *,
        adopted: bool = False,
        progress: Progress | None = None,
    ) -> PacketTaken:
        """Take in what of a packet is not here yet; `adopted`: as one's own, from who left.

        Raises:
            Refused: It is to be adopted from somebody who has not left.
            Trouble: It is none, damaged, too new, another team's, or cannot be kept.
        """
        from mcdesk.exchange.packets import read_packet, unpack

        own = cast("PacketDesk", desk)
        packet = read_packet(path, schema.HEAD)
        if own.is_new(packet):
            keep = partial(_keep, own)
            unpack(path, own.wanted_files(packet), keep, progress)
        gone: frozenset[str] = frozenset()
        with suppress(Trouble):
            gone = _without_login(own) if adopted else gone
        return own.take_packet(packet, adopted=adopted, without_login=gone)

    def adopt_waiting(self, desk: DeskPort) -> PacketTaken:
        """Take on as one's own what waits in a workspace by people who left.

        Raises:
            Refused: Nothing of the kind waits, or it could not leave this workspace.
        """
        own = cast("PacketDesk", desk)
        return own.adopt_waiting(_gone(own))

    def look_at_left(self, desk: DeskPort) -> PacketSight:
        """Return what waits in a workspace by people who left, in words.

        Raises:
            Refused: Nothing of the kind waits, or it could not leave this workspace.
        """
        own = cast("PacketDesk", desk)
        return own.look_at_left(_gone(own))


def _keep(desk: PacketDesk, made: Path, digest: str) -> bool:
    return keep_copy(made, desk.file_path(digest), digest)


def _gone(desk: PacketDesk) -> frozenset[str]:
    """Return who has no login any more; raises Refused where nothing can leave this workspace."""
    try:
        return _without_login(desk)
    except Trouble as trouble:
        if trouble.code == NO_MEMBER and desk.replica().waiting:
            raise Refused(_pack_it()) from trouble
        return frozenset()


def _pack_it() -> Finding:
    """Return what to do with what waits where the workspace's own login was revoked."""
    return Finding(
        "no_member",
        N_("This workspace’s own login is no member of the hub any more: nothing can leave from "
           "here, by whomever it is done. Pack what waits, and let somebody of the team take the "
           "packet in and adopt it."),
    )  # fmt: skip


def _without_login(desk: PacketDesk) -> frozenset[str]:
    """Return who had a login at the hub and has none any more.

    Raises:
        Trouble: The hub is out of reach, or this workspace's own login is no member of it.
    """
    address = desk.replica().address
    if not is_server(address):
        return frozenset()
    from mcdesk.hub_places import hub_at
    from mcdesk.models.server_members import revoked

    return revoked(cast("ServerHub", hub_at(address)))
