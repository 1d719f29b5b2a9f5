"""Links to files that lie elsewhere: which it was is kept, and told where it is another one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from mcdesk.application import linked
from mcdesk.application.linked import behind, compared, seen_behind, why_another
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from mcdesk.script import program, verbs
from mcdesk.script.arguments import parser


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_link_tells_which_file_lies_behind_it(tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")
    assert behind(str(film)) == (digest_of(b"a film"), 6)


@pytest.mark.parametrize("link", ["https://example.org/film", "film.mp4", "", "a\0b", "mailto:ctl"])
def test_of_an_address_nothing_is_read(link, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "film.mp4").write_bytes(b"here by chance")
    assert behind(link) == ("", 0)


@pytest.mark.parametrize("lies", ["a pipe", "a folder", "nothing"])
def test_what_is_no_file_is_not_opened(tmp_path, monkeypatch, lies):
    """Whoever opens a pipe waits until somebody writes into it, which may be never."""
    place = tmp_path / "film.mp4"
    if lies == "a pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("This system has no pipes that have a name.")
        os.mkfifo(place)
    elif lies == "a folder":
        place.mkdir()
    opened: list[Path] = []

    def opening(path: Path, *_given: object) -> None:
        opened.append(path)
        raise OSError

    monkeypatch.setattr(Path, "open", opening)
    assert behind(str(place)) == ("", 0)
    kept = SimpleNamespace(name="film.mp4", link=str(place), size=0, digest=digest_of(b"a film"))
    assert why_another(kept) is None
    assert opened == []


def test_links_are_read_with_progress(tmp_path, monkeypatch):
    monkeypatch.setattr(linked, "BLOCK", 4)
    monkeypatch.setattr(linked, "MB", 2)
    films = [tmp_path / "one.mp4", tmp_path / "two.mp4"]
    for film in films:
        film.write_bytes(b"a film")
    told: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    links = [str(films[0]), "https://example.org/film", str(films[1])]
    seen = seen_behind(links, progress)
    assert [(each.link, each.size) for each in seen] == list(zip(links, (6, 0, 6), strict=True))
    assert {each.digest for each in seen} == {digest_of(b"a film"), ""}
    assert told == [(0, 6), (2, 6), (3, 6), (3, 6), (5, 6), (6, 6)]
    told.clear()
    assert seen_behind(links, lambda *given: told.append(given)) is None
    assert told == [(0, 6)]


def test_a_file_that_is_changed_while_it_is_read_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(linked, "BLOCK", 4)
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")

    def progress(_done: int, _of: int) -> bool:
        assert film.stat().st_size < 100, "it is read for as long as it grows"
        with film.open("ab") as more:
            more.write(b"more")
        return True

    with pytest.raises(Trouble, match=r"film\.mp4 was changed while the link was made"):
        seen_behind((str(film),), progress)


def test_a_file_is_told_that_was_changed_and_put_back_while_it_was_read(tmp_path, monkeypatch):
    """What was read is not what lies there, though it looks as before."""
    monkeypatch.setattr(linked, "BLOCK", 4)
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")
    before = film.stat()
    contents = iter((b"a film, longer", b"a film, longer", b"a film, longer", b"a film"))

    def progress(_done: int, _of: int) -> bool:
        film.write_bytes(next(contents, b"a film"))
        os.utime(film, ns=(before.st_atime_ns, before.st_mtime_ns))
        return True

    with pytest.raises(Trouble, match="was changed while the link was made"):
        seen_behind((str(film),), progress)


@pytest.mark.parametrize("now", ["longer", "of another time", "gone"])
def test_a_file_that_is_another_one_since_it_was_read_is_told(tmp_path, now):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")
    (seen,) = seen_behind((str(film),))
    seen.must_be_the_same()
    if now == "longer":
        film.write_bytes(b"another film")
    elif now == "gone":
        film.unlink()
    else:
        os.utime(film, ns=(1, 1))
    with pytest.raises(Trouble, match="was changed"):
        seen.must_be_the_same()
    linked.Seen("https://example.org/film").must_be_the_same()


@pytest.mark.parametrize(
    ("now", "digest", "is_told"),
    [(b"a film", digest_of(b"a film"), False), (b"a fiLm", digest_of(b"a film"), True),
     (None, digest_of(b"a film"), False), (b"else", "", False)],
)  # fmt: skip
def test_another_file_of_the_same_size_is_told(tmp_path, now, digest, is_told):
    """One that cannot be reached is none that changed; of a link of before nothing is known."""
    film = tmp_path / "film.mp4"
    if now is not None:
        film.write_bytes(now)
    kept = SimpleNamespace(name="film.mp4", link=str(film), size=6, digest=digest)
    why = why_another(kept)
    assert (why is not None) is is_told
    if why is not None:
        assert "“film.mp4” is another one" in why.sentence()
    assert why_another(SimpleNamespace(name="f", link="", size=6, digest=digest)) is None


def kept_of(film, data: bytes) -> SimpleNamespace:
    """Return a link to a film as it was kept."""
    return SimpleNamespace(name=film.name, link=str(film), size=len(data), digest=digest_of(data))


@pytest.fixture
def unread(monkeypatch):
    """Let no file be read."""

    def fail(*_given):
        raise AssertionError("it is read")

    monkeypatch.setattr(linked, "hashlib", SimpleNamespace(sha256=fail))


@pytest.mark.usefixtures("unread")
def test_a_file_of_another_size_is_told_without_reading_it(tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a longer film")
    why = why_another(kept_of(film, b"a film"))
    assert why is not None
    assert (why.code, why.level) == ("another_file", "block")


@pytest.mark.usefixtures("unread")
def test_a_large_file_of_the_same_size_is_compared_by_its_size_and_that_is_said(tmp_path):
    film = tmp_path / "film.mp4"
    with film.open("wb") as made:
        made.truncate(20_000_000_000)  # it takes no room
    kept = SimpleNamespace(name="film.mp4", link=str(film), size=20_000_000_000, digest="0" * 64)
    why = why_another(kept)
    assert why is not None
    assert (why.code, why.level) == ("by_size", "warn")
    assert "20000 MB" in why.sentence()


def test_no_more_is_read_of_all_links_than_the_bound(tmp_path):
    data = b"a film of ten" * 10
    films = [tmp_path / f"{n}.mp4" for n in range(4)]
    for film in films:
        film.write_bytes(data)
    films[3].write_bytes(b"another")
    kept = [kept_of(film, data) for film in films]
    found = [(each.name, why.code) for each, why in compared(kept, len(data) * 2)]
    assert found == [("2.mp4", "by_size"), ("3.mp4", "another_file")]


def test_what_is_read_counts_as_read_whatever_was_found(tmp_path):
    """Also of a file that is another one, and of a link whose size was not kept."""
    data, other = b"a film of ten" * 10, b"a fiLm of ten" * 10
    films = [tmp_path / f"{n}.mp4" for n in range(4)]
    for film in films:
        film.write_bytes(data)
    films[0].write_bytes(other)
    kept = [kept_of(film, data) for film in films]
    kept[1].size = 0
    found = [(each.name, why.code) for each, why in compared(kept, len(data) * 2)]
    assert found == [("0.mp4", "another_file"), ("2.mp4", "by_size"), ("3.mp4", "by_size")]


def test_of_files_that_are_not_read_nothing_counts(tmp_path):
    data = b"a film of ten" * 10
    films = [tmp_path / f"{n}.mp4" for n in range(3)]
    for film in films:
        film.write_bytes(data)
    films[0].write_bytes(b"another size" * 100)
    films[1].unlink()
    kept = [kept_of(film, data) for film in films]
    found = [(each.name, why.code) for each, why in compared(kept, len(data))]
    assert found == [("0.mp4", "another_file")]


def test_another_file_may_be_another_one_on_this_computer_alone(tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a fiLm")
    why = why_another(kept_of(film, b"a film"))
    assert why is not None
    words = why.sentence()
    assert "changed or replaced since" in words
    assert "on this computer" in words
    assert str(film) in words


def test_check_tells_of_a_large_link_and_calls_it_no_damage(app, proposal, tmp_path, capsys):
    film = tmp_path / "film.mp4"
    with film.open("wb") as made:
        made.truncate(20_000_000_000)
    kept = {"size": 20_000_000_000, "digest": "0" * 64, "link": str(film)}
    proposal.execute(do.AttachFile(card="MC-1", name="film.mp4", **kept))
    notes = []
    assert app.check(proposal.store.path, notes.append) == ()
    assert len(notes) == 1
    assert "film.mp4" in notes[0]
    app.close(proposal)
    arguments = parser().parse_args(["check", "--workspace", str(proposal.store.path)])
    assert program.run(arguments, app) == 0
    assert capsys.readouterr().out.splitlines() == ["all well", notes[0]]


def test_a_script_reads_the_file_before_it_opens_the_workspace(
    app, proposal, tmp_path, monkeypatch
):
    """A film is read for minutes, in which nobody else could write."""
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")
    path, done = proposal.store.path, []
    app.close(proposal)
    for name in ("seen_at", "desk_of"):
        real = getattr(verbs, name)

        def told(*given, name=name, real=real, **more):
            done.append(name)
            return real(*given, **more)

        monkeypatch.setattr(verbs, name, told)
    given = ["attach", "MC-1", str(film), "--link", "--workspace", str(path)]
    assert program.run(parser().parse_args(given), app) == 0
    assert done == ["seen_at", "desk_of"]
    desk = app.open(path)
    (kept,) = desk.page("MC-1").files
    assert (kept.link, kept.size, kept.digest) == (str(film), 6, digest_of(b"a film"))
    app.close(desk)
