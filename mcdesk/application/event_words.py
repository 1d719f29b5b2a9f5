"""What each kind of event, and each decision, is called in a history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

EVENTS: Mapping[str, Label] = {
    "PersonAdded": Label("Person added", "Orang ditambahkan"),
    "PersonChanged": Label("Person changed", "Data orang diubah"),
    "OfficeAppointed": Label("Office given", "Jabatan diberikan"),
    "OfficeEnded": Label("Office ended", "Jabatan diakhiri"),
    "AbsenceSet": Label("Said to be away", "Dinyatakan tidak di tempat"),
    "AbsenceEnded": Label("Said to be back", "Dinyatakan kembali"),
    "FacultyAdded": Label("Faculty added", "Fakultas ditambahkan"),
    "ProgrammeAdded": Label("Programme added", "Program studi ditambahkan"),
    "FacultyChanged": Label("Faculty corrected", "Fakultas dikoreksi"),
    "ProgrammeChanged": Label("Programme corrected", "Program studi dikoreksi"),
    "SettingSet": Label("Setting changed", "Pengaturan diubah"),
    "LogoSet": Label("Logo of prints changed", "Logo cetakan diubah"),
    "DefinitionsPublished": Label("Wording published", "Redaksi diterbitkan"),
    "DefinitionWithdrawn": Label("Planned wording withdrawn", "Rencana redaksi ditarik"),
    "DefinitionsAdopted": Label("New wording adopted", "Redaksi baru dipakai"),
    "IdeaNoted": Label("Idea noted", "Gagasan dicatat"),
    "IdeaPutAway": Label("Idea put away", "Gagasan diarsipkan"),
    "CardCreated": Label("Created", "Dibuat"),
    "CardTakenOver": Label("Taken over", "Diambil alih"),
    "CardChanged": Label("Details changed", "Rincian diubah"),
    "CardMoved": Label("Moved", "Dipindahkan"),
    "ExceptionGranted": Label("Moved by exception", "Dipindahkan dengan pengecualian"),
    "DebtPaid": Label("Debt paid", "Tanggungan dilunasi"),
    "CardHeld": Label("Put on hold", "Ditunda"),
    "CardResumed": Label("Resumed", "Dilanjutkan"),
    "CardHalted": Label("Halted", "Dihentikan"),
    "CardCancelled": Label("Cancelled", "Dibatalkan"),
    "CardReopened": Label("Reopened", "Dibuka kembali"),
    "CardCompleted": Label("Declared complete", "Dinyatakan selesai"),
    "CardArchived": Label("Archived off the board", "Diarsipkan dari papan"),
    "CardRetrieved": Label("Taken out of the archive", "Dikeluarkan dari arsip"),
    "AttentionSettled": Label(
        "Settled after others’ changes", "Diselesaikan setelah perubahan orang lain"
    ),
    "ContentRemoved": Label("Content removed for ever", "Isi dihapus selamanya"),
    "BookletPrinted": Label("Booklet for signature printed", "Bundel tanda tangan dicetak"),
    "PeriodClosed": Label("Period closed", "Periode ditutup"),
    "PeriodSigned": Label("Register of the period signed", "Daftar periode ditandatangani"),
    "PeriodScanFiled": Label("Scan of the register kept", "Pindaian daftar disimpan"),
    "PeriodReopened": Label("Period reopened", "Periode dibuka kembali"),
    "CorrectionRecorded": Label("Correction recorded", "Koreksi dicatat"),
    "RevisionStarted": Label("Revision started", "Revisi dimulai"),
    "TeamJoined": Label("Joined the team", "Bergabung dalam tim"),
    "TeamLeft": Label("Left the team", "Meninggalkan tim"),
    "DutiesHandedOver": Label("Duties handed over", "Tugas diserahterimakan"),
    "FormOpened": Label("Form opened", "Formulir dibuka"),
    "SheetRemoved": Label("Sheet removed", "Lembar dihapus"),
    "CardCovered": Label("Covered by the letter", "Tercakup dalam surat"),
    "ValueSet": Label("Filled", "Diisi"),
    "RowAdded": Label("Row added", "Baris ditambahkan"),
    "CellSet": Label("Filled", "Diisi"),
    "RowMoved": Label("Row moved", "Baris dipindahkan"),
    "RowRemoved": Label("Row removed", "Baris dihapus"),
    "FormFilled": Label("Filled", "Diisi"),
    "FormTaken": Label("Taken over from another", "Diambil dari yang lain"),
    "UsualRowsFilled": Label("Usual rows filled in", "Baris yang lazim diisikan"),
    "TimelinePlanned": Label("Dates planned", "Tanggal direncanakan"),
    "FormFrozen": Label("Frozen for signature", "Dibekukan untuk ditandatangani"),
    "NumbersReserved": Label("Numbers reserved", "Nomor dicadangkan"),
    "StatementNumbered": Label("Contribution statement numbered", "Surat kontribusi dinomori"),
    "FormReopened": Label("Opened for changes", "Dibuka untuk perubahan"),
    "SigningChosen": Label("How it is signed was chosen", "Cara penandatanganan dipilih"),
    "FormSigned": Label("Decision recorded", "Keputusan dicatat"),
    "KeyRegistered": Label("Signing key registered", "Kunci tanda tangan didaftarkan"),
    "KeyEnded": Label("Signing key ended", "Kunci tanda tangan diakhiri"),
    "SignOffWithdrawn": Label("Sign-off withdrawn", "Tanda tangan ditarik"),
    "ExternalRecorded": Label("External original recorded", "Dokumen asli luar dicatat"),
    "CommentWritten": Label("Comment written", "Komentar ditulis"),
    "CommentClosed": Label("Comment marked", "Komentar ditandai"),
    "FileAttached": Label("File attached", "Berkas dilampirkan"),
    "FileRemoved": Label("File removed", "Berkas dilepas"),
    "ScanKept": Label("Scan kept, not filed yet", "Pindaian disimpan, belum diarsipkan"),
    "ScanSettled": Label("Unfiled scan settled", "Pindaian yang belum diarsipkan diselesaikan"),
    "Brought": Label("Brought in", "Dibawa masuk"),
    "EntriesMatched": Label("Matched", "Dicocokkan"),
    "EventUndone": Label("Undone", "Diurungkan"),
}
NEWER = Label("Something that only a newer MC Desk can name ({kind})",
              "Sesuatu yang namanya hanya dikenal MC Desk yang lebih baru ({kind})")  # fmt: skip


def event_words(kind: str) -> Label:
    """Return what a kind of event is called; one of a newer program is told by its own name."""
    known = EVENTS.get(kind)
    if known is not None:
        return known
    return Label(NEWER.en.format(kind=kind), NEWER.id.format(kind=kind))


REDONE = Label("Redone", "Diulangi")
DECISIONS: Mapping[str, Label] = {
    "approve": Label("approved", "menyetujui"),
    "return": Label("returned", "mengembalikan"),
    "reject": Label("rejected", "menolak"),
    "acknowledge": Label("acknowledged", "mengetahui"),
    "verify": Label("verified", "memverifikasi"),
    "accept": Label("accepted", "menerima"),
    "advise": Label("advised", "memberi masukan"),
}
