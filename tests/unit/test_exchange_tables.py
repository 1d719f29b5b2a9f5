"""Tables from the clipboard and from files: usual ones, clumsy ones and hostile ones."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.errors import Trouble
from mcdesk.exchange.columns import is_heading
from mcdesk.exchange.table import MOST_COLUMNS, MOST_ROWS, column_name, guarded
from mcdesk.exchange.table_reader import LARGEST_FILE, read_file, read_text
from mcdesk.exchange.workbook import MOST_UNPACKED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
Keep = "Callable[[bytes | str], Path]"


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[bytes], Path]:
    """Write bytes to a file and return its path."""

    def write(data: bytes, name: str = "list.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def workbook(*rows: list[Any], fill: Callable[[Any], object] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if fill is not None:
        fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_sheet(xml: str | bytes, name: str = SHEET) -> bytes:
    """Return a workbook one of whose parts is replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([1]))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.namelist():
            target.writestr(member, xml if member == name else source.read(member))
    return out.getvalue()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Trouble) as caught:
        call()
    assert caught.value.title
    assert caught.value.advice
    return caught.value.code


# --- text -----------------------------------------------------------------------------------


def test_tabs_from_a_spreadsheet() -> None:
    table = read_text("Code\tTitle\r\nMC-1\tOne\r\nMC-2\tTwo, three; four\r\n")
    assert table.headers == ("Code", "Title")
    assert table.rows == (("MC-1", "One"), ("MC-2", "Two, three; four"))
    assert table.numbers == (2, 3)


@pytest.mark.parametrize(
    "text",
    ["a;b\n1;x, y\n2;z", 'a,b\n1,"x, y"\n2,z', "sep=;\na;b\n1;x, y\n2;z", "\ufeffa;b\n1;x, y\n2;z",
     "a;b\r1;x, y\r2;z", "a;b\n\n\n1;x, y\n;;;\n2;z\n\n"],
    ids=["semicolons", "commas", "excel's sep line", "mark", "old Mac", "empty rows"],
)  # fmt: skip
def test_csv_is_recognised(text: str) -> None:
    table = read_text(text)
    assert table.headers == ("a", "b")
    assert table.rows == (("1", "x, y"), ("2", "z"))


def test_one_column_with_commas_stays_one_column() -> None:
    assert read_text("Title\nLaw, in short\nEthics").rows == (("Law, in short",), ("Ethics",))


def test_quoted_cells_hold_tabs_and_line_ends() -> None:
    table = read_text('a\tb\n"one\ntwo"\t"say ""x"""\n')
    assert table.rows == (("one\ntwo", 'say "x"'),)


@pytest.mark.parametrize(
    "cell", ['"unclosed', 'five" screen', '"a"b', '"', '""x'],
    ids=["unclosed", "inches", "text behind", "alone", "doubled"],
)  # fmt: skip
def test_stray_quotation_marks_swallow_nothing(cell: str) -> None:
    table = read_text(f"a\tb\n{cell}\tx\nsecond\ty\n")
    assert [row[1] for row in table.rows] == ["x", "y"]


def test_ragged_rows_are_filled_up() -> None:
    table = read_text("a\tb\tc\n1\n1\t2\t3\t4\n")
    assert table.headers == ("a", "b", "c", "Column D")
    assert table.rows == (("1", "", "", ""), ("1", "2", "3", "4"))
    assert [note.code for note in table.notes] == ["no_heading"]


def test_what_cannot_be_seen_is_left_out() -> None:
    table = read_text("a\tb\nx\x00\x0by\u200b\u202e\t\xa0z\ud800 \n")
    assert table.rows == (("xy", "z\ufffd"),)


def test_guards_against_formulas_come_off_again() -> None:
    texts = ["=1+1", "@SUM(A1)", "-x", "+1+cmd|' /C calc'!A0"]
    assert all(guarded(text).startswith("'") for text in texts)
    assert [guarded(text) for text in ("-5", "+62,5", "-", "Title", "")] == [
        "-5", "+62,5", "-", "Title", "",
    ]  # fmt: skip
    table = read_text("a\tb\n" + "\n".join(f"{guarded(text)}\tx" for text in texts))
    assert [row[0] for row in table.rows] == texts


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n\t", "\ufeff", "\x00"])
def test_nothing_is_said_to_be_nothing(text: str) -> None:
    assert code_of(lambda: read_text(text)) == "empty_table"


def test_headings_are_found_below_a_caption() -> None:
    text = "List of MCs 2026\n\t\nCode\tTitle\tStage\nMC-1\tOne\t3"
    table = read_text(text, is_heading)
    assert table.headers == ("Code", "Title", "Stage")
    assert table.numbers == (4,)
    assert [note.code for note in table.notes] == ["rows_above"]


def test_without_headings_columns_have_letters() -> None:
    table = read_text("MC-1\tOne\nMC-2\tTwo", headings=False)
    assert table.headers == ("Column A", "Column B")
    assert len(table.rows) == 2
    assert [column_name(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_too_many_rows_and_columns_are_refused() -> None:
    assert code_of(lambda: read_text("a\n" + "x\n" * (MOST_ROWS + 1))) == "too_much"
    assert len(read_text("a\n" + "x\n" * MOST_ROWS).rows) == MOST_ROWS
    assert code_of(lambda: read_text("\t".join("x" * (MOST_COLUMNS + 1)))) == "too_much"
    assert code_of(lambda: read_text("x" * 20_000_001)) == "too_much"


def test_a_cell_can_be_changed_and_rows_chosen() -> None:
    table = read_text("a\tb\n1\tx\n2\ty").with_cell(1, 1, " z ")
    assert table.rows == (("1", "x"), ("2", "z"))
    assert table.only([1]).numbers == (3,)


# --- files ----------------------------------------------------------------------------------

WORDS = "Judul;Catatan\nKelas “ahli”;– é\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings_are_recognised(encoding: str, keep: Callable[..., Path]) -> None:
    table = read_file(keep(WORDS.encode(encoding), "list.csv"))
    assert table.headers == ("Judul", "Catatan")
    assert table.rows == (("Kelas “ahli”", "– é"),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_table"),
        (b"\xff\xfe", "empty_table"),
        (b"\xff\xfea", "no_text"),
        (b"\x81\x8d\x8f" * 40, "no_text"),
        (bytes(range(32)) * 40, "no_text"),
        (b"%PDF-1.7 x", "no_text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "no_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 60, "old_workbook"),
        (b"PK\x03\x04" + b"\x00" * 60, "damaged_workbook"),
        (b"PK\x05\x06" + b"\x00" * 18, "no_workbook"),
        (workbook(["a"], ["b"])[:-300], "damaged_workbook"),
        (workbook(["a"], ["b"])[:3000], "damaged_workbook"),
    ],
    ids=["empty", "mark alone", "half a letter", "no encoding", "control signs", "pdf", "png",
         "xls", "wrong zip", "empty zip", "cut at the end", "cut in the middle"],
)  # fmt: skip
def test_other_files_are_refused_in_words(
    data: bytes, code: str, keep: Callable[..., Path]
) -> None:
    assert code_of(lambda: read_file(keep(data))) == code


def test_a_text_that_is_called_a_workbook_says_so(keep: Callable[..., Path]) -> None:
    table = read_file(keep(b"Title\tStage\nOne\t3\n", "list.xlsx"))
    assert table.rows == (("One", "3"),)
    assert table.notes[-1].sentence() == (
        "list.xlsx is no workbook, though it is called so; it was read as a text."
    )
    assert code_of(lambda: read_file(keep(b"hello this is none", "list.XLSX"))) == "no_workbook"
    assert read_file(keep(b"Title\nOne\n", "list.csv")).rows == (("One",),)


def test_missing_and_huge_files(tmp_path: Path, keep: Callable[..., Path]) -> None:
    assert code_of(lambda: read_file(tmp_path / "nothing.xlsx")) == "unreadable"
    assert code_of(lambda: read_file(tmp_path)) == "unreadable"
    huge = keep(b"x", "huge.csv")
    with huge.open("r+b") as file:
        file.truncate(LARGEST_FILE + 1)
    assert code_of(lambda: read_file(huge)) == "too_much"


def test_a_usual_workbook(keep: Callable[..., Path]) -> None:
    data = workbook(
        ["Code", "Since", "Round", "Share", "Seen", "At", "None"],
        ["MC-1", date(2026, 3, 4), 2.0, 0.25, True, datetime(2026, 3, 4, 9, 30), None],
        [None, datetime(2026, 3, 5), 10**15, -1.5, False, "x", "y"],
    )
    table = read_file(keep(data))
    assert table.headers == ("Code", "Since", "Round", "Share", "Seen", "At", "None")
    assert table.rows == (
        ("MC-1", "2026-03-04", "2", "0.25", "yes", "2026-03-04 09:30", ""),
        ("", "2026-03-05", "1000000000000000", "-1.5", "no", "x", "y"),
    )


def test_merged_headings_are_named_by_their_letter(keep: Callable[..., Path]) -> None:
    data = workbook(
        ["Title", None, "Stage"], ["One", "Satu", 3],
        fill=lambda book: book.active.merge_cells("A1:B1"),
    )  # fmt: skip
    table = read_file(keep(data))
    assert table.headers == ("Title", "Column B", "Stage")
    assert table.rows == (("One", "Satu", "3"),)
    assert "B" in table.notes[0].sentence("en")


def test_the_first_sheet_that_holds_something_is_read(keep: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        hidden = book.create_sheet("Hidden", 0)
        hidden.append(["secret"])
        hidden.sheet_state = "hidden"
        book.create_sheet("List").append(["Title"])
        book["List"].append(["One"])
        book.create_sheet("Other").append(["x"])

    path = keep(workbook(fill=fill))
    table = read_file(path)
    assert (table.sheet, table.rows) == ("List", (("One",),))
    assert table.sheets == ("Sheet", "List", "Other")
    assert [note.code for note in table.notes] == ["sheets"]
    assert read_file(path, sheet="Other", headings=False).rows == (("x",),)


def test_formulas_count_by_their_value_only(keep: Callable[..., Path]) -> None:
    data = workbook(["a", "b"], ["=1+1", "x"])
    assert read_file(keep(data)).rows == (("", "x"),)


def test_entities_are_refused(keep: Callable[..., Path]) -> None:
    """Fault 38 of reliability.md."""
    bombs = "".join(f'<!ENTITY {chr(98 + i)} "' + f"&{chr(97 + i)};" * 10 + '">' for i in range(5))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "{"ha" * 500}">{bombs}]>'
        f'<worksheet {SPACE}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is>'
        "</c></row></sheetData></worksheet>"
    )
    for encoding in ("utf-8", "utf-16"):
        data = with_sheet(xml.replace("?>", f' encoding="{encoding}"?>', 1).encode(encoding))
        assert code_of(lambda data=data: read_file(keep(data))) == "damaged_workbook"
    outside = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    data = with_sheet(outside + xml.split("]>")[1])
    assert code_of(lambda: read_file(keep(data))) == "damaged_workbook"


def test_many_tiny_rows_are_refused_early(keep: Callable[..., Path]) -> None:
    rows = "<row><c><v>1</v></c></row>" * (3 * MOST_ROWS)
    data = with_sheet(f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>")
    assert code_of(lambda: read_file(keep(data))) == "too_much"


def test_damage_is_told_without_the_library_s_own_words(keep: Callable[..., Path]) -> None:
    data = workbook(["a"], ["b"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    styles = re.sub(rb"<fills.*?</fills>", b'<fills count="1"><fill/></fills>',
                    members["xl/styles.xml"])  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in {**members, "xl/styles.xml": styles}.items():
            archive.writestr(name, text)
    with pytest.raises(Trouble) as caught:
        read_file(keep(made.getvalue()))
    assert caught.value.code == "damaged_workbook"
    assert "class" not in caught.value.advice
    assert caught.value.advice.endswith("XLSX or CSV.")
    with pytest.raises(Trouble) as caught:
        read_file(keep(data[:-300]))
    assert "zip" in caught.value.advice


def test_what_unpacks_to_too_much_is_refused_before_parsing(keep: Callable[..., Path]) -> None:
    """Fault 38 of reliability.md."""
    data = with_sheet(b" " * (MOST_UNPACKED + 1))
    assert len(data) < 200_000
    assert code_of(lambda: read_file(keep(data))) == "too_much"


def test_a_size_that_lies_does_not_unpack_more(keep: Callable[..., Path]) -> None:
    data = bytearray(with_sheet(b"<x/>" + b" " * 5_000_000))
    true, told = (5_000_004).to_bytes(4, "little"), (60).to_bytes(4, "little")
    assert data.count(true) == 2
    assert code_of(lambda: read_file(keep(bytes(data.replace(true, told))))) == "damaged_workbook"


def test_thousands_of_members_are_refused(keep: Callable[..., Path]) -> None:
    out = io.BytesIO(workbook(["a"]))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(2_001):
            archive.writestr(f"x/{number}", b"")
    assert code_of(lambda: read_file(keep(out.getvalue()))) == "too_much"


def test_a_locked_zip_is_refused(keep: Callable[..., Path]) -> None:
    data = bytearray(workbook(["a"]))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert code_of(lambda: read_file(keep(bytes(data)))) == "locked_workbook"


def test_another_office_file_is_no_workbook(keep: Callable[..., Path]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert code_of(lambda: read_file(keep(out.getvalue()))) == "no_workbook"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml", SHEET])
@pytest.mark.parametrize("text", ["", "<a", "\x00\x01", "<worksheet/>"])
def test_broken_parts_are_translated(part: str, text: str, keep: Callable[..., Path]) -> None:
    with pytest.raises(Trouble):
        read_file(keep(with_sheet(text, part)))


def test_a_size_told_by_the_sheet_is_not_believed(keep: Callable[..., Path]) -> None:
    xml = (
        f'<worksheet {SPACE}><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1'
        '</v></c></row><row r="3"><c r="A3"><v>2</v></c></row></sheetData></worksheet>'
    )
    table = read_file(keep(with_sheet(xml)), headings=False)
    assert (table.rows, table.numbers) == ((("1",), ("2",)), (1, 3))


def test_a_cell_far_to_the_right_is_refused_not_dropped(keep: Callable[..., Path]) -> None:
    xml = (
        f'<worksheet {SPACE}><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c>'
        "</row></sheetData></worksheet>"
    )
    assert code_of(lambda: read_file(keep(with_sheet(xml)))) == "too_much"


def test_dates_outside_the_calendar_do_not_stop_the_rest(keep: Callable[..., Path]) -> None:
    def fill(book: Any) -> None:
        book.active["A2"].value = 99999999
        book.active["A2"].number_format = "yyyy-mm-dd"

    table = read_file(keep(workbook(["Since", "Title"], [1, "One"], fill=fill)))
    assert table.rows[0][1] == "One"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_trouble(data: bytes) -> None:
    from mcdesk.exchange.text_table import decode
    from mcdesk.exchange.workbook import sheets_and_rows

    for call in (lambda: read_text(decode(data)), lambda: sheets_and_rows(b"PK\x03\x04" + data)):
        with suppress(Trouble):
            call()


def test_workbooks_are_read_within_the_limits_also_where_lxml_is_installed():
    code = "import mcdesk.exchange, openpyxl.xml as x; print(x.LXML, x.DEFUSEDXML)"
    bare = {key: value for key, value in os.environ.items() if key != "OPENPYXL_LXML"}
    said = subprocess.run(
        [sys.executable, "-c", code], env=bare, check=True, capture_output=True, text=True
    )
    assert said.stdout.split() == ["False", "True"]
