"""A hub with two faculties on a server, and a login for whoever pushes to it."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.sync.conftest import Team
from tests.sync.forger import members
from tests.walk import Walker


@pytest.fixture(scope="module")
def hub(tmp_path_factory, template, server) -> Team:
    """A hub with two faculties: F2 of MC-1, of Law, is frozen; MC-9 is of Medicine."""
    made = Team(tmp_path_factory.mktemp("dishonest"), template, server)
    desk = made.desks["r0"]
    desk.execute(do.AddFaculty(code="MED", name_en="Medicine", name_id="Kedokteran"))
    desk.execute(do.AddProgramme(code="MED", name_en="Medicine", name_id="Kedokteran",
                                 faculty="MED"))  # fmt: skip
    for name, roles in (("SME-MED", ["sme"]), ("ID-MED", ["id"]), ("DEAN-MED", []),
                        ("HSP-MED", []), ("LEAD-2", ["ctl_lead"]), ("LEAD-3", ["ctl_lead"]),
                        ("READER", ["reader"])):  # fmt: skip
        desk.execute(do.AddPerson(name=name, roles=roles))
    desk.execute(do.AppointOffice(person="HSP-MED", role="hsp", programme="MED"))
    desk.execute(do.AppointOffice(person="DEAN-MED", role="dean", faculty="MED"))
    desk.execute(do.CreateCard(title_en="Med", title_id="Med", short_title="Med", programme="MED",
                               lead="SME-MED", designer="ID-MED", code="MC-9"))  # fmt: skip
    desk.execute(do.FillForm(form="MC-9/R1", values={"topic": "Mine."}, rows={}, replace=True))
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    made.sync("r0")
    assert not desk.attention()
    yield made
    made.close()


@pytest.fixture(scope="module")
def member(hub, server):
    """Return who pushes what they like as a person of the directory, each under an own login."""
    yield from members(hub, server)
