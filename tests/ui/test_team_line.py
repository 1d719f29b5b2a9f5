"""The team's line in the sidebar: its words have room there, and its sign says the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.views import AheadOf, Copied, Healing, PutBack
from mcdesk.errors import Trouble
from mcdesk.ui import icons, language, theme
from mcdesk.ui.sidebar import NARROW, WIDE
from mcdesk.ui.team.line import TeamLine
from mcdesk.ui.team.standing import Standing
from tests.ui.team_state import STATE

AT = "2026-11-23T02:10:00.000000Z"
MARGINS = 8 + 9
STANDINGS = {
    "synced": Standing(STATE),
    "waiting": Standing(replace(STATE, waiting=1234)),
    "attention": Standing(replace(STATE, attention=123)),
    "working": Standing(STATE, is_working=True),
    "files": Standing(STATE, is_working=True, files=(123, 456)),
    "offline": Standing(STATE, trouble=Trouble("no_hub", "Away.", retry=True)),
    "stopped": Standing(STATE, trouble=Trouble("other_hub", "Another.")),
    "healed": Standing(replace(STATE, healed=Healing(AT, 12, 5))),
    "gap": Standing(replace(STATE, healed=Healing(AT, 12, 5, midst=1))),
    "put back": Standing(replace(STATE, put_back=PutBack(AT, AT, 154, 2))),
    "copied": Standing(replace(STATE, copied=Copied(AT, "L", "/c.mcdesk", is_here=False))),
    "clock": Standing(replace(STATE, ahead=AheadOf(AT, "", AT))),
}


@pytest.fixture
def line(qtbot) -> TeamLine:
    made = TeamLine()
    qtbot.addWidget(made)
    yield made
    language.switch("en")


@pytest.mark.parametrize("shown", ["en", "id"])
@pytest.mark.parametrize("how", STANDINGS)
def test_its_words_are_not_cut_off(line, how, shown):
    language.switch(shown)
    line.show_standing(STANDINGS[how])
    line.ensurePolished()
    assert line.sizeHint().width() <= WIDE - MARGINS, line.text()


@pytest.mark.parametrize("how", ["healed", "gap", "put back", "copied", "clock"])
def test_what_was_noticed_bears_no_sign_that_all_is_well(line, how):
    line.show_standing(STANDINGS[how])
    warns = icons.icon("circle-alert", theme.current().warn, 18)
    assert line.icon().pixmap(18).toImage() == warns.pixmap(18).toImage()


@pytest.mark.parametrize("shown", ["en", "id"])
@pytest.mark.parametrize("how", STANDINGS)
def test_in_a_narrow_sidebar_it_says_in_a_word_how_it_stands(line, how, shown):
    language.switch(shown)
    line.show_narrow(narrow=True)
    line.show_standing(STANDINGS[how])
    line.caption.ensurePolished()
    assert line.caption.text()
    assert not line.caption.isHidden()
    assert line.caption.sizeHint().width() < NARROW, line.caption.text()


def test_in_a_narrow_sidebar_what_waits_and_what_needs_a_look_is_counted(line):
    line.show_narrow(narrow=True)
    said = []
    for standing in (STATE, replace(STATE, waiting=3), replace(STATE, attention=2, waiting=3),
                     replace(STATE, waiting=1234)):  # fmt: skip
        line.show_standing(Standing(standing))
        said.append(line.caption.text())
    line.show_standing(STANDINGS["offline"])
    said.append(line.caption.text())
    assert said == ["synced", "wait: 3", "look: 2", "wait: 99+", "offline"]
    line.show_narrow(narrow=False)
    assert line.caption.isHidden()
