"""The modules of a form as a tree to go by: searched, followed, and moved about with their rows.

It is worked out while it is shown, shortly after the last keystroke, and only what changed is
drawn anew.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import MoveRow
from mcdesk.procedure.tree import Marks, branches, tops, tree
from mcdesk.procedure.tree_moves import Goal, Mover
from mcdesk.ui.escape import FindLine
from mcdesk.ui.forms.offers import UndoOffer
from mcdesk.ui.forms.parts import button, column, text
from mcdesk.ui.forms.tree_model import TreeModel
from mcdesk.ui.forms.tree_view import TreeLines
from mcdesk.ui.forms.tree_words import narrowed
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.application.views import HistoryLine
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.tree import Node
    from mcdesk.ui.forms.folds import Folds
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.notices import Notice


class ModulesPane(QWidget):
    """The tree of the form, a line to search it, and words where there is nothing yet.

    Signals:
        go_requested: a path to go to.
    """

    go_requested = Signal(str)

    def __init__(self, inspector: Inspector, folds: Folds, notice: Notice) -> None:
        super().__init__()
        self._inspector, self._session = inspector, inspector.session
        self._folds, self._notice = folds, notice
        self._offer = UndoOffer(self._session, notice)
        self._nodes: tuple[Node, ...] = ()
        self._changed: frozenset[str] = frozenset()
        self._top = tops(branches(self._session.definition))[0].table
        self._words = ""
        self._has_shown = False
        self.search = FindLine()
        self.search.setPlaceholderText(_("Search the modules"))
        self.search.setAccessibleName(_("Search the modules"))
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_return)
        self.model = TreeModel(inspector.can_edit, self)
        self.model.move_requested.connect(self._on_move)
        self.lines = TreeLines(self.model)
        self.lines.go_requested.connect(self.go_requested)
        self.lines.step_requested.connect(self._on_step)
        self.lines.folded.connect(self._on_folded)
        self.told = text("", "muted", wrap=True)
        label = self._session.definition.fields[self._top].label.text()
        self.begin = button(label, partial(self.go_requested.emit, self._top), "link")
        self.begin.setAccessibleName(_("Go to {place}").format(place=label))
        layout = column(self, gap=TIGHT)
        head = column(gap=TIGHT)
        head.setContentsMargins(GAP, TIGHT, GAP, 0)
        head.addWidget(self.search)
        head.addWidget(self.told)
        head.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(head)
        layout.addWidget(self.lines, 1)
        layout.addStretch(0)

    # --- showing ---------------------------------------------------------------------------

    def take_history(self, history: Iterable[HistoryLine], since: str) -> None:
        """Note the rows that others changed since a moment, and mark them."""
        if not since:
            return
        before = self._changed
        paths = (
            change.path
            for line in history
            if line.at > since and line.who != self._session.me
            for change in line.changes
        )
        self._changed |= frozenset(path.split("/")[1] for path in paths if "/" in path)
        if self._changed != before and self.isVisible():
            self.show_now()

    def show_now(self) -> None:
        """Show how the form stands."""
        session = self._session
        marks = Marks(
            wrong=_rows_of(finding.path for finding in self._inspector.all),
            remarked=_rows_of(each.path for each in session.view.comments if not each.done),
            changed=self._changed,
        )
        self._nodes = tree(session.definition, session.content, marks)
        self._show()

    def _show(self, *, anew: bool = False) -> None:
        found = narrowed(self._nodes, self._words)
        first, self._has_shown = not self._has_shown, True
        anew = anew or first
        self.model.show_nodes(found, anew=anew)
        if self._words:
            self.lines.open_only(set(self.model.branches()))
        elif anew:
            kept = self._folds.of(self._session.form_id)
            default = {node.key for node in self._nodes if node.children}
            self.lines.open_only(default if kept is None else kept)
        self.lines.setVisible(bool(found))
        self.search.setVisible(bool(self._nodes))
        self.told.setVisible(not found)
        self.begin.setVisible(not self._nodes)
        self.told.setText(
            _("Nothing found.")
            if self._nodes
            else _("No module yet. Once they are written, what belongs to each stands here:")
        )

    def show_path(self, path: str) -> None:
        """Mark the row that is worked in."""
        if path.count("/") == 2:
            self.lines.follow(path.rsplit("/", 1)[0])

    def _on_search(self, words: str) -> None:
        current = self.lines.currentIndex().data(Qt.ItemDataRole.UserRole)
        self._words = words
        self._show(anew=True)
        if current is not None:
            self.lines.follow(current.key)

    def _on_return(self) -> None:
        """Go to the first row that was found."""
        node = _first(narrowed(self._nodes, self._words), self._words)
        if node is not None:
            self.go_requested.emit(node.path)

    def _on_folded(self) -> None:
        if not self._words:
            self._folds.note(self._session.form_id, self.lines.opened())

    # --- moving ----------------------------------------------------------------------------

    def _mover(self) -> Mover:
        session = self._session
        return Mover(session.form_id, session.definition, session.content)

    def _on_step(self, row: tuple[str, str], by: int) -> None:
        if self._may_move(row[0]):
            self._session.flush()
            self._send(row, self._mover().step(*row, by))

    def _on_move(self, row: tuple[str, str], goal: Goal) -> None:
        if self._may_move(row[0]):
            self._session.flush()
            self._send(row, self._mover().move(*row, goal))

    def _may_move(self, table: str) -> bool:
        if self._inspector.can_edit(table):
            return True
        self._notice.say(_("The rows are signed: “Change…” above opens the form again."))
        return False

    def _send(self, row: tuple[str, str], commands: Sequence[Command]) -> None:
        """Move as one step, and say how many rows went along."""
        if not commands:
            return
        self._offer.begin()
        self._session.send(commands)
        self.show_now()
        self.lines.follow("/".join(row))
        moves = {each.row for each in commands if isinstance(each, MoveRow)} - {row[1]}
        if moves:
            words = plural(
                "Moved, with {n} row that belongs to it.",
                "Moved, with {n} rows that belong to it.",
                len(moves),
            )
            self._offer.say(words, quiet=True)


def _rows_of(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(path.split("/", 2)[1] for path in paths if path.count("/") == 2)


def _first(nodes: Iterable[Node], words: str) -> Node | None:
    """Return the first row that holds the words itself."""
    for node in nodes:
        below = _first(node.children, words)
        own = node.row is not None and bool(narrowed([replace(node, children=())], words))
        if own or below is not None:
            return node if own else below
    return None
