"""Makes `0001.sql.gz`, the stored workspace of the first schema: once, before it is released.

.venv/bin/python -m tests.storage.stored.make
"""

from __future__ import annotations

import gzip
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tests.storage.conftest import Templates

MARKS = ("PRAGMA user_version = 1;", "PRAGMA application_id = 1296254027;")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Templates(Path(folder)).path("discussion")
        with closing(sqlite3.connect(made)) as connection:
            text = "\n".join((*MARKS, *connection.iterdump())) + "\n"
    target = Path(__file__).with_name("0001.sql.gz")
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
