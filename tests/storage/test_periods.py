"""Closing a period: its register frozen and signed, cards carried over or archived."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.models import checking, quick_board
from mcdesk.procedure import commands as do
from mcdesk.procedure.period import Period
from mcdesk.signing.ed25519 import verify
from mcdesk.signing.keys import KeyBunch
from mcdesk.signing.vault import Memory
from tests.storage.conftest import refusal_of, run_sql
from tests.walk import create

ODD, EVEN = Period("2025/2026", "odd"), Period("2025/2026", "even")
NAMED = {"year": ODD.year, "semester": ODD.semester}


def enter(desk, code: str, period: Period = ODD) -> None:
    """Name a card's period on its page of the register."""
    desk.execute(do.OpenForm(card=code, form="F4"))
    for path in ("year", "semester"):
        desk.execute(do.SetValue(form=f"{code}/F4", path=path, new=getattr(period, path)))


def enter_three(desk) -> None:
    for code in ("MC-2", "MC-3"):
        create(desk, code)
    for code in ("MC-1", "MC-2", "MC-3"):
        enter(desk, code)
    desk.execute(do.CancelCard(card="MC-3", reason="No lecturer"))


@pytest.fixture
def desk(at):
    """Two cards of a period under way, one cancelled."""
    return at("assignment", enter_three)


def codes(desk, period: Period) -> list[str]:
    return [line.code for line in desk.register(period).lines]


def on_board(desk) -> set[str]:
    return {tile.code for tile in desk.board().tiles}


def close(desk, **given):
    return desk.execute(do.ClosePeriod(**NAMED, **given))


def sign(desk, **given):
    return desk.execute(do.SignPeriod(**NAMED, **{"person": "CTL-01", "medium": "paper", **given}))


def test_the_plan_says_what_becomes_of_each_card_and_changes_nothing(desk):
    before = desk.history()
    plan = desk.closing(ODD)
    assert plan.after == EVEN
    assert [line.code for line in plan.carried] == ["MC-1", "MC-2"]
    assert [line.code for line in plan.archived] == ["MC-3"]
    assert plan.obstacles == ()
    assert {finding.code for finding in plan.missing} == {"unverified"}
    assert plan.may
    assert plan.signers[0][0] == "CTL-01"
    assert desk.history() == before


def test_open_cards_are_carried_over_and_ended_ones_archived_in_one_event(desk):
    changes = close(desk)
    assert len(changes.events) == 1
    assert codes(desk, EVEN) == ["MC-1", "MC-2"]
    assert [line.carried_from.en for line in desk.register(EVEN).lines] == ["2025/2026 Odd"] * 2
    assert codes(desk, ODD) == ["MC-1", "MC-2", "MC-3"]
    assert on_board(desk) == {"MC-1", "MC-2"}
    assert [tile.code for tile in desk.archived()] == ["MC-3"]
    assert {tile.code for tile in desk.board(archived=True).tiles} == {"MC-1", "MC-2", "MC-3"}
    assert {tile.code for tile in quick_board.read_tiles(desk.store.path)} == {"MC-1", "MC-2"}
    assert desk.outline("MC-2").carried_from.id == "2025/2026 Gasal"
    assert desk.outline("MC-3").tile.archived_on == "2026-11-23"
    assert desk.history(card="MC-3")[0].what.en == "Period closed: 2025/2026 Odd"


def test_it_is_undone_and_redone_as_one_step(desk):
    close(desk)
    desk.undo()
    assert (codes(desk, EVEN), on_board(desk)) == ([], {"MC-1", "MC-2", "MC-3"})
    assert desk.register(ODD).closing is None
    desk.redo()
    assert codes(desk, EVEN) == ["MC-1", "MC-2"]
    assert on_board(desk) == {"MC-1", "MC-2"}
    desk.undo()
    close(desk)
    assert desk.register(ODD).closing.number == "CTL/MC/F4-REG/2026/0002"
    assert checking.check(desk.store.path) == ()


def test_the_closed_register_says_what_it_said_and_the_changes_apart(desk):
    before = desk.register(ODD).lines
    close(desk)
    desk.execute(do.ChangeCard(card="MC-2", title_en="Another title"))
    told = desk.register(ODD)
    assert told.lines == before
    assert (told.as_of, told.of) == (desk.today, 3)
    (since,) = told.since
    assert since.before.code == "MC-2"
    assert [(label.en, new.en) for label, _old, new in since.changes] == [
        ("Title", "Another title")
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"year": "2025"}, "no_period"),
        ({"year": "2030/2031"}, "empty"),
        ({"next_year": "2024/2025", "next_semester": "odd"}, "not_after"),
    ],
)
def test_what_cannot_be_closed_is_refused_in_words(desk, given, code):
    refusal = refusal_of(desk, do.ClosePeriod(**{**NAMED, **given}))
    assert refusal.code == code


def test_a_closed_period_is_not_closed_again_and_takes_no_cards(desk):
    close(desk)
    assert refusal_of(desk, do.ClosePeriod(**NAMED)).code == "closed"
    create(desk, "MC-4")
    enter(desk, "MC-4")
    assert "MC-4" not in codes(desk, ODD)
    assert "MC-4" in codes(desk, EVEN)
    create(desk, "MC-5")
    enter(desk, "MC-5", Period("2024/2025", "even"))
    earlier = do.ClosePeriod(year="2024/2025", semester="even")
    assert refusal_of(desk, earlier).code == "after_closed"
    desk.execute(do.ClosePeriod(year="2024/2025", semester="even", next_year="2025/2026",
                                next_semester="even"))  # fmt: skip
    assert "MC-5" in codes(desk, EVEN)


def test_where_open_cards_go_on_is_named_where_there_is_a_choice(desk):
    """After the even semester comes the short one, or the odd one of the next year."""
    close(desk)
    even = {"year": EVEN.year, "semester": EVEN.semester}
    refusal = refusal_of(desk, do.ClosePeriod(**even))
    assert refusal.code == "name_next"
    finding = desk.closing(EVEN).unnamed
    assert "2025/2026 Short or 2026/2027 Odd" in finding.sentence("en")
    assert desk.closing(EVEN, EVEN.following()).unnamed is None
    short = {"year": EVEN.year, "semester": "short"}
    desk.execute(do.ClosePeriod(**even, next_year=EVEN.year, next_semester="short"))
    assert codes(desk, Period(EVEN.year, "short")) == ["MC-1", "MC-2"]
    desk.execute(do.ClosePeriod(**short))
    assert codes(desk, EVEN.following()) == ["MC-1", "MC-2"], (
        "after the short one comes the odd one"
    )


def test_a_period_whose_only_next_one_is_closed_names_a_later_one(desk):
    create(desk, "MC-4")
    enter(desk, "MC-4", EVEN)
    desk.execute(do.ClosePeriod(year=EVEN.year, semester="even", next_year="2026/2027",
                                next_semester="odd"))  # fmt: skip
    assert refusal_of(desk, do.ClosePeriod(**NAMED)).code == "after_closed"


def test_an_assistant_may_not_close(desk):
    desk.use_person(next(p.id for p in desk.info().persons if p.name == "ID-02"))
    assert refusal_of(desk, do.ClosePeriod(**NAMED)).code == "no_right"
    assert not desk.closing(ODD).may


def test_a_cancel_while_it_is_read_changes_nothing(desk):
    with pytest.raises(Refused) as caught:
        desk.execute_slowly(do.ClosePeriod(**NAMED), lambda done, _of: done < 1)
    assert caught.value.code == "stopped"
    assert desk.register(ODD).closing is None
    desk.execute_slowly(do.ClosePeriod(**NAMED), lambda _done, _of: True)
    assert desk.register(ODD).closing is not None


# --- signing ------------------------------------------------------------------------------


def test_open_cards_are_offered_the_next_periods_that_are_not_closed(desk):
    assert desk.closing(ODD).later == (EVEN, Period("2026/2027", "odd"))
    close(desk)
    create(desk, "MC-5")
    before = Period("2024/2025", "even")
    enter(desk, "MC-5", before)
    plan = desk.closing(before)
    short, odd = Period("2024/2025", "short"), Period("2026/2027", "odd")
    assert (plan.after, plan.later, plan.obstacles) == (EVEN, (EVEN, short, odd), ())


def test_ctl_signs_the_register_and_then_it_is_not_undone(desk):
    assert refusal_of(desk, do.SignPeriod(**NAMED, person="CTL-01")).code == "not_closed"
    close(desk)
    assert not desk.register(ODD).closing.is_signed
    sign(desk, place="Karawaci", on="2026-11-23")
    closing = desk.register(ODD).closing
    assert closing.is_signed
    assert (closing.signature.person, closing.signature.place) == ("CTL-01", "Karawaci")
    assert closing.signature.scan_owed
    assert refusal_of(desk, do.SignPeriod(**NAMED, person="CTL-01")).code == "signed_twice"
    event = next(line for line in desk.history() if line.kind == "PeriodClosed")
    assert refusal_of(desk, do.UndoEvent(of=event.event_id)).code == "signed"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"person": "ID-02"}, "not_in_role"),
        ({"role": "dean"}, "not_a_signer"),
        ({"on": "2027-01-01"}, "future"),
        ({"on": "2026-11-22"}, "too_early"),
        ({"medium": "program", "person": "ID-02"}, "not_you"),
        ({"scan": "0" * 64}, "no_file"),
        ({"capacity": "a.n."}, "capacity"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(desk, given, code):
    close(desk)
    wish = {"person": "CTL-01", "medium": "paper", **given}
    assert refusal_of(desk, do.SignPeriod(**NAMED, **wish)).code == code


def test_a_signature_is_withdrawn_and_given_again(desk):
    close(desk)
    sign(desk)
    made = desk.register(ODD).closing.signature.sign_off_id
    desk.execute(do.WithdrawSignOff(sign_off=made, reason="Wrong day"))
    assert not desk.register(ODD).closing.is_signed
    assert refusal_of(desk, do.WithdrawSignOff(sign_off=made, reason="again")).code == "withdrawn"
    sign(desk)
    assert desk.register(ODD).closing.is_signed


def test_the_scan_of_a_signed_register_is_kept(desk, tmp_path):
    close(desk)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 scan")
    digest, size = desk.store_file(tmp_path / "scan.pdf")
    sign(desk, scan=digest, scan_name="scan.pdf", scan_size=size)
    signature = desk.register(ODD).closing.signature
    assert (bool(signature.evidence_id), signature.scan_owed) == (True, False)
    assert checking.check(desk.store.path) == ()


def test_a_scan_that_was_owed_is_filed_later(desk, tmp_path):
    close(desk)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 scan")
    digest, size = desk.store_file(tmp_path / "scan.pdf")
    later = do.FilePeriodScan(**NAMED, scan=digest, name="scan.pdf", size=size)
    assert refusal_of(desk, later).code == "no_scan_owed"
    sign(desk)
    desk.execute(later)
    closing = desk.register(ODD).closing
    assert (closing.signature.scan_owed, closing.evidence.name) == (False, "scan.pdf")
    desk.undo()
    assert desk.register(ODD).closing.signature.scan_owed
    assert checking.check(desk.store.path) == ()


@pytest.mark.meddles
def test_a_signature_with_a_key_is_checked_and_an_altered_register_is_found(desk):
    vault = Memory()
    desk.keys = KeyBunch("w", lambda: vault)
    close(desk)
    sign(desk, medium="program")
    assert desk.register(ODD).closing.signature.keyed
    assert checking.check(desk.store.path, verify) == ()
    run_sql(
        desk.store.path,
        "update closed_period set content = replace(content, 'MC-2', 'MC-9')",
        free=True,
    )
    found = checking.check(desk.store.path, verify)
    assert "register CTL/MC/F4-REG/2026/0001, version 1: its text is not the one signed" in found
    run_sql(desk.store.path, "update closed_period set digest = 'x'", free=True)
    assert any("its digest is not that" in line for line in checking.check(desk.store.path, verify))


# --- afterwards ---------------------------------------------------------------------------


def test_the_lead_reopens_a_period_with_a_reason_and_closes_it_anew(desk):
    close(desk)
    sign(desk)
    assert refusal_of(desk, do.ReopenPeriod(**NAMED, reason=" ")).code == "reason"
    desk.execute(do.ReopenPeriod(**NAMED, reason="MC-4 was forgotten"))
    told = desk.register(ODD)
    assert (told.closing, on_board(desk)) == (None, {"MC-1", "MC-2", "MC-3"})
    (earlier,) = told.earlier
    assert (earlier.reopened_by, earlier.reopened_reason) == ("CTL-01", "MC-4 was forgotten")
    assert earlier.is_signed
    assert codes(desk, EVEN) == []
    close(desk)
    assert (desk.register(ODD).closing.version, desk.register(ODD).closing.number) == (
        2,
        "CTL/MC/F4-REG/2026/0001",
    )
    assert not desk.register(ODD).closing.is_signed


def test_an_earlier_closing_can_be_seen_as_it_was_frozen(desk):
    close(desk)
    sign(desk)
    before = desk.register(ODD)
    desk.execute(do.ReopenPeriod(**NAMED, reason="A title was wrong"))
    desk.execute(do.ChangeCard(card="MC-1", title_en="Another title"))
    first = desk.register(ODD, version=1)
    assert (first.lines, first.closing.version) == (before.lines, 1)
    assert (first.since, first.closing.is_signed) == ((), True)
    assert desk.register(ODD).closing is None
    close(desk)
    assert desk.register(ODD).closing.version == 2
    assert desk.register(ODD, version=1).lines == before.lines
    assert desk.register(ODD, version=1).closing.reopened_reason == "A title was wrong"
    assert desk.register(ODD, version=7).closing.version == 2


def test_a_reopening_is_undone_unless_the_period_was_closed_again(desk):
    close(desk)
    changes = desk.execute(do.ReopenPeriod(**NAMED, reason="mistaken"))
    desk.undo()
    assert (desk.register(ODD).closing.version, on_board(desk)) == (1, {"MC-1", "MC-2"})
    desk.redo()
    close(desk)
    assert refusal_of(desk, do.UndoEvent(of=changes.events[0])) is not None
    assert desk.register(ODD).closing.version == 2


def test_a_period_whose_cards_went_into_a_closed_one_is_not_reopened_first(desk):
    close(desk)
    after = EVEN.following()
    desk.execute(do.ClosePeriod(year=EVEN.year, semester=EVEN.semester, next_year=after.year,
                                next_semester=after.semester))  # fmt: skip
    assert codes(desk, EVEN.following()) == ["MC-1", "MC-2"]
    assert desk.outline("MC-1").carried_from.en == "2025/2026 Even"
    assert refusal_of(desk, do.ReopenPeriod(**NAMED, reason="r")).code == "after_closed"


def test_only_the_lead_reopens(desk):
    close(desk)
    desk.use_person(next(p.id for p in desk.info().persons if p.name == "ID-02"))
    assert refusal_of(desk, do.ReopenPeriod(**NAMED, reason="r")).code == "no_right"


def test_a_card_that_is_reopened_goes_on_in_the_next_period_and_on_the_board(desk):
    close(desk)
    desk.execute(do.ReopenCard(card="MC-3", reason="There is a lecturer"))
    assert "MC-3" in on_board(desk)
    assert codes(desk, EVEN) == ["MC-1", "MC-2", "MC-3"]
    (since,) = [each for each in desk.register(ODD).since if each.before.code == "MC-3"]
    assert ("Status", "under way") in [(label.en, new.en) for label, _old, new in since.changes]


def test_a_card_is_archived_by_hand_and_taken_out_again(desk):
    assert refusal_of(desk, do.ArchiveCard(card="MC-1")).code == "not_ended"
    desk.execute(do.ArchiveCard(card="MC-3"))
    assert refusal_of(desk, do.ArchiveCard(card="MC-3")).code == "archived"
    assert on_board(desk) == {"MC-1", "MC-2"}
    assert desk.page("MC-3").outline.tile.code == "MC-3"
    desk.undo()
    assert on_board(desk) == {"MC-1", "MC-2", "MC-3"}
    close(desk)
    desk.execute(do.RetrieveCard(card="MC-3"))
    assert on_board(desk) == {"MC-1", "MC-2", "MC-3"}
    assert refusal_of(desk, do.RetrieveCard(card="MC-3")).code == "not_archived"
    assert "MC-3" not in codes(desk, EVEN)


def test_the_board_finds_its_cards_through_an_index(path):
    plan = run_sql(path, f"explain query plan {quick_board.SQL}")
    words = " ".join(str(row) for row in plan)
    assert "ix_card_summary_archived" in words
    assert "TEMP B-TREE" not in words
