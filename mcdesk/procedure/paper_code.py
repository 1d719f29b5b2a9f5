"""What the QR code on a printed page says, and how it is read again (design.md, section 8).

`MCDESK:2:kind:workspace:form:type:round:loop:version:digest:page/of`, in letters that a QR code
packs densely. Kind is F (frozen), D (draft), B (blank) or S (the cover of a booklet for signature,
whose own id stands for the form's); the id stands in base 32. Of the digest the first twelve digits
are there, which are also printed for the eye.
"""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from dataclasses import dataclass
from typing import Literal

PrintKind = Literal["frozen", "draft", "blank", "cover"]

SIGN = "MCDESK:"
FORMAT = "2"
MARK = 8
"""So many digits name a workspace, and so many a digest."""
DIGITS = 12
_LETTERS: dict[PrintKind, str] = {"frozen": "F", "draft": "D", "blank": "B", "cover": "S"}
_SHAPE = re.compile(
    r"MCDESK:2:(?P<kind>[FDBS]):(?P<workspace>[0-9A-F]{8}):(?P<form_id>[A-Z2-7]{26})"
    r":(?P<form>[A-Z0-9./-]{1,12}):R(?P<round>\d{1,4}):L(?P<loop>\d{1,4}):V(?P<version>\d{1,4})"
    r":(?P<digest>[0-9A-F]{12}):(?P<page>\d{1,4})/(?P<of>\d{1,4})"
)


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What a printed page is: of which workspace, form, round, version and text, which page."""

    workspace: str
    form_id: str
    kind: PrintKind
    form: str
    round: int = 0
    loop: int = 0
    version: int = 0
    digest: str = ""
    page: int = 1
    of: int = 1

    def text(self) -> str:
        """Return the words of the QR code."""
        packed = base64.b32encode(uuid.UUID(self.form_id).bytes).decode().rstrip("=")
        parts = (
            _LETTERS[self.kind], self.workspace, packed, self.form,
            f"R{self.round}", f"L{self.loop}", f"V{self.version}", self.digest[:DIGITS],
        )  # fmt: skip
        return f"{SIGN}{FORMAT}:{':'.join(parts)}:{self.page}/{self.of}".upper()


def is_ours(text: str) -> bool:
    """Tell whether a code was printed by this program, or by another version of it."""
    return text.startswith(SIGN)


def read_code(text: str) -> PaperCode | None:
    """Return what a code says; None for one that is not whole, or of another format."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    counts = {name: int(found[name]) for name in ("round", "loop", "version", "page", "of")}
    if not 1 <= counts["page"] <= counts["of"]:
        return None
    kinds = {letter: kind for kind, letter in _LETTERS.items()}
    try:
        form_id = str(uuid.UUID(bytes=base64.b32decode(f"{found['form_id']}======")))
    except (ValueError, binascii.Error):
        return None
    return PaperCode(
        workspace=found["workspace"],
        form_id=form_id,
        kind=kinds[found["kind"]],
        form=found["form"],
        digest=found["digest"].lower(),
        **counts,
    )


def cover_code(workspace: str, booklet: str) -> PaperCode:
    """Return what the cover of a booklet says: which one it is."""
    return PaperCode(workspace, booklet, "cover", "BOOKLET", digest="0" * DIGITS)
