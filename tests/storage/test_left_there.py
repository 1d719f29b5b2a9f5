"""What a form has no place for is told by the wording that it began in, not by what came later."""

from __future__ import annotations

from dataclasses import replace

from mcdesk.procedure import commands as do
from mcdesk.script.written import wrong_values
from tests.asking import form_of
from tests.storage.by_module import COURSE, OUTCOMES, SCENES, VIDEOS
from tests.storage.left_behind import DROPPED, OTHER_TOPICS, completed, revised, view_of
from tests.storage.published import published
from tests.walk import Walker


def adopt(desk, code: str = "MC-1") -> None:
    desk.execute(do.AdoptDefinitions(card=code))


def test_a_wording_adopted_after_a_round_began_makes_nothing_untold(confirming):
    """What it has no place for was taken over, and lies in this form."""
    Walker(confirming).move("design", reason="not aligned")
    assert view_of(confirming).header.round == 2
    published(confirming, *DROPPED)
    adopt(confirming)
    view = view_of(confirming)
    assert "d3" not in view.definition.fields
    assert view.content.text("d3") == "Aligned by table."
    assert view.left_there is None


def test_what_is_told_stays_told_when_another_wording_is_adopted(confirming):
    published(confirming, *DROPPED)
    adopt(confirming)
    Walker(confirming).move("design", reason="not aligned")
    told = view_of(confirming).left_there
    assert told.sentence("en").count("Description") == 1
    published(confirming, *DROPPED, ("F7.toml", "max = 800", "max = 801"))
    adopt(confirming)
    assert view_of(confirming).left_there == told


def test_what_the_wording_adopted_has_a_place_for_again_is_not_told(confirming):
    published(confirming, *DROPPED)
    adopt(confirming)
    Walker(confirming).move("design", reason="not aligned")
    assert view_of(confirming).left_there is not None
    published(confirming)
    adopt(confirming)
    view = view_of(confirming)
    assert "d3" in view.definition.fields
    assert view.left_there is None


def test_a_revision_that_adopts_a_wording_later_names_nothing(at):
    desk = at("completion", completed)
    revised(desk, "design")
    published(desk, *DROPPED)
    adopt(desk, "MC-2")
    view = view_of(desk, "MC-2")
    assert "d3" not in view.definition.fields
    assert view.left_there is None


def test_a_form_that_was_opened_again_is_told_by_the_wording_of_then(confirming):
    """The first opening was taken back, and the second one is in another wording."""
    moved = confirming.execute(do.MoveCard(card="MC-1", to="design", reason="not aligned"))
    confirming.execute(do.UndoEvent(of=moved.events[0]))
    published(confirming, *DROPPED)
    adopt(confirming)
    Walker(confirming).move("design", reason="not aligned")
    assert "under: Description. " in view_of(confirming).left_there.sentence("en")


def test_a_version_of_a_part_is_one_of_the_form(confirming):
    """The whole has none where it is signed module by module."""
    published(confirming, *DROPPED)
    adopt(confirming)
    walker = Walker(confirming)
    walker.move("design", reason="not aligned")
    walker.fill("F7", d7=OUTCOMES, d11=VIDEOS, d12=SCENES)
    confirming.execute(do.ChooseSigning(form="MC-1/F7"))
    assert view_of(confirming).left_there is not None
    confirming.execute(do.FreezeForm(form=COURSE))
    view = view_of(confirming)
    assert (view.header.version, view.left_there) == (0, None)


def test_a_part_of_a_revised_form_tells_nothing_itself(at):
    """The whole does."""
    desk = at("completion", completed)
    published(desk, *DROPPED)
    revised(desk, "design")
    desk.execute(do.ChooseSigning(form="MC-2/F7"))
    view = view_of(desk, "MC-2")
    assert view.left_there is not None
    assert view.parts
    assert {desk.form(part.form_id).left_there for part in view.parts} == {None}


def test_minutes_of_a_revision_begin_anew_and_name_nothing(at):
    desk = at("completion", completed)
    assert desk.form(form_of(desk, "R2")).content.values
    published(desk, *OTHER_TOPICS)
    revised(desk, "design")
    view = desk.form(form_of(desk, "R2", "MC-2"))
    assert "attending" in view.definition.fields
    assert view.left_there is None


def test_a_meeting_is_compared_with_the_one_before_it_and_with_none_after_it(at):
    desk = at("discussion")
    walker = Walker(desk)
    walker.fill("R2", {"present": ["SME-03"], "verdict": "again", "next_date": walker.day(7)})
    walker.freeze("R2")
    walker.sign("R2", "sme", "id")
    published(desk, *OTHER_TOPICS)
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    sheets = []
    for scope in ("2", "3"):
        desk.execute(do.OpenForm(card="MC-1", form="R2", scope=scope))
        sheets.append(form_of(desk, "R2"))
    second, third = map(desk.form, sheets)
    assert "sheet 1 under: Present. " in second.left_there.sentence("en")
    assert third.left_there is None


def test_a_script_hears_nothing_of_a_form_that_is_over(confirming):
    published(confirming, *DROPPED)
    adopt(confirming)
    command = do.MoveCard(card="MC-1", to="design", reason="not aligned")
    changes = confirming.execute(command)
    view = view_of(confirming)

    class Over:
        def form(self, _form: str):
            return replace(view, read_only=True)

    assert wrong_values(command, changes, confirming) != ()
    assert wrong_values(command, changes, Over()) == ()
