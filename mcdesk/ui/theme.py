"""The look: named colours for light and dark, three text sizes, a 4-pixel grid, one style sheet.

Widgets ask `current()` for colours when they paint and listen to `theme_changed` for caches.
Look is chosen by dynamic properties (`kind` on buttons, `role` on labels and frames), never by a
style sheet of a widget's own.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

Mode = Literal["light", "dark", "system"]
TextSize = Literal["title", "body", "small"]

GRID = 4
TIGHT, GAP, WIDE, PAGE = GRID, 2 * GRID, 3 * GRID, 4 * GRID
RADIUS = 6


class Theme(NamedTuple):
    """The colours of one mode, by what they are for.

    `accent_ink` is for text on `accent`; a `_soft` colour is the ground for text of its name.
    """

    name: str
    window: QColor
    column: QColor
    panel: QColor
    card: QColor
    field: QColor
    line: QColor
    ink: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    accent_ink: QColor
    accent_soft: QColor
    good: QColor
    good_soft: QColor
    warn: QColor
    warn_soft: QColor
    bad: QColor
    bad_soft: QColor
    phase_plan: QColor
    phase_build: QColor
    phase_launch: QColor
    selection: QColor
    shadow: QColor

    def phase(self, id_: str) -> QColor:
        """Return the colour of a phase; phases that a procedure adds take the accent."""
        colours = {"plan": self.phase_plan, "build": self.phase_build, "launch": self.phase_launch}
        return colours.get(id_, self.accent)


def _theme(name: str, **colours: str) -> Theme:
    return Theme(name=name, **{key: QColor(value) for key, value in colours.items()})


LIGHT = _theme(
    "light",
    window="#f6f7f9",
    column="#eceef2",
    panel="#ffffff",
    card="#ffffff",
    field="#ffffff",
    line="#d7dce3",
    ink="#18212d",
    muted="#4c5665",
    faint="#5f6977",
    accent="#1d56d8",
    accent_ink="#ffffff",
    accent_soft="#e7eefd",
    good="#0b6b3a",
    good_soft="#e2f3e8",
    warn="#8f4606",
    warn_soft="#fcf0dd",
    bad="#b3181c",
    bad_soft="#fce8e8",
    phase_plan="#1d56d8",
    phase_build="#0a6c63",
    phase_launch="#7d2bc4",
    selection="#d5e2fc",
    shadow="#1a000000",
)

DARK = _theme(
    "dark",
    window="#15181d",
    column="#1b1f25",
    panel="#1d2128",
    card="#252a32",
    field="#171a1f",
    line="#3a414c",
    ink="#e9ecf0",
    muted="#b0b8c4",
    faint="#9ba4b1",
    accent="#7fabff",
    accent_ink="#0a1733",
    accent_soft="#223351",
    good="#66d197",
    good_soft="#1b382a",
    warn="#f2b065",
    warn_soft="#3d2e18",
    bad="#ff938b",
    bad_soft="#482423",
    phase_plan="#7fabff",
    phase_build="#54c8ba",
    phase_launch="#cda4ff",
    selection="#2c4267",
    shadow="#66000000",
)

_FACES = tuple(
    QColor(value)
    for value in (
        "#1d56d8",
        "#0a6c63",
        "#7d2bc4",
        "#a83f08",
        "#a3195b",
        "#3f6212",
        "#155e75",
        "#5b3f9e",
        "#8a3324",
        "#475569",
    )
)


class _Notifier(QObject):
    """Tells that colours have changed.

    Signals:
        theme_changed: `current()` now returns another theme; drop caches and repaint.
    """

    theme_changed = Signal()


notifier = _Notifier()
theme_changed = notifier.theme_changed
_current = LIGHT
_fonts: dict[tuple[TextSize, bool], QFont] = {}


def current() -> Theme:
    """Return the theme in use."""
    return _current


def apply(app: QApplication, mode: Mode) -> Theme:
    """Make `mode` the look of the whole program and return the theme chosen."""
    global _current
    from PySide6.QtWidgets import QStyleFactory

    hints = app.styleHints()
    if mode == "system":
        hints.unsetColorScheme()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
    else:
        dark = mode == "dark"
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    _current = DARK if dark else LIGHT
    _fonts.clear()
    from mcdesk.ui.hourglass import hourglass
    from mcdesk.ui.sheet import style_sheet

    with hourglass():
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setPalette(palette(_current))
        app.setStyleSheet(style_sheet(_sheet_colours(_current), base_size()))
        theme_changed.emit()
    return _current


def palette(theme: Theme) -> QPalette:
    """Return the palette of `theme`, for what Fusion paints itself."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.window,
        roles.WindowText: theme.ink,
        roles.Base: theme.field,
        roles.AlternateBase: theme.window,
        roles.Text: theme.ink,
        roles.PlaceholderText: theme.faint,
        roles.Button: theme.panel,
        roles.ButtonText: theme.ink,
        roles.BrightText: theme.bad,
        roles.ToolTipBase: theme.card,
        roles.ToolTipText: theme.ink,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.accent_ink,
        roles.Accent: theme.accent,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.accent,
        roles.Mid: theme.line,
        roles.Midlight: theme.line,
        roles.Light: theme.panel,
        roles.Dark: theme.line,
        roles.Shadow: theme.shadow,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.faint)
    return result


def _sheet_colours(theme: Theme) -> dict[str, str]:
    """Return the colours that the style sheet names: the theme's own and those mixed from it."""
    named = {
        name: value.name()
        for name, value in theme._asdict().items()
        if isinstance(value, QColor) and name != "shadow"
    }
    other = DARK if theme is LIGHT else LIGHT
    return named | {
        "name": theme.name,
        "chip": mix(theme.card, theme.faint, 0.14).name(),
        "hover": mix(theme.card, theme.accent, 0.06).name(),
        "accent_hover": mix(theme.accent, theme.ink, 0.15).name(),
        "edge": mix(theme.line, theme.faint, 0.7).name(),
        "thumb": mix(theme.line, theme.faint, 0.35).name(),
        "toast_link": other.accent.name(),
    }


def base_size() -> float:
    """Return the platform's own text size in points."""
    size = QGuiApplication.font().pointSizeF()
    return size if size > 0 else 9.0


def font(size: TextSize = "body", *, bold: bool = False) -> QFont:
    """Return the platform's UI font in one of the three sizes."""
    kept = _fonts.get((size, bold))
    if kept is None:
        kept = QFont(QGuiApplication.font())
        kept.setPointSizeF(base_size() * {"title": 1.4, "body": 1.0, "small": 0.89}[size])
        if bold:
            kept.setWeight(QFont.Weight.DemiBold)
        _fonts[size, bold] = kept
    return QFont(kept)


def initials_colour(text: str) -> QColor:
    """Return the colour behind a person's initials: always the same, white text readable on it."""
    return _FACES[zlib.crc32(text.encode()) % len(_FACES)]


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """Return `one` with `share` (0 to 1) of `other` mixed in."""
    keep = 1 - share
    return QColor.fromRgbF(
        one.redF() * keep + other.redF() * share,
        one.greenF() * keep + other.greenF() * share,
        one.blueF() * keep + other.blueF() * share,
    )


def dress(widget: QWidget, **properties: str) -> None:
    """Set look properties (`kind`, `role`, `state`) and let the style sheet see them.

    It sees those of a widget that was never shown or measured by itself, once it is.
    """
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
