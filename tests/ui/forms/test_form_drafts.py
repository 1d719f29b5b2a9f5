"""The file of drafts: nothing typed is lost by a crash."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mcdesk.application.drafts import Away, Draft, DraftFile, DraftWriter, Kept, Settled

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-11-23T10:42:00+00:00"


def draft(path: str = "p1", text: object = "typed", form: str = "f1") -> Draft:
    return Draft(form, path, None, text, AT)


@pytest.fixture
def file(tmp_path: Path) -> DraftFile:
    return DraftFile(tmp_path / "ws.drafts")


def test_a_later_line_replaces_an_earlier_one(file: DraftFile) -> None:
    file.append([draft(text="a"), draft(text="ab"), draft("p2", ["x"])])
    assert {d.path: d.text for d in file.pending()} == {"p1": "ab", "p2": ["x"]}
    assert file.of_form("other") == ((), ())


def test_a_settled_draft_is_done_with(file: DraftFile) -> None:
    file.append([draft(), Settled("f1", "p1", AT)])
    assert file.pending() == ()
    file.append([draft(text="again")])
    assert [d.text for d in file.pending()] == ["again"]


def test_a_draft_put_aside_stays_in_the_file(file: DraftFile) -> None:
    file.append([draft(), Settled("f1", "p1", AT, aside=True)])
    assert file.pending() == ()
    assert [d.text for d in file.aside("f1")] == ["typed"]


def test_a_line_is_what_the_design_says(file: DraftFile) -> None:
    file.append([Draft("f1", "p1", "old", "new\nline", AT, "u1")])
    assert json.loads(file.path.read_text(encoding="utf-8")) == {
        "form": "f1", "path": "p1", "base": "old", "text": "new\nline", "at": AT, "who": "u1",
    }  # fmt: skip


def test_a_kept_line_is_none_that_an_earlier_program_takes_for_a_draft(file: DraftFile) -> None:
    file.append([Kept("k1", "f1", "p1", "old", "new", AT, "u1"), Away("k0")])
    kept, away = map(json.loads, file.path.read_text(encoding="utf-8").splitlines())
    assert kept == {
        "kept": {
            "id": "k1", "form": "f1", "path": "p1", "base": "old", "text": "new", "at": AT,
            "who": "u1",
        }
    }  # fmt: skip
    assert away == {"away": "k0"}


def test_two_people_may_type_in_the_same_place(file: DraftFile) -> None:
    mine, theirs = Draft("f1", "p1", None, "mine", AT, "u1"), Draft("f1", "p1", "", "x", AT, "u2")
    file.append([mine, theirs])
    assert file.pending() == (mine, theirs)
    file.append([Settled("f1", "p1", AT, who="u2")])
    assert file.pending() == (mine,)


def test_a_torn_last_line_loses_only_itself(file: DraftFile) -> None:
    """Fault 1 of reliability.md."""
    file.append([draft(text="whole")])
    with file.path.open("ab") as raw:
        raw.write(b'{"form":"f1","path":"p2","ba')
    file.append([draft("p3", "after")])
    assert {d.path for d in file.pending()} == {"p1", "p3"}


@pytest.mark.parametrize("junk", [b"\xff\xfe\n", b"[1]\n", b"{}\n", b"null\n", b"\0\0\n", b"\n\n"])
def test_junk_is_passed_over(file: DraftFile, junk: bytes) -> None:
    file.append([draft()])
    with file.path.open("ab") as raw:
        raw.write(junk)
    assert len(file.pending()) == 1


@pytest.mark.parametrize("text", ["🙂 emoji", "שלום", "a\u2028b", "\ud800", "x" * 100_000])
def test_any_text_comes_back(file: DraftFile, text: str) -> None:
    file.append([draft(text=text)])
    assert file.pending()[0].text == text


def test_a_long_file_is_tidied_without_losing_anything(
    file: DraftFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mcdesk.application.drafts._LONG", 100)
    file.append(draft(text=str(n)) for n in range(50))
    file.append([draft("p2", "aside"), Settled("f1", "p2", AT, aside=True)])
    file.append([draft("p3"), Settled("f1", "p3", AT)])
    file.append([Kept("k1", "f1", "p2", None, "kept", AT), Kept("k2", "f1", "p2", None, "x", AT)])
    file.append([Away("k2")])
    before = file.aside()
    file.tidy()
    assert len(file.path.read_bytes().splitlines()) == 3
    assert [d.text for d in file.pending()] == ["49"]
    assert file.aside() == before
    assert [d.text for d in before] == ["aside", "kept"]


def test_the_writer_begins_with_a_file_that_holds_only_what_is_needed(
    file: DraftFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mcdesk.application.drafts._LONG", 100)
    file.append(draft(text=str(n)) for n in range(50))
    writer = DraftWriter(file)
    writer.write([draft("p2", "next")])
    assert writer.wait()
    writer.close()
    assert [d.text for d in file.pending()] == ["49", "next"]
    assert len(file.path.read_bytes().splitlines()) == 2


def test_the_writer_writes_in_order_and_ends(file: DraftFile) -> None:
    writer = DraftWriter(file)
    for n in range(20):
        writer.write([draft(text=n)])
    assert writer.wait()
    assert file.pending()[0].text == 19
    writer.close()
    writer.close()


def test_a_disk_that_fails_is_told(tmp_path: Path) -> None:
    writer = DraftWriter(DraftFile(tmp_path / "no" / "such" / "folder"))
    writer.write([draft()])
    assert not writer.wait()
    assert writer.failure is not None
    writer.close()


def test_what_a_full_disk_did_not_take_is_written_once_it_does(tmp_path: Path) -> None:
    """Fault 4 of reliability.md."""
    folder = tmp_path / "late"
    writer = DraftWriter(DraftFile(folder / "drafts"))
    writer.write([draft(text="first")])
    writer.write([draft("p2", text="second")])
    assert not writer.wait()
    folder.mkdir()
    writer.write([draft("p3", text="third")])
    assert writer.wait()
    assert writer.failure is None
    writer.close()
    pending = DraftFile(folder / "drafts").pending()
    assert [each.text for each in pending] == ["first", "second", "third"]


def test_no_file_keeps_no_drafts() -> None:
    writer = DraftWriter(None)
    writer.write([draft()])
    assert writer.wait()
    writer.close()
