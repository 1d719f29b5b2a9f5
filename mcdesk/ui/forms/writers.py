"""Who may fill a form, said to somebody who may only read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.i18n import N_
from mcdesk.ui.saying import reason_of, sentence

if TYPE_CHECKING:
    from mcdesk.application.views import FormView

SHORT = 120
"""Names of roles are listed in so many letters; more of them are told when pointed at."""


def writers_words(view: FormView) -> tuple[str, str]:
    """Say who may fill a form to somebody who may only read it, shortly and in full.

    To whoever may it says nothing.
    """
    why = view.no_write or (None if view.read_only else view.no_fill or view.not_theirs)
    if why is None or why.code != "no_right":
        return reason_of(why), ""
    words = N_("{person} can only read this form. Who may fill it: {roles}.")
    full = sentence(replace(why, text=words))
    if len(full) <= SHORT or not why.params.get("team"):
        return full, ""
    words = N_("{person} can only read this form; the team of this micro-credential may fill it.")
    return sentence(replace(why, text=words)), full
