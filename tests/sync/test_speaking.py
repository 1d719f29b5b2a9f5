"""Who speaks for whom at a hub on a server: capacities and letters, keys, evidence."""

from __future__ import annotations

import psycopg
import pytest

from mcdesk.models import schema, server_members
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import natural_id, new_id
from mcdesk.procedure.records import Office, Person, SigningKey, changed
from mcdesk.procedure.statement import key_id
from mcdesk.sync.syncing import synchronise
from tests.sync.conftest import address_of, on_day
from tests.sync.forger import Forger, sign_off

BY_LETTER = {"capacity": "Plh.", "letter": "7/2026", "letter_since": "2026-11-01",
             "letter_until": "2026-11-30", "scan_owed": True}  # fmt: skip


@pytest.fixture
def member(shared, server):
    """Return a login that pushes what it likes, of a person by name."""
    made: list[Forger] = []

    def join(name: str) -> Forger:
        desk, database = shared.desks["r0"], shared.hub.engine.url.database
        with desk.store.read() as reader:
            (found,) = reader.select(Person, name=name)
        address = shared.hub.address
        if found.id != desk.person_id:
            login = f"p{len(made)}_{database}"
            server_members.add_member(address_of(server, database), login, found.id)
            address = address_of(server, database, login)
        made.append(Forger(address, found.id, desk))
        made[-1].owner = address_of(server, database)
        return made[-1]

    yield join
    for each in made:
        each.close()


def decide(who: Forger, role: str, **given) -> str:
    return who.push(who.event("FormSigned", (None, sign_off(who, role, who.person, **given))))


def test_nobody_signs_for_somebody_without_capacity_and_letter(member):
    """The graphic designer does not sign for lecturer, Dean and Head."""
    designer = member("GD-01")
    for role, name in (("sme", "SME-03"), ("dean", "DEAN-LAW"), ("hsp", "HSP-LAW")):
        other = designer.find(Person, name=name).id
        assert "in which capacity" in decide(designer, role, on_behalf_of=other)
    dean = designer.find(Person, name="DEAN-LAW").id
    for wrong in ({"letter": " "}, {"letter_since": ""}, {"letter_since": "2026-11-24"},
                  {"letter_until": "2026-11-22"}):  # fmt: skip
        said = decide(designer, "dean", on_behalf_of=dean, **{**BY_LETTER, **wrong})
        assert "by a letter" in said, wrong
    assert "or is owed" in decide(
        designer, "dean", on_behalf_of=dean, **{**BY_LETTER, "scan_owed": False})  # fmt: skip
    assert "in which capacity" in decide(designer, "dean", **BY_LETTER)
    for capacity in ("own", "boss"):
        given = {**BY_LETTER, "capacity": capacity, "on_behalf_of": dean}
        assert "in which capacity" in decide(designer, "dean", **given)
    coordinator = member("CTL-01")
    for medium in ("paper", "program"):
        given = {"on_behalf_of": dean, "person_id": dean, "medium": medium, **BY_LETTER}
        assert decide(coordinator, "dean", **given).startswith("refused: "), medium


def test_in_the_program_everybody_decides_with_their_own_living_key(member):
    """A login that was stolen does not decide unsigned, nor with a key that ended or another's."""
    dean, head = member("DEAN-LAW"), member("HSP-LAW")
    assert decide(member("SME-03"), "sme") == "ok"
    assert decide(head, "hsp") == "ok"  # who never had a key decides without one
    assert "one's own" in decide(head, "hsp", key_id="none", signature="00" * 64)
    key = key_of(dean.person, "aa" * 32)
    assert dean.push(dean.event("KeyRegistered", (None, key))) == "ok"
    assert "decides with a key" in decide(dean, "dean")
    signed = {"key_id": key.id, "signature": "00" * 64}
    assert "one's own" in decide(head, "hsp", **signed)
    assert "one's own" in decide(dean, "dean", key_id=key.id)
    assert decide(dean, "dean", **signed) == "ok"
    kept = dean.find(SigningKey, id=key.id)
    ended = changed(kept, ended_at="2026-11-23T10:00:00Z", ended_reason="stolen")
    assert dean.push(dean.event("KeyEnded", (kept, ended))) == "ok"
    assert "decides with a key" in decide(dean, "dean")
    assert "one's own" in decide(dean, "dean", **signed)
    misnamed = changed(key_of(dean.person, "bb" * 32), id=new_id())
    said = dean.push(dean.event("KeyRegistered", (None, misnamed)))
    assert "after its public half" in said  # a key so named would be told as altered for ever
    for change in ({"public": "bb"}, {"ended_at": "2026"}, {"person_id": head.person}):
        other = changed(key_of(dean.person, "bb" * 32), **change)
        assert dean.push(dean.event("KeyRegistered", (None, other))).startswith("refused: ")


def key_of(person: str, public: str) -> SigningKey:
    return SigningKey(id=key_id(public), person_id=person, public=public,
                      registered_at="2026-11-23T09:00:00Z")  # fmt: skip


def test_there_is_a_lead_on_the_day_after_an_office_ends(member):
    """And once the last term is over who keeps the directory appoints one, nobody else."""
    lead = member("CTL-01")
    second = Office(id=new_id(), person_id=lead.find(Person, name="GD-01").id, role="ctl_lead",
                    until="2026-11-30")  # fmt: skip
    assert lead.push(lead.event("OfficeAppointed", (None, second))) == "ok"
    first = lead.find(Office, person_id=lead.person, role="ctl_lead")
    for until in ("2026-11-30", "2027-01-01"):
        said = lead.push(lead.event("OfficeEnded", (first, changed(first, until=until))))
        assert "last CTL lead stays" in said
    ended = changed(first, until="2026-11-23")
    assert lead.push(lead.event("OfficeEnded", (first, ended))) == "ok"
    first = lead.find(Office, id=first.id)
    back = lead.event("OfficeEnded", (first, changed(first, until="2099-01-01")))
    assert "appointed by one" in lead.push(back)  # who still is a coordinator
    third = Office(id=new_id(), person_id=lead.person, role="ctl_lead", since="2026-11-24")
    for day, taken in (("2026-11-23", False), ("2026-11-30", True)):
        if taken:
            on_day(lead.owner, day)
        said = lead.push(lead.event("OfficeAppointed", (None, third), today=day))
        assert (said == "ok") is taken, (day, said)


def test_whose_entry_is_put_away_behind_another_works_on(shared, server):
    """The login still names the first entry: nobody is shut out by a tidy directory."""
    desk = shared.desks["r0"]
    desk.execute(do.AddPerson(name="SME-03 (again)"))
    shared.sync("r0")
    database = shared.hub.engine.url.database
    with desk.store.read() as reader:
        first, second = (reader.select(Person, name=name)[0].id
                         for name in ("SME-03", "SME-03 (again)"))  # fmt: skip
    server_members.add_member(address_of(server, database), f"sme_{database}", first)
    hub = ServerHub(address_of(server, database, f"sme_{database}"))
    other = shared.join("sme")
    other.use_person(first)
    other.execute_together([do.WriteComment(form="MC-1/F2", path="p10", text=f"Offline {n}.")
                            for n in range(3)])  # fmt: skip
    desk.execute(do.MatchEntry(kind="person", entry="SME-03", same_as="SME-03 (again)"))
    shared.sync("r0")
    synchronise(other, hub, schema=schema.HEAD)
    assert other.person_id == second
    other.note_login(hub.person())
    assert other.foreign_login() is None
    other.execute(do.SignForm(form="MC-1/F2", role="sme", person="SME-03 (again)"))
    other.execute(do.WriteComment(form="MC-1/F2", path="p10", text="Afterwards."))
    assert synchronise(other, hub, schema=schema.HEAD).pushed == 2
    assert not other.attention(), [line.reasons for line in other.attention()]
    path = other.store.path
    shared.app.close(other)
    again = shared.desks["sme"] = shared.app.open(path)
    assert again.person_id == second
    again.execute(do.WriteComment(form="MC-1/F2", path="p10", text="Another day."))
    assert synchronise(again, hub, schema=schema.HEAD).pushed == 1
    assert not again.attention()
    hub.close()


def test_the_server_makes_the_ids_of_natural_keys(member):
    """Of keys of every length, over the borders of a block."""
    lead = member("CTL-01")
    with psycopg.connect(lead.owner) as owner:
        for length in (0, 1, 18, 19, 26, 27, 35, 64, 100, 200):
            key = "k" * length + "é"
            asked = owner.execute("select hub.natural_id('signing_key', %s)", (key,))
            assert asked.fetchone()[0] == natural_id("signing_key", key), length
