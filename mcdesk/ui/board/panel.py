"""The side panel: where a card stands, what its next stage needs, its forms, debts and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mcdesk import i18n
from mcdesk.errors import that_block
from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.calendar import known_moment
from mcdesk.procedure.status import RESTING
from mcdesk.ui import dialogs, language, parts, theme
from mcdesk.ui.board import words
from mcdesk.ui.board.chosen import show_chosen
from mcdesk.ui.board.strip import StepStrip
from mcdesk.ui.escape import Escape
from mcdesk.ui.scans import scan_signers, scan_title
from mcdesk.ui.sent_back import sent_back_title, show_sent_back

if TYPE_CHECKING:
    from collections.abc import Set
    from datetime import date

    from mcdesk.application.views import CardOutline, FormLine, HistoryLine, Way
    from mcdesk.ui.board.chosen import Chosen

WIDTH = 316
STATUS = {
    "empty": N_("not started"),
    "draft": N_("draft"),
    "frozen": N_("to sign"),
    "returned": N_("returned"),
    "rejected": N_("rejected"),
    "signed": N_("signed"),
    "void": N_("void"),
    "wrong": N_("void: wrong figures"),
    "superseded": N_("superseded"),
    "external": N_("external"),
    "before": N_("before MC Desk"),
    "missing": N_("not found"),
}
TONES = {
    "signed": "good",
    "external": "good",
    "returned": "warn",
    "rejected": "bad",
    "void": "warn",
    "wrong": "bad",
}


class CardPanel(QFrame):
    """Shows one card's outline.

    Signals:
        open_requested: the card (id) is to be opened.
        form_requested: a form's place (card id, form kind or id, path) is to be opened.
        print_requested: the card (id) is to be printed.
        advance_requested: the card (id) is to enter a stage (id, or "end").
        deed_requested: something (deed) is to be done on the page of the card (id).
        closed: the panel is to be closed.
    """

    open_requested = Signal(str)
    form_requested = Signal(str, str, str)
    print_requested = Signal(str)
    advance_requested = Signal(str, str)
    deed_requested = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setMinimumWidth(WIDTH - 40)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._outline: CardOutline | None = None
        self._several: Chosen | None = None
        self._stages = 14
        self._body = QVBoxLayout()
        self._body.setContentsMargins(16, 14, 16, 14)
        self._body.setSpacing(theme.GAP)
        inside = QWidget()
        inside.setLayout(self._body)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(16, 10, 16, 12)
        self._foot.setSpacing(theme.GAP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(parts.rule())
        outer.addLayout(self._foot)
        Escape(self, self.closed.emit)
        theme.theme_changed.connect(self._build)
        language.language_changed.connect(self._build)
        self._build()

    @property
    def card_id(self) -> str:
        """The card that is shown, or ""."""
        return self._outline.tile.id if self._outline else ""

    def is_about(self, cards: Set[str]) -> bool:
        """Tell whether one of some cards (ids) is shown."""
        several = self._several.tiles if self._several is not None else ()
        return self.card_id in cards or any(tile.id in cards for tile in several)

    def show_outline(self, outline: CardOutline | None) -> None:
        """Show a card, or that none is chosen."""
        self._outline, self._several = outline, None
        self._build()

    def show_several(self, chosen: Chosen) -> None:
        """Show that several cards are chosen, and what can be done with them."""
        self._outline, self._several = None, chosen
        self._build()

    def take_focus(self) -> None:
        """Take the keyboard, to the first link as soon as one stands here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._focus_first()

    def _focus_first(self) -> None:
        first = next(iter(self.findChildren(parts.Link)), None)
        if first is not None and self.hasFocus():
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.setFocus()  # what has the keyboard goes, the keyboard stays
        parts.clear(self._body)
        parts.clear(self._foot)
        outline = self._outline
        if self._several is not None:
            show_chosen(self._body, self._several)
            return
        if outline is None:
            self._body.addStretch(1)
            none = parts.label(_("Choose a card to see what it needs."), "muted", wrap=True)
            none.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._body.addWidget(none)
            self._body.addStretch(1)
            return
        self._add_head(outline)
        if outline.sent_back is not None:
            title = sent_back_title(outline.sent_back.stage.text())
            show_sent_back(self._panel(title), outline.sent_back)
        if outline.carried_from.en:
            said = _("Carried over from {period}").format(period=outline.carried_from.text())
            self._body.addWidget(parts.label(said, "small", wrap=True))
        self._add_next(outline)
        self._add_forms(outline)
        self._add_debts(outline)
        self._add_scans(outline)
        self._add_other_ways(outline)
        self._add_changes(outline)
        self._body.addStretch(1)
        self._add_buttons(outline)
        QTimer.singleShot(0, self, self._focus_first)

    def _add_head(self, outline: CardOutline) -> None:
        tile, shown = outline.tile, i18n.language()
        code = parts.label(f"{tile.code} · {tile.programme(shown)}", "small", wrap=True)
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = parts.button("", "quiet", "x")
        close.setAccessibleName(_("Close the panel"))
        close.setToolTip(_("Close the panel"))
        close.clicked.connect(self.closed)
        close.setFixedSize(26, 26)
        top = parts.row(code, spacing=4)
        top.setStretch(0, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(top)
        self._body.addWidget(parts.label(tile.title(shown), "title", wrap=True))
        stage = _("Stage {n} of {of}").format(n=outline.stage.number, of=outline.number_of_stages)
        days = plural("{n} day here", "{n} days here", tile.age(outline.today))
        place = " · ".join((stage, outline.stage.title.text(), days))
        self._body.addWidget(parts.label(place, "muted", wrap=True))
        strip = StepStrip()
        strip.show_stage(words.known_stages(), outline.stage.number)
        self._body.addWidget(strip)
        state = words.state_line(tile)
        if tile.is_late(outline.today):
            late = _("Late: planned end {day}")
            if outline.is_usual_end:
                late = _("Late: usual end {day} (the stage's usual length; no timeline plans it)")
            late = late.format(day=language.long_day(tile.planned_end))
            self._body.addWidget(parts.label(late, "heading", state="bad", wrap=True))
        if state is not None and (tile.status != "active" or tile.returned):
            tone = "bad" if state.tone == "bad" else "warn"
            self._body.addWidget(parts.passage(state.text, "heading", state=tone))

    def _add_next(self, outline: CardOutline) -> None:
        way = outline.next
        if way is None:
            return
        if way.target:
            title = _("What is missing for {stage}?").format(stage=words.stage_name(way.target))
        else:
            title = _("What is missing to complete?")
        column = self._panel(title)
        blocking = that_block(way.findings)
        warnings = [finding for finding in way.findings if finding.level == "warn"]
        shown = dialogs.FindingList()
        shown.followed.connect(self._on_followed)
        shown.show_findings([*blocking, *warnings, *way.met], away=outline.away)
        if not blocking:
            rests = outline.tile.status in RESTING
            ready = _("Nothing. The card may move on.")
            if rests:
                ready = _("Nothing. The card may move on once it is resumed.")
            tone = "warn" if rests else "good"
            column.addWidget(parts.label(ready, "heading", state=tone, wrap=True))
        column.addWidget(shown)

    def _add_forms(self, outline: CardOutline) -> None:
        if not outline.forms:
            return
        column = self._panel(_("Forms"))
        for place, form in enumerate(outline.forms):
            if place:
                column.addWidget(parts.rule())
            name = parts.SlimLink(form.short.text() or form.title.text(), form)
            name.setToolTip(form.title.text())
            name.followed.connect(self._on_form)
            state = parts.label(form_state(form), state=TONES.get(form.status, ""), wrap=True)
            state.setProperty("role", "muted" if form.status not in TONES else "heading")
            state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addLayout(_beside(name, state))

    def _add_debts(self, outline: CardOutline) -> None:
        open_ones = [debt for debt in outline.debts if not debt.paid_on]
        if not open_ones:
            return
        column = self._panel(plural("{n} open debt", "{n} open debts", len(open_ones)))
        for debt in open_ones:
            column.addWidget(parts.label(debt.owed, "heading", wrap=True))
            until = _("{who}, until {day}").format(
                who=debt.owed_by, day=language.short_day(debt.until, outline.today)
            )
            is_late = debt.until < outline.today.isoformat()
            tone = "bad" if is_late else "warn"
            column.addWidget(parts.label(until, "small", state=tone, wrap=True))

    def _add_scans(self, outline: CardOutline) -> None:
        if not outline.scans:
            return
        column = self._panel(words.scans_text(outline.tile.scans_owed))
        for scan in outline.scans:
            column.addWidget(parts.label(scan_title(scan), wrap=True))
            column.addWidget(parts.label(scan_signers(scan), "small", wrap=True))
        link = parts.Link(_("Attach a scan…"), "scan")
        link.followed.connect(self._on_deed)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_other_ways(self, outline: CardOutline) -> None:
        others = [way for way in outline.ways if way is not outline.next and way.kind != "back"]
        if not others:
            return
        column = self._panel(_("Other ways"))
        for way in others:
            column.addWidget(parts.label(f"{_target(way)}: {way.title.text()}", wrap=True))
            missing = len(that_block(way.findings))
            state = plural("{n} thing is missing", "{n} things are missing", missing)
            text = state if missing else _("open")
            column.addWidget(parts.label(text, "small", state="" if missing else "good"))

    def _add_changes(self, outline: CardOutline) -> None:
        if not outline.changes:
            return
        column = self._panel(_("Last changes"))
        for place, line in enumerate(outline.changes[:5]):
            if place:
                column.addWidget(parts.rule())
            column.addWidget(parts.label(line.what.text(), wrap=True))
            column.addWidget(
                parts.label(f"{when(line, outline.today)} · {line.who}", "small", wrap=True)
            )

    def _panel(self, title: str) -> QVBoxLayout:
        """Add a titled panel and return its column."""
        frame, column = parts.panel((12, 10, 12, 10), 6)
        column.addWidget(parts.label(title, "heading", wrap=True))
        self._body.addWidget(frame)
        return column

    def _add_buttons(self, outline: CardOutline) -> None:
        way = outline.next
        target = (way.target or "end") if way is not None else ""
        ready = way is not None and way.is_open and outline.tile.status == "active"
        self._target = target
        text = _("Complete") if target == "end" else _("Advance")
        advance = parts.button(text, "primary")
        advance.setEnabled(ready)
        advance.clicked.connect(self._on_advance)
        if not ready:
            advance.setToolTip(_("Something is still missing; see above."))
        opener = parts.button(_("Open"))
        opener.clicked.connect(self._on_open)
        printer = parts.button(_("Print"))
        printer.clicked.connect(self._on_print)
        for made in (opener, printer, advance):
            self._foot.addWidget(made, 1)

    def _on_open(self) -> None:
        self.open_requested.emit(self.card_id)

    def _on_print(self) -> None:
        self.print_requested.emit(self.card_id)

    def _on_advance(self) -> None:
        self.advance_requested.emit(self.card_id, self._target)

    def _on_form(self, form: FormLine) -> None:
        self.form_requested.emit(self.card_id, form.form_id or form.kind, "")

    def _on_deed(self, deed: str) -> None:
        self.deed_requested.emit(self.card_id, deed)

    def _on_followed(self, form: str, path: str) -> None:
        self.form_requested.emit(self.card_id, form, path)


def _beside(name: QWidget, state: QLabel) -> QHBoxLayout:
    """Return a line of a name and a state: the state breaks into lines before the name is cut."""
    state.ensurePolished()
    words = state.text().split()
    state.setMinimumWidth(max(map(state.fontMetrics().horizontalAdvance, words), default=0) + 2)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    state.setSizePolicy(policy)
    made = parts.row(name, state)
    made.setStretch(1, 1)
    return made


def form_state(form: FormLine) -> str:
    """Return a form's state in words: "3 of 4" while it is being signed."""
    if form.status == "frozen" and form.signers:
        return _("{done} of {of} signed").format(done=form.signed, of=form.signers)
    if form.status == "draft" and form.required:
        return _("{done} of {of}").format(done=form.filled, of=form.required)
    return _(STATUS[form.status])


def when(line: HistoryLine, today: date) -> str:
    """Return when an event happened, by the institution's clock: "18 Nov 10:42"."""
    moment = known_moment(line.at)
    if moment is None:
        return line.at
    return f"{language.short_day(moment.date().isoformat(), today)} {moment:%H:%M}"


def _target(way: Way) -> str:
    return words.stage_name(way.target) if way.target else _("Completion")
