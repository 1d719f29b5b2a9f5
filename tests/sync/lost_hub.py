"""A hub that is lost or put back, for who rebuilds it."""

from __future__ import annotations

from sqlalchemy import text

from mcdesk.models.replaying import SqlReplicaUnit
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do


def lose(team, at: str, how: str = "gone") -> None:
    """Let the hub be gone, or spoilt."""
    if not isinstance(team.hub, ServerHub):
        team.hub.path.unlink() if how == "gone" else team.hub.path.write_bytes(b"\0" * 9000)
        return
    owner = ServerHub(at)
    with owner.engine.begin() as connection:
        tables = "hub.journal, hub.effect, hub.workspace, hub.card, hub.form_value, hub.person"
        lost = "drop schema hub cascade" if how == "gone" else f"truncate {tables}"
        connection.execute(text(lost))
    owner.close()


def put_back(at: str, seq: int) -> None:
    """Take the entries behind one off a server's hub, as an older backup would."""
    owner = ServerHub(at)
    with owner.engine.begin() as connection:
        unit = SqlReplicaUnit(connection)
        for line in reversed(unit.lines_after(seq, 99)):
            unit.take_off(line)
        connection.execute(text("delete from hub.received where seq > :seq"), {"seq": seq})
    owner.close()


def rename(desk, title: str, code: str = "MC-1") -> None:
    desk.execute(do.ChangeCard(card=code, title_en=title))
