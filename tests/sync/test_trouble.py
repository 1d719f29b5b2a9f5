"""What a server says when it cannot be reached or refuses, in words a person understands."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from mcdesk import founding, teaming
from mcdesk.bootstrap import App
from mcdesk.errors import HubRefusal, Refused, Trouble
from mcdesk.models import engines, hub_troubles, server_hub, server_members
from mcdesk.models.hub_reading import HubReading
from mcdesk.models.server_hub import ServerHub, address_for
from mcdesk.models.server_line import split_secret
from mcdesk.models.server_trouble import trouble_of
from mcdesk.script.running import advice_of
from mcdesk.signing import passwords
from mcdesk.sync.syncing import old_hub
from tests.sync.conftest import Team, address_of, clock

ADDRESS = "postgresql://sme03:geheim@db/mcdesk"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('FATAL:  password authentication failed for user "sme03"', "login"),
        ("fe_sendauth: no password supplied", "login"),
        ('FATAL:  role "sme03" does not exist', "login"),
        ('FATAL:  database "mcdesk" does not exist', "database"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1"', "entry"),
        ("failed to resolve host 'db': [Errno -2] Name or service not known", "server_name"),
        ("SSL error: certificate verify failed", "certificate"),
        ("server does not support SSL, but SSL was required", "no_tls"),
        ("connection to server failed: Connection refused", "no_hub"),
    ],
)
def test_a_connection_that_fails_says_why(said, code):
    trouble = trouble_of(psycopg.OperationalError(said), ADDRESS)
    assert trouble.code == code
    assert trouble.retry == (code == "no_hub"), "waiting mends only what is out of reach"
    assert "geheim" not in f"{trouble.title} {trouble.advice}"


def test_a_password_that_was_never_given_is_not_called_a_wrong_one():
    told = {
        said: trouble_of(psycopg.OperationalError(said), ADDRESS).title
        for said in ("fe_sendauth: no password supplied", "password authentication failed")
    }
    assert list(told.values()) == [
        "No password is known for this login.",
        "The server does not know this login with this password.",
    ]


@pytest.mark.parametrize(
    "said", ["permission denied to create role", "permission denied for table workspace"]
)
def test_a_member_who_does_what_the_owner_does_is_told_whose_work_it_is(said):
    trouble = trouble_of(psycopg.errors.InsufficientPrivilege(said), ADDRESS)
    assert trouble.code == "not_the_owner"
    assert "owner" in f"{trouble}"


def test_whom_a_server_lets_read_no_table_of_the_hub_is_no_member(monkeypatch):
    def shut_out(_hub):
        error = psycopg.errors.InsufficientPrivilege("permission denied for table workspace")
        raise trouble_of(error, ADDRESS)

    monkeypatch.setattr(HubReading, "identity", shut_out)
    with pytest.raises(Trouble) as caught:
        ServerHub(ADDRESS).identity()
    assert caught.value.code == "no_member"


def test_a_refusal_keeps_the_servers_words():
    error = psycopg.errors.InsufficientPrivilege("a decision is never altered")
    assert isinstance(trouble_of(error, ADDRESS), HubRefusal)


@pytest.mark.parametrize(
    "said",
    ["ExternalRecorded does not change form_value", "FormRecorded does not change this of form",
     "CardMoved is no event of this command", "a step is made by one person",
     "a record stays where it is: form_id of milestone",
     "a form is opened for the present round, as its definition says",
     "a definition that binds is not taken back", "a file has 50 MB at the most"],
)  # fmt: skip
def test_what_an_honest_person_meets_is_told_in_words(said):
    refusal = trouble_of(psycopg.errors.InsufficientPrivilege(said), ADDRESS)
    assert isinstance(refusal, HubRefusal)
    assert refusal.reason != said


def test_a_try_tells_what_is_at_an_address(server, tmp_path, monkeypatch):
    """Before the hub is made: empty; then: no member, no hub, and the hub with who one is."""
    app, database = App(keys_folder=tmp_path / "keys"), "tried"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database {database}")
        admin.execute("create role tried_guest login")
    owner = address_of(server, database)
    with monkeypatch.context() as without_keyring:
        without_keyring.setattr(founding, "can_keep", lambda: False)
        with pytest.raises(Refused, match="no keyring"):
            app.look_at_place(owner, "tried_ctl")
        assert app.look_at_place(owner, "tried_ctl", "chosen").entries == 0
    monkeypatch.setattr(founding, "can_keep", lambda: True)
    assert app.look_at_place(owner, "tried_ctl").entries == 0
    with pytest.raises(Trouble) as trouble:
        app.look_at_place(address_of(server, database, "tried_guest"))
    assert trouble.value.code == "no_owner"
    with pytest.raises(Trouble) as trouble:
        app.look_at_hub(owner)
    assert trouble.value.code == "no_hub_there"
    desk = app.create(tmp_path / "a.mcdesk", "CTL team", "CTL-01")
    app.make_hub(desk, owner, "tried_ctl", "x")
    sight = app.look_at_hub(address_of(server, database, "tried_ctl"))
    assert (sight.name, sight.person) == ("CTL team", "CTL-01")
    assert sight.entries == desk.replica().head.seq
    for login in ("tried_guest", ""):
        with pytest.raises(Trouble) as trouble:
            app.look_at_hub(address_of(server, database, login))
        assert trouble.value.code == "no_member"
    app.close(desk)


def test_a_join_that_is_stopped_leaves_nothing(tmp_path):
    app = App(keys_folder=tmp_path / "keys")
    desk = app.create(tmp_path / "a.mcdesk", "CTL team", "CTL-01")
    hub = tmp_path / "t.mcdhub"
    app.make_hub(desk, str(hub))
    app.close(desk)
    for name in ("b.mcdesk.kept", "[b].mcdesk.kept"):
        (tmp_path / name).touch()  # somebody's own
    for name in ("b.mcdesk", "[b].mcdesk"):
        with pytest.raises(Trouble, match="Stopped"):
            app.join(tmp_path / name, str(hub), progress=lambda _done, _of: False)
    left = sorted(path.name for path in tmp_path.iterdir() if "b" in path.name.partition(".")[0])
    assert left == ["[b].mcdesk.kept", "b.mcdesk.kept"]
    steps: list[tuple[int, int]] = []
    app.close(app.join(tmp_path / "b.mcdesk", str(hub),
                       progress=lambda *step: steps.append(step) or True))  # fmt: skip
    assert steps == sorted(steps)
    assert steps[-1][0] <= 100
    assert app.look_at_hub(str(hub)).where.kind == "here"


def test_who_joins_first_of_all_gets_the_folder_that_the_program_proposes(tmp_path, monkeypatch):
    """On a new computer it is not there yet; a folder that somebody mistyped is not made."""
    app, own = App(keys_folder=tmp_path / "keys"), tmp_path / "new" / "MC Desk"
    monkeypatch.setattr(teaming, "data_folder", lambda: own)
    hub = tmp_path / "t.mcdhub"
    desk = app.create(tmp_path / "a.mcdesk", "CTL team", "CTL-01")
    app.make_hub(desk, str(hub))
    app.close(desk)
    with pytest.raises(Trouble, match="There is no folder"):
        app.join(tmp_path / "mistyped" / "b.mcdesk", str(hub))
    app.close(app.join(own / "team.mcdesk", str(hub)))
    assert (own / "team.mcdesk").is_file()
    assert not (tmp_path / "mistyped").exists()


@pytest.mark.parametrize(
    "name", ["a" * 300 + ".mcdesk", f"{'a' * 300}/b.mcdesk"], ids=["file", "folder"]
)
def test_a_name_that_the_system_refuses_is_told(tmp_path, name):
    app, hub = App(keys_folder=tmp_path / "keys"), tmp_path / "t.mcdhub"
    with pytest.raises(Trouble):
        app.create(tmp_path / name, "CTL team", "CTL-01")
    desk = app.create(tmp_path / "a.mcdesk", "CTL team", "CTL-01")
    with pytest.raises(Trouble):
        app.make_hub(desk, str(tmp_path / name))
    app.make_hub(desk, str(hub))
    app.close(desk)
    for place, address in ((tmp_path / name, hub), (tmp_path / "b.mcdesk", tmp_path / name)):
        with pytest.raises(Trouble):
            app.join(place, str(address))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://sme03:geheim@db/mcdesk",
        "postgresql://sme03:geheim@/mcdesk?host=/run/pg",
        "postgresql://sme03@db:5433/mcdesk?password=geheim&sslmode=verify-full",
    ],
)
def test_a_password_is_kept_in_no_address(address):
    bare, secret = split_secret(address)
    assert secret == "geheim"
    assert "geheim" not in bare
    assert bare.startswith("postgresql://sme03@")
    assert ("sslmode" in bare) == ("sslmode" in address)
    assert split_secret(bare) == (bare, "")
    assert "geheim" not in address_for(address, "ctl01"), "the owner's is not the member's"
    assert address_for(address, "ctl01").startswith("postgresql://ctl01@")


def test_a_workspace_keeps_no_password_of_its_hub(server, template, tmp_path, monkeypatch):
    """Fault 32 of reliability.md."""
    monkeypatch.setattr(passwords, "_typed", {})
    team = Team(tmp_path, template, server)
    url = make_url(team.hub.address).set(password="geheim")
    path = tmp_path / "joined.mcdesk"
    team.app.close(team.app.join(path, url.render_as_string(hide_password=False)))
    team.close()
    assert b"geheim" not in path.read_bytes()


def test_who_makes_a_hub_keeps_no_password_of_its_owner(server, template, tmp_path, monkeypatch):
    monkeypatch.setattr(passwords, "_typed", {})
    app, path = clock(), Path(shutil.copy(template, tmp_path / "own.mcdesk"))
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database kept_{os.getpid()}")
    url = make_url(address_of(server, f"kept_{os.getpid()}")).set(password="geheim")
    desk = app.open(path)
    app.make_hub(
        desk, url.render_as_string(hide_password=False), f"keeper_{os.getpid()}", "own one"
    )
    assert "geheim" not in desk.replica().address
    app.close(desk)
    assert b"geheim" not in path.read_bytes()


@pytest.mark.parametrize(
    ("login", "code"),
    [("b" * 64, "bad_login"), ('bu di;"--', "bad_login"), ("", "superuser")],
    ids=["long", "odd", "superuser"],
)
def test_who_cannot_be_a_member_is_refused_with_the_reason(server, template, tmp_path, login, code):
    """Also before a hub is made, so that none is half made."""
    team = Team(tmp_path, template, server)
    login = login or str(make_url(server).username)
    owner = address_of(server, make_url(team.hub.address).database)
    with pytest.raises(Trouble) as caught:
        server_members.add_member(owner, login, team.desks["r0"].person_id)
    assert caught.value.code == code
    with psycopg.connect(owner) as admin:
        assert admin.execute("select count(*) from hub.member").fetchone() == (1,)
    with pytest.raises(Trouble) as caught:
        server_hub.look(address_of(server, "postgres"), login)
    assert caught.value.code == code
    team.close()


def test_a_further_login_of_a_person_is_asked_for(server, template, tmp_path):
    team = Team(tmp_path, template, server)
    url, me = make_url(team.hub.address), team.desks["r0"].person_id
    owner, other = address_of(server, url.database), f"again_{url.database}"
    with pytest.raises(Refused) as caught:
        server_members.add_member(owner, other, me)
    (finding,) = caught.value.findings
    assert finding.code == "has_login"
    assert f"has a login already: {url.username}." in finding.sentence()
    assert "mcdesk hub revoke" in finding.sentence()
    with psycopg.connect(owner) as admin:
        roles = admin.execute("select count(*) from pg_roles where rolname = %s", (other,))
        assert roles.fetchone() == (0,)
    server_members.add_member(owner, url.username, me)  # the same once more
    server_members.add_member(owner, other, me, also=True)
    server_members.revoke_member(owner, other)
    server_members.revoke_member(owner, url.username)
    server_members.add_member(owner, other, me)
    team.close()


@pytest.mark.parametrize("deed", ["look", "join", "make"])
def test_what_is_not_reached_the_first_time_waits_for_nothing(template, tmp_path, deed):
    """Nothing is sent later: there is no workspace yet that would."""
    app, far = App(keys_folder=tmp_path / "keys"), "postgresql://me@127.0.0.1:9/team"
    with pytest.raises(Trouble, match="out of reach") as caught:
        if deed == "look":
            app.look_at_hub(far)
        elif deed == "make":
            app.look_at_place(far, "me")
        else:
            app.join(tmp_path / "b.mcdesk", far)
    assert caught.value.advice.startswith("Nothing was made. Check the address")
    assert caught.value.retry
    assert not list(tmp_path.glob("b.mcdesk*"))


def test_what_is_wrong_with_an_address_is_said_before_anything_is_tried(tmp_path):
    app = App(keys_folder=tmp_path / "keys")
    with pytest.raises(Refused) as caught:
        app.join(tmp_path / "b.mcdesk", "postgresql://me@db:99999/team")
    assert "number up to 65535" in caught.value.findings[0].sentence()
    with pytest.raises(Refused) as caught:
        app.look_at_hub("postgresql://db/team")
    assert "login is missing" in caught.value.findings[0].sentence()
    with pytest.raises(Trouble, match="no address of a hub") as trouble:
        app.look_at_place("postgresql://me@db:99999/team", "me")
    assert "number up to 65535" in trouble.value.advice


def test_a_workspace_is_no_place_for_a_hub(template, tmp_path):
    app = App(keys_folder=tmp_path / "keys")
    path = tmp_path / "mine.mcdesk"
    app.close(app.create(path, "Mine", "CTL-01"))
    other = Path(shutil.copy(path, tmp_path / "other"))
    for typed in (path, f"{path}.mcdhub", f"{other}.mcdhub"):
        with pytest.raises(Trouble, match="is a workspace"):
            app.look_at_place(str(typed))
    (tmp_path / "notes").write_text("of the team")
    assert app.look_at_place(str(tmp_path / "notes.mcdhub")).where.kind


def test_a_login_is_revoked_once(server, template, tmp_path):
    team = Team(tmp_path, template, server)
    url = make_url(team.hub.address)
    owner = address_of(server, url.database)
    assert server_members.revoke_member(owner, url.username)
    assert not server_members.revoke_member(owner, url.username)
    team.close()


def test_a_script_is_told_of_a_full_disk_without_a_screen_and_drafts():
    assert "kept on screen" in engines.disk_full().advice
    assert advice_of(engines.disk_full()) == (
        "Make room, then try again. What was acknowledged before is kept; what was not has to be "
        "given again."
    )


@pytest.mark.parametrize(
    ("trouble", "command"),
    [
        (hub_troubles.hub_gone("/srv/team.mcdhub"), "mcdesk hub rebuild"),
        (hub_troubles.hub_damaged("/srv/team.mcdhub"), "mcdesk hub rebuild"),
        (hub_troubles.hub_not_kept("/srv/team.mcdhub", ("journal",)), "mcdesk hub rebuild"),
        (old_hub(), "mcdesk hub upgrade"),
    ],
)
def test_a_window_is_told_whom_to_ask_and_what_to_press_a_script_its_command(trouble, command):
    assert "“Rebuild the hub…”" in trouble.advice or "“Bring the hub up to date…”" in trouble.advice
    assert "mcdesk" not in trouble.advice.replace(".mcdhub", "")
    assert advice_of(trouble).endswith(f"The command for it: {command}.")


def test_a_script_is_told_what_is_true_of_a_full_hub_and_of_a_damaged_workspace():
    """What waits for a hub goes by itself; a damaged workspace of a team is joined anew."""
    full = hub_troubles.told_of_hub(engines.disk_full(), "/srv/team.mcdhub")
    assert "is sent once there is room" in advice_of(full)
    assert "given again" not in advice_of(full)
    told = advice_of(engines.damaged("w.mcdesk"))
    assert "Restore the newest backup" in told
    assert "mcdesk hub join ADDRESS FILE --as PERSON --set-aside" in told
    assert "--link" in advice_of(Trouble("too_large", "x is too large", "Keep a link."))
