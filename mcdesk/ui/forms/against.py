"""Comparing an open form with another draft or version of it, or with another card's form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.ui import language, theme
from mcdesk.ui.actions import Action, Actions
from mcdesk.ui.forms.compared import Compared, places_of
from mcdesk.ui.forms.dialogs import FormDialog, labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.parts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.comparison import Other
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FormView, OtherLine, RevisionLine
    from mcdesk.ui.forms.comparison import Comparison
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.forms.workbench import Workbench

LIST_HEIGHT = 300


@dataclass(frozen=True)
class Source:
    """Something that an open form can be compared with: a version of it, or another form."""

    form_id: str
    revision: RevisionLine | None = None
    line: OtherLine | None = None

    def side(self) -> str:
        """Return in few words what it is, in the language in use."""
        if self.revision is not None:
            return _("Version {n}").format(n=self.revision.version)
        assert self.line is not None
        if not self.line.is_own:
            return self.line.code
        parts = [_("Round {n}").format(n=self.line.round)]
        if self.line.loop > 1:
            parts.append(_("Loop {n}").format(n=self.line.loop))
        return " · ".join(filter(None, (*parts, self.line.scope)))

    def words(self) -> str:
        """Return what it is as it is chosen from a list."""
        if self.revision is not None:
            words = _("Version {n}, frozen {day}")
            day = language.short_day(self.revision.frozen_on)
            return words.format(n=self.revision.version, day=day)
        assert self.line is not None
        version = _("version {n}").format(n=self.line.version)
        version = version if self.line.version else _("draft")
        title = "" if self.line.is_own else self.line.title.text()
        return " ".join(filter(None, (f"{self.side()} ", title, f"({version})")))

    def title(self) -> str:
        """Return what stands above the comparison."""
        if self.revision is not None:
            day = language.short_day(self.revision.frozen_on)
            words = _("Compared with version {n}, frozen {day}")
            return words.format(n=self.revision.version, day=day)
        if self.line is not None and self.line.is_own:
            return _("Compared with another one of this micro-credential: {what}").format(
                what=self.words()
            )
        return _("Compared with the same form of {what}").format(what=self.words())

    def searched(self) -> str:
        """Return the words in which one looks for it."""
        words = [self.words()]
        if self.line is not None:
            title, programme = self.line.title, self.line.programme
            words += [self.line.code, title.en, title.id, programme.en, programme.id]
        return " ".join(words).casefold()


class AgainstDialog(FormDialog):
    """Asks what the form is to be compared with; typing narrows the list."""

    def __init__(self, sources: Sequence[Source], parent: QWidget | None = None) -> None:
        title = _("Compare with another draft or card")
        super().__init__(title, _("Compare"), parent)
        self._sources = sources
        words = _("What differs is shown side by side; what is ticked there can be taken over.")
        self.body.addWidget(text(words, "muted", wrap=True))
        self.search = Line()
        self.search.setPlaceholderText(_("Version, code, title or study programme"))
        self.search.changed.connect(self._show)
        self.list = QListWidget()
        self.list.setAccessibleName(_("What to compare with"))
        self.list.setMinimumHeight(LIST_HEIGHT)
        self.list.currentItemChanged.connect(self.check)
        self.list.itemActivated.connect(self._on_activated)
        self.body.addWidget(labelled(_("With what"), self.search))
        self.body.addWidget(self.list, 1)
        self.resize(640, 560)
        self.first = self.search
        self._show()
        self.check()

    def _show(self) -> None:
        """List what holds every word searched for, below what it belongs to."""
        words = self.search.text().casefold().split()
        chosen = self.source()
        self.list.clear()
        group = ""
        for source in self._sources:
            if not all(word in source.searched() for word in words):
                continue
            if _group(source) != group:
                group = _group(source)
                head = QListWidgetItem(group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setFont(theme.font("small", bold=True))
                head.setForeground(theme.current().muted)
                self.list.addItem(head)
            item = QListWidgetItem(f"    {source.words()}")
            item.setData(Qt.ItemDataRole.UserRole, source)
            if source.line is not None:
                item.setToolTip(f"{source.words()}\n{source.line.programme.text()}")
            self.list.addItem(item)
            if source is chosen:
                self.list.setCurrentItem(item)
        if self.list.count() == 2:
            self.list.setCurrentRow(1)
        self.check()

    def source(self) -> Source | None:
        """Return what was chosen."""
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Source) else None

    def _on_activated(self) -> None:
        if self.source() is not None:
            self.accept()

    @override
    def reasons(self) -> list[str]:
        if not self._sources:
            return [_("There is no other draft or version of this form, and no other card has it.")]
        if not self.list.count():
            return [_("Nothing is called so.")]
        return [] if self.source() is not None else [_("Choose what to compare with.")]


def _group(source: Source) -> str:
    if source.revision is not None:
        return _("Versions of this form")
    assert source.line is not None
    if source.line.is_own:
        return _("Other ones of this micro-credential")
    return _("Other micro-credentials")


class AgainstActs(QObject):
    """Chooses what an open form is compared with, and has it compared.

    Signals:
        failed: an error of a job.
    """

    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, bench: Workbench, comparison: Comparison, window: QWidget
    ) -> None:
        super().__init__(bench)
        self._jobs, self._bench, self._window = jobs, bench, window
        self._session, self._comparison = bench.session, comparison
        self._actions = Actions(bench)
        compare = Action(id="form.compare", title=N_("Compare with another draft or card…"),
                         icon="files", callback=self.choose, menus=("more",))  # fmt: skip
        self._actions.register([compare], bench, everywhere=False)
        bench.bar.offer(self._actions)

    def choose(self) -> None:
        """Ask what to compare with; everything typed is stored first."""
        self._session.flush(self._read, self._bench.say_unsaved)

    def _read(self) -> None:
        self._jobs.run(partial(_others, self._session.form_id), self._ask, self.failed.emit)

    def _ask(self, others: tuple[OtherLine, ...]) -> None:
        view = self._session.view
        versions = sorted(view.revisions, key=lambda line: line.version, reverse=True)
        sources = [Source(view.form_id, revision=line) for line in versions]
        sources += [Source(line.form_id, line=line) for line in others]
        dialog = AgainstDialog(sources, self._window)
        dialog.accepted.connect(partial(self._on_chosen, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, dialog: AgainstDialog) -> None:
        source = dialog.source()
        if source is not None:
            self.compare(source)

    def compare(self, source: Source) -> None:
        """Compare the form with a source and show it."""
        job = partial(_compare, self._session.form_id, source)
        self._comparison.read(_("Comparing…"), job, self._comparison.show)


def _others(form: str, desk: DeskPort) -> tuple[OtherLine, ...]:
    return desk.others(form)


def _compare(form: str, source: Source, desk: DeskPort) -> Compared:
    """Compare a form with a source. Runs on a worker."""
    from mcdesk.application.comparison import compare

    view = desk.form(form)
    proposal = compare(view, _other(view, source, desk))
    return Compared(proposal, view, source.title, source.side, places_of(proposal, view))


def _other(view: FormView, source: Source, desk: DeskPort) -> Other:
    from mcdesk.application.comparison import Other

    if source.revision is not None:
        return Other(view.form_id, desk.revision(source.revision.id), view.definition)
    found = desk.form(source.form_id)
    return Other(source.form_id, found.content, found.definition)
