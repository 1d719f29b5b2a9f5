"""Sealed PDFs: signed one after the other, and everything done to them afterwards is told."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader, PdfWriter

from mcdesk.errors import Trouble
from mcdesk.i18n import use_language
from mcdesk.procedure.calendar import use_zone
from mcdesk.reports.form import print_form
from mcdesk.reports.seal import seal_face, seal_reason
from mcdesk.reports.to_seal import print_to_seal
from mcdesk.signing import certificates
from mcdesk.signing import seal as sealing
from mcdesk.signing.certificates import own_identity, read_pkcs12
from mcdesk.signing.judge import judge
from mcdesk.signing.seal import PREFIX, Place, Words, prepare
from mcdesk.signing.texts import pages_with_words
from tests.reports.conftest import form, sheet, small_form

MOMENT = "2026-11-29T17:30:00+00:00"
"""Half past midnight of the next day at the institution."""

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


def identity(number: int = 1, name: str = "Dr. Maria Lestari, M.H."):
    return own_identity(bytes([number]) * 32, name, "Example University", BEGIN)


def printed() -> tuple[bytes, list[Place]]:
    data, spots = print_to_seal(sheet("frozen", form("F2")))
    return data, [Place(spot.name, spot.page, spot.box) for spot in spots]


@pytest.fixture(scope="module")
def prepared() -> bytes:
    return prepare(*printed())


@pytest.fixture(scope="module")
def roles() -> list[str]:
    return [place.role for place in printed()[1]]


@pytest.fixture(scope="module")
def sealed(prepared, roles) -> bytes:
    """A proposal sealed by two of its signers."""
    once = seal(prepared, identity(1), Words(roles[0], "Dr. Maria Lestari, M.H.", "accepted"))
    return seal(once, identity(2, "Prof. Johannes"), Words(roles[1], "Prof. Johannes", "approved"))


def face(size=(220.0, 60.0), *, certificate: str = "", **changes) -> bytes:
    """Return what the seal of a dean shows."""
    printed = sheet("frozen", form("F2"))
    line = next(each for each in printed.signatures if each.role == "dean")
    told = {"state": "done", "decision": "approve", "decided_on": "2026-11-29",
            "place": "Tangerang", "capacity": "own", "person": "Prof. Johannes"}  # fmt: skip
    return seal_face(printed, replace(line, **(told | changes)), certificate, MOMENT, size)


def seal(data: bytes, who, words: Words) -> bytes:
    return sealing.seal(data, who, words, face(sealing.room_of(data, words.role)))


def codes(data: bytes) -> set[str]:
    judged = judge(data)
    found = {finding.code for finding in judged.findings}
    return found | {finding.code for each in judged.seals for finding in each.findings}


def edited(data: bytes, change) -> bytes:
    """Return the PDF after a change of its objects, appended as an incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


# --- sealing -------------------------------------------------------------------------------


def test_each_role_has_its_field_on_the_page_of_its_box(prepared, roles):
    fields = PdfReader(BytesIO(prepared)).get_fields()
    assert sorted(fields) == sorted(PREFIX + role for role in roles)
    assert len(roles) > 1
    assert not any(field.value for field in fields.values() if hasattr(field, "value"))


def test_what_was_decided_before_stands_below_the_rooms_of_the_seals(prepared):
    last = PdfReader(BytesIO(prepared)).pages[-1].extract_text()
    assert "Signatures" in last
    assert "signed in MC Desk" in last
    rooms = [(place.page + 1, place.box) for place in printed()[1]]
    assert pages_with_words(prepared, rooms) == ()


def test_seals_are_added_one_after_the_other_and_all_hold(prepared, sealed, roles):
    judged = judge(sealed)
    assert judged.is_sound, judged
    assert [each.role for each in judged.seals] == roles[:2]
    assert [each.name for each in judged.seals] == ["Dr. Maria Lestari, M.H.", "Prof. Johannes"]
    assert [each.reason for each in judged.seals] == ["accepted", "approved"]
    assert all(each.own for each in judged.seals)
    assert sealed.startswith(prepared)
    assert codes(sealed) == set()


def test_the_same_print_and_the_same_certificate_come_again_byte_for_byte():
    assert printed() == printed()
    assert identity().certificate.dump() == identity().certificate.dump()
    assert identity(2).certificate.dump() != identity().certificate.dump()


def locked(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def certified(data: bytes) -> bytes:
    """Return the PDF as somebody certified it who allows no change to it any more."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    who, out = identity(5), BytesIO()
    signer = signers.SimpleSigner(who.certificate, who.key, SimpleCertificateStore())
    meta = signers.PdfSignatureMetadata(
        field_name="office", md_algorithm="sha256", certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )  # fmt: skip
    signers.sign_pdf(writer, meta, signer, output=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("spoiled", "role", "why"),
    [
        (lambda data: data, 0, "peran ini sudah menandatangani di dalamnya"),
        (lambda data: data, "nobody", "tidak ada isian untuk peran ini di dalamnya"),
        (lambda data: data[:400], 1, "berkas rusak atau bukan PDF"),
        (lambda _data: b"words", 1, "berkas rusak atau bukan PDF"),
        (locked, 2, "berkas terkunci dengan kata sandi"),
        (certified, 2, "yang mengesahkannya tidak mengizinkan tanda tangan lagi"),
    ],
)
def test_why_a_pdf_is_not_sealed_is_said_in_the_language_in_use(
    sealed, prepared, roles, spoiled, role, why
):
    use_language("id")
    name = roles[role] if isinstance(role, int) else role
    data = spoiled(prepared if spoiled is certified else sealed)
    with pytest.raises(Trouble) as caught:
        sealing.seal(data, identity(3), Words(name, "X", "approved"), face())
    assert caught.value.title == f"PDF tidak dapat disegel: {why}."
    assert "Pustaka PDF" not in caught.value.advice


def test_a_reason_that_is_not_known_stands_apart_as_the_library_gives_it(
    sealed, roles, monkeypatch
):
    use_language("id")

    def refuse(*_given: object, **_named: object) -> None:
        raise SigningError("The moon is full")

    monkeypatch.setattr(signers.PdfSigner, "sign_pdf", refuse)
    with pytest.raises(Trouble) as caught:
        sealing.seal(sealed, identity(3), Words(roles[2], "X", "approved"), face())
    assert caught.value.title.endswith("alasannya tidak diketahui MC Desk.")
    assert caught.value.advice.endswith("Menurut pustaka PDF: “The moon is full”.")


def test_a_role_is_sealed_once_and_only_where_it_has_a_field(sealed, roles):
    for role in (roles[0], "nobody"):
        with pytest.raises(Trouble) as caught:
            seal(sealed, identity(3), Words(role, "X", "approved"))
        assert caught.value.code == "seal"
    with pytest.raises(Trouble):
        seal(b"%PDF-1.4 nothing", identity(3), Words(roles[0], "X", "approved"))


def test_names_in_any_letters_are_sealed(prepared, roles):
    name = "Ž. Łukasz 😀 محمد\nsecond line"
    made = seal(prepared, identity(1, name), Words(roles[0], name, "disetujui — “ya”"))
    assert judge(made).is_sound


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_pdfsig_reads_the_seals_too(sealed, tmp_path):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    said = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    assert "ETSI.CAdES.detached" in said


def test_a_seal_speaks_both_languages_in_the_face_of_the_page_and_the_time_of_the_house():
    page = PdfReader(BytesIO(face())).pages[0]
    said = " ".join(page.extract_text().split())
    for words in ("approved / disetujui", "Prof. Johannes", "Tangerang, 29 Nov 2026",
                  "sealed as PDF 30 Nov 2026 00:30 WIB / disegel sebagai PDF"):  # fmt: skip
        assert words in said
    named = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert any(name.endswith("NotoSans-Regular") for name in named)
    assert "certificate" not in said
    assert face() == face()


def test_a_seal_tells_its_moment_by_the_institution_s_clock():
    use_zone("Asia/Jayapura")
    said = " ".join(PdfReader(BytesIO(face())).pages[0].extract_text().split())
    assert "30 Nov 2026 02:30 WIT" in said


def test_a_seal_names_for_whom_it_was_and_whose_certificate_is_not_the_signers():
    given = {"capacity": "Plt.", "person": "Dr. Łukasz Ž", "certificate": "Provider 7"}
    said = " ".join(PdfReader(BytesIO(face(**given))).pages[0].extract_text().split())
    for words in ("Plt. Dean / Plt. Dekan", "Dr. Łukasz Ž", "certificate of Provider 7"):
        assert words in said


@pytest.mark.parametrize("size", [(60.0, 20.0), (114.0, 41.0), (400.0, 90.0)])
def test_what_a_seal_says_stays_in_its_place(size):
    made = pdfium.PdfDocument(face(size, place="Tangerang Selatan, Kampus Utama, Gedung B"))
    page = made[0]
    assert page.get_size() == pytest.approx(size, abs=0.5)
    text = page.get_textpage()
    assert "WIB" in text.get_text_bounded()
    for number in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(number)
        assert -0.5 <= left <= right <= size[0] + 0.5
        assert -0.5 <= bottom <= top <= size[1] + 0.5
    for each in (text, page, made):
        each.close()


def test_a_seal_is_drawn_no_smaller_than_its_place_asks_for():
    """Lines that are set smaller are wider, so fewer of them are needed."""
    printed = sheet("frozen", form("F2"))
    told = {"state": "done", "decision": "approve", "decided_on": "2026-11-29",
            "medium": "program", "person": "Prof. Johannes"}  # fmt: skip
    lines = [replace(each, **told) for each in printed.signatures[:2]]
    made = seal_face(printed, lines[0], "", MOMENT, (142.0, 70.0), lines[1:])
    drawn = PdfReader(BytesIO(made)).pages[0].get_contents().get_data().decode("latin-1")
    scale = float(re.search(r"(0?\.\d+) 0 0 0?\.\d+ 0 0 cm", drawn)[1])
    assert 0.65 <= scale < 1, scale


def test_each_lecturer_of_a_letter_has_a_place_of_their_own():
    data, places = printed()
    empty = prepare(data, [*places, Place(places[0].role, 0, (10, 10, 190, 60))])
    role = places[0].role
    once = seal(empty, identity(1), Words(role, "X", "accepted"))
    twice = seal(once, identity(2), Words(f"{role}_2", "Y", "accepted"))
    judged = judge(twice)
    assert judged.is_sound
    assert [each.role for each in judged.seals] == [role, role]


def test_a_reader_lists_the_decision_in_both_languages():
    printed = sheet("frozen", form("F2"))
    line = next(each for each in printed.signatures if each.role == "dean")
    line = replace(line, decision="approve", decided_on="2026-11-29")
    assert seal_reason(printed, line) == "a.n. Dean: approved / a.n. Dekan: disetujui · 29 Nov 2026"


def test_what_a_seal_shows_lies_in_its_field_with_its_own_letters(sealed, roles):
    fields = PdfReader(BytesIO(sealed)).get_fields()
    shown = fields[PREFIX + roles[0]].indirect_reference.get_object()["/AP"]["/N"].get_object()
    inner = shown["/Resources"]["/XObject"]["/Face"].get_object()
    (*_others, font) = inner["/Resources"]["/Font"].values()
    assert "/FontFile2" in font.get_object()["/FontDescriptor"].get_object()


def test_beside_a_seal_there_is_nothing_to_write():
    """Who, where and when the seal says itself; a print for the pen has the lines for it."""
    waits = sheet("frozen", form("F2"))
    lines = tuple(replace(each, state="waiting", person="") for each in waits.signatures)
    out, waits = BytesIO(), replace(waits, signatures=lines)
    print_form(waits, out)
    written = PdfReader(out).pages
    assert any("Place, date / Tempat, tanggal:" in page.extract_text() for page in written)
    for page in PdfReader(BytesIO(print_to_seal(waits)[0])).pages:
        words = page.extract_text()
        assert "Place, date" not in words
        assert "Name / Nama:" not in words


# --- what is done to a sealed PDF (reliability.md, 31) -------------------------------------


@pytest.mark.parametrize("count", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_of_many_altered_bytes_every_one_is_told(count):
    """Fault 31 of reliability.md."""
    data, spots = print_to_seal(sheet("frozen", small_form()))
    empty = prepare(data, [Place(spot.name, spot.page, spot.box) for spot in spots])
    sealed = seal(empty, identity(), Words("dean", "X", "approved"))
    assert judge(sealed).is_sound
    rng = random.Random(31)
    missed = []
    for _each in range(count):
        place = rng.randrange(len(sealed))
        harmed = bytearray(sealed)
        harmed[place] ^= 1 << rng.randrange(8)
        if judge(bytes(harmed)).is_sound:
            missed.append(place)
    assert missed == []


def test_every_byte_of_the_container_that_nothing_signs_is_looked_at(prepared, roles):
    data = seal(prepared, identity(), Words(roles[0], "X", "approved"))
    begin = data.index(b"/Contents <30") + len(b"/Contents <")
    for place in (0, 23, 25, 26, 28, 30, 38, 41, 42, 43, 460, 465, 538):
        harmed = bytearray(data)
        at = begin + 2 * place
        harmed[at : at + 2] = b"%02x" % (int(harmed[at : at + 2], 16) ^ 1)
        assert not judge(bytes(harmed)).is_sound, place
    end = data.index(b"00000000>", begin)
    padded = bytearray(data)
    padded[end : end + 2] = b"41"
    assert "gap" in codes(bytes(padded))


def test_a_text_written_on_the_page_afterwards_is_told(sealed):
    """Fault 31 of reliability.md."""

    def write(writer):
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        words = b"BT /F1 30 Tf 100 700 Td (APPROVED FOR 60 CREDITS) Tj ET"
        more = writer.add_object(generic.StreamObject(stream_data=words))
        page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), more])
        writer.update_container(page)

    assert codes(edited(sealed, write)) >= {"added", "tail"}


@pytest.mark.parametrize(
    "tail", [b"\n% a remark\n", b"\0" * 40, b"%%EOF\n"], ids=("words", "nothing", "end")
)
def test_anything_behind_the_last_signature_is_told(sealed, tail):
    assert codes(sealed + tail) & {"tail", "damaged"}


def test_a_file_that_was_saved_anew_is_told_in_words(sealed):
    saved = BytesIO()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sealed)))
    writer.compress_identical_objects()
    for page in writer.pages:
        page.compress_content_streams()
    writer.write(saved)
    assert len(saved.getvalue()) < len(sealed)
    said = {each.code: each.sentence() for each in judge(saved.getvalue()).findings}
    short = len(sealed) - len(saved.getvalue())
    assert "tail" not in said
    assert said["saved_anew"].startswith(f"The file is {short} bytes shorter than")


def test_a_cut_off_file_is_told(sealed):
    for part in (10, 2, 1.1, 1.001):
        assert not judge(sealed[: int(len(sealed) / part)]).is_sound
    assert codes(sealed[:300]) == {"damaged"}


def test_what_is_no_signed_pdf_is_told_in_words(prepared):
    assert codes(b"PK\3\4 a workbook") == {"no_pdf"}
    assert codes(b"") == {"no_pdf"}
    assert codes(prepared) == {"unsigned"}
    assert not judge(prepared).is_sound


def test_an_encrypted_file_is_told(sealed):
    writer = PdfWriter(clone_from=BytesIO(sealed))
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    assert codes(out.getvalue()) & {"encrypted", "damaged"} == {"encrypted"}


def test_programs_in_a_file_are_told(prepared, roles):
    def poison(writer):
        writer.root["/OpenAction"] = generic.DictionaryObject({
            generic.NameObject("/S"): generic.NameObject("/JavaScript"),
            generic.NameObject("/JS"): generic.TextStringObject("app.alert(1)"),
        })  # fmt: skip
        writer.update_root()

    made = seal(edited(prepared, poison), identity(), Words(roles[0], "X", "approved"))
    assert codes(made) == {"active"}
    assert not judge(made).is_sound


def test_a_file_written_anew_or_with_a_renamed_field_is_told(sealed, roles):
    writer = PdfWriter(clone_from=BytesIO(sealed))
    out = BytesIO()
    writer.write(out)
    assert not judge(out.getvalue()).is_sound

    def rename(writer):
        for field in writer.root["/AcroForm"]["/Fields"]:
            field = field.get_object()
            if field["/T"] == PREFIX + roles[0]:
                field["/T"] = generic.TextStringObject("another")
                writer.update_container(field)

    assert codes(edited(sealed, rename)) >= {"added", "foreign_field"}


def test_a_signature_after_its_certificate_ended_is_told(prepared, roles):
    past = datetime.now(UTC) - timedelta(days=4000)
    old = own_identity(b"1" * 32, "X", "", past)
    made = seal(prepared, old, Words(roles[0], "X", "approved"))
    assert codes(made) == {"expired"}


# --- certificates from outside -------------------------------------------------------------


def bundle(tmp_path, *, key=None, begin=BEGIN, days=4000, password=b"secret", with_key=True):
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Dean")])
    algorithm = hashes.SHA256() if isinstance(key, ec.EllipticCurvePrivateKey) else None
    cert = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
        .public_key(key.public_key()).serial_number(7)
        .not_valid_before(begin).not_valid_after(begin + timedelta(days=days))
        .sign(key, algorithm)
    )  # fmt: skip
    path = tmp_path / "dean.p12"
    held = key if with_key else None
    path.write_bytes(pkcs12.serialize_key_and_certificates(
        b"dean", held, cert, None, BestAvailableEncryption(password)))  # fmt: skip
    return path


def test_a_pkcs12_file_seals(tmp_path, prepared, roles):
    found = read_pkcs12(bundle(tmp_path), "secret", NOW)
    assert (found.name, found.own) == ("Dean", False)
    judged = judge(seal(prepared, found, Words(roles[0], "Dean", "approved")))
    assert judged.is_sound, judged


@pytest.mark.parametrize(
    ("given", "password", "words"),
    [
        ({}, "wrong", "password is wrong"),
        ({}, "", "password is wrong"),
        ({"days": 30}, "secret", "until 2020-01-31"),
        ({"begin": datetime(2030, 1, 1, tzinfo=UTC)}, "secret", "from 2030-01-01"),
        ({"with_key": False}, "secret", "no private key"),
        ({"key": ed25519.Ed25519PrivateKey.generate()}, "secret", "cannot sign a PDF"),
    ],
)
def test_a_certificate_that_cannot_seal_says_why(tmp_path, given, password, words):
    with pytest.raises(Trouble) as caught:
        read_pkcs12(bundle(tmp_path, **given), password, NOW)
    assert words in caught.value.title


def test_what_is_no_certificate_says_so(tmp_path, monkeypatch):
    path = tmp_path / "x.p12"
    with pytest.raises(Trouble):
        read_pkcs12(path, "", NOW)
    path.write_bytes(b"nothing")
    with pytest.raises(Trouble):
        read_pkcs12(path, "", NOW)
    monkeypatch.setattr(certificates, "LARGEST_FILE", 3)
    with pytest.raises(Trouble) as caught:
        read_pkcs12(path, "", NOW)
    assert "no certificate file" in caught.value.title


@pytest.mark.parametrize(("kept", "words"), [(0.5, "terpotong"), (0.999, "terpotong")])
def test_what_is_wrong_with_a_file_is_said_in_the_language_in_use(sealed, kept, words):
    """A library tells its reason in English."""
    judged = judge(sealed[: int(len(sealed) * kept)])
    said = [finding.sentence("id") for finding in judged.findings]
    assert any(words in each for each in said), said
    assert not any("EOF" in each or "xref" in each for each in said)


def test_a_damaged_file_has_no_english_reason():
    judged = judge(b"%PDF-1.7\nrubbish\nstartxref\n9999\n%%EOF\n")
    (finding,) = judged.findings
    assert finding.code == "damaged"
    assert finding.sentence("id").startswith("Berkasnya")
