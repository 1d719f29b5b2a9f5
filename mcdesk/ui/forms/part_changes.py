"""What changed in a part of a form since its version before, where modules are signed one by one.

A part that stands frozen is compared with the version before it, one that is being written with
its newest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mcdesk.application.wrote import names_of
from mcdesk.i18n import _
from mcdesk.ui.forms.part_words import part_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.redline import Difference
    from mcdesk.application.views import FormView, PartLine

PART = "part:"
"""Begins the key of a part, with its id behind, where it is chosen since when to compare."""


@dataclass(frozen=True, slots=True)
class PartChanges:
    """The places that changed in a part since a version, and who wrote at each."""

    found: tuple[Difference, ...]
    who: tuple[tuple[str, ...], ...]
    title: str


def has_changes(part: PartLine) -> bool:
    """Tell whether there is a version that a part can be compared with."""
    return len(part.revisions) > (1 if part.is_unchanged else 0)


def read_changes(part: PartLine, desk: DeskPort) -> PartChanges:
    """Return what changed in a part since the version before. Runs on a worker."""
    kept = sorted(part.revisions, key=lambda line: line.version)
    base = kept[-2] if part.is_unchanged else kept[-1]
    kind: Literal["draft", "frozen"] = "frozen" if part.is_unchanged else "draft"
    revision = kept[-1].id if part.is_unchanged else ""
    sheet = desk.redline(part.form_id, kind, f"version:{base.version}", revision)
    found = sheet.since.found if sheet.since is not None else ()
    who = names_of(sheet.since.who) if sheet.since is not None else ()
    words = _("{part}: changed since version {n}")
    if part.is_unchanged:
        words = _("{part}: changed from version {n} to version {m}")
    title = words.format(part=part_name(part), n=base.version, m=kept[-1].version)
    return PartChanges(found, who, title)


def other_parts(parts: Iterable[PartLine], shown: PartLine) -> list[tuple[str, str]]:
    """Return the keys and names of the other parts whose changes can be shown."""
    return [(f"{PART}{each.form_id}", part_name(each)) for each in parts
            if has_changes(each) and each.form_id != shown.form_id]  # fmt: skip


def part_of(view: FormView, key: str) -> PartLine | None:
    """Return the part of a form that a key means, if it is one of a part."""
    return next((part for part in view.parts if f"{PART}{part.form_id}" == key), None)
