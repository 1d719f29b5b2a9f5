"""The logo in the head of printed forms: the one of today, or of the moment a form was frozen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcdesk.application.journal import read_event
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Revision, Setting

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Reader

KEY = "logo"


def logo_of(knowledge: Knowledge, revision: Revision | None = None) -> Path | None:
    """Return where the logo lies that a print made today has, or that of a frozen revision."""
    digest = logo_at(knowledge.reader, revision)
    return knowledge.file_path(digest) if digest and knowledge.file_path is not None else None


def house_of(knowledge: Knowledge) -> str:
    """Return who stands at the head of a paper: the university, and the workspace's other name."""
    settings = knowledge.stored_settings
    name = str(settings.get("name") or "").strip()
    university = str(settings.get("university") or "").strip()
    if university.casefold() in name.casefold():
        return name
    return f"{university} · {name}" if name else university


def logo_at(reader: Reader, revision: Revision | None = None) -> str:
    """Return the digest of the logo's file, or "".

    A form that was frozen keeps the logo it had then, so that it is printed as it was signed. What
    came before is told by the journal's order, not by clocks (design.md, section 6).
    """
    kept = reader.select(Setting, key=KEY)
    if not kept:
        return ""
    if revision is None:
        return digest_in(max(kept, key=lambda entry: entry.since).value)
    before = _place_of(reader, revision)
    for line in reader.journal(kinds=(do.SetLogo.event, do.UndoEvent.event)):
        if int(line["n"]) < before:
            for effect in read_event(str(line["body"])).effects:
                if effect.table == Setting.table and effect.new.get("key") == KEY:
                    return digest_in(str(effect.new["value"]))
    return ""


def _place_of(reader: Reader, revision: Revision) -> int:
    """Return the place in the journal of the event that froze a revision."""
    kinds = (do.FreezeForm.event, do.UndoEvent.event)
    for line in reader.journal(form=revision.form_id, kinds=kinds):
        effects = read_event(str(line["body"])).effects
        if any(effect.id == revision.id and effect.old is None for effect in effects):
            return int(line["n"])
    return 0


def digest_in(value: str) -> str:
    """Return the digest that a stored logo names."""
    found = json.loads(value)
    return str(found.get("digest", "")) if isinstance(found, dict) else ""
