"""Who vouches for the name in a seal: whoever sealed with the same key here (docs/decisions/0009).

A person's own certificate cannot be told by the public half of their key. What is known is with
which certificates people sealed at their own desk: the note of such a PDF is taken from nobody
else (`application/seals.py`).
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from mcdesk.application.seals import sealed_decision
from mcdesk.application.typed import is_called
from mcdesk.errors import Finding
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Sealer, Sealers
    from mcdesk.signing.judge import Seal

MOST_KEPT = 60
"""So many kept PDFs are looked into for a certificate, the newest of whom it may be of first."""


class Vouching:
    """Whose certificates are known in a workspace, as far as a form's PDF asks for them."""

    def __init__(self, desk: DeskPort, form: str) -> None:
        self._desk = desk
        self._sealers: Sealers = desk.sealers(form)
        self._found: dict[str, dict[str, str]] = {}
        self._left = self._in_order()

    def of(self, seal: Seal) -> tuple[Finding, ...]:
        """Return who vouches for the name in a seal, and what is odd about it."""
        from mcdesk.signing.verdict import unvouched

        person, name = self._sealers.decided.get(sealed_decision(seal.reason), ("", ""))
        known = self._known(seal.key, person)
        if not known:
            return unvouched(seal) + (self._named_otherwise(seal, name) if name else ())
        told = known.get(person) or next(iter(known.values()))
        first = Finding("vouched_here", N_("{person} has sealed in MC Desk with this certificate."),
                        {"person": told}, level="warn", met=True)  # fmt: skip
        if not person or person in known:
            return (first,)
        return first, Finding("other_person", N_("The decision that it seals is that of {person}, "
                              "not of whose certificate it is."), {"person": name},
                              level="warn")  # fmt: skip

    def _named_otherwise(self, seal: Seal, name: str) -> tuple[Finding, ...]:
        if is_called(seal.name, [name]) or is_called(name, [seal.name]):
            return ()
        return (Finding("other_name", N_("The certificate names {name}, but the decision that it "
                        "seals is that of {person}."), {"name": seal.name, "person": name},
                        level="warn"),)  # fmt: skip

    def _known(self, key: str, person: str) -> dict[str, str]:
        """Return who sealed with a key, by id; of the one who is meant it is enough to know."""
        while key and person not in self._found.get(key, {}):
            more = next(self._left, None)
            if more is None:
                break
            found, sealer = more
            self._found.setdefault(found, {})[sealer.person] = sealer.name
        return self._found.get(key, {})

    def _in_order(self) -> Iterator[tuple[str, Sealer]]:
        """Yield the keys of the kept PDFs, those of who decided over this form first."""
        mine = {person for person, _name in self._sealers.decided.values()}
        kept = sorted(self._sealers.kept, key=lambda each: each.person not in mine)
        for sealer in kept[:MOST_KEPT]:
            key = self._key(sealer)
            if key:
                yield key, sealer

    def _key(self, sealer: Sealer) -> str:
        """Return the key of the last seal of a kept PDF, "" where it is not the one of its note."""
        from mcdesk.signing.judge import last_key

        path = self._desk.file_path(sealer.digest)
        data = path.read_bytes() if path.is_file() else b""
        if sha256(data).hexdigest() != sealer.digest:
            return ""
        key, reason = last_key(data)
        return key if sealed_decision(reason) == sealer.mark else ""
