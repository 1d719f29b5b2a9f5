"""E-mails that somebody may send about a frozen form: whom they go to, and what they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.application.views.form import Sheet
    from mcdesk.procedure.stage import Label


@dataclass(frozen=True, slots=True)
class Errand:
    """What one recipient is to do: sign (`act`), or only know; and the components that are theirs.

    `parts` are these by what the recipient is for them: `maker`, `checker` or `content_from`, each
    with its name and due day; only what is theirs. `address` is empty for somebody whose e-mail
    address is not in the directory; who `acknowledges` may decide nothing else.
    """

    person: str
    address: str
    act: Label | None
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    acknowledges: bool = False


@dataclass(frozen=True, slots=True)
class Mailing:
    """A frozen form with those who are written to about it.

    `left_out` are the names of those who have signed or acknowledged it already.
    """

    sheet: Sheet
    errands: tuple[Errand, ...]
    sender: str
    left_out: tuple[str, ...] = ()
