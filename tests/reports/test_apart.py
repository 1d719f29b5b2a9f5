"""A print in a process of its own: progress, cancel, trouble, and a process that breaks."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest

from mcdesk.errors import Trouble
from mcdesk.reports.apart import Apart
from mcdesk.reports.output import part_of


def prints(out: Path, progress) -> int:
    progress(1, 2)
    out.write_text("whole")
    progress(2, 2)
    return 3


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
