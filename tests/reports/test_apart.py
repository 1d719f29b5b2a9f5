"""A print in a process of its own: progress, cancel, trouble, and a process that breaks."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest

from mcdesk.errors import Trouble
from mcdesk.i18n import language, use_language
from mcdesk.procedure.calendar import use_zone
from mcdesk.reports.apart import Apart
from mcdesk.reports.output import part_of
from mcdesk.reports.words import moment_text


def prints(out: Path, progress) -> int:
    progress(1, 2)
    out.write_text("whole")
    progress(2, 2)
    return 3


def tells_time(out: Path, _progress) -> int:
    out.write_text(f"{moment_text('2026-11-28T15:04:00Z')} {language()}")
    return 1


def hangs(out: Path, progress) -> int:
    part_of(out, os.getpid()).write_text("half")
    progress(1, 9)
    time.sleep(600)
    return 1


def fails(_out: Path, _progress) -> int:
    raise Trouble("output", "It did not work.", "Try another place.")


def breaks(_out: Path, _progress) -> int:
    os._exit(11)


def over(apart: Apart) -> Apart:
    while not apart.poll():
        time.sleep(0.02)
    return apart


@pytest.fixture
def out(tmp_path):
    return tmp_path / "print.pdf"


def test_it_tells_how_far_it_is_and_what_came_of_it(out):
    apart = over(Apart(partial(prints, out), out))
    assert (apart.done, apart.of, apart.pages, apart.trouble) == (2, 2, 3, None)
    assert out.read_text() == "whole"


def test_its_process_speaks_the_language_and_tells_the_time_of_this_one(out):
    use_zone("Asia/Jayapura")
    use_language("id")
    over(Apart(partial(tells_time, out), out))
    assert out.read_text() == "29 Nov 2026 00:04 WIT id"


def test_a_cancelled_print_leaves_nothing_half_and_what_was_there(out):
    out.write_text("from before")
    apart = Apart(partial(hangs, out), out)
    while not apart.of:
        apart.poll()
        time.sleep(0.02)
    apart.cancel()
    assert apart.is_over
    assert apart.poll()
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert out.read_text() == "from before"


def test_trouble_comes_home_in_its_words(out):
    apart = over(Apart(partial(fails, out), out))
    assert isinstance(apart.trouble, Trouble)
    assert (apart.trouble.title, apart.trouble.advice) == ("It did not work.", "Try another place.")


def test_a_process_that_breaks_is_told_too(out):
    apart = over(Apart(partial(breaks, out), out))
    assert apart.trouble is not None
    assert "could not be made" in apart.trouble.title
    assert not out.exists()
