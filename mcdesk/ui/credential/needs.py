"""What the card needs: what is missing for the next stage, other ways, debts, who is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mcdesk.errors import that_block
from mcdesk.i18n import _, plural
from mcdesk.procedure.status import ENDED, RESTING
from mcdesk.ui import dialogs, language, parts, theme
from mcdesk.ui.credential import possible
from mcdesk.ui.scans import scan_signers, scan_title
from mcdesk.ui.sent_back import sent_back_title, show_sent_back

if TYPE_CHECKING:
    from mcdesk.application.views import Way
    from mcdesk.ui.credential.state import PageState

WIDTH = 320
OWN_WAYS_SHOWN = 3


class NeedsPanel(QScrollArea):
    """The column that is always in sight beside the lists.

    Signals:
        followed: the place (form kind, path) of a finding is wanted.
        back_requested: the card is to be sent back to a stage (id).
        debts_requested: the list of debts is wanted.
        scan_requested: the scan of a form (id) is to be attached.
    """

    followed = Signal(str, str)
    back_requested = Signal(str)
    debts_requested = Signal()
    scan_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: PageState | None = None
        inside = QWidget()
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(0, 0, 2, 0)
        self._body.setSpacing(theme.WIDE)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        theme.theme_changed.connect(self._build)
        language.language_changed.connect(self._build)

    def show_state(self, state: PageState) -> None:
        """Show what a card needs; the same needs stay as they are."""
        before = self._state
        self._state = state
        if before is None or _needs(before) != _needs(state):
            at = self.verticalScrollBar().value()
            self._build()
            self.verticalScrollBar().setValue(at)

    def _build(self) -> None:
        parts.clear(self._body)
        state = self._state
        if state is None:
            return
        if state.tile.status in ENDED:
            self._add_rest(state)
        else:
            sent = state.outline.sent_back
            if sent is not None:
                show_sent_back(self._panel(sent_back_title(sent.stage.text())), sent)
            self._add_next(state)
        self._add_debts(state)
        self._add_scans(state)
        if state.tile.status not in ENDED:
            self._add_other_ways(state)
            self._add_ways_back(state)
        self._body.addStretch(1)

    def _panel(self, title: str) -> QVBoxLayout:
        """Add a titled panel and return its column."""
        frame, column = parts.panel((12, 10, 12, 12))
        frame.setAccessibleName(title)
        column.addWidget(parts.label(title, "heading", wrap=True))
        self._body.addWidget(frame)
        return column

    def _add_rest(self, state: PageState) -> None:
        if state.tile.status == "completed":
            column = self._panel(_("The development is complete"))
            words = _("Nothing is missing. Mistakes found later are recorded as a correction; "
                      "larger changes begin as a new revision.")  # fmt: skip
        else:
            column = self._panel(_("Cancelled"))
            words = _("It is off the board. The CTL lead can reopen it, with a reason.")
        column.addWidget(parts.label(words, "muted", wrap=True))

    def _add_next(self, state: PageState) -> None:
        way = state.outline.next
        if way is None:
            column = self._panel(_("What is missing"))
            none = _("There is no way on from this stage.")
            column.addWidget(parts.label(none, "muted", wrap=True))
            return
        title = _("What is missing to complete")
        if way.target:
            title = _("What is missing for {stage}").format(stage=state.stage_name(way.target))
        self._add_way(self._panel(title), way)

    def _add_way(self, column: QVBoxLayout, way: Way) -> None:
        """Show a way's findings: what blocks first, then warnings, then what is met."""
        blocking = that_block(way.findings)
        warnings = [finding for finding in way.findings if finding.level == "warn"]
        if not blocking:
            rests = self._state is not None and self._state.tile.status in RESTING
            words = _("Nothing is missing. It may move on.")
            if rests:
                words = _("Nothing is missing. It may move on once it is resumed.")
            tone = "warn" if rests else "good"
            column.addWidget(parts.label(words, state=tone, wrap=True))
        shown = dialogs.FindingList()
        shown.followed.connect(self.followed)
        away = self._state.outline.away if self._state is not None else dialogs.NOBODY
        shown.show_findings([*blocking, *warnings, *way.met], away=away)
        column.addWidget(shown)

    def _add_other_ways(self, state: PageState) -> None:
        others = [w for w in state.outline.ways if w.kind != "back" and w is not state.outline.next]
        if not others:
            return
        column = self._panel(_("Other ways on"))
        for number, way in enumerate(others[:OWN_WAYS_SHOWN]):
            if number:
                column.addWidget(parts.rule())
            where = state.stage_name(way.target)
            column.addWidget(parts.label(f"{where}: {way.title.text()}", wrap=True))
            self._add_way(column, way)

    def _add_ways_back(self, state: PageState) -> None:
        back = [way for way in state.outline.ways if way.kind == "back"]
        if not back:
            return
        column = self._panel(_("Ways back"))
        for way in back:
            link = parts.Link(state.stage_name(way.target) + "…", way.target)
            link.setToolTip(_("Send the card back to this stage"))
            link.followed.connect(self._on_back)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(parts.label(way.title.text(), "small", wrap=True))
            why = possible.writing(state) or possible.missing(state, way.target)
            if why:
                link.setEnabled(False)
                link.setAccessibleDescription(why)
                column.addWidget(parts.label(why, "small", state="warn", wrap=True))

    def _add_debts(self, state: PageState) -> None:
        owed = [debt for debt in state.outline.debts if not debt.paid_on]
        if not owed:
            return
        column = self._panel(plural("{n} open debt", "{n} open debts", len(owed)))
        today = state.today.isoformat()
        for debt in owed:
            column.addWidget(parts.label(debt.owed, wrap=True))
            day = language.long_day(debt.until)
            words = _("{who}, until {day}").format(who=debt.owed_by, day=day)
            tone = "bad" if debt.until < today else "warn"
            column.addWidget(parts.label(words, "small", state=tone, wrap=True))
        link = parts.button(_("Show the debts"), "link")
        link.clicked.connect(self.debts_requested)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_scans(self, state: PageState) -> None:
        scans = state.outline.scans
        if not scans:
            return
        owed = state.tile.scans_owed
        column = self._panel(plural("{n} scan is owed", "{n} scans are owed", owed))
        for scan in scans:
            column.addWidget(parts.label(scan_title(scan), wrap=True))
            column.addWidget(parts.label(scan_signers(scan), "small", wrap=True))
            link = parts.Link(_("Attach the scan…"), scan.form_id)
            link.setEnabled(not state.info.read_only)
            link.followed.connect(self._on_scan)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_scan(self, form_id: str) -> None:
        self.scan_requested.emit(form_id)

    def _on_back(self, target: str) -> None:
        self.back_requested.emit(target)


def _needs(state: PageState) -> tuple[object, ...]:
    """Return what the panel shows of a state, to compare."""
    outline = state.outline
    return (outline.ways, outline.debts, outline.tile.status, outline.stage.id, state.today,
            outline.sent_back, outline.scans, outline.away, state.info.read_only,
            [state.blocking(way.target) for way in outline.ways])  # fmt: skip
