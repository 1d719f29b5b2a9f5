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
from tests.storage.freezings import leave_out, line, slip

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


def written_anew(draw: Callable[..., Any], body: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return an entry that differs in one place, and whether an honest one may."""
    other = deepcopy(body)
    effects = other["effects"]
    number = draw(st.integers(0, len(effects) - 1))
    effect = effects[number]
    how = draw(st.sampled_from(("drop", "add", "twice", "made", "column", "row", "more", "id")))
    if how == "drop":
        del effects[number]
        kind, alone = effect["table"], all(e["table"] != effect["table"] for e in effects)
        return other, other["kind"] == "FormFrozen" and kind in BESIDES and alone
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
    desk = at(stage, *([write_much] if stage == "design" else []))
    bodies = bodies_of(desk)

    @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=300)
    @given(data=st.data())
    def anew(data):
        body = data.draw(st.sampled_from(bodies))
        other, is_honest = written_anew(data.draw, body)
        with desk.store.read() as reader:
            told = is_altered(line(body), line(other), (), reader)
        assert told is not is_honest, (body["kind"], other)

    anew()
