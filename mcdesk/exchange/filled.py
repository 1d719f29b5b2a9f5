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
PACKED_AWAY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file begins into which Word packs a document that it locks, and its kind of before DOCX."""


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
    if data.startswith(PACKED_AWAY):
        raise Trouble(
            "filled_locked",
            _("“{name}” is locked with a password, or a DOC of an old Word.").format(
                name=path.name
            ),
            _("Open it in a word processor, save it as DOCX without a password, and take it in "
              "again."),
        )  # fmt: skip
    raise Trouble(
        "filled_kind",
        _("“{name}” is not a form that this program sent out.").format(name=path.name),
        _("Take in the PDF or DOCX that was filled in."),
    )


def is_returned(path: Path) -> bool:
    """Tell whether a file is a form that was sent out to be filled in, and says which one."""
    try:
        return read_filled(path).sent is not None
    except Trouble:
        return False
