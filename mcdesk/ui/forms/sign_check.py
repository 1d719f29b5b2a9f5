"""What keeps a decision from being recorded, in words; pure, so that it can be tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _, apart
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.deciding import AGREES, decided_fields
from mcdesk.procedure.secretary import SECRETARY, never_for_another
from mcdesk.ui.forms.signatures import spoken
from mcdesk.ui.forms.values import date_fault, show, show_date
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from mcdesk.application.views import FormView, SignatureLine, WorkspaceInfo
    from mcdesk.procedure.commands import SignForm, SignPeriod
    from mcdesk.ui.forms.names import Names, ViewNames

NEED_NOTE = ("return", "reject", "advise")


def reasons_against(
    wish: SignForm, me: str, today: date, names: Names, *, has_evidence: bool, stranger: str = ""
) -> list[str]:
    """Return why a decision cannot be recorded yet, the first thing to do first.

    `stranger` is a name typed for the one acted for that the directory does not know.
    """
    found = [*_decision(wish), *_person(wish, me, names, stranger), *_dates(wish, today)]
    if has_evidence or (wish.medium in ("", "program") and wish.capacity == "own"):
        return found
    if wish.medium == "program":
        found.append(_("Attach the scan of the letter, or tick that it is still owed."))
    elif wish.medium == "pdf":
        found.append(_("Attach the signed PDF, or tick that it is still owed."))
    elif wish.medium:
        found.append(_("Attach the scan, or tick that it is still owed."))
    return found


def unsaid(wish: SignForm, view: FormView) -> list[str]:
    """Return what the role of a decision has to fill in before it signs (decisions.md, 17)."""
    if wish.decision not in AGREES:
        return []
    labels = {line.role: line.role_label.text() for line in view.signatures}
    words = _("“{field}” is empty: {role} fills it in first, then signs.")
    return [
        words.format(field=entry.label.text(), role=labels.get(wish.role, wish.role))
        for entry in decided_fields(view.definition, wish.role)
        if is_empty(view.content.value(entry.id))
    ]


def stated_words(view: FormView, role: str, names: Names) -> str:
    """Return what a role decided in the form and states with its signature, or ""."""
    said = [
        f"{entry.label.text()}: {show(entry, view.content.value(entry.id), names)}"
        for entry in decided_fields(view.definition, role)
        if not is_empty(view.content.value(entry.id))
    ]
    return _("With it is signed: {what}").format(what="; ".join(said)) if said else ""


def others_words(view: FormView, lines: Collection[SignatureLine]) -> str:
    """Return how it stands with the signatures that cannot be chosen; why, where none can."""
    rest = [(each.role_label.text(), spoken(each)) for each in view.signatures if each not in lines]
    said = [f"{role}: {words[:1].lower()}{words[1:]}" for role, words in rest]
    return "\n".join(said if lines else [nobody_words(view), *said])


def advice_on(wish: SignForm, lines: Iterable[SignatureLine], frozen_on: str) -> str:
    """Return what is odd about a decision's date: it lies before what it should come after."""
    if frozen_on and wish.on < frozen_on:
        words = _("That is before the form was frozen on {day}: please check the date.")
        return words.format(day=show_date(frozen_on))
    known = list(lines)
    step = min((line.step for line in known if line.role == wish.role), default=0)
    for line in sorted(known, key=lambda each: each.decided_on, reverse=True):
        if line.state == "done" and line.step < step and wish.on < line.decided_on:
            words = _("That is before the decision of {role} on {day}: please check the date.")
            return words.format(role=line.role_label.text(), day=show_date(line.decided_on))
    return ""


def _decision(wish: SignForm) -> Iterator[str]:
    decision: str = wish.decision
    medium: str = wish.medium
    if not decision:
        yield _("Choose the decision.")
    elif decision in NEED_NOTE and not wish.note:
        yield _("Write the reason: what has to change, or the opinion.")
    elif not medium:
        yield _("Choose how it was decided.")


def _person(wish: SignForm, me: str, names: Names, stranger: str) -> Iterator[str]:
    if stranger and wish.capacity != "own":
        yield unknown_words(stranger)
    elif not wish.person:
        yield _("Choose who decided.")
    elif wish.medium == "program" and wish.person != me:
        words = _("In the program only {who} can sign; choose how it was decided instead.")
        yield words.format(who=names.person(wish.person))
    yield from acting_reasons(wish, stranger)


def lines_to_sign(view: FormView, info: WorkspaceInfo) -> list[SignatureLine]:
    """Return the lines that may be signed or recorded now; a secretary's are her Dean's only.

    With another role she has its lines, too. Everybody else may also decide for another, by a
    letter (decisions.md, 14 and 15).
    """
    lines = [each for each in view.signatures if each.state in ("waiting", "optional")]
    if SECRETARY not in info.roles:
        return lines
    is_only = set(info.roles) - {"reader"} == {SECRETARY}
    return [each for each in lines
            if each.unheld is None and (each.role == "dean" or not is_only)]  # fmt: skip


def acts_as_secretary(wish: SignForm | SignPeriod, today: date, names: ViewNames) -> list[str]:
    """Return that who is to decide for another today is a Dean's secretary, who never does."""
    is_hers = wish.person in names.secretaries and wish.on == today.isoformat()
    if wish.capacity == "own" or not is_hers:
        return []
    return [sentence(never_for_another(apart(names.person(wish.person))))]


def unknown_words(name: str, *, may_add: bool = True) -> str:
    """Return that the directory does not know a name that was typed, and who may add it."""
    words = _("“{name}” is not in the directory yet.")
    if not may_add:
        words = _("“{name}” is not in the directory yet; CTL adds people to it.")
    return words.format(name=apart(name))


def acting_reasons(wish: SignForm | SignPeriod, stranger: str = "") -> Iterator[str]:
    """Yield what is still to be said of a decision that is made for somebody else."""
    if wish.capacity != "own":
        if stranger:
            yield unknown_words(stranger)
        elif not wish.on_behalf_of:
            yield _("Choose on whose behalf.")
        if not wish.letter:
            yield _("Name the letter that gives the capacity.")
        if wish.on_behalf_of and wish.on_behalf_of == wish.person:
            yield _("Nobody acts for themselves: choose the person acted for.")
        if wish.capacity in ("Plt.", "Plh.") and not wish.letter_since:
            yield _("Write from when the letter of the acting appointment holds.")


def _dates(wish: SignForm, today: date) -> Iterator[str]:
    wrong = date_fault(wish.on, _("Write the date of the decision."))
    if wrong:
        yield wrong
    elif wish.on > today.isoformat():
        yield _("The date of the decision lies in the future.")
    yield from letter_reasons(wish)


def letter_reasons(wish: SignForm) -> Iterator[str]:
    """Yield what is wrong with the dates of the letter that gives a capacity."""
    for dated in (wish.letter_since, wish.letter_until):
        wrong = date_fault(dated)
        if wrong:
            letter = _("Letter")
            yield f"{letter}: {wrong}"
            return
    since, until = wish.letter_since, wish.letter_until
    if since and until and until < since:
        yield _("The letter ends before it begins.")
    elif (since and wish.on < since) or (until and wish.on > until):
        words = _("The letter {letter} does not cover {on}.")
        yield words.format(letter=apart(wish.letter), on=show_date(wish.on))


def first_line(lines: Sequence[SignatureLine], roles: Collection[str]) -> int:
    """Return the place of the first line of a role that the person holds, or of the first line.

    One whose turn it is comes before one who may sign, but need not.
    """

    def order(at: int) -> tuple[bool, bool]:
        return lines[at].role not in roles, lines[at].state == "optional"

    return min(range(len(lines)), key=order, default=0)


def nobody_words(view: FormView) -> str:
    """Return why no line can be signed now."""
    lines = view.signatures
    if lines and all(each.state == "done" for each in lines):
        return _("Everybody has signed.")
    return _("Nobody's turn to sign now.")
