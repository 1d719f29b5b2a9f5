"""Freezing and signing: what is signed is what stands there, in order, by the right people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mcdesk.application.surroundings import surroundings_of
from mcdesk.application.views import Ended
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import SignOff, StoredFile
from tests.asking import code_of, line_of
from tests.honest import deliver
from tests.storage.conftest import run_sql
from tests.storage.signing import sign
from tests.walk import PEOPLE, Walker


def status(desk, kind: str) -> str:
    return line_of(desk, kind).status


@pytest.fixture
def signed(proposal):
    Walker(proposal).sign("F2", "sme", "hsp", "dean")
    assert status(proposal, "F2") == "signed"
    return proposal


def change(desk, path: str, value) -> None:
    desk.execute(do.SetValue(form=line_of(desk, "F2").form_id, path=path, new=value))


# --- validity is computed ------------------------------------------------------------------


def test_an_edit_voids_and_the_edit_taken_back_makes_valid_again(app, signed):
    """Fault 27 of reliability.md."""
    form = line_of(signed, "F2").form_id
    text = signed.form(form).content.text("p10")
    signed.execute(do.ChangeForm(form=form, reason="r"))
    assert status(signed, "F2") == "signed"
    assert signed.form(form).is_unchanged
    assert line_of(signed, "F2").is_open
    change(signed, "p10", text + " More.")
    assert not signed.form(form).is_unchanged
    assert status(signed, "F2") == "void"
    assert code_of(signed, do.MoveCard(card="MC-1", to="timeline")) == "gate_not_met"
    change(signed, "p10", text)
    assert status(signed, "F2") == "signed"
    signed.execute(do.FreezeForm(form=form))
    assert not line_of(signed, "F2").is_open
    assert (line_of(signed, "F2").version, status(signed, "F2")) == (1, "signed")
    signed.execute(do.MoveCard(card="MC-1", to="timeline"))
    assert app.check(signed.store.path) == ()


def test_rows_typed_anew_are_the_same_content(signed):
    form = line_of(signed, "F2").form_id
    rows = [dict(row.cells) for row in signed.form(form).content.rows["p35"]]
    signed.execute(do.ChangeForm(form=form, reason="r"))
    signed.execute(do.FillForm(form=form, rows={"p35": rows[::-1]}, replace=True))
    assert status(signed, "F2") == "void"
    signed.execute(do.FillForm(form=form, rows={"p35": rows}, replace=True))
    assert status(signed, "F2") == "signed"


def test_a_frozen_form_is_read_only_until_it_is_opened(proposal):
    form = line_of(proposal, "F2").form_id
    for command in (
        do.SetValue(form=form, path="p10", new="x"),
        do.AddRow(form=form, field="p35"),
        do.RemoveRow(form=form, field="p35", row="1"),
        do.FillForm(form=form, values={"p10": "x"}),
        do.FreezeForm(form=form),
    ):
        assert code_of(proposal, command) in ("frozen", "is_frozen")
    proposal.execute(do.ChangeForm(form=form, reason="r"))
    assert code_of(proposal, do.ChangeForm(form=form, reason="r")) == "not_frozen"
    change(proposal, "p10", "x")


def test_what_is_due_later_may_be_supplied_without_voiding(app, signed):
    form = line_of(signed, "F2").form_id
    digest = signed.form(form).revision.digest
    change(signed, "p30", "5")
    change(signed, "p33", ["english"])
    change(signed, "p17.min", "12")  # a group, of which only the parts are demanded
    signed.execute(do.FillForm(form=form, rows={"p41": [{"role": "sme", "person": PEOPLE["sme"]}]}))
    assert status(signed, "F2") == "signed"
    assert signed.form(form).revision.digest == digest
    assert code_of(signed, do.SetValue(form=form, path="p10", new="x")) == "frozen"
    assert app.check(signed.store.path) == ()


def test_living_fields_change_while_the_form_is_frozen(at):
    desk = at("development")
    form = line_of(desk, "F5").form_id
    before = status(desk, "F5")
    desk.execute(do.SetCell(form=form, field="c1", row="1", column="status", new="in_review"))
    desk.execute(do.SetCell(form=form, field="c1", row="1", column="link", new="https://x.example"))
    assert status(desk, "F5") == before
    command = do.SetCell(form=form, field="c1", row="1", column="component", new="Other")
    assert code_of(desk, command) == "frozen"
    command = do.AddRow(form=form, field="c1", cells={"status": "in_review"})
    assert code_of(desk, command) == "frozen"


def test_a_form_that_is_not_complete_is_not_frozen_and_every_reason_is_told(at):
    desk = at("proposal")
    with pytest.raises(Refused) as caught:
        desk.execute(do.FreezeForm(form="MC-1/F2"))
    paths = {finding.path for finding in caught.value.findings}
    assert caught.value.code == "incomplete"
    assert {"p10", "p20", "p28", "p31", "p35", "p37", "p45", "p48"} <= paths
    assert line_of(desk, "F2").version == 0


# --- numbers --------------------------------------------------------------------------------


def test_a_number_stays_with_the_form_and_is_never_given_twice(app, signed):
    first = line_of(signed, "F2").number
    assert first == "CTL/MC/F2/2026/0001"
    form = line_of(signed, "F2").form_id
    signed.execute(do.ChangeForm(form=form, reason="r"))
    change(signed, "p10", "Another argument. " * 30)
    signed.execute(do.FreezeForm(form=form))
    assert (line_of(signed, "F2").number, line_of(signed, "F2").version) == (first, 2)
    signed.execute(do.CreateCard(title_en="Second", programme="LAW", code="MC-2"))
    walker = Walker(signed, "MC-2")
    walker.fill("R1", {"topic": "law"})
    signed.execute(do.JoinTeam(card="MC-2", person="SME-03", role="sme", lead=True))
    rows = [{"card": "MC-2", "person": PEOPLE["sme"], "role": "lead"}]
    walker.fill("R1", assignees=rows)
    command = do.FreezeForm(form="MC-2/R1", number=first)
    assert code_of(signed, command) == "number_taken"
    signed.execute(do.FreezeForm(form="MC-2/R1"))
    numbers = run_sql(signed.store.path, "select number from revision group by number")
    assert len(numbers) == 4


@pytest.mark.parametrize("number", ["9" * 81, "CTL/1\n2", "x" * 5000])
def test_a_number_that_no_line_of_paper_has_room_for_is_refused(at, number):
    desk = at("proposal")
    Walker(desk).fill_proposal()
    with pytest.raises(Refused) as caught:
        desk.execute(do.FreezeForm(form="MC-1/F2", number=number))
    (finding,) = caught.value.findings
    assert finding.code == "bad_number"
    assert len(finding.sentence("en")) < 140
    desk.execute(do.FreezeForm(form="MC-1/F2", number="9" * 80))


def test_a_typed_number_is_passed_over_by_the_series(at):
    desk = at()
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    desk.execute(do.FreezeForm(form="MC-1/R1", number=" CTL/MC/R2/2026/0001 "))
    walker.sign("R1", "hsp", "sme:accept")
    walker.move("discussion")
    walker.fill("R2", {"present": ["SME-03", "ID-02"], "verdict": "agreed"})
    walker.freeze("R2")
    assert line_of(desk, "R1").number == "CTL/MC/R2/2026/0001"
    assert line_of(desk, "R2").number == "CTL/MC/R2/2026/0002"


# --- who, when, in which order ---------------------------------------------------------------


def test_signers_sign_in_their_order(proposal):
    assert code_of(proposal, sign(proposal, "F2", "dean")) == "order"
    assert code_of(proposal, sign(proposal, "F2", "hsp")) == "order"
    proposal.execute(sign(proposal, "F2", "sme"))
    proposal.execute(sign(proposal, "F2", "dean"))
    proposal.execute(sign(proposal, "F2", "hsp"))
    assert status(proposal, "F2") == "signed"


def test_an_optional_signer_is_never_waited_for_and_may_advise_at_any_time(proposal):
    proposal.execute(do.AddPerson(name="HC-01", roles=["hc"]))
    proposal.execute(sign(proposal, "F2", "hc", "advise", person="HC-01"))
    Walker(proposal).sign("F2", "sme", "hsp", "dean")
    assert status(proposal, "F2") == "signed"


@pytest.mark.parametrize("said", ["return", "reject"])
def test_a_rejection_is_told_from_a_return(proposal, said):
    Walker(proposal).sign("F2", "sme", "hsp")
    proposal.execute(sign(proposal, "F2", "dean", said, note="The dates."))
    tile = proposal.outline("MC-1").tile
    told = {"return": "", "reject": "", said: "dean"}
    assert (tile.returned_by, tile.rejected_by) == (told["return"], told["reject"])
    assert (tile.data()["returned"], tile.data()["rejected"]) == tuple(told.values())


def test_only_signers_sign_and_only_what_they_may_decide(proposal):
    assert code_of(proposal, sign(proposal, "F2", "gd")) == "not_a_signer"
    assert code_of(proposal, sign(proposal, "F2", "sme", "reject", note="no")) == "decision"
    assert code_of(proposal, sign(proposal, "F2", "sme", person="GD-01")) == "not_in_role"
    assert code_of(proposal, sign(proposal, "F2", "sme", person="NOBODY")) == "unknown_person"


def test_what_is_not_frozen_or_was_changed_since_is_not_signed(at, signed):
    assert code_of(at("proposal"), sign(None, "F2", "sme")) == "not_frozen"
    signed.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    change(signed, "p10", "Another text. " * 30)
    assert code_of(signed, sign(signed, "F2", "sme")) in ("not_frozen", "void")


def test_in_the_program_one_signs_only_for_oneself(app, proposal):
    command = sign(proposal, "F2", "sme", medium="program")
    assert code_of(proposal, command) == "not_you"
    with app.acting_as(proposal, "GD-01"):
        assert code_of(proposal, command) == "not_you"
        assert code_of(proposal, sign(proposal, "F2", "sme", medium="paper")) == "no_right"
    with app.acting_as(proposal, "SME-03"):
        proposal.execute(command)
    assert line_of(proposal, "F2").signed == 1


def test_a_decision_in_the_program_bears_the_day_on_which_it_is_made(app, proposal):
    with app.acting_as(proposal, "SME-03"):
        for day, code in (("2026-11-22", "made_today"), ("2026-11-24", "future")):
            command = sign(proposal, "F2", "sme", medium="program", on=day)
            assert code_of(proposal, command) == code
        proposal.execute(sign(proposal, "F2", "sme", medium="program", on="2026-11-23"))


def test_the_same_decision_is_not_recorded_twice(proposal):
    proposal.execute(sign(proposal, "F2", "sme"))
    assert code_of(proposal, sign(proposal, "F2", "sme")) == "signed_twice"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"capacity": "a.n.", "person": "DEAN-LAW"}, "capacity"),
        ({"capacity": "Plt.", "on_behalf_of": "DEAN-LAW"}, "capacity"),
        ({"capacity": "Plt.", "letter": "1/2026", "person": "DEAN-LAW"}, "capacity"),
        ({"on_behalf_of": "DEAN-LAW"}, "capacity"),
        ({"capacity": "Plh.", "on_behalf_of": "DEAN-LAW", "letter": "1",
          "letter_since": "2026-12-01"}, "letter_term"),
        ({"capacity": "Plh.", "on_behalf_of": "DEAN-LAW", "letter": "1",
          "letter_since": "2026-10-01", "letter_until": "2026-11-01"}, "letter_term"),
        ({"capacity": "Plt.", "on_behalf_of": "DEAN-LAW", "letter": "1"}, "capacity"),
        ({"capacity": "a.n.", "on_behalf_of": "DEAN-LAW", "letter": "1", "person": "DEAN-LAW"},
         "capacity"),
        ({"capacity": "a.n.", "on_behalf_of": "DEAN-LAW", "letter": "1",
          "letter_since": "2026-12-01", "letter_until": "2026-11-01"}, "term"),
        ({"capacity": "u.b.", "on_behalf_of": "HSP-LAW", "letter": "1"}, "not_in_role"),
        ({"on": "2026-11-24", "person": "DEAN-LAW"}, "future"),
        ({"on": "2026-02-30", "person": "DEAN-LAW"}, "no_date"),
        ({"evidence": "none", "person": "DEAN-LAW"}, "unknown"),
    ],
)  # fmt: skip
def test_acting_for_somebody_needs_person_letter_and_term(proposal, given, code):
    proposal.execute(sign(proposal, "F2", "sme"))
    proposal.execute(do.AddPerson(name="VICE"))
    assert code_of(proposal, sign(proposal, "F2", "dean", **{"person": "VICE", **given})) == code


def test_an_acting_signature_with_its_letter_counts(proposal):
    Walker(proposal).sign("F2", "sme", "hsp")
    proposal.execute(do.AddPerson(name="VICE"))
    proposal.execute(
        sign(proposal, "F2", "dean", person="VICE", capacity="a.n.", on_behalf_of="DEAN-LAW",
             letter="7/2026", letter_since="2026-11-01", letter_until="2026-11-30")
    )  # fmt: skip
    assert status(proposal, "F2") == "signed"
    told = proposal.history(card="MC-1", limit=1)[0].what.en
    assert told.startswith("VICE (a.n. DEAN-LAW) "), "the history names the capacity, and for whom"


# --- return, withdraw ------------------------------------------------------------------------


def test_a_return_needs_its_reason_and_may_be_answered(proposal):
    proposal.execute(sign(proposal, "F2", "sme"))
    assert code_of(proposal, sign(proposal, "F2", "dean", "return")) == "note"
    assert code_of(proposal, sign(proposal, "F2", "dean", "return", note="  ")) == "note"
    proposal.execute(sign(proposal, "F2", "dean", "return", note="The hours do not add up."))
    assert status(proposal, "F2") == "returned"
    assert proposal.outline("MC-1").tile.returned == "dean"
    with pytest.raises(Refused) as caught:
        proposal.execute(do.MoveCard(card="MC-1", to="timeline"))
    assert any("hours do not add up" in f.sentence() for f in caught.value.findings)
    proposal.execute(sign(proposal, "F2", "dean"))
    proposal.execute(sign(proposal, "F2", "hsp"))
    assert status(proposal, "F2") == "signed"


def test_the_later_decision_counts_whatever_the_clock_says(proposal):
    walker = Walker(proposal)
    walker.sign("F2", "sme", "hsp")
    proposal.execute(sign(proposal, "F2", "dean", "return", note="once more"))
    proposal._now = lambda: datetime(2025, 11, 23, 9, tzinfo=UTC)
    walker.sign("F2", "dean")
    assert status(proposal, "F2") == "signed"


def test_a_withdrawn_sign_off_counts_no_more_and_stays_on_record(app, signed):
    form = line_of(signed, "F2").form_id
    mine = next(entry for entry in signed.form(form).signatures if entry.role == "dean")
    sign_off = run_sql(signed.store.path, "select id from sign_off where role = 'dean'")[0][0]
    assert mine.state
    assert code_of(signed, do.WithdrawSignOff(sign_off=sign_off, reason=" ")) == "reason"
    with app.acting_as(signed, "GD-01"):
        command = do.WithdrawSignOff(sign_off=sign_off, reason="not mine")
        assert code_of(signed, command) == "no_right"
    signed.execute(do.WithdrawSignOff(sign_off=sign_off, reason="signed by mistake"))
    assert status(signed, "F2") == "frozen"
    assert code_of(signed, command) == "withdrawn"
    kept = run_sql(
        signed.store.path, "select withdrawn_on, withdrawn_reason from sign_off where role = 'dean'"
    )
    assert kept == [("2026-11-23", "signed by mistake")]
    signed.execute(sign(signed, "F2", "dean"))
    assert status(signed, "F2") == "signed"


def test_a_signature_given_in_the_program_is_withdrawn_by_its_signer_only(app, proposal):
    with app.acting_as(proposal, "SME-03"):
        proposal.execute(sign(proposal, "F2", "sme", medium="program"))
    sign_off = run_sql(proposal.store.path, "select id from sign_off where role = 'sme'")[-1][0]
    sign_off = run_sql(
        proposal.store.path, "select id from sign_off where medium = 'program'"
    )[0][0]  # fmt: skip
    command = do.WithdrawSignOff(sign_off=sign_off, reason="r")
    assert code_of(proposal, command) == "not_you"
    with app.acting_as(proposal, "SME-03"):
        proposal.execute(command)


def test_a_sign_off_s_id_cannot_be_used_again(signed):
    sign_off = run_sql(signed.store.path, "select id from sign_off where role = 'dean'")[0][0]
    form = line_of(signed, "F2").form_id
    signed.execute(do.ChangeForm(form=form, reason="r"))
    change(signed, "p10", "Another argument. " * 30)
    signed.execute(do.FreezeForm(form=form))
    assert code_of(signed, sign(signed, "F2", "sme", id=sign_off)) == "id_taken"
    revision = run_sql(signed.store.path, "select id from revision")[0][0]
    signed.execute(do.ChangeForm(form=form, reason="r"))
    change(signed, "p10", "A third argument. " * 30)
    assert code_of(signed, do.FreezeForm(form=form, id=revision)) == "id_taken"


# --- signers for one revision -----------------------------------------------------------------


def test_a_signer_added_to_a_revision_is_waited_for(at):
    desk = at("proposal")
    walker = Walker(desk)
    walker.fill_proposal()
    extra = [{"role": "gd", "act": "Checked", "step": "3"}]
    desk.execute(do.FreezeForm(form="MC-1/F2", extra_signers=extra))
    walker.sign("F2", "sme", "hsp", "dean")
    assert status(desk, "F2") == "frozen"
    walker.sign("F2", "gd")
    assert status(desk, "F2") == "signed"


@pytest.mark.parametrize(
    "extra", [{"role": "nobody"}, {}, {"role": "gd", "step": "x"}, {"role": "gd", "step": "-1"}]
)
def test_a_signer_that_cannot_be_is_refused(at, extra):
    desk = at("proposal")
    Walker(desk).fill_proposal()
    command = do.FreezeForm(form="MC-1/F2", extra_signers=[extra])
    assert code_of(desk, command) in ("unknown_role", "bad_step")
    assert desk.outline("MC-1").tile.stage == "proposal"


def test_after_going_back_the_old_signatures_fall_even_for_the_same_text(at):
    desk = at("timeline")
    walker = Walker(desk)
    walker.move("proposal", "to be looked at once more")
    walker.freeze("F2")
    assert status(desk, "F2") == "frozen"
    assert line_of(desk, "F2").version == 2
    assert code_of(desk, do.MoveCard(card="MC-1", to="timeline")) == "gate_not_met"


def test_a_scan_that_comes_later_pays_what_the_decisions_owe(proposal, tmp_path):
    desk = proposal
    for role in ("sme", "hsp"):
        desk.execute(sign(desk, "F2", role, scan_owed=True))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"paper")
    digest, size = desk.store_file(scan)
    given = {"name": "scan.pdf", "size": size, "digest": digest, "purpose": "scan", "id": "s"}
    desk.execute(do.AttachFile(card="MC-1", form="MC-1/F2", **given))

    def owed():
        lines = desk.form(line_of(desk, "F2").form_id).signatures
        return [(line.scan_owed, line.evidence_id) for line in lines if line.sign_off_id]

    assert owed() == [(False, "s")] * 2
    desk.execute(do.RemoveFile(file="s"))
    assert owed() == [(True, "")] * 2


# --- scans that are owed -------------------------------------------------------------------


def attach(desk, tmp_path, form: str, name: str = "scan.pdf") -> None:
    scan = tmp_path / name
    scan.write_bytes(b"%PDF signed")
    digest, size = desk.store_file(scan)
    desk.execute(
        do.AttachFile(card="MC-1", form=form, name=name, size=size, digest=digest, purpose="scan")
    )


def test_a_scan_owed_stands_on_the_board_until_it_is_attached(app, proposal, tmp_path):
    deliver(proposal)
    assert proposal.board().tiles[0].scans_owed == 0
    proposal.execute(sign(proposal, "F2", "sme", scan_owed=True))
    proposal.execute(do.AttachFile(card="MC-1", name="s", size=0, digest="", id="shown",
                                   link="https://drive.example/s"))  # fmt: skip
    proposal.execute(sign(proposal, "F2", "dean", evidence="shown"))
    proposal.execute(sign(proposal, "F2", "hsp", scan_owed=True, on="2026-11-20"))
    form = line_of(proposal, "F2").form_id
    (owed,) = proposal.outline("MC-1").scans
    assert (owed.form_id, owed.kind) == (form, "F2")
    assert dict(owed.who) == {"SME-03": proposal.today.isoformat(), "HSP-LAW": "2026-11-20"}
    assert [tile.scans_owed for tile in proposal.store.tiles()] == [2]
    assert app.check(proposal.store.path) == ()
    attach(proposal, tmp_path, form)
    assert [tile.scans_owed for tile in proposal.store.tiles()] == [0]
    assert proposal.outline("MC-1").scans == ()
    proposal.undo()
    assert [tile.scans_owed for tile in proposal.store.tiles()] == [2]
    assert app.check(proposal.store.path) == ()


def test_a_summary_that_hides_a_scan_owed_is_found(app, proposal):
    proposal.execute(sign(proposal, "F2", "sme", scan_owed=True))
    run_sql(proposal.store.path, "update card_summary set scans_owed = 0")
    (found,) = app.check(proposal.store.path)
    assert "is not what its records say" in found


# --- what became of each decision ----------------------------------------------------------


def decisions(desk) -> dict[str, tuple]:
    """Return the decisions over F2 by role and version, each with why it counts no more."""
    return {
        f"{line.role.en} {line.version}": line.ended
        for line in desk.page("MC-1").decisions
        if line.kind == "F2"
    }


def test_decisions_that_fell_say_why_when_and_what_followed(signed):
    form = line_of(signed, "F2").form_id
    assert set(decisions(signed).values()) == {None}
    text = signed.form(form).content.text("p10")
    signed.execute(do.ChangeForm(form=form, reason="the hours were wrong"))
    change(signed, "p10", text + " More.")
    told = Ended("changed", "2026-11-23", "CTL-01", "the hours were wrong")
    assert decisions(signed) == dict.fromkeys(
        ("Lecturer (SME) 1", "Head of Study Program 1", "Dean 1"), told
    )
    change(signed, "p10", text)
    assert set(decisions(signed).values()) == {None}
    change(signed, "p10", text + " More.")
    signed.execute(do.FreezeForm(form=form))
    signed.execute(sign(signed, "F2", "sme"))
    found = decisions(signed)
    assert found["Dean 1"] == replace(told, version=2)
    assert found["Lecturer (SME) 2"] is None
    assert signed.form(form).decisions[0].version == 2
    signed.execute(sign(signed, "F2", "dean"))
    signed.execute(sign(signed, "F2", "hsp"))
    Walker(signed).move("discussion", "another topic")
    found = decisions(signed)
    assert found["Dean 1"] == replace(told, version=2)
    assert found["Dean 2"] == Ended("sent_back", "2026-11-23", "CTL-01", "another topic")


def test_decisions_that_fell_with_a_card_sent_back_say_so(signed):
    walker = Walker(signed)
    walker.move("timeline")
    walker.move("proposal", "another topic")
    told = Ended("sent_back", "2026-11-23", "CTL-01", "another topic")
    assert set(decisions(signed).values()) == {told}


def test_decisions_stand_again_once_the_sending_back_is_undone(signed):
    walker = Walker(signed)
    walker.move("timeline")
    walker.move("proposal", "another topic")
    signed.undo()
    assert status(signed, "F2") == "signed"
    assert set(decisions(signed).values()) == {None}


def test_nothing_is_withdrawn_from_a_card_that_has_ended(signed):
    signed.execute(do.CancelCard(card="MC-1", reason="no budget"))
    (kept,) = {line.kept.code for line in signed.page("MC-1").decisions}
    ids = [line.sign_off_id for line in signed.page("MC-1").decisions]
    assert kept == "cancelled"
    assert code_of(signed, do.WithdrawSignOff(sign_off=ids[0], reason="r")) == "cancelled"


def test_a_withdrawn_and_a_replaced_decision_say_so(proposal):
    proposal.execute(sign(proposal, "F2", "sme", id="first"))
    proposal.execute(do.WithdrawSignOff(sign_off="first", reason="the wrong file"))
    withdrawn = proposal.page("MC-1").decisions[0]
    assert withdrawn.ended == Ended("withdrawn", "2026-11-23", reason="the wrong file")
    assert withdrawn.kept.code == "withdrawn"
    proposal.execute(sign(proposal, "F2", "sme"))
    proposal.execute(sign(proposal, "F2", "dean", "return", note="once more"))
    proposal.execute(sign(proposal, "F2", "dean"))
    newest, returned = [e for e in proposal.page("MC-1").decisions if e.role.en == "Dean"]
    assert (newest.decision, newest.ended) == ("approve", None)
    assert returned.ended == Ended("replaced", "2026-11-23", "DEAN-LAW")


def test_only_who_may_record_a_decision_is_offered_to_withdraw_it(app, signed):
    assert {line.kept for line in signed.page("MC-1").decisions} == {None}
    with app.acting_as(signed, "GD-01"):
        assert {line.kept.code for line in signed.page("MC-1").decisions} == {"no_right"}


def test_a_secretary_withdraws_the_decisions_of_her_dean_only(app, signed):
    signed.execute(do.AddPerson(name="SEC-LAW"))
    signed.execute(do.AppointOffice(person="SEC-LAW", role="secretary", faculty="LAW"))
    ids = {line.role.en: line.sign_off_id for line in signed.page("MC-1").decisions
           if line.kind == "F2"}  # fmt: skip
    with app.acting_as(signed, "SEC-LAW"):
        command = do.WithdrawSignOff(sign_off=ids["Head of Study Program"], reason="r")
        assert code_of(signed, command) == "deans_only"
        signed.execute(do.WithdrawSignOff(sign_off=ids["Dean"], reason="r"))


def test_a_form_frozen_days_ago_is_signed_today_and_judged_as_of_then(proposal):
    desk, frozen_on = proposal, proposal.today
    desk._day = lambda: frozen_on + timedelta(days=9)
    view = desk.form(line_of(desk, "F2").form_id)
    assert view.today == frozen_on + timedelta(days=9)
    assert surroundings_of(view).today == frozen_on


def test_evidence_is_not_taken_from_under_a_decision(proposal):
    """Neither by undoing the attaching, nor by taking the file off: then the scan is owed again."""
    link = {"link": "https://files/scan", "digest": "", "size": 0}
    for name, purpose in (("paper.pdf", "other"), ("original.pdf", "other")):
        proposal.execute(do.AttachFile(card="MC-1", form="MC-1/F2", name=name, purpose=purpose,
                                       **link))  # fmt: skip
    attached = [line for line in proposal.history("MC-1") if line.kind == "FileAttached"]
    with proposal.store.read() as reader:
        files = {file.name: file.id for file in reader.select(StoredFile)}
    proposal.execute(sign(proposal, "F2", "sme", evidence=files["paper.pdf"]))
    proposal.execute(do.RecordExternal(card="MC-1", form="F5", number="1", date="2026-11-20",
                                       signed_by="Dean", file=files["original.pdf"]))  # fmt: skip
    for line in attached:
        assert code_of(proposal, do.UndoEvent(of=line.event_id)) == "in_use"
    assert code_of(proposal, do.RemoveFile(file=files["original.pdf"])) == "in_use"
    proposal.execute(do.RemoveFile(file=files["paper.pdf"]))
    form = line_of(proposal, "F2").form_id
    with proposal.store.read() as reader:
        (decision,) = reader.select(SignOff, role="sme", form_id=form)
    assert (decision.evidence_id, decision.scan_owed) == ("", True)


def test_the_approval_says_when_it_came_to_each_signer(at):
    """domain.md, F6 a1: by the freezing to the first, then once all before have agreed."""
    desk = at("approval")
    Walker(desk).fill("F6", {**{f"a2.{n:02d}": "yes" for n in range(1, 29)}, "a4": "2027-01-04"})

    def came(kind: str = "F6") -> dict[str, str]:
        view = desk.form(line_of(desk, kind).form_id)
        return {line.role: line.received_on for line in view.signatures}

    def decide(role: str, decision: str, day: str) -> None:
        desk.execute(do.SignForm(form="MC-1/F6", role=role, person=PEOPLE[role], medium="paper",
                                 scan_owed=True, decision=decision, on=day, note="x"))  # fmt: skip

    assert set(came().values()) == {""}
    Walker(desk).freeze("F6")
    today = desk.today.isoformat()
    assert came() == {"ctl": today, "plh": today, "hsp": "", "dean": ""}
    decide("ctl", "verify", today)
    assert came() == {"ctl": today, "plh": today, "hsp": today, "dean": ""}
    decide("hsp", "return", today)
    assert came()["dean"] == ""
    assert set(came("F5").values()) == {""}
