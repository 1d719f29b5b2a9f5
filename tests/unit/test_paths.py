"""Paths as people give them: on their way, between quotes, without an ending, out of sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcdesk.paths import given_path, is_file, is_folder, is_there, with_ending

FOLDER = Path("/srv/ctl")


@pytest.mark.parametrize(
    "typed", ["", " ", "/", "//", ".", "..", "/srv/..", "/srv/", '"', '""', "''", "'", "\0"]
)
def test_what_names_no_file_yet_is_none(typed):
    assert given_path(typed) is None
    assert given_path(typed, FOLDER) is None


@pytest.mark.parametrize(
    "typed",
    ["/srv/team.mcdhub", ' "/srv/team.mcdhub" ', "“/srv/team.mcdhub”", "'/srv/team.mcdhub'",
     '"/srv/team.mcdhub', "/srv/team.mc\0dhub"],
)  # fmt: skip
def test_quotes_and_blanks_around_a_path_are_dropped(typed):
    assert given_path(typed, FOLDER) == Path("/srv/team.mcdhub")


def test_a_name_alone_lies_in_the_folder_and_an_apostrophe_belongs_to_it():
    assert given_path("ctl's", FOLDER) == FOLDER / "ctl's"
    assert given_path("ctl's") == Path("ctl's")


def test_the_home_of_nobody_is_a_name_like_others(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ctl")
    monkeypatch.setenv("USERPROFILE", "/home/ctl")
    assert given_path("~/team") == Path("/home/ctl/team")
    assert given_path("~nobody-of-this-name/team", FOLDER) == FOLDER / "~nobody-of-this-name/team"


def test_a_file_gets_the_ending_it_needs_whatever_dots_its_name_has():
    assert with_ending(Path("/a/Proposal v1.2"), ".pdf") == Path("/a/Proposal v1.2.pdf")
    assert with_ending(Path("/a/b.PDF"), ".pdf") == Path("/a/b.PDF")
    assert with_ending(Path("/a/b.csv"), ".xlsx", ".csv") == Path("/a/b.csv")
    assert with_ending(Path("/a/b"), ".xlsx", ".csv") == Path("/a/b.xlsx")
    assert with_ending(Path("/"), ".pdf") == Path("/")


def test_what_cannot_be_looked_at_is_not_there(tmp_path):
    assert not is_there(tmp_path / ("a" * 300))
    assert not is_folder(tmp_path / ("a" * 300))
    assert not is_file(tmp_path / ("a" * 300))
    assert is_there(tmp_path)
    assert is_folder(tmp_path)
