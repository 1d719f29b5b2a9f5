"""Logo and names at the head of printed forms: those of today, or of when a form was frozen."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcdesk.application.journal import read_event
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import Revision, Setting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Reader
    from mcdesk.application.views import FormHeader

KEY = "logo"


def logo_of(knowledge: Knowledge, revision: Revision | None = None) -> Path | None:
    """Return where the logo lies that a print made today has, or that of a frozen revision."""
    digest = logo_at(knowledge.reader, revision)
    return knowledge.file_path(digest) if digest and knowledge.file_path is not None else None


def house_of(knowledge: Knowledge) -> str:
    """Return who stands at the head of a paper: the university, and the workspace's other name."""
    settings = knowledge.stored_settings
    return _house(settings.get("university"), settings.get("name"))


def head_at(knowledge: Knowledge, revision: Revision, head: FormHeader) -> FormHeader:
    """Return a frozen form's head with the names of house and workspace, and the contacts, of then.

    They are those that it was frozen under (decisions.md, 19), so that it is printed as it was
    signed. The revision keeps the settings of its procedure; all others the journal tells.
    """
    before = _place_of(knowledge.reader, revision)
    kept = json.loads(revision.settings)

    def of(key: str) -> str:
        if key in kept:
            return str(kept[key] or "")
        if not before:
            return str(knowledge.stored_settings.get(key) or "")
        stood = _before(knowledge.reader, key, before)
        bound = [entry for entry in stood if str(entry["since"]) <= revision.frozen_on]
        latest = max(bound, key=lambda entry: str(entry["since"]), default={"value": "null"})
        return str(json.loads(str(latest["value"])) or "")

    name = of("name")
    house = _house(of("university"), name)
    return replace(head, house=house, workspace=name, contacts=of("contacts"))


def _house(university: object, name: object) -> str:
    own, of = str(name or "").strip(), str(university or "").strip()
    if of.casefold() in own.casefold():
        return own
    return f"{of} · {own}" if own else of


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
    stood = _before(reader, KEY, _place_of(reader, revision))
    return digest_in(str(stood[0]["value"])) if stood else ""


def _before(reader: Reader, key: str, place: int) -> list[Mapping[str, Any]]:
    """Return the entries of a setting as they stood before a place in the journal, newest first."""
    found: dict[str, Mapping[str, Any]] = {}
    for line in reader.journal(table=Setting.table):
        body = str(line["body"])
        if int(line["n"]) < place and json_text(key) in body:
            for effect in read_event(body).effects:
                if effect.table == Setting.table and effect.new.get("key") == key:
                    found.setdefault(effect.id, effect.new)
    return [entry for entry in found.values() if not entry["deleted"]]


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
