"""Which contents a replica fetches by itself: all, or all but scans and budgets.

With the setting `files_held` those come by themselves only to who may record decisions and to who
added them; once they open one also to who fills or signs the papers of its micro-credential
(design.md, section 6: lazily), and to nobody else. A hub on a server gives them to no others
(`resources/hub/parts.sql`, the same rule).
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from mcdesk.application import asking, logo, shelf
from mcdesk.application.allowed import has_role, procedure_of_today
from mcdesk.application.brought import MARK
from mcdesk.application.journal import read_event
from mcdesk.errors import Finding, Trouble
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.records import Card, Redaction, Revision, Setting, SignOff, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.journal import Effect
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader

HELD = ("scan", "budget")
"""The purposes of files that are held back."""
KEPT_FROM = N_("This file does not come to you: scans and budgets are for who records decisions, "
               "for who added them, and for who fills or signs the forms of their "
               "micro-credential. Ask one of them.")  # fmt: skip
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
            if file.id not in removed and not file.deleted and not file.link}  # fmt: skip
    return frozenset(entry.digest for entry in removals) - kept


def held_back(knowledge: Knowledge, person: str) -> frozenset[str]:
    """Return the contents that do not come to a person by themselves."""
    if not knowledge.stored_settings.get(SETTING):
        return frozenset()
    recorders = procedure_of_today(knowledge).rights.get("record", ())
    if knowledge.actor(person).roles & set(recorders):
        return frozenset()
    files = [file for file in knowledge.reader.select(StoredFile) if not file.link]
    own = knowledge.same(person)
    free = {f.digest for f in files
            if f.purpose not in HELD or knowledge.same(f.added_by) == own}  # fmt: skip
    return frozenset(file.digest for file in files) - free


def kept_from(knowledge: Knowledge, person: str, held: frozenset[str]) -> frozenset[str]:
    """Return those of the contents held back that do not come to a person who opens them, either.

    Those do of a card whose forms the person fills or signs; what stands there asks for it.
    """
    files = [
        f for f in knowledge.reader.select(StoredFile) if f.digest in held and not f.link
    ] if held else []  # fmt: skip
    own = {id_: _is_concerned(knowledge, person, id_) for id_ in {f.card_id for f in files}}
    return held - {file.digest for file in files if own[file.card_id]}


def why_kept_from(knowledge: Knowledge, person: str, digest: str) -> Finding | None:
    """Return why a content does not come to a person, who opens it; None where it comes."""
    held = held_back(knowledge, person) & {digest}
    if not kept_from(knowledge, person, held):
        return None
    return Finding("kept_from", KEPT_FROM)


def _is_concerned(knowledge: Knowledge, person: str, card_id: str) -> bool:
    """Tell whether somebody fills the forms of a card, signs one, or decided about one.

    Who signs for somebody by a letter holds no role of the card, and is known once that is done.
    """
    reader, procedure = knowledge.reader, procedure_of_today(knowledge)
    roles, card = set(procedure.rights.get("fill", ())), reader.find(Card, card_id)
    if card is not None:
        with suppress(Trouble):  # a form that this program cannot read tells nobody
            forms = shelf.definitions_of(reader, card).forms.values()
            roles |= {signer.role for form in forms for signer in form.signers}
        for revision in reader.select(Revision, card_id=card.id):
            roles |= {signer.role for signer in asking.extra_signers(revision)}
        own = knowledge.same(person)
        if any(knowledge.same(each.person_id) == own
               for each in reader.select(SignOff, card_id=card.id)):  # fmt: skip
            return True
    return has_role(knowledge, procedure, knowledge.actor(person), roles, card)
