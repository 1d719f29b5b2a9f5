"""A form that was asked whether it may go, in a window that stays open for another page."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from mcdesk.ui.host import PageHost
from tests.ui.forms.hands import LOCKED, answering, type_into
from tests.ui.forms.stage import Open, Stage


class Stays(QWidget):
    """A page that keeps the window open: a list that was mended, say."""

    may_go = False

    def may_leave(self) -> bool:
        return self.may_go


@pytest.fixture
def below(qtbot: Any) -> Stays:
    return Stays()


@pytest.fixture
def opened(open_form: Open, below: Stays, qtbot: Any) -> tuple[PageHost, Stage]:
    """A form with a text that could not be stored, above a page that stays."""
    stage = open_form()
    type_into(stage, "p1", "Triage")
    stage.desk.refuse = LOCKED
    stage.session.flush()
    host = PageHost()
    qtbot.addWidget(host)
    host.add_place("board", "Board", QWidget)
    host.go("board")
    host.open(below)
    host.open(stage.editor)
    return host, stage


def test_it_asks_anew_after_another_page_kept_the_window_open(
    opened: tuple[PageHost, Stage], below: Stays
) -> None:
    host, _stage = opened
    for leave in (host.may_leave_all, host.leave_all):
        with answering(stays=False) as asked:
            assert not leave()
        assert asked, leave
    below.may_go = True
    with answering(stays=True) as asked:
        assert not host.leave_all()
    assert asked


def test_it_is_not_shut_in_a_window_that_stays(
    opened: tuple[PageHost, Stage], monkeypatch: pytest.MonkeyPatch, below: Stays
) -> None:
    host, stage = opened
    shut: list[bool] = []
    monkeypatch.setattr(stage.editor, "shut", lambda: shut.append(True))
    with answering(stays=False):
        assert not host.leave_all()
    assert shut == []
    below.may_go = True
    with answering(stays=False):
        assert host.leave_all()
    assert shut == [True]


def test_it_is_asked_once_where_the_window_closes_after_it_asked(
    opened: tuple[PageHost, Stage], below: Stays
) -> None:
    """The program asks before it shows another workspace, and then closes the window."""
    host, _stage = opened
    below.may_go = True
    with answering(stays=False) as asked:
        assert host.may_leave_all()
        assert host.leave_all()
    assert len(asked) == 1
