"""What the page asks of the window around it, and of a desk beyond its port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.stage import Label


class Host(Protocol):
    """The window that holds a page."""

    def open_card(self, card_id: str) -> object:
        """Show the page of another micro-credential."""
        ...

    def say(self, words: str) -> object:
        """Tell something in passing."""
        ...

    def say_done(self, words: str) -> object:
        """Tell in passing what was done, and offer to undo it."""
        ...


@runtime_checkable
class KnowsTitles(Protocol):
    """A desk that knows what the forms of a card are called, also those not begun yet."""

    def form_titles(self, card: str) -> Mapping[str, Label]:
        """Return the titles of all kinds of forms that the card can have."""
        ...
