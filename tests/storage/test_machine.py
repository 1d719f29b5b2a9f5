"""The procedure under random people: no stage that is not reached by a way, no guard bypassed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mcdesk.application.knowledge import Knowledge
from mcdesk.application.tiles import tile_of_card
from mcdesk.errors import McDeskError, Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card
from tests.storage.conftest import Templates, program, refusal_of, run_sql
from tests.walk import PEOPLE, STAGES, Walker

KINDS = ("R1", "R2", "F2", "F3", "F4", "F5", "F6", "F7", "R10", "R11")
BEFORE_LOOPS = STAGES[: STAGES.index("master_course")]
VALID = ("signed", "external", "before", "missing")
PATHS = {"R1": "topic", "R2": "dudi", "F2": "p10", "F3": "t6.assumptions", "F5": "c2", "F7": "d3",
         "R10": "summary", "F6": "a2.01", "F4": "year", "R11": "course"}  # fmt: skip
DECISIONS = ("approve", "return", "reject", "acknowledge", "verify", "accept", "advise")
kinds = st.sampled_from(KINDS)
roles = st.sampled_from(sorted(PEOPLE))
stages = st.sampled_from(STAGES)
MOVES = st.tuples(
    st.sampled_from([1, 1, 1, 2, -1, -2, -5, 0, 7]),
    st.sampled_from(["ctl", "ctl", "ctl", *sorted(PEOPLE)]),
    st.sampled_from(["", "the topic changes"]),
)
made: list[Templates] = []


class Procedure(RuleBasedStateMachine):
    """One card, walked, pushed, sent back, signed, withdrawn and undone at random."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.app = program()
        self.desk = None
        self.signed = 0

    @initialize(stage=st.sampled_from(BEFORE_LOOPS))
    def begin(self, stage: str) -> None:
        path = Path(shutil.copy(made[0].path(stage), self.folder / "card.mcdesk"))
        self.desk = self.app.open(path)
        self.stage, self.status = stage, "active"

    def teardown(self) -> None:
        if self.desk is not None:
            self.app.close(self.desk)
            assert self.app.check(self.desk.store.path) == ()
        shutil.rmtree(self.folder)

    # --- what is tried ----------------------------------------------------------------------

    def attempt(self, command: do.Command, person: str = "") -> bool:
        """Give a command as somebody; tell whether it was carried out."""
        with self.app.acting_as(self.desk, person):
            refused = refusal_of(self.desk, command)
        assert refused is None or all(finding.sentence() for finding in refused.findings)
        return refused is None

    @property
    def tile(self):
        """The card as its summary tells; an invariant holds that against the records."""
        return self.desk.store.tiles()[0]

    @rule()
    def advance(self) -> None:
        """Do what the present stage asks for, as far as it goes."""
        tile = self.tile
        if tile.status != "active" or tile.stage not in BEFORE_LOOPS[:-1]:
            return
        try:
            getattr(Walker(self.desk), tile.stage)()
        except McDeskError:
            pass
        now = self.tile.stage
        assert now == tile.stage or now == BEFORE_LOOPS[BEFORE_LOOPS.index(tile.stage) + 1]
        self.stage = now

    @rule(tries=st.lists(MOVES, min_size=3, max_size=6))
    def move(self, tries: list[tuple[int, str, str]]) -> None:
        for far, role, reason in tries:
            before = self.desk.outline("MC-1")
            to = STAGES[(STAGES.index(before.stage.id) + far) % len(STAGES)]
            command = do.MoveCard(card="MC-1", to=to, reason=reason)
            if self.attempt(command, PEOPLE[role]):
                self.legal(before, to, reason)
                assert role in ("ctl", "id")
                assert before.tile.status == "active"
                self.stage = to

    def legal(self, before, to: str, reason: str) -> None:
        """Check a move against the definition itself, not against the code that decided it."""
        procedure = self.procedure
        states = {line.kind: line.status for line in before.forms}
        way = procedure.transition(before.stage.id, to)
        if way is None or way.kind == "back":
            assert STAGES.index(to) < STAGES.index(before.stage.id)
            assert reason
            return
        assert way.kind == "forward"
        for use in way.guards:
            if use.name == "form_valid" and use.levels.essential == "block":
                assert states.get(str(use.params["form"])) in VALID, use

    @property
    def procedure(self):
        with self.desk.store.read() as reader:
            return Knowledge(reader, self.desk.today).situation(reader.select(Card)[0]).procedure

    @rule(to=stages, role=roles)
    def push(self, to: str, role: str) -> None:
        before = self.tile
        command = do.MoveCardByException(
            card="MC-1", to=to, reason="late", instructed_by="Vice-Rector", owed="the letter",
            owed_by=PEOPLE["hsp"], until="2026-12-31",
        )  # fmt: skip
        if not self.attempt(command, PEOPLE[role]):
            return
        assert role == "ctl"
        is_back = STAGES.index(to) < STAGES.index(before.stage)
        assert is_back or self.procedure.transition(before.stage, to) is not None
        assert self.tile.debts == before.debts + 1
        self.stage = to

    @rule(kind=kinds, role=roles, text=st.sampled_from(["", "yes", "One. Two.", "Else. " * 40]))
    def edit(self, kind: str, role: str, text: str) -> None:
        command = do.SetValue(form=f"MC-1/{kind}", path=PATHS[kind], new=text)
        self.attempt(command, PEOPLE[role])

    @rule(kind=kinds, role=roles)
    def freeze(self, kind: str, role: str) -> None:
        self.attempt(do.FreezeForm(form=f"MC-1/{kind}"), PEOPLE[role])

    @rule(kind=kinds, role=roles)
    def reopen_form(self, kind: str, role: str) -> None:
        self.attempt(do.ChangeForm(form=f"MC-1/{kind}", reason="r"), PEOPLE[role])

    @rule(kind=kinds, role=roles, by=roles, decision=st.sampled_from(DECISIONS),
          medium=st.sampled_from(["paper", "program"]))  # fmt: skip
    def sign(self, kind: str, role: str, by: str, decision: str, medium: str) -> None:
        command = do.SignForm(form=f"MC-1/{kind}", role=role, person=PEOPLE[role],
                              decision=decision, medium=medium, note="n",
                              scan_owed=medium == "paper")  # fmt: skip
        if self.attempt(command, PEOPLE[by]):
            assert medium == "paper" or by == role
            self.signed += 1

    @rule(kind=kinds)
    def sign_all(self, kind: str) -> None:
        """Let everybody sign who still must."""
        found = [line for line in self.desk.outline("MC-1").forms if line.kind == kind]
        if found:
            definition = self.desk.form(found[0].form_id).definition
            for signer in sorted(definition.signers, key=lambda entry: entry.step):
                if signer.role in PEOPLE:
                    self.sign(kind, signer.role, "ctl", signer.decisions[0], "paper")

    @rule(kind=kinds)
    def withdraw(self, kind: str) -> None:
        rows = run_sql(self.desk.store.path, "select id from sign_off order by recorded_at desc")
        for (id_,) in rows[:1]:
            self.attempt(do.WithdrawSignOff(sign_off=id_, reason="a mistake"))

    @rule(command=st.sampled_from([
        do.HoldCard(card="MC-1", reason="leave"), do.HaltCard(card="MC-1", reason="no"),
        do.CancelCard(card="MC-1", reason="no demand"), do.ResumeCard(card="MC-1"),
        do.ReopenCard(card="MC-1", reason="again"), do.CompleteCard(card="MC-1"),
    ]), role=roles)  # fmt: skip
    def rest(self, command: do.Command, role: str) -> None:
        if self.attempt(command, PEOPLE[role]):
            after = self.tile.status
            expected = {"HoldCard": "on_hold", "HaltCard": "halted", "CancelCard": "cancelled",
                        "CompleteCard": "completed"}  # fmt: skip
            assert after == expected.get(type(command).__name__, "active")
            assert after != "completed" or self.tile.debts == 0

    @rule()
    def pay(self) -> None:
        for debt in self.desk.outline("MC-1").debts:
            if not debt.paid_on:
                self.attempt(do.PayDebt(debt=debt.id, note="came"))
                return

    @rule(back=st.booleans())
    def step(self, back: bool) -> None:
        try:
            self.desk.undo() if back else self.desk.redo()
        except Refused:
            return
        self.stage = self.tile.stage

    @rule(number=st.integers(0, 30), role=roles)
    def undo_anything(self, number: int, role: str) -> None:
        lines = self.desk.history(card="MC-1", limit=31)
        event = lines[min(number, len(lines) - 1)]
        if event.kind == "CardCreated":
            return
        if self.attempt(do.UndoEvent(of=event.event_id), PEOPLE[role]):
            assert event.kind not in ("FormSigned", "FormFrozen", "SignOffWithdrawn")
            self.stage = self.tile.stage

    # --- what always holds -------------------------------------------------------------------

    @precondition(lambda self: self.desk is not None)
    @invariant()
    def the_stage_is_one_that_was_reached(self) -> None:
        assert self.tile.stage == self.stage

    @precondition(lambda self: self.desk is not None)
    @invariant()
    def the_summary_is_what_the_records_say(self) -> None:
        with self.desk.store.read() as reader:
            card = reader.select(Card)[0]
            fresh = tile_of_card(Knowledge(reader, self.desk.today), card)
        assert self.desk.store.tiles() == (fresh,)

    @precondition(lambda self: self.desk is not None)
    @invariant()
    def no_number_is_given_twice_and_no_sign_off_is_lost(self) -> None:
        path = self.desk.store.path
        assert run_sql(
            path,
            "select number from revision group by number having count(distinct form_id) > 1",
        ) == []  # fmt: skip
        kept = run_sql(path, "select count(*) from sign_off where deleted = 0")[0][0]
        assert kept >= self.signed

    @precondition(lambda self: self.desk is not None)
    @invariant()
    def a_signed_form_is_what_was_signed(self) -> None:
        rows = run_sql(
            self.desk.store.path,
            "select count(*) from sign_off join revision on revision.id = sign_off.revision_id "
            "where sign_off.digest <> revision.digest",
        )
        assert rows == [(0,)]


CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def run(templates: Templates, examples: int, steps: int, phases=tuple(Phase)) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    made[:] = [templates]
    for stage in BEFORE_LOOPS:
        templates.path(stage)
    run_state_machine_as_test(
        Procedure,
        settings=settings(
            max_examples=examples, phases=phases, stateful_step_count=steps, deadline=None,
            suppress_health_check=CHECKS,
        ),
    )  # fmt: skip


def test_random_people_break_no_rule(templates):
    run(templates, 20, 12, phases=(Phase.generate,))


@pytest.mark.slow
def test_many_random_people_break_no_rule(templates):
    run(templates, 500, 50)
