"""The scan of a register that was signed on paper: kept, and shown as a copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from mcdesk.procedure.commands import FilePeriodScan
from mcdesk.ui.credential.opening import copy_to
from mcdesk.ui.file_names import own_name

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FileLine
    from mcdesk.procedure.commands.period import Semester
    from mcdesk.procedure.period import Period


@dataclass(frozen=True, slots=True)
class Attach:
    """Stores a file and keeps it as the evidence of a register's signature; runs on a worker."""

    period: Period
    path: Path

    def __call__(self, desk: DeskPort) -> Changes:
        digest, size = desk.store_file(self.path)
        semester = cast("Semester", self.period.semester)
        return desk.execute(
            FilePeriodScan(year=self.period.year, semester=semester, scan=digest,
                           name=self.path.name, size=size)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CopyOut:
    """Copies a kept scan into a folder from which it is opened; runs on a worker."""

    file: FileLine
    folder: Path

    def __call__(self, desk: DeskPort) -> Path:
        return copy_to(desk.file_path(self.file.digest), self.folder / own_name(self.file.name))
