"""Fields that fall due only after their form's own gate, and may be supplied then.

A revision leaves them open while they are empty (docs/decisions/0002).

A revision says itself what it left open, and whoever freezes writes that. So it is believed only of
fields that can fall due later at all, and in which the frozen text holds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.canonical import is_empty, read_json
from mcdesk.procedure.rows import content_from_text

if TYPE_CHECKING:
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import Field, FormDefinition, Profile
    from mcdesk.procedure.records import Revision

TEAM = frozenset({"sme", "id", "gd", "dcs", "rev"})
"""Roles that one holds on a micro-credential's team, not by an office."""
PROFILES: tuple[Profile, ...] = ("essential", "full")


def may_be_late(definition: FormDefinition, entry: Field) -> bool:
    """Tell whether some profile demands a field, and only at a stage that is not its form's own."""
    if entry.is_made or entry.living:
        return False
    for profile in PROFILES:
        asked = asked_of(definition, entry, profile)
        if asked and all(each.due.of(profile) not in ("", definition.stage) for each in asked):
            return True
    return False


def supplied_by(entry: Field) -> tuple[str, ...]:
    """Return the roles that alone supply a field of a frozen form; none: whoever may fill it.

    What an office decides over signed text is its own word (decisions.md, 17); what the team owes
    anybody may write down who fills forms.
    """
    if not entry.by or set(entry.by) & TEAM:
        return ()
    return (*entry.by, "ctl_lead")


def asked_of(definition: FormDefinition, entry: Field, profile: Profile) -> list[Field]:
    """Return what a profile demands of a field: the field, or of a group its parts."""
    whole = [entry, *(definition.fields[f"{entry.id}.{part.id}"] for part in entry.parts)]
    asked = [each for each in whole if each.required.of(profile) != "off"]
    return [entry] if entry in asked else asked


def holds_anything(entry: Field, content: Content) -> bool:
    """Tell whether anything stands in a field, its parts, items or rows."""
    paths = [entry.id, *(f"{entry.id}.{part.id}" for part in entry.parts)]
    paths += [f"{entry.id}.{item.id}" for item in entry.items]
    return bool(content.table(entry.id)) or any(not is_empty(content.value(p)) for p in paths)


def left_open(definition: FormDefinition, revision: Revision | None) -> tuple[str, ...]:
    """Return the fields that a revision left to be supplied later, as far as it may."""
    if revision is None or revision.open_paths == "[]":
        return ()
    content = content_from_text(revision.content)
    named = read_json(revision.open_paths)
    paths = named if isinstance(named, list) else ()
    known = (definition.fields.get(str(path)) for path in paths)
    return tuple(
        entry.id
        for entry in known
        if entry is not None
        and may_be_late(definition, entry)
        and not holds_anything(entry, content)
    )
