"""The side of a preview: which forms, and what of each: a version, the draft, or blank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mcdesk.i18n import N_, _
from mcdesk.ui import parts, theme
from mcdesk.ui.printing.since import SinceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.ui.printing.documents import Choice, Document

WIDTH, WIDEST, MARGINS = 288, 400, 36
ALL_AS = (("frozen", N_("Frozen")), ("draft", N_("Draft")), ("blank", N_("Blank")))


class Side(QFrame):
    """Chooses what is shown and what is printed.

    Signals:
        picked: another form, or another version of it, is to be shown.
        ticked: other forms are to be printed.
    """

    picked = Signal()
    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "nav")
        self.setFixedWidth(WIDTH)
        self._documents: tuple[Document, ...] = ()
        self._chosen: list[Choice] = []
        """What is chosen of each form; `since` is set by the box below the versions."""
        self.list = QListWidget()
        self.list.setAccessibleName(_("Forms to print"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemChanged.connect(self._on_ticked)
        self._count = parts.label("", "caption")
        self._all = self._make_all()
        self._title = parts.label("", "heading", wrap=True)
        self._note = parts.label("", "small", wrap=True)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_choice)
        self._radios = QVBoxLayout()
        self._radios.setSpacing(theme.GAP)
        self._below = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 15, 14)
        column.setSpacing(theme.GAP)
        column.addWidget(self._count)
        column.addWidget(self.list, 3)
        column.addWidget(self._all)
        column.addWidget(self._title)
        column.addWidget(self._make_choices(), 2)
        column.addWidget(self._note)
        self.since: SinceBox | None = None
        self.since_all = parts.button(_("For all forms"), "link")
        self.since_all.setToolTip(_("Mark changes in every form: since its own version or look of "
                                    "the same kind, or since the same day"))  # fmt: skip
        self.since_all.clicked.connect(self._on_since_all)
        self.since_all.hide()

    def _make_all(self) -> QWidget:
        """Return the links that choose the same for every form."""
        made = QWidget()
        row = parts.row(parts.label(_("All as"), "small"), spacing=theme.TIGHT)
        for kind, words in ALL_AS:
            link = parts.button(_(words), "link")
            link.setObjectName(kind)
            link.clicked.connect(self._on_all)
            row.addWidget(link)
        row.addStretch(1)
        made.setLayout(row)
        return made

    def _make_choices(self) -> QScrollArea:
        """Return the place of the versions; many of them scroll."""
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.WIDE)
        column.addLayout(self._radios)
        column.addLayout(self._below)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inside)
        return area

    # --- what is chosen -------------------------------------------------------------------

    def show_documents(self, documents: Sequence[Document]) -> None:
        """Offer forms, the usual choice of each; ticked are those in which something is written.

        Where nothing is written in any, all are.
        """
        self._documents = tuple(documents)
        self._add_since()
        self._chosen = [document.first or document.choices[0] for document in documents]
        many = len(documents) > 1
        for part in (self._count, self.list, self._all):
            part.setVisible(many)
        holding = any(document.holds for document in documents)
        self.list.blockSignals(True)
        self.list.clear()
        for document in documents:
            item = QListWidgetItem(document.title)
            item.setToolTip(document.title)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_ticked = document.holds or not holding
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._write()

    @property
    def shown(self) -> tuple[Document, Choice] | None:
        """The form that is looked at."""
        row = max(self.list.currentRow(), 0)
        return (self._documents[row], self._chosen[row]) if self._documents else None

    @property
    def wanted(self) -> list[tuple[Document, Choice]]:
        """The forms that are ticked, each with what is chosen of it."""
        pairs = list(zip(self._documents, self._chosen, strict=True))
        if len(pairs) < 2:
            return pairs
        ticks = [self.list.item(row).checkState() for row in range(len(pairs))]
        return [pair for pair, tick in zip(pairs, ticks, strict=True)
                if tick == Qt.CheckState.Checked]  # fmt: skip

    def _write(self) -> None:
        """Show the choices of the form that is looked at."""
        parts.clear(self._radios)
        for button in self._group.buttons():
            self._group.removeButton(button)
        shown = self.shown
        if shown is None:
            return
        document, chosen = shown
        self._title.setText(document.title if len(self._documents) > 1 else _("What to print"))
        self._note.setText(document.note)
        self._note.setVisible(bool(document.note))
        for place, choice in enumerate(document.choices):
            radio = QRadioButton(choice.words.replace("&", "&&"))
            radio.setToolTip(choice.words)
            radio.setChecked(choice == chosen.plain)
            self._group.addButton(radio, place)
            self._radios.addWidget(radio)
        self._write_since()
        self._fit()
        self._write_count()

    def _add_since(self) -> None:
        """Add the box of what a form can be compared with, where there is a form."""
        today = next((each.today for each in self._documents if each.today is not None), None)
        if today is not None and self.since is None:
            self.since = SinceBox(today)
            self.since.picked.connect(self._on_since)
            self._below.addWidget(self.since)
            self._below.addWidget(self.since_all, 0, Qt.AlignmentFlag.AlignLeft)

    def _write_since(self) -> None:
        """Offer what the choice can be compared with; what it cannot be is let go."""
        shown = self.shown
        bases = shown[0].bases_of(shown[1]) if shown is not None else None
        if shown is None or self.since is None:
            return
        self.since.setVisible(bases is not None)
        self.since_all.setVisible(bases is not None and len(self._documents) > 1)
        self.since.offer(bases or (), shown[1].since if bases is not None else "")
        self.since.offer_people(shown[0].people, shown[1].by)
        self._set_since()

    def _set_since(self) -> None:
        assert self.since is not None
        row = max(self.list.currentRow(), 0)
        box = self.since
        self._chosen[row] = replace(self._chosen[row], since=box.since, by=box.by)

    def _on_since(self) -> None:
        self._set_since()
        self.picked.emit()

    def _on_since_all(self) -> None:
        """Mark changes in every form, since what is chosen here, as each form has it."""
        shown = self.shown
        since = shown[1].since if shown is not None else ""
        self._chosen = [
            replace(choice, since=document.since_like(choice, since))
            for document, choice in zip(self._documents, self._chosen, strict=True)
        ]
        self._write_since()
        self.picked.emit()

    def _fit(self) -> None:
        """Be as wide as the words of the choices, as far as that leaves room for the page."""
        wanted = max((b.sizeHint().width() for b in self._group.buttons()), default=0) + MARGINS
        self.setFixedWidth(min(max(WIDTH, self.width(), wanted), WIDEST))

    def _write_count(self) -> None:
        count, of = len(self.wanted), len(self._documents)
        self._count.setText(_("{n} of {m} forms").format(n=count, m=of))

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self._write()
            self.picked.emit()

    def _on_choice(self, place: int) -> None:
        row = max(self.list.currentRow(), 0)
        since, by = self._chosen[row].since, self._chosen[row].by
        self._chosen[row] = replace(self._documents[row].choices[place], since=since, by=by)
        self._write_since()
        self.picked.emit()

    def _on_ticked(self, _item: QListWidgetItem) -> None:
        self._write_count()
        self.ticked.emit()

    def _on_all(self) -> None:
        """Choose the same kind for every form that has it."""
        kind = self.sender().objectName()
        for row, document in enumerate(self._documents):
            found = [choice for choice in document.choices if choice.kind == kind]
            if found:
                self._chosen[row] = found[0]
        self._write()
        self.picked.emit()
