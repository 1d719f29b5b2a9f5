"""The institution's time: one of Indonesia's three zones, or another by its IANA name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.calendar import ZONES, zone_name, zone_names
from mcdesk.procedure.commands import SetSetting
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.lines import NameLine

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.ui.settings.section import Read
    from mcdesk.ui.tasks import Tasks

OTHER = ""
NAME_WIDTH = 240


class ClockChoice(QWidget):
    """Chooses the time zone; one of the three at once, another when its name is written.

    Signals:
        wished: commands are to be carried out.
    """

    wished = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._read: Read | None = None
        self._names: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        titles = dict(zip(ZONES, (_("WIB (Jakarta)"), _("WITA (Makassar)"), _("WIT (Jayapura)")),
                          strict=True))  # fmt: skip
        self.radios = {name: QRadioButton(title) for name, title in titles.items()}
        self.radios[OTHER] = QRadioButton(_("Another:"))
        for radio in self.radios.values():
            self._group.addButton(radio)
        self.other = NameLine(())
        self.other.setAccessibleName(_("Name of the time zone"))
        self.other.setPlaceholderText("Asia/Singapore")
        self.other.setFixedWidth(NAME_WIDTH)
        self.note = parts.label("", "small", wrap=True)
        self.note.hide()
        self._lay_out()
        self._group.buttonClicked.connect(self._on_chosen)
        self.other.picked.connect(self._on_named)
        self.other.ended.connect(self._on_named)
        self.other.returnPressed.connect(self._on_named)

    def _lay_out(self) -> None:
        *three, other = self.radios.values()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(parts.label(_("Time"), "heading"))
        words = _("Days and hours are told in it to the whole team, on screen and on paper. The "
                  "days that signatures bear stay.")  # fmt: skip
        column.addWidget(parts.label(words, "muted", wrap=True))
        column.addLayout(parts.row(*three, 1, spacing=theme.WIDE))
        column.addLayout(parts.row(other, self.other, 1))
        column.addWidget(self.note)

    def show_read(self, read: Read) -> None:
        """Show which zone is set, and where this computer does not know it."""
        first = self._read is None
        self._read = read
        zone = read.settings.time_zone
        if not self.other.hasFocus():
            self.radios[zone if zone in ZONES else OTHER].setChecked(True)
        for radio in self.radios.values():
            radio.setEnabled(read.may)
        if not self.other.hasFocus():
            self.other.show_text("" if zone in ZONES else zone)
        self.other.setEnabled(self.radios[OTHER].isChecked())
        self.other.setReadOnly(not read.may)
        unknown = _("This computer does not know “{name}” and tells the time of Jakarta.")
        self._say("" if zone_name() == zone else unknown.format(name=zone))
        if first:
            self._tasks.run(_read_names, self._use_names, kind="reader")

    def _use_names(self, names: tuple[str, ...]) -> None:
        self._names = names
        self.other.use_names(names)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))
        theme.dress(self.note, state="bad" if words else "")

    def _on_chosen(self, radio: QRadioButton) -> None:
        is_other = radio is self.radios[OTHER]
        self.other.setEnabled(is_other)
        self._say("")
        if is_other:
            self.other.setFocus()
            return
        self.other.clear()
        self._wish(next(name for name, each in self.radios.items() if each is radio))

    def _on_named(self) -> None:
        """Wish the zone that was written, in whichever letters; say where there is none."""
        typed = self.other.text().strip()
        known = {name.casefold(): name for name in self._names}
        if not typed or not self.radios[OTHER].isChecked():
            self._show_again()
            return
        name = known.get(typed.replace(" ", "_").casefold(), typed)
        if self._names and name not in self._names:
            words = _("“{name}” is no time zone that this computer knows. Zones are called such as "
                      "Asia/Makassar or Asia/Singapore.")  # fmt: skip
            self._say(words.format(name=typed))
            return
        self._say("")
        self.other.show_text(name)
        self._wish(name)

    def _wish(self, name: str) -> None:
        if self._read is not None and self._read.may and name != self._read.settings.time_zone:
            self.wished.emit((SetSetting(key="time_zone", value=name),))
        else:
            self._show_again()

    def _show_again(self) -> None:
        if self._read is not None:
            self.show_read(self._read)


def _read_names(_desk: DeskPort) -> tuple[str, ...]:
    return zone_names()
