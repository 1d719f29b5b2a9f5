"""What a search over everything that is written finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.procedure.stage import Label


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record in which the words stand, and where one goes to see it.

    `kind` is the record's table; `form` is a form's kind and `where` the place in words. The
    pieces of `snippet` that are marked True are hits. `card_id` and `form_id` are empty where the
    record belongs to none. `round` is that of a sheet that a later one has taken the place of,
    and 0 otherwise.
    """

    kind: str
    record: str
    where: Label
    snippet: tuple[tuple[str, bool], ...]
    card_id: str = ""
    code: str = ""
    title_en: str = ""
    title_id: str = ""
    form_id: str = ""
    form: str = ""
    path: str = ""
    round: int = 0

    @property
    def text(self) -> str:
        """The snippet without its marks."""
        return "".join(piece for piece, _hit in self.snippet)

    def title(self, shown: str) -> str:
        """Return the card's title in a language."""
        return self.title_id or self.title_en if shown == "id" else self.title_en


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The best hits; `count` is how many there are, `is_more` that there are more than counted."""

    hits: tuple[SearchHit, ...] = ()
    count: int = 0
    is_more: bool = False
