"""Decisions over a form in words and on screen, also those that count no more, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mcdesk.application.acting_words import acting_words
from mcdesk.application.return_words import back_words
from mcdesk.i18n import N_, _
from mcdesk.ui.forms.parts import column, text
from mcdesk.ui.forms.values import show_date

if TYPE_CHECKING:
    from mcdesk.application.views import DecisionLine, Ended, SignatureLine

DECISIONS = {
    "approve": N_("Approved"),
    "return": N_("Returned for revision"),
    "reject": N_("Rejected"),
    "acknowledge": N_("Acknowledged"),
    "verify": N_("Verified"),
    "accept": N_("Accepted"),
    "advise": N_("Opinion given"),
}
MEDIA = {
    "program": N_("in the program"),
    "paper": N_("on paper"),
    "pdf": N_("as a signed PDF"),
    "letter": N_("by letter or e-mail"),
    "minutes": N_("in minutes"),
}
STATES = {
    "withdrawn": N_("withdrawn"),
    "replaced": N_("replaced"),
    "changed": N_("fell"),
    "otherwise": N_("fell"),
    "sent_back": N_("fell"),
    "forged": N_("not valid"),
}
WHY = {
    "withdrawn": N_("Withdrawn on {day}"),
    "replaced": N_("Replaced by a later decision of {day}"),
    "changed": N_("Fell: {who} opened the form for changes on {day}"),
    "otherwise": N_("Fell: the result that was signed says something else now"),
    "sent_back": N_("Fell: {who} sent the card back on {day}"),
}


def decision_words(line: DecisionLine | SignatureLine) -> str:
    """Return what was decided in words; of a return with the stage that it names."""
    back = back_words(line)
    words = _(DECISIONS.get(line.decision, line.decision))
    return words if back is None else f"{words}, {back.text()}"


def decided(line: DecisionLine | SignatureLine) -> str:
    """Return a decision in words, how it was made where not in the program, and when."""
    parts = [decision_words(line), show_date(line.decided_on)]
    if line.medium and line.medium != "program":
        parts.append(_(MEDIA.get(line.medium, line.medium)))
    return " · ".join(part for part in parts if part)


def version_of(line: DecisionLine) -> str:
    """Return which version was decided on."""
    return _("version {n}").format(n=line.version)


def ended_state(ended: Ended) -> str:
    """Return in a word that a decision counts no more."""
    return _(STATES[ended.kind])


def ended_words(ended: Ended) -> str:
    """Return why a decision counts no more, since when, and what followed."""
    if ended.kind == "forged":
        return _("Not valid: it was altered, or not signed with the person's key")
    known = bool(ended.who) or ended.kind in ("withdrawn", "replaced", "otherwise")
    words = _(WHY[ended.kind]) if known else _("Fell: the form was changed")
    said = words.format(who=ended.who, day=show_date(ended.on))
    if ended.reason:
        said += f": “{ended.reason}”"
    if ended.version:
        said += " · " + _("version {n} followed").format(n=ended.version)
    return said


class DecisionView(QWidget):
    """A decision that counts no more: who, what, over which version, and why not any longer."""

    def __init__(self, line: DecisionLine) -> None:
        super().__init__()
        body = column(self, gap=0)
        said = f"{decided(line)} · {version_of(line)}"
        body.addWidget(text(f"{line.role.text()}: {line.person}", "muted", wrap=True))
        acting = acting_words(line)
        if acting is not None:
            body.addWidget(text(acting.text(), "small", wrap=True))
        body.addWidget(text(said, "small", wrap=True))
        if line.ended is not None:
            body.addWidget(text(ended_words(line.ended), "small", state="warn", wrap=True))
        why = ended_words(line.ended) if line.ended is not None else ""
        self.setAccessibleName(f"{line.role.text()}, {line.person}: {said}. {why}")
