"""Every gate counts the components that are due by then (decisions.md, 20)."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.asking import refusal
from tests.walk import Walker

ALL = {f"k3.{number:02d}": "yes" for number in range(1, 13)}


def set_status(desk, prefix: str, status: str) -> None:
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F5")
    rows = desk.form(form).content.rows["c1"]
    desk.execute_together(
        do.SetCell(form=form, field="c1", row=row.id, column="status", new=status)
        for row in rows
        if row.text("code").startswith(prefix)
    )


def build_without_components(desk) -> None:
    """Go from stage 10 to 11 and build; nothing of the LMS or the credential is done."""
    walker = Walker(desk)
    for prefix in ("LM", "CP"):
        set_status(desk, prefix, "not_started")
    walker.reexamine("aligned")
    walker.move("master_course")
    walker.build("first", "1")


@pytest.fixture
def built(at):
    """A card at stage 11, aligned and built; nothing of the LMS or the credential is done."""
    return at("reexamination", build_without_components)


def confirmed(desk) -> None:
    Walker(desk).fill("F8", {**ALL, "k1.place": "Tangerang", "k1.date": "2026-11-23", "k7": True})


def test_a_build_needs_the_components_of_the_lms(built):
    found = refusal(built, do.MoveCard(card="MC-1", to="confirmation")).findings
    assert [(f.code, f.role, f.params["n"]) for f in found] == [("components", "id", 9)]
    set_status(built, "LM", "in_review")
    built.execute(do.MoveCard(card="MC-1", to="confirmation"))


def test_what_is_missing_is_named_as_an_exception_or_not_confirmed(app, built):
    set_status(built, "LM", "accepted")
    Walker(built).move("confirmation")
    confirmed(built)
    found = refusal(built, do.FreezeForm(form="MC-1/F8")).findings
    assert {f.code for f in found} == {"missing_covered"}
    assert [f.params["component"].split()[0] for f in found] == ["CP1", "CP2", "CP4"]
    row = {"reason": "Late", "due": "2026-12-31"}
    rows = {"k4": [{"component": code, **row} for code in ("CP1", "cp2", "CP4")]}
    built.execute(do.FillForm(form="MC-1/F8", rows=rows))
    Walker(built).freeze("F8")


def test_the_gate_to_the_opening_counts_what_is_accepted(built):
    set_status(built, "LM", "accepted")
    set_status(built, "CP", "accepted")
    walker = Walker(built)
    walker.move("confirmation")
    walker.confirm()
    set_status(built, "LM1", "in_review")
    found = refusal(built, do.MoveCard(card="MC-1", to="opening")).findings
    assert [f.code for f in found] == ["components"]
    set_status(built, "LM1", "accepted")
    walker.move("opening")


def test_open_exceptions_block_the_completion(built):
    set_status(built, "LM", "accepted")
    set_status(built, "CP", "accepted")
    set_status(built, "CP1", "in_production")
    walker = Walker(built)
    walker.move("confirmation")
    row = {"component": "CP1", "reason": "Late", "due": "2026-12-31"}
    built.execute(do.FillForm(form="MC-1/F8", rows={"k4": [row]}))
    walker.confirm()
    walker.move("opening")
    walker.open_class()
    walker.fill("R14", {"lessons": "Begin early.", "review_date": walker.day(400)})
    walker.freeze("R14")
    walker.sign("R14", "ctl")
    found = refusal(built, do.CompleteCard(card="MC-1")).findings
    assert {f.code for f in found} == {"components", "condition"}
    set_status(built, "CP1", "accepted")
    found = refusal(built, do.CompleteCard(card="MC-1")).findings
    assert [f.code for f in found] == ["condition"]
    built.execute(do.SetCell(form="MC-1/F8", field="k4", row="1", column="closed",
                             new="2026-11-23"))  # fmt: skip
    built.execute(do.CompleteCard(card="MC-1"))


def taken_over(desk, stage: str):
    desk.execute(do.TakeOverCard(title_en="Old", programme="LAW", stage=stage, code="MC-9",
                                 since="2026-10-01", lead="SME-03", designer="ID-02"))  # fmt: skip
    desk.execute(do.JoinTeam(card="MC-9", person="GD-01", role="gd"))


def gate(desk, way: str):
    return next(found for found in desk.outline("MC-9").ways if found.id == way)


@pytest.mark.parametrize(("stage", "way"), [("development", "hand-in"), ("master_course", "built"),
                                            ("confirmation", "close-build")])  # fmt: skip
def test_a_gate_cannot_count_components_that_nobody_listed(desk, card, stage, way):
    taken_over(desk, stage)
    found = {f.code: f for f in gate(desk, way).findings}
    assert found["no_list"].level == "block"
    assert "No components are listed" in found["no_list"].sentence()
    assert (found["no_list"].form, found["no_list"].path) == ("F5", "c1")
    tile = next(tile for tile in desk.board().tiles if tile.code == "MC-9")
    assert not tile.ready_for


def test_a_card_taken_over_in_development_lists_its_components_and_goes_on(desk, card):
    taken_over(desk, "development")
    desk.execute(do.OpenForm(card="MC-9", form="F5"))
    form = next(line.form_id for line in desk.outline("MC-9").forms if line.kind == "F5")
    desk.execute_together(
        do.SetCell(form=form, field="c1", row=row.id, column="status", new="in_review")
        for row in desk.form(form).content.rows["c1"]
    )
    desk.execute(do.MoveCard(card="MC-9", to="reexamination"))


def test_what_was_confirmed_before_the_take_over_needs_no_list(desk, card):
    taken_over(desk, "opening")
    way = gate(desk, "open-class")
    assert "no_list" not in {f.code for f in way.findings}
    assert "Components: before MC Desk" in [f.sentence() for f in way.met]


def test_a_card_sent_back_meets_the_gates_of_old_anew(desk, card):
    taken_over(desk, "opening")
    desk.execute(do.MoveCard(card="MC-9", to="design", reason="Rework"))
    assert "not_frozen" in {f.code for f in gate(desk, "sign-design").findings}


@pytest.mark.parametrize(
    ("said", "flipped", "to"),
    [("not_aligned", "aligned", "confirmation"), ("aligned", "not_aligned", "reexamination")],
)
def test_a_verdict_that_nobody_signed_opens_no_way(at, said, flipped, to):
    """Changed while the card is built, the re-examination is void (domain.md, a: aligned)."""
    desk = at("reexamination")
    walker = Walker(desk)
    walker.reexamine(said)
    walker.move("master_course")
    set_status(desk, "", "accepted")
    walker.build("first", "1")
    desk.execute(do.ChangeForm(form="MC-1/R10", reason="It reads otherwise."))
    desk.execute(do.SetValue(form="MC-1/R10", path="verdict", new=flipped))
    found = refusal(desk, do.MoveCard(card="MC-1", to=to)).findings
    assert [f.code for f in found] == ["void"]


def test_the_history_says_which_component_changed(built):
    set_status(built, "LM", "in_review")
    changes = [change for line in built.history("MC-1", limit=4) for change in line.changes]
    told = {change.label.en for change in changes}
    assert len(told) == len(changes) > 1
    assert all(name.startswith("Components, LM") and name.endswith(", Status") for name in told)


def test_the_name_of_a_component_is_said_once_in_each_language(built):
    set_status(built, "LM9", "in_review")
    (change,) = built.history("MC-1", limit=1)[0].changes
    assert change.label.en == "Components, LM9 Backup file, Status"
    assert change.label.id.startswith("Komponen, LM9 Berkas cadangan, ")


def test_missing_components_are_named_in_one_language_and_apart_from_their_own_commas(at):
    desk = at("development")
    refused = refusal(desk, do.MoveCard(card="MC-1", to="reexamination"))
    findings = {f.code: f for f in refused.findings}
    english = findings["components"].sentence("en")
    indonesian = findings["components"].sentence("id")
    assert "E-book, 1 Law of transactions; " in english
    assert "Buku elektronik, 1 Law of transactions; " in indonesian
    assert " / " not in english + indonesian
