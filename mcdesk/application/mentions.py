"""Open remarks that name a person behind an @: what that person is asked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mcdesk.application.views import MentionLine
from mcdesk.procedure.records import Card, Comment, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.situation import Actor


def named_in(text: str, names: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return the ids of those whom a text names behind an @; of two names the longer counts.

    An @ within a word is an address and names nobody. `names` are the ids by name, as the
    directory has them now.
    """
    found: set[str] = set()
    longest = sorted(names, key=len, reverse=True)
    parts = text.split("@")
    for before, part in pairwise(parts):
        if before[-1:].isalnum():
            continue
        name = next((each for each in longest if each and _begins(part, each)), "")
        found |= set(names.get(name, ()))
    return frozenset(found)


def _begins(text: str, name: str) -> bool:
    behind = text[len(name) : len(name) + 1]
    return text.casefold().startswith(name.casefold()) and not behind.isalnum()


def mentions(knowledge: Knowledge, actor: Actor) -> tuple[MentionLine, ...]:
    """Return the open remarks that name who works here, the newest first."""
    reader = knowledge.reader
    names: dict[str, set[str]] = {}
    for each in knowledge.persons.values():
        for name in (each.name, each.full_name):
            names.setdefault(name, set()).add(each.id)
    found = []
    for comment in reader.select(Comment, done=False):
        if "@" not in comment.text or actor.person_id not in named_in(comment.text, names):
            continue
        card, form = reader.find(Card, comment.card_id), reader.find(Form, comment.form_id)
        if card is None or form is None or form.deleted:
            continue
        author = knowledge.name(comment.author)
        found.append(
            MentionLine(
                comment.id, form.id, comment.path, card.code, form.kind, comment.text, author,
                comment.at,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda line: line.at, reverse=True))
