"""Passwords of hubs: in the keyring only, never in a file (reliability.md, faults 32, 33)."""

from __future__ import annotations

import os

from mcdesk.errors import Trouble
from mcdesk.signing.vault import Ring

VARIABLE = "MCDESK_HUB_PASSWORD"
_typed: dict[str, str] = {}
"""What was typed while the program runs: where there is no keyring, it is asked for each time."""


def password_of(address: str) -> str:
    """Return the password of a hub's address: as given or typed, the keyring's, or ""."""
    given = os.environ.get(VARIABLE, "") or _typed.get(address, "")
    if given:
        return given
    try:
        return Ring().get(_name(address)) or ""
    except Trouble:
        return ""  # without a keyring the driver looks in its own places (.pgpass)


def can_keep() -> bool:
    """Tell whether this computer has a keyring."""
    try:
        ring = Ring()
        ring.put("trial", "trial")
        is_there = ring.get("trial") == "trial"
        ring.drop("trial")
    except Trouble:
        return False
    return is_there


def keep_password(address: str, password: str) -> bool:
    """Keep a password for a hub's address; False where this computer has no keyring.

    Then it is known until the program ends.
    """
    _typed[address] = password
    try:
        ring = Ring()
        ring.put(_name(address), password)
        return ring.get(_name(address)) == password
    except Trouble:
        return False


def _name(address: str) -> str:
    return f"hub {address}"
