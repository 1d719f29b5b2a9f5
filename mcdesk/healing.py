"""Keeping a team's hub well: upgraded, backed up, restored, checked and rebuilt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from mcdesk.application.hub_address import is_server
from mcdesk.application.hub_codes import is_another
from mcdesk.application.views import HubAge, Rebuilt
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.i18n import N_, _
from mcdesk.lazy import later
from mcdesk.models import schema
from mcdesk.team_app import DatedApp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk import founding, hub_places
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.replica import ReplicaDesk
    from mcdesk.application.views import MemberLogin, MemberProgram
    from mcdesk.models import hub as hub_file
    from mcdesk.models import hub_backups, hub_checking, rebuilding
    from mcdesk.models.server_hub import ServerHub
    from mcdesk.models.workspace import Workspace
    from mcdesk.sync import files as sync_files
else:
    founding, hub_places = later("mcdesk.founding"), later("mcdesk.hub_places")
    sync_files = later("mcdesk.sync.files")
    hub_file, hub_backups = later("mcdesk.models.hub"), later("mcdesk.models.hub_backups")
    hub_checking, rebuilding = (
        later("mcdesk.models.hub_checking"),
        later("mcdesk.models.rebuilding"),
    )


class HealingApp(DatedApp):
    """The half of the program that keeps hubs well."""

    def programs(self, address: str) -> tuple[MemberProgram, ...]:
        """Return the programs that the members of a hub work with."""
        hub = hub_places.hub_at(address)
        try:
            return hub.programs()
        finally:
            hub.close()

    def hub_age(self, address: str) -> HubAge:
        """Return whether a hub is of an older program, and what its members work with."""
        hub = hub_places.hub_at(address)
        try:
            _id, made, _head = hub.identity()
            return HubAge(made < schema.HEAD or hub.has_older_rules(), hub.programs())
        finally:
            hub.close()

    def logins(self, address: str) -> tuple[MemberLogin, ...]:
        """Return the logins of a hub's server that are or were members'; none for a file."""
        if not is_server(address):
            return ()
        from mcdesk.models.server_members import logins

        return logins(cast("ServerHub", hub_places.hub_at(address)))

    def upgrade_hub(self, address: str) -> tuple[str, str]:
        """Bring a hub to this program's schema; return the schema before and now.

        Raises:
            Trouble: It is no hub, newer than this program, or on a server of another owner.
        """
        if is_server(address):
            from mcdesk.models import server_upgrade

            before = server_upgrade.upgrade(address)
        else:
            hub = hub_places.hub_at(address)
            assert isinstance(hub, hub_file.SqliteHub)
            try:
                before = hub.upgrade()
            finally:
                hub.close()
        if before > schema.HEAD:
            raise newer_hub()
        return before, schema.HEAD

    def move_hub(self, desk: DeskPort, address: str) -> str:
        """Let a desk's workspace find its hub at another place; return the address kept.

        Raises:
            Refused: The workspace has no hub, or another one lies there.
            Trouble: It is out of reach, or no hub.
        """
        own = cast("ReplicaDesk", desk)
        state = own.replica()
        if not state.hub_id:
            raise Refused(Finding("no_replica", N_("This workspace is not shared with a team.")))
        hub = hub_places.hub_at(address)
        try:
            found, _made, _head = hub.identity()
        finally:
            hub.close()
        if found != state.hub_id:
            raise is_another()
        kept = hub_places.kept_address(address)
        own.follow(state.hub_id, kept)
        return kept

    def check_hub(self, address: str, desk: DeskPort | None = None) -> Sequence[str]:
        """Return what is wrong with a hub; with a desk, also what its workspace remembers else.

        Raises:
            Trouble: The hub is out of reach, or none.
        """
        from mcdesk.signing.ed25519 import verify

        hub = hub_places.hub_at(address)
        try:
            found = hub_checking.check(hub, verify)
            if desk is None or any(line.startswith("hub:") for line in found):
                return found
            own = cast("ReplicaDesk", desk)
            state = own.replica()
            return found + hub_checking.compare(
                hub, state.hub_id, state.head, own.hash_at, own.said_at, own.id_at
            )
        finally:
            hub.close()

    def backup_hub(self, address: str, target: Path, keep: int = 0) -> Path:
        """Write a backup of a hub; in a folder, under a dated name, the newest `keep` stay."""
        hub = hub_places.hub_at(address)
        try:
            return hub_backups.backup(hub, target, self.now(), keep)
        finally:
            hub.close()

    def restore_hub(self, source: Path, address: str) -> str:
        """Restore a backup of a hub to its place; return where one that was there is kept.

        On a server `address` is that of the owner of the database.
        """
        hub = hub_places.hub_at(address)
        try:
            return hub_backups.restore(source, hub, self.now())
        finally:
            hub.close()

    def rebuild_hub(self, desk: DeskPort, address: str = "", login: str = "") -> Rebuilt:
        """Rebuild the hub of a desk's workspace where it is gone or damaged: the same hub.

        Args:
            desk: Of the office; what waits there is sent with the next exchange.
            address: Where; "" for the place that the workspace knows. On a server that of the
                owner of the database.
            login: On a server, with which who works here exchanges; "" for the one as before.

        Raises:
            Refused: It is no act of who works here, or the hub is well.
            Trouble: The place cannot be written to, or the workspace is damaged.
        """
        own = cast("ReplicaDesk", desk)
        state = own.replica()
        if not state.hub_id:
            raise Refused(Finding("no_replica", N_("This workspace is not shared with a team.")))
        own.demand_office()
        address = address or state.address
        path = cast("Workspace", own.store).path
        facts = {"hub_id": state.hub_id, "name": own.info().name}
        if is_server(address):
            login = login or _login_of(state.address)
            return self._rebuild_server(own, address, login, path, facts)
        hub = hub_places.hub_at(address)
        assert isinstance(hub, hub_file.SqliteHub)
        try:
            known = Path(state.address)
            aside = rebuilding.rebuild(hub, path, facts, state.head, self.now(), known,
                                       altered=bool(state.altered))  # fmt: skip
            sync_files.bring_files(own, hub)
        finally:
            hub.close()
        if str(hub.path) != state.address:
            own.follow(state.hub_id, str(hub.path))
        return Rebuilt(str(hub.path), str(aside or ""))

    def _rebuild_server(
        self, own: ReplicaDesk, address: str, login: str, path: Path, facts: dict[str, str]
    ) -> Rebuilt:
        from mcdesk.models import server_hub, server_rebuild

        if not login:
            text = N_("Name the login with which you will work at the hub.")
            raise Refused(Finding("login", text))
        state = own.replica()
        aside = server_rebuild.rebuild(address, path, facts, state.head, self.now(),
                                       altered=bool(state.altered))  # fmt: skip
        founding.add_member(own, address, login, own.person_id, also=True)
        member = server_hub.address_for(address, login)
        own.follow(facts["hub_id"], member)
        hub = hub_places.hub_at(member)
        try:
            sync_files.bring_files(own, hub)
        finally:
            hub.close()
        return Rebuilt(member, aside, server_rebuild.strangers(address))


def _login_of(address: str) -> str:
    """Return the login of a server's address, "" where it names none, or is no server's."""
    if not is_server(address):
        return ""
    from mcdesk.models import server_hub

    return server_hub.login_of(address)


def newer_hub() -> Trouble:
    """Return the Trouble of a hub that this program is too old for."""
    return Trouble(
        "newer_hub",
        _("The team’s hub was brought to a newer MC Desk."),
        _("Update the program to exchange with it; until then work goes on here."),
    )
