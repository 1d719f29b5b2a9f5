"""A form that was filled in outside the program, as a file that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.errors import Trouble
from mcdesk.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.outside import Filled

MOST = 100_000_000
KINDS = (".pdf", ".docx")


def read_filled(path: Path) -> Filled:
    """Return what a file that came back holds.

    Raises:
        Trouble: It cannot be read, is too large, or is neither of the two kinds.
    """
    try:
        if path.stat().st_size > MOST:
            raise Trouble(
                "filled_large",
                _("The file is larger than 100 MB."),
                _("A filled form is far smaller: check whether it is the right file."),
            )
        data = path.read_bytes()
    except OSError as error:
        raise Trouble(
            "filled_unread",
            _("“{name}” cannot be read.").format(name=path.name),
            _("The system says: {text}").format(text=error.strerror or error),
        ) from error
    if data.lstrip()[:5] == b"%PDF-" or b"%PDF-" in data[:1024]:
        from mcdesk.exchange.filled_pdf import read_pdf

        return read_pdf(data)
    if data[:2] == b"PK":
        from mcdesk.exchange.filled_docx import read_docx

        return read_docx(data)
    raise Trouble(
        "filled_kind",
        _("“{name}” is not a form that this program sent out.").format(name=path.name),
        _("Take in the PDF or DOCX that was filled in."),
    )
