"""Judges a signed PDF: who signed, does every signature hold, was anything changed afterwards.

pyHanko's difference analysis decides what a later addition changed; other readers call a
signature valid although a page was written on after it (reliability.md, section 3.5). A file from
outside is limited before it is parsed, and every mishap becomes a finding in words.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto import algos, cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from mcdesk.application.seals import role_of
from mcdesk.errors import Finding, that_block
from mcdesk.i18n import N_
from mcdesk.procedure.calendar import day_of
from mcdesk.signing.seal import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

    from mcdesk.errors import Level

for _library in ("pyhanko", "pyhanko_certvalidator"):  # what they find is told here, in words
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

LARGEST = 50 << 20
MOST_OBJECTS = 200_000
MOST_SIGNATURES = 60
MISHAPS = (
    PdfError,
    SignatureValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
    OSError,
    NotImplementedError,
)
"""What reading a damaged or hostile file may raise."""
HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
UNREADABLE = ("too_large", "no_pdf", "encrypted", "damaged", "too_many")
ENDLESS = ("EOF marker", "startxref")
"""How pyHanko says that the end of a file is missing."""
ACTIONS = ("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData")


@dataclass(frozen=True, slots=True)
class Seal:
    """One signature: its field and role, who signed and when, and what is wrong with it.

    `upto` is the number of bytes that it covers, `key` names the public key of its certificate,
    and `issuer` who issued that.
    """

    field: str
    role: str
    name: str
    at: str
    reason: str
    upto: int
    own: bool
    findings: tuple[Finding, ...] = ()
    key: str = ""
    issuer: str = ""

    @property
    def holds(self) -> bool:
        return not that_block(self.findings)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a PDF is: its signatures, and what is wrong with the file as a whole."""

    seals: tuple[Seal, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Tell whether the file could be read at all."""
        return not any(finding.code in UNREADABLE for finding in self.findings)

    @property
    def is_sound(self) -> bool:
        """Tell whether it is signed, every signature holds and nothing else is wrong."""
        whole = not that_block(self.findings)
        return whole and bool(self.seals) and all(seal.holds for seal in self.seals)


def judge(data: bytes) -> Judged:
    """Return what can be said of a PDF from its bytes alone."""
    if len(data) > LARGEST:
        text = N_("The file is larger than {n} MB and is not read.")
        return _alone(Finding("too_large", text, {"n": LARGEST >> 20}))
    if b"%PDF-" not in data[:1024]:
        return _alone(Finding("no_pdf", N_("The file is no PDF.")))
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        if reader.encrypted:
            return _alone(Finding("encrypted", N_("The file is encrypted: save it without a "
                                                  "password and check that.")))  # fmt: skip
        return _judged(reader, data)
    except MISHAPS as error:
        return _alone(Finding("damaged", _damage(error), {"why": _short(error)}))


def _alone(finding: Finding) -> Judged:
    return Judged(findings=(finding,))


def _damage(error: Exception) -> str:
    """Return what is wrong with a file that cannot be read; what a library says is English."""
    words = str(error)
    if any(sign in words for sign in ENDLESS):
        return N_("The file is cut off: its end is missing. Fetch it once more.")
    return N_("The file is damaged and cannot be read. Fetch it once more.")


def _short(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:120]


def _judged(reader: PdfFileReader, data: bytes) -> Judged:
    embedded = reader.embedded_signatures
    if len(embedded) > MOST_SIGNATURES:
        return _alone(Finding("too_many", N_("The file has more than {n} signatures."),
                              {"n": MOST_SIGNATURES}))  # fmt: skip
    seals = tuple(_seal(signature, data) for signature in embedded)
    findings = [*_active(reader), *_fields(reader), *_ending(seals, data)]
    return Judged(seals, tuple(findings))


def _seal(signature: EmbeddedPdfSignature, data: bytes) -> Seal:
    name = str(signature.field_name)
    certificate = signature.signer_cert
    subject = certificate.subject.native if certificate is not None else {}
    upto, findings = 0, []
    own = certificate is not None and certificate.self_signed in ("yes", "maybe")
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    try:
        status = validate_pdf_signature(signature, nobody)
        ranges = [int(value) for value in signature.byte_range]
        upto = ranges[2] + ranges[3]
        findings = [*_integrity(status), *_certificate_time(signature),
                    *_gap(ranges, data, own=own)]  # fmt: skip
    except MISHAPS as error:
        text = N_("The signature cannot be checked: it is damaged, or of a kind not known here.")
        findings = [Finding("unreadable_signature", text, {"why": _short(error)})]
    stamp = signature.self_reported_timestamp
    reason = signature.sig_object.get("/Reason")
    return Seal(
        field=name,
        role=role_of(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else "",
        name=_named(subject),
        at=stamp.isoformat() if stamp is not None else "",
        reason=str(reason or ""),
        upto=upto,
        own=own,
        findings=tuple(findings),
        key=certificate.public_key.sha256.hex() if certificate is not None else "",
        issuer=_named(certificate.issuer.native) if certificate is not None else "",
    )


def _named(subject: Mapping[str, Any]) -> str:
    """Return what a certificate calls somebody."""
    return str(subject.get("common_name") or subject.get("organization_name") or "?")


def last_key(data: bytes) -> tuple[str, str]:
    """Return what names the key of the last signature of a PDF, and its reason; "" for none."""
    try:
        embedded = PdfFileReader(BytesIO(data), strict=False).embedded_signatures
        last = max(embedded, key=lambda each: each.signed_revision)
        certificate = last.signer_cert
        reason = str(last.sig_object.get("/Reason") or "")
        return (certificate.public_key.sha256.hex() if certificate is not None else "", reason)
    except MISHAPS:
        return "", ""


def _integrity(status: PdfSignatureStatus) -> Iterator[Finding]:
    if not status.intact:
        yield Finding("altered", N_("What was signed has been altered since."))
    elif not status.valid:
        yield Finding("wrong_key", N_("The signature does not belong to its certificate."))
    if status.coverage in (
        SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START, SignatureCoverageLevel.UNCLEAR
    ):  # fmt: skip
        yield Finding("coverage", N_("The signature does not cover the whole of its version."))
    if status.modification_level not in HARMLESS:
        yield Finding("added", N_("Something was added or changed after this signature that is "
                                  "more than a further signature."))  # fmt: skip
    elif status.docmdp_ok is False:
        yield Finding("forbidden", N_("A later change goes beyond what this signature allows."))


def _certificate_time(signature: EmbeddedPdfSignature) -> Iterator[Finding]:
    """Say that a certificate had not begun or was over on the day of the signature."""
    stamp, certificate = signature.self_reported_timestamp, signature.signer_cert
    if stamp is None or certificate is None:
        yield Finding("no_time", N_("The signature does not say when it was made."), level="warn")
        return
    first, last = certificate.not_valid_before, certificate.not_valid_after
    if not first <= stamp <= last:
        text = N_("The certificate was valid from {first} until {last} only, and the signature is "
                  "dated {on}.")  # fmt: skip
        yield Finding("expired", text, {"first": day_of(first.isoformat()),
                                        "last": day_of(last.isoformat()),
                                        "on": day_of(stamp.isoformat())})  # fmt: skip


def _gap(ranges: list[int], data: bytes, *, own: bool) -> Iterator[Finding]:
    """Say that something else than one signature and its padding stands where it is kept.

    These bytes are the only ones that no signature covers.
    """
    first, length, second, _rest = ranges
    found = re.fullmatch(rb"<((?:[0-9A-Fa-f]{2})*)>", data[first + length : second])
    kept = bytes.fromhex(found[1].decode()) if found else b""
    try:
        content = cms.ContentInfo.load(kept)
        rest = kept[len(content.dump()) :]
        is_usual = _is_usual(content["content"])
    except MISHAPS:
        rest, is_usual = b"?", False
    digits = found[1] if found else b""
    if any(rest) or digits not in (digits.lower(), digits.upper()):
        yield Finding("gap", N_("The place of the signature holds something else, too."))
    elif not is_usual:
        level: Level = "block" if own else "warn"
        yield Finding("container", N_("The container of the signature is not as it was written."),
                      level=level)  # fmt: skip


def _is_usual(content: cms.SignedData) -> bool:
    """Tell whether the parts of a signature's container that nothing signs are the usual ones."""
    (signer,), (listed,) = content["signer_infos"], content["digest_algorithms"]
    algorithm = signer["digest_algorithm"]
    version = "v1" if signer["sid"].name == "issuer_and_serial_number" else "v3"
    plain = algos.DigestAlgorithm({"algorithm": algorithm["algorithm"].native}).dump()
    with_null = bytes((0x30, plain[1] + 2)) + plain[2:] + b"\x05\x00"
    return (
        signer["version"].native == version
        and content["version"].native == version
        and algorithm.dump() in (plain, with_null)
        and listed.dump() in (plain, with_null)
    )


def _ending(seals: tuple[Seal, ...], data: bytes) -> Iterator[Finding]:
    if not seals:
        yield Finding("unsigned", N_("The file carries no signature."), level="warn")
        return
    more = len(data) - max(seal.upto for seal in seals)
    if more > 0:
        text = N_("{n} bytes were added behind the last signature.")
        yield Finding("tail", text, {"n": more})
    elif more < 0:
        text = N_("The file is {n} bytes shorter than what was signed: another program saved it "
                  "anew, or it was cut off. Ask for the file as it was signed.")  # fmt: skip
        yield Finding("saved_anew", text, {"n": -more})


def _fields(reader: PdfFileReader) -> Iterator[Finding]:
    """Say that a signature stands in a field that no form of ours has."""
    names = [str(signature.field_name) for signature in reader.embedded_signatures]
    ours = [name for name in names if name.startswith(PREFIX)]
    for name in names:
        if ours and name not in ours:
            text = N_("The signature field “{name}” is none of this form: renamed or added.")
            yield Finding("foreign_field", text, {"name": name[:60]}, level="warn")


def _active(reader: PdfFileReader) -> Iterator[Finding]:
    """Say that the file can do something by itself when it is opened."""
    found = _actions_in(reader)
    if found:
        text = N_(
            "The file contains programs or actions ({names}), which are not carried out here."
        )
        yield Finding("active", text, {"names": ", ".join(sorted(found))})


def _actions_in(reader: PdfFileReader) -> set[str]:
    """Return the kinds of actions in the objects of the file, also in packed ones."""
    found: set[str] = set()
    waiting: list[Any] = [reader.trailer_view.raw_get(key) for key in reader.trailer_view]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < MOST_OBJECTS:
        thing = waiting.pop()
        if isinstance(thing, generic.IndirectObject):
            if (thing.idnum, thing.generation) in seen:
                continue
            seen.add((thing.idnum, thing.generation))
            thing = thing.get_object()
        if isinstance(thing, generic.DictionaryObject):
            found |= {name for name in ACTIONS if name in thing or thing.get("/S") == name}
            waiting.extend(thing.raw_get(key) for key in thing)
        elif isinstance(thing, generic.ArrayObject):
            waiting.extend(thing.raw_get(place) for place in range(len(thing)))
    return found
