"""What a person may not do with a card is closed in the board's menu, with who may."""

from __future__ import annotations

import pytest

from mcdesk.ui.board.why import may, why_no_right

HELD = {"rest": ("ctl", "hsp"), "cards": ("ctl", "id")}


@pytest.fixture
def info(made):
    def maker(**changes):
        about = {"holders": HELD, "rights": frozenset(HELD), "offices": frozenset(), "roles": ()}
        return made.info(**{**about, **changes})

    return maker


@pytest.mark.parametrize(
    ("office", "right", "allowed"),
    [(("ctl", "", ""), "rest", True), (("hsp", "flaw", "law"), "rest", True),
     (("hsp", "fnur", "nur"), "rest", False), (("hsp", "", "law"), "cards", False)],
)  # fmt: skip
def test_an_office_counts_where_it_covers_the_card(made, info, office, right, allowed):
    tile = made.tile(1, faculty_id="flaw", programme_id="law")
    assert may(info(offices=frozenset((office,))), right, tile) == allowed


def test_a_role_on_the_team_counts_on_that_card_only(made, info):
    one, other = made.tile(1), made.tile(2, faces_text="")
    designer = next(face.person_id for face in one.faces if face.role == "id")
    assert may(info(person_id=designer), "cards", one)
    assert not may(info(person_id=designer), "cards", other)


def test_it_says_who_may(made, info):
    said = why_no_right(info(person="SME-03", person_id="x"), "rest", [made.tile(1)])
    assert said.startswith("This takes: CTL coordinator, ")
    assert said.endswith("Now working: SME-03.")
    assert not why_no_right(None, "rest", [made.tile(1)])


def test_the_menu_of_a_lecturer_is_closed_where_the_card_s_page_is(open_board, made, info):
    page = open_board([made.tile(1)]).page
    page.use_workspace(info(person="SME-03", person_id="x", rights=frozenset()))
    page.columns.choose(list(page.models.tiles))
    page.actions_.refresh()
    for shut in ("hold", "halt", "cancel", "exception", "hand_over", "edit"):
        action = page.actions_[f"card.{shut}"]
        assert not action.isEnabled(), shut
        assert "SME-03" in action.toolTip(), shut
    for free in ("open", "print", "binder"):
        assert page.actions_[f"card.{free}"].isEnabled(), free
