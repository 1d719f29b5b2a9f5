"""The Ed25519 keys of this computer for the people of one workspace.

What does the work is imported when somebody first signs: opening a workspace loads no
cryptography and asks no keyring.
"""

from __future__ import annotations

import base64
import binascii
from functools import cached_property
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.keys import KeyState
    from mcdesk.signing.vault import Vault

SHORTEST_PIN = 6
LENGTH = 32


class KeyBunch:
    """Keys of people by their id; each is fetched when it is first needed.

    `vault` answers where they are kept, when that is first asked.
    """

    def __init__(
        self, workspace: str, vault: Callable[[], Vault], *, asks_pin: bool = False
    ) -> None:
        self._workspace, self._find_vault, self.asks_pin = workspace, vault, asks_pin
        self._open: dict[str, bytes] = {}

    @cached_property
    def _vault(self) -> Vault:
        return self._find_vault()

    @property
    def _wants_pin(self) -> bool:
        return self.asks_pin or self._vault.needs_pin

    def _name(self, person: str) -> str:
        return f"{self._workspace}/{person}"

    def state(self, person: str) -> KeyState:
        """Return what it takes for the person to sign here."""
        if person in self._open:
            return "ready"
        kept = self._vault.get(self._name(person))
        if kept is not None and _is_sealed(kept):
            return "locked"
        if self._wants_pin:
            return "choose"
        return "ready" if kept is not None else "new"

    def unlock(self, person: str, pin: str) -> None:
        """Open the person's key with its PIN; one without a PIN gets it, and a first one is made.

        Raises:
            Refused: The PIN is wrong, or too short for a new one.
        """
        from mcdesk.signing.sealed import WrongPin, seal, unseal

        name = self._name(person)
        kept = self._vault.get(name)
        if kept is not None and _is_sealed(kept):
            try:
                self._open[person] = unseal(kept, pin)
            except WrongPin as error:
                raise Refused(Finding("wrong_pin", N_("The PIN is not right."))) from error
            return
        if len(pin) < SHORTEST_PIN:
            text = N_("A PIN has at least {n} characters.")
            raise Refused(Finding("short_pin", text, {"n": SHORTEST_PIN}))
        key = _new_key() if kept is None else _read(kept)
        self._vault.put(name, seal(key, pin))
        self._open[person] = key

    def public(self, person: str) -> str:
        """Return the public half of the key that can sign now; a first one is made silently."""
        from mcdesk.signing.ed25519 import public_of

        key = self._open.get(person) or self._fetched(person)
        if key is None:
            return ""
        self._open[person] = key
        return public_of(key)

    def _fetched(self, person: str) -> bytes | None:
        """Return the key that is kept without a PIN, or a new one where that is the way."""
        kept = self._vault.get(self._name(person))
        if self._wants_pin or (kept is not None and _is_sealed(kept)):
            return None
        if kept is not None:
            return _read(kept)
        key = _new_key()
        self._vault.put(self._name(person), base64.b64encode(key).decode())
        return key

    def sign(self, person: str, text: str) -> str:
        """Return the signature of the key at hand over a text."""
        from mcdesk.signing.ed25519 import sign

        return sign(self._open[person], text)

    def secret(self, person: str, purpose: str) -> bytes:
        """Return a secret for another purpose that the key at hand gives; empty without one."""
        from mcdesk.signing.ed25519 import derived

        return derived(self._open[person], purpose) if self.public(person) else b""

    def verify(self, public: str, text: str, signature: str) -> bool:
        """Tell whether a signature is that of a key over a text."""
        from mcdesk.signing.ed25519 import verify

        return verify(public, text, signature)

    def renew(self, person: str) -> None:
        """Give up the person's key here."""
        self._open.pop(person, None)
        self._vault.drop(self._name(person))

    def signed(self) -> None:
        """Forget what a PIN opened where everybody is asked each time."""
        if self.asks_pin:
            self.close()

    def close(self) -> None:
        """Forget every key that is at hand."""
        self._open.clear()


def _new_key() -> bytes:
    from mcdesk.signing.ed25519 import new_key

    return new_key()


def _is_sealed(kept: str) -> bool:
    """Tell whether a kept key stands behind a PIN (`sealed.py`)."""
    return kept.startswith("{")


def _read(kept: str) -> bytes:
    """Return a key as the keyring keeps it."""
    try:
        key = base64.b64decode(kept, validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) == LENGTH:
        return key
    raise Trouble(
        "key_damaged",
        _("Your key in the keyring of this computer is damaged."),
        _("Make a new one under Settings, Signatures; what was signed stays valid."),
    )
