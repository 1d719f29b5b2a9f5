"""Where the approval of a Dean stays in every wording of the forms.

The Dean approves the proposal, the timeline, or both, jointly with the Head: one of the two, not
neither (decisions.md, 6), and decides over the start of production (domain.md, b, F6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.definition import FormDefinition

DEANS = ("dean", "vice_dean")
PROPOSAL, TIMELINE, START = "F2", "F3", "F6"
JOINT = N_(
    "No Dean would approve “{first}” or “{second}” any more: the Dean approves at least one "
    "of the two, jointly with the Head. Let the Dean sign one of them."
)
DECIDES = N_(
    "No Dean would approve “{form}” any more: it is the Dean who decides whether production "
    "begins. Let the Dean sign it."
)


def without_dean(
    forms: Mapping[str, FormDefinition], before: Mapping[str, FormDefinition]
) -> Iterator[Finding]:
    """Yield where no Dean is waited for any more, of forms that take the place of others."""
    if _have_lost((PROPOSAL, TIMELINE), forms, before):
        named = {"first": forms[PROPOSAL].short, "second": forms[TIMELINE].short}
        yield Finding("no_dean", JOINT, named, form=TIMELINE)
    if _have_lost((START,), forms, before):
        yield Finding("no_dean", DECIDES, {"form": forms[START].short}, form=START)


def _have_lost(
    kinds: tuple[str, ...],
    forms: Mapping[str, FormDefinition],
    before: Mapping[str, FormDefinition],
) -> bool:
    """Tell whether a Dean was asked to approve one of these forms before, and is asked no more."""
    if not {*kinds} <= forms.keys() & before.keys():
        return False
    had = any(_asks_dean(before[kind]) for kind in kinds)
    return had and not any(_asks_dean(forms[kind]) for kind in kinds)


def _asks_dean(form: FormDefinition) -> bool:
    """Tell whether a form waits for the approval of a Dean, or of a Vice Dean in their place."""
    return any(signer.role in DEANS and "approve" in signer.decisions and not signer.optional
               for signer in form.signers)  # fmt: skip
