"""Freezing a form for signature, and opening a frozen one again: what that means comes first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from mcdesk.application.logo import house_on
from mcdesk.application.surroundings import surroundings_of
from mcdesk.errors import that_block
from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.commands import ChangeForm, FreezeForm
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.essentials import are_known_to
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.inspect import late_paths
from mcdesk.procedure.names import LONGEST_NUMBER, is_a_number
from mcdesk.procedure.sheets import of_several
from mcdesk.ui import parts
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.forms.parts import Panel, button, clear, column, row, text
from mcdesk.ui.forms.signatures import SignatureList
from mcdesk.ui.forms.standing_words import next_version, too_early
from mcdesk.ui.forms.waiting import WaitingDialog
from mcdesk.ui.saying import in_place, together
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from mcdesk.application.views import FormView
    from mcdesk.errors import Finding
    from mcdesk.procedure.stage import Label


NO_HOUSE = N_("No university is named: this version, and every print of it, will name no "
              "institution, also once one is named. Name it first in Settings › "
              "Workspace.")  # fmt: skip


class FreezeDialog(WaitingDialog):
    """What is still missing, who will sign, the number; then the form is frozen.

    Signals:
        go_requested: a path to mend first; the dialog closes.
        essentials_requested: what is known of a take-over is to be completed first; it closes.
    """

    go_requested = Signal(str)
    essentials_requested = Signal()

    def __init__(
        self,
        view: FormView,
        missing: Sequence[Finding],
        roles: Mapping[str, Label],
        parent: QWidget | None = None,
        *,
        later: Sequence[Finding] = (),
    ) -> None:
        title = _("Freeze “{form}” for signature").format(form=view.definition.short.text())
        super().__init__(title, _("Freeze"), parent)
        self._view, self._roles = view, roles
        self._blocks = that_block(missing)
        warnings = [finding for finding in missing if finding.level == "warn"]
        first = of_several(view.definition, warnings)
        warnings.sort(key=lambda finding: finding not in first)
        self._extra: list[tuple[str, str]] = []
        self.body.addWidget(text(_intro(view), "muted", wrap=True))
        self._add_findings(_("Must be mended first"), self._blocks, "circle-alert", "bad")
        self._add_findings(_("Advised, not demanded"), warnings, "triangle-alert", "warn")
        if not missing:
            words = _("Nothing is missing.")
            if later:
                words = _("Nothing that is demanded now is missing.")
            self.body.addWidget(text(words, state="good", wrap=True))
        self._add_later(later)
        if not house_on(view.header):
            self.body.addWidget(text(_(NO_HOUSE), state="warn", wrap=True))
        self._add_signers()
        self.number, hint = self._number_line()
        self.body.addWidget(labelled(_("Document number"), self.number, hint=hint))
        self.body.addStretch(1)
        self.resize(600, 660)
        self.first = self.number if self._blocks else self.action
        self.check()

    def _number_line(self) -> tuple[Line, str]:
        """Return the line for the number and what is said of it; one that was given stays."""
        line = Line()
        if self._view.header.number:
            line.setText(self._view.header.number)
            line.setReadOnly(True)
            return line, _("It was given with the first version. A number never changes.")
        line.setPlaceholderText(_("given from the series"))
        line.changed.connect(self.check)
        hint = _("Leave empty unless the number was given elsewhere. A number never changes.")
        return line, hint

    @override
    def faults(self) -> list[str]:
        early = too_early(self._view)
        if early:
            return [early]
        if not self._view.header.number and not is_a_number(self.number.text().strip()):
            return [
                _("A document number is one line of at most {n} signs.").format(n=LONGEST_NUMBER)
            ]
        if self._blocks:
            words = _("Not yet: what “Must be mended first” names keeps it from being frozen.")
            return [words]
        if self.act.text().strip():
            return [_("What a further signer does stands in the line: choose “Add signer”, or "
                      "empty it.")]  # fmt: skip
        return []

    @override
    def press_action(self) -> None:
        """Freeze; Enter in the line of a further signer adds that signer instead."""
        if self.focusWidget() is self.act and self.act.text().strip():
            self.add_signer()
        else:
            super().press_action()

    @override
    def chosen(self) -> str:
        return "\n".join(f"{role}: {act}" for role, act in self._extra)

    @override
    def letters_kept(self) -> int:
        return sum(len(act) for _role, act in self._extra if act != _("Signs"))

    def command(self) -> FreezeForm:
        """Return the command that the dialog stands for."""
        return FreezeForm(
            form=self._view.form_id,
            number="" if self._view.header.number else self.number.text().strip(),
            extra_signers=[{"role": role, "act": act} for role, act in self._extra],
            id=new_id(),
        )

    def _add_findings(
        self, title: str, found: Sequence[Finding], sign: str, colour: str, *, hint: str = ""
    ) -> None:
        if not found:
            return
        lines = together(found)
        panel = Panel(f"{title} ({len(lines)})")
        if hint:
            panel.body.addWidget(text(hint, "muted", wrap=True))
        for finding, rows in lines:
            said = in_place(finding, rows)
            panel.body.addLayout(self._finding(finding, said, sign, colour))
        self.body.addWidget(panel)

    def _add_later(self, later: Sequence[Finding]) -> None:
        """Tell what a later gate asks for: line by line what freezing closes, else how much.

        What is empty and falls due later may be supplied while the form stands frozen (decisions/
        0002-fields-that-are-due-later.md).
        """
        view = self._view
        definition, stage = view.definition, view.definition.stage
        open_fields = set(late_paths(definition, view.content, surroundings_of(view), stage))
        open_fields |= {entry.id for entry in definition.fields.values() if entry.living}
        closed = [each for each in later if _field(each) not in open_fields]
        hint = _("Mend this now: once frozen it takes opening the form again, and sign-offs fall.")
        title = _("Asked for at a later stage")
        self._add_findings(title, closed, "triangle-alert", "warn", hint=hint)
        empty = {_field(each) for each in later} & open_fields
        if empty:
            words = plural(
                "{n} empty field is asked for only at a later stage. It can still be filled in "
                "after freezing: no sign-off falls.",
                "{n} empty fields are asked for only at a later stage. They can still be filled "
                "in after freezing: no sign-off falls.",
                len(empty),
            )
            self.body.addWidget(text(words, "muted", wrap=True))
            self._add_names(empty)

    def _add_names(self, empty: set[str]) -> None:
        """Name the fields that are left to a later stage, and what binds them then."""
        words = _(
            "Asked for later: {names}. No signature of this version covers what is filled in "
            "later: what has to be signed for, fill in now."
        )
        fields = self._view.definition.fields.items()
        names = "; ".join(entry.label.text() for key, entry in fields if key in empty)
        self.body.addWidget(text(words.format(names=names), "muted", wrap=True))

    def _finding(self, finding: Finding, said: str, sign: str, colour: str) -> QHBoxLayout:
        line = row(gap=GAP)
        line.addWidget(parts.sign(sign, colour, 14), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text(said, wrap=True), 1)
        if self._is_of_take_over(finding):
            known = button(_("Essentials…"), self._go_to_essentials, "link")
            line.addWidget(known)
        if finding.path:
            go = button(_("Go"), partial(self.go, finding.path), "link")
            go.setAccessibleName(_("Go to: {what}").format(what=said))
            line.addWidget(go)
        return line

    def _is_of_take_over(self, finding: Finding) -> bool:
        """Tell whether what is missing could be entered in the essentials of a take-over."""
        entry = self._view.definition.fields.get(finding.path)
        if finding.code != "required" or entry is None:
            return False
        return are_known_to(entry, self._view.from_essentials)

    def _go_to_essentials(self) -> None:
        if self.leave():
            self.essentials_requested.emit()

    def go(self, path: str) -> None:
        """Close and ask for a place; words that would be lost are asked about first."""
        if self.leave():
            self.go_requested.emit(path)

    # --- who signs -------------------------------------------------------------------------

    def _add_signers(self) -> None:
        panel = Panel(_("Who signs"))
        for signer in sorted(
            self._view.asks or self._view.definition.signers, key=lambda each: each.step
        ):
            words = f"{signer.step}. {self._role(signer.role)}: {signer.act.text()}"
            if signer.optional:
                words += " (" + _("optional") + ")"
            panel.body.addWidget(text(words, wrap=True))
        self._extra_list = column(gap=TIGHT)
        panel.body.addLayout(self._extra_list)
        self.role = ChoiceBox()
        for key in self._roles:
            self.role.addItem(self._role(key), key)
        self.role.setAccessibleName(_("Role of another signer"))
        self.act = Line()
        self.act.setPlaceholderText(_("such as “Checks the budget”"))
        self.act.setAccessibleName(_("What the other signer does"))
        self.act.textChanged.connect(self.look)
        adder = row(gap=GAP)
        adder.addWidget(self.role)
        adder.addWidget(self.act, 1)
        adder.addWidget(button(_("Add signer"), self.add_signer))
        panel.body.addLayout(adder)
        self.body.addWidget(panel)

    def _role(self, key: str) -> str:
        label = self._roles.get(key)
        if label is not None:
            return label.text()
        lines = self._view.signatures
        found = next((line.role_label.text() for line in lines if line.role == key), "")
        return found or key.upper()

    def add_signer(self) -> None:
        """Add the signer that the two fields describe, for this revision only."""
        role = self.role.currentData()
        act = self.act.text().strip() or _("Signs")
        if not role:
            return
        if (role, act) not in self._extra:
            self._extra.append((role, act))
            self._show_extra()
        self.act.clear()

    def remove_signer(self, signer: tuple[str, str]) -> None:
        """Take an added signer out again."""
        self._extra.remove(signer)
        self._show_extra()

    def _show_extra(self) -> None:
        clear(self._extra_list)
        for signer in self._extra:
            line = row(gap=TIGHT)
            line.addWidget(text(f"+ {self._role(signer[0])}: {signer[1]}", wrap=True), 1)
            line.addWidget(button(_("Take out"), partial(self.remove_signer, signer), "link"))
            self._extra_list.addLayout(line)


def _field(finding: Finding) -> str:
    return finding.path.split("/", 1)[0].split(".", 1)[0]


def _intro(view: FormView) -> str:
    if view.is_unchanged:
        words = _(
            "The text is that of version {n}: it is frozen again as it was signed; "
            "a further signer makes a new one."
        )
        return words.format(n=next_version(view))
    words = _("Freezing makes version {n}: its text, number and fingerprint stay as they are.")
    words = words.format(n=next_version(view))
    names = _living(view)
    if not names:
        return words
    stays = _("What stays open can still be written: {names}.")
    return f"{words} {stays.format(names=', '.join(names))}"


def _living(view: FormView) -> list[str]:
    """Return what of a form goes on living, each by its name, once: whole fields and columns."""
    found: dict[str, None] = {}
    for entry in view.definition.fields.values():
        living = (entry,) if entry.living else (each for each in entry.columns if each.living)
        written = (each for each in living if each.type is not FieldType.COMPUTED)
        found |= dict.fromkeys(each.label.text() for each in written)
    return list(found)


class ChangeDialog(WaitingDialog):
    """Names the sign-offs that fall before a frozen form is opened again."""

    def __init__(self, view: FormView, parent: QWidget | None = None) -> None:
        title = _("Open “{form}” for changes").format(form=view.definition.short.text())
        super().__init__(title, _("Open for changes"), parent)
        self._view = view
        if view.falls:
            words = _("These sign-offs fall as soon as the content changes; they stay on record:")
            self.body.addWidget(text(words, wrap=True))
            lines = SignatureList()
            lines.show_lines(view.falls)
            self.body.addWidget(lines)
        else:
            words = _("Nobody has signed this version yet, so no sign-off falls.")
            self.body.addWidget(text(words, "muted", wrap=True))
        self.reason = GrowingText(lines=2, most=8)
        hint = _("Stands in the history; those who signed can read it.")
        self.body.addWidget(labelled(_("Why"), self.reason, hint=hint))
        self.body.addStretch(1)
        self.reason.changed.connect(self.check)
        self.resize(520, 420)
        self.check()

    @override
    def faults(self) -> list[str]:
        if self._view.falls and not self.reason.toPlainText().strip():
            return [_("Say why: sign-offs fall.")]
        return []

    def command(self) -> ChangeForm:
        """Return the command that the dialog stands for."""
        return ChangeForm(form=self._view.form_id, reason=self.reason.toPlainText().strip())
