"""Signing a frozen form, or recording a decision made on paper, by letter or in minutes.

Who decided and who records it are two people as soon as the medium is not the program; a
recorded decision never looks like the person's own (decisions.md, 15).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.commands import Capacity, Decision, Medium, SignForm
from mcdesk.procedure.identity import new_id
from mcdesk.ui.forms.acting import ActingBox, capacity_box, offer
from mcdesk.ui.forms.aside_link import AsideLink
from mcdesk.ui.forms.away import AwayBox
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.evidence import EvidenceBox
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.lines import DateLine, NameLine
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.parts import column, replace_in, row, say, text
from mcdesk.ui.forms.pin import PinBox
from mcdesk.ui.forms.sign_added import Added, holder_of
from mcdesk.ui.forms.sign_against import against_words, notes_for
from mcdesk.ui.forms.sign_check import (
    acts_as_secretary,
    advice_on,
    first_line,
    lines_to_sign,
    nobody_words,
    others_words,
    reasons_against,
    stated_words,
    unknown_words,
    unsaid,
)
from mcdesk.ui.forms.sign_choices import decision_pills, lines_box, media_pills
from mcdesk.ui.forms.sign_person import named_in, other_than, proposed
from mcdesk.ui.forms.sign_return import BackTo
from mcdesk.ui.forms.signatures import version_words
from mcdesk.ui.forms.ticks import TickBox
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.forms.waiting import WaitingDialog
from mcdesk.ui.saying import words_of
from mcdesk.ui.theme import WIDE

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.keys import KeyState
    from mcdesk.application.views import FormView, SignatureLine, WorkspaceInfo
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.forms.pills import Pills
    from mcdesk.ui.people.dialogs import PersonDialog


class SignDialog(WaitingDialog):
    """One decision: who, in which capacity, what, how, when; then it is on record.

    Signals:
        add_requested: a name is to enter the directory, for a role; then call `enter`.
        unlock_requested: the PIN of the key; then call `unlocked` or `not_unlocked`.
    """

    advice_state = "warn"
    add_requested = Signal(str, str)
    unlock_requested = Signal(str)

    def __init__(
        self,
        view: FormView,
        line: SignatureLine | None,
        info: WorkspaceInfo,
        parent: QWidget | None = None,
        key: KeyState = "none",
    ) -> None:
        title = _("Sign “{form}” or record a decision").format(form=view.definition.short.text())
        super().__init__(title, _("Sign"), parent)
        self._view, self._info = view, info
        self._names = ViewNames.of(view)
        self._lines = lines_to_sign(view, info)
        self._decisions: Pills | None = None
        self._media: Pills | None = None
        self._proposed = ""
        self._added = Added(info)
        self.pin = PinBox(key, sample=info.sample)
        self.pin.changed.connect(self._on_changed)
        self._make_inputs()
        self._lay_out()
        first = first_line(self._lines, self._info.roles)
        self.role.setCurrentIndex(self._lines.index(line) if line in self._lines else first)
        self._on_role()
        self.role.activated.connect(self._on_role)
        self.capacity.activated.connect(self._on_capacity)
        self.scan_owed.clicked.connect(self._on_changed)
        self.resize(600, 660)

    def _make_inputs(self) -> None:
        today = self._view.today
        self.role = lines_box(self._lines)
        self.person = NameLine(list(self._names.persons.values()))
        self.capacity = capacity_box()
        self.acting = ActingBox(self._names, today)
        self.acting.changed.connect(self._on_changed)
        self.away = AwayBox()
        self.away.acting_requested.connect(self._on_acting)
        self.on = DateLine(today)
        self.on.setText(show_date(today.isoformat()))
        self.place = Line()
        self.note = GrowingText(lines=2, most=8)
        self.back_to = BackTo()
        self.scan_owed = TickBox(_("The scan is still owed"))
        self.person.picked.connect(self._on_changed)
        for each in (self.person, self.on, self.place, self.note):
            each.changed.connect(self._on_changed)

    # --- laying out ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        body = self.body
        body.addWidget(text(version_words(self._view), "muted", wrap=True))
        body.addWidget(labelled(_("Signature line"), self.role))
        self._others = text("", "small", wrap=True)
        self.stated = text("", wrap=True)
        self.against = text("", "small", state="warn", wrap=True)
        for each in (self._others, self.stated, self.against):
            body.addWidget(each)
        self._decision_place = column()
        body.addLayout(self._decision_place)
        body.addWidget(self.back_to)
        self._note_box = labelled(_("Note or reason"), self.note)
        body.addWidget(self._note_box)
        line = row(gap=WIDE)
        who = labelled(_("Who decided"), self.person)
        self.adds = AsideLink(who, _("Add to the directory…"), self._on_add)
        self.alters = AsideLink(who, _("Change the entry…"), self._on_alter)
        line.addWidget(who, 2)
        line.addWidget(labelled(_("Capacity"), self.capacity), 1)
        body.addLayout(line)
        self._together = text("", "small", wrap=True)
        body.addWidget(self._together)
        self.joins = self.add_way(_("Put on the team"), self._on_join)
        body.addWidget(self.away)
        body.addWidget(self.acting)
        self._media_place = column()
        body.addLayout(self._media_place)
        line = row(gap=WIDE)
        line.addWidget(labelled(_("Date of the decision"), self.on), 1)
        line.addWidget(labelled(_("Place"), self.place), 2)
        body.addLayout(line)
        self._evidence = EvidenceBox()
        self._evidence.body.addWidget(self.scan_owed)
        self._evidence.changed.connect(self._on_scan)
        body.addWidget(self._evidence)
        body.addStretch(1)
        self.add_below(self.pin)  # on a low screen the rest is scrolled; what is asked is not

    # --- following what is chosen ----------------------------------------------------------

    def line(self) -> SignatureLine | None:
        """Return the signature line chosen."""
        at = self.role.currentIndex()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def _on_role(self, _at: int = 0) -> None:
        line = self.line()
        if line is not None:
            self._show_decisions(line)
            self._show_media(line)
            self._show_person(line)
        self._say_about(line)
        self._on_changed()

    def _say_about(self, line: SignatureLine | None) -> None:
        """Say before signing what the role states with it, and what the form says against it."""
        role = line.role if line is not None else ""
        say(self.stated, stated_words(self._view, role, self._names))
        say(self.against, against_words(self._view, self._info, role))
        say(self._others, others_words(self._view, self._lines))

    def _show_decisions(self, line: SignatureLine) -> None:
        if self._decisions is not None:
            self._decisions.deleteLater()
        self._decisions = decision_pills(self._view, line)
        self._decisions.chosen.connect(self._on_changed)
        replace_in(self._decision_place, labelled(_("Decision"), self._decisions))
        self.back_to.offer(line)

    def _show_media(self, line: SignatureLine) -> None:
        if self._media is not None:
            self._media.deleteLater()
        self._media = media_pills(self._view, self._info, line)
        self._media.chosen.connect(self._on_changed)
        replace_in(self._media_place, labelled(_("How it was decided"), self._media))

    def _show_person(self, line: SignatureLine) -> None:
        who = proposed(self._view, self._info, line)
        self._proposed = self._names.person(who) if who else ""
        self.person.setText(self._proposed)

    def _on_add(self) -> None:
        self.add_requested.emit(self.person.text().strip(), self.role.currentData())

    def _on_alter(self) -> None:
        """Open the entry again in which somebody is entered together with the decision."""
        self._added.reopen(self._names.person_id(self.person.text()))

    def enter(self, entering: PersonDialog, role: str) -> None:
        """Choose whom a dialog enters, together with the decision."""
        self._view = self._added.enter(entering, role, self._view)
        self._names = ViewNames.of(self._view)
        self.person.setText(self._names.person(entering.id))
        self._on_changed()

    def _on_join(self) -> None:
        """Let who decides join the team together with the decision, which is tried again then."""
        self._added.join(holder_of(self.command()), self.role.currentData())
        self._on_changed()
        self.action.setFocus()

    def _on_capacity(self, _at: int = 0) -> None:
        """Let who is named for it stand for the one acted for: another person decides.

        Who was typed to decide stays; taken back, who is named decides again.
        """
        behalf = self.acting.on_behalf_of
        if self.capacity.currentData() == "own":
            if not self.person.text():
                self.person.setText(behalf.text())
                behalf.setText("")
        elif not behalf.text():
            behalf.setText(self._proposed)
            if self.person.text() == self._proposed:
                self.person.setText("")
        self._on_changed()

    def _on_acting(self) -> None:
        """Let somebody act for who is away, by a letter that is asked for now."""
        self.capacity.setCurrentIndex(self.capacity.findData("Plh."))
        self._on_capacity()
        self.person.setFocus()

    def _on_changed(self, _at: int = 0) -> None:
        acts = self.capacity.currentData() != "own"
        self.back_to.show_for(self.decision())
        self.acting.setVisible(acts)
        offer(self.person, self._names, acts=acts)
        who = "" if acts else self._names.person_id(self.person.text())
        self.away.show_for(self._view.persons, who)
        self._evidence.show_for(self.medium(), self.scan_owed, shown=self._takes_scan())
        self.adds.offer(on=self._is_stranger() and "directory" in self._info.rights)
        self.alters.offer(on=self._added.is_entered(self._names.person_id(self.person.text())))
        say(self._together, self._added.words(self.command(), self._view, self.line(), self._names))
        self.joins.hide()
        self.pin.setVisible(self._is_own())
        self.action.setText(_("Sign") if self.medium() == "program" else _("Record decision"))
        self.check()

    def _takes_scan(self) -> bool:
        """Tell whether a scan belongs to it: of the paper, or of the letter to act by."""
        acting = self.capacity.currentData() != "own"
        return self.medium() not in ("", "program") or (self.medium() == "program" and acting)

    @property
    def scan_path(self) -> Path | None:
        """The file that is attached as evidence."""
        return self._evidence.path

    def set_scan(self, path: str) -> None:
        """Take a file as evidence."""
        self._evidence.set_path(path)

    def _on_scan(self) -> None:
        self.scan_owed.setChecked(False)
        self._on_changed()

    def use_pdf(self, path: Path) -> None:
        """Record what was decided in a signed PDF."""
        if self._media is not None:
            self._media.show_values(["pdf"])
        self.set_scan(str(path))

    @property
    def card_id(self) -> str:
        return self._view.header.card_id

    # --- what it comes to ------------------------------------------------------------------

    def decision(self) -> str:
        return next(iter(self._decisions.values()), "") if self._decisions else ""

    def medium(self) -> str:
        return next(iter(self._media.values()), "") if self._media else ""

    def _is_own(self) -> bool:
        """Tell whether who works now decides in the program: nobody else's PIN opens this key."""
        who = self._names.person_id(self.person.text())
        return self.medium() == "program" and who in ("", self._info.person_id)

    @override
    def faults(self) -> list[str]:
        if self.line() is None:
            return [nobody_words(self._view)]
        if self._is_stranger():
            typed = self.person.text().strip()
            return [unknown_words(typed, may_add="directory" in self._info.rights)]
        me = self._info.person_id
        has_evidence = self.scan_path is not None or self.scan_owed.isChecked()
        found = reasons_against(
            self.command(), me, self.on.today, self._names, has_evidence=has_evidence,
            stranger=self.acting.stranger(),
        )  # fmt: skip
        wish = self.command()
        found += unsaid(wish, self._view) + acts_as_secretary(wish, self.on.today, self._names)
        return found + (self.pin.reasons() if self._is_own() else [])

    @override
    def advice(self) -> str:
        revision = self._view.revision
        frozen_on = revision.frozen_on if revision is not None else ""
        named = named_in(self._view, self.role.currentData())
        return " ".join(filter(None, (
            other_than(named, self.command().person, self._names),
            advice_on(self.command(), self._view.signatures, frozen_on),
        )))  # fmt: skip

    def _is_stranger(self) -> bool:
        """Tell whether the directory does not know who was typed to decide."""
        typed = self.person.text().strip()
        return bool(typed) and not self._names.person_id(typed)

    @override
    def is_written(self) -> bool:
        return super().is_written() or bool(self.chosen())

    @override
    def chosen(self) -> str:
        return f"{self.scan_path or ''}{self._added.state}"

    @override
    def refused(self, error: Exception) -> None:
        """Say why, and offer the team where only that is missing."""
        super().refused(error)
        self.joins.setVisible(self._added.may_join(error, self.command()))

    # --- the key -----------------------------------------------------------------------------

    @override
    def accept(self) -> None:
        """Open the key first, where it takes a PIN."""
        if self._is_own() and self.pin.asks:
            self.action.setEnabled(False)
            self.unlock_requested.emit(self.pin.pin.text())
        else:
            self.unlocked()

    def unlocked(self) -> None:
        """Go on: the key is open, or none is needed; the dialog waits for what becomes of it."""
        super().accept()

    def not_unlocked(self, error: Exception) -> None:
        """Say that the PIN was not taken; everything typed stays."""
        self.pin.refuse(words_of(error))
        self.check()

    def before(self, wish: SignForm) -> tuple[Command, ...]:
        """Return what is done before a decision, in its step: who is added, where notes go."""
        added = self._added.commands(wish, self._view, self.line())
        return (*added, *notes_for(self._view, self._info, wish))

    def command(self, evidence: str = "") -> SignForm:
        """Return the command that the dialog stands for; `evidence` is a stored file's id."""
        acting = self.capacity.currentData() != "own"
        return SignForm(
            form=self._view.form_id,
            role=self.role.currentData(),
            person=self._names.person_id(self.person.text()),
            decision=cast("Decision", self.decision()),
            capacity=cast("Capacity", self.capacity.currentData()),
            on_behalf_of=self.acting.principal() if acting else "",
            letter=self.acting.letter.text().strip() if acting else "",
            letter_since=self.acting.since.iso() if acting else "",
            letter_until=self.acting.until.iso() if acting else "",
            medium=cast("Medium", self.medium()),
            on=self.on.iso(),
            place=self.place.text().strip(),
            note=self.note.toPlainText().strip(),
            evidence=evidence,
            scan_owed=self._takes_scan() and not evidence and self.scan_owed.isChecked(),
            to_stage=self.back_to.stage(),
            id=new_id(),
        )
