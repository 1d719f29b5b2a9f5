"""One person of the directory: who it is, and the offices held, now and before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mcdesk.application.typed import address_fault
from mcdesk.i18n import _
from mcdesk.procedure.calendar import day_before
from mcdesk.procedure.records import MARK
from mcdesk.ui import language, parts, theme
from mcdesk.ui.people.absence import absence_words

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.views import AbsenceLine, OfficeLine, PersonEntry

WIDTH, SLIM, ROOMY = 320, 252, 1100


def holds_on(office: OfficeLine, today: date) -> bool:
    """Tell whether an office is held on a day."""
    day = today.isoformat()
    return office.since <= day and (not office.until or day < office.until)


def office_words(office: OfficeLine) -> str:
    """Return the role and what it is held for."""
    scope = office.scope.text()
    return f"{office.role_label.text()} · {scope}" if scope else office.role_label.text()


class PersonPanel(QFrame):
    """Shows a person and offers what can be done.

    Signals:
        change_requested, appoint_requested: these are wanted for the person shown.
        end_requested: an office is to be ended.
        absence_requested: it is to be said that the person shown is away.
        back_requested: the person is back from an absence.
        erase_requested: the note of an absence is to be removed for ever.
        statement_requested: the contribution statement of the person shown (id) is wanted.
    """

    change_requested = Signal()
    appoint_requested = Signal()
    end_requested = Signal(object)
    absence_requested = Signal()
    back_requested = Signal(object)
    erase_requested = Signal(object)
    statement_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self._shown: object = None
        inside = QWidget()
        inside.setProperty("role", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(theme.GAP)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def fit(self, room: int) -> None:
        """Be narrower where the page has little room for the list."""
        self.setFixedWidth(WIDTH if room >= ROOMY else SLIM)

    def show_person(
        self, person: PersonEntry | None, today: date, *, may: bool, may_erase: bool = False
    ) -> bool:
        """Show a person, or that nobody is chosen; tell whether that is anything new."""
        shown = (person, today, may, may_erase)
        if shown == self._shown:
            return False
        self._shown = shown
        self._write(person, today, may=may, may_erase=may_erase)
        return True

    def _write(
        self, person: PersonEntry | None, today: date, *, may: bool, may_erase: bool
    ) -> None:
        parts.clear(self._column)
        if person is None:
            self._column.addWidget(parts.label(_("Nobody is chosen."), "muted", wrap=True))
            self._column.addStretch(1)
            return
        self._column.addWidget(parts.label(person.full_name, "title", wrap=True))
        if person.position:
            self._column.addWidget(parts.label(person.position, "muted", wrap=True))
        self._column.addLayout(self._facts(person))
        change = parts.button(_("Change…"), "", "pencil")
        change.clicked.connect(self.change_requested)
        appoint = parts.button(_("Appoint…"), "", "plus")
        appoint.clicked.connect(self.appoint_requested)
        for button in (change, appoint):
            button.setEnabled(may)
        self._column.addSpacing(theme.TIGHT)
        self._column.addLayout(parts.row(change, appoint, 1))
        statement = parts.SlimLink(_("Contribution statement…"), person.id)
        statement.followed.connect(self.statement_requested)
        self._column.addLayout(_flush(statement))
        self._column.addSpacing(theme.GAP)
        self._add_absences(person, today, may_erase=may_erase)
        self._add_offices(person, today, may=may)
        self._column.addStretch(1)

    def _facts(self, person: PersonEntry) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.WIDE)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(1, 1)
        facts = (
            (person.number_kind or _("Number"), person.number),
            (_("E-mail"), person.email),
            (_("Login"), person.login),
        )
        for name, text in facts:
            if text:
                row = grid.rowCount()
                grid.addWidget(parts.label(name, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
                value = parts.label(text, wrap=True)
                value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(value, row, 1)
        wrong = address_fault(person.email)
        if wrong:
            told = parts.label(wrong, "small", state="warn", wrap=True)
            grid.addWidget(told, grid.rowCount(), 0, 1, 2)
        return grid

    def _add_absences(self, person: PersonEntry, today: date, *, may_erase: bool) -> None:
        """Say when the person is away, with the ways to change it for whoever may."""
        for absence in person.absences:
            words = QVBoxLayout()
            words.setSpacing(1)
            on = absence.since <= today.isoformat()
            said = absence_words(absence, today)
            words.addWidget(parts.label(said, state="warn" if on else "", wrap=True))
            told = _("Said by {who}").format(who=absence.set_by)
            small = " · ".join(filter(None, (absence.note, told)))
            words.addWidget(parts.label(small, "small", wrap=True))
            if may_erase and absence.note and not absence.note.startswith(MARK):
                erase = parts.SlimLink(_("Remove the note for ever…"), absence)
                erase.followed.connect(self.erase_requested)
                words.addLayout(_flush(erase))
            row = QHBoxLayout()
            row.addLayout(words, 1)
            if person.may_absent:
                link = parts.Link(_("Back…"), absence)
                link.setAccessibleName(_("Back: {absence}").format(absence=said))
                link.followed.connect(self.back_requested)
                row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
        if person.may_absent:
            away = parts.SlimLink(_("Say when they are away…"), person.id)
            away.followed.connect(self.absence_requested)
            self._column.addLayout(_flush(away))
        if may_erase and person.notes_over:
            self._column.addSpacing(theme.GAP)
            caption = _("Notes of absences that are over")
            self._column.addWidget(parts.label(caption, "caption"))
            for absence in person.notes_over:
                self._column.addLayout(self._note_over(absence, today))
        if person.absences or person.may_absent or (may_erase and person.notes_over):
            self._column.addSpacing(theme.GAP)

    def _note_over(self, absence: AbsenceLine, today: date) -> QVBoxLayout:
        """Say what the note of an absence that is over says, with the way to remove it."""
        since, until = (language.short_day(day, today) for day in (absence.since, absence.until))
        when = _("{since} to {until}").format(since=since, until=until)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(parts.label(f"{when}: {absence.note}", "small", wrap=True))
        erase = parts.SlimLink(_("Remove the note for ever…"), absence)
        erase.setAccessibleName(_("Remove the note for ever: {when}").format(when=when))
        erase.followed.connect(self.erase_requested)
        words.addLayout(_flush(erase))
        return words

    def _add_offices(self, person: PersonEntry, today: date, *, may: bool) -> None:
        ordered = sorted(person.offices, key=lambda office: office.since, reverse=True)
        now = [office for office in ordered if not office.until or office.until > today.isoformat()]
        before = [office for office in ordered if office not in now]
        self._column.addWidget(parts.label(_("Roles and offices"), "heading"))
        if not now:
            words = _("None at present. Being on a card's team needs none.")
            self._column.addWidget(parts.label(words, "muted", wrap=True))
        for office in now:
            self._column.addWidget(parts.rule())
            self._column.addLayout(self._office(office, today, ends=may))
        if before:
            self._column.addSpacing(theme.GAP)
            self._column.addWidget(parts.label(_("Before"), "caption"))
        for office in before:
            self._column.addLayout(self._office(office, today, ends=False))

    def _office(self, office: OfficeLine, today: date, *, ends: bool) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        past = bool(office.until) and office.until <= today.isoformat()
        words.addWidget(parts.label(office_words(office), "muted" if past else "", wrap=True))
        words.addWidget(parts.label(term(office, today), "small", wrap=True))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        if ends:
            link = parts.Link(_("End…"), office)
            link.setAccessibleName(_("End: {role}").format(role=office_words(office)))
            link.followed.connect(self.end_requested)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _flush(link: parts.Link) -> QHBoxLayout:
    """Return a row whose link begins where the other text does."""
    link.setProperty("flush", "yes")
    return parts.row(link, 1)


def term(office: OfficeLine, today: date) -> str:
    """Return from when until when an office is held, in words, both days counted."""
    last = day_before(office.until) if office.until > office.since else office.until
    since, until = (language.short_day(day, today) for day in (office.since, last))
    if since and until:
        return _("{since} to {until}").format(since=since, until=until)
    if until:
        return _("until {until}").format(until=until)
    return _("since {since}").format(since=since) if since else _("without a term")
