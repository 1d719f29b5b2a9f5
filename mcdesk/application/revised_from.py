"""What a revision goes on from: the completed micro-credential, and what it leaves as it was there.

A revision is a new card, pre-filled, at a chosen stage (decisions.md, 12). A form of an earlier
stage is there to be read, and may be changed; until somebody does, what was signed in the
micro-credential that is revised stands.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.procedure.records import Card
from mcdesk.procedure.taking import begins_revised, keys_between, revised, same_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation


def beginning(kind: str, before: Situation, now: Situation) -> Callable[[str], Content] | None:
    """Return what gives the text that a revision's form begins with, by the form's id.

    None where it begins empty: nothing stood there, or it is of meetings, builds and judgements.
    """
    earlier = before.forms.get(kind)
    if earlier is None or not begins_revised(earlier.definition):
        return None
    keys = keys_between(earlier.form.id, before, now)
    return partial(revised, now.definitions[kind], other=earlier.content,
                   of_other=earlier.definition, keys=keys)  # fmt: skip


def signed_before(knowledge: Knowledge, card: Card, kind: str) -> FormState | None:
    """Return the signed form that stands for a revision's own, which it left as it began.

    None where the own one was frozen or changed, where the revision did it anew because it began
    at its stage or before, and where none is signed.
    """
    while (old := _revised(knowledge, card)) is not None:
        now, before = knowledge.situation(card), knowledge.situation(old)
        if not _is_left(now, before, kind):
            return None
        earlier = before.forms[kind]
        if earlier.status == "signed":
            return earlier
        card = old
    return None


def _is_left(now: Situation, before: Situation, kind: str) -> bool:
    """Tell whether a revision passed by a form, and its text is what it began with."""
    own, begun = now.forms.get(kind), beginning(kind, before, now)
    if own is None or own.revision is not None or begun is None:
        return False
    names = (now.card.title_en, now.card.title_id, now.card.programme_id)
    if names != (before.card.title_en, before.card.title_id, before.card.programme_id):
        return False
    entered = now.procedure.stage(now.card.entered_at or now.card.stage).number
    of = next((stage.number for stage in now.procedure.stages if kind in stage.forms), entered)
    return of < entered and same_text(own.definition, own.content, begun(own.form.id))


def _revised(knowledge: Knowledge, card: Card) -> Card | None:
    return knowledge.reader.find(Card, card.revision_of) if card.revision_of else None


def revision_of(knowledge: Knowledge, card: Card) -> str:
    """Return the code of the micro-credential that a card revises, "" where there is none."""
    found = _revised(knowledge, card)
    return found.code if found is not None else ""


def revised_by(knowledge: Knowledge, card: Card) -> tuple[str, ...]:
    """Return the codes of a card's own revisions, in their order."""
    return tuple(sorted(other.code for other in knowledge.reader.select(Card, revision_of=card.id)))
