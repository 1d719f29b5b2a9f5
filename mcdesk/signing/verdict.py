"""Puts together what is said of a signed PDF: the form on its pages, its text, its signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application.seals import (
    named_decisions,
    place_names,
    sealed_decision,
    shown_reason,
    tag_of,
)
from mcdesk.application.views import PdfVerdict, SealLine
from mcdesk.errors import Finding, that_block
from mcdesk.i18n import N_
from mcdesk.signing.added import added_to
from mcdesk.signing.faces import faces_of
from mcdesk.signing.notes import notes_over
from mcdesk.signing.seal import PREFIX
from mcdesk.signing.texts import differing_pages, has_frozen_words, page_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from mcdesk.application.views import ScanBundle, Sheet, TextState
    from mcdesk.procedure.stage import Label
    from mcdesk.signing.added import Added
    from mcdesk.signing.judge import Judged, Seal
    from mcdesk.signing.seal import Place

MOST_SHOWN = 300
"""So many letters of a box are repeated."""


@dataclass(frozen=True, slots=True)
class KnownPrint:
    """A print of a version, and the tag of what was decided beside it that it shows, "" if none.

    One as it stood on another `day` names that. One to be compared by what was frozen alone has
    these words on pages of their own (`frozen`), which hold some on `count`. `shown` are the marks
    of the decisions that it shows as recorded, `places` those for signatures in it.
    """

    data: bytes
    tag: str = ""
    void: bool = False
    frozen: bytes = b""
    count: int = 0
    day: str = ""
    shown: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What a PDF is held against: its version (`sheet`), and the prints of it that it may be.

    Those that were printed to be sealed at any moment before (`to_seal_then`), and those
    `of_other_days`, asked for with the words on its pages, are made only where it is none of the
    `known` ones, and those `of_no_day`, which share the frozen words alone, where it is none of
    any. `ended` says of a decision, by its mark, why it counts no more; `vouch` of a seal who
    vouches for its name, and what is odd about that; `faces` what its box may show, without blanks.
    """

    known: Sequence[KnownPrint] = ()
    sheet: Sheet | None = None
    to_seal_then: Callable[[], Iterable[KnownPrint]] = lambda: ()
    of_other_days: Callable[[Sequence[str]], Iterable[KnownPrint]] = lambda _said: ()
    of_no_day: Iterable[KnownPrint] = ()
    ended: Callable[[str], Finding | None] = lambda _mark: None
    vouch: Callable[[Seal], tuple[Finding, ...]] = lambda seal: unvouched(seal)
    faces: Callable[[Seal], Collection[str]] = lambda _seal: ()


@dataclass(frozen=True, slots=True)
class _Text:
    """What the text of a file is against prints, and the tag of the print that it is nearest to."""

    state: TextState
    pages: tuple[int, ...] = ()
    tag: str = ""
    day: str = ""
    shown: tuple[str, ...] = ()
    added: tuple[Added, ...] = ()


def verdict(
    name: str,
    data: bytes,
    judged: Judged,
    prints: Sequence[ScanBundle],
    roles: Mapping[str, Label],
    held: Held | None = None,
    unread: tuple[Finding, ...] = (),
) -> PdfVerdict:
    """Return what a PDF is, whose pages name these prints, held against what is here.

    `unread` says why its pages were not read, where they were not.
    """
    held, said = held or Held(), page_texts(data)
    text = _against(data, said, held.known)
    if text.state == "other" and not text.added:
        text = _sealed_then(data, said, held.to_seal_then(), text)
    if text.state == "other":
        text = next(_dated(said, held.of_other_days(said)), text)
    if text.state == "other":
        text = next(_behind(said, held.of_no_day), text)
    shown = faces_of(data) if held.sheet is not None and judged.seals else {}
    seals = tuple(_line(seal, roles, held, shown.get(seal.field, "")) for seal in judged.seals)
    findings = [*judged.findings, *(unread or _prints(judged, prints)), *_shown(text, judged, held)]
    if text.state != "unknown":
        findings += [each.finding for each in text.added or notes_over(data)]
    if held.sheet is not None and text.state in ("exact", "added", "same", "dated"):
        sealed = {each.field.removeprefix(PREFIX) for each in judged.seals}
        findings += _beside(held.sheet, text.tag, sealed)
    return PdfVerdict(name, tuple(prints), text.state, text.pages, seals, tuple(findings), text.day)


def _line(seal: Seal, roles: Mapping[str, Label], held: Held, face: str = "") -> SealLine:
    """Return what is said of a signature: what is wrong with it, and who vouches for its name."""
    vouched, *odd = held.vouch(seal)
    findings = (*seal.findings, *_over(seal.reason, held), *_told_in(face, seal, held), *odd)
    return SealLine(seal.field, seal.role, roles.get(seal.role), seal.name, seal.at,
                    shown_reason(seal.reason), seal.own, findings, vouched)  # fmt: skip


def _told_in(face: str, seal: Seal, held: Held) -> Iterator[Finding]:
    """Say that the box of a signature shows other words than are written for its decision.

    Whoever seals may draw there what they like. One that tells of more is wrong; one that tells it
    in other words may be from a day when somebody was called otherwise.
    """
    meant, found = held.faces(seal), "".join(face.split())
    if not meant or not found or found in meant:
        return
    others = {"".join(line.person.split()) for line in held.sheet.signatures} if held.sheet else ()
    tells_more = any(found.startswith(each) for each in meant) or any(
        name and name in found and not any(name in each for each in meant) for name in others
    )
    yield Finding("told_otherwise", N_("Its box shows other words than stand in MC Desk for this "
                  "decision: “{words}”. What counts stands here."),
                  {"words": face if len(face) <= MOST_SHOWN else f"{face[:MOST_SHOWN]}…"},
                  level="block" if tells_more else "warn")  # fmt: skip


def unvouched(seal: Seal) -> tuple[Finding, ...]:
    """Say that nobody vouches for the name in a seal (docs/decisions/0009)."""
    if seal.own:
        return (Finding("self_made", N_("Nobody vouches for this name: the certificate is "
                        "self-made and not known here."), level="warn"),)  # fmt: skip
    return (Finding("unknown_authority", N_("Nobody here vouches for this name: the certificate "
                    "was issued by “{issuer}”, which is not checked."), {"issuer": seal.issuer},
                    level="warn"),)  # fmt: skip


def _over(reason: str, held: Held) -> Iterator[Finding]:
    """Say that the decision that a seal is made for counts no more.

    One of a program of before, or of another one, names no decision.
    """
    ended = held.ended(sealed_decision(reason))
    if ended is not None:
        yield ended


def _shown(text: _Text, judged: Judged, held: Held) -> Iterator[Finding]:
    """Say that a decision that a sealed print, or a seal, shows as recorded counts no more."""
    named = (mark for seal in judged.seals for mark in named_decisions(seal.reason))
    ended = [each for each in map(held.ended, (*text.shown, *named)) if each is not None]
    if that_block(ended):
        yield Finding("shown_ended", N_("The paper shows a decision as recorded that does not "
                      "count any more. What counts is a PDF sealed anew."))  # fmt: skip


def signed_beside(sheet: Sheet) -> str:
    """Return what was decided beside a version's text, as its role's decision over it names it."""
    deciding = {sheet.definition.fields[path].decided_by for path in sheet.stated}
    return next((line.decided for line in sheet.signatures
                 if line.role in deciding and line.decided), "")  # fmt: skip


def _beside(sheet: Sheet, tag: str, sealed: Collection[str]) -> Iterator[Finding]:
    """Say that a paper shows another result than was signed, or none (docs/decisions/0009)."""
    signed = signed_beside(sheet)
    for path in sheet.stated if tag != tag_of(signed) else ():
        entry = sheet.definition.fields[path]
        value = sheet.content.value(path)
        told = {"field": entry.label, "value": next(
            (one.label for one in entry.choices if signed and one.id == value), "–")}  # fmt: skip
        places = place_names(line.role for line in sheet.signatures)
        over_it = {name for name, line in zip(places, sheet.signatures, strict=True)
                   if line.decided and line.decided == signed}  # fmt: skip
        if tag or over_it & set(sealed):
            yield Finding(
                "other_result",
                N_(
                    "{field}: the paper shows something else than is "
                    "signed now ({value}). What counts is a PDF sealed with that."
                ),
                told,
            )
        else:
            yield Finding("stated_since", N_("{field}: the paper shows none; since it was made "
                          "“{value}” was stated and signed."), told, level="warn")  # fmt: skip


def _against(data: bytes, said: Sequence[str], known: Sequence[KnownPrint]) -> _Text:
    """Tell whether a file is one of the prints, says the same, or where it says something else."""
    if not known:
        return _Text("unknown")
    exact = next((each for each in known if data.startswith(each.data)), None)
    if exact is not None:
        return _on_from(data, said, exact)
    if not any(said):
        return _Text("pictures")
    found = [(differing_pages(said, each.data), each) for each in known]
    nearest, print_ = min(found, key=lambda each: len(each[0]))
    if nearest:
        return _Text("other", nearest, print_.tag)
    return _Text("void" if print_.void else "same", (), print_.tag, shown=print_.shown)


def _on_from(data: bytes, said: Sequence[str], print_: KnownPrint) -> _Text:
    """Tell whether a file that goes on from a print holds nothing else than signatures besides."""
    added = (*added_to(data, print_.data, print_.places), *notes_over(data))
    other = differing_pages(said, print_.data) if added else ()
    state: TextState = "other" if other else "added" if added else "exact"
    if print_.void and not other:
        state = "void"
    return _Text(state, other, print_.tag, shown=print_.shown, added=added)


def _sealed_then(
    data: bytes, said: Sequence[str], prints: Iterable[KnownPrint], nearest: _Text
) -> _Text:
    """Tell which of the prints to be sealed before a file is, or goes on from; else the nearest."""
    for each in prints:
        found = _against(data, said, (each,))
        if found.state != "other" or found.added:
            return found
        nearest = min(nearest, found, key=lambda one: len(one.pages))
    return nearest


def _dated(said: Sequence[str], prints: Iterable[KnownPrint]) -> Iterator[_Text]:
    """Yield what a file is that says what a print of another day says, on all of its pages."""
    for each in prints:
        if not differing_pages(said, each.data):
            yield _Text("void" if each.void else "dated", (), each.tag, each.day)


def _behind(said: Sequence[str], prints: Iterable[KnownPrint]) -> Iterator[_Text]:
    """Yield what a file is that has the frozen words alone, with the pages that hold others."""
    for each in prints:
        if has_frozen_words(said, each.data, each.frozen, each.count):
            yield _Text("behind", differing_pages(said, each.data), each.tag)


def _prints(judged: Judged, prints: Sequence[ScanBundle]) -> Iterable[Finding]:
    """Say that the pages name no form, or several."""
    if not judged.is_readable:
        return
    named = {bundle.form_id for bundle in prints if bundle.form_id}
    if not named:
        yield Finding("no_form", N_("No page names a form of this workspace."))
    elif len(prints) > 1:
        yield Finding("several", N_("Its pages belong to {n} prints; only one belongs here."),
                      {"n": len(prints)})  # fmt: skip
