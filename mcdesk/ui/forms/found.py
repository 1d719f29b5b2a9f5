"""Names written into a form before the directory knew them: offered once they are found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.names import named
from mcdesk.ui.forms.fold import Edit, command_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mcdesk.application.views import FormView
    from mcdesk.ui.forms.notices import Notice, Offer
    from mcdesk.ui.forms.session import FormSession

AT_MOST_NAMED = 5


def found_names(view: FormView) -> tuple[Edit, ...]:
    """Return the edits that put an id where a name stands that is now one of the directory's.

    Only a whole name counts, whatever its capitals, and only where nobody else has it. What is
    frozen stays as it was signed.
    """
    if view.is_closed:
        return ()
    people = _by_name((p.id, {p.name, p.full_name}) for p in view.persons)
    places = _by_name((p.id, {p.name.en, p.name.id}) for p in view.programmes)
    known = {FieldType.PERSON: people, FieldType.PROGRAMME: places}
    ids = {line.id for line in view.persons} | {line.id for line in view.programmes}
    return tuple(
        Edit(path, value, known[entry.type][value.strip().casefold()])
        for path, entry, value in named(view.definition, view.content)
        if isinstance(value, str) and value not in ids
        and value.strip().casefold() in known[entry.type]
    )  # fmt: skip


def _by_name(lines: Iterable[tuple[str, set[str]]]) -> Mapping[str, str]:
    """Return ids by name in small letters, without the names that several have."""
    found: dict[str, set[str]] = {}
    for id_, names in lines:
        for name in names:
            found.setdefault(name.casefold(), set()).add(id_)
    return {name: next(iter(ids)) for name, ids in found.items() if name and len(ids) == 1}


def offer_found(session: FormSession, notice: Notice) -> None:
    """Offer to take names over that the directory knows by now."""
    edits = found_names(session.view)
    if not edits:
        return
    words = _("Written here as a name, and in the directory by now: {names}")
    take = _Take(session, notice, edits)
    offers: list[Offer] = [(_("Take over from the directory"), take), (_("Later"), notice.hide)]
    notice.say(words.format(names=", ".join(_few(edits))), offers, quiet=True)


def _few(edits: tuple[Edit, ...]) -> Iterator[str]:
    names = list(dict.fromkeys(str(edit.base) for edit in edits))
    yield from names[:AT_MOST_NAMED]
    if len(names) > AT_MOST_NAMED:
        yield "…"


@dataclass(frozen=True)
class _Take:
    """Puts the ids in, as one step; what was changed meanwhile is left alone."""

    session: FormSession
    notice: Notice
    edits: tuple[Edit, ...]

    def __call__(self) -> None:
        self.notice.hide()
        content = self.session.content
        fresh = [edit for edit in self.edits if content.value(edit.path) == edit.base]
        form = self.session.form_id
        self.session.send([command_of(form, edit, content) for edit in fresh], fresh)
