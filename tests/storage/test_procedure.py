"""The whole procedure on a real workspace: gates, loops, exceptions, take-over."""

from __future__ import annotations

import pytest

from mcdesk.application.surroundings import surroundings_of
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.inspect import computed_content
from tests.asking import refusal
from tests.walk import Walker, create


def where(desk, code="MC-1"):
    tile = desk.outline(code).tile
    return tile.stage, tile.status, tile.round, tile.loop


def test_a_card_goes_from_1_to_14_and_is_complete(app, desk, card):
    walker = Walker(desk)
    walker.to("completion")
    assert where(desk) == ("completion", "active", 1, 1)
    walker.complete()
    assert where(desk) == ("completion", "completed", 1, 1)
    assert app.check(desk.store.path) == ()


def test_an_unmet_gate_names_what_is_missing_and_who_owes_it(desk, card):
    refused = refusal(desk, do.MoveCard(card="MC-1", to="2"))
    assert refused.code == "gate_not_met"
    assert ("R1", "topic", "hsp") in {(f.form, f.path, f.role) for f in refused.findings}
    assert where(desk)[0] == "assignment"


def test_a_stage_cannot_be_skipped(desk, card):
    assert refusal(desk, do.MoveCard(card="MC-1", to="7")).code == "no_way"


def test_not_aligned_goes_to_rework_and_back_in_the_next_loop(at):
    desk = at("reexamination")
    walker = Walker(desk)
    walker.reexamine("not_aligned")
    assert refusal(desk, do.MoveCard(card="MC-1", to="12"))
    walker.move("master_course")
    walker.build("first", "1")
    assert refusal(desk, do.MoveCard(card="MC-1", to="12"))
    walker.hand_in()
    walker.move("reexamination")
    assert where(desk) == ("reexamination", "active", 1, 2)
    assert desk.outline("MC-1").sent_back is None
    assert desk.outline("MC-1").next.target == "master_course"
    walker.reexamine("aligned")
    outline = desk.outline("MC-1")
    assert (outline.next.target, outline.tile.ready_for) == ("confirmation", "confirmation")
    assert [way.target for way in outline.beside] == ["master_course"]
    told = {(f.kind, f.loop): (f.earlier, desk.form(f.form_id).header.earlier)
            for f in desk.page("MC-1").all_forms if f.kind in ("R10", "R11")}  # fmt: skip
    assert told == {("R10", 1): ("loop", "loop"), ("R11", 1): ("loop", "loop"),
                    ("R10", 2): ("", "")}  # fmt: skip
    walker.move("confirmation")
    assert where(desk) == ("confirmation", "active", 1, 2)


def test_not_aligned_at_13_begins_round_2_with_the_design_carried_over(at):
    desk = at("opening")
    walker = Walker(desk)
    assert refusal(desk, do.MoveCard(card="MC-1", to="8")).findings[0].code == "reason"
    walker.move("design", "two outcomes are not met")
    assert where(desk) == ("design", "active", 2, 1)
    forms = {line.kind: line for line in desk.outline("MC-1").forms}
    assert (forms["F7"].round, forms["F7"].status) == (2, "draft")
    assert desk.form(forms["F7"].form_id).content.text("d3") == "Aligned by table."
    assert "F8" not in forms


def test_12_goes_back_to_8_and_to_10_without_a_complete_f8(at):
    desk = at("confirmation")
    walker = Walker(desk)
    walker.move("reexamination", "a link is dead")
    assert where(desk) == ("reexamination", "active", 1, 2)
    walker.reexamine("aligned")
    walker.move("confirmation")
    walker.move("design", "not aligned after all")
    assert where(desk) == ("design", "active", 2, 1)


def test_what_is_frozen_and_unsigned_is_named_before_it_is_a_draft_again(at):
    desk = at("timeline")
    desk.execute(do.PlanTimeline(form="MC-1/F3"))
    Walker(desk).freeze("F3")
    kinds = {line.kind: line.signed for line in desk.fallen("MC-1", "proposal")}
    assert kinds == {"F2": 3, "F3": 0}
    desk.execute(do.MoveCard(card="MC-1", to="proposal", reason="x"))
    drafts = {line.kind for line in desk.outline("MC-1").forms if line.status == "draft"}
    assert drafts >= kinds.keys()


def test_any_earlier_stage_can_be_gone_back_to_and_the_sign_offs_fall(at):
    desk = at("components")
    walker = Walker(desk)
    fallen = {line.kind for line in desk.fallen("MC-1", "proposal")}
    assert fallen == {"F2", "F3", "F4"}
    walker.move("proposal", "the outcomes change")
    status = {line.kind: line.status for line in desk.outline("MC-1").forms}
    assert status["F2"] == "draft"
    assert refusal(desk, do.MoveCard(card="MC-1", to="4"))
    walker.freeze("F2")
    walker.sign("F2", "sme", "hsp", "dean")
    walker.move("timeline")


def test_why_a_card_was_sent_back_stands_until_it_is_where_it_came_from(app, at):
    desk = at("timeline")
    walker = Walker(desk)
    assert desk.outline("MC-1").sent_back is None
    walker.move("discussion", "  the topic changes\n")
    sent = desk.outline("MC-1").sent_back
    assert (sent.who, sent.on, sent.reason) == (
        "CTL-01", desk.today.isoformat(), "the topic changes")  # fmt: skip
    assert sent.stage.en.startswith("4 ")
    tile = desk.board().tiles[0]
    assert (tile.back_from, tile.back_reason) == ("timeline", "the topic changes")
    walker.discussion()
    assert desk.outline("MC-1").sent_back == sent
    walker.freeze("F2")
    walker.sign("F2", "sme", "hsp", "dean")
    walker.move("timeline")
    assert desk.outline("MC-1").sent_back is None
    assert desk.board().tiles[0].back_from == ""
    desk.undo()
    assert desk.outline("MC-1").sent_back == sent
    assert app.check(desk.store.path) == ()


def test_a_card_sent_back_by_mistake_says_nothing_once_that_is_undone(at):
    desk = at("proposal")
    walker = Walker(desk)
    walker.move("assignment", "a slip")
    desk.undo()
    assert desk.outline("MC-1").sent_back is None


def test_a_sign_off_never_moves_a_card_it_makes_it_ready(desk, card):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    walker.sign("R1", "hsp", "sme:accept")
    tile = desk.outline("MC-1").tile
    assert (tile.stage, tile.ready_for) == ("assignment", "discussion")


def test_an_exception_leaves_a_debt_that_blocks_completion(desk, card):
    command = do.MoveCardByException(
        card="MC-1", to="2", reason="the letter is late", instructed_by="Vice-Rector",
        owed="signed letter", owed_by="HSP-LAW", until="2026-12-15",
    )  # fmt: skip
    desk.execute(command)
    outline = desk.outline("MC-1")
    assert (outline.stage.id, outline.tile.debts) == ("discussion", 1)
    assert outline.debts[0].owed == "signed letter"
    desk.execute(do.PayDebt(debt=outline.debts[0].id, note="came by mail"))
    assert desk.outline("MC-1").tile.debts == 0


def test_an_exception_is_refused_where_the_gate_is_met(desk, card):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    walker.sign("R1", "hsp", "sme:accept")
    refused = refusal(
        desk,
        do.MoveCardByException(card="MC-1", to="2", reason="r", instructed_by="i", owed="o",
                               owed_by="SME-03", until="2026-12-15"),
    )  # fmt: skip
    assert refused.code == "not_needed"


def test_only_the_lead_grants_exceptions_and_only_ctl_moves(app, desk, card):
    command = do.MoveCardByException(card="MC-1", to="2", reason="r", instructed_by="i", owed="o",
                                     owed_by="SME-03", until="2026-12-15")  # fmt: skip
    with app.acting_as(desk, "SME-03"):
        assert refusal(desk, command).code == "no_right"
        codes = {f.code for f in refusal(desk, do.MoveCard(card="MC-1", to="2")).findings}
        assert "not_yours" in codes


def test_a_take_over_enters_at_its_stage_and_earlier_gates_count_as_met(desk, card):
    desk.execute(
        do.TakeOverCard(
            title_en="Village Tourism", programme="LAW", stage="7", since="2026-10-01",
            code="MC-9", lead="SME-03", designer="ID-02",
            forms=[{"form": "F2", "number": "12/2026", "date": "2026-05-01",
                    "signed_by": "Dean", "state": "before"},
                   {"form": "F3", "state": "missing", "note": "not found"}],
            essentials={"outcomes": ["Read a village's assets"], "modules": ["Assets"],
                        "hours": "27", "weeks": "4"},
        )
    )  # fmt: skip
    outline = desk.outline("MC-9")
    assert outline.stage.number == 7
    assert outline.tile.stage_since == "2026-10-01"
    states = {line.kind: line.status for line in outline.forms}
    assert (states["F2"], states["F3"]) == ("before", "missing")
    walker = Walker(desk, "MC-9")
    items = {f"a2.{number:02d}": "yes" for number in range(1, 29)}
    walker.fill("F6", {**items, "a4": "2026-12-01"})
    walker.freeze("F6")
    walker.sign("F6", "ctl:verify", "hsp", "dean")
    walker.move("design")
    form = next(line for line in desk.outline("MC-9").forms if line.kind == "F7")
    view = desk.form(form.form_id)
    rows = view.content.rows
    assert [row.text("statement") for row in rows["d5"]] == ["Read a village's assets"]
    made = computed_content(view.definition, view.content, surroundings_of(view))
    assert made.text("d2.title") == "Village Tourism"  # what the editor works out, too


@pytest.fixture
def taken(desk, card):
    """A card that was taken over at the design without any essentials; its design document."""
    desk.execute(do.TakeOverCard(title_en="Village Tourism", programme="LAW", stage="design",
                                 since="2026-10-01", code="MC-9",
                                 forms=[{"form": "F2", "state": "missing"}]))  # fmt: skip
    return next(line.form_id for line in desk.outline("MC-9").forms if line.kind == "F7")


def details(desk, form):
    """Return what a design document says of its course, and what of that is missed."""
    view = desk.form(form)
    made = computed_content(view.definition, view.content, surroundings_of(view))
    told = {path[3:]: made.text(path) for path in made.values if path.startswith("d2.")}
    missed = {each.path[3:] for each in view.missing if each.code == "details_known"}
    return {key: text for key, text in told.items() if text}, missed


def test_what_a_card_taken_over_knows_stands_for_its_proposal(desk, taken):
    told, missed = details(desk, taken)
    assert told == {"title": "Village Tourism"}
    assert missed == {"title_id", "hours", "weeks", "mode", "language", "kkni"}


def test_each_detail_that_is_known_nowhere_is_named(desk, taken):
    found = [each for each in desk.form(taken).missing if each.code == "details_known"]
    said = [each.sentence("id").split(" tidak tercantum")[0] for each in found]
    assert said == ["“Judul (Indonesia)”", "“Beban belajar”", "“Durasi”", "“Moda dan irama”",
                    "“Bahasa”", "“Jenjang KKNI”"]  # fmt: skip
    assert desk.form(taken).from_essentials == "F2"


def test_the_end_of_a_stage_that_no_timeline_plans_is_its_usual_one(desk, taken):
    assert desk.outline("MC-9").is_usual_end
    walker = Walker(desk)
    walker.to("baseline")
    assert not desk.outline("MC-1").is_usual_end


def test_essentials_can_be_completed_later(desk, taken):
    desk.execute(do.ChangeCard(card="MC-9", title_id="Wisata Desa", essentials={
        "hours": 45, "weeks": 6, "mode": "online", "pace": "cohort",
        "language": ["indonesian", "english"], "kkni": "6"}))  # fmt: skip
    told, missed = details(desk, taken)
    assert missed == set()
    assert (told["hours"], told["sks"], told["weeks"]) == ("45", "1.00", "6")
    assert told["mode"].startswith("Online self-study")
    assert told["kkni"].startswith("6 (S1")
    assert "English" in told["language"]
    desk.execute(do.ChangeCard(card="MC-9", essentials={"weeks": None}))
    assert "weeks" in details(desk, taken)[1]
    assert desk.page("MC-9").essentials["hours"] == 45


def test_outcomes_that_are_completed_later_are_taken_over_into_the_design(desk, taken):
    with pytest.raises(Refused, match="enter it in the essentials of the take-over"):
        desk.execute(do.FreezeForm(form=taken))
    with pytest.raises(Refused, match="no usual rows"):
        desk.execute(do.FillUsualRows(form=taken, field="d5"))
    desk.execute(do.ChangeCard(card="MC-9", essentials={"outcomes": ["Read a map", "Guide"]}))
    desk.execute(do.FillUsualRows(form=taken, field="d5"))
    rows = desk.form(taken).content.rows["d5"]
    assert [row.text("statement") for row in rows] == ["Read a map", "Guide"]


def test_facts_of_an_outside_proposal_stand_before_the_essentials(desk, taken):
    desk.execute(do.ChangeCard(card="MC-9", essentials={"weeks": 6}))
    desk.execute(do.RecordExternal(card="MC-9", form="F2", number="12", date="2026-05-01",
                                   signed_by="Dean", facts={"p30": "8"}))  # fmt: skip
    told, _missed = details(desk, taken)
    assert (told["title"], told["weeks"]) == ("Village Tourism", "8")


def test_a_take_over_needs_a_true_date(desk, card):
    command = do.TakeOverCard(title_en="X", programme="LAW", stage="3", since="2026-02-30")
    assert refusal(desk, command).code == "no_date"
    command = do.TakeOverCard(title_en="X", programme="LAW", stage="3", since="2027-01-01")
    assert refusal(desk, command).code == "future"


@pytest.mark.parametrize(
    ("first", "status", "back"),
    [
        (do.HoldCard(card="MC-1", reason="leave"), "on_hold", do.ResumeCard(card="MC-1")),
        (do.HaltCard(card="MC-1", reason="no agreement"), "halted", do.ResumeCard(card="MC-1")),
        (do.CancelCard(card="MC-1", reason="no demand"), "cancelled",
         do.ReopenCard(card="MC-1", reason="demand again")),
    ],
)  # fmt: skip
def test_a_resting_card_does_not_move_and_comes_back(desk, card, first, status, back):
    desk.execute(first)
    assert where(desk)[1] == status
    codes = [f.code for f in refusal(desk, do.MoveCard(card="MC-1", to="2")).findings]
    assert status in codes
    desk.execute(back)
    assert where(desk) == ("assignment", "active", 1, 1)


def test_a_completed_card_takes_corrections_and_begets_revisions(at):
    desk = at("completion")
    walker = Walker(desk)
    walker.complete()
    desk.execute(
        do.RecordCorrection(
            card="MC-1", what="video 2 replaced", why="old figure", agreed_by="SME-03"
        )
    )
    desk.execute(do.StartRevision(card="MC-1", stage="3", reason="new law", code="MC-2"))
    tile = desk.outline("MC-2").tile
    assert (tile.stage, tile.title_en) == ("proposal", desk.outline("MC-1").tile.title_en)
    form = next(line for line in desk.outline("MC-2").forms if line.kind == "F2")
    assert desk.form(form.form_id).content.text("p47") == "Catalogue text"
    assert (desk.page("MC-2").revision_of, desk.page("MC-2").revised_by) == ("MC-1", ())
    assert (desk.page("MC-1").revision_of, desk.page("MC-1").revised_by) == ("", ("MC-2",))


@pytest.mark.parametrize("key", ["contacts", "legal_basis", "university"])
def test_a_setting_that_stands_on_every_print_is_no_book(desk, key):
    with pytest.raises(Refused, match="at most 2000 letters; these are 2001"):
        desk.execute(do.SetSetting(key=key, value="x" * 2_001))
    desk.execute(do.SetSetting(key=key, value="x" * (200 if key == "university" else 2_000)))


def test_a_revision_begins_with_what_lasts_and_nothing_of_the_work_that_is_over(desk, card):
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh", "number": "041/ST/2026",
                       "opening": walker.day(90), "load": "Two hours"})  # fmt: skip
    walker.to("completion")
    walker.complete()
    desk.execute(do.StartRevision(card="MC-1", stage="design", reason="new law", code="MC-2"))
    forms = {line.kind: desk.form(line.form_id).content for line in desk.outline("MC-2").forms}
    letter = forms["R1"]
    assert (letter.text("topic"), letter.text("load")) == ("Digital contract law", "Two hours")
    assert (letter.text("number"), letter.text("opening")) == ("", "")
    assert letter.text("date") == desk.today.isoformat()
    assert [row.cells["card"] for row in letter.rows["assignees"]] == ["MC-2"]
    proposal, before = forms["F2"], desk.form(form_of(desk, "MC-1", "F2")).content
    assert proposal.text("p47") == "Catalogue text"
    assert [row.cells for row in proposal.table("p20")] == [
        {key: cell for key, cell in row.cells.items() if key != "dudi"}
        for row in before.table("p20")
    ]
    assert (proposal.text("p48"), proposal.value("p45.statement")) == ("", None)
    assert not any(path.startswith("a2.") for path in forms["F6"].values)
    parts, made = forms["F5"].table("c1"), desk.form(form_of(desk, "MC-1", "F5")).content
    assert [row.cells["code"] for row in parts] == [row.cells["code"] for row in made.table("c1")]
    assert not any(row.cells.get("due") or row.cells.get("status") == "accepted" for row in parts)


def form_of(desk, card: str, kind: str) -> str:
    return next(line.form_id for line in desk.outline(card).forms if line.kind == kind)


def test_an_idea_becomes_a_card(desk, card):
    desk.execute(do.NoteIdea(title="Podcasting", from_whom="a lecturer", id="idea"))
    assert [idea.title for idea in desk.ideas()] == ["Podcasting"]
    desk.execute(do.CreateCard(title_en="Podcasting", programme="LAW", idea="idea"))
    assert desk.ideas() == ()


def test_one_letter_covers_several_cards(desk, card):
    create(desk, "MC-2")
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    walker.sign("R1", "hsp", "sme:accept")
    assert desk.outline("MC-2").tile.ready_for == "discussion"
    form = desk.outline("MC-2").forms[0].form_id
    assert len(desk.sheet(form, "frozen").covers) == 2


def test_acknowledgement_counts_as_given_after_the_window(app, at):
    desk = at("components")
    walker = Walker(desk)
    walker.freeze("F5")
    walker.sign("F5", "sme:acknowledge")
    assert refusal(desk, do.MoveCard(card="MC-1", to="7"))
    from datetime import timedelta

    with desk.at(desk.today + timedelta(days=7)):
        way = desk.outline("MC-1").next
        assert {finding.code for finding in way.findings} == {"deemed"}
        form = next(each for each in desk.outline("MC-1").forms if each.kind == "F5")
        silent = [line for line in desk.form(form.form_id).signatures if line.deemed_on]
        assert {line.role for line in silent} == {finding.role for finding in way.findings}
        assert {line.deemed_on for line in silent} == {way.findings[0].params["on"]}
        walker.move("approval")
    assert where(desk)[0] == "approval"


def test_must_items_and_open_conditions_hold_the_card(at):
    desk = at("approval")
    walker = Walker(desk)
    items = {f"a2.{number:02d}": "yes" for number in range(1, 29)}
    items |= {"a2.01": "no", "a2.01.note": "no evidence"}
    walker.fill("F6", {**items, "a4": walker.day(7)},
                a3=[{"condition": "bring evidence", "owner": "SME-03", "due": walker.day(9)}])  # fmt: skip  # noqa: E501
    walker.freeze("F6")
    walker.sign("F6", "ctl:verify", "hsp", "dean")
    walker.supply_late_fields()
    codes = [f.code for f in refusal(desk, do.MoveCard(card="MC-1", to="8")).findings]
    assert codes == ["must_item"]


def test_bulk_advance_keeps_the_failing_ones_apart(desk, card):
    create(desk, "MC-2")
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    walker.sign("R1", "hsp", "sme:accept")
    commands = [(code, do.MoveCard(card=code, to="2")) for code in ("MC-2", "MC-1")]
    outcomes, changes = desk.execute_each(commands)
    assert [outcome.is_done for outcome in outcomes] == [False, True]
    assert len(changes.events) == 1
    assert (where(desk, "MC-1")[0], where(desk, "MC-2")[0]) == ("discussion", "assignment")
