"""Whom a text means: by the id, else by the login or name; a second entry as the first."""

from __future__ import annotations

from mcdesk.application.namesakes import called
from mcdesk.procedure.records import Person


def test_an_id_means_its_person_although_another_has_it_for_a_name():
    people = (Person(id="1", name="One"), Person(id="2", name="1"), Person(id="3", name="1"))
    assert called(people, "1") == ("1",)
    assert called(people, "One") == ("1",)
    assert called(people[1:], "1") == ("2", "3")
    assert called(people, "") == ()


def test_a_second_entry_is_the_first():
    people = (Person(id="1", name="One"), Person(id="2", name="Two", same_as="1"))
    assert called(people, "Two") == called(people, "2") == ("1",)
