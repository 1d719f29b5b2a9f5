"""Signatures: a form sealed as PDF against the bare P-256 signature, and the key of a person.

Alterations are counted, too: 500 bytes of a sealed form altered one by one, all to be reported.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bench.figures import Figure, Goal, Samples
from mcdesk.bootstrap import App
from mcdesk.reports.seal import seal_face
from mcdesk.reports.to_seal import print_to_seal
from mcdesk.signing import ed25519
from mcdesk.signing.certificates import Identity, own_identity
from mcdesk.signing.judge import judge
from mcdesk.signing.seal import Place, Words, prepare, room_of, seal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAST = "MC-AT-14"
TRIES, ALTERED, SEED = 20, 500, 31
AT = "2026-11-23T02:00:00+00:00"


def measure(_folder: Path, path: Path, rounds: int) -> Iterator[Figure]:
    """Seal and check the proposal of a card that has gone all the way."""
    own = own_identity(b"1" * 32, "Head", "University", datetime(2020, 1, 1, tzinfo=UTC))
    prepared, role, face = _proposal(path)
    words = Words(role, "Head", "Approved")
    ours, bare, checked = Samples(), Samples(), Samples()
    small = _three_pages()
    sealed = seal(prepared, own, words, face)
    _bare(small, own)
    for _number in range(max(rounds, TRIES)):
        with ours.timed():
            sealed = seal(prepared, own, words, face)
        with bare.timed():
            _bare(small, own)
        with checked.timed():
            judge(sealed)
    yield Figure(f"form sealed as PDF, {len(prepared) >> 10} KiB", ours, control=bare,
                 goals=(Goal(3, "ratio"),), note="control: pyHanko's bare invisible P-256 "
                 "signature of three plain pages, in the same run")  # fmt: skip
    yield Figure("sealed PDF judged", checked, goals=(Goal(250, "median"),))
    yield _key()
    yield _alterations(sealed)


def _proposal(path: Path) -> tuple[bytes, str, bytes]:
    """Return the proposal with its empty signature fields, a role that has one, and its seal."""
    app = App()
    desk = app.open(path, read_only=True)
    try:
        line = next(line for line in desk.outline(LAST).forms if line.kind == "F2")
        sheet = desk.sheet(line.form_id, "frozen")
    finally:
        app.close(desk)
    data, spots = print_to_seal(sheet)
    prepared = prepare(data, [Place(spot.name, spot.page, spot.box) for spot in spots])
    role = spots[0].name
    signed = next(each for each in sheet.signatures if each.role == role)
    return prepared, role, seal_face(sheet, signed, "Head", AT, room_of(prepared, role))


def _three_pages() -> bytes:
    canvas = Canvas(BytesIO(), pagesize=A4, invariant=1)
    for _page in range(3):
        for line in range(60):
            canvas.drawString(50, 790 - 12 * line, f"{line} Employers report that junior staff")
        canvas.showPage()
    data: bytes = canvas.getpdfdata()
    return data


def _bare(data: bytes, own: Identity) -> None:
    signer = signers.SimpleSigner(own.certificate, own.key, SimpleCertificateStore())
    meta = signers.PdfSignatureMetadata(field_name="one", md_algorithm="sha256")
    signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(data)), meta, signer, output=BytesIO())


def _key() -> Figure:
    """Sign and verify a decision with a person's key."""
    key, took = ed25519.new_key(), Samples()
    public, text = ed25519.public_of(key), "MC Desk sign-off 1\n" + "x" * 700
    for _number in range(TRIES):
        with took.timed():
            assert ed25519.verify(public, text, ed25519.sign(key, text))
    return Figure("decision signed and verified, Ed25519", took, goals=(Goal(1, "median"),))


def _alterations(sealed: bytes) -> Figure:
    """Count the altered bytes that are not reported."""
    rng, missed = random.Random(SEED), 0
    for _number in range(ALTERED):
        harmed = bytearray(sealed)
        harmed[rng.randrange(len(harmed))] ^= 1 << rng.randrange(8)
        missed += judge(bytes(harmed)).is_sound
    found = Samples([float(missed)])
    name = f"of {ALTERED} altered bytes not reported"
    return Figure(name, found, "bytes", goals=(Goal(0, "max"),))
