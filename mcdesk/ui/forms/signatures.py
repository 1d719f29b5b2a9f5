"""The signature lines of a form: who has signed, whose turn it is, who comes later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.procedure.secretary import NEVER_DECIDES
from mcdesk.ui import parts
from mcdesk.ui.forms.comments import when
from mcdesk.ui.forms.decided import DecisionView, decided, ended_words, version_of
from mcdesk.ui.forms.editors import Editor
from mcdesk.ui.forms.parts import button, clear, column, row, text
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.parts import Link
from mcdesk.ui.saying import away_words, reason_of, sentence
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.views import DecisionLine, FileLine, FormView, SignatureLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.definition import Field
    from mcdesk.ui.forms.inspector import Inspector

STATES = {
    "waiting": (N_("Waiting"), "clock", "warn"),
    "later": (N_("Later"), "circle-dashed", "faint"),
    "done": (N_("Signed"), "circle-check", "good"),
    "returned": (N_("Returned"), "corner-up-left", "bad"),
    "rejected": (N_("Rejected"), "octagon-x", "bad"),
    "void": (N_("No longer valid"), "ban", "faint"),
    "optional": (N_("May give an opinion"), "circle-dashed", "faint"),
}
ACTS = {
    "approve": N_("Approve"),
    "return": N_("Return for revision"),
    "reject": N_("Reject"),
    "acknowledge": N_("Acknowledge"),
    "verify": N_("Verify"),
    "accept": N_("Accept"),
    "advise": N_("Give an opinion"),
}

KEYED = N_("Signed with the person's own key")
UNKEYED = N_("Made in the program without a key")


def spoken(line: SignatureLine) -> str:
    """Return what became of a signature line, in words."""
    if line.state in ("done", "returned", "rejected", "void") and line.decision:
        said = decided(line)
        void = _("no longer valid")
        return f"{said} · {void}" if line.state == "void" else said
    return _(STATES.get(line.state, (line.state, "", ""))[0])


def version_words(view: FormView) -> str:
    """Say which version is signed."""
    revision = view.revision
    if revision is None:
        return _("The form is not frozen yet.")
    words = _("Version {n} of {day}, number {number}. What is signed is exactly this version.")
    day = show_date(revision.frozen_on)
    return words.format(n=revision.version, day=day, number=revision.number or "–")


class SignatureView(QWidget):
    """One signature line with its state, who, when and how, and the way to sign or withdraw."""

    def __init__(
        self,
        line: SignatureLine,
        sign: Callable[[], Any] | None = None,
        why: str = "",
        *,
        decision: DecisionLine | None = None,
        withdraw: Callable[[DecisionLine], Any] | None = None,
        seal: Callable[[SignatureLine], Any] | None = None,
        look: Callable[[FileLine], Any] | None = None,
    ) -> None:
        super().__init__()
        _words, name, colour = STATES.get(line.state, ("", "circle-dashed", "faint"))
        layout = row(self, gap=GAP)
        side = column(gap=0)
        side.addWidget(parts.sign(name, colour))
        side.addStretch(1)
        layout.addLayout(side)
        body = column(gap=0)
        layout.addLayout(body, 1)
        body.addWidget(text(line.role_label.text(), "heading", wrap=True))
        if line.cards:
            body.addWidget(text(", ".join(line.cards), "small", wrap=True))
        if line.person:
            body.addWidget(text(_with_capacity(line), wrap=True))
        body.addWidget(text(spoken(line), "small", wrap=True))
        if line.received_on:
            words = _("Received on {day}").format(day=show_date(line.received_on))
            body.addWidget(text(words, "small", wrap=True))
        if line.away_until:
            said = away_words(line.away_until, signs=line.role)
            body.addWidget(text(said, "small", state="warn", wrap=True))
        self._add_details(line, body)
        if decision is not None:
            self._add_decision(decision, withdraw, body)
        if line.sealed is not None:
            _add_sealed(line.sealed, look, body)
        elif seal is not None and line.state == "done" and line.keyed:
            to_seal = Link(_("Seal the PDF…"), line)
            to_seal.followed.connect(seal)
            body.addWidget(to_seal, 0, Qt.AlignmentFlag.AlignLeft)
        if sign is not None:
            way = button(_("Sign or record…"), sign, "link")
            why = why or never_words(line)
            parts.keep_shut(way, why)
            if not why and line.unheld is not None:
                hint = _by_letter(line.unheld)
                way.setToolTip(parts.tip(hint))
                way.setAccessibleDescription(hint)
            body.addWidget(way)
        self.setAccessibleName(f"{line.role_label.text()}: {spoken(line)}")

    @staticmethod
    def _add_decision(
        decision: DecisionLine, withdraw: Callable[[DecisionLine], Any] | None, body: QVBoxLayout
    ) -> None:
        """Say over which version it was decided, and why that fell; else offer to withdraw it."""
        body.addWidget(text(version_of(decision), "small"))
        if decision.ended is not None:
            body.addWidget(text(ended_words(decision.ended), "small", state="warn", wrap=True))
        elif withdraw is not None:
            way = Link(_("Withdraw…"), decision)
            parts.keep_shut(way, reason_of(decision.kept))
            way.followed.connect(withdraw)
            body.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_details(self, line: SignatureLine, body: QVBoxLayout) -> None:
        if line.person and line.capacity not in ("", "own") and line.letter:
            body.addWidget(text(letter_words(line), "small", wrap=True))
        if line.state == "done" and line.medium == "program":
            body.addWidget(text(_(KEYED if line.keyed else UNKEYED), "small", wrap=True))
        if line.recorded_by and line.medium != "program":
            words = _("Recorded by {who}").format(who=line.recorded_by)
            body.addWidget(text(words, "small", wrap=True))
        if line.note:
            body.addWidget(text(f"“{line.note}”", "muted", wrap=True))
        if line.scan_owed:
            chip = text(_("Scan owed"), "chip", state="warn")
            chip.setToolTip(_("Attach it to the form, on the card under Files, as its scan."))
            body.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)


def _add_sealed(file: FileLine, look: Callable[[FileLine], Any] | None, body: QVBoxLayout) -> None:
    """Say since when a decision is sealed as PDF, with the way to look at it."""
    words = _("Sealed as PDF, {when}").format(when=when(file.added_at))
    body.addWidget(text(words, "small", wrap=True))
    if look is not None:
        way = Link(_("Open the sealed PDF"), file)
        way.followed.connect(look)
        body.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)


def never_words(line: SignatureLine) -> str:
    """Say why somebody decides a line for nobody either: a Dean's secretary; "" for all others."""
    unheld = line.unheld
    return sentence(unheld) if unheld is not None and unheld.code == NEVER_DECIDES else ""


def _by_letter(unheld: Finding) -> str:
    """Say that one decides here for another only, and why."""
    return f"{sentence(unheld)} " + _("You decide here only for somebody else, by a letter.")


def letter_words(line: SignatureLine) -> str:
    """Say by which letter somebody decides for another, and for which time."""
    words = _("By letter {letter}").format(letter=line.letter)
    since, until = show_date(line.letter_since), show_date(line.letter_until)
    if since and until:
        return f"{words}, {since} – {until}"
    if since or until:
        term = _("from {day}") if since else _("until {day}")
        return f"{words}, {term.format(day=since or until)}"
    return words


def _with_capacity(line: SignatureLine) -> str:
    if line.capacity in ("", "own"):
        return line.person
    return f"{line.person} ({line.capacity} {line.on_behalf_of})".strip()


class SignatureList(QWidget):
    """All signature lines of a form, in the order of signing, then what counts no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = column(self, gap=GAP)

    def show_lines(
        self,
        lines: Sequence[SignatureLine],
        sign: Callable[[], Any] | None = None,
        *,
        empty: str = "",
        why: str = "",
        decisions: Sequence[DecisionLine] = (),
        withdraw: Callable[[DecisionLine], Any] | None = None,
        seal: Callable[[SignatureLine], Any] | None = None,
        look: Callable[[FileLine], Any] | None = None,
    ) -> None:
        """Show the lines; those whose turn it is get the way to sign, shut where `why` says so.

        `decisions` are all that were made; those of no line are shown below as earlier ones.
        `seal` seals the PDF for a line, `look` opens one that is sealed.
        """
        clear(self._layout)
        known = {entry.sign_off_id: entry for entry in decisions}
        for line in lines:
            made = known.pop(line.sign_off_id, None)
            way = sign if line.state in ("waiting", "optional") else None
            view = SignatureView(
                line, way, why, decision=made, withdraw=withdraw, seal=seal, look=look
            )
            self._layout.addWidget(view)
        past = [entry for entry in known.values() if entry.ended is not None]
        if past:
            self._layout.addWidget(text(_("Earlier decisions"), "heading", wrap=True))
        for entry in past:
            self._layout.addWidget(DecisionView(entry))
        if not lines and empty:
            self._layout.addWidget(text(empty, "small", wrap=True))


class DecisionEditor(Editor):
    """A field that the sign-offs fill: it is read here and signed elsewhere."""

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        self._list = SignatureList()
        layout = column(self, gap=TIGHT)
        layout.addWidget(self._list)
        self._shown: tuple[SignatureLine, ...] | None = None

    @override
    def refresh(self) -> None:
        lines = self.session.view.signatures
        if lines != self._shown:
            self._shown = lines
            words = _("The decision is signed when the form has been frozen.")
            self._list.show_lines(lines, empty=words)
