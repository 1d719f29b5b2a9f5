"""The guards of production: components, findings of the re-examination, the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.errors import Finding
from mcdesk.procedure.guard_registry import guard, is_done, met, not_said, to_come, whole
from mcdesk.procedure.guard_sentences import SAID
from mcdesk.procedure.rows import names_of, rows_due
from mcdesk.procedure.stage import Label
from mcdesk.procedure.two_tongues import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.definition import Params
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Actor, Situation


@guard
def components_at_least(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """Every component due by now has reached one of these states (domain.md, 9; decisions, 20).

    `excused` names a column, `F8/k4/component`, whose rows list what may still be missing. What is
    not listed cannot be counted; a card taken over after its completeness was confirmed needs no
    list (decisions, 4).
    """
    kind, path = str(params["form"]), str(params["path"])
    states = [str(value) for value in params["states"]]
    rows = situation.content(kind).table(path)
    if not rows:
        yield _not_listed(situation, kind, path)
        return
    numbers = {stage.id: stage.number for stage in situation.procedure.stages}
    due = rows_due(rows, numbers, situation.card.stage)
    late = [row for row in due if row.text("status") not in states]
    excused = _excused(situation, str(params.get("excused", "")))
    open_ = [row for row in late if not names_of(row) & excused]
    if not due:
        yield Finding(
            "no_components", SAID["no_components"],
            {}, kind, path, "id", level="warn",
        )  # fmt: skip
    elif open_:
        names = _listed(situation, [row.text("component") or row.text("code") for row in open_])
        shown = {"n": len(open_), "of": len(due), "names": names}
        text = SAID["not_handed_in"] if "in_review" in states else SAID["not_accepted"]
        role = "gd" if situation.card.stage == "development" else "id"
        place = f"{path}/{open_[0].id}/status"
        yield Finding("components", text, shown, kind, place, role)
    elif "in_review" in states:
        yield met("components", SAID["handed_in"], {"of": len(due)}, kind)
    else:
        text = SAID["accepted"]
        yield met("components", text, {"of": len(due)}, kind)


LISTED = 5
"""So many components are named where some are missing."""


def _listed(situation: Situation, names: list[str]) -> Label:
    """Return the first names of components in both languages; they hold commas themselves.

    What the catalogue calls a component it says in two languages; what a person wrote stays so.
    """
    entries = (entry for form in situation.definitions.values() for entry in form.fields.values())
    known = [str(row.get("component", "")) for entry in entries if entry.table == "component"
             for row in entry.rows]  # fmt: skip
    labels = [_in_both(name, known) for name in names[:LISTED]]
    more = " …" * (len(names) > LISTED)
    return Label("; ".join(each.en for each in labels) + more,
                 "; ".join(each.id for each in labels) + more)  # fmt: skip


def _in_both(name: str, known: list[str]) -> Label:
    for words in known:
        if words.count(MARK) == 1 and name.startswith(words):
            rest = name.removeprefix(words)
            return Label(*(half + rest for half in words.split(MARK)))
    return Label(name, name)


def _not_listed(situation: Situation, kind: str, path: str) -> Finding:
    """Return what is to be said where there is no list: known from before, or to be made."""
    shown = {"form": situation.definitions[kind].short}
    if situation.is_past("confirmation"):
        return met("before", SAID["before"], shown, kind)
    text = SAID["no_list"]
    return Finding("no_list", text, shown, kind, path, "id")


def _excused(situation: Situation, place: str) -> frozenset[str]:
    """Return what the column `form/field/column` names, in small letters."""
    if not place:
        return frozenset()
    kind, field, column = place.split("/")
    return frozenset(
        row.text(column).strip().casefold() for row in situation.content(kind).table(field)
    )


@guard
def no_open_must_fix(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """No must-fix finding is open (domain.md, R10)."""
    kind, path = str(params["form"]), str(params["path"])
    must = [row for row in situation.content(kind).table(path) if row.text("must_fix") == "yes"]
    open_ = [row for row in must if not row.text("checked")]
    for row in must:
        checked = row.text("checked")
        if checked and not is_done(situation, checked):
            yield to_come(situation, kind, f"{path}/{row.id}/checked", checked, "id")
    if open_:
        text = SAID["must_fix"]
        yield Finding("must_fix", text, {"n": len(open_)}, kind, path, "id")


@guard
def must_fix_has_owner_if_not_aligned(
    situation: Situation, actor: Actor, params: Params
) -> Iterator[Finding]:
    """Rework needs a must-fix finding, each with an owner; "aligned" has none open.

    Source: domain.md, transitions of stage 10.
    """
    kind, path = str(params["form"]), str(params["path"])
    state = situation.forms.get(kind)
    if state is None or state.status in ("before", "missing"):
        return
    said = state.said(str(params["verdict"]))
    if state.is_outside:
        if not said:
            yield not_said(state, str(params["verdict"]))
        return
    if said != "not_aligned":
        yield from no_open_must_fix(situation, actor, params)
        return
    found = [row for row in state.content.table(path) if row.text("must_fix") == "yes"]
    if not found:
        text = SAID["no_must_fix"]
        yield Finding("no_must_fix", text, {}, kind, path, "sme")
    for number, row in enumerate(found, start=1):
        if not row.text("owner"):
            text = SAID["no_owner"]
            yield Finding("no_owner", text, {"n": number}, kind, f"{path}/{row.id}/owner", "sme")


@guard
def tested_build(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """A tested build of the current components exists (decisions.md, 5)."""
    kind = str(params["form"])
    states = [situation.forms.get(kind), situation.earlier.get(kind)]
    valid = [state for state in states if state is not None and state.is_valid]
    reworked = [_reworked(situation, state) for state in valid]
    if valid and all(reworked):
        names = _listed(situation, reworked[0])
        text = SAID["old_build"]
        yield Finding("old_build", text, {"names": names}, kind, role="id")
    elif valid:
        yield met("build", SAID["build"], {}, kind)
    elif not situation.is_past("master_course"):
        text = SAID["no_build"]
        yield Finding("no_build", text, {}, kind, role="id")


def _reworked(situation: Situation, build: FormState) -> list[str]:
    """Return the components that were to be revised since a build was frozen, by name."""
    revision = build.revision
    found = situation.facts.get(f"reworked:{revision.id}") if revision is not None else None
    return [str(name) for name in found] if isinstance(found, list) else []


@guard
def loops_within(situation: Situation, actor: Actor, params: Params) -> Iterator[Finding]:
    """Many loops between 10 and 11 are worth a talk; never a block (domain.md, 13)."""
    alert = whole(situation, "loops_alert", 3)
    if situation.card.loop >= alert:
        text = SAID["loops"]
        yield Finding("loops", text, {"n": situation.card.loop}, level="warn")
