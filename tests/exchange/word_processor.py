"""What a word processor does to a form that was sent out: types, deletes, saves again."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from mcdesk.application.outside import to_fill
from mcdesk.application.proposal import propose
from mcdesk.exchange.filled_docx import read_docx
from mcdesk.exchange.forms_docx import document_to_fill


def sent_out(desk, form, *, blank=False) -> bytes:
    return document_to_fill(to_fill(desk.form(form), desk.sheet(form, "draft"), blank=blank))


def changed(data: bytes, change) -> bytes:
    """Change the document's own part, as a word processor saves it again."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == "word/document.xml" else text)
    return out.getvalue()


def control(text: str, tag: str) -> str:
    """Return the field of a tag as it stands in the document."""
    return next(
        each for each in re.findall(r"<w:sdt>.*?</w:sdt>", text) if f'val="{tag}"/>' in each
    )


def typed(tag: str, words: str):
    """Return a change that types into the field of a tag."""

    def change(text: str) -> str:
        old = control(text, tag)
        new = re.sub(r"<w:r>.*</w:r>", f"<w:r><w:t>{words}</w:t></w:r>", old)
        return text.replace(old, new.replace("<w:showingPlcHdr/>", ""))

    return change


def proposed(desk, form, data: bytes):
    return propose(desk.form(form), read_docx(data))
