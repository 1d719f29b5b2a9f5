"""What an external original is asked: single fields that gates read in it (decisions.md, 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.definition import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.procedure.definition import Field, FormDefinition
    from mcdesk.procedure.procedure_definition import ProcedureDefinition

SINGLE = (
    FieldType.LINE, FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.CHOICE,
    FieldType.YESNO,
)  # fmt: skip
NAMING = ("path", "verdict")


def asked_of(procedure: ProcedureDefinition, definition: FormDefinition) -> Mapping[str, Field]:
    """Return the fields of a form that some gate reads, by path."""
    paths = dict.fromkeys(_read_by_gates(procedure, definition.id))
    fields = {path: definition.fields[path] for path in paths if path in definition.fields}
    return {path: entry for path, entry in fields.items() if entry.type in SINGLE}


def _read_by_gates(procedure: ProcedureDefinition, kind: str) -> Iterator[str]:
    for transition in procedure.transitions:
        for use in transition.guards:
            if use.params.get("form") == kind:
                yield from (str(use.params[name]) for name in NAMING if name in use.params)
