"""Small questions that larger acts ask, each answered for the one and for the other."""

from __future__ import annotations

from types import SimpleNamespace

from mcdesk.application.facts import TO_REVISE, _is_sent_back
from mcdesk.application.journal import Effect
from mcdesk.application.redacting import _of_content
from mcdesk.application.replay import Replay
from mcdesk.application.shown import _show_computed
from mcdesk.application.writers import _written
from mcdesk.bootstrap import shipped_definitions
from mcdesk.procedure.guards_production import MARK, _in_both
from mcdesk.procedure.identity import natural_id, new_id
from mcdesk.procedure.load import read_form
from mcdesk.procedure.load_across import Known


def test_what_was_computed_is_told_as_a_word() -> None:
    assert (_show_computed(True), _show_computed(False)) == ("Yes", "No")


def test_a_component_is_sent_back_once() -> None:
    sent = {"status": TO_REVISE, "deleted": False}
    assert _is_sent_back(None, sent)
    assert _is_sent_back({"status": "made"}, sent)
    assert not _is_sent_back(sent, sent)
    assert not _is_sent_back(None, sent | {"deleted": True})
    assert not _is_sent_back(None, sent | {"status": "made"})


def test_a_name_of_the_catalogue_is_told_in_its_two_languages() -> None:
    known = [f"Video{MARK}Rekaman", "Quiz"]
    told = _in_both(f"Video{MARK}Rekaman 2", known)
    assert (told.en, told.id) == ("Video 2", "Rekaman 2")
    for own in (f"My video{MARK}clip", "Quiz 1"):
        assert (_in_both(own, known).en, _in_both(own, known).id) == (own, own)


def test_an_effect_writes_in_its_own_form_only() -> None:
    effect = Effect("form_value", "v", None, {"form_id": "f", "path": "p10"})
    assert list(_written(effect, "f")) == ["p10"]
    assert list(_written(effect, "other")) == []


def test_words_are_taken_out_of_one_row_only() -> None:
    content = {"rows": {"p20": [{"id": "a", "cells": {"statement": "Secret"}},
                                {"id": "b", "cells": {"statement": "Open"}}]}}  # fmt: skip
    redaction = SimpleNamespace(path="p20/a/statement", words="[removed]")
    assert "Secret" in list(_of_content(content, redaction))
    assert [row["cells"]["statement"] for row in content["rows"]["p20"]] == ["[removed]", "Open"]


def test_done_anew_only_what_was_drawn_and_numbers_are_kept() -> None:
    drawn, told = new_id(), natural_id("value", "f", "p10")
    tables = {"form_row": drawn, "form_value": told, "number_block": told}
    effects = [Effect(table, id_, None, {"a": 1}) for table, id_ in tables.items()]
    anew, whole = Replay(effects, anew=True), Replay(effects)
    places = [(each.table, each.id) for each in effects]
    assert [anew.has(*place) for place in places] == [True, False, True]
    assert all(whole.has(*place) for place in places)


def test_a_place_that_a_form_has_not_is_none() -> None:
    form = read_form(shipped_definitions()[1]["F6.toml"], "F6", [])
    known = Known(SimpleNamespace(stages=(), roles=(), settings=()), {"F6": form})
    entry = next(each for each in form.fields.values() if each.items)
    assert known.entry(form, f"{entry.id}.{entry.items[0].id}") is entry
    assert known.entry(form, f"{entry.id}.none") is None
    assert known.entry(form, "none") is None
