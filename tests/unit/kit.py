"""Small forms, to try rules on one by one."""

from __future__ import annotations

from datetime import date

from mcdesk.procedure.content import Surroundings
from mcdesk.procedure.definition import Choice, Column, Field, FieldType, FormDefinition, Section
from mcdesk.procedure.stage import Label

TODAY = date(2026, 3, 2)  # a Monday
SETTINGS = {"least": 3, "most": 7}


def label(text):
    return Label(text, text + " (id)")


def column(id_, type_=FieldType.LINE, **more):
    return Column(id_, label(id_), type_, **more)


def choices(*ids):
    return tuple(Choice(id_, label(id_.upper())) for id_ in ids)


def form(*fields):
    section = Section("s", label("s"), fields)
    return FormDefinition("X", "1", label("X"), label("X"), "proposal", (section,), (), ())


def table(*columns, id_="t", **more):
    return Field(id_, label(id_), FieldType.TABLE, columns=columns, **more)


def around(**more):
    return Surroundings(today=TODAY, setting=SETTINGS.get, **more)
