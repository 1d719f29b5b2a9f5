"""What was opened and frozen again as it was, without the hub, while others wrote into it."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from mcdesk.models import tables
from mcdesk.procedure import commands as do
from mcdesk.procedure.digest import short_digest
from mcdesk.procedure.records import Form, TeamMember
from tests.storage.by_module import OUTCOMES, SCENES, VIDEOS
from tests.sync.conftest import Team
from tests.sync.decided import OURS, THEIRS, decided, freeze, frozen, sign
from tests.sync.meeting import FILE, form_of, meet
from tests.walk import PEOPLE, Walker

F2 = "MC-1/F2"


@pytest.fixture
def two(team: Team):
    """Two people of the team; the proposal is frozen, and both have it."""
    Walker(team.desks["r0"]).fill_proposal()
    team.desks["r0"].execute(do.SetValue(form=F2, path="p47", new=OURS, base="Catalogue text"))
    freeze(team.desks["r0"])
    meet(team)
    return team.desks["r0"], team.desks["r1"]


def opened(team: Team, desk) -> None:
    desk.execute(do.ChangeForm(form=F2, reason="r"))
    meet(team)


def as_others_wrote(team: Team, one) -> None:
    """Let what one wrote reach the hub first."""
    one.execute(do.SetValue(form=F2, path="p47", new=THEIRS, base=OURS))
    team.sync("r0")
    meet(team)


def test_what_was_frozen_again_unchanged_is_told_of_where_it_holds_others_words(team, two):
    one, other = two
    opened(team, other)
    digest = freeze(other)
    assert len(frozen(other)) == 1
    as_others_wrote(team, one)
    assert [each.version for each in frozen(one)] == [1, 2]
    (line,) = other.attention()
    assert line.kind == "Notice"
    assert line.what.en == "Frozen for signature: Proposal"
    assert "Others wrote into it meanwhile" in line.reasons[0].en
    ((mine, now, who),) = [(each.mine, each.theirs, each.who.en) for each in line.places]
    assert (mine, now) == (OURS, THEIRS)
    assert who.startswith("CTL-01, 23 Nov 2026, ")
    said = " ".join(each.en for each in line.now)
    assert short_digest(digest) in said
    assert "It is frozen as version 2" in said


def test_a_notice_of_what_was_frozen_again_is_about_what_was_frozen_then(team, two):
    one, other = two
    opened(team, other)
    freeze(other)
    as_others_wrote(team, one)
    (line,) = other.attention()
    other.execute(do.ChangeForm(form=F2, reason="r"))
    other.execute(do.SetValue(form=F2, path="p47", new=OURS, base=THEIRS))
    assert other.attention()[0].places == line.places


def test_no_other_text_takes_the_place_of_one_whose_signatures_were_to_stand(team, two):
    one, other = two
    sign(one, "sme")
    sign(one, "dean")
    meet(team)
    opened(team, other)
    digest = freeze(other)
    assert form_of(other).status == "frozen"
    as_others_wrote(team, one)
    for desk in two:
        assert len(frozen(desk)) == 1
        assert form_of(desk).status == "void"
        assert [entry.digest for entry in decided(desk)] == [digest] * 2
    (line,) = other.attention()
    assert (line.kind, line.settles) == ("FormFrozen", ("anew", "away"))
    assert "no other text is frozen in its place" in line.reasons[0].en
    assert [(each.mine, each.theirs) for each in line.places] == [(OURS, THEIRS)]
    other.execute(do.SetValue(form=F2, path="p47", new=OURS, base=THEIRS))
    (line,) = other.attention()
    assert line.settles == ("again", "away")
    other.settle(line.n, "again")
    meet(team)
    for desk in two:
        assert len(frozen(desk)) == 1
        assert form_of(desk).status == "frozen"
        assert not desk.attention()


def test_another_text_is_frozen_by_whom_it_was_shown(team, two):
    one, other = two
    sign(one, "sme")
    meet(team)
    opened(team, other)
    freeze(other)
    as_others_wrote(team, one)
    (line,) = other.attention()
    said = " ".join(each.en for each in line.now)
    assert "becomes version 2; version 1 stays kept, with what was signed over it" in said
    assert "take it back" not in said
    other.settle(line.n, "anew", line.digest)
    meet(team)
    assert [each.version for each in frozen(one)] == [1, 2]
    assert frozen(one)[1].digest == line.digest
    assert not other.attention()


def test_decisions_that_wait_over_what_was_frozen_again_hold_it_too(team, two):
    """They are over a text that the hub has: they stay with it, as of the paper they were on."""
    one, other = two
    opened(team, other)
    digest = freeze(other)
    sign(other, "sme")
    as_others_wrote(team, one)
    assert len(frozen(one)) == 1
    assert [line.kind for line in other.attention()] == ["FormFrozen"]
    assert [entry.digest for entry in decided(one)] == [digest]
    assert form_of(one).status == "void"


def test_a_text_that_others_put_back_meanwhile_is_told_of(team, two):
    """The other way round: a version was made, and an earlier one would be frozen now."""
    one, other = two
    opened(team, other)
    other.execute(do.SetValue(form=F2, path="p47", new=THEIRS, base=OURS))
    team.sync("r1")
    team.sync("r0")
    freeze(other)
    assert len(frozen(other)) == 2
    one.execute(do.SetValue(form=F2, path="p47", new=OURS, base=THEIRS))
    team.sync("r0")
    meet(team)
    assert [each.version for each in frozen(one)] == [1]
    (line,) = other.attention()
    assert line.kind == "Notice"
    assert [(each.mine, each.theirs) for each in line.places] == [(THEIRS, OURS)]


def test_what_nobody_wrote_into_is_frozen_again_without_a_word(team, two):
    one, other = two
    sign(one, "sme")
    meet(team)
    opened(team, other)
    freeze(other)
    one.execute(do.ChangeCard(card="MC-1", short_title="Elsewhere"))
    team.sync("r0")
    meet(team)
    for desk in two:
        assert len(frozen(desk)) == 1
        assert form_of(desk).status == "frozen"
        assert not desk.attention()


def test_a_module_that_was_frozen_again_is_told_of(team):
    one, other = team.desks["r0"], team.desks["r1"]
    walker = Walker(one)
    walker.to("design", since="proposal")
    walker.fill("F7", {"d3": "Aligned by table."}, d7=OUTCOMES, d11=VIDEOS, d12=SCENES)
    one.execute(do.ChooseSigning(form="MC-1/F7"))
    one.execute(do.FreezeForm(form="MC-1/F7:M1"))
    one.execute(
        do.SignForm(
            form="MC-1/F7:M1", role="id", person=PEOPLE["id"], medium="paper", scan_owed=True
        )
    )
    team.settle_all()
    other.execute(do.ChangeForm(form="MC-1/F7:M1", reason="r"))
    meet(team)
    other.execute(do.FreezeForm(form="MC-1/F7:M1"))
    cell = {"form": "MC-1/F7", "field": "d7", "row": "1", "column": "statement"}
    one.execute(do.SetCell(**cell, base="State a term", new="State two terms"))
    team.sync("r0")
    meet(team)
    (line,) = other.attention()
    assert line.what.en.startswith("Frozen for signature: Design, module 1 ")
    assert line.form == "F7:M1"
    assert [(each.base, each.theirs) for each in line.places] == [("State a term",
                                                                   "State two terms")]  # fmt: skip
    assert line.settles == ("anew", "away")


@FILE
def test_the_check_finds_a_form_that_is_frozen_in_another_text(team, two):
    one, other = two
    opened(team, other)
    one.execute(do.SetValue(form=F2, path="p47", new=THEIRS, base=OURS))
    form = form_of(one).form_id
    (made,) = frozen(one)
    assert team.app.check(one.store.path) == ()
    with one.store.engine.begin() as connection:
        table = tables.TABLES[Form.table]
        connection.execute(update(table).where(table.c.id == form).values(revision_id=made.id))
    found = [line for line in team.app.check(one.store.path) if "another text" in line]
    assert len(found) == 1
    assert "frozen in version 1" in found[0]


@pytest.fixture
def walker(team: Team) -> Walker:
    """At stage 6, with the components frozen and acknowledged by all, as the hub has it."""
    made = Walker(team.desks["r0"])
    made.to("components", since="proposal")
    card = made.desk.outline("MC-1").tile.id
    with made.desk.store.read() as reader:
        (member,) = reader.select(TeamMember, card_id=card, role="dcs")
    made.desk.execute(do.LeaveTeam(member=member.id))
    made.freeze("F5")
    made.sign("F5", *(f"{role}:acknowledge" for role in ("sme", "gd", "hsp", "ctl")))
    team.settle_all()
    return made


def test_the_same_text_frozen_again_that_asks_others_now_is_told_of(team, walker):
    """Signatures over it stand: it is the same text, and one more is asked."""
    other = team.desks["r1"]
    other.execute(do.ChangeForm(form="MC-1/F5", reason="r"))
    meet(team)
    other.execute(do.FreezeForm(form="MC-1/F5"))
    walker.desk.execute(do.JoinTeam(card="MC-1", person="SME-03", role="dcs"))
    team.sync("r0")
    meet(team)
    (line,) = other.attention()
    assert line.kind == "Notice"
    assert "also asks to sign: " in line.reasons[0].en
    (form,) = (each for each in other.outline("MC-1").forms if each.kind == "F5")
    assert (form.version, form.signed, form.signers) == (2, 4, 5)
