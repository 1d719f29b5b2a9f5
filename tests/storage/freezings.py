"""Freezings as the journal tells them, and whether one was written anew into a hub (fault 17)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from mcdesk.application.altered_hub import is_altered
from mcdesk.application.journal import Line, read_event
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import Redaction
from tests.asking import content
from tests.walk import OUTCOMES, Walker

FORM = "MC-1/F3"
ASSESSED = [{"code": "A1", "name": "Case", "type": "case", "outcomes": ["LO1", "LO2"],
             "weight": "100"}]  # fmt: skip
SUBS = [{"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]}]


def frozen_as(desk: Any, form: str) -> dict[str, Any]:
    """Freeze a form, and return what the journal says of it."""
    (event,) = desk.execute(do.FreezeForm(form=form)).events
    with desk.store.read() as reader:
        (line,) = reader.journal(event=event)
    return dict(json.loads(str(line["body"])))


TAKER = "taker"
"""Who takes in what came in a packet: somebody of the directory, with an office."""


def add_taker(desk: Any) -> None:
    desk.execute(do.AddPerson(name="CTL-02", roles=["ctl"], id=TAKER))


def slip(desk: Any) -> dict[str, Any]:
    """Open a signed timeline, plan another opening, freeze it; return that freezing."""
    opening = date.fromisoformat(content(desk, "F3").text("t1.opening"))
    later = opening + timedelta(days=14)
    desk.execute(do.ChangeForm(form=FORM, reason="The studio is closed."))
    desk.execute(do.SetValue(form=FORM, path="t1.opening", new=later.isoformat()))
    return frozen_as(desk, FORM)


def leave_out(desk: Any) -> dict[str, Any]:
    """Freeze a design that leaves out an outcome; return that freezing."""
    walker = Walker(desk)
    walker.fill("F7", {"d3": "Aligned by table."}, d5=OUTCOMES[:2], d7=SUBS, d13=ASSESSED)
    return frozen_as(desk, "MC-1/F7")


def of_table(body: dict[str, Any], table: str) -> list[dict[str, Any]]:
    return [each for each in body["effects"] if each["table"] == table]


def cell(name: str, value: str, effect: dict[str, Any]) -> None:
    effect["new"]["cells"] = json_text(json.loads(effect["new"]["cells"]) | {name: value})


def without(body: dict[str, Any], table: str) -> dict[str, Any]:
    return body | {"effects": [each for each in body["effects"] if each["table"] != table]}


def line(body: dict[str, Any]) -> Line:
    event = read_event(json_text(body))
    return Line(event.id, event.kind, event.by, event.at, event.group, event.body())


def altered(desk: Any, own: dict[str, Any], there: dict[str, Any], *removals: Redaction) -> bool:
    """Tell it both ways: either may be the one that has more."""
    with desk.store.read() as reader:
        one, other = (is_altered(line(a), line(b), removals, reader)
                      for a, b in ((own, there), (there, own)))  # fmt: skip
    assert one == other
    return one
