"""How much travels to or from a hub in one call, whatever a single entry holds."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PART = 1_000_000
"""Letters of entries that travel together: a thousand or two records, judged in a few seconds."""


def together(sizes: Sequence[int]) -> int:
    """Return how many things of these sizes travel together: one at least, where there is one."""
    return max(sum(size <= PART for size in accumulate(sizes)), min(len(sizes), 1))
