"""A whole form on one paper that is signed in parts (procedure/by_module.py).

It begins with a list of the parts: which version of each stands here, and how far it is signed.
Every part's own sign-offs follow at the end, as they are recorded. Nobody signs on this paper: a
part is signed on its own, whose code names its revision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label
from mcdesk.reports import words
from mcdesk.reports.block import Space
from mcdesk.reports.fields import add_heading
from mcdesk.reports.listing import Col, Spans, Text, add_listing
from mcdesk.reports.paper import BODY, CELL, CELL_ID, INLINE, SMALL, STRONG, text_row
from mcdesk.reports.signature import add_record

if TYPE_CHECKING:
    from mcdesk.application.views import PartSheet
    from mcdesk.reports.paper import Paper

PARTS = Label("Parts and their versions", "Bagian dan versinya")
SIGNED_APART = Label(
    "Each part is frozen and signed by itself. Its signatures are at the end of this document.",
    "Tiap bagian dibekukan dan ditandatangani sendiri. Tanda tangannya ada di akhir dokumen ini.",
)
COLUMNS = (
    Col(Label("Part", "Bagian"), 3.4),
    Col(Label("Version, number", "Versi, nomor"), 2.6),
    Col(Label("Frozen on", "Dibekukan"), 1.9),
    Col(Label("What stands here", "Yang tercantum di sini"), 3.3),
)
DONE = Label("signed by all ({n} of {m})", "ditandatangani semua ({n} dari {m})")
WAITING = Label("frozen; signed: {n} of {m}", "dibekukan; ditandatangani: {n} dari {m}")
SENT_BACK = Label("frozen; returned or rejected", "dibekukan; dikembalikan atau ditolak")
NOT_FROZEN = Label(
    "draft, not frozen for signature yet", "draf, belum dibekukan untuk ditandatangani"
)
CHANGED = Label(
    "draft: changed since version {v}, whose signatures no longer count",
    "draf: berubah sejak versi {v}; tanda tangannya tidak berlaku lagi",
)
STRAY = Label(
    "rows that name no module: nobody can sign them",
    "baris tanpa modul: tidak dapat ditandatangani",
)
SIGNATURES = Label("Signatures by part", "Tanda tangan per bagian")


def add_parts(paper: Paper) -> None:
    """List the parts of a form that is signed in parts, with the version of each."""
    parts = paper.sheet.parts
    if not parts:
        return
    add_heading(paper, PARTS)
    paper.add(text_row(paper.both(SIGNED_APART, BODY, INLINE), paper.width, above=3, below=2),
              keep=True)  # fmt: skip
    add_listing(paper, COLUMNS, [_row(part) for part in parts])


def _row(part: PartSheet) -> list[Text]:
    version: list[Spans] = []
    if part.version:
        name = f"{words.VERSION.en} / {words.VERSION.id} {part.version}"
        lines = (name, part.number, words.grouped(part.digest, 3))
        version = [[(line, CELL)] for line in lines if line]
    day = words.moment_text(part.frozen_at) if part.version else words.DASH
    return [part_label(part), version or words.DASH, day, state_of(part)]


def part_label(part: PartSheet) -> Label:
    """Return a part's name as a line begins with it."""
    en, id_ = part.name.en, part.name.id
    return Label(en[:1].upper() + en[1:], id_[:1].upper() + id_[1:])


def state_of(part: PartSheet) -> Label:
    """Return where a part stands."""
    if part.stray:
        return STRAY
    if not part.version:
        return NOT_FROZEN
    if not part.stands:
        return Label(CHANGED.en.format(v=part.version), CHANGED.id.format(v=part.version))
    if any(line.state in ("returned", "rejected") for line in part.signatures):
        return SENT_BACK
    done, needed = part.signed
    label = DONE if done == needed else WAITING
    return Label(label.en.format(n=done, m=needed), label.id.format(n=done, m=needed))


def add_part_signatures(paper: Paper) -> None:
    """Add the sign-offs of every part below one another, each under its name and version."""
    parts = [part for part in paper.sheet.parts if part.version]
    if not parts:
        return
    add_heading(paper, SIGNATURES)
    for place, part in enumerate(parts):
        if place:
            paper.add(Space(10))
        _add_name(paper, part)
        add_record(paper, part.signatures)


def _add_name(paper: Paper, part: PartSheet) -> None:
    """Add whose sign-offs follow: the part, its version, and what is to be known of it."""
    version = f"{words.VERSION.en} / {words.VERSION.id} {part.version}"
    told = (version, part.number, f"{words.DIGEST.en} {words.grouped(part.digest, 3)}")
    spans = paper.both(part_label(part), STRONG, INLINE)
    spans.append((paper.clean("  ·  ".join(filter(None, told))), SMALL))
    paper.add(text_row(spans, paper.width, above=7), keep=True)
    if not part.stands:
        spans = paper.both(state_of(part), CELL, CELL_ID)
        paper.add(text_row(spans, paper.width), keep=bool(part.signatures))
