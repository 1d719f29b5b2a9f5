"""Passwords of hubs: in the keyring only, never in a file (reliability.md, faults 32, 33)."""

from __future__ import annotations

import os

from mcdesk.errors import Trouble
from mcdesk.signing.vault import Ring

VARIABLE = "MCDESK_HUB_PASSWORD"


def password_of(address: str) -> str:
    """Return the password of a hub's address: the environment's, the keyring's, or ""."""
    given = os.environ.get(VARIABLE, "")
    if given:
        return given
    try:
        return Ring().get(_name(address)) or ""
    except Trouble:
        return ""  # without a keyring the driver looks in its own places (.pgpass)


def keep_password(address: str, password: str) -> bool:
    """Keep a password for a hub's address; False where this computer has no keyring."""
    try:
        Ring().put(_name(address), password)
    except Trouble:
        return False
    return True


def _name(address: str) -> str:
    return f"hub {address}"
