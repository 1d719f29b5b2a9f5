"""Which decisions over a form are sealed as PDF: told by the notes of the sealed files."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.lines import file_lines
from mcdesk.procedure.digest import short_digest
from mcdesk.procedure.records import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import FileLine, SignatureLine
    from mcdesk.procedure.situation import FormState

SEALED = "sealed"
"""The purpose of a form's PDF that carries signatures, or was printed to get some."""


def mark_of(version: int, digest: str) -> str:
    """Return what names a version in the note of its sealed PDF."""
    return f"v{version} {short_digest(digest)}"


def note_of(version: int, digest: str, place: str) -> str:
    """Return the note of a sealed PDF: its version, and the place that was sealed last."""
    return f"{mark_of(version, digest)} {place}"


def place_names(roles: Iterable[str]) -> list[str]:
    """Return what the places of these signers are called: of a role that signs twice `sme_2`.

    So it is over a letter, where each covered micro-credential has its own lecturer and Head.
    """
    seen: dict[str, int] = {}
    found = []
    for role in roles:
        seen[role] = seen.get(role, 0) + 1
        found.append(role if seen[role] == 1 else f"{role}_{seen[role]}")
    return found


def role_of(place: str) -> str:
    """Return the role whose place has this name."""
    return re.sub(r"_\d+$", "", place)


def with_seals(
    knowledge: Knowledge, states: Iterable[FormState], lines: Iterable[SignatureLine]
) -> tuple[SignatureLine, ...]:
    """Return signature lines that know the PDF which carries their seal; it carries all others."""
    known = tuple(lines)
    sealed: dict[str, FileLine] = {}
    for state in states:
        decided = {entry.id for entry in state.sign_offs}
        own = [line for line in known if line.sign_off_id in decided or not line.part]
        sealed.update(_sealed(knowledge, state, own))
    return tuple(replace(line, sealed=sealed.get(line.sign_off_id)) for line in known)


def _sealed(
    knowledge: Knowledge, state: FormState, lines: Sequence[SignatureLine]
) -> Iterator[tuple[str, FileLine]]:
    """Yield the decisions over a form's present version that are sealed, with the newest PDF.

    Its moment is that of the seal.
    """
    if state.revision is None or not any(line.sign_off_id for line in lines):
        return
    kept = knowledge.reader.select(StoredFile, form_id=state.form.id, purpose=SEALED)
    begin = mark_of(state.revision.version, state.revision.digest) + " "
    files = [file for file in file_lines(knowledge, kept) if file.note.startswith(begin)]
    for line, place in zip(lines, place_names(line.role for line in lines), strict=True):
        own = [file for file in files if file.note == begin + place]
        if own and line.sign_off_id:
            yield line.sign_off_id, replace(files[0], added_at=own[-1].added_at)
