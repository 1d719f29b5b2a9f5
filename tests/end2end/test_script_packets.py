"""The verb `packet`: changes leave as a file, are shown, taken in and adopted."""

from __future__ import annotations

import json

from tests.end2end.conftest import REFUSED, TROUBLE, USAGE


def test_a_packet_goes_from_one_workspace_to_another(script, tmp_path):
    hub, second, packet = (tmp_path / n for n in ("team.mcdhub", "second.mcdesk", "mine"))
    script("hub", "init", hub)
    script("hub", "join", hub, second, "--as", "SME-03")
    there = ("--workspace", second)
    script("packet", "out", packet, *there, code=REFUSED)
    assert "nothing to pack" in script.err
    change = tmp_path / "change.jsonl"
    change.write_text(json.dumps({"do": "FillForm", "form": "MC-1/F2", "values": {"p16": "Mine."}}))
    script("apply", change, *there)
    made = json.loads(script("packet", "out", packet, "--card", "MC-1", "--form", "F2", "--json",
                             *there))  # fmt: skip
    assert made == {"file": f"{packet}.mcpacket", "changes": 1}
    shown = script("packet", "show", made["file"])
    assert "SME-03\tMC-1/F2\tFilled" in shown
    assert "not here yet: 1" in shown
    assert script("packet", "in", made["file"]) == "1 taken in, 0 were here already\n"
    assert script("packet", "in", made["file"]) == "0 taken in, 1 were here already\n"
    assert json.loads(script("packet", "show", made["file"], "--json"))["fresh"] == 0
    assert "Filled (taken in by CTL-01)" in script("history", "MC-1")
    script("sync")
    script("sync", *there)
    assert "0 went" in script("sync", *there)


def test_a_file_that_is_there_is_replaced_only_when_told_to(script, tmp_path):
    script("hub", "init", tmp_path / "team.mcdhub")
    change = tmp_path / "change.jsonl"
    change.write_text(json.dumps({"do": "FillForm", "form": "MC-1/F2", "values": {"p16": "Mine."}}))
    script("apply", change)
    there = tmp_path / "mine.mcpacket"
    there.write_text("of somebody else")
    script("packet", "out", tmp_path / "mine", code=USAGE)
    assert f"{there} exists already" in script.err
    assert there.read_text() == "of somebody else"
    script("packet", "out", tmp_path / "mine", "--anyway")
    assert there.read_bytes().startswith(b"PK")


def test_what_cannot_be_packed_or_taken_in_says_why(script, tmp_path):
    script("packet", "in", code=USAGE)
    script("packet", "out", tmp_path / "a", "--form", "F2", code=USAGE)
    script("packet", "in", tmp_path / "a", "--card", "MC-1", code=USAGE)
    script("packet", "out", tmp_path / "a", "--card", "MC-77", code=REFUSED)
    script("packet", "out", tmp_path / "nowhere" / "a", code=TROUBLE)
    assert "cannot be written" in script.err
    script("packet", "show", tmp_path / "none.mcpacket", code=TROUBLE)
    assert "cannot be read" in script.err
    text = tmp_path / "text.mcpacket"
    text.write_text("no packet")
    script("packet", "in", text, code=TROUBLE)
    assert "no packet of MC Desk" in script.err
    script("packet", "adopt", code=REFUSED)
    assert "somebody who left" in script.err
