"""Keys of people: registered, ended, and the signature of one over a decision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcdesk.application.handlers import handles
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_, _
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import day_of
from mcdesk.procedure.records import SigningKey, changed
from mcdesk.procedure.statement import key_id, statement

if TYPE_CHECKING:
    from mcdesk.procedure.records import SignOff


@handles(do.RegisterKey)
def register_key(command: do.RegisterKey, work: Work) -> None:
    """Keep the public half of the actor's own key."""
    person = work.person(command.person)
    if person.id != work.actor.person_id or work.made_by:
        refuse("not_you", N_("Everyone registers their own key."))
    public = command.public.strip().lower()
    if re.fullmatch("[0-9a-f]{64}", public) is None:
        refuse("bad_key", N_("A public key has 64 hexadecimal digits."))
    known = work.uow.find(SigningKey, key_id(public))
    if known is not None:
        refuse("known_key", N_("This key is registered already."))
    work.put(
        SigningKey(id=key_id(public), person_id=person.id, public=public, registered_at=work.now)
    )


@handles(do.EndKey)
def end_key(command: do.EndKey, work: Work) -> None:
    """End a key of one's own, or, as who keeps the directory, of somebody who left or lost it."""
    key = work.get(SigningKey, command.key, "key")
    if work.knowledge.same(key.person_id) != work.actor.person_id:
        work.demand("directory")
    elif work.made_by:
        refuse("not_you", N_("Everyone ends their own key: no packet does it for you. Done again, "
                             "it is done by you."))  # fmt: skip
    if key.ended_at:
        refuse("key_ended", N_("This key was ended on {day} already."), day=day_of(key.ended_at))
    if not command.reason.strip():
        refuse("reason", N_("This needs a reason."))
    work.put(changed(key, ended_at=work.now, ended_reason=command.reason.strip()))


def missing_key(work: Work) -> tuple[do.EndKey | do.RegisterKey, ...]:
    """Return what registers the actor's key where a decision is to be signed with a new one.

    Those of the sample are gone with the program (docs/decisions/0008): there it ends the others.
    """
    person, public = work.actor.person_id, work.public
    if not public or work.uow.find(SigningKey, key_id(public)) is not None:
        return ()
    lost: list[SigningKey] = []
    if work.knowledge.stored_settings.get("sample"):
        lost = [key for key in work.uow.select(SigningKey, person_id=person) if not key.ended_at]
    reason = _("The sample keeps a key only until the program ends.")
    ended = (do.EndKey(key=key.id, reason=reason) for key in lost)
    return (*ended, do.RegisterKey(person=person, public=public))


def with_signature(work: Work, decision: SignOff) -> SignOff:
    """Return a decision made in the program with the signature of the person's key.

    Where no key is at hand it stays unsigned, but only for who never registered one: who has a
    key opens it first, and whose keys were ended, by whomever, makes a new one before.
    """
    if not work.public:
        _must_have_had_none(work, decision.person_id)
        return decision
    key = work.uow.find(SigningKey, key_id(work.public))
    if key is None or key.person_id != decision.person_id:
        refuse("foreign_key", N_("The key on this computer is not registered for you."))
    if key.ended_at:
        refuse("key_ended", N_("Your key was ended on {day}: make a new one under Settings, "
                               "Signatures."), day=day_of(key.ended_at))  # fmt: skip
    bound = changed(decision, key_id=key.id)
    return changed(bound, signature=work.keys.sign(decision.person_id, statement(bound)))


def must_sign_now(work: Work, decision: SignOff) -> None:
    """Refuse a decision that is done again and would not be taken today: its key ended meanwhile.

    By the place in the journal it is made now (docs/decisions/0008-keys-of-people.md).
    """
    if not decision.key_id:
        _must_have_had_none(work, decision.person_id)
        return
    key = work.uow.find(SigningKey, decision.key_id)
    if key is not None and key.ended_at:
        refuse("key_ended", N_("The key of this signature was ended on {day}, before it came here: "
                               "it has to be signed anew."), day=day_of(key.ended_at))  # fmt: skip


def _must_have_had_none(work: Work, person_id: str) -> None:
    """Refuse a decision without a key by a person who has, or had, one."""
    keys = work.uow.select(SigningKey, person_id=person_id)
    if any(not key.ended_at for key in keys):
        refuse("locked_key", N_("You sign with a key, which is not open here: give its PIN, or "
                                "record the decision by another medium."))  # fmt: skip
    if keys:
        last = max(key.ended_at for key in keys)
        refuse("no_key", N_("Your key was ended on {day}, so a decision in the program needs a new "
                            "one. It is made on a computer whose keyring opens, or behind a PIN; "
                            "or record the decision by another medium."),
               day=day_of(last))  # fmt: skip
