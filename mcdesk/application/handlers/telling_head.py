"""The remark that tells a Head what a form leaves out: it is put with the freezing itself.

Source: domain.md, F7 d5: removing an outcome of the proposal sends a note to the Head.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from mcdesk.procedure.by_module import COURSE, whole_id
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import Comment, Revision, changed
from mcdesk.procedure.stage import Label
from mcdesk.procedure.two_tongues import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mcdesk.application.work import Work
    from mcdesk.errors import Finding
    from mcdesk.procedure.records import Card, Form

HEAD = "hsp"
TOLD: Mapping[tuple[str, str], Label] = {
    ("F7", "outcome_removed"): Label(
        "Of the proposal’s outcomes the design document no longer has: {codes}.",
        "Capaian dalam proposal yang tidak lagi ada dalam dokumen desain: {codes}.",
    ),
}
"""What is told, by form and rule: the rule only warns whoever freezes, and the Head is to know."""


def tell_head(
    work: Work,
    card: Card,
    form: Form,
    revision_id: str,
    found: Iterable[Finding],
    before: Callable[[], Iterable[Finding]],
) -> None:
    """Put a remark for the Head where what is frozen leaves something out, in the same step.

    One of an earlier revision that says the same does for this one, too: while it is open, and once
    it is marked as done as long as that goes on to be left out. What holds no more is marked as
    done. Of a form that is signed module by module the course tells it.

    Args:
        work: What is under way.
        card: The form's micro-credential.
        form: What is frozen.
        revision_id: The version of it.
        found: What is found of it.
        before: Returns what is found of the version before.
    """
    if form.scope not in ("", COURSE):
        return
    findings = tuple(found)
    for (kind, rule), words in TOLD.items():
        if form.kind != kind:
            continue
        hits = [each for each in findings if each.code == rule]
        text = _text(work, card, words, hits) if hits else ""
        kept = _told_ones(work, form, rule)
        work.put_all(changed(e, done=True) for e in kept if not e.done and e.text != text)
        same = [each for each in kept if each.text == text]
        is_told = not all(each.done for each in same)
        if hits and not is_told and same:
            earlier = [each for each in before() if each.code == rule]
            is_told = bool(earlier) and _text(work, card, words, earlier) == text
        if hits and not is_told:
            told = len(list(_told_of(work, revision_id, rule)))
            id_ = note_id(revision_id, rule, told)
            work.put(Comment(id=id_, form_id=whole_id(form), card_id=form.card_id,
                             path=hits[0].path, text=text, author=work.actor.person_id,
                             at=work.now))  # fmt: skip


def note_id(revision_id: str, rule: str, number: int) -> str:
    """Return the id of a revision's remark, from 0: a further one is for another holder."""
    return natural_id("told", revision_id, rule, *([str(number)] if number else []))


def _told_of(work: Work, revision_id: str, rule: str) -> Iterator[Comment]:
    """Yield what was told of a revision, the first first."""
    for number in count():
        told = work.uow.find(Comment, note_id(revision_id, rule, number))
        if told is None:
            return
        yield told


def _told_ones(work: Work, form: Form, rule: str) -> list[Comment]:
    """Return what was told of a form's revisions."""
    frozen = work.uow.select(Revision, form_id=list({form.id, whole_id(form)}))
    kept = (told for each in frozen for told in _told_of(work, each.id, rule))
    return [each for each in kept if not each.deleted]


def _text(work: Work, card: Card, words: Label, hits: Iterable[Finding]) -> str:
    """Return the remark in both languages, with the names of those who hold the office."""
    held = {o.person_id for o in work.knowledge.offices_for(card, work.today) if o.role == HEAD}
    return said_to((work.knowledge.name(each) for each in held), words, codes_of(hits))


def codes_of(hits: Iterable[Finding]) -> str:
    """Return the codes that a remark names."""
    return ", ".join(str(hit.params["code"]) for hit in hits)


def said_to(names: Iterable[str], words: Label, codes: str) -> str:
    """Return a remark in both languages, to these people."""
    told = ", ".join(sorted(f"@{name}" for name in names))
    said = MARK.join(each.format(codes=codes) for each in (words.en, words.id))
    return f"{told}: {said}" if told else said
