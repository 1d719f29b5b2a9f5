"""Small dialogs: asking for a reason, telling findings, trouble, and what became of many cards.

Every text is plain text; what people wrote is never read as markup.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from mcdesk.errors import Finding, McDeskError, Refused, Trouble
from mcdesk.i18n import _, plural
from mcdesk.ui import parts, theme
from mcdesk.ui.board.words import role_name
from mcdesk.ui.jobs import form_of
from mcdesk.ui.manners import MannerlyDialog
from mcdesk.ui.saying import away_words, in_place, together, words_of
from mcdesk.ui.who_works import link_to_choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Outcome

T = TypeVar("T")


class Runs(Protocol):
    """Runs a job on a worker and calls one of `done` and `failed`, later."""

    def run(
        self, job: Callable[[DeskPort], T], done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> object: ...  # fmt: skip


NOBODY: Mapping[str, str] = {}
"""Nobody is away."""
HIGHEST = 420
"""How high a part may be before it scrolls."""


class Dialog(MannerlyDialog):
    """A dialog with a title, room for parts, and its buttons."""

    def __init__(self, title: str, parent: QWidget | None, *, width: int = 460) -> None:
        super().__init__(parent)
        self._action: QPushButton | None = None
        self._errand: Callable[[], object] | None = None
        self._is_busy = False
        self._refusal = parts.label("", "small", state="bad", wrap=True)
        self._refusal.hide()
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.GAP)
        self.buttons = QDialogButtonBox()
        self.buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.setSpacing(theme.WIDE)
        heading = parts.label(title, "title", wrap=True)
        outer.addWidget(heading)
        outer.addLayout(self.body, 1)
        outer.addWidget(self._refusal)
        outer.addWidget(self.buttons)

    @override
    def warn(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.show()
        self.adjustSize()

    @override
    def unwarn(self) -> None:
        self._refusal.hide()

    def add_ok(self, text: str, *, enabled: bool = True) -> None:
        """Add the button that does it, and Cancel."""
        self.ok = self._action = parts.button(text, "primary")
        self.ok.setDefault(True)
        self.ok.setEnabled(enabled)
        self.ok.clicked.connect(self.accept)
        self.buttons.addButton(self.ok, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = parts.button(_("Cancel"))
        self.buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)

    def add_better(self, text: str, result: int) -> None:
        """Add what is better done first: Enter does that, and no longer what was asked about."""
        better = self._action = parts.button(text, "primary")
        theme.dress(self.ok, kind="danger")
        better.setDefault(True)
        better.clicked.connect(partial(self.done, result))
        self.buttons.addButton(better, QDialogButtonBox.ButtonRole.ActionRole)

    def add_close(self) -> None:
        """Add a Close button."""
        self._action = close = parts.button(_("Close"), "primary")
        close.setDefault(True)
        self.buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)

    @override
    def action_button(self) -> QPushButton | None:
        return self._action


class AskingDialog(Dialog):
    """A dialog that can stay open until what it asks for was done; what is refused is said in it.

    So nothing that was typed is lost (design.md, section 1).
    """

    def carry_out(
        self, tasks: Runs, job: Callable[[], Callable[[DeskPort], T]], done: Callable[[T], object]
    ) -> None:
        """Open; the action does what `job` returns on the worker and closes once it is `done`."""

        def carried(result: T) -> None:
            if isValid(self):
                self._errand = None
                self.accept()
            done(result)

        self._errand = lambda: tasks.run(job(), carried, self._on_refused)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()

    @override
    def accept(self) -> None:
        if self._errand is None:
            super().accept()
        elif not self._is_busy:
            self._is_busy = True
            self._refusal.hide()
            self.ok.setEnabled(False)
            self._errand()

    @override
    def reject(self) -> None:
        """Close; not while it is being carried out: what is refused then is said here."""
        if self._is_busy:
            self.warn(_("Being carried out …"))
        else:
            super().reject()

    def _on_refused(self, error: Exception) -> None:
        if isValid(self):
            self._is_busy = False
            self.ok.setEnabled(True)
            self.say_refused(error)

    def say_refused(self, error: Exception) -> None:
        """Say why it was not done; all that was typed stands."""
        self.warn(words_of(error))


class ReasonDialog(AskingDialog):
    """Asks for a reason in words; the button works once there is one."""

    def __init__(self, title: str, text: str, ok: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.body.addWidget(parts.label(text, "muted", wrap=True))
        self._edit = QPlainTextEdit()
        self._edit.setAccessibleName(_("Reason"))
        self._edit.setPlaceholderText(_("Reason"))
        self._edit.setTabChangesFocus(True)
        self._edit.setFixedHeight(96)
        self._edit.textChanged.connect(self._on_changed)
        self.body.addWidget(self._edit)
        self.add_ok(ok, enabled=False)
        self._edit.setFocus()

    @property
    def reason(self) -> str:
        return self._edit.toPlainText().strip()

    def _on_changed(self) -> None:
        self.ok.setEnabled(bool(self.reason))


class FindingList(QWidget):
    """Findings one below the other, each with who owes it and a link to where it is mended.

    Signals:
        followed: the place of a finding (form, path) is wanted.
    """

    followed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._away: Mapping[str, str] = NOBODY

    def show_findings(
        self,
        findings: Sequence[Finding],
        *,
        links: bool = True,
        most: int = 0,
        away: Mapping[str, str] = NOBODY,
    ) -> int:
        """Show findings, those met with a tick; return how many more than `most` there are.

        `away` has the last day on which a role, or a person (id), that owes something is away.
        """
        parts.clear(self._column)
        self._away = away
        lines = together(findings)
        for place, (finding, rows) in enumerate(lines[:most] if most else lines):
            if place:
                self._column.addWidget(parts.rule())
            self._column.addLayout(self._line(finding, in_place(finding, rows), links=links))
        self._column.addStretch(1)
        return max(len(lines) - most, 0) if most else 0

    def _line(self, finding: Finding, said: str, *, links: bool) -> QHBoxLayout:
        name, tone = "circle-alert", "warn"
        if finding.met:
            name, tone = "check", "good"
        elif finding.level == "warn":
            name, tone = "info", "faint"
        made = QHBoxLayout()
        made.setSpacing(theme.GAP)
        sign = parts.sign(name, tone)
        sign.setAccessibleName(_("Done") if finding.met else _("Missing"))
        made.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(parts.label(said, wrap=True))
        if finding.role and not finding.met:
            owes = _("{who} owes this").format(who=role_name(finding.role))
            words.addWidget(parts.label(owes, "small", wrap=True))
            until = self._away.get(finding.person or finding.role, "")
            if until:
                signs = finding.role if finding.code == "not_signed" else ""
                said = away_words(until, signs=signs)
                words.addWidget(parts.label(said, "small", state="warn", wrap=True))
        words.addStretch(1)
        made.addLayout(words, 1)
        if links and form_of(finding) and not finding.met:
            link = parts.Link(_("Go"), finding)
            link.setAccessibleName(_("Go to: {what}").format(what=said))
            link.followed.connect(self._on_followed)
            made.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _on_followed(self, finding: Finding) -> None:
        self.followed.emit(form_of(finding), finding.path)


class FindingsDialog(Dialog):
    """Tells why something may not be done, with links to what is missing.

    `about` is a first line that names what it is about.
    """

    def __init__(
        self, title: str, findings: Sequence[Finding], parent: QWidget | None = None,
        *, about: str = "",
    ) -> None:  # fmt: skip
        super().__init__(title, parent, width=500)
        self.wanted: tuple[str, str] | None = None
        if about:
            self.body.addWidget(parts.label(about, "muted", wrap=True))
        shown = FindingList()
        shown.show_findings(findings)
        shown.followed.connect(self._on_followed)
        self.body.addWidget(scrolled(shown))
        if (way := link_to_choose(self, parent, findings)) is not None:
            self.body.addWidget(way)
        self.add_close()

    def _on_followed(self, form: str, path: str) -> None:
        self.wanted = (form, path)
        self.accept()


class ResultsDialog(Dialog):
    """Tells what became of many cards: those refused first, each with its reasons.

    `wanted` is the card that was gone to, and the place (form, path) of a reason; without a form
    the card itself. `moves`: they were to be moved, else to rest, to go on or to be put away.
    """

    def __init__(
        self, title: str, outcomes: Iterable[Outcome], names: Mapping[str, str],
        parent: QWidget | None = None, *, moves: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(title, parent, width=560)
        self.wanted: tuple[str, str, str] | None = None
        outcomes = list(outcomes)
        refused = [outcome for outcome in outcomes if not outcome.is_done]
        done = [outcome for outcome in outcomes if outcome.is_done]
        column = QVBoxLayout()
        column.setSpacing(theme.GAP)
        if refused:
            words = _stayed(len(refused), moves=moves)
            column.addWidget(parts.label(words, "heading", state="warn"))
        for outcome in refused:
            column.addWidget(self._panel_of(names.get(outcome.subject, outcome.subject), outcome))
        if done:
            words = _went(len(done), moves=moves)
            column.addWidget(parts.label(words, "heading", state="good"))
            listed = "\n".join(names.get(entry.subject, entry.subject) for entry in done)
            column.addWidget(parts.label(listed, "muted", wrap=True))
        column.addStretch(1)
        inside = QWidget()
        inside.setLayout(column)
        self.body.addWidget(scrolled(inside))
        self.add_close()

    def _panel_of(self, name: str, outcome: Outcome) -> QFrame:
        """Return one refused card with its reasons; each leads to where it is mended."""
        panel = QFrame()
        panel.setProperty("role", "panel")
        column = QVBoxLayout(panel)
        link = parts.Link(_("Open"), "")
        link.setAccessibleName(_("Open {name}").format(name=name))
        link.followed.connect(partial(self._on_followed, outcome.subject, "", ""))
        head = parts.row(parts.label(name, "heading", wrap=True), link)
        head.setStretch(0, 1)
        column.addLayout(head)
        shown = FindingList()
        shown.show_findings(outcome.findings or (Finding(outcome.code, outcome.code),))
        shown.followed.connect(partial(self._on_followed, outcome.subject))
        column.addWidget(shown)
        return panel

    def _on_followed(self, card: str, form: str, path: str, *_told: object) -> None:
        self.wanted = (card, form, path)
        self.accept()


def _stayed(count: int, *, moves: bool) -> str:
    """Return as a heading with how many cards it was not done."""
    if moves:
        return plural("{n} card was not moved", "{n} cards were not moved", count)
    return plural("{n} card stays as it is", "{n} cards stay as they are", count)


def _went(count: int, *, moves: bool) -> str:
    """Return as a heading with how many cards it was done."""
    if moves:
        return plural("{n} card was moved", "{n} cards were moved", count)
    return plural("It was done with {n} card", "It was done with {n} cards", count)


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a scroll area round a part; as high as the part, up to `HIGHEST`."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(min(inside.sizeHint().height() + 8, HIGHEST))
    return area


def explain(
    error: McDeskError, parent: QWidget | None, follow: Callable[[str, str], object] | None = None,
    *, refused: str = "", about: str = "",
) -> None:  # fmt: skip
    """Show a refusal with its findings, or trouble with its advice.

    `refused` says what was not done, as the title; `about` names the card.
    """
    if isinstance(error, Refused):
        title = refused or _("This cannot be done yet")
        dialog = FindingsDialog(title, error.findings, parent, about=about)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.exec()
        if dialog.wanted is not None and follow is not None:
            follow(*dialog.wanted)
        return
    title = _(error.title) if isinstance(error, Trouble) else _("This did not work")
    advice = _(error.advice) if isinstance(error, Trouble) else str(error)
    box = Dialog(title, parent)
    box.body.addWidget(parts.label(advice, wrap=True))
    box.add_close()
    box.exec()
