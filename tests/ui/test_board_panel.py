"""The board's side panel: all that it shows stands within it, however narrow it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea

from mcdesk import i18n, resources
from mcdesk.application.views import DebtLine, FormLine
from mcdesk.procedure.load import read_form
from mcdesk.ui.board.panel import WIDTH, CardPanel
from mcdesk.ui.parts import SlimLink
from mcdesk.ui.saying import away_words
from tests.ui.conftest import make_outline, make_tile

KINDS = sorted(file.stem for file in (resources.root() / "forms").glob("*.toml"))
STATES = {"frozen": (1, 2), "draft": (12, 134), "before": (0, 0), "missing": (0, 0)}


def form_lines() -> list[FormLine]:
    """Return every form that ships, in each of the states with long words."""
    found = []
    for kind in KINDS:
        text = (resources.root() / "forms" / f"{kind}.toml").read_text(encoding="utf-8")
        form = read_form(text, f"{kind}.toml", [])
        assert form is not None
        for status, (done, of) in STATES.items():
            found.append(FormLine(kind + status, kind, form.title, form.short, form.stage, status,
                                  done, of, 1, 1, 1, "", "", done, of))  # fmt: skip
    return found


@pytest.fixture
def panel(qtbot):
    made = CardPanel()
    qtbot.addWidget(made)
    made.resize(WIDTH, 700)
    made.show()
    return made


@pytest.mark.parametrize("shown", ["en", "id"])
def test_nothing_is_wider_than_the_narrowest_panel(panel, qtbot, shown):
    i18n.use_language(shown)
    debt = DebtLine("d", "proposal", "o", "DEAN-BUS AND SOMEBODY ELSE", "2026-12-30", "r", "i",
                    "", "2026-11-01", "", "")  # fmt: skip
    outline = make_outline(make_tile(1))
    panel.show_outline(replace(outline, forms=tuple(form_lines()), debts=(debt,)))
    panel.resize(panel.minimumWidth(), 700)
    area = panel.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.viewport().width() < panel.width() - 2)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    assert panel.minimumSizeHint().width() <= panel.minimumWidth()
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())


@pytest.mark.parametrize("word", ["X" * 3000, "i" * 3000, "https://ctl.example/" + "a" * 900])
def test_an_endless_word_of_a_reason_breaks_and_stays_within(panel, qtbot, word):
    tile = make_tile(1)._replace(status="on_hold", status_reason=word, back_from="timeline",
                                 back_reason=word)  # fmt: skip
    panel.show_outline(make_outline(tile))
    area = panel.findChild(QScrollArea)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())
    assert any(word[:40] in label.text() for label in panel.findChildren(QLabel))
    assert not any(len(label.text()) > 1000 for label in panel.findChildren(QLabel))
    whole = [label for label in panel.findChildren(QLabel) if len(label.toolTip()) > len(word)]
    assert whole, "what is cut can be read whole"


def test_a_link_without_room_cuts_its_words_and_speaks_them_whole(qtbot):
    link = SlimLink("A form with a very long short title", None)
    qtbot.addWidget(link)
    whole = link.sizeHint().width()
    link.resize(100, 24)
    link.show()
    qtbot.waitUntil(lambda: link.text().endswith("…"))
    assert link.accessibleName() == "A form with a very long short title"
    assert link.sizeHint().width() == whole
    link.resize(whole, 24)
    qtbot.waitUntil(lambda: link.text() == "A form with a very long short title")


def test_who_is_away_is_said_where_it_says_who_owes_it(panel):
    outline = make_outline(make_tile(1))
    said = "Away until 12 Dec 2026"
    panel.show_outline(replace(outline, away={"dean": "2026-12-12"}))
    assert any(label.text().startswith(said) for label in panel.findChildren(QLabel))
    panel.show_outline(replace(outline, away={"hsp": "2026-12-12"}))
    assert not any(label.text().startswith(said) for label in panel.findChildren(QLabel))


def test_nobody_acts_for_who_is_on_a_team():
    assert "acting approver" in away_words("2026-12-12", signs="dean")
    assert away_words("2026-12-12", signs="sme") == away_words("2026-12-12")
