"""Stored values as people read them: dates, numbers, choices, names, in the language in use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from mcdesk.application.days import days_in, show_date
from mcdesk.application.typed import TRUE_WORDS, joiner
from mcdesk.i18n import N_, Language, _, language
from mcdesk.procedure.canonical import Json, decimal, decimal_text, is_empty
from mcdesk.procedure.content import as_date
from mcdesk.procedure.definition import Choice, Column, Field, FieldType
from mcdesk.procedure.rules_types import is_read
from mcdesk.procedure.two_tongues import in_one_language

if TYPE_CHECKING:
    from mcdesk.application.names import Names

ANSWERS = (("yes", N_("Yes")), ("no", N_("No")), ("na", N_("n/a")))


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


def show_setting(value: Json) -> str:
    """Return the value of a setting of the guide: an answer as a word, a number, or its text."""
    return _show_truth(is_so=value) if isinstance(value, bool) else show_number(value)


def _show_truth(*, is_so: bool) -> str:
    return _("Yes") if is_so else _("No")


# --- every type ---------------------------------------------------------------------------


def label_of(choices: tuple[Choice, ...], id_: Json) -> str:
    """Return the label of a choice, or the value as it stands where it is none of them."""
    for choice in choices:
        if choice.id == id_:
            return choice.label.text()
    return "" if id_ is None else str(id_)


def is_ticked(value: Json) -> bool:
    """Tell whether a stored tick is set; a typed table keeps it as text."""
    return value is True or (isinstance(value, str) and value.strip().casefold() in TRUE_WORDS)


LISTED = (FieldType.CHOICES, FieldType.TAGS, FieldType.COMPUTED)
"""The types that hold lists; in another one a script, or an earlier form, may have left one."""


def show(entry: Field | Column, value: Json, names: Names) -> str:
    """Return a stored value as text in the language in use."""
    if is_empty(value):
        return ""
    if isinstance(value, list) and entry.type not in LISTED:
        return ", ".join(show(entry, each, names) for each in value)
    shower = _SHOWERS.get(entry.type)
    return shower(entry, value, names) if shower is not None else str(value)


def _show_answer(value: Json) -> str:
    return next((_(text) for key, text in ANSWERS if key == value), str(value))


def _show_several(entry: Field | Column, value: Json) -> str:
    entries = value if isinstance(value, list) else [value]
    return joiner(entry).join(label_of(entry.choices, each) for each in entries)


def _show_computed(value: Json) -> str:
    """Return what was computed: a date or number as such, truth as a word, a list joined.

    Days within a text, such as the holidays of F3 t2, are written as days, too; the dashes that
    make a list of its lines on paper are left out.
    """
    if isinstance(value, bool):
        return _show_truth(is_so=value)
    if isinstance(value, list):
        return ", ".join(_show_computed(each) for each in value)
    if as_date(value) is not None:
        return show_date(value)
    return days_in("\n".join(line.removeprefix("- ") for line in show_number(value).split("\n")))


def _is_copied_code(entry: Field | Column, value: Json) -> bool:
    """Tell whether digits taken from another form are a code, such as the number of a course."""
    return entry.compute == "copied" and entry.unit is None and as_date(value) is None


_Shower = Callable[[Field | Column, Json, "Names"], str]
_SHOWERS: Mapping[FieldType, _Shower] = {
    FieldType.DATE: lambda _entry, value, _names: show_date(value),
    FieldType.NUMBER: lambda entry, value, _names: (
        show_number(value) if is_read(entry, value) else str(value)
    ),
    FieldType.CHOICE: lambda entry, value, _names: label_of(entry.choices, value),
    FieldType.YESNO: lambda _entry, value, _names: _show_answer(value),
    FieldType.TICK: lambda _entry, value, _names: _("Yes") if is_ticked(value) else str(value),
    FieldType.PERSON: lambda _entry, value, names: names.person(str(value)),
    FieldType.PROGRAMME: lambda _entry, value, names: names.programme(str(value)),
    FieldType.FILE: lambda _entry, value, names: names.file(str(value)),
    FieldType.CHOICES: lambda entry, value, _names: _show_several(entry, value),
    FieldType.TAGS: lambda entry, value, _names: _show_several(entry, value),
    FieldType.COMPUTED: lambda entry, value, _names: in_one_language(
        str(value) if _is_copied_code(entry, value) else _show_computed(value),
        entry.params,
        language(),
    ),
}
