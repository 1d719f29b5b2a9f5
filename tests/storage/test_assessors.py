"""Several assessors: a sheet for each, all of them signed before stage 13 (domain.md, F9)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from mcdesk.application.surroundings import surroundings_of
from mcdesk.application.views import Changes
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import day_after
from mcdesk.procedure.inspect import computed_content
from mcdesk.procedure.records import Person
from mcdesk.reports.form import print_form
from mcdesk.reports.to_seal import print_to_seal
from mcdesk.ui.forms.inspector import Inspector
from mcdesk.ui.forms.sign_against import against_words
from mcdesk.ui.jobs import ensure_form, form_of, own_sheet
from tests.storage.conftest import come_to_confirmation, judge
from tests.walk import Walker

SCORES = {
    f"e3.{group}{n}": "4" for group, count in (("A", 10), ("D", 6)) for n in range(1, count + 1)
}
POOR = {f"e3.{group}{n}": "2" for group, count in (("B", 5), ("C", 6)) for n in range(1, count + 1)}
GOOD = {"report": "Judged.", "result": "eligible"}


def let_two_assess(desk) -> None:
    walker = Walker(desk)
    desk.execute(do.AddPerson(name="REV-02", roles=["rev"]))
    desk.execute(do.JoinTeam(card="MC-1", person="REV-02", role="rev"))
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F5")
    desk.execute_together(
        do.SetCell(form=form, field="c1", row=row.id, column="status", new="accepted")
        for row in desk.form(form).content.rows["c1"]
    )
    walker.confirm()
    desk.execute(do.ChangeForm(form="MC-1/F9", reason="r"))
    walker.fill("F9", {"e1.kind": "content", **SCORES})


@pytest.fixture
def judged(at):
    """A card at stage 12 whose completeness is confirmed; one of two assessors has signed."""
    return at("reexamination", come_to_confirmation, let_two_assess)


@pytest.fixture
def undecided(at):
    """A card at stage 12 whose assessment is signed by the assessor; CTL has said no result."""
    return at("reexamination", come_to_confirmation, judge)


def set_result(desk, who: str, result: str) -> None:
    with desk.store.read() as reader:
        (person,) = reader.select(Person, name=who)
    before = desk.person_id
    desk.use_person(person.id)
    try:
        desk.execute(do.SetValue(form="MC-1/F9", path="result", new=result))
    finally:
        desk.use_person(before)


def test_the_result_is_the_word_of_ctl(undecided):
    """It stands outside what the assessor signed, and is nobody else's (decisions.md, 17)."""
    for result in ("eligible", "not_eligible"):
        with pytest.raises(Refused, match="supplied by CTL") as caught:
            set_result(undecided, "SME-03", result)
        assert caught.value.code == "not_theirs"
        set_result(undecided, "CTL-01", "not_eligible")
    form = next(line.form_id for line in undecided.outline("MC-1").forms if line.kind == "F9")
    assert undecided.form(form).content.value("result") == "not_eligible"
    assert undecided.form(form).open_paths == ("result",)
    with undecided.store.read() as reader:
        (lecturer,) = reader.select(Person, name="SME-03")
    undecided.use_person(lecturer.id)
    assert undecided.form(form).open_paths == (), "the field is shut for whom it is not asked of"


def sheets(desk) -> list:
    lines = [line for line in desk.page("MC-1").all_forms if line.kind == "F9"]
    return [desk.form(line.form_id) for line in lines]


def name_of(view) -> str:
    names = {person.id: person.name for person in view.persons}
    return names[view.content.text("e1")]


def begin_second(desk, **scores: str | None) -> Walker:
    desk.execute(do.OpenForm(card="MC-1", form="F9", scope="2"))
    walker = Walker(desk)
    walker.fill("F9", {"e1.kind": "media", **GOOD, **scores})
    return walker


def sign_first(desk) -> None:
    walker = Walker(desk)
    walker.freeze("F9")
    walker.sign("F9", "rev", "ctl")


def test_a_second_sheet_is_the_next_assessor_s_and_begins_empty(judged):
    sign_first(judged)
    judged.execute(do.OpenForm(card="MC-1", form="F9", scope="2"))
    first, second = sheets(judged)
    assert (name_of(first), name_of(second)) == ("REV-01", "REV-02")
    assert (first.header.scope, second.header.scope) == ("1", "2")
    assert not second.content.text("report")


def test_stage_13_waits_for_the_sheets_of_all_assessors(judged):
    begin_second(judged)
    sign_second = Walker(judged)
    sign_second.freeze("F9")
    judged.execute(
        do.SignForm(form="MC-1/F9", role="rev", person="REV-02", medium="paper", scan_owed=True)
    )
    sign_second.sign("F9", "ctl")
    with pytest.raises(Refused) as caught:
        sign_second.move("opening")
    assert [finding.code for finding in caught.value.findings] == ["sheet"]
    assert "sheet 1" in caught.value.findings[0].sentence().lower()
    judged.execute(do.FreezeForm(form="MC-1/F9:1.1"))
    for role, person in (("rev", "REV-01"), ("ctl", "CTL-01")):
        judged.execute(
            do.SignForm(
                form="MC-1/F9:1.1", role=role, person=person, medium="paper", scan_owed=True
            )
        )
    sign_second.move("opening")


def test_scores_are_averaged_and_a_wide_gap_is_flagged(judged):
    begin_second(judged, **POOR)
    view = sheets(judged)[-1]
    assert view.computed.text("e4.total") == "50"
    assert view.computed.text("e4.average") == "75"
    assert view.computed.text("e5") == (
        "Not eligible (★ below 3 on this sheet: C6; by the average of 2 sheets) / "
        "Tidak layak (★ di bawah 3 pada lembar ini: C6; menurut rata-rata 2 lembar)"
    )
    first = sheets(judged)[0].computed.text("e5")
    assert first.startswith("Not eligible (★ below 3 on another sheet: C6;")
    assert {"gap", "low_listed", "critical"} <= {finding.code for finding in view.missing}
    assert "both_kinds" not in {finding.code for finding in view.missing}


def test_assessors_who_differ_are_told_of_until_the_result_is_said_and_on_paper(judged):
    """Freezing closes the scores, and not that somebody has to talk about them."""
    begin_second(judged, **POOR)
    walker = Walker(judged)
    judged.execute(do.SetValue(form="MC-1/F9", path="result", new=None))
    walker.freeze("F9")
    judged.execute(
        do.SignForm(form="MC-1/F9", role="rev", person="REV-02", medium="paper", scan_owed=True)
    )
    shown = sheets(judged)[-1]
    words = "The reviewers are 50 points apart, more than 20: talk about it before the result."
    assert words in against_words(shown, judged.info(), "ctl").splitlines()
    assert words not in against_words(shown, judged.info(), "hsp")
    assert words in still_said(shown)
    out = BytesIO()
    print_form(judged.sheet(shown.form_id, "frozen"), out)
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
    assert words in said
    assert "Selisih antarpenilai 50 poin" in said
    assert said.index("Status as of") < said.index(words)
    bytes_, _spots = print_to_seal(judged.sheet(shown.form_id, "frozen"))
    assert "points apart" not in " ".join(
        page.extract_text() for page in PdfReader(BytesIO(bytes_)).pages
    ), "another sheet may change it"
    record_result(judged, "2", result="not_eligible", result_note="Much is missing.")
    assert words not in still_said(sheets(judged)[-1])


def still_said(view) -> list[str]:
    """Return what the editor says of an open form."""
    stub = SimpleNamespace(session=SimpleNamespace(view=view), _is_open=lambda path: False)
    return [each.sentence() for each in Inspector._still_said(stub, view.missing)]


def test_material_is_seen_in_several_sessions(judged):
    rows = [{"date": "2026-03-02"}, {"date": "2126-03-02", "components": ["XX9"]}]
    judged.execute(do.FillForm(form="MC-1/F9", rows={"sessions": rows}))
    view = sheets(judged)[-1]
    assert {row.text("seen") for row in view.computed.rows["e2"]} == {"2026-03-02"}
    assert {"seen_known", "seen_not_future"} <= {finding.code for finding in view.missing}


def waiting(desk) -> set[str]:
    """Return who the card waits for, by role, or by name where one is meant."""
    names = {person.id: person.name for person in desk.info().persons}
    words = desk.outline("MC-1").tile.waits_for.split()
    return {names.get(word.partition(":")[2], word) for word in words}


def end_second(desk) -> None:
    """End the duty of the second assessor."""
    team = desk.page("MC-1").team
    member = next(line.id for line in team if line.person == "REV-02")
    desk.execute(do.LeaveTeam(member=member, until=desk.today.isoformat()))


def sign_sheet(desk, sheet: str, person: str) -> None:
    desk.execute(do.FreezeForm(form=f"MC-1/F9:1.{sheet}"))
    desk.execute(
        do.SignForm(
            form=f"MC-1/F9:1.{sheet}", role="rev", person=person, medium="paper", scan_owed=True
        )
    )


def record_result(desk, sheet: str, **values: str) -> None:
    """Record the result on a sheet as CTL does, behind the assessor's signature."""
    form = f"MC-1/F9:1.{sheet}"
    for path, value in values.items():
        desk.execute(do.SetValue(form=form, path=path.replace("_", "."), new=value))
    desk.execute(
        do.SignForm(form=form, role="ctl", person="CTL-01", medium="paper", scan_owed=True)
    )


def test_an_assessor_who_is_named_owes_a_sheet_of_the_own(judged):
    sign_first(judged)
    assert waiting(judged) == {"REV-02"}
    with pytest.raises(Refused) as caught:
        Walker(judged).move("opening")
    assert [finding.code for finding in caught.value.findings] == ["no_own_sheet"]
    assert "REV-02" in caught.value.findings[0].sentence()


def test_who_ended_the_duty_owes_no_sheet(judged):
    sign_first(judged)
    end_second(judged)
    Walker(judged).move("opening")


def test_on_the_last_day_of_the_duty_no_sheet_is_owed_any_more(judged):
    sign_first(judged)
    member = next(line.id for line in judged.page("MC-1").team if line.person == "REV-02")
    judged.execute(do.LeaveTeam(member=member, until=day_after(judged.today.isoformat())))
    assert waiting(judged) == set()
    Walker(judged).move("opening")


def test_the_card_waits_for_each_assessor_by_name_then_for_ctl(judged):
    begin_second(judged)
    assert waiting(judged) == {"REV-01", "REV-02"}
    sign_sheet(judged, "1", "REV-01")
    assert waiting(judged) == {"ctl", "REV-02"}
    sign_sheet(judged, "2", "REV-02")
    assert waiting(judged) == {"ctl"}


def test_an_assessor_signs_the_own_sheet_only(judged):
    begin_second(judged)
    with pytest.raises(Refused) as caught:
        sign_sheet(judged, "2", "REV-01")
    assert caught.value.code == "not_your_sheet"
    lines = sheets(judged)[-1].signatures
    assert [line.person for line in lines if line.role == "rev"] == ["REV-02"]


def test_ctl_records_the_result_once_the_assessor_has_signed(judged):
    walker = Walker(judged)
    walker.fill("F9", {"e1.kind": "both", "result": None, **SCORES})
    end_second(judged)
    sign_sheet(judged, "1", "REV-01")
    with pytest.raises(Refused) as caught:
        walker.move("opening")
    assert ("value", "ctl") in {(f.code, f.role) for f in caught.value.findings}
    record_result(judged, "1", result="eligible")
    view = sheets(judged)[-1]
    printed = judged.sheet(view.form_id, "frozen")
    assert view.status == "signed"
    assert (printed.stated, printed.content.text("result")) == (("result",), "eligible")
    assert (printed.late, printed.living.text("result")) == ((), "")
    walker.move("opening")


def test_a_result_over_a_poor_critical_item_is_held_up_whenever_it_is_recorded(judged):
    walker = Walker(judged)
    walker.fill("F9", {"e1.kind": "both", "result": None, **SCORES, "e3.A1": "2",
                       "e3.A1.note": "Off the mark"})  # fmt: skip
    end_second(judged)
    sign_sheet(judged, "1", "REV-01")
    with pytest.raises(Refused) as caught:
        record_result(judged, "1", result="eligible")
    assert [finding.code for finding in caught.value.findings] == ["critical"]
    with pytest.raises(Refused) as caught:
        walker.move("opening")
    assert "critical" in {finding.code for finding in caught.value.findings}
    record_result(judged, "1", result="not_eligible", result_note="A1")
    walker.move("opening")


def test_assessors_who_disagree_are_named_once_at_the_gate_and_hold_nothing_up(judged):
    low = {f"e3.{item}": "2" for item in ("B1", "B2", "B3", "B4", "B5")}
    begin_second(judged, **low, **{f"{path}.note": "Blurred" for path in low})
    for sheet, person in (("1", "REV-01"), ("2", "REV-02")):
        sign_sheet(judged, sheet, person)
        record_result(judged, sheet)
    way = next(way for way in judged.outline("MC-1").ways if way.target == "opening")
    gaps = [finding for finding in way.findings if finding.code == "gap"]
    assert [finding.level for finding in gaps] == ["warn"]
    assert gaps[0].sentence().startswith("Eligibility: The reviewers are 50 points apart")
    Walker(judged).move("opening")


def test_one_sheet_that_says_not_eligible_decides(judged):
    begin_second(judged)
    walker = Walker(judged)
    walker.freeze("F9")
    judged.execute(
        do.SignForm(form="MC-1/F9", role="rev", person="REV-02", medium="paper", scan_owed=True)
    )
    walker.sign("F9", "ctl")
    reason = {"result": "not_eligible", "result.note": "The keys are wrong."}
    judged.execute(do.FillForm(form="MC-1/F9:1.1", values=reason))
    sign_sheet(judged, "1", "REV-01")
    judged.execute(
        do.SignForm(form="MC-1/F9:1.1", role="ctl", person="CTL-01", medium="paper", scan_owed=True)
    )
    walker.move("opening")
    ways = {way.target: way for way in judged.outline("MC-1").ways}
    said = [f.sentence() for f in ways["completion"].findings if f.code == "value"]
    assert any("sheet 1" in words and "Not eligible" in words for words in said)
    assert not any("sheet 2" in words for words in said)


def test_going_back_to_10_lets_the_signatures_of_every_sheet_fall(judged):
    sign_first(judged)
    begin_second(judged).freeze("F9")
    judged.execute(
        do.SignForm(form="MC-1/F9", role="rev", person="REV-02", medium="paper", scan_owed=True)
    )
    Walker(judged).move("reexamination", "Once more")
    assert {view.status for view in sheets(judged)} == {"draft"}


# --- from the window to the sheet of one's own -------------------------------------------------


def as_person(desk, name: str) -> str:
    with desk.store.read() as reader:
        (person,) = reader.select(Person, name=name)
    desk.use_person(person.id)
    return person.id


def test_an_assessor_without_a_sheet_is_led_to_one_of_the_own(judged):
    """Of three assessors the last one begins; the finding of each leads to that person's sheet."""
    judged.execute(do.AddPerson(name="REV-03", roles=["rev"]))
    judged.execute(do.JoinTeam(card="MC-1", person="REV-03", role="rev"))
    sign_first(judged)
    ctl = judged.person_id
    card = judged.outline("MC-1").tile.id
    third = as_person(judged, "REV-03")
    changes, form = own_sheet(card, judged)
    assert changes.events
    assert judged.form(form).content.value("e1") == third
    assert own_sheet(card, judged) == (Changes(), form)
    judged.use_person(ctl)
    missing = {f.person: f for f in judged.outline("MC-1").next.findings if f.person}
    second = next(p.id for p in judged.directory().people if p.name == "REV-02")
    assert ensure_form(card, form_of(missing[third]), judged) == (Changes(), form)
    _changes, other = ensure_form(card, form_of(missing[second]), judged)
    assert other != form
    assert judged.form(other).content.value("e1") == second


def test_an_assessor_who_begins_another_sheet_begins_the_own(judged):
    judged.execute(do.AddPerson(name="REV-03", roles=["rev"]))
    judged.execute(do.JoinTeam(card="MC-1", person="REV-03", role="rev"))
    sign_first(judged)
    ctl, third = judged.person_id, as_person(judged, "REV-03")
    judged.execute(do.OpenForm(card="MC-1", form="F9", scope="2"))
    judged.use_person(ctl)
    assert sheets(judged)[-1].content.value("e1") == third
    judged.execute(do.OpenForm(card="MC-1", form="F9", scope="3"))
    assert name_of(sheets(judged)[-1]) == "REV-02"


def test_who_owes_no_sheet_is_led_to_none(judged):
    card = judged.outline("MC-1").tile.id
    assert own_sheet(card, judged) == (Changes(), "")


def test_what_an_assessor_wants_mended_is_closed_on_a_day_and_never_taken_out(judged):
    walker = Walker(judged)
    cells = {"item": "C2", "what": "The sound", "owner": "ID-02"}
    row = {"form": "MC-1/F9", "field": "e6", "row": "mend"}
    judged.execute(do.AddRow(form="MC-1/F9", field="e6", id="mend", cells=cells))
    judged.execute(do.SetValue(form="MC-1/F9", path="result", new="eligible"))
    walker.freeze("F9")
    walker.sign("F9", "rev", "ctl")

    def refused(command) -> list[str]:
        with pytest.raises(Refused) as caught:
            judged.execute(command)
        return [finding.code for finding in caught.value.findings]

    opening = do.MoveCard(card="MC-1", to="opening")
    assert refused(opening) == ["no_own_sheet"]
    assert refused(do.RemoveRow(**row)) == ["frozen"]
    assert refused(do.SetCell(**row, column="what", new="Nothing")) == ["frozen"]
    judged.execute(do.ChangeForm(form="MC-1/F9", reason="It was no fault"))
    judged.execute(do.RemoveRow(**row))
    assert refused(opening) != ["no_own_sheet"], "nobody has signed the sheet as it is now"
    judged.undo()
    walker.freeze("F9")
    judged.execute(do.SetCell(**row, column="closed", new=judged.today.isoformat()))
    assert refused(opening) == ["no_own_sheet"]


def checks(desk, kind: str) -> dict[str, tuple[str, str, str]]:
    """What a form says that it rests on: met, still open, passed by exception."""
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == kind)
    view = desk.form(form)
    made = computed_content(view.definition, view.content, surroundings_of(view))
    assert made.rows["checks"] == view.computed.rows["checks"], "the editor says the same"
    return {
        row.text("check"): (row.text("met"), row.text("open"), row.text("excepted"))
        for row in made.rows["checks"]
    }


def test_what_completion_rests_on_is_asked_of_every_sheet_and_exceptions_are_said(judged):
    """domain.md, R14: checks; decisions.md, 3: what an exception left owed stands on prints."""
    sign_first(judged)
    walker = begin_second(judged, result=None, **POOR)
    walker.freeze("F9")
    judged.execute(
        do.SignForm(form="MC-1/F9", role="rev", person="REV-02", medium="paper", scan_owed=True)
    )
    judged.execute(do.SetValue(form="MC-1/F9", path="result", new="eligible"))
    by = do.SignForm(form="MC-1/F9", role="ctl", person="CTL-01")
    for medium in ("program", "paper"):
        with pytest.raises(Refused, match="“Plays from the Media Server” has 2"):
            judged.execute(replace(by, medium=medium))
    owing = {"reason": "The term begins", "instructed_by": "CTL-01", "owed": "Mend the video",
             "owed_by": "CTL-01", "until": walker.day(20)}  # fmt: skip
    judged.execute(do.MoveCardByException(card="MC-1", to="opening", **owing))
    day = judged.today.isoformat()
    found = checks(judged, "R13")
    assert found["assessed"] == ("no", "", day)
    assert found["eligible"] == ("no", "1", day)
    assert found["fixes"] == ("no", "1", day)
    assert found["complete"] == ("yes", "", "")
    judged.execute(do.MoveCardByException(card="MC-1", to="completion", **owing))
    found = checks(judged, "R14")
    assert found["eligible"] == ("no", "1", day)
    assert found["debts"] == ("no", "2", "")
    for debt in judged.outline("MC-1").debts:
        judged.execute(do.PayDebt(debt=debt.id, note="Mended."))
    assert checks(judged, "R14")["debts"] == ("yes", "", "")
