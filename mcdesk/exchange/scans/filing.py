"""Files scans: with their form, with the decisions that were made on them, or unfiled for now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _
from mcdesk.procedure.commands import AttachFile, KeepScan, SettleScan, SignForm
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FileLine, Outcome, ScanBundle, SignatureLine
    from mcdesk.exchange.scans.reading import Reading, Scanner
    from mcdesk.procedure.commands import Command

FILE = "file"
MOST = 50_000_000


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a bundle: the decisions that were refused stand apart from the file."""

    outcomes: tuple[Outcome, ...]
    changes: Changes

    @property
    def refused(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.is_done)

    @property
    def decided(self) -> int:
        """How many decisions were recorded."""
        return sum(outcome.is_done and outcome.subject != FILE for outcome in self.outcomes)


def cut_bundles(
    scanner: Scanner, reading: Reading, bundles: Sequence[ScanBundle], folder: Path
) -> dict[str, Path]:
    """Cut the pages of each bundle into a PDF of its own; return the files by the bundles' keys.

    A bundle whose pages cannot be taken out of their files is not among them: `Reading.without`.

    Raises:
        Trouble: The PDF files cannot be written: the folder may be full.
    """
    files = {bundle.key: folder / f"{new_id()}.pdf" for bundle in bundles}
    jobs = [
        ([reading.pages[place].piece for place in bundle.pages], files[bundle.key])
        for bundle in bundles
    ]
    try:
        done = scanner.cut(jobs)
    except OSError as error:
        words = _("The system says: {text}").format(text=system_words(error))
        raise Trouble("scan", _("The pages of the scan could not be cut."), words) from error
    return {key: path for (key, path), well in zip(files.items(), done, strict=True) if well}


def name_of(bundle: ScanBundle) -> str:
    """Return the name under which a bundle is kept."""
    if not bundle.knows_form:
        return _("scanned page {n}.pdf").format(n=min(bundle.pages) + 1)
    sheet = f"-{bundle.sheet}" if bundle.sheet else ""
    version = f" v{bundle.version}" if bundle.version else ""
    return f"{bundle.kind}{sheet} {bundle.card_code}{version}.pdf"


def note_of(bundle: ScanBundle) -> str:
    """Return what is to be said about a bundle beside its file."""
    parts = [] if bundle.state == "current" else [bundle.answer.sentence()]
    if bundle.missing:
        parts.append(missing_words(bundle))
    return " ".join(parts)


def missing_words(bundle: ScanBundle) -> str:
    """Return which pages of a print are not there."""
    pages = ", ".join(map(str, bundle.missing))
    return _("Of {of} pages these are missing: {pages}.").format(of=bundle.of, pages=pages)


def file_bundle(
    desk: DeskPort,
    bundle: ScanBundle,
    path: Path,
    decisions: Sequence[SignForm] = (),
    *,
    purpose: str = "scan",
    pays: Sequence[str] = (),
) -> Filed:
    """Attach a bundle's PDF to its form and record decisions with it as their evidence.

    It is the scan that was owed for the decisions `pays` (ids) alone: a page that was printed after
    a decision was recorded carries no handwriting of who made it. A file that hangs there already
    is attached once more only where it pays. A decision that is refused leaves the file where it
    is.
    """
    digest, size = _stored(desk, path)
    files = () if pays else desk.page(bundle.card_id).files
    known = next((f.id for f in files if (f.digest, f.form_id) == (digest, bundle.form_id)), "")
    file_id = known or new_id()
    attach = AttachFile(
        card=bundle.card_id, form=bundle.form_id, name=name_of(bundle), size=size,
        digest=digest, purpose=purpose, note=note_of(bundle), pays=list(pays), id=file_id,
    )  # fmt: skip
    commands: list[tuple[str, Command]] = [] if known else [(FILE, attach)]
    commands += [(sign.role, replace(sign, evidence=file_id)) for sign in decisions]
    outcomes, changes = desk.execute_each(commands)
    return Filed(outcomes, changes)


def filed_before(desk: DeskPort, bundle: ScanBundle, path: Path) -> FileLine | None:
    """Return the file as which just these pages hang at their form already; None where none does.

    Another scan of the same paper is another file: it may bear one more signature.
    """
    if not bundle.knows_form:
        return None
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    files = desk.page(bundle.card_id).files
    return next((f for f in files if (f.digest, f.form_id) == (digest, bundle.form_id)), None)


def owing(bundle: ScanBundle) -> tuple[SignatureLine, ...]:
    """Return the lines whose decision was recorded before and owes its scan."""
    return tuple(line for line in bundle.lines if line.sign_off_id)


def keep(desk: DeskPort, bundle: ScanBundle, path: Path) -> Changes:
    """Keep a bundle's PDF among the unfiled scans, with the reason why."""
    digest, size = _stored(desk, path)
    command = KeepScan(name=name_of(bundle), size=size, digest=digest, note=note_of(bundle))
    return desk.execute(command)


def settle(desk: DeskPort, file: str, why: str) -> Changes:
    """Take a scan off the unfiled ones."""
    return desk.execute(SettleScan(file=file, reason=why))


def _stored(desk: DeskPort, path: Path) -> tuple[str, int]:
    if path.stat().st_size > MOST:
        raise Trouble(
            "scan",
            _("The pages of this form are too large together (50 MB at most)."),
            _("Scan them again with 150 to 300 dpi, grey instead of coloured."),
        )
    return desk.store_file(path)
