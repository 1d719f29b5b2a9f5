"""A file that stays at the hub until it is opened: what is said, and that it is asked for."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from mcdesk.application.held_files import KEPT_FROM
from mcdesk.application.linked import behind
from mcdesk.application.views import FileLine
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.ui.credential.opening import NOT_HERE, CopyOut, FileOpener, LookBehind


class Desk:
    """A replica without the content that is asked for."""

    def __init__(self, folder, hub_id: str) -> None:
        self.folder, self.hub_id = folder, hub_id

    def file_path(self, digest: str):
        return self.folder / digest

    def replica(self):
        return SimpleNamespace(hub_id=self.hub_id)

    def why_kept_from(self, digest: str):
        return Finding("kept_from", KEPT_FROM) if digest == "bb" else None


@pytest.mark.parametrize(("hub", "code"), [("h", NOT_HERE), ("", "copy")])
def test_a_file_that_is_not_here_yet_says_when_it_comes(tmp_path, hub, code):
    with pytest.raises(Trouble) as trouble:
        CopyOut("aa", tmp_path / "out.pdf")(Desk(tmp_path, hub))
    assert trouble.value.code == code
    (tmp_path / "aa").write_bytes(b"here")
    assert CopyOut("aa", tmp_path / "out.pdf")(Desk(tmp_path, hub)).read_bytes() == b"here"


def test_a_file_that_does_not_come_says_whom_it_is_for(tmp_path):
    """“It comes with the next exchange” would be said again and again, and it never does."""
    with pytest.raises(Refused, match="does not come to you"):
        CopyOut("bb", tmp_path / "out.pdf")(Desk(tmp_path, "h"))
    (tmp_path / "bb").write_bytes(b"here")
    assert CopyOut("bb", tmp_path / "out.pdf")(Desk(tmp_path, "h")).read_bytes() == b"here"


def test_a_link_behind_which_another_file_lies_says_so(tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")
    digest, size = behind(str(film))
    line = FileLine("f", "film.mp4", size, digest, "other", "", str(film), "CTL-01", "")
    assert LookBehind(line)(Desk(tmp_path, "")) is None
    film.write_bytes(b"a fiLm")
    another = LookBehind(line)(Desk(tmp_path, ""))
    assert another is not None
    opener = Mock()
    FileOpener._say_behind(opener, another)
    (said,) = opener.another.emit.call_args.args
    assert "another one than when the link was kept" in str(said)


def test_of_a_large_link_it_is_said_in_passing_that_its_size_was_compared(tmp_path):
    film = tmp_path / "film.mp4"
    with film.open("wb") as made:
        made.truncate(20_000_000_000)
    line = FileLine("f", "film.mp4", 20_000_000_000, "0" * 64, "other", "", str(film), "CTL-01", "")
    said, opener = LookBehind(line)(Desk(tmp_path, "")), Mock()
    FileOpener._say_behind(opener, said)
    opener.another.emit.assert_not_called()
    (words,) = opener.said.emit.call_args.args
    assert "its size was compared" in words
