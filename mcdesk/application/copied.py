"""That a replica was copied: noticed by the place where its file lies, and told to a person.

Two copies of one workspace are harmless, as events have random ids and nothing counts
(reliability.md, 1 and 5); but they must not draw from one block of numbers, count as one program
at the hub, or leave whoever works in them in doubt about which one is theirs.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mcdesk import computer
from mcdesk.application.views import Copied
from mcdesk.errors import Finding
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE, COPIES, COPIES_SEEN, COPIES_TOLD = "place", "copied", "copied_seen", "copied_told"
"""What the workspace says of itself: where its file lies; each time that it was found to be a
copy, the newest first; which one somebody looked at, and which a script was told of."""
MOST = 20


def place_of(path: Path) -> str:
    """Return where a file lies: on which computer, at which path."""
    kept = {"mark": computer.mark(), "name": computer.name(), "path": str(path.absolute())}
    return json.dumps(kept)


def origin_of(kept: str, path: Path, now: str) -> Copied | None:
    """Return from where a file was copied; None where it was not.

    Args:
        kept: Where it lay when it was noted last; "" where that never was.
        path: Where it lies now.
        now: When that is noticed.

    On the same computer, one that was moved or renamed is still the same workspace; on another
    one nobody can tell whether the first is still in use, so it counts as a copy.
    """
    was = cast("dict[str, str]", json.loads(kept)) if kept else {}
    if not was or was == json.loads(place_of(path)):
        return None
    before, is_here = Path(was["path"]), was["mark"] == computer.mark()
    if is_here and (_is_gone(before) or _is_same(before, path)):
        return None
    return Copied(now, was["name"], was["path"], is_here)


def _is_gone(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:
        return True


def _is_same(path: Path, other: Path) -> bool:
    with suppress(OSError):
        return os.path.samefile(path, other)
    return False


def noted(kept: str, copy: Copied) -> str:
    """Return what is kept of copies with one more."""
    return json.dumps([asdict(copy), *_read(kept)][:MOST])


def copies(facts: Mapping[str, str]) -> tuple[Copied, ...]:
    """Return each time that a workspace was found to be a copy, the newest first."""
    return tuple(Copied(**entry) for entry in _read(facts.get(COPIES, "")))


def newest(facts: Mapping[str, str], seen: str = COPIES_SEEN) -> Copied | None:
    """Return the newest one until somebody, or with `COPIES_TOLD` a script, was told of it."""
    found = copies(facts)
    return found[0] if found and found[0].at != facts.get(seen) else None


def told(copied: Copied) -> tuple[Finding, Finding, Finding]:
    """Return in words what was noticed, what was done, and what to check."""
    where = {"computer": copied.computer, "path": copied.path}
    if copied.is_here:
        text = N_("This workspace is a copy. The one that it was made from still lies on this "
                  "computer: {path}.")  # fmt: skip
    else:
        text = N_("This workspace was copied or moved here from another computer, {computer}, "
                  "where it lay at {path}.")  # fmt: skip
    done = N_("Since then it exchanges with the hub as a workspace of its own, and reserves "
              "numbers of its own. What waited in both goes to the hub once.")  # fmt: skip
    check = N_("Check who works here, and whether the other one is still in use. If it is not, "
               "exchange there once more before it is deleted: what was done or typed there "
               "since is not here until then.")  # fmt: skip
    return (
        Finding("copied", text, where, level="warn"),
        Finding("copied_healed", done, level="warn"),
        Finding("copied_check", check, level="warn"),
    )


def _read(kept: str) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", json.loads(kept)) if kept else []
