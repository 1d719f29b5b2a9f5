"""Colours can be read, sizes come from the platform, switching is told."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from mcdesk import resources
from mcdesk.ui import icons, theme

GROUNDS = ("window", "column", "panel", "card", "field")
INKS = (
    "ink", "muted", "faint", "accent", "good", "warn", "bad", "phase_plan", "phase_build",
    "phase_launch",
)  # fmt: skip


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
class TestContrast:
    @pytest.mark.parametrize("ground", GROUNDS)
    @pytest.mark.parametrize("ink", INKS)
    def test_text_on_grounds_meets_aa(self, look, ink, ground):
        assert theme.contrast(getattr(look, ink), getattr(look, ground)) >= 4.5

    @pytest.mark.parametrize("name", ["accent", "good", "warn", "bad"])
    def test_text_on_its_soft_ground_meets_aa(self, look, name):
        assert theme.contrast(getattr(look, name), getattr(look, f"{name}_soft")) >= 4.5

    def test_text_on_filled_parts_meets_aa(self, look):
        pairs = [(look.accent_ink, look.accent), (look.panel, look.bad), (look.ink, look.selection),
                 (look.muted, look.accent_soft), (look.faint, look.accent_soft)]  # fmt: skip
        assert all(theme.contrast(ink, ground) >= 4.5 for ink, ground in pairs)


def test_contrast_of_black_and_white_is_21():
    assert theme.contrast(QColor("black"), QColor("white")) == pytest.approx(21)


@pytest.mark.parametrize("text", ["p1", "p2", "Sari Dewi", "", "Ω"])
def test_initials_are_readable_and_steady(text):
    colour = theme.initials_colour(text)
    assert theme.contrast(colour, QColor("white")) >= 4.5
    assert colour == theme.initials_colour(text)


def test_switching_tells_and_drops_pictures(qapp, qtbot):
    before = icons.pixmap("plus", theme.current().muted).cacheKey()
    with qtbot.waitSignal(theme.notifier.theme_changed):
        theme.apply(qapp, "dark")
    assert theme.current() is theme.DARK
    assert qapp.palette().window().color() == theme.DARK.window
    theme.apply(qapp, "light")
    assert icons.pixmap("plus", theme.current().muted).cacheKey() != before


def test_three_text_sizes(qapp):
    small, body, title = (theme.font(size).pointSizeF() for size in ("small", "body", "title"))
    assert small < body < title
    assert theme.font("body", bold=True).weight() > theme.font("body").weight()


def test_every_icon_named_in_the_program_is_there():
    import re
    from pathlib import Path

    import mcdesk.ui

    names = {path.stem for path in (resources.root() / "icons").glob("*.svg")}
    wanted = set()
    for path in Path(mcdesk.ui.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        wanted |= set(re.findall(r'icons?\.(?:icon|pixmap)\(\s*"([a-z0-9-]+)"', text))
        wanted |= set(re.findall(r'\bicon="([a-z0-9-]+)"', text))
    assert wanted <= names, wanted - names
    assert (resources.root() / "icons" / "LICENSE").is_file()
