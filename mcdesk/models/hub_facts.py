"""What a hub on a server reads of a definition: it knows no TOML and runs no rule.

Of a procedure the stages, ways, rights, and of each gate what can be seen in the tables; of a form
who signs it, and which places its digest is taken over (`resources/hub/digests.sql`, `gates.sql`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mcdesk.application.journal import read_event
from mcdesk.procedure import figures
from mcdesk.procedure.by_module import Division
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.content import Content, top_of
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.late import may_be_late, supplied_by
from mcdesk.procedure.load import read_form, read_procedure
from mcdesk.procedure.rules_types import SEVERAL
from mcdesk.procedure.sheets import assessor_field, is_assessor_s

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.definition import Column, Field, FormDefinition, Rule
    from mcdesk.procedure.load import Mistake
    from mcdesk.procedure.procedure_definition import (
        EffectUse,
        GuardUse,
        ProcedureDefinition,
        Transition,
    )

SEEN = ("form_valid", "acknowledged", "value_is", "no_open_debts", "tested_build")
"""The guards whose demands a server sees in the tables; the others are the workspaces' matter."""

COUNTS = {"next_round": "round", "next_loop": "loop"}
"""What the effects of a way count on."""


def facts_of(kind: str, text: str) -> Mapping[str, Any]:
    """Return the facts of a definition by its text; none of one that cannot be read here."""
    mistakes: list[Mistake] = []
    if kind == "procedure":
        procedure = read_procedure(text, "", mistakes)
        return {} if procedure is None or mistakes else procedure_facts(procedure)
    form = read_form(text, "", mistakes)
    return {} if form is None or mistakes else form_facts(form)


def told_with(body: str) -> dict[str, Any]:
    """Return what is sent along with an event that brings definitions; nothing with others."""
    if '"definition"' not in body:
        return {}
    new = [effect.new for effect in read_event(body).effects if effect.table == "definition"]
    return {"facts": {str(e["id"]): facts_of(str(e["kind"]), str(e["text"])) for e in new}}


def procedure_facts(procedure: ProcedureDefinition) -> Mapping[str, Any]:
    """Return what a server judges rights and moves by."""
    return {
        "stages": {stage.id: stage.number for stage in procedure.stages},
        "rights": {right: list(roles) for right, roles in procedure.rights.items()},
        "scopes": {role.id: role.scope for role in procedure.roles},
        "ways": [_way(way) for way in procedure.transitions],
        "settings": {s.key: json.loads(json_text(s.value)) for s in procedure.settings},
    }


def _way(way: Transition) -> Mapping[str, Any]:
    return {
        "from": way.source,
        "to": way.target,
        "kind": way.kind,
        "movers": list(way.movers),
        "reason": way.reason,
        "needs": [_need(use) for use in way.guards if use.name in SEEN],
        "counts": next((COUNTS[use.name] for use in way.effects if use.name in COUNTS), ""),
        "falls": [kind for use in way.effects for kind in _falling(use)],
    }


def _falling(use: EffectUse) -> tuple[str, ...]:
    """Return the forms that an effect of a way lets fall, wherever they belong."""
    if use.name == "build_falls":
        return (use.params["form"],)
    return tuple(use.params["forms"]) if use.name == "new_version" else ()


def _need(use: GuardUse) -> Mapping[str, Any]:
    levels = {"essential": use.levels.essential, "full": use.levels.full}
    known = {key: use.params[key] for key in ("form", "path", "values") if key in use.params}
    return {"guard": use.name, "levels": levels, **known}


def form_facts(form: FormDefinition) -> Mapping[str, Any]:
    """Return who signs a form, and which of its places stand in the digest of a revision.

    Of one that is signed module by module also which tables are the course's whole, and by which
    column the modules are told in their order (0017).
    """
    division = Division(form, Content())
    of_course = form.fields.keys() - division.tables if form.by_module else ()
    return {
        "stage": form.stage,
        "subject": form.subject,
        "per": list(form.per),
        "signers": [
            {
                "role": signer.role,
                "step": signer.step,
                "optional": signer.optional,
                "on_team": signer.on_team,
                "decisions": list(signer.decisions),
                "media": list(signer.media),
            }
            for signer in form.signers
        ],
        "frozen": {
            path: not (entry.living or entry.is_made) for path, entry in form.fields.items()
        },
        "late": [path for path, entry in form.fields.items() if may_be_late(form, entry)],
        "late_by": {
            path: list(by)
            for path, entry in form.fields.items()
            if may_be_late(form, entry) and (by := supplied_by(entry))
        },
        "columns": {
            path: [column.id for column in entry.columns]
            for path, entry in form.fields.items()
            if entry.columns
        },
        "within": {path: _within(entry) for path, entry in form.fields.items() if _within(entry)},
        "several": [path for path, entry in _typed(form) if entry.type in SEVERAL],
        "decided_by": {
            path: entry.decided_by for path, entry in form.fields.items() if entry.decided_by
        },
        "assessed": {
            "by": assessor_field(form),
            "fields": [path for path, entry in form.fields.items() if is_assessor_s(form, entry)],
            "begun": _assessed_begun(form),
        },
        "decided_needs": [need for rule in form.rules for need in _decided_needs(form, rule)],
        "figures": list(figures.places(form)),
        "modules": {"table": form.by_module, "column": division.column},
        "tables": {
            path: {"source": entry.table or "form_row", "columns": _columns(entry)}
            | ({"course": True} if path in of_course else {})
            for path, entry in form.fields.items()
            if entry.type is FieldType.TABLE and not entry.living and not entry.is_made
        },
    }


def _assessed_begun(form: FormDefinition) -> list[str]:
    """Return what of an assessor's a sheet begins with, as the form says (`opening.open_form`)."""
    begun = [top_of(path) for path, entry in form.fields.items()
             if entry.prefill or entry.rows or entry.default is not None]  # fmt: skip
    return [path for path in dict.fromkeys(begun) if is_assessor_s(form, form.fields[path])]


def _within(entry: Field) -> list[str]:
    """Return what stands within a field under a name of its own (`refuse_unknown_path`)."""
    if entry.type is FieldType.YESNO:
        return ["note"]
    items = entry.items if entry.type is FieldType.CHECKLIST else ()
    return [f"{item.id}{rest}" for item in items for rest in ("", ".note")]


def _typed(form: FormDefinition) -> Iterator[tuple[str, Field | Column]]:
    """Yield each field and column with where it stands."""
    for path, entry in form.fields.items():
        yield path, entry
        yield from ((f"{path}/{column.id}", column) for column in entry.columns)


def _decided_needs(form: FormDefinition, rule: Rule) -> Iterator[Mapping[str, Any]]:
    """Yield what must be filled where a role decides so: a table has a row, a field says something.

    Other rules than this one ask more than the tables show.
    """
    decided = form.fields.get(str(rule.params.get("when", "")))
    if decided is None or not decided.decided_by or rule.check != "needs_when":
        return
    yield {
        "role": decided.decided_by,
        "when": decided.id,
        "values": rule.params.get("values"),
        "paths": list(rule.paths),
        "level": f"{form.id}.{rule.id}",
        "levels": {"essential": rule.levels.essential, "full": rule.levels.full},
    }


def _columns(entry: Field) -> list[str]:
    return [column.id for column in entry.columns if not column.living and not column.compute]
