"""What cannot be meant is refused: dates, codes, files, settings, ideas, early forms."""

from __future__ import annotations

import pytest

from mcdesk import resources
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.guard_registry import DEMANDS
from mcdesk.procedure.load import read_procedure
from tests.asking import code_of
from tests.walk import Walker


@pytest.mark.parametrize("code", [" ", "  \t", "a b", "a/b", "A" * 41])
def test_a_card_has_a_code(desk, card, code):
    command = do.CreateCard(title_en="Blank", programme="LAW", code=code)
    assert code_of(desk, command) == "bad_code"


def test_a_code_has_forty_letters_at_the_most(desk, card):
    desk.execute(do.CreateCard(title_en="Long", programme="LAW", code="A" * 40))
    assert desk.outline("A" * 40).tile.title_en == "Long"


def test_titles_are_one_line(desk, card):
    desk.execute(do.ChangeCard(card="MC-1", title_en="Drafting\n  Digital\tContracts "))
    assert desk.outline("MC-1").tile.title_en == "Drafting Digital Contracts"


def test_a_file_is_in_the_store_before_it_is_attached(desk, card):
    command = do.AttachFile(card="MC-1", name="scan.pdf", size=5, digest="1" * 64)
    assert code_of(desk, command) == "not_stored"
    for link in ("javascript:alert(1)", " JavaScript:x", "data:text/html,x"):
        command = do.AttachFile(card="MC-1", name="x", size=5, digest="", link=link)
        assert code_of(desk, command) == "bad_link"
    desk.execute(do.AttachFile(card="MC-1", name="x", size=5, digest="", link="C:\\x\\y.mp4"))


def test_an_idea_becomes_one_card_only(desk, card):
    desk.execute(do.NoteIdea(title="Podcasting", id="idea"))
    desk.execute(do.CreateCard(title_en="Podcasting", programme="LAW", idea="idea"))
    command = do.CreateCard(title_en="Podcasting 2", programme="LAW", idea="idea")
    assert code_of(desk, command) == "idea_closed"
    assert code_of(desk, do.PutIdeaAway(idea="idea")) == "idea_closed"
    desk.execute(do.NoteIdea(title="Radio", id="other"))
    desk.execute(do.PutIdeaAway(idea="other"))
    command = do.CreateCard(title_en="Radio", programme="LAW", idea="other")
    assert code_of(desk, command) == "idea_closed"


def test_days_that_are_past_or_still_to_come(desk, card):
    hold = do.HoldCard(card="MC-1", reason="r", until="2020-01-01")
    assert code_of(desk, hold) == "past"
    given = {"card": "MC-1", "to": "2", "reason": "r", "instructed_by": "x", "owed": "letter",
             "owed_by": "SME-03", "id": "debt"}  # fmt: skip
    assert code_of(desk, do.MoveCardByException(until="2020-01-01", **given)) == "past"
    desk.execute(do.MoveCardByException(until="2026-12-01", **given))
    assert code_of(desk, do.PayDebt(debt="debt", on="2099-01-01")) == "future"
    desk.execute(do.PayDebt(debt="debt", on="2026-11-23"))


def test_duties_go_to_somebody_who_has_the_role(desk, card):
    desk.execute(do.AddPerson(name="READ-01", roles=["reader"]))
    command = do.HandOver(from_person="GD-01", to_person="READ-01", reason="leave")
    assert code_of(desk, command) == "not_in_role"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("hours_per_sks", 0, "bad_setting"),
        ("passing_mark", 1000, "bad_setting"),
        ("level:F2.nope", "off", "unknown_setting"),
        ("level:F99.p1", "off", "unknown_setting"),
        ("level:guard.nope", "off", "unknown_setting"),
    ],
)
def test_settings_that_cannot_be_are_refused(desk, key, value, code):
    assert code_of(desk, do.SetSetting(key=key, value=value)) == code


def test_a_refused_setting_is_named_with_what_it_takes(desk):
    with pytest.raises(Refused) as caught:
        desk.execute(do.SetSetting(key="hours_per_sks", value=-5))
    said = caught.value.findings[0].sentence("en")
    assert "hours_per_sks" not in said
    assert said.endswith("write a number above 0, at most 100,000.")


def test_a_planned_value_is_listed_until_it_is_taken_back(desk):
    def planned():
        lines = {line.key: line for line in desk.settings_view().settings}
        return lines["hours_per_sks"].planned

    desk.execute(do.SetSetting(key="hours_per_sks", value=40, since="2027-02-01"))
    desk.execute(do.SetSetting(key="hours_per_sks", value=42, since="2027-03-01"))
    assert planned() == (("2027-02-01", 40), ("2027-03-01", 42))
    desk.execute(do.SetSetting(key="hours_per_sks", value=40, since="2027-03-01"))
    assert planned() == (("2027-02-01", 40),)


def test_levels_of_fields_rules_and_guards_are_set(desk):
    for key in ("F2.p1", "F2.p14.note", "F8.missing_covered", "guard.loops_within"):
        try:
            desk.execute(do.SetSetting(key=f"level:{key}", value="warn"))
        except Refused:
            assert key == "F2.p14.note"


def test_every_demand_of_a_gate_is_told_in_words_with_its_level(desk):
    gates = {line.key: line for line in desk.settings_view().levels if line.form == "guard"}
    file = resources.root() / "procedure" / "uph_ctl.toml"
    shipped = read_procedure(file.read_text("utf-8"), file.name, [])
    used = {use.name for way in shipped.transitions for use in way.guards}
    assert set(gates) == {f"guard.{name}" for name in used}
    assert used <= set(DEMANDS)
    assert gates["guard.form_valid"].level == "block"
    assert not gates["guard.loops_within"].own
    desk.execute(do.SetSetting(key="level:guard.loops_within", value="off"))
    line = next(e for e in desk.settings_view().levels if e.key == "guard.loops_within")
    assert (line.level, line.own) == ("off", True)


OLD = {"title_en": "Old", "programme": "LAW", "stage": "2", "since": "2026-01-01"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"forms": [{"form": "F9", "number": "1"}]}, "later_form"),
        ({"forms": [{"form": "R1", "typo": "1"}]}, "unknown_key"),
        ({"forms": [{"form": "R1", "date": "2099-01-01"}]}, "future"),
        ({"forms": [{"form": "R1", "file": "none"}]}, "unknown"),
        ({"essentials": {"nope": 1}}, "bad_essentials"),
        ({"essentials": {"hours": "abc"}}, "bad_essentials"),
        ({"essentials": {"weeks": -1}}, "bad_essentials"),
        ({"essentials": {"hours": "२"}}, "bad_essentials"),
        ({"essentials": {"mode": "x"}}, "bad_essentials"),
        ({"essentials": {"kkni": "a\nb"}}, "bad_essentials"),
        ({"essentials": {"language": ["klingon"]}}, "bad_essentials"),
        ({"essentials": {"language": "english"}}, "bad_essentials"),
        ({"essentials": {"outcomes": [1]}}, "bad_essentials"),
        ({"essentials": {"outcomes": [" "]}}, "bad_essentials"),
        ({"essentials": {"outcomes": ["x" * 10_000]}}, "bad_essentials"),
        ({"essentials": {"modules": ["a\nb"]}}, "bad_essentials"),
        ({"essentials": {"modules": ["\u202eevil"]}}, "bad_essentials"),
        ({"essentials": {"modules": ["x"] * 201}}, "bad_essentials"),
        ({"since": "0001-01-01"}, "no_date"),
        ({"opening": "9999-12-31"}, "no_date"),
        ({"round": 99}, "round"),
    ],
)
def test_a_take_over_that_cannot_be_is_refused(desk, card, given, code):
    assert code_of(desk, do.TakeOverCard(**{**OLD, **given})) == code


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_essentials_may_say_is_told_in_words(desk, card, language):
    with pytest.raises(Refused) as refused:
        desk.execute(do.TakeOverCard(**{**OLD, "essentials": {"mode": "x"}}))
    (finding,) = refused.value.findings
    said = {"en": "Mode (mode) is one of: online (Online", "id": "Moda (mode) adalah salah satu"}
    assert finding.sentence(language).startswith(said[language])


AWAY = {"person": "CTL-01", "since": "2026-11-24", "until": "2026-12-12", "id": "away"}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"since": "0001-01-01"}, "no_date"),
        ({"until": "9999-12-31"}, "no_date"),
        ({"until": "2026-02-30"}, "no_date"),
        ({"until": ""}, "no_date"),
        ({"until": "2026-11-01"}, "term"),
        ({"note": "\u202eevil"}, "bad_note"),
        ({"note": "x" * 10_000}, "long_note"),
        ({"id": " "}, "bad_id"),
        ({"person": "nobody"}, "unknown_person"),
    ],
)
def test_an_absence_that_nobody_can_mean_is_refused(desk, card, wrong, code):
    before = len(desk.history())
    assert code_of(desk, do.SetAbsence(**{**AWAY, **wrong})) == code
    assert len(desk.history()) == before


@pytest.mark.parametrize("back", ["0001-01-01", "9999-12-31", "x", ""])
def test_an_absence_ends_on_no_day_that_nobody_can_mean(desk, card, back):
    desk.execute(do.SetAbsence(**AWAY))
    assert code_of(desk, do.EndAbsence(absence="away", back=back)) == "no_date"


def test_a_form_is_frozen_from_its_stage_on(at):
    desk = at("proposal")
    desk.execute(do.OpenForm(card="MC-1", form="R14"))
    desk.execute(do.FillForm(form="MC-1/R14", values={"review_date": "2027-11-01", "lessons": "x"}))
    assert code_of(desk, do.FreezeForm(form="MC-1/R14")) == "too_early"


def test_a_build_may_be_recorded_from_stage_9_on(at):
    desk = at("development")
    desk.execute(do.OpenForm(card="MC-1", form="R11"))
    Walker(desk).build("first", "1")


def test_a_refusal_does_not_repeat_a_hundred_thousand_letters(desk, card):
    command = do.CreateCard(title_en="y", programme="LAW", code="K" * 100_000)
    with pytest.raises(Refused) as caught:
        desk.execute(command)
    assert len(str(caught.value)) < 300


def test_names_that_the_directory_does_not_know_are_told(desk, card):
    rows = {"assignees": [{"card": "MC-1", "person": "Ghost", "role": "lead", "programme": "XXX"}]}
    values = {"topic": "t", "hsp": "Nobody at all"}
    desk.execute(do.FillForm(form="MC-1/R1", values=values, rows=rows, replace=True))
    with pytest.raises(Refused) as caught:
        desk.execute(do.FreezeForm(form="MC-1/R1"))
    assert [(f.code, f.path) for f in caught.value.findings] == [("not_in_directory", "hsp")]
    view = desk.form(desk.outline("MC-1").forms[0].form_id)
    found = {(f.path.split("/")[-1], f.level) for f in view.missing if f.code == "not_in_directory"}
    assert found == {("hsp", "block"), ("person", "warn"), ("programme", "warn")}
    where = [f.params["where"].en for f in view.missing if f.path.endswith("/person")]
    assert where == ["Micro-credentials and lecturers, row 1, Lecturer"]
    desk.execute(do.SetValue(form="MC-1/R1", path="hsp", new="HSP-LAW"))
    desk.execute(do.FreezeForm(form="MC-1/R1"))


def test_a_role_that_was_not_held_on_the_day_is_named_with_the_day(desk, card):
    desk.execute(do.FillForm(form="MC-1/R1", values={"topic": "t"}))
    desk.execute(do.FreezeForm(form="MC-1/R1"))
    sign = do.SignForm(form="MC-1/R1", role="sme", person="SME-03", decision="accept",
                       medium="paper", scan_owed=True, on="2026-11-01")  # fmt: skip
    Walker(desk).sign("R1", "hsp")
    with pytest.raises(Refused) as caught:
        desk.execute(sign)
    assert "on 2026-11-01" in str(caught.value)


def test_a_role_that_is_missing_on_this_card_is_told_so(app, desk, card):
    desk.execute(do.AddPerson(name="ID-09", roles=["id"]))
    with app.acting_as(desk, "ID-09"), pytest.raises(Refused) as caught:
        desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="x"))
    assert "on MC-1" in str(caught.value)


def test_a_verdict_that_was_not_given_is_not_quoted_as_a_dash(at):
    desk = at("discussion")

    def said() -> list[str]:
        found = [entry for way in desk.outline("MC-1").ways for entry in way.findings]
        return [entry.sentence() for entry in found if entry.code == "value"]

    assert any(words.endswith("nothing is chosen yet.") for words in said()), said()
    assert not any("–" in words for words in said())
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "R2")
    desk.execute(do.FillForm(form=form, values={"verdict": "again"}))
    assert any(words.endswith("it says “Further discussion”.") for words in said()), said()
