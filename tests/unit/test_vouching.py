"""By which kept PDFs a certificate is known here: their last seal, and the file as it was kept."""

from __future__ import annotations

from hashlib import sha256
from types import SimpleNamespace

import pytest

from mcdesk.application.seals import TAG
from mcdesk.application.views import Sealer, Sealers
from mcdesk.signing import judge
from mcdesk.signing.judge import Seal
from mcdesk.vouching import Vouching

MARK, OTHER = "a" * TAG, "b" * TAG


def reason(mark: str) -> str:
    return f"approve · #{mark}" if mark else "approve"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Return who vouches for a seal, where one PDF is kept here that ends in a seal."""
    path = tmp_path / "kept.pdf"
    path.write_bytes(b"kept")

    def told(
        last: str, *, of: str = "Dewi", name: str = "Dewi", data: bytes = b"kept"
    ) -> list[str]:
        path.write_bytes(data)
        monkeypatch.setattr(judge, "last_key", lambda _data: ("key", reason(last)))
        sealer = Sealer(person="one", name=of, digest=sha256(b"kept").hexdigest(), mark=MARK)
        decided = {MARK: ("one", of)}
        desk = SimpleNamespace(
            sealers=lambda _form: Sealers(decided=decided, kept=(sealer,)),
            file_path=lambda _digest: path,
        )
        seal = Seal("f", "dean", name, "", reason(MARK), 1, own=True, key="key")
        return [each.code for each in Vouching(desk, "form").of(seal)]

    return told


def test_a_certificate_is_known_by_the_seal_that_its_note_names(kept):
    assert kept(MARK) == ["vouched_here"]


def test_a_pdf_that_ends_in_somebody_else_s_seal_makes_no_certificate_known(kept):
    """Or a member attached it, and a foreign key bore their name."""
    assert "vouched_here" not in kept(OTHER)
    assert "vouched_here" not in kept("")


def test_a_kept_file_that_is_another_one_by_now_makes_no_certificate_known(kept):
    assert "vouched_here" not in kept(MARK, data=b"another")


@pytest.mark.parametrize(
    ("of", "name", "is_odd"),
    [
        ("Dewi", "Dr. Dewi, S.H.", False),
        ("Dr. Dewi, S.H.", "Dewi", False),
        ("Dewi", "Budi", True),
        ("Dewi", "Dewi Lestari", True),
    ],
)
def test_a_name_is_compared_both_ways_but_for_titles(kept, of, name, is_odd):
    assert ("other_name" in kept(OTHER, of=of, name=name)) is is_odd
