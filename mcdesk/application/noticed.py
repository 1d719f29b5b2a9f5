"""What a workspace notices of itself, kept as a list whose newest entry stands first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 20
"""So many are kept."""


def entries(kept: str) -> list[dict[str, Any]]:
    """Return the entries of a list as it is kept."""
    return cast("list[dict[str, Any]]", json.loads(kept)) if kept else []


def with_one_more(kept: str, entry: Mapping[str, Any]) -> str:
    """Return what is kept of a list with one more."""
    return json.dumps([entry, *entries(kept)][:MOST])
