"""The development guide within the window: where it is found, and where its links lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt

from mcdesk import resources
from mcdesk.ui.guide.page import GuidePage
from mcdesk.ui.help import TOPICS
from mcdesk.ui.settings.page import SettingsPage
from mcdesk.ui.shots import Studio

PAGES = Path(__file__).parents[2] / "mcdesk" / "ui"


@pytest.fixture
def studio(app, desk, qtbot):
    path = desk.store.path
    app.close(desk)
    studio = Studio(lambda: app, path, QSize(1366, 768))
    qtbot.addWidget(studio.window)
    studio.window.show()
    studio.window.begin()
    studio.settle()
    yield studio
    studio.window.close()
    studio._state.cleanup()


def guide(studio) -> GuidePage:
    studio.settle()
    page = studio.window.host.page
    assert isinstance(page, GuidePage)
    return page


def test_the_sidebar_its_key_and_the_help_menu_lead_to_the_guide(studio, qtbot):
    qtbot.keyClick(studio.window, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    assert guide(studio).text.hasFocus()
    action = next(a for a in studio.window.actions_.declared() if a.id == "go.guide")
    assert set(action.menus) == {"go", "help"}


@pytest.mark.parametrize("key", ["hours_per_sks", "contacts"])
def test_a_number_leads_to_its_setting(studio, key):
    studio.window.go("guide")
    guide(studio).follow(f"setting:{key}")
    studio.settle()
    page = studio.window.host.page
    assert isinstance(page, SettingsPage)
    workspace, numbers = page.sections[:2]
    if key == "contacts":
        assert workspace.contacts.hasFocus()
    else:
        assert numbers.view.hasFocus()
        assert numbers.view.current == key


def test_opened_above_another_page_the_guide_leads_back(studio, qtbot):
    window = studio.window
    window.opener.read_guide("size")
    page = guide(studio)
    assert page.chapter == "size"
    window.opener.read_guide("rights")
    assert guide(studio) is page
    assert page.chapter == "rights"
    qtbot.keyClick(page.text, Qt.Key.Key_Escape)
    assert window.host.page is window.board


def test_the_size_of_the_letters_is_kept(studio):
    studio.window.go("guide")
    guide(studio).scale(1)
    studio.window.opener.read_guide("size")
    assert guide(studio)._scale == 1.25
    assert studio.window.state.letters == 1.25


@pytest.mark.parametrize("language", ["en", "id"])
def test_each_page_has_a_topic_that_f1_opens(language):
    found = {
        topic
        for file in PAGES.rglob("*.py")
        for topic in re.findall(r'help_topic = "(.+)"', file.read_text("utf-8"))
    }
    assert found <= {topic for topic, _title in TOPICS}
    folder = resources.guide(language)
    assert all((folder / f"{topic}.md").is_file() for topic in found)


def test_a_form_leads_to_the_guide_and_back(card, studio):
    window = studio.window
    window.open_form(next(iter(window.board.models.tiles)), "F2")
    studio.settle()
    form = window.host.page
    form.guide_requested.emit("size")
    assert guide(studio).chapter == "size"
    window.host.back()
    assert window.host.page is form
