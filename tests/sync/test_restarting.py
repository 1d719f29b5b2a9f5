"""A server that restarts under those who work with it (reliability.md, fault 11)."""

from __future__ import annotations

import psycopg
import pytest

from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from tests.sync.older_hub import owner_of


@pytest.fixture
def team(shared):
    shared.sync("r0")
    return shared


def ended(team, server: str) -> int:
    """End every connection to the hub's database, as a restart does; return how many there were."""
    with psycopg.connect(owner_of(team.hub, server), autocommit=True) as admin:
        found = admin.execute(
            "select pg_terminate_backend(pid, 10000) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid() "
            "and backend_type = 'client backend'"
        )
        return len(found.fetchall())


def test_work_goes_on_over_a_new_line(team, server):
    """The line that is kept is gone: it is said that it goes on later, and so it does, once."""
    desk = team.desks["r0"]
    desk.execute(do.NoteIdea(title="An idea"))
    head = team.hub.identity()[2]
    assert ended(team, server) >= 1
    with pytest.raises(Trouble) as caught:
        team.sync("r0")
    assert caught.value.retry
    assert len(desk.waiting()) == 1
    assert team.sync("r0").pushed == 1
    assert not desk.waiting()
    assert team.hub.identity()[2].seq == head.seq + 1


def test_who_listens_hears_again_what_was_pushed_meanwhile(team, server):
    """Listening begins anew with a look; so what came while nobody listened is not waited for."""
    heard: list[str] = []

    def restart() -> None:
        heard.append("begun")
        ended(team, server)

    with pytest.raises(Trouble) as caught:
        team.hub.listen(restart, lambda: False)
    assert caught.value.retry
    with pytest.raises(Trouble):
        team.hub.identity()  # the line that was kept for calls is gone as well, and is let go
    team.desks["r0"].execute(do.NoteIdea(title="An idea"))

    def hear() -> None:
        heard.append("anew")
        if heard.count("anew") == 1:
            assert team.sync("r0").pushed == 1

    team.hub.listen(hear, lambda: heard.count("anew") == 2)
    assert heard == ["begun", "anew", "anew"]
