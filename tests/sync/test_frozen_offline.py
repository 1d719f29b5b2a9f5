"""What was frozen, printed and signed on paper without the hub, while others wrote into it."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from mcdesk.errors import Refused
from mcdesk.models import tables
from mcdesk.procedure import commands as do
from mcdesk.procedure.digest import short_digest
from tests.storage.by_module import OUTCOMES, SCENES, VIDEOS
from tests.sync.conftest import Team
from tests.sync.decided import OURS, THEIRS, decided, freeze, frozen, sign
from tests.sync.meeting import FILE, meet
from tests.walk import PEOPLE, Walker


@pytest.fixture
def two(team: Team):
    """Two people of the team; the proposal is filled, and both have it."""
    Walker(team.desks["r0"]).fill_proposal()
    meet(team)
    team.desks["r1"].execute(do.SetValue(form="MC-1/F2", path="p47", new=OURS))
    meet(team)
    return team.desks["r0"], team.desks["r1"]


def kinds(desk) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.kind, line.settles) for line in desk.attention()]


def test_no_other_text_is_frozen_in_place_of_one_that_was_decided_about(team, two):
    one, other = two
    digest = freeze(other)
    sign(other, "sme")
    sign(other, "hsp")
    one.execute(do.SetValue(form="MC-1/F2", path="p47", new=THEIRS, base=OURS))
    team.sync("r0")
    meet(team)
    for desk in two:
        assert not frozen(desk)
        assert not decided(desk)
    assert kinds(other) == [("FormFrozen", ("anew", "away")), *[("FormSigned", ("away",))] * 2]
    assert "no other text is frozen in its place" in other.attention()[0].reasons[0].en
    other.execute(do.SetValue(form="MC-1/F2", path="p47", new=OURS, base=THEIRS))
    assert kinds(other)[0] == ("FormFrozen", ("again", "away"))
    other.settle(other.attention()[0].n, "again")
    assert frozen(other)[0].digest == digest
    assert kinds(other) == [("FormSigned", ("again", "away")), ("FormSigned", ("away",))]
    assert "signs before" in other.attention()[1].now[-1].en, "the lecturer's decision comes first"
    for _decision in range(2):
        other.settle(other.attention()[0].n, "again")
    meet(team)
    assert [entry.digest for entry in decided(one)] == [digest] * 2
    assert not other.attention()


def test_what_nobody_decided_about_is_frozen_with_what_others_wrote(team, two):
    one, other = two
    digest = freeze(other)
    one.execute(do.SetValue(form="MC-1/F2", path="p47", new=THEIRS, base=OURS))
    team.sync("r0")
    meet(team)
    (kept,) = frozen(one)
    assert kept.digest != digest
    assert [line.kind for line in other.attention()] == ["Notice"]


@pytest.fixture
def apart(team, two):
    """A proposal frozen and signed by one, and written into by another, met: with both desks."""
    one, other = two
    lost = freeze(other)
    sign(other, "sme")
    one.execute(do.SetValue(form="MC-1/F2", path="p47", new=THEIRS, base=OURS))
    team.sync("r0")
    meet(team)
    return one, other, lost


@FILE
def test_a_freezing_that_was_lost_says_what_stands_there_now_and_who_wrote_it(apart):
    _one, other, lost = apart
    line = other.attention()[0]
    assert (line.what.en, line.form) == ("Frozen for signature: Proposal", "F2")
    assert line.what.id == "Dibekukan untuk ditandatangani: Proposal"
    ((label, before, mine, now, who),) = [
        (each.label.en, each.base, each.mine, each.theirs, each.who.en) for each in line.places
    ]
    assert label.startswith("Catalogue")
    assert (before, mine, now) == (OURS, OURS, THEIRS)
    assert who.startswith("CTL-01, 23 Nov 2026, ")
    assert line.path == "p47"
    said = " ".join(each.en for each in line.now)
    assert "version 1" in said
    assert short_digest(lost) in said
    assert "only the digest" in said
    assert short_digest(lost) in " ".join(each.id for each in line.now)


@FILE
def test_a_decision_says_which_text_it_was_over_and_which_is_frozen_now(team, apart):
    """What was said when it was refused is of that day, and goes stale."""
    one, other, lost = apart
    signed = other.attention()[1]
    assert signed.what.en == "SME-03 approved: Proposal"
    assert "not frozen now" in signed.now[1].en
    freeze(one)
    meet(team)
    signed = other.attention()[1]
    assert signed.now[0].en == (
        f"The decision was made over version 1 of Proposal, with the digest {short_digest(lost)}."
    )
    assert signed.now[1].en.startswith("Another text is frozen now, as version 1 with the digest ")
    assert "have that signed" in signed.now[1].en
    assert signed.settles == ("away",)
    assert signed.noted_at.startswith("2026-11-23")


@FILE
def test_another_text_is_frozen_only_by_whom_it_was_shown(team, apart):
    """And it is another deed: its version has an id of its own, the history tells how it came."""
    one, other, lost = apart
    line = other.attention()[0]
    with pytest.raises(Refused, match="cannot be settled so"):
        other.settle(line.n, "again")
    with pytest.raises(Refused, match="once more meanwhile"):
        other.settle(line.n, "anew", lost)
    with pytest.raises(Refused):
        other.settle(line.n, "anew")
    other.settle(line.n, "anew", line.digest)
    meet(team)
    (made,) = frozen(one)
    assert (made.digest, made.version) == (line.digest, 1)
    assert line.digest != lost
    told = [each.what.en for each in one.history(form=made.form_id, limit=2)]
    assert told[0] == "Frozen for signature: another text frozen after a collision"


@FILE
def test_who_froze_the_same_text_first_leaves_nothing_to_do(team, two):
    one, other = two
    freeze(other)
    freeze(one)
    team.sync("r0")
    meet(team)
    line = other.attention()[0]
    assert (line.kind, line.settles, line.is_so) == ("FormFrozen", ("away",), True)
    assert "The same text is frozen there now" in line.now[0].en


@FILE
def test_a_text_that_was_frozen_with_others_words_shows_them(team, two):
    one, other = two
    freeze(other)
    one.execute(do.SetValue(form="MC-1/F2", path="p47", new=THEIRS, base=OURS))
    team.sync("r0")
    meet(team)
    (line,) = other.attention()
    assert line.kind == "Notice"
    assert [(each.mine, each.theirs) for each in line.places] == [(OURS, THEIRS)]
    other.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    other.execute(do.SetValue(form="MC-1/F2", path="p47", new=OURS, base=THEIRS))
    assert other.attention()[0].places == line.places, "it is about what was frozen then"


@FILE
def test_a_module_that_was_frozen_is_named_with_who_wrote_into_it(team):
    one, other = team.desks["r0"], team.desks["r1"]
    walker = Walker(one)
    walker.to("design", since="proposal")
    walker.fill("F7", {"d3": "Aligned by table."}, d7=OUTCOMES, d11=VIDEOS, d12=SCENES)
    one.execute(do.ChooseSigning(form="MC-1/F7"))
    team.settle_all()
    other.execute(do.FreezeForm(form="MC-1/F7:M1"))
    other.execute(
        do.SignForm(
            form="MC-1/F7:M1", role="id", person=PEOPLE["id"], medium="paper", scan_owed=True
        )
    )
    cell = {"form": "MC-1/F7", "field": "d7", "row": "1", "column": "statement"}
    one.execute(do.SetCell(**cell, base="State a term", new="State two terms"))
    team.sync("r0")
    meet(team)
    line = other.attention()[0]
    assert line.what.en.startswith("Frozen for signature: Design, module 1 ")
    assert line.form == "F7:M1"
    assert [(each.base, each.theirs) for each in line.places] == [("State a term",
                                                                   "State two terms")]  # fmt: skip
    assert ", row 1, " in line.places[0].label.en
    assert line.path.startswith("d7/")
    assert line.settles == ("anew", "away")
    other.settle(line.n, "anew", line.digest)
    assert not [each for each in other.attention() if each.kind == "FormFrozen"]


@FILE
def test_the_check_finds_a_decision_over_another_text(team, two):
    _one, other = two
    freeze(other)
    sign(other, "sme")
    (made,) = decided(other)
    table = tables.TABLES["sign_off"]
    with other.store.engine.begin() as connection:
        connection.execute(update(table).where(table.c.id == made.id).values(digest="0" * 64))
    team.app.close(other)
    found = [line for line in team.app.check(other.store.path) if line.startswith("sign-off")]
    assert len(found) == 1
    assert "its digest is not that of the version" in found[0]
