"""Holidays as they are pasted: a day and a name on each line, in any usual shape. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, Trouble
from mcdesk.exchange.cells import day_of
from mcdesk.exchange.table_reader import read_text
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Sequence


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
            days[day] = name
        elif days or any(sign.isdigit() for cell in cells for sign in cell):
            words = N_("Line {n} names no day that exists: “{text}”.")
            shown = " ".join(filter(None, cells))[:60]
            findings.append(Finding("no_date", words, {"n": number, "text": shown}))
    return Pasted(days, tuple(findings))


def _day_and_name(cells: Sequence[str]) -> tuple[str, str]:
    """Return the first day among the cells and the texts of the others; "" where there is none."""
    for place, cell in enumerate(cells):
        day = day_of(cell)
        if day:
            others = [text for at, text in enumerate(cells) if at != place and text]
            return day, " ".join(text for text in others if not text.isdigit())
    return _in_one_cell(" ".join(filter(None, cells)))


def _in_one_cell(text: str) -> tuple[str, str]:
    """Return the day and name of a line such as "1 January 2027 New Year"."""
    words = text.split()
    for count in (1, 2, 3, 4):
        for part, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            day = day_of(" ".join(part).strip(",:;–-"))
            if day:
                return day, " ".join(rest).strip(" ,:;–-")
    return "", text
