"""Commands about files of a card, and scans that are of none yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcdesk.application.handlers import handles
from mcdesk.application.letters import concerns
from mcdesk.application.scans import UNFILED
from mcdesk.application.seals import SEALED, bears, named_in
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text
from mcdesk.procedure.records import External, SignOff, StoredFile, changed

if TYPE_CHECKING:
    from collections.abc import Sequence


RUNS = re.compile(r"\s*(javascript|vbscript|data)\s*:", re.IGNORECASE)


@handles(do.AttachFile)
def attach_file(command: do.AttachFile, work: Work) -> None:
    """Attach a stored file or a link to a card, and to a form of it."""
    card = work.card(command.card)
    form = work.form(command.form)[0] if command.form else None
    if form is not None and not concerns(work.uow, form, card.id):
        refuse("other_card", N_("This form belongs to another micro-credential."))
    _must_be_stored(work, command, link=command.link)
    if RUNS.match(command.link):
        refuse("bad_link", N_("A link that runs a program is not kept: {link}. Give a web address "
                              "(https://…) or the path of a file."), link=command.link)  # fmt: skip
    note = _note_of(work, command)
    file_id = work.id_for(StoredFile, command.id)
    work.put(
        StoredFile(
            id=file_id,
            card_id=card.id,
            form_id=form.id if form is not None else "",
            name=clean_text(command.name.strip()),
            size=command.size,
            digest=command.digest,
            purpose=command.purpose,
            note=note,
            link=command.link,
            added_by=work.actor.person_id,
            added_at=work.now,
        )
    )
    if command.purpose == "scan" and form is not None:
        _deliver_scan(work, form.id, file_id, command.pays)


def _note_of(work: Work, command: do.AttachFile) -> str:
    """Return the note of a file; that of a sealed PDF only to whose decision its last seal is for.

    By that note a PDF is known as sealed here, so nobody else writes it (docs/decisions/0009). In
    what somebody brings, nothing proves whose it is: the file is kept, without its note (0012).
    """
    note = clean_text(command.note)
    named = named_in(note) if command.purpose == SEALED else None
    if named is None:
        return note
    form = work.form(command.form)[0].id if command.form else ""
    over_it = work.uow.select(SignOff, form_id=form) if form else ()
    is_own = bears(named, over_it, lambda who: work.knowledge.same(who) == work.actor.person_id)
    if not is_own and not work.made_by:
        words = N_("Only sealing in the program gives a PDF such a note: leave the note away, or "
                   "seal the PDF at its form.")  # fmt: skip
        refuse("not_sealed_here", words)
    return note if is_own or not work.made_by else ""


def _must_be_stored(work: Work, command: do.AttachFile | do.KeepScan, *, link: str = "") -> None:
    """Refuse a file without a name or without its content in the store; a link has none."""
    if not command.name.strip():
        refuse("no_name", N_("A file needs a name."))
    is_bare = bool(link) and not command.digest
    if not is_bare and not re.fullmatch("[0-9a-f]{64}", command.digest):
        refuse("bad_digest", N_("A file is named by its SHA-256, 64 digits, or by a link."))
    if not link and not work.has_file(command.digest):
        refuse("not_stored", N_("The content of “{name}” is not in the store of this workspace."),
               name=command.name)  # fmt: skip
    if command.size < 0:
        refuse("bad_size", N_("The size of a file is not negative."))


@handles(do.KeepScan)
def keep_scan(command: do.KeepScan, work: Work) -> None:
    """Keep a scan that belongs to no micro-credential yet; the same content is kept once."""
    work.must_be_known()
    _must_be_stored(work, command)
    if work.uow.select(StoredFile, purpose=UNFILED, digest=command.digest):
        return
    work.put(
        StoredFile(
            id=work.id_for(StoredFile, command.id),
            card_id="",
            name=clean_text(command.name.strip()),
            size=command.size,
            digest=command.digest,
            purpose=UNFILED,
            note=clean_text(command.note),
            added_by=work.actor.person_id,
            added_at=work.now,
        )
    )


@handles(do.SettleScan)
def settle_scan(command: do.SettleScan, work: Work) -> None:
    """Take a scan off the unfiled ones; its content stays in the store."""
    work.must_be_known()
    file = work.get(StoredFile, command.file, "file")
    if file.purpose != UNFILED:
        refuse("not_unfiled", N_("“{name}” is not among the unfiled scans."), name=file.name)
    reason = clean_text(command.reason.strip())
    if not reason:
        refuse("reason", N_("This needs a reason."))
    work.put(changed(file, deleted=True, note=reason))


def _deliver_scan(work: Work, form: str, file_id: str, pays: Sequence[str] | None) -> None:
    """Let a scan be the evidence of each decision over a form that owes one when it is filed.

    Where some are named (`pays`), of those alone: a page may be signed by others than who owes.
    Of others' by who may record or fill; of one's own, too, unless it was made for somebody.
    """
    for decision in filter(work.was_there, work.uow.select(SignOff, form_id=form)):
        is_meant = pays is None or decision.id in pays
        owes = is_meant and decision.scan_owed and not decision.withdrawn_on
        if owes and _may_file(work, decision):
            work.put(changed(decision, evidence_id=file_id, scan_owed=False))


def _may_file(work: Work, decision: SignOff) -> bool:
    """Tell whether the actor may file the evidence of a decision."""
    named = work.knowledge.same(decision.person_id)
    own = named == work.actor.person_id and not decision.on_behalf_of
    rights = work.procedure.rights
    roles = (*rights.get("record", ()), *rights.get("fill", ()))
    return own or work.has_role(roles, work.card(decision.card_id))


@handles(do.RemoveFile)
def remove_file(command: do.RemoveFile, work: Work) -> None:
    """Take a file off a card; its content stays in the store."""
    file = work.get(StoredFile, command.file, "file")
    work.demand("cards", work.card(file.card_id))
    for original in work.uow.select(External, file_id=file.id):
        if not original.deleted:
            refuse("in_use", N_("“{name}” is the original of {form}: record another original "
                                "first."), name=file.name, form=original.kind)  # fmt: skip
    for decision in work.uow.select(SignOff, evidence_id=file.id):
        work.put(changed(decision, evidence_id="", scan_owed=True))
    work.put(changed(file, deleted=True))
