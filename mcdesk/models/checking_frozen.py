"""`mcdesk check`: does a frozen form say what the version says that it is frozen in.

While a form is frozen nobody writes into it but where a version left something to be supplied later
(docs/decisions/0002); a version of another text is one that nobody saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.i18n import _
from mcdesk.models.checking_words import Places
from mcdesk.procedure.records import Card, Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.models.unit_of_work import SqlReader


def frozen_forms(reader: SqlReader, knowledge: Knowledge) -> Iterator[str]:
    """Yield the frozen forms in which another text stands than that of their version."""
    by_card: dict[str, list[Form]] = {}
    for form in reader.select(Form):
        if form.revision_id and not form.deleted:
            by_card.setdefault(form.card_id, []).append(form)
    places = Places(reader.connection)
    for card_id, forms in by_card.items():
        card = reader.find(Card, card_id)
        if card is None:
            continue
        for state in knowledge.states(forms, shelf.definitions_of(reader, card)):
            if state.form.revision_id != state.form.basis_id or not state.is_current:
                words = _("{place}: frozen in version {version}, but another text stands in it")
                place = places.place(card_id, state.form.id) or "–"
                yield words.format(place=place, version=state.form.version)
