"""Guards over what forms say, each of them over every sheet where assessors have their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.procedure import inspect
from mcdesk.procedure.guard_registry import either, filler, guard, is_done, met, not_said, to_come
from mcdesk.procedure.guard_sentences import SAID
from mcdesk.procedure.sheets import ASSESSOR, owed_by, owing_sheets, sheet_label
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.definition import Params
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Actor, Situation


@guard
def every_sheet(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """Every assessor who is named has a sheet, and all of them are signed (domain.md, F9).

    The present sheet is asked about by `form_valid`; where there is none at all, so is that.
    """
    kind = str(params["form"])
    sheets, present = situation.sheets.get(kind, ()), situation.forms.get(kind)
    for state in sheets:
        own = {"form": state.definition.short, "sheet": state.form.scope}
        if present is not None and state.form.id == present.form.id:
            continue
        if state.is_valid:
            yield met("sheet", SAID["sheet_signed"], own, kind)
        else:
            text = SAID["sheet"]
            role = _whose_turn(state) or str(params.get("owes", ""))
            yield Finding("sheet", text, own, kind, role=role, person=owed_by(state, role))
    if not sheets or any(state.is_outside for state in sheets):
        return
    for person in owing_sheets(situation, kind):
        name = situation.facts.get(f"person:{person}") or person
        said = SAID["no_own_sheet"]
        shown = {"form": sheets[0].definition.short, "name": name}
        yield Finding("no_own_sheet", said, shown, kind, role=ASSESSOR, person=person)


def _whose_turn(state: FormState) -> str:
    """Return the role that is to sign a frozen sheet next, or ""."""
    waiting = state.next_signers if state.status == "frozen" else ()
    return waiting[0].role if waiting else ""


@guard
def fixes_closed(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """What an assessor found that must be mended is closed, on every sheet (domain.md, F9 e6)."""
    kind, path = str(params["form"]), str(params["path"])
    present, count, open_ = situation.forms.get(kind), 0, 0
    for state in situation.sheets.get(kind) or ((present,) if present is not None else ()):
        for row in () if state.is_outside else state.content.table(path):
            count += 1
            place, closed = f"{path}/{row.id}/closed", row.text("closed")
            if closed and not is_done(situation, closed):
                open_ += 1
                yield to_come(situation, kind, place, closed, "id")
            elif not closed:
                open_ += 1
                shown = {"form": sheet_label(situation, state), "item": row.text("item"),
                         "what": row.text("what")}  # fmt: skip
                yield Finding("fix_open", SAID["fix_open"], shown, kind, place, "id")
    if count and not open_:
        yield met("fixes", SAID["fixes"], {"n": count}, kind)


@guard
def value_is(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """A field of a form has one of the values that this way needs (verdicts, decisions).

    Where each assessor has a sheet, each of them says so (domain.md, F9 e8).
    """
    kind = str(params["form"])
    present = situation.forms.get(kind)
    for state in situation.sheets.get(kind) or ((present,) if present is not None else ()):
        if state.status not in ("before", "missing"):
            yield _said(situation, state, params)


def _said(situation: Situation, state: FormState, params: Params) -> Finding:
    kind, path = state.form.kind, str(params["path"])
    wanted = [str(value) for value in params["values"]]
    value = state.said(path)
    entry = state.definition.field_of(path)
    labels = {choice.id: choice.label for choice in entry.choices}
    shown = {
        "form": sheet_label(situation, state),
        "field": entry.label,
        "wanted": either([labels.get(value, Label(value, value)) for value in wanted]),
        "value": labels.get(value, Label("–", "–")),
    }
    if value in wanted:
        return met("value", SAID["value"], shown, kind)
    if state.is_outside and not value:
        return not_said(state, path)
    text = SAID["other_value"] if value else SAID["no_value"]
    role = filler(situation, state, path)
    return Finding("value", text, shown, kind, path, role, person=owed_by(state, role))


@guard
def rules_hold(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """What was filled in after freezing agrees with the rest of its form, by these rules.

    What several sheets say alike is told once. Freezing has tried them before; a form that is
    not frozen is asked about by `form_valid`.
    """
    kind = str(params["form"])
    present = situation.forms.get(kind)
    told: dict[str, Finding] = {}
    for state in situation.sheets.get(kind) or ((present,) if present is not None else ()):
        if state.revision is None or not state.is_current:
            continue
        found = inspect.findings(
            state.definition, state.content, situation.surroundings, situation.levels, None
        )
        for finding in found:
            if finding.code in params["rules"]:
                words = finding.sentence("en")
                about = state.definition.short if words in told else sheet_label(situation, state)
                told[words] = replace(finding, about=about)
    yield from told.values()
