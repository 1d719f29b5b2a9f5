"""Which decisions over a form are sealed as PDF: told by the notes of the sealed files.

What a role decides beside the frozen text (the result of F9) stands in the PDF that it seals, so a
version has a PDF for what was signed before, and one for each result (docs/decisions/0009).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.lines import file_lines
from mcdesk.i18n import _
from mcdesk.procedure.digest import short_digest
from mcdesk.procedure.records import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import FileLine, SignatureLine
    from mcdesk.procedure.situation import FormState

TAG = 8
NOTE = r"v\d+ [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}(\+(?P<tag>[0-9a-f]+))? (?P<place>\w+)"
SEALED = "sealed"
"""The purpose of a form's PDF that carries signatures, or was printed to get some."""


def tag_of(decided: str) -> str:
    """Return what tells one thing that was decided beside a text from another; "" for nothing."""
    return hashlib.sha256(decided.encode()).hexdigest()[:TAG] if decided else ""


def mark_of(version: int, digest: str, decided: str = "") -> str:
    """Return what names a version, and a result beside it, in the note of its sealed PDF."""
    tag = tag_of(decided)
    return f"v{version} {short_digest(digest)}" + (f"+{tag}" if tag else "")


def note_of(version: int, digest: str, place: str, decided: str = "") -> str:
    """Return the note of a sealed PDF: its version, and the place that was sealed last."""
    return f"{mark_of(version, digest, decided)} {place}"


def named_in(note: str) -> tuple[str, str] | None:
    """Return the tag of the result that a sealed PDF shows and the place sealed last in it.

    None where the note is none of a PDF that was sealed here.
    """
    found = re.fullmatch(NOTE, note)
    return (found["tag"] or "", found["place"]) if found else None


def shown_note(note: str, *, both: bool = False) -> str:
    """Return the note of a file for people: that of a sealed PDF is its version, else as it is."""
    if named_in(note) is None:
        return note
    number = note.partition(" ")[0].removeprefix("v")
    words = _("version {n}").format(n=number)
    if not both:
        return words
    return " / ".join(_("version {n}", each).format(n=number) for each in ("en", "id"))


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
    version, digest = state.revision.version, state.revision.digest
    files = file_lines(knowledge, kept)
    for line, place in zip(lines, place_names(line.role for line in lines), strict=True):
        note = note_of(version, digest, place, line.decided)
        found = pdfs_of(files, version, digest, line.decided, lines)
        own = [file for file in found if file.note == note]
        if own and line.sign_off_id:
            yield line.sign_off_id, replace(found[0], added_at=own[-1].added_at)


def pdfs_of(
    files: Iterable[FileLine],
    version: int,
    digest: str,
    decided: str,
    lines: Sequence[SignatureLine],
) -> list[FileLine]:
    """Return the sealed PDFs, of these, whose text is a version with what was decided beside it.

    Programs of before added the seal of who decided to the PDF without it; that is left out.
    """
    mark = mark_of(version, digest, decided)
    names = place_names(line.role for line in lines)
    others = {
        f"{mark} {name}"
        for name, line in zip(names, lines, strict=True)
        if line.sign_off_id and line.decided != decided
    }
    return [file for file in files if file.note.startswith(f"{mark} ") and file.note not in others]
