"""A copy of a workspace as its hub confirmed it: what waits there is taken off."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mcdesk.models import checking
from mcdesk.models.engines import sqlite_engine, translated
from mcdesk.models.hub_troubles import unsound
from mcdesk.models.reading import for_reading
from mcdesk.models.replaying import SqlReplicaUnit
from mcdesk.models.unit_of_work import SqlReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


@contextmanager
def confirmed_copy(path: Path) -> Iterator[Engine]:
    """Give an engine on the copy for as long as the block runs.

    Raises:
        Trouble: The workspace is damaged: nothing may be made of it.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, translated(str(path)):
        copy = Path(folder) / "confirmed"
        with closing(for_reading(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        engine = sqlite_engine(copy)
        try:
            with engine.begin() as connection:
                unit = SqlReplicaUnit(connection)
                with unit.unguarded():
                    for line in reversed(unit.waiting()):
                        unit.take_off(line)
            with engine.connect() as connection:
                found = checking.check_shared(SqlReader(connection), None, None)
            if found:
                raise unsound(found)
            yield engine
        finally:
            engine.dispose()
