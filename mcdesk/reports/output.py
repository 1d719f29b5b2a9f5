"""Writes finished bytes to a place, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _

if TYPE_CHECKING:
    from datetime import date, datetime

    from reportlab.pdfgen.canvas import Canvas


def date_of(canvas: Canvas, day: date | datetime) -> None:
    """Say in the properties of a document of which day it is.

    Not of when it was printed: the same input gives the same bytes (design.md, section 8).
    """
    text = f"D:{day:%Y%m%d%H%M%S}+00'00'"
    canvas.setDateFormatter(lambda *_now: text)


def write(data: bytes, out: BinaryIO | Path) -> None:
    """Write `data` to an open file or a path; a file at the path is replaced at the end.

    Raises:
        Trouble: The place cannot be written; what stood there is untouched.
    """
    try:
        if isinstance(out, Path):
            _replace(data, out)
        else:
            out.write(data)
    except OSError as error:
        raise _not_written(error) from error


def try_place(path: Path) -> None:
    """See that a new file can be written at a place; nothing stays there.

    Raises:
        Trouble: It cannot.
    """
    part = part_of(path, os.getpid())
    try:
        part.open("xb").close()
        part.unlink()
    except OSError as error:
        raise _not_written(error) from error


def _not_written(error: OSError) -> Trouble:
    return Trouble(
        "output",
        _("The PDF could not be written."),
        _("Choose another folder, or close the file where it is open. ({reason})").format(
            reason=system_words(error)
        ),
        retry=True,
    )


def part_of(path: Path, process: int) -> Path:
    """Return where a process keeps what it has written of a file that is not whole yet."""
    return path.with_name(f".{path.name[:80]}.{process}.part")


def _replace(data: bytes, path: Path) -> None:
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)  # a device or a pipe takes what it is given and stays what it is
        return
    part = part_of(path, os.getpid())
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
