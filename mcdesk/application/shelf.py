"""The definitions of a workspace, read from their text once and kept by digest."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.load import BrokenDefinitions, Mistake, read_form, read_procedure
from mcdesk.procedure.procedure_definition import Definitions, ProcedureDefinition
from mcdesk.procedure.records import Card, DefinitionText

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.definition import FormDefinition

T = TypeVar("T")
_forms: dict[str, FormDefinition] = {}
_procedures: dict[str, ProcedureDefinition] = {}
_data: dict[str, Mapping[str, Any]] = {}
_together: dict[tuple[str, str], Definitions] = {}


def procedure_of(reader: Reader, digest: str) -> ProcedureDefinition:
    """Return the procedure with this digest.

    Raises:
        Trouble: The definition is not there, or names what this program does not know.
    """
    if digest not in _procedures:
        mistakes: list[Mistake] = []
        found = read_procedure(_text(reader, digest), digest[:12], mistakes)
        _procedures[digest] = _usable(found, mistakes)
    return _procedures[digest]


def form_definition(reader: Reader, digest: str) -> FormDefinition:
    """Return the form definition with this digest; raises Trouble like `procedure_of`."""
    return _forms[digest] if digest in _forms else form_of_text(digest, _text(reader, digest))


def form_of_text(digest: str, text: str) -> FormDefinition:
    """Return the form definition whose text has this digest; raises Trouble if it is unknown."""
    if digest not in _forms:
        mistakes: list[Mistake] = []
        _forms[digest] = _usable(read_form(text, digest[:12], mistakes), mistakes)
    return _forms[digest]


def _text(reader: Reader, digest: str) -> str:
    kept = reader.find(DefinitionText, digest)
    if kept is None:
        raise Trouble(
            "definition_missing",
            _("A definition of this workspace is missing."),
            _("Restore the workspace from a backup, or import its definitions again."),
        )
    return kept.text


def _usable(found: T | None, mistakes: list[Mistake]) -> T:
    if found is None or mistakes:
        raise Trouble(
            "definition_unknown",
            _("This procedure was made with a newer MC Desk."),
            _("Update the program; until then the micro-credential can only be read."),
        ) from BrokenDefinitions(mistakes)
    return found


def data_of(reader: Reader, digest: str) -> Mapping[str, Any]:
    """Return the parsed TOML of a definition; raises Trouble where it is missing."""
    if digest not in _data:
        _data[digest] = tomllib.loads(_text(reader, digest))
    return _data[digest]


def card_definitions(card: Card) -> Mapping[str, str]:
    """Return the digest of each form's definition that a card began under."""
    return {kind: str(each) for kind, each in read_object(card.definitions).items()}


def definitions_of(reader: Reader, card: Card) -> Definitions:
    """Return the procedure and forms that a card began under (decisions.md, 19)."""
    key = card.procedure_id, card.definitions
    if key not in _together:
        forms = {
            kind: form_definition(reader, digest) for kind, digest in card_definitions(card).items()
        }
        _together[key] = Definitions(procedure_of(reader, card.procedure_id), forms)
    return _together[key]


def published(reader: Reader, today: date) -> tuple[str, Mapping[str, str]]:
    """Return the digests of the procedure and of each form that bind on a day.

    On a day before the first version was published, that one does: what is entered afterwards
    happened under it.

    Raises:
        Trouble: The workspace has no procedure.
    """
    known = [version for version in versions(reader) if version.published_on]
    day = max(today.isoformat(), known[0].published_on if known else "")
    newest = {(kept.kind, kept.key): kept for kept in known if kept.published_on <= day}
    procedures = [entry for (kind, _key), entry in newest.items() if kind == "procedure"]
    if not procedures:
        raise Trouble("no_procedure", _("This workspace holds no procedure."))
    latest = max(procedures, key=lambda entry: entry.published_on)
    return latest.id, {key: entry.id for (kind, key), entry in newest.items() if kind == "form"}


def versions(reader: Reader) -> tuple[DefinitionText, ...]:
    """Return every version of the procedure and the forms, the one that binds last at the end."""
    kept = reader.select(DefinitionText)
    return tuple(sorted(kept, key=lambda entry: (entry.published_on, _counts(entry.version))))


def knows_newest(reader: Reader) -> bool:
    """Tell whether this program can read the newest version of the procedure and of each form.

    Whoever cannot is refused every command by it.
    """
    newest = {(kept.kind, kept.key): kept.id for kept in versions(reader) if kept.published_on}
    try:
        for (kind, _key), digest in newest.items():
            read = procedure_of if kind == "procedure" else form_definition
            read(reader, digest)
    except Trouble:
        return False
    return True


def _counts(version: str) -> tuple[int, ...]:
    """Return a version's numbers: 2026.10 comes after 2026.9."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
