"""Finds the stage, programme or person that a cell means, as people spell them in lists."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mcdesk.exchange.cells import folded, name_key, whole_number
from mcdesk.exchange.programmes import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.views import PersonLine, ProgrammeLine
    from mcdesk.procedure.stage import Stage

ALIKE = 0.8


@dataclass(frozen=True)
class Names:
    """The names that a workspace knows."""

    stages: tuple[Stage, ...]
    programmes: tuple[ProgrammeLine, ...]
    persons: tuple[PersonLine, ...]

    # --- stages ---------------------------------------------------------------------------

    @cached_property
    def _stages(self) -> dict[str, Stage]:
        found: dict[str, Stage] = {}
        for stage in self.stages:
            for name in (stage.id, stage.title.en, stage.title.id, stage.short.en, stage.short.id):
                found.setdefault(folded(name), stage)
        return found

    def stage(self, text: str) -> Stage | None:
        """Return the stage named by its number, its name, or both."""
        words = folded(text)
        if words in self._stages:
            return self._stages[words]
        number = whole_number(text)
        for word in ("stage ", "tahap ", "step "):
            if words.startswith(word):
                number = whole_number(words.removeprefix(word))
        head, _blank, tail = words.partition(" ")
        if number is None and tail in self._stages:
            number = whole_number(head)
        return next((stage for stage in self.stages if stage.number == number), None)

    # --- programmes -----------------------------------------------------------------------

    @cached_property
    def _programmes(self) -> dict[str, list[ProgrammeLine]]:
        found: dict[str, list[ProgrammeLine]] = {}
        for entry in self.programmes:
            code = f"{entry.faculty_code}-{entry.code}"
            for name in {folded(n) for n in (entry.id, entry.code, code, *_both(entry))}:
                found.setdefault(name, []).append(entry)
        return found

    def programme(self, text: str) -> list[ProgrammeLine]:
        """Return the programmes with this code or name in either language."""
        return self._programmes.get(folded(text), [])

    def near_programme(self, text: str) -> str:
        """Return the programme that a misspelt name may mean, or ""."""
        return _nearest(text, (name for entry in self.programmes for name in _both(entry)))

    # --- persons --------------------------------------------------------------------------

    @cached_property
    def _persons(self) -> dict[str, list[PersonLine]]:
        found: dict[str, list[PersonLine]] = {}
        for person in self.persons:
            keys = {person.id.casefold(), name_key(person.name), folded(person.name)}
            for key in keys | {folded(person.full_name)}:
                found.setdefault(key, []).append(person)
        return found

    def person(self, text: str) -> list[PersonLine]:
        """Return the people with this name, with or without titles."""
        for spelt in (text.casefold(), folded(text), name_key(text)):
            if spelt in self._persons:
                return self._persons[spelt]
        return []

    def near_person(self, text: str) -> str:
        """Return the person whom a misspelt name may mean, or ""."""
        return _nearest(text, (person.name for person in self.persons))


def is_faculty(entry: ProgrammeLine, text: str) -> bool:
    """Tell whether a programme belongs to the faculty with this code or name."""
    names = (entry.faculty_code, entry.faculty.en, entry.faculty.id)
    return folded(bare(text)) in {folded(bare(name)) for name in names}


def _both(entry: ProgrammeLine) -> tuple[str, str]:
    return entry.name.en, entry.name.id


def _nearest(text: str, names: Iterable[str]) -> str:
    spelt = {name_key(name): name for name in names}
    near = difflib.get_close_matches(name_key(text), spelt, 1, ALIKE)
    return spelt[near[0]] if near else ""
