"""Scans and budgets that are held back: whom a server gives them, and whom the program."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import psycopg
import pytest
from PIL import Image

from mcdesk.application.held_files import held_back, kept_from, why_kept_from
from mcdesk.application.knowledge import Knowledge
from mcdesk.errors import Trouble
from mcdesk.models import content, hub_checking, joining, schema, server_upgrade
from mcdesk.models.content import keep_copy
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import Card, StoredFile
from mcdesk.sync.syncing import synchronise
from tests.sync.conftest import Team
from tests.sync.forger import Forger, members
from tests.sync.meeting import FILE
from tests.sync.older_hub import owner_of

SCAN, BUDGET, PLAIN = b"%PDF the scan of a letter" * 90, b"12 000 000", b"plain"
PEOPLE = ("CTL-01", "HSP-LAW", "HSP-ART", "DEAN-LAW", "DEAN-ART", "SME-03", "SME-09", "READER-1")
"""Who may have what of MC-1 is told apart by office, scope, team, and by what they added."""


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def attach(desk, folder: Path, purpose: str, data: bytes, card: str = "MC-1") -> str:
    source, digest = folder / "source", digest_of(data)
    source.write_bytes(data)
    keep_copy(source, desk.file_path(digest), digest)
    desk.execute(do.AttachFile(card=card, name=f"{purpose}.pdf", size=len(data), digest=digest,
                               purpose=purpose))  # fmt: skip
    return digest


def staff(desk) -> None:
    """Let the directory have people who have nothing to do with MC-1, too."""
    desk.execute(do.SetSetting(key="files_held", value=True))
    desk.execute(do.AddFaculty(code="ART", name_en="Art", name_id="Seni"))
    desk.execute(do.AddProgramme(code="ART", name_en="Art", name_id="Seni", faculty="ART"))
    for name, roles in (("HSP-ART", []), ("DEAN-ART", []), ("SME-09", ["sme"]),
                        ("READER-1", ["reader"])):  # fmt: skip
        desk.execute(do.AddPerson(name=name, roles=roles))
    desk.execute(do.AppointOffice(person="HSP-ART", role="hsp", programme="ART"))
    desk.execute(do.AppointOffice(person="DEAN-ART", role="dean", faculty="ART"))


@pytest.fixture
def held(shared, server, tmp_path):
    """A hub that holds a scan, a budget and another file; its members by their names."""
    desk = shared.desks["r0"]
    staff(desk)
    for purpose, data in (("scan", SCAN), ("budget", BUDGET), ("evidence", PLAIN)):
        attach(desk, tmp_path, purpose, data)
    shared.sync("r0")
    yield from members(shared, server)


def seen(forger: Forger) -> set[str]:
    """Return which contents somebody reads with plain SQL; `check` looks at the same ones."""
    with forger.connection.cursor() as cursor:
        cursor.execute("select digest, content from hub.blob")
        found = cursor.fetchall()
        if cursor.execute("select to_regprocedure('hub.hub_contents()')").fetchone() != (None,):
            cursor.execute("select digest from hub.hub_contents() where is_whole")
            assert sorted(cursor.fetchall()) == sorted((digest,) for digest, _content in found)
    assert all(digest_of(bytes(content)) == digest for digest, content in found)
    return {digest for digest, _content in found}


def withheld(forger: Forger) -> set[str]:
    """Return which contents a hub says to somebody that it holds back."""
    with forger.connection.cursor() as cursor:
        return {digest for (digest,) in cursor.execute("select * from hub.hub_withheld()")}


def file_of(forger: Forger, data: bytes, purpose: str = "other") -> StoredFile:
    card = forger.find(Card, code="MC-1")
    return StoredFile(id=new_id(), card_id=card.id, name="mine.pdf", size=len(data),
                      digest=digest_of(data), purpose=purpose, added_by=forger.person,
                      added_at="2026-11-23T09:00:00Z")  # fmt: skip


def test_a_server_gives_files_to_whom_the_program_lets_have_them(shared, held):
    """One rule in two languages: whoever may not open a scan reads it by no SQL, either."""
    own = held("SME-09")
    assert own.sql("select hub.hub_put_blob(%s, %s)", digest_of(b"own"), b"own") == ""
    assert own.push(own.event("FileAttached", (None, file_of(own, b"own", "scan")))) == "ok"
    shared.sync("r0")
    desk, told = shared.desks["r0"], {}
    every = {digest_of(data) for data in (SCAN, BUDGET, PLAIN, b"own")}
    for name in PEOPLE:
        forger = held(name)
        with desk.store.look() as unit:
            knowledge = Knowledge(unit, desk.today)
            back = held_back(knowledge, forger.person)
            told[name] = every - kept_from(knowledge, forger.person, back)
        assert seen(forger) == told[name], name
        assert withheld(forger) == every - told[name], name
    free = {digest_of(PLAIN)}
    assert told["READER-1"] == told["HSP-ART"] == told["DEAN-ART"] == free
    assert told["SME-09"] == {*free, digest_of(b"own")}
    assert told["CTL-01"] == told["HSP-LAW"] == told["DEAN-LAW"] == told["SME-03"] == every


def test_who_signs_for_somebody_by_a_letter_may_look_at_what_shows_it(shared, held):
    """The Head of another faculty, who acts for the Dean and holds no role of MC-1."""
    who, desk = held("HSP-ART"), shared.desks["r0"]
    assert digest_of(SCAN) not in seen(who)
    paper = {"medium": "paper", "scan_owed": True}
    desk.execute(do.SignForm(form="MC-1/F2", role="sme", person="SME-03", **paper))
    desk.execute(do.SignForm(form="MC-1/F2", role="dean", person="HSP-ART", on_behalf_of="DEAN-LAW",
                             capacity="Plt.", letter="12/SK/2026", letter_since="2026-11-01",
                             letter_until="2026-12-31", **paper))  # fmt: skip
    shared.sync("r0")
    assert not desk.attention()
    assert digest_of(SCAN) in seen(who)
    with desk.store.look() as unit:
        assert why_kept_from(Knowledge(unit, desk.today), who.person, digest_of(SCAN)) is None
    other = held("DEAN-ART")
    assert digest_of(SCAN) not in seen(other)
    with desk.store.look() as unit:
        assert why_kept_from(Knowledge(unit, desk.today), other.person, digest_of(SCAN)) is not None


def test_whoever_is_asked_besides_may_look_at_what_they_sign(shared, held, server):
    reader, owner = held("READER-1"), owner_of(shared.hub, server)
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute('update hub.revision set signers = \'[{"role": "reader"}]\'')
    assert digest_of(SCAN) in seen(reader)


def test_naming_a_content_gives_nobody_what_it_says(held):
    """Names and digests are read by all; a file of one's own with such a digest opens nothing."""
    reader = held("READER-1")
    for purpose in ("scan", "other"):
        said = reader.push(reader.event("FileAttached", (None, file_of(reader, SCAN, purpose))))
        assert said == "refused: who names a file has its content"
    assert digest_of(SCAN) not in seen(reader)


def test_who_has_the_same_content_brings_it_and_names_it(held, tmp_path, monkeypatch):
    """Whole or in parts: what was there already is shown to be had by bringing it again."""
    monkeypatch.setattr(content, "PART", 1000)
    for name, data in (("READER-1", SCAN), ("SME-09", BUDGET)):
        who = held(name)
        source = tmp_path / name
        source.write_bytes(data)
        assert who.hub.lacking([digest_of(data)])
        assert who.hub.put_file(source, digest_of(data))
        assert digest_of(data) in seen(who)
        assert who.push(who.event("FileAttached", (None, file_of(who, data)))) == "ok"


def test_of_what_is_held_back_only_what_is_asked_for_is_looked_at(shared, held, server):
    """Hundreds of scans are weighed one by one, so nobody waits for those of others."""
    reader = held("READER-1")
    with psycopg.connect(owner_of(shared.hub, server), autocommit=True) as admin:
        admin.execute(f"""create or replace function hub.hub_may_have(p_digest text)
            returns boolean language plpgsql stable security definer as $$ begin
            if p_digest <> '{digest_of(PLAIN)}' then raise exception 'another one'; end if;
            return true; end $$""")
    asked = [digest_of(PLAIN), digest_of(b"none")]
    assert reader.hub.lacking(asked) == [digest_of(b"none")]
    assert reader.hub.lacking([]) == []


def test_only_roles_that_a_person_has_are_weighed(shared, held, server):
    """There are few of them, and scans by the hundred, for each of which it is asked."""
    reader = held("READER-1")
    with psycopg.connect(owner_of(shared.hub, server), autocommit=True) as admin:
        admin.execute("""create or replace function hub.holds(p_person text, p_role text,
            p_card text, p_day text, p_still text) returns boolean language plpgsql stable as $$
            begin if p_role <> 'reader' then raise exception 'of %', p_role; end if;
            return true; end $$""")
        admin.execute("""create or replace function hub.hub_has_all() returns boolean
            language sql stable as $$ select false $$""")
    assert digest_of(SCAN) not in seen(reader)
    assert withheld(reader) == {digest_of(SCAN), digest_of(BUDGET)}


def test_with_whom_a_card_is_concerned_is_one_rule_for_one_and_for_all(shared, held, server):
    """Also for who is asked by a version alone, and who decided for somebody by a letter."""
    desk = shared.desks["r0"]
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    asked = [{"role": "reader", "act": "Reads"}]
    desk.execute(do.FreezeForm(form="MC-1/F2", extra_signers=asked))
    shared.sync("r0")
    assert not desk.waiting()
    told = set()
    with psycopg.connect(owner_of(shared.hub, server)) as admin:
        cards = [card for (card,) in admin.execute("select id from hub.card")]
        for name in PEOPLE:
            who = held(name).person
            one = {c for c in cards if admin.execute("select hub.is_concerned(%s, %s)", (who, c))
                   .fetchone() == (True,)}  # fmt: skip
            every = admin.execute("select * from hub.concerned_with(%s)", (who,)).fetchall()
            assert {card for (card,) in every} == one, name
            told.add((name, len(one)))
    assert ("READER-1", 1) in told


def test_for_a_check_it_is_asked_once_whose_the_files_are(shared, held, server):
    """For each file it takes two thousandths of a second, and the server gives up after nine."""
    reader = held("READER-1")
    with psycopg.connect(owner_of(shared.hub, server), autocommit=True) as admin:
        admin.execute("""create or replace function hub.is_concerned(p_me text, p_card text)
            returns boolean language plpgsql stable as $$
            begin if p_card <> '' then raise exception 'for each'; end if; return false; end $$""")
        admin.execute("drop function hub.hub_may_have(text) cascade")
    assert withheld(reader) == {digest_of(SCAN), digest_of(BUDGET)}
    assert not hub_checking.check(reader.hub, None)


def test_what_nothing_names_yet_is_read_by_nobody_else(held):
    """A file goes to the hub before the entry that names it."""
    ctl, reader = held("HSP-LAW"), held("READER-1")
    assert ctl.sql("select hub.hub_put_blob(%s, %s)", digest_of(b"new"), b"new") == ""
    assert digest_of(b"new") not in seen(reader)
    assert withheld(reader) == {digest_of(SCAN), digest_of(BUDGET)}, "nor that it is there"
    said = reader.push(reader.event("FileAttached", (None, file_of(reader, b"new"))))
    assert said == "refused: who names a file has its content"


def test_a_content_that_another_file_names_is_brought_before_it_is_named(shared, held, server):
    """Else whoever names it first would have it as soon as it comes."""
    reader = held("READER-1")
    with psycopg.connect(owner_of(shared.hub, server), autocommit=True) as admin:
        admin.execute("delete from hub.stored where digest = %s", (digest_of(SCAN),))
    said = reader.push(reader.event("FileAttached", (None, file_of(reader, SCAN))))
    assert said == "refused: who names a file has its content"


def test_the_logo_is_for_all_and_a_file_of_its_content_is_what_it_is(shared, held, tmp_path):
    source = tmp_path / "logo.png"
    Image.new("RGB", (9, 9), "navy").save(source)
    desk, reader = shared.desks["r0"], held("READER-1")
    logo, _size = desk.store_file(source)
    desk.execute(do.SetLogo(file=logo, name="logo.png"))
    shared.sync("r0")
    assert logo in seen(reader)
    assert not withheld(reader) & {logo}
    attach(desk, tmp_path, "scan", source.read_bytes())
    shared.sync("r0")
    assert logo not in seen(reader), "a scan that was made the logo, too, is a scan"


def test_without_the_setting_everybody_has_everything(shared, held):
    shared.desks["r0"].execute(do.SetSetting(key="files_held", value=False))
    shared.sync("r0")
    assert digest_of(SCAN) in seen(held("READER-1"))


def test_a_login_that_is_no_member_any_more_has_no_file(shared, held, server):
    reader = held("READER-1")
    assert withheld(reader) == {digest_of(SCAN), digest_of(BUDGET)}
    with psycopg.connect(owner_of(shared.hub, server), autocommit=True) as admin:
        admin.execute("update hub.member set active = false where login = %s",
                      (reader.hub.engine.url.username,))  # fmt: skip
    assert seen(reader) == withheld(reader) == set()


def test_who_joins_gets_everything_else_and_is_told(shared, held, tmp_path):
    reader = held("READER-1")
    store = joining.join(tmp_path / "reader.mcdesk", reader.hub)
    store.set_fact("person", reader.person)
    store.settle()
    store.close()
    desk = shared.app.open(tmp_path / "reader.mcdesk")
    desk.follow(reader.hub.identity()[0], "the hub")
    desk.summarise_all()
    shared.desks["reader"] = desk
    assert desk.files_kept_from() == 2
    synchronise(desk, reader.hub, schema=schema.HEAD)
    assert desk.file_path(digest_of(PLAIN)).is_file()
    assert not desk.file_path(digest_of(SCAN)).exists()
    desk.want_file(digest_of(SCAN))
    assert desk.absent_files() == (), "asking for it brings it not"
    why = desk.why_kept_from(digest_of(SCAN))
    assert why is not None
    assert "does not come to you" in why.sentence()
    assert desk.why_kept_from(digest_of(PLAIN)) is None
    assert shared.app.check(desk.store.path) == ()


def test_no_backup_is_made_of_half_a_hub(shared, held, server, tmp_path):
    """Whoever may not have all files is told so; who records, and the owner, make it whole."""
    reader, owner = held("READER-1"), owner_of(shared.hub, server)
    with pytest.raises(Trouble) as caught:
        shared.app.backup_hub(reader.hub.address, tmp_path)
    assert caught.value.code == "not_for_all"
    assert not list(tmp_path.glob("*.zip"))
    assert shared.app.check_hub(reader.hub.address) == (), "what is not for her is no damage"
    for address in (shared.hub.address, owner):
        made = shared.app.backup_hub(address, tmp_path / f"{new_id()}.zip")
        with zipfile.ZipFile(made) as kept:
            assert {digest_of(SCAN), digest_of(PLAIN)} <= {Path(n).name for n in kept.namelist()}
    shared.app.restore_hub(made, owner)
    assert {digest_of(SCAN), digest_of(PLAIN)} <= seen(held("CTL-01"))
    assert digest_of(SCAN) not in seen(held("READER-1"))


def test_a_hub_of_before_is_brought_up_to_date_with_its_files(shared, held, server):
    """Its files lay in a table that all members read; an older program reads on by that name."""
    owner, reader = owner_of(shared.hub, server), held("READER-1")
    of_before(owner)
    assert digest_of(SCAN) in seen(reader), "so it was"
    assert shared.hub.lacking([digest_of(SCAN)]) == []
    server_upgrade.upgrade(owner)
    assert digest_of(SCAN) not in seen(reader)
    assert digest_of(SCAN) in seen(held("CTL-01"))
    of_before(owner)
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute("create table hub.stored as select * from hub.blob where false")
        admin.execute("alter table hub.stored add primary key (digest)")
    server_upgrade.upgrade(owner)
    assert digest_of(SCAN) in seen(held("CTL-01")), "what an older program made is taken in"


def of_before(owner: str) -> None:
    """Let a hub keep its files as one with functions of before does."""
    with psycopg.connect(owner, autocommit=True) as admin:
        (team,) = admin.execute("select 'mcdesk_' || current_database()").fetchone()
        admin.execute("drop view hub.blob")
        admin.execute("alter table hub.stored rename to blob")
        admin.execute("drop function hub.hub_withheld(), hub.hub_contents()")
        admin.execute(f"grant select on hub.blob to {team}")


@FILE
def test_in_a_file_the_program_keeps_them_by_itself(team: Team, tmp_path):
    """Whoever reaches the folder reads its files; the program fetches none that is not for her."""
    one, other = team.desks["r0"], team.desks["r1"]
    staff(one)
    team.sync("r0")
    team.sync("r1")
    scan = attach(one, tmp_path, "scan", SCAN)
    team.sync("r0")
    other.use_person(next(p.id for p in other.directory().people if p.name == "READER-1"))
    team.sync("r1")
    other.want_file(scan)
    team.sync("r1")
    assert not other.file_path(scan).exists()
    assert other.files_kept_from() == 1


@pytest.mark.parametrize(("days", "is_held"), [(0, True), (1, True), (2, False)])
def test_scans_are_held_back_at_once_wherever_it_is_tomorrow_already(
    shared, held, server, days, is_held
):
    """The day of a setting is the workspace's own; the server's begins up to a day later."""
    reader, owner = held("READER-1"), owner_of(shared.hub, server)
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute("update hub.setting set since = hub.day(%s) where key = 'files_held'", [days])
    assert (digest_of(SCAN) in seen(reader)) is not is_held


def test_that_scans_are_free_again_waits_for_the_day_at_the_server(shared, held, server):
    reader, owner = held("READER-1"), owner_of(shared.hub, server)
    copied = ("insert into hub.setting select (jsonb_populate_record(s, jsonb_build_object("
              "'id', 'later', 'value', 'false', 'since', hub.day(%s)))).* from hub.setting s "
              "where key = 'files_held' and id <> 'later' on conflict (id) do update set "
              "since = excluded.since")  # fmt: skip
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute("update hub.setting set since = hub.day(-3) where key = 'files_held'")
        admin.execute(copied, [1])
        assert digest_of(SCAN) not in seen(reader)
        admin.execute(copied, [0])
    assert digest_of(SCAN) in seen(reader)
