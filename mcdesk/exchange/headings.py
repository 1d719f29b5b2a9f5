"""Whether a line of cells says what the columns below it are called: one rule for every list.

Headings are sure where each cell that holds something names a column; they are likely where more
cells do than do not. One cell alone that bears such a name may be an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 2
"""So many cells must say what their column is called."""


def are_sure(known: Sequence[bool]) -> bool:
    """Tell whether a line can only be headings: of each filled cell whether it is `known`."""
    return len(known) >= FEWEST and all(known)


def are_likely(known: Sequence[bool]) -> bool:
    """Tell whether a line may well be one of headings, some of them of other columns."""
    return sum(known) >= FEWEST and 2 * sum(known) > len(known)
