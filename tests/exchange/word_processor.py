"""What a word processor does to a form that was sent out: types, deletes, saves again."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from mcdesk.application.outside import to_fill
from mcdesk.application.proposal import propose
from mcdesk.exchange.filled_docx import read_docx
from mcdesk.exchange.forms_docx import document_to_fill

SAID = "Ask the partner first."
RUN = f"<w:r><w:t>{SAID}</w:t></w:r>"
LINE = f"<w:p>{RUN}</w:p>"
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx '
    'xmlns:wps="urn:wps"><w:txbxContent>{line}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{line}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


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


def table_of(text: str, tag: str) -> str:
    """Return the table in which the field of a tag stands."""
    return next(each for each in re.findall(r"<w:tbl>.*?</w:tbl>", text) if f'val="{tag}"' in each)


def behind_table(tag: str, made: str):
    """Return a change that puts something behind the table of a field."""
    return lambda text: text.replace(table_of(text, tag), table_of(text, tag) + made)


def at_the_end(made: str):
    return lambda text: text.replace("<w:sectPr>", f"{made}<w:sectPr>")


def at_the_top(made: str):
    return lambda text: text.replace("<w:body>", f"<w:body>{made}")


def in_label(tag: str, run: str):
    """Return a change that types behind the label of a field."""

    def change(text: str) -> str:
        table = table_of(text, tag)
        row = next(row for row in re.findall(r"<w:tr>.*?</w:tr>", table) if f'val="{tag}"' in row)
        return text.replace(row, row.replace("</w:p></w:tc>", f"{run}</w:p></w:tc>", 1))

    return change


def row_behind(part: str, *cells: str):
    """Return a change that puts a row without fields behind the row of a field."""

    def change(text: str) -> str:
        row = next(each for each in re.findall(r"<w:tr>.*?</w:tr>", text) if part in each)
        inner = "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in cells)
        return text.replace(row, f"{row}<w:tr>{inner}</w:tr>")

    return change


def in_cell(tag: str, made: str):
    """Return a change that puts something into the cell of a field, below the field."""
    return lambda text: text.replace(
        f"{control(text, tag)}</w:p>", f"{control(text, tag)}</w:p>{made}"
    )


def behind_field(tag: str, run: str):
    return lambda text: text.replace(control(text, tag), control(text, tag) + run)
