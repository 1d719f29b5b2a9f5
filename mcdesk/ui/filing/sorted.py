"""The second screen for scans: the bundles, their pages, and what becomes of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.exchange.scans import words
from mcdesk.i18n import _, plural
from mcdesk.ui import parts, theme
from mcdesk.ui.filing.jobs import WAYS
from mcdesk.ui.filing.side import BundleSide
from mcdesk.ui.parts import side_by_side
from mcdesk.ui.people.table import Line, LinesView
from mcdesk.ui.printing.pages import PageView
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.views import ScanBundle
    from mcdesk.ui.filing.jobs import Done, State
    from mcdesk.ui.forms.names import ViewNames


class SortedStep(QWidget):
    """Shows what the pages of a scan are, bundle by bundle.

    Signals:
        pages_requested: the pages of a bundle (key) are to be shown.
        choose_requested: the form of the chosen bundles is to be chosen by hand.
        open_requested: the file as which some pages are filed already is to be opened.
        changed: what is to become of a bundle has changed.
    """

    pages_requested = Signal(str)
    choose_requested = Signal()
    open_requested = Signal(object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sides: dict[str, BundleSide] = {}
        self._state: State | None = None
        self.refused = parts.label("", state="warn", wrap=True)
        self.refused.hide()
        self.list = LinesView((_("Form"), _("Pages"), _("What becomes of it")), (0,))
        self.list.widths(0, 64, 188)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the end names the page
        self.list.setAccessibleName(_("What the scan holds"))
        self.list.picked.connect(self._on_picked)
        self.view = PageView()
        self._place = QWidget()
        self._place_layout = QVBoxLayout(self._place)
        self._place_layout.setContentsMargins(0, 0, 0, 0)
        self.split = side_by_side((self.list, 480), (self.view, 400), (self._place, 360))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.refused)
        column.addWidget(self.split, 1)

    # --- what is shown --------------------------------------------------------------------

    def show_state(self, state: State, names: ViewNames, today: date) -> None:
        """Show the bundles of a scan; those that were there keep what was typed."""
        self._state = state
        kept = {bundle.key: bundle for bundle in state.bundles}
        old = {key: side for key, side in self.sides.items() if kept.get(key) != side.bundle}
        for key in old:
            self._drop(self.sides.pop(key))
        for key, bundle in kept.items():
            if key not in self.sides:
                self.sides[key] = self._side(bundle, names, today)
                if key in old:
                    self.sides[key].take(old[key])
        said = words.refusals(state.reading, state.names)
        self.refused.setText("\n".join(said))
        self.refused.setVisible(bool(said))
        self._write()

    def _side(self, bundle: ScanBundle, names: ViewNames, today: date) -> BundleSide:
        assert self._state is not None
        trouble = self._state.reading.pages[bundle.pages[0]].read.trouble
        why = words.reason(trouble) if trouble else ""
        filed = self._state.filed.get(bundle.key)
        source = self._state.named(bundle)
        made = BundleSide(bundle, names, today, trouble=why, filed=filed, source=source)
        made.changed.connect(self._on_changed)
        made.choose_requested.connect(self.choose_requested)
        made.open_requested.connect(self.open_requested)
        self._place_layout.addWidget(made)
        made.hide()
        return made

    def _drop(self, side: BundleSide) -> None:
        self._place_layout.removeWidget(side)
        side.hide()
        side.deleteLater()

    def _write(self) -> None:
        """Write the list anew; the current row stays."""
        bundles = self._state.bundles if self._state is not None else ()
        self.list.show_lines([self._line(bundle) for bundle in bundles])
        self._on_picked(self.list.current)

    def _line(self, bundle: ScanBundle) -> Line:
        way = self.sides[bundle.key].chosen_way()
        assert self._state is not None
        source = self._state.named(bundle)
        named = f"{bundle.kind}  {bundle.card_code}" if bundle.form is not None else source
        count = f"{len(bundle.pages)}"
        if bundle.missing:
            count = f"{bundle.of - len(bundle.missing)} / {bundle.of}"
        tone = "" if bundle.is_complete or bundle.state in ("by_hand", "cover") else "warn"
        tip = f"{source}\n{sentence(bundle.answer)}"
        return Line(bundle.key, (named, count, _(WAYS[way])), tone, tip)

    def show_done(self, done: tuple[Done, ...]) -> None:
        """Say at their bundles which decisions were not recorded."""
        for entry in done:
            if entry.key in self.sides:
                self.sides[entry.key].show_refused(entry.refused)

    def _on_changed(self) -> None:
        self._write()
        self.changed.emit()

    def _on_picked(self, key: str) -> None:
        for each, side in self.sides.items():
            side.setVisible(each == key)
        if key:
            self.pages_requested.emit(key)

    # --- what was chosen ------------------------------------------------------------------

    def chosen(self) -> tuple[ScanBundle, ...]:
        """Return the bundles that are selected, in the order of their pages."""
        bundles = self._state.bundles if self._state is not None else ()
        selected = set(self.list.selected)
        return tuple(bundle for bundle in bundles if bundle.key in selected)

    def first_reason(self) -> str:
        """Return what is still to be said for any bundle, and show that one; or ""."""
        for key, side in self.sides.items():
            reason = side.reason_against()
            if reason:
                self.list.pick(key)
                return reason
        return ""

    def count_words(self) -> str:
        """Return in words what the button will do."""
        ways = [side.chosen_way() for side in self.sides.values()]
        filed = len([way for way in ways if way in ("file", "evidence")])
        kept = len([way for way in ways if way == "keep"])
        if not filed and not kept:
            return _("Done")
        if not filed:
            return plural("Keep {n} as unfiled", "Keep all {n} as unfiled", kept)
        return plural("File {n} form", "File {n} forms", filed)
