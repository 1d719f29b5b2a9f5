"""`mcdesk check`: do the signatures of people's keys hold, and if not, why.

Which came first, a decision or the end of its key, is told by the journal and by no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mcdesk.application.letters import misplaced
from mcdesk.procedure.records import (
    ClosedPeriod,
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
            yield f"signing key of {people.get(key.person_id, key.person_id)}: was altered"
    revisions: dict[str, Revision | ClosedPeriod] = {}
    revisions.update((entry.id, entry) for entry in reader.select(Revision))
    revisions.update((entry.id, entry) for entry in reader.select(ClosedPeriod))
    forms = {form.id: form for form in reader.select(Form)}
    decisions = reader.select(SignOff)
    kinds = {id_: form.kind for id_, form in forms.items()}
    strange = misplaced(reader, forms.values(), _by_form(decisions))
    for decision in decisions:
        why = _why_not(decision, keys, revisions, verify, seen)
        if decision.id in strange:
            why = "it was made for another micro-credential"
        if why:
            revision = revisions.get(decision.revision_id)
            name = (revision.number if revision else "") or kinds.get(decision.form_id, "form")
            who = people.get(decision.person_id, decision.person_id)
            yield f"sign-off of {who} ({decision.role}) over {name} v{decision.version}: {why}"


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
    if not decision.signature:
        if revision is not None and revision.digest != decision.digest:
            return "its digest is not that of the version"
        own = [key for key in keys.values() if key.person_id == decision.person_id]
        before = [key for key in own if seen.get(("made", key.id), 0) <= made]
        if decision.medium == "program" and before:
            return "it has no signature, although the person had a key"
        return ""
    key = keys.get(decision.key_id)
    if key is None:
        return "its key is unknown"
    if key.person_id != decision.person_id:
        return "its key is another person's"
    if not verify(key.public, statement(decision), decision.signature):
        return "the row was altered: the signature is not over what stands there"
    if revision is None or revision.digest != decision.digest:
        return "its digest is not that of the version"
    if not _lived(key, made, seen):
        return "its key had been ended before, or was registered only afterwards"
    return ""


def _lived(key: SigningKey, moment: int, seen: Moments) -> bool:
    """Tell whether a key was registered and not ended at a place of the journal."""
    ended = seen.get(("ended", key.id))
    return seen.get(("made", key.id), 0) <= moment and (ended is None or moment < ended)
