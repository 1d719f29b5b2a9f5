"""What things are called on the page: states of forms, sizes, moments, purposes of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QTime

from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.calendar import day_before, known_moment
from mcdesk.ui import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.application.views import FormLine

Tone = Literal["", "good", "warn", "bad", "accent"]
FORM_STATES: Mapping[str, tuple[str, str, Tone]] = {
    "empty": (N_("not filled yet"), "circle-dashed", ""),
    "draft": (N_("draft"), "file-pen", ""),
    "frozen": (N_("to be signed"), "signature", "accent"),
    "returned": (N_("returned"), "corner-up-left", "warn"),
    "rejected": (N_("rejected"), "octagon-x", "bad"),
    "signed": (N_("signed"), "file-check", "good"),
    "void": (N_("changed since it was signed"), "triangle-alert", "warn"),
    "wrong": (N_("void: wrong figures"), "triangle-alert", "bad"),
    "superseded": (N_("superseded"), "archive", ""),
    "external": (N_("external original"), "paperclip", "good"),
    "before": (N_("before MC Desk"), "archive", ""),
    "missing": (N_("not found"), "circle-help", "warn"),
}
CARD_STATES: Mapping[str, tuple[str, Tone]] = {
    "on_hold": (N_("On hold"), "warn"),
    "halted": (N_("Halted"), "bad"),
    "cancelled": (N_("Cancelled"), "bad"),
    "completed": (N_("Completed"), "good"),
}
PURPOSES = {
    "scan": N_("Scan of a signed form"),
    "sealed": N_("Signed PDF"),
    "evidence": N_("Evidence"),
    "original": N_("External original"),
    "letter": N_("Letter"),
    "budget": N_("Budget"),
    "other": N_("Other"),
}
UNITS = ("kB", "MB", "GB")


def joined(*parts: str) -> str:
    """Return what there is of the parts, with a dot between."""
    return " · ".join(part for part in parts if part)


def card_state(status: str) -> str:
    """Return a card's status in words."""
    if status == "active":
        return _("Active")
    return _(CARD_STATES[status][0]) if status in CARD_STATES else status


def form_state(form: FormLine) -> str:
    """Return a form's state in words."""
    if form.status == "frozen" and form.signers:
        return _("{done} of {of} signed").format(done=form.signed, of=form.signers)
    return _(FORM_STATES[form.status][0])


def form_detail(form: FormLine) -> str:
    """Return kind, scope, version, round, loop and number of a form."""
    version = _("version {n}").format(n=form.version) if form.version > 1 else ""
    is_said = form.round > 1 or form.earlier == "round"
    turn = _("round {n}").format(n=form.round) if is_said else ""
    loop = _("loop {n}").format(n=form.loop) if form.loop > 1 or form.earlier == "loop" else ""
    if form.earlier == "round":
        turn = _("{turn} (earlier)").format(turn=turn)
    elif form.earlier:
        loop = _("{turn} (earlier)").format(turn=loop)
    return joined(form.kind, form.scope, form.assessor, turn, loop, version, form.number, form.note)


def size(count: int) -> str:
    """Return a size in words: "12 MB"."""
    if count < 1000:
        return plural("{n} byte", "{n} bytes", count)
    value = float(count)
    for unit in UNITS:
        value /= 1000
        if value < 1000 or unit == UNITS[-1]:
            break
    digits = 1 if value < 10 else 0
    return f"{language.locale().toString(value, 'f', digits)} {unit}"


def clock(at: str) -> str:
    """Return the institution's time of a moment: "10:42"."""
    moment = known_moment(at)
    if moment is None:
        return at
    return language.locale().toString(QTime(moment.hour, moment.minute), "HH:mm")


def weekday(day: str) -> str:
    """Return an ISO date with its weekday: "Monday 23 November 2026"."""
    return language.shaped(day, "dddd d MMMM yyyy")


def term(since: str, until: str) -> str:
    """Return from when to when a duty lasts, both days counted; on `until` it is over."""
    begins = language.long_day(since)
    if not until:
        return _("since {day}").format(day=begins) if begins else ""
    if until <= since:
        return begins
    last = language.long_day(day_before(until))
    return _("{since} to {until}").format(since=begins, until=last)
