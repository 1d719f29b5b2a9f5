"""Which decisions over a form are sealed as PDF: told by the notes of the sealed files.

What a role decides beside the frozen text (the result of F9) stands in the PDF that it seals, so a
version has a PDF for what was signed before, and one for each result (docs/decisions/0009). The
note names the decisions whose seals the PDF carries, and those that it shows as recorded: once one
of them is withdrawn, nothing more is sealed in it, and it stands for none of the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcdesk.application.lines import file_lines
from mcdesk.i18n import _
from mcdesk.procedure.canonical import text_digest
from mcdesk.procedure.digest import short_digest
from mcdesk.procedure.records import StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import FileLine, SignatureLine
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import SignOff

TAG = 8
NOTE = re.compile(
    r"(?P<mark>v[0-9]{1,9} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}(\+(?P<tag>[0-9a-f]+))?) "
    r"(?P<place>[A-Za-z0-9_]+)( (?P<seals>[0-9a-f.]+)(~(?P<shown>[0-9a-f.]+))?)?"
)
IN_REASON = re.compile(rf"(?: · )?#([0-9a-f]{{{TAG}}})(?:~([0-9a-f.]+))?$")
"""What a seal's reason ends with: the decision that it is made for, and those that it names."""
SEALED = "sealed"
"""The purpose of a form's PDF that carries signatures, or was printed to get some."""


def tag_of(decided: str) -> str:
    """Return what tells one thing that was decided beside a text from another; "" for nothing."""
    return text_digest(decided)[:TAG] if decided else ""


def mark_of(version: int, digest: str, decided: str = "") -> str:
    """Return what names a version, and a result beside it, in the note of its sealed PDF."""
    tag = tag_of(decided)
    return f"v{version} {short_digest(digest)}" + (f"+{tag}" if tag else "")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the note of a sealed PDF says: version with result (`mark`), result, place sealed last.

    `seals` are the decisions whose seals it carries, the last one last, `shown` those that stand
    in the print or in a seal as recorded, both by their marks; programs of before named none.
    """

    mark: str
    tag: str
    place: str
    seals: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """The note itself."""
        seals, shown = ".".join(self.seals), ".".join(self.shown)
        return f"{self.mark} {self.place}" + (f" {seals}" if seals else "") + (
            f"~{shown}" if shown else "")  # fmt: skip

    def names(self, sign_off_id: str) -> bool:
        """Tell whether it carries or shows a decision."""
        return mark_of_decision(sign_off_id) in (*self.seals, *self.shown)

    def stands(self, decisions: Collection[str]) -> bool:
        """Tell whether each decision that it carries or shows is among these."""
        return {*self.seals, *self.shown} <= set(decisions)


def mark_of_decision(sign_off_id: str) -> str:
    """Return what names a decision in the note and in the seal of a PDF."""
    return text_digest(sign_off_id)[:TAG] if sign_off_id else ""


def sealed_decision(reason: str) -> str:
    """Return the mark of the decision that a seal is made for, by its reason; "" for none."""
    found = IN_REASON.search(reason)
    return found[1] if found else ""


def named_decisions(reason: str) -> tuple[str, ...]:
    """Return the marks of the decisions that a seal names besides, as made since and not sealed."""
    found = IN_REASON.search(reason)
    return tuple(filter(None, (found[2] or "").split("."))) if found else ()


def marks_in_reason(sign_off_id: str, named: Iterable[str]) -> str:
    """Return how the reason of a seal ends: with the decision sealed, and those named besides."""
    mark, others = mark_of_decision(sign_off_id), ".".join(map(mark_of_decision, named))
    return f"#{mark}" + (f"~{others}" if others else "") if mark else ""


def shown_reason(reason: str) -> str:
    """Return the reason of a seal for people, who need no mark of any decision."""
    return IN_REASON.sub("", reason)


def note_of(
    mark: str, place: str, sign_off_id: str, basis: Sealed | None, shown: Iterable[str] = ()
) -> str:
    """Return the note of a PDF with one more seal: that of a decision, in its place.

    It carries and shows what its `basis` did, and these decisions: those in the print that was
    made for it, or those that the seal names as made since.
    """
    before = basis or Sealed(mark, "", "")
    seals = (*before.seals, mark_of_decision(sign_off_id))
    told = (*before.shown, *map(mark_of_decision, shown))
    return Sealed(mark, before.tag, place, seals, told).note


def named_in(note: str) -> Sealed | None:
    """Return what the note of a sealed PDF names; None where it is none of one sealed here."""
    found = NOTE.fullmatch(note)
    if found is None:
        return None
    seals, shown = (tuple(filter(None, (found[name] or "").split(".")))
                    for name in ("seals", "shown"))  # fmt: skip
    return Sealed(found["mark"], found["tag"] or "", found["place"], seals, shown)


def bears(note: Sealed, decisions: Iterable[SignOff], me: Callable[[str], bool]) -> bool:
    """Tell whether the note of a sealed PDF can be that of one that somebody sealed for themselves.

    Its last seal is that of a decision of theirs, and shows what that decided; those before it,
    and what it shows as recorded, were decided over the same form (docs/decisions/0009). A
    withdrawn one counts here: what became of it is asked when the PDF is used.
    """
    known = {mark_of_decision(each.id): each for each in decisions}
    last = known.get(note.seals[-1]) if note.seals else None
    return (
        last is not None
        and me(last.person_id)
        and _is_over(note.mark, last)
        and {*note.seals, *note.shown} <= set(known)
    )


def _is_over(mark: str, decision: SignOff) -> bool:
    """Tell whether a mark names the text of a decision: as of its version, or frozen once more."""
    version, _space, text = mark.removeprefix("v").partition(" ")
    own = mark_of(decision.version, decision.digest, decision.decided)
    return text == own.partition(" ")[2] and int(version) >= decision.version


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
    """Yield the decisions over a form's present version that are sealed, with the PDF sealed last.

    Its moment is that of the seal.
    """
    if state.revision is None or not any(line.sign_off_id for line in lines):
        return
    kept = knowledge.reader.select(StoredFile, form_id=state.form.id, purpose=SEALED)
    version, digest = state.revision.version, state.revision.digest
    files = file_lines(knowledge, kept)
    for line, place in zip(lines, place_names(line.role for line in lines), strict=True):
        found = pdfs_of(files, version, digest, line.decided, lines)
        own = _own(found, line, place)
        if own and line.sign_off_id:
            yield line.sign_off_id, replace(own[0], added_at=own[-1].added_at)


def _own(
    found: Sequence[tuple[FileLine, Sealed]], line: SignatureLine, place: str
) -> list[FileLine]:
    """Return the PDFs that carry a line's seal, that sealed last first; the last one made it.

    One of a program of before tells the place of its last seal alone; who came after added to it.
    """
    mark = mark_of_decision(line.sign_off_id)
    named = [file for file, sealed in found if mark in sealed.seals]
    if named:
        return named
    first = next((at for at, (_file, sealed) in reversed(list(enumerate(found)))
                  if not sealed.seals and sealed.place == place), -1)  # fmt: skip
    return [file for file, _sealed in found[: first + 1]]


def pdfs_of(
    files: Iterable[FileLine],
    version: int,
    digest: str,
    decided: str,
    lines: Sequence[SignatureLine],
) -> list[tuple[FileLine, Sealed]]:
    """Return the sealed PDFs, of these, whose text is a version with what was decided beside it.

    The one sealed last comes first: that with the most seals, for each who seals adds to what the
    others did. The moments are those of the clocks of who sealed, and count only between equals.

    One that carries the seal of a decision that does not stand, or shows it, is none. Programs of
    before added the seal of who decided to the PDF without it; that is left out, too.
    """
    mark = mark_of(version, digest, decided)
    standing = {mark_of_decision(line.sign_off_id) for line in lines if line.sign_off_id}
    names = place_names(line.role for line in lines)
    others = {name for name, line in zip(names, lines, strict=True)
              if line.sign_off_id and line.decided != decided}  # fmt: skip
    named = ((file, named_in(file.note)) for file in files)
    found = [
        (file, sealed)
        for file, sealed in named
        if sealed is not None
        and sealed.mark == mark
        and sealed.stands(standing)
        and (sealed.seals or sealed.place not in others)
    ]
    return sorted(found, key=lambda each: (len(each[1].seals), each[0].added_at), reverse=True)
