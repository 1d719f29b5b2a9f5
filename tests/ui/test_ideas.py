"""The page of ideas where there are none: it says what one is, and how it is noted."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mcdesk.application.views import IdeaLine
from mcdesk.ui.ideas import IdeasPage

IDEA = IdeaLine("i", "Batik for schools", "SME-01", "", "2026-11-03", "")


def shown(page: Any, kind: type[Any]) -> list[Any]:
    QApplication.processEvents()
    return [each for each in page.findChildren(kind) if each.isVisibleTo(page)]


def words(page: Any) -> list[str]:
    return [label.text() for label in shown(page, QLabel) if label.text()]


def test_without_ideas_it_helps_to_note_one(qtbot: Any, monkeypatch: Any) -> None:
    page = IdeasPage()
    qtbot.addWidget(page)
    page.show()
    asked: list[str] = []
    monkeypatch.setattr(IdeasPage, "ask", lambda _page: asked.append("asked"))
    page.show_ideas([])
    assert words(page)[:2] == ["Ideas", "No ideas at the moment"]
    assert "Note what it is about" in words(page)[2]
    above, middle = shown(page, QPushButton)
    assert above.text() == middle.text() == "Note an idea"
    assert not middle.isEnabled()  # as long as it is not known who works here
    page.show_ideas([IDEA])
    assert words(page)[0] == "1 idea"
    assert "No ideas at the moment" not in words(page)
