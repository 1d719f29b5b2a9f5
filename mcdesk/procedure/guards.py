"""The guards: named conditions `(Situation, Actor, params) -> findings`, all reasons at once.

Pure functions that the procedure's transitions name. Python may name a form or field only here
(and in `effects.py`); a guard's name never changes its meaning (design.md, section 3).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcdesk.errors import Finding, that_block
from mcdesk.procedure import by_module, guards_production, guards_sheets, inspect
from mcdesk.procedure.ahead import told_ahead
from mcdesk.procedure.calendar import add_working_days
from mcdesk.procedure.content import as_date
from mcdesk.procedure.guard_registry import (
    GUARDS,
    Guard,
    either,
    filler,
    guard,
    is_done,
    met,
    to_come,
    whole,
)
from mcdesk.procedure.guard_sentences import SAID
from mcdesk.procedure.sheets import owed_by
from mcdesk.procedure.shown_as import number_of
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mcdesk.procedure.definition import Params
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import SignOff
    from mcdesk.procedure.situation import Actor, Situation

__all__ = ["GUARDS", "PRODUCTION", "SHEETS", "Guard", "guard"]

AT_MOST_NAMED = 8
PRODUCTION, SHEETS = guards_production, guards_sheets


def form_label(situation: Situation, kind: str) -> Label:
    """Return the short title of a kind of form."""
    definition = situation.definitions.get(kind)
    return definition.short if definition else Label(kind, kind)


@guard
def form_valid(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """The form is frozen and signed by all who must, and unchanged since (domain.md, a)."""
    state = situation.forms.get(str(params["form"]))
    for finding in _of_form(situation, params):
        whose = owed_by(state, finding.role) if state is not None else ""
        yield replace(finding, person=whose) if whose else finding


def _of_form(situation: Situation, params: Params) -> Iterator[Finding]:
    kind = str(params["form"])
    name = {"form": form_label(situation, kind)}
    state = situation.forms.get(kind)
    owner = str(params.get("owes", ""))
    if situation.is_past(situation.definitions[kind].stage) and (
        state is None or state.status in ("before", "missing", "empty")
    ):
        yield met("before", SAID["before"], name, kind)
        return
    if state is None or state.status == "empty":
        yield Finding("not_begun", SAID["not_begun"], name, kind, role=owner)
        return
    for each in state.each:
        own = name if each is state else {"form": each.definition.short}
        yield from _standing(situation, each, kind, own, owner)


def _standing(
    situation: Situation, state: FormState, kind: str, name: Params, owner: str
) -> Iterator[Finding]:
    """Yield what a form that was begun still needs to count."""
    status = state.status
    if state.form.scope == by_module.STRAY:
        text = SAID["no_module"]
        yield Finding("no_module", text, name, kind, role=owner)
        return
    if status in ("external", "before", "missing"):
        yield met("outside", SAID["outside"], name, kind)
    elif status in ("draft", "empty"):
        yield from _unfilled(situation, state, kind)
        text = SAID["not_frozen"]
        yield Finding("not_frozen", text, name, kind, role=owner)
    elif status == "void":
        text = SAID["void"]
        yield Finding("void", text, name, kind, role=owner)
    elif state.wrong_figures is not None and status == "wrong":
        yield replace(state.wrong_figures, form=kind, role=owner)
    elif status in ("returned", "rejected"):
        yield from _refused_form(situation, state, kind, name)
    if state.revision is not None and state.is_current:
        for finding in told_ahead(
            state.definition, state.content, situation.surroundings, situation.levels
        ):
            yield replace(finding, about=state.definition.short)
    yield from _signatures(situation, state, kind)


def _unfilled(situation: Situation, state: FormState, kind: str) -> Iterator[Finding]:
    """Yield what is missing in a draft, the first few by name."""
    found = that_block(by_module.findings_of(situation, state, state.definition.stage))
    short = state.definition.short
    yield from (replace(finding, about=short) for finding in found[:AT_MOST_NAMED])
    if len(found) > AT_MOST_NAMED:
        more = len(found) - AT_MOST_NAMED
        params = {"n": more, "form": short}
        yield Finding("more", SAID["more"], params, kind)


def _refused_form(
    situation: Situation, state: FormState, kind: str, name: Params
) -> Iterator[Finding]:
    for decision in state.decided.values():
        if decision.decision in ("return", "reject"):
            stage = situation.stage_name(decision.to_stage)
            text = SAID["returned_to"] if stage is not None else SAID["returned"]
            text = text if decision.decision == "return" else SAID["rejected"]
            params = {**name, "role": situation.role_label(decision.role), "note": decision.note,
                      "stage": stage or ""}  # fmt: skip
            yield Finding(decision.decision + "ed", text, params, kind)


def _signatures(situation: Situation, state: FormState, kind: str) -> Iterator[Finding]:
    """Yield one line per signer: signed, or still waited for; nobody signs wrong figures."""
    if state.revision is None or not state.is_current or state.status == "wrong":
        return
    for signer in state.signers:
        decision = state.decided.get(signer.role)
        params = {
            "form": state.definition.short,
            "role": situation.role_label(signer.role),
            "on": decision.decided_on if decision else "",
        }
        if decision is not None and state.has_signed(signer):
            yield met("signed", *_who_signed(situation, decision, params), kind)
        elif not signer.optional and (decision is None or decision.decision == "advise"):
            yield Finding("not_signed", SAID["not_signed"], params, kind, role=signer.role)


def _who_signed(
    situation: Situation, decision: SignOff, params: Params
) -> tuple[str, dict[str, Any]]:
    """Return the sentence for a decision that counts: by whom and which letter, made for another.

    A deputy never looks like the holder of the office (decisions.md, 15).
    """
    if decision.capacity == "own":
        return SAID["signed"], dict(params)
    person = situation.facts.get(f"person:{decision.person_id}") or decision.person_id
    told = {"capacity": decision.capacity, "person": person, "letter": decision.letter}
    return SAID["signed_for"], {**params, **told}


@guard
def one_lead(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """The card has exactly one lead SME (domain.md, ambiguity 21)."""
    leads = [member for member in situation.members("sme") if member.lead]
    if len(leads) == 1:
        yield met("one_lead", SAID["one_lead"], {})
    elif not leads:
        yield Finding("no_lead", SAID["no_lead"], role="hsp")
    else:
        yield Finding("two_leads", SAID["two_leads"], {"n": len(leads)})


@guard
def team_has(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """The team has somebody in one of these roles."""
    roles = [str(role) for role in params["roles"]]
    names = either([situation.role_label(role) for role in roles])
    if any(situation.members(role) for role in roles):
        yield met("team", SAID["team_named"], {"role": names})
    else:
        yield Finding("team", SAID["team"], {"role": names}, role=roles[0])


@guard
def acknowledged(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """Every role acknowledged, or the window is over: then it counts as deemed (decisions, 9)."""
    kind = str(params["form"])
    state = situation.forms.get(kind)
    if state is None or state.revision is None or not state.is_current:
        yield from form_valid(situation, actor, params)
        return
    since = _window_over(situation, state)
    for finding in form_valid(situation, actor, params):
        if finding.code == "not_signed" and since is not None:
            shown = {**finding.params, "on": since.isoformat()}
            text = SAID["deemed"]
            yield Finding("deemed", text, shown, kind, role=finding.role, level="warn")
        else:
            yield finding


def _window_over(situation: Situation, state: FormState) -> date | None:
    """Return the last day of a frozen form's acknowledgement window, once it is over."""
    revision = state.revision
    window = whole(situation, "acknowledgement_window", 3)
    frozen_on = as_date(revision.frozen_on if revision is not None else "") or situation.today
    over_on = add_working_days(frozen_on, window, situation.holidays)
    return over_on if situation.today > over_on else None


def deemed_since(situation: Situation, state: FormState) -> date | None:
    """Return since when silence over a form counts as its acknowledgement (decisions, 9).

    None where no gate lets it count, or not yet.
    """
    asked = (entry for way in situation.procedure.transitions for entry in way.guards)
    if state.revision is None or not state.is_current or not any(
        entry.name == "acknowledged" and entry.params.get("form") == state.form.kind
        for entry in asked
    ):  # fmt: skip
        return None
    return _window_over(situation, state)


@guard
def must_items(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """No ★ item of the checklist is answered "no" (domain.md, F6 a2)."""
    kind, field_id = str(params["form"]), str(params["path"])
    state = situation.forms.get(kind)
    if state is None or (state.revision is None and state.external is None):
        return
    entry = state.definition.fields[field_id]
    for item in entry.items:
        path = f"{field_id}.{item.id}"
        if item.must and state.said(path) == "no":
            number = number_of(entry, item)
            shown = {"form": state.definition.short, "item": item.label, "no": number}
            yield Finding(
                "must_item", SAID["must_item"], shown, kind, path,
                filler(situation, state, path),
            )  # fmt: skip


@guard
def due_fields(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """What forms of earlier stages were allowed to supply later is there now (decisions, 18)."""
    kind = str(params["form"])
    state = situation.forms.get(kind)
    if state is None or state.is_outside:
        return
    gate = situation.card.stage
    for finding in inspect.missing(
        state.definition, state.content, situation.surroundings, situation.levels, gate
    ):
        told_already = state.status in ("draft", "empty", "void") and finding.level == "block"
        if not told_already:
            yield replace(finding, about=state.definition.short)


@guard
def conditions_closed(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """The conditions of an approval are closed, or the exceptions of a confirmation.

    Source: domain.md, F6 a3 (open ones block 13) and F8 k4 (open ones block 14).
    """
    kind, path = str(params["form"]), str(params["path"])
    rows = situation.content(kind).table(path)
    open_ = [row for row in rows if not is_done(situation, row.text("closed"))]
    for row in open_:
        place = f"{path}/{row.id}/closed"
        if row.text("closed"):
            yield to_come(situation, kind, place, row.text("closed"), "ctl")
            continue
        named = row.text("condition") or row.text("component")
        shown = {"condition": named, "due": row.text("due") or "–"}
        yield Finding(
            "condition",
            SAID["condition"],
            shown,
            kind,
            place,
            "ctl",
        )
    if rows and not open_:
        yield met("conditions", SAID["conditions"], {"n": len(rows)}, kind)


@guard
def no_open_debts(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """What exceptions left owed is paid (decisions.md, 3: debts block 14)."""
    for debt in situation.debts:
        if not debt.paid_on:
            who = situation.facts.get(f"person:{debt.owed_by}") or debt.owed_by
            shown = {"owed": debt.owed, "until": debt.until, "who": who}
            text = SAID["debt"]
            yield Finding("debt", text, shown, role="ctl")
