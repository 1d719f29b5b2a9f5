"""Holidays as they are pasted: a day and a name on each line, in any usual shape. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, Trouble
from mcdesk.exchange.cells import day_of
from mcdesk.exchange.table_reader import read_text
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


BOTH = " / "
WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday senin selasa rabu kamis jumat jum'at "
    "sabtu minggu ahad".split()
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text holds: the name of each day, and the lines that name none."""

    days: dict[str, str]
    findings: tuple[Finding, ...] = ()


def read_holidays(text: str) -> Pasted:
    """Return the holidays in a text; a heading above them is left out."""
    if not text.strip():
        return Pasted({})
    try:
        table = read_text(text, headings=False)
    except Trouble as trouble:
        return Pasted({}, (Finding(trouble.code, trouble.title),))
    days: dict[str, str] = {}
    findings = []
    for number, cells in zip(table.numbers, table.rows, strict=True):
        day, name = _day_and_name(cells)
        if day:
            days[day] = _joined(days.get(day, ""), name)
        elif days or any(sign.isdigit() for cell in cells for sign in cell):
            words = N_("Line {n} names no day that exists: “{text}”.")
            shown = " ".join(filter(None, cells))[:60]
            findings.append(Finding("no_date", words, {"n": number, "text": shown}))
    return Pasted(days, tuple(findings))


def _joined(before: str, name: str) -> str:
    """Return the name of a day that two lines name: both, for a day may be two holidays at once."""
    names = before.split(BOTH) if before else []
    return BOTH.join(dict.fromkeys(filter(None, (*names, name))))


def _day_and_name(cells: Sequence[str]) -> tuple[str, str]:
    """Return the first day among the cells and the texts of the others; "" where there is none."""
    for place, cell in enumerate(cells):
        day = day_of(cell)
        if day:
            others = [text for at, text in enumerate(cells) if at != place and text]
            return day, _name(text for text in others if not text.isdigit())
    return _in_one_cell(" ".join(filter(None, cells)))


def _in_one_cell(text: str) -> tuple[str, str]:
    """Return the day and name of a line such as "Friday, 1 January 2027: New Year"."""
    words = text.split()
    for count in (1, 3):
        for start in range(len(words) - count + 1):
            day = day_of(" ".join(words[start : start + count]).strip(",:;–-"))
            if day:
                return day, _name([*words[:start], *words[start + count :]])
    return "", text


def _name(words: Iterable[str]) -> str:
    """Return what is left of a line as the day's name: without weekday and stray signs."""
    kept = [word for word in words if word.strip(",.:").casefold() not in WEEKDAYS]
    return " ".join(" ".join(kept).strip(" ,:;–-").split())
