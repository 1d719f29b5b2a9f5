"""One odd picture never stops a batch of scans: it gets an answer of its own."""

from __future__ import annotations

import pytest
from PIL import Image
from pypdf import PdfWriter

from mcdesk.exchange.scans import reading as scans
from mcdesk.exchange.scans import words
from mcdesk.exchange.scans.cutting import Piece, cut
from mcdesk.exchange.scans.reading import Reading, Scanner
from mcdesk.exchange.scans.sources import Source, Unreadable, look
from tests.exchange.conftest import as_pdf
from tests.exchange.odd_pictures import (
    DEPTHS,
    KINDS,
    TINY,
    saved,
    short,
    without_pages,
    without_size,
)
from tests.exchange.one_page import PAGE, TEXT, read, why
from tests.exchange.unforeseen import Unforeseen


@pytest.mark.parametrize("kind", ["png", "jpg", "tif"])
@pytest.mark.parametrize("size", TINY)
def test_a_picture_too_small_to_be_a_page_is_told_from_a_scan(tmp_path, size, kind):
    assert why(saved(Image.new("L", size, 128), tmp_path / f"icon.{kind}")) == "tiny"


def test_a_tiny_page_among_others_is_told_and_the_others_are_read(tmp_path):
    path = tmp_path / "scan.tif"
    PAGE.save(path, save_all=True, append_images=[Image.new("1", (1, 1)), PAGE])
    assert [(page.codes, page.trouble) for page in read(path)] == [
        ((TEXT,), ""), ((), "tiny"), ((TEXT,), "")
    ]  # fmt: skip
    writer = PdfWriter()
    writer.add_blank_page(1, 1)
    writer.add_blank_page(2, 800)
    writer.write(tmp_path / "thin.pdf")
    assert [(page.codes, page.trouble) for page in read(tmp_path / "thin.pdf")] == [((), "")] * 2


@pytest.mark.parametrize(("depth", "kind"), [(d, kind) for d in DEPTHS for kind in KINDS[d]])
def test_a_scan_of_any_depth_is_read_and_cut(tmp_path, depth, kind):
    page = PAGE.convert("L")
    if depth in ("I;16", "F"):  # a scan of 16 bits a pixel uses all of them
        page = page.convert("I").point(lambda shade: shade * 257)
    path = saved(page.convert(depth), tmp_path / f"scan.{kind}")
    (page,) = read(path)
    assert page.codes == (TEXT,)
    cut([Piece(look(path), 0)], tmp_path / "cut.pdf")
    (again,) = read(tmp_path / "cut.pdf")
    assert again.codes == (TEXT,)


def test_pictures_that_hold_no_page_are_refused(tmp_path):
    assert why(without_pages(tmp_path / "none.tif")) == "no_scan"
    assert why(without_size(tmp_path / "nothing.tif")) == "no_scan"


def test_a_page_that_cannot_be_cut_is_told_with_its_reason(tmp_path):
    damaged = look(short(PAGE, tmp_path / "short.jpg"))
    with pytest.raises(Unreadable) as caught:
        cut([Piece(damaged, 0)], tmp_path / "cut.pdf")
    assert caught.value.code == "damaged"


def test_files_that_cannot_be_read_or_cut_do_not_stop_the_others(tmp_path):
    saved(PAGE, tmp_path / "scan.png")
    short(PAGE, tmp_path / "short.jpg")
    saved(Image.new("L", (1, 1)), tmp_path / "icon.png")
    names = ("icon.png", "short.jpg", "scan.png")
    with Scanner(2) as scanner:
        reading = scanner.read([tmp_path / name for name in names])
        jobs = [([page.piece], tmp_path / f"{n}.pdf") for n, page in enumerate(reading.pages)]
        assert scanner.cut(jobs) == (False, True)
    assert reading.refused == ((tmp_path / "icon.png", "tiny"),)
    assert [(page.read.codes, page.read.trouble) for page in reading.pages] == [
        ((), "damaged"), ((TEXT,), "")
    ]  # fmt: skip


def test_an_error_that_nobody_foresaw_is_kept_to_its_file(tmp_path, monkeypatch):
    """What the other process raises is its answer, whatever it is."""
    good, bad = as_pdf([PAGE], tmp_path / "scan.pdf"), tmp_path / "bad.png"
    with Scanner(2) as scanner:
        monkeypatch.setattr(scans, "looked_at", Unforeseen("bad.png"))
        monkeypatch.setattr(scans, "read_pages", Unforeseen("odd.pdf"))
        odd = as_pdf([PAGE, PAGE], tmp_path / "odd.pdf")
        reading = scanner.read([bad, odd, good])
    assert reading.refused == ((bad, "damaged"),)
    assert [(page.read.number, page.read.codes, page.read.trouble) for page in reading.pages] == [
        (0, (), "damaged"), (1, (), "damaged"), (0, (TEXT,), "")
    ]  # fmt: skip


def test_what_is_not_taken_is_told_by_file_and_page(tmp_path):
    page = scans.Page(Source(tmp_path / "two.tif", "image", 2), scans.PageRead(1, (), 0, "damaged"))
    whole = scans.Page(Source(tmp_path / "one.png", "image", 1), scans.PageRead(0, (TEXT,)))
    reading = Reading((whole, page), ((tmp_path / "icon.png", "tiny"),), frozenset({0, 1}))
    assert [line.split(":")[0] for line in words.refusals(reading)] == [
        "icon.png", "one.png", "two.tif, page 2"
    ]  # fmt: skip
    assert words.refusals(reading)[2].endswith(words.reason("damaged"))
    assert words.refusals(reading)[1].endswith(words.reason("uncut"))
