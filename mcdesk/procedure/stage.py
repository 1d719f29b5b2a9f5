"""What heads the board's columns: stages, phases, and the texts that name them.

Apart from the rest of the definitions, because the window paints with these alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mcdesk.i18n import language

if TYPE_CHECKING:
    from mcdesk.i18n import Language


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages of the forms."""

    en: str
    id: str

    def text(self, shown: Language | None = None) -> str:
        """Return the text in `shown`, or in the language in use."""
        return self.en if (shown or language()) == "en" else (self.id or self.en)

    def in_both(self) -> str:
        """Return the text in both languages, `English / Indonesian`; once where they are one."""
        return f"{self.en} / {self.id}" if self.id not in ("", self.en) else self.en

    def with_unit(self, unit: Label) -> Label:
        """Return the label with a unit that is another word behind it: `Time limit (min)`."""

        def both(label: str, word: str) -> str:
            says_more = label and word and label.casefold() != word.casefold()
            return f"{label} ({word})" if says_more else label

        return Label(both(self.en, unit.en), both(self.id, unit.id))

    def __bool__(self) -> bool:
        return bool(self.en)


class Phase(NamedTuple):
    """One of the three phases: plan, build, launch."""

    id: str
    title: Label


class Stage(NamedTuple):
    """One of the fourteen stages, a column of the board.

    `days` is its default length in working days; `owes` names the roles that act first, in order
    (decisions.md, 7).
    """

    id: str
    number: int
    phase: str
    title: Label
    short: Label
    purpose: Label
    days: int
    owes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def name(self) -> Label:
        """The number with the title, as its column says them: "4 Timeline discussion"."""
        return Label(f"{self.number} {self.title.en}", f"{self.number} {self.title.id}")
