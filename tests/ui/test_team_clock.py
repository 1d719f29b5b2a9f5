"""The page of the team where a wrong clock put much into its list: said once, done by one press."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.application.views import AttentionLine
from mcdesk.procedure.stage import Label
from mcdesk.ui.team.by_clock import ClockBox, do_again, done_words, in_short


def line(n: int, *, by_clock: bool = True) -> AttentionLine:
    return AttentionLine(
        n=n, kind="CardChanged", what=Label("Details changed", "Rincian diubah"), who="CTL-01",
        at="2026-11-18T09:00:00.000000Z", card_id="c", card_code="MC-1", form_id="", form="",
        reasons=(Label("Its day", "Harinya"),), places=(), settles=("again", "away"),
        by_clock=by_clock,
    )  # fmt: skip


def test_it_is_said_once_above_the_lines_and_not_on_each(qtbot):
    box = ClockBox()
    qtbot.addWidget(box)
    lines = [line(1), line(2), line(3, by_clock=False)]
    box.show_lines(lines)
    assert not box.isHidden()
    assert "2 changes bear a day that the hub does not take" in box.words.text()
    assert [in_short(lines, each) for each in lines] == ["The clock was wrong: see above."] * 2 + [
        ""
    ]
    with qtbot.waitSignal(box.wished):
        box.again.click()


@pytest.mark.parametrize("lines", [[], [line(1)], [line(1, by_clock=False)] * 2])
def test_one_alone_says_it_itself(qtbot, lines):
    box = ClockBox()
    qtbot.addWidget(box)
    box.show_lines(lines)
    assert box.isHidden()
    assert [in_short(lines, each) for each in lines] == [""] * len(lines)


def test_what_was_done_again_is_told_with_what_is_refused_still():
    assert do_again(SimpleNamespace(settle_by_clock=lambda: (3, 1))) == (3, 1)
    assert done_words(3, 0) == "3 changes were done again."
    assert done_words(1, 2) == (
        "1 change was done again. 2 are refused still: their lines say why."
    )
