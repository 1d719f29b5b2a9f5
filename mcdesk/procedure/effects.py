"""The effects of a transition: named functions that give the new values of records.

Pure: an effect gets the situation and the card as it will be, and returns records to keep. Forms
of the stage entered are opened and pre-filled by `opening.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from mcdesk.procedure.definition import Params
from mcdesk.procedure.records import Card, Form, Record, changed
from mcdesk.procedure.rows import names_of, record_of, with_cell
from mcdesk.procedure.situation import Situation

if TYPE_CHECKING:
    from mcdesk.procedure.content import Row
    from mcdesk.procedure.form_state import FormState

Effect = Callable[[Situation, Card, Params], Iterator[Record]]
EFFECTS: dict[str, Effect] = {}
MADE = ("in_review", "accepted")
"""The states of a component that is finished, so far."""


def effect(function: Effect) -> Effect:
    """Register an effect under its function name."""
    EFFECTS[function.__name__] = function
    return function


@effect
def next_round(situation: Situation, card: Card, params: Params) -> Iterator[Record]:
    """Begin the next round (13 or 12 back to 8); per-round forms of the old one are superseded."""
    yield changed(card, round=card.round + 1, loop=1)
    sheets = [state for kind in situation.sheets for state in _sheets(situation, kind)]
    states = {state.form.id: state for state in (*situation.forms.values(), *sheets)}
    for state in states.values():
        if "round" in state.definition.per:
            yield from (_superseded(each.form) for each in (state, *state.parts))


@effect
def next_loop(situation: Situation, card: Card, params: Params) -> Iterator[Record]:
    """Begin the next loop between re-examination and master course."""
    yield changed(card, loop=card.loop + 1)


@effect
def new_version(situation: Situation, card: Card, params: Params) -> Iterator[Record]:
    """Open forms for a new version: their sign-offs fall, the old revisions are kept."""
    for kind in params["forms"]:
        for state in (s for sheet in _sheets(situation, kind) for s in (sheet, *sheet.parts)):
            yield from _fallen(state)


@effect
def build_falls(situation: Situation, card: Card, params: Params) -> Iterator[Record]:
    """Let the build of components that are reworked fall: it is built and tested anew.

    Where `findings` and `verdict` are named, only if that form does not say "aligned". A build of
    an earlier loop counts at a gate, so it falls, too (decisions.md, 5).
    """
    judged = situation.forms.get(str(params.get("findings")))
    if judged is not None and judged.said(str(params.get("verdict"))) == "aligned":
        return
    kind = str(params["form"])
    for state in (situation.forms.get(kind), situation.earlier.get(kind)):
        if state is not None:
            yield from _fallen(state)


@effect
def settle_components(situation: Situation, card: Card, params: Params) -> Iterator[Record]:
    """Carry the verdict of stage 10 to the components (domain.md, 10 and ambiguity 14).

    Aligned: those in review are accepted. Not aligned: those with a must-fix finding are to be
    revised, and what was made from them: in each of the `chains` the later ones of their module.
    Nothing else is reopened.
    """
    kind, path = str(params["form"]), str(params["path"])
    state = situation.forms.get(kind)
    if state is None:
        return
    judged = situation.forms.get(str(params["findings"]))
    review = situation.content(str(params["findings"]))
    aligned = judged is not None and judged.said(str(params["verdict"])) == "aligned"
    named = {
        row.text("component").strip().casefold()
        for row in review.table(str(params["rows"]))
        if row.text("must_fix") == "yes"
    }
    rows = state.content.table(path)
    revised = [row for row in rows if named & names_of(row)]
    after = _made_from(revised, params.get("chains", ()))
    for row in rows:
        status, place = row.text("status"), (row.text("code"), row.text("module"))
        if aligned and status == "in_review":
            yield record_of(state.form, path, "component", with_cell(row, "status", "accepted"))
        elif not aligned and (row in revised or (place in after and status in MADE)):
            yield record_of(state.form, path, "component", with_cell(row, "status", "to_revise"))


def _made_from(revised: list[Row], chains: Iterable[list[str]]) -> set[tuple[str, str]]:
    """Return code and module of what depends on these components (domain.md, ambiguity 14)."""
    return {
        (code, row.text("module"))
        for chain in chains
        for row in revised
        if row.text("code") in chain
        for code in chain[chain.index(row.text("code")) + 1 :]
    }


def _sheets(situation: Situation, kind: str) -> tuple[FormState, ...]:
    """Return the card's form of a kind; where each assessor has a sheet, all of them."""
    present = situation.forms.get(kind)
    sheets = situation.sheets.get(kind, ())
    return sheets or (() if present is None else (present,))


def _fallen(state: FormState) -> Iterator[Record]:
    """Yield a form without its sign-offs, or without the original that stood for it."""
    if state.external is not None:
        yield changed(state.external, deleted=True)
    if state.revision is not None:
        form = state.form
        yield changed(form, revision_id="", basis_id="", fallen_version=form.version)


def _superseded(form: Form) -> Form:
    return changed(form, superseded=True, revision_id="")
