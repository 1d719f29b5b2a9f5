from __future__ import annotations

import os

import pytest
from pypdf import PdfReader
from reportlab.lib import rl_accel

from mcdesk.errors import Trouble
from mcdesk.procedure.calendar import use_zone
from mcdesk.reports import batch
from mcdesk.reports.batch import print_chunk, print_many
from mcdesk.reports.form import print_form
from mcdesk.reports.output import write


def test_a_place_that_cannot_be_written_is_trouble(kit, tmp_path):
    with pytest.raises(Trouble) as caught:
        print_form(kit.sheet(), tmp_path / "missing" / "form.pdf")
    assert caught.value.code == "output"
    assert caught.value.title
    assert caught.value.advice
    with pytest.raises(Trouble):
        print_form(kit.sheet(), tmp_path)


def test_a_failure_leaves_the_old_file_and_no_half_one(tmp_path, monkeypatch):
    path = tmp_path / "form.pdf"
    path.write_bytes(b"old")

    def fail(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Trouble, match="the disk is full"):
        write(b"new", path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["form.pdf"]


def test_a_file_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "form.pdf"
    path.write_bytes(b"old")
    write(b"new", path)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["form.pdf"]


def test_a_closed_pipe_is_trouble():
    class Broken:
        def write(self, _data):
            raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(Trouble):
        write(b"new", Broken())


def test_few_forms_are_printed_one_by_one(kit, tmp_path):
    jobs = [(kit.sheet(), tmp_path / f"{n}.pdf") for n in range(3)]
    told = []
    assert print_many(jobs, lambda done, of: told.append((done, of)) is None) == 3
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert print_many(jobs, lambda done, _of: done < 1) == 1


def test_a_chunk_prints_all_its_forms(kit, tmp_path):
    assert print_chunk([(kit.sheet(), tmp_path / f"{n}.pdf") for n in range(2)]) == 2
    assert len(PdfReader(tmp_path / "1.pdf").pages) == 1


def test_many_forms_are_printed_in_processes_with_the_same_bytes(kit, tmp_path):
    use_zone("Asia/Jayapura")  # they tell this one's time, too
    made = kit.sheet("frozen", kit.form("R2"))
    jobs = [(made, tmp_path / f"{n}.pdf") for n in range(batch.FEW + 3)]
    told = []

    def progress(done, of):
        told.append(done)
        return True

    assert print_many(jobs, progress, workers=1) == len(jobs)
    assert told[-1] == len(jobs)
    assert {path.read_bytes() for _sheet, path in jobs} == {kit.printed(made)}
    assert " WIT" in PdfReader(jobs[0][1]).pages[0].extract_text()


def test_many_forms_can_be_cancelled_before_any_is_begun(kit, tmp_path):
    jobs = [(kit.sheet(), tmp_path / f"{n}.pdf") for n in range(8)]
    assert print_many(jobs, lambda *_told: False, workers=1) <= len(jobs)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(b"new", path)
        assert os.read(reading, 10) == b"new"
    finally:
        os.close(reading)
    assert path.is_fifo()


def test_the_numbers_of_a_page_are_written_by_the_compiled_part():
    """ReportLab takes its own slower one without a word where that is not installed."""
    assert rl_accel.fp_str.__module__ == "_rl_accel"
