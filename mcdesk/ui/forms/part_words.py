"""Words for a form that is signed module by module: where its parts stand, what they wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import N_, _
from mcdesk.ui.forms.writable import stays_open

if TYPE_CHECKING:
    from mcdesk.application.views import FormView, PartLine

STATES = {
    "empty": (N_("not frozen"), ""),
    "draft": (N_("not frozen"), "warn"),
    "frozen": (N_("frozen, to be signed"), "accent"),
    "signed": (N_("signed"), "good"),
    "void": (N_("changed after signing"), "bad"),
    "wrong": (N_("void: wrong figures"), "bad"),
    "returned": (N_("returned"), "bad"),
    "rejected": (N_("rejected"), "bad"),
}


def state_of_part(part: PartLine) -> tuple[str, str]:
    """Return a part's state in words, and the look of the chip that says it."""
    if part.stray:
        return _("in no module"), "bad"
    if part.version and not part.is_frozen and part.is_unchanged:
        words = _("open, {done} of {all} signed") if part.waits else _("open for changes")
        return words.format(done=part.signed, all=part.signers), "warn"
    words, look = STATES.get(part.status, (part.status, ""))
    if part.status == "frozen" and part.signers:
        words = N_("frozen, {done} of {all} signed")
    return _(words).format(done=part.signed, all=part.signers), look


def part_state(view: FormView) -> tuple[str, str]:
    """Return where a form stands whose modules are signed one by one, and the chip's look.

    The sign-offs are counted, as on the card's page.
    """
    signed = sum(part.signed for part in view.parts)
    signers = sum(part.signers for part in view.parts)
    words = _("By module: {done} of {all} sign-offs").format(done=signed, all=signers)
    done = sum(part.status == "signed" for part in view.parts)
    if view.status in ("void", "wrong", "returned", "rejected"):
        return words, "bad"
    return words, "good" if done == len(view.parts) else "accent" if done else "warn"


def parts_to_do(view: FormView) -> list[str]:
    """Return what the parts of a form wait for: freezing, and who has not signed."""
    found = []
    for part in view.parts:
        name = part_name(part)
        if part.stray:
            found.append(_("{part}: give each its module, or delete it.").format(part=name))
        elif part.status == "wrong":
            found.append(_("{part}: its text does not give its figures: open it and freeze it "
                           "again.").format(part=name))  # fmt: skip
        elif not part.is_frozen and part.status not in ("signed", "frozen"):
            found.append(_("{part}: not frozen for signature yet.").format(part=name))
        elif part.waits:
            found.append(_("{part}: not signed by all yet.").format(part=name))
    return found


def part_name(part: PartLine) -> str:
    """Return a part's name as a line begins with it."""
    name = part.name.text()
    return name[:1].upper() + name[1:]


def _short_name(part: PartLine) -> str:
    """Return a module by its number alone, where many are named in one line."""
    number = part.scope.removeprefix("M")
    return part.name.text() if number == part.scope else _("module {n}").format(n=number)


def frozen_words(view: FormView) -> str:
    """Say above the form which of its parts stand frozen, or ""."""
    frozen = [part for part in view.parts if part.is_frozen]
    if not frozen:
        return ""
    if len(frozen) == len(view.parts):
        if not stays_open(view):
            return _("All parts are frozen.")
        return _("All parts are frozen. The text can be read and copied; what stays open can still "
                 "be written.")  # fmt: skip
    names = ", ".join(map(_short_name, frozen))
    return _("Frozen: {parts}. The rest can still be written.").format(parts=names)
