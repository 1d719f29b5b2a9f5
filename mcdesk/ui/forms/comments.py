"""The comments on a form, at the right: read, written to a field or cell, done, filtered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import known_moment
from mcdesk.procedure.commands import CloseComment, WriteComment
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.inspect import place_of
from mcdesk.procedure.records import MARK
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.mention import MentionText
from mcdesk.ui.forms.parts import FlowLayout, Panel, button, clear, column, text
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from mcdesk.application.views import CommentLine
    from mcdesk.procedure.definition import Field, Section
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.session import FormSession

WAY_BACK = "way-back"
"""Names the link from a comment to its place."""
Which = Literal["section", "open", "all"]


class CommentPanel(Panel):
    """The comments on a section, the open ones or all, and room for one more.

    One that is begun stays with the place where it was: elsewhere the box is empty, and a link
    leads back.

    Signals:
        go_requested: the path of a comment.
        erase_requested: a comment is to be removed for ever.
    """

    go_requested = Signal(str)
    erase_requested = Signal(object)

    def __init__(self, inspector: Inspector, parent: QWidget | None = None) -> None:
        super().__init__(_("Comments"), parent)
        self._session, self._inspector = inspector.session, inspector
        self._section: Section | None = None
        self._path = ""
        self._which: Which = "section"
        self._may_erase = self._is_writing = False
        self._ways: dict[Which, QPushButton] = {}
        self._pointed = ""
        self.pointed_out: QWidget | None = None
        self._chips = self._filters()
        self.body.addWidget(self._chips)
        self._list = column(gap=GAP)
        self.body.addLayout(self._list)
        self._about = text("", "small", wrap=True)
        self.body.addWidget(self._about)
        self.box = MentionText(self._people)
        self.box.setPlaceholderText(_("Comment; @ names a person"))
        self.box.setAccessibleName(_("Write a comment"))
        self.box.changed.connect(self._on_typed)
        self.body.addWidget(self.box)
        self._send = button(_("Comment"), self._on_send)
        self._send.setToolTip(_("Send the comment (Ctrl+Enter)"))
        sends = QShortcut(self.box)
        sends.setKeys([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        sends.setContext(Qt.ShortcutContext.WidgetShortcut)
        sends.activated.connect(self._send.click)
        self._send.hide()
        self.body.addWidget(self._send, 0, Qt.AlignmentFlag.AlignRight)
        self._begun = column(gap=2)
        self.body.addLayout(self._begun)

    def _filters(self) -> QWidget:
        holder = QWidget(self)
        flow = FlowLayout(holder, gap=TIGHT)
        ways: tuple[tuple[Which, str], ...] = (
            ("section", _("This section")),
            ("open", ""),
            ("all", ""),
        )
        for which, words in ways:
            made = button(words, partial(self.show_which, which), "chip")
            made.setCheckable(True)
            made.setChecked(which == self._which)
            self._ways[which] = made
            flow.addWidget(made)
        return holder

    def _people(self) -> list[str]:
        """Return the names for a mention: the card's own team first, then everybody else."""
        view = self._session.view
        team = {value for key, value in view.facts.items() if key.startswith("team.")}
        lines = sorted(view.persons, key=lambda line: line.id not in team)
        return [line.full_name or line.name for line in lines]

    def show_section(self, section: Section, path: str) -> None:
        """Show the comments of a section; a new one goes to the field or cell in use."""
        if section is not self._section:
            self._pointed = ""
        self._section, self._path = section, path
        words = self._session.keeper.remarks.get(self._place(), "")
        if words != self.box.toPlainText():
            self.box.setPlainText(words)
        self._send.setVisible(bool(words))
        self.show_comments()

    def begin(self) -> None:
        """Let one write a comment on the place in use."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_on(self, path: str) -> str:
        """Return the first open comment (its id) on a cell, or on a row and what is in it."""
        every = self._session.view.comments
        within = [each for each in every if each.path == path or each.path.startswith(f"{path}/")]
        return next((each.id for each in within if not each.done), "")

    def take_focus(self) -> None:
        """Let the keyboard go to the comment that is pointed out: to the way back to its place."""
        shown = self.pointed_out
        way_back = shown.findChild(QPushButton, WAY_BACK) if shown is not None else None
        if way_back is not None:
            way_back.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def writing_place(self) -> QRect:
        """Return where a comment is written in the panel, with what it is about and its button."""
        shown = [each for each in (self._about, self.box, self._send) if each.isVisibleTo(self)]
        place = QRect()
        for each in shown:
            place = place.united(each.geometry())
        return place

    def point_out(self, comment: str) -> None:
        """Show a comment (its id) so that it stands out: with those of its section, or of all."""
        self._pointed, self._which = comment, "section"
        own = any(each.id == comment for each in self._asked())
        self.show_which("section" if own else "all")

    def show_which(self, which: Which) -> None:
        """Show those of the section, the open ones of the form, or all."""
        self._which = which
        for each, made in self._ways.items():
            made.setChecked(each == which)
        self.show_comments()

    def offer_erasing(self) -> None:
        """Offer to remove each comment for ever."""
        self._may_erase = True
        self.show_comments()

    def show_comments(self) -> None:
        """Show the comments asked for, the open ones first."""
        clear(self._list)
        self.pointed_out = None
        every = self._session.view.comments
        self._chips.setVisible(bool(every))
        open_ = sum(not comment.done for comment in every)
        self._ways["open"].setText(_("Open: {n}").format(n=open_))
        self._ways["all"].setText(_("All: {n}").format(n=len(every)))
        shown = sorted(self._asked(), key=lambda each: each.done)
        for comment in shown:
            made = self._comment(comment)
            self._list.addWidget(made)
            if comment.id == self._pointed:
                self.pointed_out = made
        if not shown and every:
            self._list.addWidget(text(_("No comment here."), "small"))
        self._about.setText(_("About: {field}").format(field=self._name(self._target())))
        self._about.setVisible(bool(self.box.toPlainText()))
        self._show_begun()

    def _show_begun(self) -> None:
        """Lead to the comments that were begun at other places."""
        clear(self._begun)
        for path in self._session.keeper.remarks:
            if path != self._place():
                words = _("Begun, not sent: {field}").format(field=self._name(path))
                self._begun.addWidget(text(words, "small", wrap=True))
                go = button(_("Go"), partial(self.go_requested.emit, path), "link")
                go.setAccessibleName(_("Go to {place}").format(place=self._name(path)))
                self._begun.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)

    def _asked(self) -> list[CommentLine]:
        comments = self._session.view.comments
        if self._which == "open":
            return [comment for comment in comments if not comment.done]
        if self._which == "all":
            return list(comments)
        section = self._section
        own = {entry.id for entry in section.fields} if section is not None else set()
        return [c for c in comments if c.path.split("/")[0].split(".")[0] in own]

    def _comment(self, comment: CommentLine) -> QWidget:
        holder = QWidget()
        body = column(holder, gap=2)
        where = self._name(comment.path)
        head = f"{comment.author}, {when(comment.at)} · {where}"
        role = "heading" if comment.id == self._pointed else "small"
        body.addWidget(text(head, role, wrap=True))
        body.addWidget(text(comment.text, "muted" if comment.done else "", wrap=True))
        under = QWidget()
        foot = FlowLayout(under, gap=GAP)
        if comment.done:
            foot.addWidget(text(_("Done"), "chip", state="good"))
        words = _("Open again") if comment.done else _("Done")
        foot.addWidget(button(words, partial(self.close_comment, comment), "link"))
        go = button(_("Go"), partial(self.go_requested.emit, comment.path), "link")
        go.setAccessibleName(_("Go to {place}").format(place=where))
        go.setObjectName(WAY_BACK)
        foot.addWidget(go)
        if self._may_erase and MARK not in comment.text:
            ask = partial(self.erase_requested.emit, comment)
            foot.addWidget(button(_("Remove for ever…"), ask, "link"))
        body.addWidget(under)
        return holder

    def _name(self, path: str) -> str:
        session = self._session
        try:
            where = place_of(session.definition, session.content, path).get("where")
            if isinstance(where, Label):
                return where.text()
            return session.definition.field_of(path).label.text()
        except KeyError:
            return path

    def _target(self) -> str:
        """Return where a new comment goes: a cell once its row is there, else the field."""
        path = self._place()
        if path.count("/") == 2:
            known = place_of(self._session.definition, self._session.content, path)
            return path if known else path.split("/")[0]
        return path

    def _place(self) -> str:
        """Return the place in use: a field or cell, else the first of the section to be filled."""
        if self._path or self._section is None:
            return self._path
        fields = self._section.fields
        first = next((entry for entry in fields if _is_filled(entry)), next(iter(fields), None))
        return first.id if first is not None else ""

    def _on_typed(self) -> None:
        if self._is_writing:
            return
        words = self.box.toPlainText()
        typed = bool(words.strip())
        self._session.remark(self._place(), words)
        self._send.setVisible(typed)
        self._about.setVisible(typed)

    def _on_send(self) -> None:
        words = self.box.toPlainText().strip()
        path = self._target()
        if words and path:
            form, place = self._session.form_id, self._place()
            sent = Sent(self._session, self, place, self.box.toPlainText())
            self._write_box("")
            wanted = WriteComment(form=form, path=path, text=words, id=new_id())
            self._session.carry_out(wanted, sent)

    def _write_box(self, words: str) -> None:
        """Put words into the box without their counting as typed."""
        self._is_writing = True
        self.box.setPlainText(words)
        self._is_writing = False
        self._send.setVisible(bool(words.strip()))
        self._about.setVisible(bool(words.strip()))

    def on_sent(self, place: str) -> None:
        """Let the words of a comment go that is stored now."""
        if self._place() == place:
            self._write_box("")

    def on_not_sent(self, place: str, words: str) -> None:
        """Show again what could not be stored."""
        if self._place() == place and not self.box.toPlainText():
            self._write_box(words)

    def close_comment(self, comment: CommentLine) -> None:
        """Mark a comment as done, or as open again."""
        self._session.send([CloseComment(comment=comment.id, done=not comment.done)])


class Sent(QObject):
    """Hears what becomes of a comment; until it is stored it is kept as one that was begun.

    It lives as long as the session: the form may be closed before the comment is stored.
    """

    def __init__(self, session: FormSession, panel: CommentPanel, place: str, words: str) -> None:
        super().__init__(session)
        self._session, self._panel = session, panel
        self._place, self._words = place, words

    @property
    def _is_kept(self) -> bool:
        """Whether no other comment was begun at its place since."""
        return self._session.keeper.remarks.get(self._place) == self._words

    def recorded(self) -> None:
        """Let it go."""
        if self._is_kept:
            self._session.remark(self._place, "")
            self._session.keeper.save_remarks()
            if isValid(self._panel):
                self._panel.on_sent(self._place)
        self.deleteLater()

    def refused(self, error: Exception) -> None:
        """Give it back, and say why it was not stored."""
        if self._is_kept and isValid(self._panel):
            self._panel.on_not_sent(self._place, self._words)
        self._session.refused.emit(error)
        self.deleteLater()


class CommentBadge(QPushButton):
    """Says beside a field's name how many comments on it are open; hidden while there is none."""

    def __init__(self, inspector: Inspector, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._path = inspector.session, path
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.follow()

    def follow(self) -> None:
        """Count anew."""
        count = open_comments(self._session, self._path)
        self.setVisible(bool(count))
        words = plural("{n} open comment", "{n} open comments", count)
        if words != self.text():
            self.setText(words)
            self.setToolTip(_("Show the comments at the right"))


def _is_filled(entry: Field) -> bool:
    """Tell whether people fill a field, or at least one part of it; else the program does."""
    return not all(part.is_made for part in entry.parts or (entry,))


def open_comments(session: FormSession, path: str) -> int:
    """Return how many comments on a field and what is in it are open."""
    return sum(
        not comment.done and comment.path.split("/")[0].removesuffix(".note") == path
        for comment in session.view.comments
    )


def when(at: str) -> str:
    """Return a time of the journal as people say it: day and hour, here."""
    moment = known_moment(at)
    if moment is None:
        return at
    return f"{show_date(moment.date().isoformat())} {moment:%H:%M}"
