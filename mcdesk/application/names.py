"""Who and what the ids in a form's values stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from mcdesk.application.typed import is_called
from mcdesk.procedure.secretary import SECRETARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcdesk.application.views import FormView, PersonLine, Sheet
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.stage import Label


SHORT_ID = 6
"""So many letters of an id tell two entries apart: its end, for its beginning is the time."""


class Names(Protocol):
    """Who and what the ids in a form's values stand for."""

    def person(self, id_: str) -> str: ...

    def programme(self, id_: str) -> str: ...

    def file(self, id_: str) -> str: ...

    def person_id(self, text: str) -> str: ...

    def programme_id(self, text: str) -> str: ...

    def is_name(self, text: str) -> bool: ...


@dataclass(frozen=True)
class ViewNames:
    """The names that a form's view brings along; an unknown id is shown as it is.

    `in_both` are the names of the programmes in both languages: either is understood.
    `secretaries` are the people who are a Dean's secretary today.
    """

    persons: Mapping[str, str]
    programmes: Mapping[str, str]
    facts: Mapping[str, Json]
    in_both: Mapping[str, Label] = field(default_factory=dict)
    secretaries: frozenset[str] = frozenset()

    @classmethod
    def of(cls, view: FormView) -> ViewNames:
        return cls(
            told_apart(view.persons),
            {line.id: line.name.text() for line in view.programmes},
            view.facts,
            {line.id: line.name for line in view.programmes},
            _secretaries(view.persons),
        )

    @classmethod
    def of_people(cls, persons: Sequence[PersonLine]) -> ViewNames:
        """Return the names of the directory alone."""
        return cls(told_apart(persons), {}, {}, secretaries=_secretaries(persons))

    def person(self, id_: str) -> str:
        return self.persons.get(id_) or self._fact(f"person:{id_}") or id_

    def programme(self, id_: str) -> str:
        return self.programmes.get(id_) or self._fact(f"programme:{id_}") or id_

    def file(self, id_: str) -> str:
        return self._fact(f"file:{id_}") or id_

    def person_id(self, text: str) -> str:
        return _key_of(self.persons, text)

    def programme_id(self, text: str) -> str:
        wanted = text.strip().casefold()
        named = [id_ for id_, label in self.in_both.items()
                 if wanted in (label.en.casefold(), label.id.casefold())]  # fmt: skip
        return named[0] if len(named) == 1 else _key_of(self.programmes, text)

    def is_name(self, text: str) -> bool:
        return is_called(text, self.persons.values())

    def _fact(self, name: str) -> str:
        value = self.facts.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        return value if isinstance(value, str) else ""


class SheetNames:
    """The names that a sheet brings along, for a file to be filled in."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def person(self, id_: str) -> str:
        return self.sheet.persons.get(id_) or id_

    def programme(self, id_: str) -> str:
        found = self.sheet.programmes.get(id_)
        return found.text() if found else id_

    def file(self, id_: str) -> str:
        return id_

    def person_id(self, text: str) -> str:
        return text

    def programme_id(self, text: str) -> str:
        return text

    def is_name(self, text: str) -> bool:
        return is_called(text, self.sheet.persons.values())


def _secretaries(persons: Iterable[PersonLine]) -> frozenset[str]:
    return frozenset(line.id for line in persons if SECRETARY in line.roles)


def told_apart(persons: Sequence[PersonLine]) -> dict[str, str]:
    """Return the names by id; who shares one is told apart by what no other of the name has.

    That is the position, login, e-mail address, number, unit or card; else the end of the id.
    """
    names = [line.full_name or line.name for line in persons]
    sharing: dict[str, list[PersonLine]] = {}
    for line, name in zip(persons, names, strict=True):
        sharing.setdefault(name.casefold(), []).append(line)
    found = {}
    for line, name in zip(persons, names, strict=True):
        others = [each for each in sharing[name.casefold()] if each.id != line.id]
        found[line.id] = f"{name} ({_own_mark(line, others)})" if others else name
    return found


def _own_mark(line: PersonLine, others: Iterable[PersonLine]) -> str:
    taken = {mark for other in others for mark in (*other.details, other.position)}
    marks = (*line.details, line.position)
    return next((mark for mark in marks if mark and mark not in taken), line.id[-SHORT_ID:])


def namesakes_of(persons: Iterable[PersonLine], text: str) -> list[PersonLine]:
    """Return those whose name, with or without titles, is what was typed."""
    wanted = " ".join(text.split()).casefold()
    return [line for line in persons
            if wanted and wanted in (line.name.casefold(), line.full_name.casefold())]  # fmt: skip


def _key_of(names: Mapping[str, str], text: str) -> str:
    """Return the id whose name is `text`, or an id given as such, or ""."""
    wanted = text.strip().casefold()
    if text.strip() in names:
        return text.strip()
    found = [key for key, name in names.items() if name.casefold() == wanted]
    if not found and wanted:
        found = [key for key, name in names.items() if wanted in name.casefold()]
    return found[0] if len(found) == 1 else ""
