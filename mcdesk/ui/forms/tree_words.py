"""The lines of a form's tree in words: as they stand there, and as a screen reader says them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.canonical import decimal_text
from mcdesk.procedure.tree import STRAY
from mcdesk.ui.forms.values import show_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from mcdesk.procedure.tree import Node

STATES = {
    "empty": N_("nothing in it yet"),
    "incomplete": N_("not complete"),
    "complete": N_("complete"),
}
UNITS = {"minutes": N_("{n} min"), "seconds": N_("{n} s"), "hours": N_("{n} h")}


def shown(node: Node) -> str:
    """Return a line's words."""
    if node.label is not None:
        return f"{node.label.text()} ({len(node.children)})"
    if node.key == STRAY:
        return _("Without a place")
    return " ".join(each for each in (node.code, node.words) if each) or _("a row without a name")


def time_of(node: Node) -> str:
    """Return what a line takes: "540 of 600 min" where a length is planned."""
    if node.unit not in UNITS or (node.time is None and node.planned is None):
        return ""
    words = _(UNITS[node.unit])
    if node.planned is None:
        return words.format(n=_number(node.time))
    return words.format(n=f"{_number(node.time)}/{_number(node.planned)}")


def _number(number: Decimal | None) -> str:
    return show_number(decimal_text(number)) if number is not None else "0"


def spoken(node: Node) -> str:
    """Return a line as a screen reader says it."""
    parts = [shown(node), time_of(node), _(STATES[node.state])]
    if node.remarks:
        parts.append(plural("{n} row with a comment", "{n} rows with comments", node.remarks))
    if node.changes:
        parts.append(
            plural(
                "{n} row changed since you last looked",
                "{n} rows changed since you last looked",
                node.changes,
            )
        )
    return ", ".join(part for part in parts if part)


def narrowed(nodes: Iterable[Node], words: str) -> tuple[Node, ...]:
    """Return the lines that hold all of the words, with those that they hang on."""
    wanted = words.casefold().split()
    return tuple(_narrowed(nodes, wanted)) if wanted else tuple(nodes)


def _narrowed(nodes: Iterable[Node], wanted: list[str]) -> list[Node]:
    found = []
    for node in nodes:
        below = _narrowed(node.children, wanted)
        text = shown(node).casefold() if node.row is not None else ""
        if below or (text and all(word in text for word in wanted)):
            found.append(replace(node, children=tuple(below)))
    return found
