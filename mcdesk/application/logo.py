"""Logo and names at the head of printed forms: those of today, or of when a form was frozen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcdesk.application.stood import freezing_of, head_of_card, records_before
from mcdesk.folders import USUAL_NAME
from mcdesk.i18n import LANGUAGES, _
from mcdesk.procedure.canonical import read_json, read_object
from mcdesk.procedure.records import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.stood import Freezing
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import FormHeader
    from mcdesk.procedure.records import Card, Revision

KEY = "logo"
HEAD = ("name", "university", "contacts")
"""The settings that stand at the head of a paper and at its foot."""


def logo_of(knowledge: Knowledge, revision: Revision | None = None) -> Path | None:
    """Return where the logo lies that a print made today has, or that of a frozen revision."""
    digest = logo_at(knowledge.reader, revision)
    return knowledge.file_path(digest) if digest and knowledge.file_path is not None else None


def house_of(knowledge: Knowledge) -> str:
    """Return who stands at the head of a paper: the university, and the workspace's other name."""
    settings = knowledge.stored_settings
    return _house(settings.get("university"), settings.get("name"))


def house_on(head: FormHeader) -> str:
    """Return who stands at the head of a form's paper; "" where nobody gave a name."""
    return head.house or _house("", head.workspace)


def head_facts(knowledge: Knowledge) -> dict[str, object]:
    """Return what a revision keeps of the head that it is frozen under, besides its settings.

    So it is printed as it was signed also where another workspace brought it in.
    """
    stored = knowledge.stored_settings
    logo = stored.get(KEY)
    digest = str(logo.get("digest", "")) if isinstance(logo, dict) else ""
    return {key: stored.get(key) or "" for key in HEAD} | {KEY: digest}


def head_at(
    knowledge: Knowledge, revision: Revision, frozen: Freezing, card: Card, head: FormHeader
) -> FormHeader:
    """Return a frozen form's head as it was then: house, workspace, contacts, and its card's.

    They are those that it was frozen under (decisions.md, 19), so that it is printed as it was
    signed. The revision keeps its settings; what older ones lack, the journal tells, but of one
    that was brought in from another workspace: its house is not known then, and never this one.
    """
    kept = read_object(revision.settings)

    def of(key: str) -> str:
        if key in kept or frozen.origin:
            return str(kept.get(key) or "")
        if not frozen.place:
            return str(knowledge.stored_settings.get(key) or "")
        stood = _before(knowledge.reader, key, frozen.place)
        bound = [entry for entry in stood if str(entry["since"]) <= revision.frozen_on]
        latest = max(bound, key=lambda entry: str(entry["since"]), default={"value": "null"})
        return str(read_json(str(latest["value"])) or "")

    name = of("name")
    house = _house(of("university"), name)
    head = replace(head, house=house, workspace=name, contacts=of("contacts"))
    if not frozen.place:
        return head
    return head_of_card(knowledge, frozen.place, revision.frozen_on, card, head)


def _house(university: object, name: object) -> str:
    own, of = str(name or "").strip(), str(university or "").strip()
    if own in [_(USUAL_NAME, shown) for shown in LANGUAGES]:
        return of  # nobody's name: it says whose letter it is no more than an empty line
    if of.casefold() in own.casefold():
        return own
    return f"{of} · {own}" if own else of


def logo_at(reader: Reader, revision: Revision | None = None) -> str:
    """Return the digest of the logo's file, or "".

    A form that was frozen keeps the logo it had then, so that it is printed as it was signed. What
    came before is told by the journal's order, not by clocks (design.md, section 6).
    """
    if revision is not None:
        return _logo_then(reader, revision)
    kept = reader.select(Setting, key=KEY)
    return digest_in(max(kept, key=lambda entry: entry.since).value) if kept else ""


def _logo_then(reader: Reader, revision: Revision) -> str:
    """Return the logo that a revision keeps; of an older one what the journal tells."""
    kept = read_object(revision.settings)
    if KEY in kept:
        return str(kept[KEY])
    if not reader.select(Setting, key=KEY):
        return ""
    frozen = freezing_of(reader, revision)
    stood = [] if frozen.origin else _before(reader, KEY, frozen.place)
    return digest_in(str(stood[0]["value"])) if stood else ""


def _before(reader: Reader, key: str, place: int) -> list[Mapping[str, Any]]:
    """Return the entries of a setting as they stood before a place in the journal, newest first."""
    found = records_before(reader, place, Setting)
    return [entry for entry in found.values() if entry["key"] == key and not entry["deleted"]]


def digest_in(value: str) -> str:
    """Return the digest that a stored logo names."""
    found = read_json(value)
    return str(found.get("digest", "")) if isinstance(found, dict) else ""
