"""Where private keys lie: in the system's keyring, else as encrypted files of the user.

Never in a file of a workspace. A file holds a key only behind a PIN; the keyring protects what
it keeps by itself, and behind a PIN too where the computer is shared.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cache
from typing import TYPE_CHECKING, Protocol

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVICE = "MC Desk"
NO_BACKENDS = ("keyring.backends.fail", "keyring.backends.null")


class Vault(Protocol):
    """Keeps short texts under names. `needs_pin`: it protects nothing by itself."""

    needs_pin: bool

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, text: str) -> None: ...

    def drop(self, name: str) -> None: ...


class Memory:
    """A vault that is gone with the program: for the sample, which leaves nothing behind."""

    needs_pin = False

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self._kept.get(name)

    def put(self, name: str, text: str) -> None:
        self._kept[name] = text

    def drop(self, name: str) -> None:
        self._kept.pop(name, None)


@cache
def memory_of(_workspace: Path) -> Memory:
    """Return the vault of a workspace that is gone with the program; all that read it share it."""
    return Memory()


class Ring:
    """The keyring of the system: Windows' credentials, macOS' keychain, Linux' secret service."""

    needs_pin = False

    def get(self, name: str) -> str | None:
        import keyring

        with _translated():
            return keyring.get_password(SERVICE, name)

    def put(self, name: str, text: str) -> None:
        import keyring

        with _translated():
            keyring.set_password(SERVICE, name, text)

    def drop(self, name: str) -> None:
        import keyring
        from keyring.errors import PasswordDeleteError

        with _translated(), contextlib.suppress(PasswordDeleteError):
            keyring.delete_password(SERVICE, name)


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Turn what a keyring raises into words."""
    from keyring.errors import KeyringError

    try:
        yield
    except KeyringError as error:
        raise Trouble(
            "keyring",
            _("The keyring of this computer did not open."),
            _("Unlock it and try again. The system says: {text}").format(text=error),
            retry=True,
        ) from error


class Files:
    """Encrypted files in the user's own folder, where the system has no keyring."""

    needs_pin = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, name: str) -> Path:
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.key"

    def get(self, name: str) -> str | None:
        try:
            return self._path(name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise _unusable(self._folder, error) from error

    def put(self, name: str, text: str) -> None:
        path = self._path(name)
        half = path.with_suffix(".half")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            half.unlink(missing_ok=True)
            handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        except OSError as error:
            raise _unusable(self._folder, error) from error

    def drop(self, name: str) -> None:
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise _unusable(self._folder, error) from error


def _unusable(folder: Path, error: Exception) -> Trouble:
    return Trouble(
        "key_file",
        _("The folder {folder}, where your key is kept, cannot be used.").format(folder=folder),
        _("The system says: {text}").format(text=system_words(error)),
    )


def system_vault(folder: Path) -> Vault:
    """Return the keyring of this system, or encrypted files where it has none that works."""
    import keyring

    backend = keyring.get_keyring()
    if type(backend).__module__ in NO_BACKENDS or backend.priority <= 0:
        return Files(folder)
    return Ring()
