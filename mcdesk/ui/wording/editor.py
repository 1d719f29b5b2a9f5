"""What can be changed of the entry that is chosen in the outline: its texts, and a little more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from mcdesk.i18n import N_, _
from mcdesk.procedure import wording
from mcdesk.procedure.guard_sentences import SAID, places
from mcdesk.procedure.stage import Label
from mcdesk.procedure.wording_add import is_own
from mcdesk.procedure.wording_check import CHECK
from mcdesk.procedure.wording_numbers import is_own_number
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import GrowingText
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.forms.parts import FlowLayout
from mcdesk.ui.saying import sentence
from mcdesk.ui.wording import growing
from mcdesk.ui.wording.numbers import NumberEdits
from mcdesk.ui.wording.words import KEYS, KINDS, LEVELS, joined, pair_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.views import WordingView
    from mcdesk.errors import Finding
    from mcdesk.procedure.wording import Data

LANGUAGES = (("en", N_("English")), ("id", N_("Indonesian")))


class EntryEditor(QWidget):
    """Shows one entry and tells each wish for a change.

    Signals:
        wished: a function from the wording to the changed one, and the name of the step.
        added: an item is to be added to the checklist, a signer to the form.
        removed: the entry is to be taken away again.
        grown: a field, section, answer or column (by its kind) is to be added here.
        left: the search that found no entry is to be given up.
    """

    wished = Signal(object, str)
    added = Signal()
    removed = Signal()
    grown = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(theme.GAP)
        self._place, self._may = "", False
        self.is_empty = True
        self._faults = QVBoxLayout()
        self.texts: dict[tuple[str, str], GrowingText] = {}
        self.numbers: NumberEdits | None = None

    def show_entry(
        self,
        view: WordingView,
        data: Data,
        place: str,
        faults: Sequence[Finding],
        *,
        may: bool,
        is_new: bool,
    ) -> None:
        """Show the entry at a place, with what is wrong with it."""
        parts.clear(self.column)
        self._place, self.texts, self.numbers, self.is_empty = place, {}, None, False
        self._may = may
        kind = wording.kind_of(place) if place else wording.root_of(data)
        entry = wording.entry_at(data, place)
        id_ = wording.id_of(kind, entry) if place else str(data.get("id", ""))
        fixed = " · ".join(
            filter(None, (_(KINDS[kind]), id_, growing.type_words(entry.get("type"))))
        )
        self.column.addWidget(parts.label(fixed, "heading", wrap=True))
        for key in wording.TEXTS[kind]:
            self._add_text(kind, key, wording.label_of(entry.get(key)), may=may)
        self._faults = QVBoxLayout()
        self.column.addLayout(self._faults)
        self.show_faults(faults)
        if kind == "sentence":
            self.column.addWidget(parts.label(_braces(id_), "small", wrap=True))
        self._add_others(view, data, entry, kind, may=may)
        if is_own_number(entry, place):
            self.numbers = NumberEdits(place, entry, may=may)
            self.numbers.wished.connect(self.wished)
            self.column.addWidget(self.numbers)
        self._add_buttons(data, kind, entry, may=may, is_new=is_new)
        words = _("Ids, types, calculations and the conditions of checks belong to the program and "
                  "are not changed here.")  # fmt: skip
        if is_own(place):
            words = _("This was added here. Once it is published its id and type stay as they are, "
                      "and it is switched off instead of taken away.")  # fmt: skip
        self.column.addWidget(parts.label(words, "small", wrap=True))
        self.column.addStretch(1)

    def show_nothing(self, searched: str) -> None:
        """Show that a search found no entry, and the way back; nothing can be changed then."""
        parts.clear(self.column)
        self._faults = QVBoxLayout()
        self.texts, self.numbers, self.is_empty = {}, None, True
        words = _("No entry of this form has “{text}”.").format(text=searched)
        back = parts.Link(_("Show all entries again"), None)
        back.followed.connect(self.left)
        self.column.addWidget(parts.label(words, "muted", wrap=True))
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def show_faults(self, faults: Sequence[Finding]) -> None:
        """Say what is wrong with the entry; what is being typed is left as it is.

        It stands below the texts, so that none of them moves under the hand.
        """
        parts.clear(self._faults)
        for finding in faults:
            words = sentence(finding)
            self._faults.addWidget(parts.label(words, "small", state="bad", wrap=True))
            check = str(finding.params.get(CHECK, ""))
            if check and self._may:
                link = parts.Link(_("Switch off that check, too"), check)
                link.followed.connect(self._on_check)
                self._faults.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_check(self, place: str) -> None:
        """Switch off the check that reads what is switched off here."""
        self._wish(lambda data: wording.with_value(data, place, "off", value=True))

    def _wish(self, change: Callable[[Data], Data], step: str = "") -> None:
        self.wished.emit(change, step)

    # --- texts ----------------------------------------------------------------------------

    def _add_text(self, kind: str, key: str, label: Label, *, may: bool) -> None:
        most = wording.LONGEST.get((kind, key), 0)
        for language, words in LANGUAGES:
            edit = GrowingText(lines=1, most=8)
            edit.show_text(getattr(label, language))
            edit.setReadOnly(not may)
            edit.changed.connect(partial(self._on_text, key))
            self.texts[key, language] = edit
            self.column.addWidget(labelled(f"{_(KEYS[key])} ({_(words)})", edit, wrap=True))
            if most:
                count = parts.label("", "small")
                count.setAlignment(Qt.AlignmentFlag.AlignRight)
                edit.changed.connect(partial(_count, edit, count, most))
                _count(edit, count, most)
                self.column.addWidget(count)

    def begin(self) -> None:
        """Put the keyboard into the first text, with its words chosen, so that typing writes it."""
        first = next(iter(self.texts.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            first.selectAll()

    def _on_text(self, key: str) -> None:
        both = [self.texts[key, language].toPlainText().strip() for language, _w in LANGUAGES]
        place, label = self._place, Label(*both)
        self._wish(lambda data: wording.with_text(data, place, key, label), f"{place} {key}")

    # --- the rest -------------------------------------------------------------------------

    def _add_others(
        self, view: WordingView, data: Data, entry: Data, kind: str, *, may: bool
    ) -> None:
        made = growing.is_made(entry)
        for key in wording.OTHERS.get(kind, ()):
            if made and key in ("required", "due"):
                continue  # nobody fills what the program works out
            if key in ("required", "level") and kind != "column":
                default = "block" if key == "level" else "off"
                levels = [(level, _(words).capitalize()) for level, words in LEVELS.items()]
                self._add_pair(key, levels, pair_of(entry.get(key), default), may=may)
            elif key == "due":
                stages = [(s.id, f"{s.number} {s.title.text()}") for s in view.stages]
                own = pair_of(entry.get(key), str(data.get("stage", "")))
                self._add_pair(key, stages, own, may=may)
            elif key == "step":
                self._add_step(int(entry.get("step", 1)), may=may)
            elif key in wording.NUMBER or (key == "living" and not is_own(self._place)):
                continue
            elif key == "group":
                self._add_group(data, str(entry.get("group", "")), may=may)
            else:
                self._add_tick(key, ticked=bool(entry.get(key)), may=may)

    def _add_pair(
        self, key: str, known: Sequence[tuple[str, str]], own: tuple[str, str], *, may: bool
    ) -> None:
        """Add the choice for the profile Essential and the one for Full, side by side."""
        boxes = []
        for profile, value in zip((_("Essential"), _("Full")), own, strict=True):
            box = ChoiceBox()
            for id_, words in known:
                box.addItem(words, id_)
            box.setMinimumContentsLength(8)
            box.setCurrentIndex(box.findData(value))
            box.setEnabled(may)
            boxes.append((f"{_(KEYS[key])}: {profile}", box))
        pair = [box for _name, box in boxes]
        for name, box in boxes:
            box.activated.connect(partial(self._on_pair, key, pair))
            self.column.addWidget(labelled(name, box, wrap=True))

    def _on_pair(self, key: str, boxes: list[ChoiceBox], _at: int) -> None:
        place, value = self._place, joined(*(str(box.currentData()) for box in boxes))
        self._wish(lambda data: wording.with_value(data, place, key, value))

    def _add_step(self, step: int, *, may: bool) -> None:
        box = QSpinBox()
        box.setRange(1, 9)
        box.setValue(step)
        box.setEnabled(may)
        box.valueChanged.connect(partial(self._on_value, "step"))
        hint = _("Signers with the same number sign in any order.")
        self.column.addWidget(labelled(_words("step"), box, hint=hint))

    def _add_group(self, data: Data, own: str, *, may: bool) -> None:
        field = wording.entry_at(data, wording.parent_of(self._place))
        groups = wording.list_of(field, "group")
        if not groups:
            return
        box = ChoiceBox()
        for group in groups:
            box.addItem(wording.label_of(group.get("label")).text(), str(group["id"]))
        box.setCurrentIndex(box.findData(own))
        box.setEnabled(may)
        box.activated.connect(partial(self._on_group, box))
        self.column.addWidget(labelled(_words("group"), box))

    def _on_group(self, box: ChoiceBox, _at: int) -> None:
        self._on_value("group", box.currentData())

    def _add_tick(self, key: str, *, ticked: bool, may: bool) -> None:
        tick = QCheckBox(_(KEYS[key]))
        tick.setChecked(ticked)
        tick.setEnabled(may)
        tick.toggled.connect(partial(self._on_value, key))
        self.column.addWidget(tick)

    def _on_value(self, key: str, value: object) -> None:
        place, kept = self._place, None if value is False else value
        self._wish(lambda data: wording.with_value(data, place, key, kept))

    # --- order, adding, taking away ---------------------------------------------------------

    def _add_buttons(self, data: Data, kind: str, entry: Data, *, may: bool, is_new: bool) -> None:
        made = []
        if kind in wording.MOVES:
            for words, by in ((_("Up"), -1), (_("Down"), 1)):
                button = parts.button(words)
                button.setEnabled(may and wording.can_move(data, self._place, by))
                button.clicked.connect(partial(self._on_move, by))
                made.append(button)
        signed = growing.is_signed(kind, str(data.get("id", "")))
        if entry.get("type") == "checklist" or kind == "item" or signed:
            button = parts.button(_("Add a signer…") if signed else _("Add an item"), "", "plus")
            button.setEnabled(may)
            button.clicked.connect(self.added)
            made.append(button)
        for what, words in growing.offers(kind, entry, self._place, str(data.get("id", ""))):
            button = parts.button(words, "", "plus")
            button.setEnabled(may)
            button.clicked.connect(partial(self.grown.emit, what))
            made.append(button)
        taken = kind == "signer" or kind == "item" or is_own(self._place)
        if taken and (is_new or kind == "signer") and growing.may_go(data, self._place):
            button = parts.button(_("Take away"), "", "trash-2")
            button.setEnabled(may)
            button.clicked.connect(self.removed)
            made.append(button)
        if made:
            holder = QWidget()
            flow = FlowLayout(holder, gap=theme.GAP)
            for button in made:
                flow.addWidget(button)
            self.column.addWidget(holder)

    def _on_move(self, by: int) -> None:
        place = self._place
        self._wish(lambda data: wording.moved(data, place, by))


def _count(edit: GrowingText, count: QLabel, most: int) -> None:
    growing.show_count(count, len(edit.toPlainText().strip()), most)


def _braces(id_: str) -> str:
    """Say which places in braces a sentence of a gate keeps."""
    kept = ", ".join(f"{{{name}}}" for name in sorted(places(SAID[id_]) or ()))
    if not kept:
        return _("Said wherever a gate shows what it needs, also on the board.")
    words = _("Keep {places}: the program puts in what is meant. Said wherever a gate shows what "
              "it needs, also on the board.")  # fmt: skip
    return words.format(places=kept)


def _words(key: str) -> str:
    return _(KEYS[key])


def in_area(editor: EntryEditor) -> QScrollArea:
    """Return the editor in an area that scrolls where the window is low."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(300)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(editor)
    area.viewport().setAutoFillBackground(False)
    editor.setAutoFillBackground(False)
    return area
