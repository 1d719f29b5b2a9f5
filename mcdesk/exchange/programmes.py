"""Study programmes and faculties that a list names and the workspace does not know yet. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.exchange.cells import folded
from mcdesk.procedure.commands import AddFaculty, AddProgramme
from mcdesk.procedure.identity import natural_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcdesk.application.views import FacultyLine, ProgrammeLine

Edits = dict[tuple[str, str], str]
"""What a person wrote over the proposals: `(key of the programme, field)` and the text."""
FIELDS = ("name", "code", "faculty", "faculty_code")
LONGEST_CODE = 6
_SMALL = frozenset("and of the in for dan di untuk ke".split())
_FRAMES = re.compile(
    r"^(?:faculty of|fakultas|school of|sekolah|department of|study program(?:me)?|program studi"
    r"|prodi|jurusan)\s+|\s*\(?\b[sd][1-4]\b\)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme to be added, with its faculty; `key` is how the list spells it, folded.

    `is_new_faculty` tells that the faculty is to be added as well, `is_guessed` that the list names
    none and it goes under the only one that there is.
    """

    key: str
    name: str
    code: str
    faculty: str
    faculty_code: str
    is_new_faculty: bool = True
    is_guessed: bool = False

    @property
    def id(self) -> str:
        """The id that the programme will have: that of its codes."""
        return natural_id("programme", self.faculty_code, self.code)

    @property
    def bad_codes(self) -> tuple[str, ...]:
        """The codes that cannot be codes."""
        return tuple(code for code in (self.code, self.faculty_code) if not is_code(code))


def is_code(text: str) -> bool:
    """Tell whether a text can be the code of a faculty or programme."""
    return text.isalnum() and text.isascii() and len(text) <= LONGEST_CODE


def code_for(name: str, taken: Iterable[str]) -> str:
    """Return a code that is free: a short name itself, initials, or the first three letters."""
    words = [w for w in re.findall(r"[A-Za-z0-9]+", bare(name)) if w.casefold() not in _SMALL]
    whole = "".join(words)
    if len(words) == 1 and len(whole) <= LONGEST_CODE and whole.isupper():
        code = whole
    elif len(words) > 1:
        code = "".join(word[0] for word in words)[:LONGEST_CODE].upper()
    else:
        code = whole[:3].upper() or "X"
    used, free, number = set(taken), code, 1
    while free in used:
        number += 1
        free = f"{code[: LONGEST_CODE - len(str(number))]}{number}"
    return free


def bare(name: str) -> str:
    """Return a name without what frames it: `Faculty of Law` is Law, `Hukum (S1)` is Hukum."""
    before = ""
    while name and name != before:
        before, name = name, _FRAMES.sub("", name).strip()
    return name or before


def plan_programmes(
    wanted: Iterable[tuple[str, str]],
    programmes: Sequence[ProgrammeLine],
    faculties: Sequence[FacultyLine],
    edits: Mapping[tuple[str, str], str],
) -> dict[str, NewProgramme]:
    """Return what would be added for `(programme, faculty)` as the list names them, by key."""
    names: dict[str, str] = {}
    homes: dict[str, str] = {}
    for programme, faculty in wanted:
        names.setdefault(folded(programme), " ".join(programme.split()))
        if faculty and not homes.get(folded(programme)):
            homes[folded(programme)] = " ".join(faculty.split())
    planner = _Planner(programmes, faculties, edits)
    return {key: planner.plan(key, name, homes.get(key, "")) for key, name in names.items()}


class _Planner:
    """Gives every programme of a list its codes, so that none is given twice."""

    def __init__(
        self,
        programmes: Sequence[ProgrammeLine],
        faculties: Sequence[FacultyLine],
        edits: Mapping[tuple[str, str], str],
    ) -> None:
        self._edits = edits
        self._known: dict[str, tuple[str, str]] = {}
        for line in faculties:
            for name in (line.code, line.name.en, line.name.id):
                self._known[folded(bare(name))] = (line.name.text(), line.code)
        self._stored = {line.code for line in faculties}
        self._faculty_codes = set(self._stored)
        self._codes = {(line.faculty_code, line.code) for line in programmes}
        self._only = (faculties[0].name.text(), faculties[0].code) if len(faculties) == 1 else None

    def plan(self, key: str, name: str, faculty: str) -> NewProgramme:
        """Return one programme with its codes; what a person wrote stands."""
        name = self._edits.get((key, "name"), name)
        is_guessed = self._only is not None and not self._edits.get((key, "faculty"), faculty)
        home, home_code = self._faculty(key, name, faculty)
        taken = {code for owner, code in self._codes if owner == home_code}
        code = self._edits.get((key, "code"), "").strip().upper() or code_for(name, taken)
        self._codes.add((home_code, code))
        is_new = home_code not in self._stored
        return NewProgramme(key, name, code, home, home_code, is_new, is_guessed and not is_new)

    def _faculty(self, key: str, name: str, faculty: str) -> tuple[str, str]:
        """Return the faculty's name and code: known, written, or like the programme's own."""
        faculty = self._edits.get((key, "faculty"), faculty)
        if not faculty and self._only is not None:
            faculty = self._only[0]
        faculty = faculty or bare(name)
        known, code = self._known.get(folded(bare(faculty)), (faculty, ""))
        code = self._edits.get((key, "faculty_code"), "").strip().upper() or code
        code = code or code_for(faculty, self._faculty_codes)
        self._faculty_codes.add(code)
        self._known.setdefault(folded(bare(faculty)), (faculty, code))
        return known, code


def commands_for(
    programmes: Iterable[NewProgramme],
) -> list[tuple[str, AddFaculty | AddProgramme]]:
    """Return what enters programmes, each faculty that is new once and before its programmes."""
    found: list[tuple[str, AddFaculty | AddProgramme]] = []
    done: set[str] = set()
    for entry in programmes:
        if entry.is_new_faculty and entry.faculty_code not in done:
            done.add(entry.faculty_code)
            adding = AddFaculty(code=entry.faculty_code, name_en=entry.faculty)
            found.append((f"faculty:{entry.faculty}", adding))
        home = entry.faculty_code
        programme = AddProgramme(code=entry.code, name_en=entry.name, faculty=home)
        found.append((f"programme:{entry.name}", programme))
    return found
