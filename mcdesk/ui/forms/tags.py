"""Words as chips, to add and to take away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QCompleter, QFrame, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.parts import FlowLayout, row, text
from mcdesk.ui.forms.suggesting import best_first
from mcdesk.ui.forms.values import people, several_people, tags, with_titles
from mcdesk.ui.offered import offering
from mcdesk.ui.parts import tip
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Tag(QFrame):
    """One word with a way to take it out, and to part it where it may name several people.

    A guest is a person who is not in the directory: the chip says so, by more than its colour.

    Signals:
        removed: the word itself.
        parted: the word itself; what it names are several.
    """

    removed = Signal(str)
    parted = Signal(str)

    def __init__(
        self, word: str, parent: QWidget | None = None, several: Sequence[str] = (),
        *, is_guest: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.word = word
        layout = row(self, gap=0)
        shown = _("{name} (guest)").format(name=_short(word)) if is_guest else _short(word)
        self._label = text(shown, "chip", state="" if is_guest else "accent")
        said = _("{name}: named as a guest, not in the directory").format(name=word)
        self._label.setToolTip(tip(said if is_guest else word))
        layout.addWidget(self._label)
        self._part: QToolButton | None = None
        if several:
            self._part = part = QToolButton()
            part.setText(_("{n} people?").format(n=len(several)))
            part.setProperty("kind", "quiet")
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            named = "; ".join(map(_short, several))
            words = _("Part this into: {names}. By keyboard: Backspace takes it back into the "
                      "line; write “;” between the names.")  # fmt: skip
            part.setToolTip(words.format(names=named))
            part.setAccessibleName(part.toolTip())
            part.clicked.connect(self._on_part)
            layout.addWidget(part)
        self._out = QToolButton()
        self._out.setText("×")
        self._out.setProperty("kind", "quiet")
        self._out.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._out.setToolTip(_("Take out “{word}”").format(word=_short(word)))
        self._out.setAccessibleName(self._out.toolTip())
        self._out.setFixedSize(18, 18)
        self._out.clicked.connect(self._on_out)
        layout.addWidget(self._out)

    def set_writable(self, *, writable: bool) -> None:
        self._out.setVisible(writable)
        if self._part is not None:
            self._part.setVisible(writable)

    def _on_part(self) -> None:
        self.parted.emit(self.word)

    def _on_out(self) -> None:
        self.removed.emit(self.word)


def _short(word: str) -> str:
    return word if len(word) <= 60 else word[:59] + "…"


class TagLine(Line):
    """Where the next word is typed; Enter, comma and semicolon add it, Backspace takes one back.

    A title typed after a comma joins the name before it.

    Signals:
        entered: what stands here is to become words.
        back: the last word is to come back for correction.
        chosen: a word of those that are offered.
    """

    entered = Signal()
    back = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offered: QCompleter | None = None
        self.ends_at = ",;"

    def offer(self, names: Callable[[], Sequence[str]]) -> None:
        """Offer words from now on, found by any part of them; others can be typed as before."""
        self.offered = offered = QCompleter(self)
        offered.setModel(QStringListModel(offered))
        offered.setWidget(self)
        offering(offered)
        offered.activated.connect(self._take)
        self.textEdited.connect(partial(self._show_offered, names))

    def _show_offered(self, names: Callable[[], Sequence[str]], typed: str) -> None:
        offered, begun = self.offered, typed.strip()
        assert offered is not None
        model, popup = offered.model(), offered.popup()
        if isinstance(model, QStringListModel) and begun:
            model.setStringList(best_first(names(), begun))
            offered.setCompletionPrefix(begun)
        if begun and offered.completionCount():
            offered.complete()
        elif popup is not None:
            popup.hide()

    def _take(self, word: str) -> None:
        self.chosen.emit(word)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isReadOnly():
            self.hide()

    def _is_choosing(self) -> bool:
        popup = self.offered.popup() if self.offered is not None else None
        return popup is not None and popup.isVisible() and popup.currentIndex().isValid()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._is_choosing():
            event.ignore()  # the list takes it
            return
        if event.text() in tuple(self.ends_at) or (enter and self.text().strip()):
            self.entered.emit()
            return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.back.emit()
            return
        super().keyPressEvent(event)
        pasted = event.matches(QKeySequence.StandardKey.Paste)
        if pasted and any(sign in self.text() for sign in self.ends_at):
            self.entered.emit()


class TagBox(QFrame):
    """Words as chips, with room for the next.

    Signals:
        began: the focus came.
        changed: the words, or what is typed as the next, changed by a person.
        ended: the focus left.
    """

    began = Signal()
    changed = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._is_name: Callable[[str], bool] | None = None
        self._writable = True
        self._flow = FlowLayout(self, gap=TIGHT)
        self.line = TagLine(self)
        self.line.setMinimumWidth(140)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._flow.addWidget(self.line)
        self._none = text("–", "muted", parent=self)
        self._none.hide()
        self.line.began.connect(self.began)
        self.line.changed.connect(self.changed)
        self.line.ended.connect(self._on_ended)
        self.line.entered.connect(self._on_entered)
        self.line.back.connect(self._on_back)
        self.line.chosen.connect(self._on_chosen)
        self.setFocusProxy(self.line)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self._flow.setContentsMargins(0, 0, 0, 0)

    def take_people(
        self, names: Callable[[], Sequence[str]], is_name: Callable[[str], bool]
    ) -> None:
        """Take people from now on: names are offered, and a comma may stand within a guest."""
        self._is_name, self.line.ends_at = is_name, ";"
        self.line.offer(names)

    def words(self) -> list[str]:
        """Return the words, the one being typed too."""
        typed, is_name = self.line.text(), self._is_name
        more = tags(typed) if is_name is None else people(typed, is_name)
        return list(dict.fromkeys(with_titles(self._words, more)))

    def show_words(self, words: Sequence[str]) -> None:
        """Show these words; what is being typed as the last of them stays in the line."""
        if list(words) == self.words():
            return
        self.line.setText("")
        self._lay_out(words)

    def set_writable(self, *, writable: bool) -> None:
        self._writable = writable
        self.line.setReadOnly(not writable)
        self.line.setVisible(writable or self.line.hasFocus())  # else its keys went elsewhere
        for tag in self.findChildren(Tag):
            tag.set_writable(writable=writable)
        self._none.setVisible(not writable and not self._words)

    def _lay_out(self, words: Sequence[str]) -> None:
        self._words = list(words)
        while self._flow.count() > 1:
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for number, word in enumerate(self._words):
            several = several_people(word) if self._is_name is not None else ()
            is_guest = self._is_name is not None and not self._is_name(word)
            tag = Tag(word, self, several, is_guest=is_guest)
            tag.set_writable(writable=self._writable)
            tag.removed.connect(self._on_removed)
            tag.parted.connect(self._on_parted)
            self._flow.insert_widget(number, tag)
            tag.show()
        self.updateGeometry()

    def _on_entered(self) -> None:
        words = self.words()
        self.line.setText("")
        self._lay_out(words)
        self.changed.emit()

    def _on_chosen(self, word: str) -> None:
        """Take a word that was offered as it stands, with the commas of its titles."""
        self.line.setText("")
        self._lay_out(list(dict.fromkeys((*self._words, word))))
        self.changed.emit()

    def _on_ended(self) -> None:
        if self.line.text().strip():
            self._on_entered()
        self.ended.emit()

    def _on_back(self) -> None:
        if self._words:
            word = self._words[-1]
            self._lay_out(self._words[:-1])
            self.line.setText(word)
            self.changed.emit()

    def _on_removed(self, word: str) -> None:
        self._put([kept for kept in self._words if kept != word])

    def _on_parted(self, word: str) -> None:
        """Make a guest the several people that it names, in its place."""
        found = (several_people(kept) if kept == word else (kept,) for kept in self._words)
        self._put(list(dict.fromkeys(each for parts in found for each in parts)))

    def _put(self, words: Sequence[str]) -> None:
        if not self.line.hasFocus():
            self.began.emit()
        self._lay_out(words)
        self.changed.emit()
        if not self.line.hasFocus():
            self.ended.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)
