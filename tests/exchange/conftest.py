"""Scans as scanners make them: our own pages drawn, turned, blurred, greyed and shuffled."""

from __future__ import annotations

import random
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageFilter
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from reportlab.pdfgen.canvas import Canvas

from mcdesk.exchange.scans.pages import read_pages
from mcdesk.exchange.scans.reading import Page, Reading, Scanner, was_cut
from mcdesk.exchange.scans.sources import Unreadable, look
from mcdesk.procedure.paper_code import PaperCode
from mcdesk.reports.frame import code_matrix, draw_code
from mcdesk.reports.pen import Pen


def code(page: int = 1, of: int = 3, **changes) -> PaperCode:
    """Return the code of a page of a form."""
    given = {
        "workspace": "7F3A9C21", "form_id": "0b9f1c9e-7d5a-5c4e-9a51-1f2e3d4c5b6a",
        "kind": "frozen", "form": "F2", "round": 1, "loop": 1, "version": 1,
        "digest": "5f2c9e1a7b3d",
    }  # fmt: skip
    return PaperCode(**(given | changes), page=page, of=of)


def pdf(texts: Sequence[str]) -> bytes:
    """Return a PDF with a page for each text, which stands on it as its QR code."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595.28, 841.89), invariant=1)
    for number, text in enumerate(texts):
        pen = Pen(canvas, 841.89)
        pen.new_page(841.89)
        if text:
            draw_code(pen, code_matrix(text), 500, 18, 48)
        canvas.setFont("Helvetica", 9)
        for line in range(50):
            canvas.drawString(48, 760 - 13 * line, f"Page {number + 1}, line {line + 1} of a text")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def images(data: bytes, dpi: int = 150) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures."""
    document = pypdfium2.PdfDocument(data)
    found = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    document.close()
    return found


def scanned(image: Image.Image, *, turn: float = 0, blur: float = 0, grey: bool = False,
            noise: float = 0) -> Image.Image:  # fmt: skip
    """Return a page as a scanner would see it."""
    made = image.convert("L").rotate(
        turn, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    if blur:
        made = made.filter(ImageFilter.GaussianBlur(blur))
    if grey:
        made = made.point([int(80 + value * 0.55) for value in range(256)])
    if noise:
        made = Image.blend(made, Image.effect_noise(made.size, noise), 0.15)
    return made


def as_pdf(pages: Sequence[Image.Image], path: Path, dpi: int = 150) -> Path:
    """Write pictures as a scanned PDF, with JPEG inside."""
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=60)
    return path


@pytest.fixture
def three(tmp_path) -> Path:
    """A scan of three pages: crooked, upside down and grey, in the wrong order."""
    pages = images(pdf([code(page).text() for page in (1, 2, 3)]))
    order = [scanned(pages[1], turn=183, blur=0.5), scanned(pages[0], turn=3, grey=True),
             scanned(pages[2], turn=-4, noise=20)]  # fmt: skip
    return as_pdf(order, tmp_path / "three.pdf")


def changed_pdf(data: bytes, path: Path, *, script: str = "", password: str = "") -> Path:
    """Write a PDF with a script, or locked."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    if script:
        writer.add_open_action(JavaScript(script))
    if password:
        writer.encrypt(password)
    writer.write(path)
    return path


def shuffled(items: list, seed: int = 1) -> list:
    """Return things in another order, the same each time."""
    made = list(items)
    random.Random(seed).shuffle(made)
    return made


class InPlace(Scanner):
    """A scanner that reads in this process, for one file at a time."""

    def read(self, paths, progress=None):
        sources, refused = [], []
        for path in paths:
            try:
                sources.append(look(path))
            except Unreadable as error:
                refused.append((path, error.code))
        return Reading(tuple(
            Page(source, page)
            for source in sources
            for page in read_pages(source, tuple(range(source.pages)))
        ), tuple(refused))  # fmt: skip

    def cut(self, jobs):
        return tuple(was_cut(pieces, out) for pieces, out in jobs)
