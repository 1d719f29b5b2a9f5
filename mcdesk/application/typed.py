"""What people type or paste, understood as the value that is stored (domain.md, section b).

The same for a form on screen, a pasted table, and a filled form that comes back as a file. What
cannot be understood is stored as it was typed: a finding marks it, nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from mcdesk.application.days import MONTHS
from mcdesk.i18n import N_, Language, _, apart, language
from mcdesk.procedure.canonical import Json, decimal, decimal_text
from mcdesk.procedure.content import as_date
from mcdesk.procedure.definition import Choice, Column, Field, FieldType
from mcdesk.procedure.rules_types import bare, problem_of, readings
from mcdesk.procedure.signs import PART


class Known(Protocol):
    """Finds who or what a typed name means; "" where nobody is called so."""

    def person_id(self, text: str) -> str: ...

    def programme_id(self, text: str) -> str: ...

    def is_name(self, text: str) -> bool:
        """Tell whether somebody in the directory is called just so, with titles or without."""
        ...


_OTHER_MONTHS = {"agt": 8, "ags": 8, "nop": 11, "peb": 2}
RUPIAH = "Rp"
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*")
"""A whole number whose thousands are set apart: by one sign, three by three, no zero before."""
TRUE_WORDS = frozenset(("true", "yes", "ya", "y", "x", "1", "✓", "✔", "v", "sudah"))

ADDRESS = re.compile(rf"({PART}+)@({PART}+\.[^\s@.]+)")
"""An e-mail address that can be written to: who, and where."""
NO_DATE = N_("“{text}” is not a date that exists. Write day, month and year: 17 Aug 2026.")
"""What is said wherever a date is typed or read from a list and is none."""

BETWEEN_NAMES = ("bin", "binti", "van", "de", "al")
"""What is written small within a person's name."""
TITLE = re.compile(
    r"(?:[^\W\d_]{1,6}\.)+(?:[^\W\d_]{1,6})?(?:\([^\W\d_]{1,4}\))?\.?|PhD|MBA|MSc|BSc"
)
"""An academic title as it stands behind a name: S.Kom., M.T., Ph.D, Sp.A(K)."""

_FALSE = frozenset(("", "false", "no", "tidak", "belum", "n", "t", "0", "-", "–"))


def parse_date(text: str, today: date) -> str:
    """Return typed text as an ISO date where it is one that exists, else the text itself.

    Day before month, as Indonesia and Europe write it; a month in letters may come first (Aug 17,
    2027). A year left out is this year's.
    """
    text = text.strip()
    parts = [part for part in re.split(r"[\s./,\-]+", text) if part]
    if len(parts) not in (2, 3):
        return text
    if len(parts[0]) == 4:
        parts.reverse()
    elif parts[0][0].isalpha() and _month(parts[0]):
        parts[:2] = parts[1], parts[0]
    try:
        year = _year(parts[2]) if len(parts) == 3 else today.year
        return date(year, _month(parts[1]), int(parts[0])).isoformat()
    except (ValueError, OverflowError):
        return text


def address_fault(text: str) -> str:
    """Return why a typed text is no e-mail address, and what is expected; "" where it may be."""
    text = text.strip()
    if not text or ADDRESS.fullmatch(text):
        return ""
    return _("“{text}” is no e-mail address such as name@campus.ac.id; e-mail drafts to this "
             "person will have no recipient.").format(text=apart(text))  # fmt: skip


def date_fault(text: str, missing: str = "") -> str:
    """Return why what `parse_date` gave is no date, and what is expected; "" where it is one.

    `missing` is what is said where nothing was typed; "" where a date may be left out.
    """
    if not text.strip():
        return missing
    return "" if as_date(text) is not None else _(NO_DATE).format(text=apart(text.strip()))


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    start = text[:3].casefold()
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            if name.casefold() == start:
                return number
    return _OTHER_MONTHS.get(start, 0)


def _year(text: str) -> int:
    year = int(text) if text.isdecimal() else 0
    return year + 2000 if len(text) == 2 else year


def parse_number(text: str, shown: Language | None = None) -> str:
    """Return typed text as a stored number where it is one, else the text itself.

    A separator that cannot stand for thousands is the decimal sign, whichever it is.
    """
    plain = bare(text)
    if not re.fullmatch(r"[+-]?[\d.,]+", plain):
        return text.strip()
    number = decimal(_plain(plain, "." if (shown or language()) == "en" else ","))
    return text.strip() if number is None else decimal_text(number)


def is_money(entry: Field | Column) -> bool:
    """Tell whether a field or column holds an amount in rupiah."""
    return entry.unit is not None and entry.unit.en == RUPIAH


def parse_money(text: str, shown: Language | None = None) -> str:
    """Return a typed amount as a stored number where it is one, else the text itself.

    Rupiah have no thousandth parts: three digits behind one sign are thousands in every language,
    250.000 and 250,000 alike (EYD V: Rp250.000,00; ",-" ends a round amount; IDR is their code).
    So do other numbers that are to be whole.
    """
    plain = re.sub(r"[.,][-\u2013]$", "", bare(text))
    if THOUSANDS.fullmatch(plain):
        return decimal_text(Decimal(plain.replace(".", "").replace(",", "")))
    number = parse_number(plain, shown)
    return text.strip() if decimal(number) is None else number


def read_alike(entry: Field | Column, text: str) -> str | None:
    """Return a number of a list, whose language nobody knows, as it is stored; None for none.

    It is one that every language reads alike and that fits its field: “1,5”, but not “1.500”.
    """
    english = parse_number(text, "en")
    is_alike = bare(text).isascii() and english == parse_number(text, "id")
    return english if is_alike and english and problem_of(entry, english) is None else None


def _plain(text: str, usual: str) -> str:
    """Return a number without thousands and with a point; "" where its separators fit nothing."""
    at = max(text.rfind(","), text.rfind("."))
    if at < 0:
        return text
    last = text[at]
    other = "," if last == "." else "."
    is_one = text.count(last) == 1
    if is_one and (other in text or last == usual or not THOUSANDS.fullmatch(text)):
        whole = text[:at]
        if other not in whole:
            return f"{whole}.{text[at + 1 :]}"
        return f"{whole.replace(other, '')}.{text[at + 1 :]}" if THOUSANDS.fullmatch(whole) else ""
    return text.replace(last, "") if THOUSANDS.fullmatch(text) else ""


def choice_id(choices: tuple[Choice, ...], text: str) -> str:
    """Return the id of the choice that `text` names in either language, or the text."""
    wanted = text.strip().casefold()
    for choice in choices:
        if wanted in (choice.id.casefold(), choice.label.en.casefold(), choice.label.id.casefold()):
            return choice.id
    starts = [choice.id for choice in choices if choice.label.text().casefold().startswith(wanted)]
    return starts[0] if wanted and len(starts) == 1 else text.strip()


def parse(
    entry: Field | Column, text: str, names: Known, today: date, shown: Language | None = None
) -> Json:
    """Return typed or pasted text as the value that is stored; None where it is empty.

    `shown` is the language in which it was written, where that is not the window's.
    """
    plain = text.strip()
    if not plain:
        return None
    if entry.type is FieldType.DATE:
        return parse_date(plain, today)
    if entry.type is FieldType.NUMBER:
        return parse_number_of(entry, plain, shown)
    if entry.type is FieldType.TEXT:
        return text.rstrip()
    parser = _PARSERS.get(entry.type)
    return parser(entry, plain, names) if parser is not None else plain


def parse_number_of(entry: Field | Column, text: str, shown: Language | None = None) -> str:
    """Return a typed number as it is stored where it is one, else the text itself.

    Groups of three digits are thousands in every language where whole numbers or rupiah are taken.
    Where decimals are, “1.000” may be a thousand or one: it stays as typed, and is asked about.
    The field's own unit may stand behind: “100%”.
    """
    text = _without_unit(entry, text)
    if is_money(entry) or not entry.decimals:
        return parse_money(text, shown)
    sign = "." if (shown or language()) == "en" else ","
    if sign in bare(text) and readings(entry, text) is not None:
        return text
    return parse_number(text, shown)


def _without_unit(entry: Field | Column, text: str) -> str:
    """Return a typed number without the unit of its field behind it, in either language."""
    plain = text.rstrip()
    for unit in (entry.unit.en, entry.unit.id) if entry.unit is not None else ():
        number = plain[: len(plain) - len(unit)].rstrip()
        is_unit = bool(unit) and plain.casefold().endswith(unit.casefold())
        if is_unit and re.fullmatch(r"[+-]?[\d.,]+", bare(number)):
            return number
    return text


def _choice_ids(entry: Field | Column, text: str) -> list[Json]:
    return list(dict.fromkeys(choice_id(entry.choices, each) for each in tags(text)))


def _answer(text: str) -> str:
    word = text.casefold()
    if word in ("n/a", "na", "n.a.", "-", "tidak berlaku", "t.b.", _("n/a").casefold()):
        return "na"
    if word in ("no", "tidak", "n", "0", "false", "belum"):
        return "no"
    return "yes" if word in TRUE_WORDS else text


def _tick(text: str) -> Json:
    """Return a tick, none, or what was written where it says neither: it is kept and marked."""
    word = text.strip().casefold()
    if word in TRUE_WORDS:
        return True
    return None if word in _FALSE else text


def tags(text: str) -> tuple[str, ...]:
    """Return the words between commas, semicolons or line ends, each once, in order.

    An academic title stays with the name before its comma: “ID-02, M.Ed.” is one person.
    """
    found: list[str] = []
    for line in re.split(r"[;\n]", text):
        parts = (part.strip() for part in line.split(","))
        found += with_titles((), [part for part in parts if part])
    return tuple(dict.fromkeys(found))


def offers_people(entry: Field | Column) -> bool:
    """Tell whether words are people: the names of the directory are offered, guests are typed."""
    return entry.params.get("offer") == "people"


def joiner(entry: Field | Column) -> str:
    """Return what stands between words of a list; a comma may stand within what says a person."""
    return "; " if offers_people(entry) else ", "


def people(text: str, is_name: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the people between semicolons or line ends, each once, in order.

    A comma parts two only where one is a name of the directory: “Guest, from industry” is one.
    """
    found: list[str] = []
    for line in re.split(r"[;\n]", text):
        own: list[str] = []
        parts = (part.strip() for part in line.split(","))
        for word in with_titles((), [part for part in parts if part]):
            if own and not (is_name(own[-1]) or is_name(word)):
                own[-1] = f"{own[-1]}, {word}"
            else:
                own.append(word)
        found += own
    return tuple(dict.fromkeys(found))


def several_people(word: str) -> tuple[str, ...]:
    """Return the people that one word may name, each by two names or more; () where it is one.

    “Guest, from industry” is one. It is proposed only: what is meant a person says.
    """
    parts = with_titles((), [part for part in map(str.strip, word.split(",")) if part])
    names = [re.split(r"\s+", part.partition(",")[0]) for part in parts]
    are_all = all(1 < len(name) < 7 and all(map(_in_name, name)) for name in names)
    return tuple(parts) if len(parts) > 1 and are_all else ()


def _in_name(word: str) -> bool:
    return word in BETWEEN_NAMES or (word[:1].isupper() and not any(map(str.isdigit, word)))


def is_called(text: str, names: Iterable[str]) -> bool:
    """Tell whether one of these full names is just this, but for titles before it or behind."""
    wanted = " ".join(text.split()).casefold()
    return bool(wanted) and any(_is_name_in(wanted, name.casefold()) for name in names)


def _is_name_in(wanted: str, name: str) -> bool:
    before, found, after = name.partition(wanted)
    rest = re.split(r"[\s,]+", f"{before} {after}")
    return bool(found) and all(TITLE.fullmatch(each) for each in rest if each)


def with_titles(before: Sequence[str], more: Sequence[str]) -> list[str]:
    """Return words with others behind them; a title joins the word it stands behind."""
    found = list(before)
    for word in more:
        if found and TITLE.fullmatch(word):
            found[-1] = f"{found[-1]}, {word}"
        else:
            found.append(word)
    return found


_Parser = Callable[[Field | Column, str, Known], Json]
_PARSERS: Mapping[FieldType, _Parser] = {
    FieldType.CHOICE: lambda entry, text, _names: choice_id(entry.choices, text),
    FieldType.YESNO: lambda _entry, text, _names: _answer(text),
    FieldType.TICK: lambda _entry, text, _names: _tick(text),
    FieldType.PERSON: lambda _entry, text, names: names.person_id(text) or text,
    FieldType.PROGRAMME: lambda _entry, text, names: names.programme_id(text) or text,
    FieldType.CHOICES: lambda entry, text, _names: _choice_ids(entry, text),
    FieldType.TAGS: lambda entry, text, names: list(
        people(text, names.is_name) if offers_people(entry) else tags(text)
    ),
}
