"""Whom another workspace's people are taken for here: what is uncertain is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from mcdesk.application.alike import likeness
from mcdesk.application.matching import entries_of
from mcdesk.application.views import Choices
from mcdesk.procedure.records import Faculty, Person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lecturer Alpha", "lecturer  alpha"),
        ("Dr. Lecturer Alpha, S.H., M.H.", "Lecturer Alpha"),
        ("Alpha Lecturer", "Lecturer Alpha"),
        ("Lecturer Alpha", "L. Alpha"),
        ("Lecturer Middle Alpha", "Lecturer Alpha"),
        ("Lecturer Alpha", "Lecturer Alhpa"),
        ("L\u00e9cturer Alpha", "Lecturer Alpha"),
    ],
)
def test_a_name_that_is_written_a_little_otherwise_is_alike(one, other):
    assert likeness(one, other) > 0
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CTL-01", "CTL-02"), ("Lecturer 1", "Lecturer 11"), ("Lecturer Alpha", "Designer Omega"),
        ("Alpha", "Lecturer Alpha"), ("L. A.", "Lecturer Alpha"), ("", "Lecturer Alpha"),
    ],
)  # fmt: skip
def test_another_name_is_not(one, other):
    assert likeness(one, other) == 0


@dataclass
class Directory:
    """People of a workspace, as much of it as is asked."""

    people: tuple[Person, ...]

    def find(self, _kind: Any, id_: str) -> Person | None:
        return next((each for each in self.people if each.id == id_), None)

    def select(self, kind: Any, **_equal: object) -> tuple[Any, ...]:
        return self.people if kind is Person else ()

    def made_by(self, _table: str, _id: str) -> str:
        return ""


def told(there: Person | tuple[Person, ...], *here: Person, **choices: Any):
    """Return who is who here: by what, and whether it is decided."""
    guests = there if isinstance(there, tuple) else (there,)
    guest: Any = Directory(guests)
    found = entries_of(guest, Directory(here), Choices(**choices), frozenset())
    assert Faculty not in {type(each) for each in found}
    return [(each.match_id, each.how, each.is_decided) for each in found]


def person(id_: str, name: str, **more: str) -> Person:
    return Person(id=id_, name=name, **more)


ALPHA = person("a", "Lecturer Alpha", email="alpha@campus", number="0301", number_kind="NIDN")


def test_the_same_mail_and_a_name_that_is_alike_are_one_person():
    there = person("t", "Dr. L. Alpha", email="Alpha@campus")
    assert told(there, ALPHA) == [("a", "e-mail", True)]


def test_the_mail_of_an_office_makes_nobody_the_same():
    there = person("t", "Designer Omega", email="alpha@campus")
    assert told(there, ALPHA) == [("a", "other name", False)]
    other = person("t", "Lecturer Alpha", email="alpha@campus", number="0999", number_kind="NIDN")
    assert told(other, ALPHA) == [("a", "other name", False)]


def test_what_speaks_for_two_here_is_asked():
    namesake = person("b", "Lecturer Alpha", number="0999", number_kind="NIDN")
    there = person("t", "Lecturer Alpha", email="alpha@campus", number="0999")
    assert told(there, ALPHA, namesake) == [("a", "several", False)]
    assert told(person("t", "Lecturer Alpha"), ALPHA, namesake) == [("a", "several", False)]


def test_a_name_that_is_much_alike_is_asked_and_never_taken_by_the_lump():
    there = person("t", "Lecturer Alhpa")
    assert told(there, ALPHA) == [("a", "alike", False)]
    assert told(there, ALPHA, names=True) == [("a", "alike", False)]
    assert told(person("t", "Lecturer Alpha"), ALPHA, names=True) == [("a", "name", True)]
    assert told(there, ALPHA, matches={"t": ""}) == [("", "", True)]


def test_two_there_do_not_become_one_here_unseen():
    one = person("t", "Lecturer Alpha", email="alpha@campus")
    other = person("u", "L. Alpha", number="0301", number_kind="NIDN")
    assert {each[2] for each in told((one, other), ALPHA)} == {False}


def test_who_is_like_nobody_is_new():
    assert told(person("t", "Designer Omega"), ALPHA) == [("", "", True)]
