"""Who must sign, what is owed, and what was decided and corrected so far."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.application.acting_words import acting_words
from mcdesk.application.sheet_names import form_words
from mcdesk.application.views import DebtLine, DecisionLine, FormLine, HistoryLine
from mcdesk.i18n import N_, _
from mcdesk.procedure.calendar import day_of
from mcdesk.ui import language
from mcdesk.ui.credential.deeds import Deed
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.forms_tab import form_entry
from mcdesk.ui.credential.resting import PayDialog
from mcdesk.ui.credential.tab import ListTab, nothing_chosen
from mcdesk.ui.credential.wording import joined
from mcdesk.ui.forms.decided import MEDIA, decision_words, ended_state, ended_words, version_of
from mcdesk.ui.forms.signing import sign_form
from mcdesk.ui.forms.withdraw import WithdrawDialog
from mcdesk.ui.saying import in_role, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState


def signing_entries(state: PageState) -> Iterator[Entry]:
    """Yield what waits, what is owed, what was corrected, and every decision, newest first."""
    waiting = [form for form in state.present_forms() if form.status in ("frozen", "void", "wrong")]
    yield from _part(
        "waiting", _("Waiting for signatures"), [form_entry(state, form) for form in waiting]
    )
    debts = [_debt_entry(state, debt) for debt in state.outline.debts]
    yield from _part("debts", _("Debts from exceptions"), debts)
    history = state.page.history
    made = [
        _event_entry(state, line, "pencil") for line in history if line.kind == "CorrectionRecorded"
    ]
    yield from _part("corrections", _("Corrections after completion"), made)
    lines = [_decision_entry(line) for line in state.page.decisions]
    yield from _part("decisions", _("Decisions so far"), lines)


def _part(key: str, title: str, lines: Sequence[Entry]) -> Iterator[Entry]:
    if lines:
        yield Entry(f"part:{key}", title, state=str(len(lines)), is_heading=True)
        yield from lines


def _debt_entry(state: PageState, debt: DebtLine) -> Entry:
    """Return a debt: open, late or paid."""
    if debt.paid_on:
        who = _("{who} owed it").format(who=debt.owed_by)
        said = _("paid on {day}").format(day=language.long_day(debt.paid_on))
        return Entry(debt.id, debt.owed, joined(who, debt.paid_note), "check", "good", said,
                     is_pale=True, value=debt)  # fmt: skip
    who = _("{who} owes it").format(who=debt.owed_by)
    detail = joined(who, debt.reason, debt.instructed_by, debt.letter)
    late = debt.until < state.today.isoformat()
    words = _("late: until {day}") if late else _("until {day}")
    said = words.format(day=language.long_day(debt.until))
    meta = _("from {stage}").format(stage=state.stage_name(debt.stage))
    return Entry(debt.id, debt.owed, detail, "hand-coins", "bad" if late else "warn", said, meta,
                 help=joined(debt.owed, detail), value=debt)  # fmt: skip


def _event_entry(state: PageState, line: HistoryLine, icon: str) -> Entry:
    """Return a decision or correction of the history."""
    said = [change.new for change in line.changes if change.new]
    told = state.form_title(line.form) if line.form else " – ".join(said[:2])
    detail = joined(form_words(line.form).text(), told, line.note)
    when = language.long_day(day_of(line.at))
    by = _("recorded by {who}").format(who=line.who)
    return Entry(line.event_id, line.what.text(), detail, icon, "", when, by, value=line)


def _decision_entry(line: DecisionLine) -> Entry:
    """Return a decision: one that stands with its day, one that fell or was withdrawn with why."""
    who = in_role(line.person, line.role.text())
    title = f"{who}: {decision_words(line)}"
    how = "" if line.medium == "program" else _(MEDIA.get(line.medium, line.medium))
    acting = acting_words(line)
    what = f"{line.kind} {line.form.text()}, {version_of(line)}"
    what = joined(acting.text() if acting else "", what)
    day = language.long_day(line.decided_on)
    by = _("recorded by {who}").format(who=line.recorded_by)
    if line.medium == "program":  # nobody signs there for somebody else
        by = _("signed in the program")
    if line.ended is None:
        detail = joined(what, how, line.note)
        return Entry(line.sign_off_id, title, detail, "stamp", "", day, by, value=line)
    detail = joined(what, ended_words(line.ended))
    return Entry(line.sign_off_id, title, detail, "ban", "warn", ended_state(line.ended), day,
                 is_pale=True, help=joined(detail, how, line.note, by), value=line)  # fmt: skip


class SigningTab(ListTab):
    """Lists sign-offs and debts; signs, withdraws, and notes what was paid."""

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(_("Sign-offs and debts"), errands, parent)
        self.add_buttons(("sign", "withdraw", "pay"), ("open",))
        self.list.opened.connect(self._on_opened)

    @override
    def declared(self) -> Sequence[Deed]:
        return (
            Deed("sign", N_("Sign or record…"), self._sign, self._why_not_sign, "signature"),
            Deed("withdraw", N_("Withdraw…"), self._withdraw, self._why_not_withdraw,
                 "corner-up-left"),
            Deed("pay", N_("Pay…"), self._pay, self._why_not_pay, "hand-coins"),
            Deed("open", N_("Open the form"), self._open, self._why_not_open, "file-text"),
        )  # fmt: skip

    @override
    def show_state(self, state: PageState) -> None:
        self.state = state
        self.list.setAccessibleName(_("Sign-offs and debts"))
        nothing = _("Nothing waits for a signature, nothing is owed, nothing was decided yet.")
        self.list.show_entries(list(signing_entries(state)), nothing)
        self.deeds.refresh()

    def show_debts(self) -> None:
        """Choose the first debt."""
        for entry in self.list.lines.entries:
            if isinstance(entry.value, DebtLine):
                self.list.choose(entry.key)
                return

    def _form_id(self) -> str:
        """Return the form that the chosen line is about."""
        value = self.list.value()
        if isinstance(value, HistoryLine) and self.state is not None:
            form = self.state.form(value.form)
            return form.form_id if form else ""
        return value.form_id if isinstance(value, FormLine | DecisionLine) else ""

    def _on_opened(self, _key: str) -> None:
        value = self.list.value()
        if isinstance(value, DebtLine):
            if not self._why_not_pay():
                self._pay()
        elif isinstance(value, FormLine) and not self._why_not_sign():
            self._sign()
        else:
            self._open()

    def _why_not_sign(self) -> str:
        value = self.list.value()
        if not isinstance(value, FormLine):
            return _("Choose a form that waits for a signature.")
        if value.status == "void":
            return _("It was changed after it was signed: open it and freeze it again.")
        if value.status == "wrong":
            return _("Its text does not give its figures: open it and freeze it again.")
        return self.writing(right="") or reason_of(value.no_sign)

    def _sign(self) -> None:
        failed = self.errands.explain
        sign_form(self.errands.tasks, self._form_id(), self.window(), failed=failed)

    def _why_not_withdraw(self) -> str:
        value = self.list.value()
        if not isinstance(value, DecisionLine):
            return _("Choose a decision below “Decisions so far”.")
        if value.ended is not None:
            return ended_words(value.ended)
        return reason_of(value.kept) or self.writing(right="")

    def _withdraw(self) -> None:
        """Name what falls with a decision, then withdraw it."""
        value, state = self.list.value(), self.state
        form = state.form(value.form_id) if state is not None else None
        if state is None or form is None:
            return
        stage = state.stage(form.stage)
        dialog = WithdrawDialog(
            value,
            is_signed=form.status == "signed",
            is_past=stage is not None and stage.number < state.here.number,
            parent=self.window(),
        )
        said = _("The sign-off is withdrawn")
        dialog.record_requested.connect(partial(self.errands.carry_out_for, dialog, said))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _why_not_pay(self) -> str:
        value = self.list.value()
        if not isinstance(value, DebtLine):
            return _("Choose a debt.")
        return _("It is paid already.") if value.paid_on else self.writing()

    def _pay(self) -> None:
        value = self.list.value()
        if isinstance(value, DebtLine) and self.state is not None:
            self.errands.open(PayDialog(self.errands.tasks, self.state, value, self.window()))

    def _why_not_open(self) -> str:
        if self.list.value() is None:
            return nothing_chosen()
        return "" if self._form_id() else _("This line is not about a form.")

    def _open(self) -> None:
        if self._form_id():
            self.form_requested.emit(self._form_id(), "")
