"""`mcdesk file-scans` as a user calls it: what each page is, and what is filed or kept."""

from __future__ import annotations

import json

import pytest
from PIL import Image

from mcdesk.__main__ import main
from tests.exchange.conftest import as_pdf, images, pdf, scanned, shuffled
from tests.exchange.odd_pictures import saved, short
from tests.walk import Walker, set_up


@pytest.fixture
def place(app, tmp_path):
    """A workspace with an assignment letter that waits, printed and scanned."""
    path = tmp_path / "test.mcdesk"
    desk = app.create(path, "Test", "CTL-01")
    set_up(desk)
    walker = Walker(desk)
    walker.fill("R1", {"topic": "Digital contract law", "reason": "plh"})
    walker.freeze("R1")
    letter = desk.outline("MC-1").forms[0]
    app.print_sheets([desk.sheet(letter.form_id, "frozen")], tmp_path / "print.pdf")
    app.close(desk)
    pages = images((tmp_path / "print.pdf").read_bytes()) + images(pdf([""]))
    as_pdf([scanned(page, turn=180) for page in shuffled(pages)], tmp_path / "scan.pdf")
    return tmp_path


def run(place, capsys, *arguments) -> tuple[int, list[str]]:
    code = main([*map(str, arguments), "--workspace", str(place / "test.mcdesk")])
    return code, capsys.readouterr().out.splitlines()


def test_pages_are_told_filed_and_kept(place, capsys):
    scan = place / "scan.pdf"
    code, lines = run(place, capsys, "file-scans", scan)
    assert code == 1
    assert any("R1 Assignment, MC-1, version 1: the text that stands." in line for line in lines)
    assert any("No code could be read on it." in line for line in lines)
    code, lines = run(place, capsys, "file-scans", scan, "--apply", "--json")
    found = {entry["state"]: entry for entry in map(json.loads, lines)}
    assert code == 1
    assert (found["current"]["done"], found["none"]["done"]) == ("filed", "unfiled")
    assert found["current"]["waits_for"] == ["hsp", "sme"]
    assert [page["turned"] for page in found["current"]["pages"]] == [180]
    _code, lines = run(place, capsys, "file-scans", scan, "--apply")
    assert any(line.endswith("[filed already, nothing more is done]") for line in lines)
    code, lines = run(place, capsys, "check")
    assert (code, lines) == (0, ["all well"])


def test_files_that_are_no_scans_are_told_and_the_rest_is_read(place, capsys):
    (place / "no.txt").write_text("no")
    code, lines = run(place, capsys, "file-scans", place / "no.txt", place / "print.pdf")
    assert code == 1
    assert lines[0].startswith("no.txt: This is no scan")
    assert "the text that stands" in lines[1]
    code, _lines = run(place, capsys, "file-scans", place / "print.pdf", "--apply")
    assert code == 0


def test_odd_pictures_are_told_and_the_rest_is_filed(place, capsys):
    icon = saved(Image.new("L", (1, 1)), place / "icon.png")
    damaged = short(images(pdf([""]))[0], place / "short.jpg")
    files = (icon, damaged, place / "print.pdf")
    code, lines = run(place, capsys, "file-scans", *files, "--apply")
    assert code == 1
    assert [line.split(":")[0] for line in lines] == ["icon.png", "short.jpg", "print.pdf page 1"]
    assert "too small to be a page" in lines[0]
    assert "It is damaged" in lines[1]
    assert lines[2].endswith("[filed]")
    _code, lines = run(place, capsys, "file-scans", *files, "--apply", "--json")
    refused = [(each["refused"], each.get("page")) for each in map(json.loads, lines[:2])]
    assert refused == [("tiny", None), ("damaged", 1)]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_form_that_was_filled_in_elsewhere_is_told_from_a_scan(place, capsys, kind):
    path = place / f"back.{kind}"
    assert run(place, capsys, "form-out", "MC-1", "F2", f"--{kind}", path)[0] == 0
    code, lines = run(place, capsys, "file-scans", path, "--apply")
    assert code == 1
    (line,) = lines
    assert line.startswith(f"back.{kind}: This is no scan, but a form")
    assert "mcdesk form-in" in line
