"""Whom another workspace's people are taken for here: what is uncertain is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from mcdesk.application.alike import is_written_short, likeness
from mcdesk.application.alike_units import likeness_of_units
from mcdesk.application.brought import MARK
from mcdesk.application.matching import entries_of
from mcdesk.application.views import Choices
from mcdesk.procedure.records import Faculty, Person, Programme


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
        ("Alpha, Lecturer", "Lecturer Alpha"),
        ("Prof.Dr. Lecturer Alpha, SH., MKn", "Lecturer Alpha, Ph.D"),
        ("LECTURER ALPHA, S.H.", "Lecturer Alpha"),
        ("A. Alpha", "Alpha Author"),
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
        ("Alpha, Lecturer", "Alpha, Designer"), ("Alpha, LECTURER", "Alpha, DESIGNER"),
        ("Moh. Lecturer", "Abd. Lecturer"),
        ("Lecturer Alpha, Moh.", "Lecturer Alpha, Abd."), ("A. A. Alpha", "Alpha Omega Lecturer"),
        ("B. B. Alpha", "Alpha Beta Lecturer"), ("Alpha, LUCY", "Alpha, ANDI"),
        ("ALPHA OMEGA, LUCY", "ALPHA OMEGA, ANDI"),
        ("Lecturer Alpha, LUCINDA", "Lecturer Alpha, ANDREAS"),
    ],
)  # fmt: skip
def test_another_name_is_not(one, other):
    assert likeness(one, other) == 0


def test_another_letter_is_another_word():
    assert likeness("Alpha, M.", "Alpha, L.") < 1
    assert not is_written_short("Alpha, M.", "Alpha, L.")


@dataclass
class Directory:
    """People of a workspace, as much of it as is asked."""

    people: tuple[Person, ...]
    units: tuple[Faculty | Programme, ...] = ()
    brought: str = ""

    def find(self, _kind: Any, id_: str) -> Any:
        return next((each for each in (*self.people, *self.units) if each.id == id_), None)

    def select(self, kind: Any, **_equal: object) -> tuple[Any, ...]:
        return tuple(each for each in (*self.people, *self.units) if isinstance(each, kind))

    def made_by(self, _table: str, id_: str) -> str:
        return f"{MARK}PersonAdded" if id_ == self.brought else ""


def told(there: Person | tuple[Person, ...], *here: Person, ours: str = "", **choices: Any):
    """Return who is who here: by what, and whether it is decided."""
    guests = there if isinstance(there, tuple) else (there,)
    guest: Any = Directory(guests)
    found = entries_of(guest, Directory(here), Choices(**choices), frozenset(filter(None, [ours])))
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


def test_a_mailbox_that_two_of_alike_names_may_share_is_asked_about():
    here = person("a", "Lecturer Alpha Putra", email="office@campus", login="alpha")
    there = person("t", "Lecturer Alpha Putri", email="office@campus")
    assert told(there, here) == [("a", "other name", False)]
    assert told(person("t", "Lecturer Alpha Putri", login="alpha"), here) == [("a", "login", True)]
    both = person("t", "Lecturer Alpha Putri", email="office@campus", login="alpha")
    assert told(both, here) == [("a", "e-mail", True)], "the login is one person's own"


def test_of_names_that_are_alike_the_nearest_is_proposed():
    others = (person("b", "Lecturer Alphaxx"), person("c", "Lecturer Alphax"))
    assert told(person("t", "Lecturer Alphay"), *others)[0][:2] == ("c", "alike")


def test_people_of_one_name_with_other_staff_numbers_are_not_taken_for_one():
    there = person("t", "Lecturer Alpha", number="0999", number_kind="NIDN")
    assert told(there, ALPHA, names=True) == [("a", "other number", False)]
    unnamed = person("t", "Lecturer Alpha", number="0999")
    assert told(unnamed, ALPHA, names=True) == [("a", "other number", False)], "of whatever kind"
    other_kind = person("t", "Lecturer Alpha", number="0999", number_kind="NIP")
    assert told(other_kind, ALPHA, names=True) == [("a", "name", True)]
    alike = person("t", "Lecturer Alhpa", number="0999", number_kind="NIDN")
    assert told(alike, ALPHA) == [("", "", True)]


def test_two_of_one_name_there_do_not_become_one_here_by_the_lump():
    two = (person("t", "Lecturer Alpha"), person("u", "Lecturer Alpha"))
    assert told(two, ALPHA, names=True) == [("a", "twice", False)] * 2
    assert told(two, ALPHA, names=True, matches={"t": "a"}) == [
        ("a", "person", True), ("a", "twice", False),
    ]  # fmt: skip
    assert told(two, ALPHA, matches={"t": "a", "u": "a"}) == [("a", "person", True)] * 2
    mixed = (person("t", "Lecturer Alpha"), person("u", "L. Alpha", email="alpha@campus"))
    assert {each[1:] for each in told(mixed, ALPHA, names=True)} == {("twice", False)}


def test_who_came_from_here_leaves_the_entry_here_to_nobody_else():
    there = (ALPHA, person("b", "Lecturer Alpha", email="alpha@campus"))
    assert told(there, ALPHA, ours="a") == [("a", "id", True), ("a", "twice", False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Faculty of Law", "Law"), ("Law", "Law (S1)"), ("Law and Notary", "Law & Notary"),
        ("Visual Communication Design", "Visual Comm. Design"), ("Informatics", "Infromatics"),
        ("Program Studi Hukum", "Ilmu Hukum"), ("Science", "Sciences"),
    ],
)  # fmt: skip
def test_a_programme_that_is_written_a_little_otherwise_is_alike(one, other):
    assert likeness_of_units((one, ""), (other, "")) >= 0.85
    assert likeness_of_units((other,), ("Something else", one)) >= 0.85


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Law", "Business Law"), ("Law (S1)", "Law (S2)"), ("Nursing", "Music"), ("", "Law"),
        ("Management", "Engagement"), ("Physics", "Metaphysics"), ("Art", "Architecture"),
        ("Faculty of Medicine", "Faculty of Music"),
    ],
)  # fmt: skip
def test_another_programme_is_not(one, other):
    assert likeness_of_units((one,), (other,)) == 0


@pytest.mark.parametrize("kind", [Faculty, Programme])
def test_programmes_and_faculties_of_alike_names_are_asked_about(kind):
    where = {"faculty_id": "f"} if kind is Programme else {}

    def unit(id_: str, en: str, in_: str = ""):
        return kind(id=id_, code=id_, name_en=en, name_id=in_, **where)

    here = (unit("LAW", "Law", "Hukum"), unit("MUS", "Music", "Musik"))

    def found(there) -> list[tuple[str, str, bool]]:
        return [(each.match_id, each.how, each.is_decided) for each in entries_of(
            Directory((), units=(there,)), Directory((), units=here), Choices(names=True),
            frozenset())]  # fmt: skip

    assert found(unit("FH", "Faculty of Law")) == [("LAW", "alike", False)]
    assert found(unit("FH", "Ilmu Hukum")) == [("LAW", "alike", False)]
    assert found(unit("FH", "law")) == [("LAW", "name", True)]
    assert found(unit("NUR", "Nursing")) == [("", "", True)]


def test_who_was_matched_before_leaves_the_entry_here_to_nobody_else():
    """The one that came then is put away behind it."""
    earlier = person("k", "Lecturer Alpha", same_as="a")
    there = (person("k", "Lecturer Alpha"), person("u", "L. Alpha", email="alpha@campus"))
    guest: Any = Directory(there)
    found = entries_of(guest, Directory((ALPHA, earlier), brought="k"), Choices(), frozenset())
    assert {each.id: (each.how, each.is_decided) for each in found} == {
        "k": ("known", True), "u": ("twice", False),
    }  # fmt: skip
