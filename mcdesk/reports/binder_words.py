"""The words of an evidence binder besides those of its forms, in both languages."""

from __future__ import annotations

from typing import Final

from mcdesk.procedure.stage import Label

BINDER = Label("Evidence binder", "Berkas bukti")
ABOUT = Label(
    "Everything that MC Desk knows about this micro-credential, as of {day}: every form in every "
    "frozen version, decisions, files and history. It can be read without the program.",
    "Semua yang tercatat di MC Desk tentang kredensial mikro ini per {day}: setiap formulir dalam "
    "setiap versi beku, keputusan, berkas, dan riwayat. Dapat dibaca tanpa program.",
)
FOOT = Label("Evidence binder of {code}, as of {day}.", "Berkas bukti {code}, per {day}.")
STAGE = Label("Stage", "Tahap")
STATUS = Label("Status", "Status")
ROUND_LOOP = Label("Round, loop", "Putaran, siklus")
CREATED = Label("Created", "Dibuat")
REVISION_OF = Label("Revision of", "Revisi dari")
BEFORE = Label("{code}. What was signed before it stands in that one’s binder.",
               "{code}. Yang ditandatangani sebelumnya ada di berkas buktinya.")  # fmt: skip
REVISED_BY = Label("Revised as", "Direvisi sebagai")
OPENING = Label("Wanted opening", "Target pembukaan")
ENDED = Label("Ended", "Berakhir")
HOLDS = Label("This binder holds", "Isi berkas ini")
COUNTS = Label(
    "{forms} forms in {sheets} versions, {decisions} decisions, {files} files, {events} events",
    "{forms} formulir dalam {sheets} versi, {decisions} keputusan, {files} berkas, "
    "{events} peristiwa",
)
TEAM = Label("Team", "Tim")
FORMS = Label("Forms", "Formulir")
VERSION = Label("version {n}", "versi {n}")
DRAFT = Label("draft", "draf")
NOT_VALID = Label("no longer valid", "tidak berlaku lagi")
OUTSIDE = Label("Done outside MC Desk", "Dikerjakan di luar MC Desk")
OUTSIDE_NOTE = Label(
    "These forms have an original outside the program; a file that was attached stands below.",
    "Dokumen asli formulir ini berada di luar program; berkas yang dilampirkan ada di bawah.",
)
DECISIONS = Label("Decisions and sign-offs", "Keputusan dan tanda tangan")
DECISIONS_NOTE = Label(
    "In the order in which they were recorded; also those that count no more, with the reason.",
    "Menurut urutan pencatatan; juga yang tidak berlaku lagi, dengan alasannya.",
)
DEBTS = Label("Exceptions and what is owed", "Pengecualian dan tanggungan")
CORRECTIONS = Label("Corrections after completion", "Koreksi setelah selesai")
FILES = Label("Files", "Berkas")
FILES_NOTE = Label(
    "PDFs and pictures follow under their number; the fingerprint (SHA-256) proves any other copy "
    "of the same file.",
    "PDF dan gambar menyusul menurut nomornya; sidik digital (SHA-256) membuktikan salinan lain "
    "dari berkas yang sama.",
)
FILE = Label("File {n}: {name}", "Berkas {n}: {name}")
FILE_FOOT = Label(
    "Copy of the attached file with the fingerprint {digest}.",
    "Salinan berkas terlampir dengan sidik digital {digest}.",
)
HISTORY = Label("History", "Riwayat")
HISTORY_NOTE = Label(
    "From the journal, the oldest first. Long texts are shortened here; the frozen versions above "
    "hold them in full.",
    "Dari jurnal, dari yang terlama. Teks panjang disingkat di sini; versi beku di atas memuatnya "
    "secara lengkap.",
)

WHEN = Label("When", "Waktu")
WHO = Label("Who", "Siapa")
WHAT = Label("What", "Apa")
DETAIL = Label("In detail", "Rincian")
FORM = Label("Form", "Formulir")
ROLE = Label("Role", "Peran")
PERSON = Label("Person", "Nama")
SINCE = Label("From", "Sejak")
UNTIL = Label("To", "Sampai")
DECISION = Label("Decision", "Keputusan")
MEDIUM = Label("How", "Cara")
STANDS = Label("Does it count?", "Berlaku?")
COUNTS_STILL = Label("counts", "berlaku")
DATE = Label("Date", "Tanggal")
NUMBER = Label("Number", "Nomor")
SIGNED_BY = Label("Signed by", "Ditandatangani oleh")
STATE = Label("State", "Keadaan")
NOTE = Label("Note", "Catatan")
REASON = Label("Reason", "Alasan")
OWED = Label("Owed", "Tanggungan")
OWED_BY = Label("By whom, until", "Oleh, sampai")
SETTLED = Label("Settled", "Diselesaikan")
WHY = Label("Why", "Mengapa")
COMPONENT = Label("Component", "Komponen")
BACKUP = Label("New backup", "Cadangan baru")
AGREED = Label("Agreed by", "Disetujui oleh")
NAME = Label("Name", "Nama berkas")
SIZE = Label("Size", "Ukuran")
FINGERPRINT = Label("Fingerprint (SHA-256)", "Sidik digital (SHA-256)")
SHOWN = Label("Shown", "Ditampilkan")
BELOW = Label("below, as file {n}", "di bawah, sebagai berkas {n}")
LEAD = Label("lead", "utama")
NOT_YET = Label("not yet", "belum")

OUTSIDE_STATES: Final = {
    "original": Label("external original", "dokumen asli di luar"),
    "before": Label("before MC Desk", "sebelum MC Desk"),
    "missing": Label("not found", "tidak ditemukan"),
}
PURPOSES: Final = {
    "scan": Label("scan of a signed form", "pindaian formulir bertanda tangan"),
    "evidence": Label("evidence", "bukti"),
    "original": Label("external original", "dokumen asli"),
    "letter": Label("letter", "surat"),
    "sealed": Label("signed PDF", "PDF bertanda tangan"),
    "budget": Label("budget", "anggaran"),
    "other": Label("other", "lainnya"),
}
ENDED_KINDS: Final = {
    "withdrawn": Label("withdrawn", "ditarik"),
    "replaced": Label("replaced by a later decision", "diganti keputusan kemudian"),
    "changed": Label("fell: the text was changed", "gugur: teks diubah"),
    "otherwise": Label("fell: says otherwise now", "gugur: kini berbunyi lain"),
    "sent_back": Label("fell: sent back", "gugur: dikembalikan"),
    "forged": Label("not valid: altered", "tidak sah: diubah"),
}
