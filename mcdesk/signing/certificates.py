"""Certificates that seal PDFs: one's own P-256, made from the person's key, or a PKCS#12 file."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256: its private keys lie between 1 and this."""
YEARS = timedelta(days=3650)
LARGEST_FILE = 1 << 20


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its private key; `own` was made by the program."""

    certificate: asn1_x509.Certificate
    key: asn1_keys.PrivateKeyInfo
    chain: tuple[asn1_x509.Certificate, ...] = ()
    own: bool = False

    @property
    def name(self) -> str:
        return str(self.certificate.subject.native.get("common_name") or "")


def own_identity(secret: bytes, name: str, house: str, since: datetime) -> Identity:
    """Return the self-signed certificate that belongs to a person's key.

    The same key, name and day give the same certificate byte for byte, so a reader that was told
    once to trust it knows it again.
    """
    derived = HKDF(hashes.SHA256(), 48, None, b"MC Desk PDF certificate 1").derive(secret)
    private = ec.derive_private_key(int.from_bytes(derived) % (ORDER - 1) + 1, ec.SECP256R1())
    public = private.public_key()
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, _line(name) or "-")]
    if _line(house):
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, _line(house)))
    subject = x509.Name(parts)
    mark = x509.SubjectKeyIdentifier.from_public_key(public)
    begin = since.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(int.from_bytes(mark.digest[:16]) | 1)
        .not_valid_before(begin)
        .not_valid_after(begin + YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(mark, critical=False)
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256(), ecdsa_deterministic=True)
    )
    return Identity(_certificate(made), _key(private), own=True)


def read_pkcs12(path: Path, password: str, now: datetime) -> Identity:
    """Return the certificate of a PKCS#12 file, as universities and providers hand them out.

    Raises:
        Trouble: It cannot be read, the password is wrong, it holds no key, or it has expired.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("too large")
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(path, system_words(error)) from error
    except ValueError as error:
        raise _unusable(path, _("it is no certificate file")) from error
    try:
        kept = pkcs12.load_pkcs12(data, password.encode() if password else None)
    except ValueError as error:
        words = _("the password is wrong, or the file is damaged")
        raise _unusable(path, words) from error
    if kept.key is None or kept.cert is None:
        raise _unusable(path, _("it holds no private key with its certificate"))
    if not isinstance(kept.key, ec.EllipticCurvePrivateKey) and not _is_rsa(kept.key):
        raise _unusable(path, _("its kind of key cannot sign a PDF"))
    cert = kept.cert.certificate
    if not cert.not_valid_before_utc <= now <= cert.not_valid_after_utc:
        first, last = cert.not_valid_before_utc.date(), cert.not_valid_after_utc.date()
        words = _("it is valid from {first} until {last} only").format(first=first, last=last)
        raise _unusable(path, words)
    chain = tuple(_certificate(entry.certificate) for entry in kept.additional_certs)
    return Identity(
        _certificate(cert), _key(cast("CertificateIssuerPrivateKeyTypes", kept.key)), chain
    )


def _line(text: str) -> str:
    """Return a name as a certificate holds it: one line of at most 64 characters.

    Names are compared by rules that know no emoji, and no writing in two directions.
    """
    kept = (c for c in text if (c.isprintable() or c.isspace()) and c <= "\uffff")
    kept = (c for c in kept if unicodedata.bidirectional(c) not in ("R", "AL"))
    return " ".join("".join(kept).split())[:64].strip()


def _is_rsa(key: object) -> bool:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    return isinstance(key, RSAPrivateKey)


def _unusable(path: Path, words: str) -> Trouble:
    return Trouble(
        "certificate",
        _("The certificate {name} cannot be used: {why}.").format(name=path.name, why=words),
        _("Choose another file, or seal with your own certificate."),
    )


def _certificate(made: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(made.public_bytes(serialization.Encoding.DER))


def _key(private: CertificateIssuerPrivateKeyTypes) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(
        private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
