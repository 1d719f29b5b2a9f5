"""What came over from a workspace that was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many changes that waited there were kept, were at the hub already, and need a look.

    `needless` is left out: it was for that workspace alone, was taken back, or stands here already.
    `unread` could not be read, or nobody was named for whom to take them in. `listed` entries of
    its attention list lie in this one again, `unlisted` ones cannot be read. `drafts` are texts
    that were typed and lie in their forms again. Where it is not `is_whole`, there may be more that
    nobody can see.
    """

    aside: Path
    kept: int = 0
    known: int = 0
    collided: int = 0
    needless: int = 0
    unread: int = 0
    drafts: int = 0
    listed: int = 0
    unlisted: int = 0
    is_whole: bool = True
