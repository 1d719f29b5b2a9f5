"""The verbs with which a workspace is shared: hub, sync, attention."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing

import psycopg

from mcdesk.__main__ import main
from mcdesk.application import ahead_of
from mcdesk.application.views import AheadOf
from mcdesk.bootstrap import App
from tests.end2end.conftest import REFUSED, TROUBLE, USAGE
from tests.sync.conftest import address_of


def test_two_workspaces_meet_at_a_hub(script, tmp_path):
    hub, second = tmp_path / "team.mcdhub", tmp_path / "second.mcdesk"
    told = script("hub", "init", hub)
    assert told.startswith(f"made {hub}, ")
    assert script("hub", "join", f"sqlite:///{hub}", second, "--as", "CTL-01").endswith("CTL-01\n")
    change = tmp_path / "change.jsonl"
    for title, where in (("One", ()), ("Other", ("--workspace", second))):
        change.write_text(json.dumps({"do": "ChangeCard", "card": "MC-1", "title_en": title}))
        script("apply", change, *where)
    assert script("sync") == "0 came, 1 went, 0 files came\n"
    state = json.loads(script("hub", "status", "--json", "--workspace", second))
    assert state["waiting"] == 1
    assert [(each["who"], each["card"]) for each in state["waits"]] == [("CTL-01", "MC-1")]
    assert "\tCTL-01\tMC-1\tDetails changed\n" in script("hub", "status", "--workspace", second)
    told = script("sync", "--workspace", second, code=REFUSED)
    assert "1 needs a look" in told
    (line,) = json.loads(script("attention", "--json", "--workspace", second))
    assert line["places"][0]["mine"] == "Other"
    assert line["places"][0]["theirs"] == "One"
    script("attention", str(line["n"]), "--workspace", second, code=USAGE)
    script("attention", str(line["n"]), "both", "--workspace", second, code=REFUSED)
    assert "stays in the list, and can be settled now by: again, away." in script.err
    script("attention", str(line["n"]), "again", "--workspace", second)
    script("sync", "--workspace", second)
    assert script("sync") == "3 came, 0 went, 0 files came\n"  # the settling and the numbers, too
    assert "Other" in script("list")
    assert script("check") == script("check", "--workspace", second)


def test_that_a_workspace_is_a_copy_is_told_once_by_an_exchange_and_by_a_check(script, tmp_path):
    script("hub", "init", tmp_path / "team.mcdhub")
    copy = shutil.copy(script.path, tmp_path / "copy.mcdesk")
    at_copy = ("--workspace", copy)
    noticed = "This workspace is a copy. The one that it was made from still lies on this computer"
    assert noticed in script("check", *at_copy), "also before anybody opened it"
    assert json.loads(script("check", "--json", *at_copy))["ok"]
    told = script("sync", *at_copy)
    assert noticed in told
    assert "Check who works here" in told
    assert noticed not in script("sync", *at_copy)
    assert f"copied\t{noticed}" in script("hub", "status", *at_copy)
    state = json.loads(script("hub", "status", "--json", *at_copy))
    assert state["copied"][0].startswith(noticed)
    assert noticed not in script("check")


def test_that_a_workspace_was_put_back_is_told_once_by_an_exchange(script, tmp_path):
    script("hub", "init", tmp_path / "team.mcdhub")
    script("sync")
    kept = shutil.copy(script.path, tmp_path / "yesterday")
    change = tmp_path / "change.jsonl"
    change.write_text(json.dumps({"do": "ChangeCard", "card": "MC-1", "title_en": "One"}))
    script("apply", change)
    shutil.copy(kept, script.path)
    noticed = "This workspace was put back to an earlier state"
    assert noticed in script("check"), "also before anybody opened it"
    assert f"put back\t{noticed}" in script("hub", "status")
    told = script("sync")
    assert noticed in told
    assert "are not in it any more: 1." in told
    assert noticed not in script("sync")
    state = json.loads(script("hub", "status", "--json"))
    assert state["put_back"][0].startswith(noticed)


def test_that_a_clock_goes_ahead_is_told_once_by_an_exchange(script, tmp_path):
    script("hub", "init", tmp_path / "team.mcdhub")
    then = "2026-01-02T00:00:00.000000Z"
    for words in (("sync",), ("sync", "--json")):
        desk = App().open(script.path)
        ahead = ahead_of.noted({}, AheadOf(then, "GD-01", "2031-05-06T07:00:00.000000Z"))
        desk.store.set_fact(ahead_of.AHEAD, ahead)
        desk.store.set_fact(ahead_of.AHEAD_TOLD, "")
        desk.close()
        assert "A change of GD-01 came that bears 6 May 2031" in script(*words)
        assert "GD-01" not in script(*words)


def test_each_act_has_its_own_help(script):
    pages = {act: script("hub", act, "--help") for act in ("init", "join", "leave", "add-person")}
    assert len(set(pages.values())) == len(pages)
    assert "--set-aside" in pages["join"]
    assert "ADDRESS FILE" in pages["join"]
    assert "--set-aside" not in pages["init"]
    assert "ADDRESS" not in pages["leave"]
    assert "PERSON" in pages["add-person"]
    assert "which one; else the last opened" in pages["init"]


def test_no_password_of_a_server_is_printed(script, monkeypatch):
    monkeypatch.setattr(App, "restore_hub", lambda *_given: "")
    told = script("restore", "backup.zip", "--hub", "postgresql://office:secret@server/team")
    assert told.startswith("restored postgresql://office@server/team; ")


def test_where_no_workspace_is_known_it_is_asked_for(script, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(App, "default_path", lambda _app: tmp_path / "none.mcdesk")
    words = ("hub", "add-person", "postgresql://office@s/d", "SME-03", "--login", "sme03")
    assert main([*words]) == TROUBLE
    assert "--workspace FILE" in capsys.readouterr().err


def test_who_joins_without_a_name_is_told_to_give_one(script, tmp_path):
    hub, second = tmp_path / "team.mcdhub", tmp_path / "second.mcdesk"
    script("hub", "init", hub)
    told = script("hub", "join", hub, second)
    assert told.startswith(f"made {second}, ")
    assert told.endswith("say with --as who works in it\n")


def test_what_cannot_be_shared_says_why(script, tmp_path):
    script("sync", code=TROUBLE)
    assert "not shared with a team" in script.err
    assert script("attention") == "nothing needs a look; no hub\n"
    script("hub", "join", tmp_path / "none.mcdhub", tmp_path / "b.mcdesk", code=TROUBLE)
    assert "no hub at" in script.err
    text = tmp_path / "text.mcdhub"
    text.write_text("no database at all " * 40)
    script("hub", "join", text, tmp_path / "b.mcdesk", code=TROUBLE)
    assert "not a hub" in script.err
    assert not (tmp_path / "b.mcdesk").exists()
    for wrong in ("https://example.com/hub", ""):
        script("hub", "init", wrong, code=TROUBLE)
        assert "no address" in script.err
    script("hub", "init", "postgresql://nobody@127.0.0.1:9/team", code=TROUBLE)
    assert "out of reach" in script.err
    script("hub", "init", "postgresql://server", "--login", "me", code=TROUBLE)
    assert "no address" in script.err
    script("hub", "init", code=USAGE)
    hub = tmp_path / "team.mcdhub"
    script("hub", "init", hub)
    assert script("attention") == "nothing needs a look\n"
    script("hub", "init", tmp_path / "second.mcdhub", code=REFUSED)
    script("hub", "join", hub, tmp_path / "b.mcdesk", "--as", "Nobody", code=TROUBLE)
    assert "not in the directory" in script.err
    assert not list(tmp_path.glob("b.mcdesk*"))
    script("hub", "join", hub, tmp_path / "nowhere" / "b.mcdesk", code=TROUBLE)
    assert not (tmp_path / "nowhere").exists()
    script("hub", "leave", "extra", code=USAGE)
    script("attention", "7", "mine", code=USAGE)
    assert "number 7" in script.err
    script("hub", "leave")
    script("hub", "init", hub, code=TROUBLE)
    assert "exists already" in script.err


def test_an_upgrade_lists_first_whom_it_shuts_out(script, tmp_path):
    hub = tmp_path / "team.mcdhub"
    script("hub", "init", hub)
    script("sync")
    with closing(sqlite3.connect(hub)) as connection:
        told = "update workspace set value = json_set(value, '$.schema', '0001') "
        connection.execute(f"{told} where key like 'program:%'")
        connection.commit()
    told = script("hub", "upgrade", hub, code=REFUSED)
    assert told.startswith("too old\tCTL-01\t")
    assert "Nothing was changed" in told
    assert script("hub", "upgrade", hub, "--anyway").endswith("up to date\n")


def made_alone(folder):
    """Return a workspace of somebody else."""
    app = App()
    app.close(app.create(folder / "alone.mcdesk", "Alone", "CTL-09"))
    return folder / "alone.mcdesk"


def test_a_hub_is_backed_up_checked_rebuilt_and_restored(script, tmp_path):
    hub, nights, second = tmp_path / "team.mcdhub", tmp_path / "nights", tmp_path / "second.mcdesk"
    nights.mkdir()
    script("hub", "rebuild", code=REFUSED)
    script("check", "--hub", code=USAGE)
    script("hub", "init", hub)
    assert "Fewer than two people" in script("hub", "status")
    script("hub", "join", hub, second, "--as", "CTL-01")
    script("backup", nights, "--keep", "3", code=USAGE)
    assert "wrote " in script("backup", nights, "--hub", hub, "--keep", "3")
    (made,) = nights.iterdir()
    script.apply({"do": "ChangeCard", "card": "MC-1", "title_en": "After the backup"})
    script("sync")
    assert script("check", "--hub") == "all well\n"
    script("hub", "rebuild", code=REFUSED)
    assert "Nothing was rebuilt" in script.err
    assert "is kept as" in script("restore", made, "--hub", hub)
    assert "was put back" in script("check", "--hub", code=TROUBLE)
    assert script("check", "--hub", hub, "--workspace", tmp_path / "none.mcdesk") == "all well\n"
    assert "had been put back" in script("sync")
    assert script("check", "--hub") == "all well\n"
    hub.unlink()
    script("sync", code=TROUBLE)
    assert "The command for it: mcdesk hub rebuild." in script.err
    told = script("hub", "rebuild", "--workspace", second)
    assert told.startswith(f"rebuilt {hub}, ")
    script("sync")
    assert "1 came" in script("sync", "--workspace", second)
    assert "After the backup" in script("list", "--workspace", second)
    moved, other = tmp_path / "moved.mcdhub", tmp_path / "other.mcdhub"
    script("hub", "move", moved, code=TROUBLE)
    script("restore", made, "--hub", moved)
    assert script("hub", "move", moved) == f"the hub of this workspace is {moved} now\n"
    assert "had been put back" in script("sync")
    script("hub", "init", other, "--workspace", made_alone(tmp_path))
    script("hub", "move", other, code=REFUSED)
    assert "Another team" in script.err
    assert script("hub", "adopt") == "0 need a look: mcdesk attention\n"


def test_a_hub_on_a_server_is_made_joined_and_left(script, tmp_path, server, monkeypatch):
    """Its owner makes it; everybody else comes with a login of their own."""
    database, second = f"script_{os.getpid()}", tmp_path / "second.mcdesk"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"create database {database}")
    owner = address_of(server, database)
    script("hub", "init", owner, code=REFUSED)
    assert "login" in script.err
    script("hub", "init", owner, "--login", f"ctl_{database}", code=REFUSED)
    assert "no keyring" in script.err
    monkeypatch.setenv("MCDESK_HUB_PASSWORD", "chosen")
    chosen = owner.replace(":@", ":owners@")
    assert "owners" not in script("hub", "init", chosen, "--login", f"ctl_{database}")
    script("hub", "init", owner, code=REFUSED)
    assert "belongs to a hub already" in script.err
    told = script("hub", "add-person", owner, "SME-03", "--login", f"sme_{database}")
    assert "password" in told
    script("hub", "add-person", owner, "Nobody", "--login", "nobody", code=REFUSED)
    member = address_of(server, database, f"sme_{database}")
    script("hub", "join", owner, second, code=TROUBLE)
    assert "no member of the team" in script.err
    assert "packet" not in script.err  # nothing waits where nothing is yet
    told = ("hub", "add-person", owner, "CTL-01", "--login", f"sme_{database}")
    script(*told, code=REFUSED)
    assert "login of SME-03" in script.err
    script("hub", "join", member, second, "--as", "CTL-01", code=REFUSED)
    assert "stands for SME-03" in script.err
    assert not second.exists()
    assert script("hub", "join", member, second).endswith("for SME-03\n")
    state = json.loads(script("hub", "status", "--json", "--workspace", second))
    assert state["address"] == member.replace(":@", "@")
    assert script("sync", "--workspace", second) == "0 came, 0 went, 0 files came\n"
    change = tmp_path / "change.jsonl"
    change.write_text('{"do": "ChangeCard", "card": "MC-1", "title_en": "From the coordinator"}')
    script("apply", change)
    assert script("sync").endswith(" 1 went, 0 files came\n")
    script("sync", "--workspace", second)
    assert "From the coordinator" in script("list", "--workspace", second)
    other = '{"do": "ChangeCard", "card": "MC-1", "title_en": "Not hers", "as": "CTL-01"}'
    change.write_text(other.replace(', "as": "CTL-01"', "").replace("Not hers", "From here"))
    assert not json.loads(script("apply", change)).get("findings")
    change.write_text(other)
    (told,) = json.loads(script("apply", change, "--workspace", second))["findings"]
    assert (told["code"], told["level"]) == ("other_login", "warn")
    assert "stands for SME-03" in told["text"]
    assert "stands for SME-03" not in script("list", "--workspace", second, "--as", "CTL-01")
    assert script.err == ""
    script("apply", change, "--workspace", second, "--as", "CTL-01")
    assert "mcdesk apply: This workspace’s login at the hub stands for SME-03" in script.err
    status = ("hub", "status", "--workspace", second, "--as", "CTL-01")
    assert "login\tThis workspace’s login at the hub stands for SME-03" in script(*status)
    assert "stands for SME-03" in json.loads(script(*status, "--json"))["other_login"]
    assert not json.loads(script("hub", "status", "--json", "--workspace", second))["other_login"]
    typo = script("hub", "revoke", owner, "--login", f"smee_{database}", code=REFUSED)
    assert "nobody was revoked" in typo
    assert f"sme_{database}" in typo
    script("hub", "revoke", owner, "--login", f"sme_{database}")
    assert script("hub", "revoke", owner, "--login", f"sme_{database}").endswith(" was none\n")
    script("sync", "--workspace", second, code=TROUBLE)
    script("hub", "init", owner, "--login", "x", "--workspace", second, code=REFUSED)
