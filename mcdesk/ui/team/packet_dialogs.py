"""The dialogs of packets: what is to leave as a file, and what one that came holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mcdesk.application.sheet_names import form_words
from mcdesk.i18n import _, plural
from mcdesk.ui import language, parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.people.table import Line, LinesView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import Change
    from mcdesk.application.views.packet import PacketLine, PacketSight

WIDTHS = (150, 110, 150, 60)
HEIGHT, DETAIL = 220, 90


def changes_words(n: int) -> str:
    """Return how many changes, in words."""
    return plural("{n} change", "{n} changes", n)


class PackDialog(Dialog):
    """Asks which of what waits is to leave: all of it, of one micro-credential, of one form."""

    def __init__(self, sight: PacketSight, card: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Pack changes"), parent, width=520)
        words = _("They leave as one file, to be sent by mail or handed over, and go on waiting "
                  "here, too: the hub takes each change once, whichever way it comes.")  # fmt: skip
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self._sight = sight
        self._cards, self._forms = QComboBox(), QComboBox()
        everything = _("Everything ({changes})").format(changes=changes_words(len(sight.lines)))
        self._cards.addItem(everything, "")
        counted = Counter((line.card, line.card_id) for line in sight.lines if line.card)
        for (code, id_), n in sorted(counted.items()):
            self._cards.addItem(f"{code} ({changes_words(n)})", id_)
        for box, label in ((self._cards, _("What")), (self._forms, _("Of it"))):
            box.setAccessibleName(label)
            self.body.addWidget(parts.label(label, "small"))
            self.body.addWidget(box)
        self._cards.currentIndexChanged.connect(self._on_card)
        self._cards.setCurrentIndex(max(self._cards.findData(card), 0))
        self._on_card()
        self.add_ok(_("Save as…"))
        self._cards.setFocus()

    @property
    def card(self) -> str:
        """The id of the micro-credential that was chosen, or ""."""
        return str(self._cards.currentData() or "")

    @property
    def code(self) -> str:
        """The code of the micro-credential that was chosen, or ""."""
        found = (line.card for line in self._sight.lines if line.card_id == self.card)
        return next(found, "") if self.card else ""

    @property
    def form(self) -> str:
        """The kind of the form that was chosen, or ""."""
        return str(self._forms.currentData() or "")

    def _on_card(self, *_given: object) -> None:
        """Offer the forms of the micro-credential that was chosen."""
        self._forms.clear()
        of_card = [line for line in self._sight.lines if line.card_id == self.card]
        self._forms.addItem(_("All of it"), "")
        counted = Counter(line.form for line in of_card if line.form) if self.card else Counter()
        for form, n in sorted(counted.items()):
            self._forms.addItem(f"{form_words(form).text()} ({changes_words(n)})", form)
        self._forms.setEnabled(bool(counted))


class ChangesView(QWidget):
    """A list of changes, what is new here first, with all that the chosen one changed below.

    Signals:
        card_opened: the micro-credential (id) of a change is wanted.
    """

    card_opened = Signal(str)

    def __init__(
        self, lines: Sequence[PacketLine], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines: dict[str, PacketLine] = {}
        heads = [_("When"), _("Who"), _("Micro-credential"), _("Form"), _("What")]
        view = LinesView(heads, ())
        view.widths(*WIDTHS)
        view.horizontalHeader().setStretchLastSection(True)
        view.setAccessibleName(name)
        view.setMinimumHeight(HEIGHT)
        self.all = parts.label("", wrap=True)
        self.all.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view, 2)
        column.addWidget(_scrolled(self.all), 1)
        view.picked.connect(self._on_picked)
        view.opened.connect(self._on_opened)
        self.view = view
        self.show_changes(lines)

    def show_changes(self, lines: Sequence[PacketLine]) -> None:
        """Show other changes."""
        fresh_first = sorted(lines, key=lambda line: line.is_known)
        self._lines = {str(n): each for n, each in enumerate(fresh_first)}
        self.view.show_lines([_line(id_, each) for id_, each in self._lines.items()])
        self._on_picked(self.view.current)

    def _on_picked(self, id_: str) -> None:
        line = self._lines.get(id_)
        told = [_change(change) for change in line.changes] if line is not None else []
        self.all.setText("\n".join(told))

    def _on_opened(self, id_: str) -> None:
        line = self._lines.get(id_)
        if line is not None and line.card_id:
            self.card_opened.emit(line.card_id)


class WaitingDialog(Dialog):
    """Lists what waits for the hub."""

    def __init__(
        self, lines: Sequence[PacketLine], waiting: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("What waits for the hub"), parent, width=860)
        self.body.addWidget(parts.label(waiting_words(len(lines), waiting), "muted", wrap=True))
        self.changes = ChangesView(lines, _("What waits for the hub"))
        self.body.addWidget(self.changes, 1)
        self.add_close()


def waiting_words(shown: int, waiting: int) -> str:
    """Return how many changes wait, and how many of them are listed."""
    said = plural("{n} change waits for the hub.", "{n} changes wait for the hub.", waiting)
    if shown < waiting:
        said += " " + _("The latest {shown} are listed.").format(shown=shown)
    return said


class PacketDialog(Dialog):
    """Shows what a packet holds, and asks whether to take it in or to adopt it."""

    def __init__(self, sight: PacketSight, parent: QWidget | None = None) -> None:
        super().__init__(_("Take in a packet"), parent, width=860)
        self.adopted = False
        self.body.addWidget(parts.label(_about(sight), "muted", wrap=True))
        self.changes = ChangesView(sight.lines, _("What is in the packet"))
        self.body.addWidget(self.changes, 1)
        if sight.why_not or not sight.fresh:
            said = sight.why_not or _("All of it is here already: there is nothing to take in.")
            self.body.addWidget(parts.label(said, "warn" if sight.why_not else "", wrap=True))
            self.add_close()
            return
        words = _("It is merged with what you have, under your right; it stays its author’s "
                  "work, which the history tells, with who took it in. What cannot be kept goes "
                  "to the list of what needs a look.")  # fmt: skip
        self.body.addWidget(parts.label(words, "small", wrap=True))
        self.add_ok(_("Take in {changes}").format(changes=changes_words(sight.fresh)))
        if sight.left:
            self._offer_adoption(sight)

    def _offer_adoption(self, sight: PacketSight) -> None:
        """Let the work of who has no duties any more be taken on as one's own."""
        words = _("{names}: no duties here any more, or no login at the hub. Adopted, the work is "
                  "yours from now on, remarks too; the history tells whose it was.")  # fmt: skip
        names = ", ".join(sight.left)
        self.body.addWidget(parts.label(words.format(names=names), "", wrap=True))
        self.adopt = parts.button(_("Adopt it"))
        self.adopt.clicked.connect(self._on_adopt)
        self.buttons.addButton(self.adopt, QDialogButtonBox.ButtonRole.ActionRole)

    def _on_adopt(self) -> None:
        self.adopted = True
        self.accept()


class AdoptDialog(Dialog):
    """Shows what waits here by people who left, and asks whether it is adopted."""

    def __init__(self, sight: PacketSight, parent: QWidget | None = None) -> None:
        names = ", ".join(sight.left)
        super().__init__(_("Adopt the work of {names}?").format(names=names), parent, width=860)
        words = _("It waits or needs a look in this workspace, by people who have no duties any "
                  "more, or no login at the hub. Adopted, it is done again in your name and under "
                  "your right; the history tells whose work it was.")  # fmt: skip
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self.body.addWidget(ChangesView(sight.lines, _("What waits")), 1)
        self.add_ok(_("Adopt {changes}").format(changes=changes_words(len(sight.lines))))


def _about(sight: PacketSight) -> str:
    """Return who packed a packet, when, and how much is in it."""
    said = [_("{sender}, {name}, {when}").format(
        sender=sight.sender or "–", name=sight.workspace,
        when=language.short_moment(sight.made_at))]  # fmt: skip
    said.append(changes_words(len(sight.lines)))
    if sight.files:
        said.append(plural("{n} file", "{n} files", sight.files))
    return " · ".join(said)


def _change(change: Change) -> str:
    """Return one changed place: what it is, what it said and what it says."""
    words = _("{place}: {old} → {new}") if change.old else _("{place}: {new}")
    return words.format(place=change.label.text(), old=change.old, new=change.new or _("(empty)"))


def _scrolled(label: QLabel) -> QScrollArea:
    """Return room for a text that may be long."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    area.setWidget(label)
    area.setMinimumHeight(DETAIL)
    area.setAccessibleName(_("What was changed"))
    return area


def _line(id_: str, line: PacketLine) -> Line:
    what = line.what.text()
    if line.is_known:
        what = _("{what} (here already)").format(what=what)
    form = form_words(line.form).text()
    cells = (language.short_moment(line.at), line.who, line.card, form, what)
    return Line(id_, cells, "muted" if line.is_known else "", keys=(line.at, *cells[1:]))
