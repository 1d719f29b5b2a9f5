"""That a replica was copied: noticed by the place where its file lies, and told to a person.

Two copies of one workspace are harmless, as events have random ids and nothing counts
(reliability.md, 1 and 5); but they must not draw from one block of numbers, count as one program
at the hub, or leave whoever works in them in doubt about which one is theirs.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mcdesk import computer
from mcdesk.application.noticed import entries, with_one_more
from mcdesk.application.views import Copied
from mcdesk.errors import Finding
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE, COPIES, COPIES_SEEN, COPIES_TOLD = "place", "copied", "copied_seen", "copied_told"
"""What the workspace says of itself: where its file lies; each time that it was found to be a
copy, the newest first; which one somebody looked at, and which a script was told of."""
FILE = "file"


def place_of(path: Path) -> str:
    """Return where a file lies: on which computer, at which path, and which file it is there."""
    here = {"mark": computer.mark(), "name": computer.name(), "path": str(path.absolute())}
    return json.dumps({**here, FILE: _number(path)})


def origin_of(kept: str, path: Path, now: str) -> Copied | None:
    """Return from where a file was copied; None where it was not.

    Args:
        kept: Where it lay when it was noted last; "" where that never was.
        path: Where it lies now.
        now: When that is noticed.

    On the same computer, one that was moved or renamed is still the same workspace: it keeps its
    number there, whatever lies at its old place by now. One with another number is a copy, or was
    moved to another disk; one that was noted before numbers were is a copy where there is still
    something at the old place. On another computer nobody can tell whether the first is still in
    use, so it counts as a copy.
    """
    was = cast("dict[str, str]", json.loads(kept)) if kept else {}
    number = was.pop(FILE, "")
    here = cast("dict[str, str]", json.loads(place_of(path)))
    mine = here.pop(FILE)
    if not was or was == here:
        return None
    before, is_here = Path(was["path"]), was["mark"] == here["mark"]
    copy = Copied(now, was["name"], was["path"], is_here)
    if not is_here:
        return copy
    if _is_same(before, path):
        return None
    if not number:
        return None if _is_gone(before) else copy
    if number == _number(before):
        return copy
    return None if number == mine else replace(copy, is_there=False)


def _is_gone(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:
        return True


def _number(path: Path) -> str:
    """Return the number of a file on its disk; "" where there is no file, or no number."""
    with suppress(OSError):
        return str(path.stat().st_ino or "")
    return ""


def _is_same(path: Path, other: Path) -> bool:
    with suppress(OSError):
        return os.path.samefile(path, other)
    return False


def noted(kept: str, copy: Copied) -> str:
    """Return what is kept of copies with one more."""
    return with_one_more(kept, asdict(copy))


def copies(facts: Mapping[str, str]) -> tuple[Copied, ...]:
    """Return each time that a workspace was found to be a copy, the newest first."""
    return tuple(Copied(**entry) for entry in entries(facts.get(COPIES, "")))


def newest(facts: Mapping[str, str], seen: str = COPIES_SEEN) -> Copied | None:
    """Return the newest one until somebody, or with `COPIES_TOLD` a script, was told of it."""
    found = copies(facts)
    return found[0] if found and found[0].at != facts.get(seen) else None


def told(copied: Copied) -> tuple[Finding, Finding, Finding]:
    """Return in words what was noticed, what was done, and what to check."""
    where = {"computer": copied.computer, "path": copied.path}
    if copied.is_here and not copied.is_there:
        text = N_("This workspace was copied or moved here from {path}.")
    elif copied.is_here:
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
    if not copied.is_there:
        check = N_("If it was moved, there is nothing to do. If there are several copies of it, "
                   "check who works in which; what was done or typed in one comes to the others "
                   "by the hub.")  # fmt: skip
    return (
        Finding("copied", text, where, level="warn"),
        Finding("copied_healed", done, level="warn"),
        Finding("copied_check", check, level="warn"),
    )
