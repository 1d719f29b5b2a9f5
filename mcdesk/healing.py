"""Keeping a team's hub well: upgraded, backed up, restored, checked and rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.hub_address import is_server
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import schema
from mcdesk.models.hub import SqliteHub
from mcdesk.teaming import hub_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from mcdesk.application.views import MemberProgram


class HealingApp:
    """The half of the program that keeps hubs well."""

    now: Callable[[], datetime]
    day: Callable[[], date] | None

    @property
    def today(self) -> date:
        """The day that counts here."""
        return self.day() if self.day is not None else self.now().astimezone().date()

    def programs(self, address: str) -> tuple[MemberProgram, ...]:
        """Return the programs that the members of a hub work with."""
        hub = hub_at(address)
        try:
            return hub.programs()
        finally:
            hub.close()

    def upgrade_hub(self, address: str) -> tuple[str, str]:
        """Bring a hub to this program's schema; return the schema before and now.

        Raises:
            Trouble: It is no hub, newer than this program, or on a server of another owner.
        """
        if is_server(address):
            from mcdesk.models import server_upgrade

            before = server_upgrade.upgrade(address)
        else:
            hub = hub_at(address)
            assert isinstance(hub, SqliteHub)
            try:
                before = hub.upgrade()
            finally:
                hub.close()
        if before > schema.HEAD:
            raise newer_hub()
        return before, schema.HEAD


def newer_hub() -> Trouble:
    """Return the Trouble of a hub that this program is too old for."""
    return Trouble(
        "newer_hub",
        _("The team’s hub was brought to a newer MC Desk."),
        _("Update the program to exchange with it; until then work goes on here."),
    )
