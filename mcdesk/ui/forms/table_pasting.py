"""Pasting into a table: what is on the clipboard falls into its cells, or a person is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QTextDocumentFragment

from mcdesk.i18n import _, plural
from mcdesk.ui.forms.pasting import cut_to_fit, read_block, read_html, why_not, write_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.ui.forms.notices import Notice, Offer
    from mcdesk.ui.forms.offers import UndoOffer
    from mcdesk.ui.forms.pasting import Block, Fit
    from mcdesk.ui.forms.table_actions import TableActions
    from mcdesk.ui.forms.table_view import TableView

PICTURE = "\ufffc"
"""What Qt writes for a picture that stands in a text."""


class TablePasting:
    """Pastes into one table, and says on its bar what it did or asks."""

    def __init__(
        self, doing: TableActions, view: TableView, notice: Notice, undo: UndoOffer
    ) -> None:
        self._doing, self._view, self._notice, self._undo = doing, view, notice, undo
        self._keeper = doing.session.keeper

    def paste(self) -> None:
        """Paste a block from the current cell on; what does not fit is asked about first."""
        if not self._view.currentIndex().isValid():
            return
        given = on_clipboard()
        if not given:
            self._notice.say(_("There is no text on the clipboard."))
            return
        top, left, bottom, right = self._view.block()
        at, marked = max(top, 0), (top, left, bottom, right)
        found = self._doing.fit_below_headings(given, marked)
        headed = found or self._doing.fit_by_headings(given, at)
        as_row = self._doing.fit_marked(given, marked)
        if headed is not None:
            self._paste_headed(headed, as_row, at)
        else:
            self._paste_or_ask(as_row, at)

    def _paste_headed(self, found: Fit, as_row: Fit, at: int) -> None:
        """Paste below a line of headings; ask first where that line may as well be a row."""
        if not found.is_sure and as_row.is_whole:
            self._offer(found, at, self._as_row(as_row, at))
        elif found.block:
            self._paste_or_ask(found, at)
        else:
            self._say_headings_only(as_row, at)

    def _paste_or_ask(self, found: Fit, at: int) -> None:
        if found.is_whole:
            self.paste_fit(found, at)
        else:
            self._offer(found, at)

    def _say_headings_only(self, as_row: Fit, at: int) -> None:
        words = _("On the clipboard stand only the headings of this table, and no row below "
                  "them.")  # fmt: skip
        self._notice.say(words, [*self._as_row(as_row, at), (_("Leave it"), self._notice.hide)])

    def _as_row(self, as_row: Fit, at: int) -> list[Offer]:
        """Return the offer to paste all of it as rows, the line that may be headings, too."""
        if not as_row.is_whole:
            return []
        words = _("Paste it as a row") if len(as_row.block) == 1 else _("The first line is a row")
        return [(words, partial(self.paste_fit, as_row, at))]

    def paste_fit(self, found: Fit, at: int) -> None:
        """Paste what fits, and offer to take it back."""
        self._notice.hide()
        if found.is_whole:
            self._keeper.release_block(self._doing.field, write_block(found.given or found.block))
        self._undo.begin()
        count = self._doing.paste(found, at)
        if count:
            ends = min(found.columns), max(found.columns)
            self._view.mark_block((at, ends[0], at + count - 1, ends[1]))
        if count and (len(found.block) > 1 or found.given):
            said = plural("{n} row pasted.", "{n} rows pasted.", count)
            if found.given:
                said += " " + _("The line of headings was left out.")
            self._undo.say(said)

    def _offer(self, found: Fit, at: int, as_row: Sequence[Offer] = ()) -> None:
        """Say why a block does not fit; nothing is pasted before a person chooses.

        The whole of it is kept aside: the clipboard is soon another. Where the first line may be
        a row, `as_row` offers that.
        """
        self._keeper.keep_block(self._doing.field, write_block(found.given or found.block))
        part = cut_to_fit(found)
        choices: list[Offer] = []
        if part.block and part.columns:
            words = _("Paste what fits ({rows} × {columns})")
            if as_row:
                words = _("Headings: paste what fits ({rows} × {columns})")
            label = words.format(rows=len(part.block), columns=len(part.columns))
            choices.append((label, partial(self.paste_fit, part, at)))
        if found.extra and found.columns and found.columns[0] > 0:
            whole = replace(self._doing.fit(found.block, at, 0), given=found.given)
            if whole.is_whole:
                label = _("Paste from the first column")
                choices.append((label, partial(self.paste_fit, whole, at)))
        names = [column.label.text() for column in self._doing.model.columns]
        why = [_("The first line may be headings, or a row.")] if as_row else []
        why.append(why_not(found, names))
        words = _("{why} All of it is kept aside, at the right.")
        said = words.format(why=" ".join(filter(None, why)))
        self._notice.say(said, [*choices, *as_row, (_("Leave it"), self._notice.hide)])


def on_clipboard() -> Block:
    """Return what is on the clipboard as rows of cells: its text, else the words of a page."""
    data = QGuiApplication.clipboard().mimeData()
    if data.text() or not data.hasHtml():
        return read_block(data.text())
    page = data.html()
    words = QTextDocumentFragment.fromHtml(page).toPlainText().replace(PICTURE, "")
    return read_html(page) or read_block(words)
