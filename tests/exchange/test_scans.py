"""Codes are read from what scanners make; what is no scan is refused in words."""

from __future__ import annotations

import re
import zlib
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfgen import canvas

from mcdesk.exchange.scans import sources
from mcdesk.exchange.scans.cutting import Piece, cut
from mcdesk.exchange.scans.pages import read_pages
from mcdesk.exchange.scans.reading import Scanner
from mcdesk.exchange.scans.sources import look
from mcdesk.procedure.paper_code import read_code
from tests.exchange.conftest import as_pdf, changed_pdf, images, pdf, scanned
from tests.exchange.one_page import PAGE, TEXT, read, why


@pytest.mark.parametrize("turn", [0, 3, -4, 90, 180, 183, 270])
@pytest.mark.parametrize("harm", ["plain", "blur", "grey", "noise"])
def test_a_code_is_read_from_any_side(tmp_path, turn, harm):
    harms = {"plain": {}, "blur": {"blur": 0.8}, "grey": {"grey": True}, "noise": {"noise": 25}}
    path = as_pdf([scanned(PAGE, turn=turn, **harms[harm])], tmp_path / "scan.pdf")
    (page,) = read(path)
    assert page.codes == (TEXT,)
    assert page.turn == {0: 0, 3: 0, -4: 0, 90: 90, 180: 180, 183: 180, 270: 270}[turn]


def test_a_blurred_page_of_few_dots_is_read_in_its_corner(tmp_path):
    (coarse,) = images(pdf([TEXT]), 110)
    path = as_pdf([scanned(coarse, turn=176, blur=0.7)], tmp_path / "scan.pdf", 110)
    (page,) = read(path)
    assert (page.codes, page.turn) == ((TEXT,), 180)


def test_pages_of_many_kinds_are_read(tmp_path):
    PAGE.save(tmp_path / "scan.png")
    PAGE.convert("RGB").save(tmp_path / "scan.jpg", quality=50)
    one = PAGE.convert("1")
    one.save(tmp_path / "scan.tif", save_all=True, append_images=[one.rotate(180)])
    assert [page.codes for page in read(tmp_path / "scan.png")] == [(TEXT,)]
    assert [page.codes for page in read(tmp_path / "scan.jpg")] == [(TEXT,)]
    assert [(page.codes, page.turn) for page in read(tmp_path / "scan.tif")] == [
        ((TEXT,), 0), ((TEXT,), 180)
    ]  # fmt: skip


def test_our_code_counts_before_others_and_a_page_may_have_none(tmp_path):
    data = pdf(["https://example.org/poster", ""])
    first, second = read(as_pdf(images(data), tmp_path / "scan.pdf"))
    assert first.codes == ("https://example.org/poster",)
    assert second.codes == ()
    both = PAGE.copy()
    both.paste(images(data)[0].crop((1000, 0, 1240, 200)), (100, 1500))
    (page,) = read(as_pdf([both], tmp_path / "both.pdf"))
    assert page.codes == (TEXT, "https://example.org/poster")


def test_pages_are_cut_upright_and_in_order(tmp_path, three):
    source = look(three)
    found = read_pages(source, (0, 1, 2))
    pieces = sorted(
        (Piece(source, page.number, page.turn) for page in found),
        key=lambda piece: read_code(found[piece.number].codes[0]).page,
    )
    out = tmp_path / "cut.pdf"
    assert cut(pieces, out) == 3
    again = read(out)
    assert [read_code(page.codes[0]).page for page in again] == [1, 2, 3]
    assert [page.turn for page in again] == [0, 0, 0]


def test_what_stands_in_fields_is_cut_too(tmp_path):
    paper = canvas.Canvas(str(tmp_path / "form.pdf"), pagesize=(200, 200))
    for said in ("", "Seen"):
        paper.drawString(20, 160, "Remark")
        paper.acroForm.textfield(name=f"remark{said}", value=said, x=20, y=80, width=150)
        paper.acroForm.checkbox(name=f"tick{said}", checked=bool(said), x=20, y=20)
        paper.showPage()
    paper.save()
    source = look(tmp_path / "form.pdf")
    cut([Piece(source, 0), Piece(source, 1), Piece(source, 1)], tmp_path / "cut.pdf")
    data = (tmp_path / "cut.pdf").read_bytes()
    assert [page.extract_text().split() for page in PdfReader(BytesIO(data)).pages] == [
        ["Remark"], ["Remark", "Seen"], ["Remark", "Seen"]
    ]  # fmt: skip
    empty, ticked, again = (page.crop((22, 162, 38, 178)) for page in images(data, 72))
    assert dark(ticked) > dark(empty) + 10
    assert dark(again) == dark(ticked)


def dark(image: Image.Image) -> int:
    return sum(image.convert("L").point(lambda grey: grey < 128).histogram()[1:])


def test_pictures_are_cut_into_a_pdf_of_their_size(tmp_path):
    PAGE.rotate(180).convert("RGBA").save(tmp_path / "scan.png", dpi=(150, 150))
    source = look(tmp_path / "scan.png")
    (page,) = read_pages(source, (0,))
    cut([Piece(source, 0, page.turn)], tmp_path / "cut.pdf")
    box = PdfReader(tmp_path / "cut.pdf").pages[0].mediabox
    assert (round(box.width), round(box.height)) in ((595, 842), (596, 842))
    (again,) = read(tmp_path / "cut.pdf")
    assert (again.codes, again.turn) == ((TEXT,), 0)


def test_the_same_pages_cut_twice_are_the_same_file(tmp_path, three):
    source = look(three)
    for name in ("a.pdf", "b.pdf"):
        cut([Piece(source, 0, 180), Piece(source, 2)], tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    days = re.findall(rb"/CreationDate\(D:(\d{4})", (tmp_path / "a.pdf").read_bytes())
    assert days == [b"2000"]  # not the second in which it was cut


def test_what_is_no_scan_is_refused(tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "text.pdf").write_text("Minutes of the meeting")
    (tmp_path / "program.exe").write_bytes(b"MZ" + bytes(200))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"%%EOF")
    Image.new("RGB", (9, 9)).save(tmp_path / "moving.gif")
    names = ("empty.pdf", "text.pdf", "program.exe", "broken.pdf", "moving.gif", "none.pdf", ".")
    assert [why(tmp_path / name) for name in names] == [
        "empty", "no_scan", "no_scan", "damaged", "no_scan", "not_there", "folder"
    ]  # fmt: skip


def test_a_pdf_that_ends_too_early_is_refused(tmp_path):
    data = pdf([TEXT] * 40)
    path = tmp_path / "half.pdf"
    for length in (len(data) // 3, len(data) - 4500, len(data) - 40):
        path.write_bytes(data[:length])
        assert why(path) == "cut_short"


def test_a_locked_pdf_and_one_with_a_program_are_refused(tmp_path):
    data = pdf([TEXT])
    assert why(changed_pdf(data, tmp_path / "locked.pdf", password="secret")) == "locked"
    assert why(changed_pdf(data, tmp_path / "js.pdf", script="app.alert('x')")) == "script"
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"),
                               NameObject("/JS"): TextStringObject("app.alert('x')")})  # fmt: skip
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    writer.write(tmp_path / "page.pdf")
    assert why(tmp_path / "page.pdf") == "script"


def test_what_looks_like_a_program_in_a_packed_picture_is_none(tmp_path):
    path = as_pdf([PAGE], tmp_path / "scan.pdf")
    data = path.read_bytes()
    at = data.index(b"\xff\xd9", data.index(b"stream"))
    path.write_bytes(data[: at - 40] + b"/JS /JavaScript (x)" + data[at - 21 :])
    assert look(path).pages == 1


def test_too_many_pages_are_refused(tmp_path):
    writer = PdfWriter()
    for _number in range(5_000):
        writer.add_blank_page(595, 842)
    writer.write(tmp_path / "many.pdf")
    assert why(tmp_path / "many.pdf") == "pages"
    frame = Image.new("1", (1, 1))
    frame.save(tmp_path / "many.tif", save_all=True, append_images=[frame] * sources.MOST_PAGES)
    assert why(tmp_path / "many.tif") == "pages"


def bomb(path, side: int):
    """Write a small PDF whose picture would unpack to `side` by `side` pixels."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    picture = StreamObject()
    picture.set_data(zlib.compress(bytes(side * side)))
    picture.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image"),
        NameObject("/Width"): NumberObject(side), NameObject("/Height"): NumberObject(side),
        NameObject("/ColorSpace"): NameObject("/DeviceGray"),
        NameObject("/BitsPerComponent"): NumberObject(8),
        NameObject("/Filter"): NameObject("/FlateDecode"),
    })  # fmt: skip
    content = StreamObject()
    content.set_data(b"q 595 0 0 842 0 0 cm /I Do Q")
    page[NameObject("/Contents")] = ArrayObject([writer._add_object(content)])
    named = DictionaryObject({NameObject("/I"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    writer.write(path)
    return path


def test_a_picture_that_would_unpack_hugely_is_not_unpacked(tmp_path):
    (page,) = read(bomb(tmp_path / "bomb.pdf", 9_100))
    assert (page.codes, page.trouble) == ((), "huge")
    Image.new("1", (9_100, 9_100)).save(tmp_path / "bomb.png")
    assert (tmp_path / "bomb.png").stat().st_size < 2_000_000
    assert why(tmp_path / "bomb.png") == "huge"


def test_a_damaged_page_does_not_stop_the_next(tmp_path):
    path = as_pdf([PAGE, PAGE], tmp_path / "scan.pdf")
    data = bytearray(path.read_bytes())
    middle = data.index(b"\xff\xd8") + 3000
    data[middle : middle + 9000] = bytes(9000)
    path.write_bytes(data)
    _first, second = read(path)
    assert second.codes == (TEXT,)


def test_many_files_are_read_in_processes_in_their_order(tmp_path, three):
    PAGE.save(tmp_path / "scan.png")
    (tmp_path / "none.pdf").write_text("no")
    told = []
    with Scanner(2) as scanner:
        reading = scanner.read(
            [three, tmp_path / "none.pdf", tmp_path / "scan.png"],
            lambda done, of: bool(told.append((done, of))) or True,
        )
        pieces = [page.piece for page in reading.pages]
        scanner.cut([(pieces[:2], tmp_path / "a.pdf"), (pieces[2:], tmp_path / "b.pdf")])
    assert [read_code(page.read.codes[0]).page for page in reading.pages] == [2, 1, 3, 1]
    assert reading.refused == ((tmp_path / "none.pdf", "no_scan"),)
    assert {of for _done, of in told} == {4}
    assert [len(pypdfium2.PdfDocument(tmp_path / name)) for name in ("a.pdf", "b.pdf")] == [2, 2]


def test_reading_can_be_cancelled(three):
    with Scanner(1) as scanner:
        assert scanner.read([three], lambda _done, _of: False) is None
