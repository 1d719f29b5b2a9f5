"""Links to files that lie elsewhere: which it was is kept, and told where it is another one."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace

import pytest

from mcdesk.application.linked import behind, why_another


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
