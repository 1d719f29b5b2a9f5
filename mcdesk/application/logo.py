"""The logo in the head of printed forms: the one of today, or of the moment a form was frozen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcdesk.application.journal import read_event
from mcdesk.procedure.records import Setting

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Reader

KEY = "logo"


def logo_of(knowledge: Knowledge, moment: str = "") -> Path | None:
    """Return where the logo lies that a print made today has, or one frozen at a moment."""
    digest = logo_at(knowledge.reader, moment)
    return knowledge.file_path(digest) if digest and knowledge.file_path is not None else None


def logo_at(reader: Reader, moment: str = "") -> str:
    """Return the digest of the logo's file, or "".

    A form that was frozen keeps the logo of that moment, so that it is printed as it was signed.
    """
    kept = reader.select(Setting, key=KEY)
    if not kept:
        return ""
    if not moment:
        return digest_in(max(kept, key=lambda entry: entry.since).value)
    for line in reader.journal(kinds=("LogoSet",)):
        event = read_event(str(line["body"]))
        if event.at <= moment:
            return str(event.command.get("file", ""))
    return ""


def digest_in(value: str) -> str:
    """Return the digest that a stored logo names."""
    found = json.loads(value)
    return str(found.get("digest", "")) if isinstance(found, dict) else ""
