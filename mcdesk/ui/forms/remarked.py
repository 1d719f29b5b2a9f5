"""Which rows and cells of a table have open comments: marked there, told, and said aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import CommentLine
    from mcdesk.ui.forms.session import FormSession

MARK = "\u2022"
"""Stands beside the number of a row that has comments."""


class Remarked:
    """The open comments on a table's rows and cells, by row and column ("" for the whole row)."""

    def __init__(self, session: FormSession, field: str) -> None:
        self._session, self._field = session, field
        self._seen: Sequence[CommentLine] = ()
        self._found: dict[tuple[str, str], list[CommentLine]] = {}

    def found(self) -> dict[tuple[str, str], list[CommentLine]]:
        """Return the open comments, read anew where others came."""
        comments = self._session.view.comments
        if comments is not self._seen:
            self._seen, self._found = comments, {}
            for each in comments:
                field, _slash, rest = each.path.partition("/")
                if field == self._field and rest and not each.done:
                    row, _slash, column = rest.partition("/")
                    self._found.setdefault((row, column), []).append(each)
        return self._found

    def rows(self) -> dict[str, list[CommentLine]]:
        """Return the open comments of each row, those on its cells too."""
        rows: dict[str, list[CommentLine]] = {}
        for (row, _column), comments in self.found().items():
            rows.setdefault(row, []).extend(comments)
        return rows

    def words(self, row: str, column: str | None = None) -> str:
        """Return what is said of a cell, or of a row: who remarked what, a line each."""
        at = self.rows().get(row, ()) if column is None else self.found().get((row, column), ())
        said = _("Comment by {who}: {text}")
        return "\n".join(said.format(who=each.author, text=each.text) for each in at)
