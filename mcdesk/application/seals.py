"""Which decisions over a form are sealed as PDF: told by the notes of the sealed files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.lines import file_lines
from mcdesk.procedure.digest import short_digest
from mcdesk.procedure.records import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import FileLine, SignatureLine
    from mcdesk.procedure.situation import FormState

SEALED = "sealed"
"""The purpose of a form's PDF that carries signatures, or was printed to get some."""


def mark_of(version: int, digest: str) -> str:
    """Return what names a version in the note of its sealed PDF."""
    return f"v{version} {short_digest(digest)}"


def note_of(version: int, digest: str, role: str) -> str:
    """Return the note of a sealed PDF: its version, and the role that sealed last."""
    return f"{mark_of(version, digest)} {role}"


def with_seals(
    knowledge: Knowledge, states: Iterable[FormState], lines: Iterable[SignatureLine]
) -> tuple[SignatureLine, ...]:
    """Return signature lines that know the PDF which carries their seal; it carries all others."""
    sealed = {found: file for state in states for found, file in _sealed(knowledge, state)}
    return tuple(replace(line, sealed=sealed.get(line.sign_off_id)) for line in lines)


def _sealed(knowledge: Knowledge, state: FormState) -> Iterator[tuple[str, FileLine]]:
    """Yield the decisions over a form's present version that are sealed, with the newest PDF.

    Its moment is that of the seal.
    """
    if state.revision is None or not state.decided:
        return
    kept = knowledge.reader.select(StoredFile, form_id=state.form.id, purpose=SEALED)
    begin = mark_of(state.revision.version, state.revision.digest) + " "
    files = [file for file in file_lines(knowledge, kept) if file.note.startswith(begin)]
    for role, decision in state.decided.items():
        own = [file for file in files if file.note == begin + role]
        if own:
            yield decision.id, replace(files[0], added_at=own[-1].added_at)
