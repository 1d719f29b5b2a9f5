"""Whatever is written anew into an entry of a hub is told, but for what honestly differs."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcdesk.application.altered_hub import is_altered
from mcdesk.application.honest_differences import LATER
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import RECORDS
from tests.storage.freezings import TAKER, add_taker, leave_out, line, slip

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = "unheard_of"
BESIDES = ("comment", "form_row")
"""What is told of a freezing besides: a program may have nothing of it (`test_told_besides.py`)."""


def write_much(desk) -> None:
    """Let a timeline slip, and a design leave something out: both tell things besides."""
    leave_out(desk)
    slip(desk)


def bodies_of(desk: Any) -> list[dict[str, Any]]:
    with desk.store.read() as reader:
        return [json.loads(str(each["body"])) for each in reader.journal()]


def another(draw: Callable[..., Any], value: Any) -> Any:
    """Return a value that is another one, in one place of what it holds."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        return json_text(another(draw, json.loads(value)))
    if isinstance(value, dict):
        key = draw(st.sampled_from(["", *value]))
        left = {name: held for name, held in value.items() if name != key}
        if key and draw(st.booleans()):
            return left
        return {**left, key or UNKNOWN: another(draw, value.get(key))}
    if isinstance(value, list):
        at = draw(st.integers(0, len(value)))
        if at == len(value):
            return [*value, value[0] if value else "x"]
        if draw(st.booleans()):
            return value[:at] + value[at + 1 :]
        return [*value[:at], another(draw, value[at]), *value[at + 1 :]]
    if isinstance(value, bool):
        return draw(st.sampled_from([not value, int(value)]))
    return value + 1 if isinstance(value, int) else f"{value or ''}x"


def said_anew(draw: Callable[..., Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of which something else is said: what it notes, whose it is, and when."""
    other = deepcopy(body)
    name = draw(st.sampled_from(("note", "group", "by", "at", "today", "kind", "command")))
    if name in ("note", "command"):
        key = "taken_from" if name == "note" else draw(st.sampled_from([*other[name]]))
        other[name][key] = another(draw, other[name].get(key))
    else:
        other[name] = f"{other[name]}x"
    return other


def as_taken(draw: Callable[..., Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return an entry that came in a packet as it says: by nobody, too early, or with a change."""
    other = deepcopy(body)
    wrong = draw(st.sampled_from(("by", "day", "column", "whose")))
    day = "2020-01-01" if wrong == "day" else "2027-01-04"
    note = {"made_by": body["by"] if wrong != "whose" else TAKER, "made_at": body["at"]}
    by = "nobody" if wrong == "by" else TAKER
    other |= {"by": by, "at": f"{day}T09:00:00Z", "today": day, "note": body["note"] | note}
    if wrong == "column":
        new = draw(st.sampled_from(other["effects"]))["new"]
        name = draw(st.sampled_from([*new]))
        new[name] = another(draw, new[name])
    return other


def told_besides(
    draw: Callable[..., Any], body: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any], bool]:
    """Return a freezing without what is told besides, one that tells it, and whether it may so.

    A row repeats no reason where its form was opened by something else.
    """
    other = deepcopy(body)
    effect = draw(st.sampled_from([e for e in other["effects"] if e["table"] in BESIDES]))
    new = effect["new"]
    name = draw(st.sampled_from([each for each in new if each != "rank"]))
    was, new[name] = new[name], another(draw, new[name])
    is_bare = name == "cells" and cells_but_reason(was) == json.loads(new[name])
    own = body | {"effects": [e for e in body["effects"] if e["table"] != effect["table"]]}
    return own, other, is_bare


def cells_but_reason(cells: str) -> dict[str, Any]:
    return {key: cell for key, cell in json.loads(cells).items() if key != "reason"}


def written_anew(draw: Callable[..., Any], body: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return an entry that differs in one place of what it did, and whether an honest one may."""
    other = deepcopy(body)
    effects = other["effects"]
    number = draw(st.integers(0, len(effects) - 1))
    effect = effects[number]
    how = draw(
        st.sampled_from(("drop", "add", "twice", "made", "column", "row", "more", "id", "order"))
    )
    if how == "drop":
        del effects[number]
        kind, alone = effect["table"], all(e["table"] != effect["table"] for e in effects)
        return other, other["kind"] == "FormFrozen" and kind in BESIDES and alone
    if how == "order":
        other["effects"] = effects[::-1]
        return other, True  # each record stands once: which one comes first says nothing
    if how in ("add", "twice"):
        effects.append(effect | ({"id": "x", "old": None} if how == "add" else {}))
    elif how == "made":
        effect["old"] = None if effect["old"] else dict(effect["new"])
    elif how == "id":
        effect["id"] += "x"
    else:
        side = effect[draw(st.sampled_from(("old", "new") if effect["old"] else ("new",)))]
        name = draw(st.sampled_from([*side]))
        if how == "more":
            side[UNKNOWN] = "x"
            return other, side is effect["new"]
        if how == "column":
            gone = side.pop(name)
            usual = next((f.default for f in RECORDS[effect["table"]].__dataclass_fields__.values()
                          if f.name == name), None)  # fmt: skip
            is_later = side is effect["new"] and name in LATER.get(effect["table"], ())
            return other, is_later and gone == (effect["old"] or {name: usual})[name]
        side[name] = another(draw, side[name])
    return other, False


@pytest.mark.parametrize("stage", ["proposal", "design"])
def test_whatever_is_written_anew_is_told(at, stage):
    desk = at(stage, add_taker, *([write_much] if stage == "design" else []))
    bodies = bodies_of(desk)

    freezings = [each for each in bodies if each["kind"] == "FormFrozen"
                 and any(e["table"] in BESIDES for e in each["effects"])]  # fmt: skip
    ways = ("said", "taken", *["done"] * 4, *(["besides"] if freezings else []))

    @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=200)
    @given(data=st.data())
    def anew(data):
        way, is_honest = data.draw(st.sampled_from(ways)), False
        body = data.draw(st.sampled_from(freezings if way == "besides" else bodies))
        own = body
        if way == "done":
            other, is_honest = written_anew(data.draw, body)
        elif way == "besides":
            own, other, is_honest = told_besides(data.draw, body)
        else:
            other = (said_anew if way == "said" else as_taken)(data.draw, body)
        with desk.store.read() as reader:
            told = is_altered(line(own), line(other), (), reader)
        assert told is not is_honest, (body["kind"], other)

    anew()
