"""What the desk asks of the keys of this computer (room `signing`); a private key never comes here.

A computer that can keep no key, or keeps it for a PIN that was not given, has none to offer:
`public` then answers "".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

Verify = Callable[[str, str, str], bool]
"""(public key, text, signature): whether it is that key's over that text."""
KeyState = Literal["none", "missing", "ended", "new", "ready", "locked", "choose"]
"""Of a person's key here: none can be kept; none, though the person had one; one that was ended;
none yet, made with the first signature; at hand; kept for a PIN; a PIN is to be chosen first."""


class Keys(Protocol):
    """The private keys that this computer keeps for the people of one workspace.

    `asks_pin`: the computer is shared, so each signature asks for the person's PIN.
    """

    asks_pin: bool

    def state(self, person: str) -> KeyState: ...

    def unlock(self, person: str, pin: str) -> None:
        """Let the person's key sign; without one, make it for this PIN. Raises Refused."""
        ...

    def public(self, person: str) -> str:
        """Return the public half of the key that can sign now; a first one is made silently."""
        ...

    def sign(self, person: str, text: str) -> str:
        """Return the signature of the person's key over a text; it must be at hand."""
        ...

    def secret(self, person: str, purpose: str) -> bytes:
        """Return a secret for another purpose that the key at hand gives; empty without one."""
        ...

    def verify(self, public: str, text: str, signature: str) -> bool: ...

    def renew(self, person: str) -> None:
        """Give up the person's key here; the next signature makes a new one."""
        ...

    def signed(self) -> None:
        """Hear that something was signed: a shared computer forgets what a PIN opened."""
        ...

    def close(self) -> None:
        """Forget every key that is at hand."""
        ...


class NoKeys:
    """A computer, or a desk, without keys: nothing is signed by one."""

    asks_pin = False

    def state(self, _person: str) -> KeyState:
        return "none"

    def unlock(self, _person: str, _pin: str) -> None:
        """Open nothing."""

    def public(self, _person: str) -> str:
        return ""

    def sign(self, _person: str, _text: str) -> str:
        raise AssertionError("there is no key")

    def secret(self, _person: str, _purpose: str) -> bytes:
        return b""

    def verify(self, _public: str, _text: str, _signature: str) -> bool:
        """Believe every signature: nothing here could judge one."""
        return True

    def renew(self, _person: str) -> None:
        """Give up nothing."""

    def signed(self) -> None:
        """Forget nothing."""

    def close(self) -> None:
        """Forget nothing."""


NO_KEYS: Keys = NoKeys()
