"""Which column of a list means what: known headings in English and Indonesian.

A target is what a column feeds: `title_en`, `stage` …, or `F2.number` for an earlier form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.exchange.cells import folded
from mcdesk.procedure.stage import Label, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcdesk.exchange.table import Table

IGNORED = ""
_SHORTEST = 4
"""A known heading shorter than this must stand alone to be recognised."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may mean; `names` are the headings by which it is recognised."""

    key: str
    label: Label
    names: tuple[str, ...]
    required: bool = False


def _target(key: str, en: str, id_: str, names: str, *, required: bool = False) -> Target:
    known = (en, id_, *names.split("|"))
    return Target(key, Label(en, id_), tuple(dict.fromkeys(map(folded, known))), required)


TARGETS: tuple[Target, ...] = (
    _target("title_en", "Title (English)", "Judul (Inggris)",
            "title|title en|english title|judul en|name|micro-credential|microcredential|course"
            "|course title|mc title|nama mc|nama kredensial mikro|kredensial mikro",
            required=True),
    _target("title_id", "Title (Indonesian)", "Judul (Indonesia)",
            "judul|title id|indonesian title|judul id|judul indonesia|judul bahasa indonesia"
            "|judul kredensial mikro|nama mata kuliah"),
    _target("short_title", "Short title", "Judul singkat", "short name|judul pendek|singkatan"),
    _target("programme", "Study programme", "Program studi",
            "programme|program|study program|prodi|ps|department|jurusan|kode prodi"
            "|programme code", required=True),
    _target("faculty", "Faculty", "Fakultas",
            "faculty code|faculty name|nama fakultas|kode fakultas|school|sekolah"),
    _target("stage", "Stage", "Tahap",
            "stage number|stage no|current stage|status tahap|tahapan|nomor tahap|step|posisi"
            "|tahap sekarang", required=True),
    _target("since", "In this stage since", "Di tahap ini sejak",
            "since|stage since|since date|entered|entry date|date of entry|sejak|mulai tahap"
            "|masuk tahap|tanggal masuk|tanggal masuk tahap|tgl masuk|tanggal mulai tahap",
            required=True),
    _target("code", "Code", "Kode", "mc code|kode mc|card code|kode kredensial mikro"),
    _target("lead", "Lead SME", "Dosen pengembang utama",
            "sme|lead|lecturer|lead lecturer|dosen|dosen pengembang|dosen pengembang sme"
            "|nama dosen|pengampu|dosen pengampu|ketua tim|subject matter expert|penyusun"),
    _target("designer", "Instructional designer", "Perancang pembelajaran",
            "designer|id|instructional designer id|nama id|desainer|perancang"
            "|desainer instruksional|desainer pembelajaran|pic id|instructional design"),
    _target("round", "Round", "Putaran", "ronde|round number|siklus"),
    _target("opening", "Class opens on", "Kelas dibuka pada",
            "opening|opening date|class opening|planned opening|launch|launch date|tanggal buka"
            "|pembukaan|tanggal pembukaan|rencana pembukaan|buka kelas"),
    _target("outcomes", "Outcomes", "Capaian pembelajaran",
            "learning outcomes|outcome|cp|capaian|cpmk"),
    _target("modules", "Modules", "Modul", "module titles|judul modul|topics|topik|materi"),
    _target("hours", "Hours", "Jam", "workload|total hours|jumlah jam|beban belajar|jam belajar"),
    _target("weeks", "Weeks", "Minggu", "duration|durasi|number of weeks|jumlah minggu|lama"),
)  # fmt: skip

PARTS: tuple[tuple[str, Label, tuple[str, ...]], ...] = (
    ("number", Label("number", "nomor"),
     ("", "no", "nr", "number", "nomor", "doc no", "nomor dokumen")),
    ("date", Label("date", "tanggal"), ("date", "tanggal", "tgl", "dated", "signed on")),
    ("signed_by", Label("signed by", "ditandatangani oleh"),
     ("signed by", "signer", "by", "oleh", "penandatangan", "ditandatangani", "ditandatangani oleh",
      "approved by", "disetujui oleh")),
    ("note", Label("note", "catatan"), ("note", "catatan", "keterangan", "remark", "ket")),
)  # fmt: skip
_FORM = re.compile(r"(?:form|formulir)? ?([fr]) ?(\d{1,2})\b ?(.*)")


def targets_for(stages: Iterable[Stage]) -> tuple[Target, ...]:
    """Return every target: the card's own, then four for each form of the stages."""
    kinds = [kind for stage in stages for kind in stage.forms]
    return TARGETS + tuple(
        Target(f"{kind}.{key}", Label(f"{kind} {label.en}", f"{kind} {label.id}"), ())
        for kind in kinds
        for key, label, _names in PARTS
    )


def _form_target(words: str) -> str:
    """Return the target of a heading such as "F2 date" or "No. F2", or ""."""
    turned = re.fullmatch(r"(.+) ((?:form |formulir )?[fr] ?\d{1,2})", words)
    found = _FORM.fullmatch(f"{turned[2]} {turned[1]}" if turned else words)
    if found is None:
        return IGNORED
    for key, _label, names in PARTS:
        if found[3] in names:
            return f"{found[1].upper()}{int(found[2])}.{key}"
    return IGNORED


_EXACT = {name: target.key for target in reversed(TARGETS) for name in target.names}


def exact_target(heading: str) -> str:
    """Return what a heading is known to mean, or ""."""
    words = folded(heading)
    return _EXACT.get(words) or _form_target(words)


def is_heading(text: str) -> bool:
    """Tell whether a text is a heading that is known."""
    return len(text) < 60 and bool(exact_target(text))


def guess(headings: Sequence[str], known: Iterable[Target] = TARGETS) -> tuple[str, ...]:
    """Return the target of each column; each target is given once, exact names first."""
    allowed = {target.key for target in known}
    found = [IGNORED] * len(headings)
    taken: set[str] = set()
    for ask in (exact_target, _near_target):
        for at, heading in enumerate(headings):
            key = "" if found[at] else ask(heading)
            if key in allowed and key not in taken:
                found[at] = key
                taken.add(key)
    return tuple(found)


def _near_target(heading: str) -> str:
    """Return the target whose longest known name stands within the heading, or ""."""
    words = f" {folded(heading)} "
    near = [
        (len(name), key)
        for name, key in _EXACT.items()
        if len(name) >= _SHORTEST and f" {name} " in words
    ]
    return max(near)[1] if near else IGNORED


def without_numbers(table: Table, mapping: Sequence[str]) -> tuple[str, ...]:
    """Return a mapping in which a column of numbers under "ID" names no designer.

    "ID" heads the instructional designers, but also the running numbers of many lists.
    """
    found = list(mapping)
    for column, key in enumerate(mapping):
        if key != "designer" or folded(table.headers[column]) != "id":
            continue
        texts = [row[column] for row in table.rows if row[column]]
        if sum(text.replace(".", "").isdigit() for text in texts) * 2 > len(texts):
            found[column] = IGNORED
    return tuple(found)
