"""Whom one may name who joins a hub on a server: the person that the login stands for."""

from __future__ import annotations

from contextlib import closing

import pytest

from mcdesk.errors import Refused
from mcdesk.models import server_members
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Person
from tests.sync.conftest import address_of


@pytest.fixture
def entered_twice(shared, server):
    """The addresses of two logins of one person, whose second entry is put away."""
    desk = shared.desks["r0"]
    desk.execute(do.AddPerson(name="Lecturer", login="lect", titles_before="Dr."))
    desk.execute(do.AddPerson(name="Lecturer again"))
    with desk.store.read() as reader:
        first, again = (reader.select(Person, name=name)[0] for name in
                        ("Lecturer", "Lecturer again"))  # fmt: skip
    shared.sync("r0")
    database = shared.hub.engine.url.database
    for entry, login in ((first, "first"), (again, "again")):
        owner = address_of(server, database)
        server_members.add_member(owner, f"{login}_{database}", entry.id)
    desk.execute(do.MatchEntry(kind="person", entry=again.id, same_as=first.id))
    shared.sync("r0")
    return {name: address_of(server, database, f"{name}_{database}") for name in ("first", "again")}


def test_a_person_is_named_as_everywhere(shared, entered_twice, tmp_path):
    """By name with and without titles, or login; an entry put away is whose it is."""
    words = {"first": ("Lecturer", "lecturer", "Dr. Lecturer", "lect"),
             "again": ("Lecturer again", "Lecturer", "lect")}  # fmt: skip
    for login, named in words.items():
        for number, word in enumerate(named):
            place = tmp_path / f"{login}{number}.mcdesk"
            with closing(shared.app.join(place, entered_twice[login], word)) as joined:
                assert joined.info().person == "Lecturer", word


@pytest.mark.parametrize("word", ["CTL-01", "Nobody", "Lecturer again"])
def test_who_is_another_one_is_refused(shared, entered_twice, tmp_path, word):
    with pytest.raises(Refused, match="stands for Lecturer"):
        shared.app.join(tmp_path / "other.mcdesk", entered_twice["first"], word)
    assert not (tmp_path / "other.mcdesk").exists()
