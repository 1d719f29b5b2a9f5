"""A changed wording: published from a day, adopted for what is not signed, reprinted as signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest

from mcdesk.bootstrap import shipped_definitions
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.load import read_definitions
from mcdesk.procedure.placed import has_place
from mcdesk.procedure.records import DefinitionText
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_add import with_field
from mcdesk.procedure.wording_check import path_of
from mcdesk.reports.form import print_form
from tests.conftest import TODAY
from tests.storage.conftest import run_sql
from tests.storage.wordings import NEW, changed_text, form_of, place_of, publish, relabel
from tests.walk import Walker, create

LATER = (TODAY + timedelta(days=7)).isoformat()


def off(place: str):
    return lambda data: wording.with_value(data, place, "off", value=True)


def label_shown(desk, code: str, kind: str, field: str) -> str:
    form = next(line.form_id for line in desk.outline(code).forms if line.kind == kind)
    return desk.form(form).definition.fields[field].label.en


def test_a_wording_binds_from_its_day_for_cards_made_then(at):
    desk = at()
    place = place_of(desk, "R1", "load")
    publish(desk, "R1", relabel(place, NEW), LATER)
    create(desk, "MC-2")
    assert label_shown(desk, "MC-2", "R1", "load") != "New words"
    with desk.at(TODAY + timedelta(days=7)):
        create(desk, "MC-3")
    assert label_shown(desk, "MC-3", "R1", "load") == "New words"
    newest, *_older = form_of(desk, "R1").versions
    assert (newest.state, newest.since, newest.reason) == ("planned", LATER, "clearer")
    assert newest.by == "CTL-01"


def test_a_wording_is_not_published_in_the_past(at):
    desk = at()
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    with pytest.raises(Refused) as caught:
        publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW), yesterday)
    assert caught.value.code == "past_day"


def test_a_text_written_over_an_older_version_is_not_published(at):
    desk = at()
    place = place_of(desk, "R1", "load")
    seen = {"R1": form_of(desk, "R1").newest.digest}
    mine = changed_text(desk, "R1", relabel(place, Label("Mine", "Milik saya")), "2026.3")
    publish(desk, "R1", relabel(place, NEW), LATER)
    with pytest.raises(Refused) as caught:
        desk.execute(do.PublishDefinitions(forms={"R1.toml": mine}, over=seen))
    assert caught.value.code == "unknown_version"
    seen = {"R1": form_of(desk, "R1").newest.digest}
    assert desk.execute(do.PublishDefinitions(forms={"R1.toml": mine}, over=seen)).events


def test_a_planned_wording_can_be_taken_back_and_one_that_binds_cannot(at):
    desk = at()
    publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW), LATER)
    first, second = form_of(desk, "R1").versions
    with pytest.raises(Refused) as caught:
        desk.execute(do.WithdrawDefinition(definition=second.digest))
    assert caught.value.code == "binds_now"
    desk.execute(do.WithdrawDefinition(definition=first.digest))
    assert [version.digest for version in form_of(desk, "R1").versions] == [second.digest]
    publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW))
    assert form_of(desk, "R1").current.digest == first.digest


def test_an_earlier_wording_can_bind_again(at):
    desk = at()
    first = form_of(desk, "R1").current
    publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW))
    assert form_of(desk, "R1").current.version == "2026.2"
    old = toml_text(first.data)
    desk.execute(do.PublishDefinitions(forms={"R1.toml": old}, since=LATER))
    with desk.at(TODAY + timedelta(days=7)):
        again = form_of(desk, "R1").current
    assert again.version == "2026.3"
    assert wording.differences(first.data, again.data) == ()
    assert form_of(desk, "R1").current.version == "2026.2"


def test_an_earlier_wording_binds_again_on_the_same_day_and_the_history_stays(at):
    desk = at()
    first = form_of(desk, "R1").current
    old = toml_text(first.data)
    with desk.at(TODAY + timedelta(days=3)):
        publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW))
        assert desk.execute(do.PublishDefinitions(forms={"R1.toml": old})).events
        form = form_of(desk, "R1")
        assert [(v.version, v.state) for v in form.versions] == [
            ("2026.3", "now"),
            ("2026.2", "earlier"),
            ("2026.1", "earlier"),
        ]
        assert wording.differences(first.data, form.current.data) == ()
        assert desk.execute(do.PublishDefinitions(forms={"R1.toml": old})).events
    assert form_of(desk, "R1").current.digest == first.digest


def test_a_lower_number_on_the_same_day_is_refused_and_not_passed_over(at):
    desk = at()
    place = place_of(desk, "R1", "load")
    publish(desk, "R1", relabel(place, NEW), version="2026.9")
    with pytest.raises(Refused) as caught:
        publish(desk, "R1", relabel(place, Label("Others", "Lain")), version="2026.8")
    assert caught.value.code == "behind"


def test_publishing_rewrites_no_card(at):
    desk = at()
    changes = publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW))
    assert changes.events
    assert (changes.cards, changes.tiles) == (frozenset(), ())
    with desk.store.read() as reader:
        text = next(e.text for e in reader.select(DefinitionText) if e.kind == "procedure")
    text = text.replace('version = "2026.1"', 'version = "2026.2"', 1)
    changes = desk.execute(do.PublishDefinitions(procedure=text, forms=texts_now(desk)))
    assert changes.events
    assert (changes.cards, changes.tiles) == (frozenset(), ())
    assert desk.execute(do.AdoptDefinitions(card="MC-1")).cards


def texts_now(desk) -> dict[str, str]:
    return {f"{form.kind}.toml": toml_text(form.current.data) for form in desk.wording().forms}


OF_THE_ESTIMATE = {"F2": ("component_codes", "other_rows_complete"), "F3": ("tapping_needed",)}
"""The checks of two forms that read the estimate of the proposal."""


def without_the_estimate(desk) -> dict[str, str]:
    """Return the proposal without its estimate, and the timeline that asks it no more."""
    found = {}
    for kind, checks in OF_THE_ESTIMATE.items():
        data = form_of(desk, kind).current.data
        if kind == "F2":
            place = next(e.place for e in wording.outline(data) if path_of(e.place) == "p40")
            data = wording.with_value(data, place, "off", value=True)
        for check in checks:
            data = wording.with_value(data, f"rule:{check}", "off", value=True)
        found[f"{kind}.toml"] = toml_text({**data, "version": "2026.5"})
    return found


def test_what_would_not_fit_when_a_planned_version_begins_to_bind_is_refused(at):
    desk = at()
    publish(desk, "F3", relabel(place_of(desk, "F3", "t2"), NEW), LATER)
    with pytest.raises(Refused) as caught:
        desk.execute(do.PublishDefinitions(forms=without_the_estimate(desk)))
    assert caught.value.code == "unfitting_later"
    assert "p40" in caught.value.findings[0].sentence("en")
    desk.execute(do.WithdrawDefinition(definition=form_of(desk, "F3").planned[0].digest))
    assert desk.execute(do.PublishDefinitions(forms=without_the_estimate(desk))).events


def test_a_planned_version_that_another_one_needs_is_not_taken_back_alone(at):
    desk = at()
    desk.execute(do.PublishDefinitions(forms=without_the_estimate(desk), since=LATER))
    with pytest.raises(Refused) as caught:
        desk.execute(do.WithdrawDefinition(definition=form_of(desk, "F3").planned[0].digest))
    assert caught.value.code == "unfitting_later"
    assert form_of(desk, "F3").planned
    kinds = tuple(OF_THE_ESTIMATE)
    commands = [do.WithdrawDefinition(definition=form_of(desk, k).planned[0].digest) for k in kinds]
    for command in commands:
        desk.execute(command)
    assert not any(form_of(desk, kind).planned for kind in kinds)


def test_only_the_lead_publishes_and_adopts_and_others_may_look(app, at):
    desk = at()
    publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW))
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"]))
    with app.acting_as(desk, "CTL-02"):
        assert not desk.wording().may
        with pytest.raises(Refused) as caught:
            desk.execute(do.AdoptDefinitions(card="MC-1"))
    assert caught.value.code == "no_right"
    assert desk.wording().may


def test_what_is_not_signed_adopts_the_new_wording(at):
    desk = at("proposal")
    publish(desk, "F2", relabel(place_of(desk, "F2", "p10"), NEW))
    (card,) = desk.adoptions()
    assert [(form.kind, form.moves) for form in card.forms] == [("F2", True)]
    assert label_shown(desk, "MC-1", "F2", "p10") != "New words"
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=["F2"]))
    assert label_shown(desk, "MC-1", "F2", "p10") == "New words"
    assert desk.adoptions() == ()
    Walker(desk).proposal()
    assert desk.outline("MC-1").tile.stage == "timeline"


@pytest.mark.parametrize(
    ("state", "why"),
    [("missing", "It was not found when the card was taken over."),
     ("before", "It was done outside MC Desk.")],
)  # fmt: skip
def test_what_was_done_outside_or_not_found_keeps_its_wording_for_that_reason(at, state, why):
    desk = at()
    desk.execute(do.TakeOverCard(title_en="Village Tourism", programme="LAW", stage="design",
                                 since="2026-10-01", code="MC-9",
                                 forms=[{"form": "F2", "state": state}]))  # fmt: skip
    publish(desk, "F2", relabel(place_of(desk, "F2", "p10"), NEW))
    card = next(card for card in desk.adoptions() if card.code == "MC-9")
    assert [form.keeps.sentence() for form in card.forms] == [why]


def test_adopting_can_be_undone(at):
    desk = at("proposal")
    before = label_shown(desk, "MC-1", "F2", "p10")
    publish(desk, "F2", relabel(place_of(desk, "F2", "p10"), NEW))
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    desk.undo()
    assert label_shown(desk, "MC-1", "F2", "p10") == before


def test_a_value_without_a_place_is_kept_aside_and_comes_back(app, at):
    desk = at("proposal")
    desk.execute(do.SetValue(form="MC-1/F2", path="p22", new="0421"))
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    label = desk.form(form).definition.fields["p22"].label
    place = place_of(desk, "F2", "p22")
    publish(desk, "F2", off(place))
    (card,) = desk.adoptions(["F2"])
    (aside,) = card.forms[0].aside
    assert (aside.label, bool(aside.text)) == (label, True)
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    assert "p22" not in desk.form(form).definition.fields
    assert desk.form(form).content.value("p22") == "0421"
    assert app.check(desk.store.path) == ()
    publish(desk, "F2", lambda data: wording.with_value(data, place, "off", None), version="2026.3")
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    assert desk.form(form).content.value("p22") == "0421"
    assert "p22" in desk.form(form).definition.fields


def test_a_form_with_a_value_kept_aside_is_filled_frozen_and_printed(at):
    desk = at("proposal")
    desk.execute(do.SetValue(form="MC-1/F2", path="p22", new="0421"))
    publish(desk, "F2", off(place_of(desk, "F2", "p22")))
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    walker = Walker(desk)
    walker.proposal()
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    assert print_form(desk.sheet(form, "frozen"), BytesIO()) > 0


def test_what_the_new_wording_demands_besides_is_told(at):
    desk = at("proposal")
    place = place_of(desk, "F2", "p22")
    need = lambda data: wording.with_value(  # noqa: E731 - a change, as the others
        wording.with_value(data, place, "required", "block"), place, "due", "proposal"
    )
    publish(desk, "F2", need)
    (card,) = desk.adoptions()
    assert [finding.path for finding in card.forms[0].asks] == ["p22"]


def printed(desk, form: str) -> bytes:
    out = BytesIO()
    print_form(desk.sheet(form, "frozen"), out)
    return out.getvalue()


def test_a_signed_form_keeps_its_wording_and_its_print_byte_for_byte(at):
    desk = at("timeline")
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    before = printed(desk, form)
    publish(desk, "F2", relabel(place_of(desk, "F2", "p10"), NEW))
    (card,) = desk.adoptions()
    assert not card.forms[0].moves
    assert card.forms[0].keeps.sentence("en") == "It is signed and keeps its wording."
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    assert printed(desk, form) == before
    assert desk.outline("MC-1").tile.stage == "timeline"
    assert desk.adoptions() == ()


def test_a_form_opened_for_changes_keeps_the_wording_its_signatures_stand_over(at):
    desk = at("timeline")
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="a slip"))
    publish(desk, "F2", relabel(place_of(desk, "F2", "p10"), NEW))
    (card,) = desk.adoptions()
    assert "Signatures stand" in card.forms[0].keeps.sentence("en")


def test_a_kind_that_there_is_not_is_refused(at):
    desk = at()
    with pytest.raises(Refused) as caught:
        desk.execute(do.AdoptDefinitions(card="MC-1", forms=["F99"]))
    assert caught.value.code == "no_kind"


def test_a_draft_is_judged_with_its_places(at):
    desk = at()
    place = place_of(desk, "R1", "load")
    data = wording.with_text(form_of(desk, "R1").current.data, place, "label", Label("A", ""))
    (found,) = desk.wording_faults(data)
    assert found.path == place
    assert run_sql(desk.store.path, "select count(*) from definition where key = 'R1'") == [(1,)]


def without_signers(data):
    return {key: value for key, value in data.items() if key != "signer"}


def test_a_form_that_nobody_would_sign_is_not_published_by_script_either(at):
    desk = at()
    with pytest.raises(Refused) as caught:
        publish(desk, "F2", without_signers)
    assert caught.value.code == "no_signer"


def test_what_the_program_reads_itself_stays_by_script_too(at):
    desk = at()
    with pytest.raises(Refused) as caught:
        publish(desk, "F2", off(place_of(desk, "F2", "p4")))
    assert caught.value.code == "own_use"
    assert form_of(desk, "F2").current.version == "2026.1"


def test_a_form_that_was_frozen_when_its_card_adopted_adopts_once_it_is_open(at):
    desk = at("proposal")
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    publish(desk, "F2", relabel(place_of(desk, "F2", "p10"), NEW))
    (card,) = desk.adoptions(["F2"])
    assert [form.moves for form in card.forms] == [False]
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=["F2"]))
    assert desk.adoptions(["F2"]) == ()
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="wording"))
    (card,) = desk.adoptions(["F2"])
    assert [form.moves for form in card.forms] == [True]
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=["F2"]))
    assert label_shown(desk, "MC-1", "F2", "p10") == "New words"


def test_a_form_sent_back_by_its_signer_may_adopt(at):
    desk = at("proposal")
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme")
    returned = {"role": "hsp", "person": "HSP-LAW", "decision": "return", "note": "the load"}
    desk.execute(do.SignForm(form="MC-1/F2", medium="paper", scan_owed=True, **returned))
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="the load"))
    publish(desk, "F2", relabel(place_of(desk, "F2", "p10"), NEW))
    (card,) = desk.adoptions(["F2"])
    assert [(form.moves, form.keeps) for form in card.forms] == [(True, None)]


def test_a_part_whose_name_begins_another_s_is_not_its_place():
    procedure, forms = shipped_definitions()
    definition = read_definitions(("procedure", procedure), forms).forms["F7"]
    assert has_place(definition, "d2.title_id")
    parts = tuple(part for part in definition.fields["d2"].parts if part.id != "title_id")
    without = {k: v for k, v in definition.fields.items() if k != "d2.title_id"}
    fields = {**without, "d2": replace(definition.fields["d2"], parts=parts)}
    assert not has_place(SimpleNamespace(fields=fields), "d2.title_id")


def test_forms_with_other_names_stand_in_the_list_too(at):
    desk = at()
    data = {**form_of(desk, "R14").current.data, "id": "RX"}
    desk.execute(do.PublishDefinitions(forms={"RX.toml": toml_text(data)}, reason="another"))
    assert [form.kind for form in desk.wording().forms][-1] == "RX"


def test_a_letter_that_covers_other_cards_moves_once_all_of_them_have_adopted(at):
    desk = at()
    create(desk, "MC-2")
    desk.execute(do.OpenForm(card="MC-1", form="R1"))
    desk.execute(do.CoverCard(form="MC-1/R1", card="MC-2"))
    before = label_shown(desk, "MC-2", "R1", "load")
    publish(desk, "R1", relabel(place_of(desk, "R1", "load"), NEW))
    first, second = desk.adoptions()
    assert not first.forms[0].moves
    assert "MC-2" in first.forms[0].waits.sentence("en")
    assert "MC-1" in second.forms[0].waits.sentence("en")
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    assert label_shown(desk, "MC-2", "R1", "load") == before
    (last,) = desk.adoptions()
    assert (last.code, last.forms[0].moves) == ("MC-2", True)
    desk.execute(do.AdoptDefinitions(card="MC-2"))
    assert label_shown(desk, "MC-1", "R1", "load") == "New words"
    assert desk.adoptions() == ()


# --- fields of one's own ---------------------------------------------------------------------


def test_a_field_that_was_added_is_filled_frozen_exported_and_old_revisions_stay(app, at, tmp_path):
    desk = at("discussion")
    old = next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "R1")
    before = desk.sheet(old, "frozen").definition.digest

    def grown(kind: str) -> str:
        first = form_of(desk, kind).newest.data["section"][0]["id"]
        label = Label("Budget", "Dana")
        return changed_text(
            desk, kind, lambda d: with_field(d, f"section:{first}", FieldType.LINE, label)[0]
        )

    desk.execute(do.PublishDefinitions(forms={f"{k}.toml": grown(k) for k in ("R1", "R2")}))
    desk.execute(do.AdoptDefinitions(card="MC-1", forms=["R2"]))
    values = {"x_budget": "Own funds", "present": ["SME-03", "ID-02"], "verdict": "agreed"}
    desk.execute(do.FillForm(form="MC-1/R2", values=values))
    desk.execute(do.FreezeForm(form="MC-1/R2"))
    form = next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "R2")
    sheet = desk.sheet(form, "frozen")
    assert sheet.content.text("x_budget") == "Own funds"
    assert sheet.definition.fields["x_budget"].label == Label("Budget", "Dana")
    again = desk.sheet(old, "frozen").definition
    assert (again.digest, "x_budget" in again.fields) == (before, False)
    path = desk.store.path
    app.close(desk)
    app.export_definitions(path, tmp_path / "out")
    assert "x_budget" in (tmp_path / "out" / "forms" / "R2.toml").read_text(encoding="utf-8")
    assert app.check(path) == ()
