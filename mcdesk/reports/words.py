"""The words on paper besides a form's own, in both languages, and how simple values look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mcdesk.application.days import MONTHS as MONTHS_IN
from mcdesk.procedure.calendar import clock_name, known_moment
from mcdesk.procedure.canonical import decimal
from mcdesk.procedure.content import as_date
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mcdesk.application.views import Sheet, SignatureLine
    from mcdesk.application.wrote import Wrote
    from mcdesk.i18n import Language

DASH: Final = "–"
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

AFTER_STOP: Final = re.compile(r"\.; (\S)")
STORED_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")

TITLE = Label("Title", "Judul")
PROGRAMME = Label("Programme", "Program studi")
FACULTY = Label("Faculty", "Fakultas")
LEAD = Label("Lead SME", "Dosen pengembang utama")
DESIGNER = Label("Designer", "Perancang pembelajaran")
VERSION = Label("Version", "Versi")
ROUND = Label("Round", "Putaran")
LOOP = Label("Loop", "Siklus")
EARLIER = Label("earlier", "sebelumnya")
PAGE = Label("Page", "Halaman")
SIGNATURES = Label("Signatures", "Tanda tangan")
COVERS = Label("Micro-credentials covered", "Kredensial mikro yang dicakup")
CANCELLED = Label("cancelled", "dibatalkan")
CODE = Label("Code", "Kode")
EXCEPTION = Label("Exception", "Pengecualian")
OWED = Label("Owed", "Tanggungan")
OWED_BY = Label("by", "oleh")
UNTIL = Label("until", "sampai")
INSTRUCTED = Label("on the instruction of", "atas perintah")
LETTER = Label("letter", "surat")
PAID = Label("settled", "diselesaikan")
STATUS = Label("Status as of {day}", "Status per {day}")
NOT_SIGNED = Label(
    "What follows changes as the work goes on. It is not part of what is signed.",
    "Bagian ini berubah seiring pekerjaan dan bukan bagian dari yang ditandatangani.",
)
STATED = Label("{who} states this and signs for it.", "{who} menetapkan ini dan menandatanganinya.")
UNSTATED = Label(
    "Left open: {who} states it later and signs a paper that shows it.",
    "Belum diisi: {who} menetapkannya kemudian dan menandatangani lembar yang memuatnya.",
)
UNJUDGED = Label("nothing of this is judged here", "tidak ada yang dinilai pada lembar ini")
UNJUDGED_YET = Label("nothing of this is judged yet", "belum ada yang dinilai")
UNTOUCHED = Label(
    "Rows where nothing else is recorded yet: {n} ({state})",
    "Baris yang belum memuat catatan lain: {n} ({state})",
)
ATTACHED = Label("Attachments", "Lampiran")
VERSIONS = Label("Change history", "Riwayat perubahan")
REPLACED = Label(
    "Some letters or signs cannot be printed here. A mark in square brackets stands in their "
    "place; what was typed is unchanged in the program.",
    "Sebagian huruf atau tanda tidak dapat dicetak di sini. Tanda dalam kurung siku "
    "menggantikannya; yang diketik tetap utuh di dalam program.",
)
ITEM = Label("Item", "Butir")
MUST = Label("must", "wajib")
CRITICAL = Label("critical", "kritis")
NOTE = Label("Note", "Catatan")
YES = Label("yes", "ya")
NO = Label("no", "tidak")
NA = Label("n.a.", "t.b.")
ANSWERS: Final = {"yes": YES, "no": NO, "na": NA}
IN_BLOCK = Label("in the signature block", "pada blok tanda tangan")
CONTINUED = Label("continued", "lanjutan")
GAP = Label("gap", "celah")
NO_ROWS = Label("no entries", "tidak ada isian")
NAME = Label("Name", "Nama")
NUMBER = Label("NIDN / NIP", "NIDN / NIP")
DATE = Label("Date", "Tanggal")
PLACE_DATE = Label("Place, date", "Tempat, tanggal")
RECEIVED = Label("Received", "Diterima")
OPTIONAL = Label("optional", "opsional")
NOT_SIGNED_YET = Label("not signed yet", "belum ditandatangani")
WITHDRAWN = Label("no longer valid", "tidak berlaku lagi")
SCAN_OWED = Label("scan to follow", "pindaian menyusul")
RECORDED = Label("recorded by", "dicatat oleh")
SAMPLE = Label("SAMPLE", "CONTOH")
DRAFT = Label("DRAFT", "DRAF")
PROVISIONAL = Label("PROVISIONAL NUMBER", "NOMOR SEMENTARA")
EDITION = Label("Edition", "Edisi")
BLANK = Label("blank form", "formulir kosong")
RESULT = Label("Result", "Hasil")
CONDITIONAL = Label("approved with conditions", "disetujui bersyarat")
UNDECIDED = Label("not yet decided; waits for: {who}", "belum diputuskan; menunggu: {who}")
SEE_NUMBER = Label("see no. {no}", "lihat no. {no}")
MEETING = Label("Meeting", "Pertemuan")
SHEET = Label("Sheet", "Lembar")
VOID = Label("VOID", "TIDAK BERLAKU")
WORKING_COPY = Label("WORKING COPY", "SALINAN KERJA")
DIGEST = Label("digest", "digest")

CHANGES = Label("What changed", "Yang berubah")
COUNT = Label("{n} places changed.", "{n} bagian berubah.")
COUNT_ONE = Label("{n} place changed.", "{n} bagian berubah.")
ONLY = Label(
    "Only what {who} changed is marked ({n}); other people changed {m} places.",
    "Hanya perubahan oleh {who} yang ditandai ({n}); ada {m} bagian yang diubah orang lain.",
)
WROTE = Label(
    "Below each change: who wrote there, and when last.",
    "Di bawah setiap perubahan: siapa yang menulis di sana dan kapan terakhir kali.",
)
NO_CHANGES = Label("Nothing changed.", "Tidak ada yang berubah.")
SINCE_VERSION = Label(
    "Changes since version {n} ({when}) to {what}", "Perubahan sejak versi {n} ({when}) ke {what}"
)
SINCE_ROUND = Label(
    "Changes since version {n} of round {round} ({when}) to {what}",
    "Perubahan sejak versi {n} pada putaran {round} ({when}) ke {what}",
)
SINCE_LOOK = Label(
    "Changes since {who} last looked ({when}) to {what}",
    "Perubahan sejak {who} terakhir melihat ({when}) ke {what}",
)
SINCE_DAY = Label("Changes since {when} to {what}", "Perubahan sejak {when} ke {what}")
SINCE_PARTS = Label(
    "Changes since the version before of each part, to {what}",
    "Perubahan sejak versi sebelumnya dari setiap bagian, ke {what}",
)
TO_VERSION = Label("version {n}", "versi {n}")
TO_DRAFT = Label("the draft of {day}", "draf per {day}")
ADDED_TEXT = Label("added text", "teks yang ditambahkan")
GONE_TEXT = Label("removed text", "teks yang dihapus")
MARGIN = Label(
    "In the margin: a bar at what changed; + a new row, − a removed row, ↕ 5 a moved row that was "
    "row 5 before.",
    "Di tepi: garis pada yang berubah; + baris baru, − baris yang dihapus, ↕ 5 baris pindahan "
    "yang dahulu baris 5.",
)
CHANGED = Label("changed", "diubah")
PARTS_CHANGED = Label("{n} entries changed", "{n} butir diubah")
ROW_CHANGED = Label("row {n} changed", "baris {n} diubah")
ROWS_CHANGED = Label("rows {n} changed", "baris {n} diubah")
ROW_NEW = Label("row {n} is new", "baris {n} adalah baris baru")
ROWS_NEW = Label("rows {n} are new", "baris {n} adalah baris baru")
ROW_GONE = Label("row {n} as it was: removed", "baris {n} semula: dihapus")
ROWS_GONE = Label("rows {n} as they were: removed", "baris {n} semula: dihapus")
ROW_MOVED = Label("row {n} was moved here", "baris {n} adalah baris pindahan")
ROWS_MOVED = Label("rows {n} were moved here", "baris {n} adalah baris pindahan")
LOST = Label("No longer in the form", "Tidak ada lagi dalam formulir")
SEE_LOST = Label(
    "Fields that the form no longer has stand at its end.",
    "Isian yang tidak ada lagi dalam formulir tercantum di bagian akhir.",
)

DECISIONS: Final = {
    "approve": Label("approved", "disetujui"),
    "return": Label("returned for revision", "dikembalikan untuk revisi"),
    "reject": Label("rejected", "ditolak"),
    "acknowledge": Label("acknowledged", "diketahui"),
    "verify": Label("verified", "diverifikasi"),
    "accept": Label("accepted", "diterima"),
    "advise": Label("opinion given", "pendapat diberikan"),
}
MEDIA: Final = {
    "program": Label("signed in MC Desk", "ditandatangani di MC Desk"),
    "paper": Label("signed on paper", "ditandatangani di atas kertas"),
    "pdf": Label("signed PDF", "PDF bertanda tangan"),
    "letter": Label("by letter or e-mail", "melalui surat atau surel"),
    "minutes": Label("in the minutes of a meeting", "dalam notulen rapat"),
}
TO_BE_SEALED = Label(
    "no decision stood here when this PDF was begun; later seals name those made since",
    "belum ada keputusan di sini saat PDF ini dibuat; segel berikutnya menyebut yang menyusul",
)
APART = Label(
    "decided in a PDF of its own, which shows the result",
    "diputuskan dalam PDF tersendiri, yang menampilkan hasilnya",
)
DECIDED_SINCE = Label(
    "decided since, not sealed here:", "diputuskan kemudian, tidak disegel di sini:"
)
SEALED = Label("sealed as PDF", "disegel sebagai PDF")
CERTIFICATE = Label("certificate of", "sertifikat atas nama")
KEYED = Label("signed with the person's own key", "ditandatangani dengan kunci pribadi")
SINCE = Label("from", "sejak")
UNTIL = Label("until", "sampai")
CAPACITIES: Final = {
    "a.n.": Label("on behalf of", "atas nama"),
    "u.b.": Label("for", "untuk beliau"),
    "Plt.": Label("acting for", "pelaksana tugas"),
    "Plh.": Label("acting daily for", "pelaksana harian"),
}
FROZEN_FOOT = Label(
    "Printed from version {version}, frozen on {when}. A later change voids this page; check the "
    "code above.",
    "Dicetak dari versi {version}, dibekukan {when}. Perubahan sesudahnya membatalkannya; "
    "cocokkan kode di atas.",
)
DRAFT_FOOT = Label(
    "Draft of {day}, not for signature. What is signed is printed from a frozen version.",
    "Draf per {day}, bukan untuk ditandatangani. Yang ditandatangani dicetak dari versi beku.",
)
PARTS_FOOT = Label(
    "Whole document of {day}. Each part is signed by itself and printed from its own version.",
    "Dokumen utuh per {day}. Tiap bagian ditandatangani sendiri dan dicetak dari versinya.",
)
CHANGES_FOOT = Label(
    "Working copy of {day} with what changed, not for signature. What is signed is printed from "
    "a frozen version.",
    "Salinan kerja per {day} dengan yang berubah, bukan untuk ditandatangani. Yang "
    "ditandatangani dicetak dari versi beku.",
)
TO_FILL_FOOT = Label(
    "To be filled in on screen and sent back as this file; not for signature. As of {day}; "
    "definition {digest}.",
    "Untuk diisi di layar dan dikirim kembali sebagai berkas ini; bukan untuk ditandatangani. "
    "Per {day}; definisi {digest}.",
)
READ_FOOT = Label(
    "Edition {version} {digest}; the numbers are those in force on {day}.",
    "Edisi {version} {digest}; angka-angkanya adalah yang berlaku pada {day}.",
)
BLANK_FOOT = Label(
    "Form to be filled in by pen; definition {version} {digest}.",
    "Formulir untuk diisi dengan pena; definisi {version} {digest}.",
)


def day_text(day: date) -> str:
    """Return a date as both languages can read it: 5 Nov 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def status_days(said: Iterable[str]) -> tuple[date, ...]:
    """Return as of which days pages tell how something stands, by their words without spaces."""
    first, last = ("".join(part.split()) for part in STATUS.en.split("{day}"))
    pattern = re.compile(rf"{first}(\d{{1,2}})({'|'.join(MONTHS)})(\d{{4}}){last}")
    found = (match for page in said for match in pattern.finditer(page))
    days = (as_date(f"{m[3]}-{MONTHS.index(m[2]) + 1:02}-{m[1]:0>2}") for m in found)
    return tuple(dict.fromkeys(day for day in days if day is not None))


def day_in(day: date, language: Language) -> str:
    """Return a date for a paper in one language: 27 Oct 2026, 27 Okt 2026."""
    return f"{day.day} {MONTHS_IN[language][day.month - 1]} {day.year}"


def date_text(value: object) -> str:
    """Return a stored date for paper; what is not a date stays as it is."""
    day = as_date(value)
    return day_text(day) if day else str(value or "")


def size_text(size: int) -> str:
    """Return a size as people read it on paper: 12 B, 340 kB, 1,2 MB."""
    if size < 1000:
        return f"{size} B"
    return (
        f"{size / 1000:.0f} kB"
        if size < 1_000_000
        else f"{size / 1_000_000:.1f} MB".replace(".", ",")
    )


def told_text(text: str) -> str:
    """Return a text that the program put together: its dates as on paper, one stop, not two."""
    dated = STORED_DAY.sub(lambda found: date_text(found.group()), text)
    return AFTER_STOP.sub(lambda found: f". {found.group(1).upper()}", dated)


def moment_text(value: str) -> str:
    """Return a stored moment for paper: UTC becomes the time of the institution."""
    local = known_moment(value)
    if local is None:
        return value
    if len(value) == len("2026-11-28"):
        return date_text(value)
    return f"{day_text(local.date())} {local:%H:%M} {clock_name(local)}"


def wrote_text(told: Iterable[Wrote]) -> str:
    """Return who wrote at a place, each with the day on which that was done last."""
    last: dict[str, str] = {}
    for one in told:
        last[one.who] = max(one.at, last.get(one.who, ""))
    return "; ".join(f"{who}, {_day_of(at)}" for who, at in last.items())


def _day_of(moment: str) -> str:
    local = known_moment(moment)
    return day_text(local.date()) if local is not None else moment


def changes_label(sheet: Sheet) -> Label:
    """Return since when, and up to what, a print shows what changed."""
    since = sheet.since
    assert since is not None
    template = {
        "version": SINCE_VERSION, "parts": SINCE_PARTS, "look": SINCE_LOOK, "day": SINCE_DAY,
    }[since.base]  # fmt: skip
    template = SINCE_ROUND if since.round else template
    what = TO_VERSION if since.to_version else TO_DRAFT
    given = {"n": since.to_version, "day": day_text(sheet.as_of)}
    told = {
        "n": since.version,
        "round": since.round,
        "when": moment_text(since.on),
        "who": since.person,
    }
    return Label(
        template.en.format(**told, what=what.en.format_map(given)),
        template.id.format(**told, what=what.id.format_map(given)),
    )


def office_of(line: SignatureLine) -> Label:
    """Return the office of a signer; a deputy's sign stands before it (a.n. Dekan, Plt. Dekan).

    The faculty or programme stands with the office that a deputy acts for, as in official letters.
    """
    label, of = line.role_label, line.office_of
    if line.capacity == "own":
        return label
    en, id_ = f"{line.capacity} {label.en}", f"{line.capacity} {label.id or label.en}"
    return Label(f"{en}, {of.en}", f"{id_} {of.id or of.en}") if of is not None else Label(en, id_)


def number_text(value: object, decimals: int = 0) -> str:
    """Return a stored number as all paper writes it, in both of its languages: 1.250.000 or 0,67.

    As Indonesian does (EYD V), and its window (decision 0023); text as it stands.
    """
    number = decimal(value)
    if number is None:
        return str(value or "")
    places = min(max(-int(number.as_tuple().exponent), 0), 6) if number % 1 else 0
    text = f"{number:,.{min(places, decimals) if decimals else places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def grouped(digest: str, groups: int = 4) -> str:
    """Return the beginning of a digest in groups of four."""
    return " ".join(digest[place : place + 4] for place in range(0, 4 * groups, 4)).strip()
