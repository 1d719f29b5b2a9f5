"""The verbs with which a workspace is shared: hub, sync, attention."""

from __future__ import annotations

import json

from tests.end2end.conftest import REFUSED, TROUBLE, USAGE


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
    told = script("sync", "--workspace", second, code=REFUSED)
    assert "1 need a look" in told
    (line,) = json.loads(script("attention", "--json", "--workspace", second))
    assert line["places"][0]["mine"] == "Other"
    assert line["places"][0]["theirs"] == "One"
    script("attention", str(line["n"]), "--workspace", second, code=USAGE)
    script("attention", str(line["n"]), "again", "--workspace", second)
    script("sync", "--workspace", second)
    assert script("sync") == "1 came, 0 went, 0 files came\n"
    assert "Other" in script("list")
    assert script("check") == script("check", "--workspace", second)


def test_what_cannot_be_shared_says_why(script, tmp_path):
    script("sync", code=TROUBLE)
    assert "not shared with a team" in script.err
    script("hub", "join", tmp_path / "none.mcdhub", tmp_path / "b.mcdesk", code=TROUBLE)
    assert "out of reach" in script.err
    assert not (tmp_path / "b.mcdesk").exists()
    script("hub", "init", "postgresql://server/team", code=TROUBLE)
    assert "PostgreSQL" in script.err
    script("hub", "init", code=USAGE)
    hub = tmp_path / "team.mcdhub"
    script("hub", "init", hub)
    script("hub", "init", tmp_path / "second.mcdhub", code=REFUSED)
    script("hub", "leave")
    script("hub", "init", hub, code=TROUBLE)
    assert "exists already" in script.err
