"""A changed wording: published from a day, adopted for what is not signed, reprinted as signed."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from mcdesk.reports.form import print_form
from tests.conftest import TODAY
from tests.storage.conftest import run_sql
from tests.walk import Walker, create

LATER = (TODAY + timedelta(days=7)).isoformat()


def form_of(desk, kind: str):
    return next(form for form in desk.wording().forms if form.kind == kind)


def changed_text(desk, kind: str, change, version: str = "2026.2") -> str:
    data = change(dict(form_of(desk, kind).newest.data))
    return toml_text({**data, "version": version})


def relabel(kind_place: str, label: Label):
    return lambda data: wording.with_text(data, kind_place, "label", label)


def off(place: str):
    return lambda data: wording.with_value(data, place, "off", value=True)


def publish(desk, kind: str, change, since: str = "", version: str = "2026.2"):
    text = changed_text(desk, kind, change, version)
    return desk.execute(
        do.PublishDefinitions(forms={f"{kind}.toml": text}, since=since, reason="clearer")
    )


def place_of(desk, kind: str, field: str) -> str:
    data = form_of(desk, kind).newest.data
    return next(e.place for e in wording.outline(data) if e.kind == "field" and e.id == field)


def label_shown(desk, code: str, kind: str, field: str) -> str:
    form = next(line.form_id for line in desk.outline(code).forms if line.kind == kind)
    return desk.form(form).definition.fields[field].label.en


NEW = Label("New words", "Kata baru")


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
        assert form_of(desk, "R1").current.digest == first.digest
    assert form_of(desk, "R1").current.version == "2026.2"


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
    place = place_of(desk, "F2", "p22")
    publish(desk, "F2", off(place))
    (card,) = desk.adoptions(["F2"])
    (aside,) = card.forms[0].aside
    assert (aside.path, bool(aside.text)) == ("p22", True)
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
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
    assert "keeps its wording" in card.forms[0].keeps.sentence("en")
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
