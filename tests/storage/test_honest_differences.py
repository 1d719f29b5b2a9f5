"""Each reason for which two honest entries differ: it is kept silent for that alone."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from copy import deepcopy
from typing import Any

import pytest

from mcdesk.application import honest_differences
from mcdesk.application.altered_hub import is_altered
from mcdesk.application.honest_differences import HONEST, LATER
from mcdesk.models.schema import upgrade
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import RECORDS
from mcdesk.procedure.records.record import columns
from tests.asking import content
from tests.storage.freezings import FORM, TAKER, add_taker, cell, frozen_as, line, of_table, slip

DAY = "2026-12-24"
Body = dict[str, Any]


@pytest.fixture
def slipped(at):
    desk = at("baseline", add_taker)
    return desk, slip(desk)


def as_taken(body: Body, day: str, *, row_day: str = "") -> Body:
    """Return a freezing as somebody else took it in from a packet on a day."""
    moment = f"{day}T10:00:00.000001Z"
    taken = deepcopy(body) | {"by": TAKER, "at": moment, "today": day,
                              "note": {"made_by": body["by"], "made_at": body["at"]}}  # fmt: skip
    for each in of_table(taken, "revision"):
        each["new"] |= {"frozen_by": TAKER, "frozen_at": moment, "frozen_on": day}
    for each in of_table(taken, "form_row"):
        cell("date", row_day or day, each)
    return taken


def counted_on(body: Body) -> tuple[Body, Body]:
    other = deepcopy(body)
    (form,) = of_table(other, "form")
    for side in (form["old"], form["new"]):
        side["row_version"] += 1
    return body, other


def of_newer(body: Body) -> tuple[Body, Body]:
    other = deepcopy(body)
    other["effects"][0]["new"]["unheard_of"] = "x"
    return body, other


def of_older(body: Body) -> tuple[Body, Body]:
    signed = {"id": "s", "row_version": 1, "to_stage": ""}
    effect = {"table": "sign_off", "id": "s", "old": None, "new": signed}
    other = effect | {"new": {"id": "s", "row_version": 1}}
    return tuple(body | {"effects": [*body["effects"], each]} for each in (effect, other))


def removing(body: Body) -> tuple[Body, Body]:
    both = (json_text([["e", hash_, hash_, "d"]]) for hash_ in ("1", "2"))
    made = ({"table": "redaction", "id": "x", "old": None, "new": {"id": "x", "lines": each}}
            for each in both)  # fmt: skip
    one, other = (body | {"effects": [*body["effects"], each]} for each in made)
    return one, other


def keeping_more(body: Body) -> tuple[Body, Body]:
    """A newer program keeps a further setting of its own."""
    other = deepcopy(body)
    version = of_table(other, "revision")[0]["new"]
    version["settings"] = json_text(json.loads(version["settings"]) | {"unheard_of": 1})
    return body, other


PAIRS = {
    "_counted": counted_on,
    "_of_taker": lambda body: (body, as_taken(body, body["today"])),
    "_day_of_changed_date": lambda body: (body, as_taken(body, DAY)),
    "_newer": of_newer,
    "_older": of_older,
    "_entries_of_removal": removing,
    "_of_version": keeping_more,
}


def altered(desk: Any, own: Body, there: Body) -> bool:
    with desk.store.read() as reader:
        return is_altered(line(own), line(there), (), reader)


@pytest.mark.parametrize("reason", HONEST, ids=lambda each: each.__name__.strip("_"))
def test_each_reason_is_needed_and_enough(slipped, monkeypatch, reason):
    desk, body = slipped
    own, there = PAIRS[reason.__name__](body)
    assert not altered(desk, own, there)
    assert not altered(desk, there, own)
    others = tuple(each for each in HONEST if each is not reason)
    monkeypatch.setattr(honest_differences, "HONEST", others)
    assert altered(desk, own, there)


def test_a_column_came_later_where_the_first_schema_has_it_not(tmp_path):
    """A program that was there before wrote its records without it."""
    path = tmp_path / "first.db"
    upgrade(path, "0001")
    with closing(sqlite3.connect(path)) as file:
        first = {table: {row[1] for row in file.execute(f"pragma table_info({table})")}
                 for table in RECORDS}  # fmt: skip
    later = {t: frozenset(columns(t)) - has for t, has in first.items() if has}
    later["redaction"] = frozenset({"parts"})  # a table of 0009, the column of 0012
    assert {table: names for table, names in later.items() if names} == LATER


def test_a_column_that_a_program_of_before_lacks_says_nothing_new(slipped):
    """Left out it stays as it is: what somebody chose in it does not vanish so."""
    desk, body = slipped
    _own, without = of_older(body)
    said = deepcopy(body)
    chosen = {"id": "s", "row_version": 1, "to_stage": "design"}
    said["effects"].append({"table": "sign_off", "id": "s", "old": None, "new": chosen})
    assert altered(desk, said, without)


def test_who_took_something_in_stands_in_later_changes_of_it(slipped):
    desk, body = slipped
    remark = {"id": "k", "row_version": 1, "author": "p", "done": False}
    closed = {"table": "comment", "id": "k", "old": remark,
              "new": remark | {"row_version": 2, "done": True}}  # fmt: skip
    own = body | {"effects": [closed]}
    other = deepcopy(own)
    for side in ("old", "new"):
        other["effects"][0][side]["author"] = "q"
    with desk.store.read() as reader:
        assert is_altered(line(own), line(other), (), reader)
        assert not is_altered(line(own), line(other), (), reader, frozenset({("p", "q")}))
        other["effects"][0]["old"]["author"] = "p"
        assert is_altered(line(own), line(other), (), reader, frozenset({("p", "q")}))


def with_setting(body: Body, value: int) -> Body:
    other = as_taken(body, DAY)
    version = of_table(other, "revision")[0]["new"]
    version["settings"] = json_text(json.loads(version["settings"]) | {"slip_days": value})
    return other


def test_on_another_day_the_settings_of_that_day_bind_and_no_others(slipped):
    desk, body = slipped
    desk.execute(do.SetSetting(key="slip_days", value=12, since="2026-12-01"))
    assert not altered(desk, body, with_setting(body, 12))
    assert altered(desk, body, with_setting(body, 13))
    same_day = deepcopy(with_setting(body, 12))
    for name in ("by", "at", "today", "note"):
        same_day[name] = body[name]
    assert altered(desk, body, same_day)


@pytest.mark.parametrize("name", ["open_paths", "settings", "content", "signers", "definition_id"])
def test_no_column_of_a_version_is_left_out(slipped, name):
    desk, body = slipped
    other = deepcopy(body)
    del of_table(other, "revision")[0]["new"][name]
    assert altered(desk, body, other)
    assert altered(desk, other, body)


def test_a_text_whose_wording_cannot_be_read_is_compared_as_it_stands(slipped):
    """Nobody can tell what is computed in it, so it must be the same."""
    desk, body = slipped
    own = deepcopy(body)
    of_table(own, "revision")[0]["new"]["definition_id"] = "f" * 64
    other = deepcopy(own)
    version = of_table(other, "revision")[0]["new"]
    held = json.loads(version["content"])
    held["values"]["t6.assumptions"] = "Forged."
    version["content"] = json_text(held)
    assert altered(desk, own, other)


@pytest.mark.parametrize("left", ["values", "rows"])
def test_a_version_is_read_whole_or_it_is_another(slipped, left):
    """One may lack rows of changed dates, never all that says which rows there are."""
    desk, body = slipped
    own = deepcopy(body)
    version = of_table(own, "revision")[0]["new"]
    version["content"] = json_text({"values": {}, "rows": {}})
    other = deepcopy(own)
    version = of_table(other, "revision")[0]["new"]
    version["content"] = json_text({left: {}})
    assert altered(desk, own, other)


def test_an_agreement_in_a_frozen_row_of_changed_dates_is_told(slipped):
    """Such a row lives outside the digest: its words alone would not show it."""
    desk, _body = slipped
    desk.execute(do.ChangeForm(form=FORM, reason="A word."))
    base = content(desk, "F3").text("t6.assumptions")
    desk.execute(do.SetValue(form=FORM, path="t6.assumptions", base=base, new="Another one."))
    body = frozen_as(desk, FORM)
    other = deepcopy(body)
    version = of_table(other, "revision")[0]["new"]
    held = json.loads(version["content"])
    held["rows"]["t7"][0]["cells"]["agreed_by"] = "DEAN-LAW"
    version["content"] = json_text(held)
    assert altered(desk, body, other)
    held["rows"]["t7"][0]["id"] = "drawn"
    version["content"] = json_text(held)
    assert altered(desk, body, other)
