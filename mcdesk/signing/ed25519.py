"""Ed25519 with keys as 32 bytes and signatures as hexadecimal text."""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def new_key() -> bytes:
    """Return a new private key."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(key: bytes) -> str:
    """Return the public half of a private key."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw().hex()


def sign(key: bytes, text: str) -> str:
    """Return the signature of a private key over a text."""
    return Ed25519PrivateKey.from_private_bytes(key).sign(text.encode()).hex()


def derived(key: bytes, purpose: str) -> bytes:
    """Return a secret for another purpose, from which the private key cannot be found."""
    return HKDF(hashes.SHA256(), 32, None, purpose.encode()).derive(key)


@lru_cache(4096)
def verify(public: str, text: str, signature: str) -> bool:
    """Tell whether a signature is that of a key over a text."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
