"""Paper that comes back: a hundred scanned pages read, split and filed with their forms."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

from bench.figures import Figure, Goal, Samples
from bench.workspace import fresh_copy
from mcdesk.bootstrap import App
from mcdesk.exchange.scans import filing
from mcdesk.exchange.scans.reading import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.desk import Desk
    from mcdesk.application.ports import DeskPort

LAST = "MC-AT-14"
PAGES, DPI = 100, 150
TURNS = (0, 3, 180, 177, -2)
MUCH = 3


def measure(folder: Path, path: Path, rounds: int) -> Iterator[Figure]:
    """File a scan of all forms of a card that has gone all the way, and some more of them."""
    app = App()
    scan = folder / "scan.pdf"
    took, bare = Samples(), Samples()
    for number in range(min(rounds, MUCH)):
        desk = app.open(fresh_copy(path, folder / "scans.mcdesk"))
        try:
            if not number:
                _scan(app, desk, folder / "printed.pdf", scan)
            took.add(_filed(desk, scan))
        finally:
            app.close(desk)
        bare.add(_read(scan))
    yield Figure(
        f"{PAGES} scanned pages filed",
        took,
        "s",
        control=bare,
        goals=(Goal(20, "max"),),
        note="read in processes (their start included), split, cut, stored and attached; control: "
        "the same pages drawn and read by the bare libraries, one after another",
    )


def _scan(app: App, desk: Desk, printed: Path, out: Path) -> None:
    """Print forms and make of them what a scanner would: turned, blurred, grey, shuffled."""
    lines = [line for line in desk.outline(LAST).forms if line.version]
    app.print_sheets([desk.sheet(line.form_id, "frozen") for line in lines], printed)
    document = pypdfium2.PdfDocument(printed)
    chosen = [number % len(document) for number in range(PAGES)]
    random.Random(1).shuffle(chosen)
    pages = []
    for place, number in enumerate(chosen):
        page = document[number].render(scale=DPI / 72, grayscale=True).to_pil()
        turned = page.rotate(TURNS[place % len(TURNS)], Image.Resampling.BICUBIC, fillcolor=255)
        pages.append(turned.filter(ImageFilter.GaussianBlur(0.5)))
    document.close()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=60)


def _filed(desk: Desk, scan: Path) -> float:
    """Return the seconds from the file to the forms."""
    began = time.perf_counter()
    with Scanner() as scanner, tempfile.TemporaryDirectory() as folder:
        reading = scanner.read([scan])
        assert reading is not None
        bundles = desk.sort_scans([page.read.codes for page in reading.pages])
        files = filing.cut_bundles(scanner, reading, bundles, Path(folder))
        for bundle in bundles:
            if bundle.knows_form:
                filing.file_bundle(cast("DeskPort", desk), bundle, files[bundle.key])
    took = time.perf_counter() - began
    unread = [bundle for bundle in bundles if not bundle.knows_form]
    assert not unread, f"{len(unread)} pages of {PAGES} found no form"
    return took


def _read(scan: Path) -> float:
    """Return the seconds that drawing and reading alone take: the control."""
    began = time.perf_counter()
    document = pypdfium2.PdfDocument(scan)
    for page in document:
        image = page.render(scale=200 / 72, grayscale=True).to_pil()
        rows = memoryview(image.tobytes()).cast("B", (image.height, image.width))
        zxingcpp.read_barcodes(rows)
    document.close()
    return time.perf_counter() - began
