"""That one of two clocks is wrong: by a change that bears a later moment, or by the hub's clock.

No clock decides anything between replicas (design.md, section 6); days and moments are read by
people all the same, so whoever takes such a change in is told, and who sits at the computer that
differs from the hub (reliability.md, fault 12).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from mcdesk.application.days import moment
from mcdesk.application.views import AheadOf
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.calendar import is_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcdesk.application.journal import Line

AHEAD, AHEAD_SEEN, AHEAD_TOLD = "ahead", "ahead_seen", "ahead_told"
"""What the workspace says of itself: the last such change; which one somebody looked at, and which
a script was told of."""
DAY_AHEAD = N_("The day of this change lies ahead of the server’s. Set the clock of this computer "
               "right, then do it again.")  # fmt: skip
DAY_BEFORE = N_("By its day it would lie before what it is about: the clock of this computer was "
                "wrong. Set it right, then do it again.")  # fmt: skip
"""For what a hub refuses work whose day a wrong clock gave it."""
APART = timedelta(minutes=10)
"""So far two clocks may be apart without a word (reliability.md, fault 12)."""
LOOKED = APART / 2
"""After so long two clocks that are apart are compared again. One that was set right meanwhile
leapt by `APART` at least: it stands as far from the last look in any case, and is compared at once.
"""


def found(lines: Iterable[Line], me: str, now: str) -> tuple[str, str]:
    """Return who else made the latest of entries that lie ahead, and its moment; "" for none.

    What bears no moment that can be read lies ahead of nothing: anybody can write a hub's file.
    """
    most = datetime.fromisoformat(now) + APART
    others = [(datetime.fromisoformat(line.at), line.person_id, line.at) for line in lines
              if line.person_id != me and is_moment(line.at)]  # fmt: skip
    ahead = [each for each in others if each[0] > most]
    return max(ahead)[1:] if ahead else ("", "")


def is_by_clock(reasons: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a hub refused something for its day alone, which a wrong clock gave it."""
    told = (Finding("by_clock", text) for text in (DAY_AHEAD, DAY_BEFORE))
    known = {each.sentence(language) for each in told for language in ("en", "id")}
    return any(said in known for reason in reasons for said in reason)


def apart(now: str, at_hub: datetime) -> AheadOf | None:
    """Return that the clock here and that of the hub are further apart than that, if they are."""
    if abs(datetime.fromisoformat(now) - at_hub) <= APART:
        return None
    return AheadOf(now, "", at_hub.astimezone(UTC).isoformat(timespec="seconds"))


def kept_of(facts: Mapping[str, str]) -> AheadOf | None:
    """Return the last such change that came."""
    kept = facts.get(AHEAD, "")
    return AheadOf(**json.loads(kept)) if kept else None


def newest(facts: Mapping[str, str], seen: str = AHEAD_SEEN) -> AheadOf | None:
    """Return it until somebody, or with `AHEAD_TOLD` a script, was told of it."""
    last = kept_of(facts)
    return last if last is not None and last.at != facts.get(seen) else None


def noted(facts: Mapping[str, str], ahead: AheadOf) -> str:
    """Return what is to be kept; "" where the same person's clock was told of that day already."""
    last = kept_of(facts)
    is_told = last is not None and (last.name, last.at[:10]) == (ahead.name, ahead.at[:10])
    return "" if is_told else json.dumps(asdict(ahead))


def told(ahead: AheadOf) -> tuple[Finding, Finding, Finding]:
    """Return in words what was noticed, what it means, and what to do."""
    if not ahead.name:
        return _own(ahead)
    text = N_("A change of {name} came that bears {on}: later than it is on this computer.")
    means = N_("It was taken in, and nothing is lost; but days and moments in forms, history and "
               "prints are wrong where a clock is.")  # fmt: skip
    do = N_("Compare the clocks of both computers, and set right the one that is wrong.")
    return (
        Finding("ahead", text, {"name": ahead.name, "on": moment(ahead.of)}, level="warn"),
        Finding("ahead_means", means, level="warn"),
        Finding("ahead_do", do, level="warn"),
    )


def _own(ahead: AheadOf) -> tuple[Finding, Finding, Finding]:
    """Say that the clock here differs from the hub's."""
    text = N_("The clock of this computer and that of the team’s hub are apart: here it is {here}, "
              "there {there}.")  # fmt: skip
    means = N_("Nothing is lost, and work goes on; but days and moments in forms, history and "
               "prints are wrong where a clock is.")  # fmt: skip
    do = N_("Look at another clock. If this computer is wrong, set its date, time and time zone "
            "right; if the hub’s is, tell who looks after it.")  # fmt: skip
    told = {"here": moment(ahead.at), "there": moment(ahead.of)}
    return (
        Finding("apart", text, told, level="warn"),
        Finding("apart_means", means, level="warn"),
        Finding("apart_do", do, level="warn"),
    )
