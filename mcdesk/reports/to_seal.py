"""What a PDF that is kept as sealed can have been printed as: told by the records, not by the file.

A file that somebody attached may say anything, and its note too: what counts is the print that the
program makes of the version, now or as it stood on a day of such a file (docs/decisions/0009).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from mcdesk.application.seals import mark_of_decision, tag_of
from mcdesk.procedure.calendar import day_of
from mcdesk.reports.form import print_to_seal, shown_in, to_be_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FileLine, Sheet


@dataclass(frozen=True, slots=True)
class ToSeal:
    """A version printed to be sealed, the tag of what was decided beside it, and whom it shows.

    `shown` are the marks of the decisions that it shows as recorded.
    """

    data: bytes
    tag: str
    shown: tuple[str, ...]


def to_seal(sheet: Sheet, decided: str = "") -> ToSeal:
    """Return a version as it is printed now to be sealed."""
    shown = (each.sign_off_id for each in shown_in(sheet, decided))
    data = print_to_seal(sheet, decided)[0]
    return ToSeal(data, tag_of(decided), tuple(map(mark_of_decision, shown)))


def to_seal_then(
    desk: DeskPort, form: str, revision: str, decided: Iterable[str], files: Iterable[FileLine]
) -> Iterator[ToSeal]:
    """Yield a version as it was printed on the days of these files, each print once.

    Args:
        desk: The workspace.
        form: The form's id.
        revision: That of the version.
        decided: What was decided beside its text at any time.
        files: The PDFs that are kept as sealed.
    """
    known = [*decided]
    seen: list[Sheet] = []
    for day in sorted({day_of(file.added_at) for file in files}, reverse=True):
        for _on, sheet in desk.stood(form, revision, date.fromisoformat(day)):
            for each in known:
                drawn = replace(to_be_sealed(sheet, each), as_of=date.min)
                if drawn not in seen:
                    seen.append(drawn)
                    yield to_seal(sheet, each)
