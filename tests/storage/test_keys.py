"""Signatures of people's own keys: made in the program, kept for ever, and every forgery named."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from mcdesk.application.keys import NO_KEYS
from mcdesk.bootstrap import ALWAYS, App
from mcdesk.errors import Refused, Trouble
from mcdesk.models import checking
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import SigningKey, SignOff, columns
from mcdesk.procedure.statement import BOUND, statement
from mcdesk.script.arguments import parser
from mcdesk.script.program import run
from mcdesk.signing.ed25519 import verify
from mcdesk.signing.keys import KeyBunch
from mcdesk.signing.vault import Files, Memory
from tests.honest import owing
from tests.storage.conftest import freeze_proposal
from tests.walk import PEOPLE

PIN = "correct horse"


@pytest.fixture
def proposal(at):
    """A proposal frozen for signature, at a desk whose computer keeps keys."""
    desk = at("proposal", freeze_proposal)
    vault = Memory()
    desk.keys = KeyBunch("w", lambda: vault)
    return desk


def become(desk, role: str) -> str:
    person = next(p.id for p in desk.info().persons if p.name == PEOPLE[role])
    desk.use_person(person)
    return person


def sign(desk, role: str, decision: str = "approve", **given):
    become(desk, role)
    wish = {"person": PEOPLE[role], "medium": "program", **given}
    desk.execute(do.SignForm(form="MC-1/F2", role=role, decision=decision, **owing(wish)))


def kept(desk, kind):
    with desk.store.read() as reader:
        return reader.select(kind)


def decisions(desk) -> tuple[SignOff, ...]:
    """The decisions over the proposal, in the order in which they were made."""
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    found = (entry for entry in kept(desk, SignOff) if entry.form_id == form)
    return tuple(sorted(found, key=lambda entry: entry.recorded_at))


def problems(desk) -> list[str]:
    return list(checking.check(desk.store.path, verify))


def forge(path, table: str, **columns) -> None:
    """Alter a row and what the journal says of it, chain and all, as whoever knows how would."""
    from mcdesk.application.journal import FIRST_HASH, chained

    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute("select name from sqlite_master where type='trigger'"):
            connection.execute(f"drop trigger {name}")
        for key, value in columns.items():
            where = " where medium = 'program'" if table == "sign_off" else ""
            connection.execute(f"update {table} set {key} = ?{where}", (value,))
        previous = FIRST_HASH
        rows = connection.execute("select n, body from journal order by n").fetchall()
        for n, body in rows:
            data = json.loads(body)
            for effect in data["effects"]:
                if effect["table"] == table and effect["new"].get("medium", "program") == "program":
                    effect["new"] |= columns
            body = json_text(data)
            previous = chained(previous, body)
            connection.execute(
                "update journal set body = ?, hash = ? where n = ?", (body, previous, n)
            )
        connection.commit()


# --- signing -------------------------------------------------------------------------------


def test_the_first_signature_makes_and_registers_the_key_and_the_next_uses_it(proposal):
    sign(proposal, "sme")
    (key,), (decision,) = kept(proposal, SigningKey), decisions(proposal)
    assert decision.key_id == key.id
    assert key.person_id == decision.person_id
    assert verify(key.public, statement(decision), decision.signature)
    assert [line.kind for line in proposal.history(limit=2)] == ["FormSigned", "KeyRegistered"]
    proposal.execute(do.WithdrawSignOff(sign_off=decision.id, reason="a slip"))
    sign(proposal, "sme")
    assert [entry.id for entry in kept(proposal, SigningKey)] == [key.id]
    sign(proposal, "hsp")
    assert len(kept(proposal, SigningKey)) == 2
    assert problems(proposal) == []


def test_a_decision_on_paper_or_before_there_were_keys_stays_unsigned(proposal):
    keys, proposal.keys = proposal.keys, NO_KEYS
    sign(proposal, "sme")
    proposal.keys = keys
    become(proposal, "ctl")
    paper = {"person": PEOPLE["hsp"], "medium": "paper", "scan_owed": True}
    proposal.execute(do.SignForm(form="MC-1/F2", role="hsp", **paper))
    assert [entry.signature for entry in decisions(proposal)] == ["", ""]
    assert kept(proposal, SigningKey) == ()
    assert problems(proposal) == []


def test_what_is_signed_is_every_word_of_the_decision():
    given = {"id": "s", "form_id": "f", "revision_id": "r", "version": 1, "card_id": "c",
             "digest": "d", "role": "dean", "person_id": "p", "decision": "approve"}  # fmt: skip
    decision = SignOff(**given)
    later = {"evidence_id", "scan_owed", "withdrawn_on", "withdrawn_reason", "signature"}
    bound = set(columns("sign_off")) - later - {"row_version", "deleted"}
    assert bound == {*BOUND, "decided", "to_stage"}
    texts = {statement(replace(decision, **{name: "other"})) for name in bound}
    assert len(texts | {statement(decision)}) == len(bound) + 1
    withdrawn = replace(decision, withdrawn_on="2026-11-23", evidence_id="e", scan_owed=True)
    assert statement(withdrawn) == statement(decision)


def test_a_withdrawn_decision_and_later_evidence_leave_the_signature_whole(proposal):
    sign(proposal, "sme")
    (decision,) = decisions(proposal)
    proposal.execute(do.WithdrawSignOff(sign_off=decision.id, reason="a slip"))
    assert problems(proposal) == []


def test_everyone_registers_only_their_own_key(proposal):
    become(proposal, "sme")
    for command, code in (
        (do.RegisterKey(person=PEOPLE["dean"], public="0" * 64), "not_you"),
        (do.RegisterKey(person=PEOPLE["sme"], public="0" * 63), "bad_key"),
    ):
        with pytest.raises(Refused) as caught:
            proposal.execute(command)
        assert caught.value.code == code


# --- keys that are lost --------------------------------------------------------------------


def test_a_lost_key_is_registered_anew_and_its_signatures_stay(proposal):
    sign(proposal, "sme")
    (key,) = kept(proposal, SigningKey)
    proposal.execute(do.EndKey(key=key.id, reason="laptop stolen"))
    proposal.execute(do.WithdrawSignOff(sign_off=decisions(proposal)[0].id, reason="again"))
    with pytest.raises(Refused) as caught:
        sign(proposal, "sme")
    assert caught.value.code == "key_ended"
    assert (proposal.key_state(), proposal.keys_view().state) == ("ended", "ended")
    proposal.renew_key()
    assert proposal.key_state() == "new"
    sign(proposal, "sme")
    assert proposal.key_state() == "ready"
    assert len({entry.key_id for entry in decisions(proposal)}) == 2
    assert problems(proposal) == []


def test_a_key_behind_a_pin_that_was_ended_is_told_before_the_pin_is_asked(proposal):
    proposal.ask_pin(wanted=True)
    become(proposal, "sme")
    proposal.unlock_key(PIN)
    proposal.execute(do.SignForm(form="MC-1/F2", role="sme", person=PEOPLE["sme"]))
    (key,) = kept(proposal, SigningKey)
    assert proposal.key_state() == "locked"
    proposal.execute(do.EndKey(key=key.id, reason="laptop stolen"))
    assert proposal.key_state() == "ended"
    proposal.renew_key()
    assert proposal.key_state() == "choose"


def test_whose_key_was_ended_by_somebody_else_needs_a_new_one_to_decide(proposal):
    sign(proposal, "sme")
    keys = proposal.keys
    proposal.execute(do.WithdrawSignOff(sign_off=decisions(proposal)[0].id, reason="again"))
    (key,) = kept(proposal, SigningKey)
    become(proposal, "ctl")
    proposal.execute(do.EndKey(key=key.id, reason="laptop stolen"))
    proposal.keys = NO_KEYS
    with pytest.raises(Refused) as caught:
        sign(proposal, "sme")
    assert caught.value.code == "no_key"
    assert (proposal.key_state(), proposal.keys_view().state) == ("missing", "missing")
    become(proposal, "hsp")
    assert proposal.key_state() == "none"
    become(proposal, "ctl")
    paper = {"person": PEOPLE["sme"], "medium": "paper", "scan_owed": True}
    proposal.execute(do.SignForm(form="MC-1/F2", role="sme", **paper))
    proposal.keys = keys
    become(proposal, "sme")
    proposal.renew_key()
    assert proposal.key_state() == "new"
    assert problems(proposal) == []


@pytest.mark.meddles
def test_an_unsigned_decision_after_the_end_of_a_key_is_named(proposal):
    sign(proposal, "sme")
    (key,) = kept(proposal, SigningKey)
    proposal.execute(do.EndKey(key=key.id, reason="laptop stolen"))
    (decision,) = decisions(proposal)
    with proposal.store.write() as uow:
        uow.put(replace(decision, id="late", key_id="", signature=""))
        _close(uow, proposal)
    assert [line.partition(": ")[2] for line in problems(proposal)] == [
        "it has no signature, although the person had a key"
    ]


@pytest.mark.meddles
def test_a_signature_of_a_key_after_its_end_is_named_whatever_its_clock_says(proposal):
    sign(proposal, "sme")
    (key,) = kept(proposal, SigningKey)
    become(proposal, "ctl")
    proposal.execute(do.EndKey(key=key.id, reason="laptop stolen"))
    become(proposal, "sme")
    (decision,) = decisions(proposal)
    late = replace(decision, id="late", signature="", recorded_at="2020-01-01T00:00:00.000000Z")
    late = replace(late, signature=proposal.keys.sign(proposal.person_id, statement(late))
                   if proposal.keys.public(proposal.person_id) else "")  # fmt: skip
    with proposal.store.write() as uow:
        uow.put(late)
        _close(uow, proposal)
    assert [line.partition(": ")[2] for line in problems(proposal)] == [
        "its key had been ended before, or was registered only afterwards"
    ]


def _close(uow, desk) -> None:
    from mcdesk.application.journal import Event
    from mcdesk.procedure.identity import new_id

    effects = uow.effects()
    uow.close_event(Event(id=new_id(), kind="FormSigned", by=desk.person_id, at=desk.stamp(),
                          today="2026-11-23", group=new_id(), command={"do": "SignForm"},
                          effects=effects, note={}))  # fmt: skip


def test_only_the_person_or_who_keeps_the_directory_ends_a_key(proposal):
    sign(proposal, "sme")
    (key,) = kept(proposal, SigningKey)
    become(proposal, "hsp")
    with pytest.raises(Refused):
        proposal.execute(do.EndKey(key=key.id, reason="x"))
    become(proposal, "ctl")
    with pytest.raises(Refused):
        proposal.execute(do.EndKey(key=key.id, reason=" "))
    proposal.execute(do.EndKey(key=key.id, reason="left the university"))
    with pytest.raises(Refused):
        proposal.execute(do.EndKey(key=key.id, reason="again"))


# --- forgeries (reliability.md, 28) --------------------------------------------------------


@pytest.mark.meddles
@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("decision", "reject", "the row was altered"),
        ("note", "as agreed", "the row was altered"),
        ("role", "dean", "the row was altered"),
        ("decided_on", "2026-11-22", "the row was altered"),
        ("digest", "0" * 64, "the row was altered"),
        ("signature", "00" * 64, "the row was altered"),
        ("signature", "no hexadecimal", "the row was altered"),
        ("signature", "", "it has no signature, although the person had a key"),
        ("key_id", "another", "its key is unknown"),
        ("person_id", "person-1", "its key is another person's"),
    ],
)
def test_an_altered_decision_is_named_even_where_the_journal_was_rewritten(
    proposal, column, value, why
):
    sign(proposal, "sme")
    forge(proposal.store.path, "sign_off", **{column: value})
    assert any(why in line for line in problems(proposal)), problems(proposal)


@pytest.mark.meddles
def test_a_forged_key_is_named(proposal):
    sign(proposal, "sme")
    vault = KeyBunch("w", Memory)
    forge(proposal.store.path, "signing_key", public=vault.public("another"))
    assert any("signing key of SME-03: was altered" in line for line in problems(proposal))


@pytest.mark.meddles
def test_a_version_with_another_digest_is_named(proposal):
    sign(proposal, "sme")
    forge(proposal.store.path, "revision", digest="0" * 64)
    assert any("its digest is not that of the version" in line for line in problems(proposal))


# --- where keys lie ------------------------------------------------------------------------


def test_nothing_private_stands_in_the_workspace_or_unlocked_in_a_file(proposal, tmp_path):
    """Fault 32 of reliability.md."""
    vault = Files(tmp_path / "keys")
    proposal.keys = bunch = KeyBunch("w", lambda: vault)
    become(proposal, "sme")
    proposal.unlock_key(PIN)
    secret = bunch._open[proposal.person_id]
    sign_here = do.SignForm(form="MC-1/F2", role="sme", person=PEOPLE["sme"], medium="program")
    proposal.execute(sign_here)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.suffix == ".key" for file in files)
    for file in files:
        data = file.read_bytes()
        assert secret not in data, file
        assert secret.hex().encode() not in data, file
    key_file = next(file for file in files if file.suffix == ".key")
    assert key_file.stat().st_mode & 0o077 == 0


def test_a_computer_without_a_keyring_asks_once_and_keeps_the_key_behind_its_pin(tmp_path):
    """Fault 33 of reliability.md."""
    vault = Files(tmp_path / "keys")
    bunch = KeyBunch("w", lambda: vault)
    assert (bunch.state("p"), bunch.public("p")) == ("choose", "")
    with pytest.raises(Refused) as caught:
        bunch.unlock("p", "12345")
    assert caught.value.code == "short_pin"
    bunch.unlock("p", PIN)
    public = bunch.public("p")
    assert bunch.state("p") == "ready"
    again = KeyBunch("w", lambda: vault)
    assert (again.state("p"), again.public("p")) == ("locked", "")
    with pytest.raises(Refused) as caught:
        again.unlock("p", PIN.upper())
    assert caught.value.code == "wrong_pin"
    again.unlock("p", PIN)
    assert again.public("p") == public
    assert KeyBunch("other", lambda: vault).state("p") == "choose"


def test_a_shared_computer_asks_for_the_pin_at_every_signature(proposal):
    sign(proposal, "sme")
    (key,) = kept(proposal, SigningKey)
    proposal.execute(do.WithdrawSignOff(sign_off=decisions(proposal)[0].id, reason="again"))
    proposal.ask_pin(wanted=True)
    assert proposal.keys.state(proposal.person_id) == "choose"
    with pytest.raises(Refused) as caught:
        sign(proposal, "sme")
    assert caught.value.code == "locked_key"
    proposal.unlock_key(PIN)
    proposal.execute(do.SignForm(form="MC-1/F2", role="sme", person=PEOPLE["sme"]))
    assert [entry.id for entry in kept(proposal, SigningKey)] == [key.id]
    assert proposal.keys.state(proposal.person_id) == "locked"
    assert problems(proposal) == []


def test_another_person_at_the_desk_finds_no_key_open(proposal):
    become(proposal, "sme")
    proposal.ask_pin(wanted=True)
    proposal.unlock_key(PIN)
    become(proposal, "hsp")
    become(proposal, "sme")
    assert proposal.keys.state(proposal.person_id) == "locked"


def test_a_damaged_key_is_told_in_words(tmp_path):
    vault = Memory()
    vault.put("w/p", "!!")
    with pytest.raises(Trouble) as caught:
        KeyBunch("w", lambda: vault).public("p")
    assert caught.value.code == "key_damaged"
    files = Files(tmp_path / "keys")
    files.put("w/p", '{"n": 1, "salt": "", "nonce": "", "box": ""}')
    for cost in ('"n": 1', '"n": 99999999999'):
        files.put("w/p", files.get("w/p").replace('"n": 1', cost))
        with pytest.raises(Refused):
            KeyBunch("w", lambda: files).unlock("p", PIN)


class Prompting(Memory):
    """A vault that may ask a person, so nobody else may have to wait for the workspace."""

    def __init__(self, path) -> None:
        super().__init__()
        self.path = path

    def get(self, name):
        with closing(sqlite3.connect(self.path, timeout=0)) as other:
            other.execute("begin immediate")
        return super().get(name)

    def put(self, name, text):
        self.get(name)
        super().put(name, text)


@pytest.mark.parametrize("asks_pin", [False, True])
def test_the_keyring_is_never_asked_within_a_transaction(proposal, asks_pin):
    become(proposal, "sme")
    vault = Prompting(proposal.store.path)
    proposal.keys = KeyBunch("w", lambda: vault, asks_pin=asks_pin)
    command = do.SignForm(form="MC-1/F2", role="sme", person=PEOPLE["sme"])
    if asks_pin:
        proposal.execute(command)
        return
    proposal.execute_each([("MC-1", command)])
    proposal.execute(do.WithdrawSignOff(sign_off=decisions(proposal)[0].id, reason="again"))
    proposal.keys.close()
    proposal.execute(command)
    assert [bool(entry.signature) for entry in decisions(proposal)] == [True, True]


def test_a_key_file_that_cannot_be_removed_is_told_in_words(tmp_path):
    files = Files(tmp_path / "keys")
    files._path("w/p").mkdir(parents=True)
    with pytest.raises(Trouble) as caught:
        KeyBunch("w", lambda: files).renew("p")
    assert caught.value.code == "key_file"


def test_a_keyring_that_does_not_open_is_trouble_and_nothing_is_signed(proposal, monkeypatch):
    import keyring
    from keyring.errors import KeyringLocked

    from mcdesk.signing.vault import Ring

    def locked(*given):
        raise KeyringLocked("dismissed")

    monkeypatch.setattr(keyring, "get_password", locked)
    proposal.keys = KeyBunch("w", Ring)
    with pytest.raises(Trouble) as caught:
        sign(proposal, "sme")
    assert caught.value.code == "keyring"
    assert decisions(proposal) == ()


def test_who_reads_the_sample_knows_of_the_key_that_signs_in_it(app, tmp_path):
    """The window reads by another thread, and with keys of its own, than it signs."""
    desk = app.create(tmp_path / "sample.mcdesk", "Sample", "CTL-01", sample=True)
    reader = App(keys_folder=tmp_path / "keys").open(desk.store.path, read_only=True)
    assert reader.keys.state(desk.person_id) == desk.keys.state(desk.person_id) == "new"
    assert desk.keys.public(desk.person_id)
    assert reader.keys.state(desk.person_id) == desk.keys.state(desk.person_id) == "ready"
    app.close(reader)
    app.close(desk)


def test_the_sample_keeps_no_key_beyond_the_program(app, tmp_path):
    sample = tmp_path / "sample.mcdesk"
    desk = app.create(sample, "Sample", "CTL-01", sample=True)
    assert desk.keys.state(desk.person_id) == "new"
    assert desk.keys.public(desk.person_id)
    app.close(desk)
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("is_sample", [True, False])
def test_in_the_sample_a_key_that_is_gone_with_the_program_is_ended_by_the_next(
    proposal, is_sample
):
    """A real workspace has a key for each computer of a person, and ends none by itself."""
    proposal.execute(do.SetSetting(key="sample", value=is_sample, since=ALWAYS))
    sign(proposal, "sme")
    proposal.execute(do.WithdrawSignOff(sign_off=decisions(proposal)[0].id, reason="again"))
    proposal.renew_key()
    sign(proposal, "sme")
    first, second = sorted(kept(proposal, SigningKey), key=lambda key: key.registered_at)
    assert (bool(first.ended_at), bool(second.ended_at)) == (is_sample, False)
    assert decisions(proposal)[-1].key_id == second.id
    assert problems(proposal) == []


@pytest.mark.meddles
@pytest.mark.parametrize(
    ("column", "value"),
    [("note", "as agreed"), ("decision", "return"), ("signature", "00" * 64), ("key_id", "x")],
)
def test_a_forged_decision_counts_nowhere_and_says_so(proposal, column, value):
    """Fault 28 of reliability.md."""
    sign(proposal, "sme")
    form = decisions(proposal)[0].form_id
    assert [line.state for line in proposal.form(form).signatures][0] == "done"
    forge(proposal.store.path, "sign_off", **{column: value})
    proposal.store.close()
    view = proposal.form(form)
    assert [line.state for line in view.signatures][0] == "waiting"
    assert [line.ended.kind for line in view.decisions] == ["forged"]
    with pytest.raises(Refused):
        proposal.execute(do.MoveCard(card="MC-1", to="timeline"))


def test_a_script_gives_the_pin_in_its_environment(proposal, tmp_path, monkeypatch, capsys):
    path, folder = proposal.store.path, tmp_path / "keys"
    proposal.close()
    line = {"do": "SignForm", "form": "MC-1/F2", "role": "sme", "person": PEOPLE["sme"],
            "as": PEOPLE["sme"]}  # fmt: skip
    script = tmp_path / "sign.jsonl"
    arguments = parser().parse_args(["apply", "--workspace", str(path), str(script)])

    def applied() -> int:
        script.write_text(json.dumps(line))
        return run(arguments, App(keys_folder=folder))

    monkeypatch.setenv("MCDESK_PIN", PIN)
    assert applied() == 0, capsys.readouterr().out
    line |= {"role": "hsp", "person": PEOPLE["hsp"], "as": PEOPLE["hsp"]}
    assert applied() == 0, capsys.readouterr().out
    line |= {"decision": "return", "note": "once more"}
    monkeypatch.setenv("MCDESK_PIN", "wrong one")
    assert applied() == 1
    assert "wrong_pin" in capsys.readouterr().out
    monkeypatch.delenv("MCDESK_PIN")
    assert applied() == 1
    assert "locked_key" in capsys.readouterr().out
    assert checking.check(path, verify) == ()
    assert len(list(folder.glob("*.key"))) == 2


def test_a_script_is_told_that_a_decision_was_made_without_a_key(
    proposal, tmp_path, monkeypatch, capsys
):
    path = proposal.store.path
    proposal.close()
    script = tmp_path / "sign.jsonl"
    wanted = (("sme", "program", PEOPLE["sme"]), ("hsp", "paper", "CTL-01"),
              ("dean", "program", PEOPLE["dean"]))  # fmt: skip
    lines = [{"do": "SignForm", "form": "MC-1/F2", "role": role, "person": PEOPLE[role],
              "medium": medium, "as": by, "scan_owed": medium == "paper"}
             for role, medium, by in wanted]  # fmt: skip
    arguments = parser().parse_args(["apply", "--workspace", str(path), str(script)])

    def applied(line: dict[str, str]) -> list[dict[str, str]]:
        script.write_text(json.dumps(line))
        assert run(arguments, App(keys_folder=tmp_path / "keys")) == 0
        result = json.loads(capsys.readouterr().out)
        assert result["ok"]
        return result.get("findings", [])

    monkeypatch.delenv("MCDESK_PIN", raising=False)
    (told,) = applied(lines[0])
    assert (told["code"], told["level"], told["role"]) == ("no_key", "warn", "sme")
    assert "without a key" in told["text"]
    assert "MCDESK_PIN" in told["text"]
    assert applied(lines[1]) == []  # on paper
    monkeypatch.setenv("MCDESK_PIN", PIN)
    assert applied(lines[2]) == []
