"""`mcdesk check`: do the signatures of people's keys hold, and if not, why.

Which came first, a decision or the end of its key, is told by the journal and by no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.letters import misplaced
from mcdesk.errors import McDeskError
from mcdesk.i18n import _
from mcdesk.models.checking_words import Places
from mcdesk.procedure.calendar import day_before
from mcdesk.procedure.records import (
    ClosedPeriod,
    DefinitionText,
    Form,
    Person,
    Revision,
    SigningKey,
    SignOff,
)
from mcdesk.procedure.statement import key_id, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.keys import Verify
    from mcdesk.models.unit_of_work import SqlReader

Moments = Mapping[tuple[str, str], int]
"""When the journal first told of a decision or key ("made"), or of a key's end ("ended")."""


def signatures(reader: SqlReader, verify: Verify, seen: Moments) -> Iterator[str]:
    """Yield the decisions whose signature does not hold, and why."""
    keys = {key.id: key for key in reader.select(SigningKey)}
    people = {person.id: person.name for person in reader.select(Person)}
    for key in keys.values():
        if key.id != key_id(key.public):
            who = people.get(key.person_id, key.person_id)
            yield _("signing key of {who}: was altered").format(who=who)
    revisions: dict[str, Revision | ClosedPeriod] = {}
    revisions.update((entry.id, entry) for entry in reader.select(Revision))
    revisions.update((entry.id, entry) for entry in reader.select(ClosedPeriod))
    forms = {form.id: form for form in reader.select(Form)}
    decisions = reader.select(SignOff)
    places, roles = Places(reader.connection), _roles(reader)
    strange = misplaced(reader, forms.values(), _by_form(decisions))
    for decision in decisions:
        why = _why_not(decision, keys, revisions, verify, seen)
        if decision.id in strange:
            why = _("it was made for another micro-credential")
        if why:
            words = _("sign-off of {who} ({role}) over {form}, version {version}: {why}")
            place = places.place(decision.card_id, decision.form_id)
            revision = revisions.get(decision.revision_id)
            yield words.format(
                who=people.get(decision.person_id, decision.person_id),
                role=roles.get(decision.role, decision.role),
                form=place or (revision.number if revision else "–"),
                version=decision.version,
                why=why,
            )


def _roles(reader: SqlReader) -> Mapping[str, str]:
    """Return what the roles of the newest procedure are called; none where it cannot be read."""
    try:
        kept = [each for each in reader.select(DefinitionText) if each.kind == "procedure"]
        newest = max(kept, key=lambda each: each.published_on)
        found = shelf.procedure_of(reader, newest.id)
    except (LookupError, TypeError, ValueError, McDeskError):
        return {}
    return {role.id: role.label.text() for role in found.roles}


def _by_form(decisions: Iterable[SignOff]) -> Mapping[str, list[SignOff]]:
    found: dict[str, list[SignOff]] = {}
    for decision in decisions:
        found.setdefault(decision.form_id, []).append(decision)
    return found


def _why_not(
    decision: SignOff,
    keys: Mapping[str, SigningKey],
    revisions: Mapping[str, Revision | ClosedPeriod],
    verify: Verify,
    seen: Moments,
) -> str:
    """Return why the signature of a decision does not hold, or ""."""
    made = seen.get(("made", decision.id), 0)
    revision = revisions.get(decision.revision_id)
    if decision.medium == "program" and decision.decided_on < day_before(_frozen_on(revision)):
        return _("it is dated before its text was frozen")
    if not decision.signature:
        if revision is not None and revision.digest != decision.digest:
            return _("its digest is not that of the version")
        own = [key for key in keys.values() if key.person_id == decision.person_id]
        before = [key for key in own if seen.get(("made", key.id), 0) <= made]
        if decision.medium == "program" and before:
            return _("it has no signature, although the person had a key")
        return ""
    key = keys.get(decision.key_id)
    if key is None:
        return _("its key is unknown")
    if key.person_id != decision.person_id:
        return _("its key is another person's")
    if not verify(key.public, statement(decision), decision.signature):
        return _("the row was altered: the signature is not over what stands there")
    if revision is None or revision.digest != decision.digest:
        return _("its digest is not that of the version")
    if not _lived(key, made, seen):
        return _("its key had been ended before, or was registered only afterwards")
    return ""


def _frozen_on(revision: Revision | ClosedPeriod | None) -> str:
    """Return the day on which a text was frozen, or a register closed; "" where none is known."""
    if revision is None:
        return ""
    return revision.closed_on if isinstance(revision, ClosedPeriod) else revision.frozen_on


def _lived(key: SigningKey, moment: int, seen: Moments) -> bool:
    """Tell whether a key was registered and not ended at a place of the journal."""
    ended = seen.get(("ended", key.id))
    return seen.get(("made", key.id), 0) <= moment and (ended is None or moment < ended)
