"""How the program looks to the person at this computer: language and colours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QRadioButton
from typing_extensions import override

from mcdesk import i18n
from mcdesk.i18n import N_, _
from mcdesk.ui import parts, theme
from mcdesk.ui.settings.section import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.i18n import Language
    from mcdesk.ui.settings.seams import Looks
    from mcdesk.ui.settings.section import Read
    from mcdesk.ui.theme import Mode

LANGUAGES: tuple[tuple[Language, str], ...] = (("en", "English"), ("id", "Bahasa Indonesia"))
MODES: tuple[tuple[Mode, str], ...] = (
    ("light", N_("Light colours")),
    ("dark", N_("Dark colours")),
    ("system", N_("Colours as the system")),
)


class LooksSection(Section):
    """Language and colours hold at once, for this person on this computer."""

    def __init__(self, looks: Looks) -> None:
        words = _("For you on this computer; other people keep their own.")
        super().__init__(_("Language and colours"), words)
        self._looks = looks
        languages = [(name, partial(looks.use_language, code)) for code, name in LANGUAGES]
        modes = [(_(title), partial(looks.use_theme, mode)) for mode, title in MODES]
        self.languages = self._choices(_("Language"), languages)
        self.modes = self._choices(_("Colours"), modes)
        self.languages[[code for code, _name in LANGUAGES].index(i18n.language())].setChecked(True)
        self.modes[[mode for mode, _title in MODES].index(looks.theme_mode)].setChecked(True)
        self.column.addStretch(1)

    def _choices(
        self, title: str, choices: Sequence[tuple[str, Callable[[], object]]]
    ) -> list[QRadioButton]:
        """Add a heading and one radio button for each choice; return the buttons."""
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(parts.label(title, "heading"))
        group, made = QButtonGroup(self), []
        for text, act in choices:
            radio = QRadioButton(text)
            radio.setAccessibleDescription(title)
            radio.clicked.connect(partial(QTimer.singleShot, 0, act))
            group.addButton(radio)
            self.column.addWidget(radio)
            made.append(radio)
        return made

    @override
    def show_read(self, read: Read) -> None:
        """Nothing of this stands in the workspace."""
