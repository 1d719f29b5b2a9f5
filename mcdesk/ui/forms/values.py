"""Values as people read and type them: dates, numbers, choices, names; and back to what is stored.

Text that cannot be understood is stored as it was typed: a finding marks it, nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from mcdesk.i18n import N_, Language, _, language
from mcdesk.procedure.canonical import Json, decimal, decimal_text, is_empty
from mcdesk.procedure.content import as_date
from mcdesk.procedure.definition import Choice, Column, Field, FieldType
from mcdesk.ui.forms.names import Names
from mcdesk.ui.saying import days_in

MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
}
_OTHER_MONTHS = {"agt": 8, "ags": 8, "nop": 11, "peb": 2}
ANSWERS = (("yes", N_("Yes")), ("no", N_("No")), ("na", N_("n/a")))
ANSWER_LETTERS: Mapping[Language, Mapping[str, str]] = {
    "en": {"y": "yes", "n": "no", "t": "na", "a": "na", "-": "na"},
    "id": {"y": "yes", "t": "no", "n": "no", "b": "na", "a": "na", "-": "na"},
}
"""Keys for the answers: yes, no, not applicable; ya, tidak, tidak berlaku (t.b.)."""
_TRUE = frozenset(("true", "yes", "ya", "y", "x", "1", "✓", "✔", "v", "sudah"))

_FALSE = frozenset(("", "false", "no", "tidak", "belum", "n", "t", "0", "-", "–"))


def same(one: Json, other: Json) -> bool:
    """Tell whether two stored values say the same; all kinds of empty are one."""
    return one == other or (is_empty(one) and is_empty(other))


# --- dates --------------------------------------------------------------------------------


def show_date(value: Json, shown: Language | None = None) -> str:
    """Return a stored date as `12 Nov 2026`; what is not a date is shown as it stands."""
    day = as_date(value)
    if day is None:
        return "" if value is None else str(value)
    return f"{day.day} {MONTHS[shown or language()][day.month - 1]} {day.year}"


def parse_date(text: str, today: date) -> str:
    """Return typed text as an ISO date where it is one that exists, else the text itself.

    Day before month, as Indonesia and Europe write it; a year left out is this year's.
    """
    text = text.strip()
    parts = [part for part in re.split(r"[\s./,\-]+", text) if part]
    if len(parts) not in (2, 3):
        return text
    if len(parts[0]) == 4:
        parts.reverse()
    month = _month(parts[1])
    year = _year(parts[2]) if len(parts) == 3 else today.year
    try:
        return date(year, month, int(parts[0])).isoformat()
    except ValueError:
        return text


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    start = text[:3].casefold()
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            if name.casefold() == start:
                return number
    return _OTHER_MONTHS.get(start, 0)


def _year(text: str) -> int:
    year = int(text) if text.isdigit() else 0
    return year + 2000 if len(text) == 2 else year


# --- numbers ------------------------------------------------------------------------------


def show_number(value: Json, shown: Language | None = None) -> str:
    """Return a stored number with the separators of the language; other text as it stands."""
    number = decimal(value)
    if number is None:
        return "" if value is None else str(value)
    text = f"{Decimal(decimal_text(number)):,f}"
    if (shown or language()) == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return text


def parse_number(text: str, shown: Language | None = None) -> str:
    """Return typed text as a stored number where it is one, else the text itself.

    A separator that cannot stand for thousands is the decimal sign, whichever it is.
    """
    plain = re.sub(r"(?i)^rp\.?\s*|[\s\u00a0']", "", text.strip())
    if not re.fullmatch(r"[+-]?[\d.,]+", plain):
        return text.strip()
    point = _decimal_sign(plain, "." if (shown or language()) == "en" else ",")
    other = "," if point == "." else "."
    number = decimal(plain.replace(other, "").replace(point, "."))
    return text.strip() if number is None else decimal_text(number)


def _decimal_sign(text: str, usual: str) -> str:
    """Return which of the two separators in a number is the decimal sign."""
    other = "," if usual == "." else "."
    if usual in text and other in text:
        return max(usual, other, key=text.rfind)
    if text.count(usual) > 1 or (text.count(other) == 1 and not re.search(r"[.,]\d{3}$", text)):
        return other
    return usual


# --- every type ---------------------------------------------------------------------------


def label_of(choices: tuple[Choice, ...], id_: Json) -> str:
    """Return the label of a choice, or the value as it stands where it is none of them."""
    for choice in choices:
        if choice.id == id_:
            return choice.label.text()
    return "" if id_ is None else str(id_)


def choice_id(choices: tuple[Choice, ...], text: str) -> str:
    """Return the id of the choice that `text` names in either language, or the text."""
    wanted = text.strip().casefold()
    for choice in choices:
        if wanted in (choice.id.casefold(), choice.label.en.casefold(), choice.label.id.casefold()):
            return choice.id
    starts = [choice.id for choice in choices if choice.label.text().casefold().startswith(wanted)]
    return starts[0] if wanted and len(starts) == 1 else text.strip()


def is_ticked(value: Json) -> bool:
    """Tell whether a stored tick is set; a typed table keeps it as text."""
    return value is True or (isinstance(value, str) and value.strip().casefold() in _TRUE)


def show(entry: Field | Column, value: Json, names: Names) -> str:
    """Return a stored value as text in the language in use."""
    if is_empty(value):
        return ""
    shower = _SHOWERS.get(entry.type)
    return shower(entry, value, names) if shower is not None else str(value)


def _show_answer(value: Json) -> str:
    return next((_(text) for key, text in ANSWERS if key == value), str(value))


def _show_several(entry: Field | Column, value: Json) -> str:
    entries = value if isinstance(value, list) else [value]
    return ", ".join(label_of(entry.choices, each) for each in entries)


def _show_computed(value: Json) -> str:
    """Return what was computed: a date or number as such, truth as a word, a list joined.

    Days within a text, such as the holidays of F3 t2, are written as days, too; the dashes that
    make a list of its lines on paper are left out.
    """
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(_show_computed(each) for each in value)
    if as_date(value) is not None:
        return show_date(value)
    return days_in("\n".join(line.removeprefix("- ") for line in show_number(value).split("\n")))


def _is_copied_code(entry: Field | Column, value: Json) -> bool:
    """Tell whether digits taken from another form are a code, such as the number of a course."""
    return entry.compute == "copied" and entry.unit is None and as_date(value) is None


def parse(entry: Field | Column, text: str, names: Names, today: date) -> Json:
    """Return typed or pasted text as the value that is stored; None where it is empty."""
    plain = text.strip()
    if not plain:
        return None
    if entry.type is FieldType.DATE:
        return parse_date(plain, today)
    if entry.type is FieldType.TEXT:
        return text.rstrip()
    parser = _PARSERS.get(entry.type)
    return parser(entry, plain, names) if parser is not None else plain


def _choice_ids(entry: Field | Column, text: str) -> list[Json]:
    return list(dict.fromkeys(choice_id(entry.choices, each) for each in tags(text)))


def _answer(text: str) -> str:
    word = text.casefold()
    if word in ("n/a", "na", "n.a.", "-", "tidak berlaku", "t.b.", _("n/a").casefold()):
        return "na"
    if word in ("no", "tidak", "n", "0", "false", "belum"):
        return "no"
    return "yes" if word in _TRUE else text


def _tick(text: str) -> Json:
    """Return a tick, none, or what was written where it says neither: it is kept and marked."""
    word = text.strip().casefold()
    if word in _TRUE:
        return True
    return None if word in _FALSE else text


def tags(text: str) -> tuple[str, ...]:
    """Return the words between commas, semicolons or line ends, each once, in order."""
    found = (part.strip() for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(part for part in found if part))


_Shower = Callable[[Field | Column, Json, Names], str]
_SHOWERS: Mapping[FieldType, _Shower] = {
    FieldType.DATE: lambda _entry, value, _names: show_date(value),
    FieldType.NUMBER: lambda _entry, value, _names: show_number(value),
    FieldType.CHOICE: lambda entry, value, _names: label_of(entry.choices, value),
    FieldType.YESNO: lambda _entry, value, _names: _show_answer(value),
    FieldType.TICK: lambda _entry, value, _names: _("Yes") if is_ticked(value) else str(value),
    FieldType.PERSON: lambda _entry, value, names: names.person(str(value)),
    FieldType.PROGRAMME: lambda _entry, value, names: names.programme(str(value)),
    FieldType.FILE: lambda _entry, value, names: names.file(str(value)),
    FieldType.CHOICES: lambda entry, value, _names: _show_several(entry, value),
    FieldType.TAGS: lambda entry, value, _names: _show_several(entry, value),
    FieldType.COMPUTED: lambda entry, value, _names: (
        str(value) if _is_copied_code(entry, value) else _show_computed(value)
    ),
}
_Parser = Callable[[Field | Column, str, Names], Json]
_PARSERS: Mapping[FieldType, _Parser] = {
    FieldType.NUMBER: lambda _entry, text, _names: parse_number(text),
    FieldType.CHOICE: lambda entry, text, _names: choice_id(entry.choices, text),
    FieldType.YESNO: lambda _entry, text, _names: _answer(text),
    FieldType.TICK: lambda _entry, text, _names: _tick(text),
    FieldType.PERSON: lambda _entry, text, names: names.person_id(text) or text,
    FieldType.PROGRAMME: lambda _entry, text, names: names.programme_id(text) or text,
    FieldType.CHOICES: lambda entry, text, _names: _choice_ids(entry, text),
    FieldType.TAGS: lambda _entry, text, _names: list(tags(text)),
}
