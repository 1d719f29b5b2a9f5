"""Who is working where: told to the others, expiring, and in no journal."""

from __future__ import annotations

import os

import psycopg
import pytest

from mcdesk.application.views import Presence
from mcdesk.models import here, server_members
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure.records import Person
from tests.sync.conftest import Team, address_of


@pytest.fixture(scope="module")
def on_server(tmp_path_factory, template, server) -> Team:
    made = Team(tmp_path_factory.mktemp("presence"), template, server)
    yield made
    made.close()


def test_a_server_tells_where_the_others_are(on_server, server):
    lead = on_server.hub
    desk = on_server.desks["r0"]
    with desk.store.read() as reader:
        (lecturer,) = reader.select(Person, name="SME-03")
    owner = address_of(server, lead.engine.url.database)
    login = f"sme_{lead.engine.url.database}"
    server_members.add_member(owner, login, lecturer.id)
    other = ServerHub(address_of(server, lead.engine.url.database, login))
    head = lead.identity()[2]
    assert other.here(Presence("not me", "form", "needs")) == ()
    assert lead.here(Presence("", "form", "outcomes")) == (Presence(lecturer.id, "form", "needs"),)
    assert other.here(Presence("", "form", "needs")) == (
        Presence(desk.person_id, "form", "outcomes"),
    )
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute(
            "update hub.here set at = at - interval '2 minutes' where section = 'outcomes'"
        )
    assert other.here(Presence("", "form", "needs")) == ()
    other.here(Presence(""))
    assert lead.here(Presence("", "form", "outcomes")) == ()
    assert lead.identity()[2] == head, "it stands in no journal"
    with psycopg.connect(other.address) as member, pytest.raises(psycopg.Error):
        member.execute("insert into hub.here values ('person-1', 'form', 'x')")
    other.close()


def test_beside_a_hub_in_a_file_each_has_a_small_file(tmp_path):
    folder = tmp_path / "team.mcdhub.here"
    mine, hers = Presence("a", "form", "needs"), Presence("b", "form", "outcomes")
    assert here.tell(folder, mine) == ()
    assert here.tell(folder, hers) == (mine,)
    assert here.tell(folder, mine) == (hers,)
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "odd.json").write_text("[]", encoding="utf-8")
    assert here.tell(folder, mine) == (hers,)
    here.tell(folder, Presence("b"))
    assert here.tell(folder, mine) == ()
    assert here.tell(folder, Presence("../a", "form", "x")) == ()
    assert not (tmp_path / "a.json").exists()


def test_what_is_old_is_told_by_the_share_and_written_rarely(tmp_path):
    """Neither computer's clock counts: times are those that the share gave to the files."""
    folder = tmp_path / "here"
    mine, hers = Presence("a", "form", "needs"), Presence("b", "form", "outcomes")
    here.tell(folder, mine)
    here.tell(folder, hers)
    own = folder / "a.json"
    now = own.stat().st_mtime
    os.utime(own, (now - 10, now - 10))
    here.tell(folder, mine)
    assert own.stat().st_mtime == now - 10, "young enough: left as it is"
    os.utime(own, (now - here.AGAIN - 1,) * 2)
    here.tell(folder, mine)
    assert own.stat().st_mtime >= now
    os.utime(folder / "b.json", (now - here.FRESH - 1,) * 2)
    assert here.tell(folder, mine) == ()
