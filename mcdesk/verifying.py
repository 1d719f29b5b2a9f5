"""What a PDF that comes back is: read, judged and matched with the prints of a workspace."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import PdfVerdict, ScanBundle

MOST_READ = (50 << 20) + 1
"""A byte more than a signed PDF may have (`signing/judge.py`)."""


def verify_pdf(desk: DeskPort, path: Path, progress: Progress | None = None) -> PdfVerdict | None:
    """Return what a PDF is and whether it holds; None when it was cancelled.

    Raises:
        Trouble: The file cannot be read.
    """
    from mcdesk.exchange.scans.reading import Scanner
    from mcdesk.signing.judge import judge
    from mcdesk.signing.verdict import verdict

    try:
        with path.open("rb") as file:
            data = file.read(MOST_READ)
    except OSError as error:
        raise Trouble(
            "file",
            _("{name} cannot be read.").format(name=path.name),
            _("The system says: {text}").format(text=system_words(error)),
        ) from error
    judged = judge(data)
    prints: tuple[ScanBundle, ...] = ()
    if judged.is_readable:
        with Scanner(1) as scanner:
            read = scanner.read([path], progress)
        if read is None:
            return None
        prints = desk.sort_scans([page.read.codes for page in read.pages])
    named = [each.form_id for each in prints if each.form_id]
    roles = desk.info().role_labels
    known = _known_texts(desk, prints[0]) if len(prints) == 1 and named else ()
    return verdict(path.name, data, judged, prints, known, roles)


def _known_texts(desk: DeskPort, printed: ScanBundle) -> tuple[bytes, ...]:
    """Return the prints of a version that a PDF may be: those kept, then made anew."""
    from mcdesk.reports.form import print_form, print_to_seal

    kept = [desk.file_path(file.digest) for file in desk.sealed(printed.form_id)]
    found = [path.read_bytes() for path in kept if path.is_file()]
    versions = {each.version: each.id for each in desk.form(printed.form_id).revisions}
    if printed.version in versions:
        sheet = desk.sheet(printed.form_id, "frozen", versions[printed.version])
        of_then = replace(sheet, header=replace(sheet.header, earlier=""))
        for made in (of_then, sheet) if sheet.header.earlier else (sheet,):
            plain = BytesIO()
            print_form(made, plain)
            found += [print_to_seal(made)[0], plain.getvalue()]
    return tuple(found)
