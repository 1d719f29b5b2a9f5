"""Entries of the directory that were found to be one: the second is put away, its id still reads.

What was signed names the people and programmes by their ids for ever, so an entry is never
rewritten there: it says of which other one it is the same, and is read as that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from mcdesk.application.brought import ORIGIN
from mcdesk.application.journal import read_event
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.names import LONGEST_ECHO
from mcdesk.procedure.paper_code import MARK
from mcdesk.procedure.records import Faculty, Person, Programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcdesk.application.storage_ports import Reader

MOST_IDS = 6
E = TypeVar("E", Person, Faculty, Programme)
KINDS: Mapping[str, type[Person | Faculty | Programme]] = {
    "person": Person, "faculty": Faculty, "programme": Programme,
}  # fmt: skip


def living(entries: Iterable[E]) -> dict[str, E]:
    """Return the entries that are no second ones, by id."""
    return {entry.id: entry for entry in entries if not entry.same_as}


def resolved(reader: Reader, kind: type[E], id_: str) -> E | None:
    """Return the entry that an id stands for now; None where there is none."""
    found = reader.find(kind, id_)
    if found is not None and found.same_as:
        found = reader.find(kind, found.same_as)
    return found if found is not None and not found.deleted else None


def second(reader: Reader, kind: type[E]) -> tuple[E, ...]:
    """Return the entries that are second ones of others."""
    return tuple(entry for entry in reader.select(kind) if entry.same_as)


def called(people: Iterable[Person], ref: str) -> tuple[str, ...]:
    """Return the ids of those whom an id means, else a login or name; second ones as the first."""
    known = [person for person in people if ref]
    found = [p for p in known if p.id == ref]
    found = found or [p for p in known if ref in (p.login, p.name, p.full_name)]
    return tuple(dict.fromkeys(person.same_as or person.id for person in found))


def names_of(programme: Programme, faculties: Mapping[str, Faculty]) -> tuple[str, ...]:
    """Return what a programme is called: its code, also behind its faculty's, and its names."""
    faculty = faculties.get(programme.faculty_id)
    whole = f"{faculty.code}-{programme.code}" if faculty is not None else ""
    return tuple(filter(None, (programme.code, whole, programme.name_en, programme.name_id)))


def ambiguous(ref: str, ids: Sequence[str]) -> Finding:
    """Return that a name is that of several people, of whom one is to be named."""
    text = N_("“{ref}” names {n} people in the directory: name one by the login, or by the id: "
              "{ids}.")  # fmt: skip
    shown = ref if len(ref) <= LONGEST_ECHO else f"{ref[:LONGEST_ECHO]}…"
    told = ", ".join(ids[:MOST_IDS]) + (", …" if len(ids) > MOST_IDS else "")
    return Finding("ambiguous_person", text, {"ref": shown, "n": len(ids), "ids": told})


def ids_of(reader: Reader, person: str) -> frozenset[str]:
    """Return the ids under which a person stands anywhere: of their entry and of second ones."""
    return frozenset({person, *(e.id for e in second(reader, Person) if e.same_as == person)})


def marks(began: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the marks of workspaces from the entries of people, newest first; the own one first.

    A mark is of the entry that began a directory; of one that was brought in, of its first.
    Copies, backups and replicas carry that event along, so they have the same mark. It is short,
    for a code on paper and a person's eye, and part of every print made so far, so it cannot become
    the start of `Workspace.origin`, the whole id of the first event, under which keys are kept: the
    two are never compared.
    """
    first: dict[str, str] = {"": "0" * MARK}
    for line in began:
        origin = read_event(str(line["body"])).note.get(ORIGIN, "")
        first[origin] = str(line["id"]).replace("-", "")[:MARK].upper()
    return tuple(first.values())
