"""The comments on a section, at the right: read, written, done."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _
from mcdesk.procedure.commands import CloseComment, WriteComment
from mcdesk.procedure.identity import new_id
from mcdesk.ui.forms.inputs import GrowingText
from mcdesk.ui.forms.parts import Panel, button, clear, column, row, text
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from mcdesk.application.views import CommentLine
    from mcdesk.procedure.definition import Section
    from mcdesk.ui.forms.inspector import Inspector


class CommentPanel(Panel):
    """The comments on a section, and room for one more."""

    def __init__(self, inspector: Inspector) -> None:
        super().__init__(_("Comments on this section"))
        self._session = inspector.session
        self._section: Section | None = None
        self._path = ""
        self._list = column(gap=GAP)
        self.body.addLayout(self._list)
        self._about = text("", "small", wrap=True)
        self.body.addWidget(self._about)
        self._box = GrowingText(lines=1, most=8)
        self._box.setPlaceholderText(_("Write a comment"))
        self._box.setAccessibleName(_("Write a comment"))
        self._box.changed.connect(self._on_typed)
        self.body.addWidget(self._box)
        self._send = button(_("Comment"), self._on_send)
        self._send.hide()
        self.body.addWidget(self._send, 0, Qt.AlignmentFlag.AlignRight)

    def show_section(self, section: Section, path: str) -> None:
        """Show the comments of a section; a new one goes to the field in use."""
        self._section, self._path = section, path.split("/")[0]
        self.show_comments()

    def show_comments(self) -> None:
        """Show the comments of the section, the open ones first."""
        clear(self._list)
        for comment in sorted(self._mine(), key=lambda each: each.done):
            self._list.addWidget(self._comment(comment))
        self._about.setText(_("About: {field}").format(field=self._name(self._target())))
        self._about.setVisible(bool(self._box.toPlainText()))

    def _mine(self) -> list[CommentLine]:
        section = self._section
        if section is None:
            return []
        own = {entry.id for entry in section.fields}
        comments = self._session.view.comments
        return [c for c in comments if c.path.split("/")[0].split(".")[0] in own]

    def _comment(self, comment: CommentLine) -> QWidget:
        holder = QWidget()
        body = column(holder, gap=2)
        where = self._name(comment.path)
        head = f"{comment.author}, {when(comment.at)} · {where}"
        body.addWidget(text(head, "small", wrap=True))
        body.addWidget(text(comment.text, "muted" if comment.done else "", wrap=True))
        foot = row(gap=GAP)
        if comment.done:
            foot.addWidget(text(_("Done"), "chip", state="good"))
        words = _("Open again") if comment.done else _("Done")
        foot.addWidget(button(words, partial(self.close_comment, comment), "link"))
        foot.addStretch(1)
        body.addLayout(foot)
        return holder

    def _name(self, path: str) -> str:
        try:
            return self._session.definition.field_of(path).label.text()
        except KeyError:
            return path

    def _target(self) -> str:
        if self._path:
            return self._path
        return self._section.fields[0].id if self._section and self._section.fields else ""

    def _on_typed(self) -> None:
        typed = bool(self._box.toPlainText().strip())
        self._send.setVisible(typed)
        self._about.setVisible(typed)

    def _on_send(self) -> None:
        words = self._box.toPlainText().strip()
        path = self._target()
        if words and path:
            form = self._session.form_id
            self._session.send([WriteComment(form=form, path=path, text=words, id=new_id())])
            self._box.setPlainText("")

    def close_comment(self, comment: CommentLine) -> None:
        """Mark a comment as done, or as open again."""
        self._session.send([CloseComment(comment=comment.id, done=not comment.done)])


def when(at: str) -> str:
    """Return a time of the journal as people say it: day and hour, here."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return f"{show_date(moment.date().isoformat())} {moment:%H:%M}"
