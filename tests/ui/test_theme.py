"""Colours can be read, sizes come from the platform, switching is told."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu, QRadioButton, QWidget

from mcdesk import resources
from mcdesk.ui import icons, language, parts, theme
from mcdesk.ui.forms.collision import CollisionBox
from mcdesk.ui.forms.notices import Notice
from mcdesk.ui.people.table import LinesView
from mcdesk.ui.printing.bars import Tool
from mcdesk.ui.toast import Toast

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


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("checked", [False, True], ids=["open", "ticked"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton], ids=lambda kind: kind.__name__)
def test_the_sign_of_a_choice_can_be_seen(qapp, qtbot, kind, checked, mode):
    theme.apply(qapp, mode)
    box = kind("A choice")
    qtbot.addWidget(box)
    box.setChecked(checked)
    box.ensurePolished()
    box.resize(box.sizeHint())
    picture = box.grab().toImage()
    colours = [picture.pixelColor(x, y) for x in range(16) for y in range(picture.height())]
    ground = theme.current().window
    assert max(theme.contrast(colour, ground) for colour in colours) >= 3
    theme.apply(qapp, "light")


def tint(picture):
    """Return the colour that most of a drawing is in."""
    image = picture.toImage()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    inks = [ink for ink in (image.pixelColor(*spot) for spot in spots) if ink.alpha() > 200]
    return QColor(Counter(ink.name() for ink in inks).most_common(1)[0][0])


def test_an_icon_stands_apart_from_its_text(qapp, qtbot):
    beside, alone = parts.button("Open…", icon="folder-open"), parts.button("", icon="folder-open")
    for made in (beside, alone):
        qtbot.addWidget(made)
    assert beside.iconSize().width() == 16 + theme.TIGHT
    picture = beside.icon().pixmap(beside.iconSize()).toImage()
    edge = picture.width() - round(theme.TIGHT * picture.devicePixelRatio())
    assert not any(
        picture.pixelColor(x, y).alpha()
        for x in range(edge, picture.width())
        for y in range(picture.height())
    )
    assert alone.iconSize().width() == 16
    alone.setText("Open…")
    assert alone.sizeHint() == beside.sizeHint()


def test_icons_follow_a_switch_of_the_theme(qapp, qtbot):
    button, tool = parts.button("New", icon="plus"), Tool("arrow-left")
    sign = parts.sign("circle-alert", "warn")
    for widget in (button, tool, sign):
        qtbot.addWidget(widget)
    theme.apply(qapp, "dark")
    shown = {"muted": button.icon().pixmap(16), "ink": tool.icon().pixmap(16),
             "warn": sign.pixmap()}  # fmt: skip
    for name, picture in shown.items():
        assert theme.contrast(tint(picture), getattr(theme.DARK, name)) < 1.05
        assert theme.contrast(tint(picture), getattr(theme.LIGHT, name)) > 2
    theme.apply(qapp, "light")


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


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "panel", "card"])
def test_a_chip_without_a_colour_stands_out_in_light_and_dark(qapp, qtbot, mode, ground):
    try:
        look = theme.apply(qapp, mode)
        chip = parts.label("Round 1", "chip")
        qtbot.addWidget(chip)
        chip.show()
        shown = chip.grab().toImage().pixelColor(3, chip.height() // 2)
        assert theme.contrast(shown, getattr(look, ground)) >= 1.1
        assert theme.contrast(shown, look.muted) >= 4.5
    finally:
        theme.apply(qapp, "light")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_bars_and_notices_say_stands_out_from_their_grounds(qapp, qtbot, mode):
    try:
        look = theme.apply(qapp, mode)
        room = QWidget()
        qtbot.addWidget(room)
        toast, loud, quiet = Toast(room), Notice(room), Notice(room)
        loud.say("Not stored.")
        quiet.say("Frozen as version 1.", quiet=True)
        both = CollisionBox(room)
        both.say("Changed meanwhile.", "mine", "theirs", [])
        room.show()
        toast.show()
        inks = [{label.palette().windowText().color().name() for label in each.findChildren(QLabel)}
                for each in (toast, loud, quiet, both)]  # fmt: skip
        wanted = (look.panel, look.warn, look.accent, look.warn)
        assert inks == [{ink.name()} for ink in wanted]
    finally:
        theme.apply(qapp, "light")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_arrow_of_a_sorted_table_is_seen_in_light_and_dark(qapp, qtbot, mode):
    try:
        look = theme.apply(qapp, mode)
        table = LinesView(("Code", "Title"), (1,))
        qtbot.addWidget(table)
        table.widths(200, 0)
        table.resize(700, 200)
        table.show()
        head = table.horizontalHeader()
        bare = head.grab().toImage()
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        shown = head.grab().toImage()
        spots = [(x, y) for x in range(200) for y in range(shown.height())
                 if shown.pixel(x, y) != bare.pixel(x, y)]  # fmt: skip
        assert spots
        assert max(theme.contrast(shown.pixelColor(*at), look.window) for at in spots) >= 4.5
    finally:
        theme.apply(qapp, "light")


def test_an_icon_is_drawn_once_for_all_its_colours(qapp, monkeypatch):
    drawn = []
    render = icons.QSvgRenderer

    def renderer(*given):
        drawn.append(given)
        return render(*given)

    monkeypatch.setattr(icons, "QSvgRenderer", renderer)
    icons._drawn.cache_clear()
    icons.forget()
    inks = [QColor("#b3181c"), QColor("#0b6b3a"), QColor("#800b6b3a")]
    images = [icons.pixmap("stamp", ink, 16).toImage() for ink in inks]
    assert len(drawn) == 1
    places = [(x, y) for x in range(16) for y in range(16)]
    for ink, image in zip(inks, images, strict=True):
        seen = [image.pixelColor(*place) for place in places]
        assert {colour.rgb() for colour in seen if colour.alpha() == 255} == {
            ink.rgb() | 0xFF000000
        }
        assert [colour.alpha() for colour in seen] == [
            images[0].pixelColor(*place).alpha() for place in places
        ]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_keyboard_is_seen_on_a_filled_button(qapp, qtbot, mode):
    """A ring lies within it in the colour of its words; the button keeps its size."""
    theme.apply(qapp, mode)
    made, ink = parts.button("Save", "primary"), theme.current().accent_ink
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    rings, sizes = [], []
    for has_keyboard in (False, True):
        made.setFocus() if has_keyboard else made.clearFocus()
        sizes.append(made.sizeHint())
        picture = made.grab().toImage()
        column = [picture.pixelColor(2, y) for y in range(9, picture.height() - 9)]
        rings.append(sum(theme.contrast(each, theme.current().accent) > 3 for each in column))
        assert theme.contrast(ink, theme.current().accent) > 3
    assert rings[0] == 0
    assert rings[1] == len(column)
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("way", ["theme", "language"])
def test_the_pointer_says_that_the_window_works_while_all_is_drawn_anew(qapp, way):
    shapes = []

    def note() -> None:
        shapes.append(QApplication.overrideCursor().shape())

    told = theme.theme_changed if way == "theme" else language.language_changed
    told.connect(note)
    try:
        theme.apply(qapp, "light") if way == "theme" else language.switch("en")
    finally:
        told.disconnect(note)
    assert shapes == [Qt.CursorShape.WaitCursor]
    assert QApplication.overrideCursor() is None


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_switch_with_a_sign_shows_in_its_menu_whether_it_is_on(qtbot, mode):
    """Qt draws no tick where a sign stands; here the sign is framed."""
    theme.apply(QApplication.instance(), mode)
    menu = QMenu()
    qtbot.addWidget(menu)
    drawn = []
    for is_on in (False, True):
        menu.clear()
        action = menu.addAction(icons.icon("sun"), "Light colours")
        action.setIconVisibleInMenu(True)
        action.setCheckable(True)
        action.setChecked(is_on)
        picture = menu.grab().toImage()
        places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        drawn.append(sum(picture.pixelColor(x, y) == theme.current().accent for x, y in places))
    theme.apply(QApplication.instance(), "light")
    assert drawn[0] == 0
    assert drawn[1] > 20
