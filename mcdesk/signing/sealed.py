"""A short secret behind a PIN: scrypt makes the key, AES-GCM keeps and authenticates."""

from __future__ import annotations

import base64
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

COST = 2**15
"""Some 100 ms and 32 MB for each guess."""
MOST_COST = 2**18


class WrongPin(Exception):
    """The PIN is not the one, or the text was altered."""


def seal(secret: bytes, pin: str) -> str:
    """Return a secret as text that only the PIN opens."""
    salt, nonce = os.urandom(16), os.urandom(12)
    box = AESGCM(_key(pin, salt, COST)).encrypt(nonce, secret, None)
    parts = {"salt": salt, "nonce": nonce, "box": box}
    return json.dumps({"n": COST, **{k: base64.b64encode(v).decode() for k, v in parts.items()}})


def unseal(text: str, pin: str) -> bytes:
    """Return the secret; raises WrongPin where the PIN is another one or the text is damaged."""
    try:
        kept = json.loads(text)
        salt, nonce, box = (base64.b64decode(kept[key]) for key in ("salt", "nonce", "box"))
        cost = int(kept["n"])
        if cost > MOST_COST:
            raise WrongPin
        return AESGCM(_key(pin, salt, cost)).decrypt(nonce, box, None)
    except (InvalidTag, ValueError, KeyError, TypeError) as error:
        raise WrongPin from error


def _key(pin: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(pin.encode())
