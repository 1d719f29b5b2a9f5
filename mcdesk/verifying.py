"""What a PDF that comes back is: read, judged and matched with the prints of a workspace."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from mcdesk.application.seals import named_in, tag_of
from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import PdfVerdict, ScanBundle, Sheet, SignatureLine
    from mcdesk.signing.verdict import KnownPrint

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
    sheet = _of_version(desk, prints[0]) if len(prints) == 1 and named else None
    known = _known_texts(desk, prints[0], sheet) if len(prints) == 1 and named else ()
    others = _of_other_days(sheet) if sheet is not None else ()
    return verdict(path.name, data, judged, prints, known, roles, sheet, others)


def _of_version(desk: DeskPort, printed: ScanBundle) -> Sheet | None:
    """Return the version that a print names, as it is printed now."""
    versions = {each.version: each.id for each in desk.form(printed.form_id).revisions}
    if printed.version not in versions:
        return None
    return desk.sheet(printed.form_id, "frozen", versions[printed.version])


def _known_texts(
    desk: DeskPort, printed: ScanBundle, sheet: Sheet | None
) -> tuple[KnownPrint, ...]:
    """Return the prints of a version that a PDF may be: those kept, then made anew."""
    from mcdesk.signing.verdict import KnownPrint

    found = []
    for file in desk.sealed(printed.form_id):
        path, named = desk.file_path(file.digest), named_in(file.note)
        if path.is_file() and (named is not None or sheet is None or not sheet.stated):
            found.append(KnownPrint(path.read_bytes(), named[0] if named else ""))
    if sheet is not None:
        of_then = replace(sheet, header=replace(sheet.header, earlier=""))
        for made in (of_then, sheet) if sheet.header.earlier else (sheet,):
            found += _made_anew(made)
    return tuple(found)


def _made_anew(sheet: Sheet) -> Iterator[KnownPrint]:
    """Yield a version as it is printed: to be sealed, with each thing decided beside it, or not."""
    from mcdesk.reports.form import print_form, print_to_seal
    from mcdesk.signing.verdict import KnownPrint, signed_beside

    beside = signed_beside(sheet)
    for decided in dict.fromkeys(("", beside)):
        yield KnownPrint(print_to_seal(sheet, decided)[0], tag_of(decided))
    plain = BytesIO()
    print_form(sheet, plain)
    yield KnownPrint(plain.getvalue(), tag_of(beside), void=not sheet.valid)


def _of_other_days(sheet: Sheet) -> Iterator[KnownPrint]:
    """Yield a version as it was printed when fewer had signed, or when it was void or was not."""
    from mcdesk.reports.form import print_twice, unstated
    from mcdesk.signing.verdict import KnownPrint, signed_beside

    beside = signed_beside(sheet)
    days = sorted({line.decided_on for line in sheet.signatures if line.decided_on})
    for valid in (True, False):
        for day in ("", *days):
            lines = [line if line.decided_on and line.decided_on <= day else _waiting(line)
                     for line in sheet.signatures]  # fmt: skip
            for decided in dict.fromkeys(("", beside)):
                content = sheet.content if decided else unstated(sheet)
                made = replace(sheet, signatures=tuple(lines), valid=valid, content=content)
                whole, frozen, count = print_twice(made)
                yield KnownPrint(whole, tag_of(decided), not valid, frozen, count)


def _waiting(line: SignatureLine) -> SignatureLine:
    """Return a role's place as it stood before its decision."""
    return replace(line, state="waiting", decision="", decisions=(), keyed=False, scan_owed=False)
