"""Certificates of authorities that nobody here knows."""

from __future__ import annotations

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


def certificate_of(name: str, issuer: str, password: str = "") -> bytes:
    """Return a PKCS#12 file whose certificate somebody else issued."""
    authority, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    subject, by = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each)])
                   for each in (name, issuer))  # fmt: skip
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(by)
        .public_key(key.public_key()).serial_number(7)
        .not_valid_before(BEGIN).not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .sign(authority, hashes.SHA256())
    )  # fmt: skip
    kept = (serialization.BestAvailableEncryption(password.encode()) if password
            else serialization.NoEncryption())  # fmt: skip
    return pkcs12.serialize_key_and_certificates(b"own", key, made, None, kept)
