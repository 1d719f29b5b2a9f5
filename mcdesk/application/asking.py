"""Whom a form asks to sign: by its definition, the team on the day of freezing, and who was added.

Of a form some of whose signers are asked as far as the team has them, the freezing keeps the roles
that it asks with the revision: whatever is said of the team afterwards, these are asked
(docs/decisions/0020-whom-a-team-has.md). They stand beside what it keeps of its settings, which a
program or hub of before passes over: among the signers it would take them for added ones.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.canonical import read_json, read_object
from mcdesk.procedure.definition import FormDefinition, Signer
from mcdesk.procedure.records import Revision, TeamMember
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mcdesk.application.storage_ports import Reader

ASKED = "asked"
"""Under which name `Revision.settings` keeps the roles that the definition asks."""


def asked_on(reader: Reader, definition: FormDefinition, card_id: str, day: str) -> FormDefinition:
    """Return a form without the signers in whose role the team has nobody on a day."""
    if not _asks_a_team(definition):
        return definition
    team = reader.select(TeamMember, card_id=card_id)
    return _asking(definition, {member.role for member in team if member.is_on(day)})


def asked_by(reader: Reader, definition: FormDefinition, revision: Revision) -> FormDefinition:
    """Return a form with the signers whom a revision asks: those that it keeps.

    One of before keeps none: whom it asks follows from the team as of the day of freezing.
    """
    if not _asks_a_team(definition):
        return definition
    kept = kept_roles(revision)
    if not kept:
        return asked_on(reader, definition, revision.card_id, revision.frozen_on)
    return _asking(definition, kept)


def kept_roles(revision: Revision) -> list[str]:
    """Return the roles that a revision keeps as asked."""
    kept = read_object(revision.settings).get(ASKED)
    return kept if isinstance(kept, list) else []


def roles_on(reader: Reader, definition: FormDefinition, card_id: str, day: str) -> list[str]:
    """Return the roles that a freezing on a day keeps; none where the definition tells them all."""
    if not _asks_a_team(definition):
        return []
    return [signer.role for signer in asked_on(reader, definition, card_id, day).signers]


def extra_signers(revision: Revision | None) -> tuple[Signer, ...]:
    """Return the signers added to one revision, as kept on it (decisions.md, 15).

    What is none is passed over: anybody can write a hub's file, and a revision stays for ever.
    """
    kept = read_json(revision.signers) if revision is not None else []
    return tuple(map(_extra_signer, filter(_is_signer, kept if isinstance(kept, list) else ())))


def _is_signer(entry: object) -> bool:
    """Tell whether something says whom a revision asks; its step is written as text."""
    if not isinstance(entry, dict) or not isinstance(entry.get("role"), str) or not entry["role"]:
        return False
    if not isinstance(entry.get("act") or "", str):
        return False
    return re.fullmatch("[1-9]", str(entry.get("step", 1))) is not None


def _extra_signer(entry: Mapping[str, Any]) -> Signer:
    act = entry.get("act")
    return Signer(
        role=entry["role"],
        step=int(entry.get("step", 1)),
        act=Label(act or "Also signed by", act or "Turut menandatangani"),
        decisions=("approve", "return"),
        media=("program", "paper", "pdf", "letter", "minutes"),
    )


def _asks_a_team(definition: FormDefinition) -> bool:
    return any(signer.on_team for signer in definition.signers)


def _asking(definition: FormDefinition, roles: Collection[str]) -> FormDefinition:
    """Return a form without those of its signers on a team who hold none of some roles."""
    asked = tuple(s for s in definition.signers if not s.on_team or s.role in roles)
    return replace(definition, signers=asked) if asked != definition.signers else definition
