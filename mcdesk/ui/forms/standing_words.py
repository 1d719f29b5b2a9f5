"""What is said of where a form stands: its state, what it still waits for, its next version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.i18n import N_, _
from mcdesk.procedure.deciding import SENDS_BACK
from mcdesk.procedure.form_state import FROZEN
from mcdesk.ui.forms.part_words import part_state, parts_to_do
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.forms.writable import stays_open
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from mcdesk.application.views import FormView, SignatureLine

STATES = {
    "empty": (N_("Not begun"), ""),
    "draft": (N_("Draft, version {n}"), "warn"),
    "returned": (N_("Returned for revision"), "bad"),
    "rejected": (N_("Rejected"), "bad"),
    "signed": (N_("Signed, version {n}"), "good"),
    "void": (N_("No longer valid"), "bad"),
    "wrong": (N_("Void: wrong figures"), "bad"),
    "superseded": (N_("Superseded"), ""),
    "external": (N_("External original"), "accent"),
    "before": (N_("Before MC Desk"), "accent"),
    "missing": (N_("Missing"), "bad"),
}


def state_words(view: FormView) -> tuple[str, str]:
    """Return a form's state in words, and the look of the chip that says it."""
    version = view.header.version
    if view.parts:
        return part_state(view)
    asked = [line for line in view.signatures if not line.optional]
    done = sum(line.state == "done" for line in asked)
    if is_opened(view) and view.status in ("frozen", "signed"):
        words = _("Open for changes, version {n}")
        if stands(view) and done < len(asked):
            words = _("Open, version {n}: {done} of {all} signed")
        return words.format(n=max(version, 1), done=done, all=len(asked)), "warn"
    if view.status == "frozen":
        if not asked:
            return _("Frozen, version {n}").format(n=version), "accent"
        return _("Frozen, {done} of {all} signed").format(done=done, all=len(asked)), "accent"
    if view.status == "draft":
        version = next_version(view)
    words, look = STATES.get(view.status, (view.status, ""))
    return _(words).format(n=max(version, 1)), look


WRONG = N_(
    "Opened for changes. Version {version} shows figures that its text does not give: "
    "{figures}. Freeze the form again: then its figures are right. Have it signed anew."
)  # fmt: skip
"""What is said instead of `shown_figures.WORDS` once the form was opened for changes."""


def is_opened(view: FormView) -> bool:
    """Tell whether a frozen form was opened for changes and not frozen again."""
    return bool(view.revisions) and not view.read_only and not view.parts


def lines_of(view: FormView) -> tuple[SignatureLine, ...]:
    """Return the signature lines as they count: over wrong figures none does."""
    if view.wrong_figures is None:
        return view.signatures
    return tuple(
        replace(line, state="void") if line.state == "done" else line for line in view.signatures
    )


def stands(view: FormView) -> bool:
    """Tell whether a form is what it was frozen as: frozen, or opened and unchanged since."""
    unchanged = view.is_unchanged and view.status in FROZEN
    return view.revision is not None and (view.read_only or unchanged)


def opened_words(view: FormView) -> str:
    """Say what became of the sign-offs of a form that was opened for changes; "" where none was."""
    if not is_opened(view) or not view.definition.signers:
        return ""
    if view.wrong_figures is not None:
        return sentence(replace(view.wrong_figures, text=WRONG))
    version = max(line.version for line in view.revisions)
    if not _is_signed(view, version):
        words = (
            _("Opened for changes. Nothing has changed since version {n}.")
            if view.is_unchanged
            else _(
                "Opened for changes. It is no longer what was frozen as version {n}: freeze it, "
                "then have it signed."
            )
        )
        return words.format(n=version)
    words = (
        _(
            "Opened for changes. Nothing has changed since version {n}, so its sign-offs still "
            "stand; they fall with the first change of what was signed."
        )
        if view.is_unchanged
        else _(
            "Opened for changes. It is no longer what was signed as version {n}: freeze it, "
            "then have it signed anew."
        )
    )
    return words.format(n=version)


def _is_signed(view: FormView, version: int) -> bool:
    """Tell whether anybody signed a version, and did not only decide against it."""
    made = (line for line in view.decisions if line.version == version)
    signed = any(line.decision not in SENDS_BACK for line in made)
    return signed or any(line.state == "done" for line in view.signatures)


def is_decided_against(view: FormView) -> bool:
    """Tell whether a closed form is to be changed before anybody signs it."""
    return view.read_only and view.status in AGAINST


def closed_words(view: FormView, *, has_number: bool = False) -> str:
    """Say why a form can only be read; "" where it can be written.

    A frozen form's number is said, too, unless it `has_number` beside its title already.
    """
    if not view.read_only:
        return ""
    if view.wrong_figures is not None:
        return sentence(view.wrong_figures)
    if view.status in FROZEN and view.revision:
        words = (
            _(
                "Frozen as version {n} on {day}. The text can be read and copied; "
                "what stays open can still be written."
            )
            if stays_open(view)
            else _("Frozen as version {n} on {day}.")
        )
        day = show_date(view.revision.frozen_on)
        said = words.format(n=view.revision.version, day=day)
        return said if has_number else f"{said} {_number_words(view)}".strip()
    return {
        "void": _("This form is no longer valid; it is kept to be read."),
        "superseded": _("A newer form has taken the place of this one; it is kept to be read."),
        "external": _("An external original stands for this form: {what}").format(
            what=view.external
        ),
        "before": _("This form was done before MC Desk. {what}").format(what=view.external),
        "missing": _("This form was not found when the card was taken over."),
    }.get(view.status, _("This form can only be read here."))


def _number_words(view: FormView) -> str:
    """Return the number of a form in words, "" without one."""
    number = shown_number(view)
    return _("Number: {number}.").format(number=number) if number else ""


def shown_number(view: FormView) -> str:
    """Return the number of a form as it is shown, "" without one."""
    head = view.header
    number = _("{number} (provisional)") if head.provisional else "{number}"
    return number.format(number=head.number) if head.number else ""


AGAINST = {
    "returned": N_("{role}: returned for revision. Choose “Change…”, mend it, freeze it again, and "
                   "have it signed anew."),
    "rejected": N_("{role}: rejected. Choose “Change…” to put it forward anew."),
}  # fmt: skip
"""What is said of a form that somebody decided against: nobody signs before it is changed."""


OUTSIDE = ("external", "before", "missing")
"""How a form stands that was done outside, or is noted as not found: its gate counts it as met."""


def still_to_do(view: FormView) -> list[str]:
    """Return what a form's gate waits for besides its fields: freezing, and who has not signed."""
    if not view.definition.signers or view.status in ("signed", *OUTSIDE):
        return []
    if view.parts:
        return parts_to_do(view)
    if view.wrong_figures is not None and view.read_only:
        return [sentence(view.wrong_figures)]
    if not view.read_only and (view.wrong_figures is not None or not stands(view)):
        return [_("Not frozen for signature yet.")]
    waiting = [
        line
        for line in view.signatures
        if line.state != "done" and not line.optional and not line.deemed_on
    ]
    against = [line for line in waiting if line.state in AGAINST]
    return [
        _(AGAINST[line.state] if line in against else N_("{role}: not signed yet")).format(
            role=line.role_label.text()
        )
        for line in against or waiting
    ]


def deemed_words(view: FormView) -> list[str]:
    """Return whose silence counts as acknowledgement by now, as the card's gate says it."""
    words = _("{role} has not answered; deemed acknowledged since {on}.")
    return [
        words.format(role=line.role_label.text(), on=show_date(line.deemed_on))
        for line in view.signatures
        if line.deemed_on
    ]


def next_version(view: FormView) -> int:
    """Return the version that freezing the form would make; the newest one while it is the same."""
    newest = max((line.version for line in view.revisions), default=0)
    return newest if view.is_unchanged else newest + 1


def too_early(view: FormView) -> str:
    """Return why a form cannot be frozen yet: its stage is still to come; "" when it can."""
    first = view.definition.begins or view.definition.stage
    here, number = view.stages.get(view.header.stage, 0), view.stages.get(first, 0)
    if not here or here >= number:
        return ""
    title = view.stage_titles.get(first)
    stage = f"{number} {title.text()}" if title is not None else str(number)
    words = _("{form} can be frozen from stage {stage} on; the card is in stage {here}.")
    return words.format(form=view.definition.short.text(), stage=stage, here=here)
