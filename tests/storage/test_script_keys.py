"""A script whose person's key was ended: the PIN in its environment makes a new one."""

from __future__ import annotations

import json

import pytest

from mcdesk.bootstrap import App
from mcdesk.models import checking
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import SigningKey
from mcdesk.script import running
from mcdesk.script.arguments import parser
from mcdesk.script.program import run
from mcdesk.signing.ed25519 import verify
from tests.storage.conftest import freeze_proposal
from tests.walk import PEOPLE

PIN, NEXT = "correct horse", "another horse"


class Script:
    """Signs the proposal by `mcdesk apply`, with keys behind PINs in a folder."""

    def __init__(self, path, folder, capsys) -> None:
        self.path, self.folder, self._capsys = path, folder, capsys

    def app(self) -> App:
        return App(keys_folder=self.folder / "keys")

    def applied(self, **line: str) -> tuple[int, dict]:
        script = self.folder / "line.jsonl"
        script.write_text(json.dumps(line))
        given = parser().parse_args(["apply", "--workspace", str(self.path), str(script)])
        code = run(given, self.app())
        return code, json.loads(self._capsys.readouterr().out)

    def sign(self, role: str) -> tuple[int, dict]:
        who = PEOPLE[role]
        return self.applied(do="SignForm", form="MC-1/F2", role=role, person=who, **{"as": who})

    def keys(self) -> list[SigningKey]:
        """The registered keys, the first first."""
        desk = self.app().open(self.path)
        with desk.store.read() as reader:
            found = reader.select(SigningKey)
        self.app().close(desk)
        return sorted(found, key=lambda key: key.registered_at)


@pytest.fixture
def script(at, tmp_path, monkeypatch, capsys):
    """A proposal that the lecturer signed with a key behind a PIN, which was ended since."""
    desk = at("proposal", freeze_proposal)
    path = desk.store.path
    desk.close()
    made = Script(path, tmp_path, capsys)
    monkeypatch.setenv("MCDESK_PIN", PIN)
    assert made.sign("sme")[0] == running.DONE
    (key,) = made.keys()
    ctl = {"as": "CTL-01"}
    assert made.applied(do="EndKey", key=key.id, reason="laptop stolen", **ctl)[0] == running.DONE
    desk = made.app().open(path, PEOPLE["sme"])
    (decision,) = (line.sign_off_id for line in desk.form(form_of(desk)).signatures
                   if line.role == "sme")  # fmt: skip
    desk.execute(do.WithdrawSignOff(sign_off=decision, reason="again"))
    made.app().close(desk)
    return made


def form_of(desk) -> str:
    return next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")


@pytest.mark.parametrize("pin", [PIN, NEXT])
def test_the_pin_makes_a_new_key_where_the_last_was_ended(script, monkeypatch, pin):
    monkeypatch.setenv("MCDESK_PIN", pin)
    code, said = script.sign("sme")
    assert code == running.DONE, said
    (told,) = said["findings"]
    assert (told["code"], told["level"]) == ("new_key", "warn")
    old, new = script.keys()
    assert (bool(old.ended_at), new.ended_at) == (True, "")
    assert checking.check(script.path, verify) == ()
    assert len(list((script.folder / "keys").glob("*.key"))) == 1


def test_the_new_key_is_behind_that_pin(script, monkeypatch):
    monkeypatch.setenv("MCDESK_PIN", NEXT)
    assert script.sign("sme")[0] == running.DONE
    monkeypatch.setenv("MCDESK_PIN", PIN)
    code, said = script.sign("sme")
    assert (code, said["refused"]) == (running.REFUSED, "wrong_pin")
    assert len(script.keys()) == 2


def test_a_pin_too_short_is_refused_and_the_next_makes_the_key(script, monkeypatch):
    monkeypatch.setenv("MCDESK_PIN", "short")
    code, said = script.sign("sme")
    assert (code, said["refused"]) == (running.REFUSED, "short_pin")
    monkeypatch.setenv("MCDESK_PIN", NEXT)
    code, said = script.sign("sme")
    assert code == running.DONE, said
    assert len(script.keys()) == 2


def test_without_a_pin_it_says_how_a_new_key_is_made(script, monkeypatch):
    monkeypatch.delenv("MCDESK_PIN")
    code, said = script.sign("sme")
    assert (code, said["refused"]) == (running.REFUSED, "no_key")
    assert [each["code"] for each in said["findings"]] == ["no_key", "give_pin"]
    assert "MCDESK_PIN" in said["findings"][1]["text"]
    assert len(script.keys()) == 1


def test_a_letter_or_paper_asks_for_no_key(script, monkeypatch):
    monkeypatch.delenv("MCDESK_PIN")
    code, said = script.applied(do="SignForm", form="MC-1/F2", role="sme", person=PEOPLE["sme"],
                                medium="paper", scan_owed=True, **{"as": "CTL-01"})  # fmt: skip
    assert code == running.DONE, said
    assert "findings" not in said
