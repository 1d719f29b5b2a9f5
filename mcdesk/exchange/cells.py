"""What a cell means: days, numbers, lists, and people's names with their titles."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mcdesk.application.typed import read_alike
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.stage import Label

EXCEL_START = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_EARLIEST, _LATEST = 1990, 2100
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb peb", "mar", "apr", "may mei", "jun", "jul", "aug agu ags", "sep",
         "oct okt", "nov nop", "dec des"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBER = Label("number", "angka")
_WHOLE = Field("whole", _NUMBER, FieldType.NUMBER, minimum=0, maximum=999_999)
_HOURS = Field("hours", _NUMBER, FieldType.NUMBER, minimum=0, maximum=999_999, decimals=2)
NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "nihil", "none"})
NOT_FOUND = frozenset(
    {"not found", "missing", "lost", "tidak ada", "tidak ditemukan", "belum ditemukan", "hilang"}
)
_BEFORE = frozenset(
    "prof dr drs dra ir drg apt ns hj h kh rev assoc asst asso ass drh mr mrs ms pdt rm".split()
)


def day_of(text: str) -> str:
    """Return a day as ISO text, or "" where the text names none that exists.

    Day before month, as Indonesia writes it; ISO, month names in both languages and the bare
    numbers of a spreadsheet are understood, and a month in letters first (Aug 17, 2027). The time
    of day and the weekday are left out.
    """
    text = text.strip()
    if _SERIAL.fullmatch(text):
        return _checked(EXCEL_START + timedelta(days=int(text.split(".")[0])))
    text = re.sub(r"[T ]+\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?(Z| ?[AaPp][Mm])?$", "", text)
    text = re.sub(r"^[^\W\d]+\s*,\s*", "", text)
    parts = [part for part in re.split(r"[\s./,\-]+", text) if part]
    if len(parts) != 3:
        return ""
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    if day[:3].casefold() in _MONTHS:
        day, month = month, day
    if not month.isascii() or not month.isdigit():
        month = str(_MONTHS.get(month[:3].casefold(), 0))
    if not (day + year).isascii() or not (day + year).isdigit() or len(year) not in (2, 4):
        return ""
    try:
        return _checked(date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)))
    except ValueError:
        return ""


def _checked(day: date) -> str:
    return day.isoformat() if _EARLIEST <= day.year <= _LATEST else ""


def whole_number(text: str) -> int | None:
    """Return a whole number, also one written "3." or "3,0", or None.

    "12.000" is None: it may be twelve or twelve thousand, and a person is asked.
    """
    found = read_alike(_WHOLE, text)
    return None if found is None else int(found)


def hours_of(text: str) -> int | str | None:
    """Return hours as they are kept: a whole number, or a text with a point, as decimals are.

    At most two decimals, as the proposal takes them (F2 p28); "1.500" is None, as for others.
    """
    found = read_alike(_HOURS, text)
    return found if found is None or "." in found else int(found)


def listed(text: str) -> list[str]:
    """Return the entries of a cell that holds several: by lines, else by semicolons."""
    parts = text.split("\n") if "\n" in text.strip() else text.split(";")
    cleaned = (re.sub(r"^\s*(?:[-•*–]|\d{1,2}[.)](?!\d))\s*", "", part).strip() for part in parts)
    return [part for part in cleaned if part]


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that there is nothing."""
    return text.strip().casefold() in NOTHING


def says_not_found(text: str) -> bool:
    """Tell whether a cell says that a document could not be found."""
    return text.strip().casefold().rstrip(".") in NOT_FOUND


def folded(text: str) -> str:
    """Return a text as it is compared: without case, signs and doubled blanks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def split_name(text: str) -> tuple[str, str, str]:
    """Return a person's titles before the name, the name itself, and the titles after it."""
    name, comma, after = " ".join(text.split()).partition(",")
    words = name.strip().split(" ")
    at = 0
    while at < len(words) - 1 and _is_title(words[at]):
        at += 1
    return " ".join(words[:at]), " ".join(words[at:]), after.strip() if comma else ""


def _is_title(word: str) -> bool:
    parts = [part for part in word.casefold().split(".") if part]
    return "." in word and all(part in _BEFORE for part in parts)


def name_key(text: str) -> str:
    """Return a person's name as it is compared: without titles, case and signs."""
    return folded(split_name(text)[1])
