"""What the rooms above may ask of the files of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from mcdesk.application.views import FileLine, ScanBundle, Sealers, Sheet
    from mcdesk.procedure.records import SignOff


class FilesPort(Protocol):
    """The files of a workspace, by the records that name them and by their contents."""

    def sealed(self, form: str) -> tuple[FileLine, ...]:
        """Return the PDFs of a form that are sealed or were made to be, the newest first."""
        ...

    def sealers(self, form: str) -> Sealers:
        """Return who decided over a form, and who sealed PDFs in the workspace, newest first."""
        ...

    def sign_offs(self, form: str) -> tuple[SignOff, ...]:
        """Return every decision over a form, those that count no more, too."""
        ...

    def stood(
        self, form: str, revision: str, day: date | None = None
    ) -> Iterator[tuple[date, Sheet]]:
        """Yield a version as it was printed on the days since it was made, newest first.

        Where the print tells its `day`, only as it stood on that day.
        """
        ...

    def sort_scans(self, codes: Sequence[Sequence[str]]) -> tuple[ScanBundle, ...]:
        """Return which forms the pages of a scan belong to, by the codes on each page."""
        ...

    def scan_of(self, form: str, pages: Sequence[int]) -> ScanBundle:
        """Return pages of a scan as those of a form that a person chose."""
        ...

    def unfiled(self) -> tuple[FileLine, ...]:
        """Return the scans that are kept without a form, the newest first."""
        ...

    def store_file(self, path: Path) -> tuple[str, int]:
        """Copy a file into the store; return its SHA-256 and size in bytes."""
        ...

    def file_path(self, digest: str) -> Path: ...
