"""Remarks for a Head that one of two entries has of a freezing (`handlers/telling_head.py`).

What such a remark says follows from the version, the form beside which its rule lays it, and who
is Head. All of these are asked of the workspace: into a hub anybody could write others
(reliability.md, fault 17).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mcdesk.application import shelf
from mcdesk.application.handlers.telling_head import HEAD, TOLD, codes_of, note_id, said_to
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.told_dates import is_same
from mcdesk.errors import Trouble
from mcdesk.procedure import inspect
from mcdesk.procedure.by_module import whole_id
from mcdesk.procedure.records import Card, Comment, Form, Office, Revision, as_data
from mcdesk.procedure.rows import content_from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.storage_ports import Reader
    from mcdesk.errors import Finding
    from mcdesk.procedure.content import Content, Surroundings
    from mcdesk.procedure.definition import FormDefinition, Rule
    from mcdesk.procedure.records import Redaction
    from mcdesk.procedure.stage import Label

MOST = 20
"""So many remarks on one version are looked for: a further one is for another holder."""


def are_remarks(
    event: Event,
    effects: Sequence[Effect],
    reader: Reader,
    form: Form,
    removals: Sequence[Redaction] = (),
) -> bool:
    """Tell whether effects put remarks for the Head, or mark such as done, as a freezing does.

    Args:
        event: The freezing that has them.
        effects: Its remarks.
        reader: The workspace.
        form: What is frozen.
        removals: What was removed for ever; the freezing is without it.
    """
    versions = {each.id: each for each in reader.select(Revision, form_id=form.id)}
    frozen = versions.get(_frozen(event))
    card = reader.find(Card, form.card_id)
    if frozen is None or card is None:
        return False
    ids = {note_id(version, rule, n) for version in versions
           for kind, rule in TOLD if kind == form.kind for n in range(MOST)}  # fmt: skip
    try:
        telling = Telling(Knowledge(reader, date.fromisoformat(event.today)), card, form, frozen)
        said = tuple(telling.said())
    except Trouble:
        return False
    return all(
        each.id in ids and (
            _is_put(each, event, telling, said, removals) if each.old is None
            else _is_done(each, telling, said)
        )
        for each in effects
    )  # fmt: skip


def _frozen(event: Event) -> str:
    """Return the version that an event made, or froze again as it was."""
    made = (each.id for each in event.effects if each.table == Revision.table)
    kept = (each.new.get("revision_id") for each in event.effects if each.table == Form.table)
    return str(next(made, None) or next(kept, None) or "")


class Said(NamedTuple):
    """What a remark says: its words, the codes that it names ("" for none), and where it stands."""

    words: Label
    codes: str
    path: str


@dataclass(frozen=True)
class Telling:
    """A freezing whose remarks are looked at, on its day."""

    knowledge: Knowledge
    card: Card
    form: Form
    frozen: Revision

    def said(self) -> Iterator[Said]:
        """Yield what may have been told of the version."""
        reader = self.knowledge.reader
        definition = shelf.form_definition(reader, self.frozen.definition_id)
        surroundings = self.knowledge.situation(self.card).surroundings
        for (kind, id_), words in TOLD.items():
            for rule in definition.rules if kind == self.form.kind else ():
                for beside in self._beside(rule, surroundings) if rule.id == id_ else ():
                    found = tuple(self._found(definition, rule, beside))
                    yield Said(words, codes_of(found), found[0].path if found else "")

    def _beside(self, rule: Rule, surroundings: Surroundings) -> Iterator[Surroundings]:
        """Yield what the rule may have known: the other form as it is, and in each version."""
        reader, other = self.knowledge.reader, str(rule.params["form"])
        forms = [each.id for each in reader.select(Form, card_id=self.card.id)
                 if each.kind == other]  # fmt: skip
        kept = reader.select(Revision, form_id=forms) if forms else ()
        contents = [surroundings.other(other), *(content_from_text(e.content) for e in kept)]
        for content in contents:
            yield replace(surroundings, other=_other(other, content, surroundings))

    def _found(
        self, definition: FormDefinition, rule: Rule, beside: Surroundings
    ) -> Iterator[Finding]:
        content = content_from_text(self.frozen.content)
        broken = inspect.broken_rules(definition, content, beside, self.knowledge.levels,
                                      definition.stage, rule.check)  # fmt: skip
        return (each for each in broken if each.code == rule.id)

    def heads(self, *, ever: bool = False) -> frozenset[str]:
        """Return who is Head for the card, by name, on the day; with `ever` also who was or is."""
        days = [self.knowledge.today]
        if ever:
            kept = self.knowledge.reader.select(Office, role=HEAD)
            days += [date.fromisoformat(each.since) for each in kept if each.since]
        held = {o.person_id for day in days for o in self.knowledge.offices_for(self.card, day)
                if o.role == HEAD}  # fmt: skip
        return frozenset(map(self.knowledge.name, held))


def _other(kind: str, content: Content, surroundings: Surroundings) -> Callable[[str], Content]:
    return lambda asked: content if asked == kind else surroundings.other(asked)


def _is_put(
    effect: Effect,
    event: Event,
    telling: Telling,
    said: Iterable[Said],
    removals: Iterable[Redaction],
) -> bool:
    """Tell whether a remark is put that says what is left out, to who is Head or was."""
    text, form = str(effect.new["text"]), telling.form
    is_gone = any((each.subject_table, each.subject_id, each.words)
                  == (Comment.table, effect.id, text) for each in removals)  # fmt: skip
    heads = "|".join(re.escape(f"@{name}") for name in telling.heads(ever=True))
    names = f"(?:{heads})(?:, (?:{heads}))*: " if telling.heads() else ""
    for each in said:
        made = Comment(id=effect.id, row_version=1, form_id=whole_id(form), card_id=form.card_id,
                       path=each.path, text=text, author=event.by, at=event.at)  # fmt: skip
        is_said = is_gone or re.fullmatch(
            names + re.escape(said_to((), each.words, each.codes)), text
        )
        if (
            each.codes
            and is_said
            and all(is_same(effect.new.get(name), value) for name, value in as_data(made).items())
        ):
            return True
    return False


def _is_done(effect: Effect, telling: Telling, said: Iterable[Said]) -> bool:
    """Tell whether a remark is marked as done that holds no more."""
    old = effect.old or {}
    changed = {name for name, value in effect.new.items() if old.get(name) != value}
    heads = telling.heads()
    now = {said_to(heads, each.words, each.codes) if each.codes else "" for each in said}
    return (
        changed == {"done", "row_version"}
        and effect.new["done"] is True
        and is_same(effect.new["row_version"], old["row_version"] + 1)
        and bool(now - {old.get("text")})
    )
