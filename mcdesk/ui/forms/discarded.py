"""What Escape took out of a cell: named in a quiet line below the table, with the way back.

Escape puts back what stood there before, as in a spreadsheet; nothing that was typed is lost
silently (design.md, section 1).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.i18n import _, apart

if TYPE_CHECKING:
    from mcdesk.ui.forms.notices import Notice
    from mcdesk.ui.forms.session import FormSession
    from mcdesk.ui.forms.table_model import TableModel
    from mcdesk.ui.listed import Index

SHOWN = 60
"""How many letters of what was discarded are shown; all of them come back."""


class Discarded:
    """Offers to bring back what was discarded last in a table."""

    def __init__(self, session: FormSession, model: TableModel, notice: Notice) -> None:
        self._session, self._model, self._notice = session, model, notice

    def tell(self, index: Index, words: str) -> None:
        """Say what was typed in a cell and given up."""
        path, column = self._model.path(index), index.column()
        line = " ".join(words.split())
        line = line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()} …"
        said = _("Discarded: “{words}”").format(words=apart(line))
        bring = partial(self._bring_back, path, column, words)
        self._notice.say(said, [(_("Bring back"), bring), (_("OK"), self._notice.hide)], quiet=True)

    def _bring_back(self, path: str, column: int, words: str) -> None:
        self._notice.hide()
        self._session.set(path, self._model.parsed(column, words))
