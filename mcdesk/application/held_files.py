"""Which contents a replica fetches by itself: all, or all but scans and budgets.

With the setting `files_held` those come by themselves only to who may record decisions and to who
added them; to others once they open one (design.md, section 6: lazily).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcdesk.application import logo, shelf
from mcdesk.application.brought import MARK
from mcdesk.application.journal import read_event
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.records import Redaction, Revision, Setting, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.journal import Effect
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader

HELD = ("scan", "budget")
"""The purposes of files that are held back."""
SETTING, WANTED = "files_held", "files_wanted"


def wanted_in(facts: dict[str, str]) -> frozenset[str]:
    """Return the contents that somebody here has asked for."""
    return frozenset(json.loads(facts.get(WANTED) or "[]"))


def wanted_text(digests: Iterable[str]) -> str:
    """Return contents asked for as a workspace remembers them."""
    return json.dumps(sorted(digests))


def contents_of(effect: Effect, *, is_brought: bool = False) -> tuple[str, ...]:
    """Return the contents that an effect names: a file's, a logo's.

    Of a form that was frozen in another workspace it is also the logo at its head.
    """
    found = ""
    if effect.table == StoredFile.table:
        found = "" if effect.new.get("link") else str(effect.new.get("digest") or "")
    elif effect.table == Setting.table and effect.new.get("key") == logo.KEY:
        found = logo.digest_in(str(effect.new["value"]))
    elif effect.table == Revision.table and is_brought:
        found = str(read_object(str(effect.new.get("settings") or "")).get(logo.KEY) or "")
    return (found,) if found else ()


def named_files(knowledge: Knowledge) -> frozenset[str]:
    """Return the contents that records name and that were not removed for ever.

    The journal tells which logos there were; so it does of what was brought in, which names none
    but its own head.
    """
    reader = knowledge.reader
    named = {file.digest for file in reader.select(StoredFile) if not file.link}
    for line in reader.journal(kinds=(do.SetLogo.event, f"{MARK}{do.FreezeForm.event}")):
        for effect in read_event(str(line["body"])).effects:
            named.update(contents_of(effect, is_brought=True))
    return frozenset(named) - gone_contents(reader)


def gone_contents(reader: Reader) -> frozenset[str]:
    """Return the contents that were removed for ever: no other file has the same one."""
    removals = reader.select(Redaction, subject_table=StoredFile.table)
    removed = {entry.subject_id for entry in removals}
    kept = {file.digest for file in reader.select(StoredFile)
            if file.id not in removed and not file.deleted}  # fmt: skip
    return frozenset(entry.digest for entry in removals) - kept


def held_back(knowledge: Knowledge, person: str) -> frozenset[str]:
    """Return the contents that do not come to a person by themselves."""
    if not knowledge.stored_settings.get(SETTING):
        return frozenset()
    digest, _forms = shelf.published(knowledge.reader, knowledge.today)
    recorders = shelf.procedure_of(knowledge.reader, digest).rights.get("record", ())
    if knowledge.actor(person).roles & set(recorders):
        return frozenset()
    files = [file for file in knowledge.reader.select(StoredFile) if not file.link]
    free = {f.digest for f in files if f.purpose not in HELD or f.added_by == person}
    return frozenset(file.digest for file in files) - free
