"""The files of a workspace: sealed PDFs, scans and what is not filed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import scans
from mcdesk.application.lines import file_lines
from mcdesk.application.register import RegisterReading
from mcdesk.application.seals import SEALED, mark_of_decision, named_in
from mcdesk.application.views import Sealer, Sealers
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.records import SignOff, StoredFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mcdesk.application.views import FileLine, ScanBundle

LARGEST = 50 << 20
"""The size of a file that a team's hub takes, in bytes (`resources/hub/parts.sql`)."""


class FilesReading(RegisterReading):
    """The questions that are about files, and where they lie."""

    def sealed(self, form: str) -> tuple[FileLine, ...]:
        """Return the PDFs of a form that are sealed or were made to be, the newest first."""
        with self.store.read() as reader:
            kept = reader.select(StoredFile, form_id=form, purpose=SEALED)
            lines = file_lines(self._knowledge(reader)[0], kept)
        return tuple(sorted(lines, key=lambda line: line.added_at, reverse=True))

    def sealers(self, form: str) -> Sealers:
        """Return who decided over a form, and who sealed PDFs in the workspace, newest first.

        The note of a sealed PDF is taken only from whose decision its last seal is for.
        """
        with self.store.read() as reader:
            knowledge = self._knowledge(reader)[0]
            decided = {mark_of_decision(each.id): knowledge.same(each.person_id)
                       for each in reader.select(SignOff, form_id=form)}  # fmt: skip
            files = sorted(reader.select(StoredFile, purpose=SEALED),
                           key=lambda file: file.added_at, reverse=True)  # fmt: skip
            named = ((file, named_in(file.note)) for file in files)
            kept = tuple(
                Sealer(file.digest, note.seals[-1], knowledge.same(file.added_by),
                       knowledge.full_name(file.added_by))
                for file, note in named if note is not None and note.seals
            )  # fmt: skip
            people = {mark: (person, knowledge.full_name(person))
                      for mark, person in decided.items()}  # fmt: skip
            return Sealers(people, kept)

    def sign_offs(self, form: str) -> tuple[SignOff, ...]:
        """Return every decision over a form, those that count no more, too."""
        with self.store.read() as reader:
            return reader.select(SignOff, form_id=form)

    def sort_scans(self, codes: Sequence[Sequence[str]]) -> tuple[ScanBundle, ...]:
        """Return which forms the pages of a scan belong to, by the codes on each page."""
        with self.store.read() as reader:
            return scans.sort_pages(self._knowledge(reader)[0], codes)

    def scan_of(self, form: str, pages: Sequence[int]) -> ScanBundle:
        """Return pages of a scan as those of a form that a person chose."""
        with self.store.read() as reader:
            return scans.by_hand(self._knowledge(reader)[0], form, pages)

    def unfiled(self) -> tuple[FileLine, ...]:
        """Return the scans that are kept without a form, the newest first."""
        with self.store.read() as reader:
            return scans.unfiled(self._knowledge(reader)[0])

    def store_file(self, path: Path) -> tuple[str, int]:
        """Copy a file into the store; return its SHA-256 and size in bytes.

        Raises:
            Trouble: It cannot be read or kept, holds nothing, or is larger than a team's hub takes
                (design.md, 6).
        """
        if path.is_file() and not path.stat().st_size:
            raise Trouble(
                "empty",
                _("{name} is empty: nothing is in it (0 bytes).").format(name=path.name),
                _("Save or scan it once more, open it to see that it is whole, and attach that."),
            )
        if path.is_file() and path.stat().st_size > LARGEST:
            raise Trouble(
                "too_large",
                _("{name} is too large to be kept here (50 MB at most).").format(name=path.name),
                _("Keep a link to it instead."),
            )
        return self.store.store_file(path)
