"""Beside a form what stands at its foot on paper: attached files, and what its versions changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk.application.footer import changed_words, told_in
from mcdesk.application.seals import shown_note
from mcdesk.i18n import _
from mcdesk.procedure.calendar import day_of
from mcdesk.ui import parts
from mcdesk.ui.credential.opening import way_words, why_not_open, why_not_save
from mcdesk.ui.credential.wording import PURPOSES, joined, size
from mcdesk.ui.forms.parts import FlowLayout, Panel, button, column, row, text
from mcdesk.ui.forms.since_when import base_of_version
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

    from mcdesk.application.views import FileLine, FormView, VersionNote

SHORT = 70
FEW = 6
"""So many files, and so many versions, stand there at first."""
REMOVES = "removes"
"""The property of a button that names the file (id) which it removes."""


class Ways(Protocol):
    """What can be done with attached files."""

    @property
    def why(self) -> str:
        """Why nothing is attached or removed here; "" when it can be."""
        ...

    def open(self, file: FileLine) -> None:
        """Open a file, or follow its link."""
        ...

    def save(self, file: FileLine) -> None:
        """Save a copy of a file."""
        ...

    def remove(self, file: FileLine) -> None:
        """Take a file off its card."""
        ...

    def attach(self) -> None:
        """Choose files to attach to the form."""
        ...

    def link(self) -> None:
        """Keep a link with the form."""
        ...


class _Lines(Panel):
    """A panel of lines, the newest first; the first few are shown until all are asked for.

    It is made anew only where it says something else: a form is stored often while it is written.
    """

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self._view: FormView | None = None
        self._all = False
        self._said: object = None

    def show_view(self, view: FormView) -> None:
        """Show the lines of a form."""
        self._view, said = view, (self._all, *self._told(view))
        if said != self._said:
            self._said = said
            self.empty()
            self._fill(view)

    def _told(self, view: FormView) -> tuple[object, ...]:
        """Return what is said of a form."""
        raise NotImplementedError

    def _fill(self, view: FormView) -> None:
        raise NotImplementedError

    def shown(self, count: int) -> int:
        """Return how many lines are shown of so many."""
        return count if self._all else min(count, FEW)

    def add_more(self, count: int) -> None:
        """Offer the lines that are not shown, or fewer again."""
        if count > FEW:
            more = _("Show all {n}").format(n=count)
            words = _("Show fewer") if self._all else more
            self.body.addWidget(button(words, self._on_more, "link"))

    def _on_more(self) -> None:
        self._all = not self._all
        if self._view is not None:
            self.show_view(self._view)


class AttachedPanel(_Lines):
    """The files that are attached to a form, with what can be done with them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Attachments"), parent)
        self._ways: Ways | None = None

    def offer(self, ways: Ways) -> None:
        """Offer what can be done with files."""
        self._ways = ways
        if self._view is not None:
            self.show_view(self._view)

    @override
    def _told(self, view: FormView) -> tuple[object, ...]:
        return view.attached, None if self._ways is None else self._ways.why

    @override
    def _fill(self, view: FormView) -> None:
        files = view.attached[::-1]
        if not files:
            words = _("Nothing is attached to this form. Attachments are listed at the end of each "
                      "print; scans of signed paper are kept with the signatures.")  # fmt: skip
            self.body.addWidget(text(words, "muted", wrap=True))
        for file in files[: self.shown(len(files))]:
            self.body.addLayout(self._line(file))
        self.add_more(len(files))
        if self._ways is not None:
            attach = _way(_("Attach…"), _("Attach files to this form"), self._ways.attach)
            link = _way(_("Keep a link…"), _("Keep a link with this form"), self._ways.link)
            for each in (attach, link):
                parts.keep_shut(each, self._ways.why)
            self.body.addWidget(_beside(attach, link))

    def _line(self, file: FileLine) -> QHBoxLayout:
        """Return a file with what is known of it and the ways to it."""
        line = row(gap=GAP)
        sign = parts.sign("link" if file.link else "file-text", "muted", 14)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        body = column(gap=0)
        body.addWidget(text(file.name, wrap=True))
        purpose = _(PURPOSES.get(file.purpose, PURPOSES["other"]))
        kept = _("link") if file.link else size(file.size)
        body.addWidget(text(joined(kept, purpose), "small", wrap=True))
        if file.link:
            body.addWidget(_cut(file.link))
        if note := shown_note(file.note):
            body.addWidget(_cut(note))
        day = show_date(day_of(file.added_at))
        body.addWidget(text(joined(file.added_by, day), "small", wrap=True))
        if self._ways is not None:
            body.addWidget(_ways_of(file, self._ways))
        line.addLayout(body, 1)
        return line


def _ways_of(file: FileLine, ways: Ways) -> QWidget:
    """Return the ways to a file: it is opened, or saved where that is the safer one; removed."""
    why = why_not_open(file)
    if why and not why_not_save(file):
        first = _way_to(_("Save a copy…"), file, ways.save)
        first.setToolTip(parts.tip(why))
    else:
        first = _way_to(way_words(file), file, ways.open)
        parts.keep_shut(first, why)
    remove = _way_to(_("Remove"), file, ways.remove)
    remove.setProperty(REMOVES, file.id)
    parts.keep_shut(remove, ways.why)
    return _beside(first, remove)


def _cut(words: str) -> QLabel:
    """Return small words, cut where they are long, and whole in the tooltip."""
    label = text(words if len(words) <= SHORT else f"{words[: SHORT - 1]}…", "small", wrap=True)
    label.setToolTip(parts.tip(words))
    label.setAccessibleName(words)
    return label


def _way_to(words: str, file: FileLine, do: Callable[[FileLine], Any]) -> QPushButton:
    return _way(words, f"{words.rstrip('…')}: {file.name}", partial(do, file))


def _way(words: str, spoken: str, slot: Callable[[], Any]) -> QPushButton:
    """Return a link; `spoken` says also what it is about."""
    made = button(words, slot, "link")
    made.setAccessibleName(spoken)
    return made


def _beside(*ways: QPushButton) -> QWidget:
    """Return ways side by side, below one another where the pane is too narrow for them."""
    holder = QWidget()
    flow = FlowLayout(holder, gap=GAP)
    for way in ways:
        flow.addWidget(way)
    return holder


class VersionsPanel(_Lines):
    """The versions of a form, the newest first, each with what it changed.

    Signals:
        go_requested: the path of the form's own table of its versions.
        version_requested: what a version (its number) changed is to be shown.
    """

    go_requested = Signal(str)
    version_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Versions"), parent)

    @override
    def _told(self, view: FormView) -> tuple[object, ...]:
        return view.versions, told_in(view.definition)

    @override
    def _fill(self, view: FormView) -> None:
        path, notes = told_in(view.definition), view.versions[::-1]
        if path:
            self._lead(path, view.definition.fields[path].label.text())
        elif not notes:
            words = _("No version yet. The first one is made when the form is frozen for "
                      "signature; from then on each says here what it changed.")  # fmt: skip
            self.body.addWidget(text(words, "muted", wrap=True))
        for note in notes[: self.shown(len(notes))]:
            self._add(note, leads=base_of_version(view, "", note.version) is not None)
        self.add_more(len(notes))

    def _lead(self, path: str, label: str) -> None:
        words = _("The versions of this form stand in its table “{field}”.").format(field=label)
        self.body.addWidget(text(words, "muted", wrap=True))
        go = button(_("Go"), partial(self.go_requested.emit, path), "link")
        go.setAccessibleName(_("Go to {place}").format(place=label))
        self.body.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, note: VersionNote, *, leads: bool) -> None:
        day = show_date(note.day.isoformat()) if note.day is not None else ""
        head = joined(_("Version {n}").format(n=note.version), day, note.by)
        if leads:
            link = parts.SlimLink(head, note.version)
            link.setToolTip(_("Show what this version changed"))
            link.followed.connect(self.version_requested)
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.body.addWidget(text(head, "muted", wrap=True))
        self.body.addWidget(text(changed_words(note).text(), wrap=True))
