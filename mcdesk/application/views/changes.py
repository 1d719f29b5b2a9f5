"""What a commit changes, and the steps that undo and redo would take.

Apart from the tiles: the board is painted before anything can be changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.application.views.tile import CardTile
    from mcdesk.procedure.stage import Label


@dataclass(frozen=True, slots=True)
class StepName:
    """What undo or redo would take: the kind of its event, and what it is about.

    `cards` are the codes of its cards; `form` is the kind of its form, where it is about one, and
    `who` wrote the comment that it is about, `setting` is what the one setting is called that it
    set. `count` is how many commands of that kind it holds; of those that fill, of both kinds.
    `touched` are the ids of the forms that it changed; of a part also that of the whole form.
    Of a step of the history that was undone by itself, `undone` is the kind of what it took back,
    `redone` of what it did again.
    """

    kind: str = ""
    cards: tuple[str, ...] = ()
    form: str = ""
    who: str = ""
    count: int = 1
    setting: Label | None = None
    touched: frozenset[str] = field(default=frozenset(), compare=False)
    undone: str = ""
    redone: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind)


NO_STEP = StepName()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a commit changed: views apply the difference, nobody skips.

    `tiles` are the new tiles of the cards touched, `gone` the ids of cards no longer shown.
    """

    cards: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    tiles: tuple[CardTile, ...] = ()
    gone: frozenset[str] = frozenset()
    events: tuple[str, ...] = ()
    source: str = ""
    undo: StepName = NO_STEP
    redo: StepName = NO_STEP
