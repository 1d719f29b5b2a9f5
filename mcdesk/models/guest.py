"""Another workspace, read to be brought into this one; its file is never written to."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import select

from mcdesk.application.journal import Line
from mcdesk.application.kept_settings import said_by
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import checking, tables
from mcdesk.models.hub_troubles import listed
from mcdesk.models.replaying import NAMES
from mcdesk.models.workspace import Workspace
from mcdesk.procedure.records import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.models.unit_of_work import SqlReader


class Guest:
    """A workspace within one transaction: its records, and its journal from the first line on."""

    def __init__(self, workspace: Workspace, reader: SqlReader) -> None:
        self._workspace = workspace
        self.reader = reader
        journal = tables.journal
        statement = select(*(journal.c[name] for name in NAMES)).order_by(journal.c.n)
        self.lines = [Line(*row) for row in reader.connection.execute(statement)]
        self.origin = self.lines[0].id if self.lines else ""
        said = said_by(reader.select(Setting))
        self.name = str(said.get("name") or workspace.path.stem)
        self.is_sample = bool(said.get("sample"))

    def file_path(self, digest: str) -> Path:
        """Return where the content with this SHA-256 lies in its store."""
        return self._workspace.file_path(digest)

    def must_be_sound(self) -> None:
        """Raise Trouble where its journal or records do not hold together: somebody altered it."""
        found = checking.check_shared(self.reader, None, None)
        if found:
            raise Trouble(
                "unsound",
                _("{name} is damaged: {text}.").format(name=self.name, text=listed(found)),
                _("Nothing was brought in. Take an earlier backup of that workspace."),
            )


@contextmanager
def opened(path: Path) -> Iterator[Guest]:
    """Open a workspace for reading; raises Trouble where it cannot be."""
    workspace = Workspace.open(path, read_only=True)
    try:
        with workspace.read() as reader:
            yield Guest(workspace, reader)
    finally:
        workspace.close()
