"""Revisions, decisions over them, remarks and files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mcdesk.procedure.records.record import Record, record


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Record):
    """A form frozen for signature: immutable, with its digest.

    `content` is canonical JSON of values, rows and computed values; `open_paths` names the
    fields that were not yet due and empty, so may still be supplied without voiding a sign-off.
    `settings` are those that bound then, with what stood at the head of its paper: the names of
    house and workspace, the contacts, the digest of the logo.
    """

    table: ClassVar[str] = "revision"
    form_id: str
    card_id: str
    version: int
    digest: str
    definition_id: str
    content: str
    open_paths: str = "[]"
    number: str = ""
    frozen_at: str = ""
    frozen_on: str = ""
    frozen_by: str = ""
    signers: str = "[]"
    settings: str = "{}"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Record):
    """A decision by a person, in a role and capacity, over a revision's digest.

    `capacity`: own, a.n., u.b., Plt., Plh. (decisions.md, 15); `medium`: program, paper, pdf,
    letter, minutes. `evidence_id` names a file; `scan_owed` says that one is still to come.
    `signature` is that of the person's key over `statement`, empty where there was none.
    `decided` is what the role decides beside the frozen text, as canonical JSON of paths and
    values (`deciding.what_is_decided`); empty where that is nothing. `to_stage` is the earlier
    stage to which a return would have the card go back; empty where it leaves that to CTL.
    """

    table: ClassVar[str] = "sign_off"
    form_id: str
    revision_id: str
    version: int
    card_id: str
    digest: str
    role: str
    person_id: str
    decision: str
    capacity: str = "own"
    on_behalf_of: str = ""
    letter: str = ""
    letter_since: str = ""
    letter_until: str = ""
    medium: str = "program"
    decided_on: str = ""
    place: str = ""
    note: str = ""
    recorded_by: str = ""
    recorded_at: str = ""
    evidence_id: str = ""
    scan_owed: bool = False
    withdrawn_on: str = ""
    withdrawn_reason: str = ""
    key_id: str = ""
    signature: str = ""
    decided: str = ""
    to_stage: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey(Record):
    """The public half of a person's Ed25519 key; the private half never enters a workspace.

    A key that was ended is kept: what it signed before stays valid.
    """

    table: ClassVar[str] = "signing_key"
    person_id: str
    public: str
    registered_at: str = ""
    ended_at: str = ""
    ended_reason: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class External(Record):
    """A form fulfilled outside: an external original, or done before MC Desk.

    `state`: original, before (take-over), missing ("not found"). `facts` is a JSON object of the
    few facts that the gate needs (decisions.md, 4 and 16).
    """

    table: ClassVar[str] = "external"
    form_id: str
    card_id: str
    kind: str
    state: str
    number: str = ""
    dated: str = ""
    signed_by: str = ""
    file_id: str = ""
    note: str = ""
    facts: str = "{}"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Record):
    """A remark on a form's field; it can be answered and marked done."""

    table: ClassVar[str] = "comment"
    form_id: str
    card_id: str
    path: str
    text: str
    author: str
    at: str
    done: bool = False


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile(Record):
    """A file kept by its content (SHA-256), or a link to one that is too large."""

    table: ClassVar[str] = "file"
    card_id: str
    form_id: str = ""
    name: str
    size: int
    digest: str
    purpose: str = ""
    note: str = ""
    link: str = ""
    added_by: str = ""
    added_at: str = ""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBooklet(Record):
    """A booklet of a signing session as it was printed; its cover's code names this record.

    `who` is the person, or the role of an office that nobody holds; `forms` is a JSON list of
    pairs, a form's id and its version, in the order of the cover.
    """

    table: ClassVar[str] = "booklet"
    who: str
    day: str
    forms: str
    printed_by: str = ""
    printed_at: str = ""
