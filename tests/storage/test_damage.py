"""A damaged file: whatever is wrong with it, it is told in words; nothing crashes.

Fault 18 of reliability.md.
"""

from __future__ import annotations

import random
import shutil

import pytest

from mcdesk.errors import McDeskError
from mcdesk.models.checking import check
from mcdesk.models.quick_board import read_tiles
from tests.storage.conftest import program

FLIPS, CUTS = 40, 12


def told(path) -> bool:
    """Open, read and check a damaged file; tell whether the damage was noticed."""
    read_tiles(path)
    words = ""
    try:
        found = check(path)
    except McDeskError as trouble:
        words = str(trouble)
    return bool(words or found)


def harmed(path, rng: random.Random, numbers: int) -> None:
    """Flip bits of bytes that are in use; a third of the file is room between records."""
    content = bytearray(path.read_bytes())
    while numbers:
        at = rng.randrange(len(content))
        if any(content[max(at - 8, 0) : at + 8]):
            content[at] ^= 1 << rng.randrange(8)
            numbers -= 1
    path.write_bytes(content)


def flip(path, tmp_path, seeds, bits: int = 1) -> int:
    noticed = 0
    for seed in seeds:
        copy = shutil.copy(path, tmp_path / "harmed.mcdesk")
        harmed(copy, random.Random(seed), bits)
        noticed += told(copy)
    return noticed


def test_a_flipped_bit_is_never_a_crash_and_mostly_noticed(path, tmp_path):
    assert flip(path, tmp_path, range(FLIPS)) > FLIPS * 0.9


def test_two_hundred_flipped_bits_are_always_noticed(path, tmp_path):
    assert flip(path, tmp_path, range(1000, 1010), bits=200) == 10


@pytest.mark.slow
def test_many_flipped_bits(path, tmp_path):
    assert flip(path, tmp_path, range(5000, 5600)) > 570


def test_a_file_cut_off_anywhere_is_noticed(path, tmp_path):
    whole = path.read_bytes()
    rng = random.Random(7)
    for cut in [0, 1, 15, 16, 100, 512, 4096, *(rng.randrange(len(whole)) for _ in range(CUTS))]:
        copy = tmp_path / "cut.mcdesk"
        copy.write_bytes(whole[:cut])
        assert told(copy), cut
        assert copy.read_bytes() == whole[:cut]


def test_a_damaged_file_is_kept_as_it_is_and_opening_it_is_refused_or_reads(path, tmp_path):
    app = program()
    for seed in range(20):
        copy = shutil.copy(path, tmp_path / f"{seed}.mcdesk")
        harmed(copy, random.Random(seed), 400)
        before = copy.read_bytes()
        try:
            app.close(app.open(copy, read_only=True))
        except McDeskError:
            continue
        finally:
            assert copy.read_bytes() == before


def test_pages_swapped_or_blanked_are_noticed(path, tmp_path):
    content = path.read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    rng = random.Random(3)
    for _ in range(10):
        one, other = rng.sample(range(1, len(pages)), 2)
        harmed_pages = list(pages)
        harmed_pages[one], harmed_pages[other] = pages[other], b"\0" * 4096
        copy = tmp_path / "swapped.mcdesk"
        copy.write_bytes(b"".join(harmed_pages))
        assert told(copy)
