"""The words of an audit's tables, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mcdesk.application.views.audit import Head
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERYTHING = Label("All faculties", "Semua fakultas")
PERSON = Label("Person {n}", "Orang {n}")
COUNTS = Label("counts", "berlaku")
LEFT_OUT = Label("(left out)", "(dihilangkan)")
"""Stands for a free text that may name people, where names are left out."""
OWED = Label(
    "Forms of this stage: {forms}; what is owed in words: (left out)",
    "Formulir tahap ini: {forms}; uraian tanggungan: (dihilangkan)",
)
"""Stands for what is owed where names are left out: what a person typed of it may name people."""
OPEN = Label("still owed", "masih terutang")

_CODE = Head(Label("Code", "Kode"), 1.7, whole=True)
_PERSON = Head(Label("Person", "Nama"), 1.8)
_NOTE = Head(Label("Note", "Catatan"), 2.2)

TABLES: Final[Mapping[str, tuple[Label, Label, tuple[Head, ...]]]] = {
    "index": (
        Label("Micro-credentials", "Kredensial mikro"),
        Label(
            "Those that were worked on in the period, as they stand today.",
            "Yang dikerjakan dalam periode ini, dengan keadaannya hari ini.",
        ),
        (
            _CODE,
            Head(Label("Title", "Judul"), 3),
            Head(Label("Programme", "Program studi"), 1.8),
            Head(Label("Stage", "Tahap"), 2),
            Head(Label("Status", "Status"), 1.2),
            Head(Label("Round", "Putaran"), 0.8),
            Head(Label("Lead SME", "Dosen pengembang utama"), 1.8),
            Head(Label("Begun", "Dimulai"), 1.2),
            Head(Label("Ended", "Berakhir"), 1.2),
        ),
    ),
    "partners": (
        Label("Partners", "Mitra"),
        Label(
            "Industry partners that the proposals name (F2, p12).",
            "Mitra industri yang disebut dalam proposal (F2, p12).",
        ),
        (
            _CODE,
            Head(Label("Organisation", "Organisasi"), 2.6),
            Head(Label("Sector", "Sektor"), 1.8),
            Head(Label("Role of the contact", "Jabatan narahubung"), 2.2),
            Head(Label("Involvement", "Keterlibatan"), 2.2),
        ),
    ),
    "approvals": (
        Label("Approvals", "Persetujuan"),
        Label(
            "Every decision of the period over a frozen form, also those that count no more.",
            "Setiap keputusan dalam periode ini atas formulir beku, juga yang tidak berlaku lagi.",
        ),
        (
            Head(Label("Date", "Tanggal"), 1.2),
            _CODE,
            Head(Label("Form", "Formulir"), 1.8),
            Head(Label("Version", "Versi"), 0.8),
            Head(Label("Role", "Peran"), 1.9),
            _PERSON,
            Head(Label("For", "Untuk"), 1.8),
            Head(Label("Decision", "Keputusan"), 1.5),
            Head(Label("How", "Cara"), 1.7),
            Head(Label("Does it count?", "Berlaku?"), 1.6),
        ),
    ),
    "eligibility": (
        Label("Eligibility", "Kelayakan"),
        Label("The result of every assessment (F9).", "Hasil setiap penilaian (F9)."),
        (
            _CODE,
            Head(Label("Round", "Putaran"), 0.8),
            Head(Label("Reviewer", "Penilai"), 1.8),
            Head(Label("Score, %", "Skor, %"), 0.9),
            Head(Label("Result", "Hasil"), 2),
            _NOTE,
            Head(Label("Decided on", "Ditetapkan pada"), 1.2),
            Head(Label("State", "Keadaan"), 1.2),
        ),
    ),
    "exceptions": (
        Label("Exceptions", "Pengecualian"),
        Label(
            "What was allowed although a gate was not met, and what is owed for it.",
            "Yang diizinkan meskipun syarat tahap belum terpenuhi, dan tanggungannya.",
        ),
        (
            _CODE,
            Head(Label("Date", "Tanggal"), 1.2),
            Head(Label("Stage", "Tahap"), 1.8),
            Head(Label("Owed", "Tanggungan"), 2.6),
            Head(Label("By", "Oleh"), 1.6),
            Head(Label("Until", "Sampai"), 1.2),
            Head(Label("Reason", "Alasan"), 2.6),
            Head(Label("Settled", "Diselesaikan"), 1.3),
        ),
    ),
    "load": (
        Label("Staff load", "Beban kerja"),
        Label(
            "On how many micro-credentials somebody worked in the period, role by role.",
            "Jumlah kredensial mikro yang dikerjakan seseorang dalam periode ini, per peran.",
        ),
        (
            _PERSON,
            Head(Label("Role", "Peran"), 2),
            Head(Label("Micro-credentials", "Kredensial mikro"), 1.1),
            Head(Label("As lead", "Sebagai utama"), 0.9),
            Head(Label("Which", "Yang mana"), 4),
        ),
    ),
}
STATES: Final = {
    "signed": Label("signed", "ditandatangani"),
    "frozen": Label("waiting for signatures", "menunggu tanda tangan"),
    "returned": Label("returned", "dikembalikan"),
    "rejected": Label("rejected", "ditolak"),
    "void": Label("no longer valid", "tidak berlaku lagi"),
    "wrong": Label("void: wrong figures", "tidak berlaku: angkanya salah"),
    "superseded": Label("earlier round", "putaran terdahulu"),
    "draft": Label("draft", "draf"),
}
DECISIONS: Final = {
    "approve": Label("approved", "disetujui"),
    "return": Label("returned", "dikembalikan"),
    "reject": Label("rejected", "ditolak"),
    "acknowledge": Label("acknowledged", "diketahui"),
    "verify": Label("verified", "diverifikasi"),
    "accept": Label("accepted", "diterima"),
    "advise": Label("opinion given", "pendapat diberikan"),
}
MEDIA: Final = {
    "program": Label("in MC Desk", "di MC Desk"),
    "paper": Label("on paper", "di atas kertas"),
    "pdf": Label("signed PDF", "PDF bertanda tangan"),
    "letter": Label("by letter or e-mail", "melalui surat atau surel"),
    "minutes": Label("in minutes", "dalam notulen"),
}
ENDED: Final = {
    "withdrawn": Label("withdrawn", "ditarik"),
    "replaced": Label("replaced later", "diganti kemudian"),
    "changed": Label("fell: text changed", "gugur: teks diubah"),
    "otherwise": Label("fell: decided otherwise", "gugur: diputuskan lain"),
    "sent_back": Label("fell: sent back", "gugur: dikembalikan"),
}
