"""Which people, programmes and faculties of another workspace are those of this one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, Protocol

from mcdesk.application import brought, namesakes
from mcdesk.application.alike import is_written_short, likeness
from mcdesk.application.alike_units import likeness_of_units
from mcdesk.application.views import EntryIn
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.records import Faculty, Person, Programme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import Choices
    from mcdesk.application.views.bringing import How

Kind = Literal["faculty", "programme", "person"]
Entry = Person | Faculty | Programme
ORDER: tuple[tuple[Kind, type[Person] | type[Faculty] | type[Programme]], ...] = (
    ("faculty", Faculty), ("programme", Programme), ("person", Person),
)  # fmt: skip
SURE: tuple[tuple[How, str], ...] = (("e-mail", "email"), ("login", "login"), ("number", "number"))
"""What tells that two people are one, where their names do not speak against it."""
ASKED: tuple[How, ...] = ("name", "alike", "several", "twice", "other name", "other number")
"""What a person is asked about."""
FOUND: tuple[How, ...] = (*(how for how, _name in SURE), "name")
"""By what the program takes one for another itself, or where it is told to do so by the lump."""


class Here(Protocol):
    """This workspace, within one transaction."""

    def find(self, kind: Any, id_: str, /) -> Any: ...

    def select(self, kind: Any, /, **equal: object) -> tuple[Any, ...]: ...

    def made_by(self, table: str, id_: str) -> str: ...


def entries_of(
    guest: Reader, here: Here, choices: Choices, from_here: frozenset[str]
) -> tuple[EntryIn, ...]:
    """Return the entries of the directory there, each with whom or what it is here.

    `from_here` are people whom that workspace had brought in from this one.

    Raises:
        Trouble: Both have a person under one id who did not come from here.
    """
    found = tuple(
        entry
        for kind, cls in ORDER
        for entry in _of_kind(kind, guest.select(cls), here, choices, from_here)
    )
    return _one_each(found, here)


def _of_kind(
    kind: Kind, there: Sequence[Any], here: Here, choices: Choices, from_here: frozenset[str]
) -> Iterator[EntryIn]:
    entries = namesakes.living(here.select(dict(ORDER)[kind]))
    ours = {entry.same_as: entry.id for entry in there if entry.id in from_here}
    for entry in sorted(namesakes.living(there).values(), key=_name):
        plain = EntryIn(kind, entry.id, _name(entry), _about(entry))
        kept = here.find(type(entry), entry.id)
        if kept is not None:
            is_ours = entry.id in from_here
            yield _matched(plain, kept, "id") if is_ours else _of_same_id(plain, entry, kept, here)
            continue
        first = entries.get(ours.get(entry.id, ""))
        if first is not None:  # they were matched there, by a person
            yield _matched(plain, first, "person")
            continue
        chosen = choices.matches.get(entry.id)
        if chosen is not None:
            found = entries.get(chosen)
            yield _matched(plain, found, "person") if found is not None else plain
            continue
        match, how = _look(entry, list(entries.values()))
        yield _matched(plain, match, how, names=choices.names) if match is not None else plain


def _of_same_id(plain: EntryIn, entry: Entry, kept: Entry, here: Here) -> EntryIn:
    if brought.is_brought(here.made_by(plain.kind, kept.id)):
        return _matched(plain, kept, "known")
    if isinstance(entry, Person):
        raise Trouble(
            "same_id",
            _("{there} there and {here} here are kept under one id.").format(
                there=_name(entry), here=_name(kept)
            ),
            _("A script gave it, or an early MC Desk. What both signed could not be told apart, so "
              "the workspaces cannot be brought together."),
        )  # fmt: skip
    return _matched(plain, kept, "id")


def _matched(plain: EntryIn, match: Entry, how: How, *, names: bool = False) -> EntryIn:
    decided = how not in ASKED or (how == "name" and names)
    shown = " · ".join(filter(None, (_name(match), _about(match))))
    return replace(plain, match_id=match.id, match=shown, how=how, is_decided=decided)


def _one_each(found: Sequence[EntryIn], here: Here) -> tuple[EntryIn, ...]:
    """Ask about entries there that would all become the same one here: no person said so.

    All that is decided counts: who came from here, was matched before, or is chosen.
    """
    taken = Counter(
        _first(entry, here) for entry in found if entry.is_decided or entry.how in FOUND
    )
    return tuple(
        replace(entry, how="twice", is_decided=False)
        if entry.how in FOUND and taken[entry.match_id] > 1 else entry
        for entry in found
    )  # fmt: skip


def _first(entry: EntryIn, here: Here) -> str:
    """Return as whom an entry is read here: what was matched before may be a second one."""
    if entry.how != "known":
        return entry.match_id
    return here.find(dict(ORDER)[entry.kind], entry.id).same_as or entry.id


def _look(entry: Entry, known: Sequence[Any]) -> tuple[Any, How]:
    """Return the one entry here that is taken for an entry there, and by what; None without one.

    What is not certain is only proposed, for a person to decide.
    """
    if isinstance(entry, Person):
        sure = _surely(entry, known)
        if len({id_ for id_, _how in sure}) > 1:
            return next(each for each in known if each.id == sure[0][0]), "several"
        if sure:
            id_, how = sure[0]
            match = next(each for each in known if each.id == id_)
            is_own = sure[-1][1] != "e-mail"
            return match, how if _agree(entry, match, is_own=is_own) else "other name"
    found = [each for each in known if _plain(_name(each)) == _plain(_name(entry))]
    if found:
        is_other = isinstance(entry, Person) and _is_numbered_otherwise(entry, found[0])
        how = "other number" if is_other else "name"
        return found[0], how if len(found) == 1 else "several"
    if isinstance(entry, Person):
        close = [(likeness(entry.name, each.name), each) for each in known
                 if not _is_numbered_otherwise(entry, each)]  # fmt: skip
    else:
        close = [(likeness_of_units(_names(entry), _names(each)), each) for each in known]
    best = max((score for score, _each in close), default=0.0)
    near = [each for score, each in close if score == best > 0]
    return (near[0], "alike" if len(near) == 1 else "several") if near else (None, "")


def _surely(entry: Person, known: Sequence[Person]) -> list[tuple[str, How]]:
    """Return who here has the e-mail, login or staff number of one there, and which of them."""
    found: list[tuple[str, How]] = []
    for how, name in SURE:
        own = _plain(getattr(entry, name))
        found += [(each.id, how) for each in known if own and _plain(getattr(each, name)) == own]
    return found


def _agree(one: Person, other: Person, *, is_own: bool) -> bool:
    """Tell whether nothing speaks against two being one: an e-mail may be an office's.

    Where they have what `is_own`, a login or staff number, a slip in the name is let pass.
    """
    if _is_numbered_otherwise(one, other):
        return False
    return likeness(one.name, other.name) > 0 and (is_own or is_written_short(one.name, other.name))


def _is_numbered_otherwise(one: Person, other: Person) -> bool:
    """Tell whether two have other staff numbers of one kind; of a kind that is not told, too."""
    numbers = {_plain(one.number), _plain(other.number)} - {""}
    return len(numbers) > 1 and len({one.number_kind, other.number_kind} - {""}) < 2


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _name(entry: Any) -> str:
    return str(entry.name if isinstance(entry, Person) else entry.name_en)


def _names(entry: Any) -> tuple[str, str]:
    return entry.name_en, entry.name_id


def _about(entry: Any) -> str:
    return str((entry.email or entry.login) if isinstance(entry, Person) else entry.code)
