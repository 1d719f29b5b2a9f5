"""A field as it stands on a page: both labels, the editor, what is wrong, the counter."""

from __future__ import annotations

from functools import partial
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.rules_tables import folded_code
from mcdesk.procedure.rules_types import TYPE_TEXTS
from mcdesk.ui.forms.abreast import AbreastLayout
from mcdesk.ui.forms.barred import BarredBoxes, who_closed
from mcdesk.ui.forms.checklist import ChecklistEditor
from mcdesk.ui.forms.collision import CollisionBox
from mcdesk.ui.forms.counter import Counter
from mcdesk.ui.forms.editors import LineEditor
from mcdesk.ui.forms.head import FieldHead
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.late_keys import LateKey, LateKeys, editor_in_use
from mcdesk.ui.forms.makers import make_editor
from mcdesk.ui.forms.messages import MessageList
from mcdesk.ui.forms.parts import column, row
from mcdesk.ui.forms.table_field import TableEditor
from mcdesk.ui.forms.values import parse, show
from mcdesk.ui.forms.writable import has_place
from mcdesk.ui.theme import GAP, TIGHT, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.drafts import Kept
    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json
    from mcdesk.ui.forms.editors import Place
    from mcdesk.ui.forms.inspector import Inspector

COUNTED = (FieldType.LINE, FieldType.TEXT)
PLAIN = (FieldType.TEXT, FieldType.LINE, FieldType.FILE)
PARSED = (FieldType.NUMBER, FieldType.DATE, FieldType.PERSON, FieldType.PROGRAMME, FieldType.TAGS)
"""What is typed as text and stored as something else."""


ROOM = 12
"""The width of a page in shares; `SHARES` are those of short parts that stand side by side."""
SHARES = {FieldType.COMPUTED: 3, FieldType.NUMBER: 4, FieldType.DATE: 4, FieldType.TICK: 4}
SHARE = 6


class FieldBlock(QWidget):
    """One field with all that belongs to it; its parts are blocks within.

    Signals:
        focused: the path that the focus came to.
        go_requested: a path that a message names.
        comments_requested: the comments on a path are to be shown.
    """

    focused = Signal(str)
    go_requested = Signal(str)
    comments_requested = Signal(str)

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None,
        *, is_part: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.path, self.entry = path, entry
        self.inspector, self.session = inspector, inspector.session
        self.is_part = is_part
        self.parts: list[FieldBlock] = []
        self._conflict: CollisionBox | None = None
        self.barred: BarredBoxes | None = None
        self._view = inspector.session.view
        self._messages: MessageList | None = None
        self.head = FieldHead(inspector, path, entry, self._holds, self)
        self.head.comments_requested.connect(self._on_comments)
        self.head.clicked.connect(self._on_name_clicked)
        self._counter = self._make_counter()
        self._layout = column(self, gap=TIGHT + 2)
        self._layout.addLayout(self._head())
        self.editor = make_editor(inspector, path, entry, self)
        if self.editor is not None:
            self._layout.addWidget(self.editor)
            self.editor.focused.connect(self.focused)
            proxy = self.editor.focusProxy()
            if proxy is not None and self.head.label is not None:
                self.head.label.setBuddy(proxy)
        self.follow_form()
        self.refresh()
        self.show_findings()
        self._add_parts()

    # --- building --------------------------------------------------------------------------

    def _make_counter(self) -> Counter | None:
        is_counted = self.entry.type in COUNTED and self.entry.max
        return Counter(self.entry.max, self) if is_counted else None

    def _head(self) -> QLayout:
        if self._counter is None:
            return self.head.line
        line = row(gap=GAP)
        line.addLayout(self.head.line, 1)
        line.addWidget(self._counter, 0, Qt.AlignmentFlag.AlignTop)
        return line

    @property
    def messages(self) -> MessageList:
        """What is wrong in the field, below its editor."""
        if self._messages is None:
            self._messages = MessageList(self)
            self._messages.go_requested.connect(self.go_requested)
            self._messages.may_add = self.inspector.may_add
            self._messages.add_requested.connect(self._on_add)
            self._messages.may_write = partial(self.inspector.can_edit, self.entry.id)
            self._messages.take_requested.connect(self.inspector.session.set)
            self._messages.row_with = self._first_with
            boxes = (self._conflict, self.barred, self.editor)
            above = 1 + sum(each is not None for each in boxes)
            self._layout.insertWidget(above, self._messages)
        return self._messages

    def _add_parts(self) -> None:
        """Put the parts in their order, as on paper: short ones that follow each other abreast."""
        if not self.entry.parts:
            return
        box = QWidget(self)
        self.parts = [
            FieldBlock(self.inspector, f"{self.path}.{part.id}", part, box, is_part=True)
            for part in self.entry.parts
        ]
        inner = column(box, gap=WIDE)
        inner.setContentsMargins(0 if self.editor is None else 2 * GAP, TIGHT, 0, 0)
        for is_narrow, run in groupby(self.parts, FieldBlock.is_narrow):
            left = list(run)
            while is_narrow and left:
                left = self._side_by_side(inner, left)
            for part in left:
                inner.addWidget(part)
        for part in self.parts:
            part.focused.connect(self.focused)
            part.comments_requested.connect(self.comments_requested)
        self._layout.addWidget(box)

    def _side_by_side(self, layout: QVBoxLayout, parts: list[FieldBlock]) -> list[FieldBlock]:
        """Put as many short parts beside each other as a page has room for; return the rest."""
        side = AbreastLayout(gap=4 * GAP)
        shares = accumulate(SHARES.get(part.entry.type, SHARE) for part in parts)
        count = max(sum(share <= ROOM for share in shares), 1)
        for part in parts[:count]:
            side.addWidget(part)
        layout.addLayout(side)
        return parts[count:]

    def is_narrow(self) -> bool:
        """Tell whether the field leaves room for another one beside it."""
        return not self.parts and self.editor is not None and not self.editor.spread()

    # --- keeping up ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the values that the session holds."""
        self._show_barred()
        if self.editor is not None:
            self.editor.refresh()
        self._count()
        self._show_conflict()
        for part in self.parts:
            part.refresh()

    def follow_form(self) -> None:
        """Open or close the editor, as the form's state demands."""
        self._hear_late_keys()
        if self.editor is not None:
            self.editor.set_writable(writable=self.inspector.can_edit(self.path))
        self.head.follow()
        for part in self.parts:
            part.follow_form()

    def _hear_late_keys(self) -> None:
        """Hear what is still typed where the field is closed just now while somebody types."""
        before, self._view = self._view, self.session.view
        used = editor_in_use()
        if used is None or self.editor is None or not _is_within(used, self.editor):
            return
        place = used.typed_at()
        if place and has_place(before, place.path) and self.session.is_shut(place.path):
            LateKeys(used, place, self._on_late_key)

    def _on_late_key(self, place: Place, key: LateKey) -> bool:
        """Go on with what was typed here; tell whether the key is taken."""
        is_own = who_closed(self.session.view) == self.session.me != ""
        if place.path not in self.session.barred and (is_own or not key.begins):
            return False
        boxes = self._barred_boxes()
        boxes.show()
        boxes.box(place.path).type_on(place, key.event)
        return True

    def _on_barred_typed(self, path: str, words: str) -> None:
        self.session.write_barred(path, self._parsed(path, words))

    def _on_name_clicked(self) -> None:
        if self.entry.type is not FieldType.COMPUTED:
            self.focus_path(self.path)

    def _on_comments(self) -> None:
        self.comments_requested.emit(self.path)

    def show_findings(self) -> None:
        """Show what rules say about the field, and what is computed for it."""
        if self.entry.type is FieldType.COMPUTED and self.editor is not None:
            self.editor.refresh()
        for part in self.parts:
            part.show_findings()
        if isinstance(self.editor, ChecklistEditor):
            return
        if isinstance(self.editor, LineEditor) and self.entry.type is FieldType.NUMBER:
            self.editor.mark(wrong=any(each.code in TYPE_TEXTS for each in self._own()))
        rows = self.editor.model.row_number if isinstance(self.editor, TableEditor) else None
        found = self._own()
        if found or self._messages is not None:
            self.messages.show_findings(found, rows)

    def _first_with(self, code: str) -> str:
        """Return the path of the first cell of a table that holds a code, or ""."""
        rows = self.inspector.session.content.rows.get(self.entry.id, ())
        wanted = folded_code(code)
        cells = (
            f"{self.entry.id}/{row.id}/{column.id}"
            for row in rows
            for column in self.entry.columns
            if folded_code(row.text(column.id)) == wanted
        )
        return next(cells, "")

    def _on_add(self, path: str) -> None:
        self.inspector.person_wanted.emit(path, str(self.inspector.session.content.value(path)))

    def _own(self) -> list[Finding]:
        """Return the findings of this block that no part of it shows."""
        parts = {f"{self.path}.{part.id}" for part in self.entry.parts}
        top = self.path.split(".")[0]
        found = self.inspector.of_field(top)
        if self.is_part:
            return [finding for finding in found if finding.path == self.path]
        return [finding for finding in found if finding.path not in parts]

    def _count(self) -> None:
        if self._counter is not None:
            self._counter.count(len(self.session.content.text(self.path)))

    # --- conflicts -------------------------------------------------------------------------

    def _show_conflict(self) -> None:
        conflict = next(
            (found for path, found in self.session.conflicts.items() if self._holds(path)), None
        )
        if conflict is None:
            if self._conflict is not None:
                self._conflict.hide()
            return
        if self._conflict is None:
            self._conflict = CollisionBox(self)
            self._layout.insertWidget(1, self._conflict)
        typed, names = self._typed(conflict.path), self.inspector.names
        mine = self.session.content.value(conflict.path)
        path = conflict.path
        offers = [
            (_("Keep mine"), _Settle(self, path, self.session.keep_mine)),
            (_("Take theirs"), _Settle(self, path, self.session.take_theirs)),
        ]
        if typed.type in COUNTED:
            offers.append((_("Keep both"), _Settle(self, path, self.session.keep_both)))
        self._conflict.say(
            self._who_words(conflict.who),
            show(typed, mine, names),
            show(typed, conflict.theirs, names),
            offers,
        )

    def _show_barred(self) -> None:
        """Show above the frozen text what was typed here and is not in it."""
        own = {
            path: (barred, self._typed_words(barred.kept))
            for path, barred in self.session.barred.items() if self._holds(path)
        }  # fmt: skip
        if own or self.barred is not None:
            self._barred_boxes().show_kept(self.session, self.entry, own)

    def _barred_boxes(self) -> BarredBoxes:
        if self.barred is None:
            self.barred = BarredBoxes(self)
            self.barred.typed.connect(self._on_barred_typed)
            self._layout.insertWidget(1, self.barred)
        return self.barred

    def _typed_words(self, kept: Kept) -> str | None:
        """Return a text that is kept apart as one types it; None where it was chosen."""
        entry = self._typed(kept.path)
        if kept.path.endswith(".note") or entry.type in PLAIN:
            return "" if kept.text is None else str(kept.text)
        if entry.type not in PARSED:
            return None
        return show(entry, kept.text, self.inspector.names)

    def _parsed(self, path: str, words: str) -> Json:
        """Return what was typed at a path as it would be stored."""
        entry = self._typed(path)
        is_line = entry.type is FieldType.LINE
        if path.endswith(".note") or (entry.type not in PARSED and not is_line):
            return words
        if is_line:
            return " ".join(words.splitlines())
        return parse(entry, words, self.inspector.names, self.session.view.today)

    def _who_words(self, who: str) -> str:
        if who and who == self.session.me:
            return _("You stored another text here meanwhile.")
        return _("Changed meanwhile by {who}.").format(who=who or _("somebody else"))

    def _holds(self, path: str) -> bool:
        """Tell whether a path is this block's own: the field, its note, items or cells."""
        if path == self.path or path.startswith(f"{self.path}/"):
            return True
        parts = {f"{self.path}.{part.id}" for part in self.entry.parts}
        return path.startswith(f"{self.path}.") and path not in parts

    def _typed(self, path: str) -> Field:
        """Return the field or column that a path's value is of, as a field."""
        if "/" not in path:
            return self.entry
        column = self.entry.column(path.rsplit("/", 1)[1])
        return Field(column.id, column.label, column.type, choices=column.choices)

    # --- going there -----------------------------------------------------------------------

    def focus_path(self, path: str) -> None:
        """Bring the focus to a place within the field."""
        part = next((p for p in self.parts if p.path == path), None)
        if part is not None:
            part.focus_path(path)
            return
        editor = self.editor
        if editor is None and self.parts:
            self.parts[0].focus_path(path)
        elif isinstance(editor, TableEditor):
            if not editor.view.focus_path(path):
                editor.view.setFocus()
        elif isinstance(editor, ChecklistEditor):
            line = editor.row_of(path)
            target = line.pills if line is not None else editor.input()
            if target is not None:
                target.setFocus()
        elif editor is not None:
            editor.setFocus()
            written = editor.input()
            if isinstance(written, Line):
                written.selectAll()

    def place_of(self, path: str) -> QWidget:
        """Return the widget to scroll to for a path."""
        if isinstance(self.editor, ChecklistEditor):
            return self.editor.row_of(path) or self
        return next((part for part in self.parts if part.path == path), self)


def _is_within(widget: QWidget, other: QWidget) -> bool:
    """Tell whether a widget is another one or lies in it."""
    return widget is other or other.isAncestorOf(widget)


class _Settle:
    """Settles a conflict one way."""

    def __init__(self, block: FieldBlock, path: str, how: Callable[[str], None]) -> None:
        self._block, self._path, self._how = block, path, how

    def __call__(self) -> None:
        self._how(self._path)
        self._block.refresh()
