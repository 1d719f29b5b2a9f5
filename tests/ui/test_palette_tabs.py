"""Ctrl+K on a card's page finds its tabs, and what they offer, also by the tab's name."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from mcdesk.ui.shots import Studio


@pytest.fixture
def window(app: Any, desk: Any, card: str, qtbot: Any) -> Any:
    """A window on the page of a new card."""
    path = desk.store.path
    app.close(desk)
    studio = Studio(lambda: app, path, QSize(1366, 768))
    qtbot.addWidget(studio.window)
    studio.window.show()
    studio.window.begin()
    studio.settle()
    studio.window.open_card(next(iter(studio.window.board.models.tiles)))
    studio.settle()
    yield studio.window
    studio.window.close()
    studio._state.cleanup()


def found(window: Any, words: str) -> list[str]:
    """Return what is listed for words that are typed."""
    window.open_palette()
    QTest.keyClicks(window.rooms.palette.field, words)
    return [hit.text for hit in window.rooms.palette._hits]


def test_the_team_is_found_and_shown(window):
    listed = found(window, "team")
    body = window.host.page.body
    assert any(each.startswith("Team") for each in listed)
    assert "Add somebody…" in listed
    at = next(n for n, each in enumerate(listed) if each.startswith("Team"))
    for _step in range(at):
        QTest.keyClick(window.rooms.palette.field, Qt.Key.Key_Down)
    QTest.keyClick(window.rooms.palette.field, Qt.Key.Key_Return)
    assert body.tabs.currentWidget() is body.team
    assert body.team.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize("forms", [False, True])
@pytest.mark.parametrize("signing", [False, True])
def test_what_two_tabs_offer_is_listed_once(window, forms, signing):
    body = window.host.page.body
    for tab, is_open in ((body.forms, forms), (body.signing, signing)):
        tab.deeds["sign"].setEnabled(is_open)
        tab.deeds["sign"].setStatusTip("" if is_open else "Choose a line first.")
    listed = [each for each in found(window, "sign or") if each.startswith("Sign or record")]
    assert len(listed) == 1
    assert ("(" in listed[0]) is not (forms or signing)
