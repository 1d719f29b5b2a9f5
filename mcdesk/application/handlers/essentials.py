"""What may be said of a card that was taken over, before its forms (decisions.md, 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application import shelf
from mcdesk.application.essentials import called
from mcdesk.application.facts import ESSENTIALS
from mcdesk.application.handlers.writing import plain
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import is_line, json_text
from mcdesk.procedure.essentials import CHOSEN, COUNTED, LARGEST, LISTED, LONGEST, fits
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.work import Work
    from mcdesk.procedure.definition import Choice

LANGUAGE, MOST, LETTERS = "language", 200, 2_000
"""The list that names choices; how many entries a list has at the most, and of how many letters."""
UNKNOWN = N_("Essentials list outcomes, modules and language, name hours, weeks, mode, pace and "
             "kkni: not “{key}”.")  # fmt: skip
NUMBER = N_("{what} ({key}) is a number above 0 and of {most} at the most, in digits, decimals "
            "behind a point: not “{given}”.")  # fmt: skip
ONE_OF = N_("{what} ({key}) is one of: {choices}. Not “{given}”.")
SOME_OF = N_("{what} ({key}) is a list of: {choices}. Not “{given}”.")
LISTS = N_("{what} ({key}) is a list of at most {most} texts, each one line of 1 to {letters} "
           "letters: not “{given}”.")  # fmt: skip


def check_essentials(work: Work, forms: Mapping[str, str], essentials: Mapping[str, Any]) -> None:
    """Refuse essentials that could not be proposed to the forms later.

    `forms` names the definitions that the micro-credential goes by: what the proposal may say. More
    is asked than a shape that can be read (`essentials.fits`): whole lines, and known choices.

    Raises:
        Refused: One does not fit; why is told of the first.
    """
    for key, value in essentials.items():
        given = {"key": key, "what": called(key), "given": _shown(value)}
        if key in COUNTED:
            if not fits(key, plain(value)):
                refuse("bad_essentials", NUMBER, most=LARGEST, **given)
        elif key in CHOSEN or key == LANGUAGE:
            _check_choice(key, value, _choices(work, forms, key), given)
        elif key in LISTED:
            if not fits(key, value) or not _are_lines(value):
                refuse("bad_essentials", LISTS, most=MOST, letters=LETTERS, **given)
        else:
            refuse("bad_essentials", UNKNOWN, key=key)


def _check_choice(
    key: str, value: Any, choices: tuple[Choice, ...], given: Mapping[str, Any]
) -> None:  # fmt: skip
    """Refuse what is none of the proposal's choices; where it has none, what is no short text."""
    entries = value if isinstance(value, list | tuple) else [value]
    known = {choice.id for choice in choices}
    if fits(key, value) and len(entries) <= MOST and all(
        is_line(each, LONGEST) and (not known or each in known) for each in entries
    ):  # fmt: skip
        return
    names = ", ".join(f"{choice.id} ({choice.label.text()})" for choice in choices) or "…"
    text = SOME_OF if key == LANGUAGE else ONE_OF
    refuse("bad_essentials", text, choices=Label(names, names), **given)


def _choices(work: Work, forms: Mapping[str, str], key: str) -> tuple[Choice, ...]:
    proposal = forms.get("F2")
    fields = shelf.form_definition(work.uow, proposal).fields if proposal else {}
    return fields[ESSENTIALS[key]].choices if ESSENTIALS[key] in fields else ()


def _are_lines(entries: Sequence[Any]) -> bool:
    return len(entries) <= MOST and all(is_line(each, LETTERS) for each in entries)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json_text(value)
